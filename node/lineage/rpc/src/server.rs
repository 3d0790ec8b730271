//! Which method asks whom.

use std::{fmt::Display, sync::Arc};

use animechain_lineage_index::{BlockId, Phase, SyncState};
use animechain_primitives::{AssetId, Commitment, Relation};
use codec::Codec;
use jsonrpsee::{
	core::{async_trait, RpcResult, SubscriptionResult},
	Extensions, PendingSubscriptionSink,
};
use polkadot_sdk::{
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_core::{crypto::Ss58Codec, H256},
	sp_runtime::{
		traits::{Block as BlockT, NumberFor},
		AccountId32,
	},
};
use provenance_runtime_api::LineageApi as RuntimeLineageApi;
use royalty_runtime_api::RoyaltyApi;
use tokio::sync::watch;

use crate::{
	api::LineageApiServer,
	bill::{Bill, Visit},
	error::Error,
	graph::Graph,
	limit::Caller,
	lists::{ListOf, Page},
	metrics::Metrics,
	proof::{self, ProofAnswer, States},
	state::State,
	subscriptions::Subscriptions,
	wire::{
		AmountText, AncestryAnswer, AssetAnswer, AssetIdParam, AssetRow, AssetsAnswer, At,
		CurrencyParam, Filter, FlowAnswer, ListAnswer, PathAnswer, StandingAnswer, SyncAnswer,
		SyncPhase, Text, View,
	},
};

/// How often a list is looked for again because the chain changed its mind meanwhile.
const REORGANISATIONS: usize = 3;

/// Answers from a client's state and from an index of it.
pub struct Lineage<Client, Block, AccountId> {
	state: State<Client, Block, AccountId>,
	graph: Graph,
	subscriptions: Subscriptions,
	states: Arc<dyn States>,
	metrics: Option<Metrics>,
}

impl<Client, Block, AccountId> Lineage<Client, Block, AccountId> {
	/// Answers from this client and this index, which was last in step at the block that is told.
	pub fn new(
		client: Arc<Client>,
		graph: Graph,
		blocks: watch::Receiver<H256>,
		states: Arc<dyn States>,
		metrics: Option<Metrics>,
	) -> Self {
		let subscriptions = Subscriptions::new(graph.clone(), blocks);
		Self { state: State::new(client), graph, subscriptions, states, metrics }
	}
}

impl<Client, Block, AccountId> Lineage<Client, Block, AccountId> {
	async fn bundle(
		&self,
		asset: AssetId,
		ancestor: AssetId,
		relations: Option<Vec<Relation>>,
		bill: &Bill,
	) -> Result<ProofAnswer<H256>, Error> {
		let graph = self.graph.billed(bill);
		let PathAnswer { at, path } =
			graph.path(ancestor, asset, relations, View::Finalized).await?;
		// Of an asset to itself there is no way, and none is needed.
		let steps = path.or((asset == ancestor).then(Vec::new));
		let steps = steps.ok_or(Error::NoPath(asset, ancestor))?;
		let path: Vec<_> =
			[asset].into_iter().chain(steps.iter().map(|step| step.parent.0)).collect();
		bill.rows(path.len());
		let states = self.states.clone();
		graph.work(bill, move |_| proof::bundle(&*states, at, &path)).await
	}

	fn visit(&self, method: &'static str, extensions: &Extensions) -> Result<Visit, Error> {
		Visit::begin(method, extensions, self.metrics.as_ref())
	}
}

impl<Client, Block, AccountId> Lineage<Client, Block, AccountId>
where
	Block: BlockT<Hash = H256>,
	Client: HeaderBackend<Block>,
{
	async fn list(
		&self,
		method: &'static str,
		extensions: &Extensions,
		of: Result<ListOf, Error>,
		page: Page,
	) -> RpcResult<ListAnswer<H256>> {
		let visit = self.visit(method, extensions)?;
		let answer = match of {
			Ok(of) => self.page_of(of, page, &self.graph.billed(&visit.bill)).await,
			Err(error) => Err(error),
		};
		Ok(visit.end(answer)?)
	}

	/// A page whose rows and list hold on the same chain: a reorganisation may have come between the two.
	async fn page_of(
		&self,
		of: ListOf,
		page: Page,
		graph: &Graph,
	) -> Result<ListAnswer<H256>, Error> {
		let is_first = page.cursor.is_none();
		for _ in 0..REORGANISATIONS {
			let answer = graph.list(of.clone(), page.clone()).await?;
			let is_listed = self.is_canonical(&answer.listed_at);
			if is_listed && self.is_canonical(&answer.at) {
				return Ok(answer);
			}
			if !is_first && !is_listed {
				return Err(Error::CursorExpired);
			}
		}
		Err(Error::Busy)
	}

	fn is_canonical(&self, at: &At<H256>) -> bool {
		let number = u32::try_from(at.number.0).ok().map(NumberFor::<Block>::from);
		let hash = number.and_then(|number| self.state.client.hash(number).ok().flatten());
		hash == Some(at.hash)
	}
}

fn caller(extensions: &Extensions) -> Caller {
	extensions.get::<Caller>().cloned().unwrap_or_default()
}

/// Longest account, in bytes of text: 32 bytes in hexadecimal digits. Reading an address takes time that grows with the
/// square of its length.
const MAX_ACCOUNT_TEXT: usize = 66;

/// An account as a client writes it: an address of any network, or 32 bytes in hexadecimal digits.
fn account(text: &str) -> Result<[u8; 32], Error> {
	let account = match text.strip_prefix("0x") {
		_ if text.len() > MAX_ACCOUNT_TEXT => None,
		Some(digits) => {
			let mut account = [0; 32];
			hex::decode_to_slice(digits, &mut account).ok().map(|()| account)
		},
		None => AccountId32::from_string(text).ok().map(Into::into),
	};
	account.ok_or_else(|| Error::NoAccount(text.chars().take(80).collect()))
}

fn sync_answer(state: SyncState) -> SyncAnswer<H256> {
	let at = |block: BlockId| At { hash: H256(block.hash), number: Text(block.number.into()) };
	let (phase, assets) = match state.phase {
		Phase::Rebuilding { done, total } => {
			(SyncPhase::Rebuilding, Some([Text(done), Text(total)]))
		},
		Phase::CatchingUp => (SyncPhase::CatchingUp, None),
		Phase::InStep => (SyncPhase::InStep, None),
	};
	SyncAnswer {
		phase,
		at: state.at.map(at),
		finalized: state.finalised.map(at),
		target: at(state.target),
		assets,
	}
}

#[async_trait]
impl<Client, Block, AccountId> LineageApiServer<H256> for Lineage<Client, Block, AccountId>
where
	Block: BlockT<Hash = H256>,
	NumberFor<Block>: Into<u64>,
	AccountId: Codec + Display + Send + Sync + 'static,
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
	Client::Api:
		RuntimeLineageApi<Block, AccountId, NumberFor<Block>> + RoyaltyApi<Block, AccountId>,
{
	fn asset(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		at: Option<H256>,
	) -> RpcResult<AssetAnswer<H256>> {
		self.visit("asset", extensions)?.now(|bill| {
			let (at, now) = self.state.resolve(at)?;
			let info = self.state.info(at.hash, asset)?.ok_or(Error::UnknownAsset(asset))?;
			bill.rows(1);
			Ok(AssetAnswer { at, asset: AssetRow::new(info, now) })
		})
	}

	async fn ancestors(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<H256>> {
		let page = Page::new(filter, cursor, limit, view);
		self.list("ancestors", extensions, Ok(ListOf::Ancestors(asset)), page).await
	}

	async fn descendants(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<H256>> {
		let page = Page::new(filter, cursor, limit, view);
		self.list("descendants", extensions, Ok(ListOf::Descendants(asset)), page).await
	}

	async fn by_account(
		&self,
		extensions: &Extensions,
		account: String,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<H256>> {
		let page = Page::new(filter, cursor, limit, view);
		self.list("byAccount", extensions, self::account(&account).map(ListOf::Account), page).await
	}

	async fn usage(
		&self,
		extensions: &Extensions,
		account: String,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<H256>> {
		let page = Page::new(filter, cursor, limit, view);
		self.list("usage", extensions, self::account(&account).map(ListOf::Usage), page).await
	}

	async fn is_ancestor(
		&self,
		extensions: &Extensions,
		AssetIdParam(ancestor): AssetIdParam,
		AssetIdParam(descendant): AssetIdParam,
		view: Option<View>,
	) -> RpcResult<AncestryAnswer<H256>> {
		let visit = self.visit("isAncestor", extensions)?;
		let graph = self.graph.billed(&visit.bill);
		let answer = graph.is_ancestor(ancestor, descendant, view.unwrap_or_default()).await;
		Ok(visit.end(answer)?)
	}

	async fn path(
		&self,
		extensions: &Extensions,
		AssetIdParam(ancestor): AssetIdParam,
		AssetIdParam(descendant): AssetIdParam,
		relations: Option<Vec<Relation>>,
		view: Option<View>,
	) -> RpcResult<PathAnswer<H256>> {
		let visit = self.visit("path", extensions)?;
		let graph = self.graph.billed(&visit.bill);
		let view = view.unwrap_or_default();
		let answer = graph.path(ancestor, descendant, relations, view).await;
		Ok(visit.end(answer)?)
	}

	async fn by_commitment(
		&self,
		extensions: &Extensions,
		commitment: Commitment,
		from: Option<AssetIdParam>,
		view: Option<View>,
	) -> RpcResult<AssetsAnswer<H256>> {
		let visit = self.visit("byCommitment", extensions)?;
		let from = from.map_or(0, |AssetIdParam(from)| from);
		let (graph, state) = (self.graph.clone(), self.state.clone());
		let work = move |bill: &Bill| {
			let (block, candidates, next) =
				graph.candidates(commitment, from, view.unwrap_or_default())?;
			// The index keeps a part of each commitment: the chain knows all of it.
			let (at, now) = state.resolve(Some(H256(block.hash)))?;
			let mut assets = Vec::new();
			for candidate in candidates {
				let info = state.info(at.hash, candidate)?;
				let info = info.filter(|info| info.record.declaration.commitment == commitment);
				assets.extend(info.map(|info| AssetRow::new(info, now)));
			}
			bill.rows(assets.len());
			Ok(AssetsAnswer { at, assets, next: next.map(Text) })
		};
		let answer = self.graph.work(&visit.bill, work).await;
		Ok(visit.end(answer)?)
	}

	async fn standing(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		view: Option<View>,
	) -> RpcResult<StandingAnswer<H256>> {
		let visit = self.visit("standing", extensions)?;
		let graph = self.graph.billed(&visit.bill);
		let answer = graph.standing(asset, view.unwrap_or_default()).await;
		Ok(visit.end(answer)?)
	}

	async fn flow(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		CurrencyParam(currency): CurrencyParam,
		AmountText(amount): AmountText,
		at: Option<H256>,
	) -> RpcResult<FlowAnswer<H256>> {
		let visit = self.visit("flow", extensions)?;
		let state = self.state.clone();
		let work = move |bill: &Bill| state.flow(asset, currency, amount, at, bill);
		let answer = self.graph.work(&visit.bill, work).await;
		Ok(visit.end(answer)?)
	}

	async fn proof(
		&self,
		extensions: &Extensions,
		AssetIdParam(asset): AssetIdParam,
		ancestor: Option<AssetIdParam>,
		relations: Option<Vec<Relation>>,
	) -> RpcResult<ProofAnswer<H256>> {
		let visit = self.visit("proof", extensions)?;
		let ancestor = ancestor.map_or(asset, |AssetIdParam(ancestor)| ancestor);
		let answer = self.bundle(asset, ancestor, relations, &visit.bill).await;
		Ok(visit.end(answer)?)
	}

	fn sync_state(&self) -> RpcResult<SyncAnswer<H256>> {
		Ok(sync_answer(self.graph.index().state()))
	}

	async fn subscribe_standing(
		&self,
		pending: PendingSubscriptionSink,
		extensions: &Extensions,
		assets: Vec<AssetIdParam>,
	) -> SubscriptionResult {
		let assets = assets.into_iter().map(|AssetIdParam(asset)| asset).collect();
		let caller = caller(extensions);
		self.subscriptions.clone().standing(pending, caller, assets).await
	}

	async fn subscribe_usage(
		&self,
		pending: PendingSubscriptionSink,
		extensions: &Extensions,
		account: String,
	) -> SubscriptionResult {
		let caller = caller(extensions);
		self.subscriptions.clone().usage(pending, caller, self::account(&account)).await
	}
}
