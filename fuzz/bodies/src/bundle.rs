//! Proof bundles: true ones, changed in every part, and any bytes.
//!
//! A second trie, written by hand, says whether a bundle holds together. The verifier must say the same of every bundle. And
//! of a block that is known, whatever it accepts must be what the chain has.

mod chain;
mod trie;

use animechain_lineage_proof::{
	digest::blake2_256,
	rows::{Authority, Basis, Contents, Edge, Kind, Record, Relation},
	trie::{Branch, Child},
	verify, Bundle, Digest, Error, Expected, Verified,
};
use codec::Encode;

use crate::{input::Input, Seed};
use chain::{chains, Chain};

/// Bytes of the checksum.
const CHECKSUM: usize = 4;

/// With a checksum that fits.
fn sealed(mut body: Vec<u8>) -> Vec<u8> {
	let checksum = blake2_256(&body);
	body.extend(&checksum[..CHECKSUM]);
	body
}

/// The digests of a bundle's assets, every preimage put together by hand. `None` if there are too few or too many digests of
/// other parents.
fn digests(bundle: &Bundle) -> Option<Vec<Digest>> {
	let mut digests: Vec<Digest> = Vec::new();
	for (place, step) in bundle.steps.iter().enumerate().rev() {
		let next = bundle.steps.get(place + 1).map(|above| above.id);
		let mut others = step.others.iter();
		let mut known: Vec<(u64, Digest)> = Vec::new();
		let mut preimage = vec![2];
		preimage.extend(step.id.to_le_bytes());
		preimage.extend(blake2_256(&[&[4], &step.record.encode()[..]].concat()));
		for edge in &step.record.edges {
			let digest = match known.iter().find(|(id, _)| *id == edge.parent) {
				Some((_, digest)) => *digest,
				None if Some(edge.parent) == next => *digests.last()?,
				None => *others.next()?,
			};
			known.push((edge.parent, digest));
			preimage.extend(digest);
		}
		if others.next().is_some() {
			return None;
		}
		digests.push(blake2_256(&preimage));
	}
	digests.reverse();
	Some(digests)
}

/// Whether a bundle that was read holds together, by the second trie.
fn holds(bundle: &Bundle) -> bool {
	let Some((_, root)) = trie::header(&bundle.header) else { return false };
	let Some(first) = bundle.steps.first() else { return false };
	let digests = digests(bundle).expect("a bundle that was read has as many as it needs");
	let row = bundle.head.row(first.record.kind, &digests[0]);
	trie::root(first.id, &row, &bundle.way) == Some(root)
}

/// Checks what was proven against what the bundle says.
fn compare(verified: &Verified, bundle: &Bundle) {
	assert_eq!(verified.genesis, bundle.genesis);
	assert_eq!(verified.block.id, blake2_256(&bundle.header));
	let header = trie::header(&bundle.header);
	assert_eq!(header, Some((verified.block.number, verified.block.state_root)));
	assert_eq!(verified.head, bundle.head);
	assert_eq!(verified.steps.len(), bundle.steps.len());
	let digests = digests(bundle).expect("a bundle that was read has as many as it needs");
	for (place, step) in verified.steps.iter().enumerate() {
		let preimage = &bundle.steps[place];
		assert_eq!((step.id, &step.record), (preimage.id, &preimage.record));
		assert_eq!(step.digest, digests[place]);
		let next = bundle.steps.get(place + 1).map(|above| above.id);
		let up = preimage.record.edges.iter().filter(|edge| Some(edge.parent) == next);
		assert!(step.up.iter().eq(up));
		assert_eq!(step.up.is_empty(), next.is_none(), "a step that leads nowhere");
		assert!(next.is_none_or(|next| next < step.id), "a parent that is not older");
	}
}

fn judge(bytes: &[u8]) {
	let decoded = Bundle::decode(bytes);
	let verdict = verify(bytes, &Expected::default());
	match (&decoded, &verdict) {
		(Err(error), verdict) => assert_eq!(verdict.as_ref().err(), Some(error)),
		(Ok(bundle), Ok(verified)) => {
			assert!(holds(bundle), "accepted, and the second trie has another root");
			compare(verified, bundle);
		},
		(Ok(bundle), Err(error)) => {
			assert!(!holds(bundle), "refused, and the second trie has the same root: {error}");
		},
	}
	if let Ok(bundle) = &decoded {
		assert_eq!(bundle.encode().as_deref(), Ok(bytes), "two ways to write one bundle");
	}
	for chain in chains() {
		judge_of_known(chain, bytes, &verdict);
	}
}

/// The block is known to be final: nothing but what the chain has may be accepted.
fn judge_of_known(chain: &Chain, bytes: &[u8], alone: &Result<Verified, Error>) {
	let pinned =
		Expected { block: Some(chain.block), genesis: Some(chain.genesis), ..Expected::default() };
	match (verify(bytes, &pinned), alone) {
		(Ok(verified), Ok(same)) => {
			assert_eq!(&verified, same);
			assert_eq!((verified.block.id, verified.genesis), (chain.block, chain.genesis));
			chain.has(&verified);
			let about = (verified.asset().id, verified.ancestor().id);
			for asked in [(0, 0), about] {
				let expected = Expected { asset: Some(asked.0), ancestor: Some(asked.1), ..pinned };
				assert_eq!(verify(bytes, &expected).is_ok(), asked == about);
			}
		},
		(Ok(_), Err(error)) => panic!("accepted of a known block, but not alone: {error}"),
		(Err(error), Ok(same)) => {
			let other = same.block.id != chain.block || same.genesis != chain.genesis;
			assert!(other, "refused of its own block: {error}");
			assert!(matches!(error, Error::OtherBlock { .. } | Error::OtherChain { .. }));
		},
		(Err(_), Err(_)) => {},
	}
}

fn any_edge(input: &mut Input) -> Edge {
	Edge {
		parent: input.number(),
		relation: Relation::ALL[input.below(10)],
		share: input.number() as u32,
		authority: match input.byte() % 3 {
			0 => Authority::Control,
			1 => Authority::Offer(input.number()),
			_ => Authority::Licence(input.number()),
		},
	}
}

fn change_record(input: &mut Input, record: &mut Record) {
	let at = input.below(record.edges.len());
	let declaration = &mut record.declaration;
	match input.byte() % 16 {
		0 => input.flip(&mut record.registrant),
		1 => record.block = input.number() as u32,
		2 => record.kind = Kind::ALL[input.below(4)],
		3 => input.flip(&mut declaration.commitment),
		4 => declaration.metadata = input.bit().then(|| input.array()),
		5 => {
			let length = input.below(66);
			declaration.rights_information = input.bit().then(|| input.take(length).to_vec());
		},
		6 => declaration.basis = Basis::ALL[input.below(6)],
		7 => declaration.intent.purposes = input.byte(),
		8 => declaration.intent.commercial ^= true,
		9 => {
			let root = if input.bit() { declaration.commitment } else { input.array() };
			record.contents = input.bit().then(|| Contents {
				root,
				leaves: input.number() as u32,
				weight: input.number(),
				contributors_share: input.number() as u32,
			});
		},
		10 => {
			let edge = any_edge(input);
			record.edges.insert(at, edge);
		},
		11 if !record.edges.is_empty() => {
			record.edges.remove(at);
		},
		12 if !record.edges.is_empty() => {
			let other = input.below(record.edges.len());
			record.edges.swap(at, other);
		},
		13 if !record.edges.is_empty() => record.edges.insert(at, record.edges[at]),
		_ => {
			if let Some(edge) = record.edges.get_mut(at) {
				let any = any_edge(input);
				match input.byte() % 4 {
					0 => edge.parent = any.parent,
					1 => edge.relation = any.relation,
					2 => edge.share = any.share,
					_ => edge.authority = any.authority,
				}
			}
		},
	}
}

fn change_head(input: &mut Input, bundle: &mut Bundle) {
	let head = &mut bundle.head;
	match input.byte() % 10 {
		0 => input.flip(&mut head.controller),
		1 => head.marks = input.byte() & 0x7f,
		2 => head.affected_by = input.bit().then(|| input.number()),
		3 => head.terms.purposes = input.byte() & 0x3f,
		4 => head.terms.commercial ^= true,
		5 => head.terms.expires = input.bit().then(|| input.number() as u32),
		6 => head.composition[input.below(6)] = input.number(),
		7 => head.excluded.leaves = input.number() as u32,
		8 => head.excluded.weight = input.number(),
		_ => {
			let number = input.number() as u32;
			match input.byte() % 3 {
				0 => head.generation = number,
				1 => head.standing_changes = number,
				_ => head.control_changes = number,
			}
		},
	}
}

fn change_way(input: &mut Input, bundle: &mut Bundle) {
	let at = input.below(bundle.way.len());
	let Some(branch) = bundle.way.get_mut(at) else {
		bundle.way.push(Branch::default());
		return;
	};
	let nibble = input.byte() & 15;
	match input.byte() % 9 {
		0 => branch.skipped = input.byte() & 0x7f,
		1 => {
			branch.children.remove(&nibble);
		},
		2 => {
			branch.children.insert(nibble, Child::Digest(input.array()));
		},
		3 => {
			let length = 1 + input.below(31);
			let node = input.take(length).to_vec();
			if !node.is_empty() {
				branch.children.insert(nibble, Child::Node(node));
			}
		},
		4 => {
			if let Some(Child::Digest(digest)) = branch.children.get_mut(&nibble) {
				input.flip(digest);
			}
		},
		5 => {
			if let Some(child) = branch.children.remove(&nibble) {
				branch.children.insert(input.byte() & 15, child);
			}
		},
		6 => {
			bundle.way.remove(at);
		},
		7 => bundle.way.insert(at, Branch::default()),
		_ => {
			let other = input.below(bundle.way.len());
			bundle.way.swap(at, other);
		},
	}
}

fn change_steps(input: &mut Input, chain: &Chain, bundle: &mut Bundle) {
	let at = input.below(bundle.steps.len());
	match input.byte() % 8 {
		0 => {
			let other = &chain.bundles[input.below(chain.bundles.len())].1.steps;
			let from = input.below(other.len());
			bundle.steps.truncate(at);
			bundle.steps.extend_from_slice(&other[from..]);
		},
		// A shorter way to the same asset, with the digest of what was cut: as true as the longer one.
		1 if bundle.steps.len() > 1 => {
			let Some(digests) = digests(bundle) else { return };
			let cut = bundle.steps.len() - 1;
			let gone = bundle.steps.pop().map(|step| step.id);
			let last = &mut bundle.steps[cut - 1];
			let place = last.record.other_parents(None).iter().position(|id| Some(*id) == gone);
			last.others.insert(place.unwrap_or_default(), digests[cut]);
		},
		2 if bundle.steps.len() > 1 => {
			bundle.steps.remove(at);
		},
		3 => {
			if let Some(step) = bundle.steps.get_mut(at) {
				step.id = input.number();
			}
		},
		4 => {
			if let Some(step) = bundle.steps.get_mut(at) {
				let place = input.below(step.others.len());
				if let Some(digest) = step.others.get_mut(place) {
					input.flip(digest);
				}
			}
		},
		5 => {
			if let Some(step) = bundle.steps.get_mut(at) {
				let (one, other) = (input.below(step.others.len()), input.below(step.others.len()));
				if !step.others.is_empty() {
					step.others.swap(one, other);
				}
			}
		},
		_ => {
			if let Some(step) = bundle.steps.get_mut(at) {
				change_record(input, &mut step.record);
				// As many digests as there must be.
				let next = bundle.steps.get(at + 1).map(|above| above.id);
				let step = &mut bundle.steps[at];
				let others = step.record.other_parents(next).len();
				step.others.resize_with(others, || input.array());
			}
		},
	}
}

/// A chain of somebody's own: the header has the root that the rest leads to.
fn forge(bundle: &mut Bundle) {
	let Some((first, digests)) = bundle.steps.first().zip(digests(bundle)) else { return };
	let row = bundle.head.row(first.record.kind, &digests[0]);
	if let Some(root) = trie::root(first.id, &row, &bundle.way) {
		trie::put_root(&mut bundle.header, root);
	}
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	let kind = input.byte() % 4;
	if kind < 2 {
		let body = input.rest().to_vec();
		judge(&if kind == 0 { body } else { sealed(body) });
		return;
	}
	let chain = &chains()[usize::from(input.byte() % 8 == 7)];
	let (base, bundle) = &chain.bundles[input.below(chain.bundles.len())];
	if kind == 2 {
		let mut body = base[..base.len() - CHECKSUM].to_vec();
		while !input.is_empty() {
			input.damage(&mut body);
		}
		judge(&sealed(body));
		return;
	}
	let mut bundle = bundle.clone();
	while !input.is_empty() {
		match input.byte() % 8 {
			0 => input.flip(&mut bundle.genesis),
			1 => input.damage(&mut bundle.header),
			2 => change_head(&mut input, &mut bundle),
			3 => change_way(&mut input, &mut bundle),
			4 => forge(&mut bundle),
			_ => change_steps(&mut input, chain, &mut bundle),
		}
	}
	if let Ok(bytes) = bundle.encode() {
		judge(&bytes);
	}
}

/// Bundles as they are made, and one change of each part.
pub fn seeds() -> Vec<Seed> {
	let mut seeds = Vec::new();
	for (number, chain) in chains().iter().enumerate() {
		for (place, (bytes, _)) in chain.bundles.iter().enumerate() {
			let body = &bytes[..bytes.len() - CHECKSUM];
			seeds.push((format!("chain-{number}-{place}"), [&[0], &bytes[..]].concat()));
			seeds.push((format!("chain-{number}-{place}-sealed"), [&[1], body].concat()));
		}
	}
	for (name, choices) in [
		("true", &[3, 0, 0][..]),
		("shorter", &[3, 0, 3, 5, 0, 1]),
		("shorter-by-two", &[3, 0, 3, 5, 0, 1, 5, 0, 1]),
		("other-chain", &[3, 0, 1, 0, 3, 1]),
		("forged", &[3, 0, 2, 2, 1, 1, 4]),
		("forged-record", &[3, 0, 2, 6, 1, 7, 3, 1, 1, 4]),
		("header", &[3, 0, 0, 1, 40, 0, 1, 1]),
		("way", &[3, 0, 1, 3, 0, 4, 4, 9, 1, 4]),
		("joined", &[3, 0, 1, 5, 1, 0, 2, 1]),
		("damaged", &[2, 0, 1, 9, 0, 0, 0, 0, 3, 0]),
	] {
		seeds.push((name.to_owned(), choices.to_vec()));
	}
	seeds
}
