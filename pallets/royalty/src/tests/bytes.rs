//! Who answers for the bytes of which rows: each row is paid for once.

use animechain_primitives::{
	behaviour::{ControlHook, ExclusionHook, ShareTransfer},
	Currency,
};
use codec::MaxEncodedLen;
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_io,
	sp_runtime::{DispatchResult, TokenError},
};

use crate::{
	arithmetic::{Checkpoint, UNITS},
	mock::*,
	types::{FrozenLeaf, HolderAccount, NewestFirst, Pool},
	FrozenLeaves, HolderAccounts, LeafAccounts, Pools, Pulled, Queue, Units, MAX_POOLS,
};

/// What a call charges an account for, and how many bytes of this pallet it adds to the state.
fn charges(who: AccountId, call: impl FnOnce() -> DispatchResult) -> (u64, u64) {
	let size = || rows().iter().map(|(key, value)| key.len() + value.len()).sum::<usize>() as u64;
	let (used_before, size_before) = (used(who), size());
	assert_eq!(call(), Ok(()));
	(used(who) - used_before, size().saturating_sub(size_before))
}

/// Charges exactly this, for no fewer bytes than are written.
#[track_caller]
fn pays_for(who: AccountId, bytes: u64, call: impl FnOnce() -> DispatchResult) {
	let (charged, grown) = charges(who, call);
	assert_eq!(charged, bytes);
	assert!(grown <= charged, "{grown} bytes were written");
}

#[test]
fn the_first_payment_pays_for_the_pool_and_no_other() {
	run(|| {
		let parents: Vec<_> = (0..64).map(|_| (work(), percent(1))).collect();
		let asset = derived(&parents);
		let call = |who, currency| move || pay_call(signed(who), asset, currency, 500, None);
		pays_for(BUYER, Royalty::pool_bytes(64), call(BUYER, NATIVE));
		pays_for(BUYER, 0, call(BUYER, NATIVE));
		pays_for(MAKER, 0, call(MAKER, NATIVE));
		pays_for(MAKER, Royalty::pool_bytes(64), call(MAKER, COIN));
	});
}

/// The pool of the one who paid includes what it hands on: with 64 edges that is the largest row.
#[test]
fn a_pool_that_was_paid_for_grows_no_further() {
	run(|| {
		let parents: Vec<_> = (0..64).map(|_| (work(), percent(1))).collect();
		let asset = derived(&parents);
		let all = |asset: u64| {
			let key = asset.to_le_bytes();
			rows()
				.iter()
				.filter(|(row, _)| row.windows(8).any(|part| part == key))
				.map(|(row, value)| row.len() + value.len())
				.sum::<usize>() as u64
		};
		pay(asset, COIN, 1 << 90);
		assert!(all(asset) <= Royalty::pool_bytes(64));
		settle_all();
		pay(asset, COIN, 1 << 90);
		assert!(all(asset) <= Royalty::pool_bytes(64), "{} bytes", all(asset));
	});
}

/// Nobody asked for them: their number is bounded by the currencies, eight for each asset.
#[test]
fn a_pool_that_settlement_opens_is_paid_for_by_nobody() {
	run(|| {
		let parent = work();
		let asset = derived(&[(parent, percent(50))]);
		pay(asset, NATIVE, 500);
		let before = [ARTIST, MAKER, BUYER].map(used);
		settle_all();
		assert_eq!(pool(parent, NATIVE).inflow, 250);
		// Nor does the first payment that finds it there.
		pay(parent, NATIVE, 500);
		assert_eq!([ARTIST, MAKER, BUYER].map(used), before);
	});
}

#[test]
fn a_claim_pays_for_rows_that_are_new_only() {
	run(|| {
		let (one, two) = (work(), work());
		for asset in [one, two] {
			pay(asset, NATIVE, 1_000);
			pay(asset, COIN, 1_000);
		}
		let row = Royalty::holder_bytes();
		let call = |pools: &[_]| Royalty::claim(signed(ARTIST), pools.to_vec());
		pays_for(ARTIST, row, || call(&[(one, NATIVE)]));
		pay(one, NATIVE, 1_000);
		pays_for(ARTIST, 0, || call(&[(one, NATIVE)]));
		pay(one, NATIVE, 1_000);
		pays_for(ARTIST, 3 * row, || {
			call(&[(one, NATIVE), (one, COIN), (two, NATIVE), (two, COIN)])
		});
		pay(two, COIN, 1_000);
		pays_for(ARTIST, 0, || call(&[(one, NATIVE), (two, COIN)]));
	});
}

#[test]
fn whoever_claims_for_a_holder_pays_for_the_row() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000);
		let artist = used(ARTIST);
		let call = || Royalty::claim_for(signed(MAKER), ARTIST, vec![(asset, NATIVE)]);
		pays_for(MAKER, Royalty::holder_bytes(), call);
		pay(asset, NATIVE, 1_000);
		pays_for(MAKER, 0, call);
		assert_eq!(used(ARTIST), artist);
	});
}

#[test]
fn whoever_claims_for_a_leaf_pays_for_its_rows() {
	run(|| {
		let of = collection(percent(100), &[(MAKER, 1), (ARTIST, 1)]);
		pay(of.asset, NATIVE, 1_000);
		let row = Royalty::leaf_bytes();
		pays_for(BUYER, row, || of.claim(0, &[NATIVE]));
		pay(of.asset, NATIVE, 1_000);
		pays_for(BUYER, 0, || of.claim(0, &[NATIVE]));
		pay(of.asset, NATIVE, 1_000);
		pay(of.asset, COIN, 1_000);
		pays_for(BUYER, row, || of.claim(0, &[NATIVE, COIN]));
		pays_for(BUYER, 2 * row, || of.claim(1, &[NATIVE, COIN]));
		pay(of.asset, COIN, 1_000);
		pays_for(BUYER, 0, || of.claim(1, &[COIN]));
	});
}

#[test]
fn a_transfer_of_shares_pays_for_rows_that_are_new_only() {
	run(|| {
		let asset = work();
		let (units, row) = (Royalty::units_bytes(), Royalty::holder_bytes());
		// That it is divided, and both holders.
		pays_for(ARTIST, 3 * units, || hand_over(ARTIST, asset, MAKER, 10));
		pays_for(ARTIST, 0, || hand_over(ARTIST, asset, MAKER, 10));
		pay(asset, NATIVE, 1_000);
		pay(asset, COIN, 1_000);
		// Both holders in both pools.
		pays_for(ARTIST, 4 * row, || hand_over(ARTIST, asset, MAKER, 10));
		pays_for(ARTIST, 0, || hand_over(ARTIST, asset, MAKER, 10));
		// A new holder, and the rows of it.
		pays_for(MAKER, units + 2 * row, || hand_over(MAKER, asset, BUYER, 10));
		pays_for(BUYER, 0, || hand_over(BUYER, asset, ARTIST, 5));
		// They are there already when they claim.
		pay(asset, NATIVE, 1_000_000);
		pays_for(ARTIST, 0, || claim(ARTIST, asset, NATIVE));
	});
}

#[test]
fn handing_on_all_units_at_once_pays_for_what_is_written() {
	run(|| {
		let asset = work();
		let (charged, grown) = charges(ARTIST, || hand_over(ARTIST, asset, MAKER, UNITS));
		assert!(grown <= charged);
		assert_eq!(charged, 2 * Royalty::units_bytes());
	});
}

#[test]
fn moving_control_pays_for_the_rows_of_both_in_every_pool() {
	run(|| {
		let asset = work();
		let row = Royalty::holder_bytes();
		let fresh = {
			let other = work();
			let (charged, _) = charges(ARTIST, || move_control(ARTIST, other, MAKER));
			charged
		};
		pay(asset, NATIVE, 1_000);
		pay(asset, COIN, 1_000);
		let account = {
			// The first time the maker's own storage account was paid for too.
			let other = work();
			let call = || move_control(ARTIST, other, MAKER);
			let (charged, _) = charges(ARTIST, call);
			assert!(charged <= fresh);
			charged
		};
		let call = || move_control(ARTIST, asset, MAKER);
		pays_for(ARTIST, account + 4 * row, call);
		let back = || move_control(MAKER, asset, ARTIST);
		pays_for(MAKER, account, back);
		pays_for(ARTIST, 0, || Royalty::claim(signed(ARTIST), vec![(asset, NATIVE)]));
	});
}

/// The one who put the leaf there answers for where it stopped earning.
#[test]
fn taking_a_leaf_out_is_paid_for_by_the_registrant() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1), (MAKER, 1), (MAKER, 1)]);
		let (first, _) = charges(ARTIST, || of.exclude(0));
		let (plain, _) = charges(ARTIST, || of.exclude(1));
		assert!(plain > 0 && plain <= first);
		pay(of.asset, NATIVE, 1_000);
		pay(of.asset, COIN, 1_000);
		let maker = used(MAKER);
		assert_eq!(Royalty::leaf_excluded_bytes(of.asset), 2 * Royalty::frozen_bytes());
		pays_for(ARTIST, plain + 2 * Royalty::frozen_bytes(), || of.exclude(2));
		assert_eq!(used(MAKER), maker);
	});
}

/// Saying no does not depend on what the registrant can pay.
#[test]
fn a_leaf_is_taken_out_even_if_nobody_can_pay_for_it() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1), (BUYER, 1)]);
		pay(of.asset, NATIVE, 1_000);
		let all = balance(NATIVE, ARTIST) - LEAST;
		assert_ok!(Balances::transfer_allow_death(signed(ARTIST), BUYER, all));
		let before = used(ARTIST);
		assert_ok!(of.exclude(0));
		assert_eq!(used(ARTIST), before);
		assert_eq!(crate::FrozenLeaves::<Test>::iter().count(), 1);
	});
}

/// Each row as it is written fits into what it is paid for.
#[test]
fn no_row_is_larger_than_what_is_paid_for_it() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1), (BUYER, u64::MAX - 1)]);
		pay(of.asset, COIN, 1 << 99);
		assert_ok!(hand_over(ARTIST, of.asset, MAKER, 333_333));
		assert_ok!(of.claim(1, &[COIN]));
		assert_ok!(of.exclude(0));
		let largest = |map: &str| {
			let prefix = sp_io::hashing::twox_128(map.as_bytes());
			rows()
				.iter()
				.filter(|(key, _)| key[16..32] == prefix)
				.map(|(key, value)| key.len() + value.len())
				.max()
				.expect("there is one") as u64
		};
		assert!(largest("Units") <= Royalty::units_bytes());
		assert!(largest("Divided") <= Royalty::units_bytes());
		assert!(largest("HolderAccounts") <= Royalty::holder_bytes());
		assert!(largest("LeafAccounts") <= Royalty::leaf_bytes());
		assert!(largest("FrozenLeaves") <= Royalty::frozen_bytes());
	});
}

#[test]
fn whoever_cannot_pay_for_a_row_writes_none() {
	run(|| {
		let asset = work();
		assert_ok!(Assets::transfer(signed(BUYER), 1, NOBODY, 100));
		let call = || pay_call(signed(NOBODY), asset, COIN, 50, None);
		refuses(TokenError::FundsUnavailable, call);
		// Others can give it the bytes.
		let bytes = Royalty::pool_bytes(0);
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, bytes));
		pays_for(NOBODY, bytes, call);
	});
}

/// Rows are paid for at their largest, and not a byte more: keys as they are, values as long as they get.
#[test]
fn what_is_paid_for_is_the_largest_form_of_each_row() {
	run(|| {
		let long = Currency::WithId(u32::MAX);
		let row = |key: Vec<u8>, value: usize| (key.len() + value) as u64;
		let pool = row(Pools::<Test>::hashed_key_for(1, &long), Pool::max_encoded_len());
		assert_eq!(Royalty::pool_bytes(0), pool);
		let place = row(Queue::<Test>::hashed_key_for(NewestFirst::from(1), &long), 0);
		for edges in [1, 2, 64] {
			// An amount for each edge, and their number.
			let handed_on = row(Pulled::<Test>::hashed_key_for(1, &long), 16 * edges + 2);
			assert_eq!(Royalty::pool_bytes(edges), pool + place + handed_on);
		}
		let units = row(Units::<Test>::hashed_key_for(1, ARTIST), 4);
		assert_eq!(Royalty::units_bytes(), units);
		let holder = HolderAccounts::<Test>::hashed_key_for((1, &long, ARTIST));
		assert_eq!(Royalty::holder_bytes(), row(holder, HolderAccount::max_encoded_len()));
		let leaf = LeafAccounts::<Test>::hashed_key_for((1, &long, 1));
		assert_eq!(Royalty::leaf_bytes(), row(leaf, Checkpoint::max_encoded_len()));
		let frozen = FrozenLeaves::<Test>::hashed_key_for((1, &long, 1));
		assert_eq!(Royalty::frozen_bytes(), row(frozen, FrozenLeaf::max_encoded_len()));
	});
}

/// What is asked for beforehand is what is needed with as many pools as an asset can have.
#[test]
fn moving_control_is_declared_with_the_rows_of_every_pool_there_can_be() {
	run(|| {
		let asset = work();
		pay(asset, NATIVE, 1_000);
		pay(asset, COIN, 1_000);
		let moved = Royalty::control_moves(asset, &ARTIST, &MAKER).expect("both are settled");
		assert_eq!((moved.pools, moved.bytes), (2, 4 * Royalty::holder_bytes()));
		let most = moved.bytes / u64::from(moved.pools) * u64::from(MAX_POOLS);
		assert_eq!(Royalty::control_moves_bytes(), most);
		// Three rows of units: of both sides, and that the asset is divided.
		assert_eq!(Royalty::move_units_bytes(), most + 3 * Royalty::units_bytes());
	});
}
