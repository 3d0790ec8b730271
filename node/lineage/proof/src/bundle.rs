//! A bundle, and its one binary form.
//!
//! ```text
//! version         1 byte
//! genesis         32 bytes
//! header          compact length, SCALE header
//! steps           compact number, then the compact id of the asset, then for each step up how much smaller the id is
//! accounts        compact number, 32 bytes each, in the order in which they are first used
//! head            what the head says beside kind and digest
//! way             compact number of branches, then each from the root of the state down: see `trie`
//! records         each as below
//! checksum        the first 4 bytes of Blake2b-256 of all that is before
//! ```
//!
//! What follows from something else is left out, so nothing can contradict itself: the kind and the digest of the head,
//! the digests of the parents on the path, the ids of those parents in the edges, the root of a collection whose
//! commitment it is. Accounts stand once.

use alloc::vec::Vec;

use crate::{
	bytes::{number, Reader},
	digest::{blake2_256, Digest},
	error::Error,
	rows::{
		Account, AssetId, Authority, Basis, Contents, Declaration, Edge, Excluded, Head, Intent,
		Kind, Record, Relation, Terms,
	},
	trie::Branch,
	MAX_BYTES, MAX_STEPS, VERSION,
};

/// Most edges of an asset.
pub const MAX_EDGES: usize = 64;
/// Longest header: the logs of a block are a few hundred bytes.
const MAX_HEADER: usize = 16 * 1024;
/// Longest rights-information id.
const MAX_RIGHTS_INFORMATION: usize = 64;
/// Bytes of the checksum.
const CHECKSUM: usize = 4;

/// Everything that proves a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundle {
	/// The first block of the chain.
	pub genesis: Digest,
	/// The SCALE header of the block.
	pub header: Vec<u8>,
	/// What the head of the first asset says.
	pub head: Head,
	/// From the root of the state down to the head.
	pub way: Vec<Branch>,
	/// The assets of the path, from the one in question up to its ancestor.
	pub steps: Vec<Preimage>,
}

/// What the digest of an asset is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preimage {
	/// The asset.
	pub id: AssetId,
	/// What was registered.
	pub record: Record,
	/// The digests of [`Record::other_parents`].
	pub others: Vec<Digest>,
}

impl Bundle {
	/// Writes it. [`Error::TooLong`] or [`Error::Malformed`] if it cannot be read again.
	pub fn encode(&self) -> Result<Vec<u8>, Error> {
		let mut to = alloc::vec![VERSION];
		to.extend_from_slice(&self.genesis);
		number(&mut to, self.header.len() as u32);
		to.extend_from_slice(&self.header);
		number(&mut to, self.steps.len() as u32);
		let mut below = None;
		for Preimage { id, .. } in &self.steps {
			number(&mut to, below.map_or(*id, |below: AssetId| below.wrapping_sub(*id)));
			below = Some(*id);
		}
		let mut accounts = alloc::vec![self.head.controller];
		for Preimage { record, .. } in &self.steps {
			if !accounts.contains(&record.registrant) {
				accounts.push(record.registrant);
			}
		}
		number(&mut to, accounts.len() as u32);
		accounts.iter().for_each(|account| to.extend_from_slice(account));
		write_head(&mut to, &self.head);
		number(&mut to, self.way.len() as u32);
		self.way.iter().for_each(|branch| branch.write(&mut to));
		let next = self.steps.iter().skip(1).map(|step| Some(step.id)).chain([None]);
		for (step, next) in self.steps.iter().zip(next) {
			let account = accounts.iter().position(|account| *account == step.record.registrant);
			number(&mut to, account.unwrap_or_default() as u32);
			write_record(&mut to, &step.record, next);
			step.others.iter().for_each(|digest| to.extend_from_slice(digest));
		}
		let checksum = blake2_256(&to);
		to.extend_from_slice(&checksum[..CHECKSUM]);
		match Self::decode(&to)? == *self {
			true => Ok(to),
			false => Err(Error::Malformed("rows")),
		}
	}

	/// Reads it.
	pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
		if bytes.len() > MAX_BYTES {
			return Err(Error::TooLarge(bytes.len()));
		}
		match bytes.first() {
			Some(&VERSION) => (),
			Some(&other) => return Err(Error::UnknownVersion(other)),
			None => return Err(Error::Truncated),
		}
		let (bytes, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(Error::Truncated)?;
		if blake2_256(bytes)[..CHECKSUM] != *checksum {
			return Err(Error::Damaged);
		}
		let mut from = Reader(bytes);
		from.byte()?;
		let genesis = from.array()?;
		let length = from.count(MAX_HEADER, "header")?;
		let header = from.take(length)?.to_vec();
		let ids = read_ids(&mut from)?;
		let mut accounts = Accounts::read(&mut from, ids.len() + 1)?;
		let head = read_head(&mut from, accounts.at(0)?)?;
		let way = Branch::read_way(&mut from)?;
		let mut steps = Vec::with_capacity(ids.len());
		for (index, id) in ids.iter().enumerate() {
			let registrant = from.number::<u32>("account")? as usize;
			let registrant = accounts.at(registrant)?;
			let next = ids.get(index + 1).copied();
			let record = read_record(&mut from, registrant, next)?;
			if let Some(next) = next {
				if !record.edges.iter().any(|edge| edge.parent == next) {
					return Err(Error::NotAParent { child: *id, parent: next });
				}
			}
			let others = record.other_parents(next);
			let others = others.iter().map(|_| from.array()).collect::<Result<_, _>>()?;
			steps.push(Preimage { id: *id, record, others });
		}
		accounts.all_used()?;
		match from.0.len() {
			0 => Ok(Self { genesis, header, head, way, steps }),
			more => Err(Error::TrailingBytes(more)),
		}
	}
}

/// The ids of a path: each is smaller than the one before.
fn read_ids(from: &mut Reader) -> Result<Vec<AssetId>, Error> {
	let count = from.number::<u32>("number of steps")? as usize;
	if count == 0 {
		return Err(Error::Malformed("number of steps"));
	}
	if count - 1 > MAX_STEPS {
		return Err(Error::TooLong(count - 1));
	}
	let mut ids = Vec::with_capacity(count);
	let mut id = from.number::<u64>("id")?;
	ids.push(id);
	for _ in 1..count {
		let down = from.number::<u64>("id")?;
		id = id.checked_sub(down).filter(|_| down > 0).ok_or(Error::Malformed("id"))?;
		ids.push(id);
	}
	Ok(ids)
}

/// The accounts of a bundle: all different, in the order of their first use.
struct Accounts {
	accounts: Vec<Account>,
	used: usize,
}

impl Accounts {
	fn read(from: &mut Reader, most: usize) -> Result<Self, Error> {
		let count = from.count(most, "number of accounts")?;
		let mut accounts = Vec::with_capacity(count);
		for _ in 0..count {
			let account = from.array()?;
			if accounts.contains(&account) {
				return Err(Error::Malformed("list of accounts"));
			}
			accounts.push(account);
		}
		Ok(Self { accounts, used: 0 })
	}

	fn at(&mut self, index: usize) -> Result<Account, Error> {
		if index > self.used {
			return Err(Error::Malformed("account"));
		}
		self.used = self.used.max(index + 1);
		self.accounts.get(index).copied().ok_or(Error::Malformed("account"))
	}

	fn all_used(&self) -> Result<(), Error> {
		match self.used == self.accounts.len() {
			true => Ok(()),
			false => Err(Error::Malformed("list of accounts")),
		}
	}
}

/// A byte of purposes and two more bits.
fn purposes(purposes: u8, sixth: bool, seventh: bool) -> u8 {
	purposes | u8::from(sixth) << 6 | u8::from(seventh) << 7
}

/// The purposes, and the two bits above them.
fn split_purposes(byte: u8) -> (u8, bool, bool) {
	(byte & 0b0011_1111, byte & 0b0100_0000 != 0, byte & 0b1000_0000 != 0)
}

fn write_head(to: &mut Vec<u8>, head: &Head) {
	let Terms { purposes: bits, commercial, expires } = head.terms;
	to.push(head.marks | u8::from(head.affected_by.is_some()) << 7);
	to.push(purposes(bits, commercial, expires.is_some()));
	head.affected_by.iter().for_each(|cause| number(to, *cause));
	expires.iter().for_each(|expires| number(to, *expires));
	head.composition.iter().for_each(|items| number(to, *items));
	number(to, head.excluded.leaves);
	number(to, head.excluded.weight);
	number(to, head.generation);
	number(to, head.standing_changes);
	number(to, head.control_changes);
}

fn read_head(from: &mut Reader, controller: Account) -> Result<Head, Error> {
	let what = "head";
	let marks = from.byte()?;
	let (bits, commercial, expires) = split_purposes(from.byte()?);
	let affected_by = (marks >> 7 == 1).then(|| from.number(what)).transpose()?;
	let expires = expires.then(|| from.number(what)).transpose()?;
	let mut composition = [0; 6];
	for items in &mut composition {
		*items = from.number(what)?;
	}
	Ok(Head {
		controller,
		marks: marks & 0b0111_1111,
		affected_by,
		terms: Terms { purposes: bits, commercial, expires },
		composition,
		excluded: Excluded { leaves: from.number(what)?, weight: from.number(what)? },
		generation: from.number(what)?,
		standing_changes: from.number(what)?,
		control_changes: from.number(what)?,
	})
}

/// The bit of a record that says that something is there.
const METADATA: u8 = 1 << 5;
/// A collection.
const CONTENTS: u8 = 1 << 6;
/// A collection whose root is not its commitment.
const OTHER_ROOT: u8 = 1 << 7;
/// The bit of an edge that leads to the next step.
const NEXT: u8 = 1 << 6;

fn write_record(to: &mut Vec<u8>, record: &Record, next: Option<AssetId>) {
	let Declaration { commitment, metadata, rights_information, basis, intent } =
		&record.declaration;
	let other_root = record.contents.filter(|contents| contents.root != *commitment);
	let mut first = record.kind as u8 | (*basis as u8) << 2;
	first |= if metadata.is_some() { METADATA } else { 0 };
	first |= if record.contents.is_some() { CONTENTS } else { 0 };
	first |= if other_root.is_some() { OTHER_ROOT } else { 0 };
	to.push(first);
	to.push(purposes(intent.purposes, intent.commercial, rights_information.is_some()));
	number(to, record.block);
	to.extend_from_slice(commitment);
	metadata.iter().for_each(|metadata| to.extend_from_slice(metadata));
	if let Some(bytes) = rights_information {
		number(to, bytes.len() as u32);
		to.extend_from_slice(bytes);
	}
	if let Some(contents) = &record.contents {
		other_root.iter().for_each(|contents| to.extend_from_slice(&contents.root));
		number(to, contents.leaves);
		number(to, contents.weight);
		number(to, contents.contributors_share);
	}
	number(to, record.edges.len() as u32);
	for Edge { parent, relation, share, authority } in &record.edges {
		let (kind, id) = match authority {
			Authority::Control => (0, None),
			Authority::Offer(id) => (1, Some(*id)),
			Authority::Licence(id) => (2, Some(*id)),
		};
		let on_path = next == Some(*parent);
		to.push(*relation as u8 | kind << 4 | if on_path { NEXT } else { 0 });
		if !on_path {
			number(to, *parent);
		}
		number(to, *share);
		id.iter().for_each(|id| number(to, *id));
	}
}

fn read_record(
	from: &mut Reader,
	registrant: Account,
	next: Option<AssetId>,
) -> Result<Record, Error> {
	let first = from.byte()?;
	let kind = Kind::ALL[usize::from(first & 0b11)];
	let basis = Basis::ALL.get(usize::from(first >> 2 & 0b111));
	let (bits, commercial, with_information) = split_purposes(from.byte()?);
	let block = from.number("block number")?;
	let commitment = from.array()?;
	let metadata = (first & METADATA != 0).then(|| from.array()).transpose()?;
	let mut rights_information = None;
	if with_information {
		let length = from.count(MAX_RIGHTS_INFORMATION, "rights information")?;
		rights_information = Some(from.take(length)?.to_vec());
	}
	let declaration = Declaration {
		commitment,
		metadata,
		rights_information,
		basis: *basis.ok_or(Error::Malformed("basis"))?,
		intent: Intent { purposes: bits, commercial },
	};
	let contents = match (first & CONTENTS != 0, first & OTHER_ROOT != 0) {
		(false, false) => None,
		(false, true) => return Err(Error::Malformed("contents")),
		(true, other) => {
			let root = if other { from.array()? } else { commitment };
			if other && root == commitment {
				return Err(Error::Malformed("contents"));
			}
			Some(Contents {
				root,
				leaves: from.number("contents")?,
				weight: from.number("contents")?,
				contributors_share: from.number("contents")?,
			})
		},
	};
	let count = from.count(MAX_EDGES, "number of edges")?;
	let mut edges = Vec::with_capacity(count);
	for _ in 0..count {
		edges.push(read_edge(from, next)?);
	}
	Ok(Record { registrant, block, kind, declaration, contents, edges })
}

fn read_edge(from: &mut Reader, next: Option<AssetId>) -> Result<Edge, Error> {
	let malformed = Error::Malformed("edge");
	let first = from.byte()?;
	let relation = *Relation::ALL.get(usize::from(first & 0b1111)).ok_or(malformed.clone())?;
	let parent = match (first & NEXT != 0, next) {
		(true, Some(next)) => next,
		(true, None) => return Err(malformed),
		(false, next) => {
			let parent = from.number("edge")?;
			if next == Some(parent) {
				return Err(malformed);
			}
			parent
		},
	};
	let share = from.number("edge")?;
	let authority = match first & 0b1011_0000 {
		0x00 => Authority::Control,
		0x10 => Authority::Offer(from.number("edge")?),
		0x20 => Authority::Licence(from.number("edge")?),
		_ => return Err(malformed),
	};
	Ok(Edge { parent, relation, share, authority })
}

/// The number and the root of the state in a SCALE header. What follows them is not looked at: the digest of all of it
/// is the block's id.
pub fn read_header(header: &[u8]) -> Result<(u64, Digest), Error> {
	let malformed = |_| Error::Malformed("header");
	let mut from = Reader(header);
	from.take(32).map_err(malformed)?;
	let number = from.number::<u64>("header").map_err(malformed)?;
	let root = from.array().map_err(malformed)?;
	from.take(32).map_err(malformed)?;
	// The logs: at least their number.
	from.number::<u32>("header").map_err(malformed)?;
	Ok((number, root))
}
