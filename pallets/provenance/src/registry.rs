//! Assets as the other pallets see them.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::{AssetRegistry, ControlHook, ControlTransfer},
	consent::Excluded,
	AssetId, Contents, Edge, Head, Marks,
};
use polkadot_sdk::{
	frame_support::ensure, frame_system::pallet_prelude::BlockNumberFor, sp_runtime::DispatchError,
};

use crate::{types::*, Config, ControlHistory, Error, Heads, Pallet, Records, StandingHistory};

/// The number of leading rows of a history for which `before` holds. Rows are in the order of their blocks.
fn partition(rows: u32, before: impl Fn(u32) -> bool) -> u32 {
	let (mut low, mut high) = (0, rows);
	while low < high {
		let middle = low.midpoint(high);
		if before(middle) {
			low = middle.saturating_add(1);
		} else {
			high = middle;
		}
	}
	low
}

impl<T: Config> Pallet<T> {
	fn standing_change(asset: AssetId, row: u32) -> Option<StandingChangeOf<T>> {
		StandingHistory::<T>::get(asset, row)
	}

	fn control_change(asset: AssetId, row: u32) -> Option<ControlChangeOf<T>> {
		ControlHistory::<T>::get(asset, row)
	}
}

impl<T: Config> AssetRegistry<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn head(asset: AssetId) -> Option<Head<T::AccountId, BlockNumberFor<T>>> {
		Heads::<T>::get(asset)
	}

	fn contents(asset: AssetId) -> Option<Contents> {
		Records::<T>::get(asset)?.contents
	}

	fn edges(asset: AssetId) -> Option<Vec<Edge>> {
		Self::edges_of(asset)
	}

	fn registration(asset: AssetId) -> Option<(T::AccountId, BlockNumberFor<T>)> {
		Records::<T>::get(asset).map(|record| (record.registrant, record.block))
	}

	fn marks_at(asset: AssetId, at: BlockNumberFor<T>) -> Marks {
		let Some(head) = Heads::<T>::get(asset) else { return Marks::NONE };
		let rows = head.standing_changes;
		let earlier =
			partition(rows, |row| Self::standing_change(asset, row).is_some_and(|c| c.at < at));
		// As it was when the block began, and after each change in it.
		let at_first = earlier
			.checked_sub(1)
			.and_then(|last| Self::standing_change(asset, last))
			.map_or(Marks::NONE, |change| change.marks);
		let mut during = (earlier..rows)
			.map_while(|row| Self::standing_change(asset, row))
			.take_while(|change| change.at == at);
		match during.any(|change| change.marks.is_empty()) {
			true => Marks::NONE,
			false => at_first,
		}
	}

	fn was_controller(asset: AssetId, who: &T::AccountId, at: BlockNumberFor<T>) -> bool {
		let Some(head) = Heads::<T>::get(asset) else { return false };
		let rows = head.control_changes;
		let earlier =
			partition(rows, |row| Self::control_change(asset, row).is_some_and(|c| c.at < at));
		// A row names who controlled the asset before it; the head, who does after the last.
		let mut during = (earlier..rows).map_while(|row| {
			Self::control_change(asset, row).map(|change| (change.from, change.at))
		});
		loop {
			match during.next() {
				None => return head.controller == *who,
				Some((from, _)) if from == *who => return true,
				Some((_, changed)) if changed > at => return false,
				Some(_) => {},
			}
		}
	}

	fn exclude_leaf(asset: AssetId, weight: u64) -> Result<Excluded, DispatchError> {
		let basis = Records::<T>::get(asset).ok_or(Error::<T>::UnknownAsset)?.declaration.basis;
		Heads::<T>::try_mutate(asset, |head| {
			let head = head.as_mut().ok_or(Error::<T>::UnknownAsset)?;
			let leaves = head.excluded.leaves.checked_add(1).ok_or(Error::<T>::Exhausted)?;
			let weight = head.excluded.weight.checked_add(weight).ok_or(Error::<T>::Exhausted)?;
			if head.kind.brings_items() {
				ensure!(head.composition.remove_one(basis), Error::<T>::Exhausted);
			}
			head.excluded = Excluded { leaves, weight };
			Ok(head.excluded)
		})
	}
}

impl<T: Config> ControlTransfer<T::AccountId> for Pallet<T> {
	fn move_control(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<u32, DispatchError> {
		Self::hand_over(asset, from.clone(), to.clone()).map(|settled| settled.pools)
	}

	fn move_control_bytes() -> u64 {
		Self::change_bytes().saturating_add(T::ControlHook::control_moves_bytes())
	}
}
