//! A node's chain, as the index asks it.

use std::{marker::PhantomData, sync::Arc};

use animechain_lineage_index::{
	Birth, BlockHash, BlockId, Changes, Edge, Head, Header, Row, Source, SourceError,
};
use animechain_primitives::lineage_index::{IndexBirth, IndexHead, IndexRow, MAX_INDEX_ROWS};
use codec::Encode;
use polkadot_sdk::{
	sp_api::{ApiError, ProvideRuntimeApi},
	sp_blockchain::{Error as BlockchainError, HeaderBackend},
	sp_core::H256,
	sp_runtime::{
		traits::{Block as BlockT, Header as HeaderT},
		AccountId32,
	},
};
use provenance_runtime_api::LineageIndexApi;

use crate::propagation::Touched;

/// Answers from a client: headers from its database, rows from the runtime of the block.
pub struct ClientSource<Client, Block> {
	client: Arc<Client>,
	touched: Touched,
	_block: PhantomData<fn() -> Block>,
}

impl<Client, Block> ClientSource<Client, Block> {
	/// Answers from this client, and notes what its blocks change.
	pub fn new(client: Arc<Client>, touched: Touched) -> Self {
		Self { client, touched, _block: PhantomData }
	}
}

impl<Client, Block> Source for ClientSource<Client, Block>
where
	Block: BlockT<Hash = H256>,
	Block::Header: HeaderT<Number = u32>,
	Client: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	Client::Api: LineageIndexApi<Block, AccountId32, u32>,
{
	fn best(&self) -> BlockId {
		let info = self.client.info();
		BlockId { number: info.best_number, hash: info.best_hash.0 }
	}

	fn finalised(&self) -> BlockId {
		let info = self.client.info();
		BlockId { number: info.finalized_number, hash: info.finalized_hash.0 }
	}

	fn header(&self, hash: &BlockHash) -> Option<Header> {
		let header = self.client.header(H256(*hash)).ok()??;
		Some(Header { number: *header.number(), parent: header.parent_hash().0 })
	}

	fn canonical(&self, number: u32) -> Option<BlockHash> {
		self.client.hash(number).ok()?.map(|hash| hash.0)
	}

	fn changes(&self, hash: &BlockHash) -> Result<Changes, SourceError> {
		let hash = H256(*hash);
		let parent = self.parent(hash)?;
		let is_upgrading = |at| self.client.runtime_api().is_upgrading(at).map_err(refusal);
		if is_upgrading(hash)? || is_upgrading(parent)? {
			return self.everything(hash, parent);
		}
		let changes = self.client.runtime_api().changes(hash).map_err(refusal)?;
		// What is new knows what its parents know.
		let changed = changes.rows.iter().filter(|row| row.birth.is_none());
		self.touched.add(changed.map(|row| row.id));
		Ok(Changes {
			next_asset: changes.next_asset_id,
			rows: changes.rows.into_iter().map(row).collect(),
		})
	}

	fn assets(&self, at: &BlockHash) -> Result<u64, SourceError> {
		self.client.runtime_api().assets(H256(*at)).map_err(refusal)
	}

	fn rows(&self, at: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError> {
		let rows = self.client.runtime_api().rows(H256(*at), first, limit).map_err(refusal)?;
		Ok(rows.into_iter().map(row).collect())
	}
}

impl<Client, Block> ClientSource<Client, Block>
where
	Block: BlockT<Hash = H256>,
	Client: HeaderBackend<Block> + ProvideRuntimeApi<Block>,
	Client::Api: LineageIndexApi<Block, AccountId32, u32>,
{
	/// The parent of a block, and the first block's own.
	fn parent(&self, hash: H256) -> Result<H256, SourceError> {
		if hash == self.client.info().genesis_hash {
			return Ok(hash);
		}
		let header = self.client.header(hash).ok().flatten().ok_or(SourceError::Pruned)?;
		Ok(*header.parent_hash())
	}

	/// Everything, as what a block changed.
	///
	/// The block that brings a new runtime holds events of the old one, which the new one cannot read for sure; and the
	/// block after it migrates, which makes no events. If what the old runtime wrote cannot be read by the new one
	/// before that, the index begins anew once a later block is final.
	fn everything(&self, hash: H256, parent: H256) -> Result<Changes, SourceError> {
		log::info!(target: crate::LOG, "🧬 another runtime at {hash:?}: all assets are read again");
		let api = self.client.runtime_api();
		let known = api.assets(parent).map_err(refusal)?;
		let next_asset = api.assets(hash).map_err(refusal)?;
		let mut rows = Vec::new();
		while (rows.len() as u64) < next_asset {
			let first = rows.len() as u64;
			let page = api.rows(hash, first, MAX_INDEX_ROWS).map_err(refusal)?;
			if page.is_empty() {
				return Err(SourceError::Pruned);
			}
			rows.extend(page.into_iter().map(|next| {
				let mut next = row(next);
				if next.id < known {
					next.birth = None;
				}
				next
			}));
		}
		Ok(Changes { next_asset, rows })
	}
}

/// A state that is gone is told from everything else: it will not come back.
fn refusal(error: ApiError) -> SourceError {
	let pruned = match &error {
		ApiError::UnknownBlock(_) | ApiError::StateBackendIsNotTrie => true,
		ApiError::Application(inner) => inner
			.downcast_ref::<BlockchainError>()
			.is_some_and(|error| matches!(error, BlockchainError::UnknownBlock(_))),
		_ => false,
	};
	if pruned {
		return SourceError::Pruned;
	}
	log::debug!(target: crate::LOG, "the runtime did not answer: {error}");
	SourceError::Failed
}

fn row(row: IndexRow<AccountId32, u32>) -> Row {
	let IndexRow { id, head, birth } = row;
	let IndexHead { kind, marks, affected_by, controller, expires, generation, weight } = head;
	let head = Head {
		kind: index_of(&kind),
		marks: marks.bits(),
		controller: controller.into(),
		affected_by,
		weight,
		expires,
		generation,
	};
	let birth = birth.map(|IndexBirth { commitment, edges }| Birth {
		commitment: commitment.0,
		edges: edges
			.into_iter()
			.map(|(parent, relation)| Edge { parent, relation: index_of(&relation) })
			.collect(),
	});
	Row { id, head, birth }
}

/// The index of a variant without fields, which is its encoding.
fn index_of(word: &impl Encode) -> u8 {
	word.using_encoded(|bytes| bytes.first().copied().unwrap_or_default())
}
