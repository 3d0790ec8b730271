//! What is asked of a chain.

use crate::types::{BlockHash, BlockId, Changes, Row};

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
	/// The number of its block.
	pub number: u32,
	/// The hash of the block before.
	pub parent: BlockHash,
}

/// Why a chain cannot say what state was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceError {
	/// The state of that block is no longer kept, or never was.
	Pruned,
	/// It may work the next time.
	Failed,
}

/// A chain: the truth behind every notification.
///
/// Answers may change between two questions. Within one answer, `canonical` is the best chain, and what is
/// final is part of it.
pub trait Source {
	/// The best block.
	fn best(&self) -> BlockId;
	/// The last final block.
	fn finalised(&self) -> BlockId;
	/// The header of a block, if it is known.
	fn header(&self, hash: &BlockHash) -> Option<Header>;
	/// The block of the best chain with a number.
	fn canonical(&self, number: u32) -> Option<BlockHash>;
	/// What a block changed.
	fn changes(&self, hash: &BlockHash) -> Result<Changes, SourceError>;
	/// The id that the next asset will get, after a block.
	fn assets(&self, at: &BlockHash) -> Result<u64, SourceError>;
	/// The rows of at most `limit` assets from `first` on, as they are after a block. At least one, if there
	/// is such an asset.
	fn rows(&self, at: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError>;
}
