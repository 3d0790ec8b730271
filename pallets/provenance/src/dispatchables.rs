//! The bodies of the calls.

use alloc::{boxed::Box, vec::Vec};

use animechain_primitives::{AssetId, AssetKind, Contents, Declaration, Edge, Record, Standing};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Consideration, Footprint},
	},
	frame_system,
	sp_runtime::DispatchResult,
};

use crate::{types::*, Config, Error, Event, Heads, NextAssetId, Pallet, Records, StorageTickets};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_work(
		registrant: T::AccountId,
		declaration: Declaration,
		edges: Vec<Edge>,
	) -> DispatchResult {
		Self::register(registrant, AssetKind::Work, declaration, None, edges)
	}

	pub(crate) fn do_register_collection(
		registrant: T::AccountId,
		declaration: Declaration,
		contents: Contents,
		edges: Vec<Edge>,
	) -> DispatchResult {
		Self::register(registrant, AssetKind::Work, declaration, Some(contents), edges)
	}

	pub(crate) fn do_compose_dataset(
		registrant: T::AccountId,
		declaration: Declaration,
		edges: Vec<Edge>,
	) -> DispatchResult {
		ensure!(!edges.is_empty(), Error::<T>::NoEdges);
		Self::register(registrant, AssetKind::Dataset, declaration, None, edges)
	}

	pub(crate) fn do_register_model(
		registrant: T::AccountId,
		declaration: Declaration,
		edges: Vec<Edge>,
	) -> DispatchResult {
		Self::register(registrant, AssetKind::Model, declaration, None, edges)
	}

	pub(crate) fn do_register_output(
		registrant: T::AccountId,
		declaration: Declaration,
		contents: Option<Contents>,
		edges: Vec<Edge>,
	) -> DispatchResult {
		ensure!(!edges.is_empty(), Error::<T>::NoEdges);
		Self::register(registrant, AssetKind::Output, declaration, contents, edges)
	}

	pub(crate) fn do_retire(controller: T::AccountId, asset: AssetId) -> DispatchResult {
		Self::mutate_controlled(&controller, asset, |head| {
			ensure!(head.standing != Standing::Retired, Error::<T>::AlreadyRetired);
			head.standing = Standing::Retired;
			Ok(())
		})?;
		Self::deposit_event(Event::Retired { asset, controller });
		Ok(())
	}

	pub(crate) fn do_transfer_control(
		from: T::AccountId,
		asset: AssetId,
		to: T::AccountId,
	) -> DispatchResult {
		Self::mutate_controlled(&from, asset, |head| {
			ensure!(head.controller != to, Error::<T>::AlreadyController);
			head.controller = to.clone();
			Ok(())
		})?;
		Self::deposit_event(Event::ControlTransferred { asset, from, to });
		Ok(())
	}

	/// What every registration does: check, inherit, pay, write both rows.
	fn register(
		registrant: T::AccountId,
		kind: AssetKind,
		declaration: Declaration,
		contents: Option<Contents>,
		edges: Vec<Edge>,
	) -> DispatchResult {
		if let Some(contents) = &contents {
			Self::check_contents(contents)?;
		}
		let edges = Self::check_edges(edges)?;
		let block = frame_system::Pallet::<T>::block_number();
		let record = Record { registrant, block, kind, declaration, contents, edges };
		let asset = NextAssetId::<T>::get();
		let next = asset.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		let head = Self::new_head(asset, &record)?;
		Self::pay_for_storage(&head, &record)?;

		let digest = head.digest;
		NextAssetId::<T>::put(next);
		Heads::<T>::insert(asset, head);
		Records::<T>::insert(asset, &record);
		Self::deposit_event(Event::Registered { asset, record: Box::new(record), digest });
		Ok(())
	}

	/// Extends the registrant's ticket by the bytes of the two rows.
	fn pay_for_storage(head: &HeadOf<T>, record: &RecordOf<T>) -> DispatchResult {
		let registrant = &record.registrant;
		let bytes = Self::stored_bytes(head, record);
		StorageTickets::<T>::try_mutate(registrant, |slot| {
			let ticket = match slot.take() {
				None => (T::StorageDeposit::new(registrant, footprint(bytes))?, bytes),
				Some((ticket, before)) => {
					let total = before.checked_add(bytes).ok_or(Error::<T>::Exhausted)?;
					(ticket.update(registrant, footprint(total))?, total)
				},
			};
			*slot = Some(ticket);
			Ok(())
		})
	}

	/// The bytes that an asset adds to state: its two keys and values.
	pub(crate) fn stored_bytes(head: &HeadOf<T>, record: &RecordOf<T>) -> u64 {
		// Two map keys: the pallet's and the map's prefix (16 bytes each), Twox64 (8) and the id (8).
		const KEYS: u64 = 2 * (16 + 16 + 8 + 8);
		KEYS + head.encoded_size() as u64 + record.encoded_size() as u64
	}

	fn mutate_controlled(
		controller: &T::AccountId,
		asset: AssetId,
		change: impl FnOnce(&mut HeadOf<T>) -> DispatchResult,
	) -> DispatchResult {
		Heads::<T>::try_mutate(asset, |head| {
			let head = head.as_mut().ok_or(Error::<T>::UnknownAsset)?;
			ensure!(head.controller == *controller, Error::<T>::NotController);
			change(head)
		})
	}
}

/// One item of this many bytes: the sum is what is paid for, so the count is 1.
pub(crate) fn footprint(bytes: u64) -> Footprint {
	Footprint { count: 1, size: bytes }
}
