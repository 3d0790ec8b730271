//! What calls cost that the SDK ships without a measured weight.
//!
//! Counted by hand until they are measured: the keys that a call reads and writes, each with its way
//! through the trie of a state of a million keys, and generous room for values and computation.

use polkadot_sdk::*;

use frame_support::weights::{constants::RocksDbWeight, Weight};

/// Trie nodes above one key among a million, and a value of a kilobyte.
const PROOF_PER_KEY: u64 = 2_475 + 1_024;

/// `micros` of computation, and `reads` keys read of which `writes` are written.
fn touching(micros: u64, reads: u64, writes: u64) -> Weight {
	let keys = reads.max(writes);
	Weight::from_parts(micros.saturating_mul(1_000_000), keys.saturating_mul(PROOF_PER_KEY))
		.saturating_add(RocksDbWeight::get().reads_writes(reads, writes))
}

/// Weights of `pallet-xcm`.
pub struct Xcm;

impl pallet_xcm::WeightInfo for Xcm {
	fn send() -> Weight {
		// Versions, channel, fee factors, queue pages, payer and receiver of the fee.
		touching(200, 12, 8)
	}

	fn teleport_assets() -> Weight {
		touching(300, 16, 12)
	}

	fn reserve_transfer_assets() -> Weight {
		touching(300, 16, 12)
	}

	fn transfer_assets() -> Weight {
		touching(300, 16, 12)
	}

	fn execute() -> Weight {
		touching(200, 4, 2)
	}

	fn force_xcm_version() -> Weight {
		touching(50, 1, 1)
	}

	fn force_default_xcm_version() -> Weight {
		touching(50, 1, 1)
	}

	fn force_subscribe_version_notify() -> Weight {
		touching(200, 12, 8)
	}

	fn force_unsubscribe_version_notify() -> Weight {
		touching(200, 12, 8)
	}

	fn force_suspension() -> Weight {
		touching(50, 1, 1)
	}

	fn migrate_supported_version() -> Weight {
		touching(100, 8, 4)
	}

	fn migrate_version_notifiers() -> Weight {
		touching(100, 8, 4)
	}

	fn already_notified_target() -> Weight {
		touching(100, 8, 1)
	}

	fn notify_current_targets() -> Weight {
		touching(200, 12, 8)
	}

	fn notify_target_migration_fail() -> Weight {
		touching(100, 8, 4)
	}

	fn migrate_version_notify_targets() -> Weight {
		touching(100, 8, 4)
	}

	fn migrate_and_notify_old_targets() -> Weight {
		touching(200, 12, 8)
	}

	fn new_query() -> Weight {
		touching(50, 2, 2)
	}

	fn take_response() -> Weight {
		touching(50, 2, 2)
	}

	fn claim_assets(assets: u32) -> Weight {
		touching(100, 4, 2).saturating_add(touching(50, 2, 2).saturating_mul(assets.into()))
	}

	fn add_authorized_alias() -> Weight {
		touching(100, 4, 4)
	}

	fn remove_authorized_alias() -> Weight {
		touching(100, 4, 4)
	}

	fn weigh_message(bytes: u32) -> Weight {
		// A microsecond for ten bytes: decoding, and weighing the calls inside.
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(100_000, 0).saturating_mul(bytes.into()))
	}

	fn decode_xcm(bytes: u32) -> Weight {
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(bytes.into()))
	}
}
