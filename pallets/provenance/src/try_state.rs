//! The invariants of this pallet, each by name.

use alloc::{collections::BTreeMap, vec::Vec};

use animechain_primitives::{AssetId, Basis, Composition, Contents, Marks};
use polkadot_sdk::{frame_support::ensure, frame_system, sp_runtime::TryRuntimeError};

use crate::{
	types::*, Config, ControlHistory, Heads, NextAssetId, Pallet, Records, StandingHistory,
	StorageAccounts,
};

impl<T: Config> Pallet<T> {
	/// What must hold in every state, by name. Every complaint begins with one of these.
	pub const INVARIANTS: &'static [(&'static str, &'static str)] = &[
		("provenance/ids-are-dense", "Every id below the next has its head and its record, and no other id has either."),
		("provenance/registered-in-order", "An asset was registered no earlier than those with smaller ids, and not in the future."),
		("provenance/head-and-record-agree", "Head and record of an asset say the same kind."),
		("provenance/parents-are-older", "The id of a parent is below its child's: the graph has no cycle."),
		("provenance/edges-are-admissible", "No edge twice, no more than `MaxEdges`, shares no more than the whole."),
		("provenance/contents-hold-something", "A collection has a leaf and a weight, and a contributors' share of no more than the whole."),
		("provenance/authorities-are-there", "Every parent, and every offer or licence that an edge names, exists and is for that parent."),
		("provenance/digest-is-that-of-the-ancestry", "The digest is that of the record and of the parents' digests."),
		("provenance/generation-is-one-more", "The generation is one more than the largest of the parents', and 0 without parents."),
		("provenance/terms-are-the-meet", "The terms are the meet of everything that was granted over the edges."),
		("provenance/no-more-out-than-in", "No more leaves, and no more weight, were taken out of a collection than it has."),
		("provenance/composition-counts-items", "Items by basis are those of the parents and its own, less what was taken out."),
		("provenance/causes-are-older", "What an asset is affected by is older than it."),
		("provenance/standing-history-is-whole", "The history of a standing has the rows that the head counts, in the order of time, and no other."),
		("provenance/marks-are-the-last-change", "What stands against an asset is what the last row of its history says."),
		("provenance/control-history-is-whole", "The history of control has the rows that the head counts, in the order of time, each from somebody else, and no other."),
		("provenance/registrant-controlled-first", "The first controller was the registrant."),
		("provenance/deposits-are-for-bytes", "An account has a deposit if and only if it paid for bytes."),
		("provenance/accounts-answer-for-their-rows", "A registrant answers for at least the bytes of its assets."),
		("provenance/accounts-with-bytes-live", "An account that answers for bytes cannot be reaped."),
		("provenance/every-byte-is-paid-for", "What was paid for, over all accounts, is what was used and what is left of gifts."),
	];

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
			ensure!(
				ids.into_iter().eq(0..next),
				"provenance/ids-are-dense: an id without its row, or a row without its id"
			);
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
		let (mut last, now) = (None, frame_system::Pallet::<T>::block_number());
		for id in 0..NextAssetId::<T>::get() {
			let record =
				Records::<T>::get(id).ok_or("provenance/ids-are-dense: a record is missing")?;
			let head = Heads::<T>::get(id).ok_or("provenance/ids-are-dense: a head is missing")?;
			ensure!(
				last <= Some(record.block) && record.block <= now,
				"provenance/registered-in-order: a record out of the order of time, or from the future"
			);
			last = Some(record.block);
			ensure!(
				head.kind == record.kind,
				"provenance/head-and-record-agree: head and record disagree on the kind"
			);
			ensure!(
				record.edges.iter().all(|edge| edge.parent < id),
				"provenance/parents-are-older: a parent is not older than its child"
			);
			ensure!(
				Self::check_edges(record.edges.to_vec()).is_ok(),
				"provenance/edges-are-admissible: edges that no registration accepts"
			);
			if let Some(contents) = &record.contents {
				ensure!(
					Self::check_contents(contents).is_ok(),
					"provenance/contents-hold-something: contents that hold nothing"
				);
			}
			let implied = Self::implied_head(id, &record).map_err(|_| {
				"provenance/authorities-are-there: a parent or an authority is missing"
			})?;
			ensure!(
				head.digest == implied.digest,
				"provenance/digest-is-that-of-the-ancestry: the digest is not that of the ancestry"
			);
			ensure!(
				head.generation == implied.generation,
				"provenance/generation-is-one-more: the generation is wrong"
			);
			ensure!(
				head.terms == implied.terms,
				"provenance/terms-are-the-meet: the terms are not the meet of what was granted"
			);
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
		ensure!(within, "provenance/no-more-out-than-in: more was taken out than was in");
		let gone = match record.kind.brings_items() {
			true => Composition::of(record.declaration.basis, head.excluded.leaves.into()),
			false => Composition::default(),
		};
		let before = head
			.composition
			.checked_add(gone)
			.ok_or("provenance/composition-counts-items: items that cannot be counted")?;
		let enough = Basis::ALL.iter().all(|basis| before.count(*basis) >= implied.count(*basis));
		ensure!(enough, "provenance/composition-counts-items: the composition is wrong");
		ensure!(
			!record.edges.is_empty() || before == implied,
			"provenance/composition-counts-items: the composition of an asset without parents is wrong"
		);
		Ok(())
	}

	/// Each history has the rows that the head counts, in the order of time, and ends in what holds now.
	fn check_histories() -> Result<(), TryRuntimeError> {
		let (mut standing_rows, mut control_rows) = (0_u64, 0_u64);
		for id in 0..NextAssetId::<T>::get() {
			let head = Heads::<T>::get(id).ok_or("provenance/ids-are-dense: a head is missing")?;
			let record =
				Records::<T>::get(id).ok_or("provenance/ids-are-dense: a record is missing")?;
			ensure!(
				head.affected_by.is_none_or(|cause| cause < id),
				"provenance/causes-are-older: an asset is affected by what is not older than it"
			);
			let mut last = Some(record.block);
			for row in 0..head.standing_changes {
				let change = StandingHistory::<T>::get(id, row).ok_or(
					"provenance/standing-history-is-whole: a change of standing is missing",
				)?;
				ensure!(
					last <= Some(change.at),
					"provenance/standing-history-is-whole: changes of standing out of order"
				);
				last = Some(change.at);
			}
			let marks = head.standing_changes.checked_sub(1).map_or(Marks::NONE, |row| {
				StandingHistory::<T>::get(id, row).map_or(Marks::NONE, |change| change.marks)
			});
			ensure!(
				head.marks == marks,
				"provenance/marks-are-the-last-change: the marks are not those of the last change"
			);
			let (mut last, mut from) = (Some(record.block), None);
			for row in 0..head.control_changes {
				let change = ControlHistory::<T>::get(id, row)
					.ok_or("provenance/control-history-is-whole: a change of control is missing")?;
				ensure!(
					last <= Some(change.at),
					"provenance/control-history-is-whole: changes of control out of order"
				);
				last = Some(change.at);
				ensure!(
					from.replace(change.from.clone()) != Some(change.from),
					"provenance/control-history-is-whole: control moved to who had it"
				);
			}
			ensure!(
				from.as_ref() != Some(&head.controller),
				"provenance/control-history-is-whole: control moved to who had it"
			);
			let first = match ControlHistory::<T>::get(id, 0) {
				Some(change) => change.from,
				None => head.controller,
			};
			ensure!(first == record.registrant, "provenance/registrant-controlled-first: the first controller is not the registrant");
			standing_rows = standing_rows.saturating_add(head.standing_changes.into());
			control_rows = control_rows.saturating_add(head.control_changes.into());
		}
		let rows = StandingHistory::<T>::iter_keys().count() as u64;
		ensure!(
			rows == standing_rows,
			"provenance/standing-history-is-whole: a change of standing that no head counts"
		);
		let rows = ControlHistory::<T>::iter_keys().count() as u64;
		ensure!(
			rows == control_rows,
			"provenance/control-history-is-whole: a change of control that no head counts"
		);
		Ok(())
	}

	/// Every byte that was put on chain was paid for by somebody, every account has a deposit for what it
	/// paid for, answers at least for its own rows, and exists.
	fn check_storage_is_paid_for() -> Result<(), TryRuntimeError> {
		let mut rows = BTreeMap::<_, u64>::new();
		for id in 0..NextAssetId::<T>::get() {
			let record =
				Records::<T>::get(id).ok_or("provenance/ids-are-dense: a record is missing")?;
			let bytes = Self::asset_bytes(&record);
			let sum = rows.entry(record.registrant).or_default();
			*sum = sum.saturating_add(bytes);
		}
		let (mut paid, mut spoken_for) = (0_u128, 0_u128);
		for (who, account) in StorageAccounts::<T>::iter() {
			ensure!(
				account.deposit.is_some() == (account.paid > 0),
				"provenance/deposits-are-for-bytes: a deposit for nothing, or nothing for bytes"
			);
			let own = rows.remove(&who).unwrap_or_default();
			ensure!(account.used >= own, "provenance/accounts-answer-for-their-rows: an account does not answer for the bytes of its rows");
			ensure!(
				frame_system::Pallet::<T>::sufficients(&who) > 0,
				"provenance/accounts-with-bytes-live: an account that answers for bytes may be reaped"
			);
			paid = paid.saturating_add(account.paid.into());
			spoken_for =
				spoken_for.saturating_add(account.used.into()).saturating_add(account.given.into());
		}
		ensure!(
			rows.is_empty(),
			"provenance/accounts-answer-for-their-rows: a registrant without a storage account"
		);
		ensure!(
			paid == spoken_for,
			"provenance/every-byte-is-paid-for: bytes that nobody paid for"
		);
		Ok(())
	}
}
