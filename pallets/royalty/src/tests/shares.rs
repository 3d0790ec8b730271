//! Units of an asset change hands.

use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchError, TokenError},
};

use crate::{arithmetic::UNITS, mock::*, Divided, Error, Event, HolderAccounts, Units};

/// As many as there are units, so that no holder has a fraction.
const M: u128 = 1_000_000;

/// What a claim brings an account in the native currency.
fn earned(who: AccountId, asset: u64) -> u128 {
	let before = wealth(NATIVE, who);
	assert_eq!(claim(who, asset, NATIVE), Ok(()));
	wealth(NATIVE, who) - before
}

#[test]
fn handing_on_shares_settles_both_sides_first() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000 * M);
		assert_ok!(hand_over(ARTIST, asset, MAKER, 400_000));
		pay(asset, NATIVE, 1_000 * M);
		assert_ok!(hand_over(MAKER, asset, BUYER, 100_000));
		pay(asset, NATIVE, 1_000 * M);
		assert_ok!(hand_over(MAKER, asset, ARTIST, 300_000));
		pay(asset, NATIVE, 1_000 * M);
		assert_eq!(Royalty::units(asset, MAKER), 0);
		assert_eq!(earned(MAKER, asset), (400 + 300) * M);
		assert_eq!(earned(BUYER, asset), (100 + 100) * M);
		assert_eq!(earned(ARTIST, asset), (1_000 + 600 + 600 + 900) * M);
		assert_eq!(in_pot(NATIVE), 0);
	});
}

#[test]
fn a_transfer_says_who_gave_what_to_whom() {
	run(|| {
		let asset = work();
		assert!(!Divided::<Test>::contains_key(asset));
		events();
		assert_ok!(hand_over(ARTIST, asset, MAKER, 400_000));
		let (from, to) = (ARTIST, MAKER);
		assert_eq!(events(), [Event::SharesTransferred { asset, from, to, units: 400_000 }]);
		assert!(Divided::<Test>::contains_key(asset));
		assert_ok!(hand_over(ARTIST, asset, MAKER, 600_000));
		assert_eq!(events(), [Event::SharesTransferred { asset, from, to, units: 600_000 }]);
		// Who has none has no row.
		let rows: Vec<_> = Units::<Test>::iter_prefix(asset).collect();
		assert_eq!(rows, [(MAKER, UNITS)]);
	});
}

#[test]
fn shares_that_cannot_be_handed_on_stay() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 100);
		let pot = Royalty::pot();
		refuses(DispatchError::BadOrigin, || {
			plain(Royalty::transfer_shares(RuntimeOrigin::root(), asset, MAKER, 1))
		});
		refuses(DispatchError::CannotLookup, || hand_over(ARTIST, asset, UNLISTED, 1));
		refuses(Error::<Test>::UnknownAsset, || hand_over(ARTIST, asset + 1, MAKER, 1));
		refuses(Error::<Test>::NothingTransferred, || hand_over(ARTIST, asset, MAKER, 0));
		refuses(Error::<Test>::SameHolder, || hand_over(ARTIST, asset, ARTIST, 1));
		refuses(Error::<Test>::NotForThePot, || hand_over(ARTIST, asset, pot, 1));
		refuses(Error::<Test>::NotForThePot, || move_control(ARTIST, asset, pot));
		refuses(Error::<Test>::NotEnoughUnits, || hand_over(ARTIST, asset, MAKER, UNITS + 1));
		refuses(Error::<Test>::NotEnoughUnits, || hand_over(ARTIST, asset, MAKER, u32::MAX));
		refuses(Error::<Test>::NotEnoughUnits, || hand_over(MAKER, asset, BUYER, 1));
		assert_ok!(hand_over(ARTIST, asset, MAKER, UNITS));
		assert_eq!(Royalty::units(asset, ARTIST), 0);
		refuses(Error::<Test>::NotEnoughUnits, || hand_over(ARTIST, asset, MAKER, 1));
		// Who has units but nothing to put down for the rows.
		assert_ok!(hand_over(MAKER, asset, NOBODY, 10));
		refuses(TokenError::FundsUnavailable, || hand_over(NOBODY, asset, ARTIST, 1));
	});
}

#[test]
fn what_was_earned_before_control_moved_stays_with_who_had_it() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000 * M);
		assert_ok!(move_control(ARTIST, asset, MAKER));
		pay(asset, NATIVE, 70 * M);
		// A pool that starts after is all the new controller's.
		pay(asset, COIN, 30 * M);
		assert_eq!(earned(MAKER, asset), 70 * M);
		assert_eq!(earned(ARTIST, asset), 1_000 * M);
		refuses(Error::<Test>::NothingToClaim, || claim(ARTIST, asset, COIN));
		let coins = wealth(COIN, MAKER);
		assert_ok!(claim(MAKER, asset, COIN));
		assert_eq!(wealth(COIN, MAKER) - coins, 30 * M);
	});
}

#[test]
fn control_that_comes_back_earns_from_then_on() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000 * M);
		assert_ok!(move_control(ARTIST, asset, MAKER));
		pay(asset, NATIVE, 70 * M);
		assert_ok!(move_control(MAKER, asset, ARTIST));
		pay(asset, NATIVE, 100 * M);
		assert_eq!(earned(ARTIST, asset), 1_100 * M);
		assert_eq!(earned(MAKER, asset), 70 * M);
	});
}

#[test]
fn control_does_not_move_units_of_a_divided_asset() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, BUYER, 250_000));
		pay(asset, COIN, 10);
		let before = rows();
		assert_ok!(move_control(ARTIST, asset, MAKER));
		assert_eq!(rows(), before);
		pay(asset, NATIVE, 1_000 * M);
		refuses(Error::<Test>::NothingToClaim, || claim(MAKER, asset, NATIVE));
		assert_eq!(earned(ARTIST, asset), 750 * M);
		assert_eq!(earned(BUYER, asset), 250 * M);
	});
}

#[test]
fn whoever_gets_units_of_a_pool_that_starts_later_earns_from_its_start() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, MAKER, 500_000));
		assert_eq!(HolderAccounts::<Test>::iter().count(), 0);
		pay(asset, NATIVE, 10 * M);
		assert_ok!(hand_over(MAKER, asset, BUYER, 500_000));
		pay(asset, NATIVE, 10 * M);
		assert_eq!(earned(MAKER, asset), 5 * M);
		assert_eq!(earned(BUYER, asset), 5 * M);
		assert_eq!(earned(ARTIST, asset), 10 * M);
	});
}

#[test]
fn every_pool_of_the_asset_is_settled_and_no_other() {
	run(|| {
		let (asset, other) = (work(), work());
		for currency in [NATIVE, COIN] {
			pay(asset, currency.clone(), 100);
			pay(other, currency, 100);
		}
		assert_ok!(hand_over(ARTIST, asset, MAKER, 1));
		let mut settled: Vec<_> = HolderAccounts::<Test>::iter_keys().collect();
		settled.sort();
		let mut expected = vec![];
		for currency in [NATIVE, COIN] {
			expected.extend([ARTIST, MAKER].map(|who| (asset, currency.clone(), who)));
		}
		assert_eq!(settled, expected);
	});
}

/// An asset that was found invalid may still change hands: what review decides about its money is apart.
#[test]
fn units_of_an_invalid_asset_move_but_pay_nothing() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 100);
		invalidate(asset);
		assert_ok!(hand_over(ARTIST, asset, MAKER, UNITS));
		for who in [ARTIST, MAKER] {
			refuses(Error::<Test>::AssetInvalidated, || claim(who, asset, NATIVE));
		}
	});
}
