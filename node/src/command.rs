//! Carries out what the command line says.

use crate::{
	benchmark,
	cli::{Cli, Subcommand},
	dev::{self, Seal},
	errors, ports,
	relay_chain::RelayChainCli,
	service::{self, new_partial},
	tasks::lineage_folder,
};
use clap::{CommandFactory, FromArgMatches};
use cumulus_client_cli::PurgeChainCmd;
use frame_benchmarking_cli::SUBSTRATE_REFERENCE_HARDWARE;
use polkadot_sdk::{
	cumulus_client_cli, frame_benchmarking_cli, sc_cli, sc_network, sc_service, sc_sysinfo,
};
use sc_cli::{CliConfiguration, Result, Runner, SubstrateCli};
use sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker};
use sc_service::{Configuration, DatabaseSource};
use sc_sysinfo::HwBench;
use std::io::ErrorKind;

/// Parse the command line and do what it says.
pub fn run() -> Result<()> {
	let matches = Cli::setup_command(Cli::command()).get_matches();
	errors::refuse_rocksdb(&matches)?;
	let cli = Cli::from_arg_matches(&matches)?;

	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::BuildSpec(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		},
		Some(Subcommand::CheckBlock(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let parts = new_partial(&config)?;
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let parts = new_partial(&config)?;
			Ok((cmd.run(parts.client, parts.import_queue), parts.task_manager))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let parts = new_partial(&config)?;
			Ok((cmd.run(parts.client, config.database), parts.task_manager))
		}),
		Some(Subcommand::Revert(cmd)) => runner(&cli, cmd)?.async_run(|config| {
			let parts = new_partial(&config)?;
			Ok((cmd.run(parts.client, parts.backend, None), parts.task_manager))
		}),
		Some(Subcommand::PurgeChain(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| purge_chain(&cli, cmd, config))
		},
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::ExportGenesisHead(cmd)) => runner(&cli, cmd)?.sync_run(|config| {
			let parts = new_partial(&config)?;
			cmd.run(parts.client)
		}),
		Some(Subcommand::ExportGenesisWasm(cmd)) => {
			runner(&cli, cmd)?.sync_run(|config| cmd.run(&*config.chain_spec))
		},
		Some(Subcommand::Benchmark(cmd)) => benchmark::run(&cli, cmd),
	}
}

/// A runner for `command`, on ParityDB unless `--database auto` asks to look for what is there.
pub fn runner<Command: CliConfiguration>(cli: &Cli, command: &Command) -> Result<Runner<Cli>> {
	let mut runner = cli.create_runner(command)?;
	let config = runner.config_mut();
	// Left alone, the SDK takes RocksDB; who asked for it has been refused by now.
	if !matches!(config.database, DatabaseSource::Auto { .. }) {
		let path = config.data_path.join("paritydb").join("full");
		config.database = DatabaseSource::ParityDb { path };
	}
	Ok(runner)
}

/// Run a node until somebody stops it.
fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = runner(cli, &cli.run.normalize())?;
	// Who writes endpoints out in full also says there what to do when one is taken.
	if cli.run.base.rpc_params.experimental_rpc_endpoint.is_empty() {
		ports::claim_rpc(runner.config_mut())?;
	}
	ports::warn_about_metrics(runner.config());

	match cli.seal() {
		Some(seal) => {
			for flag in cli.ignored_by_dev() {
				log::warn!("{flag} has no effect on a development node");
			}
			let options = dev_options(cli, seal);
			runner.run_node_until_exit(|config| dev::start_node(config, options))
		},
		None => {
			let relay_chain = RelayChainCli::new(runner.config(), &cli.relay_chain_args)?;
			let relay_config = relay_chain.configuration(runner.config())?;
			runner.run_node_until_exit(|config| async move {
				let collator_options = cli.run.collator_options();
				let options = node_options(cli, &config);
				match config.network.network_backend {
					NetworkBackendType::Libp2p => {
						service::start_node::<NetworkWorker<_, _>>(
							config,
							relay_config,
							collator_options,
							options,
						)
						.await
					},
					NetworkBackendType::Litep2p => {
						service::start_node::<Litep2pNetworkBackend>(
							config,
							relay_config,
							collator_options,
							options,
						)
						.await
					},
				}
			})
		},
	}
}

fn dev_options(cli: &Cli, seal: Seal) -> dev::Options {
	dev::Options {
		seal,
		lineage: cli.lineage_options(),
		storage_monitor: cli.storage_monitor.clone(),
	}
}

fn node_options(cli: &Cli, config: &Configuration) -> service::Options {
	let hwbench = (!cli.no_hardware_benchmarks).then(|| measure_hardware(config)).flatten();
	service::Options {
		export_pov: cli.export_pov_to_path.clone(),
		lineage: cli.lineage_options(),
		max_pov_percentage: cli.run.experimental_max_pov_percentage,
		storage_monitor: cli.storage_monitor.clone(),
		hwbench,
	}
}

/// Measure the machine, with the disk at the place where the database will be.
fn measure_hardware(config: &Configuration) -> Option<HwBench> {
	let path = config.database.path()?;
	if let Err(error) = std::fs::create_dir_all(path) {
		log::warn!("Cannot measure the disk at {}: {error}", path.display());
		return None;
	}
	Some(sc_sysinfo::gather_hwbench(Some(path), &SUBSTRATE_REFERENCE_HARDWARE))
}

/// Delete the databases.
///
/// The relay chain's place can only be told when its spec is known. Without it the parachain alone
/// is deleted, unless the relay chain was asked for.
fn purge_chain(cli: &Cli, cmd: &PurgeChainCmd, config: Configuration) -> Result<()> {
	let lineage = lineage_folder(&config);
	let relay_config = RelayChainCli::new(&config, &cli.relay_chain_args)
		.and_then(|relay_chain| relay_chain.configuration(&config));
	match relay_config {
		Ok(relay_config) => cmd.run(config, relay_config)?,
		Err(error) if cmd.relaychain => return Err(error),
		Err(_) => cmd.base.run(config.database)?,
	}
	// What it was made from is gone, unless that was kept: then it is made again.
	match std::fs::remove_dir_all(&lineage) {
		Err(error) if error.kind() != ErrorKind::NotFound => {
			Err(format!("cannot delete {}: {error}", lineage.display()).into())
		},
		_ => Ok(()),
	}
}
