//! The binary form: every bundle has one, and no bytes have two meanings.

// A test that cannot go on says so best where it stands.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use animechain_lineage_proof::{
	bundle::{Preimage, MAX_EDGES},
	digest::blake2_256,
	error::Hex,
	rows::{
		Authority, Basis, Contents, Declaration, Edge, Excluded, Head, Intent, Kind, Record,
		Relation, Terms,
	},
	trie::{Branch, Child},
	verify, Bundle, Error, Expected, MAX_BYTES, MAX_STEPS, VERSION,
};
use proptest::{array::uniform6, collection::vec, option, prelude::*, sample::select};

fn digests() -> impl Strategy<Value = [u8; 32]> {
	any::<[u8; 32]>()
}

/// One of a few, so that accounts return.
fn accounts() -> impl Strategy<Value = [u8; 32]> {
	(0..4_u8).prop_map(|account| [account; 32])
}

fn edges() -> impl Strategy<Value = Edge> {
	let authority = prop_oneof![
		Just(Authority::Control),
		any::<u64>().prop_map(Authority::Offer),
		any::<u64>().prop_map(Authority::Licence),
	];
	(0..5_000_u64, select(&Relation::ALL[..]), any::<u32>(), authority).prop_map(
		|(parent, relation, share, authority)| Edge { parent, relation, share, authority },
	)
}

fn records() -> impl Strategy<Value = Record> {
	let declaration = (
		digests(),
		option::of(digests()),
		option::of(vec(any::<u8>(), 0..=64)),
		select(&Basis::ALL[..]),
		(0..64_u8, any::<bool>()),
	);
	let contents = option::of((option::of(digests()), any::<(u32, u64, u32)>()));
	let rest = (accounts(), any::<u32>(), select(&Kind::ALL[..]), vec(edges(), 0..8));
	(declaration, contents, rest).prop_map(|(declaration, contents, rest)| {
		let (commitment, metadata, rights_information, basis, (purposes, commercial)) = declaration;
		let (registrant, block, kind, edges) = rest;
		let contents = contents.map(|(root, (leaves, weight, contributors_share))| Contents {
			root: root.unwrap_or(commitment),
			leaves,
			weight,
			contributors_share,
		});
		let intent = Intent { purposes, commercial };
		let declaration = Declaration { commitment, metadata, rights_information, basis, intent };
		Record { registrant, block, kind, declaration, contents, edges }
	})
}

fn heads() -> impl Strategy<Value = Head> {
	(
		(
			accounts(),
			0..128_u8,
			any::<Option<u64>>(),
			0..64_u8,
			any::<bool>(),
			any::<Option<u32>>(),
		),
		(uniform6(any::<u64>()), any::<(u32, u64)>(), any::<[u32; 3]>()),
	)
		.prop_map(|(first, (composition, excluded, counts))| Head {
			controller: first.0,
			marks: first.1,
			affected_by: first.2,
			terms: Terms { purposes: first.3, commercial: first.4, expires: first.5 },
			composition,
			excluded: Excluded { leaves: excluded.0, weight: excluded.1 },
			generation: counts[0],
			standing_changes: counts[1],
			control_changes: counts[2],
		})
}

fn branches() -> impl Strategy<Value = Branch> {
	let child = prop_oneof![
		digests().prop_map(Child::Digest),
		vec(any::<u8>(), 1..32).prop_map(Child::Node),
	];
	let children = proptest::collection::btree_map(0..16_u8, child, 0..16);
	(0..96_u8, children).prop_map(|(skipped, children)| Branch { skipped, children })
}

/// Bundles that can be written. What they say proves nothing.
fn bundles() -> impl Strategy<Value = Bundle> {
	let steps = vec((1..1_000_000_u64, records(), any::<u64>()), 1..5);
	(digests(), vec(any::<u8>(), 0..300), heads(), vec(branches(), 0..4), steps).prop_map(
		|(genesis, header, head, way, steps)| {
			let mut id = 0;
			let mut made: Vec<Preimage> = Vec::new();
			for (more, mut record, seed) in steps.into_iter().rev() {
				let next = made.last().map(|step| step.id);
				if let Some(next) = next {
					let parent = record.edges.first().map(|edge| Edge { parent: next, ..*edge });
					let relation = Relation::DerivedFrom;
					let authority = Authority::Control;
					let edge = Edge { parent: next, relation, share: 7, authority };
					record.edges.push(parent.unwrap_or(edge));
				}
				id += more;
				let digest = |other: u64| blake2_256(&(seed ^ other).to_le_bytes());
				let others = record.other_parents(next).into_iter().map(digest).collect();
				made.push(Preimage { id, record, others });
			}
			made.reverse();
			Bundle { genesis, header, head, way, steps: made }
		},
	)
}

fn sealed(body: &[u8]) -> Vec<u8> {
	[body, &blake2_256(body)[..4]].concat()
}

proptest! {
	#[test]
	fn bundles_are_read_as_they_were_written(bundle in bundles()) {
		let bytes = bundle.encode().expect("it can be written");
		prop_assert_eq!(Bundle::decode(&bytes), Ok(bundle));
	}

	#[test]
	fn bytes_that_are_read_are_written_again(
		bundle in bundles(),
		changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
	) {
		let bytes = bundle.encode().expect("it can be written");
		let mut body = bytes[..bytes.len() - 4].to_vec();
		for (at, byte) in changes {
			let at = at.index(body.len());
			body[at] = byte;
		}
		let bytes = sealed(&body);
		if let Ok(bundle) = Bundle::decode(&bytes) {
			prop_assert_eq!(bundle.encode(), Ok(bytes));
		}
	}

	#[test]
	fn nonsense_is_refused(mut body in vec(any::<u8>(), 1..600)) {
		body[0] = VERSION;
		prop_assert!(verify(&sealed(&body), &Expected::default()).is_err());
		prop_assert!(verify(&body, &Expected::default()).is_err());
	}

	#[test]
	fn what_can_be_read_and_is_not_in_the_state_is_refused(bundle in bundles()) {
		let bytes = bundle.encode().expect("it can be written");
		let error = verify(&bytes, &Expected::default()).expect_err("nothing is proven");
		prop_assert!(matches!(error, Error::NotInState | Error::Malformed("way" | "header")));
	}
}

/// The rows of the largest assets that there can be.
fn largest(id: u64, next: Option<u64>) -> Preimage {
	let edge = |index: u64| Edge {
		parent: if index == 0 { next.unwrap_or(id - 1) } else { id - 100 - index },
		relation: Relation::VersionOf,
		share: 1_000_000,
		authority: Authority::Licence(u64::MAX - index),
	};
	let record = Record {
		registrant: blake2_256(&id.to_le_bytes()),
		block: u32::MAX,
		kind: Kind::Dataset,
		declaration: Declaration {
			commitment: [1; 32],
			metadata: Some([2; 32]),
			rights_information: Some(vec![3; 64]),
			basis: Basis::Undeclared,
			intent: Intent { purposes: 63, commercial: true },
		},
		contents: Some(Contents {
			root: [4; 32],
			leaves: u32::MAX,
			weight: u64::MAX,
			contributors_share: 1_000_000,
		}),
		edges: (0..MAX_EDGES as u64).map(edge).collect(),
	};
	let others = record.other_parents(next).iter().map(|_| [5; 32]).collect();
	Preimage { id, record, others }
}

fn head() -> Head {
	Head {
		controller: [0; 32],
		marks: 15,
		affected_by: Some(u64::MAX),
		terms: Terms { purposes: 63, commercial: true, expires: Some(u32::MAX) },
		composition: [u64::MAX; 6],
		excluded: Excluded { leaves: u32::MAX, weight: u64::MAX },
		generation: u32::MAX,
		standing_changes: u32::MAX,
		control_changes: u32::MAX,
	}
}

fn with_steps(ids: &[u64]) -> Bundle {
	let nexts = ids.iter().skip(1).copied().map(Some).chain([None]);
	let children: BTreeMap<_, _> = (0..15).map(|it| (it, Child::Digest([it; 32]))).collect();
	Bundle {
		genesis: [0; 32],
		header: vec![7; 1_000],
		head: head(),
		// As deep as among 10^12 assets.
		way: vec![Branch { skipped: 3, children }; 12],
		steps: ids.iter().zip(nexts).map(|(id, next)| largest(*id, next)).collect(),
	}
}

#[test]
fn the_largest_bundle_fits() {
	let ids: Vec<u64> = (0..=MAX_STEPS as u64).map(|step| u64::MAX - step).collect();
	let bytes = with_steps(&ids).encode().unwrap();
	assert!(bytes.len() <= MAX_BYTES && bytes.len() > MAX_BYTES / 2, "{}", bytes.len());
	let ids: Vec<u64> = (0..=MAX_STEPS as u64 + 1).map(|step| u64::MAX - step).collect();
	assert_eq!(with_steps(&ids).encode(), Err(Error::TooLong(MAX_STEPS + 1)));
}

#[test]
fn what_no_chain_has_cannot_be_written() {
	let ids = [900, 800];
	let whole = with_steps(&ids);
	assert!(whole.encode().is_ok());
	let of = |change: fn(&mut Bundle)| {
		let mut bundle = whole.clone();
		change(&mut bundle);
		bundle.encode().unwrap_err()
	};
	let malformed = Error::Malformed;
	assert_eq!(of(|it| it.steps.clear()), malformed("number of steps"));
	assert_eq!(of(|it| it.steps.swap(0, 1)), malformed("id"));
	assert_eq!(of(|it| it.header = vec![0; 17 * 1024]), malformed("header"));
	assert_eq!(of(|it| it.way = vec![Branch::default(); 97]), malformed("number of branches"));
	let too_many = |it: &mut Bundle| {
		let edges = &mut it.steps[0].record.edges;
		edges.push(edges[1]);
	};
	assert_eq!(of(too_many), malformed("number of edges"));
	let information = |it: &mut Bundle| {
		it.steps[0].record.declaration.rights_information = Some(vec![0; 65]);
	};
	assert_eq!(of(information), malformed("rights information"));
	let small = |it: &mut Bundle| {
		it.way[0].children.insert(3, Child::Node(vec![0; 32]));
	};
	assert_eq!(of(small), malformed("branch"));
	let parent = |it: &mut Bundle| it.steps[0].record.edges[0].parent = 7;
	assert_eq!(of(parent), Error::NotAParent { child: 900, parent: 800 });
	assert!(of(|it| it.head.marks = 0x80) != Error::Damaged);
}

#[test]
fn digits_of_any_length_are_written() {
	for length in [0, 1, 31, 32, 33, 64, 70] {
		let bytes: Vec<u8> = (0..length).map(|byte| byte * 3).collect();
		let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
		assert_eq!(Hex(&bytes).to_string(), format!("0x{digits}"));
	}
}
