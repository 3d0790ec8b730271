//! A set of ids for one walk: a bit for each, and a bit for each word that is not empty, so that clearing and
//! going through it touch only what was used.

use roaring::RoaringBitmap;

/// Words of one container of a roaring set.
const CONTAINER: usize = 1 << 10;
/// More ids than this in a container are kept as bits there, too.
const DENSE: u32 = 4_096;

/// The set.
#[derive(Default)]
pub(crate) struct Bits {
	pub words: Vec<u64>,
	pub summary: Vec<u64>,
}

impl Bits {
	/// Makes room for ids below `end`.
	pub fn fit(&mut self, end: u32) {
		// Whole containers, so that each can be taken out at once.
		let containers = (end as usize).div_ceil(64 * CONTAINER);
		if self.words.len() < containers * CONTAINER {
			self.words.resize(containers * CONTAINER, 0);
			self.summary.resize(containers * CONTAINER / 64, 0);
		}
	}

	#[inline]
	pub fn insert(&mut self, id: u32) {
		let at = id as usize;
		let word = &mut self.words[at >> 6];
		if *word == 0 {
			self.summary[at >> 12] |= 1 << (at >> 6 & 63);
		}
		*word |= 1 << (at & 63);
	}

	/// Inserts, and says whether it was not there.
	#[inline]
	pub fn is_new(&mut self, id: u32) -> bool {
		let new = !self.contains(id);
		if new {
			self.insert(id);
		}
		new
	}

	#[inline]
	pub fn contains(&self, id: u32) -> bool {
		self.words[id as usize >> 6] >> (id & 63) & 1 != 0
	}

	pub fn remove(&mut self, id: u32) {
		// The summary may name an empty word: it says where to look, not what is there.
		self.words[id as usize >> 6] &= !(1 << (id & 63));
	}

	/// Every id, ascending.
	pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
		let words = |at: usize| Ones(self.summary[at]).map(move |bit| at * 64 + bit);
		(0..self.summary.len())
			.flat_map(words)
			.flat_map(|at| Ones(self.words[at]).map(move |bit| (at * 64 + bit) as u32))
	}

	/// The same set to keep.
	pub fn to_roaring(&self) -> RoaringBitmap {
		let mut set = RoaringBitmap::new();
		let mut bytes = [0; 8 * CONTAINER];
		for (at, summary) in self.summary.chunks(CONTAINER / 64).enumerate() {
			if summary.iter().all(|word| *word == 0) {
				continue;
			}
			let words = &self.words[at * CONTAINER..][..CONTAINER];
			let first = (at * CONTAINER * 64) as u32;
			if words.iter().map(|word| word.count_ones()).sum::<u32>() > DENSE {
				for (bytes, word) in bytes.chunks_exact_mut(8).zip(words) {
					bytes.copy_from_slice(&word.to_le_bytes());
				}
				set |= RoaringBitmap::from_lsb0_bytes(first, &bytes);
			} else {
				let places = words.iter().enumerate();
				let ids = places.flat_map(|(at, word)| Ones(*word).map(move |bit| at * 64 + bit));
				set.extend(ids.map(|id| first + id as u32));
			}
		}
		set
	}

	/// Empties it.
	pub fn clear(&mut self) {
		for (at, summary) in self.summary.iter_mut().enumerate() {
			if *summary == u64::MAX {
				self.words[at * 64..][..64].fill(0);
			} else {
				for bit in Ones(*summary) {
					self.words[at * 64 + bit] = 0;
				}
			}
			*summary = 0;
		}
	}
}

/// The places of the ones of a word, lowest first.
struct Ones(u64);

impl Iterator for Ones {
	type Item = usize;

	#[inline]
	fn next(&mut self) -> Option<usize> {
		let bit = self.0.trailing_zeros();
		(bit < 64).then(|| {
			self.0 &= self.0 - 1;
			bit as usize
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_the_same_set_in_every_form() {
		let mut random = fastrand::Rng::with_seed(3);
		let mut bits = Bits::default();
		bits.fit(200_000);
		for count in [0, 1, 50, 5_000, 150_000] {
			let mut ids: Vec<u32> = (0..count).map(|_| random.u32(0..200_000)).collect();
			for id in &ids {
				bits.insert(*id);
			}
			ids.sort_unstable();
			ids.dedup();
			assert!(bits.iter().eq(ids.iter().copied()));
			assert!(bits.to_roaring().iter().eq(ids.iter().copied()));
			if let Some(id) = ids.first() {
				assert!(bits.contains(*id) && !bits.is_new(*id));
				bits.remove(*id);
				assert!(!bits.contains(*id) && bits.is_new(*id));
			}
			bits.clear();
			assert!(bits.words.iter().all(|word| *word == 0) && bits.iter().next().is_none());
		}
	}
}
