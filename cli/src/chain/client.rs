//! The connection, and the block that answers hold for.
//!
//! Everything goes through the node's established methods (`state_call`, `chain_*`, `author_*`) rather than
//! `chainHead_*`: they answer for the best block, where one's own last transaction is, without a subscription.

use std::{sync::Arc, time::Duration};

use codec::{DecodeAll, Encode};
use polkadot_sdk::sp_core::H256;
use subxt::{
	backend::LegacyBackend,
	config::{Header, RpcConfigFor},
	rpcs::{LegacyRpcMethods, RpcClient},
	OnlineClient, SubstrateConfig,
};

use super::{errors::ChainError, BlockNumber};

/// How long a node may take to answer at all.
const CONNECT: Duration = Duration::from_secs(15);

/// The types of the chain as subxt wants them.
pub type Config = SubstrateConfig;

/// A connection to a node. Reads hold for the best block at the time of connecting.
pub struct Chain {
	pub(super) url: String,
	pub(super) client: OnlineClient<Config>,
	pub(super) rpc: LegacyRpcMethods<RpcConfigFor<Config>>,
	/// For methods that only our nodes have.
	pub(super) requests: RpcClient,
	/// The genesis hash: which chain this is.
	pub genesis: H256,
	/// The block that reads hold for.
	pub at: H256,
	/// Its number.
	pub number: BlockNumber,
}

impl Chain {
	/// Connects to the node at `url`.
	pub async fn connect(url: &str) -> Result<Self, ChainError> {
		if !url.starts_with("ws://") && !url.starts_with("wss://") {
			return Err(ChainError::NotAWebSocket { url: url.to_owned() });
		}
		let unreachable = |reason: String| ChainError::Unreachable { url: url.to_owned(), reason };
		let open = async {
			let rpc = RpcClient::from_insecure_url(url).await?;
			let methods = LegacyRpcMethods::<RpcConfigFor<Config>>::new(rpc.clone());
			let genesis = methods.genesis_hash().await?;
			let at = methods.chain_get_block_hash(None).await?;
			let header = methods.chain_get_header(at).await?;
			Ok::<_, subxt::rpcs::Error>((rpc, methods, genesis, at, header))
		};
		let (rpc_client, rpc, genesis, at, header) = tokio::time::timeout(CONNECT, open)
			.await
			.map_err(|_| unreachable(format!("no answer within {} seconds", CONNECT.as_secs())))?
			.map_err(|error| unreachable(super::errors::innermost(&error.to_string()).into()))?;
		let (at, header) = at.zip(header).ok_or_else(|| unreachable("it has no block".into()))?;
		let number = BlockNumber::try_from(header.number())
			.map_err(|_| unreachable("its blocks have too large numbers".into()))?;
		let config = Config::builder().set_genesis_hash(genesis).build();
		let backend = LegacyBackend::builder().build(rpc_client.clone());
		let client = OnlineClient::from_backend_with_config(config, Arc::new(backend))
			.await
			.map_err(|error| unreachable(error.to_string()))?;
		Ok(Self { url: url.to_owned(), client, rpc, requests: rpc_client, genesis, at, number })
	}

	/// Calls a runtime API and decodes its answer with our own types.
	pub(super) async fn call<Answer: DecodeAll>(
		&self,
		api: &str,
		method: &str,
		arguments: impl Encode,
	) -> Result<Answer, ChainError> {
		let name = format!("{api}_{method}");
		let bytes = self
			.rpc
			.state_call(&name, Some(&arguments.encode()), Some(self.at))
			.await
			.map_err(|error| ChainError::of_call(&self.url, &name, error))?;
		Answer::decode_all(&mut bytes.as_slice())
			.map_err(|_| ChainError::OtherRelease { what: format!("the answer of {api}.{method}") })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn connect(url: &str) -> ChainError {
		let runtime = tokio::runtime::Runtime::new().unwrap();
		match runtime.block_on(Chain::connect(url)) {
			Ok(_) => panic!("nobody listens at {url}"),
			Err(error) => error,
		}
	}

	#[test]
	fn an_unreachable_node_is_named_in_one_line_with_advice() {
		// A port that was free a moment ago.
		let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
		let url = format!("ws://{}", listener.local_addr().unwrap());
		drop(listener);
		let text = connect(&url).to_string();
		for part in [url.as_str(), "refused", "make run", "--url"] {
			assert!(text.contains(part), "{part} in {text}");
		}
		assert_eq!(text.lines().count(), 1);
	}

	#[test]
	fn addresses_that_are_no_web_sockets_are_refused_at_once() {
		for url in ["http://127.0.0.1:9944", "127.0.0.1:9944", ""] {
			assert!(matches!(connect(url), ChainError::NotAWebSocket { .. }), "{url}");
		}
	}
}
