//! Blocks as a collator makes them: what the runtime itself puts in first, transactions, the idle hooks with
//! what is left of the weight, and a header. The relay chain behind it is made up, and its proofs are checked.

// Each test file uses a part of this.
#![allow(dead_code)]

use std::{
	future::Future,
	pin::pin,
	task::{Context, Poll, Waker},
};

use animechain_runtime::{
	constants::{consensus::RELAY_PARENT_OFFSET, time::SLOT_DURATION},
	genesis_presets::PARA_ID,
	Block, Executive, Header, Runtime, RuntimeEvent, System,
};
use codec::Encode;
use polkadot_sdk::{
	cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider,
	cumulus_primitives_core::relay_chain::HeadData,
	frame_support::weights::Weight,
	sp_block_builder::runtime_decl_for_block_builder::BlockBuilder,
	sp_consensus_aura::{Slot, AURA_ENGINE_ID},
	sp_core::H256,
	sp_inherents::{InherentData, InherentDataProvider},
	sp_runtime::{traits::Header as _, Digest, DigestItem},
	sp_timestamp,
};

/// A slot of the relay chain, in milliseconds.
const RELAY_SLOT: u64 = 6_000;

/// The relay slot of the first block.
const FIRST_RELAY_SLOT: u32 = 300_000_000;

/// The newest block, and the relay slot of the next.
pub struct Chain {
	parent: Header,
	relay_slot: u32,
}

/// What a block left behind.
pub struct Made {
	/// Its events, those of the hooks included.
	pub events: Vec<RuntimeEvent>,
	/// What its transactions and everything before them took.
	pub taken: Weight,
	/// What the hooks after its transactions took.
	pub idle: Weight,
}

impl Chain {
	/// A chain without a block, on the state of a genesis.
	pub fn new() -> Self {
		let none = H256::zero();
		let parent = Header::new(0, none, none, none, Digest::default());
		Self { parent, relay_slot: FIRST_RELAY_SLOT }
	}

	/// Makes a block with these transactions in it.
	pub fn block(&mut self, transactions: impl FnOnce()) -> Made {
		let parent = self.parent.hash();
		let none = H256::zero();
		let header = Header::new(self.parent.number + 1, none, none, parent, self.digest());
		Executive::initialize_block(&header);
		for inherent in <Runtime as BlockBuilder<Block>>::inherent_extrinsics(self.inherents()) {
			assert_eq!(Executive::apply_extrinsic(inherent), Ok(Ok(())));
		}
		transactions();
		let taken = System::block_weight().total();
		self.parent = Executive::finalize_block();
		self.relay_slot += 1;
		let idle = System::block_weight().total().saturating_sub(taken);
		let events = System::events().into_iter().map(|record| record.event).collect();
		Made { events, taken, idle }
	}

	fn time(&self) -> u64 {
		u64::from(self.relay_slot) * RELAY_SLOT
	}

	/// Names the slot of the author.
	fn digest(&self) -> Digest {
		let slot = Slot::from(self.time() / SLOT_DURATION);
		Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] }
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
		let mut data = InherentData::new();
		at_once(relay_chain.provide_inherent_data(&mut data)).expect("put once");
		data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &self.time()).expect("put once");
		data
	}
}

/// The result of something that is called asynchronous and waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> T {
	match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
		Poll::Ready(result) => result,
		Poll::Pending => panic!("it waits"),
	}
}
