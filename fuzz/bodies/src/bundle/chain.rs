//! Chains whose bundles are known: one of 40 assets made here, and the test vector of a development chain.

use std::{collections::BTreeMap, sync::OnceLock};

use animechain_lineage_proof::{
	assemble,
	rows::{
		Authority, Basis, Contents, Declaration, Edge, Excluded, Head, Intent, Kind, Record,
		Relation, Terms,
	},
	trie::head_key,
	verify, Bundle, Digest, Error, Expected, Sources, Verified,
};
use animechain_primitives::digest::{lineage_digest, record_digest};
use codec::Encode;
use polkadot_sdk::sp_core::{Blake2Hasher, H256};
use sp_crypto_hashing::{blake2_256, twox_128};
use sp_trie::{trie_types::TrieDBMutBuilderV1, MemoryDB, TrieMut};

const VECTOR: &str = include_str!("../../../../node/lineage/proof/tests/vectors/bundle-1.json");
const ASSETS: u64 = 40;

/// What a chain has at one block.
pub struct Chain {
	/// Its first block.
	pub genesis: Digest,
	/// The block.
	pub block: Digest,
	/// True bundles of it, as bytes and as what they say.
	pub bundles: Vec<(Vec<u8>, Bundle)>,
	heads: BTreeMap<u64, Head>,
	assets: BTreeMap<u64, (Record, Digest)>,
}

impl Chain {
	/// Checks that the chain has what was proven.
	pub fn has(&self, verified: &Verified) {
		let asset = verified.asset().id;
		assert_eq!(self.heads.get(&asset), Some(&verified.head), "another head of {asset}");
		for step in &verified.steps {
			let known = self.assets.get(&step.id).map(|(record, digest)| (record, *digest));
			assert_eq!(known, Some((&step.record, step.digest)), "another {}", step.id);
		}
	}

	fn with_bundles(mut self, bundles: Vec<Vec<u8>>) -> Self {
		for bytes in bundles {
			let bundle = Bundle::decode(&bytes).expect("a true bundle can be read");
			self.bundles.push((bytes, bundle));
		}
		self
	}
}

fn record(id: u64) -> Record {
	let mut edges: Vec<Edge> = Vec::new();
	for back in 1..=(id % 5).min(id) {
		let authority = match back {
			1 => Authority::Control,
			2 => Authority::Offer(id),
			_ => Authority::Licence(back),
		};
		edges.push(Edge {
			parent: id - back,
			relation: Relation::ALL[(id + back) as usize % 10],
			share: 10_000 * back as u32,
			authority,
		});
	}
	// Two edges to one parent.
	if let Some(first) = edges.first().copied().filter(|_| id.is_multiple_of(3)) {
		edges.push(Edge { share: 1, relation: Relation::ALL[id as usize % 9], ..first });
	}
	let commitment = blake2_256(&id.encode());
	let contents = id.is_multiple_of(4).then(|| Contents {
		root: if id.is_multiple_of(8) { commitment } else { [3; 32] },
		leaves: 1 + id as u32,
		weight: 1 << id,
		contributors_share: 500_000,
	});
	Record {
		registrant: [(id % 3) as u8; 32],
		block: 100 + id as u32,
		kind: Kind::ALL[id as usize % 4],
		declaration: Declaration {
			commitment,
			metadata: id.is_multiple_of(6).then_some([8; 32]),
			rights_information: id
				.is_multiple_of(7)
				.then(|| b"https://example.org/rights".to_vec()),
			basis: Basis::ALL[id as usize % 6],
			intent: Intent { purposes: id as u8 & 0x3f, commercial: id.is_multiple_of(2) },
		},
		contents,
		edges,
	}
}

fn head(id: u64) -> Head {
	Head {
		controller: [(id % 4) as u8; 32],
		marks: (id % 16) as u8,
		affected_by: (id % 5 == 2).then_some(id / 2),
		terms: Terms {
			purposes: 0x3f,
			commercial: id % 2 == 1,
			expires: (id % 3 == 1).then_some(9_000),
		},
		composition: [id, 0, 1, 0, 1 << 40, 3],
		excluded: Excluded { leaves: id as u32, weight: id * 100 },
		generation: id as u32 / 2,
		standing_changes: id as u32 % 3,
		control_changes: 0,
	}
}

fn made() -> Chain {
	let genesis = [9; 32];
	let mut rows: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
	let (mut heads, mut assets, mut digests) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
	for id in 0..ASSETS {
		let (record, head) = (record(id), head(id));
		let parents: Vec<H256> =
			record.edges.iter().map(|edge| digests[edge.parent as usize]).collect();
		let digest = lineage_digest(id, record_digest(&record), &parents);
		digests.push(digest);
		rows.push((head_key(id), head.row(record.kind, &digest.0)));
		heads.insert(id, head);
		assets.insert(id, (record, digest.0));
	}
	// Other rows of other pallets: small ones, too, which stand in their branches.
	for other in 0..200_u32 {
		let pallet = twox_128(format!("Pallet{}", other % 9).as_bytes());
		let name = twox_128(format!("Map{}", other % 4).as_bytes());
		rows.push(([&pallet[..], &name, &blake2_256(&other.encode())[..8]].concat(), vec![1; 9]));
	}
	let near = [&head_key(7)[..33], &[1; 3]].concat();
	rows.push((near, vec![2]));
	let (mut nodes, mut root) = (MemoryDB::<Blake2Hasher>::default(), H256::zero());
	{
		let mut trie = TrieDBMutBuilderV1::<Blake2Hasher>::new(&mut nodes, &mut root).build();
		for (key, row) in &rows {
			trie.insert(key, row).expect("a trie in memory takes rows");
		}
	}
	let nodes: Vec<Vec<u8>> = nodes.drain().into_values().map(|(node, _)| node).collect();
	let mut header = vec![5; 32];
	codec::Compact(2_000_000_u32).encode_to(&mut header);
	header.extend(root.0);
	header.extend([6; 32]);
	// One log.
	header.extend([4, 6, 7, 7, 7, 7, 8, 1, 2]);
	let paths: [&[u64]; 8] = [
		&[39],
		&[0],
		&[39, 38, 37, 36, 35],
		&[39, 35],
		&[24, 23, 22, 21, 20],
		&[12, 11, 10],
		&[8, 7, 6],
		&[34, 33],
	];
	let bundles = paths.iter().map(|path| {
		let sources = Sources {
			genesis,
			header: header.clone(),
			head: heads[&path[0]].row(assets[&path[0]].0.kind, &assets[&path[0]].1),
			nodes: nodes.clone(),
			path: path.iter().map(|id| (*id, assets[id].0.encode())).collect(),
		};
		assemble(sources, |id| Ok::<_, Error>(assets[&id].1)).expect("the chain has it")
	});
	let bundles = bundles.collect();
	let block = blake2_256(&header);
	Chain { genesis, block, bundles: Vec::new(), heads, assets }.with_bundles(bundles)
}

/// The test vector: a bundle of a block that a node made.
fn vector() -> Chain {
	let vector: serde_json::Value = serde_json::from_str(VECTOR).expect("a vector is JSON");
	let text = |field: &serde_json::Value| field.as_str().map(str::to_owned).unwrap_or_default();
	let bytes = array_bytes::hex2bytes(text(&vector["bundle"])).expect("a bundle in digits");
	let verified = verify(&bytes, &Expected::default()).expect("the vector is true");
	let block = array_bytes::hex2array(text(&vector["at"]["hash"])).expect("a block in digits");
	assert_eq!(verified.block.id, block);
	let heads = [(verified.asset().id, verified.head)].into();
	let steps = verified.steps.into_iter();
	let assets = steps.map(|step| (step.id, (step.record, step.digest))).collect();
	let genesis = verified.genesis;
	Chain { genesis, block, bundles: Vec::new(), heads, assets }.with_bundles(vec![bytes])
}

/// Both.
pub fn chains() -> &'static [Chain; 2] {
	static CHAINS: OnceLock<[Chain; 2]> = OnceLock::new();
	CHAINS.get_or_init(|| [made(), vector()])
}
