//! The invariants of this pallet, each by name.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};

use animechain_primitives::{behaviour::AssetRegistry, Amount, AssetId, Currency};
use polkadot_sdk::{
	frame_support::{ensure, traits::fungibles::Inspect},
	sp_core::U512,
	sp_runtime::TryRuntimeError,
};

use crate::{
	arithmetic::{part_of, rest_of, UNITS},
	types::Pool,
	Config, Contested, Divided, FrozenLeaves, HolderAccounts, InProgress, LeafAccounts, Pallet,
	Pools, Pulled, Queue, Units,
};

impl<T: Config> Pallet<T> {
	/// What must hold in every state, by name. Every complaint begins with one of these.
	pub const INVARIANTS: &'static [(&'static str, &'static str)] = &[
		("royalty/currencies-are-let-in-once", "A currency is in the list once, and the native one is not in it."),
		("royalty/pot-covers-what-is-owed", "In each currency the pot holds what is in all pools, and the least balance beside it."),
		("royalty/pools-are-of-assets", "A pool is of an asset that exists, one for each currency, with its edges, the part that stays after them, its contributors' share and its contested part."),
		("royalty/pools-are-in-known-currencies", "A pool is in the native currency or in one that was let in: no asset has more than eight."),
		("royalty/no-more-out-than-in", "What was paid, what flowed and what is held are within what stays, and what stays and what was handed on within what came in."),
		("royalty/contributors-have-what-went-to-them", "What went to contributors is with the leaves that earn, with those that were taken out, or carried, to the last fraction."),
		("royalty/weight-that-earns-is-there", "The weight that earns is that of the collection less that of the leaves taken out; with the leaves taken out since it is no more than the collection's."),
		("royalty/leaves-are-behind-their-pool", "No leaf, earning or taken out, has seen more than its pool's accumulator, and each has a pool."),
		("royalty/edges-are-owed-what-they-got", "No more was handed on over an edge than it is owed."),
		("royalty/handed-on-is-counted", "What a pool says that it handed on is the sum over its edges."),
		("royalty/handed-on-came-in", "What was handed on over all edges to an asset is within what came in for it."),
		("royalty/units-are-whole", "A divided asset exists, and its holders have all of its units together; no other asset has a holder."),
		("royalty/holders-are-behind-their-pool", "No holder has seen, or is owed, more than went to holders, or has a whole planck as a fraction, and each has a pool."),
		("royalty/holders-have-no-more-than-went-to-them", "What holders are owed and what their units gained since, with all fractions, is within what went to holders. Floors may leave some of it over."),
		("royalty/queue-is-of-pools", "A pool is in the queue if and only if it says so, and then has an edge."),
		("royalty/unfinished-is-a-pool", "What a block left unfinished is a pool, at one of its edges or after the last."),
	];

	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_currencies()?;
		Self::check_pot()?;
		Self::check_pools()?;
		Self::check_edges()?;
		Self::check_units()?;
		Self::check_checkpoints()?;
		Self::check_queue()
	}

	/// The list of currencies has none twice.
	fn check_currencies() -> Result<(), TryRuntimeError> {
		let all: Vec<_> = Self::all_currencies().collect();
		let distinct: BTreeSet<_> = all.iter().collect();
		ensure!(
			distinct.len() == all.len(),
			"royalty/currencies-are-let-in-once: a currency twice"
		);
		Ok(())
	}

	/// The pot holds what is in the pools, and the least balance beside it, in each currency.
	fn check_pot() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<Currency, Amount>::new();
		for (_, currency, pool) in Pools::<T>::iter() {
			let sum = owed.entry(currency).or_default();
			*sum = sum
				.checked_add(pool.balance())
				.ok_or("royalty/pot-covers-what-is-owed: more is owed than there can be")?;
		}
		for (currency, owed) in owed {
			let least = T::Currencies::minimum_balance(currency.clone());
			ensure!(
				Self::pot_balance(&currency) >= owed.saturating_add(least),
				"royalty/pot-covers-what-is-owed: the pot holds less than what is owed"
			);
		}
		Ok(())
	}

	/// Each pool has shared everything that stays with it, to the last fraction, and paid no more than that.
	fn check_pools() -> Result<(), TryRuntimeError> {
		let mut frozen = 0_usize;
		for (asset, currency, pool) in Pools::<T>::iter() {
			Self::check_pool(asset, &pool)?;
			Self::check_currency(&currency).map_err(|_| {
				"royalty/pools-are-in-known-currencies: a pool in an unknown currency"
			})?;
			let stays = part_of(pool.inflow, pool.rest);
			ensure!(
				pool.paid <= stays,
				"royalty/no-more-out-than-in: more was paid than what stays with the asset"
			);
			ensure!(
				pool.flowed.saturating_add(pool.held) <= stays,
				"royalty/no-more-out-than-in: more flowed than what stays with the asset"
			);
			ensure!(
				pool.pulled.saturating_add(stays) <= pool.inflow,
				"royalty/no-more-out-than-in: more left than came in"
			);
			frozen = frozen.saturating_add(Self::check_frozen(asset, &currency, &pool)?);
		}
		ensure!(
			FrozenLeaves::<T>::iter_keys().count() == frozen,
			"royalty/leaves-are-behind-their-pool: a leaf that was taken out of no pool"
		);
		Ok(())
	}

	/// A pool says of its asset what is so.
	fn check_pool(asset: AssetId, pool: &Pool) -> Result<(), TryRuntimeError> {
		let head =
			T::Assets::head(asset).ok_or("royalty/pools-are-of-assets: a pool of no asset")?;
		let edges = T::Assets::edges(asset).unwrap_or_default();
		let contents = T::Assets::contents(asset);
		let share = contents.map(|contents| contents.contributors_share).unwrap_or_default();
		ensure!(
			usize::from(pool.edges) == edges.len()
				&& pool.rest == rest_of(edges.iter().map(|edge| edge.share))
				&& pool.contributors_share == share
				&& pool.contested == Contested::<T>::get(asset),
			"royalty/pools-are-of-assets: a pool that is not what its asset says"
		);
		let weight = contents.map_or(0, |contents| contents.weight);
		ensure!(
			pool.live_weight == weight.saturating_sub(head.excluded.weight),
			"royalty/weight-that-earns-is-there: more or less weight earns than is left"
		);
		Ok(())
	}

	/// What went to contributors is with the leaves that earn, with those that were taken out, or carried. Says how
	/// many were taken out.
	fn check_frozen(
		asset: AssetId,
		currency: &Currency,
		pool: &Pool,
	) -> Result<usize, TryRuntimeError> {
		let mut rows = 0_usize;
		let mut shared = U512::from(pool.contributors.per_unit)
			.saturating_mul(U512::from(pool.live_weight))
			.saturating_add(U512::from(pool.contributors.carry));
		let mut frozen_weight = 0_u64;
		for frozen in FrozenLeaves::<T>::iter_prefix_values((asset, currency)) {
			rows = rows.saturating_add(1);
			ensure!(
				frozen.per_unit <= pool.contributors.per_unit,
				"royalty/leaves-are-behind-their-pool: a leaf was frozen ahead of its pool"
			);
			let product = U512::from(frozen.per_unit).saturating_mul(U512::from(frozen.weight));
			shared = shared.saturating_add(product);
			frozen_weight = frozen_weight.saturating_add(frozen.weight);
		}
		ensure!(
			shared == U512::from(pool.to_contributors) << 64,
			"royalty/contributors-have-what-went-to-them: what contributors have is not what went to them"
		);
		let contents = T::Assets::contents(asset).map_or(0, |contents| contents.weight);
		ensure!(
			pool.live_weight.saturating_add(frozen_weight) <= contents,
			"royalty/weight-that-earns-is-there: more weight earns than there is"
		);
		Ok(rows)
	}

	/// Over each edge no more was handed on than it is owed, and all of it is counted in the child's pool.
	fn check_edges() -> Result<(), TryRuntimeError> {
		let mut received = BTreeMap::<(AssetId, Currency), Amount>::new();
		for (asset, currency, handed_on) in Pulled::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency)
				.ok_or("royalty/edges-are-owed-what-they-got: an edge of no pool")?;
			let edges = T::Assets::edges(asset).unwrap_or_default();
			ensure!(
				handed_on.0.len() <= edges.len(),
				"royalty/edges-are-owed-what-they-got: an edge that the asset has not"
			);
			for (amount, edge) in handed_on.0.iter().zip(&edges) {
				ensure!(
					*amount <= part_of(pool.inflow, edge.share),
					"royalty/edges-are-owed-what-they-got: more was handed on than an edge is owed"
				);
				let sum = received.entry((edge.parent, currency.clone())).or_default();
				*sum = sum.saturating_add(*amount);
			}
		}
		for (asset, currency, pool) in Pools::<T>::iter() {
			let rows = Pulled::<T>::get(asset, &currency);
			let sum = rows.0.iter().fold(0, |sum: Amount, amount| sum.saturating_add(*amount));
			let received = received.remove(&(asset, currency)).unwrap_or_default();
			ensure!(
				received <= pool.inflow,
				"royalty/handed-on-came-in: more was handed on to an asset than came in"
			);
			ensure!(
				sum == pool.pulled,
				"royalty/handed-on-is-counted: what was handed on is not what the pool counts"
			);
		}
		ensure!(
			received.values().all(|amount| *amount == 0),
			"royalty/handed-on-came-in: something was handed on to an asset without a pool"
		);
		Ok(())
	}

	/// A divided asset has all of its units, and no other has any.
	fn check_units() -> Result<(), TryRuntimeError> {
		let mut units = BTreeMap::<_, u64>::new();
		for (asset, _, count) in Units::<T>::iter() {
			ensure!(count > 0, "royalty/units-are-whole: a holder of nothing");
			let sum = units.entry(asset).or_default();
			*sum = sum.saturating_add(count.into());
		}
		let divided: BTreeSet<_> = Divided::<T>::iter_keys().collect();
		ensure!(
			units.keys().copied().eq(divided),
			"royalty/units-are-whole: units of an asset that is not divided"
		);
		ensure!(
			units.keys().all(|asset| T::Assets::head(*asset).is_some()),
			"royalty/units-are-whole: units of no asset"
		);
		ensure!(
			units.values().all(|sum| *sum == u64::from(UNITS)),
			"royalty/units-are-whole: the units are not all of them"
		);
		Ok(())
	}

	/// Nobody is ahead of the pool, all holders together have no more than went to them, and what was settled is not
	/// more than what went to holders.
	fn check_checkpoints() -> Result<(), TryRuntimeError> {
		let mut with_holders = BTreeMap::<_, U512>::new();
		for ((asset, currency, account), row) in HolderAccounts::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency)
				.ok_or("royalty/holders-are-behind-their-pool: a holder of no pool")?;
			ensure!(
				row.seen <= pool.to_holders(),
				"royalty/holders-are-behind-their-pool: a holder is ahead of its pool"
			);
			ensure!(
				row.owed <= pool.to_holders(),
				"royalty/holders-are-behind-their-pool: a holder is owed more than went to holders"
			);
			ensure!(
				row.fraction < UNITS,
				"royalty/holders-are-behind-their-pool: a fraction that is a whole"
			);
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
				"royalty/holders-have-no-more-than-went-to-them: holders have more than went to them"
			);
		}
		for ((asset, currency, _), checkpoint) in LeafAccounts::<T>::iter() {
			let pool = Pools::<T>::get(asset, &currency)
				.ok_or("royalty/leaves-are-behind-their-pool: a leaf of no pool")?;
			ensure!(
				checkpoint.per_unit <= pool.contributors.per_unit,
				"royalty/leaves-are-behind-their-pool: a leaf is ahead of its pool"
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
				"royalty/queue-is-of-pools: a pool that waits outside of the queue, or the other way round"
			);
		}
		ensure!(waiting.is_empty(), "royalty/queue-is-of-pools: no pool is in the queue");
		ensure!(
			Queue::<T>::iter_keys().all(|(asset, currency)| {
				Pools::<T>::get(AssetId::from(asset), currency).is_some_and(|pool| pool.edges > 0)
			}),
			"royalty/queue-is-of-pools: a pool that has nothing to hand on waits"
		);
		if let Some(at) = InProgress::<T>::get() {
			let pool = Pools::<T>::get(at.asset, &at.currency);
			let pool = pool.ok_or("royalty/unfinished-is-a-pool: what is unfinished is no pool")?;
			ensure!(
				at.next_edge <= pool.edges,
				"royalty/unfinished-is-a-pool: what is unfinished is beyond the last edge"
			);
		}
		Ok(())
	}
}
