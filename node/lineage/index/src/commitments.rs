//! From a commitment to the assets that may have it: eight bytes of an asset.
//!
//! An entry is the first 36 bits of the commitment above the 28 bits of the id. Sorted, the candidates of
//! one commitment stand together in the order of their ids. They are candidates: whoever asks compares the
//! whole commitment with the chain's.

use crate::{columns::push, types::Commitment};

const ID_BITS: u32 = 28;
const ID: u64 = (1 << ID_BITS) - 1;
/// Least number of entries that are worth sorting in.
const LEAST: usize = 1_024;

/// Commitments of every asset.
pub(crate) struct Commitments {
	/// Entries of older assets, sorted.
	sorted: Vec<u64>,
	/// Entries of the assets since, in the order of their ids.
	recent: Vec<u64>,
}

fn prefix(commitment: &Commitment) -> u64 {
	let mut first = [0; 8];
	first.copy_from_slice(&commitment[..8]);
	u64::from_be_bytes(first) & !ID
}

impl Commitments {
	pub fn new() -> Self {
		Self { sorted: Vec::new(), recent: Vec::new() }
	}

	/// Takes entries that are sorted and hold every id once.
	pub fn of_sorted(sorted: Vec<u64>) -> Self {
		Self { sorted, recent: Vec::new() }
	}

	/// The id in an entry.
	pub fn id(entry: u64) -> u32 {
		(entry & ID) as u32
	}

	pub fn push(&mut self, id: u32, commitment: &Commitment) {
		push(&mut self.recent, prefix(commitment) | u64::from(id));
	}

	/// Drops the assets from `assets` on, none of which is sorted in.
	pub fn truncate(&mut self, assets: u32) {
		self.recent.truncate((assets as usize).saturating_sub(self.sorted.len()));
	}

	/// The same with the entries of the assets before `assets` sorted in, if there are enough of them.
	pub fn sealed_until(&self, assets: u32) -> Option<Self> {
		let count = (assets as usize).saturating_sub(self.sorted.len());
		(count >= LEAST.max(self.sorted.len() / 32)).then(|| self.sealed(count))
	}

	/// Sorts in everything.
	pub fn seal_all(&mut self) {
		*self = self.sealed(self.recent.len());
	}

	/// The same with the first of the recent entries sorted in.
	fn sealed(&self, count: usize) -> Self {
		let (newer, recent) = self.recent.split_at(count);
		let mut newer = newer.to_vec();
		newer.sort_unstable();
		let mut sorted = Vec::with_capacity(self.sorted.len() + count);
		let mut older = &self.sorted[..];
		for new in newer {
			let (before, after) = older.split_at(older.partition_point(|entry| *entry < new));
			sorted.extend_from_slice(before);
			sorted.push(new);
			older = after;
		}
		sorted.extend_from_slice(older);
		Self { sorted, recent: recent.to_vec() }
	}

	/// Candidates from `first` on and before `end`, ascending.
	pub fn candidates(
		&self,
		commitment: &Commitment,
		first: u32,
		end: u32,
	) -> impl Iterator<Item = u32> + '_ {
		let prefix = prefix(commitment);
		let from = self.sorted.partition_point(|entry| *entry < prefix | u64::from(first));
		let sorted = self.sorted[from..].iter().take_while(move |entry| **entry & !ID == prefix);
		let recent = self.recent.iter().filter(move |entry| **entry & !ID == prefix);
		sorted
			.chain(recent)
			.map(|entry| Self::id(*entry))
			.filter(move |id| *id >= first && *id < end)
	}

	/// The entries of the assets before `assets`: sorted ones, and behind them some that are not.
	pub fn entries(&self, assets: u32) -> Vec<u64> {
		let recent = (assets as usize).saturating_sub(self.sorted.len());
		let mut entries = Vec::with_capacity(assets as usize);
		entries.extend_from_slice(&self.sorted);
		entries.extend_from_slice(&self.recent[..recent]);
		entries
	}

	/// Bytes in use.
	pub fn bytes(&self) -> usize {
		8 * (self.sorted.capacity() + self.recent.capacity())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn finds_what_was_put_in_through_seals_and_undo() {
		let mut random = fastrand::Rng::with_seed(2);
		let (mut index, mut model) = (Commitments::new(), Vec::<Commitment>::new());
		let mut fixed = 0;
		for _ in 0..400 {
			for _ in 0..random.usize(0..40) {
				// Few different ones, so that many assets share one.
				let mut commitment = [0; 32];
				commitment[0] = random.u8(0..20);
				commitment[4] = random.u8(..);
				index.push(model.len() as u32, &commitment);
				model.push(commitment);
			}
			match random.u8(0..4) {
				0 => {
					model.truncate(random.usize(fixed..=model.len()));
					index.truncate(model.len() as u32);
				},
				1 => {
					fixed = random.usize(fixed..=model.len());
					if let Some(sealed) = index.sealed_until(fixed as u32) {
						index = sealed;
					}
				},
				_ => {},
			}
			let Some(wanted) = random.choice(&model).copied() else { continue };
			let end = random.u32(0..=model.len() as u32);
			let first = random.u32(0..=end);
			// The last four bits of the fifth byte are beyond the 36 that are kept.
			let same =
				|other: &Commitment| other[..4] == wanted[..4] && other[4] >> 4 == wanted[4] >> 4;
			let expected: Vec<u32> = (first..end).filter(|id| same(&model[*id as usize])).collect();
			assert_eq!(index.candidates(&wanted, first, end).collect::<Vec<_>>(), expected);
			let end = end.max(fixed as u32);
			let mut ids: Vec<u32> = index.entries(end).into_iter().map(Commitments::id).collect();
			ids.sort_unstable();
			assert!(ids.into_iter().eq(0..end));
		}
		assert!(!index.sorted.is_empty());
	}
}
