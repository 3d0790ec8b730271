//! How many bytes of state each row takes.

use animechain_primitives::{Amount, AssetId, Currency, LeafIndex};
use codec::MaxEncodedLen;

use crate::{
	arithmetic::Checkpoint,
	types::{FrozenLeaf, HolderAccount, Pool},
	Config, Pallet,
};

/// The prefixes of the pallet and of the map.
const PREFIX: usize = 16 + 16;
/// A hashed key: Twox64 before the key itself.
const TWOX: usize = 8;
/// A hashed key: Blake2-128 before the key itself.
const BLAKE2: usize = 16;

/// The keys of an asset and a currency.
fn pool_key() -> usize {
	let keys = AssetId::max_encoded_len().saturating_add(Currency::max_encoded_len());
	keys.saturating_add(PREFIX).saturating_add(2 * TWOX)
}

impl<T: Config> Pallet<T> {
	/// A pool and, if the asset has edges, what it handed on over them and its place in the queue.
	pub(crate) fn pool_bytes(edges: usize) -> u64 {
		let pool = pool_key().saturating_add(Pool::max_encoded_len());
		if edges == 0 {
			return pool as u64;
		}
		let place = Currency::max_encoded_len().saturating_add(PREFIX + TWOX + 8);
		// The number of amounts takes two bytes at most.
		let amounts = edges.saturating_mul(Amount::max_encoded_len()).saturating_add(2);
		pool.saturating_add(place).saturating_add(pool_key()).saturating_add(amounts) as u64
	}

	/// The units of a holder.
	pub(crate) fn units_bytes() -> u64 {
		account_key::<T>().saturating_add(PREFIX + TWOX + 8 + 4) as u64
	}

	/// What a holder has of a pool.
	pub(crate) fn holder_bytes() -> u64 {
		let key = pool_key().saturating_add(account_key::<T>());
		key.saturating_add(HolderAccount::max_encoded_len()) as u64
	}

	/// What a leaf has of a pool.
	pub(crate) fn leaf_bytes() -> u64 {
		leaf_key().saturating_add(Checkpoint::max_encoded_len()) as u64
	}

	/// Where a leaf that was taken out stopped earning in a pool.
	pub(crate) fn frozen_bytes() -> u64 {
		leaf_key().saturating_add(FrozenLeaf::max_encoded_len()) as u64
	}
}

/// A key of an account.
fn account_key<T: Config>() -> usize {
	T::AccountId::max_encoded_len().saturating_add(BLAKE2)
}

/// The keys of an asset, a currency and a leaf.
fn leaf_key() -> usize {
	pool_key().saturating_add(TWOX).saturating_add(LeafIndex::max_encoded_len())
}
