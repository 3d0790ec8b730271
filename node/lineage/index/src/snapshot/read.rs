//! Reading a snapshot, and believing none of it before it is checked.

use std::{fs::File, io::Read, path::Path};

use rustc_hash::FxHashMap;

use super::{
	format::{Header, CHECKSUM, HEADER},
	SnapshotError,
};
use crate::{
	accounts::Accounts,
	children::MAX_EDGES_IN_ALL,
	columns::{id, relation, Meta, GENERATION_CAP},
	commitments::Commitments,
	graph::Graph,
	types::{Account, BlockHash, MAX_ASSETS, MAX_EDGES, RELATIONS},
};

/// Bytes read at once.
const CHUNK: usize = 1 << 17;

struct Reader {
	file: File,
	checksum: blake3::Hasher,
	buffer: Vec<u8>,
}

impl Reader {
	fn column<T, const N: usize>(
		&mut self,
		count: u32,
		value: impl Fn([u8; N]) -> T,
	) -> Result<Vec<T>, SnapshotError> {
		let count = count as usize;
		let mut column = Vec::with_capacity(count);
		self.buffer.resize(CHUNK, 0);
		while column.len() < count {
			let bytes = &mut self.buffer[..(N * (count - column.len())).min(CHUNK)];
			self.file.read_exact(bytes)?;
			self.checksum.update(bytes);
			column.extend(bytes.chunks_exact(N).map(|chunk| {
				let mut one = [0; N];
				one.copy_from_slice(chunk);
				value(one)
			}));
		}
		Ok(column)
	}

	fn numbers(&mut self, count: u32) -> Result<Vec<u32>, SnapshotError> {
		self.column(count, u32::from_le_bytes)
	}

	/// Rows that only some assets have, by ascending ids.
	fn pairs(&mut self, count: u32) -> Result<Vec<(u32, u32)>, SnapshotError> {
		self.column(count, |bytes: [u8; 8]| {
			let pair = u64::from_le_bytes(bytes);
			(pair as u32, (pair >> 32) as u32)
		})
	}
}

/// Reads the snapshot at `path` if it is one of the chain with that genesis block.
pub fn read(path: &Path, genesis: BlockHash) -> Result<Graph, SnapshotError> {
	let mut file = File::open(path)?;
	let length = file.metadata()?.len();
	let mut bytes = [0; HEADER];
	file.read_exact(&mut bytes)?;
	let header = Header::from_bytes(&bytes)?;
	// Nothing is allocated before the counts are known to fit the file.
	if length < header.length() {
		return Err(SnapshotError::Truncated);
	}
	if length > header.length() {
		return Err(SnapshotError::Damaged("something follows its end"));
	}
	if header.assets > MAX_ASSETS || header.edges as usize > MAX_EDGES_IN_ALL {
		return Err(SnapshotError::Damaged("it has more than can be"));
	}
	let mut from = Reader { file, checksum: blake3::Hasher::new(), buffer: Vec::new() };
	from.checksum.update(&bytes);
	let mut graph = Graph::new(header.block);
	graph.meta = from.column(header.assets, |bytes| Meta(u32::from_le_bytes(bytes)))?;
	graph.controllers = from.numbers(header.assets)?;
	graph.weights = from.column(header.assets, u64::from_le_bytes)?;
	graph.parents.offsets = from.numbers(header.assets + 1)?;
	graph.parents.edges = from.numbers(header.edges)?;
	let accounts: Vec<Account> = from.column(header.accounts, |account| account)?;
	let expires = from.pairs(header.expires)?;
	let affected_by = from.pairs(header.affected)?;
	let commitments = from.column(header.assets, u64::from_le_bytes)?;
	let mut checksum = [0; CHECKSUM];
	from.file.read_exact(&mut checksum)?;
	if from.checksum.finalize() != checksum {
		return Err(SnapshotError::Damaged("its checksum is wrong"));
	}
	if header.genesis != genesis {
		return Err(SnapshotError::OtherChain);
	}
	check_rows(&graph)?;
	take_sparse(&mut graph, expires, affected_by)?;
	take_accounts(&mut graph, accounts)?;
	graph.commitments = checked_commitments(commitments)?;
	graph.finish();
	Ok(graph)
}

fn ensure(right: bool, what: &'static str) -> Result<(), SnapshotError> {
	if right {
		Ok(())
	} else {
		Err(SnapshotError::Damaged(what))
	}
}

fn check_rows(graph: &Graph) -> Result<(), SnapshotError> {
	let offsets = &graph.parents.offsets;
	ensure(offsets[0] == 0, "rows do not begin at 0")?;
	ensure(offsets.is_sorted(), "rows overlap")?;
	ensure(offsets.last() == Some(&(graph.parents.edges.len() as u32)), "rows miss edges")?;
	for (child, meta) in (0..).zip(&graph.meta) {
		let row = graph.parents.row(child);
		ensure(row.len() <= MAX_EDGES, "an asset has too many edges")?;
		let mut generation = 0;
		for (place, edge) in row.iter().enumerate() {
			ensure(id(*edge) < child, "a parent is not older than its child")?;
			ensure(relation(*edge) < RELATIONS, "a relation is unknown")?;
			ensure(!row[..place].contains(edge), "an edge is there twice")?;
			generation = generation.max(graph.meta[id(*edge) as usize].generation() + 1);
		}
		ensure(meta.generation() == generation.min(GENERATION_CAP), "a generation is wrong")?;
		ensure(!meta.changed(), "a final asset is not")?;
	}
	Ok(())
}

fn take_sparse(
	graph: &mut Graph,
	expires: Vec<(u32, u32)>,
	affected_by: Vec<(u32, u32)>,
) -> Result<(), SnapshotError> {
	let ascending = |pairs: &[(u32, u32)]| pairs.is_sorted_by(|a, b| a.0 < b.0);
	ensure(ascending(&expires) && ascending(&affected_by), "ids do not ascend")?;
	let marked = (0..).zip(&graph.meta).filter(|(_, meta)| meta.expires()).map(|(id, _)| id);
	let listed = expires.iter().map(|(id, _)| *id);
	ensure(marked.eq::<_>(listed), "what expires is not what says so")?;
	let known = |(id, cause): &(u32, u32)| *id < graph.len() && cause < id;
	ensure(affected_by.iter().all(known), "an asset is affected by a younger one")?;
	graph.expires = FxHashMap::from_iter(expires);
	graph.affected_by = FxHashMap::from_iter(affected_by);
	Ok(())
}

fn take_accounts(graph: &mut Graph, accounts: Vec<Account>) -> Result<(), SnapshotError> {
	let mut table = Accounts::new();
	for (number, account) in (0..).zip(&accounts) {
		ensure(table.number_or_new(account) == number, "an account is there twice")?;
	}
	for (asset, controller) in (0..).zip(&graph.controllers) {
		ensure(*controller < table.len(), "a controller is unknown")?;
		table.give(*controller, asset);
	}
	graph.accounts = table;
	Ok(())
}

fn checked_commitments(entries: Vec<u64>) -> Result<Commitments, SnapshotError> {
	ensure(entries.is_sorted(), "commitments are not sorted")?;
	let mut seen = vec![false; entries.len()];
	for entry in &entries {
		let slot = seen.get_mut(Commitments::id(*entry) as usize);
		let new = slot.is_some_and(|seen| !core::mem::replace(seen, true));
		ensure(new, "an asset has no commitment, or two")?;
	}
	Ok(Commitments::of_sorted(entries))
}
