//! Units of an asset, and what they earn.
//!
//! As long as nobody handed a unit on, all of them are the controller's, wherever control goes. Whenever
//! somebody's units change, in every pool of the asset what they earned so far is settled first.

use animechain_primitives::{
	behaviour::{AssetRegistry, ControlHook},
	AssetId,
};
use polkadot_sdk::{
	frame_support::{ensure, weights::Weight},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	arithmetic::UNITS, Config, Divided, Error, Event, HolderAccounts, Pallet, Units, WeightInfo,
};

impl<T: Config> Pallet<T> {
	/// The units of an asset that an account has.
	pub fn units_of(asset: AssetId, account: &T::AccountId) -> u32 {
		if Divided::<T>::contains_key(asset) {
			return Units::<T>::get(asset, account);
		}
		let controls = T::Assets::head(asset).is_some_and(|head| head.controller == *account);
		if controls {
			UNITS
		} else {
			0
		}
	}

	/// Settles an account in every pool of an asset: what it has earned with its units until now is owed to
	/// it. Says how many rows are new.
	fn settle_everywhere(
		asset: AssetId,
		account: &T::AccountId,
		units: u32,
	) -> Result<u64, DispatchError> {
		let mut new_rows: u64 = 0;
		for (currency, pool) in Self::pools_of(asset) {
			// Nothing went to holders yet: a row that is not there says just that.
			if pool.to_holders() == 0 {
				continue;
			}
			let key = (asset, &currency, account);
			let before = HolderAccounts::<T>::try_get(key);
			new_rows = new_rows.saturating_add(before.is_err().into());
			let row =
				before.unwrap_or_default().settle(units, &pool).map_err(|_| Error::<T>::TooMuch)?;
			HolderAccounts::<T>::insert(key, row);
		}
		Ok(new_rows)
	}

	/// Settles both sides before units go from one to the other, at the expense of `from`.
	fn settle_both(
		asset: AssetId,
		(from, had): (&T::AccountId, u32),
		(to, has): (&T::AccountId, u32),
		other_bytes: u64,
	) -> DispatchResult {
		let rows = Self::settle_everywhere(asset, from, had)?
			.saturating_add(Self::settle_everywhere(asset, to, has)?);
		let bytes = rows.saturating_mul(Self::holder_bytes()).saturating_add(other_bytes);
		Self::charge_rows(from, bytes)
	}

	pub(crate) fn do_transfer_shares(
		from: T::AccountId,
		asset: AssetId,
		to: T::AccountId,
		units: u32,
	) -> DispatchResult {
		ensure!(T::Assets::head(asset).is_some(), Error::<T>::UnknownAsset);
		ensure!(units > 0, Error::<T>::NothingTransferred);
		ensure!(from != to, Error::<T>::SameHolder);
		// What the pot earned would be nobody's.
		ensure!(to != Self::pot(), Error::<T>::NotForThePot);
		let (had, has) = (Self::units_of(asset, &from), Self::units_of(asset, &to));
		let left = had.checked_sub(units).ok_or(Error::<T>::NotEnoughUnits)?;
		// No more than all of them.
		let gets = has.saturating_add(units);
		let divided = Divided::<T>::contains_key(asset);
		// The first transfer also writes the row of who keeps the rest, and that the asset is divided.
		let others = if divided { 0 } else { 1 + u64::from(left > 0) };
		let new_rows = u64::from(has == 0).saturating_add(others);
		let bytes = new_rows.saturating_mul(Self::units_bytes());
		Self::settle_both(asset, (&from, had), (&to, has), bytes)?;
		Divided::<T>::insert(asset, ());
		if left == 0 {
			Units::<T>::remove(asset, &from);
		} else {
			Units::<T>::insert(asset, &from, left);
		}
		Units::<T>::insert(asset, &to, gets);
		Self::deposit_event(Event::SharesTransferred { asset, from, to, units });
		Ok(())
	}
}

impl<T: Config> ControlHook<T::AccountId> for Pallet<T> {
	/// Undivided units follow control: what they earned before stays with who controlled the asset then.
	fn control_moves(asset: AssetId, from: &T::AccountId, to: &T::AccountId) -> DispatchResult {
		ensure!(*to != Self::pot(), Error::<T>::NotForThePot);
		if !Divided::<T>::contains_key(asset) {
			Self::settle_both(asset, (from, UNITS), (to, 0), 0)?;
		}
		Ok(())
	}

	fn control_moves_weight() -> Weight {
		T::WeightInfo::control_moves()
	}
}
