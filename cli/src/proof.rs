//! A file's place on chain with everything that proves it, as a document for somebody else.
//!
//! It reveals the salt of this one file, so whoever holds it can tell that exactly this file was
//! registered. The salts of the other files stay secret: their leaves are in it as hashes only.

use std::path::Path;

use animechain_primitives::{
	commitment::{content_commitment, ContentDigest, Salt},
	merkle_sum::{Leaf, LeafProof, LeafProofError, Node},
	AssetId, Commitment, LeafIndex,
};
use anyhow::Context;
use polkadot_sdk::sp_core::H256;
use serde::{Deserialize, Serialize};

use crate::{
	chain::{AccountId, Asset, RecordRow},
	encoding::{decimal, hex32},
	leaves::{self, File},
	store::{Found, Manifest},
};

/// The format that this tool writes, and the only one that it reads.
const FORMAT: &str = "animechain-proof/1";

/// What proves one file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
	format: String,
	/// The chain.
	pub genesis: H256,
	/// The asset.
	#[serde(with = "decimal")]
	pub asset: AssetId,
	/// What the file was called, for people.
	pub path: String,
	/// Its SHA-256.
	#[serde(with = "hex32")]
	pub digest: ContentDigest,
	/// What hides the digest on chain.
	#[serde(with = "hex32")]
	pub salt: Salt,
	/// Its place in a collection; `None` when the asset is this one file.
	pub leaf: Option<LeafRow>,
}

/// The rest of a leaf and the way from it to the root.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeafRow {
	index: LeafIndex,
	contributor: AccountId,
	#[serde(with = "decimal")]
	weight: u64,
	siblings: Vec<Sibling>,
}

/// A node beside the way to the root.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Sibling {
	digest: H256,
	#[serde(with = "decimal")]
	weight: u64,
}

/// Why a proof does not hold against what the chain says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Broken {
	/// The asset is another thing than the proof is about.
	#[error("the asset is a single file and the proof is of a collection")]
	NotACollection,
	/// The other way round.
	#[error("the asset is a collection and the proof is of a single file")]
	IsACollection,
	/// The salted commitment is another one.
	#[error("the commitment of the asset is another one")]
	Commitment,
	/// The leaf is not in the tree.
	#[error("{0}")]
	Leaf(LeafProofError),
}

impl Proof {
	/// The proof of a file of the store, or `None` if its asset is not on chain yet.
	pub fn of(found: &Found) -> anyhow::Result<Option<Self>> {
		let Some(asset) = found.asset() else { return Ok(None) };
		let File { index, digest, salt, weight, contributor, .. } = found.file;
		let leaf = match found.header.contents {
			None => None,
			Some(_) => {
				let manifest = Manifest::load(&found.manifest)?;
				let tree = leaves::tree(&manifest.files)
					.with_context(|| format!("no tree from {}", found.manifest.display()))?;
				let proof = tree.proof(index).context("the leaf is not in its own manifest")?;
				let siblings = proof.siblings.into_iter().map(Sibling::from).collect();
				Some(LeafRow { index, contributor, weight, siblings })
			},
		};
		Ok(Some(Self {
			format: FORMAT.into(),
			genesis: found.header.genesis,
			asset,
			path: found.file.path.clone(),
			digest,
			salt,
			leaf,
		}))
	}

	/// Reads a proof that somebody exported.
	pub fn read(path: &Path) -> anyhow::Result<Self> {
		let text = std::fs::read_to_string(path)
			.with_context(|| format!("cannot read the proof {}", path.display()))?;
		let proof: Self = serde_json::from_str(&text)
			.with_context(|| format!("{} is not a proof", path.display()))?;
		anyhow::ensure!(
			proof.format == FORMAT,
			"{} is a proof of the format {:?}: this tool reads {FORMAT}",
			path.display(),
			proof.format
		);
		Ok(proof)
	}

	/// What stands on chain for the content.
	pub fn commitment(&self) -> Commitment {
		content_commitment(&self.salt, &self.digest)
	}

	/// The leaf and its proof, if it is in a collection.
	pub fn leaf(&self) -> Option<(Leaf<AccountId>, LeafProof)> {
		let row = self.leaf.as_ref()?;
		let leaf = Leaf {
			index: row.index,
			commitment: self.commitment(),
			contributor: row.contributor,
			weight: row.weight,
		};
		let siblings = row.siblings.iter().map(Node::from).collect();
		Some((leaf, LeafProof { siblings }))
	}

	/// Checks the proof against the asset's record, on this machine.
	pub fn check(&self, asset: &Asset) -> Result<(), Broken> {
		self.check_record(&asset.record)
	}

	/// The same against a record from elsewhere.
	pub fn check_record(&self, record: &RecordRow) -> Result<(), Broken> {
		match (&record.contents, self.leaf()) {
			(Some(contents), Some((leaf, proof))) => {
				proof.verify(contents, &leaf).map_err(Broken::Leaf)
			},
			(None, None) if record.declaration.commitment == self.commitment() => Ok(()),
			(None, None) => Err(Broken::Commitment),
			(None, Some(_)) => Err(Broken::NotACollection),
			(Some(_), None) => Err(Broken::IsACollection),
		}
	}
}

impl From<Node> for Sibling {
	fn from(node: Node) -> Self {
		Self { digest: node.digest, weight: node.weight }
	}
}

impl From<&Sibling> for Node {
	fn from(sibling: &Sibling) -> Self {
		Self { digest: sibling.digest, weight: sibling.weight }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		store::{Header, Registration, Store},
		testing,
	};
	use animechain_primitives::AssetKind;
	use polkadot_sdk::sp_runtime::Permill;

	/// A proof of file `index` of a collection of `number`, and the asset on chain.
	fn case(number: u32, index: usize) -> (Proof, Asset) {
		let files = testing::files(number);
		let contents = leaves::contents(&leaves::tree(&files).unwrap(), Permill::one());
		let asset = testing::asset(4, AssetKind::Work, vec![], Some(contents));
		let header = Header {
			files: number,
			commitment: contents.root,
			contents: Some(contents.into()),
			..Header::pending(H256::zero(), 0, AssetKind::Work, AccountId::from([1; 32]))
		};
		(proof(header, files, index), asset)
	}

	fn proof(header: Header, files: Vec<File>, index: usize) -> Proof {
		let folder = tempfile::tempdir().unwrap();
		let store = Store::new(folder.path().to_owned());
		let digest = files[index].digest;
		let pending = store.write_pending(&Manifest { header, files }).unwrap();
		let registration = Registration {
			asset: 4,
			block: 1,
			block_hash: H256::zero(),
			extrinsic: H256::zero(),
			digest: H256::zero(),
		};
		store.register(&pending, registration).unwrap();
		let found = store.find(&digest, Path::new("/x")).unwrap().same_content.remove(0);
		Proof::of(&found).unwrap().unwrap()
	}

	#[test]
	fn proofs_of_every_leaf_hold_after_export() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("proof.json");
		for index in 0..5 {
			let (proof, asset) = case(5, index);
			std::fs::write(&path, serde_json::to_string_pretty(&proof).unwrap()).unwrap();
			let read = Proof::read(&path).unwrap();
			assert_eq!(read, proof);
			assert_eq!(read.check(&asset), Ok(()));
		}
	}

	#[test]
	fn another_content_or_another_asset_breaks_a_proof() {
		let (mut proof, mut asset) = case(5, 2);
		proof.digest[0] ^= 1;
		assert_eq!(proof.check(&asset), Err(Broken::Leaf(LeafProofError::RootMismatch)));
		let (proof, _) = case(5, 2);
		asset.record.contents = None;
		assert_eq!(proof.check(&asset), Err(Broken::NotACollection));
	}

	#[test]
	fn a_single_file_is_proven_by_its_commitment() {
		let files = testing::files(1);
		let mut asset = testing::asset(4, AssetKind::Output, vec![], None);
		asset.record.declaration.commitment = files[0].commitment();
		let header = Header {
			files: 1,
			commitment: files[0].commitment(),
			..Header::pending(H256::zero(), 0, AssetKind::Output, AccountId::from([1; 32]))
		};
		let mut proof = proof(header, files, 0);
		assert_eq!(proof.check(&asset), Ok(()));
		proof.salt[0] ^= 1;
		assert_eq!(proof.check(&asset), Err(Broken::Commitment));
		asset.record.contents = case(3, 0).1.record.contents;
		assert_eq!(proof.check(&asset), Err(Broken::IsACollection));
	}

	#[test]
	fn what_is_no_proof_is_named() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("proof.json");
		for text in ["{}", "nothing", "{\"format\":\"animechain-proof/2\"}"] {
			std::fs::write(&path, text).unwrap();
			assert!(Proof::read(&path).unwrap_err().to_string().contains("proof.json"));
		}
		let (mut proof, _) = case(2, 0);
		proof.format = "animechain-proof/2".into();
		std::fs::write(&path, serde_json::to_string(&proof).unwrap()).unwrap();
		assert!(Proof::read(&path).unwrap_err().to_string().contains("animechain-proof/2"));
	}
}
