//! The full node and the collator: the parts of a node, and how they are put together beside a
//! relay chain.

use crate::{
	collator::{start_consensus, Collator},
	errors, executor,
	import_queue::build_import_queue,
	rpc::{self, FullDeps},
	rpc_server,
	tasks::{
		report_hardware, spawn_lineage_index, spawn_offchain_workers, spawn_storage_monitor,
		LineageOptions,
	},
};
use animechain_runtime::{opaque::Block, Hash, RuntimeApi};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_cli::CollatorOptions;
use cumulus_client_consensus_aura::collators::slot_based::{
	SlotBasedBlockImport, SlotBasedBlockImportHandle,
};
use cumulus_client_consensus_common::ParachainBlockImport;
use cumulus_client_service::{
	build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks,
	BuildNetworkParams, DARecoveryProfile, ParachainTracingExecuteBlock,
	StartRelayChainTasksParams,
};
use cumulus_primitives_core::{GetParachainInfo, ParaId};
use cumulus_relay_chain_interface::RelayChainInterface;
use polkadot_sdk::*;
use sc_consensus::DefaultImportQueue;
use sc_executor::WasmExecutor;
use sc_network::{
	config::FullNetworkConfiguration, NetworkBackend, NetworkBlock, NetworkStateInfo,
};
use sc_service::{
	Configuration, ImportQueue, PartialComponents, TFullBackend, TFullClient, TaskManager,
};
use sc_storage_monitor::StorageMonitorParams;
use sc_sysinfo::HwBench;
use sc_telemetry::{Telemetry, TelemetryWorker, TelemetryWorkerHandle};
use sc_transaction_pool::TransactionPoolHandle;
use sp_api::ProvideRuntimeApi;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// The functions of the host that the runtime may call.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type HostFunctions = cumulus_client_service::ParachainHostFunctions;

/// The functions of the host that the runtime may call, with those for measuring it.
#[cfg(feature = "runtime-benchmarks")]
pub type HostFunctions = (
	cumulus_client_service::ParachainHostFunctions,
	frame_benchmarking::benchmarking::HostFunctions,
);

/// The chain: blocks, state, and the runtime that runs on them.
pub type Client = TFullClient<Block, RuntimeApi, WasmExecutor<HostFunctions>>;
/// The database.
pub type Backend = TFullBackend<Block>;
/// The transactions that wait for a block.
pub type Pool = TransactionPoolHandle<Block, Client>;
/// The way of a block into the database.
pub type BlockImport =
	ParachainBlockImport<Block, SlotBasedBlockImport<Block, Arc<Client>, Client>, Backend>;
/// The parts of a node that commands on a stopped node need, too.
pub type Parts = PartialComponents<Client, Backend, (), DefaultImportQueue<Block>, Pool, MoreParts>;

/// How often the relay chain makes a block.
pub const RELAY_CHAIN_SLOT: Duration = Duration::from_secs(6);

/// The parts of a node for which the SDK has no name.
pub struct MoreParts {
	/// The way of a block into the database.
	pub block_import: BlockImport,
	/// What the collator has to know of blocks that went that way.
	pub block_import_handle: SlotBasedBlockImportHandle<Block>,
	/// The connection to telemetry servers.
	pub telemetry: Option<Telemetry>,
	/// The means to open another, for the relay chain.
	pub telemetry_worker: Option<TelemetryWorkerHandle>,
}

/// What of the command line reaches into a node, beside the configuration.
pub struct Options {
	/// Where to put the proofs of validity that this collator builds.
	pub export_pov: Option<PathBuf>,
	/// What is asked of the lineage index.
	pub lineage: LineageOptions,
	/// How much of a proof's largest size to use, in percent.
	pub max_pov_percentage: Option<u32>,
	/// When to stop because the disk is full.
	pub storage_monitor: StorageMonitorParams,
	/// What the hardware can do.
	pub hwbench: Option<HwBench>,
}

/// Open the chain and build the parts around it, without starting anything.
pub fn new_partial(config: &Configuration) -> sc_cli::Result<Parts> {
	let endpoints = config.telemetry_endpoints.clone().filter(|list| !list.is_empty());
	let telemetry = endpoints
		.map(|endpoints| {
			TelemetryWorker::new(16).map(|worker| {
				let telemetry = worker.handle().new_telemetry(endpoints);
				(worker, telemetry)
			})
		})
		.transpose()
		.map_err(sc_service::Error::Telemetry)?;

	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts_record_import::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor::new(config),
			true,
			Vec::new(),
		)
		.map_err(|error| errors::opening_database(error, config))?;
	let client = Arc::new(client);

	let telemetry_worker = telemetry.as_ref().map(|(worker, _)| worker.handle());
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let transaction_pool = Arc::new(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (slot_based_import, block_import_handle) =
		SlotBasedBlockImport::new(client.clone(), client.clone());
	let block_import = ParachainBlockImport::new(slot_based_import, backend.clone());
	let import_queue = build_import_queue(
		client.clone(),
		block_import.clone(),
		config,
		telemetry.as_ref().map(Telemetry::handle),
		&task_manager,
	);

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		keystore_container,
		select_chain: (),
		import_queue,
		transaction_pool,
		other: MoreParts { block_import, block_import_handle, telemetry, telemetry_worker },
	})
}

/// The id of this chain, which the runtime knows.
pub fn parachain_id(client: &Client) -> sc_service::error::Result<ParaId> {
	let para_id = client
		.runtime_api()
		.parachain_id(client.chain_info().best_hash)
		.map_err(|error| sc_service::Error::Application(Box::new(error)))?;
	log::info!("🪪 Parachain id: {para_id}");
	Ok(para_id)
}

/// Start a full node, or a collator if the configuration's role says so.
#[sc_tracing::logging::prefix_logs_with("Parachain")]
pub async fn start_node<Net: NetworkBackend<Block, Hash>>(
	config: Configuration,
	relay_config: Configuration,
	collator_options: CollatorOptions,
	options: Options,
) -> sc_cli::Result<TaskManager> {
	let Options { export_pov, lineage, max_pov_percentage, storage_monitor, hwbench } = options;
	let mut config = prepare_node_config(config);
	let is_collator = config.role.is_authority();
	let prometheus_registry = config.prometheus_registry().cloned();
	let fork_id = config.chain_spec.fork_id().map(ToString::to_string);
	let relay_fork_id = relay_config.chain_spec.fork_id().map(ToString::to_string);
	let public_addresses = config.network.public_addresses.clone();
	let advertise_non_global_ips = config.network.allow_non_globals_in_dht;
	let database = config.database.path().map(ToOwned::to_owned);

	let Parts {
		client,
		backend,
		mut task_manager,
		keystore_container,
		select_chain: (),
		import_queue,
		transaction_pool,
		other: MoreParts { block_import, block_import_handle, mut telemetry, telemetry_worker },
	} = new_partial(&config)?;
	let para_id = parachain_id(&client)?;

	let (relay_chain_interface, collator_key, relay_chain_network, paranode_requests) =
		build_relay_chain_interface(
			relay_config,
			&config,
			telemetry_worker,
			&mut task_manager,
			collator_options.clone(),
			hwbench.clone(),
		)
		.await
		.map_err(|error| sc_service::Error::Application(Box::new(error)))?;

	let import_queue_service = import_queue.service();
	let metrics = Net::register_notification_metrics(prometheus_registry.as_ref());
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		build_network(BuildNetworkParams {
			parachain_config: &config,
			net_config: FullNetworkConfiguration::<_, _, Net>::new(
				&config.network,
				prometheus_registry.clone(),
			),
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			para_id,
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			relay_chain_interface: relay_chain_interface.clone(),
			import_queue,
			metrics,
			gap_sync_body_policy: None,
		})
		.await?;

	spawn_offchain_workers(
		&config,
		client.clone(),
		&backend,
		transaction_pool.clone(),
		keystore_container.keystore(),
		network.clone(),
		&task_manager,
	)?;

	let pool = transaction_pool.clone();
	executor::spawn_preparation(&config, client.clone(), &task_manager);
	let lineage = spawn_lineage_index(&config, client.clone(), pool, lineage, &task_manager)?;
	let limiter = lineage.limiter.clone();
	let rpc_builder = {
		let (client, backend, pool) = (client.clone(), backend.clone(), transaction_pool.clone());
		Box::new(move |_| {
			let (client, backend, pool) = (client.clone(), backend.clone(), pool.clone());
			rpc::create_full(FullDeps {
				client,
				backend,
				pool,
				lineage: lineage.clone(),
				sealer: None,
			})
			.map_err(sc_service::Error::Application)
		})
	};
	let server = rpc_server::Settings::take(&mut config);
	let handlers = sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore_container.keystore(),
		transaction_pool: transaction_pool.clone(),
		rpc_builder,
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(ParachainTracingExecuteBlock::new(client.clone()))),
	})?;
	task_manager.keep_alive(rpc_server::start(server, &handlers, limiter).await?);
	spawn_storage_monitor(storage_monitor, database, &task_manager)?;
	if let Some(hwbench) = hwbench {
		let telemetry = telemetry.as_ref().map(Telemetry::handle);
		report_hardware(hwbench, is_collator, telemetry, &task_manager);
	}

	let announce_block: Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync> = {
		let sync_service = sync_service.clone();
		Arc::new(move |hash, data| sync_service.announce_block(hash, data))
	};
	let overseer_handle = relay_chain_interface
		.overseer_handle()
		.map_err(|error| sc_service::Error::Application(Box::new(error)))?;
	start_relay_chain_tasks(StartRelayChainTasksParams {
		client: client.clone(),
		announce_block: announce_block.clone(),
		para_id,
		relay_chain_interface: relay_chain_interface.clone(),
		task_manager: &mut task_manager,
		da_recovery_profile: if is_collator {
			DARecoveryProfile::Collator
		} else {
			DARecoveryProfile::FullNode
		},
		import_queue: import_queue_service,
		relay_chain_slot_duration: RELAY_CHAIN_SLOT,
		recovery_handle: Box::new(overseer_handle),
		sync_service,
		prometheus_registry: prometheus_registry.as_ref(),
	})?;

	let collator_peer_id = relay_chain_network.local_peer_id();
	start_bootnode_tasks(StartBootnodeTasksParams {
		embedded_dht_bootnode: collator_options.embedded_dht_bootnode,
		dht_bootnode_discovery: collator_options.dht_bootnode_discovery,
		para_id,
		task_manager: &mut task_manager,
		relay_chain_interface: relay_chain_interface.clone(),
		relay_chain_fork_id: relay_fork_id,
		relay_chain_network,
		request_receiver: paranode_requests,
		parachain_network: network,
		advertise_non_global_ips,
		parachain_genesis_hash: client.chain_info().genesis_hash.encode(),
		parachain_fork_id: fork_id,
		parachain_public_addresses: public_addresses,
	});

	if is_collator {
		let proposer = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			transaction_pool,
			prometheus_registry.as_ref(),
			telemetry.as_ref().map(Telemetry::handle),
		);
		start_consensus(Collator {
			client,
			backend,
			block_import,
			block_import_handle,
			proposer,
			announce_block,
			relay_chain_interface,
			keystore: keystore_container.keystore(),
			para_id,
			collator_key: collator_key
				.expect("the relay chain side has a key whenever the role is collator; qed"),
			collator_peer_id,
			export_pov,
			max_pov_percentage,
			task_manager: &task_manager,
		});
	}
	Ok(task_manager)
}
