//! Reading a bundle byte by byte: nothing is allocated that is not there, and everything has one way to be written.

use alloc::vec::Vec;

use codec::{Compact, Decode, Encode};

use crate::error::Error;

/// What is left of the bytes.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
	/// The next bytes.
	pub fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
		let (taken, left) = self.0.split_at_checked(count).ok_or(Error::Truncated)?;
		self.0 = left;
		Ok(taken)
	}

	/// The next bytes, as many as fit.
	pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
		let taken = self.take(N)?;
		taken.try_into().map_err(|_| Error::Truncated)
	}

	/// The next byte.
	pub fn byte(&mut self) -> Result<u8, Error> {
		Ok(self.array::<1>()?[0])
	}

	/// A number in SCALE's compact form, which has one way to write each.
	pub fn number<Number: TryFrom<u64>>(&mut self, what: &'static str) -> Result<Number, Error> {
		// The two lowest bits say how long it is.
		let length = match self.0.first().ok_or(Error::Truncated)? {
			first if first & 0b11 == 0b11 => 5 + usize::from(first >> 2),
			first => 1 << (first & 0b11),
		};
		if self.0.len() < length {
			return Err(Error::Truncated);
		}
		let number = Compact::<u64>::decode(&mut self.0).map_err(|_| Error::Malformed(what))?;
		Number::try_from(number.0).map_err(|_| Error::Malformed(what))
	}

	/// How many of something follow, at most `most`.
	pub fn count(&mut self, most: usize, what: &'static str) -> Result<usize, Error> {
		let count = self.number::<u32>(what)? as usize;
		match count <= most {
			true => Ok(count),
			false => Err(Error::Malformed(what)),
		}
	}
}

/// Writes a number in SCALE's compact form.
pub fn number(to: &mut Vec<u8>, number: impl Into<u64>) {
	Compact(number.into()).encode_to(to);
}
