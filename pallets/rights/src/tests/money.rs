//! What is paid into an agreement, and where it goes.

use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchError, Permill, TokenError},
};

use crate::{mock::*, Error, Event, Owed};

#[test]
fn the_consideration_is_the_givers_when_it_executes() {
	run(|| {
		for currency in [NATIVE, COIN, OTHER_COIN] {
			let id = draft(&[control(work())], &[approved()]).costs(currency.clone(), 50).agree();
			let before = [STUDIO, COMMITTEE].map(|who| wealth(currency.clone(), who));
			assert_eq!(in_escrow(currency.clone()), 50);
			assert_ok!(approve(CLERK, id));
			assert_eq!(in_escrow(currency.clone()), 0);
			assert_eq!(wealth(currency.clone(), STUDIO) - before[0], 50);
			assert_eq!(wealth(currency, COMMITTEE), before[1]);
		}
	});
}

#[test]
fn what_one_agreement_pays_out_is_not_what_another_is_owed() {
	run(|| {
		let of = |amount| draft(&[control(work())], &[approved()]).costs(COIN, amount).agree();
		let (first, second) = (of(50), of(70));
		assert_ok!(approve(CLERK, first));
		assert_eq!((Owed::<Test>::get(COIN), in_escrow(COIN)), (70, 70));
		check_invariants();
		assert_ok!(approve(CLERK, second));
		assert_eq!((Owed::<Test>::contains_key(COIN), in_escrow(COIN)), (false, 0));
	});
}

#[test]
fn a_part_of_it_flows_as_revenue() {
	run(|| {
		let parent = work_of(STUDIO);
		let asset = derived(parent, percent(25));
		let id =
			draft(&[control(asset)], &[approved()]).shared(COIN, 1_000, asset, percent(40)).agree();
		let before = wealth(COIN, STUDIO);
		events();
		assert_ok!(approve(CLERK, id));
		assert_eq!(wealth(COIN, STUDIO) - before, 600);
		assert_eq!((inflow(asset, COIN), in_escrow(COIN)), (400, 0));
		idle();
		assert_eq!(inflow(parent, COIN), 100);
		// What stays is of those who held the units then: the receiver does not pay itself.
		assert_eq!((controller(asset), units(asset, COMMITTEE)), (COMMITTEE, 1_000_000));
		assert_eq!(Royalty::claimable_of(COMMITTEE, asset), []);
		assert_eq!(Royalty::claimable_of(STUDIO, asset), [(COIN, 300)]);
	});
}

#[test]
fn all_or_none_of_it_can_be_revenue_and_of_any_asset() {
	run(|| {
		let others = work_of(BUYER);
		for (part, revenue) in [(Permill::one(), 70), (Permill::zero(), 0), (percent(1), 0)] {
			let before = (inflow(others, COIN), wealth(COIN, STUDIO));
			let id =
				draft(&[control(work())], &[approved()]).shared(COIN, 70, others, part).agree();
			assert_ok!(approve(CLERK, id));
			assert_eq!(inflow(others, COIN) - before.0, revenue);
			assert_eq!(wealth(COIN, STUDIO) - before.1, 70 - revenue);
		}
	});
}

/// The pool is there before it is needed: nobody is asked for bytes when it executes.
#[test]
fn the_receiver_opens_the_pool() {
	run(|| {
		let asset = work();
		let id =
			draft(&[control(asset)], &[approved()]).shared(COIN, 100, asset, percent(50)).agree();
		assert_eq!(Royalty::pool(asset, COIN), Some(Default::default()));
		let before = [STUDIO, COMMITTEE, CLERK].map(used);
		assert_ok!(approve(CLERK, id));
		assert_eq!([STUDIO, COMMITTEE, CLERK].map(used), before);
	});
}

/// What is left of the escrow's account in a currency is nothing, or enough for the account to stay.
#[test]
fn no_part_is_too_small_to_leave_the_escrow() {
	run(|| {
		let asset = work();
		let of =
			|part| draft(&[control(work())], &[approved()]).shared(COIN, 100, asset, percent(part));
		of(96).refused(Error::<Test>::AmountTooSmall);
		of(99).refused(Error::<Test>::AmountTooSmall);
		for part in [95, 100, 1] {
			let id = of(part).agree();
			let before = wealth(COIN, STUDIO);
			assert_ok!(approve(CLERK, id));
			assert_eq!(wealth(COIN, STUDIO) - before, 100 - u128::from(part));
			assert_eq!((kept(STUDIO, COIN), in_escrow(COIN)), (0, 0));
		}
		let native = draft(&[control(work())], &[approved()]);
		native
			.clone()
			.shared(NATIVE, 100, asset, percent(91))
			.refused(Error::<Test>::AmountTooSmall);
		native.shared(NATIVE, 100, asset, percent(90)).agree();
	});
}

#[test]
fn what_was_paid_for_clauses_goes_to_the_giver() {
	run(|| {
		let clauses = [paid(COIN, 60), paid(NATIVE, 70), paid(COIN, 80), approved()];
		let id = draft(&[control(work())], &clauses).of(4).costs(COIN, 50).agree();
		assert_ok!(fund(BUYER, id, 0));
		assert_ok!(fund(COMMITTEE, id, 2));
		assert_ok!(fund(BUYER, id, 1));
		assert_eq!((in_escrow(COIN), in_escrow(NATIVE)), (190, 70));
		check_invariants();
		let before = (wealth(COIN, STUDIO), wealth(NATIVE, STUDIO));
		assert_ok!(approve(CLERK, id));
		assert_eq!(wealth(COIN, STUDIO) - before.0, 190);
		assert_eq!(wealth(NATIVE, STUDIO) - before.1, 70);
	});
}

#[test]
fn each_payer_gets_its_own_back() {
	run(|| {
		let clauses = [paid(COIN, 60), paid(NATIVE, 70), paid(COIN, 80), approved()];
		let id = draft(&[control(work())], &clauses).of(4).costs(COIN, 50).agree();
		let before = [BUYER, CLERK].map(|who| (wealth(COIN, who), wealth(NATIVE, who)));
		assert_ok!(fund(BUYER, id, 0));
		assert_ok!(fund(CLERK, id, 1));
		assert_ok!(fund(BUYER, id, 2));
		idle();
		System::set_block_number(20);
		events();
		begin_block();
		let back = |account, currency, amount| Event::PaidOut { account, currency, amount };
		assert_eq!(
			events(),
			[
				back(COMMITTEE, COIN, 50),
				back(BUYER, COIN, 60),
				back(CLERK, NATIVE, 70),
				back(BUYER, COIN, 80),
				Event::Expired { agreement: id },
			]
		);
		let after = [BUYER, CLERK].map(|who| (wealth(COIN, who), wealth(NATIVE, who)));
		assert_eq!(after, before);
	});
}

#[test]
fn clauses_are_paid_for_once_in_full_and_in_time() {
	run(|| {
		let clauses = [approved(), paid(COIN, 60), paid(NATIVE, 70)];
		let id = draft(&[control(work())], &clauses).agree();
		refuses(Error::<Test>::UnknownClause, || fund(BUYER, id, 0));
		refuses(Error::<Test>::UnknownClause, || fund(BUYER, id, 3));
		refuses(Error::<Test>::UnknownClause, || fund(BUYER, id, u8::MAX));
		refuses(Error::<Test>::UnknownAgreement, || fund(BUYER, id + 1, 1));
		refuses(DispatchError::BadOrigin, || plain(Rights::fund(RuntimeOrigin::root(), id, 1)));
		refuses(TokenError::FundsUnavailable, || fund(NOBODY, id, 1));
		refuses(TokenError::FundsUnavailable, || fund(NOBODY, id, 2));
		assert_ok!(fund(BUYER, id, 1));
		refuses(Error::<Test>::AlreadyMet, || fund(BUYER, id, 1));
		SchedulerWeight::set(&polkadot_sdk::frame_support::weights::Weight::zero());
		go_to(21);
		refuses(Error::<Test>::DeadlinePassed, || fund(BUYER, id, 2));
		refuses(Error::<Test>::DeadlinePassed, || approve(CLERK, id));
		assert_ok!(poke(id));
		refuses(Error::<Test>::NotAccepted, || fund(BUYER, id, 2));
	});
}
