//! Shares in per cent, exactly: the chain counts in millionths, so four decimals and no floating point.

use polkadot_sdk::sp_runtime::Permill;

/// Why a text is not a share.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ShareError {
	/// Not a decimal number.
	#[error("a share is a number of per cent, for example 12.5%")]
	NotANumber,
	/// Finer than the chain can count.
	#[error("a share has at most four decimals: the chain counts in millionths")]
	TooFine,
	/// More than the whole.
	#[error("a share is at most 100 %")]
	TooLarge,
}

/// Reads `12.5%` or `12.5`.
pub fn parse(text: &str) -> Result<Permill, ShareError> {
	let number = text.strip_suffix('%').unwrap_or(text).trim();
	let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if (whole.is_empty() && decimals.is_empty()) || !digits(whole) || !digits(decimals) {
		return Err(ShareError::NotANumber);
	}
	if decimals.trim_end_matches('0').len() > 4 {
		return Err(ShareError::TooFine);
	}
	let decimals = decimals.trim_end_matches('0');
	let fraction: u32 = format!("{decimals:0<4}").parse().map_err(|_| ShareError::NotANumber)?;
	let whole: u32 = match whole.trim_start_matches('0') {
		"" => 0,
		whole => whole.parse().map_err(|_| ShareError::TooLarge)?,
	};
	match whole.checked_mul(10_000).and_then(|parts| parts.checked_add(fraction)) {
		Some(parts) if parts <= 1_000_000 => Ok(Permill::from_parts(parts)),
		_ => Err(ShareError::TooLarge),
	}
}

/// Writes `12.5 %`.
pub fn text(share: Permill) -> String {
	let parts = share.deconstruct();
	let fraction = format!("{:04}", parts % 10_000);
	match fraction.trim_end_matches('0') {
		"" => format!("{} %", parts / 10_000),
		decimals => format!("{}.{decimals} %", parts / 10_000),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parts(text: &str) -> Result<u32, ShareError> {
		parse(text).map(Permill::deconstruct)
	}

	#[test]
	fn reads_per_cent_exactly() {
		assert_eq!(parts("12.5%"), Ok(125_000));
		assert_eq!(parts("12.5"), Ok(125_000));
		assert_eq!(parts("0"), Ok(0));
		assert_eq!(parts(".0001%"), Ok(1));
		assert_eq!(parts("7."), Ok(70_000));
		assert_eq!(parts("100.00000 %"), Ok(1_000_000));
		assert_eq!(parts("007"), Ok(70_000));
	}

	#[test]
	fn refuses_what_is_no_share() {
		for text in ["", "%", ".", "-1", "+1", "1e2", "ten", "1.2.3", "1,5"] {
			assert_eq!(parts(text), Err(ShareError::NotANumber), "{text}");
		}
		assert_eq!(parts("0.00001"), Err(ShareError::TooFine));
		for text in ["100.0001", "101", "4294967296", "99999999999999999999"] {
			assert_eq!(parts(text), Err(ShareError::TooLarge), "{text}");
		}
	}

	#[test]
	fn writes_what_it_reads() {
		for (number, written) in
			[(0, "0 %"), (1, "0.0001 %"), (125_000, "12.5 %"), (1_000_000, "100 %")]
		{
			assert_eq!(text(Permill::from_parts(number)), written);
			assert_eq!(parts(written), Ok(number));
		}
	}
}
