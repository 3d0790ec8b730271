//! Why a bundle proves nothing.

use core::fmt;

use crate::{
	digest::Digest,
	rows::AssetId,
	{MAX_BYTES, MAX_STEPS, VERSION},
};

/// Why a bundle proves nothing, or not what was asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
	/// It has more bytes than any bundle can have.
	TooLarge(usize),
	/// It has a format that this release does not read.
	UnknownVersion(u8),
	/// Its checksum does not fit: it was cut or changed on the way.
	Damaged,
	/// It ends early.
	Truncated,
	/// Something goes on after its end.
	TrailingBytes(usize),
	/// Something in it is not written as a bundle writes it.
	Malformed(&'static str),
	/// It goes further up than a bundle may.
	TooLong(usize),
	/// An asset of the path does not name the next one as a parent.
	NotAParent {
		/// The asset.
		child: AssetId,
		/// The next one.
		parent: AssetId,
	},
	/// The records do not lead to a head that is in the state of the block.
	NotInState,
	/// It is of another block than was expected.
	OtherBlock {
		/// The block that was expected.
		expected: Digest,
		/// The block that it is of.
		found: Digest,
	},
	/// It says that it is of another chain than was expected.
	OtherChain {
		/// The first block of the chain that was expected.
		expected: Digest,
		/// The one that it names.
		found: Digest,
	},
	/// It is about another asset than was expected.
	OtherAsset {
		/// The asset that was expected.
		expected: AssetId,
		/// The asset that it is about.
		found: AssetId,
	},
	/// It leads to another ancestor than was expected.
	OtherAncestor {
		/// The ancestor that was expected.
		expected: AssetId,
		/// The one that it leads to.
		found: AssetId,
	},
}

impl Error {
	/// Its name, for programs.
	pub const fn name(&self) -> &'static str {
		match self {
			Self::TooLarge(_) => "tooLarge",
			Self::UnknownVersion(_) => "unknownVersion",
			Self::Damaged => "damaged",
			Self::Truncated => "truncated",
			Self::TrailingBytes(_) => "trailingBytes",
			Self::Malformed(_) => "malformed",
			Self::TooLong(_) => "tooLong",
			Self::NotAParent { .. } => "notAParent",
			Self::NotInState => "notInState",
			Self::OtherBlock { .. } => "otherBlock",
			Self::OtherChain { .. } => "otherChain",
			Self::OtherAsset { .. } => "otherAsset",
			Self::OtherAncestor { .. } => "otherAncestor",
		}
	}
}

/// The hexadecimal digits.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Bytes as `0x` and hexadecimal digits.
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		// By the piece: a formatted write for each byte takes longer than all of the verification.
		formatter.write_str("0x")?;
		self.0.chunks(32).try_for_each(|piece| {
			let mut digits = [0; 64];
			for (pair, byte) in digits.chunks_mut(2).zip(piece) {
				pair[0] = DIGITS[usize::from(byte >> 4)];
				pair[1] = DIGITS[usize::from(byte & 15)];
			}
			let text = core::str::from_utf8(&digits[..2 * piece.len()]);
			formatter.write_str(text.map_err(|_| fmt::Error)?)
		})
	}
}

impl fmt::Display for Error {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::TooLarge(bytes) => {
				write!(to, "{bytes} bytes are more than a bundle can have ({MAX_BYTES})")
			},
			Self::UnknownVersion(version) => {
				write!(to, "it has format {version}, and this release reads {VERSION}")
			},
			Self::Damaged => write!(to, "it was cut or changed: its checksum does not fit"),
			Self::Truncated => write!(to, "it ends early"),
			Self::TrailingBytes(bytes) => write!(to, "{bytes} bytes follow its end"),
			Self::Malformed(what) => write!(to, "no bundle has such {what}"),
			Self::TooLong(steps) => {
				write!(to, "{steps} steps are more than a bundle can have ({MAX_STEPS})")
			},
			Self::NotAParent { child, parent } => {
				write!(to, "asset {child} does not name {parent} as a parent")
			},
			Self::NotInState => {
				write!(to, "the records do not lead to a head in the state of the block")
			},
			Self::OtherBlock { expected, found } => {
				write!(to, "it is of block {}, not of {}", Hex(found), Hex(expected))
			},
			Self::OtherChain { expected, found } => {
				write!(to, "it is of the chain {}, not of {}", Hex(found), Hex(expected))
			},
			Self::OtherAsset { expected, found } => {
				write!(to, "it is about asset {found}, not {expected}")
			},
			Self::OtherAncestor { expected, found } => {
				write!(to, "it leads to asset {found}, not to {expected}")
			},
		}
	}
}

impl core::error::Error for Error {}
