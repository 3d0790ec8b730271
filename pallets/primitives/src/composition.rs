//! Why items may be used, counted over an ancestry.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::Permill;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Why an item may be used.
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
pub enum Basis {
	/// Its rights holder said yes, here.
	#[codec(index = 0)]
	OptIn,
	/// A licence from elsewhere.
	#[codec(index = 1)]
	Licensed,
	/// Nobody holds rights in it.
	#[codec(index = 2)]
	PublicDomain,
	/// A statute permits it (text and data mining exceptions and the like).
	#[codec(index = 3)]
	StatutoryException,
	/// It was generated.
	#[codec(index = 4)]
	Synthetic,
	/// Nothing was said.
	#[codec(index = 5)]
	Undeclared,
}

impl Basis {
	/// Every basis, in the order of its index.
	pub const ALL: [Self; 6] = [
		Self::OptIn,
		Self::Licensed,
		Self::PublicDomain,
		Self::StatutoryException,
		Self::Synthetic,
		Self::Undeclared,
	];
}

/// Number of items by basis.
///
/// An item that reaches an asset over two paths counts twice: the counts are sums over parents.
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
)]
pub struct Composition {
	/// Items with [`Basis::OptIn`].
	pub opt_in: u64,
	/// Items with [`Basis::Licensed`].
	pub licensed: u64,
	/// Items with [`Basis::PublicDomain`].
	pub public_domain: u64,
	/// Items with [`Basis::StatutoryException`].
	pub statutory_exception: u64,
	/// Items with [`Basis::Synthetic`].
	pub synthetic: u64,
	/// Items with [`Basis::Undeclared`].
	pub undeclared: u64,
}

impl Composition {
	/// `items` items of one basis.
	pub fn of(basis: Basis, items: u64) -> Self {
		let mut composition = Self::default();
		*composition.count_mut(basis) = items;
		composition
	}

	/// The number of items with `basis`.
	pub const fn count(&self, basis: Basis) -> u64 {
		match basis {
			Basis::OptIn => self.opt_in,
			Basis::Licensed => self.licensed,
			Basis::PublicDomain => self.public_domain,
			Basis::StatutoryException => self.statutory_exception,
			Basis::Synthetic => self.synthetic,
			Basis::Undeclared => self.undeclared,
		}
	}

	fn count_mut(&mut self, basis: Basis) -> &mut u64 {
		match basis {
			Basis::OptIn => &mut self.opt_in,
			Basis::Licensed => &mut self.licensed,
			Basis::PublicDomain => &mut self.public_domain,
			Basis::StatutoryException => &mut self.statutory_exception,
			Basis::Synthetic => &mut self.synthetic,
			Basis::Undeclared => &mut self.undeclared,
		}
	}

	/// The sum, or `None` when the total number of items leaves 64 bits.
	///
	/// The total is checked rather than each count, so [`Composition::total`] cannot overflow either.
	pub fn checked_add(self, other: Self) -> Option<Self> {
		self.total().checked_add(other.total())?;
		let mut sum = self;
		for basis in Basis::ALL {
			*sum.count_mut(basis) = self.count(basis).checked_add(other.count(basis))?;
		}
		Some(sum)
	}

	/// Takes one item of `basis` away; `false`, and nothing taken, if there is none.
	pub fn remove_one(&mut self, basis: Basis) -> bool {
		let count = self.count_mut(basis);
		match count.checked_sub(1) {
			Some(rest) => {
				*count = rest;
				true
			},
			None => false,
		}
	}

	/// The part of all items that has `basis`, rounded down; nothing has no part.
	pub fn part(&self, basis: Basis) -> Permill {
		match self.total() {
			0 => Permill::zero(),
			total => {
				let parts =
					u128::from(self.count(basis)).saturating_mul(1_000_000) / u128::from(total);
				// A part of a whole: at most a million.
				Permill::from_parts(parts as u32)
			},
		}
	}

	/// The number of items of any basis.
	pub fn total(&self) -> u64 {
		Basis::ALL.into_iter().fold(0, |total, basis| total.saturating_add(self.count(basis)))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn adds_by_basis() {
		let sum = Composition::of(Basis::OptIn, 3)
			.checked_add(Composition::of(Basis::Synthetic, 4))
			.and_then(|c| c.checked_add(Composition::of(Basis::OptIn, 5)))
			.expect("small");
		assert_eq!(sum, Composition { opt_in: 8, synthetic: 4, ..Default::default() });
		assert_eq!(sum.total(), 12);
	}

	#[test]
	fn parts_are_rounded_down_and_whole_only_if_all_are() {
		let of = |opt_in, undeclared| {
			Composition { opt_in, undeclared, ..Default::default() }.part(Basis::OptIn)
		};
		assert_eq!(of(0, 0), Permill::zero());
		assert_eq!(of(1, 2), Permill::from_parts(333_333));
		assert_eq!(of(u64::MAX - 1, 1), Permill::from_parts(999_999));
		assert_eq!(of(u64::MAX, 0), Permill::one());
		assert_eq!(of(0, u64::MAX), Permill::zero());
	}

	#[test]
	fn nothing_is_taken_from_nothing() {
		let mut composition = Composition::of(Basis::OptIn, 1);
		assert!(!composition.remove_one(Basis::Licensed));
		assert!(composition.remove_one(Basis::OptIn));
		assert!(!composition.remove_one(Basis::OptIn));
		assert_eq!(composition, Composition::default());
	}

	#[test]
	fn refuses_a_total_beyond_64_bits() {
		let almost = Composition::of(Basis::OptIn, u64::MAX - 1);
		assert!(almost.checked_add(Composition::of(Basis::Licensed, 1)).is_some());
		assert_eq!(almost.checked_add(Composition::of(Basis::Licensed, 2)), None);
		assert_eq!(almost.checked_add(almost), None);
	}
}
