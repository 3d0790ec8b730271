//! Merkle-sum trees: one root for any number of weighted leaves.
//!
//! ```text
//! leaf = H(0x00 ‖ index ‖ commitment ‖ contributor ‖ weight)
//! node = H(0x01 ‖ left ‖ left weight ‖ right ‖ right weight)
//! ```
//!
//! Integers are little-endian, the index 4 bytes, weights 8, hashes 32, so every preimage has a fixed
//! length. The weight of a node is the sum of its children's, and both are inside its hash, so nobody can
//! claim more weight than the root holds (the idea of Merkle-sum trees: Gregory Maxwell's proof of
//! liabilities, 2014). At each level nodes are paired from the left; a last node without a partner moves
//! up unchanged. It is never paired with itself, the flaw of CVE-2012-2459.
//!
//! The position of a leaf is checked, not only its membership: the index is inside the leaf's hash, and the
//! number of leaves fixes how many siblings a proof has and on which side each stands.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::{
	hashing::{tagged, LEAF_TAG, NODE_TAG},
	ids::{Commitment, LeafIndex},
	record::Contents,
};

/// The longest proof: a tree of 2^32 leaves has this many levels above them.
pub const MAX_PROOF_LENGTH: u32 = 32;

/// One item of a collection.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Leaf<AccountId> {
	/// Its place.
	pub index: LeafIndex,
	/// Commitment to its content.
	pub commitment: Commitment,
	/// Who earns for it.
	pub contributor: AccountId,
	/// Its part of the collection's weight.
	pub weight: u64,
}

impl<AccountId: Encode> Leaf<AccountId> {
	/// The node at the bottom of the tree.
	pub fn node(&self) -> Node {
		Node { digest: tagged(LEAF_TAG, self), weight: self.weight }
	}
}

/// A hash and the weight below it: an inner node, a leaf's node, or a sibling in a proof.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Node {
	/// The digest.
	pub digest: H256,
	/// The sum of the weights of the leaves below it.
	pub weight: u64,
}

impl Node {
	/// The node above two, or `None` if their weights leave 64 bits.
	pub fn join(left: &Self, right: &Self) -> Option<Self> {
		let weight = left.weight.checked_add(right.weight)?;
		Some(Self { digest: tagged(NODE_TAG, &(left, right)), weight })
	}
}

/// The siblings on the way from a leaf to the root, the leaf's own first.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct LeafProof {
	/// One per level at which the node had a partner; at most [`MAX_PROOF_LENGTH`].
	pub siblings: Vec<Node>,
}

/// Why a leaf is not proven.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum LeafProofError {
	/// The index is not below the number of leaves.
	#[codec(index = 0)]
	IndexOutOfRange,
	/// The proof has fewer siblings than the index and the number of leaves ask for.
	#[codec(index = 1)]
	TooShort,
	/// The proof has more siblings than the index and the number of leaves ask for.
	#[codec(index = 2)]
	TooLong,
	/// The weights on the way leave 64 bits.
	#[codec(index = 3)]
	WeightOverflow,
	/// The weights on the way do not add up to the collection's.
	#[codec(index = 4)]
	WeightMismatch,
	/// The way does not end in the collection's root.
	#[codec(index = 5)]
	RootMismatch,
	/// The asset is unknown.
	#[codec(index = 6)]
	UnknownAsset,
	/// The asset is not a collection.
	#[codec(index = 7)]
	NotACollection,
}

impl core::fmt::Display for LeafProofError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::IndexOutOfRange => "the index is not below the number of leaves",
			Self::TooShort => "the proof has too few siblings",
			Self::TooLong => "the proof has too many siblings",
			Self::WeightOverflow => "the weights leave 64 bits",
			Self::WeightMismatch => "the weights do not add up to the collection's",
			Self::RootMismatch => "the proof does not lead to the collection's root",
			Self::UnknownAsset => "there is no such asset",
			Self::NotACollection => "the asset is not a collection",
		})
	}
}

impl core::error::Error for LeafProofError {}

/// Where the partner of a node stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
	Left,
	Right,
}

/// The side of each sibling between leaf `index` of `leaves` and the root, from the bottom.
fn sides(index: LeafIndex, leaves: u32) -> impl Iterator<Item = Side> {
	let (mut position, mut width) = (u64::from(index), u64::from(leaves));
	core::iter::from_fn(move || {
		while width > 1 {
			let side = match position % 2 {
				1 => Some(Side::Left),
				_ if position + 1 < width => Some(Side::Right),
				_ => None,
			};
			position /= 2;
			width = width.div_ceil(2);
			if side.is_some() {
				return side;
			}
		}
		None
	})
}

impl LeafProof {
	/// Checks that `leaf` stands at its index in a collection with these contents.
	///
	/// Costs one hash per sibling and one for the leaf, at most 33.
	pub fn verify<AccountId: Encode>(
		&self,
		contents: &Contents,
		leaf: &Leaf<AccountId>,
	) -> Result<(), LeafProofError> {
		if leaf.index >= contents.leaves {
			return Err(LeafProofError::IndexOutOfRange);
		}
		let mut siblings = self.siblings.iter();
		let mut node = leaf.node();
		for side in sides(leaf.index, contents.leaves) {
			let sibling = siblings.next().ok_or(LeafProofError::TooShort)?;
			node = match side {
				Side::Left => Node::join(sibling, &node),
				Side::Right => Node::join(&node, sibling),
			}
			.ok_or(LeafProofError::WeightOverflow)?;
		}
		if siblings.next().is_some() {
			return Err(LeafProofError::TooLong);
		}
		if node.weight != contents.weight {
			return Err(LeafProofError::WeightMismatch);
		}
		if node.digest != contents.root {
			return Err(LeafProofError::RootMismatch);
		}
		Ok(())
	}
}

/// Why a tree cannot be built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TreeError {
	/// There is no leaf.
	NoLeaves,
	/// There are more than 2^32 - 1 leaves.
	TooManyLeaves,
	/// The weights add up to 0.
	ZeroWeight,
	/// The weights leave 64 bits.
	WeightOverflow,
}

impl core::fmt::Display for TreeError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::NoLeaves => "a collection needs at least one leaf",
			Self::TooManyLeaves => "a collection holds at most 2^32 - 1 leaves",
			Self::ZeroWeight => "the weights of a collection add up to zero",
			Self::WeightOverflow => "the weights of a collection leave 64 bits",
		})
	}
}

impl core::error::Error for TreeError {}

/// A whole tree, for those who hold all leaves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MerkleSumTree {
	/// The leaves' nodes first, the root alone last.
	levels: Vec<Vec<Node>>,
	leaves: u32,
}

impl MerkleSumTree {
	/// Builds the tree over the leaves' nodes, in the order of their indices.
	pub fn build(leaves: Vec<Node>) -> Result<Self, TreeError> {
		let count = u32::try_from(leaves.len()).map_err(|_| TreeError::TooManyLeaves)?;
		let mut levels = alloc::vec![leaves];
		loop {
			let below = levels.last().map_or(&[][..], Vec::as_slice);
			match below {
				[] => return Err(TreeError::NoLeaves),
				[root] if root.weight == 0 => return Err(TreeError::ZeroWeight),
				[_] => return Ok(Self { levels, leaves: count }),
				_ => {
					let above = below
						.chunks(2)
						.map(|pair| match pair {
							[left, right] => {
								Node::join(left, right).ok_or(TreeError::WeightOverflow)
							},
							[last, ..] => Ok(*last),
							[] => Err(TreeError::NoLeaves),
						})
						.collect::<Result<Vec<_>, _>>()?;
					levels.push(above);
				},
			}
		}
	}

	/// The hash and the weight of the whole.
	pub fn root(&self) -> Node {
		*self
			.levels
			.last()
			.and_then(|level| level.first())
			.expect("a tree is only built with a level of one node on top; qed")
	}

	/// The number of leaves.
	pub fn leaves(&self) -> u32 {
		self.leaves
	}

	/// The proof of leaf `index`, or `None` if there is no such leaf.
	pub fn proof(&self, index: LeafIndex) -> Option<LeafProof> {
		if index >= self.leaves {
			return None;
		}
		let mut position = index as usize;
		let mut siblings = Vec::new();
		for level in &self.levels {
			if let Some(sibling) = level.get(position ^ 1) {
				siblings.push(*sibling);
			}
			position /= 2;
		}
		Some(LeafProof { siblings })
	}
}

#[cfg(test)]
mod tests;
