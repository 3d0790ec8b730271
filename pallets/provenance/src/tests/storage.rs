//! What registrants put down for the bytes of their rows.

use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
	sp_runtime::{traits::Zero, TokenError},
};

use crate::{mock::*, Heads, Records, StorageTickets};

fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&StorageHoldReason::get(), &who)
}

fn bytes(asset: u64) -> u64 {
	let head = Heads::<Test>::get(asset).expect("registered");
	let record = Records::<Test>::get(asset).expect("registered");
	Provenance::stored_bytes(&head, &record)
}

#[test]
fn one_ticket_grows_with_the_bytes() {
	run(|| {
		assert!(held(STUDIO).is_zero());
		let first = work();
		assert_eq!(held(STUDIO), DepositBase::get() + bytes(first) * DepositPerByte::get());
		let second = dataset(first);
		assert_eq!(held(STUDIO), DepositBase::get() + bytes(first) + bytes(second));
		let (_, paid) = StorageTickets::<Test>::get(STUDIO).expect("has rows");
		assert_eq!(paid, bytes(first) + bytes(second));
		assert!(held(STRANGER).is_zero());
	});
}

#[test]
fn a_registrant_short_of_the_deposit_changes_nothing() {
	run(|| {
		let register =
			|| Provenance::register_work(RuntimeOrigin::signed(POOR), declaration(1), vec![]);
		assert_noop!(register(), TokenError::FundsUnavailable);
		// With enough for one asset and not for two, the second is refused and the first stays.
		let price = {
			let sample = work();
			DepositBase::get() + bytes(sample)
		};
		let gift = price + 50;
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(STUDIO), POOR, gift));
		assert_ok!(register());
		assert_noop!(register(), TokenError::FundsUnavailable);
		assert_eq!(held(POOR), price);
	});
}

#[test]
fn the_rows_fit_their_declared_size() {
	use codec::MaxEncodedLen;
	run(|| {
		let parents: Vec<_> = (0..64).map(|_| work()).collect();
		let edges = parents
			.into_iter()
			.map(|parent| edge(animechain_primitives::Relation::DerivedFrom, parent, 1))
			.collect();
		let widest = registered(|| {
			Provenance::register_work(RuntimeOrigin::signed(STUDIO), declaration(1), edges)
		});
		let most =
			crate::HeadOf::<Test>::max_encoded_len() + crate::RecordOf::<Test>::max_encoded_len();
		assert!(bytes(widest) <= 96 + most as u64);
	});
}
