//! Money out, to holders.

use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::tokens::Preservation},
	sp_runtime::{DispatchError, DispatchResult, TokenError},
};

use crate::{arithmetic::UNITS, mock::*, Error, Event, HolderAccounts, Pools};

/// As many as there are units, so that no holder has a fraction.
const M: u128 = 1_000_000;

/// What a call brings an account in the native currency.
fn brings(who: AccountId, call: impl FnOnce() -> DispatchResult) -> u128 {
	let before = wealth(NATIVE, who);
	assert_eq!(call(), Ok(()));
	wealth(NATIVE, who) - before
}

#[test]
fn the_controller_holds_all_units_until_the_first_is_handed_on() {
	run(|| {
		let asset = work();
		assert_eq!((Royalty::units(asset, ARTIST), Royalty::units(asset, MAKER)), (UNITS, 0));
		pay(asset, NATIVE, 1_000 * M);
		events();
		assert_eq!(brings(ARTIST, || claim(ARTIST, asset, NATIVE)), 1_000 * M);
		let (account, currency) = (ARTIST, NATIVE);
		assert_eq!(
			events(),
			[Event::Claimed {
				account,
				currency,
				amount: 1_000 * M,
				parts: vec![(asset, 1_000 * M)]
			}]
		);
		refuses(Error::<Test>::NothingToClaim, || claim(ARTIST, asset, NATIVE));
		refuses(Error::<Test>::NothingToClaim, || claim(MAKER, asset, NATIVE));
		assert_eq!((in_pot(NATIVE), pool(asset, NATIVE).paid), (0, 1_000 * M));
	});
}

#[test]
fn a_pool_that_owes_the_account_nothing_is_no_part_of_its_claim() {
	run(|| {
		let (own, others) = (work(), work());
		assert_ok!(hand_over(ARTIST, others, MAKER, UNITS));
		for asset in [own, others] {
			pay(asset, NATIVE, 100 * M);
		}
		events();
		let before = used(ARTIST);
		assert_ok!(Royalty::claim(signed(ARTIST), vec![(own, NATIVE), (others, NATIVE)]));
		let (account, currency, amount) = (ARTIST, NATIVE, 100 * M);
		let parts = vec![(own, amount)];
		assert_eq!(events(), [Event::Claimed { account, currency, amount, parts }]);
		assert_eq!(used(ARTIST) - before, Royalty::holder_bytes());
		assert!(!HolderAccounts::<Test>::contains_key((others, NATIVE, ARTIST)));
	});
}

#[test]
fn a_claim_that_cannot_be_paid_changes_nothing() {
	run(|| {
		let (asset, unpaid, bad) = (work(), work(), work());
		pay(asset, NATIVE, 100 * M);
		pay(bad, NATIVE, 100 * M);
		invalidate(bad);
		// Alone, and in the way of one that could be paid.
		let with = |more: Option<_>| {
			let mut pools = vec![(asset, NATIVE)];
			pools.extend(more);
			move || Royalty::claim(signed(ARTIST), pools)
		};
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			refuses(DispatchError::BadOrigin, || Royalty::claim(origin, vec![(asset, NATIVE)]));
		}
		refuses(Error::<Test>::NothingToClaim, || Royalty::claim(signed(ARTIST), vec![]));
		refuses(Error::<Test>::UnknownPool, with(Some((unpaid, NATIVE))));
		refuses(Error::<Test>::UnknownPool, with(Some((asset, COIN))));
		refuses(Error::<Test>::UnknownPool, with(Some((asset, OTHER_COIN))));
		refuses(Error::<Test>::UnknownAsset, with(Some((bad + 1, NATIVE))));
		refuses(Error::<Test>::AssetInvalidated, with(Some((bad, NATIVE))));
		refuses(Error::<Test>::SamePoolTwice, with(Some((asset, NATIVE))));
		let many: Vec<_> = (0..33).map(|id| (id, NATIVE)).collect();
		refuses(Error::<Test>::TooManyPools, || Royalty::claim(signed(ARTIST), many));
		assert_eq!(brings(ARTIST, with(None)), 100 * M);
	});
}

#[test]
fn a_claim_for_somebody_is_refused_for_the_same_reasons() {
	run(|| {
		let (asset, bad) = (work(), work());
		pay(asset, NATIVE, 100 * M);
		pay(bad, NATIVE, 100 * M);
		invalidate(bad);
		let call = |account, pools: Vec<_>| Royalty::claim_for(signed(BUYER), account, pools);
		let good = (asset, NATIVE);
		refuses(DispatchError::CannotLookup, || call(UNLISTED, vec![good.clone()]));
		refuses(DispatchError::BadOrigin, || {
			Royalty::claim_for(RuntimeOrigin::root(), ARTIST, vec![good.clone()])
		});
		refuses(Error::<Test>::NothingToClaim, || call(ARTIST, vec![]));
		refuses(Error::<Test>::NothingToClaim, || call(BUYER, vec![good.clone()]));
		refuses(Error::<Test>::UnknownPool, || call(ARTIST, vec![good.clone(), (asset, COIN)]));
		refuses(Error::<Test>::UnknownAsset, || call(ARTIST, vec![(bad + 1, NATIVE)]));
		refuses(Error::<Test>::AssetInvalidated, || call(ARTIST, vec![(bad, NATIVE)]));
		refuses(Error::<Test>::SamePoolTwice, || call(ARTIST, vec![good.clone(), good.clone()]));
		let many: Vec<_> = (0..33).map(|id| (id, NATIVE)).collect();
		refuses(Error::<Test>::TooManyPools, || call(ARTIST, many));
		// Who claims without money for the row.
		refuses(TokenError::FundsUnavailable, || {
			Royalty::claim_for(signed(NOBODY), ARTIST, vec![good.clone()])
		});
		assert_eq!(brings(ARTIST, || call(ARTIST, vec![good.clone()])), 100 * M);
	});
}

/// What cannot happen: a row that is ahead of its pool.
#[test]
fn a_row_that_is_out_of_step_is_refused_by_name() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 100);
		let key = (asset, COIN, ARTIST);
		HolderAccounts::<Test>::mutate(key.clone(), |row| row.seen = 101);
		refuses(Error::<Test>::TooMuch, || claim(ARTIST, asset, COIN));
		refuses(Error::<Test>::TooMuch, || hand_over(ARTIST, asset, MAKER, 1));
		refuses(Error::<Test>::TooMuch, || move_control(ARTIST, asset, MAKER));
		HolderAccounts::<Test>::remove(key);
	});
}

#[test]
fn one_claim_takes_from_many_pools() {
	run(|| {
		let pools: Vec<_> = (0..31).map(|_| (work(), NATIVE)).collect();
		for (asset, currency) in &pools {
			pay(*asset, currency.clone(), 7 * M);
		}
		pay(pools[0].0, COIN, 50 * M);
		let coins = wealth(COIN, ARTIST);
		let mut mixed = pools.clone();
		mixed.push((pools[0].0, COIN));
		events();
		assert_eq!(brings(ARTIST, || Royalty::claim(signed(ARTIST), mixed)), 31 * 7 * M);
		assert_eq!(wealth(COIN, ARTIST) - coins, 50 * M);
		// One event and one transfer for each currency, whatever the number of pools.
		let account = ARTIST;
		let coin = vec![(pools[0].0, 50 * M)];
		let parts = pools.iter().map(|(asset, _)| (*asset, 7 * M)).collect();
		assert_eq!(
			events(),
			[
				Event::Claimed { account, currency: NATIVE, amount: 31 * 7 * M, parts },
				Event::Claimed { account, currency: COIN, amount: 50 * M, parts: coin },
			]
		);
		assert!(Pools::<Test>::iter().all(|(_, _, pool)| pool.paid == pool.inflow));
	});
}

#[test]
fn less_than_an_account_must_hold_waits_without_a_trace_and_comes_later() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, NOBODY, 1));
		pay(asset, NATIVE, 9 * M);
		let call = || Royalty::claim_for(signed(BUYER), NOBODY, vec![(asset, NATIVE)]);
		events();
		let (before, bytes) = (rows(), used(BUYER));
		assert_ok!(call());
		let (account, currency) = (NOBODY, NATIVE);
		assert_eq!(events(), [Event::PayoutWaits { account, currency, amount: 9 }]);
		assert_eq!((rows(), used(BUYER), balance(NATIVE, NOBODY)), (before, bytes, 0));
		assert_ok!(call());
		pay(asset, NATIVE, M);
		assert_eq!(brings(NOBODY, call), 10);
		// An account that is there takes the smallest amount.
		pay(asset, NATIVE, M);
		assert_eq!(brings(NOBODY, call), 1);
		assert_eq!(brings(ARTIST, || claim(ARTIST, asset, NATIVE)), 11 * M - 11);
	});
}

#[test]
fn what_waits_in_one_currency_does_not_hold_up_the_other() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, NOBODY, 1));
		pay(asset, NATIVE, LEAST * M);
		pay(asset, COIN, (LEAST_COIN - 1) * M);
		let pools = vec![(asset, COIN), (asset, NATIVE)];
		events();
		assert_ok!(Royalty::claim_for(signed(BUYER), NOBODY, pools));
		let account = NOBODY;
		assert_eq!(
			events(),
			[
				Event::Claimed {
					account,
					currency: NATIVE,
					amount: LEAST,
					parts: vec![(asset, LEAST)]
				},
				Event::PayoutWaits { account, currency: COIN, amount: LEAST_COIN - 1 },
			]
		);
		assert_eq!((balance(NATIVE, NOBODY), balance(COIN, NOBODY)), (LEAST, 0));
		assert!(!HolderAccounts::<Test>::contains_key((asset, COIN, NOBODY)));
	});
}

#[test]
fn several_pools_of_one_currency_are_paid_together() {
	run(|| {
		let (one, two) = (work(), work());
		for asset in [one, two] {
			assert_ok!(hand_over(ARTIST, asset, NOBODY, 1));
			pay(asset, NATIVE, 6 * M);
		}
		let pools = vec![(one, NATIVE), (two, NATIVE)];
		assert_eq!(brings(NOBODY, || Royalty::claim_for(signed(BUYER), NOBODY, pools)), 12);
		assert_eq!((pool(one, NATIVE).paid, pool(two, NATIVE).paid), (6, 6));
	});
}

/// The money itself may pay for the row.
#[test]
fn an_empty_account_claims_if_the_payout_covers_the_deposit() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, NOBODY, UNITS));
		pay(asset, NATIVE, 99);
		refuses(TokenError::FundsUnavailable, || claim(NOBODY, asset, NATIVE));
		pay(asset, NATIVE, 1_000);
		assert_eq!(brings(NOBODY, || claim(NOBODY, asset, NATIVE)), 1_099);
		assert!(balance(NATIVE, NOBODY) < 1_099);
	});
}

#[test]
fn whoever_claims_for_a_holder_gets_nothing() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, M);
		let buyer = wealth(NATIVE, BUYER);
		let call = || Royalty::claim_for(signed(BUYER), ARTIST, vec![(asset, NATIVE)]);
		events();
		assert_eq!(brings(ARTIST, call), M);
		let (account, currency) = (ARTIST, NATIVE);
		assert_eq!(
			events(),
			[Event::Claimed { account, currency, amount: M, parts: vec![(asset, M)] }]
		);
		assert_eq!(wealth(NATIVE, BUYER), buyer);
		refuses(Error::<Test>::NothingToClaim, call);
	});
}

#[test]
fn fractions_of_a_unit_are_kept_and_come_with_later_payments() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, MAKER, 333_333));
		let mut claims = 0;
		for _ in 0..1_000 {
			pay(asset, COIN, 1);
			// However often it is asked for.
			claims += u32::from(as_a_call(|| claim(MAKER, asset, COIN)).is_ok());
		}
		assert_eq!(claims, 333);
		assert_eq!(wealth(COIN, MAKER), ENDOWMENT + 333);
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_eq!(wealth(COIN, ARTIST), ENDOWMENT + 666);
		assert_eq!(in_pot(COIN), 1);
	});
}

#[test]
fn a_sole_holder_is_paid_to_the_last_unit() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 1_000);
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_eq!((wealth(COIN, ARTIST) - ENDOWMENT, in_pot(COIN)), (1_000, 0));
		pay(asset, COIN, M - 1_000);
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_eq!((wealth(COIN, ARTIST) - ENDOWMENT, in_pot(COIN)), (M, 0));
	});
}

#[test]
fn a_payout_never_takes_the_least_balance_of_the_pot() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000);
		assert_ok!(claim(ARTIST, asset, NATIVE));
		assert_eq!(Royalty::pot_balance(&NATIVE), LEAST);
		pay(asset, NATIVE, 7);
		assert_ok!(claim(ARTIST, asset, NATIVE));
		assert_eq!(Royalty::pot_balance(&NATIVE), LEAST);
		// What somebody sends to the pot is nobody's, and in nobody's way.
		let pot = Royalty::pot();
		use polkadot_sdk::frame_support::traits::fungible::Mutate;
		assert_ok!(Balances::transfer(&BUYER, &pot, 77, Preservation::Preserve));
		assert_noop!(claim(ARTIST, asset, NATIVE), Error::<Test>::NothingToClaim);
	});
}
