//! The numbered errors: a public interface, numbers never change their meaning.

use jsonrpsee::types::ErrorObjectOwned;
use thiserror::Error;

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum Error {
	/// 9001
	#[error("there is no asset {0}")]
	UnknownAsset(u64),
	/// 9002
	#[error("there is no block {0}")]
	UnknownBlock(String),
	/// 9003
	#[error(
		"the state of block {0} is pruned here: ask an archive node (`--state-pruning archive`)"
	)]
	PrunedBlock(String),
	/// 9004
	#[error("the cursor cannot be one that this method gave for this asset: {0}")]
	InvalidCursor(String),
	/// 9005
	#[error("the limit {0} is not within 1 and {max}", max = animechain_primitives::lineage::MAX_PAGE)]
	LimitOutOfRange(u32),
	/// 9006
	#[error("the ancestry of asset {0} is too wide for pages from state")]
	TooWide(u64),
	/// 9009
	#[error("the runtime did not answer: {0}")]
	Runtime(String),
}

impl Error {
	/// The number.
	pub const fn code(&self) -> i32 {
		match self {
			Self::UnknownAsset(_) => 9001,
			Self::UnknownBlock(_) => 9002,
			Self::PrunedBlock(_) => 9003,
			Self::InvalidCursor(_) => 9004,
			Self::LimitOutOfRange(_) => 9005,
			Self::TooWide(_) => 9006,
			Self::Runtime(_) => 9009,
		}
	}

	/// What was wrong in the question.
	fn data(&self) -> String {
		match self {
			Self::UnknownAsset(asset) | Self::TooWide(asset) => asset.to_string(),
			Self::LimitOutOfRange(limit) => limit.to_string(),
			Self::UnknownBlock(text)
			| Self::PrunedBlock(text)
			| Self::InvalidCursor(text)
			| Self::Runtime(text) => text.clone(),
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code(), error.to_string(), Some(error.data()))
	}
}
