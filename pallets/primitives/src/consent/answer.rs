//! Questions about a use, and their answers.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::{
	ids::{AssetId, LicenceId, OfferId},
	record::Authority,
	standing::Standing,
	terms::Purposes,
};

/// A question about a use.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Request<AccountId, BlockNumber> {
	/// Who wants to use it.
	pub who: AccountId,
	/// What for: all of these purposes at once, at least one.
	pub purposes: Purposes,
	/// Whether for commercial use.
	pub commercial: bool,
	/// At which block. `None` asks whether it would be permitted in the next block, as things are.
	pub at: Option<BlockNumber>,
}

/// Why a use is not permitted.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Denial {
	/// There is no such asset, or there was none yet.
	#[codec(index = 0)]
	UnknownAsset,
	/// The asset had lost its standing.
	#[codec(index = 1)]
	NotClear(Standing),
	/// An ancestor has lost its standing.
	#[codec(index = 2)]
	Affected(AssetId),
	/// What the asset was made from does not permit it, or does so no longer.
	#[codec(index = 3)]
	TermsForbid,
	/// Nobody with a say offered it.
	#[codec(index = 4)]
	NotOffered,
	/// It is offered, but `who` would have to accept the offer first.
	#[codec(index = 5)]
	LicenceNeeded(OfferId),
	/// The number of uses is used up.
	#[codec(index = 6)]
	QuotaExhausted,
	/// The asset has no leaf with this index.
	#[codec(index = 7)]
	UnknownLeaf,
	/// The leaf was taken out by its contributor.
	#[codec(index = 8)]
	LeafExcluded,
	/// The request names no purpose.
	#[codec(index = 9)]
	NoPurpose,
	/// The block that the request asks about is not there yet.
	#[codec(index = 10)]
	FutureBlock,
}

/// The place that a search has come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum SearchPosition {
	/// Among the licences: the last one that was looked at.
	#[codec(index = 0)]
	Licences(LicenceId),
	/// Among the offers, newest first: the number of offers that were not looked at yet.
	#[codec(index = 1)]
	Offers(u32),
}

/// Where an unfinished search goes on. Opaque to readers: valid for the same question at the same block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SearchCursor {
	/// The place.
	pub position: SearchPosition,
	/// What was seen so far that would be the reason of a denial.
	pub so_far: Denial,
}

/// The answer to a [`Request`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Answer {
	/// Yes, by this authority.
	#[codec(index = 0)]
	Permitted(Authority),
	/// No.
	#[codec(index = 1)]
	Denied(Denial),
	/// The rows of one call did not decide it: ask again with the cursor.
	#[codec(index = 2)]
	Unfinished(SearchCursor),
}
