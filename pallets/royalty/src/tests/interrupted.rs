//! Settlement may stop anywhere, and it makes no difference.

use std::collections::BTreeSet;

use animechain_primitives::AssetId;
use polkadot_sdk::{
	frame_support::{
		storage::with_transaction,
		weights::{Weight, WeightMeter},
	},
	sp_runtime::{DispatchError, TransactionOutcome},
};

use crate::{mock::*, InProgress, Queue};

type Rows = std::collections::BTreeMap<Vec<u8>, Vec<u8>>;

/// Four levels with several paths, money in two currencies on three of them, some of it pulled already.
fn world() -> Vec<AssetId> {
	let of = collection(percent(40), &[(MAKER, 1), (BUYER, 5)]);
	let one = derived(&[(of.asset, percent(31))]);
	let two = derived(&[(of.asset, percent(17)), (one, percent(19))]);
	let idle = work();
	let top = derived(&[
		(one, percent(13)),
		(idle, percent(0)),
		(two, percent(41)),
		(of.asset, percent(7)),
	]);
	for (asset, amount) in [(top, 1_000_003), (two, 77_777), (one, 999), (of.asset, 5)] {
		pay(asset, COIN, amount);
		pay(asset, NATIVE, amount + 1);
	}
	assert_eq!(pull_call(signed(MAKER), top, 2, COIN), Ok(()));
	vec![of.asset, one, two, idle, top]
}

/// What a change leads to; the change is taken back.
fn tried<R>(change: impl FnOnce() -> R) -> R {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(change())))
		.expect("it is no error")
}

/// Works through the queue with this much.
fn settle(limit: Weight) -> Weight {
	let mut meter = WeightMeter::with_limit(limit);
	Royalty::settle_queue(&mut meter);
	assert!(meter.consumed().all_lte(limit));
	check_invariants();
	meter.consumed()
}

fn is_settled() -> bool {
	Queue::<Test>::iter().next().is_none() && !InProgress::<Test>::exists()
}

/// Limits from nothing to all that is needed, in steps that are smaller than any of the weights.
fn limits(all: Weight) -> impl Iterator<Item = Weight> {
	const STEPS: u64 = 600;
	(0..=STEPS).map(move |step| {
		let part = |of: u64| (u128::from(of) * u128::from(step) / u128::from(STEPS)) as u64;
		Weight::from_parts(part(all.ref_time()), u64::MAX)
	})
}

#[test]
fn wherever_it_stops_it_goes_on_to_the_same_end() {
	run(|| {
		world();
		let (all, uninterrupted, pulled) = tried(|| {
			System::reset_events();
			let all = settle(Weight::MAX);
			assert!(is_settled());
			(all, rows(), pulls())
		});
		assert_eq!(pulled, 11);
		let mut stops = BTreeSet::<Rows>::new();
		for limit in limits(all) {
			let (stop, end) = tried(|| {
				settle(limit);
				let stop = rows();
				settle(Weight::MAX);
				assert!(is_settled());
				(stop, rows())
			});
			assert_eq!(end, uninterrupted, "interrupted at {limit:?}");
			stops.insert(stop);
		}
		println!("{} different places to stop", stops.len());
		// Before the first, after each edge, and at the end at least.
		assert!(stops.len() > pulled, "{} places", stops.len());
	});
}

#[test]
fn however_often_it_stops_it_comes_to_the_same_end() {
	run(|| {
		world();
		let (all, uninterrupted) = tried(|| (settle(Weight::MAX), rows()));
		let mut most_blocks = 0;
		for limit in limits(all) {
			let blocks = tried(|| {
				let mut blocks = 0;
				while !is_settled() {
					let before = rows();
					settle(limit);
					blocks += 1;
					if rows() == before {
						// Not enough for one step, and the rest waits for a block that has it.
						return None;
					}
				}
				assert_eq!(rows(), uninterrupted, "interrupted every {limit:?}");
				Some(blocks)
			});
			most_blocks = most_blocks.max(blocks.unwrap_or(0));
		}
		println!("up to {most_blocks} blocks");
		assert!(most_blocks > 10, "{most_blocks}");
	});
}

/// Payments and pulls by hand in between change who is handed what when, but not what anybody has in the end.
#[test]
fn what_happens_in_between_is_handed_on_too() {
	run(|| {
		let assets = world();
		let (all, expected) = tried(|| {
			for asset in &assets {
				pay(*asset, COIN, 12_345);
			}
			(settle(Weight::MAX), totals(&assets))
		});
		for limit in limits(all).step_by(3) {
			let end = tried(|| {
				for asset in &assets {
					settle(limit);
					pay(*asset, COIN, 12_345);
					for edge in 0..4 {
						let _ = as_a_call(|| pull_call(signed(MAKER), *asset, edge, COIN));
					}
				}
				settle(Weight::MAX);
				totals(&assets)
			});
			assert_eq!(end, expected, "interrupted at {limit:?}");
		}
	});
}

/// What came in, was handed on, and went to whom.
fn totals(assets: &[AssetId]) -> Vec<[u128; 4]> {
	let of = |asset: &AssetId| {
		let pool = pool(*asset, COIN);
		[pool.inflow, pool.pulled, pool.to_contributors, pool.to_holders()]
	};
	assets.iter().map(of).collect()
}
