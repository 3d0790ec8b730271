//! Each genesis preset builds a chain that can start.

mod common;

use animechain_primitives::Currency;
use animechain_runtime::{
	constants::currency::EXISTENTIAL_DEPOSIT,
	genesis_presets::{preset_names, PARA_ID},
	Balances, ParachainInfo, Rights, Royalty, Runtime,
};
use polkadot_sdk::{
	frame_support::traits::fungible::Inspect,
	pallet_aura, pallet_collator_selection, pallet_sudo,
	sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET},
	sp_keyring::Sr25519Keyring,
};

fn check(preset: &str, collators: &[Sr25519Keyring]) {
	common::genesis(preset).execute_with(|| {
		assert_eq!(ParachainInfo::parachain_id(), PARA_ID);
		let alice = Sr25519Keyring::Alice.to_account_id();
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(alice.clone()));
		// Collator selection keeps them sorted, and the session follows.
		let mut collators = collators.to_vec();
		collators.sort_by_key(|key| key.to_account_id());
		let accounts: Vec<_> = collators.iter().map(|key| key.to_account_id()).collect();
		assert_eq!(pallet_collator_selection::Invulnerables::<Runtime>::get(), accounts);
		let keys: Vec<_> = collators.iter().map(|key| key.public().into()).collect();
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().into_inner(), keys);
		for key in Sr25519Keyring::well_known() {
			assert!(Balances::balance(&key.to_account_id()) > 0);
		}
		// So that the first payment of all can be a single planck.
		assert_eq!(Royalty::pot_balance(&Currency::Native), EXISTENTIAL_DEPOSIT);
		// So that it can hold any currency, and its last payment leaves it there.
		assert_eq!(Balances::balance(&Rights::escrow()), EXISTENTIAL_DEPOSIT);
		assert_ne!(Rights::escrow(), Royalty::pot());
		let all: u128 = polkadot_sdk::frame_system::Account::<Runtime>::iter()
			.map(|(account, _)| Balances::total_balance(&account))
			.sum();
		assert_eq!(all, Balances::total_issuance());
	});
}

#[test]
fn development_builds() {
	check(DEV_RUNTIME_PRESET, &[Sr25519Keyring::Alice]);
}

#[test]
fn local_testnet_builds() {
	check(LOCAL_TESTNET_RUNTIME_PRESET, &[Sr25519Keyring::Alice, Sr25519Keyring::Bob]);
}

#[test]
fn there_are_no_others() {
	assert_eq!(preset_names(), [DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET]);
}
