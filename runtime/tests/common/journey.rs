//! A development chain of a test's own, that is looked at after every block.

// Each test file uses a part of this.
#![allow(dead_code)]

use animechain_primitives::{
	lineage_index::{IndexRow, MAX_INDEX_ROWS},
	Amount, Currency,
};
use animechain_runtime::{
	constants::currency::EXISTENTIAL_DEPOSIT, lineage_index, AccountId, Balances, BlockNumber,
	Consent, Provenance, Rights, Royalty, Runtime,
};
use polkadot_sdk::{
	frame_support::traits::fungible::Inspect, sp_genesis_builder::DEV_RUNTIME_PRESET,
};

use crate::{
	blocks::{Chain, Made},
	common,
};

/// Runs a test. Eve makes what Bob pays for; Alice makes the blocks, and gets the fees.
pub fn on_chain(test: impl FnOnce(&mut Journey)) {
	common::genesis(DEV_RUNTIME_PRESET).execute_with(|| {
		let issued = Balances::total_issuance();
		test(&mut Journey { chain: Chain::new(), issued });
	});
}

/// After each of its blocks every invariant holds, and the native issuance is what it was.
pub struct Journey {
	chain: Chain,
	issued: Amount,
}

impl Journey {
	/// Makes a block with these transactions in it.
	pub fn block(&mut self, transactions: impl FnOnce()) -> Made {
		let before = index_rows();
		let made = self.chain.block(transactions);
		assert_eq!(followed(before), index_rows(), "the index of a node follows every block");
		Provenance::do_try_state().expect("every invariant of provenance holds");
		Consent::do_try_state().expect("every invariant of consent holds");
		Royalty::do_try_state().expect("every invariant of royalty holds");
		Rights::do_try_state().expect("every invariant of rights holds");
		assert_eq!(Balances::total_issuance(), self.issued, "money was made or destroyed");
		assert!(Royalty::pot_balance(&Currency::Native) >= EXISTENTIAL_DEPOSIT, "the pot lives");
		assert!(Balances::total_balance(&Rights::escrow()) >= EXISTENTIAL_DEPOSIT);
		made
	}

	/// Makes empty blocks until nothing waits to be handed on, and says how many.
	pub fn settle(&mut self) -> u32 {
		let mut blocks = 0;
		while waits() {
			self.block(|| ());
			blocks += 1;
			assert!(blocks < 1_000, "the queue never ends");
		}
		blocks
	}
}

type Row = IndexRow<AccountId, BlockNumber>;

/// Everything that a node's index keeps of the assets.
pub fn index_rows() -> Vec<Row> {
	Provenance::index_rows(0, MAX_INDEX_ROWS)
}

/// The rows after a block, from those before it and what the block says that it did.
pub fn followed(mut rows: Vec<Row>) -> Vec<Row> {
	let changes = lineage_index::changes();
	for change in changes.rows {
		match (rows.get_mut(change.id as usize), &change.birth) {
			(Some(row), None) => row.head = change.head,
			(None, Some(_)) => rows.push(change),
			_ => panic!("an asset that is new and known, or neither: {change:?}"),
		}
	}
	assert_eq!(changes.next_asset_id, rows.len() as u64);
	rows
}

/// Whether anything waits to be handed on.
pub fn waits() -> bool {
	use pallet_royalty::{InProgress, Queue};
	InProgress::<Runtime>::exists() || Queue::<Runtime>::iter_keys().next().is_some()
}
