//! What is held, and what is left of an asset that was found invalid.

use animechain_primitives::behaviour::RoyaltyHolds;
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchError, Permill, TokenError},
};

use crate::{mock::*, Contested, Error, Event};

/// As many as there are units, so that no holder has a fraction.
const M: u128 = 1_000_000;

#[test]
fn only_the_contested_part_waits_and_flows_when_it_is_released() {
	run(|| {
		let parent = work();
		let asset = derived(&[(parent, percent(20))]);
		pay(asset, COIN, 100 * M);
		events();
		assert_ok!(Royalty::contest(asset, percent(25)));
		assert_eq!(events(), [Event::Contested { asset, part: percent(25) }]);
		pay(asset, COIN, 1_000 * M);
		// A pool that starts after is contested too.
		pay(asset, NATIVE, 1_000 * M);
		check_invariants();
		settle_all();
		assert_eq!((pool(asset, COIN).held, pool(asset, NATIVE).held), (200 * M, 200 * M));
		// Parents have nothing to do with it.
		assert_eq!(pool(parent, COIN).inflow, 220 * M);
		let before = wealth(COIN, ARTIST);
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_eq!(wealth(COIN, ARTIST) - before, (80 + 600) * M);
		events();
		assert_ok!(Royalty::release(asset));
		assert_eq!(events(), [Event::Released { asset }]);
		assert!(!Contested::<Test>::contains_key(asset));
		assert_eq!((pool(asset, COIN).held, pool(asset, NATIVE).held), (0, 0));
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_eq!(wealth(COIN, ARTIST) - before, (80 + 800) * M);
		pay(asset, COIN, 100 * M);
		assert_eq!(pool(asset, COIN).held, 0);
	});
}

#[test]
fn a_dispute_that_cannot_begin_or_end_changes_nothing() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 100);
		refuses(Error::<Test>::UnknownAsset, || Royalty::contest(asset + 1, percent(1)));
		refuses(Error::<Test>::NotContested, || Royalty::release(asset));
		refuses(Error::<Test>::NotContested, || Royalty::release(asset + 1));
		assert_ok!(Royalty::contest(asset, percent(1)));
		assert_ok!(Royalty::release(asset));
		refuses(Error::<Test>::NotContested, || Royalty::release(asset));
	});
}

/// What is held is a floor of everything that stayed since the dispute began, in however many payments it came.
#[test]
fn how_often_it_is_paid_does_not_change_what_is_held() {
	run(|| {
		let (often, once) = (work(), work());
		let part = Permill::from_parts(333_333);
		for asset in [often, once] {
			pay(asset, COIN, 17);
			assert_ok!(Royalty::contest(asset, part));
		}
		for _ in 0..100 {
			pay(often, COIN, 1);
		}
		pay(once, COIN, 100);
		assert_eq!((pool(often, COIN).held, pool(once, COIN).held), (33, 33));
		assert_eq!(pool(often, COIN).info(), pool(once, COIN).info());
	});
}

#[test]
fn a_dispute_that_changes_keeps_what_is_held() {
	run(|| {
		let asset = work();
		assert_ok!(Royalty::contest(asset, percent(50)));
		pay(asset, COIN, 101);
		assert_eq!(pool(asset, COIN).held, 50);
		// From now on all of it, then nothing of it.
		assert_ok!(Royalty::contest(asset, percent(100)));
		pay(asset, COIN, 7);
		assert_eq!(pool(asset, COIN).held, 57);
		assert_ok!(Royalty::contest(asset, percent(0)));
		pay(asset, COIN, 9);
		assert_eq!((pool(asset, COIN).held, pool(asset, COIN).flowed), (57, 60));
		assert_ok!(Royalty::release(asset));
		assert_eq!((pool(asset, COIN).held, pool(asset, COIN).flowed), (0, 117));
		// A second dispute begins anew.
		assert_ok!(Royalty::contest(asset, percent(50)));
		pay(asset, COIN, 1);
		assert_eq!(pool(asset, COIN).held, 0);
		pay(asset, COIN, 1);
		assert_eq!(pool(asset, COIN).held, 1);
	});
}

/// What was held flows to the leaves that earn when it is released, not to those that are gone by then.
#[test]
fn what_is_released_is_for_those_who_earn_then() {
	run(|| {
		let of = collection(percent(100), &[(MAKER, 1), (BUYER, 1)]);
		assert_ok!(Royalty::contest(of.asset, percent(50)));
		pay(of.asset, COIN, 400);
		assert_ok!(of.exclude(0));
		assert_ok!(Royalty::release(of.asset));
		let before = (wealth(COIN, MAKER), wealth(COIN, BUYER));
		assert_ok!(of.claim(0, &[COIN]));
		assert_ok!(of.claim(1, &[COIN]));
		assert_eq!(wealth(COIN, MAKER) - before.0, 100);
		assert_eq!(wealth(COIN, BUYER) - before.1, 300);
	});
}

#[test]
fn an_asset_that_was_found_invalid_pays_nobody_but_whom_review_names() {
	run(|| {
		let parent = work();
		let asset = derived(&[(parent, percent(20))]);
		let redirect = |to| move || Royalty::redirect(RuntimeOrigin::root(), asset, to);
		pay(asset, COIN, 1_000 * M);
		assert_ok!(claim(ARTIST, asset, COIN));
		assert_ok!(Royalty::contest(asset, percent(50)));
		pay(asset, COIN, 1_000 * M);
		refuses(Error::<Test>::AssetNotInvalidated, redirect(NOBODY));
		refuses(Error::<Test>::UnknownAsset, || {
			Royalty::redirect(RuntimeOrigin::root(), asset + 1, NOBODY)
		});
		invalidate(asset);
		refuses(Error::<Test>::AssetInvalidated, || claim(ARTIST, asset, COIN));
		refuses(DispatchError::BadOrigin, || Royalty::redirect(signed(ARTIST), asset, NOBODY));
		refuses(DispatchError::CannotLookup, redirect(UNLISTED));
		events();
		assert_ok!(redirect(NOBODY)());
		let (to, currency) = (NOBODY, COIN);
		assert_eq!(events(), [Event::Redirected { asset, to, currency, amount: 800 * M }]);
		assert_eq!(balance(COIN, NOBODY), 800 * M);
		assert_eq!((pool(asset, COIN).held, pool(asset, COIN).left()), (0, 0));
		refuses(Error::<Test>::NothingToClaim, redirect(NOBODY));
		// Releasing finds nothing to let flow, and the parent still gets its part.
		assert_ok!(Royalty::release(asset));
		settle_all();
		assert_eq!(pool(parent, COIN).inflow, 400 * M);
		assert_eq!(in_pot(COIN), 400 * M);
	});
}

#[test]
fn every_pool_of_an_invalid_asset_is_redirected() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 700);
		pay(asset, COIN, 70);
		invalidate(asset);
		events();
		assert_ok!(Royalty::redirect(RuntimeOrigin::root(), asset, NOBODY));
		let to = NOBODY;
		assert_eq!(
			events(),
			[
				Event::Redirected { asset, to, currency: NATIVE, amount: 700 },
				Event::Redirected { asset, to, currency: COIN, amount: 70 },
			]
		);
		assert_eq!((in_pot(NATIVE), in_pot(COIN)), (0, 0));
		refuses(Error::<Test>::AssetInvalidated, || claim(ARTIST, asset, NATIVE));
	});
}

/// Children go on handing on to it, and review can give that away too.
#[test]
fn what_children_hand_to_an_invalid_asset_can_be_redirected_later() {
	run(|| {
		let bad = work();
		let child = derived(&[(bad, percent(50))]);
		pay(bad, COIN, 100);
		invalidate(bad);
		assert_ok!(Royalty::redirect(RuntimeOrigin::root(), bad, MAKER));
		pay(child, COIN, 100);
		settle_all();
		assert_eq!(pool(bad, COIN).left(), 50);
		refuses(Error::<Test>::AssetInvalidated, || claim(ARTIST, bad, COIN));
		assert_ok!(Royalty::redirect(RuntimeOrigin::root(), bad, MAKER));
		assert_eq!((pool(bad, COIN).paid, pool(bad, COIN).balance()), (150, 0));
	});
}

#[test]
fn a_redirection_that_cannot_be_paid_changes_nothing() {
	run(|| {
		let asset = work();
		pay(asset, COIN, LEAST_COIN - 1);
		invalidate(asset);
		let call = |to| move || Royalty::redirect(RuntimeOrigin::root(), asset, to);
		// Too little for an account that has nothing: another can take it.
		refuses(TokenError::BelowMinimum, call(NOBODY));
		assert_ok!(call(MAKER)());
	});
}

/// A currency that is gone keeps only its own money, not that of the other currencies.
#[test]
fn a_dead_currency_does_not_hold_up_what_is_left_in_the_others() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 700);
		pay(asset, COIN, 70);
		invalidate(asset);
		assert_ok!(Assets::start_destroy(signed(ARTIST), 1));
		let call = || Royalty::redirect(RuntimeOrigin::root(), asset, NOBODY);
		events();
		assert_ok!(as_a_call(call));
		let (to, currency) = (NOBODY, NATIVE);
		assert_eq!(events(), [Event::Redirected { asset, to, currency, amount: 700 }]);
		assert_eq!((pool(asset, COIN).paid, in_pot(COIN)), (0, 70));
		// With nothing else left it is the currency's own error.
		refuses(TokenError::UnknownAsset, call);
	});
}

#[test]
fn leaves_of_an_asset_that_was_found_invalid_are_paid_nothing() {
	run(|| {
		let of = collection(percent(80), &[(MAKER, 1)]);
		pay(of.asset, COIN, 100);
		invalidate(of.asset);
		refuses(Error::<Test>::AssetInvalidated, || of.claim(0, &[COIN]));
		assert_ok!(Royalty::redirect(RuntimeOrigin::root(), of.asset, NOBODY));
		assert_eq!(balance(COIN, NOBODY), 100);
	});
}
