//! Standing: what stands against an asset, and masks over kinds, relations and standings.

/// Whether an asset may be built upon. The discriminant is the index on chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Standing {
	/// Nothing stands against it.
	Clear = 0,
	/// Withdrawn by its controller.
	Withdrawn = 1,
	/// Its terms ran out.
	Expired = 2,
	/// Set aside by review.
	Quarantined = 3,
	/// Found never to have been valid.
	Invalidated = 4,
	/// Closed by its controller.
	Retired = 5,
}

impl Standing {
	/// Every standing, in the order of its index.
	pub const ALL: [Self; 6] = [
		Self::Clear,
		Self::Withdrawn,
		Self::Expired,
		Self::Quarantined,
		Self::Invalidated,
		Self::Retired,
	];

	/// The gravest of what stands against an asset, in the order of the chain.
	pub const fn of(marks: u8, expired: bool) -> Self {
		if marks & 1 << 3 != 0 {
			Self::Invalidated
		} else if marks & 1 << 2 != 0 {
			Self::Quarantined
		} else if marks & 1 != 0 {
			Self::Withdrawn
		} else if marks & 1 << 1 != 0 {
			Self::Retired
		} else if expired {
			Self::Expired
		} else {
			Self::Clear
		}
	}
}

/// Every mark that the chain knows.
pub(crate) const MARKS: u8 = 0b1111;

/// The mark that says nothing about descendants: closing an asset takes nothing from what was made of it.
pub(crate) const RETIRED: u8 = 0b0010;

macro_rules! mask {
	($(#[$doc:meta])* $name:ident, $bits:ty, $all:expr) => {
		$(#[$doc])*
		#[derive(Clone, Copy, PartialEq, Eq, Debug)]
		pub struct $name(pub $bits);

		impl $name {
			/// All of them.
			pub const ALL: Self = Self($all);

			/// Those with the given indices.
			pub fn of(indices: impl IntoIterator<Item = u8>) -> Self {
				Self(indices.into_iter().fold(0, |bits, index| bits | 1 << index) & $all)
			}

			/// Whether the one with index `index` is among them.
			#[inline]
			pub const fn has(self, index: u8) -> bool {
				self.0 >> index & 1 != 0
			}

			/// Whether all of them are.
			pub const fn is_all(self) -> bool {
				self.0 & $all == $all
			}
		}

		impl Default for $name {
			fn default() -> Self {
				Self::ALL
			}
		}
	};
}

mask!(
	/// Kinds of assets: bit `n` is the kind with index `n`.
	Kinds,
	u8,
	0b1111
);
mask!(
	/// Relations: bit `n` is the relation with index `n`.
	Relations,
	u16,
	0b11_1111_1111
);
mask!(
	/// Standings: bit `n` is the standing with index `n`.
	Standings,
	u8,
	0b11_1111
);

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_gravest_mark_is_the_standing() {
		// From the gravest down, each hides everything below it.
		let order = [
			(0b1000, Standing::Invalidated),
			(0b0100, Standing::Quarantined),
			(0b0001, Standing::Withdrawn),
			(0b0010, Standing::Retired),
		];
		for (place, (mark, standing)) in order.iter().enumerate() {
			let below = order[place..].iter().fold(0, |marks, (mark, _)| marks | mark);
			assert_eq!(Standing::of(below, true), *standing);
			assert_eq!(Standing::of(*mark, false), *standing);
		}
		assert_eq!(Standing::of(0, true), Standing::Expired);
		assert_eq!(Standing::of(0, false), Standing::Clear);
	}

	#[test]
	fn masks_hold_what_they_were_made_of() {
		let mask = Relations::of([0, 9]);
		assert!(mask.has(0) && mask.has(9) && !mask.has(1) && !mask.is_all());
		assert!(Relations::default().is_all() && Kinds::of(0..4).is_all());
		assert_eq!(Standings::of([7]).0, 0);
	}
}
