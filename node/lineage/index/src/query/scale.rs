//! Levels of a search between two assets: by generation or by id, whichever the graph is made of.

use super::ends::OLDER;
use crate::columns::GENERATION_CAP;

/// Number of levels.
pub(super) const LEVELS: u32 = 64;

/// Edges that are enough, in halves of the square root of the assets of a generation.
const ENOUGH: u64 = 5;

/// Fixed-point logarithm of an id: half of the ids in steps of a 256th, half of the others in as many, and so on.
fn logarithm(id: u32) -> u32 {
	let value = id + 1;
	let whole = 31 - value.leading_zeros();
	let part = (u64::from(value) << 8 >> whole) as u32 & 0xff;
	whole << 8 | part
}

/// What levels are made of. Each goes up from parents to children.
#[derive(Clone, Copy)]
enum By {
	/// Each generation has its own: no two assets on a level are each other's ancestors.
	Generation,
	/// Several generations share one.
	Generations,
	/// Ids, as many on a level as the ids before them ask for: where the young hang on the old, ancestors are so
	/// spread.
	Ids,
}

/// How assets between two others become levels.
#[derive(Clone, Copy)]
pub(super) struct Scale {
	by: By,
	/// Generations of the older and the younger asset.
	generations: (u32, u32),
	/// What is subtracted before scaling, and levels for each of the rest in fixed point.
	from: u32,
	factor: u64,
	enough: u64,
}

impl Scale {
	/// Levels between an older and a younger asset, each given by id and generation.
	pub fn new((a, low): (u32, u32), (b, high): (u32, u32), layered: bool) -> Self {
		let generations = (low, high);
		// Edges reached at random among as many assets meet by then.
		let width = (b - a) / (high - low).max(1);
		let enough = ENOUGH * u64::from(width.isqrt()) / 2;
		let factor = |gap: u32| (u64::from(LEVELS - 1) << 32) / u64::from(gap.max(1));
		if !layered {
			let from = logarithm(a);
			return Self {
				by: By::Ids,
				generations,
				from,
				factor: factor(logarithm(b) - from),
				enough,
			};
		}
		// Assets of the last generation that is told apart may be each other's ancestors.
		let own = high - low < LEVELS && high < GENERATION_CAP;
		let by = if own { By::Generation } else { By::Generations };
		Self { by, generations, from: low, factor: factor(high - low), enough }
	}

	/// Whether running ahead of the levels is worth it.
	pub fn is_by_generation(self) -> bool {
		!matches!(self.by, By::Ids)
	}

	/// Edges that both ends look at before running ahead of the levels is worth it, if it ever is.
	pub fn enough(self) -> u64 {
		self.enough
	}

	/// The level of an asset, or `None` if it cannot be between the two.
	#[inline]
	pub fn level(self, id: u32, generation: u32) -> Option<u32> {
		let (low, high) = self.generations;
		if generation < low || generation > high {
			return None;
		}
		Some(match self.by {
			By::Generation => generation - low,
			By::Generations => self.scaled(generation),
			By::Ids => self.scaled(logarithm(id)),
		})
	}

	#[inline]
	fn scaled(self, value: u32) -> u32 {
		((u64::from(value - self.from) * self.factor) >> 32) as u32
	}

	/// The level that an asset behind one on `level` has at best, seen from one end.
	#[inline]
	pub fn behind(self, side: usize, level: u32, id: u32) -> u32 {
		match (self.by, side) {
			(By::Generation, OLDER) => (level + 1).min(LEVELS - 1),
			(By::Generation, _) => level.saturating_sub(1),
			(By::Generations, _) => level,
			(By::Ids, _) => self.scaled(logarithm(id)),
		}
	}

	/// Whether everything behind an asset on `level` is on no level of `worth`.
	#[inline]
	pub fn is_last(self, side: usize, level: u32, worth: u64) -> bool {
		match (self.by, side) {
			(By::Generation, OLDER) => level + 1 >= LEVELS || worth >> (level + 1) & 1 == 0,
			(By::Generation, _) => level == 0 || worth >> (level - 1) & 1 == 0,
			_ => false,
		}
	}

	/// The last of the ids from `a` to `b` on `level` or below it, if levels are made of ids; else `b`.
	pub fn last_id(self, (a, b): (u32, u32), level: u32) -> u32 {
		if self.is_by_generation() {
			return b;
		}
		let (mut known, mut end) = (a, b + 1);
		while known + 1 < end {
			let middle = known + (end - known) / 2;
			if self.scaled(logarithm(middle)) <= level {
				known = middle;
			} else {
				end = middle;
			}
		}
		known
	}

	/// Levels on which the older end may wait, once the younger one is done down to `level`.
	pub fn below(self, level: u32) -> u64 {
		u64::MAX >> (LEVELS - 1 - level) >> u32::from(matches!(self.by, By::Generation))
	}

	/// The same the other way round.
	pub fn above(self, level: u32) -> u64 {
		u64::MAX << level << u32::from(matches!(self.by, By::Generation))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn levels_rise_with_what_they_are_made_of() {
		assert!((0..1 << 20).is_sorted_by_key(logarithm));
		let mut random = fastrand::Rng::with_seed(3);
		for _ in 0..2_000 {
			let (a, low) = (random.u32(0..1 << 27), random.u32(0..GENERATION_CAP));
			let (b, high) = (a + random.u32(1..1 << 27), random.u32(low..=GENERATION_CAP));
			for layered in [false, true] {
				let scale = Scale::new((a, low), (b, high), layered);
				let ends = (scale.level(a, low), scale.level(b, high));
				assert!(ends.0 == Some(0) && ends.1.is_some_and(|level| level < LEVELS));
				let mut between: Vec<_> =
					(0..20).map(|_| (random.u32(a..=b), random.u32(low..=high))).collect();
				between.sort_unstable_by_key(
					|(id, generation)| {
						if layered {
							*generation
						} else {
							*id
						}
					},
				);
				let level = |(id, generation): &(u32, u32)| scale.level(*id, *generation);
				assert!(between.is_sorted_by_key(level));
				assert!(between.iter().all(|one| level(one) <= ends.1));
				let (middle, _) = between[7];
				let last = scale.last_id((a, b), scale.behind(OLDER, 0, middle));
				assert!(
					layered
						|| last >= middle
							&& (last == b || {
								scale.behind(OLDER, 0, last + 1) > scale.behind(OLDER, 0, middle)
							})
				);
			}
			assert_eq!(Scale::new((a, low), (b, high), true).level(a, high + 1), None);
		}
	}
}
