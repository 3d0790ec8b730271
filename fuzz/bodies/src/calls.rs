//! Calls and transactions of the real runtime: any bytes, calls in calls, and what a signature leads to.
//!
//! Whatever is read must be written as something that reads the same; a call of our own has one encoding only. Calls nest 256
//! deep and no deeper. What any transaction meets before it is paid for must not panic: its weight, whether it is free, whether
//! it needs no signature, and the pool's whole check.

mod seeds;

use std::cell::RefCell;

use animechain_runtime::{
	transactions::RefusalsFirst, Address, Balances, Executive, Runtime, RuntimeCall, RuntimeOrigin,
	Signature, System, TxExtension, UncheckedExtrinsic,
};
use codec::{Compact, DecodeAll, DecodeLimit, Encode};
use polkadot_sdk::{
	cumulus_pallet_weight_reclaim::StorageWeightReclaim,
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_support::{
		dispatch::{CheckIfFeeless, GetDispatchInfo},
		traits::{fungible::Mutate, Authorize},
		MAX_EXTRINSIC_DEPTH,
	},
	frame_system::{
		AuthorizeCall, CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
		CheckTxVersion, CheckWeight,
	},
	sp_core::{ed25519, Pair, H256},
	sp_genesis_builder::{runtime_decl_for_genesis_builder::GenesisBuilder, DEV_RUNTIME_PRESET},
	sp_io::{storage, TestExternalities},
	sp_runtime::{
		generic::{Era, SignedPayload},
		transaction_validity::TransactionSource,
		AccountId32,
	},
};
use serde_json::Value;

use crate::{input::Input, Seed};

/// Where some tools stop.
const SHALLOW: u32 = 64;
/// The indices of our own pallets.
const OWN: core::ops::RangeInclusive<u8> = 50..=53;

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

/// Who signs. Ed25519 signs the same bytes in the same way each time.
fn signer() -> (ed25519::Pair, AccountId32) {
	let pair = ed25519::Pair::from_seed(&[5; 32]);
	let account = AccountId32::new(pair.public().0);
	(pair, account)
}

/// The genesis of a development chain, with a signer who has money.
fn genesis() -> TestExternalities {
	let read = |id| -> Value {
		let bytes = Runtime::get_preset(&id).expect("the preset exists");
		serde_json::from_slice(&bytes).expect("a preset is JSON")
	};
	let mut ext = TestExternalities::new_empty();
	ext.execute_with(|| {
		let mut config = read(None);
		merge(&mut config, read(Some(DEV_RUNTIME_PRESET.into())));
		Runtime::build_state(config.to_string().into_bytes()).expect("the preset builds");
		System::set_block_number(1);
		Balances::mint_into(&signer().1, 1 << 80).expect("there is room for more money");
	});
	ext
}

thread_local! {
	static STATE: RefCell<TestExternalities> = RefCell::new(genesis());
}

/// Does something in the state, and takes it back.
fn in_state<T>(what: impl FnOnce() -> T) -> T {
	STATE.with_borrow_mut(|state| {
		state.execute_with(|| {
			storage::start_transaction();
			let result = what();
			storage::rollback_transaction();
			result
		})
	})
}

fn decode(bytes: &[u8], depth: u32) -> Option<RuntimeCall> {
	RuntimeCall::decode_all_with_depth_limit(depth, &mut &bytes[..]).ok()
}

/// A call that nests `levels` deep or more.
fn judge_call(bytes: &[u8], levels: u32) -> Option<RuntimeCall> {
	let (shallow, deep) = (decode(bytes, SHALLOW), decode(bytes, MAX_EXTRINSIC_DEPTH));
	if shallow.is_some() {
		assert_eq!(shallow, deep, "a call that is another where more depth is allowed");
		assert!(levels <= SHALLOW, "{levels} levels where {SHALLOW} are allowed");
	}
	let call = deep?;
	assert!(levels <= MAX_EXTRINSIC_DEPTH, "{levels} levels of calls were read");
	let encoded = call.encode();
	assert_eq!(call.encoded_size(), encoded.len());
	assert!(encoded.len() <= bytes.len(), "{} bytes became {}", bytes.len(), encoded.len());
	if OWN.contains(&bytes[0]) {
		assert!(encoded == bytes, "two encodings of one call");
	}
	let again = decode(&encoded, MAX_EXTRINSIC_DEPTH);
	assert_eq!(again.as_ref(), Some(&call), "what was written is read differently");
	in_state(|| {
		let info = call.get_dispatch_info();
		assert!(info.call_weight.all_lte(info.total_weight()));
		let origin = RuntimeOrigin::signed(signer().1);
		call.is_feeless(&origin);
		call.authorize(TransactionSource::External);
	});
	Some(call)
}

/// A transaction as the network brings it: its length, and as many bytes.
fn judge_transaction(body: &[u8]) {
	let bytes = [&Compact(body.len() as u32).encode()[..], body].concat();
	let read = |bytes: &[u8]| {
		UncheckedExtrinsic::decode_all_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..]).ok()
	};
	let Some(transaction) = read(&bytes) else { return };
	let encoded = transaction.encode();
	assert_eq!(
		Vec::<u8>::decode_all(&mut &encoded[..]).map(|body| body.len() <= bytes.len()),
		Ok(true)
	);
	let again = read(&encoded).expect("what was written can be read");
	assert!(again.encode() == encoded, "what was written is written differently");
	assert_eq!(again.function, transaction.function);
	in_state(|| {
		transaction.extension_weight();
		let source = TransactionSource::External;
		// Valid or not: the pool asks it of everything that it is sent.
		let _ = Executive::validate_transaction(source, transaction, H256::repeat_byte(1));
	});
}

/// A call around a call.
fn wrap(kind: u8, call: Vec<u8>) -> Vec<u8> {
	let before: &[u8] = match kind % 8 {
		0 => &[40, 0, 4],
		1 => &[40, 2, 4],
		2 => &[40, 4, 4],
		3 => &[40, 1, 7, 0],
		// A proxy of an account, of any type.
		4 => &[&[42, 0, 0][..], &[3; 32], &[0]].concat(),
		// A multisig of one, with nobody else.
		5 => &[41, 0, 0],
		6 => &[255, 0],
		_ => &[40, 5],
	};
	let after: &[u8] = if kind % 8 == 7 { &[0, 0] } else { &[] };
	[before, &call, after].concat()
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

/// The call as a transaction that is signed, for everybody, or neither.
fn send(call: RuntimeCall, kind: u8) {
	let transaction = match kind % 3 {
		0 => {
			let (pair, account) = signer();
			let payload = in_state(|| SignedPayload::new(call.clone(), extension(0)));
			let payload = payload.expect("the era is valid");
			let signature = Signature::Ed25519(payload.using_encoded(|bytes| pair.sign(bytes)));
			UncheckedExtrinsic::new_signed(call, Address::Id(account), signature, extension(0))
		},
		1 => UncheckedExtrinsic::new_transaction(call, extension(0)),
		_ => UncheckedExtrinsic::new_bare(call),
	};
	let bytes = transaction.encode();
	let body =
		Vec::<u8>::decode_all(&mut &bytes[..]).expect("a transaction begins with its length");
	judge_transaction(&body);
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	match input.byte() % 4 {
		0 => {
			judge_call(input.rest(), 0);
		},
		1 => judge_transaction(input.rest()),
		2 => {
			let levels = input.below(400) as u32;
			let kinds = input.array::<4>();
			let mut call = input.rest().to_vec();
			for level in 0..levels as usize {
				call = wrap(kinds[level % kinds.len()], call);
			}
			if let Some(call) = judge_call(&call, levels) {
				send(call, kinds[0] >> 4);
			}
		},
		_ => {
			let kind = input.byte();
			if let Some(call) = judge_call(input.rest(), 0) {
				send(call, kind);
			}
		},
	}
}

/// Our own calls, alone, wrapped and as transactions.
pub fn seeds() -> Vec<Seed> {
	let mut seeds = Vec::new();
	for (name, call) in seeds::calls() {
		assert!(judge_call(&call, 0).is_some(), "{name} is no call");
		seeds.push((format!("{name}-sent"), [&[3, 0], &call[..]].concat()));
		seeds.push((name, [&[0], &call[..]].concat()));
	}
	let remark = [0, 0, 8, 1, 2];
	for levels in [1_u32, 63, 64, 65, 255, 256, 257, 399] {
		for kind in [0, 3, 4, 7] {
			let begin = [&[2][..], &levels.to_le_bytes(), &[kind; 4], &remark].concat();
			seeds.push((format!("nested-{levels}-{kind}"), begin));
		}
	}
	let call = decode(&remark, SHALLOW).expect("a remark is a call");
	let bodies = [
		("bare", UncheckedExtrinsic::new_bare(call.clone())),
		("bare-legacy", UncheckedExtrinsic::new_bare_legacy(call.clone())),
		("general", UncheckedExtrinsic::new_transaction(call, extension(3))),
		("refresh", animechain_runtime::transactions::unsigned_refresh(1, 1)),
	];
	for (name, transaction) in bodies {
		let bytes = transaction.encode();
		let body = Vec::<u8>::decode_all(&mut &bytes[..]).expect("it begins with its length");
		seeds.push((format!("transaction-{name}"), [&[1], &body[..]].concat()));
	}
	seeds
}
