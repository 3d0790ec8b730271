//! What this chain is for: assets and their ancestry.

use polkadot_sdk::*;

use animechain_primitives::MAX_EDGES;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, LinearStoragePrice},
};

use frame_system::EnsureRoot;

use crate::{
	params::dynamic::provenance::{StorageDepositBase, StorageDepositPerByte},
	AccountId, Balance, Balances, Consent, Rights, Royalty, Runtime, RuntimeHoldReason,
};

parameter_types! {
	/// Why the deposit for an asset's rows is held.
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
}

impl pallet_provenance::Config for Runtime {
	type Admission = Consent;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
	type ControlHook = Royalty;
	type MaxEdges = ConstU32<MAX_EDGES>;
	// A fan-out of 10,000 children is told within 40 blocks; 256 heads take less than a tenth of one.
	type MaxFreeRefreshes = ConstU32<256>;
	type Permission = Consent;
	type Promises = Rights;
	type ReviewOrigin = EnsureRoot<AccountId>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<StorageDepositBase, StorageDepositPerByte, Balance>,
	>;
	type WeightInfo = pallet_provenance::weights::SubstrateWeight<Self>;
}
