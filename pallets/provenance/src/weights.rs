//! Weights of the calls.
//!
//! [`SubstrateWeight`] counts the keys that a call touches by hand until the benchmarks have run on
//! reference hardware; the proof sizes are sums over the keys, each with the trie nodes above it in a state
//! of a million keys. The runtime charges these.

use core::marker::PhantomData;

use polkadot_sdk::{
	frame_support::{
		traits::Get,
		weights::{constants::RocksDbWeight, Weight},
	},
	frame_system,
};

/// What each call costs.
pub trait WeightInfo {
	/// `register_work` with `e` edges.
	fn register_work(e: u32) -> Weight;
	/// `register_collection` with `e` edges and any number of leaves.
	fn register_collection(e: u32) -> Weight;
	/// `compose_dataset` with `e` edges.
	fn compose_dataset(e: u32) -> Weight;
	/// `register_model` with `e` edges.
	fn register_model(e: u32) -> Weight;
	/// `register_output` with `e` edges.
	fn register_output(e: u32) -> Weight;
	/// `retire`.
	fn retire() -> Weight;
	/// `transfer_control`.
	fn transfer_control() -> Weight;
}

/// Trie nodes above one key among a million: five layers of 15 hashes of 33 bytes.
const TRIE_PATH: u64 = 2_475;
/// Largest encoded head.
const HEAD: u64 = 160;
/// Largest encoded record without its edges.
const RECORD: u64 = 300;
/// An encoded edge.
const EDGE: u64 = 14;

/// Weights from the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> SubstrateWeight<T> {
	/// Reads the next id, the registrant's ticket, account and holds, the two prices of the deposit (each a
	/// parameter of governance), and one head per edge; writes the first four and two rows.
	fn registration(e: u32) -> Weight {
		let edges = u64::from(e);
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(edges))
			.saturating_add(Weight::from_parts(0, 8 * TRIE_PATH + 6 * HEAD + RECORD))
			.saturating_add(Weight::from_parts(0, TRIE_PATH + HEAD + EDGE).saturating_mul(edges))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_add(edges)))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	fn change_of_head() -> Weight {
		Weight::from_parts(20_000_000, TRIE_PATH + HEAD)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_work(e: u32) -> Weight {
		Self::registration(e)
	}

	fn register_collection(e: u32) -> Weight {
		Self::registration(e)
	}

	fn compose_dataset(e: u32) -> Weight {
		Self::registration(e)
	}

	fn register_model(e: u32) -> Weight {
		Self::registration(e)
	}

	fn register_output(e: u32) -> Weight {
		Self::registration(e)
	}

	fn retire() -> Weight {
		Self::change_of_head()
	}

	fn transfer_control() -> Weight {
		Self::change_of_head()
	}
}

/// For tests: the same with RocksDB's weights.
impl WeightInfo for () {
	fn register_work(e: u32) -> Weight {
		RocksDbWeight::get().reads_writes(6_u64.saturating_add(e.into()), 6)
	}

	fn register_collection(e: u32) -> Weight {
		Self::register_work(e)
	}

	fn compose_dataset(e: u32) -> Weight {
		Self::register_work(e)
	}

	fn register_model(e: u32) -> Weight {
		Self::register_work(e)
	}

	fn register_output(e: u32) -> Weight {
		Self::register_work(e)
	}

	fn retire() -> Weight {
		RocksDbWeight::get().reads_writes(1, 1)
	}

	fn transfer_control() -> Weight {
		RocksDbWeight::get().reads_writes(1, 1)
	}
}
