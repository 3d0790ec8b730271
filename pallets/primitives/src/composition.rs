//! Why items may be used, counted over an ancestry.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
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
	fn refuses_a_total_beyond_64_bits() {
		let almost = Composition::of(Basis::OptIn, u64::MAX - 1);
		assert!(almost.checked_add(Composition::of(Basis::Licensed, 1)).is_some());
		assert_eq!(almost.checked_add(Composition::of(Basis::Licensed, 2)), None);
		assert_eq!(almost.checked_add(almost), None);
	}
}
