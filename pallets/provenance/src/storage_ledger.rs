//! Bytes of state and who answers for them.
//!
//! Rows of the lineage are never deleted, so what an account puts down for its bytes never goes back: one
//! deposit per account grows with everything that it does. An account without money can be given bytes by
//! another, and every account that answers for bytes is kept alive: its nonce never starts again, so nothing
//! that it once signed is valid a second time.

use animechain_primitives::behaviour::StorageLedger;
use codec::{Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Consideration, Footprint},
	},
	frame_system,
	sp_runtime::DispatchResult,
};

use crate::{types::*, Config, Error, Event, Pallet, StorageAccounts};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_sponsor_storage(
		sponsor: T::AccountId,
		beneficiary: T::AccountId,
		bytes: u64,
	) -> DispatchResult {
		ensure!(bytes > 0, Error::<T>::NothingGiven);
		Self::keep_alive(&sponsor, &beneficiary)?;
		Self::pay(&sponsor, bytes)?;
		StorageAccounts::<T>::try_mutate(&beneficiary, |account| {
			let account = account.get_or_insert_default();
			account.given = account.given.checked_add(bytes).ok_or(Error::<T>::Exhausted)?;
			Ok::<_, Error<T>>(())
		})?;
		Self::deposit_event(Event::StorageSponsored { sponsor, beneficiary, bytes });
		Ok(())
	}

	/// Makes sure that `account` exists for good, at the expense of `payer` if it does not yet.
	pub(crate) fn keep_alive(payer: &T::AccountId, account: &T::AccountId) -> DispatchResult {
		if !StorageAccounts::<T>::contains_key(account) {
			Self::use_storage(payer, Self::account_bytes())?;
			Self::open(account);
		}
		Ok(())
	}

	/// The first row of an account. Who pays for bytes of its own pays for this row with the base of its
	/// deposit.
	fn open(account: &T::AccountId) {
		StorageAccounts::<T>::mutate(account, |slot| {
			if slot.is_none() {
				frame_system::Pallet::<T>::inc_sufficients(account);
				*slot = Some(StorageAccount::default());
			}
		});
	}

	/// Uses what others gave first, and pays for the rest.
	pub(crate) fn use_storage(account: &T::AccountId, bytes: u64) -> DispatchResult {
		Self::open(account);
		let rest = StorageAccounts::<T>::try_mutate(account, |slot| {
			let slot = slot.get_or_insert_default();
			let gift = slot.given.min(bytes);
			slot.given = slot.given.saturating_sub(gift);
			slot.used = slot.used.checked_add(bytes).ok_or(Error::<T>::Exhausted)?;
			Ok::<_, Error<T>>(bytes.saturating_sub(gift))
		})?;
		Self::pay(account, rest)
	}

	/// Extends the deposit of `account` by `bytes`.
	fn pay(account: &T::AccountId, bytes: u64) -> DispatchResult {
		if bytes == 0 {
			return Ok(());
		}
		Self::open(account);
		StorageAccounts::<T>::try_mutate(account, |slot| {
			let slot = slot.get_or_insert_default();
			let total = slot.paid.checked_add(bytes).ok_or(Error::<T>::Exhausted)?;
			slot.deposit = Some(match slot.deposit.take() {
				None => T::StorageDeposit::new(account, footprint(total))?,
				Some(deposit) => deposit.update(account, footprint(total))?,
			});
			slot.paid = total;
			Ok(())
		})
	}

	/// What registering an asset adds to state: its two rows, and the row that a withdrawal will need, for
	/// withdrawing is free.
	pub(crate) fn asset_bytes(record: &RecordOf<T>) -> u64 {
		MAP_KEY
			.saturating_mul(2)
			.saturating_add(HEAD_BYTES)
			.saturating_add(record.encoded_size() as u64)
			.saturating_add(Self::change_bytes())
	}

	/// A row in the history of a standing or of control.
	pub(crate) fn change_bytes() -> u64 {
		MAP_KEY.saturating_add(TWOX_KEY).saturating_add(CHANGE_BYTES)
	}

	/// A storage account and the account behind it.
	pub(crate) fn account_bytes() -> u64 {
		let storage = StorageAccountOf::<T>::max_encoded_len();
		let system = frame_system::AccountInfo::<T::Nonce, T::AccountData>::max_encoded_len();
		// Two map keys: both prefixes (16 bytes each), Blake2-128 (16) and the account.
		let keys = T::AccountId::max_encoded_len().saturating_add(48).saturating_mul(2);
		keys.saturating_add(storage).saturating_add(system) as u64
	}
}

/// What a head is paid for. It changes, and may grow with an upgrade: this is its largest form with room.
pub const HEAD_BYTES: u64 = 192;
/// What a row of a history is paid for: its largest form with room.
pub const CHANGE_BYTES: u64 = 96;
/// The prefixes of pallet and map (16 bytes each), Twox64 (8) and a number of 8 bytes.
const MAP_KEY: u64 = 16 + 16 + 8 + 8;
/// A second key: Twox64 and a number of 4 bytes.
const TWOX_KEY: u64 = 8 + 4;

/// One item of this many bytes: the sum is what is paid for, so the count is 1.
pub(crate) fn footprint(bytes: u64) -> Footprint {
	Footprint { count: 1, size: bytes }
}

impl<T: Config> StorageLedger<T::AccountId> for Pallet<T> {
	fn charge(account: &T::AccountId, bytes: u64) -> DispatchResult {
		Self::use_storage(account, bytes)
	}
}
