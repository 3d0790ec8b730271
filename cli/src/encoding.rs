//! Bytes and 64-bit numbers in JSON: hexadecimal with `0x`, and decimal strings, since most readers of
//! JSON lose whole numbers beyond 2^53.

/// 32 bytes as `0x…`.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
	array_bytes::bytes2hex("0x", bytes)
}

/// Bytes from hexadecimal digits, with or without `0x`. Nothing but digits is read as one: `array-bytes` takes control
/// characters for digits.
pub fn parse_hex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok()
}

/// 32 bytes from 64 hexadecimal digits, with or without `0x`.
pub fn parse_hex32(text: &str) -> Result<[u8; 32], &'static str> {
	parse_hex(text)
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or("64 hexadecimal digits are needed, with or without 0x")
}

/// `#[serde(with = "hex32")]`: 32 bytes as a hexadecimal string.
pub mod hex32 {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use std::borrow::Cow;

	/// Writes `0x…`.
	pub fn serialize<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&super::hex(bytes))
	}

	/// Reads `0x…`.
	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
		let text = <Cow<'_, str>>::deserialize(deserializer)?;
		super::parse_hex32(&text).map_err(D::Error::custom)
	}
}

/// `#[serde(with = "decimal")]`: a 64-bit number as a decimal string.
pub mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// A number, however it was written.
	#[derive(Deserialize)]
	#[serde(untagged)]
	pub enum Number {
		/// As a JSON number.
		Number(u64),
		/// As a decimal string.
		Text(String),
	}

	impl Number {
		/// The number, if it is one.
		pub fn value(&self) -> Option<u64> {
			match self {
				Self::Number(number) => Some(*number),
				Self::Text(text) => text.parse().ok(),
			}
		}
	}

	/// Writes a string.
	pub fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(number)
	}

	/// Reads a string or a number.
	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
		Number::deserialize(deserializer)?
			.value()
			.ok_or_else(|| D::Error::custom("a whole number below 2^64 is needed"))
	}
}

#[cfg(test)]
mod tests {
	use serde::{Deserialize, Serialize};

	#[derive(Serialize, Deserialize, PartialEq, Debug)]
	struct Row {
		#[serde(with = "super::hex32")]
		bytes: [u8; 32],
		#[serde(with = "super::decimal")]
		number: u64,
	}

	#[test]
	fn what_is_written_is_read() {
		let row = Row { bytes: [0xab; 32], number: u64::MAX };
		let text = serde_json::to_string(&row).unwrap();
		assert!(text.contains("\"18446744073709551615\"") && text.contains("\"0xabab"));
		assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
		let plain = text.replace("\"18446744073709551615\"", "7").replace("0xab", "AB");
		assert_eq!(serde_json::from_str::<Row>(&plain).unwrap(), Row { number: 7, ..row });
	}

	#[test]
	fn wrong_bytes_and_numbers_are_refused() {
		assert!(super::parse_hex32("0x12").is_err());
		assert!(super::parse_hex32(&"zz".repeat(32)).is_err());
		assert!(super::parse_hex32(&"\u{10}\u{11}".repeat(32)).is_err());
		assert!(super::parse_hex32(&format!("0x0x{}", "00".repeat(31))).is_err());
		for number in ["-1", "1.5", "\"18446744073709551616\"", "\"ten\""] {
			let text = format!("{{\"bytes\":\"{}\",\"number\":{number}}}", "00".repeat(32));
			assert!(serde_json::from_str::<Row>(&text).is_err(), "{number}");
		}
	}
}
