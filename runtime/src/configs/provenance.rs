//! What this chain is for. The only place that names two of our pallets together.

use polkadot_sdk::*;

use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU32, LinearStoragePrice},
};

use crate::{
	params::dynamic::provenance::{StorageDepositBase, StorageDepositPerByte},
	AccountId, Balance, Balances, Runtime, RuntimeHoldReason,
};

parameter_types! {
	/// Why the deposit for an asset's rows is held.
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
}

impl pallet_provenance::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::ProvenanceHelper;
	type MaxEdges = ConstU32<64>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<StorageDepositBase, StorageDepositPerByte, Balance>,
	>;
	type WeightInfo = pallet_provenance::weights::SubstrateWeight<Self>;
}
