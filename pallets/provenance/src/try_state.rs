//! The invariants of this pallet, each by name.

use alloc::{collections::BTreeMap, vec::Vec};

use animechain_primitives::AssetId;
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

use crate::{Config, Heads, NextAssetId, Pallet, Records, StorageTickets};

impl<T: Config> Pallet<T> {
	/// Everything that must hold in every state.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_ids_are_dense()?;
		Self::check_heads_follow_from_records()?;
		Self::check_storage_is_paid_for()
	}

	/// Every id below the next has both rows, and no other id has any.
	fn check_ids_are_dense() -> Result<(), TryRuntimeError> {
		let next = NextAssetId::<T>::get();
		for ids in [Self::sorted(Heads::<T>::iter_keys()), Self::sorted(Records::<T>::iter_keys())]
		{
			ensure!(ids.into_iter().eq(0..next), "an id without its row, or a row without its id");
		}
		Ok(())
	}

	fn sorted(ids: impl Iterator<Item = AssetId>) -> Vec<AssetId> {
		let mut ids: Vec<_> = ids.collect();
		ids.sort_unstable();
		ids
	}

	/// Parents are older than their children, and each head says what its record and its parents' heads
	/// imply. What only the moment of registration knew (who controlled a parent, whether it was clear) is
	/// not asked again.
	fn check_heads_follow_from_records() -> Result<(), TryRuntimeError> {
		for id in 0..NextAssetId::<T>::get() {
			let record = Records::<T>::get(id).ok_or("a record is missing")?;
			let head = Heads::<T>::get(id).ok_or("a head is missing")?;
			ensure!(head.kind == record.kind, "head and record disagree on the kind");
			ensure!(
				record.edges.iter().all(|edge| edge.parent < id),
				"a parent is not older than its child"
			);
			ensure!(
				Self::check_edges(record.edges.to_vec()).is_ok(),
				"edges that no registration accepts"
			);
			if let Some(contents) = &record.contents {
				ensure!(Self::check_contents(contents).is_ok(), "contents that hold nothing");
			}
			let implied =
				Self::implied_head(id, &record).map_err(|_| "a parent's head is missing")?;
			ensure!(head.digest == implied.digest, "the digest is not that of the ancestry");
			ensure!(head.generation == implied.generation, "the generation is wrong");
			ensure!(head.composition == implied.composition, "the composition is wrong");
			ensure!(head.terms == implied.terms, "the terms are not the meet of the parents'");
		}
		Ok(())
	}

	/// The bytes that each registrant paid for are those of its rows.
	fn check_storage_is_paid_for() -> Result<(), TryRuntimeError> {
		let mut bytes = BTreeMap::new();
		for id in 0..NextAssetId::<T>::get() {
			let record = Records::<T>::get(id).ok_or("a record is missing")?;
			let head = Heads::<T>::get(id).ok_or("a head is missing")?;
			*bytes.entry(record.registrant.clone()).or_insert(0) +=
				Self::stored_bytes(&head, &record);
		}
		let paid: BTreeMap<_, _> =
			StorageTickets::<T>::iter().map(|(who, (_, bytes))| (who, bytes)).collect();
		ensure!(paid == bytes, "a registrant's ticket is not for the bytes of its rows");
		Ok(())
	}
}
