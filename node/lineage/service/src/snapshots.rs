//! When snapshots are written, and where.

use std::{
	path::{Path, PathBuf},
	thread::{self, JoinHandle},
	time::{Duration, Instant},
};

use animechain_lineage_index::{
	snapshot::{self, Image},
	BlockHash, BlockId, Index,
};

use crate::LOG;

/// How often a snapshot is written if nothing else is asked for and anything became final since the last one.
pub const SNAPSHOT_EVERY: Duration = Duration::from_secs(300);

/// Writes what a start would otherwise have to catch up with: now and then, and when it is dropped, which is when the
/// node ends.
pub struct Snapshots {
	index: Index,
	genesis: BlockHash,
	path: PathBuf,
	every: Duration,
	/// The block of the last snapshot, and when one was last thought of.
	written: BlockId,
	last: Instant,
	writing: Option<JoinHandle<()>>,
}

impl Snapshots {
	/// Snapshots of an index, the last of which was of the block `written`.
	pub fn new(
		index: Index,
		genesis: BlockHash,
		path: PathBuf,
		every: Duration,
		written: BlockId,
	) -> Self {
		Self { index, genesis, path, every, written, last: Instant::now(), writing: None }
	}

	/// Writes one if it is time, on another thread: this one goes on following.
	pub fn write_if_due(&mut self) {
		let busy = || self.writing.as_ref().is_some_and(|writing| !writing.is_finished());
		if self.last.elapsed() < self.every || busy() {
			return;
		}
		self.last = Instant::now();
		let Some(image) = self.news() else { return };
		let block = image.block();
		let (genesis, path) = (self.genesis, self.path.clone());
		let writing = thread::Builder::new()
			.name("lineage-snapshot".into())
			.spawn(move || write(image, genesis, &path));
		match writing {
			Ok(writing) => {
				self.written = block;
				self.writing = Some(writing);
			},
			Err(error) => log::warn!(target: LOG, "🧬 no thread to write a snapshot on: {error}"),
		}
	}

	/// What to write, unless it is there already.
	fn news(&self) -> Option<Image> {
		let last = self.index.state().finalised?;
		(last != self.written).then(|| self.index.image()).flatten()
	}
}

impl Drop for Snapshots {
	fn drop(&mut self) {
		if let Some(writing) = self.writing.take() {
			let _ = writing.join();
		}
		if let Some(image) = self.news() {
			write(image, self.genesis, &self.path);
		}
	}
}

fn write(image: Image, genesis: BlockHash, path: &Path) {
	let (block, begun) = (image.block(), Instant::now());
	match snapshot::write(image, genesis, path) {
		Ok(()) => log::debug!(
			target: LOG,
			"snapshot of block {} written in {:.1?}",
			block.number,
			begun.elapsed()
		),
		Err(error) => log::warn!(target: LOG, "🧬 the lineage index was not written: {error}"),
	}
}
