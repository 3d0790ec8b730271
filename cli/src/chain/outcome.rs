//! Why something failed that this tool did not send itself, as the runtime says in an event.

use codec::Encode;
use subxt::error::DispatchError;

use super::{AccountId, Chain, ChainError};

impl Chain {
	/// Why a call failed that was sent for somebody else, who signed it.
	pub async fn relayed_failure(
		&self,
		signer: AccountId,
		error: &polkadot_sdk::sp_runtime::DispatchError,
	) -> ChainError {
		let metadata = match self.client_at().await {
			Ok(client) => client.metadata(),
			Err(error) => return error,
		};
		match DispatchError::decode_from(error.encode(), metadata) {
			Ok(error) => ChainError::of_dispatch(signer, &error),
			Err(_) => ChainError::OtherRelease { what: "the reason of the failure".into() },
		}
	}

	/// Why something did not happen that was nobody's call.
	pub async fn reason(&self, error: &polkadot_sdk::sp_runtime::DispatchError) -> String {
		match self.relayed_failure(AccountId::from([0; 32]), error).await {
			ChainError::Dispatch { reason } | ChainError::NotEnoughFunds { reason, .. } => reason,
			other => other.to_string(),
		}
	}
}
