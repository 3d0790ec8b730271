//! Whether one asset is an ancestor of another: ids, generations and landmarks answer most pairs; the others
//! are searched from both ends at once.
//!
//! Each end keeps the assets it has reached but not yet looked behind on 64 levels, the older end by the least level
//! that an asset can have and the younger end by the most. An asset that is on no way is known as such as soon as
//! the other end is done with its level: the other end would have reached it. So both ends stop where they meet, and "no"
//! costs two half-deep searches. With every generation on a level of its own the last step on either side only
//! compares with marks, and for "yes" the younger end also runs ahead, nearest first, into what the older end has marked.

use super::{
	budget::{Budget, Meter, Stop},
	ends::{End, Place, Search, OLDER, YOUNGER},
	scale::Scale,
	scratch::Scratch,
};
use crate::{
	children::Links,
	columns::{id, GENERATION_CAP},
	labels::Verdict,
	view::Reader,
};

/// Assets that are looked behind at once, so that what is known of them is fetched from memory at the same time: on
/// levels that are generations, and on those that are not.
const BATCHES: [usize; 2] = [32, 16];
/// The same, running ahead.
const BATCH_AHEAD: usize = 16;
/// Both ends go on at once while neither has more assets waiting on its level than this.
const FEW: usize = 16;
/// Of so many batches, all but one run ahead.
const AHEAD: u64 = 8;
/// A batch with more edges than this waits until the other end has spent as much.
const HEAVY: u64 = 512;
/// A row with more edges than this is cut before it is fetched, or else before it is gone through.
const LONG: u32 = 64;
const NOT_SHORT: usize = 16;

/// What one step of a search may reach.
#[derive(Clone, Copy)]
struct Region {
	first: u32,
	last: u32,
	scale: Scale,
	/// Levels on which it is worth waiting.
	worth: u64,
}

impl Reader<'_> {
	/// Whether `a` is an ancestor of `b`. No asset is its own ancestor.
	pub fn is_ancestor(
		&self,
		a: u32,
		b: u32,
		scratch: &mut Scratch,
		budget: Budget,
	) -> Result<bool, Stop> {
		match self.label_verdict(a, b)? {
			Verdict::Yes => Ok(true),
			Verdict::No => Ok(false),
			Verdict::Unknown => self.search(a, b, &mut scratch.search, budget),
		}
	}

	/// Whether `a` is an ancestor of `b`, if that can be said without a search.
	pub fn is_ancestor_at_once(&self, a: u32, b: u32) -> Result<Option<bool>, Stop> {
		Ok(match self.label_verdict(a, b)? {
			Verdict::Yes => Some(true),
			Verdict::No => Some(false),
			Verdict::Unknown => None,
		})
	}

	#[inline]
	pub(super) fn label_verdict(&self, a: u32, b: u32) -> Result<Verdict, Stop> {
		if let Some(id) = [a, b].into_iter().find(|id| *id >= self.assets()) {
			return Err(Stop::UnknownAsset(id));
		}
		let (above, below) = (self.meta(a).generation(), self.meta(b).generation());
		if a >= b || above >= below && below < GENERATION_CAP {
			return Ok(Verdict::No);
		}
		Ok(self.graph.labels.ask(a, b))
	}

	fn search(&self, a: u32, b: u32, search: &mut Search, budget: Budget) -> Result<bool, Stop> {
		search.marked_for(self.assets());
		let ends = [a, b].map(|asset| (asset, self.meta(asset).generation()));
		let scale = Scale::new(ends[OLDER], ends[YOUNGER], self.graph.labels.layered);
		for (side, (asset, generation)) in ends.into_iter().enumerate() {
			search.ends[side].start(asset, scale.level(asset, generation).unwrap_or(0));
			search.touched.push(asset);
			search.marked[asset as usize >> 6][side] |= 1 << (asset & 63);
		}
		let found = self.meet((a, b), scale, search, &mut budget.meter());
		for asset in search.touched.drain(..) {
			search.marked[asset as usize >> 6] = [0; 2];
		}
		found
	}

	/// Searches until the ends meet, or one of them has nowhere to go.
	fn meet(
		&self,
		(a, b): (u32, u32),
		scale: Scale,
		search: &mut Search,
		meter: &mut Meter,
	) -> Result<bool, Stop> {
		let (mut turn, mut forced) = (0, None);
		loop {
			let [older, younger] = &mut search.ends;
			if older.waiting == 0 || younger.waiting == 0 {
				return Ok(false);
			}
			older.keep(scale.below(younger.highest()));
			if older.waiting == 0 {
				return Ok(false);
			}
			younger.keep(scale.above(older.lowest()));
			if younger.waiting == 0 {
				return Ok(false);
			}
			turn += 1;
			let (low, high) = (older.lowest(), younger.highest());
			// What the younger end marked beyond its highest level, it has looked behind: had it marked a child
			// there, it would have marked the asset.
			let last = scale.last_id((a, b), high);
			let regions = [
				Region { first: a, last, scale, worth: scale.below(high) },
				Region { first: a, last: b, scale, worth: scale.above(low) },
			];
			let by_generation = scale.is_by_generation();
			let ahead = by_generation
				&& forced.is_none()
				&& older.work + younger.work >= scale.enough()
				&& turn % AHEAD != 0;
			let few = |end: &End, level: u32| end.levels[level as usize].len() <= FEW;
			let both = few(older, low)
				&& few(younger, high)
				&& !scale.is_last(OLDER, low, regions[OLDER].worth);
			let sides = match forced {
				Some(side) => [side == OLDER, side == YOUNGER],
				None if ahead => [false, true],
				None if both => [true, true],
				// Whichever will have done less when it is done with its level.
				None => {
					let older = older.after(low) <= younger.after(high);
					[older, !older]
				},
			};
			let most = BATCHES[usize::from(!by_generation)];
			let further = |side: usize| (!by_generation).then_some(side);
			let mut edges = [0; 2];
			if sides[OLDER] {
				older.pop(low, most, further(OLDER));
				edges[OLDER] = self.locate(OLDER, regions[OLDER], older);
			}
			if sides[YOUNGER] {
				match ahead {
					true => younger.pop(younger.lowest(), BATCH_AHEAD, None),
					false => younger.pop(high, most, further(YOUNGER)),
				}
				edges[YOUNGER] = self.locate(YOUNGER, regions[YOUNGER], younger);
			}
			let heavy = |side: usize, other: &End| {
				forced.is_none() && edges[side] > HEAVY && edges[side] > 2 * (other.work + HEAVY)
			};
			// The other end is cheaper for now.
			let waits = if sides[OLDER] && heavy(OLDER, younger) {
				older.put_back();
				Some(OLDER)
			} else if sides[YOUNGER] && heavy(YOUNGER, older) {
				younger.put_back();
				Some(YOUNGER)
			} else {
				None
			};
			forced = waits.map(|side| 1 - side).filter(|other| !sides[*other]);
			let goes = |side: usize| sides[side] && waits != Some(side);
			for side in [OLDER, YOUNGER].into_iter().filter(|side| goes(*side)) {
				let end = &mut search.ends[side];
				end.work += edges[side];
				meter.examine((edges[side] + 64 * end.batch.len() as u64) as usize)?;
				self.touch(side, end);
			}
			for side in [OLDER, YOUNGER].into_iter().filter(|side| goes(*side)) {
				if self.expand(side, regions[side], search) {
					return Ok(true);
				}
			}
		}
	}

	/// Finds where the edges of the assets of a batch are, but of those that lead nowhere, and counts them.
	#[inline]
	fn locate(&self, side: usize, region: Region, end: &mut End) -> u64 {
		let mut edges = 0;
		end.places.clear();
		for (asset, _) in &end.batch {
			let own = region.scale.level(*asset, self.meta(*asset).generation());
			let (from, mut to, link, links) = if side == YOUNGER {
				let (from, to) = self.graph.parents.place(*asset);
				(from, to, Links::NONE_AT, 0)
			} else {
				self.graph.children.place(*asset)
			};
			let Some(level) = own.filter(|level| region.worth >> level & 1 != 0) else { continue };
			if side == OLDER && to - from > LONG {
				let row = &self.graph.children.all_sealed()[from as usize..to as usize];
				to = from + before(row, region.last) as u32;
			}
			edges += u64::from(to - from) + u64::from(links);
			end.places.push(Place { level, from, to, link });
		}
		edges
	}

	/// The column in which one end finds its rows.
	#[inline]
	fn column(&self, side: usize) -> &[u32] {
		match side {
			YOUNGER => &self.graph.parents.edges,
			_ => self.graph.children.all_sealed(),
		}
	}

	/// Has the rows of a batch fetched, all at once.
	#[inline]
	fn touch(&self, side: usize, end: &End) {
		let (edges, mut fetched) = (self.column(side), 0);
		for place in end.places.iter().filter(|place| place.from < place.to) {
			fetched ^= edges[place.from as usize] ^ edges[place.to as usize - 1];
		}
		core::hint::black_box(fetched);
	}

	/// Looks behind the assets of a batch; whether that reached what the other end had marked.
	#[inline]
	fn expand(&self, side: usize, region: Region, search: &mut Search) -> bool {
		let Region { first, last, scale, worth } = region;
		let Search { marked, touched, ends, linked } = search;
		let (end, edges) = (&mut ends[side], self.column(side));
		let places = core::mem::take(&mut end.places);
		let met = places.iter().any(|place| {
			let mut sealed = &edges[place.from as usize..place.to as usize];
			linked.clear();
			if side == OLDER {
				if !scale.is_by_generation() && sealed.len() > NOT_SHORT {
					sealed = &sealed[..before(sealed, last)];
				}
				linked.extend(self.graph.children.links(place.link));
			}
			let is_last = scale.is_last(side, place.level, worth);
			[sealed, linked].into_iter().any(|row| {
				let (begin, mut reached, mut met) = (touched.len(), touched.len(), 0);
				if is_last {
					// Nothing there needs to be looked behind: the other end would have marked it.
					for edge in row {
						let (to, at) = (id(*edge), id(*edge).clamp(first, last));
						met |=
							marked[at as usize >> 6][1 - side] >> (at & 63) & u64::from(to == at);
					}
					return met != 0;
				}
				// Without branches, for nothing here can be foretold.
				touched.resize(begin + row.len(), 0);
				for edge in row {
					let (to, at) = (id(*edge), id(*edge).clamp(first, last));
					let (marks, bit) = (&mut marked[at as usize >> 6], at & 63);
					let inside = u64::from(to == at);
					let new = !marks[side] >> bit & inside;
					met |= marks[1 - side] >> bit & inside;
					marks[side] |= inside << bit;
					touched[reached] = to;
					reached += new as usize;
				}
				touched.truncate(reached);
				for to in &touched[begin..] {
					let behind = scale.behind(side, place.level, *to);
					if worth >> behind & 1 != 0 {
						end.push(*to, behind);
					}
				}
				met != 0
			})
		});
		end.places = places;
		met
	}
}

/// Number of edges of a row of children, which are in the order of their ids, up to an id.
fn before(row: &[u32], last: u32) -> usize {
	row.partition_point(|edge| id(*edge) <= last)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Birth, BlockId, Builder, Edge, Head, Row, View};

	/// Far more generations than are told apart here, and too few assets in some rounds for landmarks.
	#[test]
	fn generations_beyond_the_cap_hide_nothing() {
		let mut random = fastrand::Rng::with_seed(8);
		let mut scratch = Scratch::new();
		let mut deep = 0;
		for round in 0..60 {
			let assets = if round % 2 == 0 { 240 } else { 600 };
			let mut builder = Builder::new(BlockId::default());
			let (mut above, mut generations) = (vec![vec![false; assets]; assets], vec![0; assets]);
			for id in 0..assets {
				let mut edges = Vec::new();
				for relation in 0..random.u8(1..4).min(id as u8) {
					let parent = id - 1 - random.usize(0..id.min(4));
					edges.push(Edge { parent: parent as u64, relation });
					let (older, younger) = above.split_at_mut(id);
					for (mine, theirs) in younger[0].iter_mut().zip(&older[parent]) {
						*mine |= *theirs;
					}
					younger[0][parent] = true;
					generations[id] = generations[id].max(generations[parent] + 1);
				}
				let head = Head {
					kind: 0,
					marks: 0,
					controller: [0; 32],
					affected_by: None,
					weight: 0,
					expires: None,
					generation: generations[id],
				};
				let birth = Some(Birth { commitment: [0; 32], edges });
				builder.push(&Row { id: id as u64, head, birth }).expect("rows are right");
			}
			deep = deep.max(generations[assets - 1]);
			let mut graph = builder.finish();
			graph.labels.layered = round % 3 > 0;
			let reader = graph.reader(View::Best);
			for _ in 0..2_000 {
				let (a, b) = (random.usize(0..assets), random.usize(0..assets));
				let said = reader.is_ancestor(a as u32, b as u32, &mut scratch, Budget::UNLIMITED);
				assert_eq!(said, Ok(above[b][a]), "{a} above {b} in round {round}");
			}
		}
		assert!(deep > 2 * GENERATION_CAP, "{deep}");
	}

	/// A shallow asset after those that are too deep to be told apart.
	#[test]
	fn a_shallow_asset_after_the_cap() {
		let (deep, mut scratch) = (GENERATION_CAP + 17, Scratch::new());
		let mut builder = Builder::new(BlockId::default());
		for id in 0..deep + 2 {
			let edges: Vec<_> = (id > 0 && id != deep)
				.then(|| Edge { parent: u64::from(id - 1), relation: 0 })
				.into_iter()
				.collect();
			let generation = if id < deep { id } else { id - deep };
			let head = Head {
				kind: 0,
				marks: 0,
				controller: [0; 32],
				affected_by: None,
				weight: 0,
				expires: None,
				generation,
			};
			let birth = Some(Birth { commitment: [0; 32], edges });
			builder.push(&Row { id: id.into(), head, birth }).expect("rows are right");
		}
		let mut graph = builder.finish();
		for layered in [false, true] {
			graph.labels.layered = layered;
			let reader = graph.reader(View::Best);
			for (a, b, yes) in
				[(deep - 1, deep + 1, false), (deep - 1, deep, false), (deep, deep + 1, true)]
			{
				let said = reader.is_ancestor(a, b, &mut scratch, Budget::UNLIMITED);
				assert_eq!(said, Ok(yes), "{a} above {b}");
			}
			assert_eq!(reader.is_ancestor(0, deep - 1, &mut scratch, Budget::UNLIMITED), Ok(true));
		}
	}
}
