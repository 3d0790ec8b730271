//! The task that keeps the index: one thread of its own, woken by the chain.

use std::{
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};

use animechain_lineage_index::{
	snapshot::{self, SnapshotError},
	ApplyError, Fault, Follower, Index, Phase, Settings, SourceError, SyncState,
};
use futures::{
	select_biased,
	stream::{Fuse, Stream, StreamExt},
	FutureExt,
};
use futures_timer::Delay;
use polkadot_sdk::{
	sc_client_api::{BlockchainEvents, FinalityNotifications, ImportNotifications},
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::H256,
	sp_runtime::{
		traits::{Block as BlockT, Header as HeaderT},
		AccountId32,
	},
};
use provenance_runtime_api::LineageIndexApi;
use tokio::sync::watch;

use crate::{
	metrics::Metrics,
	propagation::{Propagator, Touched},
	snapshots::Snapshots,
	source::ClientSource,
	LOG,
};

/// How long to wait for the chain when it cannot say something now.
const PATIENCE: Duration = Duration::from_millis(200);

/// How often progress is logged.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// How long nothing may be heard of before the chain is asked all the same.
const LISTEN: Duration = Duration::from_secs(5);

/// Keeps an index in step.
pub struct Keeper<Client, Block: BlockT> {
	follower: Follower<ClientSource<Client, Block>>,
	touched: Touched,
	imported: Fuse<ImportNotifications<Block>>,
	finalised: Fuse<FinalityNotifications<Block>>,
	snapshots: Snapshots,
	/// The last block at which the index was in step.
	in_step: watch::Sender<H256>,
	metrics: Option<Metrics>,
}

impl<Client, Block> Keeper<Client, Block>
where
	Block: BlockT<Hash = H256>,
	Block::Header: HeaderT<Number = u32>,
	Client: HeaderBackend<Block> + ProvideRuntimeApi<Block> + BlockchainEvents<Block>,
	Client::Api: LineageIndexApi<Block, AccountId32, u32>,
{
	/// Begins with the snapshot at `path`, if it is one of this chain, and with nothing otherwise. Writes another one there
	/// from time to time.
	pub fn new(
		client: Arc<Client>,
		path: PathBuf,
		snapshot_every: Duration,
		metrics: Option<Metrics>,
	) -> Self {
		let genesis = client.info().genesis_hash.0;
		let begun = Instant::now();
		let graph = match snapshot::read(&path, genesis) {
			Ok(graph) => {
				let number = graph.finalised().number;
				let took = begun.elapsed();
				log::info!(target: LOG, "🧬 lineage index of block {number} read in {took:.1?}");
				Some(graph)
			},
			Err(SnapshotError::Missing) => None,
			Err(error) => {
				log::warn!(target: LOG, "🧬 the lineage index is built anew: {error}");
				None
			},
		};
		let touched = Touched::default();
		let written = graph.as_ref().map(|graph| graph.finalised()).unwrap_or_default();
		let (imported, finalised) =
			(client.import_notification_stream(), client.finality_notification_stream());
		let source = ClientSource::new(client, touched.clone());
		let follower = Follower::new(source, graph, Settings::default());
		Self {
			imported: imported.fuse(),
			finalised: finalised.fuse(),
			snapshots: Snapshots::new(follower.index(), genesis, path, snapshot_every, written),
			follower,
			touched,
			in_step: watch::channel(H256::zero()).0,
			metrics,
		}
	}

	/// What readers use.
	pub fn index(&self) -> Index {
		self.follower.index()
	}

	/// What tells assets what happened to their ancestors.
	pub fn propagator(&self) -> Propagator {
		Propagator::new(self.index(), self.touched.clone())
	}

	/// Tells the last block at which the index was in step, whenever that is another one.
	pub fn blocks(&self) -> watch::Receiver<H256> {
		self.in_step.subscribe()
	}

	/// Follows until the chain ends its streams, or the node stops and drops this. To be run on a thread of its own:
	/// reading a whole state takes a while.
	pub async fn run(mut self) {
		let mut told = Telling::default();
		loop {
			// One look at the chain is enough for all of them; each holds its block in memory.
			if has_ended(&mut self.imported) || has_ended(&mut self.finalised) {
				return;
			}
			let state = self.follower.tick();
			told.tell(&state);
			if state.phase == Phase::InStep {
				let block = H256(state.target.hash);
				self.in_step.send_if_modified(|last| std::mem::replace(last, block) != block);
			}
			if let Some(metrics) = &self.metrics {
				metrics.note(&state);
			}
			if state.phase == Phase::InStep {
				self.snapshots.write_if_due();
			}
			let pause = match (state.phase, state.fault) {
				(Phase::InStep, _) => LISTEN,
				(_, Some(_)) => PATIENCE,
				(_, None) => Duration::ZERO,
			};
			let goes_on = select_biased! {
				imported = self.imported.next() => imported.is_some(),
				finalised = self.finalised.next() => finalised.is_some(),
				() = Delay::new(pause).fuse() => true,
			};
			if !goes_on {
				return;
			}
		}
	}
}

/// Takes what is ready. Whether nothing will come any more.
fn has_ended<S: Stream + Unpin>(stream: &mut Fuse<S>) -> bool {
	loop {
		match stream.next().now_or_never() {
			Some(Some(_)) => (),
			Some(None) => return true,
			None => return false,
		}
	}
}

/// Says in the log how far the index is, as long as it is behind.
#[derive(Default)]
struct Telling {
	last: Option<Instant>,
	fault: Option<Fault>,
}

impl Telling {
	fn tell(&mut self, state: &SyncState) {
		self.tell_fault(state);
		match (state.phase, self.last) {
			(Phase::InStep, None) => (),
			(Phase::InStep, Some(_)) => {
				self.last = None;
				log::info!(target: LOG, "🧬 lineage index in step at block {}", state.target.number);
			},
			(_, Some(last)) if last.elapsed() < TELL_EVERY => (),
			(phase, _) => {
				self.last = Some(Instant::now());
				match phase {
					Phase::Rebuilding { done, total } => log::info!(
						target: LOG,
						"🧬 reading the lineage index from state: {done} of {total} assets"
					),
					_ => log::info!(
						target: LOG,
						"🧬 lineage index at block {} of {}",
						state.at.map(|block| block.number).unwrap_or_default(),
						state.target.number
					),
				}
			},
		}
	}

	/// Says once why the index cannot go on.
	fn tell_fault(&mut self, state: &SyncState) {
		if state.phase == Phase::InStep {
			self.fault = None;
		}
		if state.fault.is_none() || state.fault == self.fault {
			return;
		}
		self.fault = state.fault;
		match state.fault {
			None => (),
			Some(Fault::Source(SourceError::Pruned)) => log::info!(
				target: LOG,
				"🧬 the state that the lineage index needs is pruned: it is built anew"
			),
			Some(Fault::Source(SourceError::Failed)) => log::warn!(
				target: LOG,
				"🧬 the runtime does not answer the lineage index: it waits (does it have LineageIndexApi?)"
			),
			Some(Fault::Refused(ApplyError::UndoFull)) => log::warn!(
				target: LOG,
				"🧬 the lineage index waits for blocks to become final"
			),
			Some(Fault::Refused(why)) => log::warn!(
				target: LOG,
				"🧬 what the runtime says of assets cannot be, the lineage index is built anew: {why:?}"
			),
			Some(Fault::OffChain) => log::info!(
				target: LOG,
				"🧬 the lineage index is not on this chain: it is built anew"
			),
			Some(Fault::Differs(asset)) => log::error!(
				target: LOG,
				"🧬 asset {asset} changed and no block said so: the lineage index is built anew"
			),
		}
	}
}
