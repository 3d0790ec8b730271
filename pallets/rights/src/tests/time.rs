//! Blocks and deadlines, through the scheduler.

use animechain_primitives::rights::Stage;
use polkadot_sdk::{frame_support::assert_ok, frame_support::weights::Weight, pallet_scheduler};

use crate::{mock::*, Error, Event};

#[test]
fn a_block_that_is_reached_executes_as_it_begins() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[not_before(5)]).agree();
		go_to(4);
		refuses(Error::<Test>::NothingToDo, || poke(id));
		assert_eq!(stage(id), Stage::Accepted);
		begin_block();
		assert_eq!((stage(id), controller(asset), row(id).since), (Stage::Executed, COMMITTEE, 5));
	});
}

#[test]
fn a_block_that_is_not_enough_is_noted() {
	run(|| {
		let asset = work();
		let id =
			draft(&[control(asset)], &[not_before(5), not_before(7), approved()]).of(3).agree();
		go_to(6);
		assert_eq!((stage(id), row(id).met), (Stage::Accepted, 0b001));
		assert_ok!(approve(CLERK, id));
		go_to(7);
		assert_eq!((stage(id), row(id).since), (Stage::Executed, 7));
	});
}

#[test]
fn the_deadline_is_the_last_block_that_counts() {
	run(|| {
		let clauses = [approved(), paid(COIN, 60)];
		let of = || draft(&[control(work())], &clauses).of(1).costs(COIN, 50).agree();
		let (by_approval, by_payment, late) = (of(), of(), of());
		go_to(20);
		assert_ok!(approve(CLERK, by_approval));
		assert_ok!(fund(BUYER, by_payment, 1));
		refuses(Error::<Test>::NothingToDo, || poke(late));
		idle();
		events();
		begin_block();
		assert_eq!([by_approval, by_payment].map(stage), [Stage::Executed; 2]);
		let account = COMMITTEE;
		assert_eq!(
			events(),
			[
				Event::PaidOut { account, currency: COIN, amount: 50 },
				Event::Expired { agreement: late }
			]
		);
		assert_eq!((stage(late), row(late).since), (Stage::Expired, 21));
		refuses(Error::<Test>::NotAccepted, || approve(CLERK, late));
	});
}

#[test]
fn what_expired_went_back_and_is_free_again() {
	run(|| {
		let asset = work();
		let before = [COMMITTEE, BUYER, STUDIO].map(|who| (wealth(COIN, who), wealth(NATIVE, who)));
		let clauses = [revenue(asset, 100), paid(NATIVE, 70), approved(), not_before(3)];
		let id = draft(&[control(asset), shares(asset, 9)], &clauses).costs(COIN, 50).agree();
		assert_ok!(fund(BUYER, id, 1));
		assert_eq!((in_escrow(COIN), in_escrow(NATIVE)), (50, 70));
		go_to(21);
		assert_eq!((stage(id), row(id).met), (Stage::Expired, 0b1010));
		assert_eq!((in_escrow(COIN), in_escrow(NATIVE)), (0, 0));
		let after = [COMMITTEE, BUYER, STUDIO].map(|who| (wealth(COIN, who), wealth(NATIVE, who)));
		assert_eq!(after, before);
		pay(asset, COIN, 1_000);
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 1_000_000));
		assert_ok!(retire(STUDIO, asset));
		assert_eq!(controller(asset), STUDIO);
	});
}

/// Agreements about one unit each of a new work.
fn many(count: u32, deadline: BlockNumber) -> Vec<u64> {
	let asset = work();
	let of = |_| draft(&[shares(asset, 1)], &[approved()]).until(deadline).agree();
	(0..count).map(of).collect()
}

#[test]
fn if_a_block_is_full_it_ends_a_little_later() {
	run(|| {
		let ids = many(AGENDA + 2, 20);
		go_to(21);
		let open = |ids: &[u64]| ids.iter().filter(|id| stage(**id) == Stage::Accepted).count();
		assert_eq!(open(&ids), 2);
		let late = *ids.last().expect("many");
		refuses(Error::<Test>::DeadlinePassed, || approve(CLERK, late));
		refuses(Error::<Test>::DeadlinePassed, || fund(BUYER, late, 0));
		// Nobody has to wait for that.
		assert_ok!(poke(late));
		assert_eq!((stage(late), open(&ids)), (Stage::Expired, 1));
		go_to(22);
		assert_eq!(open(&ids), 0);
	});
}

#[test]
fn if_all_blocks_around_are_full_another_must_be_chosen() {
	run(|| {
		many(4 * AGENDA, 20);
		let asset = work();
		let of = |deadline| draft(&[control(asset)], &[approved()]).until(deadline);
		of(20).agreeing_fails(Error::<Test>::ScheduleFull);
		draft(&[control(asset)], &[not_before(21)])
			.until(50)
			.agreeing_fails(Error::<Test>::ScheduleFull);
		// Blocks after those that are full have room.
		of(21).agree();
	});
}

#[test]
fn what_ends_early_makes_room() {
	run(|| {
		let ids = many(4 * AGENDA, 20);
		let next = draft(&[control(work())], &[approved()]);
		next.agreeing_fails(Error::<Test>::ScheduleFull);
		assert_ok!(approve(CLERK, ids[7]));
		next.agree();
		next_block();
	});
}

/// Somebody fills the block that is the last one: the condition was met in it all the same.
#[test]
fn a_block_that_was_reached_in_time_counts_also_when_it_is_seen_too_late() {
	run(|| {
		many(AGENDA, 19);
		let asset = work();
		let id = draft(&[control(asset)], &[not_before(20)]).agree();
		go_to(20);
		assert_eq!(stage(id), Stage::Accepted);
		begin_block();
		assert_eq!((stage(id), controller(asset), row(id).since), (Stage::Executed, COMMITTEE, 21));
	});
}

#[test]
fn what_was_not_met_in_time_does_not_count() {
	run(|| {
		let asset = work();
		let certified = TheClause::Certified(asset);
		SchedulerWeight::set(&Weight::zero());
		let id = draft(&[control(asset)], &[certified, not_before(20)]).agree();
		go_to(21);
		certify(asset);
		assert_ok!(poke(id));
		assert_eq!((stage(id), controller(asset)), (Stage::Expired, STUDIO));
	});
}

/// Enough was met in time, but the blocks had no room.
#[test]
fn what_is_ready_executes_also_after_the_deadline() {
	run(|| {
		for poked in [false, true] {
			let asset = work();
			let child = derived(asset, percent(50));
			let deadline = System::block_number() + 3;
			let id = draft(&[control(asset)], &[revenue(asset, 100)]).until(deadline).agree();
			while System::block_number() < deadline {
				begin_block();
			}
			pay(child, COIN, 200);
			assert_ok!(Royalty::pull(signed(NOBODY), child, 0, COIN));
			assert!(is_ready(id));
			if poked {
				SchedulerWeight::set(&Weight::zero());
				begin_block();
				assert_eq!(stage(id), Stage::Accepted);
				check_invariants();
				assert_ok!(poke(id));
			} else {
				begin_block();
			}
			assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
		}
	});
}

#[test]
fn revenue_after_the_deadline_does_not_count() {
	run(|| {
		let asset = work();
		SchedulerWeight::set(&Weight::zero());
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		go_to(21);
		assert_eq!(stage(id), Stage::Accepted);
		pay(asset, COIN, 100);
		assert_eq!((stage(id), row(id).met), (Stage::Accepted, 0));
		check_invariants();
		assert_ok!(poke(id));
		assert_eq!((stage(id), controller(asset)), (Stage::Expired, STUDIO));
	});
}

/// Blocks without room for scheduled calls: they happen when there is some.
#[test]
fn scheduled_calls_that_had_no_room_come_later() {
	run(|| {
		next_block();
		let (asset, other) = (work(), work());
		let by_block = draft(&[control(asset)], &[not_before(5)]).agree();
		let late = draft(&[control(other)], &[approved()]).until(6).agree();
		SchedulerWeight::set(&Weight::zero());
		go_to(9);
		assert_eq!([by_block, late].map(stage), [Stage::Accepted; 2]);
		SchedulerWeight::set(&Weight::MAX);
		begin_block();
		assert_eq!([by_block, late].map(stage), [Stage::Executed, Stage::Expired]);
	});
}

/// Nothing that is scheduled fails in the scheduler's eyes, nor is left over.
#[test]
fn an_agreement_that_ended_leaves_nothing_scheduled() {
	run(|| {
		let id = draft(&[control(work())], &[not_before(9), approved()]).of(1).agree();
		let scheduled = || {
			let tasks = pallet_scheduler::Agenda::<Test>::iter().flat_map(|(_, agenda)| agenda);
			(tasks.flatten().count(), pallet_scheduler::Lookup::<Test>::iter().count())
		};
		assert_eq!(scheduled(), (2, 2));
		assert_ok!(approve(CLERK, id));
		assert_eq!(scheduled(), (0, 0));
	});
}

/// One that never ends: its deadline is the last block there can be.
#[test]
fn a_deadline_at_the_end_of_time_is_possible() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[approved()]).until(u64::MAX).agree();
		assert_ok!(approve(CLERK, id));
		assert_eq!(controller(asset), COMMITTEE);
	});
}
