//! Pallet and call indices are public interfaces: clients and hardware wallets sign them. This list only
//! grows.

use animechain_runtime::{Runtime, RuntimeCall};
use codec::Encode;
use polkadot_sdk::frame_support::traits::{
	GetCallIndex, GetCallName, PalletInfoAccess, PalletsInfoAccess,
};

macro_rules! index {
	($($pallet:ident),*) => {
		[$((stringify!($pallet), animechain_runtime::$pallet::index())),*]
	};
}

#[test]
fn pallets_keep_their_indices() {
	let expected = [
		("System", 0),
		("ParachainSystem", 1),
		("Timestamp", 2),
		("ParachainInfo", 3),
		("WeightReclaim", 4),
		("MultiBlockMigrations", 5),
		("Parameters", 6),
		("Preimage", 7),
		("Scheduler", 8),
		("Balances", 10),
		("TransactionPayment", 11),
		("Assets", 12),
		("Authorship", 20),
		("CollatorSelection", 21),
		("Session", 22),
		("Aura", 23),
		("AuraExt", 24),
		("XcmpQueue", 30),
		("PolkadotXcm", 31),
		("CumulusXcm", 32),
		("MessageQueue", 33),
		("Utility", 40),
		("Multisig", 41),
		("Proxy", 42),
		("Provenance", 50),
		("Sudo", 255),
	];
	let actual = index![
		System,
		ParachainSystem,
		Timestamp,
		ParachainInfo,
		WeightReclaim,
		MultiBlockMigrations,
		Parameters,
		Preimage,
		Scheduler,
		Balances,
		TransactionPayment,
		Assets,
		Authorship,
		CollatorSelection,
		Session,
		Aura,
		AuraExt,
		XcmpQueue,
		PolkadotXcm,
		CumulusXcm,
		MessageQueue,
		Utility,
		Multisig,
		Proxy,
		Provenance,
		Sudo
	];
	assert_eq!(actual, expected);
	let all = animechain_runtime::AllPalletsWithSystem::infos();
	assert_eq!(all.len(), expected.len(), "a pallet is missing from this list");
}

#[test]
fn calls_of_provenance_keep_their_indices() {
	type Call = pallet_provenance::Call<Runtime>;
	let expected = [
		("register_work", 0),
		("register_collection", 1),
		("compose_dataset", 2),
		("register_model", 3),
		("register_output", 4),
		("retire", 5),
		("transfer_control", 6),
	];
	let names = Call::get_call_names().iter().copied();
	let actual: Vec<_> = names.zip(Call::get_call_indices().iter().copied()).collect();
	assert_eq!(actual, expected);
	let encoded = RuntimeCall::Provenance(Call::retire { asset: 1 }).encode();
	assert_eq!(encoded, [50, 5, 1, 0, 0, 0, 0, 0, 0, 0]);
}
