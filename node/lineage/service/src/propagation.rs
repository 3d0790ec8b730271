//! Telling assets what happened to their ancestors.
//!
//! A loss of standing goes down the graph one generation per `refresh`, which anybody may send, free of fees. A node with an
//! index knows which assets a refresh would change: it sends them, those of the lowest generations first, since what is
//! further down could not know yet. What an asset should name follows from the rows of its parents alone: see `cause`
//! of the pallet of provenance.

use std::{
	collections::{BTreeMap, BTreeSet},
	future::Future,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use animechain_lineage_index::{Index, Kind, Reader, View};
use animechain_primitives::{AssetId, Mark, Marks, Relation};
use codec::Encode;
use polkadot_sdk::sp_core::H256;
use tokio::{sync::watch, task::spawn_blocking};

use crate::LOG;

/// Most refreshes that are sent after one block: half of those that a block takes for nothing.
const MOST_A_BLOCK: usize = 128;

/// Assets that are looked at after each block while everything is looked at in turn, and how many of them at a time: the
/// index follows no block meanwhile.
const SCANNED_A_BLOCK: u32 = 1 << 14;
const AT_A_TIME: u32 = 1 << 11;

/// Most assets that wait to be looked at, and most of them that are after one block.
const MOST_WAITING: usize = 1 << 16;
const LOOKED_AT: usize = 1 << 12;

/// Blocks after which what is still stale is sent again: the pool may have lost it, or a block was full.
const AGAIN_AFTER: u32 = 8;

/// The assets whose rows blocks changed, as the follower meets them.
#[derive(Clone, Default)]
pub struct Touched(Arc<Mutex<BTreeSet<AssetId>>>);

impl Touched {
	fn lock(&self) -> MutexGuard<'_, BTreeSet<AssetId>> {
		// Nobody panics while it is locked; and a set of hints is never half-written.
		self.0.lock().unwrap_or_else(PoisonError::into_inner)
	}

	/// What does not fit is found by looking at everything.
	pub(crate) fn add(&self, assets: impl Iterator<Item = AssetId>) {
		let mut hints = self.lock();
		let room = MOST_WAITING.saturating_sub(hints.len());
		hints.extend(assets.take(room));
	}

	fn take(&self) -> BTreeSet<AssetId> {
		std::mem::take(&mut *self.lock())
	}
}

/// Finds and sends refreshes.
pub struct Propagator {
	index: Index,
	touched: Touched,
	/// Assets that may be stale, by generation, and the block at which a refresh was sent last.
	waiting: BTreeMap<(u32, u32), Option<u32>>,
	/// Where looking at everything goes on.
	scan: u32,
}

impl Propagator {
	/// Looks at what is touched, and at everything in turn: what this node slept through, what a reorganisation took
	/// back, and what did not fit.
	pub fn new(index: Index, touched: Touched) -> Self {
		Self { index, touched, waiting: BTreeMap::new(), scan: 0 }
	}

	/// Has sent what is stale after every block at which the index is in step.
	pub async fn run<Sent: Future<Output = ()>>(
		mut self,
		mut blocks: watch::Receiver<H256>,
		send: impl Fn(H256, Vec<AssetId>) -> Sent,
	) {
		while blocks.changed().await.is_ok() {
			let block = *blocks.borrow_and_update();
			// It waits for the index and looks at much.
			let looking = spawn_blocking(move || {
				let stale = self.stale();
				(self, stale)
			});
			// It fails only if the node stops.
			let Ok((this, stale)) = looking.await else { return };
			self = this;
			if !stale.is_empty() {
				log::debug!(target: LOG, "{} assets to refresh", stale.len());
				send(block, stale).await;
			}
		}
	}

	/// What to send now; nothing while the index is behind.
	fn stale(&mut self) -> Vec<AssetId> {
		let index = self.index.clone();
		let mut left = SCANNED_A_BLOCK;
		while left > 0 {
			let slice = left.min(AT_A_TIME);
			left -= slice;
			if index.read(View::Best, |reader| self.look_on(&reader, slice)).is_err() {
				return Vec::new();
			}
		}
		let picked = index.read(View::Best, |reader| {
			self.take_hints(&reader);
			self.pick(&reader)
		});
		picked.unwrap_or_default()
	}

	/// Looks at the next assets.
	fn look_on(&mut self, reader: &Reader<'_>, assets: u32) {
		let end = self.scan.saturating_add(assets).min(reader.assets());
		for asset in self.scan..end {
			if is_stale(reader, asset) {
				self.wait(reader, asset);
			}
		}
		self.scan = if end < reader.assets() { end } else { 0 };
	}

	/// Looks at what blocks touched, and below it.
	fn take_hints(&mut self, reader: &Reader<'_>) {
		let hints = self.touched.take();
		let known = hints.into_iter().filter_map(|asset| u32::try_from(asset).ok());
		for asset in known.take(MOST_WAITING) {
			self.wait(reader, asset);
			let room = MOST_WAITING.saturating_sub(self.waiting.len());
			for step in reader.children(asset).take(room) {
				self.wait(reader, step.child);
			}
		}
	}

	/// What does not fit is found again by looking at everything.
	fn wait(&mut self, reader: &Reader<'_>, asset: u32) {
		if self.waiting.len() < MOST_WAITING {
			if let Some(row) = reader.asset(asset) {
				self.waiting.entry((row.generation, asset)).or_default();
			}
		}
	}

	/// The nearest that are stale and were not sent a moment ago.
	fn pick(&mut self, reader: &Reader<'_>) -> Vec<AssetId> {
		let now = reader.block().number;
		let (mut picked, mut done) = (Vec::new(), Vec::new());
		for (place, sent) in self.waiting.iter_mut().take(LOOKED_AT) {
			if !is_stale(reader, place.1) {
				done.push(*place);
			} else if sent.is_none_or(|sent| now.abs_diff(sent) >= AGAIN_AFTER) {
				*sent = Some(now);
				picked.push(AssetId::from(place.1));
				if picked.len() == MOST_A_BLOCK {
					break;
				}
			}
		}
		for place in done {
			self.waiting.remove(&place);
		}
		picked
	}
}

/// Whether `refresh` would change an asset.
fn is_stale(reader: &Reader<'_>, asset: u32) -> bool {
	reader.asset(asset).is_some_and(|row| row.affected_by != cause(reader, asset))
}

/// What an asset is affected by, as its parents' rows have it: of those that lost their standing and those that these
/// name, the oldest.
fn cause(reader: &Reader<'_>, asset: u32) -> Option<u32> {
	let includes = index_of(Relation::Includes);
	let version_of = index_of(Relation::VersionOf);
	// A dataset that lists what it includes does not inherit from the version before it.
	let is_dataset = reader.asset(asset)?.kind == Kind::Dataset;
	let lists = is_dataset && reader.parents(asset).any(|step| step.relation == includes);
	reader
		.parents(asset)
		.filter(|step| !(lists && step.relation == version_of))
		.filter_map(|step| {
			let parent = reader.asset(step.parent)?;
			let own = affects(parent.marks).then_some(step.parent);
			[own, parent.affected_by].into_iter().flatten().min()
		})
		.min()
}

fn affects(marks: u8) -> bool {
	Marks::from_bits(marks).is_some_and(|marks| !marks.without(Mark::Retired).is_empty())
}

fn index_of(relation: Relation) -> u8 {
	relation.using_encoded(|bytes| bytes.first().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
	use super::*;
	use animechain_lineage_index::{
		Birth, BlockHash, BlockId, Changes, Edge, Follower, Head, Header, Phase, Row, Settings,
		Source, SourceError,
	};
	use animechain_primitives::AssetKind;

	/// A kind, what stands against the asset, what it is affected by, and its parents.
	type Asset = (AssetKind, Marks, Option<u64>, Vec<(u64, Relation)>);

	/// A chain of one block.
	struct OneBlock(Vec<Asset>);

	impl Source for OneBlock {
		fn best(&self) -> BlockId {
			BlockId { number: 7, hash: [7; 32] }
		}

		fn finalised(&self) -> BlockId {
			self.best()
		}

		fn header(&self, _: &BlockHash) -> Option<Header> {
			None
		}

		fn canonical(&self, number: u32) -> Option<BlockHash> {
			(number == 7).then_some([7; 32])
		}

		fn changes(&self, _: &BlockHash) -> Result<Changes, SourceError> {
			Err(SourceError::Pruned)
		}

		fn assets(&self, _: &BlockHash) -> Result<u64, SourceError> {
			Ok(self.0.len() as u64)
		}

		fn rows(&self, _: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError> {
			let mut rows: Vec<Row> = vec![];
			for (id, (kind, marks, affected_by, parents)) in (0_u64..).zip(&self.0) {
				let above = parents.iter().map(|(id, _)| rows[*id as usize].head.generation + 1);
				let head = Head {
					kind: kind.encode()[0],
					marks: marks.bits(),
					controller: [1; 32],
					affected_by: *affected_by,
					weight: 0,
					expires: None,
					generation: above.max().unwrap_or(0),
				};
				let edge = |(parent, relation): &(u64, Relation)| Edge {
					parent: *parent,
					relation: index_of(*relation),
				};
				let edges = parents.iter().map(edge).collect();
				rows.push(Row { id, head, birth: Some(Birth { commitment: [0; 32], edges }) });
			}
			Ok(rows.into_iter().skip(first as usize).take(limit as usize).collect())
		}
	}

	/// A withdrawn work and a closed one; datasets of each, one of them with a list beside the version before it; and a
	/// model of the first dataset.
	fn assets() -> Vec<Asset> {
		use AssetKind::{Dataset, Model, Work};
		use Relation::{Includes, TrainedOn, VersionOf};
		let none = Marks::NONE;
		vec![
			(Work, none.with(Mark::Withdrawn), None, vec![]),
			(Work, none.with(Mark::Retired), None, vec![]),
			(Dataset, none, None, vec![(0, Includes)]),
			(Dataset, none, None, vec![(1, Includes)]),
			(Dataset, none, None, vec![(2, VersionOf), (1, Includes)]),
			(Model, none, None, vec![(2, TrainedOn)]),
		]
	}

	fn propagator(assets: Vec<Asset>) -> Propagator {
		let mut follower = Follower::new(OneBlock(assets), None, Settings::default());
		while follower.tick().phase != Phase::InStep {}
		Propagator::new(follower.index(), Touched::default())
	}

	fn stale(assets: Vec<Asset>) -> Vec<AssetId> {
		propagator(assets).stale()
	}

	#[test]
	fn what_is_nearest_is_refreshed_first() {
		let mut chain = assets();
		assert_eq!(stale(chain.clone()), [2]);
		chain[2].2 = Some(0);
		assert_eq!(stale(chain.clone()), [5]);
		chain[5].2 = Some(0);
		assert_eq!(stale(chain.clone()), [0_u64; 0]);
		// It was reinstated: the same way down.
		chain[0].1 = Marks::NONE;
		assert_eq!(stale(chain.clone()), [2]);
		chain[2].2 = None;
		assert_eq!(stale(chain), [5]);
	}

	#[test]
	fn the_oldest_cause_is_named() {
		let mut chain = assets();
		chain[2].2 = Some(0);
		chain[2].1 = Marks::NONE.with(Mark::Quarantined);
		chain[5].2 = Some(2);
		assert_eq!(stale(chain.clone()), [5]);
		chain[5].2 = Some(0);
		assert_eq!(stale(chain), [0_u64; 0]);
	}

	#[test]
	fn no_more_than_a_block_takes() {
		let mut chain = assets();
		chain.extend(
			(0..2 * MOST_A_BLOCK)
				.map(|_| (AssetKind::Dataset, Marks::NONE, None, vec![(0, Relation::Includes)])),
		);
		assert_eq!(stale(chain).len(), MOST_A_BLOCK);
	}

	#[test]
	fn what_was_sent_waits_and_lets_others_pass() {
		let mut chain = assets();
		chain.extend(
			(0..2 * MOST_A_BLOCK)
				.map(|_| (AssetKind::Dataset, Marks::NONE, None, vec![(0, Relation::Includes)])),
		);
		let mut propagator = propagator(chain);
		let (first, second) = (propagator.stale(), propagator.stale());
		assert_eq!((first.len(), second.len()), (MOST_A_BLOCK, MOST_A_BLOCK));
		assert!(first.iter().all(|asset| !second.contains(asset)));
		// The last of them; then all wait.
		assert_eq!((propagator.stale().len(), propagator.stale().len()), (1, 0));
		// As if they had been sent long ago.
		propagator.waiting.values_mut().for_each(|sent| *sent = Some(7 + AGAIN_AFTER));
		assert_eq!(propagator.stale(), first);
	}

	#[test]
	fn what_nobody_hinted_at_is_found_in_turn() {
		let mut chain: Vec<Asset> = vec![(AssetKind::Work, Marks::NONE, None, vec![]); 1];
		chain[0].1 = Marks::NONE.with(Mark::Withdrawn);
		let work = (AssetKind::Work, Marks::NONE, None, vec![]);
		chain.extend(vec![work; 2 * SCANNED_A_BLOCK as usize]);
		chain.push((AssetKind::Dataset, Marks::NONE, None, vec![(0, Relation::Includes)]));
		let last = chain.len() as u64 - 1;
		let mut propagator = propagator(chain);
		let found: Vec<_> = (0..3).map(|_| propagator.stale()).collect();
		assert_eq!(found, [vec![], vec![], vec![last]]);
	}
}
