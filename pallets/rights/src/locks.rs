//! What is promised, and what can be.

use animechain_primitives::{
	behaviour::{AssetRegistry, LicenceTransfer, Promises, ShareTransfer},
	rights::{AgreementId, Right},
	AssetId, LicenceId, Mark,
};
use polkadot_sdk::{frame_support::ensure, sp_runtime::DispatchResult};

use crate::{
	types::DealOf, Config, Error, Pallet, PromisedControl, PromisedLicences, PromisedUnits,
};

impl<T: Config> Pallet<T> {
	/// Refuses what an account cannot hand on now.
	pub(crate) fn ensure_free(right: &Right, from: &T::AccountId) -> DispatchResult {
		match right {
			Right::Control(asset) => {
				ensure!(!PromisedControl::<T>::contains_key(asset), Error::<T>::ControlPromised);
				let head = T::Assets::head(*asset).ok_or(Error::<T>::UnknownAsset)?;
				ensure!(head.controller == *from, Error::<T>::NotController);
				ensure!(!head.marks.contains(Mark::Retired), Error::<T>::AssetRetired);
				ensure!(!head.marks.contains(Mark::Invalidated), Error::<T>::AssetInvalidated);
				Ok(())
			},
			Right::Shares { asset, units } => {
				ensure!(*units > 0, Error::<T>::NoUnits);
				let head = T::Assets::head(*asset).ok_or(Error::<T>::UnknownAsset)?;
				ensure!(!head.marks.contains(Mark::Invalidated), Error::<T>::AssetInvalidated);
				let promised = PromisedUnits::<T>::get(asset, from);
				let free = T::Shares::units_of(*asset, from).saturating_sub(promised);
				ensure!(*units <= free, Error::<T>::NotEnoughUnits);
				Ok(())
			},
			Right::Licence(licence) => {
				ensure!(!PromisedLicences::<T>::contains_key(licence), Error::<T>::LicencePromised);
				T::Licences::ensure_movable(*licence, from)
			},
		}
	}

	/// Locks everything that a deal promises.
	pub(crate) fn lock(agreement: AgreementId, deal: &DealOf<T>) -> DispatchResult {
		for right in &deal.rights {
			match right {
				Right::Control(asset) => PromisedControl::<T>::insert(asset, agreement),
				Right::Licence(licence) => PromisedLicences::<T>::insert(licence, agreement),
				Right::Shares { asset, units } => {
					// Or they would go with control to somebody who promised nothing.
					T::Shares::divide(*asset)?;
					PromisedUnits::<T>::try_mutate(asset, &deal.from, |promised| {
						*promised = promised.checked_add(*units).ok_or(Error::<T>::TooMuch)?;
						Ok::<_, Error<T>>(())
					})?;
				},
			}
		}
		Ok(())
	}

	/// Frees everything that a deal promised.
	pub(crate) fn unlock(deal: &DealOf<T>) {
		for right in &deal.rights {
			match right {
				Right::Control(asset) => PromisedControl::<T>::remove(asset),
				Right::Licence(licence) => PromisedLicences::<T>::remove(licence),
				Right::Shares { asset, units } => {
					PromisedUnits::<T>::mutate_exists(asset, &deal.from, |promised| {
						let left = promised.unwrap_or_default().saturating_sub(*units);
						*promised = (left > 0).then_some(left);
					});
				},
			}
		}
	}
}

impl<T: Config> Promises<T::AccountId> for Pallet<T> {
	fn is_control_promised(asset: AssetId) -> bool {
		PromisedControl::<T>::contains_key(asset)
	}

	fn promised_units(asset: AssetId, account: &T::AccountId) -> u32 {
		PromisedUnits::<T>::get(asset, account)
	}

	fn is_licence_promised(licence: LicenceId) -> bool {
		PromisedLicences::<T>::contains_key(licence)
	}
}
