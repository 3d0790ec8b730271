//! What must hold of the words and the arithmetic, by name: for any input, and shown to be alive by a model in which
//! it does not hold.

use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use proptest::{
	prelude::*,
	test_runner::{Config, TestCaseError, TestRunner},
};

use crate::{
	consent::LeafPage,
	digest::lineage_digest,
	merkle_sum::{Leaf, LeafProof, MerkleSumTree, Node},
	Basis, Composition, Contents, Mark, Marks, Purposes, Terms,
};

type Account = [u8; 32];
type Proof<'a> = (&'a Contents, &'a Leaf<Account>, &'a LeafProof);

/// What the invariants are about. A model differs from the truth in one of these.
#[derive(Clone, Copy)]
struct Words {
	meet: fn(Terms<u32>, Terms<u32>) -> Terms<u32>,
	add: fn(Composition, Composition) -> Option<Composition>,
	tree: fn(&[Leaf<Account>]) -> Node,
	proves: fn(Proof) -> bool,
	insert: fn(&mut LeafPage, u32),
	without: fn(Marks, Mark) -> Marks,
	digest: fn(u64, H256, &[H256]) -> H256,
}

const TRUTH: Words = Words {
	meet: |one, other| one.meet(other),
	add: |one, other| one.checked_add(other),
	tree: |leaves| tree(leaves).root(),
	proves: |(contents, leaf, proof)| proof.verify(contents, leaf).is_ok(),
	insert: |page, leaf| page.insert(leaf),
	without: |marks, mark| marks.without(mark),
	digest: |id, record, parents| lineage_digest(id, record, parents),
};

fn tree(leaves: &[Leaf<Account>]) -> MerkleSumTree {
	MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("some leaves")
}

fn contents(root: Node, leaves: usize) -> Contents {
	Contents {
		root: root.digest,
		leaves: leaves as u32,
		weight: root.weight,
		contributors_share: Permill::one(),
	}
}

/// Input for all of them.
#[derive(Clone, Debug)]
struct Input {
	terms: [Terms<u32>; 3],
	counts: [Composition; 2],
	weights: Vec<u64>,
	at: prop::sample::Index,
	pages: Vec<u32>,
	marks: (Marks, Mark),
	id: u64,
	parents: Vec<H256>,
}

fn input() -> impl Strategy<Value = Input> {
	let terms = (0_u8..64, any::<bool>(), proptest::option::of(0_u32..9)).prop_map(
		|(bits, commercial, expires)| Terms {
			purposes: Purposes::from_bits(bits).expect("six purposes"),
			commercial,
			expires,
		},
	);
	let counts = prop::array::uniform6(prop_oneof![0_u64..9, Just(u64::MAX / 4)]).prop_map(
		|[opt_in, licensed, public_domain, statutory_exception, synthetic, undeclared]| {
			Composition {
				opt_in,
				licensed,
				public_domain,
				statutory_exception,
				synthetic,
				undeclared,
			}
		},
	);
	let mark = prop::sample::select(Mark::ALL.to_vec());
	let marks = (0_u8..16, mark)
		.prop_map(|(bits, mark)| (Marks::from_bits(bits).expect("four marks"), mark));
	(
		prop::array::uniform3(terms),
		prop::array::uniform2(counts),
		prop::collection::vec(1_u64..1_000, 1..20),
		any::<prop::sample::Index>(),
		prop::collection::vec(0_u32..4_096, 1..20),
		marks,
		any::<u64>(),
		prop::collection::vec(any::<[u8; 32]>().prop_map(H256), 1..4),
	)
		.prop_map(|(terms, counts, weights, at, pages, marks, id, parents)| Input {
			terms,
			counts,
			weights,
			at,
			pages,
			marks,
			id,
			parents,
		})
}

/// Whether the words are right about an input.
type Holds = fn(&Words, &Input) -> bool;

/// The names, what must hold, and a model in which it does not.
const INVARIANTS: &[(&str, Holds, fn(&mut Words))] = &[
	("primitives/a-meet-only-narrows", narrows, |words| words.meet = |one, _| one),
	("primitives/a-meet-has-no-order", no_order, |words| {
		// Narrower still, if the first is not commercial.
		words.meet = |one, other| match one.commercial {
			true => one.meet(other),
			false => Terms { purposes: Purposes::NONE, ..one.meet(other) },
		};
	}),
	("primitives/items-add-up", items_add_up, |words| {
		words.add = |one, other| {
			let mut sum = one.checked_add(other)?;
			sum.remove_one(Basis::Undeclared);
			Some(sum)
		};
	}),
	("primitives/weights-add-up", weights_add_up, |words| {
		words.tree = |leaves| {
			let Node { digest, weight } = tree(leaves).root();
			Node { digest, weight: weight - 1 }
		};
	}),
	("primitives/every-leaf-is-proven", every_leaf, |words| {
		words.proves =
			|(contents, leaf, proof)| leaf.index > 0 && proof.verify(contents, leaf).is_ok();
	}),
	("primitives/a-proof-is-of-one-leaf", one_leaf, |words| {
		// Whatever the leaf says, if it once was right.
		words.proves = |(contents, leaf, _)| leaf.index < contents.leaves;
	}),
	("primitives/a-node-is-no-leaf", node_is_no_leaf, |words| {
		words.proves = |(contents, leaf, proof)| {
			// Without the tags that tell leaves and nodes apart, what is above two of them could be given for one.
			let above = match proof.siblings[..] {
				[left, right] => Node::join(&left, &right),
				_ => None,
			};
			above.is_some_and(|node| node.digest == contents.root)
				|| proof.verify(contents, leaf).is_ok()
		};
	}),
	("primitives/a-page-has-what-was-put-in", page, |words| {
		words.insert = |page, leaf| page.insert(leaf ^ 1);
	}),
	("primitives/a-mark-goes-alone", mark, |words| words.without = |_, _| Marks::NONE),
	("primitives/a-digest-is-of-all-parents", digest, |words| {
		words.digest = |id, record, parents| lineage_digest(id, record, parents.iter().skip(1));
	}),
];

fn narrows(words: &Words, input: &Input) -> bool {
	let [one, other, _] = input.terms;
	let meet = (words.meet)(one, other);
	let expiry = |terms: Terms<u32>| terms.expires.unwrap_or(u32::MAX);
	[one, other].into_iter().all(|terms| {
		terms.purposes.is_superset(meet.purposes)
			&& (terms.commercial || !meet.commercial)
			&& expiry(meet) <= expiry(terms)
	})
}

fn no_order(words: &Words, input: &Input) -> bool {
	let [one, two, three] = input.terms;
	let meet = words.meet;
	meet(one, two) == meet(two, one)
		&& meet(meet(one, two), three) == meet(one, meet(two, three))
		&& meet(one, one) == one
		&& meet(one, Terms::UNRESTRICTED) == one
}

fn items_add_up(words: &Words, input: &Input) -> bool {
	let [one, other] = input.counts;
	let total = u128::from(one.total()) + u128::from(other.total());
	match (words.add)(one, other) {
		None => total > u128::from(u64::MAX),
		Some(sum) => {
			let each = |basis| sum.count(basis) == one.count(basis) + other.count(basis);
			Basis::ALL.into_iter().all(each) && u128::from(sum.total()) == total
		},
	}
}

/// Leaves with these weights.
fn leaves(input: &Input) -> Vec<Leaf<Account>> {
	let leaf = |(index, weight): (u32, &u64)| Leaf {
		index,
		commitment: H256::from_low_u64_be(index.into()),
		contributor: [index as u8; 32],
		weight: *weight,
	};
	(0_u32..).zip(&input.weights).map(leaf).collect()
}

fn weights_add_up(words: &Words, input: &Input) -> bool {
	(words.tree)(&leaves(input)).weight == input.weights.iter().sum::<u64>()
}

fn every_leaf(words: &Words, input: &Input) -> bool {
	let leaves = leaves(input);
	let tree = tree(&leaves);
	let contents = contents(tree.root(), leaves.len());
	leaves.iter().all(|leaf| {
		let proof = tree.proof(leaf.index).expect("in range");
		(words.proves)((&contents, leaf, &proof))
	})
}

/// No leaf that differs in anything, and no other collection, is proven.
fn one_leaf(words: &Words, input: &Input) -> bool {
	let leaves = leaves(input);
	let tree = tree(&leaves);
	let contents = contents(tree.root(), leaves.len());
	let leaf = input.at.get(&leaves);
	let proof = tree.proof(leaf.index).expect("in range");
	let other = |change: fn(&mut Leaf<Account>)| {
		let mut other = leaf.clone();
		change(&mut other);
		(words.proves)((&contents, &other, &proof))
	};
	let heavier = Contents { weight: contents.weight + 1, ..contents };
	let longer = Contents { leaves: contents.leaves * 2 + 1, ..contents };
	!(other(|leaf| leaf.index ^= 1)
		|| other(|leaf| leaf.weight += 1)
		|| other(|leaf| leaf.contributor[0] ^= 1)
		|| other(|leaf| leaf.commitment.0[31] ^= 1)
		|| (words.proves)((&heavier, leaf, &proof))
		|| (words.proves)((&longer, leaf, &proof)))
}

/// The two nodes below the root are no way to prove any leaf.
fn node_is_no_leaf(words: &Words, input: &Input) -> bool {
	let leaves = leaves(input);
	if leaves.len() < 2 {
		return true;
	}
	let pair = tree(&leaves[..2]);
	let contents = contents(pair.root(), 2);
	let siblings = vec![leaves[0].node(), leaves[1].node()];
	let forged = Leaf { weight: 0, ..leaves[0].clone() };
	!(words.proves)((&contents, &forged, &LeafProof { siblings }))
}

fn page(words: &Words, input: &Input) -> bool {
	let mut page = LeafPage::default();
	for leaf in &input.pages {
		(words.insert)(&mut page, *leaf);
	}
	let distinct: std::collections::BTreeSet<_> = input.pages.iter().collect();
	(0..4_096).all(|leaf| page.contains(leaf) == distinct.contains(&leaf))
		&& page.count() as usize == distinct.len()
}

fn mark(words: &Words, input: &Input) -> bool {
	let (marks, mark) = input.marks;
	let rest = (words.without)(marks, mark);
	let kept = marks.iter().filter(|other| *other != mark).all(|other| rest.contains(other));
	kept && !rest.contains(mark) && rest.iter().all(|other| marks.contains(other))
}

fn digest(words: &Words, input: &Input) -> bool {
	let (record, parents) = (H256::repeat_byte(1), &input.parents);
	let is = (words.digest)(input.id, record, parents);
	let without = (words.digest)(input.id, record, &parents[1..]);
	let mut other = parents.clone();
	other[0].0[0] ^= 1;
	is != without
		&& is != (words.digest)(input.id, record, &other)
		&& is != (words.digest)(input.id ^ 1, record, parents)
		&& is != (words.digest)(input.id, H256::repeat_byte(2), parents)
}

/// Asks each invariant of words about many inputs, and names the first that does not hold.
fn check(words: &Words) -> Result<(), String> {
	for (name, holds, _) in INVARIANTS {
		let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
		let found = TestRunner::new(config).run(&input(), |input| match holds(words, &input) {
			true => Ok(()),
			false => Err(TestCaseError::fail("it does not hold")),
		});
		found.map_err(|error| format!("{name}: {error}"))?;
	}
	Ok(())
}

#[test]
fn they_hold() {
	assert_eq!(check(&TRUTH), Ok(()));
}

#[test]
fn each_is_seen_to_fail() {
	for (name, _, plant) in INVARIANTS {
		let mut words = TRUTH;
		plant(&mut words);
		let said = check(&words).expect_err(name);
		assert!(said.starts_with(&format!("{name}: ")), "{name} holds of what breaks it: {said}");
	}
}

#[test]
fn the_docs_have_the_names() {
	let docs = include_str!("../../../docs/invariants.md");
	let rows =
		docs.lines().filter_map(|line| line.strip_prefix("| `primitives/")?.split('`').next());
	let names = INVARIANTS.iter().filter_map(|(name, ..)| name.strip_prefix("primitives/"));
	assert_eq!(rows.collect::<Vec<_>>(), names.collect::<Vec<_>>());
}
