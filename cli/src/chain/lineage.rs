//! Reads through `LineageApi`, all at the same block.

use std::collections::BTreeMap;

use animechain_primitives::{
	lineage::{AncestorPage, Cursor, LineageError, MAX_PAGE},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	AssetId,
};

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
