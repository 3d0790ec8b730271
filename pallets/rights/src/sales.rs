//! Sales at a fixed price.

use alloc::boxed::Box;

use animechain_primitives::{
	behaviour::{AssetRegistry, LicenceTransfer, RoyaltySink, ShareTransfer, StorageLedger},
	consent::Price,
	rights::{ListingId, Right},
	AssetId,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::tokens::Preservation, weights::Weight},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{types::ListingOf, Config, Error, Event, Listings, NextListingId, Pallet, WeightInfo};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_list(row: ListingOf<T>) -> DispatchResult {
		Self::ensure_free(&row.right, &row.seller)?;
		Self::ensure_payable(&row.price)?;
		ensure!(row.buyer.as_ref() != Some(&row.seller), Error::<T>::SameParty);
		ensure!(!Self::has_ended(&row), Error::<T>::DeadlinePassed);
		let listing = NextListingId::<T>::get();
		NextListingId::<T>::put(listing.checked_add(1).ok_or(Error::<T>::TooMuch)?);
		T::Ledger::charge(&row.seller, Self::listing_bytes())?;
		Listings::<T>::insert(listing, &row);
		Self::deposit_event(Event::Listed { listing, row: Box::new(row) });
		Ok(())
	}

	pub(crate) fn do_unlist(account: T::AccountId, listing: ListingId) -> DispatchResult {
		let row = Listings::<T>::get(listing).ok_or(Error::<T>::UnknownListing)?;
		ensure!(row.seller == account || Self::has_ended(&row), Error::<T>::NotSeller);
		Listings::<T>::remove(listing);
		Self::deposit_event(Event::Unlisted { listing });
		Ok(())
	}

	/// Says what it took.
	pub(crate) fn do_buy(
		buyer: T::AccountId,
		listing: ListingId,
		max_price: Price,
	) -> Result<Weight, DispatchError> {
		let row = Listings::<T>::get(listing).ok_or(Error::<T>::UnknownListing)?;
		ensure!(!Self::has_ended(&row), Error::<T>::ListingEnded);
		ensure!(row.seller != buyer, Error::<T>::SameParty);
		ensure!(row.buyer.as_ref().is_none_or(|only| *only == buyer), Error::<T>::NotForSigner);
		let ListingOf::<T> { seller, right, price, revenue, .. } = row;
		ensure!(
			price.currency == max_price.currency && price.amount <= max_price.amount,
			Error::<T>::PriceExceedsMax
		);
		T::Ledger::charge(&buyer, Self::move_bytes(&right))?;
		Listings::<T>::remove(listing);
		// Before units move: it is revenue of those who have them now.
		let part = revenue.mul_floor(price.amount);
		let mut paying = Weight::zero();
		if part > 0 {
			let asset = Self::asset_of(&right)?;
			paying = T::Royalties::pay(&buyer, asset, price.currency.clone(), part)?;
		}
		let pools = Self::move_right(&right, &seller, &buyer)?;
		let rest = price.amount.saturating_sub(part);
		if rest > 0 {
			Self::move_money(&price.currency, &buyer, &seller, rest, Preservation::Preserve)?;
		}
		Self::deposit_event(Event::Sold { listing, buyer, right, price });
		Ok(T::WeightInfo::buy(pools).saturating_add(paying))
	}

	/// The asset that a right is about.
	fn asset_of(right: &Right) -> Result<AssetId, DispatchError> {
		match right {
			Right::Control(asset) | Right::Shares { asset, .. } => Ok(*asset),
			Right::Licence(licence) => {
				T::Licences::asset_of(*licence).ok_or(Error::<T>::UnknownAsset.into())
			},
		}
	}

	/// Whether all units go along with control, as they do until the first of them is handed on or promised.
	pub(crate) fn with_units(right: &Right) -> bool {
		matches!(right, Right::Control(asset) if !T::Shares::is_divided(*asset))
	}

	/// See [`Listing::version`](animechain_primitives::rights::Listing::version).
	pub(crate) fn version(right: &Right) -> u32 {
		match right {
			Right::Control(asset) => T::Assets::head(*asset).map_or(0, |head| head.control_changes),
			Right::Licence(licence) => T::Licences::uses_left(*licence).unwrap_or_default(),
			Right::Shares { .. } => 0,
		}
	}

	/// Whether nobody can buy it any more, or not what it said.
	fn has_ended(row: &ListingOf<T>) -> bool {
		row.until.is_some_and(|until| until < Self::now())
			|| Self::version(&row.right) != row.version
			|| Self::with_units(&row.right) != row.with_units
	}
}
