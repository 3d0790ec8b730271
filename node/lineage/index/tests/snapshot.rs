//! Snapshots: what was written comes back, and nothing else ever does.

mod model;

use std::{fs, path::Path};

use animechain_lineage_index::{
	snapshot::{read, write, Image, SnapshotError},
	Graph, View,
};
use fastrand::Rng;
use model::{block, State};

const GENESIS: [u8; 32] = [1; 32];

/// A graph with blocks that are not final, and the final state.
fn grown(seed: u64) -> (State, Graph) {
	let mut random = Rng::with_seed(seed);
	let mut base = State::default();
	for _ in 0..300 {
		base.grow(5, &mut random);
	}
	let mut graph = base.rebuild(block(7, 0));
	let mut best = base.clone();
	for number in 8..20 {
		let (after, changes) = best.next(&mut random);
		let parent = graph.best();
		assert_eq!(graph.apply(block(number, seed), parent.hash, &changes), Ok(()));
		best = after;
	}
	(base, graph)
}

#[test]
fn the_final_state_comes_back() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("lineage");
	for seed in 0..20 {
		let (base, mut graph) = grown(seed);
		write(Image::of(&graph), GENESIS, &path).expect("the disk works");
		let again = read(&path, GENESIS).expect("it was written");
		assert_eq!((again.best(), again.finalised()), (block(7, 0), block(7, 0)));
		base.check(block(7, 0), again.reader(View::Best));
		base.check(block(7, 0), again.reader(View::Finalised));
		// It goes on from there like the one that it was taken of.
		let mut again = again;
		let mut random = Rng::with_seed(seed);
		let (after, changes) = base.next(&mut random);
		while graph.undo().is_some() {}
		for graph in [&mut graph, &mut again] {
			assert_eq!(graph.apply(block(8, 99), block(7, 0).hash, &changes), Ok(()));
			after.check(block(8, 99), graph.reader(View::Best));
		}
	}
	assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no file beside it");
}

#[test]
fn an_empty_graph_comes_back() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("lineage");
	write(Image::of(&Graph::new(block(0, 0))), GENESIS, &path).expect("the disk works");
	let again = read(&path, GENESIS).expect("it was written");
	State::default().check(block(0, 0), again.reader(View::Best));
}

fn refuse(path: &Path, bytes: &[u8]) -> SnapshotError {
	fs::write(path, bytes).expect("the disk works");
	match read(path, GENESIS) {
		Ok(_) => panic!("a damaged snapshot was read"),
		Err(error) => error,
	}
}

#[test]
fn damaged_snapshots_are_refused() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("lineage");
	assert!(matches!(read(&path, GENESIS), Err(SnapshotError::Missing)));
	let mut random = Rng::with_seed(4);
	let written = |seed, genesis| {
		write(Image::of(&grown(seed).1), genesis, &path).expect("the disk works");
		fs::read(&path).expect("the disk works")
	};
	let (right, other) = (written(1, GENESIS), written(2, GENESIS));
	let foreign = written(1, [2; 32]);
	assert!(matches!(refuse(&path, &foreign), SnapshotError::OtherChain));
	assert!(matches!(refuse(&path, &[]), SnapshotError::Truncated));

	for version in (0..50_u32).filter(|version| *version != 1) {
		let mut bytes = right.clone();
		bytes[8..12].copy_from_slice(&version.to_le_bytes());
		let error = refuse(&path, &bytes);
		assert!(matches!(error, SnapshotError::OtherVersion(found) if found == version));
	}
	for _ in 0..150 {
		let length = random.usize(0..right.len());
		assert!(matches!(refuse(&path, &right[..length]), SnapshotError::Truncated));
	}
	for round in 0..300 {
		let mut bytes = right.clone();
		// Every byte of the header, then anywhere; more and more bits.
		for _ in 0..=round / 150 {
			let at = if round < 128 { round } else { random.usize(0..bytes.len()) };
			bytes[at] ^= 1 << random.u8(0..8);
		}
		refuse(&path, &bytes);
	}
	for _ in 0..50 {
		// Two stretches swapped, or one from another snapshot.
		let length = random.usize(1..64);
		let (from, to) = (random.usize(128..2_000), random.usize(2_100..right.len() - 64));
		let mut bytes = right.clone();
		bytes[from..from + length].copy_from_slice(&right[to..to + length]);
		bytes[to..to + length].copy_from_slice(&right[from..from + length]);
		if bytes != right {
			refuse(&path, &bytes);
		}
		let mut bytes = right.clone();
		let end = (to + length).min(other.len());
		bytes[to..end].copy_from_slice(&other[to..end]);
		if bytes != right {
			refuse(&path, &bytes);
		}
	}
	let mut longer = right.clone();
	longer.push(0);
	assert!(matches!(refuse(&path, &longer), SnapshotError::Damaged(_)));
	fs::write(&path, &right).expect("the disk works");
	assert!(read(&path, GENESIS).is_ok(), "undamaged it is right");
}

/// Damage with a right checksum, as a faulty writer would make it: structure is checked, too.
#[test]
fn impossible_columns_are_refused() {
	let folder = tempfile::tempdir().expect("a folder");
	let path = folder.path().join("lineage");
	let mut random = Rng::with_seed(6);
	let (_, graph) = grown(3);
	write(Image::of(&graph), GENESIS, &path).expect("the disk works");
	let right = fs::read(&path).expect("the disk works");
	let end = right.len() - 32;
	let (mut refused, mut taken) = (0, 0);
	for _ in 0..3_000 {
		let mut bytes = right.clone();
		let at = random.usize(128..end);
		bytes[at] ^= 1 << random.u8(0..8);
		let checksum = *blake3::hash(&bytes[..end]).as_bytes();
		bytes[end..].copy_from_slice(&checksum);
		fs::write(&path, &bytes).expect("the disk works");
		match read(&path, GENESIS) {
			Err(SnapshotError::Damaged(_)) => refused += 1,
			Err(error) => panic!("{error}"),
			Ok(graph) => {
				// A weight, a controller or a kind may be any: nothing may fail on them.
				taken += 1;
				let reader = graph.reader(View::Best);
				for id in 0..reader.assets() {
					let asset = reader.asset(id).expect("it is known");
					assert!(reader.by_account(&asset.controller).contains(id));
					assert!(reader.parents(id).chain(reader.children(id)).count() < 10_000);
				}
			},
		}
	}
	assert!(refused > 500 && taken > 500, "{refused} refused, {taken} taken");
}
