//! Tasks that run beside the chain in every kind of node.

use crate::service::{Backend, Client, Pool};
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use futures::FutureExt;
use polkadot_sdk::{
	frame_benchmarking_cli, sc_client_api, sc_network, sc_offchain, sc_service, sc_storage_monitor,
	sc_sysinfo, sc_telemetry, sc_transaction_pool_api, sp_keystore,
};
use sc_client_api::Backend as _;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{error::Result, Configuration, Error, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_sysinfo::HwBench;
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc};

/// Run what the runtime does off chain after each block.
pub fn spawn_offchain_workers(
	config: &Configuration,
	client: Arc<Client>,
	backend: &Backend,
	pool: Arc<Pool>,
	keystore: KeystorePtr,
	network: Arc<dyn NetworkService>,
	task_manager: &TaskManager,
) -> Result<()> {
	if !config.offchain_worker.enabled {
		return Ok(());
	}
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: client.clone(),
		keystore: Some(keystore),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(pool)),
		network_provider: Arc::new(network),
		is_validator: config.role.is_authority(),
		enable_http_requests: true,
		custom_extensions: |_| Vec::new(),
	})?;
	task_manager.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-work",
		workers.run(client, task_manager.spawn_handle()).boxed(),
	);
	Ok(())
}

/// Stop the node before its disk is full.
pub fn spawn_storage_monitor(
	params: StorageMonitorParams,
	database: Option<PathBuf>,
	task_manager: &TaskManager,
) -> Result<()> {
	let Some(path) = database else { return Ok(()) };
	StorageMonitorService::try_spawn(params, path, &task_manager.spawn_essential_handle())
		.map_err(|error| Error::Application(Box::new(error)))
}

/// Log what the hardware can do, and warn a collator for whom that is not enough.
pub fn report_hardware(
	hwbench: HwBench,
	is_collator: bool,
	telemetry: Option<TelemetryHandle>,
	task_manager: &TaskManager,
) {
	sc_sysinfo::print_hwbench(&hwbench);
	if is_collator {
		if let Err(shortfall) = SUBSTRATE_REFERENCE_HARDWARE.check_hardware(&hwbench, false) {
			log::warn!("⚠️  This machine is slower than a collator should be: {shortfall}");
		}
	}
	if let Some(telemetry) = telemetry {
		task_manager.spawn_handle().spawn(
			"telemetry-hwbench",
			None,
			sc_sysinfo::initialize_hwbench_telemetry(telemetry, hwbench),
		);
	}
}
