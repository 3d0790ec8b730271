//! The private side of a collection: what each leaf stands for, and the tree over them.

use animechain_primitives::{
	commitment::{content_commitment, ContentDigest, Salt},
	merkle_sum::{Leaf, MerkleSumTree, TreeError},
	Commitment, Contents, LeafIndex,
};
use polkadot_sdk::sp_runtime::Permill;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
	chain::AccountId,
	encoding::{decimal, hex32},
};

/// A file and everything that its leaf is made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
	/// Where it is from the folder of its manifest.
	pub path: String,
	/// Its place in the collection.
	pub index: LeafIndex,
	/// Its SHA-256.
	#[serde(with = "hex32")]
	pub digest: ContentDigest,
	/// What hides the digest. Without it nobody can show what was registered.
	#[serde(with = "hex32")]
	pub salt: Salt,
	/// Its part of the collection's weight.
	#[serde(with = "decimal")]
	pub weight: u64,
	/// Who earns for it.
	pub contributor: AccountId,
}

impl File {
	/// What stands on chain for the content.
	pub fn commitment(&self) -> Commitment {
		content_commitment(&self.salt, &self.digest)
	}

	/// The leaf.
	pub fn leaf(&self) -> Leaf<AccountId> {
		Leaf {
			index: self.index,
			commitment: self.commitment(),
			contributor: self.contributor,
			weight: self.weight,
		}
	}
}

/// The tree over the files, which must be in the order of their indices.
pub fn tree(files: &[File]) -> Result<MerkleSumTree, TreeError> {
	MerkleSumTree::build(files.par_iter().map(|file| file.leaf().node()).collect())
}

/// What goes on chain for a tree.
pub fn contents(tree: &MerkleSumTree, contributors_share: Permill) -> Contents {
	let root = tree.root();
	Contents { root: root.digest, leaves: tree.leaves(), weight: root.weight, contributors_share }
}

/// Fresh salts.
pub fn salts(number: usize) -> Result<Vec<Salt>, getrandom::Error> {
	let mut salts = vec![Salt::default(); number];
	getrandom::fill(salts.as_flattened_mut())?;
	Ok(salts)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::files;

	#[test]
	fn every_file_is_proven_by_its_tree() {
		let files = files(5);
		let tree = tree(&files).unwrap();
		let contents = contents(&tree, Permill::one());
		assert_eq!((contents.leaves, contents.weight), (5, 1 + 2 + 3 + 4 + 5));
		for file in &files {
			let proof = tree.proof(file.index).unwrap();
			assert_eq!(proof.verify(&contents, &file.leaf()), Ok(()));
		}
	}

	#[test]
	fn another_content_salt_contributor_or_weight_is_not_proven() {
		let files = files(3);
		let tree = tree(&files).unwrap();
		let contents = contents(&tree, Permill::one());
		let proof = tree.proof(1).unwrap();
		for change in [
			|file: &mut File| file.digest[0] ^= 1,
			|file: &mut File| file.salt[31] ^= 1,
			|file: &mut File| file.contributor.0[5] ^= 1,
			|file: &mut File| file.weight += 1,
			|file: &mut File| file.index = 2,
		] {
			let mut forged = files[1].clone();
			change(&mut forged);
			assert!(proof.verify(&contents, &forged.leaf()).is_err());
		}
	}

	#[test]
	fn weights_that_add_up_to_nothing_or_too_much_are_refused() {
		let with = |weights: [u64; 2]| {
			let mut files = files(2);
			for (file, weight) in files.iter_mut().zip(weights) {
				file.weight = weight;
			}
			tree(&files).map(|tree| tree.root().weight)
		};
		assert_eq!(with([0, 0]), Err(TreeError::ZeroWeight));
		assert_eq!(with([u64::MAX, 1]), Err(TreeError::WeightOverflow));
		assert_eq!(with([u64::MAX, 0]), Ok(u64::MAX));
		assert_eq!(tree(&[]).map(|_| ()), Err(TreeError::NoLeaves));
	}

	#[test]
	fn salts_are_fresh() {
		let salts = salts(100).unwrap();
		let different: std::collections::BTreeSet<_> = salts.iter().collect();
		assert_eq!(different.len(), 100);
	}
}
