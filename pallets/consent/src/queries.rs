//! What readers list: shared by view functions and the runtime API.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{
		page, LicenceCursor, ListError, OriginLabel, Page, ReservationCount, MAX_KEYS, MAX_ROWS,
	},
	AssetId, Basis, Commitment, LicenceId, OfferId,
};

use crate::{
	types::*, Config, Licences, LicencesByHolder, Offers, OffersByAsset, OptInFloor, Pallet,
	ReservationCounts, Reservations,
};

impl<T: Config> Pallet<T> {
	/// A page of the offers of an asset.
	pub fn offers_page(
		asset: AssetId,
		from: u32,
		limit: u32,
	) -> Result<Page<(OfferId, OfferOf<T>), u32>, ListError> {
		page(from, limit, |row| {
			let offer = OffersByAsset::<T>::get(asset, row)?;
			Offers::<T>::get(offer).map(|row| (offer, row))
		})
	}

	/// A page of the licences of an account, in the order of their keys.
	pub fn licences_page(
		account: T::AccountId,
		after: Option<LicenceCursor>,
		limit: u32,
	) -> Result<Page<(LicenceId, LicenceOf<T>), LicenceCursor>, ListError> {
		if limit == 0 || limit > MAX_ROWS {
			return Err(ListError::LimitOutOfRange);
		}
		let prefix = (account.clone(),);
		let keys = match after {
			None => LicencesByHolder::<T>::iter_key_prefix(prefix),
			Some((asset, licence)) => {
				let last = (account, asset, licence);
				if !LicencesByHolder::<T>::contains_key(last.clone()) {
					return Err(ListError::InvalidCursor);
				}
				let start = LicencesByHolder::<T>::hashed_key_for(last);
				LicencesByHolder::<T>::iter_key_prefix_from(prefix, start)
			},
		};
		// One more than asked for tells whether there is another page.
		let mut found: Vec<_> = keys.take(limit.saturating_add(1) as usize).collect();
		let more = found.len() > limit as usize;
		found.truncate(limit as usize);
		let next = found.last().copied().filter(|_| more);
		let rows = found
			.into_iter()
			.filter_map(|(_, licence)| Licences::<T>::get(licence).map(|row| (licence, row)))
			.collect();
		Ok(Page { rows, next })
	}

	/// How many reservations there are of each content.
	pub fn counts_of(keys: Vec<Commitment>) -> Result<Vec<ReservationCount>, ListError> {
		if keys.len() > MAX_KEYS as usize {
			return Err(ListError::TooManyKeys);
		}
		Ok(keys.into_iter().map(ReservationCounts::<T>::get).collect())
	}

	/// A page of the reservations of a content.
	pub fn reservations_page(
		key: Commitment,
		from: u32,
		limit: u32,
	) -> Result<Page<ReservationOf<T>, u32>, ListError> {
		page(from, limit, |row| Reservations::<T>::get(key, row))
	}

	/// What an asset is made of.
	pub fn label(asset: AssetId) -> Option<OriginLabel> {
		let composition = T::Assets::head(asset)?.composition;
		let opt_in = composition.part(Basis::OptIn);
		Some(OriginLabel { composition, opt_in, floor: OptInFloor::<T>::get() })
	}
}
