//! Measures the calls, with what the other pallets of the runtime do in them. The worst case of a registration:
//! an edge to as many different parents as allowed, all optional fields of the declaration full, and a registrant
//! whose deposit has to be updated. Only what an edge costs that rests on somebody's permission is measured apart,
//! where permissions are: it is added once for each such edge.

use alloc::{vec, vec::Vec};

use animechain_primitives::{
	behaviour::ControlHook, record::MAX_RIGHTS_INFORMATION, AssetId, Authority, Basis, Contents,
	Declaration, Edge, Grounds, Intent, Mark, Marks, Purposes, Reason, Relation,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		dispatch::CheckIfFeeless,
		traits::{EnsureOrigin, Get, UnfilteredDispatchable},
	},
	frame_system::{self, pallet_prelude::OriginFor, RawOrigin},
	sp_core::H256,
	sp_runtime::{traits::StaticLookup, Permill},
};

use crate::{
	Call, Config, ControlHistory, Event, Heads, NextAssetId, Pallet, StandingHistory,
	StorageAccounts,
};

/// What the benchmarks need from outside this pallet.
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account money for any number of rows.
	fn endow(account: &AccountId);

	/// Lets in as many currencies as there can be, and pays an asset in `pools` of them. Does nothing where nobody
	/// is told when control moves.
	fn earn(asset: AssetId, pools: u32) {
		let _ = (asset, pools);
	}
}

fn registrant<T: Config>() -> T::AccountId {
	let account = whitelisted_caller();
	T::BenchmarkHelper::endow(&account);
	// The deposit exists from here on.
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
		intent: Intent { purposes: Purposes::ALL, commercial: true },
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

fn grounds() -> Grounds {
	Grounds { reason: Reason::Infringement, evidence: Some(H256::repeat_byte(4)) }
}

/// Withdraws an asset: the first row of its history.
fn withdrawn<T: Config>(account: &T::AccountId, asset: AssetId) {
	let origin = RawOrigin::Signed(account.clone()).into();
	Pallet::<T>::withdraw(origin, asset, grounds()).expect("not withdrawn yet; qed");
}

fn review<T: Config>() -> Result<OriginFor<T>, BenchmarkError> {
	T::ReviewOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// That the newest row of the history has exactly these marks, as the head.
fn assert_marks<T: Config>(asset: AssetId, marks: Marks) {
	let head = Heads::<T>::get(asset).expect("registered; qed");
	assert_eq!(head.marks, marks);
	let row = StandingHistory::<T>::get(asset, head.standing_changes - 1);
	assert_eq!(row.map(|change| change.marks), Some(marks));
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
		_(RawOrigin::Signed(account), asset, grounds());

		assert_marks::<T>(asset, Marks::NONE.with(Mark::Retired));
	}

	/// To an account that the chain has not seen. The asset was paid in `p` currencies, and neither side was
	/// settled before.
	#[benchmark]
	fn transfer_control(p: Linear<0, { T::ControlHook::most_pools() }>) {
		let controller = registrant::<T>();
		let asset = super::register_work::<T>(&controller);
		T::BenchmarkHelper::earn(asset, p);
		let heir: T::AccountId = account("heir", 0, 0);
		let address = T::Lookup::unlookup(heir.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(controller.clone()), asset, address);

		assert!(StorageAccounts::<T>::contains_key(&heir));
		assert!(ControlHistory::<T>::contains_key(asset, 0));
		let transfer = Event::<T>::ControlTransferred { asset, from: controller, to: heir };
		frame_system::Pallet::<T>::assert_has_event(transfer.into());
	}

	/// With the question whether it is free, which every withdrawal is asked before.
	#[benchmark]
	fn withdraw() {
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);
		let origin: OriginFor<T> = RawOrigin::Signed(account).into();
		let call = Call::<T>::withdraw { asset, grounds: grounds() };

		#[block]
		{
			assert!(call.is_feeless(&origin));
			call.dispatch_bypass_filter(origin).expect("not withdrawn yet; qed");
		}

		assert_marks::<T>(asset, Marks::NONE.with(Mark::Withdrawn));
	}

	#[benchmark]
	fn reinstate() {
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);
		withdrawn::<T>(&account, asset);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), asset, grounds());

		assert_marks::<T>(asset, Marks::NONE);
	}

	#[benchmark]
	fn quarantine() -> Result<(), BenchmarkError> {
		let origin = review::<T>()?;
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, grounds());

		assert_marks::<T>(asset, Marks::NONE.with(Mark::Quarantined));
		Ok(())
	}

	#[benchmark]
	fn lift_quarantine() -> Result<(), BenchmarkError> {
		let origin = review::<T>()?;
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);
		Pallet::<T>::quarantine(origin.clone(), asset, grounds()).expect("not yet; qed");

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, grounds());

		assert_marks::<T>(asset, Marks::NONE);
		Ok(())
	}

	#[benchmark]
	fn invalidate() -> Result<(), BenchmarkError> {
		let origin = review::<T>()?;
		let account = registrant::<T>();
		let asset = super::register_work::<T>(&account);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, grounds());

		assert_marks::<T>(asset, Marks::NONE.with(Mark::Invalidated));
		Ok(())
	}

	/// Of whose parents all have lost their standing; with the question whether it is free, which reads the same
	/// once more.
	#[benchmark]
	fn refresh(e: Linear<1, { T::MaxEdges::get() }>) {
		let account = registrant::<T>();
		let edges = edges(Relation::Includes, e, || super::register_work::<T>(&account));
		let parents: Vec<_> = edges.iter().map(|edge| edge.parent).collect();
		let origin: OriginFor<T> = RawOrigin::Signed(account.clone()).into();
		let asset = NextAssetId::<T>::get();
		Pallet::<T>::compose_dataset(origin.clone(), declaration(), edges).expect("valid; qed");
		for parent in &parents {
			withdrawn::<T>(&account, *parent);
		}
		let call = Call::<T>::refresh { asset };

		#[block]
		{
			assert!(call.is_feeless(&origin));
			call.dispatch_bypass_filter(origin).expect("affected; qed");
		}

		let cause = Heads::<T>::get(asset).and_then(|head| head.affected_by);
		assert_eq!(cause, parents.into_iter().min());
	}

	/// For an account that the chain has not seen.
	#[benchmark]
	fn sponsor_storage() {
		let sponsor = registrant::<T>();
		let beneficiary: T::AccountId = account("beneficiary", 0, 0);
		let address = T::Lookup::unlookup(beneficiary.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(sponsor), address, 1_000);

		let given = StorageAccounts::<T>::get(&beneficiary).map(|account| account.given);
		assert_eq!(given, Some(1_000));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
