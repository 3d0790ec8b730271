//! The invariants of this pallet, each by name.

use alloc::{collections::BTreeMap, vec::Vec};

use animechain_primitives::{AssetId, Basis, Composition, Contents, Marks};
use polkadot_sdk::{frame_support::ensure, frame_system, sp_runtime::TryRuntimeError};

use crate::{
	types::*, Config, ControlHistory, Heads, NextAssetId, Pallet, Records, StandingHistory,
	StorageAccounts,
};

impl<T: Config> Pallet<T> {
	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_ids_are_dense()?;
		Self::check_heads_follow_from_records()?;
		Self::check_histories()?;
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
			let implied = Self::implied_head(id, &record)
				.map_err(|_| "a parent or an authority is missing")?;
			ensure!(head.digest == implied.digest, "the digest is not that of the ancestry");
			ensure!(head.generation == implied.generation, "the generation is wrong");
			ensure!(head.terms == implied.terms, "the terms are not the meet of what was granted");
			Self::check_items(&record, &head, implied.composition)?;
		}
		Ok(())
	}

	/// Items only ever leave: a child has at least those that its parents have now, without what was taken
	/// out of itself; an asset without parents has exactly its own.
	fn check_items(
		record: &RecordOf<T>,
		head: &HeadOf<T>,
		implied: Composition,
	) -> Result<(), TryRuntimeError> {
		let own = record.contents.unwrap_or(Contents {
			root: Default::default(),
			leaves: 0,
			weight: 0,
			contributors_share: Default::default(),
		});
		let within = head.excluded.leaves <= own.leaves && head.excluded.weight <= own.weight;
		ensure!(within, "more was taken out than was in");
		let gone = match record.kind.brings_items() {
			true => Composition::of(record.declaration.basis, head.excluded.leaves.into()),
			false => Composition::default(),
		};
		let before = head.composition.checked_add(gone).ok_or("items that cannot be counted")?;
		let enough = Basis::ALL.iter().all(|basis| before.count(*basis) >= implied.count(*basis));
		ensure!(enough, "the composition is wrong");
		ensure!(
			!record.edges.is_empty() || before == implied,
			"the composition of an asset without parents is wrong"
		);
		Ok(())
	}

	/// Each history has the rows that the head counts, in the order of time, and ends in what holds now.
	fn check_histories() -> Result<(), TryRuntimeError> {
		let (mut standing_rows, mut control_rows) = (0_u64, 0_u64);
		for id in 0..NextAssetId::<T>::get() {
			let head = Heads::<T>::get(id).ok_or("a head is missing")?;
			let record = Records::<T>::get(id).ok_or("a record is missing")?;
			ensure!(
				head.affected_by.is_none_or(|cause| cause < id),
				"an asset is affected by what is not older than it"
			);
			let mut last = Some(record.block);
			for row in 0..head.standing_changes {
				let change =
					StandingHistory::<T>::get(id, row).ok_or("a change of standing is missing")?;
				ensure!(last <= Some(change.at), "changes of standing out of order");
				last = Some(change.at);
			}
			let marks = head.standing_changes.checked_sub(1).map_or(Marks::NONE, |row| {
				StandingHistory::<T>::get(id, row).map_or(Marks::NONE, |change| change.marks)
			});
			ensure!(head.marks == marks, "the marks are not those of the last change");
			let mut last = Some(record.block);
			for row in 0..head.control_changes {
				let change =
					ControlHistory::<T>::get(id, row).ok_or("a change of control is missing")?;
				ensure!(last <= Some(change.at), "changes of control out of order");
				last = Some(change.at);
			}
			let first = match ControlHistory::<T>::get(id, 0) {
				Some(change) => change.from,
				None => head.controller,
			};
			ensure!(first == record.registrant, "the first controller is not the registrant");
			standing_rows = standing_rows.saturating_add(head.standing_changes.into());
			control_rows = control_rows.saturating_add(head.control_changes.into());
		}
		let rows = StandingHistory::<T>::iter_keys().count() as u64;
		ensure!(rows == standing_rows, "a change of standing that no head counts");
		let rows = ControlHistory::<T>::iter_keys().count() as u64;
		ensure!(rows == control_rows, "a change of control that no head counts");
		Ok(())
	}

	/// Every byte that was put on chain was paid for by somebody, every account has a deposit for what it
	/// paid for, answers at least for its own rows, and exists.
	fn check_storage_is_paid_for() -> Result<(), TryRuntimeError> {
		let mut rows = BTreeMap::<_, u64>::new();
		for id in 0..NextAssetId::<T>::get() {
			let record = Records::<T>::get(id).ok_or("a record is missing")?;
			let bytes = Self::asset_bytes(&record);
			let sum = rows.entry(record.registrant).or_default();
			*sum = sum.saturating_add(bytes);
		}
		let (mut paid, mut spoken_for) = (0_u128, 0_u128);
		for (who, account) in StorageAccounts::<T>::iter() {
			ensure!(
				account.deposit.is_some() == (account.paid > 0),
				"a deposit for nothing, or nothing for bytes"
			);
			let own = rows.remove(&who).unwrap_or_default();
			ensure!(account.used >= own, "an account does not answer for the bytes of its rows");
			ensure!(
				frame_system::Pallet::<T>::sufficients(&who) > 0,
				"an account that answers for bytes may be reaped"
			);
			paid = paid.saturating_add(account.paid.into());
			spoken_for =
				spoken_for.saturating_add(account.used.into()).saturating_add(account.given.into());
		}
		ensure!(rows.is_empty(), "a registrant without a storage account");
		ensure!(paid == spoken_for, "bytes that nobody paid for");
		Ok(())
	}
}
