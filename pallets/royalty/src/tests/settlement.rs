//! Money up.

use animechain_primitives::{AssetId, AssetKind, Relation};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::Get, weights::Weight},
	frame_system::{self, limits::BlockWeights},
	sp_runtime::{DispatchError, Permill},
};

use crate::{mock::*, Error, Event, InProgress, Pools, Pulled, Queue, WeightInfo};

/// An output five levels above a work; each hands on half of what it gets. The work is first.
fn tower() -> Vec<AssetId> {
	let work = work();
	let half = percent(50);
	let small = register(AssetKind::Dataset, &[(Relation::Includes, work, half)]);
	let large = register(AssetKind::Dataset, &[(Relation::Includes, small, half)]);
	let base = register(AssetKind::Model, &[(Relation::TrainedOn, large, half)]);
	let tuned = register(AssetKind::Model, &[(Relation::FineTunedFrom, base, half)]);
	let output = register(AssetKind::Output, &[(Relation::GeneratedBy, tuned, half)]);
	vec![work, small, large, base, tuned, output]
}

/// What one step of the queue needs: a pool with one edge, and a parent without a pool.
fn one_step() -> Weight {
	type W = <Test as crate::Config>::WeightInfo;
	W::next_settlement() + W::begin_settlement() + W::settle_edge() + W::open_pool()
}

fn is_settled() -> bool {
	Queue::<Test>::iter().count() == 0 && InProgress::<Test>::get().is_none()
}

#[test]
fn a_payment_reaches_every_level_by_itself() {
	run(|| {
		let tower = tower();
		pay(tower[5], COIN, 3_200);
		idle();
		let inflows: Vec<_> = tower.iter().map(|asset| pool(*asset, COIN).inflow).collect();
		assert_eq!(inflows, [100, 200, 400, 800, 1_600, 3_200]);
		let left: Vec<_> = tower.iter().map(|asset| pool(*asset, COIN).left()).collect();
		assert_eq!(left, [100, 100, 200, 400, 800, 1_600]);
		assert!(is_settled());
		assert_eq!(in_pot(COIN), 3_200);
	});
}

/// Even if a block has time for no more than one step.
#[test]
fn five_levels_take_no_more_than_ten_blocks() {
	run(|| {
		let tower = tower();
		pay(tower[5], NATIVE, 3_200);
		let mut blocks = 0;
		while !is_settled() {
			let used = idle_with(one_step());
			assert!(used.all_lte(one_step()), "{used:?} in block {blocks}");
			check_invariants();
			blocks += 1;
		}
		println!("five levels in {blocks} blocks with time for one step each");
		assert!(blocks <= 10);
		assert_eq!(pool(tower[0], NATIVE).inflow, 100);
	});
}

#[test]
fn ten_thousand_payments_are_handed_on_together() {
	run(|| {
		let half = percent(50);
		let base = work();
		let model = derived(&[(base, half)]);
		let outputs: Vec<_> = (0..100).map(|_| derived(&[(model, half)])).collect();
		let mut pulled = 0;
		for _ in 0..10 {
			// A block of a thousand payments.
			for _ in 0..10 {
				for output in &outputs {
					pay(*output, NATIVE, 3);
				}
			}
			System::reset_events();
			settle_all();
			pulled += pulls();
			// One for each output, and one for all of them together.
			assert!(pulled % 101 == 0);
		}
		println!("10,000 payments to 100 outputs of one model: {pulled} pulls");
		assert_eq!(pulled, 10 * 101);
		assert_eq!(pool(model, NATIVE).inflow, 15_000);
		assert_eq!(pool(base, NATIVE).inflow, 7_500);
	});
}

/// The same payments while blocks have nothing left for the queue: then they are handed on all at once.
#[test]
fn the_busier_the_chain_the_less_a_payment_costs() {
	run(|| {
		let half = percent(50);
		let base = work();
		let model = derived(&[(base, half)]);
		let outputs: Vec<_> = (0..100).map(|_| derived(&[(model, half)])).collect();
		for _ in 0..100 {
			for output in &outputs {
				pay(*output, NATIVE, 3);
			}
			idle_with(Weight::zero());
		}
		assert_eq!(Queue::<Test>::iter().count(), 100);
		System::reset_events();
		settle_all();
		let pulled = pulls();
		println!("10,000 payments in 100 full blocks: {pulled} pulls");
		assert_eq!(pulled, 101);
		assert_eq!(pool(base, NATIVE).inflow, 7_500);
	});
}

/// Twelve floors of two assets, each made from both assets of every floor below: without an order, what comes
/// over short paths would be handed on again and again before the rest arrives over long ones.
#[test]
fn one_sweep_looks_at_each_ancestor_once_over_however_many_paths() {
	run(|| {
		let mut all: Vec<AssetId> = vec![];
		let mut edges = 0;
		for _ in 0..12 {
			let share = Permill::from_parts(900_000 / (all.len() as u32).max(1));
			let parents: Vec<_> = all.iter().map(|asset| (*asset, share)).collect();
			let floor = [derived(&parents), derived(&parents)];
			edges += 2 * parents.len();
			all.extend(floor);
		}
		let top = all[all.len() - 1];
		pay(top, NATIVE, 1 << 60);
		System::reset_events();
		settle_all();
		// All edges but those of the asset beside the top, which nobody paid.
		assert_eq!(pulls(), edges - (all.len() - 2));
		assert!(is_settled());
	});
}

/// Somebody pays a new asset in every block, in which there is time for two steps only.
#[test]
fn new_assets_do_not_keep_old_ones_waiting() {
	run(|| {
		let base = work();
		let old = derived(&[(base, percent(50))]);
		let new: Vec<_> = (0..6).map(|_| derived(&[(old, percent(0))])).collect();
		let tops: Vec<_> = new.iter().map(|asset| derived(&[(*asset, percent(50))])).collect();
		pay(old, NATIVE, 100);
		let mut blocks = 0;
		while pool(old, NATIVE).pulled == 0 {
			for asset in tops.iter().chain(&new) {
				pay(*asset, NATIVE, 100);
			}
			idle_with(one_step() + one_step());
			blocks += 1;
			assert!(blocks < 40, "the old asset waits for ever");
		}
		println!("an old asset below 12 that are always paid waited {blocks} blocks");
	});
}

#[test]
fn without_weight_nothing_is_done() {
	run(|| {
		let asset = derived(&[(work(), percent(10))]);
		pay(asset, NATIVE, 100);
		let before = rows();
		assert_eq!(idle_with(Weight::zero()), Weight::zero());
		// It is the smaller of both that counts.
		assert_eq!(idle_with(Weight::from_parts(u64::MAX, 0)), Weight::zero());
		assert_eq!(idle_with(Weight::from_parts(0, u64::MAX)), Weight::zero());
		assert_eq!(rows(), before);
	});
}

#[test]
fn an_idle_chain_gives_the_queue_no_more_than_its_share() {
	run(|| {
		let all: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let most = SettlementShare::get() * all.max_block;
		assert_eq!(Royalty::settlement_limit(Weight::MAX), most);
		assert_eq!(Royalty::settlement_limit(Weight::from_parts(1, 2)), Weight::from_parts(1, 2));
		// More than a share can do.
		let parents: Vec<_> = (0..50).map(|_| (work(), percent(2))).collect();
		let children: Vec<_> = (0..200).map(|_| derived(&parents)).collect();
		for child in &children {
			pay(*child, NATIVE, 1_000);
		}
		let mut blocks = 0;
		while !is_settled() {
			let used = idle();
			assert!(used.all_lte(most), "{used:?} of {most:?}");
			// It uses what it is given: another pull would not have fitted.
			if !is_settled() {
				assert!((used + one_step()).any_gt(most), "{used:?} of {most:?}");
			}
			check_invariants();
			blocks += 1;
		}
		println!("10,000 pulls in {blocks} idle blocks");
		assert!(blocks > 1);
		for (parent, _) in parents {
			assert_eq!(pool(parent, NATIVE).inflow, 200 * 20);
		}
	});
}

#[test]
fn an_unfinished_pool_goes_on_where_it_was_and_may_be_paid_meanwhile() {
	run(|| {
		let parents: Vec<_> = (0..5).map(|_| (work(), percent(10))).collect();
		let asset = derived(&parents);
		pay(asset, NATIVE, 100);
		idle_with(one_step());
		let at = InProgress::<Test>::get().expect("four edges are left");
		assert_eq!((at.asset, at.currency, at.next_edge), (asset, NATIVE, 1));
		assert_eq!(pool(parents[0].0, NATIVE).inflow, 10);
		check_invariants();
		pay(asset, NATIVE, 1_000);
		assert!(pool(asset, NATIVE).queued);
		check_invariants();
		for _ in 0..4 {
			idle_with(one_step());
			check_invariants();
		}
		// What was paid meanwhile goes with it, and the edge before waits for the second round.
		assert_eq!(pool(parents[0].0, NATIVE).inflow, 10);
		assert_eq!(pool(parents[4].0, NATIVE).inflow, 110);
		idle();
		for (parent, _) in parents {
			assert_eq!(pool(parent, NATIVE).inflow, 110);
		}
		assert_eq!(pool(asset, NATIVE).balance(), pool(asset, NATIVE).left());
	});
}

#[test]
fn anybody_pulls_by_hand_what_is_owed_and_no_more() {
	run(|| {
		let (first, second) = (work(), work());
		let asset = derived(&[(first, percent(10)), (second, percent(25))]);
		let call = |edge| move || pull_call(signed(MAKER), asset, edge, NATIVE);
		refuses(Error::<Test>::UnknownPool, call(0));
		pay(asset, NATIVE, 101);
		refuses(DispatchError::BadOrigin, || pull_call(RuntimeOrigin::root(), asset, 0, NATIVE));
		refuses(Error::<Test>::UnknownPool, || pull_call(signed(MAKER), asset, 0, COIN));
		refuses(Error::<Test>::UnknownPool, || pull_call(signed(MAKER), asset, 0, OTHER_COIN));
		refuses(Error::<Test>::UnknownPool, || pull_call(signed(MAKER), first, 0, NATIVE));
		events();
		assert_ok!(call(1)());
		let (child, edge, parent) = (asset, 1, second);
		assert_eq!(events(), [Event::Pulled { child, edge, parent, currency: NATIVE, amount: 25 }]);
		refuses(Error::<Test>::NothingOwed, call(1));
		refuses(Error::<Test>::UnknownEdge, call(2));
		refuses(Error::<Test>::UnknownEdge, call(u8::MAX));
		refuses(Error::<Test>::UnknownAsset, || pull_call(signed(MAKER), asset + 1, 0, NATIVE));
		assert_eq!(Pulled::<Test>::get(asset, NATIVE).0.to_vec(), [0, 25]);
		events();
		idle();
		// The queue adds nothing to what was pulled already.
		let (edge, parent) = (0, first);
		assert_eq!(events(), [Event::Pulled { child, edge, parent, currency: NATIVE, amount: 10 }]);
		assert_eq!(pool(second, NATIVE).inflow, 25);
		assert_eq!(Pulled::<Test>::get(asset, NATIVE).0.to_vec(), [10, 25]);
		// The unit between the floors comes with later payments.
		pay(asset, NATIVE, 99);
		idle();
		assert_eq!((pool(first, NATIVE).inflow, pool(second, NATIVE).inflow), (20, 50));
		assert_eq!(pool(asset, NATIVE).left(), 130);
	});
}

#[test]
fn what_cannot_be_handed_on_holds_up_nothing_else() {
	run(|| {
		let (full, other) = (work(), work());
		pay(full, COIN, 1);
		let set = |inflow| {
			Pools::<Test>::mutate(full, COIN, |pool| {
				pool.as_mut().expect("it was paid").inflow = inflow;
			});
		};
		set(u128::MAX);
		let asset = derived(&[(full, percent(50)), (other, percent(50))]);
		pay(asset, COIN, 10);
		idle();
		assert_eq!(pool(other, COIN).inflow, 5);
		assert_eq!((pool(asset, COIN).pulled, pool(asset, COIN).balance()), (5, 5));
		assert_eq!(Pulled::<Test>::get(asset, COIN).over(0), 0);
		refuses(Error::<Test>::TooMuch, || pull_call(signed(MAKER), asset, 0, COIN));
		set(1);
		assert_ok!(pull_call(signed(MAKER), asset, 0, COIN));
	});
}
