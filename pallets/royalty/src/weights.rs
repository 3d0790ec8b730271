//! Weights of `pallet_royalty`, written by `make weights`: not to be edited.
//!
//! DATE: 2026-11-22
//! MACHINE: AMD EPYC, 2 cores, 24 GiB
//! RUNTIME: animechain-1001, as wasm, on the state of a development chain
//! STEPS: 50, REPEAT: 20
//!
//! Time is without the database. The proof is the sum over all keys that are read or written, each with its
//! largest value and the trie nodes above it in a map of a million rows.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, clippy::unnecessary_cast)]

use core::marker::PhantomData;

use polkadot_sdk::{
	frame_support::{traits::Get, weights::{constants::RocksDbWeight, Weight}},
	frame_system,
};

/// What each call, and each part of one that is counted by itself, costs.
pub trait WeightInfo {
	/// `pay`.
	fn pay() -> Weight;
	/// `pay_again`.
	fn pay_again() -> Weight;
	/// `pull`.
	fn pull() -> Weight;
	/// `claim`, `p` from 7 to 32, `c` from 1 to 7.
	fn claim(p: u32, c: u32) -> Weight;
	/// `claim_leaf`, `c` from 1 to 7.
	fn claim_leaf(c: u32) -> Weight;
	/// `transfer_shares`, `p` from 0 to 8.
	fn transfer_shares(p: u32) -> Weight;
	/// `register_currency`.
	fn register_currency() -> Weight;
	/// `redirect`.
	fn redirect() -> Weight;
	/// `next_settlement`.
	fn next_settlement() -> Weight;
	/// `begin_settlement`.
	fn begin_settlement() -> Weight;
	/// `settle_edge`.
	fn settle_edge() -> Weight;
	/// `open_pool`.
	fn open_pool() -> Weight;
}

/// Weights with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pay() -> Weight {
		Weight::from_parts(406_503_000, 48_149)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pay_again() -> Weight {
		Weight::from_parts(166_738_000, 26_400)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::Records`: 2 read, 0 written, 4122 B each
	// `Royalty::Pools`: 2 read, 2 written, 2678 B each
	// `Royalty::Pulled`: 1 read, 1 written, 3530 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pull() -> Weight {
		Weight::from_parts(130_584_000, 34_913)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 32 read, 0 written, 2645 B each
	// `Royalty::Pools`: 32 read, 32 written, 2678 B each
	// `Royalty::HolderAccounts`: 32 read, 32 written, 2588 B each
	// `Royalty::Divided`: 32 read, 0 written, 2491 B each
	// `Royalty::Units`: 32 read, 0 written, 2543 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	fn claim(p: u32, c: u32) -> Weight {
		Weight::from_parts(752_792_516, 23_675)
			.saturating_add(Weight::from_parts(28_805_375, 12_945).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(112_158_267, 7_903).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(c.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Pools`: 7 read, 7 written, 2678 B each
	// `Royalty::LeafAccounts`: 7 read, 7 written, 2556 B each
	// `Royalty::FrozenLeaves`: 7 read, 0 written, 2556 B each
	// `Consent::Exclusions`: 1 read, 0 written, 2541 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	fn claim_leaf(c: u32) -> Weight {
		Weight::from_parts(210_987_197, 33_973)
			.saturating_add(Weight::from_parts(125_799_215, 15_693).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((6_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(c.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Divided`: 1 read, 1 written, 2491 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Units`: 0 read, 2 written, 2543 B each
	fn transfer_shares(p: u32) -> Weight {
		Weight::from_parts(247_094_039, 54_306)
			.saturating_add(Weight::from_parts(27_846_120, 5_300).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Royalty::Currencies`: 1 read, 1 written, 531 B each
	// `Assets::Asset`: 1 read, 0 written, 2685 B each
	// `Assets::Account`: 1 read, 0 written, 2609 B each
	fn register_currency() -> Weight {
		Weight::from_parts(43_855_000, 8_795)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 8 written, 2678 B each
	// `System::Account`: 2 read, 2 written, 2603 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	fn redirect() -> Weight {
		Weight::from_parts(928_819_000, 91_067)
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().writes(31_u64))
	}
	// `Royalty::InProgress`: 1 read, 1 written, 509 B each
	// `Royalty::Sweep`: 1 read, 1 written, 508 B each
	// `Royalty::Queue`: 2 read, 1 written, 2496 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	fn next_settlement() -> Weight {
		Weight::from_parts(42_734_000, 12_647)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Pools`: 2 read, 1 written, 2678 B each
	// `Royalty::Pulled`: 1 read, 1 written, 3530 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	fn begin_settlement() -> Weight {
		Weight::from_parts(71_887_000, 20_185)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn settle_edge() -> Weight {
		Weight::from_parts(73_499_000, 11_361)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	fn open_pool() -> Weight {
		Weight::from_parts(39_188_000, 12_232)
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
}

// For tests, which have no database.
impl WeightInfo for () {
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pay() -> Weight {
		Weight::from_parts(406_503_000, 48_149)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pay_again() -> Weight {
		Weight::from_parts(166_738_000, 26_400)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::Records`: 2 read, 0 written, 4122 B each
	// `Royalty::Pools`: 2 read, 2 written, 2678 B each
	// `Royalty::Pulled`: 1 read, 1 written, 3530 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn pull() -> Weight {
		Weight::from_parts(130_584_000, 34_913)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 32 read, 0 written, 2645 B each
	// `Royalty::Pools`: 32 read, 32 written, 2678 B each
	// `Royalty::HolderAccounts`: 32 read, 32 written, 2588 B each
	// `Royalty::Divided`: 32 read, 0 written, 2491 B each
	// `Royalty::Units`: 32 read, 0 written, 2543 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	fn claim(p: u32, c: u32) -> Weight {
		Weight::from_parts(752_792_516, 23_675)
			.saturating_add(Weight::from_parts(28_805_375, 12_945).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(112_158_267, 7_903).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(c.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Pools`: 7 read, 7 written, 2678 B each
	// `Royalty::LeafAccounts`: 7 read, 7 written, 2556 B each
	// `Royalty::FrozenLeaves`: 7 read, 0 written, 2556 B each
	// `Consent::Exclusions`: 1 read, 0 written, 2541 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	fn claim_leaf(c: u32) -> Weight {
		Weight::from_parts(210_987_197, 33_973)
			.saturating_add(Weight::from_parts(125_799_215, 15_693).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((6_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(c.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Divided`: 1 read, 1 written, 2491 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Units`: 0 read, 2 written, 2543 B each
	fn transfer_shares(p: u32) -> Weight {
		Weight::from_parts(247_094_039, 54_306)
			.saturating_add(Weight::from_parts(27_846_120, 5_300).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(16_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Royalty::Currencies`: 1 read, 1 written, 531 B each
	// `Assets::Asset`: 1 read, 0 written, 2685 B each
	// `Assets::Account`: 1 read, 0 written, 2609 B each
	fn register_currency() -> Weight {
		Weight::from_parts(43_855_000, 8_795)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 8 written, 2678 B each
	// `System::Account`: 2 read, 2 written, 2603 B each
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	fn redirect() -> Weight {
		Weight::from_parts(928_819_000, 91_067)
			.saturating_add(RocksDbWeight::get().reads(33_u64))
			.saturating_add(RocksDbWeight::get().writes(31_u64))
	}
	// `Royalty::InProgress`: 1 read, 1 written, 509 B each
	// `Royalty::Sweep`: 1 read, 1 written, 508 B each
	// `Royalty::Queue`: 2 read, 1 written, 2496 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	fn next_settlement() -> Weight {
		Weight::from_parts(42_734_000, 12_647)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Pools`: 2 read, 1 written, 2678 B each
	// `Royalty::Pulled`: 1 read, 1 written, 3530 B each
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	fn begin_settlement() -> Weight {
		Weight::from_parts(71_887_000, 20_185)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Rights::Thresholds`: 1 read, 0 written, 3217 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Royalty::Queue`: 0 read, 1 written, 2496 B each
	fn settle_edge() -> Weight {
		Weight::from_parts(73_499_000, 11_361)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	fn open_pool() -> Weight {
		Weight::from_parts(39_188_000, 12_232)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
}
