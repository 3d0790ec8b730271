//! The first block of development and local networks.

use polkadot_sdk::{staging_xcm::prelude::XCM_VERSION, *};

use alloc::{vec, vec::Vec};

use cumulus_primitives_core::ParaId;
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;

use crate::{
	constants::currency::{ANIM, EXISTENTIAL_DEPOSIT},
	AccountId, AuraId, BalancesConfig, CollatorSelectionConfig, ParachainInfoConfig,
	PolkadotXcmConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys, SudoConfig,
};

/// This chain's number on the relay chain of a development or local network.
pub const PARA_ID: ParaId = ParaId::new(2_000);

/// What each well-known account owns at the start.
const ENDOWMENT: u128 = 1_000_000 * ANIM;

/// A network run by well-known keys: Alice governs, `collators` make blocks.
fn network(collators: Vec<Sr25519Keyring>) -> Value {
	let keys: Vec<(AccountId, AuraId)> =
		collators.iter().map(|key| (key.to_account_id(), key.public().into())).collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: Sr25519Keyring::well_known()
				.map(|key| (key.to_account_id(), ENDOWMENT))
				.collect(),
		},
		parachain_info: ParachainInfoConfig { parachain_id: PARA_ID },
		collator_selection: CollatorSelectionConfig {
			invulnerables: keys.iter().map(|(account, _)| account.clone()).collect(),
			candidacy_bond: EXISTENTIAL_DEPOSIT * 16,
		},
		session: SessionConfig {
			keys: keys
				.into_iter()
				.map(|(account, aura)| (account.clone(), account, SessionKeys { aura }))
				.collect(),
		},
		polkadot_xcm: PolkadotXcmConfig { safe_xcm_version: Some(XCM_VERSION) },
		sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
	})
}

/// The genesis of a preset, as a patch of the default one.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => network(vec![Sr25519Keyring::Alice]),
		LOCAL_TESTNET_RUNTIME_PRESET => network(vec![Sr25519Keyring::Alice, Sr25519Keyring::Bob]),
		_ => return None,
	};
	Some(serde_json::to_vec(&patch).expect("a JSON value is valid JSON; qed"))
}

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
