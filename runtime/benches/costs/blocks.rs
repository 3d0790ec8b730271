//! Block after block of the real runtime, as far as money knows them: everything but the inherents and what
//! happens when a block ends, after its idle time.

use std::time::{Duration, Instant};

use animechain_runtime::{
	configs::system::RuntimeBlockWeights, AllPalletsWithSystem, Executive, Header, Runtime,
	RuntimeEvent, System, UncheckedExtrinsic,
};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchClass, storage::transactional::with_transaction, traits::OnIdle,
		weights::Weight,
	},
	frame_system::BlockWeight,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_runtime::{
		traits::Header as _,
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		TransactionOutcome,
	},
};

use crate::measure::twice;

/// What happened in a block.
#[derive(Default)]
pub struct Block {
	/// Transactions that it holds.
	pub transactions: usize,
	/// Parts that were handed on in its idle time.
	pub pulls: usize,
	/// What the idle time took, as declared.
	pub idle: Weight,
	/// And as measured.
	pub idle_time: Duration,
	/// What it added to the proof, but for what the new root needs.
	pub idle_proof: usize,
}

/// Makes the next block: as many of these transactions, by their number in it, as it takes, then its idle time.
/// With `reclaim`, the declared proof that a transaction did not need is free for the next, as it is when a node
/// makes a block.
pub fn next(
	ext: &mut TestExternalities,
	reclaim: bool,
	transaction: impl Fn(usize) -> Option<UncheckedExtrinsic>,
) -> Block {
	let (recorder, seen) = twice();
	let mut block = Block::default();
	ext.execute_with_recorder(recorder, || {
		begin();
		loop {
			let (declared, recorded) = (block_proof(), seen.estimate_encoded_size() as u64);
			let Some(extrinsic) = transaction(block.transactions) else { break };
			if !fits(extrinsic) {
				break;
			}
			block.transactions += 1;
			if reclaim {
				let declared = block_proof().saturating_sub(declared);
				let needed = (seen.estimate_encoded_size() as u64).saturating_sub(recorded);
				give_back(declared.saturating_sub(needed));
			}
		}
		let (start, recorded) = (Instant::now(), seen.estimate_encoded_size());
		block.idle = idle();
		block.idle_time = start.elapsed();
		block.idle_proof = seen.estimate_encoded_size().saturating_sub(recorded);
		block.pulls = pulls();
	});
	ext.commit_all().expect("the state can be committed");
	block
}

/// A block without a transaction.
pub fn empty(ext: &mut TestExternalities) -> Block {
	next(ext, false, |_| None)
}

fn begin() {
	let number = System::block_number() + 1;
	let parent = H256::from_low_u64_be(number.into());
	let header = Header::new(number, H256::zero(), H256::zero(), parent, Default::default());
	Executive::initialize_block(&header);
}

/// Whether a transaction could be taken in. It succeeds.
fn fits(extrinsic: UncheckedExtrinsic) -> bool {
	let result = with_transaction(|| match Executive::apply_extrinsic(extrinsic) {
		Ok(outcome) => TransactionOutcome::Commit(Ok(Some(outcome))),
		Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
			TransactionOutcome::Rollback(Ok(None))
		},
		Err(error) => panic!("not valid: {error:?}"),
	});
	let result: Result<_, polkadot_sdk::sp_runtime::DispatchError> = result;
	match result.expect("a transaction of storage") {
		Some(outcome) => outcome.map(|()| true).expect("the call succeeds"),
		None => false,
	}
}

fn block_proof() -> u64 {
	System::block_weight().total().proof_size()
}

fn give_back(proof: u64) {
	BlockWeight::<Runtime>::mutate(|weight| {
		weight.reduce(Weight::from_parts(0, proof), DispatchClass::Normal);
	});
}

/// What is left of the block goes to the pallets, as when a block ends.
fn idle() -> Weight {
	let most = RuntimeBlockWeights::get().max_block;
	let left = most.saturating_sub(System::block_weight().total());
	<AllPalletsWithSystem as OnIdle<_>>::on_idle(System::block_number(), left)
}

fn pulls() -> usize {
	System::events()
		.iter()
		.filter(|record| {
			matches!(record.event, RuntimeEvent::Royalty(pallet_royalty::Event::Pulled { .. }))
		})
		.count()
}
