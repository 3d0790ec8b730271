//! Following a chain: from wherever the graph stands to the best block, one block at a time.
//!
//! Notifications are hints that something happened. What happened is always asked of the [`Source`], and every
//! step is chosen anew from its answers, so it does not matter which notifications came, in which order or
//! how often, nor that the chain moves on meanwhile.

mod index;
mod second_look;
mod source;

pub use index::{Behind, Fault, Index, Phase, SyncState};
pub use source::{Header, Source, SourceError};

use second_look::SecondLook;

use crate::{
	builder::Builder,
	graph::Graph,
	types::{ApplyError, BlockHash, BlockId},
};

/// How much one tick does.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
	/// Most blocks applied or undone in a tick.
	pub blocks: u32,
	/// Most rows read in a tick while rebuilding.
	pub rows: u32,
	/// Most failures in a row before what stands is given up for a rebuild.
	pub patience: u32,
	/// Rows that are read again after every block, one part of the graph after the other; 0 for none.
	pub second_look: u32,
}

impl Default for Settings {
	fn default() -> Self {
		Self { blocks: 256, rows: 4_096, patience: 16, second_look: 64 }
	}
}

/// A block on the way to the best one.
#[derive(Clone, Copy)]
struct Waypoint {
	block: BlockId,
	parent: BlockHash,
}

/// What to do next.
enum Step {
	Apply(Waypoint),
	Undo,
	Arrived,
	/// The source could not say: ask again later.
	Wait,
	/// The graph is not on the chain, or too far from it.
	Lost,
}

/// Keeps an [`Index`] in step with a chain.
pub struct Follower<S> {
	source: S,
	settings: Settings,
	index: Index,
	/// The rebuild at work, and the number of rows that it will have.
	rebuild: Option<(Builder, u64)>,
	/// The way to the best block, nearest block last.
	route: Vec<Waypoint>,
	failures: u32,
	second_look: SecondLook,
}

impl<S: Source> Follower<S> {
	/// Starts from what a snapshot held, or from nothing.
	pub fn new(source: S, graph: Option<Graph>, settings: Settings) -> Self {
		let index = Index::new(graph);
		Self {
			source,
			settings,
			index,
			rebuild: None,
			route: Vec::new(),
			failures: 0,
			second_look: SecondLook::default(),
		}
	}

	/// What readers use.
	pub fn index(&self) -> Index {
		self.index.clone()
	}

	/// What it follows.
	pub fn source(&self) -> &S {
		&self.source
	}

	/// Something happened: a block was imported or became final, or so it is said.
	pub fn on_notification(&mut self) -> SyncState {
		self.tick()
	}

	/// Goes on towards the best block, so far as [`Settings`] let one tick go.
	pub fn tick(&mut self) -> SyncState {
		if self.index.has_graph() {
			self.follow();
		} else {
			self.go_on_rebuilding();
		}
		self.index.state()
	}

	fn follow(&mut self) {
		let mut left = self.settings.blocks;
		let fault = loop {
			self.finalise();
			let step = self.next_step();
			if left == 0 && !matches!(step, Step::Arrived | Step::Lost) {
				break None;
			}
			left = left.saturating_sub(1);
			match step {
				Step::Arrived => {
					self.failures = 0;
					self.index.arrived(self.index.best());
					return self.look_again();
				},
				Step::Lost => return self.start_over(Fault::OffChain),
				Step::Wait => break Some(Fault::Source(SourceError::Failed)),
				Step::Undo => {
					self.index.change(|graph| graph.undo());
					self.index.revise();
				},
				Step::Apply(next) => match self.apply(next) {
					Ok(()) => self.failures = 0,
					// Room comes with finality; until then this is as far as it goes.
					Err(Fault::Refused(ApplyError::UndoFull)) => {
						return self.index.behind(
							self.source.best(),
							Phase::CatchingUp,
							Some(Fault::Refused(ApplyError::UndoFull)),
						);
					},
					Err(fault @ Fault::Source(SourceError::Failed)) => break Some(fault),
					Err(fault) => {
						// The state of a block that lost is no loss.
						if self.still_wanted(next.block) {
							return self.start_over(fault);
						}
						self.route.clear();
					},
				},
			}
		};
		if fault.is_some() {
			self.failures += 1;
			if self.failures > self.settings.patience {
				return self.start_over(Fault::Source(SourceError::Failed));
			}
		}
		self.index.behind(self.source.best(), Phase::CatchingUp, fault);
	}

	fn apply(&mut self, next: Waypoint) -> Result<(), Fault> {
		let changes = self.source.changes(&next.block.hash).map_err(Fault::Source)?;
		let applied = self.index.change(|graph| graph.apply(next.block, next.parent, &changes));
		applied.unwrap_or(Err(ApplyError::NotAChild)).map_err(Fault::Refused)?;
		if !changes.rows.is_empty() {
			self.index.revise();
		}
		self.route.pop();
		Ok(())
	}

	/// Whether the best chain still leads through a block.
	fn still_wanted(&self, block: BlockId) -> bool {
		let mut at = self.source.best();
		while at.number > block.number {
			if at.number <= self.source.finalised().number {
				return self.source.canonical(block.number) == Some(block.hash);
			}
			match self.source.header(&at.hash) {
				Some(header) => at = BlockId { number: at.number - 1, hash: header.parent },
				None => return false,
			}
		}
		at == block
	}

	/// Tells the graph what is final by now, so far as it got.
	fn finalise(&mut self) {
		let (fin, Some((best, base))) = (self.source.finalised(), self.index.ends()) else {
			return;
		};
		let reached = if fin.number <= best.number { fin } else { best };
		let on_chain = || self.source.canonical(reached.number) == Some(reached.hash);
		if reached.number > base.number && on_chain() {
			self.index.change(|graph| graph.settle(reached));
			self.index.keep_up();
		}
	}

	fn next_step(&mut self) -> Step {
		let (target, fin) = (self.source.best(), self.source.finalised());
		let Some((best, base)) = self.index.ends() else { return Step::Lost };
		if fin.number < base.number {
			return Step::Lost;
		}
		match self.source.canonical(base.number) {
			None => return Step::Wait,
			Some(hash) if hash != base.hash => return Step::Lost,
			Some(_) => {},
		}
		if best == target {
			self.route.clear();
			return Step::Arrived;
		}
		if fin.number > best.number {
			return self.along_final_chain(best, base);
		}
		let known = self.route.first().is_some_and(|last| last.block == target);
		if !known {
			match self.find_route(target, base) {
				Ok(route) => self.route = route,
				Err(step) => return step,
			}
		}
		match self.route.last() {
			Some(next) if next.parent == best.hash => Step::Apply(*next),
			_ if best == base => Step::Lost,
			_ => Step::Undo,
		}
	}

	/// Far behind: what is final has one block for each number.
	fn along_final_chain(&mut self, best: BlockId, base: BlockId) -> Step {
		self.route.clear();
		match self.source.canonical(best.number) {
			None => return Step::Wait,
			Some(hash) if hash != best.hash => {
				return if best == base { Step::Lost } else { Step::Undo };
			},
			Some(_) => {},
		}
		let number = best.number + 1;
		let Some(hash) = self.source.canonical(number) else { return Step::Wait };
		match self.source.header(&hash) {
			Some(header) if header.parent == best.hash && header.number == number => {
				let next = Waypoint { block: BlockId { number, hash }, parent: best.hash };
				self.route.push(next);
				Step::Apply(next)
			},
			_ => Step::Wait,
		}
	}

	/// The blocks from the best one down to the first that the graph passed.
	fn find_route(&self, target: BlockId, base: BlockId) -> Result<Vec<Waypoint>, Step> {
		let (mut route, mut at) = (Vec::new(), target);
		while self.index.passed(at.number) != Some(at) {
			if at.number <= base.number {
				return Err(Step::Lost);
			}
			let Some(header) = self.source.header(&at.hash) else { return Err(Step::Wait) };
			if header.number != at.number {
				return Err(Step::Wait);
			}
			route.push(Waypoint { block: at, parent: header.parent });
			at = BlockId { number: at.number - 1, hash: header.parent };
		}
		Ok(route)
	}

	/// Gives up what stands, and begins to rebuild from state.
	fn start_over(&mut self, fault: Fault) {
		self.route.clear();
		self.failures = 0;
		self.index.drop_graph();
		self.rebuild = None;
		let phase = Phase::Rebuilding { done: 0, total: 0 };
		self.index.behind(self.source.best(), phase, Some(fault));
	}

	fn go_on_rebuilding(&mut self) {
		let fault = match self.rebuild_some() {
			Ok(()) => None,
			Err(fault @ Fault::Source(SourceError::Failed)) => Some(fault),
			Err(fault) => {
				// Another final block may still have its state, or make sense.
				self.rebuild = None;
				Some(fault)
			},
		};
		let target = self.source.best();
		match &self.rebuild {
			Some((builder, total)) if u64::from(builder.len()) == *total => {
				if let Some((builder, _)) = self.rebuild.take() {
					self.index.install(builder.finish());
					self.follow();
				}
			},
			rebuild => {
				let count = |(builder, total): &(Builder, u64)| (builder.len().into(), *total);
				let (done, total) = rebuild.as_ref().map_or((0, 0), count);
				self.index.behind(target, Phase::Rebuilding { done, total }, fault);
			},
		}
	}

	fn rebuild_some(&mut self) -> Result<(), Fault> {
		let (builder, total) = match &mut self.rebuild {
			Some(rebuild) => rebuild,
			none => {
				let block = self.source.finalised();
				let total = self.source.assets(&block.hash).map_err(Fault::Source)?;
				none.insert((Builder::new(block), total))
			},
		};
		let (at, first) = (builder.block().hash, u64::from(builder.len()));
		let count = (*total - first).min(self.settings.rows.into()) as u32;
		if count == 0 {
			return Ok(());
		}
		let rows = self.source.rows(&at, first, count).map_err(Fault::Source)?;
		if rows.is_empty() || rows.len() > count as usize {
			return Err(Fault::Refused(ApplyError::Gap(first)));
		}
		rows.iter().try_for_each(|row| builder.push(row)).map_err(Fault::Refused)
	}
}
