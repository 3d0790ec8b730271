//! What is in state, row by row, and who answers for it.

use std::collections::BTreeMap;

use animechain_runtime::{
	configs::provenance::StorageHoldReason, AccountId, AllPalletsWithSystem, Balances, Runtime,
};
use codec::{Decode, Encode};
use pallet_provenance::StorageAccounts;
use polkadot_sdk::{
	frame_support::traits::{fungible::InspectHold, StorageInfo, StorageInfoTrait},
	sp_io::storage,
};

/// The length of the value of every key in state.
pub fn rows() -> BTreeMap<Vec<u8>, usize> {
	let mut rows = BTreeMap::new();
	let mut last = Vec::new();
	while let Some(key) = storage::next_key(&last) {
		let value = storage::get(&key).expect("it is there");
		rows.insert(key.clone(), value.len());
		last = key;
	}
	rows
}

/// A row that was not there before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Row {
	/// `Pallet.Item`.
	pub item: String,
	/// What it takes at most for ever: its key and its longest value.
	pub bytes: u64,
}

/// What every pallet says of its rows.
pub struct Known(Vec<StorageInfo>);

/// Pallets whose rows are of a call and not of a block.
const KEPT: [&str; 6] = ["Provenance", "Consent", "Royalty", "Rights", "Scheduler", "Preimage"];

/// What stays of others: events and the like end with the block.
const KEPT_OF_OTHERS: [&str; 2] = ["System.Account", "Balances.Holds"];

/// Rows that are written once and never again, or no longer than now: their length is what they have. Everything
/// else is as long as it can be.
const AS_WRITTEN: [&str; 4] =
	["Provenance.Records", "Scheduler.Agenda", "Scheduler.Lookup", "Rights.Thresholds"];

impl Known {
	pub fn new() -> Self {
		Self(AllPalletsWithSystem::storage_info())
	}

	/// The rows that were added, without those of the block itself.
	pub fn added(
		&self,
		before: &BTreeMap<Vec<u8>, usize>,
		after: &BTreeMap<Vec<u8>, usize>,
	) -> Vec<Row> {
		let new = after.iter().filter(|(key, _)| !before.contains_key(*key));
		new.filter_map(|(key, length)| self.row(key, *length)).collect()
	}

	fn row(&self, key: &[u8], length: usize) -> Option<Row> {
		let info = self.0.iter().find(|info| key.starts_with(&info.prefix))?;
		let name = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("a name");
		let (pallet, storage) = (name(&info.pallet_name), name(&info.storage_name));
		let item = format!("{pallet}.{storage}");
		// What a pallet has once is bounded, whoever writes it first.
		let is_once = info.max_values == Some(1);
		let is_kept = KEPT.contains(&&*pallet) || KEPT_OF_OTHERS.contains(&&*item);
		if is_once || !is_kept {
			return None;
		}
		let written = key.len() + length;
		let bytes = match info.max_size {
			Some(most) if !AS_WRITTEN.contains(&&*item) => info.prefix.len() + most as usize,
			_ => written,
		};
		assert!(bytes >= written, "{item}: {written} bytes are more than the most, {bytes}");
		Some(Row { item, bytes: bytes as u64 })
	}
}

/// The bytes that each account paid for.
pub fn paid() -> BTreeMap<AccountId, u64> {
	StorageAccounts::<Runtime>::iter().map(|(who, account)| (who, account.paid)).collect()
}

/// What is held of an account for its bytes.
pub fn held(who: &AccountId) -> u128 {
	Balances::balance_on_hold(&StorageHoldReason::get(), who)
}

/// `runtime/holds-are-deposits`: what is held of an account for its bytes is the deposit in its row.
pub fn check_holds() -> Result<(), String> {
	for (who, account) in StorageAccounts::<Runtime>::iter() {
		let deposit = account.deposit.map_or(0, |deposit| {
			u128::decode(&mut &deposit.encode()[..]).expect("a deposit is an amount")
		});
		let held = held(&who);
		if held != deposit {
			return Err(format!(
				"runtime/holds-are-deposits: {held} is held of {who}, and {deposit} put down"
			));
		}
	}
	Ok(())
}

/// `runtime/issuance-stays`: no call of ours makes or destroys money.
pub fn check_issuance(issued: u128) -> Result<(), String> {
	match Balances::total_issuance() {
		now if now == issued => Ok(()),
		now => Err(format!("runtime/issuance-stays: {issued} were issued, and {now} are")),
	}
}
