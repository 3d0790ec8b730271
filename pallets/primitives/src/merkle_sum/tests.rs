use super::*;
use polkadot_sdk::sp_runtime::Permill;
use proptest::prelude::*;

type Account = [u8; 32];

fn leaf(index: u32, weight: u64) -> Leaf<Account> {
	Leaf {
		index,
		commitment: H256::from_low_u64_be(u64::from(index) + 1),
		contributor: [index as u8; 32],
		weight,
	}
}

fn collection(weights: &[u64]) -> (Vec<Leaf<Account>>, MerkleSumTree, Contents) {
	let leaves: Vec<_> = weights.iter().zip(0..).map(|(weight, i)| leaf(i, *weight)).collect();
	let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
	let contents = contents(&tree);
	(leaves, tree, contents)
}

fn contents(tree: &MerkleSumTree) -> Contents {
	Contents {
		root: tree.root().digest,
		leaves: tree.leaves(),
		weight: tree.root().weight,
		contributors_share: Permill::one(),
	}
}

#[test]
fn every_leaf_of_every_small_tree_is_proven() {
	for count in 1..=33 {
		let weights: Vec<u64> = (1..=count).collect();
		let (leaves, tree, contents) = collection(&weights);
		assert_eq!(contents.weight, weights.iter().sum::<u64>());
		for leaf in &leaves {
			let proof = tree.proof(leaf.index).expect("in range");
			assert_eq!(proof.verify(&contents, leaf), Ok(()), "{} of {count}", leaf.index);
		}
		assert_eq!(tree.proof(count as u32), None);
	}
}

#[test]
fn the_only_leaf_needs_no_sibling() {
	let (leaves, tree, contents) = collection(&[7]);
	assert_eq!(contents.root, leaves[0].node().digest);
	assert_eq!(tree.proof(0).expect("in range").siblings, []);
}

#[test]
fn a_proof_of_the_wrong_length_is_refused() {
	let (leaves, tree, contents) = collection(&[1, 2, 3, 4, 5]);
	let proof = tree.proof(1).expect("in range");
	let mut short = proof.clone();
	short.siblings.pop();
	assert_eq!(short.verify(&contents, &leaves[1]), Err(LeafProofError::TooShort));
	let mut long = proof.clone();
	long.siblings.push(leaves[0].node());
	assert_eq!(long.verify(&contents, &leaves[1]), Err(LeafProofError::TooLong));
	let endless = LeafProof { siblings: vec![leaves[0].node(); 10_000] };
	assert!(endless.verify(&contents, &leaves[1]).is_err());
}

#[test]
fn a_wrong_index_is_refused() {
	let (leaves, tree, contents) = collection(&[1, 1, 1, 1]);
	let proof = tree.proof(2).expect("in range");
	let moved = Leaf { index: 3, ..leaves[2].clone() };
	assert_eq!(proof.verify(&contents, &moved), Err(LeafProofError::RootMismatch));
	let outside = Leaf { index: 4, ..leaves[2].clone() };
	assert_eq!(proof.verify(&contents, &outside), Err(LeafProofError::IndexOutOfRange));
}

#[test]
fn an_inner_node_is_no_leaf() {
	// A collection of four shown as a collection of two whose "leaves" are its inner nodes: a leaf's
	// hash starts with another tag, so no leaf can be found that hashes to an inner node. The nearest
	// forgery claims the inner node's hash as the leaf's commitment.
	let (_, tree, contents) = collection(&[1, 2, 3, 4]);
	let [left, right] = tree.levels[1][..] else { panic!("two inner nodes") };
	let forged =
		Leaf { index: 0, commitment: left.digest, contributor: [0; 32], weight: left.weight };
	let proof = LeafProof { siblings: vec![right] };
	let as_two = Contents { leaves: 2, ..contents };
	assert_eq!(proof.verify(&as_two, &forged), Err(LeafProofError::RootMismatch));
	assert_eq!(proof.verify(&contents, &forged), Err(LeafProofError::TooShort));
}

#[test]
fn more_weight_than_the_root_holds_is_refused() {
	let (leaves, tree, contents) = collection(&[1, 2, 3]);
	let proof = tree.proof(1).expect("in range");
	let greedy = Leaf { weight: 3, ..leaves[1].clone() };
	assert_eq!(proof.verify(&contents, &greedy), Err(LeafProofError::WeightMismatch));
	// Weight moved from the sibling to the leaf keeps the sum; the hashes do not follow.
	let mut shifted = proof.clone();
	shifted.siblings[0].weight -= 1;
	assert_eq!(shifted.verify(&contents, &greedy), Err(LeafProofError::RootMismatch));
	let mut overflowing = proof;
	overflowing.siblings[0].weight = u64::MAX;
	assert_eq!(overflowing.verify(&contents, &leaves[1]), Err(LeafProofError::WeightOverflow));
}

#[test]
fn trees_that_mean_nothing_are_refused() {
	assert_eq!(MerkleSumTree::build(vec![]), Err(TreeError::NoLeaves));
	assert_eq!(
		MerkleSumTree::build(vec![leaf(0, 0).node(), leaf(1, 0).node()]),
		Err(TreeError::ZeroWeight)
	);
	assert_eq!(
		MerkleSumTree::build(vec![leaf(0, u64::MAX).node(), leaf(1, 1).node()]),
		Err(TreeError::WeightOverflow)
	);
}

#[test]
fn the_largest_tree_has_the_longest_proof() {
	assert_eq!(sides(0, u32::MAX).count() as u32, MAX_PROOF_LENGTH);
	assert_eq!(sides(u32::MAX - 1, u32::MAX).count(), 31, "the last leaf moves up once");
}

proptest! {
	#[test]
	fn a_proof_convinces_for_its_leaf_alone(
		weights in proptest::collection::vec(0_u64..1 << 40, 1..200),
		pick in any::<proptest::sample::Index>(),
		other in any::<proptest::sample::Index>(),
	) {
		prop_assume!(weights.iter().any(|w| *w > 0));
		let (leaves, tree, contents) = collection(&weights);
		let (pick, other) = (pick.index(weights.len()), other.index(weights.len()));
		let proof = tree.proof(pick as u32).expect("in range");
		prop_assert_eq!(proof.verify(&contents, &leaves[pick]), Ok(()));
		if pick != other {
			prop_assert!(proof.verify(&contents, &leaves[other]).is_err());
		}
	}

	#[test]
	fn one_flipped_bit_anywhere_is_refused(
		weights in proptest::collection::vec(1_u64..1 << 40, 2..64),
		pick in any::<proptest::sample::Index>(),
		bit in any::<proptest::sample::Index>(),
	) {
		let (leaves, tree, contents) = collection(&weights);
		let index = pick.index(weights.len());
		let mut bytes = tree.proof(index as u32).expect("in range").encode();
		// The first byte or two are the length; a changed length is a changed proof as well.
		let bit = bit.index(bytes.len() * 8);
		bytes[bit / 8] ^= 1 << (bit % 8);
		if let Ok(forged) = LeafProof::decode(&mut &bytes[..]) {
			prop_assert!(forged.verify(&contents, &leaves[index]).is_err());
		}
	}
}
