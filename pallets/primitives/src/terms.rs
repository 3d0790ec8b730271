//! Limits on what may be done with an asset, and until when.
//!
//! The first four purposes are the entries of the CAWG Training and Data Mining Assertion 1.1
//! (`cawg.data_mining`, `cawg.ai_inference`, `cawg.ai_training`, `cawg.ai_generative_training`), so that
//! terms map one to one to Content Credentials; the others are ours.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// One use of an asset. The discriminant is the bit in [`Purposes`].
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
pub enum Purpose {
	/// Automated analysis that trains nothing.
	#[codec(index = 0)]
	DataMining = 0,
	/// Input to a model at the time of its use.
	#[codec(index = 1)]
	AiInference = 1,
	/// Training of models that do not generate content.
	#[codec(index = 2)]
	AiTraining = 2,
	/// Training of generative models.
	#[codec(index = 3)]
	AiGenerativeTraining = 3,
	/// Making a derivative: an adaptation, a fine-tune, a merge.
	#[codec(index = 4)]
	Derivative = 4,
	/// Passing copies on.
	#[codec(index = 5)]
	Distribution = 5,
}

impl Purpose {
	/// Every purpose, in the order of its bit.
	pub const ALL: [Self; 6] = [
		Self::DataMining,
		Self::AiInference,
		Self::AiTraining,
		Self::AiGenerativeTraining,
		Self::Derivative,
		Self::Distribution,
	];
}

/// A set of purposes: bit `n` stands for the purpose with discriminant `n`.
///
/// Bits beyond the last purpose mean nothing; they can neither be decoded nor made.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, MaxEncodedLen, TypeInfo, Serialize,
)]
pub struct Purposes(u8);

impl Purposes {
	/// No purpose.
	pub const NONE: Self = Self(0);
	/// Every purpose.
	pub const ALL: Self = Self(0b0011_1111);
	/// Training of either kind.
	pub const TRAINING: Self =
		Self::NONE.with(Purpose::AiTraining).with(Purpose::AiGenerativeTraining);

	/// The set with exactly the given bits, or `None` if one of them stands for no purpose.
	pub const fn from_bits(bits: u8) -> Option<Self> {
		if bits & !Self::ALL.0 == 0 {
			Some(Self(bits))
		} else {
			None
		}
	}

	/// The bits of this set.
	pub const fn bits(self) -> u8 {
		self.0
	}

	/// This set and `purpose`.
	#[must_use]
	pub const fn with(self, purpose: Purpose) -> Self {
		Self(self.0 | 1 << purpose as u8)
	}

	/// Whether `purpose` is in this set.
	pub const fn contains(self, purpose: Purpose) -> bool {
		self.0 & 1 << purpose as u8 != 0
	}

	/// The purposes in both sets.
	#[must_use]
	pub const fn intersection(self, other: Self) -> Self {
		Self(self.0 & other.0)
	}

	/// Whether every purpose of `other` is in this set.
	pub const fn is_superset(self, other: Self) -> bool {
		other.0 & !self.0 == 0
	}

	/// Whether there is none.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// The purposes of this set, in the order of their bits.
	pub fn iter(self) -> impl Iterator<Item = Purpose> {
		Purpose::ALL.into_iter().filter(move |purpose| self.contains(*purpose))
	}
}

impl Decode for Purposes {
	fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::from_bits(u8::decode(input)?).ok_or_else(|| "unknown purpose".into())
	}
}

impl DecodeWithMemTracking for Purposes {}

impl<'de> Deserialize<'de> for Purposes {
	fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		Self::from_bits(u8::deserialize(deserializer)?)
			.ok_or_else(|| serde::de::Error::custom("unknown purpose"))
	}
}

/// Limits on what may be done with an asset.
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
pub struct Terms<BlockNumber> {
	/// The permitted purposes.
	pub purposes: Purposes,
	/// Whether commercial use is permitted.
	pub commercial: bool,
	/// The first block at which nothing is permitted any more; `None` is never.
	pub expires: Option<BlockNumber>,
}

impl<BlockNumber: Ord + Copy> Terms<BlockNumber> {
	/// Terms that restrict nothing: the identity of [`Terms::meet`].
	pub const UNRESTRICTED: Self =
		Self { purposes: Purposes::ALL, commercial: true, expires: None };

	/// What both terms permit: purposes intersect, commercial use needs both, the earlier expiry holds.
	#[must_use]
	pub fn meet(self, other: Self) -> Self {
		Self {
			purposes: self.purposes.intersection(other.purposes),
			commercial: self.commercial && other.commercial,
			expires: match (self.expires, other.expires) {
				(Some(a), Some(b)) => Some(a.min(b)),
				(one, None) | (None, one) => one,
			},
		}
	}
}

impl<BlockNumber: Ord + Copy> Terms<BlockNumber> {
	/// Whether the rights under these terms have ended at block `now`.
	pub fn expired(&self, now: BlockNumber) -> bool {
		self.expires.is_some_and(|expires| expires <= now)
	}

	/// Whether these terms allow everything that `intent` means to do. Expiry is not asked.
	pub const fn allow(&self, intent: Intent) -> bool {
		self.purposes.is_superset(intent.purposes) && (self.commercial || !intent.commercial)
	}

	/// Whether these terms permit nothing that `other` does not.
	pub fn within(&self, other: &Self) -> bool {
		self.meet(*other) == *self
	}
}

/// What a registrant means to do with an asset, or to let others do: checked against the terms that the
/// asset inherits, so that nothing is promised which a parent forbids.
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
pub struct Intent {
	/// The purposes it is to serve. A dataset and a model name the training that they are for or from.
	pub purposes: Purposes,
	/// Whether it is for commercial use.
	pub commercial: bool,
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn terms() -> impl Strategy<Value = Terms<u32>> {
		(0..=Purposes::ALL.bits(), any::<bool>(), any::<Option<u32>>()).prop_map(
			|(bits, commercial, expires)| Terms {
				purposes: Purposes::from_bits(bits).expect("within the known bits"),
				commercial,
				expires,
			},
		)
	}

	proptest! {
		#[test]
		fn meet_is_a_semilattice(a in terms(), b in terms(), c in terms()) {
			prop_assert_eq!(a.meet(b), b.meet(a));
			prop_assert_eq!(a.meet(b).meet(c), a.meet(b.meet(c)));
			prop_assert_eq!(a.meet(a), a);
			prop_assert_eq!(a.meet(Terms::UNRESTRICTED), a);
		}

		#[test]
		fn within_is_the_order_of_meet(a in terms(), b in terms()) {
			prop_assert!(a.meet(b).within(&a) && a.meet(b).within(&b));
			prop_assert!(a.within(&Terms::UNRESTRICTED));
			prop_assert_eq!(a.within(&b) && b.within(&a), a == b);
		}

		#[test]
		fn what_both_allow_is_what_the_meet_allows(
			a in terms(),
			b in terms(),
			bits in 0..=Purposes::ALL.bits(),
			commercial in any::<bool>(),
			now in any::<u32>(),
		) {
			let purposes = Purposes::from_bits(bits).expect("within the known bits");
			let intent = Intent { purposes, commercial };
			prop_assert_eq!(a.meet(b).allow(intent), a.allow(intent) && b.allow(intent));
			prop_assert_eq!(a.meet(b).expired(now), a.expired(now) || b.expired(now));
		}

		#[test]
		fn meet_never_permits_more(a in terms(), b in terms()) {
			let both = a.meet(b);
			for purpose in Purpose::ALL {
				prop_assert_eq!(
					both.purposes.contains(purpose),
					a.purposes.contains(purpose) && b.purposes.contains(purpose)
				);
			}
			prop_assert!(!both.commercial || (a.commercial && b.commercial));
			for expiry in [a.expires, b.expires].into_iter().flatten() {
				prop_assert!(both.expires.is_some_and(|e| e <= expiry));
			}
		}
	}

	#[test]
	fn purposes_refuse_bits_without_a_purpose() {
		assert_eq!(Purposes::decode(&mut &[0b0100_0000][..]).ok(), None);
		assert!(serde_json::from_str::<Purposes>("64").is_err());
		assert_eq!(Purposes::from_bits(63), Some(Purposes::ALL));
		assert!(Purpose::ALL.into_iter().eq(Purposes::ALL.iter()));
	}
}
