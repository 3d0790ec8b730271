//! What readers ask: shared by view functions, the runtime API and the other pallets.

use alloc::vec::Vec;

use animechain_primitives::{
	consent::{page, ListError, Page},
	lineage::{walk_ancestors, AncestorPage, Cursor, LineageError},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	AssetId, AssetInfo, Edge, Record,
};
use polkadot_sdk::frame_system::pallet_prelude::BlockNumberFor;

use crate::{
	types::*, Config, ControlHistory, Heads, NextAssetId, Pallet, Records, StandingHistory,
};

impl<T: Config> Pallet<T> {
	/// The id that the next asset will get.
	pub fn next_asset_id() -> AssetId {
		NextAssetId::<T>::get()
	}

	/// Both rows of an asset.
	pub fn asset_info(asset: AssetId) -> Option<AssetInfo<T::AccountId, BlockNumberFor<T>>> {
		let head = Heads::<T>::get(asset)?;
		let Record { registrant, block, kind, declaration, contents, edges } =
			Records::<T>::get(asset)?;
		let edges = edges.into_inner();
		let record = Record { registrant, block, kind, declaration, contents, edges };
		Some(AssetInfo { id: asset, head, record })
	}

	/// The edges of an asset.
	pub fn edges_of(asset: AssetId) -> Option<Vec<Edge>> {
		Records::<T>::get(asset).map(|record| record.edges.into_inner())
	}

	/// A page of ancestors: see [`animechain_primitives::lineage`].
	pub fn ancestors_of(
		asset: AssetId,
		cursor: Option<Cursor>,
		limit: u32,
	) -> Result<AncestorPage<T::AccountId, BlockNumberFor<T>>, LineageError> {
		let (rows, next) = walk_ancestors(asset, cursor, limit, |id| {
			let row = Self::asset_info(id)?;
			let edges = row.record.edges.clone();
			Some((row, edges))
		})?;
		Ok(AncestorPage { rows, next })
	}

	/// A page of the history of an asset's standing.
	pub fn standing_changes(
		asset: AssetId,
		from: u32,
		limit: u32,
	) -> Result<Page<StandingChangeOf<T>, u32>, ListError> {
		page(from, limit, |row| StandingHistory::<T>::get(asset, row))
	}

	/// A page of the history of an asset's control.
	pub fn control_changes(
		asset: AssetId,
		from: u32,
		limit: u32,
	) -> Result<Page<ControlChangeOf<T>, u32>, ListError> {
		page(from, limit, |row| ControlHistory::<T>::get(asset, row))
	}

	/// Whether a leaf stands at its index in a collection.
	pub fn check_leaf(
		asset: AssetId,
		leaf: Leaf<T::AccountId>,
		proof: LeafProof,
	) -> Result<(), LeafProofError> {
		let record = Records::<T>::get(asset).ok_or(LeafProofError::UnknownAsset)?;
		let contents = record.contents.ok_or(LeafProofError::NotACollection)?;
		proof.verify(&contents, &leaf)
	}
}
