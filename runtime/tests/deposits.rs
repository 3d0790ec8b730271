//! Deposit constants against the bytes that they stand for.

use animechain_runtime::{
	configs::{
		accounts::{
			AnnouncementDepositBase, AnnouncementDepositFactor, MultisigDepositFactor,
			ProxyDepositBase, ProxyDepositFactor, ProxyType,
		},
		consensus::SessionKeyDeposit,
	},
	constants::currency::{deposit, DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	AccountId, AuraId, Balance, BlockNumber, Hash,
};
use codec::MaxEncodedLen;
use polkadot_sdk::pallet_proxy::{Announcement, ProxyDefinition};

fn size<T: MaxEncodedLen>() -> u32 {
	T::max_encoded_len() as u32
}

#[test]
fn rows_and_bytes_add_up() {
	assert_eq!(deposit(2, 30), 2 * DEPOSIT_PER_ITEM + 30 * DEPOSIT_PER_BYTE);
}

#[test]
fn a_multisig_pays_for_each_approval() {
	assert_eq!(MultisigDepositFactor::get(), deposit(0, size::<AccountId>()));
}

#[test]
fn a_proxy_pays_for_its_row_and_its_definition() {
	// The key's hash and account are in the map's key: 8 bytes and 32.
	assert_eq!(ProxyDepositBase::get(), deposit(1, 8 + size::<AccountId>()));
	let definition = size::<ProxyDefinition<AccountId, ProxyType, BlockNumber>>();
	assert_eq!(ProxyDepositFactor::get(), deposit(0, definition));
	assert_eq!(AnnouncementDepositBase::get(), deposit(1, size::<Balance>() + size::<AccountId>()));
	let announcement = size::<Announcement<AccountId, Hash, BlockNumber>>();
	assert_eq!(AnnouncementDepositFactor::get(), deposit(0, announcement));
}

#[test]
fn a_collator_pays_for_its_keys() {
	// Account to keys, and key to account.
	let rows = 2 * (size::<AccountId>() + size::<AuraId>());
	assert_eq!(SessionKeyDeposit::get(), deposit(2, rows));
}

#[test]
fn the_rows_of_assets_fit_in_what_is_paid_for_them() {
	use animechain_primitives::{
		standing::{ControlChange, StandingChange},
		Head,
	};
	use pallet_provenance::{CHANGE_BYTES, HEAD_BYTES};
	assert!(u64::from(size::<Head<AccountId, BlockNumber>>()) <= HEAD_BYTES);
	assert!(u64::from(size::<StandingChange<AccountId, BlockNumber>>()) <= CHANGE_BYTES);
	assert!(u64::from(size::<ControlChange<AccountId, BlockNumber>>()) <= CHANGE_BYTES);
}
