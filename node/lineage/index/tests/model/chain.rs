//! A simulated chain: forks, finality, pruned state, and answers that fail or change while one asks.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use animechain_lineage_index::{BlockHash, BlockId, Changes, Header, Row, Source, SourceError};
use fastrand::Rng;

use super::{block, State};

pub struct Block {
	pub id: BlockId,
	pub parent: BlockHash,
	pub state: State,
	pub changes: Changes,
}

/// Everything that ever happened.
pub struct World {
	pub random: Rng,
	pub blocks: BTreeMap<BlockHash, Rc<Block>>,
	/// The best chain, by number.
	pub canonical: Vec<BlockId>,
	pub finalised: BlockId,
	/// One block in so many changes something.
	pub idleness: u8,
	/// For how many final blocks state is kept.
	pub window: u32,
	/// One answer in so many fails; 0 for none.
	pub flaky: u32,
	/// How often the chain may still move on while it is asked.
	pub churn: u32,
	salt: u64,
}

impl World {
	pub fn new(random: Rng) -> Self {
		let genesis = block(0, 0);
		let first = Block {
			id: genesis,
			parent: [0; 32],
			state: State::default(),
			changes: Changes::default(),
		};
		Self {
			random,
			blocks: BTreeMap::from([(genesis.hash, Rc::new(first))]),
			canonical: vec![genesis],
			finalised: genesis,
			idleness: 1,
			window: u32::MAX,
			flaky: 0,
			churn: 0,
			salt: 0,
		}
	}

	pub fn best(&self) -> BlockId {
		*self.canonical.last().expect("genesis stays")
	}

	/// Extends the best chain.
	pub fn extend(&mut self, count: u32) {
		for _ in 0..count {
			let parent = self.blocks[&self.best().hash].clone();
			let (state, changes) = match self.random.u8(0..self.idleness) {
				0 => parent.state.next(&mut self.random),
				_ => parent.state.idle(),
			};
			self.salt += 1;
			let id = block(parent.id.number + 1, self.salt);
			let next = Block { id, parent: parent.id.hash, state, changes };
			self.blocks.insert(id.hash, Rc::new(next));
			self.canonical.push(id);
		}
	}

	/// Switches to a branch `depth` blocks down, with `count` blocks; no deeper than finality allows.
	pub fn fork(&mut self, depth: u32, count: u32) {
		let lowest = self.best().number - self.finalised.number;
		let keep = self.canonical.len() - depth.min(lowest) as usize;
		self.canonical.truncate(keep);
		self.extend(count);
	}

	/// Switches back to a branch that was left.
	pub fn switch(&mut self) {
		let place = self.random.usize(0..self.blocks.len());
		let Some(tip) = self.blocks.values().nth(place) else { return };
		let mut branch = vec![tip.id];
		loop {
			let at = branch[branch.len() - 1];
			if self.canonical.get(at.number as usize) == Some(&at) {
				if at.number >= self.finalised.number {
					self.canonical.truncate(at.number as usize);
					self.canonical.extend(branch.into_iter().rev());
				}
				return;
			}
			branch.push(self.blocks[&self.blocks[&at.hash].parent].id);
		}
	}

	pub fn finalise(&mut self, count: u32) {
		let number = (self.finalised.number + count).min(self.best().number);
		self.finalised = self.canonical[number as usize];
	}

	/// Anything.
	pub fn move_on(&mut self) {
		match self.random.u8(0..12) {
			0..=4 => {
				let count = self.random.u32(1..4);
				self.extend(count);
			},
			5..=7 => {
				let depth = self.random.u32(1..=64);
				let count = self.random.u32(0..=depth + 1);
				self.fork(depth, count);
			},
			8 => self.switch(),
			_ => {
				let count = self.random.u32(1..20);
				self.finalise(count);
			},
		}
	}

	fn asked(&mut self) {
		if self.churn > 0 && self.random.u8(0..8) == 0 {
			self.churn -= 1;
			self.move_on();
		}
	}

	fn state(&mut self, hash: &BlockHash) -> Result<Rc<Block>, SourceError> {
		let one_in = self.flaky;
		if one_in > 0 && self.random.u32(0..one_in) == 0 {
			return Err(SourceError::Failed);
		}
		let block = self.blocks.get(hash).ok_or(SourceError::Pruned)?.clone();
		let number = block.id.number;
		let lost = number <= self.finalised.number
			&& self.canonical.get(number as usize) != Some(&block.id);
		if lost || self.finalised.number.saturating_sub(number) > self.window {
			return Err(SourceError::Pruned);
		}
		Ok(block)
	}
}

/// The world as a follower sees it.
#[derive(Clone)]
pub struct Chain(pub Rc<RefCell<World>>);

impl Source for Chain {
	fn best(&self) -> BlockId {
		self.0.borrow_mut().asked();
		self.0.borrow().best()
	}

	fn finalised(&self) -> BlockId {
		self.0.borrow_mut().asked();
		self.0.borrow().finalised
	}

	fn header(&self, hash: &BlockHash) -> Option<Header> {
		let mut world = self.0.borrow_mut();
		world.asked();
		let one_in = 4 * world.flaky;
		if one_in > 0 && world.random.u32(0..one_in) == 0 {
			return None;
		}
		let block = world.blocks.get(hash)?;
		Some(Header { number: block.id.number, parent: block.parent })
	}

	fn canonical(&self, number: u32) -> Option<BlockHash> {
		let mut world = self.0.borrow_mut();
		world.asked();
		world.canonical.get(number as usize).map(|block| block.hash)
	}

	fn changes(&self, hash: &BlockHash) -> Result<Changes, SourceError> {
		let mut world = self.0.borrow_mut();
		world.asked();
		world.state(hash).map(|block| block.changes.clone())
	}

	fn assets(&self, at: &BlockHash) -> Result<u64, SourceError> {
		let mut world = self.0.borrow_mut();
		world.asked();
		world.state(at).map(|block| block.state.0.len() as u64)
	}

	fn rows(&self, at: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError> {
		let mut world = self.0.borrow_mut();
		world.asked();
		let most = world.random.u32(1..=limit) as usize;
		let block = world.state(at)?;
		let end = block.state.0.len().min(first as usize + most);
		Ok((first as usize..end).map(|id| block.state.row(id, true)).collect())
	}
}
