//! The barrier: nothing unpaid from strangers.

mod common;

use animechain_runtime::{configs::xcm::Barrier, RuntimeCall};
use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	staging_xcm::latest::prelude::*,
	staging_xcm_executor::traits::{Properties, ShouldExecute},
};

fn enters(origin: impl Into<Location>, message: Xcm<RuntimeCall>) -> bool {
	let mut properties = Properties { weight_credit: Weight::zero(), message_id: None };
	let weight = Weight::from_parts(1_000_000, 1_000);
	let mut instructions = message.0;
	common::genesis(DEV_RUNTIME_PRESET).execute_with(|| {
		Barrier::should_execute(&origin.into(), &mut instructions, weight, &mut properties).is_ok()
	})
}

fn sibling() -> Location {
	Location::new(1, [Parachain(2_001)])
}

fn somebody() -> Location {
	Location::new(1, [Parachain(2_001), AccountId32 { network: None, id: [7; 32] }])
}

fn unpaid() -> Xcm<RuntimeCall> {
	Xcm(vec![UnpaidExecution { weight_limit: Unlimited, check_origin: None }, ClearOrigin])
}

fn paid() -> Xcm<RuntimeCall> {
	let fees: Asset = (Location::here(), 1_000_000_000_000_u128).into();
	Xcm(vec![
		WithdrawAsset(fees.clone().into()),
		BuyExecution { fees, weight_limit: Unlimited },
		RefundSurplus,
	])
}

#[test]
fn strangers_pay() {
	for stranger in [sibling(), somebody(), Location::new(2, [GlobalConsensus(Kusama)])] {
		assert!(!enters(stranger.clone(), unpaid()), "{stranger:?} asks for free execution");
		assert!(!enters(stranger.clone(), Xcm(vec![ClearOrigin])), "{stranger:?} says nothing");
		assert!(enters(stranger.clone(), paid()), "{stranger:?} pays");
	}
}

#[test]
fn chains_subscribe_to_our_version_and_accounts_do_not() {
	let subscribe = || {
		let max_response_weight = Weight::zero();
		Xcm(vec![SubscribeVersion { query_id: 1, max_response_weight }])
	};
	assert!(enters(Location::parent(), subscribe()));
	assert!(enters(sibling(), subscribe()));
	assert!(!enters(somebody(), subscribe()));
}

#[test]
fn the_relay_chain_is_no_place_for_our_reserves() {
	let (assets, xcm) = (Wild(All), Xcm(vec![]));
	for transfer in [
		DepositReserveAsset { assets: assets.clone(), dest: Location::parent(), xcm: xcm.clone() },
		InitiateReserveWithdraw { assets, reserve: Location::parent(), xcm },
	] {
		let mut message = paid();
		message.0.push(transfer.clone());
		assert!(!enters(sibling(), message.clone()), "{transfer:?}");
		// Nor inside another instruction.
		let wrapped = SetAppendix(Xcm(vec![transfer]));
		*message.0.last_mut().expect("it was pushed") = wrapped;
		assert!(!enters(sibling(), message));
	}
}

#[test]
fn nobody_borrows_the_relay_chains_name() {
	// Descending is how an origin becomes narrower; a sibling cannot become the relay chain by it.
	let descended = Xcm(vec![
		DescendOrigin([AccountId32 { network: None, id: [7; 32] }].into()),
		UnpaidExecution { weight_limit: Unlimited, check_origin: None },
	]);
	assert!(!enters(sibling(), descended.clone()));
	// Neither may somebody on the relay chain run unpaid because the relay chain may.
	assert!(!enters(Location::parent(), descended));
}

#[test]
fn the_relay_chain_runs_unpaid_when_it_says_so() {
	assert!(enters(Location::parent(), unpaid()));
	assert!(!enters(Location::parent(), Xcm(vec![ClearOrigin])));
}
