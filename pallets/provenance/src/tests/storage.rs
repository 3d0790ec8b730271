//! What accounts put down for the bytes that they add to state, and what they give others.

use animechain_primitives::{behaviour::StorageLedger, Grounds, Relation};
use codec::{Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
	frame_system,
	sp_runtime::{traits::Zero, DispatchResult, TokenError},
};

use crate::{
	mock::*, ControlHistory, Error, Event, HeadOf, Heads, RecordOf, Records, StandingHistory,
	StorageAccount, StorageAccountOf, StorageAccounts, CHANGE_BYTES, HEAD_BYTES,
};

fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&StorageHoldReason::get(), &who)
}

fn price(bytes: u64) -> Balance {
	DepositBase::get() + bytes * DepositPerByte::get()
}

fn record(asset: u64) -> RecordOf<Test> {
	Records::<Test>::get(asset).expect("registered")
}

fn bytes(asset: u64) -> u64 {
	Provenance::asset_bytes(&record(asset))
}

fn account(who: AccountId) -> StorageAccountOf<Test> {
	StorageAccounts::<Test>::get(who).expect("has a row")
}

/// What an account paid for, what is left of its gifts, and what it used.
fn ledger(who: AccountId) -> (u64, u64, u64) {
	let StorageAccount { paid, given, used, .. } = account(who);
	(paid, given, used)
}

fn sponsor(sponsor: AccountId, beneficiary: AccountId, bytes: u64) -> DispatchResult {
	Provenance::sponsor_storage(signed(sponsor), beneficiary, bytes)
}

fn register_by(who: AccountId) -> DispatchResult {
	Provenance::register_work(signed(who), declaration(1), vec![])
}

#[test]
fn one_deposit_grows_with_the_bytes() {
	run(|| {
		assert!(held(STUDIO).is_zero());
		let first = work();
		assert_eq!(held(STUDIO), price(bytes(first)));
		let second = dataset(first);
		let sum = bytes(first) + bytes(second);
		assert_eq!(held(STUDIO), price(sum));
		assert_eq!(ledger(STUDIO), (sum, 0, sum));
		assert!(held(STRANGER).is_zero());
		assert!(!StorageAccounts::<Test>::contains_key(STRANGER));
	});
}

#[test]
fn an_account_short_of_the_deposit_changes_nothing() {
	run(|| {
		assert_noop!(register_by(POOR), TokenError::FundsUnavailable);
		assert_noop!(sponsor(POOR, STRANGER, 1_000), TokenError::FundsUnavailable);
		// With enough for one asset and not for two, the second is refused and the first stays.
		let price = price(bytes(work()));
		let gift = price + 50;
		assert_ok!(Balances::transfer_allow_death(signed(STUDIO), POOR, gift));
		assert_ok!(register_by(POOR));
		assert_noop!(register_by(POOR), TokenError::FundsUnavailable);
		assert_eq!(held(POOR), price);
		let asset = Provenance::next_asset_id() - 1;
		assert_noop!(
			Provenance::transfer_control(signed(POOR), asset, STUDIO),
			TokenError::FundsUnavailable
		);
		assert_noop!(
			Provenance::retire(signed(POOR), asset, Grounds::default()),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn what_is_paid_for_is_what_the_rows_take() {
	run(|| {
		let asset = work();
		let keys = Heads::<Test>::hashed_key_for(asset).len()
			+ Records::<Test>::hashed_key_for(asset).len();
		let row_key = StandingHistory::<Test>::hashed_key_for(asset, 0).len();
		assert_eq!(row_key, ControlHistory::<Test>::hashed_key_for(asset, 0).len());
		let row = row_key as u64 + CHANGE_BYTES;
		let rows = keys as u64 + HEAD_BYTES + record(asset).encoded_size() as u64;
		assert_eq!(bytes(asset), rows + row);
		assert_eq!(Provenance::change_bytes(), row);

		let system = frame_system::Account::<Test>::hashed_key_for(STUDIO).len()
			+ <Test as frame_system::Config>::AccountData::max_encoded_len()
			+ 4 * 4; // The nonce and three counters.
		let storage = StorageAccounts::<Test>::hashed_key_for(STUDIO).len()
			+ StorageAccountOf::<Test>::max_encoded_len();
		assert_eq!(Provenance::account_bytes(), (system + storage) as u64);
	});
}

#[test]
fn no_row_grows_beyond_its_declared_size() {
	run(|| {
		let edges = (0..64).map(|_| edge(Relation::DerivedFrom, work(), 1)).collect();
		let widest =
			registered(|| Provenance::register_work(signed(STUDIO), declaration(1), edges));
		assert!(record(widest).encoded_size() <= RecordOf::<Test>::max_encoded_len());
		assert!(head(widest).encoded_size() <= HeadOf::<Test>::max_encoded_len());
	});
}

#[test]
fn a_gift_is_used_before_the_own_deposit() {
	run(|| {
		let each = bytes(work());
		assert_ok!(Balances::transfer_allow_death(signed(STUDIO), POOR, 1_000));
		let (before, own) = (ledger(STUDIO), Provenance::account_bytes());
		events();

		assert_ok!(sponsor(STUDIO, POOR, each + 30));

		let gift = Event::StorageSponsored { sponsor: STUDIO, beneficiary: POOR, bytes: each + 30 };
		assert_eq!(events(), [gift]);
		assert_eq!(ledger(STUDIO), (before.0 + own + each + 30, 0, before.2 + own));
		assert_eq!(held(STUDIO), price(ledger(STUDIO).0));
		assert_eq!(ledger(POOR), (0, each + 30, 0));

		assert_ok!(register_by(POOR));
		assert_eq!(ledger(POOR), (0, 30, each));
		assert!(held(POOR).is_zero() && account(POOR).deposit.is_none());
		// What is left of it pays for a part of the next.
		assert_ok!(register_by(POOR));
		assert_eq!(ledger(POOR), (each - 30, 0, 2 * each));
		assert_eq!(held(POOR), price(each - 30));
		// A second gift costs no second account.
		assert_ok!(sponsor(STUDIO, POOR, 1));
		assert_eq!(ledger(STUDIO).0, before.0 + own + each + 31);
		assert_eq!(ledger(POOR), (each - 30, 1, 2 * each));
	});
}

#[test]
fn a_gift_covers_what_its_receiver_passes_on_for_new_accounts_only() {
	run(|| {
		let own = Provenance::account_bytes();
		assert_ok!(sponsor(STUDIO, POOR, own + 500));
		// The row of a new account is used by whoever brings it; bytes for another are paid for.
		assert_noop!(sponsor(POOR, UNSEEN, 400), TokenError::FundsUnavailable);
		assert_ok!(Balances::transfer_allow_death(signed(STUDIO), POOR, 1_000));
		assert_ok!(sponsor(POOR, UNSEEN, 400));
		assert_eq!(ledger(POOR), (400, 500, own));
		assert_eq!(ledger(UNSEEN), (0, 400, 0));
	});
}

#[test]
fn an_account_may_pay_ahead_for_itself() {
	run(|| {
		let own = Provenance::account_bytes();
		assert_ok!(sponsor(STUDIO, STUDIO, 5_000));
		assert_eq!(ledger(STUDIO), (own + 5_000, 5_000, own));
		let deposit = held(STUDIO);
		let asset = work();
		assert_eq!(held(STUDIO), deposit);
		assert_eq!(ledger(STUDIO), (own + 5_000, 5_000 - bytes(asset), own + bytes(asset)));
	});
}

#[test]
fn a_sponsored_account_exists_without_any_balance() {
	run(|| {
		assert!(!System::account_exists(&UNSEEN));
		assert_ok!(sponsor(STUDIO, UNSEEN, 1_000));
		assert!(System::account_exists(&UNSEEN));
		assert!(Balances::free_balance(UNSEEN).is_zero());
		assert_ok!(register_by(UNSEEN));
		assert_eq!(head(0).controller, UNSEEN);
		assert_ok!(Provenance::withdraw(signed(UNSEEN), 0, Grounds::default()));
	});
}

#[test]
fn an_account_with_a_row_is_never_reaped_and_keeps_its_nonce() {
	run(|| {
		assert_ok!(sponsor(STUDIO, UNSEEN, 1));
		// The same for one that had a balance before, and one that registered something itself.
		assert_ok!(sponsor(STUDIO, POOR, 1));
		let asset = registered(|| register_by(STRANGER));
		assert_ok!(Provenance::transfer_control(signed(STRANGER), asset, STUDIO));
		for who in [UNSEEN, POOR] {
			for _ in 0..3 {
				System::inc_account_nonce(who);
			}
			assert_ok!(Balances::transfer_allow_death(signed(STUDIO), who, 500));
			assert_ok!(Balances::transfer_all(signed(who), STUDIO, false));
			assert!(Balances::free_balance(who).is_zero());
			assert!(System::account_exists(&who));
			assert_eq!(System::account_nonce(who), 3);
		}
		// Whereas an account that answers for nothing goes with its last balance.
		assert_ok!(Balances::transfer_allow_death(signed(STUDIO), 99, 500));
		System::inc_account_nonce(99);
		assert_ok!(Balances::transfer_all(signed(99), STUDIO, false));
		assert!(!System::account_exists(&99));
		assert_eq!(System::account_nonce(99), 0);
		assert!(System::sufficients(&STRANGER) == 1 && System::sufficients(&STUDIO) == 1);
	});
}

#[test]
fn handing_control_to_an_unknown_account_pays_for_it() {
	run(|| {
		let (one, other) = (work(), work());
		let (own, row) = (Provenance::account_bytes(), Provenance::change_bytes());
		let before = ledger(STUDIO).0;
		assert_ok!(Provenance::transfer_control(signed(STUDIO), one, UNSEEN));
		assert!(System::account_exists(&UNSEEN));
		assert_eq!(ledger(UNSEEN), (0, 0, 0));
		assert_eq!(ledger(STUDIO).0, before + own + row);
		assert_eq!(held(STUDIO), price(before + own + row));
		// Once: the account is there for good.
		assert_ok!(Provenance::transfer_control(signed(STUDIO), other, UNSEEN));
		assert_eq!(ledger(STUDIO).0, before + own + 2 * row);
		// Gifts to whoever hands it back pay for that row.
		assert_ok!(sponsor(STUDIO, UNSEEN, row));
		assert_ok!(Provenance::transfer_control(signed(UNSEEN), one, STUDIO));
		assert_noop!(
			Provenance::transfer_control(signed(UNSEEN), other, STUDIO),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn giving_nothing_is_refused() {
	run(|| {
		assert_noop!(sponsor(STUDIO, STRANGER, 0), Error::<Test>::NothingGiven);
		assert_noop!(sponsor(STUDIO, UNSEEN, 0), Error::<Test>::NothingGiven);
	});
}

#[test]
fn bytes_that_cannot_be_counted_are_refused() {
	run(|| {
		let asset = work();
		let sound = account(STUDIO);
		let set =
			|account: StorageAccountOf<Test>| StorageAccounts::<Test>::insert(STUDIO, account);
		// More than 64 bits of bytes paid for, used, and given.
		set(StorageAccount { paid: u64::MAX, ..sound.clone() });
		assert_noop!(register_by(STUDIO), Error::<Test>::Exhausted);
		assert_noop!(sponsor(STUDIO, STUDIO, 1), Error::<Test>::Exhausted);
		set(StorageAccount { used: u64::MAX, ..sound.clone() });
		assert_noop!(register_by(STUDIO), Error::<Test>::Exhausted);
		assert_noop!(
			Provenance::retire(signed(STUDIO), asset, Grounds::default()),
			Error::<Test>::Exhausted
		);
		set(StorageAccount { given: u64::MAX, ..sound.clone() });
		assert_noop!(sponsor(STRANGER, STUDIO, 1), Error::<Test>::Exhausted);
		set(sound);
	});
}

#[test]
fn other_pallets_charge_the_same_deposit() {
	run(|| {
		type Ledger = Provenance;
		let charge = |who, bytes| <Ledger as StorageLedger<AccountId>>::charge(&who, bytes);
		let asset = work();
		assert_ok!(charge(STUDIO, 40));
		assert_eq!(ledger(STUDIO), (bytes(asset) + 40, 0, bytes(asset) + 40));
		assert_eq!(held(STUDIO), price(bytes(asset) + 40));
		assert_ok!(charge(STRANGER, 10));
		assert_eq!(held(STRANGER), price(10));
		assert_ok!(sponsor(STUDIO, UNSEEN, 10));
		assert_ok!(charge(UNSEEN, 10));
		assert_eq!(ledger(UNSEEN), (0, 0, 10));
	});
}
