//! The numbered errors: a public interface, numbers never change their meaning.

use animechain_primitives::royalty::FlowError;
use jsonrpsee::types::ErrorObjectOwned;
use thiserror::Error;

use crate::lists::MAX_ROWS;

/// Why a question has no answer.
#[derive(Clone, Debug, Error)]
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
	#[error("the cursor cannot be one that this method gave for this question: {0}")]
	InvalidCursor(String),
	/// 9005
	#[error("the limit {0} is not within 1 and {MAX_ROWS}")]
	LimitOutOfRange(u32),
	/// 9007
	#[error("{0}: ask again, or see lineage_syncState")]
	Syncing(String),
	/// 9008
	#[error("too many heavy questions wait already: ask again in a while")]
	Busy,
	/// 9009
	#[error("the runtime did not answer: {0}")]
	Runtime(String),
	/// 9010
	#[error("the answer takes more than {0} assets or too long: narrow the question")]
	Budget(u64),
	/// 9011
	#[error("the list of this cursor is not kept any more: ask for the first page")]
	CursorExpired,
	/// 9012
	#[error("no edge is followed here: relations and depth mean nothing")]
	NothingToFollow,
	/// 9013
	#[error("this is no account: {0}")]
	NoAccount(String),
	/// 9014
	#[error("there is no flow: {0}")]
	NoFlow(&'static str),
	/// 9015
	#[error("{0} assets are not within 1 and {max}", max = crate::subscriptions::MAX_WATCHED)]
	WatchedOutOfRange(usize),
	/// 9016
	#[error("this address used its working time: ask again in {0} ms")]
	Limited(u64),
	/// 9017
	#[error("{0} steps are more than a bundle can have ({max})", max = animechain_lineage_proof::MAX_STEPS)]
	ProofTooLong(usize),
	/// 9019
	#[error("no way leads from asset {0} up to asset {1}")]
	NoPath(u64, u64),
	/// 9018
	#[error("this address has {0} subscriptions already: end one")]
	TooManySubscriptions(usize),
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
			Self::Syncing(_) => 9007,
			Self::Busy => 9008,
			Self::Runtime(_) => 9009,
			Self::Budget(_) => 9010,
			Self::CursorExpired => 9011,
			Self::NothingToFollow => 9012,
			Self::NoAccount(_) => 9013,
			Self::NoFlow(_) => 9014,
			Self::WatchedOutOfRange(_) => 9015,
			Self::Limited(_) => 9016,
			Self::ProofTooLong(_) => 9017,
			Self::TooManySubscriptions(_) => 9018,
			Self::NoPath(..) => 9019,
		}
	}

	/// What was wrong in the question.
	fn data(&self) -> Option<String> {
		match self {
			Self::UnknownAsset(asset) => Some(asset.to_string()),
			Self::LimitOutOfRange(limit) => Some(limit.to_string()),
			Self::Budget(assets) => Some(assets.to_string()),
			Self::WatchedOutOfRange(assets) => Some(assets.to_string()),
			Self::Limited(milliseconds) => Some(milliseconds.to_string()),
			Self::ProofTooLong(steps) => Some(steps.to_string()),
			Self::TooManySubscriptions(most) => Some(most.to_string()),
			Self::NoPath(_, ancestor) => Some(ancestor.to_string()),
			Self::NoFlow(why) => Some((*why).into()),
			Self::UnknownBlock(text)
			| Self::PrunedBlock(text)
			| Self::InvalidCursor(text)
			| Self::Syncing(text)
			| Self::Runtime(text)
			| Self::NoAccount(text) => Some(text.clone()),
			Self::Busy | Self::CursorExpired | Self::NothingToFollow => None,
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		Self::owned(error.code(), error.to_string(), error.data())
	}
}

/// Why money would not flow, with an asset that is not there told apart.
pub(crate) fn no_flow(asset: u64, error: FlowError) -> Error {
	match error {
		FlowError::UnknownAsset => Error::UnknownAsset(asset),
		FlowError::UnknownCurrency => Error::NoFlow("the currency was not let in"),
		FlowError::AssetInvalidated => Error::NoFlow("the asset was found invalid"),
		FlowError::TooMuch => Error::NoFlow("the amount is more than a pool can receive"),
		FlowError::TooMany => Error::NoFlow("it reaches too many assets"),
	}
}
