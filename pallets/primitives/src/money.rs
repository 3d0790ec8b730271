//! Moving money without losing any.

use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{
			fungibles::{Inspect, Mutate},
			tokens::{DepositConsequence, Preservation, Provenance},
		},
	},
	sp_runtime::{DispatchResult, TokenError},
};

use crate::consent::{Amount, Currency};

/// What would come of giving an amount to an account.
///
/// Asks as if the amount were issued anew, for so does the assets pallet: its `fungibles` transfer takes an amount
/// from one side, then finds out that it does not fit beside the whole supply, and loses it (pallet-assets 54,
/// `increase_balance` in `functions.rs`; the default `transfer` of frame-support ignores the error).
pub fn arrival<Currencies, AccountId>(
	currency: &Currency,
	to: &AccountId,
	amount: Amount,
) -> DepositConsequence
where
	Currencies: Inspect<AccountId, AssetId = Currency, Balance = Amount>,
{
	Currencies::can_deposit(currency.clone(), to, amount, Provenance::Minted)
}

/// Moves an amount, or nothing.
pub fn move_money<Currencies, AccountId>(
	currency: &Currency,
	from: &AccountId,
	to: &AccountId,
	amount: Amount,
	keep: Preservation,
) -> DispatchResult
where
	AccountId: Eq,
	Currencies: Mutate<AccountId> + Inspect<AccountId, AssetId = Currency, Balance = Amount>,
{
	arrival::<Currencies, _>(currency, to, amount).into_result()?;
	let before = Currencies::balance(currency.clone(), to);
	Currencies::transfer(currency.clone(), from, to, amount, keep)?;
	let arrived = Currencies::balance(currency.clone(), to).saturating_sub(before);
	// Whatever else a currency may find too late.
	ensure!(from == to || arrived == amount, TokenError::CannotCreate);
	Ok(())
}
