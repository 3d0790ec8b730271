//! Parameters of the RPC as clients write them: ids, amounts, currencies, filters, views.

use animechain_primitives::{AssetKind, Currency, Relation, Standing};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::Value;

use crate::{
	input::Input,
	rpc::wire::{AmountText, AssetIdParam, CurrencyParam, Filter, Text, View},
	Seed,
};

/// Reads a parameter; what was read is written as something that is read as the same.
fn read<T: DeserializeOwned + Serialize + PartialEq + core::fmt::Debug>(json: &[u8]) -> Option<T> {
	let read: T = serde_json::from_slice(json).ok()?;
	let written = serde_json::to_vec(&read).expect("what was read can be written");
	let again: T = serde_json::from_slice(&written).expect("what was written can be read");
	assert_eq!(read, again);
	let value = serde_json::to_value(&read).expect("what was read can be written");
	assert_eq!(serde_json::from_value::<T>(value).ok().as_ref(), Some(&read));
	Some(read)
}

/// The digits of a number in some base, one after the other.
fn digits(text: &str, base: u128) -> Option<u128> {
	let mut number: u128 = 0;
	for digit in text.chars() {
		let digit = digit.to_digit(base as u32)?;
		number = number.checked_mul(base)?.checked_add(digit.into())?;
	}
	(!text.is_empty()).then_some(number)
}

/// A number as text or as itself, by hand.
fn number(value: &Value) -> Option<u128> {
	match value {
		Value::Number(number) => number.as_u64().map(Into::into),
		Value::String(text) => match text.strip_prefix("0x") {
			Some(text) => digits(text, 16),
			None => digits(text, 10),
		},
		_ => None,
	}
}

fn currency(value: &Value) -> Option<Currency> {
	match value {
		Value::String(text) if text == "native" => Some(Currency::Native),
		value => number(value)?.try_into().ok().map(Currency::WithId),
	}
}

/// Every type of a parameter that is a number reads the same numbers.
fn compare(json: &[u8]) {
	let value = serde_json::from_slice::<Value>(json).ok();
	let wanted = value.as_ref().and_then(number);
	let narrow = wanted.and_then(|number| u64::try_from(number).ok());
	assert_eq!(read::<AssetIdParam>(json).map(|it| it.0), narrow);
	assert_eq!(read::<Text>(json).map(|it| it.0), narrow);
	assert_eq!(read::<AmountText>(json).map(|it| it.0), wanted);
	assert_eq!(read::<CurrencyParam>(json).map(|it| it.0), value.as_ref().and_then(currency));
}

/// A word of a list that has one name each.
fn words<T: DeserializeOwned>(value: Option<&Value>) -> bool {
	match value {
		None | Some(Value::Null) => true,
		Some(Value::Array(words)) => {
			words.iter().all(|word| serde_json::from_value::<T>(word.clone()).is_ok())
		},
		Some(_) => false,
	}
}

fn compare_filter(json: &[u8]) {
	let filter = read::<Filter>(json);
	read::<Option<Filter>>(json);
	let Ok(Value::Object(fields)) = serde_json::from_slice(json) else { return };
	let known = ["kinds", "relations", "standings", "depth"];
	let right = fields.keys().all(|name| known.contains(&name.as_str()))
		&& words::<AssetKind>(fields.get("kinds"))
		&& words::<Relation>(fields.get("relations"))
		&& words::<Standing>(fields.get("standings"))
		&& match fields.get("depth") {
			None | Some(Value::Null) => true,
			Some(depth) => depth.as_u64().is_some_and(|depth| depth <= u32::MAX.into()),
		};
	// A field that stands twice is refused, and the second reader keeps the last.
	if let Some(filter) = filter {
		assert!(right, "{filter:?}");
		let depth = fields.get("depth").and_then(Value::as_u64);
		assert_eq!(filter.depth.map(u64::from), depth);
	}
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	let kind = input.byte();
	let json = input.rest();
	match kind % 4 {
		0 => compare(json),
		1 => {
			// The same as text: every character that JSON must escape is.
			let text = String::from_utf8_lossy(json);
			compare(&serde_json::to_vec(&text).expect("text can be written"));
		},
		2 => compare_filter(json),
		_ => {
			read::<View>(json);
			read::<Vec<AssetIdParam>>(json);
			read::<Option<Vec<Relation>>>(json);
		},
	}
}

/// Parameters of each type, and some that are none.
pub fn seeds() -> Vec<Seed> {
	let seed = |(name, kind, json): (&str, u8, &str)| {
		(name.to_owned(), [&[kind], json.as_bytes()].concat())
	};
	[
		("number", 0, "42"),
		("text", 0, "\"18446744073709551615\""),
		("beyond", 0, "\"18446744073709551616\""),
		("hexadecimal", 0, "\"0xffffffffffffffff\""),
		("amount", 0, "\"340282366920938463463374607431768211455\""),
		("signs", 1, "+5"),
		("negative", 1, "-0"),
		("currency", 1, "native"),
		("currency-number", 0, "4294967295"),
		("exponent", 0, "1e3"),
		(
			"filter",
			2,
			r#"{"kinds":["work","model"],"relations":["trainedOn"],"standings":["clear"],"depth":3}"#,
		),
		("empty-filter", 2, "{}"),
		("unknown-field", 2, r#"{"owner":1}"#),
		("null-fields", 2, r#"{"kinds":null,"depth":null}"#),
		("twice", 2, r#"{"depth":1,"depth":2}"#),
		("view", 3, "\"finalized\""),
		("assets", 3, r#"["1",2,"0x3"]"#),
		("relations", 3, r#"["includes","versionOf"]"#),
		("nested", 2, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"),
	]
	.map(seed)
	.to_vec()
}
