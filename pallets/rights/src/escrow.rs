//! Money that waits for the end of an agreement.

use alloc::vec::Vec;

use animechain_primitives::{consent::Price, money, rights::Stage, Amount, Currency};
use polkadot_sdk::{
	frame_support::{
		ensure,
		storage::with_storage_layer,
		traits::{
			fungibles::{Inspect, Mutate},
			tokens::{Fortitude, Preservation},
			Get,
		},
	},
	sp_runtime::{traits::AccountIdConversion, DispatchResult},
};

use crate::{types::AgreementOf, Config, Error, Event, Kept, Owed, Pallet};

impl<T: Config> Pallet<T> {
	/// Where escrowed money is.
	pub fn escrow() -> T::AccountId {
		T::EscrowId::get().into_account_truncating()
	}

	/// Gives the escrow the least balance of the native currency if it has less, so that it never goes away and
	/// can hold any other.
	pub(crate) fn endow_escrow() {
		let least = T::Currencies::minimum_balance(Currency::Native);
		let missing =
			least.saturating_sub(T::Currencies::balance(Currency::Native, &Self::escrow()));
		if missing > 0 {
			// Only at genesis: nothing can stand in the way of a first balance there.
			let _ = T::Currencies::mint_into(Currency::Native, &Self::escrow(), missing);
		}
	}

	/// Refuses amounts that an account without any could not take.
	pub(crate) fn ensure_payable(price: &Price) -> DispatchResult {
		let least = T::Currencies::minimum_balance(price.currency.clone());
		ensure!(price.amount >= least.max(1), Error::<T>::AmountTooSmall);
		Ok(())
	}

	/// Moves an amount, or nothing.
	pub(crate) fn move_money(
		currency: &Currency,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
		keep: Preservation,
	) -> DispatchResult {
		money::move_money::<T::Currencies, _>(currency, from, to, amount, keep)
	}

	/// Takes money into escrow. Of a currency of which some is missing, nothing is taken: whoever is owed from
	/// before would be paid with it. That is so if a currency was destroyed, and another has its number now. The
	/// least balance of the native currency is never paid out, so it must be there beside what is owed.
	pub(crate) fn take_in(payer: &T::AccountId, price: &Price) -> DispatchResult {
		let Price { currency, amount } = price;
		let owed = Owed::<T>::get(currency);
		let there = T::Currencies::balance(currency.clone(), &Self::escrow());
		let own = match currency {
			Currency::Native => T::Currencies::minimum_balance(Currency::Native),
			Currency::WithId(_) => 0,
		};
		ensure!(there >= owed.saturating_add(own), Error::<T>::EscrowShort);
		Self::move_money(currency, payer, &Self::escrow(), *amount, Preservation::Preserve)?;
		let owed = owed.checked_add(*amount).ok_or(Error::<T>::TooMuch)?;
		Owed::<T>::insert(currency, owed);
		Ok(())
	}

	/// Refuses if the escrow cannot pay now what was paid into an agreement, because who issues a currency burned
	/// or froze it: rights do not move for money that is not there.
	pub(crate) fn ensure_there(row: &AgreementOf<T>) -> DispatchResult {
		let prices = Self::paid_in(row);
		for Price { currency, .. } in &prices {
			let same = prices.iter().filter(|price| price.currency == *currency);
			let amount = same.fold(0, |sum: Amount, price| sum.saturating_add(price.amount));
			let there = T::Currencies::reducible_balance(
				currency.clone(),
				&Self::escrow(),
				Self::keep(currency),
				Fortitude::Polite,
			);
			ensure!(there >= amount, Error::<T>::EscrowShort);
		}
		Ok(())
	}

	/// Everything that was paid into an agreement.
	fn paid_in(row: &AgreementOf<T>) -> Vec<Price> {
		let consideration = row.deal.consideration.iter().map(|part| part.price.clone());
		consideration.chain(Self::funded(row).into_iter().map(|(price, _)| price)).collect()
	}

	/// The least balance of the native currency stays, so the account stays.
	fn keep(currency: &Currency) -> Preservation {
		match currency {
			Currency::Native => Preservation::Preserve,
			Currency::WithId(_) => Preservation::Expendable,
		}
	}

	/// Notes that an amount left the escrow.
	pub(crate) fn left(currency: &Currency, amount: Amount) {
		Owed::<T>::mutate_exists(currency, |owed| {
			let rest = owed.unwrap_or_default().saturating_sub(amount);
			*owed = (rest > 0).then_some(rest);
		});
	}

	/// Pays an amount out of escrow, or keeps it for the account if it cannot be paid: nobody else's money waits
	/// for that, and nothing is lost.
	pub(crate) fn pay_out(account: &T::AccountId, currency: Currency, amount: Amount) {
		if amount == 0 {
			return;
		}
		let paid = with_storage_layer(|| Self::move_out(account, currency.clone(), amount));
		let account = account.clone();
		if paid.is_ok() {
			Self::deposit_event(Event::PaidOut { account, currency, amount });
		} else {
			// What is in escrow of a currency is not more than there is of it.
			Kept::<T>::mutate(&account, &currency, |kept| *kept = kept.saturating_add(amount));
			Self::deposit_event(Event::PayoutKept { account, currency, amount });
		}
	}

	fn move_out(account: &T::AccountId, currency: Currency, amount: Amount) -> DispatchResult {
		let keep = Self::keep(&currency);
		Self::move_money(&currency, &Self::escrow(), account, amount, keep)?;
		Self::left(&currency, amount);
		Ok(())
	}

	/// Gives everybody back what they paid into an agreement.
	pub(crate) fn refund(row: &AgreementOf<T>) {
		if let Some(consideration) = &row.deal.consideration {
			let Price { currency, amount } = consideration.price.clone();
			Self::pay_out(&row.deal.to, currency, amount);
		}
		for (price, payer) in Self::funded(row) {
			Self::pay_out(&payer, price.currency, price.amount);
		}
	}

	/// Everything that is in escrow for an agreement.
	pub(crate) fn escrowed(row: &AgreementOf<T>) -> Vec<Price> {
		match row.stage {
			Stage::Accepted => Self::paid_in(row),
			_ => Vec::new(),
		}
	}

	pub(crate) fn do_collect(account: T::AccountId, currency: Currency) -> DispatchResult {
		let amount = Kept::<T>::take(&account, &currency);
		ensure!(amount > 0, Error::<T>::NothingKept);
		Self::move_out(&account, currency.clone(), amount)?;
		Self::deposit_event(Event::Collected { account, currency, amount });
		Ok(())
	}
}
