//! What light clients may ask about assets and lineage: the source of truth for every reader.
//!
//! The node's `lineage_*` methods answer from these calls, so anything that they say can be had through
//! `state_call` or a light client as well. Lists are paged and bounded; see
//! [`animechain_primitives::lineage`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;

use animechain_primitives::{
	consent::{ListError, Page},
	lineage::{AncestorPage, Cursor, LineageError},
	lineage_index::{BlockChanges, IndexRow},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	standing::{ControlChange, StandingChange},
	AssetId, AssetInfo, Edge,
};
use codec::Codec;
use polkadot_sdk::*;

sp_api::decl_runtime_apis! {
	/// Assets and their ancestry at one block.
	#[api_version(1)]
	pub trait LineageApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// The id that the next asset will get: every smaller id exists.
		fn next_asset_id() -> AssetId;

		/// Both rows of an asset, or `None` if there is no such asset.
		fn asset(asset: AssetId) -> Option<AssetInfo<AccountId, BlockNumber>>;

		/// The edges of an asset, or `None` if there is no such asset.
		fn parents(asset: AssetId) -> Option<Vec<Edge>>;

		/// Up to `limit` ancestors by descending id, and the cursor for the next page.
		///
		/// `limit` is 1 to 256 rows; each row costs one read of each of an asset's two rows.
		fn ancestors(
			asset: AssetId,
			cursor: Option<Cursor>,
			limit: u32,
		) -> Result<AncestorPage<AccountId, BlockNumber>, LineageError>;

		/// Whether `leaf` stands at its index in the collection `asset`.
		fn verify_leaf(
			asset: AssetId,
			leaf: Leaf<AccountId>,
			proof: LeafProof,
		) -> Result<(), LeafProofError>;

		/// Up to `limit` rows (1 to 256) of the history of an asset's standing, oldest first, from row
		/// `from` on, and the row at which the next page starts.
		fn standing_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<StandingChange<AccountId, BlockNumber>, u32>, ListError>;

		/// Up to `limit` rows (1 to 256) of the history of an asset's control, oldest first, from row `from`
		/// on, and the row at which the next page starts.
		fn control_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<ControlChange<AccountId, BlockNumber>, u32>, ListError>;
	}
	/// What a node's lineage index is built from, and what it follows.
	#[api_version(1)]
	pub trait LineageIndexApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Whether the runtime is between two versions at the end of the block: it wrote the block's events before it
		/// became another one, or migrates state, which makes no events. Then neither the changes of this block nor
		/// those of the next one tell everything.
		fn is_upgrading() -> bool;

		/// What the block did to the assets: those that it registered or changed, as they are after it.
		fn changes() -> BlockChanges<AccountId, BlockNumber>;

		/// The id that the next asset will get: every smaller id exists.
		fn assets() -> AssetId;

		/// Up to `limit` rows (at most 4,096) from an id on, by ascending id.
		fn rows(from: AssetId, limit: u32) -> Vec<IndexRow<AccountId, BlockNumber>>;
	}
}
