//! Amounts of currencies as text.
//!
//! A currency of the assets pallet is written with its number, `EUR#3`, because anybody may call one as they
//! like.

use std::collections::BTreeMap;

use animechain_primitives::{
	consent::{Amount, Price},
	Currency,
};
use serde_json::{json, Value};

use crate::{chain, words};

/// Why a text is no amount.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AmountError {
	/// Not a number.
	#[error(
		"{text:?} is no amount: a number like 2 or 1.5, of {} or of the --currency",
		chain::CURRENCY
	)]
	NotANumber {
		/// What was written.
		text: String,
	},
	/// Finer than the currency can be divided.
	#[error("{text:?} is no amount of {unit}: that has at most {decimals} decimals")]
	TooFine {
		/// What was written.
		text: String,
		/// The unit.
		unit: String,
		/// How many it has.
		decimals: u8,
	},
	/// More than the chain can count.
	#[error("{text:?} is no amount of {unit}: it is more than the chain can count")]
	TooLarge {
		/// What was written.
		text: String,
		/// The unit.
		unit: String,
	},
	/// What is free has no price.
	#[error("a price of nothing: leave --price out, what is free has no price")]
	ZeroPrice,
	/// Nothing would happen.
	#[error("an amount of nothing: it has to be more")]
	Zero,
}

/// Reads `native`, or the number of an asset of the assets pallet.
pub fn parse_currency(text: &str) -> Result<Currency, String> {
	match text {
		"native" => Ok(Currency::Native),
		_ => match digits(text).then(|| text.parse().ok()).flatten() {
			Some(id) => Ok(Currency::WithId(id)),
			None => Err(format!(
				"{text:?} is no currency: native, or the number of one that `animechain currencies` lists"
			)),
		},
	}
}

/// A price as it was written, with its currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenPrice {
	/// How much, which is more than nothing.
	pub amount: Written,
	/// Of what.
	pub currency: Currency,
}

/// Reads `5`, or `9.95:1` for a currency of the assets pallet.
pub fn parse_price(text: &str) -> Result<WrittenPrice, String> {
	let (amount, currency) = text.split_once(':').unwrap_or((text, "native"));
	let amount = Written::positive(amount).map_err(|error| match error {
		AmountError::NotANumber { text } => {
			format!("{text:?} is no amount: 5 are 5 ANIM, 9.95:1 are 9.95 of currency 1")
		},
		error => error.to_string(),
	})?;
	Ok(WrittenPrice { amount, currency: parse_currency(currency)? })
}

/// The number of a currency of the assets pallet; nothing for the native one.
pub const fn id(currency: &Currency) -> Option<u32> {
	match currency {
		Currency::Native => None,
		Currency::WithId(id) => Some(*id),
	}
}

/// An amount with its currency as JSON: in the smallest unit, and `null` for the native one.
pub fn json(currency: &Currency, amount: Amount) -> Value {
	json!({ "amount": amount.to_string(), "currency": id(currency) })
}

/// A number as it was written, before it is known what its unit can be divided into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
	text: String,
	whole: String,
	decimals: String,
}

impl Written {
	/// Reads `2`, `1.5`.
	pub fn new(text: &str) -> Result<Self, AmountError> {
		let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
		if !digits(whole) || !digits(decimals) {
			return Err(AmountError::NotANumber { text: text.to_owned() });
		}
		Ok(Self {
			text: text.to_owned(),
			whole: whole.to_owned(),
			decimals: decimals.trim_end_matches('0').to_owned(),
		})
	}

	/// More than nothing.
	pub fn positive(text: &str) -> Result<Self, AmountError> {
		let written = Self::new(text)?;
		match written.is_zero() {
			true => Err(AmountError::Zero),
			false => Ok(written),
		}
	}

	/// A price, which is more than nothing.
	pub fn price(text: &str) -> Result<Self, AmountError> {
		let written = Self::new(text)?;
		match written.is_zero() {
			true => Err(AmountError::ZeroPrice),
			false => Ok(written),
		}
	}

	fn is_zero(&self) -> bool {
		self.decimals.is_empty() && self.whole.bytes().all(|digit| digit == b'0')
	}
}

/// How amounts of a currency are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
	/// `ANIM`, `EUR#3`, `of currency 3`.
	name: String,
	decimals: u8,
}

impl Unit {
	/// That of the chain's own currency.
	pub fn native() -> Self {
		Self { name: chain::CURRENCY.into(), decimals: chain::DECIMALS as u8 }
	}

	/// That of a currency of the assets pallet, whose creator called it so.
	pub fn of_asset(id: u32, symbol: &str, decimals: u8) -> Self {
		let name = match words::harmless(symbol).trim() {
			"" => format!("of currency {id}"),
			symbol => format!("{symbol}#{id}"),
		};
		Self { name, decimals }
	}

	/// Its name.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// How many decimals it has.
	pub const fn decimals(&self) -> u8 {
		self.decimals
	}

	/// `1.5 ANIM`, with every digit.
	pub fn text(&self, amount: Amount) -> String {
		let places = usize::from(self.decimals);
		let digits = format!("{amount:0>width$}", width = places + 1);
		let (whole, decimals) = digits.split_at(digits.len() - places);
		match decimals.trim_end_matches('0') {
			"" => format!("{whole} {}", self.name),
			decimals => format!("{whole}.{decimals} {}", self.name),
		}
	}

	/// An amount in its smallest unit.
	pub fn amount(&self, written: &Written) -> Result<Amount, AmountError> {
		let Written { text, whole, decimals } = written;
		let (text, unit, places) = (text.clone(), self.name.clone(), usize::from(self.decimals));
		if decimals.len() > places {
			return Err(AmountError::TooFine { text, unit, decimals: self.decimals });
		}
		let digits = format!("{whole}{decimals:0<places$}");
		match digits.trim_start_matches('0') {
			"" => Ok(0),
			digits => digits.parse().map_err(|_| AmountError::TooLarge { text, unit }),
		}
	}
}

/// The units of some currencies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Units(BTreeMap<Currency, Unit>);

impl Units {
	/// Adds one.
	pub fn insert(&mut self, currency: Currency, unit: Unit) {
		self.0.insert(currency, unit);
	}

	/// That of a currency. Nobody has told about the smallest unit of one that is not there.
	pub fn unit(&self, currency: &Currency) -> Unit {
		match (self.0.get(currency), currency) {
			(Some(unit), _) => unit.clone(),
			(None, Currency::Native) => Unit::native(),
			(None, Currency::WithId(id)) => Unit::of_asset(*id, "", 0),
		}
	}

	/// `1.5 ANIM`, `7 EUR#3`, `700 of currency 3`.
	pub fn text(&self, currency: &Currency, amount: Amount) -> String {
		self.unit(currency).text(amount)
	}

	/// The same of a price.
	pub fn price(&self, price: &Price) -> String {
		self.text(&price.currency, price.amount)
	}

	/// Several amounts in a line: `1.5 ANIM, 7 EUR#3`, or `nothing`.
	pub fn list(&self, amounts: &Totals) -> String {
		let texts: Vec<_> =
			amounts.iter().map(|(currency, amount)| self.text(currency, amount)).collect();
		if texts.is_empty() {
			"nothing".into()
		} else {
			texts.join(", ")
		}
	}
}

/// Sums by currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Totals(BTreeMap<Currency, Amount>);

impl Totals {
	/// Adds an amount. What does not fit would be more than there is on the chain.
	pub fn add(&mut self, currency: &Currency, amount: Amount) {
		if amount > 0 {
			let total = self.0.entry(currency.clone()).or_default();
			*total = total.saturating_add(amount);
		}
	}

	/// Adds all of them.
	pub fn add_all(&mut self, others: &Self) {
		others.iter().for_each(|(currency, amount)| self.add(currency, amount));
	}

	/// The native currency first.
	pub fn iter(&self) -> impl Iterator<Item = (&Currency, Amount)> {
		self.0.iter().map(|(currency, amount)| (currency, *amount))
	}

	/// Whether there is nothing.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// As JSON.
	pub fn json(&self) -> Value {
		self.iter().map(|(currency, amount)| json(currency, amount)).collect()
	}
}

impl<'a> FromIterator<(&'a Currency, Amount)> for Totals {
	fn from_iter<I: IntoIterator<Item = (&'a Currency, Amount)>>(amounts: I) -> Self {
		let mut totals = Self::default();
		amounts.into_iter().for_each(|(currency, amount)| totals.add(currency, amount));
		totals
	}
}

fn digits(text: &str) -> bool {
	!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(unit: &Unit, text: &str) -> Result<Amount, AmountError> {
		unit.amount(&Written::new(text)?)
	}

	#[test]
	fn amounts_are_exact() {
		let native = |text| read(&Unit::native(), text).ok();
		assert_eq!(native("1.5"), Some(1_500_000_000_000));
		assert_eq!(native("0.000000000001"), Some(1));
		assert_eq!(native("2"), Some(2_000_000_000_000));
		assert_eq!(native("0"), Some(0));
		assert_eq!(native("007.0000000000000000"), Some(7_000_000_000_000));
		let huge = "9".repeat(40);
		for text in
			["", ".", ".5", "5.", "-1", "+1", "1e3", "0.0000000000001", "1.2.3", "1,5", &huge]
		{
			assert_eq!(native(text), None, "{text}");
		}
	}

	#[test]
	fn decimals_are_those_of_the_currency() {
		let cents = Unit::of_asset(3, "EUR", 2);
		assert_eq!(read(&cents, "7.05"), Ok(705));
		assert_eq!(cents.text(705), "7.05 EUR#3");
		assert_eq!(cents.text(5), "0.05 EUR#3");
		let error = read(&cents, "0.001").unwrap_err().to_string();
		assert!(error.contains("EUR#3") && error.contains("2 decimals"), "{error}");
		let whole = Unit::of_asset(3, "", 0);
		assert_eq!(read(&whole, "700"), Ok(700));
		assert!(read(&whole, "1.5").is_err());
		assert_eq!(whole.text(700), "700 of currency 3");
		// More decimals than an amount has digits.
		let fine = Unit::of_asset(4, "FINE", 255);
		let text = fine.text(Amount::MAX);
		assert_eq!(read(&fine, text.split(' ').next().unwrap()), Ok(Amount::MAX));
		assert_eq!(read(&whole, &Amount::MAX.to_string()), Ok(Amount::MAX));
		assert!(matches!(
			read(&whole, "340282366920938463463374607431768211456"),
			Err(AmountError::TooLarge { .. })
		));
	}

	#[test]
	fn a_symbol_is_a_text_of_a_stranger() {
		assert_eq!(Unit::of_asset(3, "ANIM", 0).text(1), "1 ANIM#3");
		assert_eq!(Unit::of_asset(3, " \u{1b}", 0).text(1), "1 \u{fffd}#3");
	}

	#[test]
	fn nothing_is_neither_paid_nor_asked_for() {
		assert_eq!(Written::price("0.0"), Err(AmountError::ZeroPrice));
		assert_eq!(Written::positive("00"), Err(AmountError::Zero));
		assert!(Written::positive("0.0001").is_ok());
	}

	#[test]
	fn currencies_are_native_or_a_number() {
		assert_eq!(parse_currency("native"), Ok(Currency::Native));
		assert_eq!(parse_currency("7"), Ok(Currency::WithId(7)));
		for text in ["", "Native", "-1", "+1", "4294967296", "EUR"] {
			assert!(parse_currency(text).unwrap_err().contains("animechain currencies"), "{text}");
		}
	}

	#[test]
	fn prices_are_in_the_native_currency_unless_another_is_named() {
		let read = |text| parse_price(text).map(|price| price.currency);
		assert_eq!(read("5"), Ok(Currency::Native));
		assert_eq!(read("5:native"), Ok(Currency::Native));
		assert_eq!(read("9.95:1"), Ok(Currency::WithId(1)));
		for text in ["", "0", "0.0:1", "5:", "5:EUR", "5:1:1", "five", ":1"] {
			assert!(read(text).is_err(), "{text}");
		}
		assert!(read("five").unwrap_err().contains("9.95:1"));
	}

	#[test]
	fn sums_are_by_currency() {
		let euro = Currency::WithId(3);
		let mut units = Units::default();
		units.insert(euro.clone(), Unit::of_asset(3, "EUR", 2));
		let mut totals: Totals =
			[(&euro, 1), (&Currency::Native, 1_500_000_000_000), (&euro, 4), (&euro, 0)]
				.into_iter()
				.collect();
		assert_eq!(units.list(&totals), "1.5 ANIM, 0.05 EUR#3");
		totals.add_all(&totals.clone());
		assert_eq!(units.list(&totals), "3 ANIM, 0.1 EUR#3");
		assert_eq!(totals.json()[1], json!({ "amount": "10", "currency": 3 }));
		assert_eq!(units.list(&Totals::default()), "nothing");
	}
}
