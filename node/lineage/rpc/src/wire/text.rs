//! Numbers, ids and blocks as text.

use animechain_primitives::{Amount, AssetId, Currency};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};

/// A 64-bit number that is text on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text(pub u64);

impl Serialize for Text {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(itoa::Buffer::new().format(self.0))
	}
}

impl<'de> Deserialize<'de> for Text {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		AssetIdParam::deserialize(deserializer).map(|AssetIdParam(number)| Self(number))
	}
}

/// Digits and their base. A sign is none: what begins with one becomes text that is no number.
fn digits_of(text: &str) -> (&str, u32) {
	let (digits, radix) = match text.strip_prefix("0x") {
		Some(digits) => (digits, 16),
		None => (text, 10),
	};
	(if digits.starts_with(['+', '-']) { "" } else { digits }, radix)
}

/// An asset id as a client may write it: a decimal string, a hexadecimal one with `0x`, or a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AssetIdParam(pub AssetId);

impl Serialize for AssetIdParam {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

impl<'de> Deserialize<'de> for AssetIdParam {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct Visitor;

		impl de::Visitor<'_> for Visitor {
			type Value = AssetId;

			fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				f.write_str("an asset id: a decimal string, 0x and hexadecimal digits, or a number")
			}

			fn visit_u64<E: de::Error>(self, number: u64) -> Result<AssetId, E> {
				Ok(number)
			}

			fn visit_str<E: de::Error>(self, text: &str) -> Result<AssetId, E> {
				let (digits, radix) = digits_of(text);
				AssetId::from_str_radix(digits, radix)
					.map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
			}
		}

		deserializer.deserialize_any(Visitor).map(Self)
	}
}

/// The block that an answer holds for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct At<BlockHash> {
	/// Its hash.
	pub hash: BlockHash,
	/// Its number.
	pub number: Text,
}

/// An amount in a currency's smallest unit: a decimal string, for it has 128 bits. A client may write it as an id, too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AmountText(pub Amount);

impl Serialize for AmountText {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

impl<'de> Deserialize<'de> for AmountText {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct Visitor;

		impl de::Visitor<'_> for Visitor {
			type Value = Amount;

			fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				f.write_str("an amount: a decimal string, 0x and hexadecimal digits, or a number")
			}

			fn visit_u64<E: de::Error>(self, number: u64) -> Result<Amount, E> {
				Ok(number.into())
			}

			fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
				let (digits, radix) = digits_of(text);
				Amount::from_str_radix(digits, radix)
					.map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
			}
		}

		deserializer.deserialize_any(Visitor).map(Self)
	}
}

/// A currency as a client writes it: `"native"`, or the number of one of the assets pallet, written as an id may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CurrencyParam(pub Currency);

impl Serialize for CurrencyParam {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		match &self.0 {
			Currency::Native => serializer.serialize_str("native"),
			Currency::WithId(number) => serializer.serialize_u32(*number),
		}
	}
}

impl<'de> Deserialize<'de> for CurrencyParam {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct Visitor;

		impl de::Visitor<'_> for Visitor {
			type Value = Currency;

			fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
				f.write_str("\"native\", or the number of a currency")
			}

			fn visit_u64<E: de::Error>(self, number: u64) -> Result<Currency, E> {
				u32::try_from(number)
					.map(Currency::WithId)
					.map_err(|_| E::invalid_value(de::Unexpected::Unsigned(number), &self))
			}

			fn visit_str<E: de::Error>(self, text: &str) -> Result<Currency, E> {
				if text == "native" {
					return Ok(Currency::Native);
				}
				let (digits, radix) = digits_of(text);
				u32::from_str_radix(digits, radix)
					.map(Currency::WithId)
					.map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
			}
		}

		deserializer.deserialize_any(Visitor).map(Self)
	}
}
