//! Opt-outs for content that was not registered.

use animechain_primitives::{
	commitment::reservation_key,
	consent::{ListError, Reservation, ReservationCount},
	Commitment, Purpose, Purposes,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::{DispatchError::BadOrigin, TokenError},
};

use crate::{mock::*, Error, Event, ReservationCounts, StandingReservations};

fn key(content: u8) -> Commitment {
	reservation_key(&[content; 32])
}

fn reserve(who: AccountId, content: u8) -> polkadot_sdk::sp_runtime::DispatchResult {
	Consent::reserve(signed(who), key(content), Purposes::TRAINING)
}

fn count(content: u8) -> (u32, u32) {
	let counts = Consent::reservation_counts(vec![key(content)]).expect("one key");
	(counts[0].declared, counts[0].standing)
}

fn rows(content: u8) -> Vec<Reservation<AccountId, BlockNumber>> {
	Consent::reservations_of(key(content), 0, 256).expect("valid").rows
}

#[test]
fn a_reservation_is_found_by_whoever_has_the_file() {
	run(|| {
		at(4);
		let base = DepositBase::get();
		assert_ok!(reserve(STRANGER, 1));
		let row = Reservation {
			by: STRANGER,
			purposes: Purposes::TRAINING,
			declared_at: 4,
			lifted_at: None,
		};
		assert_eq!((rows(1), count(1)), (vec![row], (1, 1)));
		assert_eq!((rows(2), count(2)), (vec![], (0, 0)));
		assert_eq!(held(STRANGER), base + u128::from(Consent::reservation_bytes()));
		let (key, purposes) = (key(1), Purposes::TRAINING);
		assert_eq!(events(), [Event::ContentReserved { key, row: 0, by: STRANGER, purposes }]);
	});
}

#[test]
fn lifting_and_reserving_again_keeps_the_history() {
	run(|| {
		let mining = purposes(&[Purpose::DataMining]);
		at(10);
		assert_ok!(reserve(STRANGER, 1));
		at(20);
		events();
		let before = held(STRANGER);
		assert_ok!(Consent::lift_reservation(signed(STRANGER), key(1)));
		assert_eq!(held(STRANGER), before);
		assert_eq!(events(), [Event::ReservationLifted { key: key(1), row: 0, by: STRANGER }]);
		assert_eq!(count(1), (1, 0));
		assert_noop!(
			Consent::lift_reservation(signed(STRANGER), key(1)),
			Error::<Test>::NotReserved
		);
		at(30);
		assert_ok!(Consent::reserve(signed(STRANGER), key(1), mining));
		assert_eq!(count(1), (2, 1));
		let row = |purposes, declared_at, lifted_at| Reservation {
			by: STRANGER,
			purposes,
			declared_at,
			lifted_at,
		};
		assert_eq!(rows(1), [row(Purposes::TRAINING, 10, Some(20)), row(mining, 30, None)]);
		for (block, stood) in [(9, false), (10, true), (20, true), (21, false), (30, true)] {
			assert_eq!(rows(1).iter().any(|row| row.in_force(block)), stood, "{block}");
		}
	});
}

#[test]
fn two_accounts_reserve_the_same_content_apart() {
	run(|| {
		assert_ok!(reserve(STRANGER, 1));
		assert_noop!(reserve(STRANGER, 1), Error::<Test>::AlreadyReserved);
		assert_ok!(reserve(MAKER, 1));
		assert_eq!(count(1), (2, 2));
		assert_ok!(Consent::lift_reservation(signed(STRANGER), key(1)));
		assert_eq!(count(1), (2, 1));
		assert_eq!(StandingReservations::<Test>::get(key(1), MAKER), Some(1));
		let lifted: Vec<_> = rows(1).iter().map(|row| row.lifted_at.is_some()).collect();
		assert_eq!(lifted, [true, false]);
		assert_noop!(reserve(MAKER, 1), Error::<Test>::AlreadyReserved);
		assert_ok!(reserve(STRANGER, 1));
		assert_eq!(count(1), (3, 2));
	});
}

#[test]
fn a_reservation_that_is_none_changes_nothing() {
	run(|| {
		assert_noop!(
			Consent::reserve(signed(STRANGER), key(1), Purposes::NONE),
			Error::<Test>::NoPurpose
		);
		assert_noop!(
			Consent::lift_reservation(signed(STRANGER), key(1)),
			Error::<Test>::NotReserved
		);
		assert_ok!(reserve(MAKER, 1));
		assert_noop!(
			Consent::lift_reservation(signed(STRANGER), key(1)),
			Error::<Test>::NotReserved
		);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Consent::reserve(origin.clone(), key(1), Purposes::ALL), BadOrigin);
			assert_noop!(Consent::lift_reservation(origin, key(1)), BadOrigin);
		}
		assert_noop!(reserve(POOR, 1), TokenError::FundsUnavailable);
		let full = ReservationCount { declared: u32::MAX, standing: 0 };
		ReservationCounts::<Test>::insert(key(2), full);
		assert_noop!(reserve(MAKER, 2), Error::<Test>::Exhausted);
		let full = ReservationCount { declared: 0, standing: u32::MAX };
		ReservationCounts::<Test>::insert(key(2), full);
		assert_noop!(reserve(MAKER, 2), Error::<Test>::Exhausted);
		ReservationCounts::<Test>::remove(key(2));
	});
}

#[test]
fn counts_come_in_the_order_of_their_keys_and_no_more_than_256() {
	run(|| {
		assert_ok!(reserve(STRANGER, 7));
		assert_ok!(reserve(MAKER, 7));
		assert_ok!(reserve(MAKER, 3));
		let keys: Vec<_> = (0..=255).map(key).collect();
		let counts = Consent::reservation_counts(keys.clone()).expect("256 keys");
		for (content, count) in counts.iter().enumerate() {
			let expected = match content {
				7 => 2,
				3 => 1,
				_ => 0,
			};
			assert_eq!((count.declared, count.standing), (expected, expected));
		}
		let too_many: Vec<_> = keys.into_iter().chain([key(0)]).collect();
		assert_eq!(Consent::reservation_counts(too_many), Err(ListError::TooManyKeys));
		assert_eq!(Consent::reservation_counts(vec![]), Ok(vec![]));
	});
}

#[test]
fn reservations_of_a_content_are_listed_in_pages() {
	run(|| {
		for _ in 0..5 {
			assert_ok!(reserve(STRANGER, 1));
			assert_ok!(Consent::lift_reservation(signed(STRANGER), key(1)));
		}
		let page = |from, limit| Consent::reservations_of(key(1), from, limit);
		let length = |from, limit| page(from, limit).map(|page| (page.rows.len(), page.next));
		assert_eq!(length(0, 2), Ok((2, Some(2))));
		assert_eq!(length(2, 2), Ok((2, Some(4))));
		assert_eq!(length(4, 2), Ok((1, None)));
		assert_eq!(length(0, 5), Ok((5, None)));
		assert_eq!(length(0, 0), Err(ListError::LimitOutOfRange));
		assert_eq!(length(0, 257), Err(ListError::LimitOutOfRange));
	});
}

#[test]
fn the_bytes_that_are_charged_cover_what_is_written() {
	run(|| {
		let before = (held(STRANGER), consent_bytes());
		for _ in 0..2 {
			assert_ok!(reserve(STRANGER, 1));
			assert_ok!(Consent::lift_reservation(signed(STRANGER), key(1)));
		}
		assert_ok!(reserve(STRANGER, 2));
		assert!(held(STRANGER) - before.0 >= consent_bytes() - before.1);
	});
}
