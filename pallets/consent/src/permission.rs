//! What provenance asks: may this edge be made, may this asset be registered.

use animechain_primitives::{
	behaviour::{Admission, EdgePermission, EdgeRequest},
	AssetId, AssetKind, Authority, Basis, Composition, Terms,
};
use polkadot_sdk::{
	frame_support::{ensure, weights::Weight},
	frame_system::pallet_prelude::BlockNumberFor,
	sp_runtime::{DispatchError, DispatchResult, Permill},
};

use crate::{weights::WeightInfo, Config, Error, Event, Licences, Offers, OptInFloor, Pallet};

type TermsOf<T> = Terms<BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_raise_opt_in_floor(floor: Permill) -> DispatchResult {
		ensure!(floor > OptInFloor::<T>::get(), Error::<T>::FloorNotRaised);
		OptInFloor::<T>::put(floor);
		Self::deposit_event(Event::OptInFloorRaised { floor });
		Ok(())
	}

	/// Refuses an edge that the terms do not allow.
	fn check_request(
		request: &EdgeRequest<'_, T::AccountId>,
		asset: AssetId,
		terms: &TermsOf<T>,
		share: Permill,
	) -> DispatchResult {
		ensure!(asset == request.parent, Error::<T>::AuthorityForOtherAsset);
		ensure!(terms.purposes.is_superset(request.purposes), Error::<T>::PurposeNotPermitted);
		ensure!(terms.commercial || !request.commercial, Error::<T>::CommercialUseNotPermitted);
		ensure!(request.share >= share, Error::<T>::ShareTooSmall);
		Ok(())
	}
}

impl<T: Config> EdgePermission<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn exercise(request: &EdgeRequest<'_, T::AccountId>) -> Result<TermsOf<T>, DispatchError> {
		match request.authority {
			Authority::Offer(offer) => {
				let mut row = Self::standing_offer(offer)?;
				ensure!(!row.stated.needs_licence(), Error::<T>::LicenceNeeded);
				let terms = row.stated.terms;
				Self::check_request(request, row.asset, &terms, row.stated.share)?;
				if let Some(quota) = row.stated.quota {
					ensure!(row.uses < quota, Error::<T>::QuotaExhausted);
					row.uses = row.uses.saturating_add(1);
					Offers::<T>::insert(offer, row);
				}
				Ok(terms)
			},
			Authority::Licence(licence) => {
				let mut row = Self::standing_licence(licence, request.registrant)?;
				let terms = row.terms;
				Self::check_request(request, row.asset, &terms, row.share)?;
				if let Some(left) = row.quota {
					let left = left.checked_sub(1).ok_or(Error::<T>::QuotaExhausted)?;
					row.quota = Some(left);
					Licences::<T>::insert(licence, row);
				}
				Ok(terms)
			},
			// Provenance answers for control itself.
			Authority::Control => Err(Error::<T>::NotController.into()),
		}
	}

	fn granted(authority: Authority, parent: AssetId) -> Option<TermsOf<T>> {
		let (asset, terms) = match authority {
			Authority::Control => return None,
			Authority::Offer(offer) => {
				Offers::<T>::get(offer).map(|row| (row.asset, row.stated.terms))?
			},
			Authority::Licence(licence) => {
				Licences::<T>::get(licence).map(|row| (row.asset, row.terms))?
			},
		};
		(asset == parent).then_some(terms)
	}

	fn exercise_weight() -> Weight {
		T::WeightInfo::exercise()
	}
}

impl<T: Config> Admission for Pallet<T> {
	fn admit(kind: AssetKind, composition: &Composition) -> DispatchResult {
		if kind == AssetKind::Model {
			let floor = OptInFloor::<T>::get();
			ensure!(composition.part(Basis::OptIn) >= floor, Error::<T>::BelowOptInFloor);
		}
		Ok(())
	}
}
