//! Bundles, and whether the block of one is final.

use animechain_primitives::AssetId;
use polkadot_sdk::sp_core::H256;
use serde_json::Value;
use subxt::{
	config::Header,
	rpcs::{client::rpc_params, Error, UserError},
};

use super::{Chain, ChainError};

/// What a server says that does not know a method.
const NO_SUCH_METHOD: i32 = -32_601;

impl Chain {
	/// The answer of `lineage_proof`, as the node gave it.
	pub async fn bundle(
		&self,
		asset: AssetId,
		ancestor: Option<AssetId>,
	) -> Result<Value, ChainError> {
		let parameters = rpc_params![asset.to_string(), ancestor.map(|id| id.to_string())];
		self.requests.request("lineage_proof", parameters).await.map_err(|error| match error {
			Error::User(UserError { code: NO_SUCH_METHOD, .. }) => {
				ChainError::Missing { name: "lineage_proof".into() }
			},
			Error::User(UserError { message, .. }) => ChainError::NoBundle(message),
			error => ChainError::of_request(&self.url, error),
		})
	}

	/// Whether the node takes this block for a final one of its chain.
	pub async fn is_final(&self, number: u64, id: H256) -> Result<bool, ChainError> {
		let request = |error: Error| ChainError::of_request(&self.url, error);
		let last = self.rpc.chain_get_finalized_head().await.map_err(request)?;
		let header = self.rpc.chain_get_header(Some(last)).await.map_err(request)?;
		if header.is_none_or(|header| header.number() < number) {
			return Ok(false);
		}
		let there = self.rpc.chain_get_block_hash(Some(number.into())).await.map_err(request)?;
		Ok(there == Some(id))
	}
}
