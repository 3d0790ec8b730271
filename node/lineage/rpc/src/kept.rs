//! Lists that are kept for the pages that follow.

use std::{
	hash::{BuildHasher, RandomState},
	sync::Arc,
};

use animechain_lineage_index::BlockId;
use codec::{Decode, Encode};
use quick_cache::{
	sync::{Cache, DefaultLifecycle},
	DefaultHashBuilder, OptionsBuilder, Weighter,
};
use roaring::RoaringBitmap;

use crate::error::Error;

/// Bytes of lists that are kept, beside what the cache needs itself.
const MOST_BYTES: u64 = 64 << 20;

/// About how many lists that is.
const ABOUT: usize = 4_096;

/// Bytes that a list takes beside its assets.
const EACH: u64 = 512;

/// Longest cursor, in characters.
const MAX_CURSOR_TEXT: usize = 2 + 2 * 12;

/// A list, and what it was asked for.
pub struct List {
	/// The question, without where to begin.
	pub question: Vec<u8>,
	/// The block at which it was found.
	pub at: BlockId,
	/// The assets.
	pub assets: RoaringBitmap,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<u64, Arc<List>> for ByBytes {
	fn weight(&self, _: &u64, list: &Arc<List>) -> u64 {
		(list.assets.serialized_size() + list.question.len()) as u64 + EACH
	}
}

/// Where a list goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Cursor {
	list: u64,
	/// The first asset of the next page.
	pub from: u32,
}

impl Cursor {
	/// As text: opaque to clients.
	pub fn show(&self) -> String {
		array_bytes::bytes2hex("0x", self.encode())
	}

	/// Reads what [`Cursor::show`] wrote.
	pub fn read(text: &str) -> Result<Self, Error> {
		let decoded = (text.len() <= MAX_CURSOR_TEXT)
			.then(|| hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok())
			.flatten()
			.and_then(|bytes| {
				let mut input = &bytes[..];
				let cursor = Self::decode(&mut input).ok()?;
				input.is_empty().then_some(cursor)
			});
		decoded.ok_or_else(|| Error::InvalidCursor(text.chars().take(80).collect()))
	}
}

/// The lists of the last while. Those that nobody asks for again go first.
pub struct Kept {
	lists: Cache<u64, Arc<List>, ByBytes>,
	/// Other numbers after a restart: an old cursor is told to be old.
	numbers: RandomState,
}

impl Default for Kept {
	fn default() -> Self {
		let options = OptionsBuilder::new()
			.estimated_items_capacity(ABOUT)
			.weight_capacity(MOST_BYTES)
			// Each shard has its part of the room, and a long list needs much of it.
			.shards(1)
			.build()
			.expect("all that must be given is given; qed");
		Self {
			lists: Cache::with_options(
				options,
				ByBytes,
				DefaultHashBuilder::default(),
				DefaultLifecycle::default(),
			),
			numbers: RandomState::new(),
		}
	}
}

impl Kept {
	fn number(&self, question: &[u8], at: BlockId) -> u64 {
		self.numbers.hash_one((question, at.number, at.hash))
	}

	/// The list that answers a question at a block, if somebody asked before.
	pub fn known(&self, question: &[u8], at: BlockId) -> Option<Arc<List>> {
		let list = self.lists.get(&self.number(question, at))?;
		(list.question == question && list.at == at).then_some(list)
	}

	/// Keeps a list and gives the cursor of the page that begins with `from`.
	pub fn keep(&self, list: &Arc<List>, from: u32) -> Cursor {
		let number = self.number(&list.question, list.at);
		if self.lists.peek(&number).is_none() {
			self.lists.insert(number, list.clone());
		}
		Cursor { list: number, from }
	}

	/// The list of a cursor that was given for the same question.
	pub fn find(&self, cursor: &Cursor, question: &[u8]) -> Result<Arc<List>, Error> {
		let list = self.lists.get(&cursor.list).ok_or(Error::CursorExpired)?;
		match list.question == question {
			true => Ok(list),
			false => Err(Error::InvalidCursor(cursor.show())),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn list(question: u32, assets: u32) -> Arc<List> {
		let question = question.encode();
		let at = BlockId { number: 7, hash: [7; 32] };
		// Every other id: nothing to compress.
		Arc::new(List { question, at, assets: (0..assets).map(|id| 2 * id).collect() })
	}

	#[test]
	fn pages_of_one_list_take_the_room_of_one() {
		let kept = Kept::default();
		let other = kept.keep(&list(1, 10), 5);
		let long = list(2, 500_000);
		let cursors: Vec<_> = (0..2_000).map(|from| kept.keep(&long, from)).collect();
		assert!(kept.find(&other, &1_u32.encode()).is_ok());
		assert!(cursors.iter().all(|cursor| kept.find(cursor, &2_u32.encode()).is_ok()));
		assert!(kept.known(&long.question, long.at).is_some());
		assert!(kept.known(&long.question, BlockId { number: 8, ..long.at }).is_none());
	}

	#[test]
	fn a_list_of_everything_is_kept() {
		let kept = Kept::default();
		let all = list(1, 1 << 24);
		let cursor = kept.keep(&all, 3);
		assert!(kept.find(&cursor, &all.question).is_ok());
	}

	#[test]
	fn what_many_short_lists_take_is_counted() {
		let kept = Kept::default();
		let cursors: Vec<_> = (0..200_000).map(|number| kept.keep(&list(number, 2), 0)).collect();
		assert!(kept.lists.len() as u64 <= MOST_BYTES / EACH);
		let gone = (0_u32..).zip(&cursors).filter(|(number, cursor)| {
			matches!(kept.find(cursor, &number.encode()), Err(Error::CursorExpired))
		});
		assert_eq!(gone.count(), cursors.len() - kept.lists.len());
	}
}
