//! What is held until a dispute is decided, and what is left of an asset that was found invalid.

use animechain_primitives::{
	behaviour::{AssetRegistry, RoyaltyHolds},
	AssetId, Currency, Mark,
};
use polkadot_sdk::{
	frame_support::{ensure, storage::with_storage_layer, weights::Weight},
	sp_runtime::{DispatchResult, Permill},
};

use crate::{types::Pool, Config, Contested, Error, Event, Pallet, Pools, WeightInfo};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_redirect(asset: AssetId, to: T::AccountId) -> DispatchResult {
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		ensure!(head.marks.contains(Mark::Invalidated), Error::<T>::AssetNotInvalidated);
		let (mut anything, mut failed) = (false, None);
		for (currency, pool) in Self::pools_of(asset) {
			if pool.left() == 0 {
				continue;
			}
			// A currency that is gone must not keep the others.
			match with_storage_layer(|| Self::redirect_pool(asset, currency, pool, &to)) {
				Ok(()) => anything = true,
				Err(error) => failed = failed.or(Some(error)),
			}
		}
		ensure!(anything, failed.unwrap_or_else(|| Error::<T>::NothingToClaim.into()));
		Ok(())
	}

	fn redirect_pool(
		asset: AssetId,
		currency: Currency,
		mut pool: Pool,
		to: &T::AccountId,
	) -> DispatchResult {
		let amount = pool.left();
		pool.held = 0;
		Pools::<T>::insert(asset, &currency, pool);
		Self::take_out(asset, &currency, amount)?;
		Self::pay_out(to, currency.clone(), amount)?;
		Self::deposit_event(Event::Redirected { asset, to: to.clone(), currency, amount });
		Ok(())
	}
}

impl<T: Config> RoyaltyHolds for Pallet<T> {
	fn contest(asset: AssetId, part: Permill) -> DispatchResult {
		ensure!(T::Assets::head(asset).is_some(), Error::<T>::UnknownAsset);
		Contested::<T>::insert(asset, part);
		for (currency, mut pool) in Self::pools_of(asset) {
			pool.contest(part);
			Pools::<T>::insert(asset, &currency, pool);
		}
		Self::deposit_event(Event::Contested { asset, part });
		Ok(())
	}

	fn release(asset: AssetId) -> DispatchResult {
		ensure!(Contested::<T>::contains_key(asset), Error::<T>::NotContested);
		Contested::<T>::remove(asset);
		for (currency, mut pool) in Self::pools_of(asset) {
			pool.release().map_err(|_| Error::<T>::TooMuch)?;
			Pools::<T>::insert(asset, &currency, pool);
		}
		Self::deposit_event(Event::Released { asset });
		Ok(())
	}

	/// The contested part, the currencies, and every pool.
	fn hold_weight() -> Weight {
		T::WeightInfo::redirect()
	}
}
