//! What a node's lineage index keeps of the assets: how it is rebuilt, and how it follows block by block.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

use crate::{
	ids::{AssetId, Commitment},
	kind::{AssetKind, Relation},
	standing::Marks,
};

/// Most rows that one question about rows answers.
pub const MAX_INDEX_ROWS: u32 = 4_096;

/// What an index keeps of an asset as it is at one block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct IndexHead<AccountId, BlockNumber> {
	/// What it is. Never changes.
	pub kind: AssetKind,
	/// What stands against it.
	pub marks: Marks,
	/// An ancestor that lost its standing, as far as the asset was refreshed since.
	pub affected_by: Option<AssetId>,
	/// Who may act for it.
	pub controller: AccountId,
	/// The block from which on what it inherits has ended, if it ends. Never changes.
	pub expires: Option<BlockNumber>,
	/// 0 without parents, else one more than the largest of its parents'. Never changes.
	pub generation: u32,
	/// The weight of the leaves that were not taken out; 0 if it is not a collection.
	pub weight: u64,
}

/// What an index keeps of an asset for good.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct IndexBirth {
	/// Commitment to its content.
	pub commitment: Commitment,
	/// Its parents, in the order of its edges, and how it depends on each.
	pub edges: Vec<(AssetId, Relation)>,
}

/// What an index keeps of one asset.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct IndexRow<AccountId, BlockNumber> {
	/// The asset.
	pub id: AssetId,
	/// What may change, and what a reader needs first.
	pub head: IndexHead<AccountId, BlockNumber>,
	/// What was written once, if that is asked for.
	pub birth: Option<IndexBirth>,
}

/// What one block did to the assets.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BlockChanges<AccountId, BlockNumber> {
	/// The id that the next asset will get: every smaller id exists.
	pub next_asset_id: AssetId,
	/// The assets that the block registered, with what was written once, or changed, without; as they are after
	/// it, by ascending id.
	pub rows: Vec<IndexRow<AccountId, BlockNumber>>,
}
