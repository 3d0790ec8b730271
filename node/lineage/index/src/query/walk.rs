//! Everything above or below some assets.
//!
//! Without a bound on the depth a walk goes through the ids in order, descending to ancestors and ascending to
//! descendants: every asset stands behind all that lead to it, so one pass over a set of bits is enough, and
//! it reads the columns from one end to the other instead of jumping between them.

use roaring::RoaringBitmap;

use super::{
	budget::{Budget, Meter, Stop},
	scratch::Scratch,
};
use crate::{
	bits::Bits,
	columns::{id, relation},
	standing::{Kinds, Relations, Standings},
	types::{Account, Kind},
	view::Reader,
};

/// Ids of a set that cost as much as one asset of a walk.
const FAST: u64 = 64;

/// Links that cost as much.
const LINKS: usize = 8;

/// What to look for.
#[derive(Clone, Copy, Default, Debug)]
pub struct Query {
	/// Kinds of the assets wanted.
	pub kinds: Kinds,
	/// Relations that are followed.
	pub relations: Relations,
	/// Standings of the assets wanted.
	pub standings: Standings,
	/// Most edges between an asset given and one wanted.
	pub depth: Option<u32>,
	/// The block at which terms may have ended, if not the block of the view.
	pub now: Option<u32>,
}

/// The answer to a walk.
#[derive(Clone, Debug, Default)]
pub struct Found {
	/// The assets wanted: all of them, unless [`Self::cut`].
	pub assets: RoaringBitmap,
	/// Number of assets examined.
	pub examined: u64,
	/// Why it is not complete.
	pub cut: Option<Stop>,
	/// If it is not, and the depth had no bound: everything on this side of this id is complete. That is at
	/// least it for ancestors, and at most it for descendants.
	pub complete_to: Option<u32>,
}

impl Found {
	/// At most `limit` ids, descending, from `from` on.
	pub fn descending(&self, from: u32, limit: usize) -> impl Iterator<Item = u32> + '_ {
		self.assets.range(..=from).rev().take(limit)
	}

	/// At most `limit` ids, ascending, from `from` on.
	pub fn ascending(&self, from: u32, limit: usize) -> impl Iterator<Item = u32> + '_ {
		self.assets.range(from..).take(limit)
	}
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
	Up,
	Down,
}

impl Reader<'_> {
	/// Every ancestor of an asset that `query` wants.
	pub fn ancestors(
		&self,
		of: u32,
		query: &Query,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Result<Found, Stop> {
		self.walk(&[of], Way::Up, query, scratch, budget.meter())
	}

	/// Every descendant of one or more assets that `query` wants.
	pub fn descendants(
		&self,
		of: &[u32],
		query: &Query,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Result<Found, Stop> {
		self.walk(of, Way::Down, query, scratch, budget.meter())
	}

	/// Every dataset, model and output that rests on a work that `account` controls, and that `query` wants.
	pub fn usage(
		&self,
		account: &Account,
		query: &Query,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Found {
		let mut meter = budget.meter();
		let works = match self.pay_for(account, &mut meter) {
			Ok(()) => self.by_account(account),
			Err(stop) => return Found { cut: Some(stop), ..Found::default() },
		};
		let is_work = |id: &u32| self.meta(*id).kind() == Kind::Work as u8;
		let works: Vec<u32> = works.into_iter().filter(is_work).collect();
		let made = [Kind::Dataset, Kind::Model, Kind::Output].map(|kind| kind as u8);
		let query = Query { kinds: Kinds(query.kinds.0 & Kinds::of(made).0), ..*query };
		// Assets of this view are known.
		self.walk(&works, Way::Down, &query, scratch, meter).unwrap_or_default()
	}

	/// Every asset that an account controls and that `query` wants. Nothing is followed.
	pub fn controlled(&self, account: &Account, query: &Query, budget: Budget) -> Found {
		let mut meter = budget.meter();
		let paid = self.pay_for(account, &mut meter);
		let assets = match paid {
			Ok(()) => self.filter(self.by_account(account), query),
			Err(_) => RoaringBitmap::new(),
		};
		Found { assets, examined: meter.examined, cut: paid.err(), complete_to: None }
	}

	/// Looking at everything that an account controls.
	fn pay_for(&self, account: &Account, meter: &mut Meter) -> Result<(), Stop> {
		meter.pay(1 + self.controls(account) / FAST)
	}

	fn walk(
		&self,
		of: &[u32],
		way: Way,
		query: &Query,
		scratch: &mut Scratch,
		mut meter: Meter,
	) -> Result<Found, Stop> {
		if let Some(id) = of.iter().find(|id| **id >= self.assets()) {
			return Err(Stop::UnknownAsset(*id));
		}
		let Scratch { visited, frontier, next, .. } = scratch;
		visited.fit(self.assets());
		let mut found = Found::default();
		let swept = match (way, query.depth) {
			(_, Some(depth)) => {
				let steps = (way, query.relations, depth);
				self.step(of, steps, visited, (frontier, next), &mut meter)
			},
			(Way::Up, None) => {
				of.iter().for_each(|id| visited.insert(*id));
				self.sweep_up(query.relations, visited, &mut meter, &mut found.complete_to)
			},
			(Way::Down, None) => {
				of.iter().for_each(|id| visited.insert(*id));
				self.sweep_down(query.relations, visited, &mut meter, &mut found.complete_to)
			},
		};
		found.cut = swept.err();
		found.examined = meter.examined;
		if query.depth.is_none() {
			self.drop_starts(of, way, query.relations, visited);
		}
		found.assets = self.wanted(visited, query);
		visited.clear();
		Ok(found)
	}

	/// Takes the assets given out of the answer, but for those that others of them lead to.
	fn drop_starts(&self, of: &[u32], way: Way, relations: Relations, visited: &mut Bits) {
		let stay: Vec<u32> = match (of, way) {
			([_], _) | (_, Way::Up) => Vec::new(),
			_ => {
				let leads =
					|id: &u32| self.followed_parents(*id, relations).any(|id| visited.contains(id));
				of.iter().copied().filter(leads).collect()
			},
		};
		of.iter().for_each(|id| visited.remove(*id));
		stay.into_iter().for_each(|id| visited.insert(id));
	}

	fn followed_parents(&self, of: u32, relations: Relations) -> impl Iterator<Item = u32> + '_ {
		let row = self.graph.parents.row(of).iter();
		row.filter(move |edge| relations.has(relation(**edge))).map(|edge| id(*edge))
	}

	fn wanted(&self, visited: &Bits, query: &Query) -> RoaringBitmap {
		if query.kinds.is_all() && query.standings.is_all() {
			return visited.to_roaring();
		}
		visited.iter().filter(|id| self.is_wanted(*id, query)).collect()
	}

	/// Those of some assets of this view whose kind and standing `query` wants.
	pub fn filter(&self, assets: RoaringBitmap, query: &Query) -> RoaringBitmap {
		if query.kinds.is_all() && query.standings.is_all() {
			return assets;
		}
		assets.into_iter().filter(|id| self.is_wanted(*id, query)).collect()
	}

	fn is_wanted(&self, id: u32, query: &Query) -> bool {
		let now = query.now.unwrap_or(self.block().number);
		query.kinds.has(self.meta(id).kind())
			&& (query.standings.is_all() || query.standings.has(self.standing_of(id, now) as u8))
	}

	fn sweep_up(
		&self,
		relations: Relations,
		visited: &mut Bits,
		meter: &mut Meter,
		complete_to: &mut Option<u32>,
	) -> Result<(), Stop> {
		let parents = &self.graph.parents;
		for group in (0..visited.summary.len()).rev() {
			let mut words = u64::MAX;
			while visited.summary[group] & words != 0 {
				let place = 63 - (visited.summary[group] & words).leading_zeros() as usize;
				words = (1 << place) - 1;
				let word = group * 64 + place;
				let mut below = u64::MAX;
				while visited.words[word] & below != 0 {
					let bit = 63 - (visited.words[word] & below).leading_zeros() as usize;
					below = (1 << bit) - 1;
					let asset = (word * 64 + bit) as u32;
					let row = parents.row(asset);
					if let Err(stop) = meter.examine(row.len()) {
						*complete_to = Some(asset);
						return Err(stop);
					}
					if relations.is_all() {
						row.iter().for_each(|edge| visited.insert(id(*edge)));
					} else {
						let followed = row.iter().filter(|edge| relations.has(relation(**edge)));
						followed.for_each(|edge| visited.insert(id(*edge)));
					}
				}
			}
		}
		Ok(())
	}

	fn sweep_down(
		&self,
		relations: Relations,
		visited: &mut Bits,
		meter: &mut Meter,
		complete_to: &mut Option<u32>,
	) -> Result<(), Stop> {
		for group in 0..visited.summary.len() {
			let mut words = u64::MAX;
			while visited.summary[group] & words != 0 {
				let place = (visited.summary[group] & words).trailing_zeros() as usize;
				words = (u64::MAX << place) << 1;
				let word = group * 64 + place;
				let mut above = u64::MAX;
				while visited.words[word] & above != 0 {
					let bit = (visited.words[word] & above).trailing_zeros() as usize;
					above = (u64::MAX << bit) << 1;
					let asset = (word * 64 + bit) as u32;
					let found =
						self.each_child(asset, relations, meter, |child| visited.insert(child));
					if let Err(stop) = found {
						*complete_to = Some(asset);
						return Err(stop);
					}
				}
			}
		}
		Ok(())
	}

	/// The children of an asset in this view.
	#[inline]
	fn each_child(
		&self,
		asset: u32,
		relations: Relations,
		meter: &mut Meter,
		mut take: impl FnMut(u32),
	) -> Result<(), Stop> {
		let assets = self.assets();
		let mut take = |edge: u32| {
			if id(edge) < assets && relations.has(relation(edge)) {
				take(id(edge));
			}
		};
		let (row, links) = self.graph.children.row(asset);
		meter.examine(row.len())?;
		row.iter().for_each(|edge| take(*edge));
		// Each of them is somewhere else in memory.
		for (count, edge) in links.enumerate() {
			if count % LINKS == LINKS - 1 {
				meter.pay(1)?;
			}
			take(edge);
		}
		Ok(())
	}

	/// Level by level, as far as `depth`; the assets given are in the answer only if others lead to them.
	fn step(
		&self,
		of: &[u32],
		(way, relations, depth): (Way, Relations, u32),
		visited: &mut Bits,
		(frontier, next): (&mut Vec<u32>, &mut Vec<u32>),
		meter: &mut Meter,
	) -> Result<(), Stop> {
		frontier.clear();
		frontier.extend_from_slice(of);
		// An asset given is not visited: reaching it again from another is how it gets into the answer,
		// and examining it a second time leads nowhere new.
		for _ in 0..depth {
			next.clear();
			for asset in frontier.iter() {
				match way {
					Way::Up => {
						let row = self.graph.parents.row(*asset);
						meter.examine(row.len())?;
						for edge in row {
							if relations.has(relation(*edge)) && visited.is_new(id(*edge)) {
								next.push(id(*edge));
							}
						}
					},
					Way::Down => {
						self.each_child(*asset, relations, meter, |child| {
							if visited.is_new(child) {
								next.push(child);
							}
						})?;
					},
				}
			}
			core::mem::swap(frontier, next);
			if frontier.is_empty() {
				break;
			}
		}
		Ok(())
	}
}
