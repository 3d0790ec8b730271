//! Currencies come in, freeze, thaw, and go.

use animechain_primitives::{AssetId, Currency};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungibles::Inspect},
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, DispatchError, DispatchResult, TokenError},
};

use crate::{mock::*, Error, Event, MAX_OTHER_CURRENCIES, MAX_POOLS};

const AMOUNT: u128 = 1_000_000;

fn pays(asset: AssetId) -> impl Fn() -> DispatchResult {
	move || pay_call(signed(BUYER), asset, COIN, AMOUNT, None)
}

fn claims(asset: AssetId) -> impl Fn() -> DispatchResult {
	move || claim(ARTIST, asset, COIN)
}

/// A collection with an amount in it, half of it its only contributor's.
fn paid() -> Collection {
	let of = collection(percent(50), &[(MAKER, 1)]);
	pay(of.asset, COIN, AMOUNT);
	of
}

/// Now everything that was owed is there, and payments are taken.
fn all_is_there(of: &Collection) {
	let (artist, maker) = (wealth(COIN, ARTIST), wealth(COIN, MAKER));
	assert_ok!(pays(of.asset)());
	assert_ok!(claims(of.asset)());
	assert_ok!(of.claim(0, &[COIN]));
	assert_eq!((wealth(COIN, ARTIST) - artist, wealth(COIN, MAKER) - maker), (AMOUNT, AMOUNT));
	assert_eq!(in_pot(COIN), 0);
}

#[test]
fn the_pot_begins_with_the_least_balance_or_with_what_it_was_given() {
	for (given, has) in [(None, LEAST), (Some(LEAST), LEAST), (Some(LEAST + 5), LEAST + 5)] {
		let balances = given.map(|amount| (Royalty::pot(), amount)).into_iter().collect();
		let storage = RuntimeGenesisConfig {
			balances: polkadot_sdk::pallet_balances::GenesisConfig {
				balances,
				..Default::default()
			},
			..Default::default()
		};
		let storage = storage.build_storage().expect("the genesis is valid");
		TestExternalities::from(storage).execute_with(|| {
			assert_eq!(Royalty::pot_balance(&NATIVE), has);
			assert_eq!(AllCurrencies::total_issuance(NATIVE), has);
		});
	}
}

#[test]
fn a_frozen_currency_neither_comes_nor_goes_until_it_thaws() {
	run(|| {
		let of = paid();
		assert_ok!(Assets::freeze_asset(signed(ARTIST), 1));
		refuses(TokenError::Frozen, pays(of.asset));
		refuses(TokenError::Frozen, claims(of.asset));
		refuses(TokenError::Frozen, || of.claim(0, &[COIN]));
		// What is only counted goes on.
		assert_ok!(hand_over(ARTIST, of.asset, MAKER, 1));
		assert_ok!(hand_over(MAKER, of.asset, ARTIST, 1));
		assert_ok!(Assets::thaw_asset(signed(ARTIST), 1));
		all_is_there(&of);
	});
}

#[test]
fn a_frozen_pot_takes_payments_and_pays_when_it_thaws() {
	run(|| {
		let of = paid();
		let pot = Royalty::pot();
		assert_ok!(Assets::freeze(signed(ARTIST), 1, pot));
		refuses(TokenError::Frozen, claims(of.asset));
		refuses(TokenError::Frozen, || of.claim(0, &[COIN]));
		assert_ok!(Assets::thaw(signed(ARTIST), 1, pot));
		all_is_there(&of);
	});
}

#[test]
fn a_blocked_pot_takes_and_pays_nothing_until_it_thaws() {
	run(|| {
		let of = paid();
		let pot = Royalty::pot();
		assert_ok!(Assets::block(signed(ARTIST), 1, pot));
		refuses(TokenError::Blocked, pays(of.asset));
		refuses(TokenError::Frozen, claims(of.asset));
		refuses(TokenError::Frozen, || of.claim(0, &[COIN]));
		assert_ok!(Assets::thaw(signed(ARTIST), 1, pot));
		all_is_there(&of);
	});
}

#[test]
fn an_account_that_may_not_have_a_currency_is_told_so() {
	run(|| {
		let of = paid();
		for who in [ARTIST, MAKER] {
			assert_ok!(Assets::block(signed(ARTIST), 1, who));
		}
		refuses(TokenError::Blocked, claims(of.asset));
		refuses(TokenError::Blocked, || of.claim(0, &[COIN]));
		// A frozen one may receive.
		for who in [ARTIST, MAKER] {
			assert_ok!(Assets::thaw(signed(ARTIST), 1, who));
			assert_ok!(Assets::freeze(signed(ARTIST), 1, who));
		}
		all_is_there(&of);
	});
}

#[test]
fn a_currency_that_is_being_destroyed_neither_comes_nor_goes() {
	run(|| {
		let of = paid();
		pay(of.asset, NATIVE, AMOUNT);
		assert_ok!(Assets::start_destroy(signed(ARTIST), 1));
		refuses(TokenError::UnknownAsset, pays(of.asset));
		refuses(TokenError::UnknownAsset, claims(of.asset));
		refuses(TokenError::UnknownAsset, || of.claim(0, &[COIN]));
		assert_eq!((pool(of.asset, COIN).inflow, pool(of.asset, COIN).paid), (AMOUNT, 0));
		assert_eq!(in_pot(COIN), AMOUNT);
		// The other currency is none the worse for it.
		assert_ok!(claim(ARTIST, of.asset, NATIVE));
		assert_ok!(of.claim(0, &[NATIVE]));
	});
}

/// Its issuer can destroy a currency for good: that is why governance says which come in.
#[test]
fn a_currency_that_is_gone_leaves_the_others_alone() {
	new_test_ext().execute_with(|| {
		let of = paid();
		pay(of.asset, NATIVE, AMOUNT);
		assert_ok!(Assets::start_destroy(signed(ARTIST), 1));
		assert_ok!(Assets::destroy_accounts(signed(ARTIST), 1));
		assert_ok!(Assets::finish_destroy(signed(ARTIST), 1));
		refuses(TokenError::UnknownAsset, pays(of.asset));
		refuses(TokenError::UnknownAsset, claims(of.asset));
		refuses(TokenError::UnknownAsset, || of.claim(0, &[COIN]));
		refuses(Error::<Test>::KnownCurrency, || {
			Royalty::register_currency(RuntimeOrigin::root(), COIN)
		});
		assert_ok!(claim(ARTIST, of.asset, NATIVE));
		assert_ok!(of.claim(0, &[NATIVE]));
		assert_ok!(hand_over(ARTIST, of.asset, MAKER, 1));
		// The invariants say what is missing.
		let said = Royalty::do_try_state().expect_err("the pot is empty");
		assert_eq!(
			said,
			"royalty/pot-covers-what-is-owed: the pot holds less than what is owed".into()
		);
	});
}

/// The assets pallet takes from one side and gives nothing to the other, without an error, when an amount beside
/// the whole supply is more than 128 bits.
#[test]
fn what_the_assets_pallet_would_lose_is_not_moved() {
	run(|| {
		let of = paid();
		let rest = u128::MAX - 2 * AMOUNT - AllCurrencies::total_issuance(COIN);
		let huge = AMOUNT * 2 + 1;
		assert_ok!(Assets::mint(signed(ARTIST), 1, BUYER, rest));
		let call = |amount| move || pay_call(signed(BUYER), of.asset, COIN, amount, None);
		refuses(Error::<Test>::TooMuch, call(huge));
		assert_ok!(call(huge - 1)());
		// Now that it is in the pot, the supply grows.
		assert_ok!(Assets::mint(signed(ARTIST), 1, BUYER, 2 * AMOUNT));
		refuses(Error::<Test>::TooMuch, claims(of.asset));
		refuses(Error::<Test>::TooMuch, || of.claim(0, &[COIN]));
		assert_ok!(Assets::burn(signed(ARTIST), 1, BUYER, rest + 2 * AMOUNT));
		let (artist, maker) = (wealth(COIN, ARTIST), wealth(COIN, MAKER));
		assert_ok!(claims(of.asset)());
		assert_ok!(of.claim(0, &[COIN]));
		let half = 3 * AMOUNT / 2;
		assert_eq!((wealth(COIN, ARTIST) - artist, wealth(COIN, MAKER) - maker), (half, half));
	});
}

#[test]
fn a_currency_is_let_in_once_by_those_who_may() {
	run(|| {
		let call = |currency| move || Royalty::register_currency(RuntimeOrigin::root(), currency);
		refuses(DispatchError::BadOrigin, || Royalty::register_currency(signed(BUYER), OTHER_COIN));
		refuses(Error::<Test>::KnownCurrency, call(NATIVE));
		refuses(Error::<Test>::KnownCurrency, call(COIN));
		refuses(Error::<Test>::PotNotEndowed, call(OTHER_COIN));
		refuses(Error::<Test>::PotNotEndowed, call(Currency::WithId(9)));
		assert_eq!(Royalty::currencies(), [NATIVE, COIN]);
		assert_ok!(Assets::transfer(signed(BUYER), 2, Royalty::pot(), 1));
		events();
		assert_ok!(call(OTHER_COIN)());
		assert_eq!(events(), [Event::CurrencyRegistered { currency: OTHER_COIN }]);
		assert_eq!(Royalty::currencies(), [NATIVE, COIN, OTHER_COIN]);
		pay(work(), OTHER_COIN, 3);
	});
}

#[test]
fn less_than_the_least_balance_in_the_pot_is_not_enough() {
	run(|| {
		assert_ok!(Assets::create(signed(ARTIST), 3, ARTIST, 7));
		assert_ok!(Assets::mint(signed(ARTIST), 3, ARTIST, 100));
		let call = || Royalty::register_currency(RuntimeOrigin::root(), Currency::WithId(3));
		refuses(Error::<Test>::PotNotEndowed, call);
		assert_ok!(Assets::transfer(signed(ARTIST), 3, Royalty::pot(), 7));
		assert_ok!(call());
	});
}

/// Or the last that is owed could never be paid out.
#[test]
fn a_pot_that_lost_its_least_balance_takes_no_payments() {
	run(|| {
		let asset = work();
		assert_ok!(Assets::burn(signed(ARTIST), 1, Royalty::pot(), 1));
		refuses(Error::<Test>::PotNotEndowed, || {
			pay_call(signed(BUYER), asset, COIN, 1 << 70, None)
		});
		pay(asset, NATIVE, 3);
		assert_ok!(Assets::transfer(signed(BUYER), 1, Royalty::pot(), LEAST_COIN));
		pay(asset, COIN, 3);
		// What was burnt is issued again.
		assert_ok!(Assets::mint(signed(ARTIST), 1, BUYER, LEAST_COIN));
	});
}

#[test]
fn there_are_only_so_many_currencies() {
	run(|| {
		// One was let in by the mock.
		let mut known = vec![NATIVE, COIN];
		for id in 10..10 + MAX_OTHER_CURRENCIES {
			assert_ok!(Assets::create(signed(ARTIST), id, ARTIST, 1));
			assert_ok!(Assets::mint(signed(ARTIST), id, ARTIST, 100));
			assert_ok!(Assets::transfer(signed(ARTIST), id, Royalty::pot(), 1));
			let call = || Royalty::register_currency(RuntimeOrigin::root(), Currency::WithId(id));
			if known.len() <= MAX_OTHER_CURRENCIES as usize {
				assert_ok!(call());
				known.push(Currency::WithId(id));
			} else {
				refuses(Error::<Test>::TooManyCurrencies, call);
			}
		}
		assert_eq!(Royalty::currencies(), known);
		assert_eq!((known.len(), MAX_POOLS), (8, 8));
		// An asset can be paid in all of them, and is settled in all of them.
		let asset = work();
		for currency in &known {
			let payer =
				if matches!(currency, Currency::WithId(id) if *id >= 10) { ARTIST } else { BUYER };
			assert_ok!(pay_call(signed(payer), asset, currency.clone(), 50, None));
		}
		assert_eq!(Royalty::pools(asset).len(), 8);
		assert_ok!(hand_over(ARTIST, asset, MAKER, 1));
		let pools = known.iter().map(|currency| (asset, currency.clone())).collect();
		assert_ok!(Royalty::claim(signed(ARTIST), pools));
	});
}
