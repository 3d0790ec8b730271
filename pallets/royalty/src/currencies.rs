//! The pot, and the currencies that it takes.

use animechain_primitives::{money, Amount, Currency};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{
			fungibles::{Inspect, Mutate},
			tokens::{DepositConsequence, Preservation},
			Get,
		},
	},
	sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult},
};

use crate::{Config, Currencies, Error, Event, Pallet};

impl<T: Config> Pallet<T> {
	/// Where all the money is that was not paid out yet.
	pub fn pot() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Gives the pot the least balance of the native currency if it has less.
	pub(crate) fn endow_pot() {
		let least = T::Currencies::minimum_balance(Currency::Native);
		let missing = least.saturating_sub(Self::pot_balance(&Currency::Native));
		if missing > 0 {
			// Only at genesis: nothing can stand in the way of a first balance there.
			let _ = T::Currencies::mint_into(Currency::Native, &Self::pot(), missing);
		}
	}

	/// What the pot holds of a currency. The least balance of it belongs to nobody.
	pub fn pot_balance(currency: &Currency) -> Amount {
		T::Currencies::balance(currency.clone(), &Self::pot())
	}

	/// What would come of giving an amount to an account: whether it is enough for it to have.
	pub(crate) fn arrives(
		currency: &Currency,
		to: &T::AccountId,
		amount: Amount,
	) -> Result<bool, DispatchError> {
		match money::arrival::<T::Currencies, _>(currency, to, amount) {
			DepositConsequence::BelowMinimum | DepositConsequence::CannotCreate => Ok(false),
			DepositConsequence::Overflow => Err(Error::<T>::TooMuch.into()),
			other => other.into_result().map(|()| true),
		}
	}

	/// Moves an amount, or nothing.
	pub(crate) fn move_money(
		currency: &Currency,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
		keep: Preservation,
	) -> DispatchResult {
		Self::arrives(currency, to, amount)?;
		money::move_money::<T::Currencies, _>(currency, from, to, amount, keep)
	}

	/// The native currency, and those that were let in.
	pub(crate) fn all_currencies() -> impl Iterator<Item = Currency> {
		core::iter::once(Currency::Native).chain(Currencies::<T>::get())
	}

	/// Refuses a currency that was not let in.
	pub(crate) fn check_currency(currency: &Currency) -> DispatchResult {
		let known = *currency == Currency::Native || Currencies::<T>::get().contains(currency);
		ensure!(known, Error::<T>::UnknownCurrency);
		Ok(())
	}

	/// The pot must hold the least balance first, or the first small payment would fail.
	pub(crate) fn do_register_currency(currency: Currency) -> DispatchResult {
		ensure!(Self::check_currency(&currency).is_err(), Error::<T>::KnownCurrency);
		let least = T::Currencies::minimum_balance(currency.clone());
		ensure!(Self::pot_balance(&currency) >= least.max(1), Error::<T>::PotNotEndowed);
		Currencies::<T>::try_mutate(|list| list.try_push(currency.clone()))
			.map_err(|_| Error::<T>::TooManyCurrencies)?;
		Self::deposit_event(Event::CurrencyRegistered { currency });
		Ok(())
	}
}
