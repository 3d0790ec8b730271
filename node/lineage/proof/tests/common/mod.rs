//! A chain with the genesis of the real runtime and as many assets as are wanted, in the types of the chain itself.

// Each test file uses a part of this.
#![allow(dead_code)]

use animechain_lineage_proof::{assemble, trie, Error, Sources};
use animechain_primitives::{
	digest::{lineage_digest, record_digest},
	AssetId, AssetKind, Authority, Basis, Composition, Declaration, Edge, Intent, Marks, Relation,
	Terms,
};
use animechain_runtime::{AccountId, Header, Runtime};
use codec::Encode;
use pallet_provenance::{HeadOf, Heads, NextAssetId, RecordOf, Records};
use polkadot_sdk::{
	frame_support::storage::unhashed,
	sp_core::H256,
	sp_genesis_builder::{runtime_decl_for_genesis_builder::GenesisBuilder, DEV_RUNTIME_PRESET},
	sp_io::TestExternalities,
	sp_runtime::{Digest, DigestItem, Permill},
};
use serde_json::Value;

/// Steps of the paths that are measured.
pub const DEPTH: u64 = 10;

/// What a chain is made of.
#[derive(Clone, Copy)]
pub struct Shape {
	/// How many assets.
	pub assets: u64,
	/// How many registrants take turns.
	pub accounts: u64,
	/// How many parents each asset has.
	pub parents: u64,
}

pub struct Chain {
	pub shape: Shape,
	pub ext: TestExternalities,
	pub header: Header,
	digests: Vec<H256>,
}

/// State after the genesis of the development preset.
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
	});
	ext
}

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

fn account(number: u64) -> AccountId {
	let mut bytes = [0; 32];
	fastrand::Rng::with_seed(number + 1).fill(&mut bytes);
	bytes.into()
}

impl Shape {
	/// The asset `DEPTH` steps above it, and those between: the last asset, spread over all ids.
	pub fn path(&self) -> Vec<AssetId> {
		(0..=DEPTH).rev().map(|step| step * (self.assets - 1) / DEPTH).collect()
	}

	pub fn record(&self, id: AssetId) -> RecordOf<Runtime> {
		let mut random = fastrand::Rng::with_seed(id);
		let mut commitment = [0; 32];
		random.fill(&mut commitment);
		let mut parents = Vec::new();
		let path = self.path();
		if let Some(at) = path.iter().position(|on_path| *on_path == id) {
			parents.extend(path.get(at + 1).copied());
		}
		while (parents.len() as u64) < self.parents.min(id) {
			let parent = random.u64(0..id);
			if !parents.contains(&parent) {
				parents.push(parent);
			}
		}
		let edges: Vec<_> = parents
			.into_iter()
			.map(|parent| Edge {
				parent,
				relation: Relation::FineTunedFrom,
				share: Permill::from_percent(5),
				// Who registers everything controls every parent.
				authority: match self.accounts {
					1 => Authority::Control,
					_ => Authority::Offer(parent),
				},
			})
			.collect();
		RecordOf::<Runtime> {
			registrant: account(id % self.accounts),
			block: 1_000_000 + (id / 10) as u32,
			kind: AssetKind::Model,
			declaration: Declaration {
				commitment: commitment.into(),
				metadata: None,
				rights_information: None,
				basis: Basis::OptIn,
				intent: Intent::default(),
			},
			contents: None,
			edges: edges.try_into().expect("few"),
		}
	}

	fn head(&self, id: AssetId, digest: H256) -> HeadOf<Runtime> {
		HeadOf::<Runtime> {
			kind: AssetKind::Model,
			controller: account(id % self.accounts),
			marks: Marks::NONE,
			affected_by: None,
			terms: Terms::UNRESTRICTED,
			composition: Composition::of(Basis::OptIn, 1 + id),
			excluded: Default::default(),
			generation: DEPTH as u32,
			standing_changes: 0,
			control_changes: 0,
			digest,
		}
	}
}

/// The logs of a block of a parachain: a slot, the relay chain's storage root, a seal.
fn logs() -> Digest {
	let logs = vec![
		DigestItem::PreRuntime(*b"aura", 288_000_000_u64.encode()),
		DigestItem::Consensus(*b"RPSR", vec![7; 36]),
		DigestItem::Seal(*b"aura", vec![8; 64]),
	];
	Digest { logs }
}

impl Chain {
	pub fn new(shape: Shape) -> Self {
		let mut ext = genesis();
		ext.commit_all().expect("the genesis is there");
		ext.insert(NextAssetId::<Runtime>::hashed_key().to_vec(), shape.assets.encode());
		let mut digests = Vec::with_capacity(shape.assets as usize);
		for from in (0..shape.assets).step_by(100_000) {
			let mut rows = Vec::new();
			for id in from..shape.assets.min(from + 100_000) {
				let record = shape.record(id);
				let parents: Vec<H256> =
					record.edges.iter().map(|edge| digests[edge.parent as usize]).collect();
				let digest = lineage_digest(id, record_digest(&record), &parents);
				digests.push(digest);
				rows.push((Records::<Runtime>::hashed_key_for(id), record.encode()));
				let head = shape.head(id, digest);
				rows.push((Heads::<Runtime>::hashed_key_for(id), head.encode()));
			}
			ext.batch_insert(rows);
		}
		let root = *ext.backend.root();
		let header = Header {
			parent_hash: H256::repeat_byte(1),
			number: 2_000_000,
			state_root: root,
			extrinsics_root: H256::repeat_byte(2),
			digest: logs(),
		};
		Self { shape, ext, header, digests }
	}

	/// What `state_getReadProof` says of these keys.
	pub fn read_proof(&mut self, keys: &[Vec<u8>]) -> Vec<Vec<u8>> {
		let (rows, proof) = self
			.ext
			.execute_and_prove(|| keys.iter().filter_map(|key| unhashed::get_raw(key)).count());
		assert_eq!(rows, keys.len(), "every key has a row");
		proof.into_iter_nodes().collect()
	}

	fn row(&mut self, key: &[u8]) -> Vec<u8> {
		self.ext.execute_with(|| unhashed::get_raw(key)).expect("it is there")
	}

	pub fn sources(&mut self, path: &[AssetId]) -> Sources {
		let head = trie::head_key(path[0]);
		Sources {
			genesis: [9; 32],
			header: self.header.encode(),
			head: self.row(&head),
			nodes: self.read_proof(&[head]),
			path: path.iter().map(|id| (*id, self.row(&trie::record_key(*id)))).collect(),
		}
	}

	pub fn bundle(&mut self, path: &[AssetId]) -> Vec<u8> {
		let sources = self.sources(path);
		assemble(sources, |id| Ok::<_, Error>(self.digests[id as usize].0)).expect("a bundle")
	}

	pub fn digest(&self, id: AssetId) -> [u8; 32] {
		self.digests[id as usize].0
	}

	pub fn block(&self) -> [u8; 32] {
		self.header.hash().0
	}
}
