//! Bundles: everything that proves a path, of a block's state.

use std::{marker::PhantomData, sync::Arc};

use animechain_lineage_proof::{
	assemble,
	rows::Head,
	trie::{head_key, record_key},
	Error as ProofError, Sources, MAX_STEPS,
};
use animechain_primitives::AssetId;
use codec::Encode;
use polkadot_sdk::{
	sc_client_api::{Backend, ProofProvider, StorageKey, StorageProvider},
	sp_blockchain::{Error as BlockchainError, HeaderBackend},
	sp_core::H256,
	sp_runtime::traits::Block as BlockT,
};
use serde::{Deserialize, Serialize};

use crate::{
	error::Error,
	wire::{At, Text},
};

/// A bundle and what it is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProofAnswer<BlockHash> {
	/// The block whose state it proves: it is final.
	pub at: At<BlockHash>,
	/// The asset.
	pub asset: Text,
	/// The ancestor that it leads to; the asset itself if none was asked for.
	pub ancestor: Text,
	/// The bytes of the bundle as `0x` and hexadecimal digits: what `animechain_lineage_proof::verify` takes.
	pub bundle: String,
}

/// The states of a chain's blocks: what a bundle is made of.
pub trait States: Send + Sync {
	/// The first block.
	fn genesis(&self) -> H256;
	/// The SCALE header of a block.
	fn header(&self, at: H256) -> Result<Vec<u8>, Error>;
	/// A row.
	fn row(&self, at: H256, key: Vec<u8>) -> Result<Option<Vec<u8>>, Error>;
	/// The nodes of the trie on the way to a row.
	fn nodes(&self, at: H256, key: Vec<u8>) -> Result<Vec<Vec<u8>>, Error>;
}

/// The states that a client has.
pub struct ClientStates<Client, Block, Store> {
	client: Arc<Client>,
	_types: PhantomData<fn() -> (Block, Store)>,
}

impl<Client, Block, Store> ClientStates<Client, Block, Store> {
	/// Of this client.
	pub fn new(client: Arc<Client>) -> Self {
		Self { client, _types: PhantomData }
	}
}

/// Why a state cannot be read: nearly always because it is pruned.
fn unread(at: H256) -> impl Fn(BlockchainError) -> Error {
	move |error| match error {
		BlockchainError::UnknownBlock(_) | BlockchainError::MissingHeader(_) => {
			Error::PrunedBlock(format!("{at:?}"))
		},
		other => Error::Runtime(other.to_string()),
	}
}

impl<Client, Block, Store> States for ClientStates<Client, Block, Store>
where
	Block: BlockT<Hash = H256>,
	Store: Backend<Block>,
	Client: HeaderBackend<Block> + ProofProvider<Block> + StorageProvider<Block, Store>,
{
	fn genesis(&self) -> H256 {
		self.client.info().genesis_hash
	}

	fn header(&self, at: H256) -> Result<Vec<u8>, Error> {
		let unknown = || Error::UnknownBlock(format!("{at:?}"));
		let header = self.client.header(at).map_err(|_| unknown())?;
		Ok(header.ok_or_else(unknown)?.encode())
	}

	fn row(&self, at: H256, key: Vec<u8>) -> Result<Option<Vec<u8>>, Error> {
		let row = self.client.storage(at, &StorageKey(key)).map_err(unread(at))?;
		Ok(row.map(|row| row.0))
	}

	fn nodes(&self, at: H256, key: Vec<u8>) -> Result<Vec<Vec<u8>>, Error> {
		let mut keys = [&key[..]].into_iter();
		let proof = self.client.read_proof(at, &mut keys).map_err(unread(at))?;
		Ok(proof.into_iter_nodes().collect())
	}
}

/// Makes the bundle of a path in the state of a block: the asset, then one parent after the other.
///
/// It reads a row for each asset of the path and for each parent of one: 4,160 at most.
pub fn bundle(
	states: &dyn States,
	at: At<H256>,
	path: &[AssetId],
) -> Result<ProofAnswer<H256>, Error> {
	let (Some(asset), Some(ancestor)) = (path.first(), path.last()) else {
		return Err(Error::Runtime("there is no asset on the path".into()));
	};
	if path.len() - 1 > MAX_STEPS {
		return Err(Error::ProofTooLong(path.len() - 1));
	}
	let row =
		|key: Vec<u8>, asset: AssetId| states.row(at.hash, key)?.ok_or(Error::UnknownAsset(asset));
	let head = row(head_key(*asset), *asset)?;
	let record = |id: &AssetId| Ok((*id, row(record_key(*id), *id)?));
	let sources = Sources {
		genesis: states.genesis().0,
		header: states.header(at.hash)?,
		head,
		nodes: states.nodes(at.hash, head_key(*asset))?,
		path: path.iter().map(record).collect::<Result<_, Error>>()?,
	};
	let digest_of = |parent| {
		let head = row(head_key(parent), parent).map_err(Failure::Unread)?;
		let (_, _, digest) = Head::from_row(&head).ok_or(ProofError::Malformed("rows"))?;
		Ok(digest)
	};
	let bytes = assemble(sources, digest_of).map_err(|failure| match failure {
		Failure::Unread(error) => error,
		Failure::Unproven(error) => Error::Runtime(format!("no bundle can be made: {error}")),
	})?;
	Ok(ProofAnswer {
		at,
		asset: Text(*asset),
		ancestor: Text(*ancestor),
		bundle: array_bytes::bytes2hex("0x", bytes),
	})
}

/// Why there is no bundle.
enum Failure {
	/// A row cannot be read.
	Unread(Error),
	/// The rows do not make one.
	Unproven(ProofError),
}

impl From<ProofError> for Failure {
	fn from(error: ProofError) -> Self {
		Self::Unproven(error)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jsonrpsee::types::ErrorObjectOwned;

	/// A chain of which nothing can be read.
	struct Nothing;

	impl States for Nothing {
		fn genesis(&self) -> H256 {
			H256::zero()
		}

		fn header(&self, at: H256) -> Result<Vec<u8>, Error> {
			Err(Error::UnknownBlock(format!("{at:?}")))
		}

		fn row(&self, _: H256, _: Vec<u8>) -> Result<Option<Vec<u8>>, Error> {
			Ok(None)
		}

		fn nodes(&self, _: H256, _: Vec<u8>) -> Result<Vec<Vec<u8>>, Error> {
			Ok(vec![])
		}
	}

	fn refused(path: &[AssetId]) -> ErrorObjectOwned {
		let at = At { hash: H256::zero(), number: Text(7) };
		bundle(&Nothing, at, path).expect_err("nothing can be read").into()
	}

	#[test]
	fn what_cannot_be_proven_has_a_number() {
		let path: Vec<AssetId> = (0..=MAX_STEPS as AssetId + 1).rev().collect();
		let error = refused(&path);
		assert_eq!(error.code(), 9017);
		assert!(error.message().starts_with("65 steps"), "{}", error.message());
		assert_eq!(refused(&path[1..]).code(), 9001);
		assert_eq!(refused(&[]).code(), 9009);
	}

	#[test]
	fn a_pruned_state_is_told_apart() {
		let unread = |error| unread(H256::zero())(error).code();
		assert_eq!(unread(BlockchainError::UnknownBlock("pruned".into())), 9003);
		assert_eq!(unread(BlockchainError::Backend("broken".into())), 9009);
	}
}
