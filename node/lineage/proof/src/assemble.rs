//! Making a bundle of what a node has.

use alloc::vec::Vec;

use crate::{
	bundle::{read_header, Bundle, Preimage},
	digest::Digest,
	error::Error,
	rows::{AssetId, Head, Record},
	trie::{head_key, Branch},
	verify::{verify, Expected},
	MAX_STEPS,
};

/// What a node has to read for a bundle, all in the state of one block.
#[derive(Clone, Debug)]
pub struct Sources {
	/// The first block of the chain.
	pub genesis: Digest,
	/// The SCALE header of the block.
	pub header: Vec<u8>,
	/// The hot row of the asset.
	pub head: Vec<u8>,
	/// The nodes of the trie on the way to it, in any order and perhaps with others among them.
	pub nodes: Vec<Vec<u8>>,
	/// The asset and those above it up to the ancestor, each with its cold row.
	pub path: Vec<(AssetId, Vec<u8>)>,
}

/// Makes a bundle, and verifies it. `digest_of` is asked for the digests of parents that are not on the path.
pub fn assemble<Failure: From<Error>>(
	sources: Sources,
	mut digest_of: impl FnMut(AssetId) -> Result<Digest, Failure>,
) -> Result<Vec<u8>, Failure> {
	let Sources { genesis, header, head, nodes, path } = sources;
	let asset = path.first().ok_or(Error::Malformed("number of steps"))?.0;
	if path.len() - 1 > MAX_STEPS {
		return Err(Error::TooLong(path.len() - 1).into());
	}
	let (_, state_root) = read_header(&header)?;
	let (_, head, _) = Head::from_row(&head).ok_or(Error::Malformed("rows"))?;
	let way = Branch::way_to(&head_key(asset), &state_root, &nodes).ok_or(Error::NotInState)?;
	let above = path.iter().skip(1).map(|(id, _)| Some(*id)).chain([None]);
	let mut steps = Vec::with_capacity(path.len());
	for ((id, row), next) in path.iter().zip(above) {
		let record = Record::from_row(row).ok_or(Error::Malformed("rows"))?;
		let others = record.other_parents(next).into_iter().map(&mut digest_of);
		let others = others.collect::<Result<_, _>>()?;
		steps.push(Preimage { id: *id, record, others });
	}
	let bytes = Bundle { genesis, header, head, way, steps }.encode()?;
	verify(&bytes, &Expected::default())?;
	Ok(bytes)
}
