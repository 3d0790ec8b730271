//! The bodies of the calls.

use alloc::{boxed::Box, vec::Vec};

use animechain_primitives::{
	behaviour::{ControlHook, EdgePermission, Promises, Settled},
	AssetId, AssetKind, Authority, Contents, Declaration, Edge, Record,
};
use polkadot_sdk::{
	frame_support::{ensure, weights::Weight},
	frame_system,
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{types::*, Config, ControlHistory, Error, Event, Heads, NextAssetId, Pallet, Records};

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

	/// Says in how many pools holders were settled.
	pub(crate) fn do_transfer_control(
		from: T::AccountId,
		asset: AssetId,
		to: T::AccountId,
	) -> Result<u32, DispatchError> {
		let head = Self::controlled(&from, asset)?;
		ensure!(head.controller != to, Error::<T>::AlreadyController);
		ensure!(!T::Promises::is_control_promised(asset), Error::<T>::ControlPromised);
		// Whoever controls an asset must always be able to withdraw it, so the account has to exist.
		Self::keep_alive(&from, &to)?;
		let Settled { bytes, pools } = Self::hand_over(asset, from.clone(), to)?;
		Self::use_storage(&from, bytes)?;
		Ok(pools)
	}

	/// Moves control, and says how many bytes that took, and in how many pools holders were settled.
	pub(crate) fn hand_over(
		asset: AssetId,
		from: T::AccountId,
		to: T::AccountId,
	) -> Result<Settled, DispatchError> {
		let mut head = Self::controlled(&from, asset)?;
		let Settled { bytes, pools } = T::ControlHook::control_moves(asset, &from, &to)?;
		let at = frame_system::Pallet::<T>::block_number();
		let row = head.control_changes;
		head.control_changes = row.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		head.controller = to.clone();
		Heads::<T>::insert(asset, head);
		ControlHistory::<T>::insert(asset, row, ControlChangeOf::<T> { at, from: from.clone() });
		Self::deposit_event(Event::ControlTransferred { asset, from, to });
		Ok(Settled { bytes: bytes.saturating_add(Self::change_bytes()), pools })
	}

	/// What a registration weighs: as many edges as there are, with the permissions that they name.
	pub(crate) fn registration_weight(by_edges: fn(u32) -> Weight, edges: &[Edge]) -> Weight {
		let by_permission =
			edges.iter().filter(|edge| edge.authority != Authority::Control).count() as u64;
		by_edges(edges.len() as u32)
			.saturating_add(T::Permission::exercise_weight().saturating_mul(by_permission))
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
		Self::use_storage(&record.registrant, Self::asset_bytes(&record))?;

		let digest = head.digest;
		NextAssetId::<T>::put(next);
		Heads::<T>::insert(asset, head);
		Records::<T>::insert(asset, &record);
		Self::deposit_event(Event::Registered { asset, record: Box::new(record), digest });
		Ok(())
	}
}
