//! Leaves that stop earning.

use animechain_primitives::{
	behaviour::{ExclusionHook, LeafStatus},
	AssetId, Currency, LeafIndex,
};
use polkadot_sdk::sp_core::U256;

use crate::{
	types::{FrozenLeaf, Pool},
	Config, FrozenLeaves, Pallet, Pools, MAX_POOLS,
};

impl<T: Config> Pallet<T> {
	/// Where the accumulator of a pool stands for a leaf: where it is, or where it was when the leaf was taken
	/// out.
	pub(crate) fn leaf_limit(
		asset: AssetId,
		currency: &Currency,
		leaf: LeafIndex,
		pool: &Pool,
	) -> U256 {
		match FrozenLeaves::<T>::get((asset, currency, leaf)) {
			Some(frozen) => frozen.per_unit,
			// It was taken out before there was a pool.
			None if T::Leaves::is_excluded(asset, leaf) => U256::zero(),
			None => pool.contributors.per_unit,
		}
	}
}

impl<T: Config> ExclusionHook for Pallet<T> {
	/// What the leaf earned before stays its contributor's.
	fn leaf_excluded(asset: AssetId, leaf: LeafIndex, weight: u64) -> u32 {
		let mut pools = 0_u32;
		for (currency, mut pool) in Self::pools_of(asset) {
			let per_unit = pool.contributors.per_unit;
			pool.live_weight = pool.live_weight.saturating_sub(weight);
			FrozenLeaves::<T>::insert((asset, &currency, leaf), FrozenLeaf { per_unit, weight });
			Pools::<T>::insert(asset, &currency, pool);
			pools = pools.saturating_add(1);
		}
		pools
	}

	fn leaf_excluded_bytes(asset: AssetId) -> u64 {
		Self::frozen_bytes().saturating_mul(Self::pools_of(asset).count() as u64)
	}

	fn most_pools() -> u32 {
		MAX_POOLS
	}
}
