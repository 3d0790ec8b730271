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
	/// `publish_offer`.
	fn publish_offer() -> Weight;
	/// `withdraw_offer`, and the question whether it is free.
	fn withdraw_offer() -> Weight;
	/// `accept_offer` without the payment.
	fn accept_offer() -> Weight;
	/// `transfer_licence`.
	fn transfer_licence() -> Weight;
	/// `exclude_leaf` with the longest proof, and the question whether it is free.
	fn exclude_leaf() -> Weight;
	/// Asking whether a signed exclusion is valid: the question whether it is free, and two signatures.
	fn authorize_exclusion() -> Weight;
	/// `reserve`.
	fn reserve() -> Weight;
	/// `lift_reservation`.
	fn lift_reservation() -> Weight;
	/// `raise_opt_in_floor`.
	fn raise_opt_in_floor() -> Weight;
	/// Using an offer or a licence for one edge.
	fn exercise() -> Weight;
	/// Asking whether an asset may be registered.
	fn admit() -> Weight;
}

/// Trie nodes above one key among a million: five layers of 15 hashes of 33 bytes.
const TRIE_PATH: u64 = 2_475;
/// Largest encoded head of an asset.
const HEAD: u64 = 160;
/// Largest encoded record of an asset.
const RECORD: u64 = 1_700;
/// Largest encoded offer.
const OFFER: u64 = 260;
/// Largest encoded licence.
const LICENCE: u64 = 130;
/// A page of leaves.
const PAGE: u64 = 512;
/// A row about a reservation.
const RESERVATION: u64 = 60;
/// A storage account, an account and its holds.
const ACCOUNT: u64 = 300;

/// Weights from the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> SubstrateWeight<T> {
	/// `time` in picoseconds, `keys` of which `written` are written, and the `bytes` of their values.
	fn keys(time: u64, keys: u64, written: u64, bytes: u64) -> Weight {
		Weight::from_parts(time, keys.saturating_mul(TRIE_PATH).saturating_add(bytes))
			.saturating_add(T::DbWeight::get().reads_writes(keys, written))
	}

	/// Charging an account for bytes: its storage account, account and holds, and the two prices.
	fn charge() -> Weight {
		Self::keys(20_000_000, 5, 3, ACCOUNT)
	}
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// The asset's head, both counters, the place among the asset's offers and the offer.
	fn publish_offer() -> Weight {
		Self::keys(30_000_000, 5, 4, HEAD + OFFER).saturating_add(Self::charge())
	}

	/// The offer and the asset's head, both twice: by the question whether it is free, and by the call.
	fn withdraw_offer() -> Weight {
		Self::keys(25_000_000, 2, 1, HEAD + OFFER).saturating_add(T::DbWeight::get().reads(2))
	}

	/// The offer, the asset's head, the counter, the place among the holder's licences and the licence; all
	/// but the head may be written.
	fn accept_offer() -> Weight {
		Self::keys(35_000_000, 5, 4, HEAD + OFFER + LICENCE).saturating_add(Self::charge())
	}

	/// The licence, the counter, the place among the holder's licences and the successor.
	fn transfer_licence() -> Weight {
		Self::keys(35_000_000, 4, 4, 2 * LICENCE).saturating_add(Self::charge())
	}

	/// Both rows of the asset, the page, the exclusion, the count of the block and the registrant's storage
	/// account; 33 hashes, once more by the question whether it is free.
	fn exclude_leaf() -> Weight {
		Self::keys(90_000_000, 5, 4, HEAD + RECORD + PAGE)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(Self::charge().saturating_mul(2))
	}

	/// Both rows of the asset, the page, the exclusion, the count of the block and the registrant's storage
	/// account; 33 hashes; two signatures of some 50 µs.
	fn authorize_exclusion() -> Weight {
		Self::keys(150_000_000, 5, 0, HEAD + RECORD + PAGE).saturating_add(Self::charge())
	}

	/// The count, the place of the one that stands and the reservation.
	fn reserve() -> Weight {
		Self::keys(30_000_000, 3, 3, 3 * RESERVATION).saturating_add(Self::charge())
	}

	fn lift_reservation() -> Weight {
		Self::keys(30_000_000, 3, 3, 3 * RESERVATION)
	}

	fn raise_opt_in_floor() -> Weight {
		Self::keys(10_000_000, 1, 1, 4)
	}

	/// One offer or one licence.
	fn exercise() -> Weight {
		Self::keys(6_000_000, 1, 1, OFFER)
	}

	/// The floor.
	fn admit() -> Weight {
		Self::keys(1_000_000, 1, 0, 4)
	}
}

/// For tests: nothing weighs anything.
impl WeightInfo for () {
	fn publish_offer() -> Weight {
		Weight::zero()
	}

	fn withdraw_offer() -> Weight {
		Weight::zero()
	}

	fn accept_offer() -> Weight {
		Weight::zero()
	}

	fn transfer_licence() -> Weight {
		Weight::zero()
	}

	fn exclude_leaf() -> Weight {
		Weight::zero()
	}

	fn authorize_exclusion() -> Weight {
		Weight::zero()
	}

	fn reserve() -> Weight {
		Weight::zero()
	}

	fn lift_reservation() -> Weight {
		Weight::zero()
	}

	fn raise_opt_in_floor() -> Weight {
		Weight::zero()
	}

	fn exercise() -> Weight {
		Weight::zero()
	}

	fn admit() -> Weight {
		Weight::zero()
	}
}
