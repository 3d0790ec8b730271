//! Merkle-sum trees: the builder and the verifier against a second model.
//!
//! The model is made from the other end: the tree of `n` leaves is split at the largest power of two below `n`, as RFC 6962 has
//! it, every preimage is put together by hand, and weights are added in 128 bits.

use animechain_primitives::{
	merkle_sum::{Leaf, LeafProof, LeafProofError, MerkleSumTree, Node, TreeError},
	Contents,
};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use sp_crypto_hashing::blake2_256;

use crate::{input::Input, Seed};

type Account = [u8; 32];

/// The leaves below the left child of a tree of `size` leaves.
fn split(size: u64) -> u64 {
	size.next_power_of_two() / 2
}

/// For each sibling of a leaf, from the bottom: whether it stands on the left.
fn way(index: u64, size: u64) -> Vec<bool> {
	if size == 1 {
		return Vec::new();
	}
	let left = split(size);
	let (mut way, on_left) = match index < left {
		true => (way(index, left), false),
		false => (way(index - left, size - left), true),
	};
	way.push(on_left);
	way
}

fn leaf_node(leaf: &Leaf<Account>) -> (H256, u128) {
	let mut preimage = vec![0];
	preimage.extend(leaf.index.to_le_bytes());
	preimage.extend(leaf.commitment.0);
	preimage.extend(leaf.contributor);
	preimage.extend(leaf.weight.to_le_bytes());
	(H256(blake2_256(&preimage)), leaf.weight.into())
}

/// The node above two; `None` beyond 64 bits.
fn above(left: (H256, u128), right: (H256, u128)) -> Option<(H256, u128)> {
	let mut preimage = vec![1];
	for (digest, weight) in [left, right] {
		preimage.extend(digest.0);
		preimage.extend(u64::try_from(weight).ok()?.to_le_bytes());
	}
	let sum = left.1 + right.1;
	(sum <= u64::MAX.into()).then(|| (H256(blake2_256(&preimage)), sum))
}

/// The top of a tree of at least one leaf.
fn top(nodes: &[(H256, u128)]) -> Option<(H256, u128)> {
	match nodes {
		[only] => Some(*only),
		_ => {
			let (left, right) = nodes.split_at(split(nodes.len() as u64) as usize);
			above(top(left)?, top(right)?)
		},
	}
}

/// Where a proof leads to, as the model has it.
fn leads_to(
	leaves: u32,
	leaf: &Leaf<Account>,
	siblings: &[Node],
) -> Result<(H256, u128), LeafProofError> {
	if leaf.index >= leaves {
		return Err(LeafProofError::IndexOutOfRange);
	}
	let way = way(leaf.index.into(), leaves.into());
	let mut node = leaf_node(leaf);
	for (place, on_left) in way.iter().enumerate() {
		let sibling = siblings.get(place).ok_or(LeafProofError::TooShort)?;
		let sibling = (sibling.digest, sibling.weight.into());
		node = match on_left {
			true => above(sibling, node),
			false => above(node, sibling),
		}
		.ok_or(LeafProofError::WeightOverflow)?;
	}
	match siblings.len() > way.len() {
		true => Err(LeafProofError::TooLong),
		false => Ok(node),
	}
}

fn model(
	contents: &Contents,
	leaf: &Leaf<Account>,
	proof: &LeafProof,
) -> Result<(), LeafProofError> {
	let (digest, weight) = leads_to(contents.leaves, leaf, &proof.siblings)?;
	if weight != contents.weight.into() {
		return Err(LeafProofError::WeightMismatch);
	}
	match digest == contents.root {
		true => Ok(()),
		false => Err(LeafProofError::RootMismatch),
	}
}

/// What is shown to the verifier.
#[derive(Clone)]
struct Claim {
	contents: Contents,
	leaf: Leaf<Account>,
	proof: LeafProof,
}

impl Claim {
	fn judge(&self) -> bool {
		let Self { contents, leaf, proof } = self;
		let verdict = proof.verify(contents, leaf);
		assert_eq!(verdict, model(contents, leaf, proof), "the verifier and the model differ");
		verdict.is_ok()
	}

	/// Lets the root and the weight follow from the rest, as somebody who registers a collection could.
	fn close(&mut self) {
		let end = leads_to(self.contents.leaves, &self.leaf, &self.proof.siblings);
		if let Ok((digest, weight)) = end {
			self.contents.root = digest;
			self.contents.weight = weight as u64;
		}
	}

	fn change(&mut self, input: &mut Input) {
		let Self { contents, leaf, proof: LeafProof { siblings } } = self;
		let at = input.below(siblings.len());
		match input.byte() % 16 {
			0 => leaf.index = input.number() as u32,
			1 => leaf.index ^= 1 << (input.byte() & 31),
			2 => leaf.weight = input.number(),
			3 => input.flip(&mut leaf.commitment.0),
			4 => input.flip(&mut leaf.contributor),
			5 => contents.leaves = input.number() as u32,
			6 => contents.weight = input.number(),
			7 => input.flip(&mut contents.root.0),
			8 => siblings.truncate(at),
			9 => {
				let more = Node { digest: H256(input.array()), weight: input.number() };
				siblings.insert(at, more);
			},
			10 => {
				let other = input.below(siblings.len());
				if !siblings.is_empty() {
					siblings.swap(at, other);
				}
			},
			11 => {
				if let Some(twice) = siblings.get(at).copied() {
					siblings.insert(at, twice);
				}
			},
			12 => {
				if let Some(sibling) = siblings.get_mut(at) {
					input.flip(&mut sibling.digest.0);
				}
			},
			13 => {
				if let Some(sibling) = siblings.get_mut(at) {
					sibling.weight = input.number();
				}
			},
			// Weight moved from a sibling to the leaf: the sum stays.
			14 => {
				if let Some(sibling) = siblings.get_mut(at) {
					let moved = input.number() % (sibling.weight.saturating_add(1)).max(1);
					sibling.weight -= moved;
					leaf.weight = leaf.weight.wrapping_add(moved);
				}
			},
			_ => contents.leaves ^= 1 << (input.byte() & 31),
		}
	}
}

/// A tree of up to 80 leaves, a claim about one of them, and changes to it.
fn of_tree(input: &mut Input) {
	let count = input.below(81);
	let weights: Vec<u64> = match input.bit() {
		true => (0..count).map(|_| input.number()).collect(),
		false => (0..count as u64).map(|place| 3 * place).collect(),
	};
	let leaves: Vec<Leaf<Account>> = (0..)
		.zip(weights)
		.map(|(index, weight)| Leaf {
			index,
			commitment: H256::from_low_u64_be(u64::from(index) / 2),
			contributor: [index as u8 / 3; 32],
			weight,
		})
		.collect();
	let nodes: Vec<_> = leaves.iter().map(leaf_node).collect();
	let built = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect());
	let sum: u128 = nodes.iter().map(|(_, weight)| weight).sum();
	let tree = match built {
		Err(error) => {
			let expected = match sum {
				_ if count == 0 => TreeError::NoLeaves,
				0 => TreeError::ZeroWeight,
				_ => TreeError::WeightOverflow,
			};
			assert_eq!(error, expected);
			assert!(count == 0 || sum == 0 || sum > u64::MAX.into(), "a tree was refused");
			return;
		},
		Ok(tree) => tree,
	};
	let root = tree.root();
	assert_eq!(Some((root.digest, root.weight.into())), top(&nodes), "another root");
	assert_eq!(tree.leaves() as usize, count);
	assert_eq!(tree.proof(count as u32), None);
	let right = |index: usize| {
		let proof = tree.proof(index as u32).expect("there is such a leaf");
		let contents = Contents {
			root: root.digest,
			leaves: count as u32,
			weight: root.weight,
			contributors_share: Permill::one(),
		};
		Claim { contents, leaf: leaves[index].clone(), proof }
	};
	let mut claim = right(input.below(count));
	assert!(claim.judge(), "a proof of the builder was refused");
	while !input.is_empty() {
		match input.byte() % 8 {
			0 => claim.proof = right(input.below(count)).proof,
			1 => claim.leaf = right(input.below(count)).leaf,
			2 => claim.close(),
			_ => claim.change(input),
		}
		let of_this_tree = claim.contents == right(0).contents;
		if claim.judge() && of_this_tree {
			let made = right(claim.leaf.index as usize);
			assert_eq!(claim.leaf, made.leaf, "a leaf that the tree does not have");
			assert_eq!(claim.proof, made.proof, "a proof that the builder does not make");
		}
	}
}

/// Any leaf, any siblings, a collection of any size.
fn of_nothing(input: &mut Input) {
	let contents = Contents {
		root: H256(input.array()),
		leaves: input.number() as u32,
		weight: input.number(),
		contributors_share: Permill::one(),
	};
	let leaf = Leaf {
		index: input.number() as u32,
		commitment: H256(input.array()),
		contributor: input.array(),
		weight: input.number(),
	};
	let count = input.below(36);
	let node = |at: usize| Node { digest: H256::repeat_byte(at as u8), weight: at as u64 };
	let mut claim =
		Claim { contents, leaf, proof: LeafProof { siblings: (0..count).map(node).collect() } };
	claim.judge();
	claim.close();
	claim.judge();
	while !input.is_empty() {
		claim.change(input);
		claim.judge();
		if input.bit() {
			claim.close();
			claim.judge();
		}
	}
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	match input.bit() {
		false => of_tree(&mut input),
		true => of_nothing(&mut input),
	}
}

/// Trees of some sizes with a change each, and the largest collection.
pub fn seeds() -> Vec<Seed> {
	let sizes = [0_u8, 1, 2, 3, 5, 8, 33, 80].into_iter();
	let mut seeds: Vec<Seed> = sizes
		.map(|count| (format!("tree-of-{count}"), vec![0, count, 0, count / 2, 3, 0, count, 2, 3]))
		.collect();
	let mut any = vec![1];
	any.extend([7; 32]);
	// 2^32 - 1 leaves, a weight, the last leaf but one.
	any.extend([2, 4, 6]);
	any.extend([8; 64]);
	any.extend([4, 32, 0, 13, 1, 1]);
	seeds.push(("largest-collection".into(), any));
	// Weights near the end of 64 bits.
	seeds.push(("overflowing".into(), vec![0, 3, 1, 2, 4, 8, 0, 0]));
	seeds.push(("weights".into(), vec![0, 5, 1, 4, 8, 12, 0, 1, 62, 2, 7, 14, 0, 3]));
	seeds
}
