//! Money in: payments, and the pools that they go to.

use animechain_primitives::{
	behaviour::{AssetRegistry, RoyaltySink, StorageLedger},
	consent::Excluded,
	Amount, AssetId, Commitment, Currency, Mark,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::fungibles::Inspect, weights::Weight},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	arithmetic::rest_of,
	types::{NewestFirst, Pool},
	Config, Contested, Error, Event, Pallet, Pools, Queue, WeightInfo,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_pay(
		payer: &T::AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
		reference: Option<Commitment>,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::NothingPaid);
		Self::check_currency(&currency)?;
		// Or the last that is owed could never be paid out.
		let least = T::Currencies::minimum_balance(currency.clone());
		ensure!(Self::pot_balance(&currency) >= least, Error::<T>::PotNotEndowed);
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(!head.marks.contains(Mark::Invalidated), Error::<T>::AssetInvalidated);
		if !Pools::<T>::contains_key(asset, &currency) {
			let edges = T::Assets::edges(asset).map_or(0, |edges| edges.len());
			T::Ledger::charge(payer, Self::pool_bytes(edges))?;
		}
		// The state is right before anybody else's code runs.
		Self::credit(asset, &currency, amount)?;
		Self::move_money(&currency, payer, &Self::pot(), amount)?;
		let payer = payer.clone();
		Self::deposit_event(Event::Paid { asset, currency, payer, amount, reference });
		Ok(())
	}

	/// Puts an amount that is in the pot already into a pool: one constant step.
	pub(crate) fn credit(asset: AssetId, currency: &Currency, amount: Amount) -> DispatchResult {
		Self::with_pool(asset, currency, |pool| {
			pool.credit(amount).map_err(|_| Error::<T>::TooMuch)?;
			if pool.edges > 0 && !pool.queued {
				pool.queued = true;
				Queue::<T>::insert(NewestFirst::from(asset), currency, ());
			}
			Ok(())
		})
	}

	/// Changes a pool, made anew if it is not there yet.
	fn with_pool(
		asset: AssetId,
		currency: &Currency,
		change: impl FnOnce(&mut Pool) -> DispatchResult,
	) -> DispatchResult {
		Pools::<T>::try_mutate(asset, currency, |slot| {
			let mut pool = match slot.take() {
				Some(pool) => pool,
				None => Self::new_pool(asset)?,
			};
			change(&mut pool)?;
			*slot = Some(pool);
			Ok(())
		})
	}

	/// What follows from the asset as it is.
	pub(crate) fn new_pool(asset: AssetId) -> Result<Pool, DispatchError> {
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		let edges = T::Assets::edges(asset).ok_or(Error::<T>::UnknownAsset)?;
		let rest = rest_of(edges.iter().map(|edge| edge.share));
		let contents = T::Assets::contents(asset);
		let Excluded { weight: gone, .. } = head.excluded;
		Ok(Pool::new(
			edges.len() as u8,
			rest,
			contents.map(|contents| contents.contributors_share).unwrap_or_default(),
			contents.map_or(0, |contents| contents.weight.saturating_sub(gone)),
			Contested::<T>::get(asset),
		))
	}

	/// The pools of an asset: no more than there are currencies.
	pub(crate) fn pools_of(asset: AssetId) -> impl Iterator<Item = (Currency, Pool)> {
		Self::all_currencies().filter_map(move |currency| {
			Pools::<T>::get(asset, &currency).map(|pool| (currency, pool))
		})
	}
}

impl<T: Config> RoyaltySink<T::AccountId> for Pallet<T> {
	fn pay(
		payer: &T::AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> DispatchResult {
		Self::do_pay(payer, asset, currency, amount, None)
	}

	fn pay_weight() -> Weight {
		T::WeightInfo::pay()
	}
}
