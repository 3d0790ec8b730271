//! Amounts of currencies as text.

use animechain_primitives::{
	consent::{Amount, Price},
	Currency,
};

use crate::chain;

/// Why a text is no amount.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountError {
	/// Not a number of the currency.
	#[error(
		"{text:?} is no amount: a number of {}, with at most {} decimals",
		chain::CURRENCY,
		chain::DECIMALS
	)]
	Native {
		/// What was written.
		text: String,
	},
	/// Not a whole number.
	#[error("{text:?} is no amount: a whole number in the smallest unit of the currency")]
	Foreign {
		/// What was written.
		text: String,
	},
	/// What is free has no price.
	#[error("a price of nothing: leave --price out, what is free has no price")]
	Zero,
}

/// The chain's own currency, or an asset of the assets pallet.
pub fn currency(asset: Option<u32>) -> Currency {
	asset.map_or(Currency::Native, Currency::WithId)
}

/// Reads `1.5` of the chain's own currency, or a whole number of another's smallest unit.
pub fn parse(currency: &Currency, text: &str) -> Result<Amount, AmountError> {
	match currency {
		Currency::Native => {
			native(text).ok_or_else(|| AmountError::Native { text: text.to_owned() })
		},
		Currency::WithId(_) => match digits(text).then(|| text.parse().ok()).flatten() {
			Some(amount) => Ok(amount),
			None => Err(AmountError::Foreign { text: text.to_owned() }),
		},
	}
}

/// A price, which is more than nothing.
pub fn price(currency: Currency, text: &str) -> Result<Price, AmountError> {
	match parse(&currency, text)? {
		0 => Err(AmountError::Zero),
		amount => Ok(Price { currency, amount }),
	}
}

/// `1.5 ANIM`, `700 of asset 3`.
pub fn text(price: &Price) -> String {
	match price.currency {
		Currency::Native => chain::amount(price.amount),
		Currency::WithId(asset) => format!("{} of currency {asset}", price.amount),
	}
}

fn digits(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn native(text: &str) -> Option<Amount> {
	let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
	let decimals = decimals.trim_end_matches('0');
	let places = chain::DECIMALS as usize;
	if !digits(whole) || !(decimals.is_empty() || digits(decimals)) || decimals.len() > places {
		return None;
	}
	let fraction: Amount = format!("{decimals:0<places$}").parse().ok()?;
	let whole: Amount = whole.parse().ok()?;
	whole.checked_mul(10_u128.pow(chain::DECIMALS))?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_are_exact() {
		let native = |text| parse(&Currency::Native, text).ok();
		assert_eq!(native("1.5"), Some(1_500_000_000_000));
		assert_eq!(native("0.000000000001"), Some(1));
		assert_eq!(native("2"), Some(2_000_000_000_000));
		assert_eq!(native("007.0000000000000000"), Some(7_000_000_000_000));
		let huge = "9".repeat(40);
		for text in ["", ".", ".5", "-1", "+1", "1e3", "0.0000000000001", "1.2.3", huge.as_str()] {
			assert_eq!(native(text), None, "{text}");
		}
		let foreign = Currency::WithId(3);
		assert_eq!(parse(&foreign, "700"), Ok(700));
		assert!(parse(&foreign, "1.5").is_err());
		assert!(parse(&foreign, "+1").is_err());
		assert_eq!(price(Currency::Native, "0.0"), Err(AmountError::Zero));
	}

	#[test]
	fn amounts_are_written_with_their_currency() {
		let text = |currency, amount| super::text(&Price { currency, amount });
		assert_eq!(text(Currency::Native, 1_500_000_000_000), "1.5 ANIM");
		assert_eq!(text(Currency::WithId(3), 700), "700 of currency 3");
	}
}
