//! By itself, in the same block, exactly once, and never partly.

use animechain_primitives::rights::{Right, Stage};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::Hooks, weights::Weight},
	pallet_scheduler,
	sp_runtime::{DispatchError, Permill},
};

use crate::{mock::*, Error, Event, WeightInfo};

type Weights = <Test as crate::Config>::WeightInfo;

#[test]
fn the_payment_that_crosses_executes_in_its_block() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).costs(COIN, 50).agree();
		go_to(7);
		events();
		pay(asset, COIN, 100);
		assert_eq!(events(), [Event::ClauseMet { agreement: id, clause: 0 }]);
		assert_eq!((controller(asset), stage(id), is_ready(id)), (STUDIO, Stage::Accepted, true));
		idle();
		let told = [
			Event::PaidOut { account: STUDIO, currency: COIN, amount: 50 },
			Event::Executed { agreement: id },
		];
		assert_eq!(events(), told);
		assert_eq!((controller(asset), row(id).since), (COMMITTEE, 7));
	});
}

/// All of them at the end of the block, for which the payer does not pay.
#[test]
fn what_one_payment_makes_ready_executes_when_the_block_is_idle() {
	run(|| {
		let asset = work();
		let of = |units, amount| draft(&[shares(asset, units)], &[revenue(asset, amount)]).agree();
		let ids = [of(10, 50), of(20, 100), of(30, 100), of(40, 101)];
		pay(asset, COIN, 100);
		assert_eq!(ids.map(stage), [Stage::Accepted; 4]);
		assert_eq!(ids.map(is_ready), [true, true, true, false]);
		assert_eq!(units(asset, COMMITTEE), 0);
		idle();
		assert_eq!(System::block_number(), 1);
		let expected = [Stage::Executed, Stage::Executed, Stage::Executed, Stage::Accepted];
		assert_eq!(ids.map(stage), expected);
		assert_eq!(units(asset, COMMITTEE), 60);
	});
}

/// An asset, one that is made from it, and an agreement that waits for the revenue of the first.
fn below() -> (u64, u64, u64) {
	let asset = work();
	let child = derived(asset, percent(50));
	(draft(&[control(asset)], &[revenue(asset, 100)]).agree(), asset, child)
}

#[test]
fn a_childs_part_executes_when_it_is_handed_on() {
	run(|| {
		let (id, asset, child) = below();
		pay(child, COIN, 199);
		idle();
		assert_eq!((inflow(asset, COIN), stage(id)), (99, Stage::Accepted));
		pay(child, COIN, 1);
		assert_eq!(stage(id), Stage::Accepted);
		idle();
		assert_eq!((stage(id), controller(asset), row(id).since), (Stage::Executed, COMMITTEE, 1));
	});
}

/// Who comes first when a block is idle goes round. Once in a round it is this pallet, and executes in the next block.
#[test]
fn what_is_handed_on_too_late_in_a_block_executes_in_the_next() {
	run(|| {
		let (id, _, child) = below();
		pay(child, COIN, 200);
		Rights::on_idle(1, Weight::MAX);
		Royalty::on_idle(1, Weight::MAX);
		assert!(is_ready(id));
		begin_block();
		idle();
		assert_eq!((stage(id), row(id).since), (Stage::Executed, 2));
	});
}

#[test]
fn a_childs_part_that_is_pulled_by_hand_executes_in_the_same_block() {
	run(|| {
		let (id, asset, child) = below();
		pay(child, COIN, 200);
		assert_ok!(Royalty::pull(signed(NOBODY), child, 0, COIN));
		assert!(is_ready(id));
		idle();
		assert_eq!((stage(id), controller(asset), row(id).since), (Stage::Executed, COMMITTEE, 1));
	});
}

#[test]
fn the_price_of_a_licence_executes_when_the_block_is_idle() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		let price = Some(price(COIN, 100));
		let stated = animechain_primitives::consent::StatedTerms { price, ..terms_for(BUYER) };
		licence_under(asset, BUYER, stated);
		assert!(is_ready(id));
		idle();
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
	});
}

/// Without room it waits, and anybody can have it executed.
#[test]
fn what_is_ready_waits_for_room_or_is_poked() {
	run(|| {
		let little = Rights::execution_weight();
		for poked in [false, true] {
			let (id, asset, child) = below();
			pay(child, COIN, 200);
			Royalty::on_idle(1, Weight::MAX);
			for room in [Weight::zero(), Weights::next_ready(), little] {
				let used = Rights::on_idle(1, room);
				assert!(used.all_lte(room) && used.all_lte(Weights::next_ready()));
				assert!(is_ready(id) && stage(id) == Stage::Accepted);
			}
			check_invariants();
			if poked {
				assert_ok!(poke(id));
			} else {
				begin_block();
				assert_eq!(stage(id), Stage::Accepted);
				idle();
			}
			assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
			assert!(!is_ready(id));
		}
	});
}

/// As many as there is room for, each for the same weight.
#[test]
fn what_is_ready_executes_as_far_as_the_weight_goes() {
	run(|| {
		let asset = work();
		let child = derived(asset, percent(100));
		let of = |units| draft(&[shares(asset, units)], &[revenue(asset, 100)]).agree();
		let ids = [of(1), of(2), of(4)];
		pay(child, COIN, 100);
		Royalty::on_idle(1, Weight::MAX);
		assert_eq!(ids.map(is_ready), [true; 3]);
		let each = Rights::execution_weight() + Weights::next_ready() * 2;
		for left in [2, 1, 0] {
			assert!(Rights::on_idle(1, each).all_lte(each));
			assert_eq!(ids.map(is_ready).into_iter().filter(|ready| *ready).count(), left);
		}
		assert_eq!(units(asset, COMMITTEE), 7);
	});
}

/// The most that there can be must fit, and what it was is taken: small ones execute together.
#[test]
fn an_execution_takes_from_a_block_what_it_moves() {
	run(|| {
		let asset = work();
		let child = derived(asset, percent(100));
		let of = |units| draft(&[shares(asset, units)], &[revenue(asset, 100)]).agree();
		let ids = [of(1), of(2), of(4)];
		pay(child, COIN, 100);
		Royalty::on_idle(1, Weight::MAX);
		// Of one right, with one clause that is watched.
		let each = Weights::next_ready()
			+ Weights::end(1, 1)
			+ Weights::pay_out(0)
			+ Weights::move_rights(1);
		let room = each * 2 + Weights::next_ready() + Rights::execution_weight();
		// And a look at whether there is another.
		assert_eq!(Rights::on_idle(1, room), each * 3 + Weights::next_ready());
		assert_eq!(ids.map(stage), [Stage::Executed; 3]);
	});
}

#[test]
fn it_executes_exactly_once() {
	run(|| {
		let asset = work();
		let clauses = [revenue(asset, 100), approved(), not_before(5), paid(COIN, 60)];
		let id = draft(&[control(asset)], &clauses).of(1).costs(COIN, 50).agree();
		earn(asset, COIN, 100);
		let after = (row(id), wealth(COIN, STUDIO), moves(asset));
		assert_eq!((after.0.stage, after.2), (Stage::Executed, 1));
		// It comes back to the giver, so that a second execution would be possible.
		assert_ok!(transfer_control(COMMITTEE, asset, STUDIO));
		pay(asset, COIN, 100);
		refuses(Error::<Test>::NotAccepted, || approve(CLERK, id));
		refuses(Error::<Test>::NotAccepted, || fund(BUYER, id, 3));
		refuses(Error::<Test>::NotAccepted, || poke(id));
		refuses(Error::<Test>::NotProposed, || accept(id));
		refuses(Error::<Test>::NotProposed, || Rights::cancel(signed(STUDIO), id));
		go_to(30);
		assert_eq!((row(id), wealth(COIN, STUDIO), moves(asset)), (after.0, after.1, 2));
		assert_eq!(controller(asset), STUDIO);
	});
}

/// One agreement of everything that can move.
#[test]
fn several_things_move_together() {
	run(|| {
		let (one, two) = (work(), work());
		let licence = licence_of(two, STUDIO);
		let rights = [control(one), shares(one, 300_000), control(two), Right::Licence(licence)];
		let id = draft(&rights, &[approved()]).agree();
		assert_ok!(approve(CLERK, id));
		assert_eq!(stage(id), Stage::Executed);
		assert_eq!((controller(one), controller(two)), (COMMITTEE, COMMITTEE));
		assert_eq!((units(one, COMMITTEE), units(one, STUDIO)), (300_000, 700_000));
		assert_eq!(successor(licence), Some((licence + 1, COMMITTEE)));
	});
}

/// What everybody has, and where everything is.
fn everything(assets: &[u64]) -> Vec<(u64, u32, u32, u128, u128)> {
	let of = |who: AccountId, asset: u64| {
		(controller(asset), units(asset, who), moves(asset), wealth(COIN, who), wealth(NATIVE, who))
	};
	let all = [STUDIO, COMMITTEE, BUYER];
	all.iter().flat_map(|who| assets.iter().map(move |asset| of(*who, *asset))).collect()
}

#[test]
fn if_one_thing_cannot_move_nothing_does() {
	run(|| {
		for broken in 0..3 {
			let assets = [work(), work(), work()];
			let rights = [control(assets[0]), shares(assets[1], 5), control(assets[2])];
			let clauses = [approved(), paid(COIN, 60)];
			let before = (wealth(COIN, COMMITTEE), wealth(COIN, BUYER), wealth(COIN, STUDIO));
			let id = draft(&rights, &clauses).shared(COIN, 50, assets[0], percent(40)).agree();
			assert_ok!(fund(BUYER, id, 1));
			invalidate(assets[broken]);
			events();
			assert_ok!(approve(CLERK, id));
			let back = |account, amount| Event::PaidOut { account, currency: COIN, amount };
			// The first thing on the way is the part that is revenue.
			let error = match broken {
				0 => DispatchError::from(pallet_royalty::Error::<Test>::AssetInvalidated),
				_ => Error::<Test>::AssetInvalidated.into(),
			};
			let told = [
				Event::ClauseMet { agreement: id, clause: 0 },
				back(COMMITTEE, 50),
				back(BUYER, 60),
				Event::Failed { agreement: id, error: error.stripped() },
			];
			assert_eq!(events(), told);
			assert_eq!(stage(id), Stage::Failed);
			let now = (wealth(COIN, COMMITTEE), wealth(COIN, BUYER), wealth(COIN, STUDIO));
			assert_eq!(now, before);
			assert_eq!(assets.map(controller), [STUDIO; 3]);
			assert_eq!(assets.map(moves), [0; 3]);
			assert_eq!((units(assets[1], STUDIO), inflow(assets[0], COIN)), (1_000_000, 0));
			refuses(Error::<Test>::NotAccepted, || poke(id));
		}
	});
}

#[test]
fn a_licence_that_ran_out_fails_the_agreement() {
	run(|| {
		let asset = work();
		let stated = animechain_primitives::consent::StatedTerms {
			licence_period: Some(9),
			..terms_for(STUDIO)
		};
		let licence = licence_under(asset, STUDIO, stated);
		let rights = [control(asset), Right::Licence(licence)];
		let id = draft(&rights, &[approved()]).costs(COIN, 50).agree();
		let before = everything(&[asset]);
		go_to(10);
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), controller(asset)), (Stage::Failed, STUDIO));
		let now = everything(&[asset]);
		assert_eq!(now[1].3, before[1].3 + 50);
		assert_eq!((now[0], now[2]), (before[0], before[2]));
	});
}

#[test]
fn what_failed_is_free_again() {
	run(|| {
		let (asset, bad) = (work(), work());
		let rights = [control(asset), shares(asset, 10), control(bad)];
		let id = draft(&rights, &[revenue(asset, 100), not_before(9)]).of(1).agree();
		invalidate(bad);
		earn(asset, COIN, 100);
		assert_eq!(stage(id), Stage::Failed);
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 1_000_000));
		assert_ok!(transfer_control(STUDIO, asset, BUYER));
		assert_eq!(crate::PromisedControl::<Test>::iter().count(), 0);
		assert_eq!(crate::PromisedUnits::<Test>::iter().count(), 0);
		assert_eq!(crate::Thresholds::<Test>::iter().count(), 0);
		let left = pallet_scheduler::Agenda::<Test>::iter().flat_map(|(_, agenda)| agenda);
		assert_eq!(left.flatten().count(), 0);
	});
}

/// Its own consideration is revenue that meets the clause of another: that one executes after it.
#[test]
fn an_execution_can_make_another_ready() {
	run(|| {
		let (one, two) = (work(), work());
		let second = draft(&[control(two)], &[revenue(two, 100)]).between(STUDIO, BUYER).agree();
		let first =
			draft(&[control(one)], &[approved()]).shared(COIN, 100, two, Permill::one()).agree();
		assert_ok!(approve(CLERK, first));
		assert_eq!((stage(first), inflow(two, COIN)), (Stage::Executed, 100));
		assert!(is_ready(second) && controller(two) == STUDIO);
		idle();
		assert_eq!((stage(second), controller(two)), (Stage::Executed, BUYER));
	});
}

/// Nothing puts it there; if it is there, it does not hold up what waits behind it.
#[test]
fn what_is_over_is_taken_off_the_queue() {
	run(|| {
		let id = draft(&[control(work())], &[approved()]).agree();
		assert_ok!(approve(CLERK, id));
		crate::Ready::<Test>::insert(id, ());
		idle();
		assert!(!is_ready(id));
	});
}
