//! What an account has, and what it can take: a pay-out that would leave it below the least balance waits.

use std::collections::BTreeMap;

use animechain_primitives::{consent::Amount, Currency};
use anyhow::ensure;

use crate::{
	amount::{Unit, Units},
	chain::{
		state::{CurrencyRow, CurrencyState},
		AccountId, Chain, ChainError,
	},
};

/// Why an account cannot be paid in a currency now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Obstacle {
	/// It would hold less than this, which is the least. The money waits.
	Least(Amount),
	/// It can hold this currency only beside some of the chain's own. The money waits.
	NoAccount,
	/// It is less than the fee of asking for it. The money waits.
	Fee(Amount),
	/// Nobody can move the currency.
	Frozen,
	/// The currency is being taken away, or is gone.
	Gone,
}

impl Obstacle {
	/// In words that help.
	pub fn text(self, unit: &Unit) -> String {
		match self {
			Self::Least(least) => {
				format!(
					"an account holds at least {}: it waits until there is more",
					unit.text(least)
				)
			},
			Self::NoAccount => {
				"the account needs some ANIM first, `animechain send`: it waits until then".into()
			},
			Self::Fee(fee) => format!(
				"asking for it costs a fee of about {}: it waits until there is more, or add --at-any-fee",
				unit.text(fee)
			),
			Self::Frozen => {
				"its issuer froze the currency: nothing is lost, and it waits until then".into()
			},
			Self::Gone => "the currency was taken away by its issuer".into(),
		}
	}

	/// For programs.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Least(_) => "belowLeastBalance",
			Self::NoAccount => "noAccount",
			Self::Fee(_) => "belowFee",
			Self::Frozen => "currencyFrozen",
			Self::Gone => "currencyGone",
		}
	}
}

/// What an account has of one currency.
#[derive(Clone, Debug)]
struct Pocket {
	/// `None` if the currency is gone.
	row: Option<CurrencyRow>,
	/// `None` if the account holds none of it.
	balance: Option<Amount>,
}

/// What an account has of some currencies.
#[derive(Clone, Debug)]
pub struct Purse {
	/// Whether the chain has the account.
	exists: bool,
	pockets: BTreeMap<Currency, Pocket>,
}

impl Purse {
	/// Looks what an account has.
	pub async fn load<'a>(
		chain: &Chain,
		account: AccountId,
		currencies: impl IntoIterator<Item = &'a Currency>,
	) -> Result<Self, ChainError> {
		let native = chain.account(account).await?;
		let mut pockets = BTreeMap::new();
		for currency in currencies {
			if pockets.contains_key(currency) {
				continue;
			}
			let balance = match currency {
				Currency::Native => native.exists().then_some(native.free),
				Currency::WithId(id) => chain.asset_balance(*id, account).await?,
			};
			let row = chain.currency(currency).await?;
			pockets.insert(currency.clone(), Pocket { row, balance });
		}
		Ok(Self { exists: native.exists(), pockets })
	}

	/// Why the account cannot be paid an amount, if it cannot.
	pub fn obstacle(&self, currency: &Currency, amount: Amount) -> Option<Obstacle> {
		let pocket = self.pockets.get(currency)?;
		let Some(row) = &pocket.row else { return Some(Obstacle::Gone) };
		match row.state {
			CurrencyState::Live => (),
			CurrencyState::Frozen => return Some(Obstacle::Frozen),
			CurrencyState::Destroyed => return Some(Obstacle::Gone),
		}
		let after = pocket.balance.unwrap_or(0).saturating_add(amount);
		match currency {
			Currency::WithId(_) if pocket.balance.is_some() => None,
			_ if after < row.least => Some(Obstacle::Least(row.least)),
			_ if !row.sufficient && !self.exists => Some(Obstacle::NoAccount),
			_ => None,
		}
	}

	/// Notes that the account is paid.
	pub fn receive(&mut self, currency: &Currency, amount: Amount) {
		if let Some(pocket) = self.pockets.get_mut(currency) {
			pocket.balance = Some(pocket.balance.unwrap_or(0).saturating_add(amount));
			self.exists |= *currency == Currency::Native;
		}
	}

	/// How amounts of these currencies are written.
	pub fn units(&self) -> Units {
		let mut units = Units::default();
		for (currency, pocket) in &self.pockets {
			if let Some(row) = &pocket.row {
				units.insert(currency.clone(), row.unit.clone());
			}
		}
		units
	}
}

/// Refuses to pay what an account does not have: it would cost a fee.
pub async fn ensure_has(
	chain: &Chain,
	account: AccountId,
	row: &CurrencyRow,
	amount: Amount,
) -> anyhow::Result<()> {
	let unit = &row.unit;
	ensure!(row.state == CurrencyState::Live, "{} is frozen by its issuer", unit.name());
	let balance = match row.currency {
		Currency::Native => chain.account(account).await?.free,
		Currency::WithId(id) => chain.asset_balance(id, account).await?.unwrap_or(0),
	};
	let most = balance.saturating_sub(row.least);
	ensure!(
		amount <= most,
		"the account {account} has {} and has to keep {}: it cannot part with {}",
		unit.text(balance),
		unit.text(row.least),
		unit.text(amount)
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	const EURO: Currency = Currency::WithId(3);

	fn purse(exists: bool, balance: Option<Amount>, state: CurrencyState) -> Purse {
		let row = |currency: Currency, unit| CurrencyRow {
			currency,
			unit,
			name: String::new(),
			supply: 1_000,
			least: 10,
			sufficient: false,
			state,
		};
		let native = CurrencyRow {
			sufficient: true,
			state: CurrencyState::Live,
			..row(Currency::Native, Unit::native())
		};
		let native = Pocket { row: Some(native), balance: exists.then_some(10) };
		let euro = Pocket { row: Some(row(EURO, Unit::of_asset(3, "EUR", 2))), balance };
		Purse { exists, pockets: [(Currency::Native, native), (EURO, euro)].into() }
	}

	#[test]
	fn what_is_below_the_least_balance_waits_until_there_is_more() {
		let mut purse = purse(false, None, CurrencyState::Live);
		assert_eq!(purse.obstacle(&Currency::Native, 9), Some(Obstacle::Least(10)));
		assert_eq!(purse.obstacle(&Currency::Native, 10), None);
		assert_eq!(purse.obstacle(&EURO, 9), Some(Obstacle::Least(10)));
		assert_eq!(purse.obstacle(&EURO, 10), Some(Obstacle::NoAccount));
		purse.receive(&Currency::Native, 10);
		assert_eq!(purse.obstacle(&Currency::Native, 1), None);
		assert_eq!(purse.obstacle(&EURO, 10), None);
		purse.receive(&EURO, 10);
		assert_eq!(purse.obstacle(&EURO, 1), None);
		let text = Obstacle::Least(10).text(&Unit::of_asset(3, "EUR", 2));
		assert!(text.contains("0.1 EUR#3"), "{text}");
	}

	#[test]
	fn what_cannot_be_moved_is_said_to_be_so() {
		let frozen = purse(true, Some(50), CurrencyState::Frozen);
		assert_eq!(frozen.obstacle(&EURO, 50), Some(Obstacle::Frozen));
		assert_eq!(frozen.obstacle(&Currency::Native, 1), None);
		let mut gone = purse(true, Some(50), CurrencyState::Destroyed);
		assert_eq!(gone.obstacle(&EURO, 50), Some(Obstacle::Gone));
		gone.pockets.get_mut(&EURO).unwrap().row = None;
		assert_eq!(gone.obstacle(&EURO, 50), Some(Obstacle::Gone));
	}
}
