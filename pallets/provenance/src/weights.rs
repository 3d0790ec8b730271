//! Weights of `pallet_provenance`, written by `make weights`: not to be edited.
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
	/// `register_work`, `e` from 0 to 64.
	fn register_work(e: u32) -> Weight;
	/// `register_collection`, `e` from 0 to 64.
	fn register_collection(e: u32) -> Weight;
	/// `compose_dataset`, `e` from 1 to 64.
	fn compose_dataset(e: u32) -> Weight;
	/// `register_model`, `e` from 0 to 64.
	fn register_model(e: u32) -> Weight;
	/// `register_output`, `e` from 1 to 64.
	fn register_output(e: u32) -> Weight;
	/// `retire`.
	fn retire() -> Weight;
	/// `transfer_control`, `p` from 0 to 8.
	fn transfer_control(p: u32) -> Weight;
	/// `withdraw`.
	fn withdraw() -> Weight;
	/// `reinstate`.
	fn reinstate() -> Weight;
	/// `quarantine`.
	fn quarantine() -> Weight;
	/// `lift_quarantine`.
	fn lift_quarantine() -> Weight;
	/// `invalidate`.
	fn invalidate() -> Weight;
	/// `refresh`, `e` from 1 to 64.
	fn refresh(e: u32) -> Weight;
	/// `sponsor_storage`.
	fn sponsor_storage() -> Weight;
}

/// Weights with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_work(e: u32) -> Weight {
		Weight::from_parts(128_973_928, 23_392)
			.saturating_add(Weight::from_parts(7_518_081, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_collection(e: u32) -> Weight {
		Weight::from_parts(129_687_690, 23_392)
			.saturating_add(Weight::from_parts(6_675_601, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn compose_dataset(e: u32) -> Weight {
		Weight::from_parts(99_073_031, 20_747)
			.saturating_add(Weight::from_parts(8_817_922, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Consent::OptInFloor`: 1 read, 0 written, 499 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_model(e: u32) -> Weight {
		Weight::from_parts(122_849_759, 24_881)
			.saturating_add(Weight::from_parts(8_076_919, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_output(e: u32) -> Weight {
		Weight::from_parts(94_978_243, 20_747)
			.saturating_add(Weight::from_parts(9_769_158, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Rights::PromisedControl`: 1 read, 0 written, 2499 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn retire() -> Weight {
		Weight::from_parts(182_731_000, 27_374)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Rights::PromisedControl`: 1 read, 0 written, 2499 B each
	// `Provenance::StorageAccounts`: 2 read, 2 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Provenance::ControlHistory`: 0 read, 1 written, 2539 B each
	fn transfer_control(p: u32) -> Weight {
		Weight::from_parts(396_913_030, 57_872)
			.saturating_add(Weight::from_parts(20_347_585, 5_300).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn withdraw() -> Weight {
		Weight::from_parts(52_618_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn reinstate() -> Weight {
		Weight::from_parts(167_949_000, 20_352)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn quarantine() -> Weight {
		Weight::from_parts(36_595_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn lift_quarantine() -> Weight {
		Weight::from_parts(35_383_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn invalidate() -> Weight {
		Weight::from_parts(29_033_000, 7_200)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::FreeRefreshes`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 65 read, 1 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	fn refresh(e: u32) -> Weight {
		Weight::from_parts(65_823_016, 10_240)
			.saturating_add(Weight::from_parts(8_306_562, 2_645).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	// `Provenance::StorageAccounts`: 2 read, 2 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	fn sponsor_storage() -> Weight {
		Weight::from_parts(217_783_000, 19_309)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

// For tests, which have no database.
impl WeightInfo for () {
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_work(e: u32) -> Weight {
		Weight::from_parts(128_973_928, 23_392)
			.saturating_add(Weight::from_parts(7_518_081, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_collection(e: u32) -> Weight {
		Weight::from_parts(129_687_690, 23_392)
			.saturating_add(Weight::from_parts(6_675_601, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn compose_dataset(e: u32) -> Weight {
		Weight::from_parts(99_073_031, 20_747)
			.saturating_add(Weight::from_parts(8_817_922, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Consent::OptInFloor`: 1 read, 0 written, 499 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_model(e: u32) -> Weight {
		Weight::from_parts(122_849_759, 24_881)
			.saturating_add(Weight::from_parts(8_076_919, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::NextAssetId`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 64 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Records`: 0 read, 1 written, 4122 B each
	fn register_output(e: u32) -> Weight {
		Weight::from_parts(94_978_243, 20_747)
			.saturating_add(Weight::from_parts(9_769_158, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Rights::PromisedControl`: 1 read, 0 written, 2499 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn retire() -> Weight {
		Weight::from_parts(182_731_000, 27_374)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Rights::PromisedControl`: 1 read, 0 written, 2499 B each
	// `Provenance::StorageAccounts`: 2 read, 2 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Provenance::ControlHistory`: 0 read, 1 written, 2539 B each
	fn transfer_control(p: u32) -> Weight {
		Weight::from_parts(396_913_030, 57_872)
			.saturating_add(Weight::from_parts(20_347_585, 5_300).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn withdraw() -> Weight {
		Weight::from_parts(52_618_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn reinstate() -> Weight {
		Weight::from_parts(167_949_000, 20_352)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn quarantine() -> Weight {
		Weight::from_parts(36_595_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn lift_quarantine() -> Weight {
		Weight::from_parts(35_383_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Provenance::StandingHistory`: 0 read, 1 written, 2575 B each
	fn invalidate() -> Weight {
		Weight::from_parts(29_033_000, 7_200)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::FreeRefreshes`: 1 read, 1 written, 503 B each
	// `Provenance::Heads`: 65 read, 1 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	fn refresh(e: u32) -> Weight {
		Weight::from_parts(65_823_016, 10_240)
			.saturating_add(Weight::from_parts(8_306_562, 2_645).saturating_mul(e.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(e.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	// `Provenance::StorageAccounts`: 2 read, 2 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	fn sponsor_storage() -> Weight {
		Weight::from_parts(217_783_000, 19_309)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
}
