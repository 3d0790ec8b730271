//! How the node answers: resolve the block, ask the runtime, translate.

use std::{fmt::Display, marker::PhantomData, sync::Arc};

use animechain_primitives::lineage::{Cursor, LineageError};
use codec::{Codec, Decode, Encode};
use jsonrpsee::core::RpcResult;
use polkadot_sdk::{
	sp_api::{ApiError, ApiExt, ProvideRuntimeApi},
	sp_blockchain::{Error as BlockchainError, HeaderBackend},
	sp_runtime::traits::{Block as BlockT, Header as HeaderT, NumberFor},
};
use provenance_runtime_api::LineageApi as RuntimeLineageApi;

use crate::{
	api::LineageApiServer,
	error::Error,
	wire::{AncestorsAnswer, AssetAnswer, AssetIdParam, AssetRow, At, Text},
};

/// Rows in a page if the question does not say.
pub const DEFAULT_PAGE: u32 = 64;

/// Longest accepted cursor, in characters: a few more than the widest one that is ever given has.
const MAX_CURSOR_TEXT: usize =
	2 + 2 * (8 * animechain_primitives::lineage::MAX_PENDING as usize + 8);

/// Answers from a client's state.
pub struct Lineage<Client, Block, AccountId> {
	client: Arc<Client>,
	_types: PhantomData<fn() -> (Block, AccountId)>,
}

impl<Client, Block, AccountId> Lineage<Client, Block, AccountId> {
	/// Answers from this client.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client, _types: PhantomData }
	}
}

impl<Client, Block, AccountId> Lineage<Client, Block, AccountId>
where
	Block: BlockT,
	NumberFor<Block>: Into<u64>,
	AccountId: Codec,
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	Client::Api: RuntimeLineageApi<Block, AccountId, NumberFor<Block>>,
{
	/// The block of a question, which exists and whose runtime can answer.
	fn resolve(
		&self,
		at: Option<Block::Hash>,
	) -> Result<(At<Block::Hash>, NumberFor<Block>), Error> {
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

/// A cursor as text: opaque to clients.
fn show_cursor(cursor: &Cursor) -> String {
	array_bytes::bytes2hex("0x", cursor.encode())
}

fn read_cursor(text: String) -> Result<Cursor, Error> {
	let decoded = (text.len() <= MAX_CURSOR_TEXT)
		.then(|| array_bytes::hex2bytes(&text).ok())
		.flatten()
		.and_then(|bytes| {
			let mut input = &bytes[..];
			let cursor = Cursor::decode(&mut input).ok()?;
			input.is_empty().then_some(cursor)
		});
	decoded.ok_or_else(|| Error::InvalidCursor(text.chars().take(80).collect()))
}

impl<Client, Block, AccountId> LineageApiServer<Block::Hash> for Lineage<Client, Block, AccountId>
where
	Block: BlockT,
	NumberFor<Block>: Into<u64>,
	AccountId: Codec + Display + Send + Sync + 'static,
	Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
	Client::Api: RuntimeLineageApi<Block, AccountId, NumberFor<Block>>,
{
	fn asset(
		&self,
		AssetIdParam(asset): AssetIdParam,
		at: Option<Block::Hash>,
	) -> RpcResult<AssetAnswer<Block::Hash>> {
		let (at, now) = self.resolve(at)?;
		let info = self
			.client
			.runtime_api()
			.asset(at.hash, asset)
			.map_err(|error| at_block(at.hash, error))?
			.ok_or(Error::UnknownAsset(asset))?;
		Ok(AssetAnswer { at, asset: AssetRow::new(info, now) })
	}

	fn ancestors(
		&self,
		AssetIdParam(asset): AssetIdParam,
		cursor: Option<String>,
		limit: Option<u32>,
		at: Option<Block::Hash>,
	) -> RpcResult<AncestorsAnswer<Block::Hash>> {
		let limit = limit.unwrap_or(DEFAULT_PAGE);
		let resume = cursor.clone().map(read_cursor).transpose()?;
		let (at, now) = self.resolve(at)?;
		let page = self
			.client
			.runtime_api()
			.ancestors(at.hash, asset, resume, limit)
			.map_err(|error| at_block(at.hash, error))?
			.map_err(|error| match error {
				LineageError::UnknownAsset => Error::UnknownAsset(asset),
				LineageError::LimitOutOfRange => Error::LimitOutOfRange(limit),
				LineageError::InvalidCursor => Error::InvalidCursor(cursor.unwrap_or_default()),
				LineageError::TooWide => Error::TooWide(asset),
			})?;
		Ok(AncestorsAnswer {
			at,
			asset: Text(asset),
			rows: page.rows.into_iter().map(|info| AssetRow::new(info, now)).collect(),
			next_cursor: page.next.as_ref().map(show_cursor),
		})
	}
}
