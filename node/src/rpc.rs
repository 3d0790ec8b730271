//! The JSON-RPC methods that this node adds to those of every Substrate node.

use crate::{
	service::{Backend, Client, Pool},
	tasks::LineageIndex,
};
use animechain_lineage_rpc::{
	proof::ClientStates, Graph, Lineage, LineageApiServer, Pool as LineagePool,
};
use animechain_runtime::{opaque::Block, AccountId, Hash, Nonce};
use futures::channel::mpsc;
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use polkadot_sdk::{
	pallet_transaction_payment_rpc, sc_consensus_manual_seal, sc_rpc, substrate_frame_rpc_system,
	substrate_state_trie_migration_rpc,
};
use sc_consensus_manual_seal::{
	rpc::{ManualSeal, ManualSealApiServer},
	EngineCommand,
};
use sc_rpc::dev::{Dev, DevApiServer};
use std::{error::Error, sync::Arc};
use substrate_frame_rpc_system::{System, SystemApiServer};
use substrate_state_trie_migration_rpc::{StateMigration, StateMigrationApiServer};

/// How many heavy questions about lineage are worked on at a time: the chain needs the other threads.
const LINEAGE_THREADS: usize = 2;

/// How many more of them wait.
const LINEAGE_QUEUE: usize = 64;

/// What the methods need.
pub struct FullDeps {
	/// The chain.
	pub client: Arc<Client>,
	/// Its database.
	pub backend: Arc<Backend>,
	/// The transactions that wait for a block.
	pub pool: Arc<Pool>,
	/// The lineage of every asset.
	pub lineage: LineageIndex,
	/// Where to order a block, in a development node that makes them by hand.
	pub sealer: Option<mpsc::Sender<EngineCommand<Hash>>>,
}

/// All methods in one module.
pub fn create_full(deps: FullDeps) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	let FullDeps { client, backend, pool, lineage, sealer } = deps;
	let mut module = RpcModule::new(());
	let system = System::<_, _, Block>::new(client.clone(), pool);
	module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	module.merge(TransactionPayment::<_, Block>::new(client.clone()).into_rpc())?;
	module.merge(StateMigration::<_, Block, _>::new(client.clone(), backend).into_rpc())?;
	module.merge(Dev::<Block, _>::new(client.clone()).into_rpc())?;
	let graph = Graph::new(lineage.index, LineagePool::new(LINEAGE_THREADS, LINEAGE_QUEUE));
	let states = Arc::new(ClientStates::<Client, Block, Backend>::new(client.clone()));
	let lineage =
		Lineage::<_, Block, AccountId>::new(client, graph, lineage.blocks, states, lineage.metrics);
	module.merge(lineage.into_rpc())?;
	if let Some(sealer) = sealer {
		module.merge(ManualSeal::new(sealer).into_rpc())?;
	}
	Ok(module)
}
