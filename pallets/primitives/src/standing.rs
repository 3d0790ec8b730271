//! Whether an asset may still be built upon, and the history of that.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::ids::Commitment;

/// The standing of an asset. What was built before a loss of standing keeps its record.
///
/// Several things may stand against an asset at once: [`Marks`] keeps them apart, and its standing is the
/// gravest of them.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
	/// Nothing stands against it.
	#[default]
	#[codec(index = 0)]
	Clear,
	/// Withdrawn by its controller.
	#[codec(index = 1)]
	Withdrawn,
	/// Its terms ran out.
	#[codec(index = 2)]
	Expired,
	/// Set aside by review until a decision.
	#[codec(index = 3)]
	Quarantined,
	/// Found never to have been valid.
	#[codec(index = 4)]
	Invalidated,
	/// Closed by its controller: no new children, for good.
	#[codec(index = 5)]
	Retired,
}

impl Standing {
	/// Whether new children may name the asset as a parent.
	pub const fn is_clear(self) -> bool {
		matches!(self, Self::Clear)
	}
}

/// Something that stands against an asset. The discriminant is the bit in [`Marks`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Mark {
	/// Its controller withdrew it.
	#[codec(index = 0)]
	Withdrawn = 0,
	/// Its controller closed it for good.
	#[codec(index = 1)]
	Retired = 1,
	/// Review set it aside.
	#[codec(index = 2)]
	Quarantined = 2,
	/// Review found that it was never valid.
	#[codec(index = 3)]
	Invalidated = 3,
}

impl Mark {
	/// Every mark, in the order of its bit.
	pub const ALL: [Self; 4] =
		[Self::Withdrawn, Self::Retired, Self::Quarantined, Self::Invalidated];
}

/// Everything that somebody put against an asset: bit `n` stands for the mark with discriminant `n`.
///
/// That its terms ran out is not among them: it follows from the terms and the time.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, MaxEncodedLen, TypeInfo, Serialize,
)]
pub struct Marks(u8);

impl Marks {
	/// Nothing.
	pub const NONE: Self = Self(0);
	const ALL: u8 = 0b1111;

	/// The set with exactly the given bits, or `None` if one of them stands for no mark.
	pub const fn from_bits(bits: u8) -> Option<Self> {
		if bits & !Self::ALL == 0 {
			Some(Self(bits))
		} else {
			None
		}
	}

	/// The bits of this set.
	pub const fn bits(self) -> u8 {
		self.0
	}

	/// This set and `mark`.
	#[must_use]
	pub const fn with(self, mark: Mark) -> Self {
		Self(self.0 | 1 << mark as u8)
	}

	/// This set without `mark`.
	#[must_use]
	pub const fn without(self, mark: Mark) -> Self {
		Self(self.0 & !(1 << mark as u8))
	}

	/// Whether `mark` is in this set.
	pub const fn contains(self, mark: Mark) -> bool {
		self.0 & 1 << mark as u8 != 0
	}

	/// Whether there is none.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// The marks of this set, in the order of their bits.
	pub fn iter(self) -> impl Iterator<Item = Mark> {
		Mark::ALL.into_iter().filter(move |mark| self.contains(*mark))
	}

	/// Whether descendants are affected. Closing an asset takes nothing away from what was made of it.
	pub const fn affect_descendants(self) -> bool {
		!self.without(Mark::Retired).is_empty()
	}

	/// The gravest of these marks and of expiry.
	pub const fn standing(self, expired: bool) -> Standing {
		if self.contains(Mark::Invalidated) {
			Standing::Invalidated
		} else if self.contains(Mark::Quarantined) {
			Standing::Quarantined
		} else if self.contains(Mark::Withdrawn) {
			Standing::Withdrawn
		} else if self.contains(Mark::Retired) {
			Standing::Retired
		} else if expired {
			Standing::Expired
		} else {
			Standing::Clear
		}
	}
}

impl Decode for Marks {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::from_bits(u8::decode(input)?).ok_or_else(|| "unknown mark".into())
	}
}

impl DecodeWithMemTracking for Marks {}

/// Why somebody said no. A code and a commitment, never free text: what is on chain stays.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
	/// Not said.
	#[default]
	#[codec(index = 0)]
	Unspecified,
	/// The rights holder no longer agrees.
	#[codec(index = 1)]
	Objection,
	/// The rights went to somebody else, or never were there.
	#[codec(index = 2)]
	RightsLost,
	/// The terms were not kept.
	#[codec(index = 3)]
	TermsBroken,
	/// Something newer takes its place.
	#[codec(index = 4)]
	Superseded,
	/// It shows or names a person who does not agree.
	#[codec(index = 5)]
	Privacy,
	/// It was put here by mistake.
	#[codec(index = 6)]
	Mistake,
	/// A court or an authority ordered it.
	#[codec(index = 7)]
	Order,
	/// It copies a work of somebody else.
	#[codec(index = 8)]
	Infringement,
	/// A filter found what must not be there.
	#[codec(index = 9)]
	Unsafe,
}

impl Reason {
	/// Every reason, in the order of its index.
	pub const ALL: [Self; 10] = [
		Self::Unspecified,
		Self::Objection,
		Self::RightsLost,
		Self::TermsBroken,
		Self::Superseded,
		Self::Privacy,
		Self::Mistake,
		Self::Order,
		Self::Infringement,
		Self::Unsafe,
	];
}

/// A code, and a commitment to a document that explains it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Grounds {
	/// Why.
	pub reason: Reason,
	/// What explains it.
	pub evidence: Option<Commitment>,
}

/// A row of an asset's history: what stood against it from some moment of a block on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StandingChange<AccountId, BlockNumber> {
	/// The block.
	pub at: BlockNumber,
	/// The controller who did it; `None` is review.
	pub by: Option<AccountId>,
	/// Everything that stands against the asset from then on.
	pub marks: Marks,
	/// Why.
	pub grounds: Grounds,
}

/// A row of an asset's history: control moved.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ControlChange<AccountId, BlockNumber> {
	/// The block.
	pub at: BlockNumber,
	/// Who controlled the asset until then.
	pub from: AccountId,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn marks_are_kept_apart_and_the_gravest_is_the_standing() {
		let both = Marks::NONE.with(Mark::Withdrawn).with(Mark::Quarantined);
		assert_eq!(both.standing(false), Standing::Quarantined);
		assert_eq!(both.without(Mark::Quarantined).standing(true), Standing::Withdrawn);
		assert_eq!(Marks::NONE.standing(true), Standing::Expired);
		assert_eq!(Marks::NONE.standing(false), Standing::Clear);
		assert!(both.iter().eq([Mark::Withdrawn, Mark::Quarantined]));
		for mark in Mark::ALL {
			let one = Marks::NONE.with(mark);
			assert!(one.contains(mark) && !one.standing(false).is_clear());
			assert_eq!(one.without(mark), Marks::NONE);
			assert_eq!(one.affect_descendants(), mark != Mark::Retired);
		}
	}

	#[test]
	fn marks_refuse_bits_without_a_mark() {
		assert!(Marks::decode(&mut &[0b1_0000][..]).is_err());
		assert_eq!(Marks::from_bits(15).map(Marks::bits), Some(15));
	}
}
