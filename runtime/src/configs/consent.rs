//! What may be done with assets.

use polkadot_sdk::*;

use frame_support::traits::ConstU32;
use frame_system::EnsureRoot;
use sp_runtime::{MultiSignature, MultiSigner};

use crate::{AccountId, Provenance, Rights, Royalty, Runtime};

impl pallet_consent::Config for Runtime {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
	type ExclusionHook = Royalty;
	type FloorOrigin = EnsureRoot<AccountId>;
	type Ledger = Provenance;
	// As declared, 16 of them take 4 % of the time and 17 % of the proof that a block has for such calls.
	type MaxFreeExclusions = ConstU32<16>;
	type Promises = Rights;
	type Royalties = Royalty;
	type Signature = MultiSignature;
	type Signer = MultiSigner;
	type WeightInfo = pallet_consent::weights::SubstrateWeight<Self>;
}
