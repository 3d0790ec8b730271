//! What is told to subscribers, block by block.

use std::{
	collections::{BTreeMap, BTreeSet},
	hash::{BuildHasher, RandomState},
	sync::Arc,
	time::Duration,
};

use animechain_primitives::AssetId;
use jsonrpsee::{
	core::{StringError, SubscriptionResult},
	types::ErrorObjectOwned,
	PendingSubscriptionSink, SubscriptionMessage, SubscriptionSink,
};
use polkadot_sdk::sp_core::H256;
use serde::Serialize;
use tokio::sync::{watch, OwnedSemaphorePermit, Semaphore};

use crate::{
	bill::Bill,
	error::Error,
	graph::Graph,
	limit::{Caller, Place},
	lists::ListOf,
	wire::{UsageChange, View},
};

/// Most subscriptions of all clients together: each takes a question per block.
const MOST_SUBSCRIPTIONS: usize = 1_024;

/// Most assets in one subscription to standings.
pub const MAX_WATCHED: usize = 256;

/// How long a client may take to read what it subscribed to, before it is dropped.
const SLOW: Duration = Duration::from_secs(2);

/// Tells subscribers what changed, whenever the index is in step with a new block.
#[derive(Clone)]
pub struct Subscriptions {
	graph: Graph,
	blocks: watch::Receiver<H256>,
	places: Arc<Semaphore>,
}

impl Subscriptions {
	/// Tells of what this graph says at each of these blocks.
	pub fn new(graph: Graph, blocks: watch::Receiver<H256>) -> Self {
		Self { graph, blocks, places: Arc::new(Semaphore::new(MOST_SUBSCRIPTIONS)) }
	}

	fn place(&self, caller: &Caller) -> Result<(Place, OwnedSemaphorePermit), Error> {
		let place = caller.subscribe()?;
		Ok((place, self.places.clone().try_acquire_owned().map_err(|_| Error::Busy)?))
	}

	/// Tells the verdict on each of some assets: of all at first, and of one whenever it changes.
	pub async fn standing(
		self,
		pending: PendingSubscriptionSink,
		caller: Caller,
		assets: BTreeSet<AssetId>,
	) -> SubscriptionResult {
		let mut watch = Watch::new(&self.graph, &caller, assets);
		let asked = async {
			let place = self.place(&caller)?;
			match watch.assets.len() {
				1..=MAX_WATCHED => watch.assets_exist().await.map(|()| place),
				count => Err(Error::WatchedOutOfRange(count)),
			}
		};
		let Some((sink, _place)) = admit(pending, asked.await).await? else { return Ok(()) };
		let mut blocks = self.blocks;
		loop {
			watch.tell(&sink).await?;
			if !next(&sink, &mut blocks).await {
				return Ok(());
			}
		}
	}

	/// Tells what rests on an account's works: how much at first, and then what comes and goes.
	pub async fn usage(
		self,
		pending: PendingSubscriptionSink,
		caller: Caller,
		account: Result<[u8; 32], Error>,
	) -> SubscriptionResult {
		let graph = self.graph.billed(&Bill::new(caller.clone()));
		let found = || async {
			caller.admit()?;
			let revision = graph.index().revision();
			let account = account.clone()?;
			Ok((revision, graph.found(ListOf::Usage(account), View::Best).await?))
		};
		let first = async {
			let place = self.place(&caller)?;
			Ok((place, found().await?))
		};
		let Some((sink, (_place, (mut revision, (mut told, at))))) =
			admit(pending, first.await).await?
		else {
			return Ok(());
		};
		send(&sink, &UsageChange::first(&told, at)).await?;
		let mut blocks = self.blocks;
		while next(&sink, &mut blocks).await {
			if graph.index().revision() == revision {
				continue;
			}
			match found().await {
				Ok((at_revision, (assets, at))) => {
					if let Some(change) = UsageChange::between(&told, &assets, at) {
						send(&sink, &change).await?;
					}
					(revision, told) = (at_revision, assets);
				},
				Err(error) if passes(&error) => (),
				Err(error) => return Err(ErrorObjectOwned::from(error).into()),
			}
		}
		Ok(())
	}
}

/// Some assets whose verdicts are told to a subscriber.
struct Watch {
	graph: Graph,
	caller: Caller,
	assets: BTreeSet<AssetId>,
	/// What was told last, by a digest: an answer can be long.
	told: BTreeMap<AssetId, u64>,
	digests: RandomState,
	/// The asset to begin with.
	first: AssetId,
	/// The revision of the index up to which all was told, and the block until which that holds if nothing changes.
	told_at: Option<(u64, Option<u32>)>,
}

impl Watch {
	fn new(graph: &Graph, caller: &Caller, assets: BTreeSet<AssetId>) -> Self {
		Self {
			graph: graph.billed(&Bill::new(caller.clone())),
			caller: caller.clone(),
			assets,
			told: BTreeMap::new(),
			digests: RandomState::new(),
			first: 0,
			told_at: None,
		}
	}

	async fn assets_exist(&self) -> Result<(), Error> {
		let assets = self.graph.assets(View::Best).await?;
		match self.assets.range(assets..).next() {
			Some(unknown) => Err(Error::UnknownAsset(*unknown)),
			None => Ok(()),
		}
	}

	/// Tells the verdicts that are not those told last, one by one: all of them together can be long.
	async fn tell(&mut self, sink: &SubscriptionSink) -> Result<(), StringError> {
		let block = self.graph.index().state().target.number;
		let revision = self.graph.index().revision();
		let is_told = |(told, until): (u64, Option<u32>)| {
			told == revision && until.is_none_or(|until| block < until)
		};
		if self.told_at.is_some_and(is_told) {
			return Ok(());
		}
		self.told_at = None;
		let (mut until, mut missed) = (None::<u32>, None);
		let first = std::mem::take(&mut self.first);
		for asset in self.assets.range(first..).chain(self.assets.range(..first)) {
			let answer = match self.caller.admit() {
				Ok(()) => self.graph.verdict(*asset, View::Best).await,
				Err(limited) => Err(limited),
			};
			match answer {
				Ok((answer, ends)) => {
					until = until.into_iter().chain(ends).min();
					let digest = self.digests.hash_one(answer.says());
					if self.told.insert(*asset, digest) != Some(digest) {
						send(sink, &answer).await?;
					}
				},
				// Its block was taken back: it is told again when there is such an asset.
				Err(Error::UnknownAsset(asset)) => {
					self.told.remove(&asset);
				},
				Err(error) if passes(&error) => {
					missed.get_or_insert(*asset);
				},
				Err(error) => return Err(ErrorObjectOwned::from(error).into()),
			}
			// Others are served meanwhile.
			tokio::task::yield_now().await;
		}
		match missed {
			// The next time it begins with what was not answered.
			Some(asset) => self.first = asset,
			None => self.told_at = Some((revision, until)),
		}
		Ok(())
	}
}

/// Whether it will be answered at a later block.
fn passes(error: &Error) -> bool {
	matches!(error, Error::Syncing(_) | Error::Busy | Error::Limited(_))
}

/// Accepts a subscription, or refuses it by its error.
async fn admit<T>(
	pending: PendingSubscriptionSink,
	asked: Result<T, Error>,
) -> Result<Option<(SubscriptionSink, T)>, StringError> {
	match asked {
		Ok(asked) => Ok(Some((pending.accept().await?, asked))),
		Err(error) => {
			pending.reject(ErrorObjectOwned::from(error)).await;
			Ok(None)
		},
	}
}

/// Waits for the next block. `false` when nobody listens any more, or the node stops.
async fn next(sink: &SubscriptionSink, blocks: &mut watch::Receiver<H256>) -> bool {
	tokio::select! {
		() = sink.closed() => false,
		changed = blocks.changed() => changed.is_ok(),
	}
}

async fn send(sink: &SubscriptionSink, message: &impl Serialize) -> Result<(), StringError> {
	let message = SubscriptionMessage::from_json(message)?;
	Ok(sink.send_timeout(message, SLOW).await?)
}
