//! What readers ask: shared by view functions and the runtime API.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{ListError, Page, MAX_KEYS, MAX_ROWS},
	royalty::{Claimable, Flow, FlowError, FlowRow, PoolCursor, MAX_WAITING},
	Amount, AssetId, Currency, LeafIndex, Mark,
};
use polkadot_sdk::frame_support::ensure;

use crate::{
	arithmetic::{gain, UNITS},
	types::Pool,
	Config, Divided, HolderAccounts, LeafAccounts, Pallet, Pools, Units,
};

impl<T: Config> Pallet<T> {
	/// What an account has earned in a pool as a holder and was not paid.
	pub(crate) fn holder_claimable(
		asset: AssetId,
		currency: &Currency,
		pool: &Pool,
		account: &T::AccountId,
	) -> Amount {
		let row = HolderAccounts::<T>::get((asset, currency, account));
		let units = Self::units_of(asset, account);
		row.settle(units, pool).map_or(row.owed, |row| row.owed)
	}

	/// What leaves with these weights have earned in a pool and were not paid.
	pub(crate) fn leaves_claimable(
		asset: AssetId,
		currency: &Currency,
		leaves: &[(LeafIndex, u64)],
	) -> Result<Vec<Amount>, FlowError> {
		ensure!(leaves.len() <= MAX_KEYS as usize, FlowError::TooMany);
		let head = T::Assets::head(asset).ok_or(FlowError::UnknownAsset)?;
		ensure!(!head.marks.contains(Mark::Invalidated), FlowError::AssetInvalidated);
		let Some(pool) = Pools::<T>::get(asset, currency) else {
			return Ok(vec![0; leaves.len()]);
		};
		let earned = leaves.iter().map(|(leaf, weight)| {
			let before = LeafAccounts::<T>::get((asset, currency, leaf)).unwrap_or_default();
			let limit = Self::leaf_limit(asset, currency, *leaf, &pool);
			// A weight that the leaf cannot have does not fit.
			before.settle(*weight, limit).map_or(0, |(_, amount)| amount)
		});
		Ok(earned.collect())
	}

	/// What an account can claim as a holder in `limit` pools (1 to 256) after `after`, in the order of their
	/// keys. Counts pools that were looked at, not those that were found.
	pub(crate) fn claimable_page(
		account: &T::AccountId,
		after: Option<PoolCursor>,
		limit: u32,
	) -> Result<Page<Claimable, PoolCursor>, ListError> {
		ensure!(limit > 0 && limit <= MAX_ROWS, ListError::LimitOutOfRange);
		let mut pools = match after {
			None => Pools::<T>::iter(),
			Some((asset, currency)) => {
				Pools::<T>::iter_from(Pools::<T>::hashed_key_for(asset, currency))
			},
		};
		let (mut rows, mut last) = (Vec::new(), None);
		for (asset, currency, pool) in pools.by_ref().take(limit as usize) {
			let amount = Self::holder_claimable(asset, &currency, &pool, account);
			if amount > 0 && Self::ensure_payable(asset).is_ok() {
				rows.push(Claimable { asset, currency: currency.clone(), amount });
			}
			last = Some((asset, currency));
		}
		let next = last.filter(|_| pools.next().is_some());
		Ok(Page { rows, next })
	}

	/// What an account can claim of one asset as a holder, in each currency.
	pub(crate) fn claimable_of_asset(
		account: &T::AccountId,
		asset: AssetId,
	) -> Vec<(Currency, Amount)> {
		if Self::ensure_payable(asset).is_err() {
			return Vec::new();
		}
		Self::pools_of(asset)
			.map(|(currency, pool)| {
				let amount = Self::holder_claimable(asset, &currency, &pool, account);
				(currency, amount)
			})
			.filter(|(_, amount)| *amount > 0)
			.collect()
	}

	/// The holders of an asset in the order of their keys.
	pub(crate) fn holders_page(
		asset: AssetId,
		after: Option<T::AccountId>,
		limit: u32,
	) -> Result<Page<(T::AccountId, u32), T::AccountId>, ListError> {
		ensure!(limit > 0 && limit <= MAX_ROWS, ListError::LimitOutOfRange);
		if !Divided::<T>::contains_key(asset) {
			let controller = T::Assets::head(asset).map(|head| head.controller);
			let rows = controller.filter(|_| after.is_none()).map(|account| (account, UNITS));
			return Ok(Page { rows: rows.into_iter().collect(), next: None });
		}
		let mut holders = match after {
			None => Units::<T>::iter_prefix(asset),
			Some(account) => {
				let key = Units::<T>::hashed_key_for(asset, account);
				Units::<T>::iter_prefix_from(asset, key)
			},
		};
		let rows: Vec<_> = holders.by_ref().take(limit as usize).collect();
		let last = rows.last().map(|(account, _)| account.clone());
		let next = last.filter(|_| holders.next().is_some());
		Ok(Page { rows, next })
	}

	/// Who would get what if `amount` were paid for an asset now.
	pub(crate) fn flow_of(
		asset: AssetId,
		currency: &Currency,
		amount: Amount,
	) -> Result<Flow, FlowError> {
		let head = T::Assets::head(asset).ok_or(FlowError::UnknownAsset)?;
		ensure!(!head.marks.contains(Mark::Invalidated), FlowError::AssetInvalidated);
		Self::flow_from(currency, vec![(asset, amount)])
	}

	/// Who would get what if these amounts came in. Looks at no more than 256 assets, newest first, so that what
	/// comes to an asset over several paths has come together when it is looked at.
	pub(crate) fn flow_from(
		currency: &Currency,
		amounts: Vec<(AssetId, Amount)>,
	) -> Result<Flow, FlowError> {
		ensure!(amounts.len() <= MAX_WAITING as usize, FlowError::TooMany);
		Self::check_currency(currency).map_err(|_| FlowError::UnknownCurrency)?;
		let mut waiting = BTreeMap::new();
		for (asset, amount) in amounts {
			add(&mut waiting, asset, amount)?;
		}
		let mut flow = Flow::default();
		while let Some((asset, inflow)) = waiting.pop_last() {
			if flow.rows.len() >= MAX_ROWS as usize {
				flow.beyond.push((asset, inflow));
				continue;
			}
			let before = match Pools::<T>::get(asset, currency) {
				Some(pool) => pool,
				None => Self::new_pool(asset).map_err(|_| FlowError::UnknownAsset)?,
			};
			let mut after = before.clone();
			after.credit(inflow).map_err(|_| FlowError::TooMuch)?;
			for edge in T::Assets::edges(asset).ok_or(FlowError::UnknownAsset)? {
				let owed = gain(before.inflow, after.inflow, edge.share);
				if owed > 0 {
					add(&mut waiting, edge.parent, owed)?;
				}
			}
			flow.rows.push(FlowRow {
				asset,
				inflow,
				contributors: after.to_contributors.saturating_sub(before.to_contributors),
				holders: after.to_holders().saturating_sub(before.to_holders()),
				held: after.held.saturating_sub(before.held),
			});
		}
		Ok(flow)
	}
}

fn add(
	waiting: &mut BTreeMap<AssetId, Amount>,
	asset: AssetId,
	amount: Amount,
) -> Result<(), FlowError> {
	let sum = waiting.entry(asset).or_default();
	*sum = sum.checked_add(amount).ok_or(FlowError::TooMuch)?;
	Ok(())
}
