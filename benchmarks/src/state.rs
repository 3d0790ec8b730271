//! States of 10^3 to 10^6 rows in each map that a call walks.
//!
//! The rows that nobody asks for stand under true keys of the pallets' maps (their prefix, and a digest as their hashers
//! make it), hold 32 bytes each, and are there to make the trie as deep as it is on a chain that has been used.

use animechain_runtime::{genesis_presets, System};
use codec::Encode;
use polkadot_sdk::{
	frame_support::storage::storage_prefix,
	frame_system,
	sp_core::H256,
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	sp_io::{hashing::blake2_128, hashing::twox_64, TestExternalities},
};

use crate::{
	calls::{Group, CURRENCIES},
	chain::{GENESIS, MADE},
	common,
};

/// How the first part of a map's key is hashed.
#[derive(Clone, Copy)]
pub enum Hasher {
	/// Ids that the chain gives.
	Twox,
	/// Accounts and what people choose.
	Blake,
}

use Hasher::{Blake, Twox};

/// The maps that every call walks.
const COMMON: [(&str, &str, Hasher); 6] = [
	("System", "Account", Blake),
	("Balances", "Holds", Blake),
	("Assets", "Account", Blake),
	("Provenance", "Heads", Twox),
	("Provenance", "Records", Twox),
	("Provenance", "StorageAccounts", Blake),
];

const PROVENANCE: [(&str, &str, Hasher); 6] = [
	("Provenance", "StandingHistory", Twox),
	("Provenance", "ControlHistory", Twox),
	("Consent", "Offers", Twox),
	("Consent", "Licences", Twox),
	("Royalty", "Pools", Twox),
	("Rights", "PromisedControl", Twox),
];

const CONSENT: [(&str, &str, Hasher); 12] = [
	("Consent", "Offers", Twox),
	("Consent", "OfferCounts", Twox),
	("Consent", "OffersByAsset", Twox),
	("Consent", "Licences", Twox),
	("Consent", "LicencesByHolder", Blake),
	("Consent", "ExcludedLeaves", Twox),
	("Consent", "Exclusions", Twox),
	("Consent", "ReservationCounts", Blake),
	("Consent", "Reservations", Blake),
	("Consent", "StandingReservations", Blake),
	("Royalty", "Pools", Twox),
	("Rights", "PromisedLicences", Twox),
];

const ROYALTY: [(&str, &str, Hasher); 10] = [
	("Royalty", "Pools", Twox),
	("Royalty", "Pulled", Twox),
	("Royalty", "Divided", Twox),
	("Royalty", "Units", Twox),
	("Royalty", "HolderAccounts", Twox),
	("Royalty", "LeafAccounts", Twox),
	("Royalty", "FrozenLeaves", Twox),
	("Royalty", "Contested", Twox),
	("Rights", "Thresholds", Twox),
	("Rights", "PromisedUnits", Twox),
];

// Not `Ready`: whatever is in it is worked on in every block, so that it holds next to nothing.
const RIGHTS: [(&str, &str, Hasher); 11] = [
	("Rights", "Agreements", Twox),
	("Rights", "AgreementsByParty", Blake),
	("Rights", "PromisedControl", Twox),
	("Rights", "PromisedUnits", Twox),
	("Rights", "Thresholds", Twox),
	("Rights", "Kept", Blake),
	("Rights", "Listings", Twox),
	("Royalty", "Pools", Twox),
	("Royalty", "Units", Twox),
	("Royalty", "HolderAccounts", Twox),
	("Provenance", "ControlHistory", Twox),
];

/// The state after the genesis of a development chain, some blocks later.
pub fn genesis() -> TestExternalities {
	let mut ext = common::genesis(DEV_RUNTIME_PRESET);
	debug_assert!(genesis_presets::preset_names().contains(&DEV_RUNTIME_PRESET.into()));
	ext.execute_with(|| {
		System::set_block_number(MADE);
		frame_system::BlockHash::<animechain_runtime::Runtime>::insert(0, GENESIS);
	});
	ext
}

/// Makes a state of it that was asked for: nothing of the block in which it came about is left.
pub fn settle(ext: &mut TestExternalities) {
	ext.execute_with(System::reset_events);
	ext.commit_all().expect("a state in memory can be committed");
}

/// Fills the maps that the calls of a group walk up to `rows` rows each.
pub fn fill(ext: &mut TestExternalities, group: Group, rows: u32) {
	let own: &[(&str, &str, Hasher)] = match group {
		Group::Provenance => &PROVENANCE,
		Group::Consent => &CONSENT,
		Group::Royalty | Group::Currencies => &ROYALTY,
		Group::Rights => &RIGHTS,
		Group::Sdk => &[("Multisig", "Multisigs", Twox), ("Proxy", "Proxies", Twox)],
	};
	for (pallet, map, hasher) in COMMON.iter().chain(own) {
		// The accounts of a currency are under the currency.
		let number = (CURRENCIES - 1).encode();
		let currency = [&blake2_128(&number)[..], &number].concat();
		let under = if *pallet == "Assets" { &currency[..] } else { &[] };
		fill_map(ext, pallet, map, *hasher, under, rows);
	}
}

/// Fills one map, or what is in it under one key.
pub fn fill_map(
	ext: &mut TestExternalities,
	pallet: &str,
	map: &str,
	hasher: Hasher,
	under: &[u8],
	rows: u32,
) {
	let prefix = storage_prefix(pallet.as_bytes(), map.as_bytes());
	let rows = (0..rows).map(|number| {
		// No id that the chain gives, and no account, is as long as this.
		let name = (H256::repeat_byte(0xee), number).encode();
		let digest = match hasher {
			Twox => twox_64(&name).to_vec(),
			Blake => blake2_128(&name).to_vec(),
		};
		let key = [&prefix[..], under, &digest, &name].concat();
		(key, Some(number.to_le_bytes().repeat(8)))
	});
	ext.backend.insert(vec![(None, rows.collect())], ext.state_version);
}
