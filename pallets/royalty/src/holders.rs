//! Units of an asset, and what they earn.
//!
//! As long as nobody handed a unit on, all of them are the controller's, wherever control goes. Whenever
//! somebody's units change, in every pool of the asset what they earned so far is settled first.

use animechain_primitives::{
	behaviour::{AssetRegistry, ControlHook, Promises, Settled, ShareTransfer},
	AssetId,
};
use polkadot_sdk::{
	frame_support::ensure,
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	arithmetic::UNITS, Config, Divided, Error, Event, HolderAccounts, Pallet, Units, MAX_POOLS,
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
	/// it. Says how many rows are new, and how many were written.
	fn settle_everywhere(
		asset: AssetId,
		account: &T::AccountId,
		units: u32,
	) -> Result<(u64, u32), DispatchError> {
		let (mut new_rows, mut pools) = (0_u64, 0_u32);
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
			pools = pools.saturating_add(1);
		}
		Ok((new_rows, pools))
	}

	/// Settles both sides before units go from one to the other.
	fn settle_both(
		asset: AssetId,
		(from, had): (&T::AccountId, u32),
		(to, has): (&T::AccountId, u32),
	) -> Result<Settled, DispatchError> {
		let (here, pools) = Self::settle_everywhere(asset, from, had)?;
		let (there, _) = Self::settle_everywhere(asset, to, has)?;
		let bytes = here.saturating_add(there).saturating_mul(Self::holder_bytes());
		Ok(Settled { bytes, pools })
	}

	/// Says in how many pools holders were settled.
	pub(crate) fn do_transfer_shares(
		from: T::AccountId,
		asset: AssetId,
		to: T::AccountId,
		units: u32,
	) -> Result<u32, DispatchError> {
		ensure!(T::Assets::head(asset).is_some(), Error::<T>::UnknownAsset);
		ensure!(units > 0, Error::<T>::NothingTransferred);
		ensure!(from != to, Error::<T>::SameHolder);
		let had = Self::units_of(asset, &from);
		let left = had.checked_sub(units).ok_or(Error::<T>::NotEnoughUnits)?;
		let promised = T::Promises::promised_units(asset, &from);
		ensure!(left >= promised, Error::<T>::UnitsPromised);
		let Settled { bytes, pools } = Self::hand_units_on(asset, &from, &to, units)?;
		Self::charge_rows(&from, bytes)?;
		Ok(pools)
	}

	/// Moves units, and says how many bytes that adds, and in how many pools holders were settled.
	fn hand_units_on(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
		units: u32,
	) -> Result<Settled, DispatchError> {
		// What the pot earned would be nobody's.
		ensure!(*to != Self::pot(), Error::<T>::NotForThePot);
		let (had, has) = (Self::units_of(asset, from), Self::units_of(asset, to));
		let left = had.checked_sub(units).ok_or(Error::<T>::NotEnoughUnits)?;
		// No more than all of them.
		let gets = has.saturating_add(units);
		let divided = Divided::<T>::contains_key(asset);
		// The first transfer also writes the row of who keeps the rest, and that the asset is divided.
		let others = if divided { 0 } else { 1 + u64::from(left > 0) };
		let new_rows = u64::from(has == 0).saturating_add(others);
		let Settled { bytes, pools } = Self::settle_both(asset, (from, had), (to, has))?;
		let bytes = bytes.saturating_add(new_rows.saturating_mul(Self::units_bytes()));
		Divided::<T>::insert(asset, ());
		if left == 0 {
			Units::<T>::remove(asset, from);
		} else {
			Units::<T>::insert(asset, from, left);
		}
		Units::<T>::insert(asset, to, gets);
		let (from, to) = (from.clone(), to.clone());
		Self::deposit_event(Event::SharesTransferred { asset, from, to, units });
		Ok(Settled { bytes, pools })
	}
}

impl<T: Config> ShareTransfer<T::AccountId> for Pallet<T> {
	fn units_of(asset: AssetId, account: &T::AccountId) -> u32 {
		Self::units_of(asset, account)
	}

	fn is_divided(asset: AssetId) -> bool {
		Divided::<T>::contains_key(asset)
	}

	/// Whose units they are does not change, so nobody needs to be settled.
	fn divide(asset: AssetId) -> DispatchResult {
		if !Divided::<T>::contains_key(asset) {
			let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
			Divided::<T>::insert(asset, ());
			Units::<T>::insert(asset, head.controller, UNITS);
		}
		Ok(())
	}

	fn move_units(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
		units: u32,
	) -> Result<u32, DispatchError> {
		Self::hand_units_on(asset, from, to, units).map(|settled| settled.pools)
	}

	fn move_units_bytes() -> u64 {
		Self::units_bytes().saturating_mul(3).saturating_add(Self::control_moves_bytes())
	}

	fn most_pools() -> u32 {
		MAX_POOLS
	}
}

impl<T: Config> ControlHook<T::AccountId> for Pallet<T> {
	/// Undivided units follow control: what they earned before stays with who controlled the asset then.
	fn control_moves(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<Settled, DispatchError> {
		ensure!(*to != Self::pot(), Error::<T>::NotForThePot);
		if Divided::<T>::contains_key(asset) {
			return Ok(Settled::default());
		}
		Self::settle_both(asset, (from, UNITS), (to, 0))
	}

	/// A row of each side in each currency.
	fn control_moves_bytes() -> u64 {
		Self::holder_bytes().saturating_mul(MAX_POOLS.into()).saturating_mul(2)
	}

	fn most_pools() -> u32 {
		MAX_POOLS
	}
}
