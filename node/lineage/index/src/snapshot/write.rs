//! Writing a snapshot: copy the columns while nobody writes them, then take time.

use std::{
	fs::{rename, File},
	io::Write,
	path::Path,
};

use super::{
	format::{Header, CHECKSUM},
	SnapshotError,
};
use crate::{
	columns::Meta,
	graph::Graph,
	types::{Account, BlockHash, BlockId},
	view::View,
};

/// Numbers written at once.
const CHUNK: usize = 1 << 14;

/// A copy of the graph at its final block.
pub struct Image {
	block: BlockId,
	meta: Vec<u32>,
	controllers: Vec<u32>,
	weights: Vec<u64>,
	offsets: Vec<u32>,
	edges: Vec<u32>,
	accounts: Vec<Account>,
	expires: Vec<(u32, u32)>,
	affected_by: Vec<(u32, u32)>,
	commitments: Vec<u64>,
}

impl Image {
	/// Copies. This is the only part for which the graph must stand still.
	pub fn of(graph: &Graph) -> Self {
		let assets = graph.final_len();
		let count = assets as usize;
		let edges = graph.parents.offsets[count] as usize;
		let below = |(id, value): (&u32, &u32)| (*id < assets).then_some((*id, *value));
		let mut image = Self {
			block: graph.finalised(),
			meta: graph.meta[..count].iter().map(|meta| meta.0).collect(),
			controllers: graph.controllers[..count].to_vec(),
			weights: graph.weights[..count].to_vec(),
			offsets: graph.parents.offsets[..=count].to_vec(),
			edges: graph.parents.edges[..edges].to_vec(),
			accounts: graph.accounts.first(graph.final_accounts()).to_vec(),
			expires: graph.expires.iter().filter_map(below).collect(),
			affected_by: Vec::new(),
			commitments: graph.commitments.entries(assets),
		};
		let changed = |id: &u32| graph.meta[*id as usize].changed();
		let same = graph.affected_by.iter().filter(|(id, _)| !changed(id));
		image.affected_by.extend(same.filter_map(below));
		let reader = graph.reader(View::Finalised);
		for id in graph.log.changed().filter(|id| *id < assets) {
			let (at, settled) = (id as usize, reader.mutable(id));
			let mut meta = Meta(image.meta[at]);
			meta.set_changed(false);
			meta.set_marks(settled.marks);
			image.meta[at] = meta.0;
			image.controllers[at] = settled.controller;
			image.weights[at] = settled.weight;
			image.affected_by.extend(settled.affected_by.map(|cause| (id, cause)));
		}
		image
	}

	/// The final block.
	pub fn block(&self) -> BlockId {
		self.block
	}
}

/// Writes, checksums what it writes.
struct Writer {
	file: File,
	checksum: blake3::Hasher,
	buffer: Vec<u8>,
}

impl Writer {
	fn bytes(&mut self, bytes: &[u8]) -> std::io::Result<()> {
		self.checksum.update(bytes);
		self.file.write_all(bytes)
	}

	fn column<T: Copy, const N: usize>(
		&mut self,
		column: &[T],
		bytes: impl Fn(T) -> [u8; N],
	) -> std::io::Result<()> {
		for chunk in column.chunks(CHUNK) {
			let mut buffer = core::mem::take(&mut self.buffer);
			buffer.clear();
			buffer.extend(chunk.iter().flat_map(|value| bytes(*value)));
			let written = self.bytes(&buffer);
			self.buffer = buffer;
			written?;
		}
		Ok(())
	}

	fn numbers(&mut self, column: &[u32]) -> std::io::Result<()> {
		self.column(column, u32::to_le_bytes)
	}

	fn pairs(&mut self, mut pairs: Vec<(u32, u32)>) -> std::io::Result<()> {
		pairs.sort_unstable();
		self.column(&pairs, |(id, value)| (u64::from(value) << 32 | u64::from(id)).to_le_bytes())
	}
}

/// Writes a snapshot to `path`. What stood there before stays until the new one is complete on disk.
pub fn write(mut image: Image, genesis: BlockHash, path: &Path) -> Result<(), SnapshotError> {
	let beside = path.with_extension("part");
	let header = Header {
		genesis,
		block: image.block,
		assets: image.meta.len() as u32,
		edges: image.edges.len() as u32,
		accounts: image.accounts.len() as u32,
		expires: image.expires.len() as u32,
		affected: image.affected_by.len() as u32,
	};
	let mut to = Writer {
		file: File::create(&beside)?,
		checksum: blake3::Hasher::new(),
		buffer: Vec::with_capacity(8 * CHUNK),
	};
	to.bytes(&header.to_bytes())?;
	to.numbers(&image.meta)?;
	to.numbers(&image.controllers)?;
	to.column(&image.weights, u64::to_le_bytes)?;
	to.numbers(&image.offsets)?;
	to.numbers(&image.edges)?;
	to.column(&image.accounts, |account| account)?;
	to.pairs(image.expires)?;
	to.pairs(image.affected_by)?;
	// Mostly sorted already, which a stable sort makes use of.
	image.commitments.sort();
	to.column(&image.commitments, u64::to_le_bytes)?;
	let checksum: [u8; CHECKSUM] = *to.checksum.finalize().as_bytes();
	to.file.write_all(&checksum)?;
	to.file.sync_all()?;
	rename(&beside, path)?;
	// The name is on disk only when its folder is.
	let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
	File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
	Ok(())
}
