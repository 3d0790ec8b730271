//! What is on the chain, as far as operations are drawn from it.

use animechain_primitives::{
	merkle_sum::Leaf, AssetId, Authority, LeafIndex, LicenceId, OfferId, Purposes,
};
use animechain_runtime::{AccountId, BlockNumber, Runtime, System};
use pallet_provenance::{HeadOf, Heads, NextAssetId, RecordOf, Records};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::{Collection, Draft};

pub(super) type Head = HeadOf<Runtime>;
pub(super) type Record = RecordOf<Runtime>;
pub(super) type Offer = animechain_primitives::Offer<AccountId, BlockNumber>;
pub(super) type Licence = animechain_primitives::Licence<AccountId, BlockNumber>;

pub(super) fn next_asset() -> AssetId {
	NextAssetId::<Runtime>::get()
}

pub(super) fn head(asset: AssetId) -> Option<Head> {
	Heads::<Runtime>::get(asset)
}

pub(super) fn record(asset: AssetId) -> Option<Record> {
	Records::<Runtime>::get(asset)
}

pub(super) fn now() -> BlockNumber {
	System::block_number()
}

/// The ancestor that a head would name after a refresh.
fn cause(record: &Record) -> Option<AssetId> {
	let parents = record.inheriting_edges().map(|edge| edge.parent);
	parents
		.flat_map(|parent| {
			let head = head(parent);
			let own =
				head.as_ref().is_some_and(|head| head.marks.affect_descendants()).then_some(parent);
			[own, head.and_then(|head| head.affected_by)]
		})
		.flatten()
		.min()
}

impl Draft<'_> {
	/// An asset whose head is as asked for, if one is found soon.
	pub(super) fn asset_where(&mut self, fits: impl Fn(&Head) -> bool) -> Option<(AssetId, Head)> {
		for _ in 0..12 {
			let asset = self.any_asset();
			match head(asset) {
				Some(head) if fits(&head) => return Some((asset, head)),
				_ => (),
			}
		}
		None
	}

	/// An asset that does not say yet which ancestor affects it.
	pub(super) fn stale_asset(&mut self) -> Option<AssetId> {
		(0..24).find_map(|_| {
			let asset = self.any_asset();
			let (head, record) = (head(asset)?, record(asset)?);
			(cause(&record) != head.affected_by).then_some(asset)
		})
	}

	/// A collection whose leaves are known, and one of its leaves.
	pub(super) fn leaf_where(
		&mut self,
		fits: impl Fn(AssetId, &Leaf<AccountId>) -> bool,
	) -> Option<(AssetId, Leaf<AccountId>)> {
		for _ in 0..16 {
			let asset = self.any_asset();
			let Some(contents) = record(asset).and_then(|record| record.contents) else { continue };
			let Some(collection) = self.generator.collections.get(&contents.root) else { continue };
			let leaf = &collection.leaves[self.rng.usize(..collection.leaves.len())];
			if fits(asset, leaf) {
				return Some((asset, leaf.clone()));
			}
		}
		None
	}

	pub(super) fn collection_of(&self, asset: AssetId) -> Option<&Collection> {
		let root: H256 = record(asset)?.contents?.root;
		self.generator.collections.get(&root)
	}

	pub(super) fn offer_where(
		&mut self,
		fits: impl Fn(&Offer) -> bool,
	) -> Option<(OfferId, Offer)> {
		let next = pallet_consent::NextOfferId::<Runtime>::get();
		self.newest(next, 16, |id| {
			pallet_consent::Offers::<Runtime>::get(id).filter(|row| fits(row))
		})
	}

	pub(super) fn licence_where(
		&mut self,
		fits: impl Fn(&Licence) -> bool,
	) -> Option<(LicenceId, Licence)> {
		let next = pallet_consent::NextLicenceId::<Runtime>::get();
		self.newest(next, 16, |id| {
			pallet_consent::Licences::<Runtime>::get(id).filter(|row| fits(row))
		})
	}

	/// One of the rows with ids below `next`, the newest most often.
	pub(super) fn newest<T>(
		&mut self,
		next: u64,
		tries: u32,
		row: impl Fn(u64) -> Option<T>,
	) -> Option<(u64, T)> {
		if next == 0 {
			return None;
		}
		(0..tries).find_map(|_| {
			let from = if self.chance(60) { next.saturating_sub(24) } else { 0 };
			let id = self.rng.u64(from..next);
			row(id).map(|row| (id, row))
		})
	}

	/// What allows an account to build on an asset for these purposes, and the share that it has to give.
	pub(super) fn authority(
		&mut self,
		who: &AccountId,
		(asset, head): (AssetId, &Head),
		purposes: Purposes,
		commercial: bool,
	) -> Option<(Authority, Permill)> {
		if head.controller == *who && !self.chance(10) {
			return Some((Authority::Control, Permill::zero()));
		}
		let lax = self.slips();
		let allows = |terms: &animechain_primitives::Terms<BlockNumber>| {
			lax || terms.purposes.is_superset(purposes)
				&& (terms.commercial || !commercial)
				&& !terms.expired(now())
		};
		let count = pallet_consent::OfferCounts::<Runtime>::get(asset);
		for _ in 0..3.min(count) {
			let row = self.rng.u32(..count);
			let Some(id) = pallet_consent::OffersByAsset::<Runtime>::get(asset, row) else {
				continue;
			};
			let Some(offer) = pallet_consent::Offers::<Runtime>::get(id) else { continue };
			let stated = &offer.stated;
			if offer.withdrawal.is_none()
				&& stated.covers(now())
				&& !stated.needs_licence()
				&& (lax || stated.quota.is_none_or(|quota| offer.uses < quota))
				&& allows(&stated.terms)
			{
				return Some((Authority::Offer(id), stated.share));
			}
		}
		let held = pallet_consent::LicencesByHolder::<Runtime>::iter_key_prefix((who, asset));
		held.take(3).find_map(|id| {
			let licence = pallet_consent::Licences::<Runtime>::get(id)?;
			(licence.succession.is_none()
				&& licence.until.is_none_or(|until| now() < until)
				&& (lax || licence.quota != Some(0))
				&& allows(&licence.terms))
			.then_some((Authority::Licence(id), licence.share))
		})
	}

	/// Takes a leaf as it is, or with one thing about it wrong.
	pub(super) fn leaf(&mut self, mut leaf: Leaf<AccountId>) -> Leaf<AccountId> {
		if self.slips() {
			match self.rng.u32(..4) {
				0 => leaf.index = leaf.index.wrapping_add(1) as LeafIndex,
				1 => leaf.weight = leaf.weight.wrapping_add(1),
				2 => leaf.commitment = self.digest(),
				_ => leaf.index = u32::MAX,
			}
		}
		leaf
	}
}
