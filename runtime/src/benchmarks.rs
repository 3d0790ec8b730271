//! What the benchmarks measure, and what they need from this runtime.

use polkadot_sdk::*;

use crate::{constants::currency::ANIM, AccountId, Balances};

frame_benchmarking::define_benchmarks!(
	[frame_system, frame_system_benchmarking::Pallet::<Runtime>]
	[pallet_balances, Balances]
	[pallet_timestamp, Timestamp]
	[pallet_provenance, Provenance]
);

/// Gives benchmark accounts money.
pub struct ProvenanceHelper;

impl pallet_provenance::BenchmarkHelper<AccountId> for ProvenanceHelper {
	fn endow(account: &AccountId) {
		use frame_support::traits::fungible::Mutate;
		Balances::set_balance(account, 1_000_000 * ANIM);
	}
}
