//! The command line.

use crate::{chain_spec, dev::Seal, tasks::LineageOptions};
use animechain_lineage_rpc::limit::WORK_PER_SECOND;
use animechain_lineage_service::SNAPSHOT_EVERY;
use clap::{value_parser, Args, Parser};
use polkadot_sdk::{
	cumulus_client_cli, frame_benchmarking_cli, sc_cli, sc_service, sc_storage_monitor,
};
use sc_cli::SubstrateCli;
use std::{path::PathBuf, time::Duration};

/// The time between two blocks of a development chain, when nothing else is asked for.
const DEV_BLOCK_TIME_MS: u64 = 2_000;

/// The shortest time between two blocks that can be asked for.
const MIN_DEV_BLOCK_TIME_MS: u64 = 100;

/// The node's arguments; those after `--` belong to the relay chain.
#[derive(Debug, Parser)]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub run: cumulus_client_cli::RunCmd,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub sealing: SealingParams,

	#[allow(missing_docs)]
	#[command(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,

	/// Do not measure the hardware at the start.
	///
	/// By default the node measures processor, memory and disk, logs the result and warns a
	/// collator whose machine is too slow. A development node never does.
	#[arg(long)]
	pub no_hardware_benchmarks: bool,

	/// Do not send refreshes of assets whose ancestors lost their standing, or got it back.
	///
	/// By default the node sends them, free of fees, whenever its index knows of one.
	#[arg(long)]
	pub no_lineage_refresh: bool,

	/// Milliseconds of work that each client address gets every second. 0: no limit.
	///
	/// Work on `lineage_*` questions and calls of the runtime, over HTTP and WebSocket alike. The addresses of `--rpc-rate-limit-whitelisted-ips` have no limit, and
	/// `--rpc-rate-limit-trust-proxy-headers` says whom a request comes from. An address may also have half of the
	/// connections at most.
	#[arg(long, value_name = "MILLISECONDS", default_value_t = WORK_PER_SECOND.as_millis() as u64)]
	pub lineage_limit: u64,

	/// Build the lineage index anew from state instead of reading what the node wrote last.
	#[arg(long)]
	pub lineage_rebuild: bool,

	/// Seconds between two snapshots of the lineage index.
	#[arg(
		long,
		value_name = "SECONDS",
		default_value_t = SNAPSHOT_EVERY.as_secs(),
		value_parser = value_parser!(u64).range(1..),
		hide = true,
	)]
	pub lineage_snapshot_every: u64,

	/// Write every proof of validity that this collator builds to a file in this folder.
	///
	/// For finding out why the relay chain refuses a block.
	#[arg(long, value_name = "PATH")]
	pub export_pov_to_path: Option<PathBuf>,

	/// Arguments of the relay chain's node.
	#[arg(raw = true)]
	pub relay_chain_args: Vec<String>,
}

/// How a development node makes its blocks.
#[derive(Debug, Args)]
#[group(skip)]
pub struct SealingParams {
	/// With `--dev`: make a block every so many milliseconds, full or empty.
	///
	/// This is what `--dev` alone does, with 2000.
	#[arg(
		long,
		value_name = "MILLISECONDS",
		requires = "dev",
		conflicts_with_all = ["instant_seal", "manual_seal"],
		value_parser = value_parser!(u64).range(MIN_DEV_BLOCK_TIME_MS..),
	)]
	pub dev_block_time: Option<u64>,

	/// With `--dev`: make a block as soon as there is a transaction, and none otherwise.
	#[arg(long, requires = "dev", conflicts_with = "manual_seal")]
	pub instant_seal: bool,

	/// With `--dev`: make a block only when the RPC method `engine_createBlock` is called.
	#[arg(long, requires = "dev")]
	pub manual_seal: bool,
}

/// What the binary does beside running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Export a chain spec to JSON.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Build a chain spec. Superseded by `export-chain-spec`.
	#[command(hide = true)]
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Execute a known block again and check the result.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Import blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Export blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Take back blocks that are not finalised yet.
	Revert(sc_cli::RevertCmd),

	/// Delete the chain's database, and that of the relay chain beside it.
	PurgeChain(cumulus_client_cli::PurgeChainCmd),

	/// Make, inspect and store keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Export the genesis head, which registers the parachain with its relay chain.
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(cumulus_client_cli::ExportGenesisHeadCommand),

	/// Export the genesis runtime, which registers the parachain with its relay chain.
	ExportGenesisWasm(cumulus_client_cli::ExportGenesisWasmCommand),

	/// Measure the runtime or the machine.
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

impl Cli {
	/// How to make blocks if this is a development node, `None` if it is not.
	pub fn seal(&self) -> Option<Seal> {
		let SealingParams { dev_block_time, instant_seal, manual_seal } = &self.sealing;
		if !self.run.base.shared_params.dev {
			return None;
		}
		Some(match (instant_seal, manual_seal) {
			(true, _) => Seal::Instant,
			(_, true) => Seal::Manual,
			_ => Seal::Every(Duration::from_millis(dev_block_time.unwrap_or(DEV_BLOCK_TIME_MS))),
		})
	}

	/// What the command line says about lineage.
	pub fn lineage_options(&self) -> LineageOptions {
		LineageOptions {
			refresh: !self.no_lineage_refresh,
			rebuild: self.lineage_rebuild,
			work_per_second: Duration::from_millis(self.lineage_limit),
			snapshot_every: Duration::from_secs(self.lineage_snapshot_every),
		}
	}

	/// The flags of this command line that mean nothing to a development node.
	///
	/// Takes every field apart, so that a new flag has to be thought about here.
	pub fn ignored_by_dev(&self) -> Vec<&'static str> {
		let Self {
			subcommand: _,
			run,
			sealing: _,
			storage_monitor: _,
			no_hardware_benchmarks: _,
			no_lineage_refresh: _,
			lineage_limit: _,
			lineage_rebuild: _,
			lineage_snapshot_every: _,
			export_pov_to_path,
			relay_chain_args,
		} = self;
		let cumulus_client_cli::RunCmd {
			base: _,
			collator,
			relay_chain_rpc_urls,
			experimental_max_pov_percentage,
			no_dht_bootnode,
			no_dht_bootnode_discovery,
		} = run;
		[
			(export_pov_to_path.is_some(), "--export-pov-to-path"),
			(!relay_chain_args.is_empty(), "-- <relay chain arguments>"),
			(*collator, "--collator"),
			(!relay_chain_rpc_urls.is_empty(), "--relay-chain-rpc-urls"),
			(experimental_max_pov_percentage.is_some(), "--experimental-max-pov-percentage"),
			(*no_dht_bootnode, "--no-dht-bootnode"),
			(*no_dht_bootnode_discovery, "--no-dht-bootnode-discovery"),
		]
		.into_iter()
		.filter_map(|(given, flag)| given.then_some(flag))
		.collect()
	}
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Animechain Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		format!(
			"The Animechain node: collator, full node and development chain.\n\n\
			 Arguments before `--` are for this chain, those after it for the relay chain:\n\
			 {} [ARGUMENTS] -- [RELAY CHAIN ARGUMENTS]\n\n\
			 To try it alone: {} --dev",
			Self::executable_name(),
			Self::executable_name(),
		)
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the Animechain repository".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}
