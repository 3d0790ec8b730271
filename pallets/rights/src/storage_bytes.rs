//! How many bytes of state each row takes.

use animechain_primitives::{
	behaviour::{ControlTransfer, LicenceTransfer, ShareTransfer},
	rights::{AgreementId, Clause, Right},
	AssetId, Currency,
};
use codec::MaxEncodedLen;

use crate::{
	types::{AgreementOf, DealOf, ListingOf, ThresholdOf},
	Config, Pallet,
};

/// The prefixes of the pallet and of the map.
const PREFIX: usize = 16 + 16;
/// A hashed key: Twox64 before the key itself.
const TWOX: usize = 8;
/// A hashed key: Blake2-128 before the key itself.
const BLAKE2: usize = 16;
/// A number of this pallet, or an asset.
const NUMBER: usize = 8;
/// A scheduled call: its row in a block's agenda and the row of its name, with room.
const SCHEDULED: usize = 256;

impl<T: Config> Pallet<T> {
	/// An agreement and its row under each party.
	pub(crate) fn agreement_bytes() -> u64 {
		let row = (PREFIX + TWOX + NUMBER).saturating_add(AgreementOf::<T>::max_encoded_len());
		let party =
			(PREFIX + BLAKE2 + TWOX + NUMBER).saturating_add(T::AccountId::max_encoded_len());
		row.saturating_add(party.saturating_mul(2)) as u64
	}

	/// What is locked and watched, what moves, and what may be kept for those who paid.
	pub(crate) fn acceptance_bytes(deal: &DealOf<T>) -> u64 {
		let rights = deal
			.rights
			.iter()
			.map(|right| Self::move_bytes(right).saturating_add(Self::lock_bytes()));
		let clauses = deal.clauses.iter().map(|clause| match clause {
			Clause::RevenueAtLeast { .. } => Self::threshold_bytes(),
			Clause::NotBefore(_) => SCHEDULED as u64,
			Clause::Paid(_) => Self::kept_bytes(),
			_ => 0,
		});
		let always = (SCHEDULED as u64).saturating_add(Self::kept_bytes().saturating_mul(2));
		rights.chain(clauses).fold(always, u64::saturating_add)
	}

	/// What moving a right writes.
	pub(crate) fn move_bytes(right: &Right) -> u64 {
		match right {
			Right::Control(_) => T::Assets::move_control_bytes(),
			Right::Shares { .. } => T::Shares::move_units_bytes(),
			Right::Licence(_) => T::Licences::move_licence_bytes(),
		}
	}

	/// Something that is for sale.
	pub(crate) fn listing_bytes() -> u64 {
		(PREFIX + TWOX + NUMBER).saturating_add(ListingOf::<T>::max_encoded_len()) as u64
	}

	/// The largest lock: promised units.
	fn lock_bytes() -> u64 {
		let account = T::AccountId::max_encoded_len().saturating_add(BLAKE2);
		account.saturating_add(PREFIX + TWOX + NUMBER + AgreementId::max_encoded_len()) as u64
	}

	/// A threshold, and its list if it is the first.
	pub(crate) fn threshold_bytes() -> u64 {
		let key = (PREFIX + TWOX + TWOX)
			.saturating_add(AssetId::max_encoded_len())
			.saturating_add(Currency::max_encoded_len());
		key.saturating_add(ThresholdOf::<T>::max_encoded_len()).saturating_add(1) as u64
	}

	/// What is kept for an account in a currency.
	fn kept_bytes() -> u64 {
		let account = T::AccountId::max_encoded_len().saturating_add(BLAKE2);
		let currency = Currency::max_encoded_len().saturating_add(TWOX);
		account.saturating_add(currency).saturating_add(PREFIX + 16) as u64
	}
}
