//! Blocks that are not final, and what they changed: enough to take each back, and to see the finalised
//! state beside the best one.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::types::BlockId;

/// Most blocks that may wait for finality.
pub(crate) const MOST_BLOCKS: usize = 1 << 14;

/// The columns of an asset that may change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mutable {
	pub marks: u8,
	pub controller: u32,
	pub affected_by: Option<u32>,
	pub weight: u64,
}

/// A block that is not final.
pub(crate) struct Block {
	pub id: BlockId,
	/// Number of assets before it.
	pub assets: u32,
	/// Number of accounts before it.
	pub accounts: u32,
	/// Assets that it changed, not those that it registered.
	pub changed: Vec<u32>,
}

/// How an asset was before a block.
#[derive(Clone, Copy)]
struct Version {
	number: u32,
	before: Mutable,
}

/// The undo log.
pub(crate) struct Log {
	/// The last final block.
	pub base: BlockId,
	blocks: VecDeque<Block>,
	/// Of every asset that some block of the log changed, how it was before each such block, oldest first.
	versions: FxHashMap<u32, Vec<Version>>,
}

impl Log {
	pub fn new(base: BlockId) -> Self {
		Self { base, blocks: VecDeque::new(), versions: FxHashMap::default() }
	}

	/// The block the graph stands at.
	pub fn best(&self) -> BlockId {
		self.blocks.back().map_or(self.base, |block| block.id)
	}

	/// The oldest block that is not final.
	pub fn oldest(&self) -> Option<&Block> {
		self.blocks.front()
	}

	pub fn is_full(&self) -> bool {
		self.blocks.len() >= MOST_BLOCKS
	}

	pub fn len(&self) -> usize {
		self.blocks.len()
	}

	/// The block with the given number, from the final one to the best.
	pub fn at(&self, number: u32) -> Option<BlockId> {
		let place = number.checked_sub(self.base.number)?;
		match place.checked_sub(1) {
			None => Some(self.base),
			Some(place) => self.blocks.get(place as usize).map(|block| block.id),
		}
	}

	/// Keeps how an asset was before the block `number`, which is about to be pushed.
	pub fn keep(&mut self, number: u32, asset: u32, before: Mutable) {
		self.versions.entry(asset).or_default().push(Version { number, before });
	}

	pub fn push(&mut self, block: Block) {
		self.blocks.push_back(block);
	}

	/// Takes the newest block off.
	pub fn pop(&mut self) -> Option<Block> {
		self.blocks.pop_back()
	}

	/// How an asset was before the newest change, which is forgotten, and whether older ones are left.
	pub fn pop_version(&mut self, asset: u32) -> Option<(Mutable, bool)> {
		let versions = self.versions.get_mut(&asset)?;
		let version = versions.pop()?;
		let left = !versions.is_empty();
		if !left {
			self.versions.remove(&asset);
		}
		Some((version.before, left))
	}

	/// Makes the oldest block final and calls `settled` with each asset that no other block changed.
	pub fn settle_oldest(&mut self, mut settled: impl FnMut(u32)) {
		let Some(block) = self.blocks.pop_front() else { return };
		self.base = block.id;
		for asset in block.changed {
			let Some(versions) = self.versions.get_mut(&asset) else { continue };
			versions.retain(|version| version.number > block.id.number);
			if versions.is_empty() {
				self.versions.remove(&asset);
				settled(asset);
			}
		}
	}

	/// How an asset that changed since is at the final block.
	pub fn settled(&self, asset: u32) -> Option<Mutable> {
		self.versions.get(&asset).and_then(|versions| versions.first()).map(|first| first.before)
	}

	/// Every asset that changed since the final block.
	pub fn changed(&self) -> impl Iterator<Item = u32> + '_ {
		self.versions.keys().copied()
	}

	pub fn bytes(&self) -> usize {
		let blocks: usize = self.blocks.iter().map(|block| 4 * block.changed.capacity()).sum();
		let versions: usize =
			self.versions.values().map(|versions| versions.capacity() * size_of::<Version>()).sum();
		self.blocks.capacity() * size_of::<Block>()
			+ self.versions.capacity() * size_of::<(u32, Vec<Version>)>()
			+ blocks + versions
	}
}
