//! Reads through `LineageApi`, all at the same block.

use std::collections::BTreeMap;

use animechain_primitives::{
	consent::{ListError, Page, MAX_ROWS},
	lineage::{AncestorPage, Cursor, LineageError, MAX_PAGE},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	standing::{ControlChange, StandingChange},
	AssetId,
};
use codec::Decode;

use super::{AccountId, Asset, BlockNumber, Chain, ChainError, API};

impl Chain {
	/// The id that the next asset will get.
	pub async fn next_asset_id(&self) -> Result<AssetId, ChainError> {
		self.call(API, "next_asset_id", ()).await
	}

	/// Both rows of an asset.
	pub async fn asset(&self, asset: AssetId) -> Result<Asset, ChainError> {
		let row: Option<Asset> = self.call(API, "asset", asset).await?;
		row.ok_or(ChainError::NoSuchAsset { asset })
	}

	/// An asset and all of its ancestors, by id.
	pub async fn ancestry(&self, asset: AssetId) -> Result<BTreeMap<AssetId, Asset>, ChainError> {
		let newest = self.asset(asset).await?;
		let mut ancestry = BTreeMap::from([(asset, newest)]);
		let mut cursor: Option<Cursor> = None;
		loop {
			let page: Result<AncestorPage<AccountId, BlockNumber>, LineageError> =
				self.call(API, "ancestors", (asset, cursor, MAX_PAGE)).await?;
			let page = page.map_err(|error| ChainError::Walk { error })?;
			// A walk that does not go on would never end.
			let stuck = page.rows.is_empty() && page.next.is_some();
			ancestry.extend(page.rows.into_iter().map(|row| (row.id, row)));
			cursor = page.next;
			if stuck {
				return Err(ChainError::Walk { error: LineageError::InvalidCursor });
			}
			if cursor.is_none() {
				return Ok(ancestry);
			}
		}
	}

	/// How the standing of an asset changed, oldest first.
	pub async fn standing_history(
		&self,
		asset: AssetId,
	) -> Result<Vec<StandingChange<AccountId, BlockNumber>>, ChainError> {
		self.pages(API, "standing_history", asset).await
	}

	/// How control of an asset moved, oldest first.
	pub async fn control_history(
		&self,
		asset: AssetId,
	) -> Result<Vec<ControlChange<AccountId, BlockNumber>>, ChainError> {
		self.pages(API, "control_history", asset).await
	}

	/// All pages of a list that is numbered without gaps.
	pub(super) async fn pages<Row: Decode>(
		&self,
		api: &str,
		method: &str,
		of: impl codec::Encode,
	) -> Result<Vec<Row>, ChainError> {
		let mut rows = Vec::new();
		let mut from = 0;
		loop {
			let page: Result<Page<Row, u32>, ListError> =
				self.call(api, method, (&of, from, MAX_ROWS)).await?;
			let page = page.map_err(|error| ChainError::List { error })?;
			rows.extend(page.rows);
			match page.next {
				Some(next) if next > from => from = next,
				Some(_) => return Err(ChainError::List { error: ListError::InvalidCursor }),
				None => return Ok(rows),
			}
		}
	}

	/// Whether the runtime finds `leaf` in the collection `asset`.
	pub async fn verify_leaf(
		&self,
		asset: AssetId,
		leaf: &Leaf<AccountId>,
		proof: &LeafProof,
	) -> Result<Result<(), LeafProofError>, ChainError> {
		self.call(API, "verify_leaf", (asset, leaf, proof)).await
	}
}
