//! Bundles of a chain with the real runtime's state: what they prove, and that nothing else passes for one.

// A test that cannot go on says so best where it stands.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use animechain_lineage_proof::{
	assemble, digest::blake2_256, verify, Bundle, Error, Expected, MAX_BYTES, MAX_STEPS,
};
use codec::Encode;
use common::{Chain, Shape};

const SHAPE: Shape = Shape { assets: 1_000, accounts: 3, parents: 2 };

/// A bundle of ten steps, its chain, and everything that can be expected of it.
fn case() -> (Chain, Vec<u8>, Expected) {
	let mut chain = Chain::new(SHAPE);
	let path = SHAPE.path();
	let bytes = chain.bundle(&path);
	let expected = Expected {
		block: Some(chain.block()),
		genesis: Some([9; 32]),
		asset: Some(path[0]),
		ancestor: Some(path[10]),
	};
	(chain, bytes, expected)
}

/// With a checksum that fits again.
fn sealed(body: &[u8]) -> Vec<u8> {
	[body, &blake2_256(body)[..4]].concat()
}

fn body(bytes: &[u8]) -> &[u8] {
	&bytes[..bytes.len() - 4]
}

#[test]
fn proves_what_the_chain_has() {
	let (mut chain, bytes, expected) = case();
	let verified = verify(&bytes, &expected).unwrap();
	assert_eq!(verified.block.id, chain.block());
	assert_eq!(verified.block.number, 2_000_000);
	assert_eq!(verified.block.state_root, chain.header.state_root.0);
	let path = SHAPE.path();
	assert_eq!((verified.asset().id, verified.ancestor().id), (path[0], path[10]));
	for (index, step) in verified.steps.iter().enumerate() {
		assert_eq!(step.id, path[index]);
		assert_eq!(step.digest, chain.digest(step.id));
		assert_eq!(step.record.encode(), SHAPE.record(step.id).encode());
		let up: Vec<_> = step.up.iter().map(|edge| edge.parent).collect();
		assert_eq!(up, path.get(index + 1).copied().into_iter().collect::<Vec<_>>());
	}
	// A path of one asset, and one that shares parents with it.
	for path in [&path[3..4], &path[3..6]] {
		let bytes = chain.bundle(path);
		assert_eq!(verify(&bytes, &Expected::default()).unwrap().steps.len(), path.len());
	}
}

#[test]
fn every_flipped_bit_is_damage() {
	let (_, bytes, _) = case();
	for bit in 0..bytes.len() * 8 {
		let mut flipped = bytes.clone();
		flipped[bit / 8] ^= 1 << (bit % 8);
		let expected = match bit {
			0..8 => Error::UnknownVersion(flipped[0]),
			_ => Error::Damaged,
		};
		assert_eq!(verify(&flipped, &Expected::default()), Err(expected), "bit {bit}");
	}
}

#[test]
fn no_flipped_bit_passes_for_another_truth() {
	let (_, bytes, expected) = case();
	let body = body(&bytes);
	let mut errors = BTreeSet::new();
	for bit in 0..body.len() * 8 {
		let mut flipped = body.to_vec();
		flipped[bit / 8] ^= 1 << (bit % 8);
		match verify(&sealed(&flipped), &expected) {
			Ok(_) => panic!("bit {bit} of byte {}", bit / 8),
			Err(error) => errors.insert(error.name()),
		};
	}
	for name in ["otherBlock", "otherChain", "otherAsset", "notInState", "malformed", "truncated"] {
		assert!(errors.contains(name), "{name} in {errors:?}");
	}
}

/// Which flipped bits an honest checksum hides from who expects nothing: those that only a known block tells.
#[test]
fn without_a_known_block_only_the_header_and_the_name_of_the_chain_are_believed() {
	let (chain, bytes, _) = case();
	let truth = verify(&bytes, &Expected::default()).unwrap();
	let header = chain.header.encode();
	let believed = 1..1 + 32 + 2 + header.len();
	let root = 35 + 32 + 4..35 + 32 + 4 + 32;
	assert_eq!(&bytes[root.clone()], chain.header.state_root.as_bytes());
	for at in 0..bytes.len() - 4 {
		let mut changed = body(&bytes).to_vec();
		changed[at] ^= 1;
		if let Ok(verified) = verify(&sealed(&changed), &Expected::default()) {
			assert!(believed.contains(&at) && !root.contains(&at), "byte {at}");
			assert_eq!(verified.steps, truth.steps);
			assert!(verified.block.id != truth.block.id || verified.genesis != truth.genesis);
		}
	}
}

#[test]
fn what_is_cut_or_goes_on_is_refused() {
	let (_, bytes, expected) = case();
	for length in 0..bytes.len() {
		let error = verify(&bytes[..length], &expected).unwrap_err();
		assert!(matches!(error, Error::Damaged | Error::Truncated), "{length}: {error}");
		if length > 0 && length < bytes.len() - 4 {
			let error = verify(&sealed(&bytes[..length]), &expected).unwrap_err();
			assert_eq!(error, Error::Truncated, "{length}");
		}
	}
	let more = sealed(&[body(&bytes), &[0; 3]].concat());
	assert_eq!(verify(&more, &expected), Err(Error::TrailingBytes(3)));
	assert_eq!(verify(&[bytes, vec![0]].concat(), &expected), Err(Error::Damaged));
}

#[test]
fn a_bundle_of_something_else_is_told_apart() {
	let (chain, bytes, _) = case();
	let path = SHAPE.path();
	let of = |expected| verify(&bytes, &expected).unwrap_err();
	let none = Expected::default();
	assert_eq!(
		of(Expected { block: Some([0; 32]), ..none }),
		Error::OtherBlock { expected: [0; 32], found: chain.block() }
	);
	assert_eq!(
		of(Expected { genesis: Some([0; 32]), ..none }),
		Error::OtherChain { expected: [0; 32], found: [9; 32] }
	);
	assert_eq!(
		of(Expected { asset: Some(1), ..none }),
		Error::OtherAsset { expected: 1, found: path[0] }
	);
	assert_eq!(
		of(Expected { ancestor: Some(1), ..none }),
		Error::OtherAncestor { expected: 1, found: path[10] }
	);
}

#[test]
fn no_row_can_be_exchanged() {
	let (_, bytes, _) = case();
	let bundle = Bundle::decode(&bytes).unwrap();
	let changes: [fn(&mut Bundle); 8] = [
		|bundle| bundle.steps[10].record.declaration.commitment[0] ^= 1,
		|bundle| bundle.steps[4].record.edges[0].share += 1,
		|bundle| bundle.steps[0].record.registrant = [5; 32],
		|bundle| bundle.steps[2].others[0][9] ^= 1,
		|bundle| bundle.head.marks = 1,
		|bundle| bundle.head.controller = [5; 32],
		|bundle| bundle.way[0].children.clear(),
		|bundle| bundle.header[40] ^= 1,
	];
	for (index, change) in changes.into_iter().enumerate() {
		let mut changed = bundle.clone();
		change(&mut changed);
		let bytes = changed.encode().unwrap();
		assert_eq!(verify(&bytes, &Expected::default()), Err(Error::NotInState), "{index}");
	}
	// A shorter way to the same ancestor that nobody registered.
	let mut changed = bundle.clone();
	changed.steps.remove(5);
	let [child, parent] = [changed.steps[4].id, changed.steps[5].id];
	assert_eq!(changed.encode(), Err(Error::NotAParent { child, parent }));
	// The same with an edge that nobody registered either.
	let mut edge = changed.steps[4].record.edges[0];
	edge.parent = parent;
	changed.steps[4].record.edges[0] = edge;
	let bytes = changed.encode().unwrap();
	assert_eq!(verify(&bytes, &Expected::default()), Err(Error::NotInState));
}

#[test]
fn limits_hold_before_anything_is_read() {
	let (mut chain, bytes, _) = case();
	let none = Expected::default();
	let large = vec![1; MAX_BYTES + 1];
	assert_eq!(verify(&large, &none), Err(Error::TooLarge(MAX_BYTES + 1)));
	assert_eq!(verify(&[], &none), Err(Error::Truncated));
	assert_eq!(verify(&[2], &none), Err(Error::UnknownVersion(2)));
	// Four thousand million of everything that is counted.
	let huge = [3, 255, 255, 255, 255];
	let header = 33..35;
	let steps = 35 + chain.header.encode().len();
	let with = |at: usize, replaced: usize| {
		sealed(&[&bytes[..at], &huge[..], &body(&bytes)[at + replaced..]].concat())
	};
	assert_eq!(verify(&with(header.start, 2), &none), Err(Error::Malformed("header")));
	assert_eq!(verify(&with(steps, 1), &none), Err(Error::TooLong(u32::MAX as usize - 1)));
	let long = vec![0; MAX_STEPS + 2];
	let mut sources = chain.sources(&long[..1]);
	sources.path = vec![sources.path[0].clone(); MAX_STEPS + 2];
	let digest_of = |_| Ok::<_, Error>([0; 32]);
	assert_eq!(assemble(sources, digest_of), Err(Error::TooLong(MAX_STEPS + 1)));
}

#[test]
fn what_a_node_does_not_have_makes_no_bundle() {
	let (mut chain, ..) = case();
	let path = SHAPE.path();
	let sources = chain.sources(&path);
	let digest_of = |id| Ok::<_, Error>(chain.digest(id));
	let mut without = sources.clone();
	without.nodes.pop();
	assert_eq!(assemble(without, digest_of), Err(Error::NotInState));
	let mut other = sources.clone();
	other.header[40] ^= 1;
	assert_eq!(assemble(other, digest_of), Err(Error::NotInState));
	let mut short = sources.clone();
	short.head.pop();
	assert_eq!(assemble(short, digest_of), Err(Error::Malformed("rows")));
	let mut nothing = sources.clone();
	nothing.path.clear();
	assert_eq!(assemble(nothing, digest_of), Err(Error::Malformed("number of steps")));
	let mut cut = sources.clone();
	cut.header.truncate(60);
	assert_eq!(assemble(cut, digest_of), Err(Error::Malformed("header")));
	// A digest that is not the parent's.
	assert_eq!(assemble(sources, |_| Ok::<_, Error>([1; 32])), Err(Error::NotInState));
}

/// A bundle that the first release made: this one and all that follow read it.
#[test]
fn bundles_of_the_first_release_are_read() {
	let document = include_str!("vectors/bundle-1.json");
	let document: serde_json::Value = serde_json::from_str(document).unwrap();
	let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
	let bytes = |text: String| -> Vec<u8> {
		let pairs = (2..text.len()).step_by(2);
		pairs.map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
	};
	let expected = Expected {
		block: bytes(text(&document["at"]["hash"])).try_into().ok(),
		genesis: None,
		asset: text(&document["asset"]).parse().ok(),
		ancestor: text(&document["ancestor"]).parse().ok(),
	};
	assert!(expected.block.is_some() && expected.asset.is_some() && expected.ancestor.is_some());
	let verified = verify(&bytes(text(&document["bundle"])), &expected).unwrap();
	assert_eq!(verified.steps.len(), 11);
}
