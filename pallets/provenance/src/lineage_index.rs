//! What a node's lineage index asks: how it is built, and how it follows block by block.

use alloc::{collections::BTreeMap, vec::Vec};

use animechain_primitives::{
	lineage_index::{BlockChanges, IndexBirth, IndexHead, IndexRow, MAX_INDEX_ROWS},
	AssetId,
};
use polkadot_sdk::frame_system::pallet_prelude::BlockNumberFor;

use crate::{Config, Event, Heads, NextAssetId, Pallet, Records};

/// What an event says of an asset's rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Touched {
	/// They were written.
	Registered(AssetId),
	/// The hot row changed.
	Changed(AssetId),
}

impl<T: Config> Event<T> {
	/// The asset whose rows an event tells of.
	pub fn touched(&self) -> Option<Touched> {
		match self {
			Self::Registered { asset, .. } => Some(Touched::Registered(*asset)),
			Self::StandingChanged { asset, .. }
			| Self::ControlTransferred { asset, .. }
			| Self::Refreshed { asset, .. } => Some(Touched::Changed(*asset)),
			Self::StorageSponsored { .. } | Self::__Ignore(..) => None,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// What an index keeps of an asset, with what was written once if that is asked for.
	fn index_row(
		id: AssetId,
		with_birth: bool,
	) -> Option<IndexRow<T::AccountId, BlockNumberFor<T>>> {
		let head = Heads::<T>::get(id)?;
		let record = Records::<T>::get(id)?;
		let birth = with_birth.then(|| IndexBirth {
			commitment: record.declaration.commitment,
			edges: record.edges.iter().map(|edge| (edge.parent, edge.relation)).collect(),
		});
		let weight = record.contents.map_or(0, |contents| contents.weight);
		let head = IndexHead {
			kind: head.kind,
			marks: head.marks,
			affected_by: head.affected_by,
			controller: head.controller,
			expires: head.terms.expires,
			generation: head.generation,
			weight: weight.saturating_sub(head.excluded.weight),
		};
		Some(IndexRow { id, head, birth })
	}

	/// Up to `limit` rows from an id on, at most [`MAX_INDEX_ROWS`].
	pub fn index_rows(from: AssetId, limit: u32) -> Vec<IndexRow<T::AccountId, BlockNumberFor<T>>> {
		let end = from.saturating_add(limit.min(MAX_INDEX_ROWS).into());
		(from..end.min(NextAssetId::<T>::get())).map_while(|id| Self::index_row(id, true)).collect()
	}

	/// What the block did, by what its events told of assets.
	pub fn index_changes(
		touched: impl Iterator<Item = Touched>,
	) -> BlockChanges<T::AccountId, BlockNumberFor<T>> {
		let mut assets = BTreeMap::new();
		for touched in touched {
			let (asset, is_new) = match touched {
				Touched::Registered(asset) => (asset, true),
				Touched::Changed(asset) => (asset, false),
			};
			*assets.entry(asset).or_insert(false) |= is_new;
		}
		let row = |(asset, is_new)| Self::index_row(asset, is_new);
		let rows = assets.into_iter().filter_map(row).collect();
		BlockChanges { next_asset_id: NextAssetId::<T>::get(), rows }
	}
}
