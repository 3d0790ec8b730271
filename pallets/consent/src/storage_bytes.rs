//! How many bytes of state each row takes. Rows are paid for in their largest form, with what ends them:
//! ending is free.

use animechain_primitives::{
	consent::{LeafPage, ReservationCount},
	AssetId, Commitment, LicenceId, OfferId,
};
use codec::MaxEncodedLen;

use crate::{types::*, Config, Pallet};

/// The prefixes of the pallet and of the map.
const PREFIX: usize = 16 + 16;
/// A hashed key: Twox64 before the key itself.
const TWOX: usize = 8;
/// A hashed key: Blake2-128 before the key itself.
const BLAKE2: usize = 16;

fn twox<Key: MaxEncodedLen>() -> usize {
	TWOX.saturating_add(Key::max_encoded_len())
}

fn blake2<Key: MaxEncodedLen>() -> usize {
	BLAKE2.saturating_add(Key::max_encoded_len())
}

/// One row: its prefixes, its keys, its value.
fn row<Value: MaxEncodedLen>(keys: &[usize]) -> u64 {
	keys.iter()
		.fold(PREFIX.saturating_add(Value::max_encoded_len()), |sum, key| sum.saturating_add(*key))
		as u64
}

impl<T: Config> Pallet<T> {
	/// An offer, its place among those of its asset, and their number.
	pub(crate) fn offer_bytes() -> u64 {
		row::<OfferOf<T>>(&[twox::<OfferId>()])
			.saturating_add(row::<OfferId>(&[twox::<AssetId>(), twox::<u32>()]))
			.saturating_add(row::<u32>(&[twox::<AssetId>()]))
	}

	/// A licence and its place among those of its holder.
	pub(crate) fn licence_bytes() -> u64 {
		let place = [blake2::<T::AccountId>(), twox::<AssetId>(), twox::<LicenceId>()];
		row::<LicenceOf<T>>(&[twox::<LicenceId>()]).saturating_add(row::<()>(&place))
	}

	/// An exclusion, and its page if it is the first of it.
	pub(crate) fn exclusion_bytes(first_of_page: bool) -> u64 {
		let keys = [twox::<AssetId>(), twox::<u32>()];
		let page = if first_of_page { row::<LeafPage>(&keys) } else { 0 };
		row::<ExclusionOf<T>>(&keys).saturating_add(page)
	}

	/// A reservation, the number of reservations of its content, and the place of the one that stands.
	pub(crate) fn reservation_bytes() -> u64 {
		let content = blake2::<Commitment>();
		row::<ReservationOf<T>>(&[content, twox::<u32>()])
			.saturating_add(row::<ReservationCount>(&[content]))
			.saturating_add(row::<u32>(&[content, blake2::<T::AccountId>()]))
	}
}
