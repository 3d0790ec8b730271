//! The graph as readers see it: in step with the chain, or not at all.

use std::sync::{
	atomic::{AtomicU64, Ordering},
	Arc,
};

use parking_lot::{Mutex, RwLock};

use super::source::SourceError;
use crate::{
	graph::Graph,
	snapshot::Image,
	types::{ApplyError, BlockId},
	view::{Reader, View},
};

/// What a follower is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
	/// Reading every row of the state.
	Rebuilding {
		/// Rows read.
		done: u64,
		/// Rows in all; 0 if that is not known yet.
		total: u64,
	},
	/// Going through the blocks since.
	CatchingUp,
	/// At what was the best block when it last looked.
	InStep,
}

/// Why it is behind, if it is more than time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
	/// The chain could not say.
	Source(SourceError),
	/// What it said cannot be.
	Refused(ApplyError),
	/// What stood is not on the chain.
	OffChain,
	/// This asset's row is not what the index had, and no block said that it changed.
	Differs(u64),
}

/// How far the index is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SyncState {
	/// The block it stands at; `None` while there is nothing to serve.
	pub at: Option<BlockId>,
	/// The last final block that it knows.
	pub finalised: Option<BlockId>,
	/// The best block when it last looked.
	pub target: BlockId,
	/// What it is doing.
	pub phase: Phase,
	/// What last kept it from going on.
	pub fault: Option<Fault>,
}

/// The index does not know the best block yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Behind(pub Box<SyncState>);

impl core::fmt::Display for Behind {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		let target = self.0.target.number;
		match (self.0.phase, self.0.at) {
			(Phase::Rebuilding { done, total }, _) => {
				write!(f, "the index is read from state: {done} of {total} assets")
			},
			(_, Some(at)) => write!(f, "the index is at block {} of {target}", at.number),
			(_, None) => write!(f, "there is no index yet, of {target} blocks"),
		}
	}
}

impl std::error::Error for Behind {}

/// How far the follower is, beside the graph: saying so must not wait for readers.
#[derive(Clone, Copy)]
struct Progress {
	target: BlockId,
	phase: Phase,
	fault: Option<Fault>,
}

/// A handle to read the graph that a follower keeps.
#[derive(Clone)]
pub struct Index {
	served: Arc<RwLock<Option<Graph>>>,
	progress: Arc<Mutex<Progress>>,
	/// How often anything changed but the block.
	revision: Arc<AtomicU64>,
}

impl Index {
	pub(super) fn new(graph: Option<Graph>) -> Self {
		let phase = match graph {
			Some(_) => Phase::CatchingUp,
			None => Phase::Rebuilding { done: 0, total: 0 },
		};
		let progress = Progress { target: BlockId::default(), phase, fault: None };
		Self {
			served: Arc::new(RwLock::new(graph)),
			progress: Arc::new(Mutex::new(progress)),
			revision: Arc::default(),
		}
	}

	/// A number that changes with every row, and with every block that is taken back. As long as it stays, answers
	/// change by the end of terms only.
	pub fn revision(&self) -> u64 {
		self.revision.load(Ordering::Acquire)
	}

	pub(super) fn revise(&self) {
		self.revision.fetch_add(1, Ordering::AcqRel);
	}

	/// How far it is.
	pub fn state(&self) -> SyncState {
		let served = self.served.read();
		let Progress { target, phase, fault } = *self.progress.lock();
		let (at, finalised) =
			(served.as_ref().map(Graph::best), served.as_ref().map(Graph::finalised));
		SyncState { at, finalised, target, phase, fault }
	}

	/// Reads the graph if it is in step. The follower waits meanwhile: give questions a budget.
	pub fn read<T>(&self, view: View, ask: impl FnOnce(Reader<'_>) -> T) -> Result<T, Behind> {
		let served = self.served.read();
		match &*served {
			Some(graph) if self.is_in_step() => Ok(ask(graph.reader(view))),
			_ => {
				drop(served);
				Err(Behind(Box::new(self.state())))
			},
		}
	}

	/// As [`Self::read`], but `None` at once if the follower writes or waits to: for threads that must not wait.
	pub fn try_read<T>(
		&self,
		view: View,
		ask: impl FnOnce(Reader<'_>) -> T,
	) -> Option<Result<T, Behind>> {
		let served = self.served.try_read()?;
		Some(match &*served {
			Some(graph) if self.is_in_step() => Ok(ask(graph.reader(view))),
			_ => {
				drop(served);
				Err(Behind(Box::new(self.state())))
			},
		})
	}

	/// A copy of the graph at its final block, to write a snapshot of; `None` while there is none.
	pub fn image(&self) -> Option<Image> {
		self.served.read().as_ref().map(Image::of)
	}

	fn is_in_step(&self) -> bool {
		self.progress.lock().phase == Phase::InStep
	}

	pub(super) fn has_graph(&self) -> bool {
		self.served.read().is_some()
	}

	pub(super) fn best(&self) -> BlockId {
		self.served.read().as_ref().map(Graph::best).unwrap_or_default()
	}

	/// The best and the final block of the graph.
	pub(super) fn ends(&self) -> Option<(BlockId, BlockId)> {
		self.served.read().as_ref().map(|graph| (graph.best(), graph.finalised()))
	}

	/// The block with a number that the graph passed since the final one.
	pub(super) fn passed(&self, number: u32) -> Option<BlockId> {
		self.served.read().as_ref().and_then(|graph| graph.block(number))
	}

	pub(super) fn change<T>(&self, change: impl FnOnce(&mut Graph) -> T) -> Option<T> {
		self.served.write().as_mut().map(change)
	}

	/// Makes what it is time to make while readers go on: nobody else changes the graph meanwhile.
	pub(super) fn keep_up(&self) {
		let upkeep = self.served.read().as_ref().and_then(Graph::upkeep);
		if let Some(upkeep) = upkeep {
			let old = self.change(|graph| graph.put(upkeep));
			drop(old);
		}
	}

	pub(super) fn drop_graph(&self) {
		let old = self.served.write().take();
		// Freeing takes time, and readers need not wait for it.
		drop(old);
	}

	pub(super) fn install(&self, graph: Graph) {
		self.progress.lock().phase = Phase::CatchingUp;
		*self.served.write() = Some(graph);
		self.revise();
	}

	pub(super) fn behind(&self, target: BlockId, phase: Phase, fault: Option<Fault>) {
		*self.progress.lock() = Progress { target, phase, fault };
	}

	pub(super) fn arrived(&self, target: BlockId) {
		self.behind(target, Phase::InStep, None);
	}
}
