//! Money out, and what changes who earns.

use animechain_primitives::Grounds;
use pallet_royalty::Error;
use polkadot_sdk::{
	pallet_utility,
	sp_keyring::Sr25519Keyring::{Charlie, Dave, One},
	sp_runtime::DispatchError,
};

use super::*;
use crate::common::send;

/// So that each leaf's part is more than the least balance.
const AMOUNT: Amount = 1_000 * EXISTENTIAL_DEPOSIT + 1;

fn nothing() -> DispatchError {
	Error::<Runtime>::NothingToClaim.into()
}

#[test]
fn a_second_claim_in_the_block_or_in_the_batch_finds_nothing_and_nothing_is_lost() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		paid(journey, 0, AMOUNT);
		let of_eve = claim_for(&id(Eve), &[0], &NATIVE);
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| {
			let twice = vec![of_eve.clone().into(), of_eve.clone().into()];
			let batch = pallet_utility::Call::<Runtime>::batch_all { calls: twice };
			assert_eq!(send(Ferdie, batch), Ok(Err(nothing())));
			assert_eq!(balance(&NATIVE, &id(Eve)), before, "all of it or nothing");
			succeed(Ferdie, of_eve.clone());
			assert_eq!(send(Ferdie, of_eve), Ok(Err(nothing())));
		});
		assert_eq!(balance(&NATIVE, &id(Eve)) - before, AMOUNT);
		assert_eq!(in_pot(&NATIVE), 0);
	});
}

#[test]
fn a_contributor_without_an_account_gets_what_its_leaf_earned_once() {
	on_chain(|journey| {
		let collection = Collection::new();
		journey.block(|| succeed(Eve, collection.register()));
		paid(journey, 0, AMOUNT);
		let [small, .., large] = &collection.leaves[..] else { panic!("three leaves") };
		journey.block(|| {
			succeed(Ferdie, collection.claim(0, 0, &NATIVE));
			assert_eq!(send(Ferdie, collection.claim(0, 0, &NATIVE)), Ok(Err(nothing())));
			succeed(Ferdie, collection.claim(0, 2, &NATIVE));
			// The proof of one leaf is none of another.
			let mut forged = large.clone();
			forged.weight += 1;
			let currencies = vec![NATIVE];
			let proof = collection.proof(2);
			let call = Call::claim_leaf { asset: 0, leaf: forged, proof, currencies };
			let refused = Error::<Runtime>::LeafNotProven;
			assert_eq!(send(Ferdie, call), Ok(Err(refused.into())));
		});
		let contributors = AMOUNT * 8 / 10;
		assert_eq!(balance(&NATIVE, &small.contributor), contributors / 10);
		assert_eq!(balance(&NATIVE, &large.contributor), contributors * 7 / 10);
		assert_eq!(
			in_pot(&NATIVE) + contributors / 10 + contributors * 7 / 10,
			AMOUNT,
			"the rest waits"
		);
	});
}

#[test]
fn a_leaf_below_the_least_balance_waits_and_gets_all_of_it_later() {
	on_chain(|journey| {
		let collection = Collection::new();
		journey.block(|| succeed(Eve, collection.register()));
		// A tenth of four fifths of it.
		let amount = EXISTENTIAL_DEPOSIT * 10;
		paid(journey, 0, amount);
		let account = collection.leaves[0].contributor.clone();
		let made = journey.block(|| succeed(Ferdie, collection.claim(0, 0, &NATIVE)));
		let waits = Event::PayoutWaits {
			account: account.clone(),
			currency: NATIVE,
			amount: EXISTENTIAL_DEPOSIT * 8 / 10,
		};
		assert_eq!(of_royalty(&made), [waits]);
		assert_eq!((balance(&NATIVE, &account), in_pot(&NATIVE)), (0, amount));
		paid(journey, 0, amount);
		journey.block(|| succeed(Ferdie, collection.claim(0, 0, &NATIVE)));
		assert_eq!(balance(&NATIVE, &account), EXISTENTIAL_DEPOSIT * 16 / 10);
	});
}

#[test]
fn control_goes_with_what_is_earned_from_then_on() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		paid(journey, 0, AMOUNT);
		journey.block(|| {
			let to = id(One).into();
			succeed(Eve, Assets::transfer_control { asset: 0, to });
		});
		paid(journey, 0, 2 * AMOUNT);
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| {
			succeed(Ferdie, claim_for(&id(Eve), &[0], &NATIVE));
			succeed(Ferdie, claim_for(&id(One), &[0], &NATIVE));
		});
		assert_eq!(balance(&NATIVE, &id(Eve)) - before, AMOUNT);
		assert_eq!(balance(&NATIVE, &id(One)), 2 * AMOUNT);
		assert_eq!(in_pot(&NATIVE), 0);
	});
}

#[test]
fn units_earn_for_who_has_them_and_stay_when_control_goes() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		paid(journey, 0, AMOUNT);
		let hand = |to: Sr25519Keyring, units| {
			let to = id(to).into();
			Call::transfer_shares { asset: 0, to, units }
		};
		journey.block(|| {
			succeed(Eve, hand(Dave, 250_000));
			let refused = Error::<Runtime>::NotEnoughUnits;
			assert_eq!(send(Eve, hand(Dave, 750_001)), Ok(Err(refused.into())));
			let to = id(Charlie).into();
			succeed(Eve, Assets::transfer_control { asset: 0, to });
		});
		paid(journey, 0, 4 * AMOUNT);
		let of = [Eve, Dave, Charlie].map(id);
		let before = of.clone().map(|who| balance(&NATIVE, &who));
		journey.block(|| {
			succeed(Ferdie, claim_for(&of[0], &[0], &NATIVE));
			succeed(Ferdie, claim_for(&of[1], &[0], &NATIVE));
			assert_eq!(send(Ferdie, claim_for(&of[2], &[0], &NATIVE)), Ok(Err(nothing())));
		});
		let gained = |at: usize| balance(&NATIVE, &of[at]) - before[at];
		assert_eq!([0, 1, 2].map(gained), [AMOUNT + 3 * AMOUNT, AMOUNT, 0]);
	});
}

#[test]
fn a_leaf_that_is_taken_out_keeps_what_it_earned_and_earns_no_more() {
	on_chain(|journey| {
		// One of the leaves is Dave's.
		let mut collection = Collection::new();
		collection.leaves[1].contributor = id(Dave);
		let nodes = collection.leaves.iter().map(Leaf::node).collect();
		collection.tree = MerkleSumTree::build(nodes).expect("valid");
		journey.block(|| succeed(Eve, collection.register()));
		paid(journey, 0, AMOUNT);
		journey.block(|| {
			let (leaf, proof) = (collection.leaves[1].clone(), collection.proof(1));
			let grounds = Grounds::default();
			let asset = 0;
			succeed(Dave, pallet_consent::Call::exclude_leaf { asset, leaf, proof, grounds });
		});
		assert_eq!(Royalty::pool(0, NATIVE).map(|pool| pool.live_weight), Some(8));
		paid(journey, 0, AMOUNT);
		let before = balance(&NATIVE, &id(Dave));
		journey.block(|| {
			for leaf in 0..3 {
				succeed(Ferdie, collection.claim(0, leaf, &NATIVE));
			}
			assert_eq!(send(Ferdie, collection.claim(0, 1, &NATIVE)), Ok(Err(nothing())));
		});
		let contributors = AMOUNT * 8 / 10;
		assert_eq!(balance(&NATIVE, &id(Dave)) - before, contributors * 2 / 10);
		// Of the second payment the other two have all: 1 and 7 of 8.
		let small = balance(&NATIVE, &collection.leaves[0].contributor);
		assert!(small.abs_diff(contributors / 10 + contributors / 8) <= 1, "{small}");
	});
}

#[test]
fn thirty_two_pools_are_claimed_at_once_and_thirty_three_are_not() {
	on_chain(|journey| {
		for _ in 0..3 {
			journey.block(|| (0..11).for_each(|_| succeed(Eve, work())));
		}
		for third in 0..3 {
			journey.block(|| {
				for asset in third * 11..third * 11 + 11 {
					succeed(Bob, pay(asset, &NATIVE, AMOUNT));
				}
			});
		}
		let assets: Vec<_> = (0..33).collect();
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| {
			let refused = Error::<Runtime>::TooManyPools;
			let all = claim_for(&id(Eve), &assets, &NATIVE);
			assert_eq!(send(Ferdie, all), Ok(Err(refused.into())));
			let refused = Error::<Runtime>::SamePoolTwice;
			let twice = claim_for(&id(Eve), &[1, 2, 1], &NATIVE);
			assert_eq!(send(Ferdie, twice), Ok(Err(refused.into())));
			succeed(Ferdie, claim_for(&id(Eve), &assets[..32], &NATIVE));
		});
		assert_eq!(balance(&NATIVE, &id(Eve)) - before, 32 * AMOUNT);
		assert_eq!(in_pot(&NATIVE), AMOUNT);
	});
}

#[test]
fn what_is_left_of_an_invalid_asset_goes_where_review_says_and_what_was_paid_out_stays() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		journey.block(|| succeed(Eve, made_from(0, Relation::DerivedFrom)));
		paid(journey, 1, AMOUNT);
		journey.settle();
		journey.block(|| succeed(Ferdie, claim_for(&id(Eve), &[1], &NATIVE)));
		paid(journey, 1, AMOUNT);
		journey.settle();
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| {
			let to = id(One).into();
			let early = Call::<Runtime>::redirect { asset: 1, to };
			let call = Box::new(early.clone().into());
			succeed(Alice, pallet_sudo::Call::<Runtime>::sudo { call });
			assert_eq!(governed(), Err(Error::<Runtime>::AssetNotInvalidated.into()));
			let grounds = Grounds::default();
			govern(Assets::<Runtime>::invalidate { asset: 1, grounds });
			let invalid = Err(Error::<Runtime>::AssetInvalidated.into());
			assert_eq!(send(Bob, pay(1, &NATIVE, 1)), Ok(invalid));
			assert_eq!(send(Ferdie, claim_for(&id(Eve), &[1], &NATIVE)), Ok(invalid));
			govern(early);
		});
		// Half of the second payment: the parent has its half, and the first was paid out.
		assert_eq!(balance(&NATIVE, &id(One)), in_half(2 * AMOUNT) - in_half(AMOUNT));
		assert_eq!(balance(&NATIVE, &id(Eve)), before);
		assert_eq!(Royalty::pool(0, NATIVE).map(|pool| pool.inflow), Some(in_half(2 * AMOUNT)));
		journey.block(|| succeed(Ferdie, claim_for(&id(Eve), &[0], &NATIVE)));
		assert_eq!(in_pot(&NATIVE), 2 * AMOUNT - 2 * in_half(2 * AMOUNT));
	});
}

fn in_half(amount: Amount) -> Amount {
	amount / 2
}
