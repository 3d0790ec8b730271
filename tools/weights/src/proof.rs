//! Bytes of proof for a set of keys.
//!
//! The model is that of the SDK (`frame-benchmarking-cli`, `pallet/writer.rs`) but for the sum: a key brings its
//! value at its largest and the trie nodes above it, 15 sibling digests of 33 bytes in each layer; a prefix brings two
//! more layers, once. Unlike there, a key that is written without being read counts, too: the storage root
//! needs the nodes above it.

use anyhow::{bail, Result};

use crate::runtime::{BenchmarkedRuntime, Touched};

/// The rows of a map without a stated bound.
const ROWS: u32 = 1_000_000;
/// What a layer of the trie adds: 15 siblings, each a digest behind its length.
const LAYER: u64 = 15 * 33;
/// Layers between the root of the state and that of a prefix.
const LAYERS_OF_A_PREFIX: u64 = 2;

/// What the keys under one prefix add.
#[derive(Clone, PartialEq, Eq)]
pub struct PrefixProof {
	/// Pallet and item.
	pub name: String,
	/// Distinct keys.
	pub keys: u32,
	/// Keys that are read.
	pub reads: u32,
	/// Keys that are written.
	pub writes: u32,
	/// Bytes of each.
	pub each: u64,
	/// Bytes of all, with the way to the prefix.
	pub total: u64,
}

/// What each prefix adds to the proof.
pub fn by_prefix(runtime: &BenchmarkedRuntime, touched: &[Touched]) -> Result<Vec<PrefixProof>> {
	touched.iter().map(|one| prefix_proof(runtime, one)).collect()
}

fn prefix_proof(runtime: &BenchmarkedRuntime, touched: &Touched) -> Result<PrefixProof> {
	let Touched { prefix, reads, writes } = touched;
	let Some(item) = runtime.storage_item(prefix) else {
		// A key of no item has no bound. Its text says most.
		bail!("no storage item has the key {:?}", String::from_utf8_lossy(prefix));
	};
	let name = format!(
		"{}::{}",
		String::from_utf8_lossy(&item.pallet_name),
		String::from_utf8_lossy(&item.storage_name)
	);
	let Some(size) = item.max_size else { bail!("{name} has no bound: its proof has none") };
	let keys = *reads.max(writes);
	let each = u64::from(size) + layers(item.max_values.unwrap_or(ROWS)) * LAYER;
	let total = u64::from(keys) * each + LAYERS_OF_A_PREFIX * LAYER;
	Ok(PrefixProof { name, keys, reads: *reads, writes: *writes, each, total })
}

/// Layers of a trie with so many keys.
fn layers(rows: u32) -> u64 {
	let mut layers = 0;
	let mut reach = 1_u64;
	while reach < u64::from(rows) {
		reach *= 16;
		layers += 1;
	}
	// The SDK counts a layer for a single value, too.
	layers.max(u64::from(rows > 0))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn layers_are_those_of_the_sdk() {
		for (rows, expected) in
			[(0, 0), (1, 1), (16, 1), (17, 2), (256, 2), (257, 3), (65_536, 4), (1_000_000, 5)]
		{
			assert_eq!(layers(rows), expected, "{rows}");
		}
	}
}
