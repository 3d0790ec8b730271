//! The proof that a head is in the state of a block.
//!
//! The way to one key goes from branch to branch. Of each, a bundle has the children that are not on the way; what is on the
//! way follows from the key. From that the nodes of a compact proof are made with the codec of the SDK's trie, and the
//! SDK's trie verifies them: no byte of a node comes from the bundle itself but digests, and small nodes that stand in
//! place of their digest.

use alloc::{collections::BTreeMap, vec::Vec};

use polkadot_sdk::sp_core::{Blake2Hasher, H256};
use sp_crypto_hashing::{twox_128, twox_64};
use sp_trie::{verify_trie_proof, LayoutV1, NodeCodec};
use trie_db::{
	node::{Node, NodeHandle, Value},
	ChildReference, NibbleSlice, NodeCodec as _,
};

use crate::{
	bytes::{number, Reader},
	digest::{blake2_256, Digest},
	error::Error,
	rows::AssetId,
};

/// The codec of the nodes.
type Codec = NodeCodec<Blake2Hasher>;

/// The pallet of the rows, as the runtime names it.
pub const PALLET: &str = "Provenance";
/// Nibbles of a key.
const NIBBLES: usize = 2 * (16 + 16 + 8 + 8);
/// A node that is shorter stands in its parent in place of its digest.
const DIGEST: usize = 32;
/// The bit of a branch with small nodes.
const SMALL: u8 = 0x80;

/// The key of a row of an asset.
fn key(map: &str, asset: AssetId) -> Vec<u8> {
	let id = asset.to_le_bytes();
	[&twox_128(PALLET.as_bytes())[..], &twox_128(map.as_bytes()), &twox_64(&id), &id].concat()
}

/// The key of the hot row.
pub fn head_key(asset: AssetId) -> Vec<u8> {
	key("Heads", asset)
}

/// The key of the cold row.
pub fn record_key(asset: AssetId) -> Vec<u8> {
	key("Records", asset)
}

/// A child of a branch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Child {
	/// By its digest.
	Digest(Digest),
	/// A small node itself.
	Node(Vec<u8>),
}

impl Child {
	/// As the codec wants it.
	fn reference(&self) -> ChildReference<H256> {
		match self {
			Self::Digest(digest) => ChildReference::Hash(H256(*digest)),
			Self::Node(node) => {
				let mut bytes = H256::zero();
				bytes.0[..node.len()].copy_from_slice(node);
				ChildReference::Inline(bytes, node.len())
			},
		}
	}
}

/// A branch on the way to a key.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Branch {
	/// Nibbles of the key between the branch above and this one.
	pub skipped: u8,
	/// The children that are not on the way.
	pub children: BTreeMap<u8, Child>,
}

impl Branch {
	/// Writes it: nibbles skipped, a bit for each child, a bit for each that is a small node if there are any, the children.
	pub fn write(&self, to: &mut Vec<u8>) {
		let bits = |small: bool| {
			let of =
				self.children.iter().filter(|(_, child)| !small || matches!(child, Child::Node(_)));
			of.fold(0_u16, |bits, (nibble, _)| bits | 1 << nibble)
		};
		let small = bits(true);
		to.push(self.skipped | if small == 0 { 0 } else { SMALL });
		to.extend_from_slice(&bits(false).to_le_bytes());
		if small != 0 {
			to.extend_from_slice(&small.to_le_bytes());
		}
		for child in self.children.values() {
			match child {
				Child::Digest(digest) => to.extend_from_slice(digest),
				Child::Node(node) => {
					number(to, node.len() as u32);
					to.extend_from_slice(node);
				},
			}
		}
	}

	fn read(from: &mut Reader) -> Result<Self, Error> {
		let malformed = Err(Error::Malformed("branch"));
		let first = from.byte()?;
		let all = u16::from_le_bytes(from.array()?);
		let with_small = first & SMALL != 0;
		let small = if with_small { u16::from_le_bytes(from.array()?) } else { 0 };
		if (small != 0) != with_small || small & !all != 0 {
			return malformed;
		}
		let mut children = BTreeMap::new();
		for nibble in (0..16).filter(|nibble| all >> nibble & 1 == 1) {
			let child = if small >> nibble & 1 == 1 {
				let length = from.count(DIGEST - 1, "branch")?;
				if length == 0 {
					return malformed;
				}
				Child::Node(from.take(length)?.to_vec())
			} else {
				Child::Digest(from.array()?)
			};
			children.insert(nibble, child);
		}
		Ok(Self { skipped: first & !SMALL, children })
	}

	/// Reads all of a way.
	pub fn read_way(from: &mut Reader) -> Result<Vec<Self>, Error> {
		let count = from.count(NIBBLES, "number of branches")?;
		let mut way = Vec::with_capacity(count);
		for _ in 0..count {
			way.push(Self::read(from)?);
		}
		Ok(way)
	}

	/// The way to a key in a trie, if its nodes on the way are among these. Branches on it have no value of their own: no key
	/// of a chain is the beginning of one of ours.
	pub fn way_to(key: &[u8], root: &Digest, nodes: &[Vec<u8>]) -> Option<Vec<Self>> {
		let nodes: BTreeMap<Digest, &Vec<u8>> =
			nodes.iter().map(|node| (blake2_256(node), node)).collect();
		let nibbles = nibbles(key);
		let (mut at, mut next, mut way) = (0, *root, Vec::new());
		loop {
			match Codec::decode(nodes.get(&next)?).ok()? {
				Node::NibbledBranch(partial, children, None) => {
					at += follows(&partial, nibbles.get(at..)?)?;
					let ours = *nibbles.get(at)?;
					at += 1;
					let Some(NodeHandle::Hash(digest)) = children[usize::from(ours)] else {
						return None;
					};
					next = digest.try_into().ok()?;
					let beside = (0..16_u8).zip(children).filter(|(nibble, _)| *nibble != ours);
					let child = |handle| match handle {
						NodeHandle::Hash(digest) => digest.try_into().map(Child::Digest).ok(),
						NodeHandle::Inline(node) => Some(Child::Node(node.to_vec())),
					};
					let children =
						beside.filter_map(|(nibble, handle)| Some((nibble, child(handle?)?)));
					let skipped = u8::try_from(partial.len()).ok()?;
					way.push(Self { skipped, children: children.collect() });
				},
				Node::Leaf(partial, _) => {
					at += follows(&partial, nibbles.get(at..)?)?;
					return (at == nibbles.len()).then_some(way);
				},
				_ => return None,
			}
		}
	}
}

/// The length of a partial key, if the nibbles begin with it.
fn follows(partial: &NibbleSlice, nibbles: &[u8]) -> Option<usize> {
	let length = partial.len();
	let same = nibbles.len() >= length && (0..length).all(|at| partial.at(at) == nibbles[at]);
	same.then_some(length)
}

fn nibbles(key: &[u8]) -> Vec<u8> {
	key.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect()
}

/// Nibbles as bytes, the first alone if their number is odd.
fn packed(nibbles: &[u8]) -> impl Iterator<Item = u8> + '_ {
	let (first, pairs) = nibbles.split_at(nibbles.len() % 2);
	first.iter().copied().chain(pairs.chunks(2).map(|pair| pair[0] << 4 | pair[1]))
}

/// Whether the state with this root has this row under this key.
pub fn verify(root: &Digest, key: Vec<u8>, row: Vec<u8>, way: &[Branch]) -> Result<(), Error> {
	let malformed = Error::Malformed("way");
	let nibbles = nibbles(&key);
	let mut left = &nibbles[..];
	let mut nodes = Vec::with_capacity(way.len() + 1);
	for Branch { skipped, children } in way {
		let (partial, rest) =
			left.split_at_checked(usize::from(*skipped)).ok_or(malformed.clone())?;
		let (ours, rest) = rest.split_first().ok_or(malformed.clone())?;
		left = rest;
		if children.contains_key(ours) {
			return Err(malformed);
		}
		// The child on the way is left out of its parent: it is the next node.
		let omitted = ChildReference::Inline(H256::zero(), 0);
		let all = (0..16).map(|nibble| match nibble == *ours {
			true => Some(omitted),
			false => children.get(&nibble).map(Child::reference),
		});
		nodes.push(Codec::branch_node_nibbled(packed(partial), partial.len(), all, None));
	}
	nodes.push(Codec::leaf_node(packed(left), left.len(), Value::Inline(&[])));
	verify_trie_proof::<LayoutV1<Blake2Hasher>, _, _, _>(&H256(*root), &nodes, &[(key, Some(row))])
		.map_err(|_| Error::NotInState)
}
