//! Handing on in blocks that have other things to do.

use animechain_primitives::{Grounds, MAX_EDGES};
use animechain_runtime::{configs::royalty::SettlementShare, constants::MAXIMUM_BLOCK_WEIGHT};
use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_keyring::Sr25519Keyring::Charlie,
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};

use super::*;
use crate::common::send;

const AMOUNT: Amount = 64_000_000;
/// Outputs, each made from as many works as an asset may have edges.
const OUTPUTS: u64 = 16;

fn most() -> Weight {
	SettlementShare::get() * MAXIMUM_BLOCK_WEIGHT
}

fn pulls(made: &Made) -> usize {
	let pulled = |event: &Event<Runtime>| matches!(event, Event::Pulled { .. });
	of_royalty(made).iter().filter(|event| pulled(event)).count()
}

/// Eve's works, and outputs over all of them. Says which assets the outputs are.
fn wide(journey: &mut Journey) -> Vec<AssetId> {
	let works = u64::from(MAX_EDGES);
	journey.block(|| (0..works).for_each(|_| succeed(Eve, work())));
	for _ in 0..OUTPUTS {
		let edges = (0..works).map(|parent| edge(Relation::DerivedFrom, parent, 1)).collect();
		journey
			.block(|| succeed(Eve, Assets::register_work { declaration: declaration(2), edges }));
	}
	(works..works + OUTPUTS).collect()
}

#[test]
fn a_block_full_of_payments_hands_on_with_no_more_than_a_quarter_of_it() {
	on_chain(|journey| {
		let outputs = wide(journey);
		let empty = journey.block(|| ());
		assert_eq!(pulls(&empty), 0);
		let (mut payments, mut handed_on, mut fullest) = (0, 0, Weight::zero());
		for block in 0..4 {
			let before = payments;
			let made = journey.block(|| {
				for asset in outputs.iter().cycle() {
					match send(Bob, pay(*asset, &NATIVE, AMOUNT)) {
						Ok(result) => assert_eq!(result, Ok(())),
						Err(error) => {
							let full = InvalidTransaction::ExhaustsResources;
							assert_eq!(error, TransactionValidityError::Invalid(full));
							break;
						},
					}
					payments += 1;
				}
			});
			assert!(payments > before + 20, "block {block} has room for payments");
			// What every block does besides is in the empty one.
			assert!(made.idle.all_lte(most() + empty.idle), "{} of {}", made.idle, most());
			assert!((made.taken + made.idle).all_lte(MAXIMUM_BLOCK_WEIGHT));
			handed_on += pulls(&made);
			fullest = fullest.max(made.idle);
		}
		assert!(waits(), "it was more than the blocks could hand on");
		// The limit was reached, or this shows nothing: less than one more edge is free.
		assert!(fullest.proof_size() > most().proof_size() * 95 / 100, "{fullest}");
		let blocks = {
			let mut blocks = 0;
			while waits() {
				let made = journey.block(|| ());
				assert!(made.idle.all_lte(most() + empty.idle), "{} of {}", made.idle, most());
				handed_on += pulls(&made);
				blocks += 1;
				assert!(blocks < 100);
			}
			blocks
		};
		println!("{payments} payments, {handed_on} pulls, {blocks} more blocks");
		assert!(handed_on < payments * MAX_EDGES as usize, "payments that waited went together");

		let sum = payments as Amount * AMOUNT;
		let inflow = |asset| Royalty::pool(asset, NATIVE).map_or(0, |pool| pool.inflow);
		assert_eq!(outputs.iter().map(|asset| inflow(*asset)).sum::<Amount>(), sum);
		// A hundredth of each payment, whole planck, to each of the works.
		for work in 0..u64::from(MAX_EDGES) {
			assert_eq!(inflow(work), sum / 100);
		}
		assert_eq!(in_pot(&NATIVE), sum);
	});
}

#[test]
fn payments_of_a_block_go_on_together_and_by_hand_there_is_no_need_to_wait() {
	on_chain(|journey| {
		let collection = lineage(journey);
		let made = journey.block(|| {
			for _ in 0..50 {
				succeed(Bob, pay(5, &NATIVE, AMOUNT));
			}
			// By hand, in the same block: the queue finds nothing left to do for this edge.
			succeed(Ferdie, Call::<Runtime>::pull { child: 5, edge: 0, currency: NATIVE });
			let again = Call::<Runtime>::pull { child: 5, edge: 0, currency: NATIVE };
			let nothing = pallet_royalty::Error::<Runtime>::NothingOwed;
			assert_eq!(send(Ferdie, again), Ok(Err(nothing.into())));
		});
		journey.settle();
		assert_eq!(pulls(&made), 5, "each level once, for 50 payments");
		let out = pay_everybody_out(journey, &collection, &NATIVE);
		assert_eq!(out + in_pot(&NATIVE), 50 * AMOUNT);
	});
}

#[test]
fn money_climbs_past_an_asset_that_was_found_invalid_and_its_part_goes_where_review_says() {
	on_chain(|journey| {
		let collection = lineage(journey);
		journey.block(|| {
			let grounds = Grounds::default();
			govern(Assets::<Runtime>::invalidate { asset: 3, grounds });
		});
		paid(journey, 5, AMOUNT);
		journey.settle();
		let inflow = |asset| Royalty::pool(asset, NATIVE).map_or(0, |pool| pool.inflow);
		assert_eq!(inflow(3), AMOUNT / 4);
		assert_eq!(inflow(0), AMOUNT / 32, "what is below it still earns");
		let before = balance(&NATIVE, &id(Charlie));
		journey.block(|| {
			let to = id(Charlie).into();
			govern(Call::<Runtime>::redirect { asset: 3, to });
			succeed(Ferdie, claim_for(&id(Eve), &[0, 1, 2, 4, 5], &NATIVE));
			// Less than the least balance: it waits.
			succeed(Ferdie, collection.claim(0, 2, &NATIVE));
		});
		assert_eq!(balance(&NATIVE, &id(Charlie)) - before, AMOUNT / 8);
	});
}
