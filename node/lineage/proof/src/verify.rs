//! What a bundle proves.

use alloc::vec::Vec;

use crate::{
	bundle::{read_header, Bundle, Preimage},
	digest::{blake2_256, lineage_digest, Digest},
	error::Error,
	rows::{AssetId, Edge, Head, Record},
	trie,
};

/// What is asked of a bundle. What is not given is not compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Expected {
	/// The id of a block that is known to be final.
	pub block: Option<Digest>,
	/// The first block of the chain.
	pub genesis: Option<Digest>,
	/// The asset.
	pub asset: Option<AssetId>,
	/// The ancestor.
	pub ancestor: Option<AssetId>,
}

/// The block that a bundle speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
	/// Its id: the digest of its header.
	pub id: Digest,
	/// Its number.
	pub number: u64,
	/// The root of its state.
	pub state_root: Digest,
}

/// What was proven: if the block is final, all of it is so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
	/// The chain that the bundle names. The block proves it, and nothing else does.
	pub genesis: Digest,
	/// The block.
	pub block: Block,
	/// What the head of the asset says in the state of the block.
	pub head: Head,
	/// From the asset up to the ancestor: at least the asset.
	pub steps: Vec<Step>,
}

/// An asset on the path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
	/// The asset.
	pub id: AssetId,
	/// The digest of its ancestry.
	pub digest: Digest,
	/// What was registered.
	pub record: Record,
	/// Its edges to the next step: none of the last.
	pub up: Vec<Edge>,
}

impl Verified {
	/// The asset in question.
	pub fn asset(&self) -> &Step {
		&self.steps[0]
	}

	/// The ancestor that the path ends at; the asset itself if it has one step.
	pub fn ancestor(&self) -> &Step {
		&self.steps[self.steps.len() - 1]
	}
}

/// Verifies a bundle.
pub fn verify(bytes: &[u8], expected: &Expected) -> Result<Verified, Error> {
	let Bundle { genesis, header, head, way, steps: preimages } = Bundle::decode(bytes)?;
	let (number, state_root) = read_header(&header)?;
	let block = Block { id: blake2_256(&header), number, state_root };
	let (asset, ancestor) = match &preimages[..] {
		[first, .., last] => (first.id, last.id),
		[only] => (only.id, only.id),
		[] => return Err(Error::Malformed("number of steps")),
	};
	match *expected {
		Expected { block: Some(expected), .. } if expected != block.id => {
			return Err(Error::OtherBlock { expected, found: block.id })
		},
		Expected { genesis: Some(expected), .. } if expected != genesis => {
			return Err(Error::OtherChain { expected, found: genesis })
		},
		Expected { asset: Some(expected), .. } if expected != asset => {
			return Err(Error::OtherAsset { expected, found: asset })
		},
		Expected { ancestor: Some(expected), .. } if expected != ancestor => {
			return Err(Error::OtherAncestor { expected, found: ancestor })
		},
		_ => (),
	}
	let steps = recompute(preimages);
	let first = steps.first().ok_or(Error::Malformed("number of steps"))?;
	let row = head.row(first.record.kind, &first.digest);
	trie::verify(&state_root, trie::head_key(asset), row, &way)?;
	Ok(Verified { genesis, block, head, steps })
}

/// The digests, from the ancestor down to the asset.
fn recompute(preimages: Vec<Preimage>) -> Vec<Step> {
	let mut next: Option<(AssetId, Digest)> = None;
	let mut steps: Vec<Step> = Vec::with_capacity(preimages.len());
	for Preimage { id, record, others } in preimages.into_iter().rev() {
		let above = next.map(|(id, _)| id);
		let others: Vec<_> = record.other_parents(above).into_iter().zip(others).collect();
		let known = |parent| others.iter().chain(&next).find(|(id, _)| *id == parent);
		let digests: Vec<Digest> =
			record.edges.iter().filter_map(|edge| known(edge.parent)).map(|it| it.1).collect();
		let digest = lineage_digest(id, &record, &digests);
		let up = record.edges.iter().filter(|edge| Some(edge.parent) == above).copied().collect();
		next = Some((id, digest));
		steps.push(Step { id, digest, record, up });
	}
	steps.reverse();
	steps
}
