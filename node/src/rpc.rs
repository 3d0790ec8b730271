//! The JSON-RPC methods that this node adds to those of every Substrate node.

use crate::service::{Backend, Client, Pool};
use animechain_lineage_rpc::{Lineage, LineageApiServer};
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

/// What the methods need.
pub struct FullDeps {
	/// The chain.
	pub client: Arc<Client>,
	/// Its database.
	pub backend: Arc<Backend>,
	/// The transactions that wait for a block.
	pub pool: Arc<Pool>,
	/// Where to order a block, in a development node that makes them by hand.
	pub sealer: Option<mpsc::Sender<EngineCommand<Hash>>>,
}

/// All methods in one module.
pub fn create_full(deps: FullDeps) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	let FullDeps { client, backend, pool, sealer } = deps;
	let mut module = RpcModule::new(());
	let system = System::<_, _, Block>::new(client.clone(), pool);
	module.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	module.merge(TransactionPayment::<_, Block>::new(client.clone()).into_rpc())?;
	module.merge(StateMigration::<_, Block, _>::new(client.clone(), backend).into_rpc())?;
	module.merge(Dev::<Block, _>::new(client.clone()).into_rpc())?;
	module.merge(Lineage::<_, Block, AccountId>::new(client).into_rpc())?;
	if let Some(sealer) = sealer {
		module.merge(ManualSeal::new(sealer).into_rpc())?;
	}
	Ok(module)
}
