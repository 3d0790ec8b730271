//! The full verdict on an asset: its own standing, and every ancestor that weighs on it.

use super::{
	budget::{Budget, Stop},
	scratch::Scratch,
};
use crate::{
	columns::{id, relation},
	standing::{Standing, RETIRED},
	types::{Kind, INCLUDES, VERSION_OF},
	view::Reader,
};

/// An ancestor that is not clear.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cause {
	/// Which.
	pub asset: u32,
	/// Its standing.
	pub standing: Standing,
	/// The least number of edges to it.
	pub distance: u32,
	/// Whether the chain will name it, or an older one, as what affects its descendants: closing an asset and
	/// the end of its terms do not.
	pub affects: bool,
}

/// What stands against an asset, by itself and from above.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandingVerdict {
	/// Its own standing.
	pub standing: Standing,
	/// The ancestor that the chain names by now.
	pub affected_by: Option<u32>,
	/// Ancestors that it inherits from and that are not clear, nearest first, then by their ids.
	pub causes: Vec<Cause>,
	/// Whether any ancestor that it inherits from affects it, among these causes or beyond them.
	pub is_affected: bool,
	/// The next block at which time alone can change this: terms end.
	pub until: Option<u32>,
	/// Why not all of them are there: a budget ran out. `None` with as many causes as the limit may mean
	/// that there are more.
	pub cut: Option<Stop>,
}

impl Reader<'_> {
	/// The verdict on an asset at block `now`, with at most `limit` causes.
	///
	/// It follows the edges through which the chain lets an asset inherit: a dataset that lists what it
	/// includes does not inherit from the version before it.
	pub fn verdict(
		&self,
		of: u32,
		now: u32,
		limit: usize,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Result<StandingVerdict, Stop> {
		if of >= self.assets() {
			return Err(Stop::UnknownAsset(of));
		}
		let mut verdict = StandingVerdict {
			standing: self.standing_of(of, now),
			affected_by: self.mutable(of).affected_by,
			causes: Vec::new(),
			is_affected: false,
			until: self.ends_after(of, now),
			cut: None,
		};
		scratch.visited.fit(self.assets());
		verdict.cut = self.causes(of, now, limit, scratch, budget, &mut verdict).err();
		scratch.visited.clear();
		Ok(verdict)
	}

	fn causes(
		&self,
		of: u32,
		now: u32,
		limit: usize,
		scratch: &mut Scratch,
		budget: Budget,
		verdict: &mut StandingVerdict,
	) -> Result<(), Stop> {
		let Scratch { visited, frontier, next, .. } = scratch;
		let mut meter = budget.meter();
		frontier.clear();
		frontier.push(of);
		let mut distance = 0;
		while !frontier.is_empty() {
			// What affects it may be further away than as many that do not.
			if verdict.causes.len() == limit && verdict.is_affected {
				break;
			}
			distance += 1;
			next.clear();
			for asset in frontier.iter() {
				let row = self.graph.parents.row(*asset);
				meter.examine(row.len())?;
				let lists = self.meta(*asset).kind() == Kind::Dataset as u8
					&& row.iter().any(|edge| relation(*edge) == INCLUDES);
				for edge in row {
					let inherits = !(lists && relation(*edge) == VERSION_OF);
					if inherits && visited.is_new(id(*edge)) {
						next.push(id(*edge));
					}
				}
			}
			next.sort_unstable();
			for asset in next.iter() {
				let standing = self.standing_of(*asset, now);
				let affects = self.marks(*asset) & !RETIRED != 0;
				verdict.is_affected |= affects;
				let ends = [verdict.until, self.ends_after(*asset, now)];
				verdict.until = ends.into_iter().flatten().min();
				if standing != Standing::Clear && verdict.causes.len() < limit {
					verdict.causes.push(Cause { asset: *asset, standing, distance, affects });
				}
			}
			core::mem::swap(frontier, next);
		}
		Ok(())
	}
}
