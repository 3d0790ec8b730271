//! When and where an agreement executes or ends.

use animechain_primitives::{Grounds, Relation};
use polkadot_sdk::{pallet_sudo, sp_keyring::Sr25519Keyring::Alice, sp_runtime::Permill};

use super::*;

#[test]
fn the_payment_that_crosses_the_threshold_moves_everything_in_its_own_block() {
	on_chain(|journey| {
		let asset = work(journey);
		let rights = [Right::Control(asset), Right::Shares { asset, units: 300_000 }];
		let part = Some((asset, Permill::from_percent(25)));
		let agreement = agree(
			journey,
			&TheDeal {
				consideration: Some(Consideration { price: native(AMOUNT), revenue: part }),
				..deal(&rights, &[revenue(asset, 2 * AMOUNT)])
			},
		);
		assert_eq!(wealth(&Rights::escrow()), AMOUNT + EXISTENTIAL_DEPOSIT);
		let before = wealth(&id(Eve));
		let made = journey.block(|| {
			succeed(Bob, pay(asset, 2 * AMOUNT - 1));
			assert_eq!(controller(asset), id(Eve), "one planck is missing");
			succeed(Bob, pay(asset, 1));
			// It is ready, and what is promised stays promised until the end of the block.
			assert_eq!((controller(asset), stage(agreement)), (id(Eve), Stage::Accepted));
			let promised = send(Eve, Assets::transfer_control { asset, to: id(Ferdie).into() });
			let error = pallet_provenance::Error::<Runtime>::ControlPromised;
			assert_eq!(promised, Ok(Err(error.into())));
		});
		assert_eq!(controller(asset), id(Dave));
		assert_eq!(Royalty::units(asset, id(Dave)), 300_000);
		let paid = Event::PaidOut { account: id(Eve), currency: NATIVE, amount: AMOUNT / 4 * 3 };
		assert_eq!(
			of_rights(&made),
			[Event::ClauseMet { agreement, clause: 0 }, paid, Event::Executed { agreement }]
		);
		assert_eq!(wealth(&id(Eve)) + fees(&made, &id(Eve)) - before, AMOUNT / 4 * 3);
		assert_eq!(wealth(&Rights::escrow()), EXISTENTIAL_DEPOSIT);
		let inflow = Royalty::pool(asset, NATIVE).expect("paid").inflow;
		assert_eq!(inflow, 2 * AMOUNT + AMOUNT / 4);
		assert_eq!((stage(agreement), since(agreement)), (Stage::Executed, System::block_number()));
	});
}

#[test]
fn the_idle_hook_of_the_block_executes_both_agreements_that_a_payment_made_ready() {
	on_chain(|journey| {
		let asset = work(journey);
		let of = |units, amount| deal(&[Right::Shares { asset, units }], &[revenue(asset, amount)]);
		let high = agree(journey, &of(20, AMOUNT));
		let low = agree(journey, &of(10, AMOUNT / 2));
		journey.block(|| succeed(Bob, pay(asset, AMOUNT)));
		for agreement in [low, high] {
			let block = System::block_number();
			assert_eq!((stage(agreement), since(agreement)), (Stage::Executed, block));
		}
		assert_eq!(Royalty::units(asset, id(Dave)), 30);
	});
}

#[test]
fn money_that_climbs_over_two_levels_crosses_a_threshold_at_the_top() {
	on_chain(|journey| {
		let asset = work(journey);
		journey.block(|| {
			for parent in [asset, asset + 1] {
				let edges = vec![edge(Relation::DerivedFrom, parent, 50)];
				succeed(Eve, Assets::register_work { declaration: declaration(2), edges });
			}
		});
		let agreement = agree(journey, &deal(&[Right::Control(asset)], &[revenue(asset, AMOUNT)]));
		let paid = journey.block(|| succeed(Bob, pay(asset + 2, 4 * AMOUNT)));
		let at = System::block_number();
		assert!(fees(&paid, &id(Bob)) > 0);
		let mut blocks = 0;
		while stage(agreement) == Stage::Accepted {
			journey.block(|| ());
			blocks += 1;
			assert!(blocks < 10, "it never executes");
		}
		println!("over two levels: {} blocks after the payment", since(agreement) - at);
		assert_eq!((stage(agreement), controller(asset)), (Stage::Executed, id(Dave)));
		assert_eq!(Royalty::pool(asset, NATIVE).map(|pool| pool.inflow), Some(AMOUNT));
	});
}

#[test]
fn a_block_that_is_reached_executes_before_its_transactions() {
	on_chain(|journey| {
		let asset = work(journey);
		let at = System::block_number() + 5;
		let agreement = agree(journey, &deal(&[Right::Control(asset)], &[Clause::NotBefore(at)]));
		while System::block_number() + 1 < at {
			journey.block(|| assert_eq!(controller(asset), id(Eve)));
		}
		journey.block(|| {
			assert_eq!((System::block_number(), controller(asset)), (at, id(Dave)));
			succeed(Dave, Assets::retire { asset, grounds: Grounds::default() });
		});
		assert_eq!((stage(agreement), since(agreement)), (Stage::Executed, at));
	});
}

#[test]
fn the_deadline_is_the_last_block_that_counts_and_the_next_one_gives_everything_back() {
	on_chain(|journey| {
		let asset = work(journey);
		let before = (wealth(&id(Dave)), wealth(&id(Ferdie)));
		let terms = TheDeal {
			needed: 2,
			consideration: costs(AMOUNT + 1),
			deadline: System::block_number() + 5,
			..deal(
				&[Right::Control(asset)],
				&[revenue(asset, AMOUNT), Clause::Paid(native(AMOUNT + 7))],
			)
		};
		let mut spent = (0, 0);
		let made = journey.block(|| {
			succeed(Eve, propose(&terms));
			succeed(Dave, accept(0, &terms));
			succeed(Ferdie, Call::fund { agreement: 0, clause: 1 });
		});
		spent.0 += fees(&made, &id(Dave));
		spent.1 += fees(&made, &id(Ferdie));
		assert_eq!(wealth(&Rights::escrow()), 2 * AMOUNT + 8 + EXISTENTIAL_DEPOSIT);
		while System::block_number() < terms.deadline {
			assert_eq!(stage(0), Stage::Accepted);
			let made = journey.block(|| succeed(Bob, pay(asset, 1)));
			assert_eq!(of_rights(&made), []);
		}
		let made = journey.block(|| {
			// Before any transaction of the block.
			assert_eq!(stage(0), Stage::Expired);
			succeed(Bob, pay(asset, AMOUNT));
		});
		let paid = |account, amount| Event::PaidOut { account, currency: NATIVE, amount };
		let ended = Event::Expired { agreement: 0 };
		assert_eq!(
			of_rights(&made),
			[paid(id(Dave), AMOUNT + 1), paid(id(Ferdie), AMOUNT + 7), ended]
		);
		assert_eq!((since(0), controller(asset)), (terms.deadline + 1, id(Eve)));
		assert_eq!(wealth(&id(Dave)), before.0 - spent.0, "all but the fees");
		assert_eq!(wealth(&id(Ferdie)), before.1 - spent.1);
		assert_eq!(wealth(&Rights::escrow()), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_payment_in_the_block_of_the_deadline_still_crosses() {
	on_chain(|journey| {
		let asset = work(journey);
		let terms = TheDeal {
			deadline: System::block_number() + 4,
			..deal(&[Right::Control(asset)], &[revenue(asset, AMOUNT)])
		};
		let agreement = agree(journey, &terms);
		while System::block_number() + 1 < terms.deadline {
			journey.block(|| ());
		}
		journey.block(|| succeed(Bob, pay(asset, AMOUNT)));
		assert_eq!((stage(agreement), since(agreement)), (Stage::Executed, terms.deadline));
		journey.block(|| ());
		assert_eq!(stage(agreement), Stage::Executed, "and what was scheduled finds nothing to do");
	});
}

#[test]
fn what_review_found_invalid_fails_as_a_whole() {
	on_chain(|journey| {
		let (sound, invalid) = (work(journey), work(journey));
		let rights = [Right::Control(sound), Right::Control(invalid)];
		let terms = TheDeal {
			consideration: costs(AMOUNT),
			..deal(&rights, &[Clause::ApprovedBy(id(Charlie))])
		};
		let agreement = agree(journey, &terms);
		let before = wealth(&id(Dave));
		let made = journey.block(|| {
			let grounds = Grounds::default();
			let call = Assets::<Runtime>::invalidate { asset: invalid, grounds }.into();
			succeed(Alice, pallet_sudo::Call::<Runtime>::sudo { call: Box::new(call) });
			succeed(Charlie, Call::approve { agreement });
		});
		let error = Error::<Runtime>::AssetInvalidated.into();
		assert_eq!(of_rights(&made).last(), Some(&Event::Failed { agreement, error }));
		assert_eq!((stage(agreement), controller(sound)), (Stage::Failed, id(Eve)));
		assert_eq!(wealth(&id(Dave)) - before, AMOUNT);
		journey.block(|| {
			let to = id(Bob).into();
			succeed(Eve, Assets::transfer_control { asset: sound, to });
		});
	});
}
