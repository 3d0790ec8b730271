//! Money in.

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	Commitment, Currency, Terms,
};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		traits::{fungible::Mutate, fungibles::Inspect, tokens::Preservation},
	},
	sp_runtime::{DispatchError, Permill, TokenError},
};

use crate::{arithmetic::UNITS, mock::*, Error, Event, Pools, Queue};

#[test]
fn a_payment_is_one_step_into_one_pool() {
	run(|| {
		let parents: Vec<_> = (0..10).map(|_| (work(), percent(5))).collect();
		let asset = derived(&parents);
		let before = wealth(NATIVE, BUYER);
		let (amount, reference) = (1_000, Some(Commitment::repeat_byte(7)));
		events();
		assert_ok!(pay_call(signed(BUYER), asset, NATIVE, amount, reference));

		let row = pool(asset, NATIVE);
		assert_eq!((row.inflow, row.flowed, row.held, row.paid, row.pulled), (1_000, 500, 0, 0, 0));
		assert_eq!((row.edges, row.queued), (10, true));
		assert_eq!(Pools::<Test>::iter().count(), 1);
		assert_eq!(Queue::<Test>::iter().count(), 1);
		assert_eq!((in_pot(NATIVE), before - wealth(NATIVE, BUYER)), (1_000, 1_000));
		let (currency, payer) = (NATIVE, BUYER);
		assert_eq!(events(), [Event::Paid { asset, currency, payer, amount, reference }]);
		pay(asset, NATIVE, 1_000);
		assert_eq!(
			events(),
			[Event::Paid { asset, currency: NATIVE, payer, amount, reference: None }]
		);
		assert_eq!(Queue::<Test>::iter().count(), 1);
	});
}

#[test]
fn an_asset_without_parents_waits_for_nothing() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 77);
		assert!(!pool(asset, COIN).queued);
		assert_eq!(Queue::<Test>::iter().count(), 0);
		assert_eq!(in_pot(COIN), 77);
		assert_eq!(Royalty::units(asset, ARTIST), UNITS);
	});
}

#[test]
fn nothing_is_not_paid_but_the_smallest_unit_is() {
	run(|| {
		let asset = derived(&[(work(), percent(50))]);
		let call = |amount| move || pay_call(signed(BUYER), asset, NATIVE, amount, None);
		refuses(Error::<Test>::NothingPaid, call(0));
		assert_ok!(call(1)());
		// Neither side has a whole unit of it yet.
		assert_eq!((pool(asset, NATIVE).flowed, pool(asset, NATIVE).left()), (0, 0));
		refuses(Error::<Test>::NothingToClaim, || claim(ARTIST, asset, NATIVE));
		refuses(Error::<Test>::NothingOwed, || pull_call(signed(BUYER), asset, 0, NATIVE));
		assert_ok!(call(1)());
		assert_eq!((pool(asset, NATIVE).flowed, pool(asset, NATIVE).left()), (1, 1));
		assert_eq!(in_pot(NATIVE), 2);
	});
}

#[test]
fn what_cannot_be_paid_for_changes_nothing() {
	run(|| {
		let asset = work();
		let call = |asset, currency| move || pay_call(signed(BUYER), asset, currency, 100, None);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			refuses(DispatchError::BadOrigin, || pay_call(origin, asset, NATIVE, 100, None));
		}
		refuses(Error::<Test>::UnknownAsset, call(asset + 1, NATIVE));
		refuses(Error::<Test>::UnknownAsset, call(u64::MAX, NATIVE));
		refuses(Error::<Test>::UnknownCurrency, call(asset, OTHER_COIN));
		refuses(Error::<Test>::UnknownCurrency, call(asset, Currency::WithId(9)));
		invalidate(asset);
		refuses(Error::<Test>::AssetInvalidated, call(asset, NATIVE));
	});
}

#[test]
fn a_payer_without_the_money_changes_nothing() {
	run(|| {
		let asset = work();
		let call =
			|who, currency, amount| move || pay_call(signed(who), asset, currency, amount, None);
		// The deposit for the pool cannot be held.
		refuses(TokenError::FundsUnavailable, call(NOBODY, NATIVE, 1));
		pay(asset, NATIVE, 1);
		refuses(TokenError::FundsUnavailable, call(NOBODY, NATIVE, 1));
		pay(asset, COIN, 1);
		refuses(TokenError::FundsUnavailable, call(NOBODY, COIN, 1));
		// A payment leaves the payer its least balance.
		assert_ok!(Balances::transfer(&BUYER, &NOBODY, LEAST + 5, Preservation::Preserve));
		refuses(TokenError::NotExpendable, call(NOBODY, NATIVE, 6));
		assert_eq!(pool(asset, NATIVE).inflow, 1);
		assert_ok!(call(NOBODY, NATIVE, 5)());
		assert_eq!(balance(NATIVE, NOBODY), LEAST);
	});
}

#[test]
fn more_than_a_pool_can_receive_is_refused() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1);
		refuses(Error::<Test>::TooMuch, || pay_call(signed(BUYER), asset, NATIVE, u128::MAX, None));
	});
}

/// The largest payment that there can be, through edges, contributors and holders.
#[test]
fn the_largest_amount_is_shared_like_any_other() {
	// Not `run`: it is minted here.
	new_test_ext().execute_with(|| {
		let of = collection(percent(80), &[(MAKER, 1), (MAKER, u64::MAX - 1)]);
		let asset = derived(&[(of.asset, Permill::from_parts(999_999))]);
		// More than half of all that an amount can be does not fit beside the supply.
		let most = u128::MAX / 2 - AllCurrencies::total_issuance(COIN);
		assert_ok!(Assets::mint(signed(ARTIST), 1, BUYER, most));
		let amount = wealth(COIN, BUYER) - LEAST_COIN;
		pay(asset, COIN, amount);
		settle_all();
		let owed = amount / 1_000_000 * 999_999 + amount % 1_000_000 * 999_999 / 1_000_000;
		assert_eq!(pool(of.asset, COIN).inflow, owed);
		for leaf in 0..2 {
			assert_ok!(of.claim(leaf, &[COIN]));
		}
		for asset in [of.asset, asset] {
			assert_ok!(claim(ARTIST, asset, COIN));
		}
		// Less than one unit for each floor on the way: an edge, a rest, two shares, two leaves.
		assert!(in_pot(COIN) < 6, "{}", in_pot(COIN));
		check_invariants();
	});
}

/// For a price, to everybody.
fn offer(price: Option<Price>) -> StatedTerms<AccountId, u64> {
	StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price,
		share: percent(0),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	}
}

/// The price of a licence goes the same way as any other payment.
#[test]
fn the_price_of_a_licence_is_revenue_of_the_asset() {
	run(|| {
		let asset = derived(&[(work(), percent(10))]);
		// Below what an account must hold: that is of no matter to a pool.
		let price = Some(Price { currency: NATIVE, amount: LEAST - 1 });
		let stated = offer(price.clone());
		let digest = stated.digest(asset);
		assert_ok!(Consent::publish_offer(signed(ARTIST), asset, Box::new(stated)));
		events();
		assert_ok!(Consent::accept_offer(signed(MAKER), 0, price, percent(0), digest));
		let (currency, payer, amount) = (NATIVE, MAKER, LEAST - 1);
		assert_eq!(events(), [Event::Paid { asset, currency, payer, amount, reference: None }]);
		assert_eq!((pool(asset, NATIVE).inflow, in_pot(NATIVE)), (LEAST - 1, LEAST - 1));
		assert!(pool(asset, NATIVE).queued);
		let before = wealth(NATIVE, ARTIST);
		assert_ok!(claim(ARTIST, asset, NATIVE));
		assert_eq!(wealth(NATIVE, ARTIST) - before, 8);
		// An offer in a currency that was not let in cannot be accepted.
		let price = Some(Price { currency: OTHER_COIN, amount: 5 });
		let stated = offer(price.clone());
		let digest = stated.digest(asset);
		assert_ok!(Consent::publish_offer(signed(ARTIST), asset, Box::new(stated)));
		refuses(Error::<Test>::UnknownCurrency, || {
			Consent::accept_offer(signed(MAKER), 1, price, percent(0), digest)
				.map(|_| ())
				.map_err(|refusal| refusal.error)
		});
	});
}
