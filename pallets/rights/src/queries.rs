//! What readers ask: shared by view functions and the runtime API.

use animechain_primitives::{
	consent::{ListError, Page, MAX_ROWS},
	rights::{AgreementId, ListingId},
};
use polkadot_sdk::frame_support::ensure;

use crate::{
	types::{AgreementOf, ListingOf},
	Agreements, AgreementsByParty, Config, Listings, NextListingId, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn agreements_page(
		account: T::AccountId,
		after: Option<AgreementId>,
		limit: u32,
	) -> Result<Page<(AgreementId, AgreementOf<T>), AgreementId>, ListError> {
		ensure!(limit > 0 && limit <= MAX_ROWS, ListError::LimitOutOfRange);
		let mut numbers = match after {
			None => AgreementsByParty::<T>::iter_key_prefix(&account),
			Some(number) => {
				let key = AgreementsByParty::<T>::hashed_key_for(&account, number);
				AgreementsByParty::<T>::iter_key_prefix_from(&account, key)
			},
		};
		let rows: alloc::vec::Vec<_> = numbers
			.by_ref()
			.take(limit as usize)
			.filter_map(|number| Some((number, Agreements::<T>::get(number)?)))
			.collect();
		let last = rows.last().map(|(number, _)| *number);
		let next = last.filter(|_| numbers.next().is_some());
		Ok(Page { rows, next })
	}

	pub(crate) fn listings_page(
		from: ListingId,
		limit: u32,
	) -> Result<Page<(ListingId, ListingOf<T>), ListingId>, ListError> {
		ensure!(limit > 0 && limit <= MAX_ROWS, ListError::LimitOutOfRange);
		let end = from.saturating_add(limit.into());
		let rows =
			(from..end).filter_map(|number| Some((number, Listings::<T>::get(number)?))).collect();
		let next = (end < NextListingId::<T>::get()).then_some(end);
		Ok(Page { rows, next })
	}
}
