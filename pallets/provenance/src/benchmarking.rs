//! Measures the calls. The worst case of a registration: an edge to as many different parents as allowed,
//! all optional fields of the declaration full, and a registrant whose ticket has to be updated.

use alloc::{vec, vec::Vec};

use animechain_primitives::{
	record::MAX_RIGHTS_INFORMATION, AssetId, Authority, Basis, Contents, Declaration, Edge,
	Relation,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::traits::Get,
	frame_system::RawOrigin,
	sp_core::H256,
	sp_runtime::{traits::StaticLookup, Permill},
};

use crate::{Call, Config, Event, Heads, NextAssetId, Pallet};

/// What the benchmarks need from outside this pallet.
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account money for any number of rows.
	fn endow(account: &AccountId);
}

fn registrant<T: Config>() -> T::AccountId {
	let account = whitelisted_caller();
	T::BenchmarkHelper::endow(&account);
	// The ticket exists from here on.
	register_work::<T>(&account);
	account
}

fn declaration() -> Declaration {
	let rights_information = vec![1; MAX_RIGHTS_INFORMATION as usize];
	Declaration {
		commitment: H256::repeat_byte(1),
		metadata: Some(H256::repeat_byte(2)),
		rights_information: Some(rights_information.try_into().expect("as long as allowed; qed")),
		basis: Basis::OptIn,
	}
}

fn contents(leaves: u32) -> Contents {
	let weight = u64::from(leaves);
	Contents { root: H256::repeat_byte(3), leaves, weight, contributors_share: Permill::one() }
}

fn register_work<T: Config>(account: &T::AccountId) -> AssetId {
	let id = NextAssetId::<T>::get();
	let origin = RawOrigin::Signed(account.clone()).into();
	Pallet::<T>::register_work(origin, declaration(), vec![]).expect("valid; qed");
	id
}

fn register_model<T: Config>(account: &T::AccountId) -> AssetId {
	let id = NextAssetId::<T>::get();
	let origin = RawOrigin::Signed(account.clone()).into();
	Pallet::<T>::register_model(origin, declaration(), vec![]).expect("valid; qed");
	id
}

fn edges(relation: Relation, count: u32, parent: impl Fn() -> AssetId) -> Vec<Edge> {
	let share = Permill::from_parts(1);
	let authority = Authority::Control;
	(0..count).map(|_| Edge { parent: parent(), relation, share, authority }).collect()
}

fn assert_registered<T: Config>() {
	let asset = NextAssetId::<T>::get() - 1;
	assert!(Heads::<T>::contains_key(asset));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_work(e: Linear<0, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::DerivedFrom, e, || super::register_work::<T>(&account));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), declaration(), edges);

		assert_registered::<T>();
	}

	#[benchmark]
	fn register_collection(e: Linear<0, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::DerivedFrom, e, || super::register_work::<T>(&account));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), declaration(), contents(1 << 20), edges);

		assert_registered::<T>();
	}

	/// Not a call: `register_collection` with a varying number of leaves, to show that it costs nothing.
	#[benchmark(extra)]
	fn register_collection_by_leaves(l: Linear<1, { 1 << 20 }>) {
		let account = registrant::<T>();
		let origin = RawOrigin::Signed(account).into();

		#[block]
		{
			Pallet::<T>::register_collection(origin, declaration(), contents(l), vec![])
				.expect("valid; qed");
		}

		assert_registered::<T>();
	}

	#[benchmark]
	fn compose_dataset(e: Linear<1, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::Includes, e, || super::register_work::<T>(&account));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), declaration(), edges);

		assert_registered::<T>();
	}

	#[benchmark]
	fn register_model(e: Linear<0, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::TrainedOn, e, || super::register_work::<T>(&account));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), declaration(), edges);

		assert_registered::<T>();
	}

	#[benchmark]
	fn register_output(e: Linear<1, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::GeneratedBy, e, || super::register_model::<T>(&account));

		#[extrinsic_call]
		_(RawOrigin::Signed(account), declaration(), Some(contents(1)), edges);

		assert_registered::<T>();
	}

	#[benchmark]
	fn retire() {
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), asset);

		assert!(Heads::<T>::get(asset).is_some_and(|head| !head.standing.is_clear()));
	}

	#[benchmark]
	fn transfer_control() {
		let controller = registrant::<T>();
		let asset = super::register_work::<T>(&controller);
		let heir: T::AccountId = account("heir", 0, 0);
		let address = T::Lookup::unlookup(heir.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(controller.clone()), asset, address);

		let transfer = Event::<T>::ControlTransferred { asset, from: controller, to: heir };
		polkadot_sdk::frame_system::Pallet::<T>::assert_last_event(transfer.into());
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
