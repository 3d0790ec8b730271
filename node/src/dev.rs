//! The development chain: one node that makes every block itself, with a relay chain that is only
//! pretended.

mod inherents;
mod seal;

pub use seal::Seal;

use crate::{
	executor,
	rpc::{self, FullDeps},
	rpc_server,
	service::{new_partial, parachain_id, MoreParts, Parts},
	tasks::{spawn_lineage_index, spawn_offchain_workers, spawn_storage_monitor, LineageOptions},
};
use animechain_runtime::{opaque::Block, Hash};
use cumulus_client_service::ParachainTracingExecuteBlock;
use futures::future::ready;
use polkadot_sdk::{
	cumulus_client_service, sc_basic_authorship, sc_cli, sc_consensus, sc_consensus_aura,
	sc_consensus_manual_seal, sc_network, sc_service, sc_storage_monitor, sp_consensus_aura,
};
use sc_consensus::LongestChain;
use sc_consensus_manual_seal::{
	consensus::aura::AuraConsensusDataProvider, run_manual_seal, ManualSealParams,
};
use sc_network::{config::FullNetworkConfiguration, Litep2pNetworkBackend, NotificationMetrics};
use sc_service::{Configuration, TaskManager};
use sc_storage_monitor::StorageMonitorParams;
use sp_consensus_aura::sr25519::AuthorityId;
use std::{net::SocketAddr, sync::Arc};

/// The port that the tools use unless told otherwise.
const DEFAULT_RPC_PORT: u16 = 9944;

/// What of the command line reaches into a development node, beside the configuration.
pub struct Options {
	/// When to make a block.
	pub seal: Seal,
	/// What is asked of the lineage index.
	pub lineage: LineageOptions,
	/// When to stop because the disk is full.
	pub storage_monitor: StorageMonitorParams,
}

/// Start a development node.
pub async fn start_node(
	mut config: Configuration,
	options: Options,
) -> sc_cli::Result<TaskManager> {
	let Options { seal, lineage, storage_monitor } = options;
	leave_the_network(&mut config);
	let database = config.database.path().map(ToOwned::to_owned);
	let data = config.base_path.path().display().to_string();

	let Parts {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain: (),
		import_queue,
		transaction_pool,
		other:
			MoreParts { block_import: _, block_import_handle: _, mut telemetry, telemetry_worker: _ },
	} = new_partial(&config)?;
	let para_id = parachain_id(&client)?;

	let net_config = FullNetworkConfiguration::<_, _, Litep2pNetworkBackend>::new(
		&config.network,
		config.prometheus_registry().cloned(),
	);
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: None,
			block_relay: None,
			metrics: NotificationMetrics::new(None),
			gap_sync_body_policy: None,
		})?;
	spawn_offchain_workers(
		&config,
		client.clone(),
		&backend,
		transaction_pool.clone(),
		keystore_container.keystore(),
		network.clone(),
		&task_manager,
	)?;

	let slot_duration = sc_consensus_aura::slot_duration::<AuthorityId, Block, _>(&*client)
		.map_err(sc_service::Error::Client)?;
	let (commands_stream, sealer) = seal::commands(seal, transaction_pool.clone());
	let authorship = run_manual_seal(ManualSealParams {
		block_import: client.clone(),
		env: sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			transaction_pool.clone(),
			config.prometheus_registry(),
			None,
		),
		client: client.clone(),
		pool: transaction_pool.clone(),
		commands_stream,
		select_chain: LongestChain::new(backend.clone()),
		consensus_data_provider: Some(Box::new(
			AuraConsensusDataProvider::<Block>::new_with_slot_duration(slot_duration),
		)),
		create_inherent_data_providers: {
			let client = client.clone();
			move |parent: Hash, ()| {
				ready(inherents::for_child_of(&client, para_id, slot_duration, parent))
			}
		},
	});
	task_manager.spawn_essential_handle().spawn_blocking("block-authoring", None, authorship);

	let pool = transaction_pool.clone();
	executor::spawn_preparation(&config, client.clone(), &task_manager);
	let lineage = spawn_lineage_index(&config, client.clone(), pool, lineage, &task_manager)?;
	let limiter = lineage.limiter.clone();
	let rpc_builder = {
		let (client, backend, pool) = (client.clone(), backend.clone(), transaction_pool.clone());
		Box::new(move |_| {
			let (client, backend, pool) = (client.clone(), backend.clone(), pool.clone());
			let (lineage, sealer) = (lineage.clone(), sealer.clone());
			rpc::create_full(FullDeps { client, backend, pool, lineage, sealer })
				.map_err(sc_service::Error::Application)
		})
	};
	let server = rpc_server::Settings::take(&mut config);
	let handlers = sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool,
		rpc_builder,
		network,
		system_rpc_tx,
		tx_handler_controller,
		sync_service,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(client))),
	})?;
	let server = rpc_server::start(server, &handlers, limiter).await?;
	spawn_storage_monitor(storage_monitor, database, &task_manager)?;
	welcome(server.listen_addrs(), seal, &data);
	task_manager.keep_alive(server);
	Ok(task_manager)
}

/// Listen to nobody else: there is no other node of this chain.
fn leave_the_network(config: &mut Configuration) {
	let network = &mut config.network;
	network.default_peers_set.in_peers = 0;
	network.default_peers_set.out_peers = 0;
	network.boot_nodes.clear();
	// A port of its own choosing, so that several development nodes fit on one machine.
	let anywhere = "/ip4/127.0.0.1/tcp/0".parse().expect("is a multiaddress; qed");
	network.listen_addresses = vec![anywhere];
}

/// Tell a newcomer where the chain is and what to do with it.
fn welcome(addresses: &[SocketAddr], seal: Seal, data: &str) {
	let Some(port) = addresses.first().map(SocketAddr::port) else { return };
	let url = format!("ws://127.0.0.1:{port}");
	log::info!("🎬 Development chain without relay chain, {seal}; data in {data}");
	log::info!("🎬 RPC:      {url}");
	log::info!("🎬 Explorer: https://polkadot.js.org/apps/?rpc={url}#/explorer");
	let flag = if port == DEFAULT_RPC_PORT { String::new() } else { format!(" --url {url}") };
	log::info!("🎬 Register: bin/animechain register DIR --key //Alice{flag}");
	log::info!("🎬 Ancestry: bin/animechain trace ID{flag}");
}
