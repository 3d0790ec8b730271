//! Accounts: a number for each, and the assets that each controls.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use roaring::RoaringBitmap;

use crate::{columns::push, types::Account};

/// More assets than this are kept as a roaring set.
const FEW: usize = 64;

/// The assets of one account. Most accounts have a few, whose sets would take more than the ids.
enum Assets {
	/// Ids, ascending.
	Few(Vec<u32>),
	Many(Box<RoaringBitmap>),
}

impl Assets {
	fn insert(&mut self, id: u32) {
		match self {
			Self::Few(ids) if ids.len() < FEW => {
				// A new asset is the youngest of all.
				let at = match ids.last() {
					Some(last) if *last > id => ids.partition_point(|other| *other < id),
					_ => ids.len(),
				};
				ids.insert(at, id);
			},
			Self::Few(ids) => {
				let mut set: RoaringBitmap = ids.iter().copied().collect();
				set.insert(id);
				*self = Self::Many(Box::new(set));
			},
			Self::Many(set) => {
				set.insert(id);
			},
		}
	}

	fn remove(&mut self, id: u32) {
		match self {
			Self::Few(ids) => {
				if let Ok(at) = ids.binary_search(&id) {
					ids.remove(at);
				}
			},
			Self::Many(set) => {
				set.remove(id);
			},
		}
	}
}

/// The table of accounts.
pub(crate) struct Accounts {
	accounts: Vec<Account>,
	/// Numbers, found by their account; the seed differs in every process, so that nobody can choose
	/// accounts that collide.
	numbers: HashTable<u32>,
	seed: DefaultHashBuilder,
	assets: Vec<Assets>,
}

impl Accounts {
	pub fn new() -> Self {
		Self {
			accounts: Vec::new(),
			numbers: HashTable::new(),
			seed: DefaultHashBuilder::default(),
			assets: Vec::new(),
		}
	}

	/// Number of accounts.
	pub fn len(&self) -> u32 {
		self.accounts.len() as u32
	}

	pub fn account(&self, number: u32) -> &Account {
		&self.accounts[number as usize]
	}

	/// The first `count` of them.
	pub fn first(&self, count: u32) -> &[Account] {
		&self.accounts[..count as usize]
	}

	pub fn number(&self, account: &Account) -> Option<u32> {
		let key = self.seed.hash_one(account);
		self.numbers.find(key, |number| self.accounts[*number as usize] == *account).copied()
	}

	/// The number of an account, a new one if need be.
	pub fn number_or_new(&mut self, account: &Account) -> u32 {
		if let Some(number) = self.number(account) {
			return number;
		}
		let number = self.len();
		push(&mut self.accounts, *account);
		push(&mut self.assets, Assets::Few(Vec::new()));
		let (accounts, seed) = (&self.accounts, &self.seed);
		self.numbers.insert_unique(seed.hash_one(account), number, |number| {
			seed.hash_one(accounts[*number as usize])
		});
		number
	}

	/// Drops the accounts with numbers from `count` on.
	pub fn truncate(&mut self, count: u32) {
		for number in count..self.len() {
			let key = self.seed.hash_one(self.accounts[number as usize]);
			if let Ok(entry) = self.numbers.find_entry(key, |other| *other == number) {
				entry.remove();
			}
		}
		self.accounts.truncate(count as usize);
		self.assets.truncate(count as usize);
	}

	/// An asset came under the control of an account.
	pub fn give(&mut self, number: u32, asset: u32) {
		self.assets[number as usize].insert(asset);
	}

	/// An asset left it.
	pub fn take(&mut self, number: u32, asset: u32) {
		self.assets[number as usize].remove(asset);
	}

	/// What an account controls.
	pub fn assets(&self, number: u32) -> RoaringBitmap {
		match &self.assets[number as usize] {
			Assets::Few(ids) => ids.iter().copied().collect(),
			Assets::Many(set) => set.as_ref().clone(),
		}
	}

	/// How many assets an account controls.
	pub fn count(&self, number: u32) -> u64 {
		match &self.assets[number as usize] {
			Assets::Few(ids) => ids.len() as u64,
			Assets::Many(set) => set.len(),
		}
	}

	/// Bytes in use, the sets by their size when written.
	pub fn bytes(&self) -> usize {
		let sets: usize = self
			.assets
			.iter()
			.map(|assets| match assets {
				Assets::Many(set) => size_of::<RoaringBitmap>() + set.serialized_size(),
				Assets::Few(ids) => 4 * ids.capacity(),
			})
			.sum();
		self.accounts.capacity() * size_of::<Account>()
			+ self.assets.capacity() * size_of::<Assets>()
			+ self.numbers.allocation_size()
			+ sets
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_are_given_once_and_taken_back() {
		let mut accounts = Accounts::new();
		for round in 0..3 {
			for one in 0..200_u8 {
				assert_eq!(accounts.number_or_new(&[one; 32]), u32::from(one), "round {round}");
			}
			accounts.truncate(100);
			assert_eq!(accounts.len(), 100);
			assert_eq!(accounts.number(&[99; 32]), Some(99));
			assert_eq!(accounts.number(&[100; 32]), None);
		}
	}

	#[test]
	fn assets_follow_control() {
		let mut accounts = Accounts::new();
		let (a, b) = (accounts.number_or_new(&[1; 32]), accounts.number_or_new(&[2; 32]));
		for id in [5, 9, 7] {
			accounts.give(a, id);
		}
		accounts.take(a, 9);
		accounts.give(b, 9);
		assert!(accounts.assets(a).iter().eq([5, 7]) && accounts.assets(b).iter().eq([9]));
		accounts.take(b, 9);
		accounts.take(a, 5);
		accounts.take(a, 7);
		assert!(accounts.assets(a).is_empty() && accounts.assets(b).is_empty());
		// Few and many are the same.
		let mut random = fastrand::Rng::with_seed(1);
		let mut model = std::collections::BTreeSet::new();
		for _ in 0..3_000 {
			let id = random.u32(0..200);
			if model.insert(id) {
				accounts.give(a, id);
			} else {
				model.remove(&id);
				accounts.take(a, id);
			}
			assert!(accounts.assets(a).iter().eq(model.iter().copied()));
		}
	}
}
