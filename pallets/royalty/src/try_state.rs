//! The invariants of this pallet, each by name.

use alloc::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{behaviour::AssetRegistry, Amount, AssetId, Currency};
use polkadot_sdk::{
	frame_support::{ensure, traits::fungibles::Inspect},
	sp_core::U512,
	sp_runtime::TryRuntimeError,
};

use crate::{
	arithmetic::{part_of, UNITS},
	types::Pool,
	Config, Divided, FrozenLeaves, HolderAccounts, InProgress, LeafAccounts, Pallet, Pools, Pulled,
	Queue, Units,
};

impl<T: Config> Pallet<T> {
	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_pot()?;
		Self::check_pools()?;
		Self::check_edges()?;
		Self::check_units()?;
		Self::check_checkpoints()?;
		Self::check_queue()
	}

	/// The pot holds what is in the pools, and the least balance beside it, in each currency.
	fn check_pot() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<Currency, Amount>::new();
		for (_, currency, pool) in Pools::<T>::iter() {
			let sum = owed.entry(currency).or_default();
			*sum = sum.checked_add(pool.balance()).ok_or("more is owed than there can be")?;
		}
		for (currency, owed) in owed {
			let least = T::Currencies::minimum_balance(currency.clone());
			ensure!(
				Self::pot_balance(&currency) >= owed.saturating_add(least),
				"the pot holds less than what is owed"
			);
		}
		Ok(())
	}

	/// Each pool has shared everything that stays with it, to the last fraction, and paid no more than that.
	fn check_pools() -> Result<(), TryRuntimeError> {
		for (asset, currency, pool) in Pools::<T>::iter() {
			ensure!(T::Assets::head(asset).is_some(), "a pool of no asset");
			Self::check_currency(&currency).map_err(|_| "a pool in an unknown currency")?;
			let stays = part_of(pool.inflow, pool.rest);
			ensure!(pool.paid <= stays, "more was paid than what stays with the asset");
			ensure!(
				pool.flowed.saturating_add(pool.held) <= stays,
				"more flowed than what stays with the asset"
			);
			ensure!(pool.pulled.saturating_add(stays) <= pool.inflow, "more left than came in");
			Self::check_frozen(asset, &currency, &pool)?;
		}
		Ok(())
	}

	/// What went to contributors is with the leaves that earn, with those that were taken out, or carried.
	fn check_frozen(asset: u64, currency: &Currency, pool: &Pool) -> Result<(), TryRuntimeError> {
		let mut shared = U512::from(pool.contributors.per_unit)
			.saturating_mul(U512::from(pool.live_weight))
			.saturating_add(U512::from(pool.contributors.carry));
		let mut frozen_weight = 0_u64;
		for (leaf, frozen) in FrozenLeaves::<T>::iter_prefix((asset, currency)) {
			let _: u32 = leaf;
			ensure!(
				frozen.per_unit <= pool.contributors.per_unit,
				"a leaf was frozen ahead of its pool"
			);
			let product = U512::from(frozen.per_unit).saturating_mul(U512::from(frozen.weight));
			shared = shared.saturating_add(product);
			frozen_weight = frozen_weight.saturating_add(frozen.weight);
		}
		ensure!(
			shared == U512::from(pool.to_contributors) << 64,
			"what contributors have is not what went to them"
		);
		let contents = T::Assets::contents(asset).map_or(0, |contents| contents.weight);
		ensure!(
			pool.live_weight.saturating_add(frozen_weight) <= contents,
			"more weight earns than there is"
		);
		Ok(())
	}

	/// Over each edge no more was handed on than it is owed, and all of it is counted in the child's pool.
	fn check_edges() -> Result<(), TryRuntimeError> {
		for (asset, currency, handed_on) in Pulled::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency).ok_or("an edge of no pool")?;
			let edges = T::Assets::edges(asset).ok_or("an edge of no asset")?;
			ensure!(handed_on.0.len() <= edges.len(), "an edge that the asset has not");
			for (amount, edge) in handed_on.0.iter().zip(&edges) {
				ensure!(
					*amount <= part_of(pool.inflow, edge.share),
					"more was handed on than an edge is owed"
				);
			}
		}
		for (asset, currency, pool) in Pools::<T>::iter() {
			let rows = Pulled::<T>::get(asset, &currency);
			let sum = rows.0.iter().fold(0, |sum: Amount, amount| sum.saturating_add(*amount));
			ensure!(sum == pool.pulled, "what was handed on is not what the pool counts");
		}
		Ok(())
	}

	/// A divided asset has all of its units, and no other has any.
	fn check_units() -> Result<(), TryRuntimeError> {
		let mut units = BTreeMap::<_, u64>::new();
		for (asset, _, count) in Units::<T>::iter() {
			ensure!(count > 0, "a holder of nothing");
			let sum = units.entry(asset).or_default();
			*sum = sum.saturating_add(count.into());
		}
		let divided: BTreeSet<_> = Divided::<T>::iter_keys().collect();
		ensure!(units.keys().copied().eq(divided), "units of an asset that is not divided");
		ensure!(
			units.values().all(|sum| *sum == u64::from(UNITS)),
			"the units are not all of them"
		);
		Ok(())
	}

	/// Nobody is ahead of the pool, all holders together have no more than went to them, and what was settled is not more than what went to holders.
	fn check_checkpoints() -> Result<(), TryRuntimeError> {
		let mut with_holders = BTreeMap::<_, U512>::new();
		for ((asset, currency, account), row) in HolderAccounts::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency).ok_or("a holder of no pool")?;
			ensure!(row.seen <= pool.to_holders(), "a holder is ahead of its pool");
			ensure!(row.owed <= pool.to_holders(), "a holder is owed more than went to holders");
			let units = Self::units_of(asset, &account);
			let grown = U512::from(pool.to_holders().saturating_sub(row.seen));
			let share = grown
				.saturating_mul(U512::from(units))
				.saturating_add(U512::from(row.fraction))
				.saturating_add(U512::from(row.owed).saturating_mul(U512::from(UNITS)));
			let sum = with_holders.entry((asset, currency)).or_default();
			*sum = sum.saturating_add(share);
			ensure!(
				*sum <= U512::from(pool.to_holders()).saturating_mul(U512::from(UNITS)),
				"holders have more than went to them"
			);
		}
		for ((asset, currency, _), checkpoint) in LeafAccounts::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency).ok_or("a leaf of no pool")?;
			ensure!(
				checkpoint.per_unit <= pool.contributors.per_unit,
				"a leaf is ahead of its pool"
			);
		}
		Ok(())
	}

	/// A pool says that it waits exactly if it is in the queue; what is unfinished is a pool.
	fn check_queue() -> Result<(), TryRuntimeError> {
		let mut waiting: BTreeSet<_> = Queue::<T>::iter_keys()
			.map(|(asset, currency)| (AssetId::from(asset), currency))
			.collect();
		for (asset, currency, pool) in Pools::<T>::iter() {
			ensure!(
				pool.queued == waiting.remove(&(asset, currency)),
				"a pool that waits outside of the queue, or the other way round"
			);
		}
		ensure!(waiting.is_empty(), "no pool is in the queue");
		if let Some(at) = InProgress::<T>::get() {
			let pool = Pools::<T>::get(at.asset, &at.currency);
			let pool = pool.ok_or("what is unfinished is no pool")?;
			ensure!(at.next_edge <= pool.edges, "what is unfinished is beyond the last edge");
		}
		Ok(())
	}
}
