//! Money in: payments, and the pools that they go to.

use animechain_primitives::{
	behaviour::{AssetRegistry, RevenueHook, RoyaltyPools, RoyaltySink, StorageLedger},
	consent::Excluded,
	Amount, AssetId, Commitment, Currency,
};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{fungibles::Inspect, tokens::Preservation},
		weights::Weight,
	},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	arithmetic::rest_of,
	types::{NewestFirst, Paid, Pool},
	Config, Contested, Error, Event, Pallet, Pools, Queue, WeightInfo,
};

impl<T: Config> Pallet<T> {
	/// Takes an amount out of `account` as revenue that `payer` pays.
	pub(crate) fn do_pay(
		account: &T::AccountId,
		payer: &T::AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
		reference: Option<Commitment>,
	) -> Result<Paid, DispatchError> {
		ensure!(amount > 0, Error::<T>::NothingPaid);
		Self::ensure_takes_payments(asset, &currency)?;
		let opened = Self::charge_pool(payer, asset, &currency)?;
		// The state is right before anybody else's code runs.
		let inflow = Self::credit(asset, &currency, amount)?;
		// Who pays keeps its account; what is kept for others may be paid to the last.
		let keep = match account == payer {
			true => Preservation::Preserve,
			false => Preservation::Expendable,
		};
		Self::move_money(&currency, account, &Self::pot(), amount, keep)?;
		let who = payer.clone();
		let paid = Event::Paid { asset, currency: currency.clone(), payer: who, amount, reference };
		Self::deposit_event(paid);
		let awaited = T::Revenue::came_in(asset, &currency, Some(payer), amount, inflow);
		Ok(Paid { opened, awaited })
	}

	/// Refuses payments for assets that were found invalid, and in currencies that were not let in.
	fn ensure_takes_payments(asset: AssetId, currency: &Currency) -> DispatchResult {
		Self::check_currency(currency)?;
		// Or the last that is owed could never be paid out.
		let least = T::Currencies::minimum_balance(currency.clone());
		ensure!(Self::pot_balance(currency) >= least, Error::<T>::PotNotEndowed);
		Self::ensure_payable(asset)
	}

	/// Who pays first answers for the pool. Says whether there was none.
	fn charge_pool(
		payer: &T::AccountId,
		asset: AssetId,
		currency: &Currency,
	) -> Result<bool, DispatchError> {
		if Pools::<T>::contains_key(asset, currency) {
			return Ok(false);
		}
		let edges = T::Assets::edges(asset).map_or(0, |edges| edges.len());
		T::Ledger::charge(payer, Self::pool_bytes(edges))?;
		Ok(true)
	}

	/// Puts an amount that is in the pot already into a pool: one constant step. Says what ever came in.
	pub(crate) fn credit(
		asset: AssetId,
		currency: &Currency,
		amount: Amount,
	) -> Result<Amount, DispatchError> {
		Self::with_pool(asset, currency, |pool| {
			pool.credit(amount).map_err(|_| Error::<T>::TooMuch)?;
			if pool.edges > 0 && !pool.queued {
				pool.queued = true;
				Queue::<T>::insert(NewestFirst::from(asset), currency, ());
			}
			Ok(pool.inflow)
		})
	}

	/// Changes a pool, made anew if it is not there yet.
	fn with_pool(
		asset: AssetId,
		currency: &Currency,
		change: impl FnOnce(&mut Pool) -> Result<Amount, DispatchError>,
	) -> Result<Amount, DispatchError> {
		Pools::<T>::try_mutate(asset, currency, |slot| {
			let mut pool = match slot.take() {
				Some(pool) => pool,
				None => Self::new_pool(asset)?,
			};
			let inflow = change(&mut pool)?;
			*slot = Some(pool);
			Ok(inflow)
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
	) -> Result<Weight, DispatchError> {
		let paid = Self::do_pay(payer, payer, asset, currency, amount, None)?;
		Ok(Self::paid_weight(paid))
	}

	fn pay_weight() -> Weight {
		T::WeightInfo::pay().saturating_add(T::Revenue::came_in_weight())
	}
}

impl<T: Config> RoyaltyPools<T::AccountId> for Pallet<T> {
	fn inflow(asset: AssetId, currency: &Currency) -> Amount {
		Pools::<T>::get(asset, currency).map_or(0, |pool| pool.inflow)
	}

	fn ensure_takes_payments(asset: AssetId, currency: &Currency) -> DispatchResult {
		Self::ensure_takes_payments(asset, currency)
	}

	fn open(payer: &T::AccountId, asset: AssetId, currency: &Currency) -> DispatchResult {
		Self::ensure_takes_payments(asset, currency)?;
		if Self::charge_pool(payer, asset, currency)? {
			Pools::<T>::insert(asset, currency, Self::new_pool(asset)?);
		}
		Ok(())
	}

	fn settle(
		account: &T::AccountId,
		payer: &T::AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> DispatchResult {
		Self::do_pay(account, payer, asset, currency, amount, None).map(|_| ())
	}

	fn settle_weight() -> Weight {
		T::WeightInfo::pay_again().saturating_add(T::Revenue::came_in_weight())
	}
}
