//! Weights of `pallet_rights`, written by `make weights`: not to be edited.
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
	/// `propose`, `r` from 1 to 4, `c` from 1 to 6.
	fn propose(r: u32, c: u32) -> Weight;
	/// `accept`, `r` from 1 to 4, `c` from 1 to 8, `v` from 0 to 1.
	fn accept(r: u32, c: u32, v: u32) -> Weight;
	/// `cancel`.
	fn cancel() -> Weight;
	/// `approve`.
	fn approve() -> Weight;
	/// `fund`.
	fn fund() -> Weight;
	/// `poke`.
	fn poke() -> Weight;
	/// `collect`.
	fn collect() -> Weight;
	/// `list`.
	fn list() -> Weight;
	/// `unlist`.
	fn unlist() -> Weight;
	/// `buy`, `p` from 0 to 8.
	fn buy(p: u32) -> Weight;
	/// `end`, `r` from 1 to 4, `c` from 1 to 8.
	fn end(r: u32, c: u32) -> Weight;
	/// `pay_out`, `p` from 1 to 7.
	fn pay_out(p: u32) -> Weight;
	/// `move_rights`, `r` from 1 to 4.
	fn move_rights(r: u32) -> Weight;
	/// `next_ready`.
	fn next_ready() -> Weight;
	/// `revenue_came_in`.
	fn revenue_came_in() -> Weight;
}

/// Weights with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// `Provenance::Heads`: 11 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 0 written, 2543 B each
	// `Royalty::Divided`: 4 read, 0 written, 2491 B each
	// `Royalty::Units`: 4 read, 0 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 7 read, 0 written, 2685 B each
	// `Assets::Account`: 6 read, 0 written, 2609 B each
	// `Royalty::Pools`: 6 read, 0 written, 2678 B each
	// `Rights::NextAgreementId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	// `Rights::Agreements`: 0 read, 1 written, 3217 B each
	// `Rights::AgreementsByParty`: 0 read, 2 written, 2539 B each
	fn propose(r: u32, c: u32) -> Weight {
		Weight::from_parts(103_340_574, 42_210)
			.saturating_add(Weight::from_parts(29_925_531, 10_222).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(36_980_043, 10_617).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	// `Provenance::Heads`: 5 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 4 written, 2543 B each
	// `Royalty::Divided`: 4 read, 4 written, 2491 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Account`: 3 read, 2 written, 2609 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Scheduler::Lookup`: 9 read, 9 written, 2523 B each
	// `Scheduler::Agenda`: 36 read, 9 written, 41438 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Royalty::Units`: 0 read, 4 written, 2543 B each
	fn accept(r: u32, c: u32, v: u32) -> Weight {
		Weight::from_parts(354_691_263, 195_083)
			.saturating_add(Weight::from_parts(67_628_039, 10_222).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(135_721_849, 168_275).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(162_270_889, 36_010).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().reads((11_u64).saturating_mul(v.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((3_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(v.into())))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn cancel() -> Weight {
		Weight::from_parts(61_161_000, 4_207)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn approve() -> Weight {
		Weight::from_parts(86_468_000, 4_207)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	fn fund() -> Weight {
		Weight::from_parts(242_750_000, 21_177)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn poke() -> Weight {
		Weight::from_parts(77_815_000, 4_207)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Rights::Kept`: 1 read, 1 written, 2552 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	fn collect() -> Weight {
		Weight::from_parts(120_399_000, 20_512)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	// `Royalty::Units`: 1 read, 0 written, 2543 B each
	// `Assets::Asset`: 1 read, 0 written, 2685 B each
	// `Rights::NextListingId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Rights::Listings`: 0 read, 1 written, 2604 B each
	fn list() -> Weight {
		Weight::from_parts(215_270_000, 36_096)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// `Rights::Listings`: 1 read, 1 written, 2604 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	fn unlist() -> Weight {
		Weight::from_parts(63_003_000, 10_710)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Rights::Listings`: 1 read, 1 written, 2604 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Divided`: 1 read, 1 written, 2491 B each
	// `Royalty::Units`: 2 read, 2 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	fn buy(p: u32) -> Weight {
		Weight::from_parts(316_417_081, 67_783)
			.saturating_add(Weight::from_parts(30_769_655, 5_300).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `Scheduler::Lookup`: 9 read, 9 written, 2523 B each
	// `Scheduler::Agenda`: 9 read, 9 written, 41438 B each
	// `Rights::PromisedUnits`: 4 read, 4 written, 2543 B each
	// `Rights::Ready`: 0 read, 1 written, 2491 B each
	fn end(r: u32, c: u32) -> Weight {
		Weight::from_parts(42_202_721, 54_619)
			.saturating_add(Weight::from_parts(52_473_159, 2_543).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(71_063_338, 43_961).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(c.into())))
	}
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 8 read, 8 written, 2603 B each
	// `Rights::Owed`: 7 read, 7 written, 2504 B each
	fn pay_out(p: u32) -> Weight {
		Weight::from_parts(34_052_207, 6_563)
			.saturating_add(Weight::from_parts(132_906_024, 13_010).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 4 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 0 written, 2543 B each
	// `Royalty::Divided`: 4 read, 4 written, 2491 B each
	// `Royalty::Units`: 8 read, 8 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 32 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 64 read, 64 written, 2588 B each
	fn move_rights(r: u32) -> Weight {
		Weight::from_parts(417_640_000, 7_461)
			.saturating_add(Weight::from_parts(293_488_743, 75_597).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((29_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes((19_u64).saturating_mul(r.into())))
	}
	// `Rights::Ready`: 1 read, 0 written, 2491 B each
	fn next_ready() -> Weight {
		Weight::from_parts(8_793_000, 3_481)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	// `Rights::Thresholds`: 1 read, 1 written, 3217 B each
	// `Rights::Agreements`: 8 read, 8 written, 3217 B each
	// `Rights::Ready`: 0 read, 8 written, 2491 B each
	fn revenue_came_in() -> Weight {
		Weight::from_parts(252_114_000, 51_851)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
}

// For tests, which have no database.
impl WeightInfo for () {
	// `Provenance::Heads`: 11 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 0 written, 2543 B each
	// `Royalty::Divided`: 4 read, 0 written, 2491 B each
	// `Royalty::Units`: 4 read, 0 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Asset`: 7 read, 0 written, 2685 B each
	// `Assets::Account`: 6 read, 0 written, 2609 B each
	// `Royalty::Pools`: 6 read, 0 written, 2678 B each
	// `Rights::NextAgreementId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	// `Rights::Agreements`: 0 read, 1 written, 3217 B each
	// `Rights::AgreementsByParty`: 0 read, 2 written, 2539 B each
	fn propose(r: u32, c: u32) -> Weight {
		Weight::from_parts(103_340_574, 42_210)
			.saturating_add(Weight::from_parts(29_925_531, 10_222).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(36_980_043, 10_617).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	// `Provenance::Heads`: 5 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 4 written, 2543 B each
	// `Royalty::Divided`: 4 read, 4 written, 2491 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Assets::Account`: 3 read, 2 written, 2609 B each
	// `Royalty::Pools`: 1 read, 1 written, 2678 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Royalty::Contested`: 1 read, 0 written, 2495 B each
	// `Scheduler::Lookup`: 9 read, 9 written, 2523 B each
	// `Scheduler::Agenda`: 36 read, 9 written, 41438 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Royalty::Units`: 0 read, 4 written, 2543 B each
	fn accept(r: u32, c: u32, v: u32) -> Weight {
		Weight::from_parts(354_691_263, 195_083)
			.saturating_add(Weight::from_parts(67_628_039, 10_222).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(135_721_849, 168_275).saturating_mul(c.into()))
			.saturating_add(Weight::from_parts(162_270_889, 36_010).saturating_mul(v.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().reads((11_u64).saturating_mul(v.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((3_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes((6_u64).saturating_mul(v.into())))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn cancel() -> Weight {
		Weight::from_parts(61_161_000, 4_207)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn approve() -> Weight {
		Weight::from_parts(86_468_000, 4_207)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	fn fund() -> Weight {
		Weight::from_parts(242_750_000, 21_177)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	fn poke() -> Weight {
		Weight::from_parts(77_815_000, 4_207)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Rights::Kept`: 1 read, 1 written, 2552 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Rights::Owed`: 1 read, 1 written, 2504 B each
	fn collect() -> Weight {
		Weight::from_parts(120_399_000, 20_512)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	// `Royalty::Units`: 1 read, 0 written, 2543 B each
	// `Assets::Asset`: 1 read, 0 written, 2685 B each
	// `Rights::NextListingId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Rights::Listings`: 0 read, 1 written, 2604 B each
	fn list() -> Weight {
		Weight::from_parts(215_270_000, 36_096)
			.saturating_add(RocksDbWeight::get().reads(10_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	// `Rights::Listings`: 1 read, 1 written, 2604 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Royalty::Divided`: 1 read, 0 written, 2491 B each
	fn unlist() -> Weight {
		Weight::from_parts(63_003_000, 10_710)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Rights::Listings`: 1 read, 1 written, 2604 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 1 read, 0 written, 2543 B each
	// `Royalty::Divided`: 1 read, 1 written, 2491 B each
	// `Royalty::Units`: 2 read, 2 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 16 read, 16 written, 2588 B each
	// `Assets::Asset`: 1 read, 1 written, 2685 B each
	// `Assets::Account`: 2 read, 2 written, 2609 B each
	fn buy(p: u32) -> Weight {
		Weight::from_parts(316_417_081, 67_783)
			.saturating_add(Weight::from_parts(30_769_655, 5_300).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(22_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Rights::Agreements`: 1 read, 1 written, 3217 B each
	// `Scheduler::Lookup`: 9 read, 9 written, 2523 B each
	// `Scheduler::Agenda`: 9 read, 9 written, 41438 B each
	// `Rights::PromisedUnits`: 4 read, 4 written, 2543 B each
	// `Rights::Ready`: 0 read, 1 written, 2491 B each
	fn end(r: u32, c: u32) -> Weight {
		Weight::from_parts(42_202_721, 54_619)
			.saturating_add(Weight::from_parts(52_473_159, 2_543).saturating_mul(r.into()))
			.saturating_add(Weight::from_parts(71_063_338, 43_961).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(c.into())))
	}
	// `Assets::Asset`: 7 read, 7 written, 2685 B each
	// `Assets::Account`: 14 read, 14 written, 2609 B each
	// `System::Account`: 8 read, 8 written, 2603 B each
	// `Rights::Owed`: 7 read, 7 written, 2504 B each
	fn pay_out(p: u32) -> Weight {
		Weight::from_parts(34_052_207, 6_563)
			.saturating_add(Weight::from_parts(132_906_024, 13_010).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 4 read, 0 written, 2645 B each
	// `Rights::PromisedUnits`: 4 read, 0 written, 2543 B each
	// `Royalty::Divided`: 4 read, 4 written, 2491 B each
	// `Royalty::Units`: 8 read, 8 written, 2543 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 32 read, 0 written, 2678 B each
	// `Royalty::HolderAccounts`: 64 read, 64 written, 2588 B each
	fn move_rights(r: u32) -> Weight {
		Weight::from_parts(417_640_000, 7_461)
			.saturating_add(Weight::from_parts(293_488_743, 75_597).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((29_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes((19_u64).saturating_mul(r.into())))
	}
	// `Rights::Ready`: 1 read, 0 written, 2491 B each
	fn next_ready() -> Weight {
		Weight::from_parts(8_793_000, 3_481)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
	}
	// `Rights::Thresholds`: 1 read, 1 written, 3217 B each
	// `Rights::Agreements`: 8 read, 8 written, 3217 B each
	// `Rights::Ready`: 0 read, 8 written, 2491 B each
	fn revenue_came_in() -> Weight {
		Weight::from_parts(252_114_000, 51_851)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(17_u64))
	}
}
