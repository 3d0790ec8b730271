//! Cursors: what a client sends back to get the next page.

use std::{cell::RefCell, sync::Arc};

use animechain_lineage_index::BlockId;
use jsonrpsee::types::ErrorObjectOwned;

use crate::{
	input::Input,
	rpc::{
		error::Error,
		kept::{Cursor, Kept, List},
	},
	Seed,
};

/// Bytes of a cursor: the number of a list, and an asset.
const BYTES: usize = 12;

/// The bytes that a text stands for, read by hand.
fn bytes_of(text: &str) -> Option<[u8; BYTES]> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	if digits.len() != 2 * BYTES || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
		return None;
	}
	let mut bytes = [0; BYTES];
	for (at, byte) in bytes.iter_mut().enumerate() {
		*byte = u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok()?;
	}
	Some(bytes)
}

/// The number and the text of an error, as a client gets them.
fn told(error: Error) -> i32 {
	let code = error.code();
	let object = ErrorObjectOwned::from(error);
	assert_eq!(object.code(), code);
	let long = object.message().len() + object.data().map_or(0, |data| data.get().len());
	assert!(long < 2_000, "an error of {long} bytes");
	code
}

/// Reads a text, and says whether it is a cursor.
fn read(text: &str) -> Option<Cursor> {
	match (Cursor::read(text), bytes_of(text)) {
		(Ok(cursor), Some(bytes)) => {
			let shown = cursor.show();
			assert_eq!(bytes_of(&shown), Some(bytes), "a cursor is written differently");
			assert_eq!(shown, format!("0x{}", digits_of(&bytes)));
			assert_eq!(Cursor::read(&shown).ok(), Some(cursor));
			assert_eq!(cursor.from.to_le_bytes(), bytes[8..]);
			Some(cursor)
		},
		(Err(error), None) => {
			assert_eq!(told(error), 9004);
			None
		},
		(Ok(cursor), None) => panic!("{text:?} was read as {cursor:?}"),
		(Err(error), Some(_)) => panic!("{text:?} was refused: {error}"),
	}
}

fn digits_of(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lists that are kept.
struct Lists {
	kept: Kept,
	lists: Vec<Arc<List>>,
	cursors: Vec<Cursor>,
}

impl Lists {
	fn new() -> Self {
		let kept = Kept::default();
		// The first two are of one question, at two blocks.
		let list = |place: u8| {
			let at = BlockId { number: place.into(), hash: [place; 32] };
			let assets = (0..100).map(|id| id * (u32::from(place) + 1)).collect();
			Arc::new(List { question: vec![place / 2; 5], at, assets })
		};
		let lists: Vec<_> = (0..6).map(list).collect();
		let cursors = lists.iter().map(|list| kept.keep(list, 7)).collect();
		Self { kept, lists, cursors }
	}

	/// Shows the text of a cursor with a question.
	fn ask(&self, text: &str, question: &[u8]) {
		let Some(cursor) = read(text) else { return };
		let number = |cursor: &Cursor| bytes_of(&cursor.show()).map(|bytes| bytes[..8].to_vec());
		let of = self.cursors.iter().position(|other| number(other) == number(&cursor));
		match (self.kept.find(&cursor, question), of) {
			(Ok(found), Some(of)) => {
				assert!(Arc::ptr_eq(&found, &self.lists[of]), "the list of another cursor");
				assert_eq!(found.question, question);
			},
			(Err(error), Some(of)) => {
				assert_ne!(self.lists[of].question, question, "{error}");
				assert_eq!(told(error), 9004);
			},
			(Err(error), None) => assert_eq!(told(error), 9011),
			(Ok(_), None) => panic!("a list for a cursor that nobody gave"),
		}
	}
}

thread_local! {
	static LISTS: RefCell<Lists> = RefCell::new(Lists::new());
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	if input.bit() {
		let text = String::from_utf8_lossy(input.rest());
		read(&text);
		return;
	}
	LISTS.with_borrow(|lists| {
		let list = &lists.lists[input.below(lists.lists.len())];
		let cursor = lists.cursors[input.below(lists.cursors.len())];
		let question = list.question.clone();
		lists.ask(&cursor.show(), &question);
		let mut text = cursor.show().into_bytes();
		let mut question = question;
		while !input.is_empty() {
			match input.byte() % 4 {
				0 => input.damage(&mut question),
				1 => text.make_ascii_uppercase(),
				2 => {
					// Another place in the list: anybody may ask for any.
					let from = digits_of(&input.array::<4>());
					let end = text.len().min(2 + 2 * BYTES);
					let begin = end.min(2 + 16);
					text.splice(begin..end, from.bytes());
				},
				_ => input.damage(&mut text),
			}
			lists.ask(&String::from_utf8_lossy(&text), &question);
		}
	});
}

/// Texts of cursors, and some that are none.
pub fn seeds() -> Vec<Seed> {
	let texts = [
		("cursor", "0x0102030405060708090a0b0c"),
		("capitals", "0xABCDEFABCDEFABCDEFABCDEF"),
		("no-prefix", "0102030405060708090a0b0c"),
		("short", "0x0102030405060708090a0b"),
		("long", "0x0102030405060708090a0b0c0d"),
		("no-digits", "0x0102030405060708090a0bg0"),
		("empty", ""),
		("words", "next page, please"),
	];
	let mut seeds: Vec<Seed> =
		texts.map(|(name, text)| (name.to_owned(), [&[1], text.as_bytes()].concat())).to_vec();
	for (name, choices) in [
		("kept", &[0, 0, 0][..]),
		("other-question", &[0, 0, 4]),
		("same-question", &[0, 1, 0]),
		("another-place", &[0, 2, 2, 2, 255, 255, 255, 255]),
		("capitals-kept", &[0, 2, 2, 1]),
		("damaged", &[0, 3, 3, 3, 5, 0, 9, 1]),
		("damaged-question", &[0, 3, 3, 0, 1, 0, 2, 1]),
	] {
		seeds.push((name.to_owned(), choices.to_vec()));
	}
	seeds
}
