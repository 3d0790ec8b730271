//! `benchmark`: what the runtime's calls, its storage and the machine cost.

use crate::{
	cli::Cli,
	command::runner,
	service::{new_partial, Client},
};
use animechain_runtime::opaque::Block;
use codec::Encode;
use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use cumulus_primitives_core::{relay_chain::HeadData, RelayParentOffsetApi};
use frame_benchmarking_cli::{
	BenchmarkCmd, ExtrinsicFactory, SubstrateRemarkBuilder, SUBSTRATE_REFERENCE_HARDWARE,
};
use polkadot_sdk::{
	cumulus_client_parachain_inherent, cumulus_primitives_core, frame_benchmarking_cli, sc_cli,
	sc_service, sp_api, sp_inherents, sp_timestamp,
};
use sc_cli::{CliConfiguration, Result, SubstrateCli};
use sc_service::ChainSpec;
use sp_api::ProvideRuntimeApi;
use sp_inherents::{InherentData, InherentDataProvider};

/// Run one of the benchmarks.
pub fn run(cli: &Cli, cmd: &BenchmarkCmd) -> Result<()> {
	match cmd {
		#[cfg(feature = "runtime-benchmarks")]
		BenchmarkCmd::Pallet(pallet) => {
			use polkadot_sdk::{cumulus_client_service::storage_proof_size, sp_runtime};
			// A runtime given as a file brings its own genesis.
			let spec = match &pallet.runtime {
				Some(_) => None,
				None => Some(chain_spec(cli, cmd)?),
			};
			pallet
				.run_with_spec::<sp_runtime::traits::HashingFor<Block>, storage_proof_size::HostFunctions>(
					spec,
				)
		},
		#[cfg(feature = "runtime-benchmarks")]
		BenchmarkCmd::Storage(storage) => runner(cli, cmd)?.sync_run(|config| {
			let parts = new_partial(&config)?;
			let database = parts.backend.expose_db();
			let state = parts.backend.expose_storage();
			let cache = parts.backend.expose_shared_trie_cache();
			storage.run(config, parts.client, database, state, cache)
		}),
		#[cfg(not(feature = "runtime-benchmarks"))]
		BenchmarkCmd::Pallet(_) | BenchmarkCmd::Storage(_) => Err("this node was built without \
			benchmarks: build it with --features runtime-benchmarks"
			.into()),
		BenchmarkCmd::Overhead(overhead) => {
			let spec = match &overhead.params.runtime {
				Some(_) => None,
				None => Some(chain_spec(cli, cmd)?),
			};
			runner(cli, cmd)?
				.sync_run(|_| overhead.run_with_default_builder_and_spec::<Block, ()>(spec))
		},
		BenchmarkCmd::Block(block) => runner(cli, cmd)?.sync_run(|config| {
			let parts = new_partial(&config)?;
			block.run(parts.client)
		}),
		BenchmarkCmd::Extrinsic(extrinsic) => runner(cli, cmd)?.sync_run(|config| {
			let client = new_partial(&config)?.client;
			let remark = SubstrateRemarkBuilder::new_from_client(client.clone())?;
			let inherents = first_block_inherents(&client)?;
			let factory = ExtrinsicFactory(vec![Box::new(remark)]);
			extrinsic.run(client, inherents, Vec::new(), &factory)
		}),
		BenchmarkCmd::Machine(machine) => runner(cli, cmd)?
			.sync_run(|config| machine.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())),
	}
}

/// The chain that `--chain` or `--dev` names.
fn chain_spec(cli: &Cli, cmd: &BenchmarkCmd) -> Result<Box<dyn ChainSpec>> {
	let id = cmd.chain_id(cmd.is_dev()?)?;
	cli.load_spec(&id).map_err(sc_cli::Error::Input)
}

/// The inherent data of a block on top of the best one, which has to be the genesis: time and relay
/// chain begin at zero.
fn first_block_inherents(client: &Client) -> Result<InherentData> {
	let genesis = client.chain_info().best_hash;
	let head = client.header(genesis)?.ok_or_else(|| format!("no header of block {genesis}"))?;
	let api = client.runtime_api();
	let relay_parent_offset =
		api.relay_parent_offset(genesis).map_err(|error| error.to_string())?;
	let validation_data = MockValidationDataInherentDataProvider::<()> {
		para_id: crate::service::parachain_id(client)?,
		current_para_block_head: Some(HeadData(head.encode())),
		relay_parent_offset,
		..Default::default()
	};
	let timestamp = sp_timestamp::InherentDataProvider::new(0u64.into());
	futures::executor::block_on((timestamp, validation_data).create_inherent_data())
		.map_err(|error| error.to_string().into())
}
