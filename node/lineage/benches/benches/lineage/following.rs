//! P13: what readers notice of a follower that takes in blocks.

use std::{
	cell::Cell,
	sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
	thread,
	time::Duration,
};

use animechain_lineage_benches::{shape::Shape, timed};
use animechain_lineage_index::{
	BlockHash, BlockId, Changes, Follower, Header, Index, Row, Settings, Source, SourceError, View,
};

use crate::{
	keeping::{held, BLOCK},
	table::alone,
};

/// Blocks that are not final.
const LAG: u32 = 10;

/// A chain whose blocks register the assets of a shape, once for each time it is asked to go on.
struct Chain<'a> {
	shape: &'a Shape,
	/// Assets of the first block.
	held: u32,
	best: Cell<u32>,
}

impl Chain<'_> {
	fn id(number: u32) -> BlockId {
		let mut hash = [0; 32];
		hash[..4].copy_from_slice(&number.to_le_bytes());
		BlockId { number, hash }
	}

	fn number(hash: &BlockHash) -> u32 {
		u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])
	}

	fn assets_at(&self, number: u32) -> u32 {
		(self.held + number * BLOCK).min(self.shape.assets())
	}

	fn span(&self, first: u32, end: u32) -> Vec<Row> {
		(first..end).map(|id| self.shape.row(id)).collect()
	}
}

impl Source for &Chain<'_> {
	fn best(&self) -> BlockId {
		Chain::id(self.best.get())
	}

	fn finalised(&self) -> BlockId {
		Chain::id(self.best.get().saturating_sub(LAG))
	}

	fn header(&self, hash: &BlockHash) -> Option<Header> {
		let number = Chain::number(hash);
		Some(Header { number, parent: Chain::id(number.saturating_sub(1)).hash })
	}

	fn canonical(&self, number: u32) -> Option<BlockHash> {
		(number <= self.best.get()).then(|| Chain::id(number).hash)
	}

	fn changes(&self, hash: &BlockHash) -> Result<Changes, SourceError> {
		let number = Chain::number(hash);
		let (first, end) = (self.assets_at(number - 1), self.assets_at(number));
		Ok(Changes { next_asset: end.into(), rows: self.span(first, end) })
	}

	fn assets(&self, at: &BlockHash) -> Result<u64, SourceError> {
		Ok(self.assets_at(Chain::number(at)).into())
	}

	fn rows(&self, at: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError> {
		let first = first as u32;
		Ok(self.span(first, self.assets_at(Chain::number(at)).min(first + limit)))
	}
}

/// The longest that a reader waited while the last quarter of a shape came in, block by block.
pub fn waits(shape: &Shape) {
	let chain = Chain { shape, held: held(shape), best: Cell::new(0) };
	let settings = Settings { second_look: 0, ..Settings::default() };
	let graph = shape.graph(chain.held);
	let mut follower = Follower::new(&chain, Some(graph), settings);
	let blocks = (shape.assets() - chain.held) / BLOCK;
	let (longest, slowest) = (AtomicU64::new(0), Cell::new(Duration::ZERO));
	let over = AtomicBool::new(false);
	let index = follower.index();
	thread::scope(|scope| {
		scope.spawn(|| ask_until(&index, &over, &longest));
		for number in 1..=blocks {
			chain.best.set(number);
			let (_, time) = timed(|| follower.tick());
			slowest.set(slowest.get().max(time));
		}
		over.store(true, Relaxed);
	});
	let at = index.read(View::Best, |reader| reader.assets()).expect("it is in step");
	assert_eq!(at, chain.assets_at(blocks), "every block came in");
	let longest = Duration::from_nanos(longest.into_inner());
	alone(&format!("{}: longest wait of a reader", shape.name), longest, "<= 20 ms");
	let what = format!("{}: longest tick of the follower", shape.name);
	alone(&what, slowest.get(), "");
}

/// Reads again and again, and keeps the longest time.
fn ask_until(index: &Index, over: &AtomicBool, longest: &AtomicU64) {
	while !over.load(Relaxed) {
		let (_, time) = timed(|| index.read(View::Best, |reader| reader.assets()).is_ok());
		longest.fetch_max(time.as_nanos() as u64, Relaxed);
		thread::yield_now();
	}
}
