//! A state, and blocks on it: built as a collator builds them, with the proof, and imported as a full node imports them.

use std::{sync::Arc, time::Duration};

use animechain_runtime::{
	constants::{consensus::RELAY_PARENT_OFFSET, time::SLOT_DURATION},
	genesis_presets::PARA_ID,
	opaque::Block,
	Header,
};
use anyhow::{bail, Context, Result};
use codec::{Decode, DecodeAll, Encode};
use cpu_time::ThreadTime;
use polkadot_sdk::{
	cumulus_client_parachain_inherent::{
		MockValidationDataInherentDataProvider, ParachainInherentData, INHERENT_IDENTIFIER,
	},
	cumulus_primitives_core::{relay_chain::HeadData, ParachainBlockData, PersistedValidationData},
	frame_support::{dispatch::PerDispatchClass, weights::Weight},
	sp_consensus_aura::{Slot, AURA_ENGINE_ID},
	sp_core::{Blake2Hasher, Pair, H256},
	sp_externalities::{Extensions, TransactionType},
	sp_inherents::{InherentData, InherentDataProvider},
	sp_io::{hashing::twox_128, TestExternalities},
	sp_keyring::Sr25519Keyring::Alice,
	sp_runtime::{
		traits::Header as _,
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		ApplyExtrinsicResult, Digest, DigestItem, OpaqueExtrinsic, StateVersion,
	},
	sp_state_machine::{Backend as _, InMemoryBackend, OverlayedChanges},
	sp_timestamp,
};
use sp_trie::{proof_size_extension::ProofSizeExt, StorageProof};

use crate::wasm::{now, Notes, Wasm};

/// A trie in memory.
pub type State = InMemoryBackend<Blake2Hasher>;

/// A slot of the relay chain, in milliseconds.
const RELAY_SLOT: u64 = 6_000;
/// The relay slot of the first block.
const FIRST_RELAY_SLOT: u32 = 300_000_000;
/// The number of the block whose state is made by hand: not 0, so that the digest of the genesis can be a known one.
pub const MADE: u32 = 9;
/// The number of the block in which everything is measured: two empty ones come before.
pub const MEASURED: u32 = MADE + 3;
/// The digest of the genesis, which signatures are over.
pub const GENESIS: H256 = H256::repeat_byte(0x47);
/// The largest proof that the relay chain takes, in bytes.
pub const MAX_POV: usize = 10 * 1024 * 1024;
/// What of it a collator uses, in bytes.
pub const POV_CAP: usize = MAX_POV / 100 * 85;

/// A state and the newest block.
pub struct Chain {
	/// Everything that is stored.
	pub state: State,
	/// The newest block.
	pub parent: Header,
	relay_slot: u32,
	wasm: Arc<Wasm>,
	versions: (u32, u32),
}

/// How a block is filled.
#[derive(Clone, Copy)]
pub enum Fill {
	/// As declared: what a call did not need is not given back.
	Declared,
	/// As a collator does it: proof that was not needed is free for the next, up to 85 % of the largest.
	Reclaiming,
}

/// A block, and what it took.
pub struct Built {
	/// Its header, as the runtime made it.
	pub header: Header,
	/// The inherents and then the transactions.
	pub extrinsics: Vec<OpaqueExtrinsic>,
	/// How many are transactions.
	pub transactions: usize,
	/// Of transactions that failed.
	pub failures: Vec<String>,
	/// What the block has on its account, hooks included.
	pub weight: Weight,
	/// What stood there after the transactions, before the hooks at the end.
	pub weight_before_end: Weight,
	/// Everything that was read, and what the new root needs.
	pub proof: StorageProof,
	/// The estimate of it when the last transaction was in, which is what reclaim and the collator go by.
	pub estimate: usize,
	/// How long building took, from the first transaction to the last. Of the processor, as all times here: other programs
	/// do not count.
	pub filling: Duration,
	/// Keys that were read before the end.
	pub reads: usize,
	/// Keys that were written before the end.
	pub writes: usize,
	/// What was written.
	changes: OverlayedChanges<Blake2Hasher>,
}

impl Built {
	/// Bytes of the proof as its nodes are.
	pub fn proof_size(&self) -> usize {
		self.proof.encoded_size()
	}

	/// Bytes of the proof as it goes to the relay chain.
	pub fn compact_size(&self, root: H256) -> Result<usize> {
		let proof = self.proof.clone().into_compact_proof::<Blake2Hasher>(root);
		Ok(proof.map_err(|error| anyhow::anyhow!("not a proof: {error:?}"))?.encoded_size())
	}

	/// Bytes of the block's transactions.
	pub fn length(&self) -> usize {
		self.extrinsics.encoded_size()
	}
}

impl Chain {
	/// A chain that goes on from a state, with two empty blocks: the first has more to do than those after it.
	pub fn new(ext: TestExternalities, wasm: Arc<Wasm>) -> Result<Self> {
		let state = ext.backend;
		let none = H256::zero();
		let parent = Header::new(MADE, none, *state.root(), none, Digest::default());
		let versions = wasm.version()?;
		let relay_slot = FIRST_RELAY_SLOT;
		let mut chain = Self { state, parent, relay_slot, wasm, versions };
		for _ in 0..2 {
			let block = chain.build(Fill::Reclaiming, |_| None)?;
			chain.commit(block)?;
		}
		Ok(chain)
	}

	/// What a signature is over, beside the call and the extensions: versions, genesis, the beginning of the era, and no
	/// metadata.
	pub fn implicit(&self) -> Vec<u8> {
		(self.versions, GENESIS, GENESIS, None::<[u8; 32]>).encode()
	}

	/// The runtime.
	pub fn wasm(&self) -> &Wasm {
		&self.wasm
	}

	/// A row of the state.
	pub fn read<Value: Decode>(&self, key: &[u8]) -> Result<Option<Value>> {
		let bytes = self.state.storage(key).map_err(anyhow::Error::msg)?;
		bytes
			.map(|bytes| Value::decode(&mut &bytes[..]).context("a row of another type"))
			.transpose()
	}

	/// Builds a block of these transactions, up to the first that does not fit.
	pub fn build(
		&self,
		fill: Fill,
		mut next: impl FnMut(usize) -> Option<OpaqueExtrinsic>,
	) -> Result<Built> {
		let mut block = Building::begin(self, fill)?;
		let inherents: Vec<OpaqueExtrinsic> =
			block.ask("BlockBuilder_inherent_extrinsics", &self.inherents()?.encode())?;
		for inherent in inherents {
			if let Some(failure) = block.push(inherent)? {
				bail!("an inherent is refused: {failure}");
			}
		}
		let before = block.extrinsics.len();
		let (mut offered, mut failures) = (0, vec![]);
		let start = ThreadTime::now();
		while let Some(transaction) = next(offered) {
			offered += 1;
			let size = block.extrinsics.encoded_size() + transaction.encoded_size();
			let over = matches!(fill, Fill::Reclaiming) && size + block.estimate() > POV_CAP;
			let refused = if over { Some(FULL.into()) } else { block.push(transaction)? };
			match refused {
				Some(failure) if failure == FULL => break,
				Some(failure) => failures.push(failure),
				None => (),
			}
		}
		let filling = start.elapsed();
		let transactions = block.extrinsics.len() - before;
		let (estimate, weight_before_end) = (block.estimate(), block.weight());
		let (reads, writes) = block.keys();
		let header: Header = block.ask("BlockBuilder_finalize_block", &[])?;
		let weight = block.weight();
		let Building { extrinsics, notes, changes, .. } = block;
		let proof = notes.drain_storage_proof();
		Ok(Built {
			header,
			extrinsics,
			transactions,
			failures,
			weight,
			weight_before_end,
			proof,
			estimate,
			filling,
			reads,
			writes,
			changes,
		})
	}

	/// How long a full node takes to execute a block that it was sent: all of it, signatures and the new root included,
	/// while it notes what is read, as nodes of parachains do.
	pub fn import(&self, block: &Built) -> Result<Duration> {
		let (notes, mut extensions) = noted();
		let mut changes = OverlayedChanges::default();
		let input = Block { header: block.header.clone(), extrinsics: block.extrinsics.clone() };
		let input = input.encode();
		let start = ThreadTime::now();
		self.wasm.call(
			&self.state,
			Some(&notes),
			&mut changes,
			&mut extensions,
			"Core_execute_block",
			&input,
		)?;
		Ok(start.elapsed())
	}

	/// How long a validator of the relay chain takes for it, who has compiled the runtime before: from the block and the
	/// proof alone, as they are sent, signed by the author.
	pub fn validate(&self, block: &Built) -> Result<Duration> {
		let mut header = block.header.clone();
		let signature = Alice.pair().sign(header.hash().as_bytes());
		header.digest.push(DigestItem::Seal(AURA_ENGINE_ID, signature.encode()));
		let sealed = Block { header, extrinsics: block.extrinsics.clone() };
		let proof = block.proof.clone().into_compact_proof::<Blake2Hasher>(*self.state.root());
		let proof = proof.map_err(|error| anyhow::anyhow!("not a proof: {error:?}"))?;
		let sent = ParachainBlockData::new(vec![sealed], proof, None).encode();
		let mut changes = block.changes.clone();
		let key = [twox_128(b"ParachainSystem"), twox_128(b"ValidationData")].concat();
		let relay_chain =
			changes.storage(&key).flatten().context("a block knows its relay chain")?;
		let relay_chain = <PersistedValidationData>::decode(&mut &relay_chain[..])?;
		let input = (
			self.parent.encode(),
			sent,
			relay_chain.relay_parent_number,
			relay_chain.relay_parent_storage_root,
		);
		let start = ThreadTime::now();
		let answer = self.wasm.call_alone("validate_block", &input)?;
		let time = start.elapsed();
		let head = Vec::<u8>::decode(&mut &answer[..])?;
		if Header::decode(&mut &head[..])?.state_root != block.header.state_root {
			bail!("another state");
		}
		Ok(time)
	}

	/// Goes on after a block.
	pub fn commit(&mut self, mut block: Built) -> Result<()> {
		let changes = block
			.changes
			.drain_storage_changes(&self.state, StateVersion::V1)
			.map_err(|error| anyhow::anyhow!("what the block changed is lost: {error}"))?;
		self.state.apply_transaction(changes.transaction_storage_root, changes.transaction);
		if self.state.root() != &block.header.state_root {
			bail!("the state is not what the block says");
		}
		self.parent = block.header;
		self.relay_slot += 1;
		Ok(())
	}

	fn time(&self) -> u64 {
		u64::from(self.relay_slot) * RELAY_SLOT
	}

	/// Names the slot of the author.
	fn digest(&self) -> Digest {
		let slot = Slot::from(self.time() / SLOT_DURATION);
		Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] }
	}

	/// The relay chain in which the parent of the next block is included.
	fn relay_chain(&self) -> MockValidationDataInherentDataProvider<()> {
		MockValidationDataInherentDataProvider {
			current_para_block: self.parent.number + 1,
			current_para_block_head: Some(HeadData(self.parent.encode())),
			para_id: PARA_ID,
			relay_offset: self.relay_slot,
			relay_parent_offset: RELAY_PARENT_OFFSET,
			..Default::default()
		}
	}

	fn inherents(&self) -> Result<InherentData> {
		let mut inherents = InherentData::new();
		now(self.relay_chain().provide_inherent_data(&mut inherents))?;
		// What is made up does not name the parent, which a validator asks for.
		let parachain = inherents.get_data::<ParachainInherentData>(&INHERENT_IDENTIFIER)?;
		let mut parachain = parachain.context("put above")?;
		parachain.validation_data.parent_head = HeadData(self.parent.encode());
		inherents.replace_data(INHERENT_IDENTIFIER, &parachain);
		inherents.put_data(sp_timestamp::INHERENT_IDENTIFIER, &self.time())?;
		Ok(inherents)
	}
}

const FULL: &str = "full";

fn noted() -> (Notes, Extensions) {
	let notes = Notes::default();
	let mut extensions = Extensions::new();
	extensions.register(ProofSizeExt::new(notes.clone()));
	(notes, extensions)
}

/// A block that is being built.
struct Building<'a> {
	chain: &'a Chain,
	notes: Notes,
	extensions: Extensions,
	changes: OverlayedChanges<Blake2Hasher>,
	extrinsics: Vec<OpaqueExtrinsic>,
}

impl<'a> Building<'a> {
	fn begin(chain: &'a Chain, fill: Fill) -> Result<Self> {
		let (notes, extensions) = noted();
		let extensions = match fill {
			Fill::Declared => Extensions::new(),
			Fill::Reclaiming => extensions,
		};
		let mut block = Self {
			chain,
			notes,
			extensions,
			changes: OverlayedChanges::default(),
			extrinsics: vec![],
		};
		let parent = &chain.parent;
		let none = H256::zero();
		let header = Header::new(parent.number + 1, none, none, parent.hash(), chain.digest());
		block.call("Core_initialize_block", &header.encode())?;
		Ok(block)
	}

	fn call(&mut self, function: &str, input: &[u8]) -> Result<Vec<u8>> {
		let Self { chain, notes, extensions, changes, .. } = self;
		chain.wasm.call(&chain.state, Some(notes), changes, extensions, function, input)
	}

	fn ask<Answer: Decode>(&mut self, function: &str, input: &[u8]) -> Result<Answer> {
		let answer = self.call(function, input)?;
		Answer::decode_all(&mut &answer[..]).with_context(|| format!("{function}: another answer"))
	}

	/// Takes a transaction in, or says why not. What fails after it was let in stays in the block and is told.
	fn push(&mut self, transaction: OpaqueExtrinsic) -> Result<Option<String>> {
		self.changes.start_transaction();
		self.notes.start_transaction();
		self.extensions.start_transaction(TransactionType::Host);
		let result: ApplyExtrinsicResult =
			self.ask("BlockBuilder_apply_extrinsic", &transaction.encode())?;
		if result.is_ok() {
			self.changes.commit_transaction().map_err(|_| anyhow::anyhow!("none is open"))?;
			self.notes.commit_transaction().map_err(|()| anyhow::anyhow!("none is open"))?;
			self.extensions.commit_transaction(TransactionType::Host);
			self.extrinsics.push(transaction);
		} else {
			self.changes.rollback_transaction().map_err(|_| anyhow::anyhow!("none is open"))?;
			self.notes.rollback_transaction().map_err(|()| anyhow::anyhow!("none is open"))?;
			self.extensions.rollback_transaction(TransactionType::Host);
		}
		Ok(match result {
			Ok(Ok(())) => None,
			Ok(Err(error)) => Some(format!("{error:?}")),
			Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
				Some(FULL.into())
			},
			Err(error) => Some(format!("refused: {error:?}")),
		})
	}

	fn estimate(&self) -> usize {
		self.notes.estimate_encoded_size()
	}

	/// How many keys were read, and how many written.
	fn keys(&self) -> (usize, usize) {
		let read = self.notes.recorded_keys().values().map(|keys| keys.len()).sum();
		(read, self.changes.changes().count())
	}

	/// What is on the block's account.
	fn weight(&mut self) -> Weight {
		let key = [twox_128(b"System"), twox_128(b"BlockWeight")].concat();
		let account = self.changes.storage(&key).flatten().unwrap_or_default();
		let classes = PerDispatchClass::<Weight>::decode(&mut &account[..]).unwrap_or_default();
		let all = polkadot_sdk::frame_support::dispatch::DispatchClass::all();
		all.iter().fold(Weight::zero(), |sum, class| sum.saturating_add(*classes.get(*class)))
	}
}
