//! Money out, to contributors.

use animechain_primitives::merkle_sum::{Leaf, LeafProof};
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchError, DispatchResult, TokenError},
};

use crate::{arithmetic::Checkpoint, mock::*, Error, Event, FrozenLeaves, LeafAccounts};

const EARNS_ALL: u32 = 100;

#[test]
fn contributors_are_paid_by_weight_and_only_those_who_claim_have_a_row() {
	run(|| {
		let of = collection(percent(80), &[(MAKER, 1), (NOBODY, 2), (MAKER, 7)]);
		pay(of.asset, NATIVE, 5_000_000);
		let (maker, buyer) = (wealth(NATIVE, MAKER), wealth(NATIVE, BUYER));
		events();
		assert_ok!(of.claim(2, &[NATIVE]));
		let (asset, account, currency) = (of.asset, MAKER, NATIVE);
		assert_eq!(
			events(),
			[Event::LeafClaimed { asset, leaf: 2, account, currency, amount: 2_800_000 }]
		);
		assert_eq!(wealth(NATIVE, MAKER) - maker, 2_800_000);
		assert_eq!(LeafAccounts::<Test>::iter().count(), 1);
		// Who asks gets nothing of it.
		assert_eq!(wealth(NATIVE, BUYER), buyer);
		refuses(Error::<Test>::NothingToClaim, || of.claim(2, &[NATIVE]));
		assert_ok!(of.claim(1, &[NATIVE]));
		assert_eq!(balance(NATIVE, NOBODY), 800_000);
		assert_ok!(of.claim(0, &[NATIVE]));
		// Holders have the rest.
		assert_ok!(claim(ARTIST, asset, NATIVE));
		assert_eq!(in_pot(NATIVE), 0);
	});
}

#[test]
fn a_leaf_earns_in_each_currency_and_is_named_once() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 3), (BUYER, 1)]);
		pay(of.asset, NATIVE, 800);
		refuses(Error::<Test>::UnknownPool, || of.claim(0, &[NATIVE, COIN]));
		refuses(Error::<Test>::UnknownPool, || of.claim(0, &[OTHER_COIN]));
		pay(of.asset, COIN, 80);
		refuses(Error::<Test>::SamePoolTwice, || of.claim(0, &[COIN, NATIVE, COIN]));
		refuses(Error::<Test>::NothingToClaim, || of.claim(0, &[]));
		let before = (wealth(NATIVE, MAKER), wealth(COIN, MAKER));
		events();
		assert_ok!(of.claim(0, &[COIN, NATIVE]));
		let (asset, leaf, account) = (of.asset, 0, MAKER);
		assert_eq!(
			events(),
			[
				Event::LeafClaimed { asset, leaf, account, currency: COIN, amount: 30 },
				Event::LeafClaimed { asset, leaf, account, currency: NATIVE, amount: 300 },
			]
		);
		assert_eq!(wealth(NATIVE, MAKER) - before.0, 300);
		assert_eq!(wealth(COIN, MAKER) - before.1, 30);
		// What one currency has nothing of does not stand in the way of the other.
		pay(of.asset, COIN, 80);
		assert_ok!(of.claim(0, &[NATIVE, COIN]));
	});
}

fn claims(asset: u64, leaf: Leaf<AccountId>, proof: LeafProof) -> impl FnOnce() -> DispatchResult {
	move || Royalty::claim_leaf(signed(BUYER), asset, leaf, proof, vec![NATIVE])
}

#[test]
fn a_leaf_that_is_not_proven_is_paid_nothing() {
	run(|| {
		let weights = [(MAKER, 1), (BUYER, 2), (MAKER, 3)];
		let of = collection(percent(80), &weights);
		let other = collection(percent(80), &[(MAKER, 9), (BUYER, 2), (MAKER, 3)]);
		let next = version(of.asset, percent(80), &[(MAKER, 1), (BUYER, 2), (MAKER, 4)]);
		let plain = work();
		for asset in [of.asset, other.asset, next.asset, plain] {
			pay(asset, NATIVE, 1_000);
		}
		let unproven = |asset, leaf, proof| {
			refuses(Error::<Test>::LeafNotProven, claims(asset, leaf, proof));
		};
		unproven(of.asset, of.leaf(0), of.proof(1));
		// Of another collection, and of a version before or after.
		unproven(of.asset, other.leaf(0), other.proof(0));
		unproven(of.asset, other.leaf(0), of.proof(0));
		unproven(next.asset, of.leaf(2), of.proof(2));
		unproven(next.asset, of.leaf(0), of.proof(0));
		unproven(of.asset, next.leaf(0), next.proof(0));
		// At another place, at the end, beyond it, and far beyond.
		for index in [1, 2, 3, 4, u32::MAX] {
			unproven(of.asset, Leaf { index, ..of.leaf(0) }, of.proof(0));
			unproven(of.asset, Leaf { index, ..of.leaf(1) }, of.proof(0));
		}
		unproven(of.asset, Leaf { index: 3, ..of.leaf(2) }, of.proof(2));
		// More of it, all of it, or for somebody else.
		for weight in [0, 2, u64::MAX] {
			unproven(of.asset, Leaf { weight, ..of.leaf(0) }, of.proof(0));
		}
		unproven(of.asset, Leaf { contributor: BUYER, ..of.leaf(0) }, of.proof(0));
		// Too short, too long, and with weights that leave 64 bits.
		let mut proof = of.proof(0);
		proof.siblings.pop();
		unproven(of.asset, of.leaf(0), proof);
		let mut proof = of.proof(0);
		proof.siblings.push(proof.siblings[0]);
		unproven(of.asset, of.leaf(0), proof);
		let mut proof = of.proof(0);
		proof.siblings[0].weight = u64::MAX;
		unproven(of.asset, of.leaf(0), proof);
		assert_ok!(claims(of.asset, of.leaf(0), of.proof(0))());
	});
}

#[test]
fn a_leaf_is_refused_for_each_reason() {
	run(|| {
		let of = collection(percent(80), &[(MAKER, 1), (BUYER, 2)]);
		let plain = work();
		for asset in [of.asset, plain] {
			pay(asset, NATIVE, 1_000);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			refuses(DispatchError::BadOrigin, || {
				Royalty::claim_leaf(origin, of.asset, of.leaf(0), of.proof(0), vec![NATIVE])
			});
		}
		let (leaf, proof) = (of.leaf(0), of.proof(0));
		refuses(Error::<Test>::NotACollection, claims(plain, leaf.clone(), proof.clone()));
		refuses(Error::<Test>::UnknownAsset, claims(plain + 1, leaf.clone(), proof.clone()));
		// Nobody to answer for the row.
		refuses(TokenError::FundsUnavailable, || {
			let (leaf, proof) = (leaf.clone(), proof.clone());
			Royalty::claim_leaf(signed(NOBODY), of.asset, leaf, proof, vec![NATIVE])
		});
		// What cannot happen: a row that is ahead of its pool.
		let key = (of.asset, NATIVE, 0);
		let ahead = Checkpoint { per_unit: u128::MAX.into(), fraction: 0 };
		LeafAccounts::<Test>::insert(key.clone(), ahead);
		refuses(Error::<Test>::TooMuch, || of.claim(0, &[NATIVE]));
		LeafAccounts::<Test>::remove(key);
		invalidate(of.asset);
		refuses(Error::<Test>::AssetInvalidated, || of.claim(0, &[NATIVE]));
	});
}

#[test]
fn a_leaf_that_is_taken_out_keeps_what_it_earned_and_earns_no_more() {
	run(|| {
		let of = collection(percent(EARNS_ALL), &[(MAKER, 1), (BUYER, 3)]);
		pay(of.asset, COIN, 400);
		assert_ok!(of.exclude(0));
		check_invariants();
		pay(of.asset, COIN, 300);
		// A pool that starts after it knows nothing of the leaf.
		pay(of.asset, NATIVE, 90);
		assert_eq!(FrozenLeaves::<Test>::iter().count(), 1);
		refuses(Error::<Test>::NothingToClaim, || of.claim(0, &[NATIVE]));
		let before = (wealth(COIN, MAKER), wealth(COIN, BUYER));
		assert_ok!(of.claim(0, &[COIN]));
		assert_ok!(of.claim(1, &[COIN, NATIVE]));
		assert_eq!(wealth(COIN, MAKER) - before.0, 100);
		assert_eq!(wealth(COIN, BUYER) - before.1, 600);
		refuses(Error::<Test>::NothingToClaim, || of.claim(0, &[COIN]));
		assert_eq!((in_pot(COIN), in_pot(NATIVE)), (0, 0));
	});
}

#[test]
fn a_leaf_that_was_out_before_the_first_payment_earns_nothing() {
	run(|| {
		let of = collection(percent(EARNS_ALL), &[(MAKER, 1), (BUYER, 3)]);
		assert_ok!(of.exclude(0));
		pay(of.asset, COIN, 300);
		assert_eq!(pool(of.asset, COIN).live_weight, 3);
		refuses(Error::<Test>::NothingToClaim, || of.claim(0, &[COIN]));
		let before = wealth(COIN, BUYER);
		assert_ok!(of.claim(1, &[COIN]));
		assert_eq!(wealth(COIN, BUYER) - before, 300);
	});
}

#[test]
fn without_a_leaf_that_earns_holders_have_it_all() {
	run(|| {
		let of = collection(percent(80), &[(MAKER, 1), (MAKER, 1)]);
		pay(of.asset, COIN, 5_000_000);
		for leaf in 0..2 {
			assert_ok!(of.exclude(leaf));
		}
		pay(of.asset, COIN, 1_000_000);
		let before = (wealth(COIN, ARTIST), wealth(COIN, MAKER));
		assert_ok!(claim(ARTIST, of.asset, COIN));
		assert_eq!(wealth(COIN, ARTIST) - before.0, 1_000_000 + 1_000_000);
		for leaf in 0..2 {
			assert_ok!(of.claim(leaf, &[COIN]));
		}
		assert_eq!(wealth(COIN, MAKER) - before.1, 4_000_000);
	});
}

/// All of it is the contributors', and none of them is left: or nothing stays at all.
#[test]
fn an_asset_without_beneficiaries_loses_nothing() {
	run(|| {
		let of = collection(percent(EARNS_ALL), &[(MAKER, 1)]);
		assert_ok!(of.exclude(0));
		let all_up = derived(&[(of.asset, percent(100))]);
		pay(all_up, COIN, 777);
		refuses(Error::<Test>::NothingToClaim, || claim(ARTIST, all_up, COIN));
		settle_all();
		assert_eq!(pool(all_up, COIN).balance(), 0);
		assert_eq!(pool(of.asset, COIN).inflow, 777);
		let before = wealth(COIN, ARTIST);
		assert_ok!(claim(ARTIST, of.asset, COIN));
		assert_eq!((wealth(COIN, ARTIST) - before, in_pot(COIN)), (777, 0));
	});
}

#[test]
fn weights_may_be_as_different_as_they_can_be() {
	run(|| {
		let heavy = 1_u64 << 62;
		let of = collection(percent(EARNS_ALL), &[(MAKER, 1), (BUYER, heavy), (ARTIST, heavy)]);
		let amount = 1_u128 << 64;
		pay(of.asset, COIN, amount);
		let before = [MAKER, BUYER, ARTIST].map(|who| wealth(COIN, who));
		for leaf in 0..3 {
			assert_ok!(of.claim(leaf, &[COIN]));
		}
		let after = [MAKER, BUYER, ARTIST].map(|who| wealth(COIN, who));
		let total = 2 * u128::from(heavy) + 1;
		// `2^64 × weight / (2^63 + 1)`, exactly: 1 and a fraction, and `2^63 − 1` and a fraction.
		assert_eq!(after[0] - before[0], amount / total);
		let each = (1_u128 << 63) - 1;
		assert_eq!((after[1] - before[1], after[2] - before[2]), (each, each));
		assert_eq!(in_pot(COIN), amount - amount / total - 2 * each);
		assert!(in_pot(COIN) <= 3);
	});
}

#[test]
fn less_than_an_account_must_hold_waits_for_a_leaf_too() {
	run(|| {
		let of = collection(percent(EARNS_ALL), &[(NOBODY, 1), (BUYER, 9)]);
		pay(of.asset, NATIVE, 99);
		events();
		let before = (rows(), used(BUYER));
		assert_ok!(of.claim(0, &[NATIVE]));
		let (account, currency) = (NOBODY, NATIVE);
		assert_eq!(events(), [Event::PayoutWaits { account, currency, amount: 9 }]);
		assert_eq!((rows(), used(BUYER)), before);
		pay(of.asset, NATIVE, 1);
		assert_ok!(of.claim(0, &[NATIVE]));
		assert_eq!(balance(NATIVE, NOBODY), 10);
	});
}

/// A leaf of the longest proof that is not the last: its way has every kind of step.
#[test]
fn every_leaf_of_an_odd_tree_is_paid_its_part() {
	run(|| {
		let of = collection(percent(EARNS_ALL), &[(MAKER, 5); 13]);
		pay(of.asset, COIN, 13_000);
		let before = wealth(COIN, MAKER);
		for leaf in (0..13).rev() {
			assert_ok!(of.claim(leaf, &[COIN]));
		}
		assert_eq!((wealth(COIN, MAKER) - before, in_pot(COIN)), (13_000, 0));
	});
}
