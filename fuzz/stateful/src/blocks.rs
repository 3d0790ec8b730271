//! Blocks as a collator makes them, on a made-up relay chain whose proofs are checked.
//!
//! Operations always stand in a block that began with its inherents. Hashing the whole state at the end of each would
//! be most of the work, so that most blocks end with every hook and without the root; some end as blocks do.

use std::{
	future::Future,
	pin::pin,
	task::{Context, Poll, Waker},
};

use animechain_runtime::{
	constants::{consensus::RELAY_PARENT_OFFSET, time::SLOT_DURATION},
	genesis_presets::PARA_ID,
	AllPalletsWithSystem, Block, BlockNumber, Executive, Header, Runtime, RuntimeEvent, System,
};
use codec::Encode;
use polkadot_sdk::{
	cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider,
	cumulus_primitives_core::relay_chain::HeadData,
	frame_support::{
		dispatch::DispatchClass,
		traits::{OnFinalize, OnIdle, OnInitialize},
		weights::Weight,
	},
	frame_system,
	sp_block_builder::runtime_decl_for_block_builder::BlockBuilder,
	sp_consensus_aura::{Slot, AURA_ENGINE_ID},
	sp_core::H256,
	sp_inherents::{InherentData, InherentDataProvider},
	sp_io::hashing::twox_128,
	sp_runtime::{traits::Header as _, Digest, DigestItem},
	sp_timestamp,
};

/// A slot of the relay chain, in milliseconds.
const RELAY_SLOT: u64 = 6_000;

/// The relay slot of the first block.
const FIRST_RELAY_SLOT: u32 = 300_000_000;

/// What ends a block besides the chain's own machinery, which asks for inherents.
type LastHooks = (
	animechain_runtime::TransactionPayment,
	animechain_runtime::Balances,
	animechain_runtime::Assets,
	animechain_runtime::CollatorSelection,
	animechain_runtime::Session,
	animechain_runtime::Scheduler,
	animechain_runtime::Multisig,
	animechain_runtime::Proxy,
	animechain_runtime::Provenance,
	animechain_runtime::Consent,
	animechain_runtime::Royalty,
	animechain_runtime::Rights,
);

/// The newest block, and the relay slot of the next.
pub struct Chain {
	parent: Header,
	relay_slot: u32,
}

impl Default for Chain {
	fn default() -> Self {
		let none = H256::zero();
		let parent = Header::new(0, none, none, none, Digest::default());
		Self { parent, relay_slot: FIRST_RELAY_SLOT }
	}
}

impl Chain {
	/// Begins a block: every pallet's hook, then the inherents.
	pub fn begin(&mut self) -> Result<(), String> {
		let header = self.header();
		Executive::initialize_block(&header);
		for inherent in <Runtime as BlockBuilder<Block>>::inherent_extrinsics(self.inherents()) {
			match Executive::apply_extrinsic(inherent) {
				Ok(Ok(())) => (),
				other => return Err(format!("an inherent is refused: {other:?}")),
			}
		}
		Ok(())
	}

	/// Ends the block, with the storage root or without it, and hands its events over.
	pub fn end(&mut self, root: bool) -> Vec<RuntimeEvent> {
		self.parent = if root {
			Executive::finalize_block()
		} else {
			if !System::inherents_applied() {
				Executive::inherents_applied();
			}
			System::note_finished_extrinsics();
			let number = System::block_number();
			on_idle(number);
			AllPalletsWithSystem::on_finalize(number);
			forget_the_block();
			self.header_at(number)
		};
		self.relay_slot += 1;
		System::read_events_no_consensus().map(|record| record.event).collect()
	}

	/// Makes a block without inherents and transactions, and hands its events over.
	pub fn pass(&mut self) -> Vec<RuntimeEvent> {
		let header = self.header();
		System::reset_events();
		System::initialize(&header.number, &header.parent_hash, &header.digest);
		let taken = AllPalletsWithSystem::on_initialize(header.number);
		System::register_extra_weight_unchecked(taken, DispatchClass::Mandatory);
		on_idle(header.number);
		LastHooks::on_finalize(header.number);
		forget_the_block();
		self.parent = header;
		self.relay_slot += 1;
		System::read_events_no_consensus().map(|record| record.event).collect()
	}

	fn time(&self) -> u64 {
		u64::from(self.relay_slot) * RELAY_SLOT
	}

	fn header(&self) -> Header {
		let slot = Slot::from(self.time() / SLOT_DURATION);
		let digest = Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] };
		let none = H256::zero();
		Header::new(self.parent.number + 1, none, none, self.parent.hash(), digest)
	}

	fn header_at(&self, number: BlockNumber) -> Header {
		let none = H256::zero();
		Header::new(number, none, none, self.parent.hash(), System::digest())
	}

	/// The time and the relay chain's state, in which the parent of this block is included.
	fn inherents(&self) -> InherentData {
		let relay_chain = MockValidationDataInherentDataProvider::<()> {
			current_para_block: self.parent.number + 1,
			current_para_block_head: Some(HeadData(self.parent.encode())),
			para_id: PARA_ID,
			relay_offset: self.relay_slot,
			relay_parent_offset: RELAY_PARENT_OFFSET,
			..Default::default()
		};
		let mut inherents = InherentData::new();
		at_once(relay_chain.provide_inherent_data(&mut inherents)).expect("put once");
		inherents.put_data(sp_timestamp::INHERENT_IDENTIFIER, &self.time()).expect("put once");
		inherents
	}
}

/// The idle hooks, with what is left of the block's weight.
fn on_idle(number: BlockNumber) {
	let most = <Runtime as frame_system::Config>::BlockWeights::get().max_block;
	let left = most.saturating_sub(System::block_weight().total());
	if left.all_gt(Weight::zero()) {
		let taken = AllPalletsWithSystem::on_idle(number, left);
		assert!(taken.all_lte(left), "the idle hooks took {taken} of {left}");
		System::register_extra_weight_unchecked(taken, DispatchClass::Mandatory);
	}
}

/// Removes what a block keeps of itself only until its end.
fn forget_the_block() {
	use polkadot_sdk::sp_io::storage::{clear, clear_prefix};
	let key = |item: &[u8]| [twox_128(b"System"), twox_128(item)].concat();
	for item in [&b"ExecutionPhase"[..], b"ExtrinsicCount", b"InherentsApplied", b"BlockSize"] {
		clear(&key(item));
	}
	let _ = clear_prefix(&key(b"ExtrinsicData"), None);
}

/// The result of something that is called asynchronous and waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> T {
	match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
		Poll::Ready(result) => result,
		Poll::Pending => panic!("it waits"),
	}
}
