//! Every hash of this crate against `test-vectors/commitments.json`, which an independent implementation
//! wrote (`scripts/test-vectors.py`, with another language's Blake2b).

use codec::{DecodeAll, Encode};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use serde::Deserialize;

use crate::{
	commitment::{content_commitment, reservation_key},
	consent::StatedTerms,
	digest::lineage_digest,
	hashing::{tagged, RECORD_TAG},
	merkle_sum::{Leaf, LeafProof, MerkleSumTree, Node},
	record::Contents,
};

const FILE: &str = include_str!("../../test-vectors/commitments.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vectors {
	content_commitments: Vec<ContentVector>,
	trees: Vec<TreeVector>,
	records: Vec<RecordVector>,
	offers: Vec<OfferVector>,
	reservations: Vec<ReservationVector>,
	digests: Vec<DigestVector>,
}

#[derive(Deserialize)]
struct ContentVector {
	salt: H256,
	content: H256,
	commitment: H256,
}

#[derive(Deserialize)]
struct OfferVector {
	asset: String,
	stated: String,
	digest: H256,
}

#[derive(Deserialize)]
struct ReservationVector {
	content: H256,
	key: H256,
}

#[derive(Deserialize)]
struct TreeVector {
	leaves: Vec<LeafVector>,
	root: H256,
	weight: String,
	proofs: Vec<Vec<NodeVector>>,
}

#[derive(Deserialize)]
struct LeafVector {
	commitment: H256,
	contributor: H256,
	weight: String,
	digest: H256,
}

#[derive(Deserialize)]
struct NodeVector {
	digest: H256,
	weight: String,
}

#[derive(Deserialize)]
struct RecordVector {
	encoded: String,
	digest: H256,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DigestVector {
	id: String,
	record_digest: H256,
	parents: Vec<H256>,
	digest: H256,
}

fn vectors() -> Vectors {
	serde_json::from_str(FILE).expect("the file is valid")
}

fn number(text: &str) -> u64 {
	text.parse().expect("a decimal number")
}

#[test]
fn content_commitments() {
	for vector in vectors().content_commitments {
		assert_eq!(content_commitment(&vector.salt.0, &vector.content.0), vector.commitment);
	}
}

#[test]
fn trees() {
	let trees = vectors().trees;
	assert!(trees.len() > 5);
	for vector in trees {
		let leaves: Vec<_> = vector
			.leaves
			.iter()
			.zip(0..)
			.map(|(leaf, index)| Leaf {
				index,
				commitment: leaf.commitment,
				contributor: leaf.contributor.0,
				weight: number(&leaf.weight),
			})
			.collect();
		for (leaf, expected) in leaves.iter().zip(&vector.leaves) {
			assert_eq!(leaf.node().digest, expected.digest);
		}
		let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
		assert_eq!(tree.root(), Node { digest: vector.root, weight: number(&vector.weight) });
		let contents = Contents {
			root: vector.root,
			leaves: leaves.len() as u32,
			weight: number(&vector.weight),
			contributors_share: Permill::zero(),
		};
		for (leaf, siblings) in leaves.iter().zip(&vector.proofs) {
			let siblings = siblings
				.iter()
				.map(|node| Node { digest: node.digest, weight: number(&node.weight) })
				.collect();
			let proof = LeafProof { siblings };
			assert_eq!(tree.proof(leaf.index).as_ref(), Some(&proof));
			assert_eq!(proof.verify(&contents, leaf), Ok(()));
		}
	}
}

/// The record's bytes are opaque to the other implementation.
struct Raw(Vec<u8>);

impl codec::Encode for Raw {
	fn encode_to<T: codec::Output + ?Sized>(&self, dest: &mut T) {
		dest.write(&self.0);
	}
}

#[test]
fn records() {
	for vector in vectors().records {
		let bytes = array_bytes::hex2bytes(&vector.encoded).expect("hex");
		assert_eq!(tagged(RECORD_TAG, &Raw(bytes)), vector.digest);
	}
}

#[test]
fn offers() {
	let offers = vectors().offers;
	assert!(offers.len() > 10);
	for vector in offers {
		let bytes = array_bytes::hex2bytes(&vector.stated).expect("hex");
		let stated = StatedTerms::<[u8; 32], u32>::decode_all(&mut &bytes[..]).expect("all of it");
		assert_eq!(stated.encode(), bytes);
		assert_eq!(stated.digest(number(&vector.asset)), vector.digest);
	}
}

#[test]
fn reservations() {
	let reservations = vectors().reservations;
	assert!(!reservations.is_empty());
	for vector in reservations {
		assert_eq!(reservation_key(&vector.content.0), vector.key);
	}
}

#[test]
fn digests() {
	for vector in vectors().digests {
		assert_eq!(
			lineage_digest(number(&vector.id), vector.record_digest, &vector.parents),
			vector.digest
		);
	}
}
