//! What readers ask, and what a payment weighs.

use animechain_primitives::{behaviour::RevenueHook, consent::ListError};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		traits::Get,
		weights::{RuntimeDbWeight, Weight},
	},
	sp_runtime::traits::Dispatchable,
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

fn idle_weight() -> Weight {
	<Rights as RevenueHook<AccountId>>::idle_weight()
}

fn met_weight() -> Weight {
	<Rights as RevenueHook<AccountId>>::came_in_weight()
}

fn act_weight() -> Weight {
	<Rights as RevenueHook<AccountId>>::act_weight()
}

/// The cost of a payment that nothing waits for is one read, and no write.
#[test]
fn a_payment_that_nothing_waits_for_costs_one_read_more() {
	use pallet_royalty::WeightInfo as _;
	run(|| {
		let asset = work();
		let plain = pallet_royalty::weights::SubstrateWeight::<Test>::pay();
		let (before, after) = weights(asset, 100);
		assert_eq!(before, plain + met_weight() + act_weight());
		assert_eq!(after, Some(plain + idle_weight()));
		type Db = <Test as polkadot_sdk::frame_system::Config>::DbWeight;
		let one_read = <Db as Get<RuntimeDbWeight>>::get().reads(1);
		assert!(idle_weight().ref_time() <= one_read.ref_time() + 1_000_000);
		// Of another asset, or in another currency, something waits.
		let other = work();
		draft(&[control(other)], &[revenue(other, 1_000)]).agree();
		let native = TheClause::RevenueAtLeast { asset, currency: NATIVE, amount: 10 };
		draft(&[control(asset)], &[native]).agree();
		assert_eq!(weights(asset, 100).1, Some(plain + idle_weight()));
	});
}

/// What moves and what waited is paid for, not the most that there can be.
#[test]
fn a_payment_that_executes_weighs_what_moves() {
	use crate::WeightInfo;
	use pallet_royalty::WeightInfo as _;
	type Weights = <Test as crate::Config>::WeightInfo;
	run(|| {
		let asset = work();
		draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		let told = pallet_royalty::weights::SubstrateWeight::<Test>::pay() + met_weight();
		let (before, after) = weights(asset, 100);
		assert_eq!(
			(before, after),
			(told + Weights::execute(), Some(told + Weights::end(1, 1, 0)))
		);
		// One that is not executed by the call weighs nothing of it, one that expires moves nothing.
		let agreed = draft(&[control(work())], &[approved(), not_before(5)]).agree();
		let approval = Rights::approve(signed(CLERK), agreed).expect("asked for").actual_weight;
		assert_eq!(approval, Some(Weights::approve().saturating_sub(Weights::execute())));
		System::set_block_number(21);
		let late = draft(&[control(work())], &[approved()]).until(30).agree();
		System::set_block_number(31);
		let end = Rights::poke(signed(NOBODY), late).expect("it is late").actual_weight;
		let poke = Weights::poke().saturating_sub(Weights::execute());
		assert_eq!(end, Some(poke + Weights::end(0, 1, 0)));
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
		let part = block / 5;
		for weight in [
			Weights::propose(),
			Weights::accept(),
			Weights::approve(),
			Weights::fund(),
			Weights::poke(),
			Weights::buy(),
			Weights::execute(),
		] {
			println!("{weight:?}");
			assert!(weight.all_lte(part), "{weight:?}");
		}
		assert!(weights(work(), 100).0.all_lte(part));
	});
}
