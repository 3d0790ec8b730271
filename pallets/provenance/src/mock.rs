//! A runtime of this pallet, balances, and doubles for what it asks of others.

use std::collections::BTreeMap;

use animechain_primitives::{
	behaviour::{Admission, EdgePermission, EdgeRequest},
	merkle_sum::{Leaf, MerkleSumTree},
	AssetId, AssetKind, Authority, Basis, Composition, Contents, Declaration, Edge, Grounds,
	Intent, Purposes, Reason, Relation, Terms, MAX_EDGES,
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, ensure, parameter_types,
		traits::{fungible::HoldConsideration, ConstU32, ConstU64, LinearStoragePrice},
		weights::Weight,
	},
	frame_system::{self, EnsureRoot},
	pallet_balances,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_runtime::{BuildStorage, DispatchError, DispatchResult, Permill},
};

use crate::{self as pallet_provenance, weights::SubstrateWeight, Event, HeadOf, Heads};

pub type AccountId = u64;
pub type Balance = u64;
pub type BlockNumber = u64;

pub const STUDIO: AccountId = 1;
pub const STRANGER: AccountId = 2;
pub const POOR: AccountId = 3;
/// An account that the chain has never seen.
pub const UNSEEN: AccountId = 77;

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
	type Admission = Floor;
	type ControlHook = ();
	type MaxEdges = ConstU32<MAX_EDGES>;
	type MaxFreeRefreshes = ConstU32<64>;
	type Permission = Grantor;
	type Promises = ();
	type ReviewOrigin = EnsureRoot<AccountId>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Balance>,
	>;
	type WeightInfo = SubstrateWeight<Test>;
}

/// By authority: what it is for, what it grants, and the error with which it refuses to be used.
pub type GrantTable = BTreeMap<Authority, (AssetId, Terms<BlockNumber>, Option<DispatchError>)>;
/// What the permission was asked: registrant, parent, authority, purposes, commercial use, share.
pub type Request = (AccountId, AssetId, Authority, Purposes, bool, Permill);

// In storage: a call that fails undoes them, and every test starts without.
parameter_types! {
	pub storage Grants: GrantTable = GrantTable::new();
	pub storage Requests: Vec<Request> = Vec::new();
	pub storage ModelsRefused: bool = false;
	pub storage LastAdmitted: Option<(AssetKind, Composition)> = None;
}

/// What [`Floor`] says to a model while [`ModelsRefused`].
pub const NO_MODELS: DispatchError = DispatchError::Exhausted;
pub const EXERCISE_WEIGHT: Weight = Weight::from_parts(1_000_000_007, 70_001);

/// Permissions from a table.
pub struct Grantor;

impl EdgePermission<AccountId, BlockNumber> for Grantor {
	fn exercise(request: &EdgeRequest<'_, AccountId>) -> Result<Terms<BlockNumber>, DispatchError> {
		let EdgeRequest { registrant, parent, authority, purposes, commercial, share } = *request;
		let mut requests = Requests::get();
		requests.push((*registrant, parent, authority, purposes, commercial, share));
		Requests::set(&requests);
		match Grants::get().get(&authority) {
			Some((asset, terms, None)) if *asset == parent => Ok(*terms),
			Some((asset, _, Some(refusal))) if *asset == parent => Err(*refusal),
			_ => Err(DispatchError::Unavailable),
		}
	}

	fn granted(authority: Authority, parent: AssetId) -> Option<Terms<BlockNumber>> {
		let (asset, terms, _) = Grants::get().get(&authority).copied()?;
		(asset == parent).then_some(terms)
	}

	fn exercise_weight() -> Weight {
		EXERCISE_WEIGHT
	}
}

/// Lets everything in, and models only if it was not told otherwise.
pub struct Floor;

impl Admission for Floor {
	fn admit(kind: AssetKind, composition: &Composition) -> DispatchResult {
		LastAdmitted::set(&Some((kind, *composition)));
		ensure!(kind != AssetKind::Model || !ModelsRefused::get(), NO_MODELS);
		Ok(())
	}
}

/// Makes `authority` grant `terms` on `asset` from now on.
pub fn grant(authority: Authority, asset: AssetId, terms: Terms<BlockNumber>) {
	let mut grants = Grants::get();
	grants.insert(authority, (asset, terms, None));
	Grants::set(&grants);
}

/// Makes `authority` refuse to be used from now on. What it granted before stays granted.
pub fn refuse(authority: Authority, refusal: DispatchError) {
	let mut grants = Grants::get();
	grants.get_mut(&authority).expect("granted before").2 = Some(refusal);
	Grants::set(&grants);
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
		intent: Intent { purposes: Purposes::ALL, commercial: true },
	}
}

/// Grounds with evidence.
pub fn grounds(reason: Reason) -> Grounds {
	Grounds { reason, evidence: Some(H256::repeat_byte(reason as u8 + 1)) }
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn head(asset: AssetId) -> HeadOf<Test> {
	Heads::<Test>::get(asset).expect("registered")
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
		root: tree.root().digest,
		leaves: count,
		weight: tree.root().weight,
		contributors_share: Permill::from_percent(80),
	};
	(leaves, tree, contents)
}

/// The studio's next asset of each kind, by the shortest way.
pub fn work() -> AssetId {
	registered(|| Provenance::register_work(signed(STUDIO), declaration(1), vec![]))
}

pub fn dataset(of: AssetId) -> AssetId {
	registered(|| {
		let edges = vec![edge(Relation::Includes, of, 10)];
		Provenance::compose_dataset(signed(STUDIO), declaration(2), edges)
	})
}

pub fn model(on: AssetId) -> AssetId {
	registered(|| {
		let edges = vec![edge(Relation::TrainedOn, on, 10)];
		Provenance::register_model(signed(STUDIO), declaration(3), edges)
	})
}

pub fn output(by: AssetId) -> AssetId {
	registered(|| {
		let edges = vec![edge(Relation::GeneratedBy, by, 10)];
		Provenance::register_output(signed(STUDIO), declaration(4), None, edges)
	})
}

/// Anybody's attempt to register an asset of any kind.
pub fn register(
	who: AccountId,
	kind: AssetKind,
	declared: Declaration,
	edges: Vec<Edge>,
) -> DispatchResult {
	let origin = signed(who);
	match kind {
		AssetKind::Work => Provenance::register_work(origin, declared, edges),
		AssetKind::Dataset => Provenance::compose_dataset(origin, declared, edges),
		AssetKind::Model => Provenance::register_model(origin, declared, edges),
		AssetKind::Output => Provenance::register_output(origin, declared, None, edges),
	}
}

/// The id of the asset that a call registers.
pub fn registered(call: impl FnOnce() -> DispatchResult) -> AssetId {
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
