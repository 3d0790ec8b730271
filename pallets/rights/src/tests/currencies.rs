//! What becomes of money in escrow when its currency or its account can take no more part.

use animechain_primitives::{rights::Stage, Currency};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_balances,
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, DispatchError, TokenError},
};

use crate::{mock::*, Error, Event, Kept, Owed};

/// An agreement with both kinds of escrowed coins, and native money beside them.
fn with_coins() -> (u64, u64) {
	let asset = work();
	let clauses = [paid(COIN, 60), paid(NATIVE, 70), approved()];
	let id = draft(&[control(asset)], &clauses).of(3).costs(COIN, 50).agree();
	assert_ok!(fund(BUYER, id, 0));
	assert_ok!(fund(BUYER, id, 1));
	(id, asset)
}

#[test]
fn a_frozen_currency_holds_up_nothing_else_and_is_kept() {
	run(|| {
		let (id, _) = with_coins();
		assert_ok!(Assets::freeze_asset(signed(STUDIO), 1));
		let native = wealth(NATIVE, BUYER);
		idle();
		System::set_block_number(20);
		events();
		begin_block();
		let kept_for = |account, amount| Event::PayoutKept { account, currency: COIN, amount };
		assert_eq!(
			events(),
			[
				kept_for(COMMITTEE, 50),
				kept_for(BUYER, 60),
				Event::PaidOut { account: BUYER, currency: NATIVE, amount: 70 },
				Event::Expired { agreement: id },
			]
		);
		assert_eq!(wealth(NATIVE, BUYER) - native, 70);
		assert_eq!((kept(COMMITTEE, COIN), kept(BUYER, COIN)), (50, 60));
		check_invariants();
		let collect = |who, currency| move || Rights::collect(signed(who), currency);
		let frozen = match as_a_call(collect(BUYER, COIN)) {
			Err(error) => error,
			Ok(()) => panic!("it is frozen"),
		};
		refuses(frozen, collect(BUYER, COIN));
		refuses(Error::<Test>::NothingKept, collect(CLERK, COIN));
		refuses(Error::<Test>::NothingKept, collect(BUYER, NATIVE));
		refuses(DispatchError::BadOrigin, || Rights::collect(RuntimeOrigin::root(), COIN));
		assert_ok!(Assets::thaw_asset(signed(STUDIO), 1));
		events();
		let before = wealth(COIN, BUYER);
		assert_ok!(collect(BUYER, COIN)());
		assert_eq!(events(), [Event::Collected { account: BUYER, currency: COIN, amount: 60 }]);
		assert_eq!(wealth(COIN, BUYER) - before, 60);
		refuses(Error::<Test>::NothingKept, collect(BUYER, COIN));
		assert_ok!(collect(COMMITTEE, COIN)());
		assert_eq!((in_escrow(COIN), Kept::<Test>::iter().count()), (0, 0));
		assert_eq!(Owed::<Test>::iter().count(), 0);
	});
}

/// Rights do not move for money that is not there.
#[test]
fn nothing_moves_for_a_frozen_currency() {
	run(|| {
		let (id, asset) = with_coins();
		assert_ok!(Assets::freeze_asset(signed(STUDIO), 1));
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), controller(asset)), (Stage::Failed, STUDIO));
		assert_eq!([STUDIO, COMMITTEE, BUYER].map(|who| kept(who, COIN)), [0, 50, 60]);
		assert_eq!(in_escrow(NATIVE), 0);
		assert_ok!(Assets::thaw_asset(signed(STUDIO), 1));
		assert_ok!(Rights::collect(signed(COMMITTEE), COIN));
		assert_ok!(Rights::collect(signed(BUYER), COIN));
	});
}

/// With a part that must flow as revenue and cannot, nothing moves.
#[test]
fn a_frozen_currency_fails_an_agreement_whose_revenue_part_cannot_flow() {
	run(|| {
		let asset = work();
		let id =
			draft(&[control(asset)], &[approved()]).shared(COIN, 100, asset, percent(50)).agree();
		assert_ok!(Assets::freeze_asset(signed(STUDIO), 1));
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), controller(asset)), (Stage::Failed, STUDIO));
		assert_eq!((kept(COMMITTEE, COIN), inflow(asset, COIN)), (100, 0));
		assert_ok!(Assets::thaw_asset(signed(STUDIO), 1));
		assert_ok!(Rights::collect(signed(COMMITTEE), COIN));
	});
}

/// Sums up what is kept for one account, and leaves the others' alone.
#[test]
fn an_account_that_is_blocked_gets_it_when_it_is_not() {
	run(|| {
		let ids = [with_coins().0, with_coins().0];
		assert_ok!(Assets::block(signed(STUDIO), 1, BUYER));
		let before = wealth(COIN, COMMITTEE);
		go_to(21);
		assert_eq!(ids.map(stage), [Stage::Expired; 2]);
		assert_eq!((kept(BUYER, COIN), wealth(COIN, COMMITTEE) - before), (120, 100));
		assert_eq!(in_escrow(COIN), 120);
		assert!(as_a_call(|| Rights::collect(signed(BUYER), COIN)).is_err());
		assert_eq!(kept(BUYER, COIN), 120);
		assert_ok!(Assets::thaw(signed(STUDIO), 1, BUYER));
		assert_ok!(Rights::collect(signed(BUYER), COIN));
		assert_eq!(in_escrow(COIN), 0);
	});
}

#[test]
fn a_currency_that_is_being_destroyed_holds_up_nothing_else() {
	run(|| {
		let (expires, fails) = (with_coins().0, with_coins());
		begin_destruction(1);
		assert_ok!(approve(CLERK, fails.0));
		assert_eq!((stage(fails.0), controller(fails.1)), (Stage::Failed, STUDIO));
		go_to(21);
		assert_eq!(stage(expires), Stage::Expired);
		assert_eq!(in_escrow(NATIVE), 0);
		assert_eq!([STUDIO, COMMITTEE, BUYER].map(|who| kept(who, COIN)), [0, 100, 120]);
	});
}

/// What was in it is gone, here as everywhere. The invariants say so.
#[test]
fn a_currency_that_is_gone_leaves_the_others_alone() {
	new_test_ext().execute_with(|| {
		let (expires, fails) = (with_coins().0, with_coins());
		let native = wealth(NATIVE, BUYER);
		destroy(1);
		assert_ok!(approve(CLERK, fails.0));
		assert_eq!((stage(fails.0), controller(fails.1)), (Stage::Failed, STUDIO));
		go_to(21);
		assert_eq!(stage(expires), Stage::Expired);
		assert_eq!(in_escrow(NATIVE), 0);
		assert_eq!(wealth(NATIVE, BUYER) - native, 140);
		refuses(TokenError::UnknownAsset, || Rights::collect(signed(BUYER), COIN));
		let said = Rights::do_try_state().expect_err("the coins are gone");
		assert_eq!(
			said,
			"rights/escrow-covers-what-is-owed: the escrow holds less than what is owed".into()
		);
	});
}

/// Who answers for bytes stays for good, without any money: it is paid.
#[test]
fn whoever_has_nothing_left_is_paid() {
	run(|| {
		let asset = work_of(BUYER);
		assert_ok!(transfer_control(BUYER, asset, NOBODY));
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, 10_000));
		let of = |currency, amount| {
			draft(&[control(asset)], &[approved()])
				.between(NOBODY, COMMITTEE)
				.costs(currency, amount)
		};
		assert_eq!(wealth(NATIVE, NOBODY), 0);
		let id = of(NATIVE, LEAST).agree();
		assert_ok!(approve(CLERK, id));
		assert_eq!(wealth(NATIVE, NOBODY), LEAST);
		assert_ok!(transfer_control(COMMITTEE, asset, NOBODY));
		let id = of(COIN, LEAST_COIN).agree();
		assert_ok!(approve(CLERK, id));
		assert_eq!(wealth(COIN, NOBODY), LEAST_COIN);
	});
}

/// In a currency that needs an account of the chain with money, which the beneficiary has not.
#[test]
fn whoever_cannot_have_a_currency_gets_it_when_it_can() {
	run(|| {
		assert_ok!(Assets::create(signed(STUDIO), 3, STUDIO, 1));
		assert_ok!(Assets::mint(signed(STUDIO), 3, COMMITTEE, 100));
		let asset = work_of(BUYER);
		assert_ok!(transfer_control(BUYER, asset, NOBODY));
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, 10_000));
		let currency = Currency::WithId(3);
		let id = draft(&[control(asset)], &[approved()])
			.between(NOBODY, COMMITTEE)
			.costs(currency.clone(), 50)
			.agree();
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), kept(NOBODY, currency.clone())), (Stage::Executed, 50));
		refuses(TokenError::CannotCreate, || Rights::collect(signed(NOBODY), currency.clone()));
		assert_ok!(Balances::transfer_allow_death(signed(BUYER), NOBODY, LEAST));
		assert_ok!(Rights::collect(signed(NOBODY), currency.clone()));
		assert_eq!((wealth(currency.clone(), NOBODY), kept(NOBODY, currency)), (50, 0));
	});
}

/// Currencies are numbered by who makes them. What is owed in one that is gone is not paid with another that has its
/// number.
#[test]
fn nobody_is_paid_with_a_currency_that_has_the_number_of_another() {
	new_test_ext().execute_with(|| {
		let (id, thief) = (9, CLERK);
		let currency = Currency::WithId(id);
		assert_ok!(Assets::create(signed(thief), id, thief, 1));
		assert_ok!(Assets::mint(signed(thief), id, thief, 10_000));
		let clauses = [TheClause::ApprovedBy(NOBODY), paid(currency.clone(), 900)];
		let own =
			draft(&[control(work_of(thief))], &clauses).between(thief, BUYER).until(5).agree();
		assert_ok!(fund(thief, own, 1));
		assert_ok!(Assets::start_destroy(signed(thief), id));
		assert!(Assets::destroy_accounts(signed(thief), id).is_ok());
		assert_ok!(Assets::finish_destroy(signed(thief), id));
		assert_ok!(Assets::create(signed(STUDIO), id, STUDIO, 1));
		assert_ok!(Assets::mint(signed(STUDIO), id, COMMITTEE, 5_000));
		let honest = draft(&[control(work())], &[approved(), paid(currency.clone(), 50)]);
		let honest = honest.costs(currency.clone(), 1_000).propose();
		refuses(Error::<Test>::EscrowShort, || accept(honest));
		go_to(6);
		assert_eq!((stage(own), kept(thief, currency.clone())), (Stage::Expired, 900));
		refuses(Error::<Test>::EscrowShort, || accept(honest));
		assert!(as_a_call(|| Rights::collect(signed(thief), currency.clone())).is_err());
		// Until somebody gives what is missing.
		assert_ok!(Assets::transfer(signed(COMMITTEE), id, Rights::escrow(), 900));
		assert_ok!(accept(honest));
		assert_ok!(Rights::collect(signed(thief), currency.clone()));
		assert_ok!(fund(COMMITTEE, honest, 1));
		assert_ok!(approve(CLERK, honest));
		assert_eq!((wealth(currency.clone(), STUDIO), in_escrow(currency)), (1_050, 0));
		check_invariants();
	});
}

/// The least balance of the native currency is nobody's: what is missing of it is not taken from who pays next.
#[test]
fn an_escrow_without_its_own_least_balance_takes_nothing_in() {
	run(|| {
		draft(&[control(work())], &[approved()]).costs(NATIVE, 100).agree();
		let next = draft(&[control(work())], &[approved()]).costs(NATIVE, 50).propose();
		let escrow = Rights::escrow();
		assert_ok!(Balances::transfer_allow_death(signed(escrow), BUYER, 1));
		refuses(Error::<Test>::EscrowShort, || accept(next));
		assert_ok!(Balances::transfer_allow_death(signed(BUYER), escrow, 1));
		assert_ok!(accept(next));
	});
}

#[test]
fn the_escrow_begins_with_the_least_balance_or_with_what_it_was_given() {
	for (given, has) in [(None, LEAST), (Some(LEAST), LEAST), (Some(LEAST + 5), LEAST + 5)] {
		let balances = given.map(|amount| (Rights::escrow(), amount)).into_iter().collect();
		let storage = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
			..Default::default()
		};
		let storage = storage.build_storage().expect("the genesis is valid");
		TestExternalities::from(storage).execute_with(|| {
			assert_eq!(wealth(NATIVE, Rights::escrow()), has);
		});
	}
}
