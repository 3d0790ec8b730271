//! A runtime of this pallet, balances and nothing else.

use animechain_primitives::{
	merkle_sum::{Leaf, MerkleSumTree},
	AssetId, Authority, Basis, Contents, Declaration, Edge, Relation,
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, parameter_types,
		traits::{fungible::HoldConsideration, ConstU32, ConstU64, LinearStoragePrice},
	},
	frame_system, pallet_balances,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, Permill},
};

use crate::{self as pallet_provenance, Event};

pub type AccountId = u64;
pub type Balance = u64;

pub const STUDIO: AccountId = 1;
pub const STRANGER: AccountId = 2;
pub const POOR: AccountId = 3;

/// Enough for any test, little enough that a sum of it stays in 64 bits.
pub const ENDOWMENT: Balance = 1 << 40;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Provenance = pallet_provenance;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Balance>;
	type Block = frame_system::mocking::MockBlock<Test>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU64<1>;
}

parameter_types! {
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
	pub const DepositBase: Balance = 100;
	pub const DepositPerByte: Balance = 1;
}

impl pallet_provenance::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Endower;
	type MaxEdges = ConstU32<64>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
	>;
	type WeightInfo = ();
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Endower;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_provenance::BenchmarkHelper<AccountId> for Endower {
	fn endow(account: &AccountId) {
		use frame_support::traits::fungible::Mutate;
		Balances::set_balance(account, ENDOWMENT);
	}
}

/// Runs a test in block 1 with rich studio and stranger, and checks every invariant at its end.
pub fn run(test: impl FnOnce()) {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: vec![(STUDIO, ENDOWMENT), (STRANGER, ENDOWMENT), (POOR, 10)],
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is valid");
	TestExternalities::from(storage).execute_with(|| {
		System::set_block_number(1);
		test();
		Provenance::do_try_state().expect("every invariant holds");
	});
}

/// A new environment for the benchmarks' own tests.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> TestExternalities {
	frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the genesis is valid")
		.into()
}

pub fn declaration(content: u64) -> Declaration {
	Declaration {
		commitment: H256::from_low_u64_be(content),
		metadata: None,
		rights_information: None,
		basis: Basis::OptIn,
	}
}

pub fn edge(relation: Relation, parent: AssetId, percent: u32) -> Edge {
	let share = Permill::from_percent(percent);
	Edge { parent, relation, share, authority: Authority::Control }
}

/// A collection of `count` leaves with weights 1, 2, 3 and so on.
pub fn collection(count: u32) -> (Vec<Leaf<AccountId>>, MerkleSumTree, Contents) {
	let leaves: Vec<_> = (0..count)
		.map(|index| Leaf {
			index,
			commitment: H256::from_low_u64_be(index.into()),
			contributor: STUDIO,
			weight: u64::from(index) + 1,
		})
		.collect();
	let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
	let contents = Contents {
		root: tree.root().hash,
		leaves: count,
		weight: tree.root().weight,
		contributors_share: Permill::from_percent(80),
	};
	(leaves, tree, contents)
}

/// The studio's next asset of each kind, by the shortest way.
pub fn work() -> AssetId {
	registered(|| Provenance::register_work(RuntimeOrigin::signed(STUDIO), declaration(1), vec![]))
}

pub fn dataset(of: AssetId) -> AssetId {
	registered(|| {
		let edges = vec![edge(Relation::Includes, of, 10)];
		Provenance::compose_dataset(RuntimeOrigin::signed(STUDIO), declaration(2), edges)
	})
}

pub fn model(on: AssetId) -> AssetId {
	registered(|| {
		let edges = vec![edge(Relation::TrainedOn, on, 10)];
		Provenance::register_model(RuntimeOrigin::signed(STUDIO), declaration(3), edges)
	})
}

/// The id of the asset that a call registers.
pub fn registered(call: impl FnOnce() -> polkadot_sdk::sp_runtime::DispatchResult) -> AssetId {
	let id = Provenance::next_asset_id();
	assert_eq!(call(), Ok(()));
	id
}

/// The events of this pallet, oldest first; forgets them.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Provenance(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}
