//! What agreements take of a block.

use animechain_primitives::rights::{MAX_CLAUSES, MAX_RIGHTS};
use animechain_runtime::{
	configs::{governance::MaximumSchedulerWeight, system::RuntimeBlockWeights},
	constants::MAXIMUM_BLOCK_WEIGHT,
};
use pallet_rights::WeightInfo;
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, GetDispatchInfo, Pays},
		traits::{Get, GetCallName},
	},
	pallet_scheduler,
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		Permill,
	},
};

use super::*;

type Weights = <Runtime as pallet_rights::Config>::WeightInfo;

/// Agreements that all end in the same block.
const CROWD: u64 = 24;

fn calls() -> Vec<Call<Runtime>> {
	let rights = [Right::Control(0); MAX_RIGHTS as usize];
	let clauses = [const { Clause::NotBefore(9) }; MAX_CLAUSES as usize];
	let terms = TheDeal { consideration: costs(AMOUNT), ..deal(&rights, &clauses) };
	vec![
		propose(&terms),
		accept(0, &terms),
		Call::cancel { agreement: 0 },
		Call::approve { agreement: 0 },
		Call::fund { agreement: 0, clause: 0 },
		Call::poke { agreement: 0 },
		Call::collect { currency: NATIVE },
		Call::list {
			right: Right::Control(0),
			price: native(AMOUNT),
			revenue: Permill::one(),
			buyer: None,
			until: None,
		},
		Call::unlist { listing: 0 },
		Call::buy { listing: 0, max_price: native(AMOUNT) },
	]
}

#[test]
fn every_call_fits_into_a_block_and_is_paid_for() {
	on_chain(|_| {
		let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).clone();
		let most = normal.max_extrinsic.expect("transactions have a limit");
		let calls = calls();
		let names: std::collections::BTreeSet<_> =
			calls.iter().map(GetCallName::get_call_name).collect();
		let all = <Call<Runtime> as GetCallName>::get_call_names();
		assert_eq!(names.len(), all.len(), "a call is missing here");
		for call in calls {
			let info = RuntimeCall::from(call.clone()).get_dispatch_info();
			assert_eq!((info.class, info.pays_fee), (DispatchClass::Normal, Pays::Yes), "{call:?}");
			assert!(info.call_weight.all_lte(most), "{} of {most}: {call:?}", info.call_weight);
			assert!(info.call_weight.ref_time() > 0 && info.call_weight.proof_size() > 0);
		}
		// Who pays does not pay for what follows, so that a batch holds many payments.
		let payment = RuntimeCall::from(pay(0, 1)).get_dispatch_info().call_weight;
		assert!((payment * 50).all_lte(most), "{payment}");
		assert!(Rights::execution_weight().all_lte(most));
	});
}

#[test]
fn what_is_ready_fits_into_the_part_of_a_block_that_transactions_cannot_take() {
	let weights = RuntimeBlockWeights::get();
	let transactions = weights.get(DispatchClass::Normal).max_total.expect("limited");
	let room = MAXIMUM_BLOCK_WEIGHT - transactions - weights.base_block;
	let one = Rights::execution_weight() + Weights::next_ready() * 2;
	println!("an execution takes {one}, of {room} that are left of a full block");
	assert!(one.all_lte(room));
	let poke = RuntimeCall::from(Call::<Runtime>::poke { agreement: 0 }).get_dispatch_info();
	let most = MaximumSchedulerWeight::get();
	println!("a scheduled look takes {}, of {most}", poke.call_weight);
	assert!((poke.call_weight * 2).all_lte(most), "or it would never be done");
}

/// One payment makes as many ready as can wait for it, in a block that is full of other payments.
#[test]
fn in_a_block_full_of_payments_everything_that_became_ready_executes_soon() {
	on_chain(|journey| {
		let asset = work(journey);
		let most = <Runtime as pallet_rights::Config>::MaxWaiting::get();
		let all: Vec<_> = (0..most)
			.map(|index| {
				let right = Right::Shares { asset, units: 1 };
				let amount = AMOUNT + Amount::from(index);
				agree(journey, &deal(&[right], &[revenue(asset, amount)]))
			})
			.collect();
		let mut payments = 0;
		let made = journey.block(|| loop {
			match send(Bob, pay(asset, if payments == 0 { 2 * AMOUNT } else { 1 })) {
				Ok(result) => assert_eq!(result, Ok(())),
				Err(error) => {
					let full = InvalidTransaction::ExhaustsResources;
					assert_eq!(error, TransactionValidityError::Invalid(full));
					break;
				},
			}
			payments += 1;
		});
		assert!((made.taken + made.idle).all_lte(MAXIMUM_BLOCK_WEIGHT));
		let first = System::block_number();
		let executed =
			|| all.iter().filter(|number| stage(**number) == Stage::Executed).count() as u32;
		let at_once = executed();
		assert!(at_once >= 1, "the block has room for one, however many payments are in it");
		let mut blocks = 0;
		while executed() < most {
			journey.block(|| ());
			blocks += 1;
			assert!(blocks < 10, "{} of {most}", executed());
		}
		println!(
			"{payments} payments in block {first}: {at_once} of {most} in it, all {blocks} later"
		);
		assert_eq!(Royalty::units(asset, id(Dave)), most);
	});
}

/// More than a block has room for end some blocks later, each once, and pay everything back.
#[test]
fn many_agreements_that_end_in_one_block_end_in_a_few() {
	on_chain(|journey| {
		let assets: Vec<_> = (0..CROWD).map(|_| work(journey)).collect();
		let before = wealth(&Rights::escrow());
		let deadline = System::block_number() + 2 * CROWD as BlockNumber;
		for asset in assets {
			let clauses = [revenue(asset, AMOUNT)];
			let terms = deal(&[Right::Control(asset)], &clauses);
			agree(journey, &TheDeal { consideration: costs(AMOUNT), deadline, ..terms });
		}
		assert_eq!(wealth(&Rights::escrow()) - before, Amount::from(CROWD) * AMOUNT);
		let agenda = pallet_scheduler::Agenda::<Runtime>::get(deadline + 1);
		assert_eq!(agenda.len() as u64, CROWD);
		let mut ended = Vec::new();
		let mut blocks = 0;
		while (ended.len() as u64) < CROWD {
			let made = journey.block(|| ());
			assert!(made.taken.all_lte(MAXIMUM_BLOCK_WEIGHT));
			let over = of_rights(&made).into_iter().filter_map(|event| match event {
				Event::Expired { agreement } => Some(agreement),
				_ => None,
			});
			ended.extend(over);
			if !ended.is_empty() {
				blocks += 1;
			}
			assert!(System::block_number() < deadline + 20);
		}
		println!("{CROWD} deadlines in one block: done in {blocks}");
		assert_eq!(ended, (0..CROWD).collect::<Vec<_>>(), "in the order of their acceptance");
		assert_eq!(wealth(&Rights::escrow()), before);
	});
}
