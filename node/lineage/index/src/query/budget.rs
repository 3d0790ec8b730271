//! Budgets: how much one question may cost.

use std::time::Instant;

/// How often the clock is read, in assets.
const CLOCK: u64 = 4_096;

/// Most that a question may cost.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
	/// Most assets examined. An asset with many edges counts as one for every 64 of them.
	pub assets: u64,
	/// When to stop.
	pub deadline: Option<Instant>,
}

impl Budget {
	/// No bound, for tests and measurements.
	pub const UNLIMITED: Self = Self { assets: u64::MAX, deadline: None };

	/// A number of assets, and no deadline.
	pub const fn assets(assets: u64) -> Self {
		Self { assets, deadline: None }
	}

	pub(crate) fn meter(&self) -> Meter {
		let mut meter = Meter { budget: *self, examined: 0, check: 0 };
		meter.check = meter.next_check(0);
		meter
	}
}

/// Why there is no complete answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
	/// There is no such asset in this view.
	UnknownAsset(u32),
	/// As many assets as the budget allows were examined.
	Assets,
	/// The deadline passed.
	Time,
}

impl core::fmt::Display for Stop {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::UnknownAsset(id) => write!(f, "there is no asset {id}"),
			Self::Assets => write!(f, "the budget of assets ran out"),
			Self::Time => write!(f, "the time ran out"),
		}
	}
}

impl std::error::Error for Stop {}

/// Counts what a question costs.
pub(crate) struct Meter {
	budget: Budget,
	pub examined: u64,
	check: u64,
}

impl Meter {
	fn next_check(&self, examined: u64) -> u64 {
		if self.budget.deadline.is_some() {
			self.budget.assets.min(examined + CLOCK)
		} else {
			self.budget.assets
		}
	}

	/// About to examine an asset with `edges` edges. Refused if that goes beyond the budget.
	#[inline]
	pub fn examine(&mut self, edges: usize) -> Result<(), Stop> {
		self.pay(1 + edges as u64 / 64)
	}

	/// About to do what costs as much as examining so many assets.
	#[inline]
	pub fn pay(&mut self, assets: u64) -> Result<(), Stop> {
		let examined = self.examined + assets;
		if examined > self.check {
			self.stop_or_go_on(examined)?;
		}
		self.examined = examined;
		Ok(())
	}

	fn stop_or_go_on(&mut self, examined: u64) -> Result<(), Stop> {
		if examined > self.budget.assets {
			return Err(Stop::Assets);
		}
		if self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
			return Err(Stop::Time);
		}
		self.check = self.next_check(examined);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn stops_where_it_should() {
		let mut meter = Budget::assets(10).meter();
		let passed = (0..100).take_while(|_| meter.examine(0).is_ok()).count();
		assert_eq!((passed, meter.examine(0)), (10, Err(Stop::Assets)));

		let past = Budget { assets: u64::MAX, deadline: Some(Instant::now()) };
		let mut meter = past.meter();
		let passed = (0..2 * CLOCK).take_while(|_| meter.examine(0).is_ok()).count();
		assert_eq!((passed as u64, meter.examine(0)), (CLOCK, Err(Stop::Time)));

		// A row that is larger than what is left is not begun.
		let mut meter = Budget::assets(3).meter();
		assert!(
			meter.examine(127).is_ok() && meter.examine(64).is_err() && meter.examine(0).is_ok()
		);
	}
}
