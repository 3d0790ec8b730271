//! What each call of ours costs, and that every byte that stays is paid for. `docs/fees.md` carries the tables.
//!
//! `make fees` writes them anew: after weights were measured, after a price or a row has changed.

#[path = "fees/cases.rs"]
mod cases;
mod common;
#[path = "fees/deals.rs"]
mod deals;
#[path = "fees/state.rs"]
mod state;

use std::{collections::BTreeSet, path::PathBuf};

use animechain_runtime::{
	params::dynamic::provenance::StorageDepositPerByte, AccountId, Balances, Runtime, RuntimeCall,
	RuntimeOrigin, TransactionPayment,
};
use cases::{cases, Bytes, Case};
use codec::Encode;
use common::{in_first_block, signed};
use pallet_provenance::StorageAccounts;
use polkadot_sdk::{
	frame_support::{
		dispatch::{CheckIfFeeless, GetDispatchInfo},
		traits::{
			fungible::{Mutate, MutateHold},
			tokens::Precision,
			Get, GetCallMetadata, GetCallName, OriginTrait, UnfilteredDispatchable,
		},
	},
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::traits::Dispatchable,
};
use state::{check_holds, check_issuance, held, paid, rows, Known, Row};

/// What a call did to state.
struct Storage {
	/// The rows that it added.
	rows: Vec<Row>,
	/// The bytes that somebody paid for in it.
	paid: u64,
	/// What was put down for them.
	deposit: u128,
	/// Who paid.
	payer: &'static str,
	/// Everything that was added since the first block began, and what is held for it.
	whole: (u64, u128),
}

/// What a call costs its signer.
struct Fee {
	weight: u128,
	length: usize,
	bytes: u128,
	base: u128,
	/// Whether the signer pays none of it.
	free: bool,
}

fn size(rows: &[Row]) -> u64 {
	rows.iter().map(|row| row.bytes).sum()
}

/// Makes a call in its state.
fn measure(case: &Case) -> (Storage, Fee) {
	let mut measured = None;
	in_first_block(|| {
		let known = Known::new();
		let start = rows();
		let (origin, call) = (case.prepare)();
		let fee = fee(&origin, &call);
		let signer = origin.clone().into_signer();
		let (before, paid_before) = (rows(), paid());
		let issued = Balances::total_issuance();
		let held_before: u128 = paid_before.keys().map(held).sum();
		if let Err(error) = call.dispatch(origin) {
			panic!("{}: {error:?}", case.name);
		}
		let (after, paid_after) = (rows(), paid());
		let held_after: u128 = paid_after.keys().map(held).sum();
		let more = |who: &AccountId| paid_after.get(who) > Some(paid_before.get(who).unwrap_or(&0));
		let payers: Vec<_> = paid_after.keys().filter(|who| more(who)).collect();
		let payer = match payers[..] {
			[] => "",
			[who] if Some(who) == signer.as_ref() => "the signer",
			[_] => "the registrant",
			_ => panic!("{}: several pay", case.name),
		};
		let storage = Storage {
			rows: known.added(&before, &after),
			paid: paid_after.values().sum::<u64>() - paid_before.values().sum::<u64>(),
			deposit: held_after - held_before,
			payer,
			whole: (size(&known.added(&start, &after)), held_after),
		};
		assert_eq!(check_holds(), Ok(()), "{}", case.name);
		assert_eq!(check_issuance(issued), Ok(()), "{}", case.name);
		measured = Some((storage, fee));
	});
	measured.expect("it was made")
}

/// Of the largest weight that is declared: what a call does not use is given back.
fn fee(origin: &RuntimeOrigin, call: &RuntimeCall) -> Fee {
	let transaction = signed(Alice, call.clone());
	let (length, info) = (transaction.encoded_size(), transaction.get_dispatch_info());
	let details = TransactionPayment::compute_fee_details(length as u32, &info, 0);
	let fee = details.inclusion_fee.expect("whoever signs pays");
	let signer = origin.clone().into_signer();
	Fee {
		weight: fee.adjusted_weight_fee,
		length,
		bytes: fee.len_fee,
		base: fee.base_fee,
		// What is not signed and not of governance is let in free.
		free: match signer {
			Some(_) => call.is_feeless(origin),
			None => is_authorized(origin),
		},
	}
}

fn is_authorized(origin: &RuntimeOrigin) -> bool {
	polkadot_sdk::frame_system::ensure_authorized(origin.clone()).is_ok()
}

/// What is wrong with what is paid for the bytes of a call, at a price of a byte.
fn complaint(bytes: Bytes, made: &Storage, per_byte: u128) -> Option<String> {
	let taken = size(&made.rows);
	let (whole, held) = made.whole;
	match bytes {
		Bytes::Paid if made.paid < taken => {
			Some(format!("{} bytes are paid for, and {taken} stay: {:?}", made.paid, made.rows))
		},
		Bytes::Paid if made.deposit < u128::from(taken) * per_byte => {
			Some(format!("{} are put down for {taken} bytes", made.deposit))
		},
		Bytes::Paid if made.rows.is_empty() => Some("nothing stays that is paid for".into()),
		Bytes::None if !made.rows.is_empty() => Some(format!("{:?} stay unpaid", made.rows)),
		Bytes::None | Bytes::Before(_) | Bytes::Bounded(_) if made.paid > 0 => {
			Some(format!("{} bytes are paid for", made.paid))
		},
		Bytes::Paid | Bytes::None | Bytes::Before(_) if held < u128::from(whole) * per_byte => {
			Some(format!("{held} are held for {whole} bytes since the first block"))
		},
		_ => None,
	}
}

#[test]
fn every_call_of_ours_is_looked_at() {
	let names = |pallet: &str, calls: &[&str]| -> Vec<String> {
		calls.iter().map(|call| format!("{pallet}.{call}")).collect()
	};
	let all: BTreeSet<_> = [
		names("Provenance", pallet_provenance::Call::<Runtime>::get_call_names()),
		names("Consent", pallet_consent::Call::<Runtime>::get_call_names()),
		names("Royalty", pallet_royalty::Call::<Runtime>::get_call_names()),
		names("Rights", pallet_rights::Call::<Runtime>::get_call_names()),
	]
	.concat()
	.into_iter()
	.collect();
	let cases = cases();
	let plain = cases.iter().filter_map(|case| case.name.split(',').next());
	assert_eq!(plain.map(str::to_owned).collect::<BTreeSet<_>>(), all);
}

#[test]
fn each_case_makes_the_call_that_it_says() {
	for case in cases() {
		in_first_block(|| {
			let (_, call) = (case.prepare)();
			let is = call.get_call_metadata();
			let name = format!("{}.{}", is.pallet_name, is.function_name);
			assert_eq!(Some(&*name), case.name.split(',').next());
		});
	}
}

#[test]
fn every_byte_that_stays_is_paid_for() {
	for case in cases() {
		let (made, _) = measure(&case);
		let mut per_byte = 0;
		in_first_block(|| per_byte = StorageDepositPerByte::get());
		assert_eq!(made.deposit, u128::from(made.paid) * per_byte, "{}", case.name);
		let complaint = complaint(case.bytes, &made, per_byte);
		assert_eq!(complaint, None, "{}", case.name);
	}
}

#[test]
fn what_is_not_paid_for_is_noticed() {
	let row = || Row { item: "Provenance.Heads".into(), bytes: 100 };
	let storage = |rows: Vec<Row>, paid, deposit| Storage {
		whole: (size(&rows), deposit),
		rows,
		paid,
		deposit,
		payer: "",
	};
	let says = |bytes, made: &Storage| complaint(bytes, made, 10);
	assert_eq!(says(Bytes::Paid, &storage(vec![row()], 100, 1_000)), None);
	assert!(says(Bytes::Paid, &storage(vec![row()], 99, 1_000)).is_some());
	assert!(says(Bytes::Paid, &storage(vec![row()], 100, 999)).is_some());
	assert!(says(Bytes::Paid, &storage(vec![], 100, 1_000)).is_some());
	assert_eq!(says(Bytes::None, &storage(vec![], 0, 0)), None);
	assert!(says(Bytes::None, &storage(vec![row()], 0, 1_000)).is_some());
	assert!(says(Bytes::Bounded(""), &storage(vec![row()], 100, 1_000)).is_some());
	let before = Storage { whole: (100, 1_000), ..storage(vec![row()], 0, 0) };
	assert_eq!(says(Bytes::Before(""), &before), None);
	assert!(says(Bytes::Before(""), &Storage { whole: (100, 999), ..before }).is_some());
}

#[test]
fn holds_that_are_no_deposits_are_noticed() {
	use animechain_runtime::configs::provenance::StorageHoldReason;
	in_first_block(|| {
		let (origin, call) = (cases()[0].prepare)();
		call.dispatch_bypass_filter(origin).expect("it can be made");
		assert_eq!(check_holds(), Ok(()));
		let (who, reason) = (Alice.to_account_id(), StorageHoldReason::get());
		Balances::release(&reason, &who, 1, Precision::Exact).expect("it is held");
		let said = check_holds().expect_err("one is missing");
		assert!(said.starts_with("runtime/holds-are-deposits: "), "{said}");
		Balances::hold(&reason, &who, 2).expect("it has it");
		assert!(check_holds().is_err());
		Balances::release(&reason, &who, 1, Precision::Exact).expect("it is held");
		assert_eq!(check_holds(), Ok(()));
		StorageAccounts::<Runtime>::mutate(Bob.to_account_id(), |account| {
			account.as_mut().expect("it registered a work").deposit = None;
		});
		assert!(check_holds().is_err());
	});
}

#[test]
fn money_that_nobody_issued_is_noticed() {
	in_first_block(|| {
		let issued = Balances::total_issuance();
		assert_eq!(check_issuance(issued), Ok(()));
		Balances::mint_into(&Alice.to_account_id(), 1).expect("there is room");
		let said = check_issuance(issued).expect_err("there is one more");
		assert!(said.starts_with("runtime/issuance-stays: "), "{said}");
	});
}

/// In ANIM, to a millionth, rounded up.
fn anim(amount: u128) -> String {
	let micro = amount.div_ceil(1_000_000);
	format!("{}.{:06}", micro / 1_000_000, micro % 1_000_000)
}

fn name(case: &Case) -> String {
	match case.name.split_once(", ") {
		Some((call, how)) => format!("`{call}`, {how}"),
		None => format!("`{}`", case.name),
	}
}

fn storage_table() -> String {
	let mut table = String::from(
		"| call | rows that stay | bytes at most | bytes paid for | deposit, ANIM | who answers for them |\n\
		 |---|--:|--:|--:|--:|---|\n",
	);
	for case in cases() {
		let (made, _) = measure(&case);
		let (count, taken) = (made.rows.len(), size(&made.rows));
		let who = match case.bytes {
			Bytes::Paid => made.payer.to_owned(),
			Bytes::Before(call) => format!("whoever made `{call}`, then"),
			Bytes::None => "nothing stays".to_owned(),
			Bytes::Bounded(_) if made.rows.is_empty() => "nothing stays".to_owned(),
			Bytes::Bounded(why) => format!("nobody: {why}"),
		};
		table += &format!(
			"| {} | {count} | {taken} | {} | {} | {who} |\n",
			name(&case),
			made.paid,
			anim(made.deposit)
		);
	}
	table
}

fn fee_table() -> String {
	let mut table = String::from(
		"| call | for its weight | bytes | for its bytes | with the base, ANIM |\n|---|--:|--:|--:|--:|\n",
	);
	for case in cases() {
		let (_, fee) = measure(&case);
		let whole = anim(fee.weight + fee.bytes + fee.base);
		let whole = if fee.free { format!("free, else {whole}") } else { whole };
		let (weight, bytes) = (anim(fee.weight), anim(fee.bytes));
		let (name, length) = (name(&case), fee.length);
		table += &format!("| {name} | {weight} | {length} | {bytes} | {whole} |\n");
	}
	table
}

/// Compares a table with that between two marks in the docs, or writes it there.
fn in_docs(mark: &str, table: &str) {
	let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/fees.md");
	let text = std::fs::read_to_string(&path).expect("docs/fees.md is there");
	let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- end of {mark} -->"));
	let (head, rest) = text.split_once(&begin).expect("the table begins");
	let (written, tail) = rest.split_once(&end).expect("the table ends");
	if std::env::var_os("UPDATE_FEES").is_some() {
		let text = format!("{head}{begin}{table}{end}{tail}");
		std::fs::write(&path, text).expect("docs/fees.md can be written");
		return;
	}
	assert!(
		written == table,
		"the {mark} of docs/fees.md are not these: `make fees` writes them\n\n{table}"
	);
}

/// One test, for both write the same file.
#[test]
fn the_tables_are_those_of_the_docs() {
	in_docs("storage prices", &storage_table());
	in_docs("fees", &fee_table());
}
