//! The two ends of a search: what each has reached and not yet looked behind, level by level.

use super::scale::LEVELS;

/// Edges of an asset, as a guess.
const DEGREE: u64 = 8;

/// The older end, whose search goes down to children.
pub(super) const OLDER: usize = 0;
/// The younger end, whose search goes up to parents.
pub(super) const YOUNGER: usize = 1;

/// Where the edges of an asset are that is being looked behind.
#[derive(Clone, Copy)]
pub(super) struct Place {
	/// Its own level.
	pub level: u32,
	/// Where they begin and end in the column.
	pub from: u32,
	pub to: u32,
	/// The newest of its linked edges.
	pub link: u32,
}

/// One end of a search.
pub(super) struct End {
	/// Assets that wait to be looked behind.
	pub levels: Vec<Vec<u32>>,
	/// Levels that are not empty.
	pub waiting: u64,
	/// Edges looked at.
	pub work: u64,
	/// Assets that are being looked behind, and the level that each waited on.
	pub batch: Vec<(u32, u32)>,
	/// Where their edges are, but of those that lead nowhere.
	pub places: Vec<Place>,
}

impl Default for End {
	fn default() -> Self {
		let levels = vec![Vec::new(); LEVELS as usize];
		Self { levels, waiting: 0, work: 0, batch: Vec::new(), places: Vec::new() }
	}
}

impl End {
	/// Begins at an asset.
	pub fn start(&mut self, asset: u32, level: u32) {
		self.keep(0);
		self.work = 0;
		self.push(asset, level);
	}

	/// Keeps an asset for later.
	#[inline]
	pub fn push(&mut self, asset: u32, level: u32) {
		self.levels[level as usize].push(asset);
		self.waiting |= 1 << level;
	}

	/// The lowest level that is not empty.
	pub fn lowest(&self) -> u32 {
		self.waiting.trailing_zeros()
	}

	/// The highest level that is not empty.
	pub fn highest(&self) -> u32 {
		63 - self.waiting.leading_zeros()
	}

	/// Forgets every level outside `mask`.
	pub fn keep(&mut self, mask: u64) {
		let mut gone = self.waiting & !mask;
		self.waiting &= mask;
		while gone != 0 {
			self.levels[gone.trailing_zeros() as usize].clear();
			gone &= gone - 1;
		}
	}

	/// The work done when a level will be done.
	pub fn after(&self, level: u32) -> u64 {
		self.work + DEGREE * self.levels[level as usize].len() as u64
	}

	/// Takes up to `most` assets off a level, and off the levels after it as the end `further` goes.
	pub fn pop(&mut self, mut level: u32, most: usize, further: Option<usize>) {
		self.batch.clear();
		loop {
			let waiting = &mut self.levels[level as usize];
			let from = waiting.len().saturating_sub(most - self.batch.len());
			self.batch.extend(waiting.drain(from..).map(|asset| (asset, level)));
			if !waiting.is_empty() {
				return;
			}
			self.waiting &= !(1 << level);
			if self.waiting == 0 || self.batch.len() == most {
				return;
			}
			level = match further {
				Some(OLDER) => self.lowest(),
				Some(_) => self.highest(),
				None => return,
			};
		}
	}

	/// Puts them back.
	pub fn put_back(&mut self) {
		while let Some((asset, level)) = self.batch.pop() {
			self.push(asset, level);
		}
		self.places.clear();
	}
}

/// Memory of a search.
#[derive(Default)]
pub(super) struct Search {
	/// For every 64 ids, those that lead down from the older asset and those that lead up from the younger.
	pub marked: Vec<[u64; 2]>,
	/// Every asset marked.
	pub touched: Vec<u32>,
	/// By [`OLDER`] and [`YOUNGER`].
	pub ends: [End; 2],
	/// The linked edges of one asset.
	pub linked: Vec<u32>,
}

impl Search {
	/// Marks with room for some assets, none of them set.
	pub fn marked_for(&mut self, assets: u32) -> &mut [[u64; 2]] {
		let words = (assets as usize).div_ceil(64);
		if self.marked.len() < words {
			self.marked.resize(words, [0; 2]);
		}
		&mut self.marked
	}
}
