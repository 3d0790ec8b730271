//! Each clause, and how many of them are enough.

use animechain_primitives::rights::{Clause, Stage};
use polkadot_sdk::{frame_support::assert_ok, sp_runtime::DispatchError};

use crate::{mock::*, Error, Event};

/// An agreement about a new work under these clauses, and the work.
fn under(clauses: &[TheClause]) -> (u64, u64) {
	let asset = work();
	(draft(&[control(asset)], clauses).agree(), asset)
}

#[test]
fn revenue_that_reaches_the_amount_executes() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		pay(asset, COIN, 99);
		// Another currency is another pool.
		pay(asset, NATIVE, 1_000);
		assert_eq!((stage(id), controller(asset)), (Stage::Accepted, STUDIO));
		earn(asset, COIN, 1);
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
		assert_eq!(waiting(asset, COIN), []);
	});
}

#[test]
fn revenue_of_another_asset_of_the_giver_counts_as_well() {
	run(|| {
		let (asset, watched) = (work(), work());
		let id = draft(&[control(asset)], &[revenue(watched, 100)]).agree();
		pay(asset, COIN, 1_000);
		assert_eq!(stage(id), Stage::Accepted);
		// What happens to it meanwhile makes no difference.
		assert_ok!(transfer_control(STUDIO, watched, BUYER));
		earn(watched, COIN, 500);
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
	});
}

/// It counts from the beginning, not from the agreement on.
#[test]
fn revenue_of_one_of_the_assets_that_move_is_enough_of_a_relation() {
	run(|| {
		// Units of an asset that somebody else controls.
		let asset = work_of(BUYER);
		assert_ok!(transfer_shares(BUYER, asset, STUDIO, 10));
		let clauses = [revenue(asset, 100)];
		draft(&[control(work())], &clauses).refused(Error::<Test>::UnrelatedRevenue);
		let id = draft(&[control(work()), shares(asset, 10)], &clauses).agree();
		earn(asset, COIN, 100);
		assert_eq!((stage(id), units(asset, COMMITTEE)), (Stage::Executed, 10));
	});
}

#[test]
fn revenue_from_before_counts() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 99);
		assert_ok!(pay_by(STUDIO, asset, COIN, 900));
		let id = draft(&[control(asset)], &[revenue(asset, 1_000)]).agree();
		earn(asset, COIN, 1);
		assert_eq!(stage(id), Stage::Executed);
	});
}

#[test]
fn a_payment_into_the_agreement_executes() {
	run(|| {
		let (id, asset) = under(&[paid(COIN, 70)]);
		let before = (wealth(COIN, STUDIO), wealth(COIN, BUYER));
		events();
		assert_ok!(fund(BUYER, id, 0));
		let told = [
			Event::Funded { agreement: id, clause: 0, payer: BUYER },
			Event::ClauseMet { agreement: id, clause: 0 },
			Event::PaidOut { account: STUDIO, currency: COIN, amount: 70 },
			Event::Executed { agreement: id },
		];
		assert_eq!(events(), told);
		assert_eq!(controller(asset), COMMITTEE);
		assert_eq!(wealth(COIN, STUDIO) - before.0, 70);
		assert_eq!(before.1 - wealth(COIN, BUYER), 70);
	});
}

#[test]
fn an_approval_executes() {
	run(|| {
		let (id, asset) = under(&[approved()]);
		for who in [STUDIO, COMMITTEE, BUYER] {
			refuses(Error::<Test>::NotApprover, || approve(who, id));
		}
		refuses(DispatchError::BadOrigin, || plain(Rights::approve(RuntimeOrigin::root(), id)));
		refuses(Error::<Test>::UnknownAgreement, || approve(CLERK, id + 1));
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
		refuses(Error::<Test>::NotAccepted, || approve(CLERK, id));
	});
}

#[test]
fn each_approver_approves_for_itself_and_once() {
	run(|| {
		let clauses = [CLERK, BUYER, STUDIO].map(Clause::ApprovedBy);
		let (id, asset) = under(&clauses);
		for (number, who) in (0..).zip([STUDIO, BUYER]) {
			assert_ok!(approve(who, id));
			refuses(Error::<Test>::AlreadyMet, || approve(who, id));
			assert_eq!(row(id).met.count_ones(), number + 1);
		}
		assert_eq!(row(id).met, 0b110);
		assert_ok!(approve(CLERK, id));
		assert_eq!(controller(asset), COMMITTEE);
	});
}

#[test]
fn nothing_is_approved_before_acceptance() {
	run(|| {
		let id = draft(&[control(work())], &[approved(), paid(COIN, 50)]).propose();
		refuses(Error::<Test>::NotAccepted, || approve(CLERK, id));
		refuses(Error::<Test>::NotAccepted, || fund(BUYER, id, 1));
		refuses(Error::<Test>::NotAccepted, || poke(id));
	});
}

#[test]
fn a_certificate_is_seen_when_somebody_looks() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[Clause::Certified(asset)]).agree();
		refuses(Error::<Test>::NothingToDo, || poke(id));
		certify(asset);
		next_block();
		assert_eq!(stage(id), Stage::Accepted);
		assert_ok!(poke(id));
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
	});
}

#[test]
fn a_certificate_is_seen_by_whatever_meets_another_clause() {
	run(|| {
		let asset = work();
		let both = [Clause::Certified(asset), approved()];
		let id = draft(&[control(asset)], &both).agree();
		certify(asset);
		assert_ok!(approve(CLERK, id));
		assert_eq!(stage(id), Stage::Executed);
	});
}

#[test]
fn where_nobody_certifies_a_clause_cannot_ask_for_it() {
	run(|| {
		CertificatesGiven::set(&false);
		let asset = work();
		let under = draft(&[control(asset)], &[Clause::Certified(asset), approved()]).of(1);
		under.refused(Error::<Test>::NobodyCertifies);
	});
}

/// All clauses that one agreement can hold, in any number of them, met in any order: it executes with the one
/// that makes it enough, and not before.
#[test]
fn any_k_of_n_are_enough() {
	run(|| {
		let approvers: Vec<AccountId> = (100..108).collect();
		let clauses: Vec<_> = approvers.iter().copied().map(Clause::ApprovedBy).collect();
		for count in 1..=8_u8 {
			for needed in 1..=count {
				let asset = work();
				let under = draft(&[control(asset)], &clauses[..count.into()]).of(needed);
				let id = under.agree();
				for turn in 0..needed {
					assert_eq!((stage(id), controller(asset)), (Stage::Accepted, STUDIO));
					// From a different place on each time, every third one.
					let number = (needed + 3 * turn) % 8;
					let order = (number..8).chain(0..number).filter(|number| *number < count);
					let next = order.map(usize::from).find(|number| !row(id).is_met(*number as u8));
					let who = approvers[next.expect("there is one left")];
					assert_ok!(approve(who, id));
				}
				assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
				assert_eq!((moves(asset), row(id).met.count_ones()), (1, needed.into()));
			}
		}
	});
}

/// Two of five that are met in five different ways.
#[test]
fn clauses_of_all_kinds_count_alike() {
	run(|| {
		let kinds = |asset| {
			[
				revenue(asset, 100),
				not_before(System::block_number() + 1),
				paid(COIN, 50),
				approved(),
				Clause::Certified(asset),
			]
		};
		let meet = |asset, id, kind| match kind {
			0 => earn(asset, COIN, 100),
			1 => next_block(),
			2 => {
				assert_ok!(fund(BUYER, id, 2));
			},
			3 => {
				assert_ok!(approve(CLERK, id));
			},
			_ => {
				certify(asset);
				assert_ok!(poke(id));
			},
		};
		for first in 0..5 {
			for second in (0..5).filter(|second| *second != first) {
				let asset = work();
				let deadline = System::block_number() + 5;
				let under = draft(&[control(asset)], &kinds(asset)).of(2).until(deadline);
				let id = under.agree();
				meet(asset, id, first);
				assert_eq!((stage(id), row(id).met), (Stage::Accepted, 1 << first));
				meet(asset, id, second);
				assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
				assert_eq!(row(id).met, 1 << first | 1 << second);
			}
		}
	});
}

/// The higher of two thresholds of one pool is the lower one, too: one agreement takes one place.
#[test]
fn an_agreement_waits_once_for_the_same_revenue() {
	run(|| {
		let (asset, other) = (work(), work());
		let twice = [revenue(asset, 100), approved(), revenue(asset, 200)];
		draft(&[control(asset)], &twice).refused(Error::<Test>::SameClauseTwice);
		// Of two assets, and in two currencies.
		let native = TheClause::RevenueAtLeast { asset, currency: NATIVE, amount: 100 };
		let clauses = [revenue(asset, 100), revenue(other, 200), native, approved()];
		let id = draft(&[control(asset)], &clauses).of(3).agree();
		pay(asset, COIN, 100);
		assert_eq!((row(id).met, waiting(asset, COIN)), (0b0001, vec![]));
		assert_eq!(
			(waiting(other, COIN), waiting(asset, NATIVE)),
			(vec![(200, id)], vec![(100, id)])
		);
		assert_ok!(approve(CLERK, id));
		earn(other, COIN, 200);
		assert_eq!((stage(id), row(id).met), (Stage::Executed, 0b1011));
		assert_eq!(waiting(asset, NATIVE), []);
	});
}

/// Whoever approves pays for executing only if that executes.
#[test]
fn what_was_not_done_is_not_charged() {
	use crate::WeightInfo;
	type W = <Test as crate::Config>::WeightInfo;
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[approved(), not_before(5)]).agree();
		let weighed = Rights::approve(signed(CLERK), id).expect("it is asked for").actual_weight;
		assert_eq!(weighed, Some(W::approve()));
	});
}
