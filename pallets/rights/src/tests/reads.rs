//! What readers ask, and what a payment weighs.

use animechain_primitives::{behaviour::RevenueHook, consent::ListError, rights::Stage};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		traits::{Get, Hooks},
		weights::Weight,
	},
	frame_system::{self, limits::BlockWeights},
	sp_runtime::{traits::Dispatchable, Perbill},
};

use crate::{mock::*, AgreementsByParty};

#[test]
fn agreements_of_a_party_are_listed_in_pages() {
	run(|| {
		let of = |to| draft(&[control(work())], &[approved()]).between(STUDIO, to).propose();
		let mut theirs: Vec<_> = (0..7)
			.map(|_| {
				of(BUYER);
				of(COMMITTEE)
			})
			.collect();
		let (mut found, mut after, mut pages) = (vec![], None, 0);
		loop {
			let page = Rights::agreements_of(COMMITTEE, after, 3).expect("valid");
			assert!(page.rows.len() <= 3);
			for (id, row) in &page.rows {
				assert_eq!(Some(row), Rights::agreement(*id).as_ref());
			}
			found.extend(page.rows.into_iter().map(|(id, _)| id));
			pages += 1;
			after = match page.next {
				None => break,
				next => next,
			};
		}
		found.sort_unstable();
		theirs.sort_unstable();
		assert_eq!((found, pages), (theirs, 3));
		let all = Rights::agreements_of(STUDIO, None, 14).expect("valid");
		assert_eq!((all.rows.len(), all.next), (14, None));
		let none = Rights::agreements_of(CLERK, None, 256).expect("valid");
		assert_eq!((none.rows.len(), none.next), (0, None));
		let error = |limit| Rights::agreements_of(STUDIO, None, limit).err();
		assert_eq!(error(0), Some(ListError::LimitOutOfRange));
		assert_eq!(error(257), Some(ListError::LimitOutOfRange));
		assert_eq!(error(256), None);
	});
}

/// A cursor is a place in the list, whatever stands there.
#[test]
fn a_cursor_that_is_nobodys_agreement_harms_nobody() {
	run(|| {
		let ids: Vec<_> =
			(0..5).map(|_| draft(&[control(work())], &[approved()]).propose()).collect();
		let others = draft(&[control(work_of(BUYER))], &[approved()]);
		let other = others.between(BUYER, CLERK).propose();
		for after in [other, 99] {
			let page = Rights::agreements_of(STUDIO, Some(after), 256).expect("valid");
			assert!(page.rows.iter().all(|(id, _)| ids.contains(id)) && page.next.is_none());
		}
		assert_eq!(AgreementsByParty::<Test>::iter_prefix(STUDIO).count(), 5);
	});
}

#[test]
fn listings_are_listed_by_number() {
	run(|| {
		let asset = work();
		for _ in 0..7 {
			sale(STUDIO, shares(asset, 1), 50);
		}
		assert_ok!(buy(2));
		assert_ok!(Rights::unlist(signed(STUDIO), 4));
		let page = |from, limit| {
			let page = Rights::listings(from, limit).expect("valid");
			(page.rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(0, 256), (vec![0, 1, 3, 5, 6], None));
		assert_eq!(page(0, 3), (vec![0, 1], Some(3)));
		assert_eq!(page(3, 3), (vec![3, 5], Some(6)));
		assert_eq!(page(6, 3), (vec![6], None));
		assert_eq!(page(4, 1), (vec![], Some(5)));
		assert_eq!(page(4, 3), (vec![5, 6], None));
		assert_eq!(page(7, 3), (vec![], None));
		assert_eq!(page(u64::MAX, 3), (vec![], None));
		let error = |limit| Rights::listings(0, limit).err();
		assert_eq!(error(0), Some(ListError::LimitOutOfRange));
		assert_eq!(error(257), Some(ListError::LimitOutOfRange));
	});
}

#[test]
fn single_rows_are_told() {
	run(|| {
		let asset = work();
		assert_eq!((Rights::agreement(0), Rights::deal_digest(0)), (None, None));
		let id = draft(&[control(asset)], &[approved(), revenue(asset, 200)]).agree();
		let other = draft(&[control(work())], &[revenue(asset, 100)]).agree();
		assert_eq!(Rights::agreement(id), crate::Agreements::<Test>::get(id));
		let genesis = System::block_hash(0);
		assert_eq!(Rights::deal_digest(id), Some(row(id).deal.digest(&genesis, id)));
		let rows = Rights::thresholds(asset, COIN);
		assert_eq!(waiting(asset, COIN), [(100, other), (200, id)]);
		assert_eq!(rows.iter().map(|row| row.clause).collect::<Vec<_>>(), [0, 1]);
		assert!(rows.iter().all(|row| (row.from, row.to) == (STUDIO, COMMITTEE)));
		assert!(Rights::thresholds(asset, NATIVE).is_empty());
		assert_eq!(Rights::kept(STUDIO, COIN), 0);
	});
}

/// A payment as it is dispatched: what it weighs before, and after.
fn weights(asset: u64, amount: u128) -> (Weight, Option<Weight>) {
	let call = RuntimeCall::Royalty(pallet_royalty::Call::pay {
		asset,
		currency: COIN,
		amount,
		reference: None,
	});
	let before = call.get_dispatch_info().call_weight;
	let PostDispatchInfo { actual_weight, .. } = call.dispatch(signed(BUYER)).expect("it is paid");
	(before, actual_weight)
}

fn met_weight() -> Weight {
	<Rights as RevenueHook<AccountId>>::came_in_weight()
}

/// A payment that nothing waits for costs nothing for that, and one into a pool that is there costs less than the
/// first.
#[test]
fn a_payment_costs_what_it_met() {
	use pallet_royalty::{weights::SubstrateWeight, WeightInfo as _};
	type Weights = SubstrateWeight<Test>;
	run(|| {
		let asset = work();
		let (before, after) = weights(asset, 100);
		assert_eq!(before, Weights::pay() + met_weight());
		assert_eq!(after, Some(Weights::pay()));
		assert_eq!(weights(asset, 100), (before, Some(Weights::pay_again())));
		assert!(Weights::pay_again().all_lte(Weights::pay()));
		// Of another asset, or in another currency, something waits.
		let other = work();
		draft(&[control(other)], &[revenue(other, 1_000)]).agree();
		let native = TheClause::RevenueAtLeast { asset, currency: NATIVE, amount: 10 };
		draft(&[control(asset)], &[native]).agree();
		assert_eq!(weights(asset, 100).1, Some(Weights::pay_again()));
	});
}

/// Who pays is charged for meeting a condition, and not for what follows. Whoever ends an agreement in a call is
/// charged for what moves and what waited, not for the most that there can be.
#[test]
fn an_end_weighs_what_moves_and_a_payment_nothing_of_it() {
	use crate::WeightInfo;
	use pallet_royalty::WeightInfo as _;
	type Weights = <Test as crate::Config>::WeightInfo;
	// Of one right, with as many clauses that are watched, and this many payments.
	let ended = |watched, paid| Weights::end(1, watched) + Weights::pay_out(paid);
	run(|| {
		let asset = work();
		let ready = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		let told = pallet_royalty::weights::SubstrateWeight::<Test>::pay() + met_weight();
		assert_eq!(weights(asset, 100), (told, Some(told)));
		assert!(is_ready(ready));
		let end = Rights::poke(signed(NOBODY), ready).expect("it is ready").actual_weight;
		assert_eq!(end, Some(Weights::poke() + ended(1, 0) + Weights::move_rights(1)));
		assert_eq!(stage(ready), Stage::Executed);
		// One that is not executed by the call weighs nothing of it, one that expires moves nothing.
		let agreed = draft(&[control(work())], &[approved(), not_before(5)]).agree();
		let approval = Rights::approve(signed(CLERK), agreed).expect("asked for").actual_weight;
		assert_eq!(approval, Some(Weights::approve()));
		System::set_block_number(21);
		let late = draft(&[control(work())], &[approved()]).until(30).agree();
		System::set_block_number(31);
		let end = Rights::poke(signed(NOBODY), late).expect("it is late").actual_weight;
		assert_eq!(end, Some(Weights::poke() + ended(0, 0)));
	});
}

/// Accepting is charged for what was agreed on, and for the end only if it came at once.
#[test]
fn an_acceptance_weighs_what_is_locked_and_what_it_ended() {
	use crate::WeightInfo;
	type Weights = <Test as crate::Config>::WeightInfo;
	run(|| {
		let accepting = |id| {
			let accepted = Rights::accept(signed(COMMITTEE), id, terms(id));
			accepted.expect("it is proposed").actual_weight
		};
		let rights = [control(work()), shares(work(), 1)];
		let waits = draft(&rights, &[approved(), not_before(5)]).costs(COIN, 50).propose();
		assert_eq!(accepting(waits), Some(Weights::accept(2, 2, 1)));
		let asset = work();
		certify(asset);
		let certified = draft(&[control(asset)], &[TheClause::Certified(asset)]).propose();
		let ended = Weights::end(1, 0) + Weights::pay_out(0) + Weights::move_rights(1);
		assert_eq!(accepting(certified), Some(Weights::accept(1, 1, 0) + ended));
		assert_eq!(stage(certified), Stage::Executed);
	});
}

/// What is handed on to an asset whose revenue is awaited weighs telling of it.
#[test]
fn handing_revenue_on_weighs_telling_who_waits_for_it() {
	run(|| {
		let parent = work();
		let child = derived(parent, percent(50));
		let handed_on = || {
			pay(child, COIN, 100);
			Royalty::on_idle(System::block_number(), Weight::MAX)
		};
		handed_on();
		let alone = handed_on();
		draft(&[control(parent)], &[revenue(parent, 1_000)]).agree();
		assert_eq!(handed_on(), alone + met_weight());
	});
}

#[test]
fn the_part_of_a_block_for_executing_has_room_for_any_agreement() {
	run(Rights::integrity_test);
}

/// What is ready is looked for before it is executed: a block with room for executing alone is too small.
#[test]
#[should_panic(expected = "executing needs")]
fn a_part_of_a_block_without_room_to_look_for_what_is_ready_is_refused() {
	run(|| {
		let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let block = limits.max_block;
		let executing = Rights::execution_weight();
		let (part, whole) = (u128::from(executing.ref_time()), u128::from(block.ref_time()));
		let parts = (part * 1_000_000_000).div_ceil(whole);
		ExecutionShare::set(Perbill::from_parts(parts as u32));
		assert!(executing.all_lte(ExecutionShare::get() * block));
		Rights::integrity_test();
	});
}

/// All calls of this pallet fit into what scheduled calls may take of a block, and into a block.
#[test]
fn no_call_weighs_more_than_a_block_has() {
	run(|| {
		use crate::WeightInfo;
		type Weights = <Test as crate::Config>::WeightInfo;
		// A relay chain gives a block two seconds and ten megabytes.
		let block = Weight::from_parts(2_000_000_000_000, 10 << 20);
		let part = block / 4;
		for weight in [
			Weights::propose(4, 8),
			Weights::accept(4, 8, 1) + Rights::execution_weight(),
			Weights::approve() + Rights::execution_weight(),
			Weights::fund() + Rights::execution_weight(),
			Weights::poke() + Rights::execution_weight(),
			Weights::buy(8),
			Rights::execution_weight(),
		] {
			println!("{weight:?}");
			assert!(weight.all_lte(part), "{weight:?}");
		}
		assert!(weights(work(), 100).0.all_lte(part));
	});
}

/// A sale declares as many pools as there can be and a first payment, and gives back what it did not meet.
#[test]
fn a_sale_weighs_the_pools_that_it_settled() {
	use crate::WeightInfo;
	use animechain_primitives::behaviour::RoyaltySink;
	use pallet_royalty::WeightInfo as _;
	type Weights = <Test as crate::Config>::WeightInfo;
	type Royalties = pallet_royalty::weights::SubstrateWeight<Test>;
	run(|| {
		let asset = work();
		let buy = |listing| {
			let call = crate::Call::<Test>::buy { listing, max_price: price(COIN, 1_000) };
			let declared = call.get_dispatch_info().call_weight;
			let done = RuntimeCall::from(call).dispatch(signed(BUYER)).expect("it is for sale");
			let took = done.actual_weight.expect("told");
			assert!(took.all_lte(declared));
			assert_eq!(
				declared,
				Weights::buy(8) + <Royalty as RoyaltySink<AccountId>>::pay_weight()
			);
			took
		};
		let free_of_revenue = sale(STUDIO, shares(asset, 1), 1_000);
		assert_eq!(buy(free_of_revenue), Weights::buy(0));
		let half =
			|asset| offer_for_sale(STUDIO, shares(asset, 1), price(COIN, 1_000), percent(50));
		assert_eq!(buy(half(asset)), Weights::buy(1) + Royalties::pay());
		assert_eq!(buy(half(asset)), Weights::buy(1) + Royalties::pay_again());
	});
}
