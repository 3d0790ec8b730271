//! Weights of the calls.
//!
//! [`SubstrateWeight`] counts the keys that a call touches by hand until the benchmarks have run on
//! reference hardware; the proof sizes are sums over the keys, each with the trie nodes above it in a state
//! of a million keys. The runtime charges these.

use core::marker::PhantomData;

use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
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
	/// `withdraw`, and the question whether it is free.
	fn withdraw() -> Weight;
	/// `reinstate`.
	fn reinstate() -> Weight;
	/// `quarantine`.
	fn quarantine() -> Weight;
	/// `lift_quarantine`.
	fn lift_quarantine() -> Weight;
	/// `invalidate`.
	fn invalidate() -> Weight;
	/// `refresh` with `e` parents, and the question whether it is free.
	fn refresh(e: u32) -> Weight;
	/// `sponsor_storage`.
	fn sponsor_storage() -> Weight;
	/// Charging an account for bytes of state, for another pallet.
	fn charge_storage() -> Weight;
}

/// Trie nodes above one key among a million: five layers of 15 hashes of 33 bytes.
const TRIE_PATH: u64 = 2_475;
/// Largest encoded head.
const HEAD: u64 = 160;
/// Largest encoded record without its edges.
const RECORD: u64 = 300;
/// An encoded edge.
const EDGE: u64 = 22;
/// A storage account, an account and its holds.
const ACCOUNT: u64 = 300;

/// Weights from the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> SubstrateWeight<T> {
	/// Reads the next id, the registrant's storage account, account and holds, the two prices of the deposit
	/// (each a parameter of governance), and one head per edge; writes the first four and two rows.
	fn registration(e: u32) -> Weight {
		let edges = u64::from(e);
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(4_000_000, 0).saturating_mul(edges))
			.saturating_add(Weight::from_parts(0, 8 * TRIE_PATH + 2 * HEAD + ACCOUNT + RECORD))
			.saturating_add(Weight::from_parts(0, TRIE_PATH + HEAD + EDGE).saturating_mul(edges))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_add(edges)))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	/// The head and a new row of its history.
	fn change_of_head() -> Weight {
		Weight::from_parts(25_000_000, 2 * TRIE_PATH + HEAD)
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

	/// The storage account, account and holds, and the two prices.
	fn storage() -> Weight {
		Weight::from_parts(20_000_000, 5 * TRIE_PATH + ACCOUNT)
			.saturating_add(T::DbWeight::get().reads_writes(5, 3))
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
		Self::change_of_head().saturating_add(Self::storage())
	}

	/// Besides, it may open the storage account and the account of the new controller.
	fn transfer_control() -> Weight {
		Self::change_of_head()
			.saturating_add(Self::storage())
			.saturating_add(Weight::from_parts(5_000_000, 2 * TRIE_PATH + ACCOUNT))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	/// The head is read twice: by the question whether it is free, and by the call.
	fn withdraw() -> Weight {
		Self::change_of_head().saturating_add(T::DbWeight::get().reads(1))
	}

	fn reinstate() -> Weight {
		Self::change_of_head().saturating_add(Self::storage())
	}

	fn quarantine() -> Weight {
		Self::change_of_head()
	}

	fn lift_quarantine() -> Weight {
		Self::change_of_head()
	}

	fn invalidate() -> Weight {
		Self::change_of_head()
	}

	/// The count of the block, both rows of the asset and the heads of its parents, each twice: by the question whether it is free,
	/// and by the call.
	fn refresh(e: u32) -> Weight {
		let parents = u64::from(e);
		Weight::from_parts(25_000_000, 3 * TRIE_PATH + HEAD + RECORD)
			.saturating_add(
				Weight::from_parts(3_000_000, TRIE_PATH + HEAD + EDGE).saturating_mul(parents),
			)
			.saturating_add(T::DbWeight::get().reads(parents.saturating_add(3).saturating_mul(2)))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	/// Besides the sponsor's, it writes the storage account and the account of the beneficiary.
	fn sponsor_storage() -> Weight {
		Self::storage()
			.saturating_add(Weight::from_parts(5_000_000, 2 * TRIE_PATH + ACCOUNT))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	fn charge_storage() -> Weight {
		Self::storage()
	}
}

/// For tests: nothing weighs anything.
impl WeightInfo for () {
	fn register_work(_: u32) -> Weight {
		Weight::zero()
	}

	fn register_collection(_: u32) -> Weight {
		Weight::zero()
	}

	fn compose_dataset(_: u32) -> Weight {
		Weight::zero()
	}

	fn register_model(_: u32) -> Weight {
		Weight::zero()
	}

	fn register_output(_: u32) -> Weight {
		Weight::zero()
	}

	fn refresh(_: u32) -> Weight {
		Weight::zero()
	}

	fn retire() -> Weight {
		Weight::zero()
	}

	fn transfer_control() -> Weight {
		Weight::zero()
	}

	fn withdraw() -> Weight {
		Weight::zero()
	}

	fn reinstate() -> Weight {
		Weight::zero()
	}

	fn quarantine() -> Weight {
		Weight::zero()
	}

	fn lift_quarantine() -> Weight {
		Weight::zero()
	}

	fn invalidate() -> Weight {
		Weight::zero()
	}

	fn sponsor_storage() -> Weight {
		Weight::zero()
	}

	fn charge_storage() -> Weight {
		Weight::zero()
	}
}
