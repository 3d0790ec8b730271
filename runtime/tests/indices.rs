//! Pallet and call indices are public interfaces: clients and hardware wallets sign them. This list only
//! grows.

use animechain_primitives::{rights, Currency};
use animechain_runtime::{AccountId, BlockNumber, Runtime, RuntimeCall};
use codec::Encode;
use polkadot_sdk::{
	frame_support::traits::{GetCallIndex, GetCallName, PalletInfoAccess, PalletsInfoAccess},
	sp_core::H256,
};
use scale_info::{TypeDef, TypeInfo};

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
		("SkipFeelessPayment", 13),
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
		("MetaTx", 43),
		("VerifySignature", 44),
		("Provenance", 50),
		("Consent", 51),
		("Royalty", 52),
		("Rights", 53),
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
		SkipFeelessPayment,
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
		MetaTx,
		VerifySignature,
		Provenance,
		Consent,
		Royalty,
		Rights,
		Sudo
	];
	assert_eq!(actual, expected);
	let all = animechain_runtime::AllPalletsWithSystem::infos();
	assert_eq!(all.len(), expected.len(), "a pallet is missing from this list");
}

fn indices<Call: GetCallName + GetCallIndex>() -> Vec<(&'static str, u8)> {
	let names = Call::get_call_names().iter().copied();
	names.zip(Call::get_call_indices().iter().copied()).collect()
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
		("withdraw", 7),
		("reinstate", 8),
		("quarantine", 9),
		("lift_quarantine", 10),
		("invalidate", 11),
		("refresh", 12),
		("sponsor_storage", 13),
	];
	assert_eq!(indices::<Call>(), expected);
	let call = Call::refresh { asset: 1 };
	assert_eq!(RuntimeCall::Provenance(call).encode(), [50, 12, 1, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn calls_of_consent_keep_their_indices() {
	type Call = pallet_consent::Call<Runtime>;
	let expected = [
		("publish_offer", 0),
		("withdraw_offer", 1),
		("accept_offer", 2),
		("transfer_licence", 3),
		("exclude_leaf", 4),
		("reserve", 5),
		("lift_reservation", 6),
		("raise_opt_in_floor", 7),
		("exclude_leaf_signed", 8),
	];
	assert_eq!(indices::<Call>(), expected);
	let call = Call::lift_reservation { key: H256::repeat_byte(7) };
	let encoded = RuntimeCall::Consent(call).encode();
	assert_eq!(encoded, [&[51, 6][..], &[7; 32]].concat());
}

#[test]
fn calls_of_royalty_keep_their_indices() {
	type Call = pallet_royalty::Call<Runtime>;
	let expected = [
		("pay", 0),
		("pull", 1),
		("claim", 2),
		("claim_for", 3),
		("claim_leaf", 4),
		("transfer_shares", 5),
		("register_currency", 6),
		("redirect", 7),
	];
	assert_eq!(indices::<Call>(), expected);
	// A currency is a variant, and the number of one of the assets pallet four bytes.
	let call = Call::pull { child: 1, edge: 2, currency: Currency::WithId(3) };
	let encoded = RuntimeCall::Royalty(call).encode();
	assert_eq!(encoded, [52, 1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 3, 0, 0, 0]);
}

#[test]
fn calls_of_rights_keep_their_indices() {
	type Call = pallet_rights::Call<Runtime>;
	let expected = [
		("propose", 0),
		("accept", 1),
		("cancel", 2),
		("approve", 3),
		("fund", 4),
		("poke", 5),
		("collect", 6),
		("list", 7),
		("unlist", 8),
		("buy", 9),
	];
	assert_eq!(indices::<Call>(), expected);
	let call = Call::fund { agreement: 1, clause: 2 };
	assert_eq!(RuntimeCall::Rights(call).encode(), [53, 4, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
}

/// The names of an enum's variants, with their indices.
fn variants<T: TypeInfo>() -> Vec<(&'static str, u8)> {
	match T::type_info().type_def {
		TypeDef::Variant(variant) => {
			variant.variants.into_iter().map(|variant| (variant.name, variant.index)).collect()
		},
		other => panic!("{other:?} is no enum"),
	}
}

#[test]
fn events_of_rights_keep_their_indices() {
	let expected = [
		("Proposed", 0),
		("Accepted", 1),
		("Cancelled", 2),
		("ClauseMet", 3),
		("Funded", 4),
		("OwnRevenue", 5),
		("Executed", 6),
		("Expired", 7),
		("Failed", 8),
		("PaidOut", 9),
		("PayoutKept", 10),
		("Listed", 11),
		("Unlisted", 12),
		("Sold", 13),
		("Collected", 14),
	];
	assert_eq!(variants::<pallet_rights::Event<Runtime>>(), expected);
}

#[test]
fn errors_of_rights_keep_their_indices() {
	let names = [
		["UnknownAgreement", "NotProposed", "NotAccepted", "NotReceiver", "NotParty", "SameParty"],
		[
			"NothingPromised",
			"TooManyRights",
			"SameRightTwice",
			"NoClauses",
			"TooManyClauses",
			"SameClauseTwice",
		],
		[
			"InvalidCount",
			"DeadlinePassed",
			"BlockOutOfRange",
			"ThresholdAlreadyMet",
			"UnrelatedRevenue",
			"NobodyCertifies",
		],
		[
			"AmountTooSmall",
			"TermsMismatch",
			"ControlPromised",
			"NotEnoughUnits",
			"LicencePromised",
			"NoUnits",
		],
		[
			"TooManyWaiting",
			"ScheduleFull",
			"UnknownClause",
			"NotApprover",
			"AlreadyMet",
			"NothingToDo",
		],
		[
			"NothingKept",
			"UnknownListing",
			"NotSeller",
			"NotForSigner",
			"ListingEnded",
			"PriceExceedsMax",
		],
		[
			"TooMuch",
			"UnknownAsset",
			"NotController",
			"AssetRetired",
			"AssetInvalidated",
			"EscrowShort",
		],
	];
	let expected: Vec<_> = names.concat().into_iter().zip(0..).collect();
	assert_eq!(variants::<pallet_rights::Error<Runtime>>(), expected);
}

#[test]
fn words_of_rights_keep_their_indices() {
	type Clause = rights::Clause<AccountId, BlockNumber>;
	assert_eq!(variants::<rights::Right>(), [("Control", 0), ("Shares", 1), ("Licence", 2)]);
	let clauses = ["RevenueAtLeast", "NotBefore", "Paid", "ApprovedBy", "Certified"];
	assert_eq!(variants::<Clause>(), clauses.into_iter().zip(0..).collect::<Vec<_>>());
	let stages = ["Proposed", "Accepted", "Cancelled", "Executed", "Expired", "Failed"];
	assert_eq!(variants::<rights::Stage>(), stages.into_iter().zip(0..).collect::<Vec<_>>());
}
