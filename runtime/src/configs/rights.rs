//! Rights that move at once, or when their conditions are met.

use polkadot_sdk::*;

use frame_support::{parameter_types, traits::ConstU32, PalletId};
use sp_runtime::Perbill;

use super::royalty::Currencies;
use crate::{
	Consent, OriginCaller, Preimage, Provenance, Royalty, Runtime, RuntimeCall, Scheduler,
};

parameter_types! {
	/// The account of money that waits for the end of an agreement.
	pub const EscrowId: PalletId = PalletId(*b"an/escro");
	/// The queue of payments takes as much.
	pub const ExecutionShare: Perbill = Perbill::from_percent(25);
}

impl pallet_rights::Config for Runtime {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
	// Until there is a review pallet nobody certifies, and clauses that ask for it are refused.
	type Certificates = ();
	type Currencies = Currencies;
	type EscrowId = EscrowId;
	type ExecutionShare = ExecutionShare;
	type Ledger = Provenance;
	type Licences = Consent;
	// A payment that all of them wait for executes one and marks the others.
	type MaxWaiting = ConstU32<8>;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type Royalties = Royalty;
	type RuntimeCall = RuntimeCall;
	type Scheduler = Scheduler;
	type Shares = Royalty;
	type WeightInfo = pallet_rights::weights::SubstrateWeight<Self>;
}
