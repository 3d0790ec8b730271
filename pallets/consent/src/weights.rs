//! Weights of `pallet_consent`, written by `make weights`: not to be edited.
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
	/// `publish_offer`.
	fn publish_offer() -> Weight;
	/// `withdraw_offer`.
	fn withdraw_offer() -> Weight;
	/// `accept_offer`.
	fn accept_offer() -> Weight;
	/// `transfer_licence`.
	fn transfer_licence() -> Weight;
	/// `exclude_leaf`, `p` from 0 to 8.
	fn exclude_leaf(p: u32) -> Weight;
	/// `authorize_exclusion`.
	fn authorize_exclusion() -> Weight;
	/// `reserve`.
	fn reserve() -> Weight;
	/// `lift_reservation`.
	fn lift_reservation() -> Weight;
	/// `raise_opt_in_floor`.
	fn raise_opt_in_floor() -> Weight;
	/// `exercise`.
	fn exercise() -> Weight;
}

/// Weights with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Consent::NextOfferId`: 1 read, 1 written, 503 B each
	// `Consent::OfferCounts`: 1 read, 1 written, 2495 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::OffersByAsset`: 0 read, 1 written, 2511 B each
	// `Consent::Offers`: 0 read, 1 written, 2730 B each
	fn publish_offer() -> Weight {
		Weight::from_parts(180_969_000, 28_986)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	fn withdraw_offer() -> Weight {
		Weight::from_parts(68_001_000, 7_355)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Consent::NextLicenceId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::LicencesByHolder`: 0 read, 1 written, 2555 B each
	// `Consent::Licences`: 0 read, 1 written, 2578 B each
	fn accept_offer() -> Weight {
		Weight::from_parts(228_979_000, 29_113)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Consent::Licences`: 1 read, 2 written, 2578 B each
	// `Rights::PromisedLicences`: 1 read, 0 written, 2499 B each
	// `Consent::NextLicenceId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::LicencesByHolder`: 0 read, 1 written, 2555 B each
	fn transfer_licence() -> Weight {
		Weight::from_parts(208_450_000, 27_825)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	// `Consent::FreeExclusions`: 1 read, 1 written, 503 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Consent::Exclusions`: 1 read, 1 written, 2541 B each
	// `Consent::ExcludedLeaves`: 1 read, 1 written, 3015 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 8 written, 2678 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::FrozenLeaves`: 0 read, 8 written, 2556 B each
	fn exclude_leaf(p: u32) -> Weight {
		Weight::from_parts(571_758_078, 58_950)
			.saturating_add(Weight::from_parts(0, 2_680).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Consent::Exclusions`: 1 read, 0 written, 2541 B each
	// `Consent::FreeExclusions`: 1 read, 0 written, 503 B each
	// `Consent::ExcludedLeaves`: 1 read, 0 written, 3015 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Provenance::StorageAccounts`: 1 read, 0 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `System::Account`: 1 read, 0 written, 2603 B each
	// `Balances::Holds`: 1 read, 0 written, 2596 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	fn authorize_exclusion() -> Weight {
		Weight::from_parts(422_036_000, 61_965)
			.saturating_add(T::DbWeight::get().reads(20_u64))
	}
	// `Consent::StandingReservations`: 1 read, 1 written, 2575 B each
	// `Consent::ReservationCounts`: 1 read, 1 written, 2531 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::Reservations`: 0 read, 1 written, 2577 B each
	fn reserve() -> Weight {
		Weight::from_parts(175_740_000, 23_805)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	// `Consent::StandingReservations`: 1 read, 1 written, 2575 B each
	// `Consent::ReservationCounts`: 1 read, 1 written, 2531 B each
	// `Consent::Reservations`: 1 read, 1 written, 2577 B each
	fn lift_reservation() -> Weight {
		Weight::from_parts(55_473_000, 10_653)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	// `Consent::OptInFloor`: 1 read, 1 written, 499 B each
	fn raise_opt_in_floor() -> Weight {
		Weight::from_parts(14_111_000, 1_489)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	fn exercise() -> Weight {
		Weight::from_parts(13_961_000, 3_720)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

// For tests, which have no database.
impl WeightInfo for () {
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Consent::NextOfferId`: 1 read, 1 written, 503 B each
	// `Consent::OfferCounts`: 1 read, 1 written, 2495 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::OffersByAsset`: 0 read, 1 written, 2511 B each
	// `Consent::Offers`: 0 read, 1 written, 2730 B each
	fn publish_offer() -> Weight {
		Weight::from_parts(180_969_000, 28_986)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	fn withdraw_offer() -> Weight {
		Weight::from_parts(68_001_000, 7_355)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Consent::NextLicenceId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::LicencesByHolder`: 0 read, 1 written, 2555 B each
	// `Consent::Licences`: 0 read, 1 written, 2578 B each
	fn accept_offer() -> Weight {
		Weight::from_parts(228_979_000, 29_113)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Consent::Licences`: 1 read, 2 written, 2578 B each
	// `Rights::PromisedLicences`: 1 read, 0 written, 2499 B each
	// `Consent::NextLicenceId`: 1 read, 1 written, 503 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::LicencesByHolder`: 0 read, 1 written, 2555 B each
	fn transfer_licence() -> Weight {
		Weight::from_parts(208_450_000, 27_825)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	// `Consent::FreeExclusions`: 1 read, 1 written, 503 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Provenance::Heads`: 1 read, 1 written, 2645 B each
	// `Consent::Exclusions`: 1 read, 1 written, 2541 B each
	// `Consent::ExcludedLeaves`: 1 read, 1 written, 3015 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 8 written, 2678 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `System::Account`: 1 read, 1 written, 2603 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Royalty::FrozenLeaves`: 0 read, 8 written, 2556 B each
	fn exclude_leaf(p: u32) -> Weight {
		Weight::from_parts(571_758_078, 58_950)
			.saturating_add(Weight::from_parts(0, 2_680).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(19_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(p.into())))
	}
	// `Provenance::Heads`: 1 read, 0 written, 2645 B each
	// `Provenance::Records`: 1 read, 0 written, 4122 B each
	// `Consent::Exclusions`: 1 read, 0 written, 2541 B each
	// `Consent::FreeExclusions`: 1 read, 0 written, 503 B each
	// `Consent::ExcludedLeaves`: 1 read, 0 written, 3015 B each
	// `Royalty::Currencies`: 1 read, 0 written, 531 B each
	// `Royalty::Pools`: 8 read, 0 written, 2678 B each
	// `Provenance::StorageAccounts`: 1 read, 0 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `System::Account`: 1 read, 0 written, 2603 B each
	// `Balances::Holds`: 1 read, 0 written, 2596 B each
	// `System::BlockHash`: 1 read, 0 written, 2519 B each
	fn authorize_exclusion() -> Weight {
		Weight::from_parts(422_036_000, 61_965)
			.saturating_add(RocksDbWeight::get().reads(20_u64))
	}
	// `Consent::StandingReservations`: 1 read, 1 written, 2575 B each
	// `Consent::ReservationCounts`: 1 read, 1 written, 2531 B each
	// `Provenance::StorageAccounts`: 1 read, 1 written, 2564 B each
	// `Parameters::Parameters`: 2 read, 0 written, 2511 B each
	// `Balances::Holds`: 1 read, 1 written, 2596 B each
	// `Consent::Reservations`: 0 read, 1 written, 2577 B each
	fn reserve() -> Weight {
		Weight::from_parts(175_740_000, 23_805)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	// `Consent::StandingReservations`: 1 read, 1 written, 2575 B each
	// `Consent::ReservationCounts`: 1 read, 1 written, 2531 B each
	// `Consent::Reservations`: 1 read, 1 written, 2577 B each
	fn lift_reservation() -> Weight {
		Weight::from_parts(55_473_000, 10_653)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	// `Consent::OptInFloor`: 1 read, 1 written, 499 B each
	fn raise_opt_in_floor() -> Weight {
		Weight::from_parts(14_111_000, 1_489)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	// `Consent::Offers`: 1 read, 1 written, 2730 B each
	fn exercise() -> Weight {
		Weight::from_parts(13_961_000, 3_720)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
