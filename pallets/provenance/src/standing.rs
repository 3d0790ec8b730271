//! Losing and regaining standing, and what that does to descendants.

use alloc::collections::BTreeSet;

use animechain_primitives::{
	behaviour::Promises,
	standing::{Grounds, Mark, Marks},
	AssetId,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	frame_system,
	sp_runtime::{
		transaction_validity::{
			InvalidTransaction, TransactionLongevity, TransactionPriority,
			TransactionValidityWithRefund, ValidTransaction,
		},
		DispatchError, DispatchResult,
	},
};

use crate::{
	types::*, Config, Error, Event, FreeRefreshes, Heads, Pallet, Records, StandingHistory,
	WeightInfo,
};

/// How many blocks a refresh without a signature may wait.
const REFRESH_LONGEVITY: TransactionLongevity = 64;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_retire(
		controller: T::AccountId,
		asset: AssetId,
		grounds: Grounds,
	) -> DispatchResult {
		let head = Self::controlled(&controller, asset)?;
		ensure!(!head.marks.contains(Mark::Retired), Error::<T>::AlreadyRetired);
		ensure!(!T::Promises::is_control_promised(asset), Error::<T>::ControlPromised);
		let promised = T::Promises::promised_units(asset, &controller);
		ensure!(promised == 0, Error::<T>::UnitsPromised);
		Self::use_storage(&controller, Self::change_bytes())?;
		Self::set_marks(asset, head.marks.with(Mark::Retired), Some(controller), grounds)
	}

	/// Whether `withdraw` would do something: then it is free.
	pub(crate) fn can_withdraw(controller: &T::AccountId, asset: AssetId) -> bool {
		Self::withdrawable(controller, asset).is_ok()
	}

	fn withdrawable(controller: &T::AccountId, asset: AssetId) -> Result<HeadOf<T>, DispatchError> {
		let head = Self::controlled(controller, asset)?;
		ensure!(!head.marks.contains(Mark::Withdrawn), Error::<T>::AlreadyWithdrawn);
		Ok(head)
	}

	/// The row is paid for: by the registration, or by the reinstatement before.
	pub(crate) fn do_withdraw(
		controller: T::AccountId,
		asset: AssetId,
		grounds: Grounds,
	) -> DispatchResult {
		let head = Self::withdrawable(&controller, asset)?;
		Self::set_marks(asset, head.marks.with(Mark::Withdrawn), Some(controller), grounds)
	}

	/// Pays for its own row and for that of the next withdrawal.
	pub(crate) fn do_reinstate(
		controller: T::AccountId,
		asset: AssetId,
		grounds: Grounds,
	) -> DispatchResult {
		let head = Self::controlled(&controller, asset)?;
		ensure!(head.marks.contains(Mark::Withdrawn), Error::<T>::NotWithdrawn);
		Self::use_storage(&controller, Self::change_bytes().saturating_mul(2))?;
		Self::set_marks(asset, head.marks.without(Mark::Withdrawn), Some(controller), grounds)
	}

	pub(crate) fn do_quarantine(asset: AssetId, grounds: Grounds) -> DispatchResult {
		let head = Self::known(asset)?;
		ensure!(!head.marks.contains(Mark::Quarantined), Error::<T>::AlreadyQuarantined);
		Self::set_marks(asset, head.marks.with(Mark::Quarantined), None, grounds)
	}

	pub(crate) fn do_lift_quarantine(asset: AssetId, grounds: Grounds) -> DispatchResult {
		let head = Self::known(asset)?;
		ensure!(head.marks.contains(Mark::Quarantined), Error::<T>::NotQuarantined);
		Self::set_marks(asset, head.marks.without(Mark::Quarantined), None, grounds)
	}

	pub(crate) fn do_invalidate(asset: AssetId, grounds: Grounds) -> DispatchResult {
		let head = Self::known(asset)?;
		ensure!(!head.marks.contains(Mark::Invalidated), Error::<T>::AlreadyInvalidated);
		Self::set_marks(asset, head.marks.with(Mark::Invalidated), None, grounds)
	}

	/// Brings `affected_by` up to date with the parents, and says how many heads were read.
	pub(crate) fn do_refresh(asset: AssetId) -> Result<u32, DispatchError> {
		let mut head = Self::known(asset)?;
		let (affected_by, parents) = Self::cause(asset)?;
		ensure!(head.affected_by != affected_by, Error::<T>::NothingToRefresh);
		head.affected_by = affected_by;
		Heads::<T>::insert(asset, head);
		let now = frame_system::Pallet::<T>::block_number();
		FreeRefreshes::<T>::put((now, Self::refreshes().saturating_add(1)));
		Self::deposit_event(Event::Refreshed { asset, affected_by });
		Ok(parents)
	}

	/// How many heads were refreshed in this block.
	fn refreshes() -> u32 {
		match FreeRefreshes::<T>::get() {
			(block, count) if block == frame_system::Pallet::<T>::block_number() => count,
			_ => 0,
		}
	}

	/// Whether a refresh costs no fee. Whoever withdraws and reinstates a parent makes work for all of its
	/// children, so there is only so much of it in a block.
	pub(crate) fn is_refresh_free(asset: AssetId) -> bool {
		Self::refreshes() < T::MaxFreeRefreshes::get() && Self::stale(asset).is_some()
	}

	/// Lets a refresh in without a signature if it changes something, after everything that pays.
	pub(crate) fn authorize_refresh(asset: AssetId) -> TransactionValidityWithRefund {
		ensure!(
			Self::refreshes() < T::MaxFreeRefreshes::get(),
			InvalidTransaction::ExhaustsResources
		);
		let (affected_by, parents) = Self::stale(asset).ok_or(InvalidTransaction::Stale)?;
		let valid = ValidTransaction::with_tag_prefix("ProvenanceRefresh")
			.priority(TransactionPriority::MIN)
			.and_provides((asset, affected_by))
			.longevity(REFRESH_LONGEVITY)
			.propagate(true)
			.build()?;
		let most = T::WeightInfo::refresh(T::MaxEdges::get());
		let unspent = most.saturating_sub(T::WeightInfo::refresh(parents));
		Ok((valid, unspent))
	}

	/// What a refresh would write and the number of parents, or `None` if it would change nothing.
	pub(crate) fn stale(asset: AssetId) -> Option<(Option<AssetId>, u32)> {
		let head = Heads::<T>::get(asset)?;
		let (cause, parents) = Self::cause(asset).ok()?;
		(head.affected_by != cause).then_some((cause, parents))
	}

	/// The ancestor that affects an asset, as its parents' heads have it: of those that lost their standing
	/// and those that these are affected by, the oldest. And the number of parents.
	fn cause(asset: AssetId) -> Result<(Option<AssetId>, u32), DispatchError> {
		let record = Records::<T>::get(asset).ok_or(Error::<T>::UnknownAsset)?;
		let parents: BTreeSet<_> = record.inheriting_edges().map(|edge| edge.parent).collect();
		let mut cause: Option<AssetId> = None;
		for parent in &parents {
			let head = Heads::<T>::get(parent).ok_or(Error::<T>::UnknownParent)?;
			let own = head.marks.affect_descendants().then_some(*parent);
			let found = [own, head.affected_by, cause].into_iter().flatten().min();
			cause = found;
		}
		Ok((cause, parents.len() as u32))
	}

	/// Writes what stands against an asset now, and the row that keeps it.
	fn set_marks(
		asset: AssetId,
		marks: Marks,
		by: Option<T::AccountId>,
		grounds: Grounds,
	) -> DispatchResult {
		let at = frame_system::Pallet::<T>::block_number();
		Heads::<T>::try_mutate(asset, |head| {
			let head = head.as_mut().ok_or(Error::<T>::UnknownAsset)?;
			let row = head.standing_changes;
			head.standing_changes = row.checked_add(1).ok_or(Error::<T>::Exhausted)?;
			head.marks = marks;
			let change = StandingChangeOf::<T> { at, by: by.clone(), marks, grounds };
			StandingHistory::<T>::insert(asset, row, change);
			Ok::<_, DispatchError>(())
		})?;
		Self::deposit_event(Event::StandingChanged { asset, by, marks, grounds });
		Ok(())
	}

	pub(crate) fn known(asset: AssetId) -> Result<HeadOf<T>, DispatchError> {
		Heads::<T>::get(asset).ok_or(Error::<T>::UnknownAsset.into())
	}

	pub(crate) fn controlled(
		controller: &T::AccountId,
		asset: AssetId,
	) -> Result<HeadOf<T>, DispatchError> {
		let head = Self::known(asset)?;
		ensure!(head.controller == *controller, Error::<T>::NotController);
		Ok(head)
	}
}
