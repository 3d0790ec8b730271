//! Memory that questions use again.

use super::ends::Search;
use crate::bits::Bits;

/// Memory of one thread's questions. Grows to a few bits of an asset; nothing in it outlives a question.
#[derive(Default)]
pub struct Scratch {
	pub(super) visited: Bits,
	pub(super) frontier: Vec<u32>,
	pub(super) next: Vec<u32>,
	pub(super) search: Search,
}

impl Scratch {
	/// Nothing yet.
	pub fn new() -> Self {
		Self::default()
	}
}
