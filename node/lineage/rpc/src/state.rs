//! What the node answers from the state of a block.

use std::{marker::PhantomData, sync::Arc};

use animechain_primitives::{royalty::Flow, Amount, AssetId, AssetInfo, Currency};
use codec::Codec;
use polkadot_sdk::{
	sp_api::{ApiError, ApiExt, ProvideRuntimeApi},
	sp_blockchain::{Error as BlockchainError, HeaderBackend},
	sp_core::H256,
	sp_runtime::traits::{Block as BlockT, Header as HeaderT, NumberFor},
};
use provenance_runtime_api::LineageApi as RuntimeLineageApi;
use royalty_runtime_api::RoyaltyApi;

use crate::{
	bill::Bill,
	error::{no_flow, Error},
	wire::{At, FlowAnswer, Text},
};

/// Most calls of the runtime for one flow: each looks at 256 assets.
const MAX_FLOW_CALLS: usize = 64;

/// Answers from the runtime of a block.
pub struct State<Client, Block, AccountId> {
	/// The chain.
	pub client: Arc<Client>,
	_types: PhantomData<fn() -> (Block, AccountId)>,
}

impl<Client, Block, AccountId> State<Client, Block, AccountId> {
	/// Answers from this client.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client, _types: PhantomData }
	}
}

impl<Client, Block, AccountId> Clone for State<Client, Block, AccountId> {
	fn clone(&self) -> Self {
		Self::new(self.client.clone())
	}
}

impl<Client, Block, AccountId> State<Client, Block, AccountId>
where
	Block: BlockT<Hash = H256>,
	NumberFor<Block>: Into<u64>,
	AccountId: Codec,
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	Client::Api: RuntimeLineageApi<Block, AccountId, NumberFor<Block>>,
{
	/// The block of a question, which exists and whose runtime can answer.
	pub fn resolve(&self, at: Option<H256>) -> Result<(At<H256>, NumberFor<Block>), Error> {
		let hash = at.unwrap_or_else(|| self.client.info().best_hash);
		let unknown = || Error::UnknownBlock(format!("{hash:?}"));
		let header = self.client.header(hash).map_err(|_| unknown())?.ok_or_else(unknown)?;
		let has_api = self
			.client
			.runtime_api()
			.has_api::<dyn RuntimeLineageApi<Block, AccountId, NumberFor<Block>>>(hash)
			.map_err(|error| at_block(hash, error))?;
		if !has_api {
			return Err(Error::Runtime("it has no LineageApi at this block".into()));
		}
		let number = *header.number();
		Ok((At { hash, number: Text(number.into()) }, number))
	}

	/// Both rows of an asset.
	pub fn info(
		&self,
		at: H256,
		asset: AssetId,
	) -> Result<Option<AssetInfo<AccountId, NumberFor<Block>>>, Error> {
		self.client.runtime_api().asset(at, asset).map_err(|error| at_block(at, error))
	}
}

impl<Client, Block, AccountId> State<Client, Block, AccountId>
where
	Block: BlockT<Hash = H256>,
	NumberFor<Block>: Into<u64>,
	AccountId: Codec,
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	Client::Api:
		RuntimeLineageApi<Block, AccountId, NumberFor<Block>> + RoyaltyApi<Block, AccountId>,
{
	/// Who would get what: as many questions to the runtime as the ways of the money need.
	pub fn flow(
		&self,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
		at: Option<H256>,
		bill: &Bill,
	) -> Result<FlowAnswer<H256>, Error> {
		let (at, _) = self.resolve(at)?;
		let api = self.client.runtime_api();
		let refused = |error| at_block(at.hash, error);
		let Flow { mut rows, mut beyond } = api
			.flow(at.hash, asset, currency.clone(), amount)
			.map_err(refused)?
			.map_err(|error| no_flow(asset, error))?;
		for _ in 1..MAX_FLOW_CALLS {
			if beyond.is_empty() {
				break;
			}
			let more = api
				.flow_on(at.hash, currency.clone(), beyond)
				.map_err(refused)?
				.map_err(|error| no_flow(asset, error))?;
			rows.extend(more.rows);
			beyond = more.beyond;
		}
		if !beyond.is_empty() {
			return Err(Error::Budget(rows.len() as u64));
		}
		bill.rows(rows.len());
		Ok(FlowAnswer { at, asset: Text(asset), rows: rows.into_iter().map(Into::into).collect() })
	}
}

/// An error of the runtime call, with the pruned block named apart: it is the one that people meet.
fn at_block(hash: impl std::fmt::Debug, error: ApiError) -> Error {
	let pruned = match &error {
		ApiError::UnknownBlock(_) | ApiError::StateBackendIsNotTrie => true,
		ApiError::Application(inner) => inner
			.downcast_ref::<BlockchainError>()
			.is_some_and(|error| matches!(error, BlockchainError::UnknownBlock(_))),
		_ => false,
	};
	match pruned {
		true => Error::PrunedBlock(format!("{hash:?}")),
		false => Error::Runtime(error.to_string()),
	}
}
