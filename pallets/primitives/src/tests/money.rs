//! What is moved arrives whole, or stays where it was, whatever a currency does.

use std::{
	cell::{Cell, RefCell},
	collections::BTreeMap,
};

use polkadot_sdk::{
	frame_support::traits::{
		fungibles::{Dust, Inspect, Mutate, Unbalanced},
		tokens::{DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence},
	},
	sp_runtime::{ArithmeticError, DispatchError, DispatchResult, TokenError},
};

use crate::{
	consent::{Amount, Currency},
	money::move_money,
};

/// The most that one account can have.
const MOST: Amount = 100;

thread_local! {
	static BALANCES: RefCell<BTreeMap<u64, Amount>> = const { RefCell::new(BTreeMap::new()) };
	/// What is lost of each transfer.
	static LOST: Cell<Amount> = const { Cell::new(0) };
}

/// A currency whose transfers look at who gives only, and lose what does not fit: as those of the assets pallet.
struct Careless;

impl Inspect<u64> for Careless {
	type AssetId = Currency;
	type Balance = Amount;

	fn total_issuance(_: Currency) -> Amount {
		BALANCES.with_borrow(|balances| balances.values().sum())
	}

	fn minimum_balance(_: Currency) -> Amount {
		1
	}

	fn total_balance(currency: Currency, who: &u64) -> Amount {
		Self::balance(currency, who)
	}

	fn balance(_: Currency, who: &u64) -> Amount {
		BALANCES.with_borrow(|balances| balances.get(who).copied().unwrap_or_default())
	}

	fn reducible_balance(currency: Currency, who: &u64, _: Preservation, _: Fortitude) -> Amount {
		Self::balance(currency, who)
	}

	fn can_deposit(
		currency: Currency,
		who: &u64,
		amount: Amount,
		provenance: Provenance,
	) -> DepositConsequence {
		let fits = Self::balance(currency, who) + amount <= MOST;
		match provenance {
			Provenance::Minted if !fits => DepositConsequence::Overflow,
			_ => DepositConsequence::Success,
		}
	}

	fn can_withdraw(_: Currency, _: &u64, _: Amount) -> WithdrawConsequence<Amount> {
		WithdrawConsequence::Success
	}

	fn asset_exists(_: Currency) -> bool {
		true
	}
}

impl Unbalanced<u64> for Careless {
	fn handle_dust(_: Dust<u64, Self>) {}

	fn write_balance(
		_: Currency,
		who: &u64,
		amount: Amount,
	) -> Result<Option<Amount>, DispatchError> {
		BALANCES.with_borrow_mut(|balances| balances.insert(*who, amount));
		Ok(None)
	}

	fn set_total_issuance(_: Currency, _: Amount) {}
}

impl Mutate<u64> for Careless {
	fn transfer(
		currency: Currency,
		from: &u64,
		to: &u64,
		amount: Amount,
		_: Preservation,
	) -> Result<Amount, DispatchError> {
		let left = Self::balance(currency.clone(), from).checked_sub(amount);
		Self::write_balance(currency.clone(), from, left.ok_or(TokenError::FundsUnavailable)?)?;
		let has = Self::balance(currency.clone(), to) + amount - LOST.get();
		Self::write_balance(currency, to, has.min(MOST))?;
		Ok(amount)
	}
}

/// Moves an amount from the first account, which has 50, to one that has so much; what both have then.
fn moved(amount: Amount, to: u64, has: Amount) -> (DispatchResult, Amount, Amount) {
	BALANCES.with_borrow_mut(|balances| *balances = [(2, has), (1, 50)].into());
	let currency = Currency::Native;
	let done = move_money::<Careless, _>(&currency, &1, &to, amount, Preservation::Expendable);
	(done, Careless::balance(currency.clone(), &1), Careless::balance(currency, &2))
}

#[test]
fn what_is_moved_arrives() {
	assert_eq!(moved(30, 2, 70), (Ok(()), 20, 100));
	assert_eq!(moved(0, 2, 70), (Ok(()), 50, 70));
	assert_eq!(moved(51, 2, 0), (Err(TokenError::FundsUnavailable.into()), 50, 0));
}

#[test]
fn what_does_not_fit_does_not_leave() {
	assert_eq!(moved(31, 2, 70), (Err(ArithmeticError::Overflow.into()), 50, 70));
}

/// The call that moved it fails, and with it everything that it wrote.
#[test]
fn what_arrives_in_part_is_an_error() {
	LOST.set(1);
	assert_eq!(moved(30, 2, 0).0, Err(TokenError::CannotCreate.into()));
}

#[test]
fn what_is_moved_to_oneself_changes_nothing() {
	assert_eq!(moved(30, 1, 0), (Ok(()), 50, 0));
}
