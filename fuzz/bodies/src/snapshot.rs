//! The loader of the index: damaged files, and files that somebody wrote with a right checksum.
//!
//! A second reader decides what is a snapshot. What the loader takes must be one; what is one must be taken, answer like the
//! second reader's lists, and be written again byte for byte.

mod model;

use std::{
	cell::RefCell,
	fs::{File, OpenOptions},
	io::{Seek, Write},
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicU32, Ordering::Relaxed},
		OnceLock,
	},
};

use animechain_lineage_index::{
	snapshot::{read, write, Image},
	Birth, BlockId, Builder, Changes, Edge, Graph, Head, Row,
};
pub use model::Model;

use crate::{input::Input, Seed};

/// The chain that snapshots are of here.
pub const GENESIS: [u8; 32] = [1; 32];
/// Bytes of the checksum.
const CHECKSUM: usize = 32;

/// What the names of folders here begin with; the number of the process follows.
const FOLDER: &str = "animechain-fuzz-";

/// A place in memory where files go that the loader reads.
struct Place {
	path: PathBuf,
	file: File,
}

impl Place {
	fn new() -> Self {
		static NUMBER: AtomicU32 = AtomicU32::new(0);
		let number = NUMBER.fetch_add(1, Relaxed);
		let memory = PathBuf::from("/dev/shm");
		let above = if memory.is_dir() { memory } else { std::env::temp_dir() };
		forget_others(&above);
		let folder = above.join(format!("{FOLDER}{}-{number}", std::process::id()));
		std::fs::create_dir_all(&folder).expect("a folder for files");
		let path = folder.join("lineage");
		let file =
			OpenOptions::new().write(true).create(true).truncate(true).open(&path).expect("a file");
		Self { path, file }
	}

	fn put(&mut self, bytes: &[u8]) {
		self.file.set_len(0).expect("a file can be emptied");
		self.file.rewind().expect("a file has a beginning");
		self.file.write_all(bytes).expect("there is room for a small file");
	}
}

/// Removes what fuzzers left that ended: they end without a last word.
fn forget_others(above: &Path) {
	for entry in std::fs::read_dir(above).into_iter().flatten().flatten() {
		let name = entry.file_name().to_string_lossy().into_owned();
		let process = name.strip_prefix(FOLDER).and_then(|rest| rest.split('-').next());
		if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
			// Somebody else may be removing it, too.
			let _ = std::fs::remove_dir_all(entry.path());
		}
	}
}

thread_local! {
	static PLACE: RefCell<Place> = RefCell::new(Place::new());
}

/// The bytes of a snapshot of a graph.
fn written(graph: &Graph) -> Vec<u8> {
	PLACE.with_borrow(|place| {
		let beside = place.path.with_extension("again");
		write(Image::of(graph), GENESIS, &beside).expect("there is room for a small file");
		std::fs::read(beside).expect("it was just written")
	})
}

/// With a checksum that fits.
fn sealed(mut body: Vec<u8>) -> Vec<u8> {
	let checksum = blake3::hash(&body);
	body.extend(checksum.as_bytes());
	body
}

fn judge(bytes: &[u8]) {
	let loaded = PLACE.with_borrow_mut(|place| {
		place.put(bytes);
		read(&place.path, GENESIS)
	});
	match (loaded, Model::of(bytes, &GENESIS)) {
		(Err(_), None) => {},
		(Ok(graph), Some(model)) => {
			model.compare(&graph);
			assert!(written(&graph) == bytes, "what was read is written differently");
		},
		(Ok(_), None) => panic!("the loader took what is no snapshot"),
		(Err(error), Some(_)) => panic!("the loader refused a snapshot: {error}"),
	}
}

fn block(number: u32) -> BlockId {
	BlockId { number, hash: [number as u8; 32] }
}

/// A head and a birth that follow from a number.
fn row(id: u64, generations: &mut Vec<u32>) -> Row {
	let mut edges: Vec<Edge> = Vec::new();
	for back in 1..=id % 4 {
		let parent = id.saturating_sub(back * (1 + id % 3));
		let edge = Edge { parent, relation: ((id + back) % 10) as u8 };
		if parent < id && !edges.contains(&edge) {
			edges.push(edge);
		}
	}
	let generation =
		edges.iter().map(|edge| generations[edge.parent as usize] + 1).max().unwrap_or(0);
	generations.push(generation);
	let head = Head {
		kind: (id % 4) as u8,
		marks: if id.is_multiple_of(5) { (id % 16) as u8 } else { 0 },
		controller: [(id % 7) as u8; 32],
		affected_by: (id > 2 && id.is_multiple_of(6)).then_some(id / 2),
		weight: id * id,
		expires: (id % 4 == 1).then_some(id as u32 * 10),
		generation,
	};
	let birth = Birth { commitment: [(id % 5) as u8; 32], edges };
	Row { id, head, birth: Some(birth) }
}

/// A graph of some assets, with a block on top that is not final.
fn graph_of(assets: u64) -> Graph {
	let (mut generations, mut builder) = (Vec::new(), Builder::new(block(7)));
	for id in 0..assets {
		builder.push(&row(id, &mut generations)).expect("rows are right");
	}
	let mut graph = builder.finish();
	let mut rows = Vec::new();
	if assets > 3 {
		let mut changed = row(3, &mut generations.clone());
		changed.birth = None;
		changed.head.controller = [9; 32];
		changed.head.generation = generations[3];
		rows.push(changed);
	}
	rows.push(row(assets, &mut generations));
	let changes = Changes { next_asset: assets + 1, rows };
	graph.apply(block(8), block(7).hash, &changes).expect("a block follows");
	graph
}

/// Snapshots that inputs are changes of.
fn bases() -> &'static [Vec<u8>] {
	static BASES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
	BASES.get_or_init(|| [0, 1, 2, 9, 40, 300].map(|assets| written(&graph_of(assets))).to_vec())
}

/// Where each column of a snapshot begins, and how wide its rows are.
fn columns(bytes: &[u8]) -> Vec<(usize, usize, usize)> {
	let number = |at: usize| model::number(bytes, at).unwrap_or_default() as usize;
	let (assets, edges) = (number(84), number(88));
	let (accounts, expires, affected) = (number(92), number(96), number(100));
	let (mut at, mut columns) = (128, vec![(0, 4, 32)]);
	for (width, rows) in [
		(4, assets),
		(4, assets),
		(8, assets),
		(4, assets + 1),
		(4, edges),
		(32, accounts),
		(8, expires),
		(8, affected),
		(8, assets),
	] {
		columns.push((at, width, rows));
		at += width * rows;
	}
	columns
}

/// A row of a column: another number, a small step, one row in place of another.
fn change_row(input: &mut Input, bytes: &mut [u8]) {
	let columns = columns(bytes);
	let (begin, width, rows) = columns[input.below(columns.len())];
	let at = begin + width * input.below(rows);
	let other = begin + width * input.below(rows);
	let Some(old) = bytes.get(at..at + width.min(8)) else { return };
	let mut old_number = [0; 8];
	old_number[..old.len()].copy_from_slice(old);
	let new = match input.byte() % 5 {
		0 => input.number(),
		1 => u64::from_le_bytes(old_number).wrapping_add(input.byte().into()),
		2 => u64::from_le_bytes(old_number).wrapping_sub(input.byte().into()),
		3 => u64::from_le_bytes(old_number) ^ 1 << (input.byte() & 63),
		_ => {
			if other + width <= bytes.len() && at + width <= bytes.len() {
				bytes.copy_within(other..other + width, at);
			}
			return;
		},
	};
	let room = bytes.iter_mut().skip(at).zip(new.to_le_bytes());
	room.take(width.min(8)).for_each(|(byte, new)| *byte = new);
}

/// One input.
pub fn run(bytes: &[u8]) {
	let mut input = Input::new(bytes);
	match input.byte() % 4 {
		0 => judge(input.rest()),
		1 => judge(&sealed(input.rest().to_vec())),
		kind => {
			let base = &bases()[input.below(bases().len())];
			let mut body = base.clone();
			if kind == 2 {
				body.truncate(base.len() - CHECKSUM);
			}
			while !input.is_empty() {
				match input.byte() % 4 {
					0 => input.damage(&mut body),
					_ => change_row(&mut input, &mut body),
				}
			}
			judge(&if kind == 2 { sealed(body) } else { body });
		},
	}
}

/// Snapshots as they are written, and changes of each column.
pub fn seeds() -> Vec<Seed> {
	let mut seeds = Vec::new();
	for (number, base) in bases().iter().take(5).enumerate() {
		seeds.push((format!("as-written-{number}"), [&[0], &base[..]].concat()));
		let body = &base[..base.len() - CHECKSUM];
		seeds.push((format!("sealed-{number}"), [&[1], body].concat()));
	}
	for column in 0..10 {
		seeds.push((format!("column-{column}"), vec![2, 3, 1, column, 1, 0, 1, 1]));
		seeds.push((format!("column-{column}-copied"), vec![2, 4, 1, column, 2, 5, 4]));
	}
	seeds.push(("damaged".into(), vec![3, 4, 0, 200, 0, 0, 0, 9, 3]));
	seeds
}
