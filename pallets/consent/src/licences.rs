//! Accepting offers and handing licences on.

use animechain_primitives::{
	behaviour::{AssetRegistry, LicenceTransfer, Promises, RoyaltySink, StorageLedger},
	consent::{Audience, Licence, Price, Succession},
	AssetId, LicenceId, OfferId,
};
use polkadot_sdk::{
	frame_support::{ensure, weights::Weight},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_core::H256,
	sp_runtime::{DispatchError, DispatchResult, Permill, Saturating},
};

use crate::{
	types::*, Config, Error, Event, Licences, LicencesByHolder, NextLicenceId, Offers, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_accept_offer(
		holder: T::AccountId,
		offer: OfferId,
		max_price: Option<Price>,
		max_share: Permill,
		terms: H256,
	) -> Result<Weight, DispatchError> {
		let mut row = Self::standing_offer(offer)?;
		let (asset, stated) = (row.asset, row.stated.clone());
		ensure!(stated.needs_licence(), Error::<T>::NothingToAccept);
		if let Audience::Only(account) = &stated.audience {
			ensure!(*account == holder, Error::<T>::NotAddressed);
		}
		if stated.price.is_none() {
			// Once, or neither quota nor period would limit anything.
			ensure!(row.uses == 0, Error::<T>::AlreadyAccepted);
			row.uses = 1;
			Offers::<T>::insert(offer, row);
		}
		ensure!(stated.digest(asset) == terms, Error::<T>::TermsMismatch);
		ensure!(affordable(stated.price.as_ref(), max_price), Error::<T>::PriceExceedsMax);
		ensure!(stated.share <= max_share, Error::<T>::ShareExceedsMax);
		let now = frame_system::Pallet::<T>::block_number();
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(head.refusal(now).is_none(), Error::<T>::AssetNotClear);
		let until = stated.licence_period.map(|period| now.saturating_add(period));

		let licence = Self::add_licence(Licence {
			offer,
			asset,
			holder: holder.clone(),
			since: now,
			until,
			terms: stated.terms,
			share: stated.share,
			quota: stated.quota,
			transferable: stated.transferable,
			succession: None,
		})?;
		T::Ledger::charge(&holder, Self::licence_bytes())?;
		let price = stated.price;
		let paying = match price.clone() {
			Some(Price { currency, amount }) => {
				T::Royalties::pay(&holder, asset, currency, amount)?
			},
			None => Weight::zero(),
		};
		Self::deposit_event(Event::OfferAccepted { licence, offer, asset, holder, price });
		Ok(paying)
	}

	pub(crate) fn do_transfer_licence(
		from: T::AccountId,
		licence: LicenceId,
		to: T::AccountId,
	) -> DispatchResult {
		Self::transferable_licence(licence, &from)?;
		ensure!(from != to, Error::<T>::AlreadyHolder);
		ensure!(!T::Promises::is_licence_promised(licence), Error::<T>::LicencePromised);
		Self::hand_on_licence(from.clone(), licence, to)?;
		T::Ledger::charge(&from, Self::licence_bytes())
	}

	/// Ends a licence and puts another in its place.
	fn hand_on_licence(from: T::AccountId, licence: LicenceId, to: T::AccountId) -> DispatchResult {
		let mut row = Self::transferable_licence(licence, &from)?;
		let now = frame_system::Pallet::<T>::block_number();
		let successor = LicenceOf::<T> { holder: to.clone(), since: now, ..row.clone() };
		let successor = Self::add_licence(successor)?;
		row.succession = Some(Succession { at: now, by: successor });
		Licences::<T>::insert(licence, row);
		Self::deposit_event(Event::LicenceTransferred { licence, from, to, successor });
		Ok(())
	}

	/// A licence that `holder` may hand on now.
	fn transferable_licence(
		licence: LicenceId,
		holder: &T::AccountId,
	) -> Result<LicenceOf<T>, DispatchError> {
		let row = Self::standing_licence(licence, holder)?;
		ensure!(row.transferable, Error::<T>::NotTransferable);
		Ok(row)
	}

	/// Writes a new licence, whose bytes are answered for.
	fn add_licence(row: LicenceOf<T>) -> Result<LicenceId, DispatchError> {
		let licence = NextLicenceId::<T>::get();
		let next = licence.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		NextLicenceId::<T>::put(next);
		LicencesByHolder::<T>::insert((row.holder.clone(), row.asset, licence), ());
		Licences::<T>::insert(licence, row);
		Ok(licence)
	}

	/// A licence that `holder` may use or hand on now.
	pub(crate) fn standing_licence(
		licence: LicenceId,
		holder: &T::AccountId,
	) -> Result<LicenceOf<T>, DispatchError> {
		let now: BlockNumberFor<T> = frame_system::Pallet::<T>::block_number();
		let row = Licences::<T>::get(licence).ok_or(Error::<T>::UnknownLicence)?;
		ensure!(row.holder == *holder, Error::<T>::NotLicensee);
		ensure!(row.succession.is_none(), Error::<T>::LicenceHandedOn);
		ensure!(row.until.is_none_or(|until| now < until), Error::<T>::LicenceExpired);
		ensure!(!row.terms.expired(now), Error::<T>::TermsExpired);
		Ok(row)
	}
}

impl<T: Config> LicenceTransfer<T::AccountId> for Pallet<T> {
	fn asset_of(licence: LicenceId) -> Option<AssetId> {
		Licences::<T>::get(licence).map(|row| row.asset)
	}

	fn uses_left(licence: LicenceId) -> Option<u32> {
		Licences::<T>::get(licence)?.quota
	}

	fn ensure_movable(licence: LicenceId, from: &T::AccountId) -> DispatchResult {
		Self::transferable_licence(licence, from).map(|_| ())
	}

	fn move_licence(licence: LicenceId, from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		Self::hand_on_licence(from.clone(), licence, to.clone())
	}

	fn move_licence_bytes() -> u64 {
		Self::licence_bytes()
	}
}

/// Whether somebody who would pay `most` pays `price`.
fn affordable(price: Option<&Price>, most: Option<Price>) -> bool {
	match (price, most) {
		(None, _) => true,
		(Some(_), None) => false,
		(Some(price), Some(most)) => price.currency == most.currency && price.amount <= most.amount,
	}
}
