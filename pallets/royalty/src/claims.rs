//! Money out: what holders and contributors earned.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};

use animechain_primitives::{
	behaviour::{AssetRegistry, StorageLedger},
	merkle_sum::{Leaf, LeafProof},
	Amount, AssetId, Currency, Mark,
};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{tokens::Preservation, Get},
	},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	types::HolderAccount, Config, Error, Event, HolderAccounts, LeafAccounts, Pallet, Pools,
};

impl<T: Config> Pallet<T> {
	/// Pays an account what its units earned in these pools, all of a currency at once. What the account
	/// cannot take yet, because it would be below the least balance, waits: then nothing is written, for the
	/// next claim finds the same and more. `payer` answers for the bytes of rows that are new.
	pub(crate) fn do_claim(
		payer: &T::AccountId,
		account: &T::AccountId,
		pools: Vec<(AssetId, Currency)>,
	) -> DispatchResult {
		ensure!(!pools.is_empty(), Error::<T>::NothingToClaim);
		ensure!(pools.len() <= T::MaxClaims::get() as usize, Error::<T>::TooManyPools);
		let distinct: BTreeSet<_> = pools.iter().collect();
		ensure!(distinct.len() == pools.len(), Error::<T>::SamePoolTwice);
		let mut by_currency: BTreeMap<Currency, Vec<AssetId>> = BTreeMap::new();
		for (asset, currency) in pools {
			Self::ensure_payable(asset)?;
			ensure!(Pools::<T>::contains_key(asset, &currency), Error::<T>::UnknownPool);
			by_currency.entry(currency).or_default().push(asset);
		}
		let (mut anything, mut new_rows) = (false, 0_u64);
		for (currency, assets) in by_currency {
			// Settled only when its turn comes: the payout before may have run anybody's code.
			let rows = Self::settled_rows(account, &currency, assets)?;
			let amount = sum::<T>(rows.iter().map(|(_, row)| row.owed))?;
			if amount == 0 {
				continue;
			}
			anything = true;
			if !Self::arrives(&currency, account, amount)? {
				let account = account.clone();
				Self::deposit_event(Event::PayoutWaits { account, currency, amount });
				continue;
			}
			let parts = rows.iter().map(|(asset, row)| (*asset, row.owed)).collect();
			for (asset, row) in rows {
				let key = (asset, &currency, account);
				let known = HolderAccounts::<T>::contains_key(key);
				new_rows = new_rows.saturating_add((!known).into());
				HolderAccounts::<T>::insert(key, HolderAccount { owed: 0, ..row });
				Self::take_out(asset, &currency, row.owed)?;
			}
			Self::pay_out(account, currency.clone(), amount)?;
			let account = account.clone();
			Self::deposit_event(Event::Claimed { account, currency, amount, parts });
		}
		ensure!(anything, Error::<T>::NothingToClaim);
		// Last, so that what was claimed may pay for it.
		Self::charge_rows(payer, new_rows.saturating_mul(Self::holder_bytes()))
	}

	/// What an account has in the pools of these assets now, where it has anything.
	fn settled_rows(
		account: &T::AccountId,
		currency: &Currency,
		assets: Vec<AssetId>,
	) -> Result<Vec<(AssetId, HolderAccount)>, DispatchError> {
		let mut rows = Vec::with_capacity(assets.len());
		for asset in assets {
			let pool = Pools::<T>::get(asset, currency).ok_or(Error::<T>::UnknownPool)?;
			let row = HolderAccounts::<T>::get((asset, currency, account))
				.settle(Self::units_of(asset, account), &pool)
				.map_err(|_| Error::<T>::TooMuch)?;
			if row.owed > 0 {
				rows.push((asset, row));
			}
		}
		Ok(rows)
	}

	/// Makes an account answer for bytes, if there are any.
	pub(crate) fn charge_rows(payer: &T::AccountId, bytes: u64) -> DispatchResult {
		if bytes == 0 {
			return Ok(());
		}
		T::Ledger::charge(payer, bytes)
	}

	/// Pays the contributor of a leaf what it earned in some currencies. Anybody may ask for it, and answers
	/// for the bytes of the rows.
	pub(crate) fn do_claim_leaf(
		payer: T::AccountId,
		asset: AssetId,
		leaf: Leaf<T::AccountId>,
		proof: LeafProof,
		currencies: Vec<Currency>,
	) -> DispatchResult {
		Self::ensure_payable(asset)?;
		let contents = T::Assets::contents(asset).ok_or(Error::<T>::NotACollection)?;
		ensure!(proof.verify(&contents, &leaf).is_ok(), Error::<T>::LeafNotProven);
		ensure!(!currencies.is_empty(), Error::<T>::NothingToClaim);
		let distinct: BTreeSet<_> = currencies.iter().collect();
		ensure!(distinct.len() == currencies.len(), Error::<T>::SamePoolTwice);
		let (mut anything, mut new_rows) = (false, 0_u64);
		for currency in currencies {
			let pool = Pools::<T>::get(asset, &currency).ok_or(Error::<T>::UnknownPool)?;
			let key = (asset, &currency, leaf.index);
			let before = LeafAccounts::<T>::get(key);
			let limit = Self::leaf_limit(asset, &currency, leaf.index, &pool);
			let (checkpoint, amount) = before
				.unwrap_or_default()
				.settle(leaf.weight, limit)
				.map_err(|_| Error::<T>::TooMuch)?;
			if amount == 0 {
				continue;
			}
			anything = true;
			let account = leaf.contributor.clone();
			if !Self::arrives(&currency, &account, amount)? {
				Self::deposit_event(Event::PayoutWaits { account, currency, amount });
				continue;
			}
			new_rows = new_rows.saturating_add(before.is_none().into());
			LeafAccounts::<T>::insert(key, checkpoint);
			Self::take_out(asset, &currency, amount)?;
			Self::pay_out(&account, currency.clone(), amount)?;
			let index = leaf.index;
			Self::deposit_event(Event::LeafClaimed {
				asset,
				leaf: index,
				account,
				currency,
				amount,
			});
		}
		ensure!(anything, Error::<T>::NothingToClaim);
		Self::charge_rows(&payer, new_rows.saturating_mul(Self::leaf_bytes()))
	}

	/// Refuses to pay out for an asset that was found invalid: what is still here is not its holders'.
	pub(crate) fn ensure_payable(asset: AssetId) -> DispatchResult {
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(!head.marks.contains(Mark::Invalidated), Error::<T>::AssetInvalidated);
		Ok(())
	}

	/// Notes that an amount leaves a pool.
	pub(crate) fn take_out(asset: AssetId, currency: &Currency, amount: Amount) -> DispatchResult {
		Pools::<T>::try_mutate(asset, currency, |pool| {
			let pool = pool.as_mut().ok_or(Error::<T>::UnknownPool)?;
			pool.paid = pool.paid.checked_add(amount).ok_or(Error::<T>::TooMuch)?;
			Ok(())
		})
	}

	/// Moves an amount out of the pot.
	pub(crate) fn pay_out(
		account: &T::AccountId,
		currency: Currency,
		amount: Amount,
	) -> DispatchResult {
		let pot = Self::pot();
		// It would be paid and nobody's.
		ensure!(*account != pot, Error::<T>::NotForThePot);
		Self::move_money(&currency, &pot, account, amount, Preservation::Preserve)
	}
}

fn sum<T: Config>(amounts: impl Iterator<Item = Amount>) -> Result<Amount, DispatchError> {
	let mut total: Amount = 0;
	for amount in amounts {
		total = total.checked_add(amount).ok_or(Error::<T>::TooMuch)?;
	}
	Ok(total)
}
