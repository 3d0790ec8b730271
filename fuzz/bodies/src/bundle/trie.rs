//! The root of a state from a row and the way to it: every node written by hand, from the row up.

use animechain_lineage_proof::{
	digest::{blake2_256, Digest},
	trie::{head_key, Branch, Child},
};

/// A leaf whose value stands elsewhere, by its digest, and the bits left for its size.
const LEAF: (u8, usize) = (0b0010_0000, 31);
/// A branch without a value.
const BRANCH: (u8, usize) = (0b1000_0000, 63);

/// How a node begins: its kind, the number of its nibbles, the nibbles.
fn begin((kind, most): (u8, usize), nibbles: &[u8]) -> Vec<u8> {
	let mut node = Vec::new();
	if nibbles.len() < most {
		node.push(kind + nibbles.len() as u8);
	} else {
		node.push(kind + most as u8);
		let mut left = nibbles.len() - most;
		while left >= 255 {
			node.push(255);
			left -= 255;
		}
		node.push(left as u8);
	}
	let mut nibbles = nibbles.iter();
	if nibbles.len() % 2 == 1 {
		node.extend(nibbles.next());
	}
	while let (Some(high), Some(low)) = (nibbles.next(), nibbles.next()) {
		node.push(high * 16 + low);
	}
	node
}

/// Bytes with their length before them; never more than 63 here.
fn short(bytes: &[u8]) -> Vec<u8> {
	[&[bytes.len() as u8 * 4], bytes].concat()
}

/// Where a row of an asset leads to, if the way can be that of its key.
pub fn root(asset: u64, row: &[u8], way: &[Branch]) -> Option<Digest> {
	let key: Vec<u8> = head_key(asset).iter().flat_map(|byte| [byte / 16, byte % 16]).collect();
	// Where each branch begins in the key.
	let (mut at, mut places) = (0, Vec::new());
	for branch in way {
		places.push(at);
		at += usize::from(branch.skipped) + 1;
	}
	let mut leaf = begin(LEAF, key.get(at..)?);
	leaf.extend(blake2_256(row));
	let mut below = blake2_256(&leaf);
	for (branch, begins) in way.iter().zip(places).rev() {
		let ends = begins + usize::from(branch.skipped);
		let ours = *key.get(ends)?;
		if branch.children.contains_key(&ours) {
			return None;
		}
		let mut node = begin(BRANCH, &key[begins..ends]);
		let (mut bits, mut children) = (0_u16, Vec::new());
		for nibble in 0..16 {
			let child = match branch.children.get(&nibble) {
				_ if nibble == ours => short(&below),
				Some(Child::Digest(digest)) => short(digest),
				Some(Child::Node(bytes)) => short(bytes),
				None => continue,
			};
			bits |= 1 << nibble;
			children.extend(child);
		}
		node.extend(bits.to_le_bytes());
		node.extend(children);
		below = blake2_256(&node);
	}
	Some(below)
}

/// The length of a compact number at the beginning, and the number, if it is the shortest way to write it.
fn compact(bytes: &[u8]) -> Option<(usize, u64)> {
	let first = *bytes.first()?;
	let (length, shift) = match first & 3 {
		0 => (1, 2),
		1 => (2, 2),
		2 => (4, 2),
		_ => (usize::from(first >> 2) + 5, 0),
	};
	let digits = bytes.get(if shift == 0 { 1 } else { 0 }..length)?;
	if digits.len() > 8 {
		return None;
	}
	let number = digits.iter().rev().fold(0_u64, |number, digit| number << 8 | u64::from(*digit));
	let number = number >> shift;
	let shortest = match length {
		1 => true,
		2 => number >= 1 << 6,
		4 => number >= 1 << 14,
		5 => number >= 1 << 30,
		_ => number >> (8 * (digits.len() - 1)) > 0,
	};
	shortest.then_some((length, number))
}

/// Where the root of the state stands in a header, after the number.
fn root_at(header: &[u8]) -> Option<(usize, u64)> {
	let (length, number) = compact(header.get(32..)?)?;
	Some((32 + length, number))
}

/// The number and the root of the state of a header.
pub fn header(header: &[u8]) -> Option<(u64, Digest)> {
	let (at, number) = root_at(header)?;
	let root = header.get(at..at + 32)?.try_into().ok()?;
	let (_, logs) = compact(header.get(at + 64..)?)?;
	u32::try_from(logs).is_ok().then_some((number, root))
}

/// Puts another root into a header.
pub fn put_root(header: &mut [u8], root: Digest) {
	if let Some((at, _)) = root_at(header) {
		if let Some(place) = header.get_mut(at..at + 32) {
			place.copy_from_slice(&root);
		}
	}
}
