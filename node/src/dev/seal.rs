//! When a development node makes a block.

use crate::service::Pool;
use animechain_runtime::Hash;
use futures::{
	channel::{mpsc, oneshot},
	future::ready,
	stream, Stream, StreamExt,
};
use futures_timer::Delay;
use polkadot_sdk::{sc_consensus_manual_seal, sc_transaction_pool_api};
use sc_consensus_manual_seal::{CreatedBlock, EngineCommand, Error};
use sc_transaction_pool_api::TransactionPool;
use std::{
	fmt,
	pin::Pin,
	sync::Arc,
	time::{Duration, Instant},
};

/// The target of this module's log lines.
const LOG_TARGET: &str = "dev-seal";

/// How long a transaction that found no room in its block waits for another.
const LEFTOVERS: Duration = Duration::from_secs(1);

/// How many orders for blocks may wait.
const ORDERS: usize = 64;

/// When to make a block.
#[derive(Debug, Clone, Copy)]
pub enum Seal {
	/// Each time that this much time has passed, even if nothing happened.
	Every(Duration),
	/// As soon as there is a transaction.
	Instant,
	/// When somebody orders one.
	Manual,
}

impl fmt::Display for Seal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Every(period) => write!(f, "a block every {} ms", period.as_millis()),
			Self::Instant => write!(f, "a block per transaction"),
			Self::Manual => write!(f, "a block per call of engine_createBlock"),
		}
	}
}

/// The orders that block production follows.
pub type Commands = Pin<Box<dyn Stream<Item = EngineCommand<Hash>> + Send>>;

/// What became of an ordered block.
type Outcome = oneshot::Receiver<Result<CreatedBlock<Hash>, Error>>;

/// The orders for `seal`, and for [`Seal::Manual`] where to place them.
pub fn commands(
	seal: Seal,
	pool: Arc<Pool>,
) -> (Commands, Option<mpsc::Sender<EngineCommand<Hash>>>) {
	match seal {
		Seal::Every(period) => (Box::pin(on_each(every(period))), None),
		Seal::Instant => {
			let arrivals = pool.import_notification_stream().map(drop);
			// Many transactions arrive for one block: only ask for another while some wait.
			let waiting = stream::select(arrivals, every(LEFTOVERS))
				.filter(move |()| ready(pool.status().ready > 0));
			(Box::pin(on_each(waiting)), None)
		},
		Seal::Manual => {
			let (sender, orders) = mpsc::channel(ORDERS);
			(Box::pin(orders), Some(sender))
		},
	}
}

/// An item each time that `period` has passed.
fn every(period: Duration) -> impl Stream<Item = ()> + Send {
	stream::unfold(Instant::now() + period, move |due| async move {
		Delay::new(due.saturating_duration_since(Instant::now())).await;
		// Late items are not made up for.
		Some(((), (due + period).max(Instant::now())))
	})
}

/// An order for a finalised block for each item of `triggers`.
///
/// The stream is only asked for the next order when the last one has been carried out; that is when
/// its failure is logged. Left alone, the engine would also log each success, one line per block.
fn on_each(
	triggers: impl Stream<Item = ()> + Send,
) -> impl Stream<Item = EngineCommand<Hash>> + Send {
	stream::unfold((Box::pin(triggers), None::<Outcome>), move |(mut triggers, last)| async move {
		if let Some(outcome) = last {
			report(outcome.await);
		}
		triggers.next().await?;
		let (sender, outcome) = oneshot::channel();
		let command = EngineCommand::SealNewBlock {
			// The engine takes a block for empty if it has as many transactions as there are inherent data;
			// ours has fewer inherents than that, so a block with a single transaction would be dropped.
			// The triggers already see to it that there is something to put in.
			create_empty: true,
			finalize: true,
			parent_hash: None,
			sender: Some(sender),
		};
		Some((command, (triggers, Some(outcome))))
	})
}

/// Log a failure to make a block.
fn report(outcome: Result<Result<CreatedBlock<Hash>, Error>, oneshot::Canceled>) {
	match outcome {
		Ok(Ok(_)) | Err(oneshot::Canceled) => {},
		Ok(Err(error)) => log::error!(target: LOG_TARGET, "No block: {error}"),
	}
}
