//! Tasks that run beside the chain in every kind of node.

use crate::service::{Backend, Client, Pool};
use animechain_lineage_index::Index;
use animechain_lineage_rpc::{Limiter, Metrics as QuestionMetrics};
use animechain_lineage_service::{Keeper, Metrics};
use animechain_primitives::AssetId;
use animechain_runtime::{opaque::Block, transactions::unsigned_refresh, Hash};
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use futures::{future::select, FutureExt};
use futures_timer::Delay;
use polkadot_sdk::{
	frame_benchmarking_cli, sc_client_api, sc_network, sc_offchain, sc_service, sc_storage_monitor,
	sc_sysinfo, sc_telemetry, sc_transaction_pool_api, sp_blockchain, sp_keystore, sp_runtime,
};
use sc_client_api::Backend as _;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{error::Result, Configuration, Error, TaskManager};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_sysinfo::HwBench;
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::{OffchainTransactionPoolFactory, TransactionPool, TransactionSource};
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use sp_runtime::OpaqueExtrinsic;
use std::{path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::watch;

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

/// How long the pool is waited for after a block.
const POOL_LOOKS: Duration = Duration::from_secs(2);

/// What readers of the lineage index use.
#[derive(Clone)]
pub struct LineageIndex {
	/// The index.
	pub index: Index,
	/// The last block at which it was in step.
	pub blocks: watch::Receiver<Hash>,
	/// What is told about questions to it.
	pub metrics: Option<QuestionMetrics>,
	/// How much work each client gets.
	pub limiter: Option<Limiter>,
}

/// What of the command line is about lineage.
#[derive(Clone, Copy)]
pub struct LineageOptions {
	/// Whether to send refreshes of assets whose ancestors lost their standing.
	pub refresh: bool,
	/// Whether to forget what the index was when the node ended.
	pub rebuild: bool,
	/// How much work one client address gets.
	pub work_per_second: Duration,
	/// How often a snapshot of the index is written.
	pub snapshot_every: Duration,
}

/// Where the lineage index is kept between two runs.
pub fn lineage_folder(config: &Configuration) -> PathBuf {
	config.base_path.config_dir(config.chain_spec.id()).join("lineage")
}

/// Keep an index of the lineage of every asset, on a thread of its own, and tell assets what happened to their
/// ancestors.
pub fn spawn_lineage_index(
	config: &Configuration,
	client: Arc<Client>,
	pool: Arc<Pool>,
	options: LineageOptions,
	task_manager: &TaskManager,
) -> Result<LineageIndex> {
	let registry = config.prometheus_registry();
	let folder = lineage_folder(config);
	std::fs::create_dir_all(&folder)?;
	let path = folder.join("index");
	if options.rebuild && path.exists() {
		std::fs::remove_file(&path)?;
	}
	let keeper = Keeper::<_, Block>::new(
		client.clone(),
		path,
		options.snapshot_every,
		registry.map(Metrics::register).transpose()?,
	);
	let readers = LineageIndex {
		index: keeper.index(),
		blocks: keeper.blocks(),
		metrics: registry.map(QuestionMetrics::register).transpose()?,
		limiter: Limiter::new(options.work_per_second),
	};
	if options.refresh {
		let chain = client.clone();
		let refreshing = keeper.propagator().run(keeper.blocks(), move |block, assets| {
			refresh(chain.clone(), pool.clone(), block, assets)
		});
		task_manager.spawn_handle().spawn("lineage-refresh", None, refreshing);
	}
	task_manager.spawn_essential_handle().spawn_blocking("lineage-index", None, keeper.run());
	Ok(readers)
}

/// Sends refreshes that nobody signs.
async fn refresh(client: Arc<Client>, pool: Arc<Pool>, block: Hash, assets: Vec<AssetId>) {
	let Ok(Some(number)) = client.number(block) else { return };
	// The pool hears of a block at the same time as the index. Before it has looked at it, it would find that there is
	// nothing to refresh.
	select(pool.ready_at(block), Delay::new(POOL_LOOKS)).await;
	for asset in assets {
		let refresh = OpaqueExtrinsic::from(unsigned_refresh(asset, number));
		// Somebody sent it already, or a block is full of them: it is asked for again after the next block.
		if let Err(error) = pool.submit_one(block, TransactionSource::Local, refresh).await {
			log::debug!(target: "lineage", "asset {asset} is not refreshed: {error}");
		}
	}
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
