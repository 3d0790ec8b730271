//! Rows are paid for at their largest, and not a byte more: keys as they are, values as long as they get.

use animechain_primitives::{
	consent::{LeafPage, ReservationCount},
	Commitment,
};
use codec::MaxEncodedLen;

use crate::{
	mock::*, ExcludedLeaves, ExclusionOf, Exclusions, LicenceOf, Licences, LicencesByHolder,
	OfferCounts, OfferOf, Offers, OffersByAsset, ReservationCounts, ReservationOf, Reservations,
	StandingReservations,
};

/// The bytes of a row.
fn row(key: Vec<u8>, value: usize) -> u64 {
	(key.len() + value) as u64
}

#[test]
fn an_offer_is_paid_for_with_its_place_and_their_number() {
	let offer = row(Offers::<Test>::hashed_key_for(1), OfferOf::<Test>::max_encoded_len());
	let place = row(OffersByAsset::<Test>::hashed_key_for(1, 1), 8);
	let number = row(OfferCounts::<Test>::hashed_key_for(1), 4);
	assert_eq!(Consent::offer_bytes(), offer + place + number);
}

#[test]
fn a_licence_is_paid_for_with_its_place() {
	let licence = row(Licences::<Test>::hashed_key_for(1), LicenceOf::<Test>::max_encoded_len());
	let place = row(LicencesByHolder::<Test>::hashed_key_for((MAKER, 1, 1)), 0);
	assert_eq!(Consent::licence_bytes(), licence + place);
}

#[test]
fn the_first_leaf_of_a_page_is_paid_for_with_the_page() {
	let key = Exclusions::<Test>::hashed_key_for(1, 1);
	let leaf = row(key, ExclusionOf::<Test>::max_encoded_len());
	assert_eq!(Consent::exclusion_bytes(false), leaf);
	// A bit for each of 4,096 leaves.
	let page = row(ExcludedLeaves::<Test>::hashed_key_for(1, 1), 512);
	assert_eq!(LeafPage::max_encoded_len(), 512);
	assert_eq!(Consent::exclusion_bytes(true), leaf + page);
}

#[test]
fn a_reservation_is_paid_for_with_its_place_and_their_number() {
	let content = Commitment::repeat_byte(1);
	let key = Reservations::<Test>::hashed_key_for(content, 1);
	let reservation = row(key, ReservationOf::<Test>::max_encoded_len());
	let number = ReservationCounts::<Test>::hashed_key_for(content);
	let number = row(number, ReservationCount::max_encoded_len());
	let place = row(StandingReservations::<Test>::hashed_key_for(content, MAKER), 4);
	assert_eq!(Consent::reservation_bytes(), reservation + number + place);
}
