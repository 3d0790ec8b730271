//! A shortest way from an asset to one of its ancestors.

use super::{
	budget::{Budget, Stop},
	scratch::Scratch,
};
use crate::{
	children::Links,
	columns::{id, relation},
	labels::Verdict,
	standing::Relations,
	view::{Reader, Step},
};

/// An asset that a search reached.
struct Reached {
	asset: u32,
	/// The place of the asset from which it was reached, its own for the first.
	from: usize,
	relation: u8,
}

/// One end of a search: what it reached, level by level.
struct End {
	reached: Vec<Reached>,
	/// Where its last level begins.
	level: usize,
}

impl End {
	fn new(asset: u32) -> Self {
		Self { reached: vec![Reached { asset, from: 0, relation: 0 }], level: 0 }
	}

	fn waiting(&self) -> usize {
		self.reached.len() - self.level
	}

	/// The assets from the one at a place back to the first, each with the relation to the next.
	fn back(&self, place: usize) -> impl Iterator<Item = (u32, u8, u32)> + '_ {
		let mut at = place;
		core::iter::from_fn(move || {
			let here = &self.reached[at];
			(at != 0).then(|| {
				at = here.from;
				(here.asset, here.relation, self.reached[at].asset)
			})
		})
	}
}

impl Reader<'_> {
	/// A shortest way from `b` up to its ancestor `a` over the given relations, from `b` on; `None` if there
	/// is none.
	pub fn path(
		&self,
		a: u32,
		b: u32,
		relations: Relations,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Result<Option<Vec<Step>>, Stop> {
		if self.label_verdict(a, b)? == Verdict::No {
			return Ok(None);
		}
		let mut ends = (End::new(a), End::new(b));
		let marked = scratch.search.marked_for(self.assets());
		let met = self.meet_level_by_level((a, b), relations, &mut ends, marked, budget);
		for reached in ends.0.reached.iter().chain(&ends.1.reached) {
			marked[reached.asset as usize >> 6] = [0; 2];
		}
		Ok(met?.map(|meeting| way(&ends, meeting)))
	}

	/// Both ends take the whole of a level in turn, so that where they meet first is on a shortest way.
	fn meet_level_by_level(
		&self,
		(a, b): (u32, u32),
		relations: Relations,
		(older, younger): &mut (End, End),
		marked: &mut [[u64; 2]],
		budget: Budget,
	) -> Result<Option<u32>, Stop> {
		let mut meter = budget.meter();
		for (side, asset) in [(0, a), (1, b)] {
			marked[asset as usize >> 6][side] |= 1 << (asset & 63);
		}
		while older.waiting() > 0 && younger.waiting() > 0 {
			let side = usize::from(older.waiting() > younger.waiting());
			let end = if side == 0 { &mut *older } else { &mut *younger };
			let level = end.level..end.reached.len();
			end.level = level.end;
			for from in level {
				let asset = end.reached[from].asset;
				let mut reach = |edge: u32| {
					let (next, relation) = (id(edge), relation(edge));
					if next < a || next > b || !relations.has(relation) {
						return false;
					}
					let marks = &mut marked[next as usize >> 6];
					let bit = 1 << (next & 63);
					let new = marks[side] & bit == 0;
					if new {
						marks[side] |= bit;
						end.reached.push(Reached { asset: next, from, relation });
					}
					new && marks[1 - side] & bit != 0
				};
				let (row, mut links) = match side {
					0 => self.graph.children.row(asset),
					_ => (self.graph.parents.row(asset), Links::NONE),
				};
				meter.examine(row.len())?;
				if row.iter().any(|edge| reach(*edge)) || links.any(reach) {
					return Ok(end.reached.last().map(|met| met.asset));
				}
			}
		}
		Ok(None)
	}
}

/// The edges from the younger asset over the one where the ends met to the older.
fn way((older, younger): &(End, End), meeting: u32) -> Vec<Step> {
	let place = |end: &End| end.reached.iter().position(|reached| reached.asset == meeting);
	let (Some(above), Some(below)) = (place(older), place(younger)) else { return Vec::new() };
	let up = younger.back(below);
	let mut steps: Vec<Step> =
		up.map(|(parent, relation, child)| Step { child, relation, parent }).collect();
	steps.reverse();
	let down = older.back(above);
	steps.extend(down.map(|(child, relation, parent)| Step { child, relation, parent }));
	steps
}
