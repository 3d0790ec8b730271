//! A chain at its first block, and people who sign.

// Each test file uses a part of this.
#![allow(dead_code)]

use animechain_primitives::{
	Authority, Basis, Declaration, Edge, Intent, Purpose, Purposes, Relation,
};
use animechain_runtime::{
	transactions::RefusalsFirst, Address, Executive, Header, Runtime, RuntimeCall, Signature,
	System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use polkadot_sdk::{
	cumulus_pallet_weight_reclaim::StorageWeightReclaim,
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_system::{
		AuthorizeCall, CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
		CheckTxVersion, CheckWeight,
	},
	sp_core::{Pair, H256},
	sp_genesis_builder::{runtime_decl_for_genesis_builder::GenesisBuilder, DEV_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		generic::{Era, SignedPayload},
		traits::Header as _,
		transaction_validity::TransactionValidityError,
		DispatchResult, Permill,
	},
};
use serde_json::Value;

/// State after the genesis of a preset, before any block. A preset is a patch of the default genesis, as
/// it is for a node that builds a chain specification.
pub fn genesis(preset: &str) -> TestExternalities {
	let read = |id| -> Value {
		let bytes = Runtime::get_preset(&id).expect("the preset exists");
		serde_json::from_slice(&bytes).expect("a preset is JSON")
	};
	let mut ext = TestExternalities::new_empty();
	ext.execute_with(|| {
		let mut config = read(None);
		merge(&mut config, read(Some(preset.into())));
		Runtime::build_state(config.to_string().into_bytes()).expect("the preset builds");
	});
	ext
}

fn merge(config: &mut Value, patch: Value) {
	match (config, patch) {
		(Value::Object(config), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(config.entry(key).or_insert(Value::Null), value);
			}
		},
		(config, value) => *config = value,
	}
}

/// Runs a test inside the first block of a development chain.
pub fn in_first_block(test: impl FnOnce()) {
	genesis(DEV_RUNTIME_PRESET).execute_with(|| {
		let parent = H256::repeat_byte(1);
		polkadot_sdk::frame_system::BlockHash::<Runtime>::insert(0, parent);
		let header = Header::new(1, H256::zero(), H256::zero(), parent, Default::default());
		Executive::initialize_block(&header);
		test();
	});
}

/// Goes on to the beginning of a later block. The inherents of the blocks between are left out.
pub fn at_block(number: u32) {
	System::set_block_number(number);
}

fn extension(nonce: u32) -> TxExtension {
	StorageWeightReclaim::new((
		AuthorizeCall::new(),
		CheckNonZeroSender::new(),
		CheckSpecVersion::new(),
		CheckTxVersion::new(),
		CheckGenesis::new(),
		CheckEra::from(Era::Immortal),
		CheckNonce::from(nonce),
		CheckWeight::new(),
		RefusalsFirst::tip(0),
		CheckMetadataHash::new(false),
	))
}

/// A transaction as it arrives from the network.
pub fn signed(who: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
	let account = who.to_account_id();
	let extension = extension(System::account_nonce(&account));
	let payload = SignedPayload::new(call.clone(), extension.clone()).expect("the era is valid");
	let signature = payload.using_encoded(|bytes| who.pair().sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		Address::Id(account),
		Signature::Sr25519(signature),
		extension,
	)
}

/// Sends a signed call through the whole pipeline.
pub fn send(
	who: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
) -> Result<DispatchResult, TransactionValidityError> {
	Executive::apply_extrinsic(signed(who, call.into()))
}

/// Sends a call that must succeed.
pub fn succeed(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	assert_eq!(send(who, call), Ok(Ok(())));
}

pub fn declaration(content: u64) -> Declaration {
	Declaration {
		commitment: H256::from_low_u64_be(content),
		metadata: None,
		rights_information: None,
		basis: Basis::OptIn,
		intent: Intent {
			purposes: Purposes::NONE.with(Purpose::AiGenerativeTraining),
			commercial: true,
		},
	}
}

pub fn edge(relation: Relation, parent: u64, percent: u32) -> Edge {
	let share = Permill::from_percent(percent);
	Edge { parent, relation, share, authority: Authority::Control }
}
