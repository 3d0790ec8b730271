//! The command line of the relay chain: everything after `--`, and the configuration made from it.

use crate::{chain_spec::Extensions, cli::Cli, errors};
use clap::{CommandFactory, FromArgMatches};
use polkadot_sdk::{polkadot_cli, sc_cli, sc_service, sc_telemetry};
use sc_cli::{
	CliConfiguration, Database, DefaultConfigurationValues, ImportParams, KeystoreParams,
	NetworkParams, OffchainWorkerParams, RpcEndpoint, SharedParams, SubstrateCli,
};
use sc_service::{
	config::{IpNetwork, PrometheusConfig, RpcBatchRequestConfig, RpcMethods},
	BasePath, ChainSpec, Configuration, Role, TransactionPoolOptions,
};
use std::{num::NonZeroU32, path::PathBuf};

/// The folder of the relay chain's data inside the base path.
const FOLDER: &str = "polkadot";

/// The relay chain's arguments, with the defaults that come from the parachain.
#[derive(Debug)]
pub struct RelayChainCli {
	/// The arguments as the relay chain's own node understands them.
	run: polkadot_cli::RunCmd,
	/// The relay chain that the parachain's spec names.
	chain: Option<String>,
	/// Where the data goes unless the arguments say otherwise.
	base_path: PathBuf,
}

impl RelayChainCli {
	/// Parse the relay chain's arguments.
	pub fn new(para_config: &Configuration, arguments: &[String]) -> sc_cli::Result<Self> {
		let help = color_print::cformat!(
			"The arguments that are passed to the relay chain node.\n\n\
			 <bold><underline>RELAY_CHAIN_ARGS:</></>\n\
			 {{options}}",
		);
		let matches = polkadot_cli::RunCmd::command()
			.no_binary_name(true)
			.help_template(help)
			.get_matches_from(arguments);
		errors::refuse_rocksdb(&matches)?;
		Ok(Self {
			run: polkadot_cli::RunCmd::from_arg_matches(&matches)?,
			chain: Extensions::of(&*para_config.chain_spec).map(|spec| spec.relay_chain.clone()),
			base_path: para_config.base_path.path().join(FOLDER),
		})
	}

	/// The configuration of the relay chain's node, inside the process that `para_config` is for.
	pub fn configuration(&self, para_config: &Configuration) -> sc_cli::Result<Configuration> {
		let tokio_handle = para_config.tokio_handle.clone();
		let mut config = SubstrateCli::create_configuration(self, self, tokio_handle)?;
		// A collator's relay chain side has no use for browsers, unless it was asked for.
		let network = &self.run.base.network_params;
		let chosen = network.force_enable_webrtc || !network.listen_addr.is_empty();
		if para_config.role.is_authority() && !chosen {
			config.network.remove_webrtc_addresses();
		}
		Ok(config)
	}
}

impl SubstrateCli for RelayChainCli {
	fn impl_name() -> String {
		Cli::impl_name()
	}

	fn impl_version() -> String {
		Cli::impl_version()
	}

	fn description() -> String {
		Cli::description()
	}

	fn author() -> String {
		Cli::author()
	}

	fn support_url() -> String {
		Cli::support_url()
	}

	fn copyright_start_year() -> i32 {
		Cli::copyright_start_year()
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		polkadot_cli::Cli::from_iter([Self::executable_name()]).load_spec(id).map_err(|reason| {
			format!(
				"cannot use the relay chain `{id}`: {reason}; pass its spec after `--`, as in \
				 `-- --chain relay.json`, or run a development chain without relay chain: --dev"
			)
		})
	}
}

impl DefaultConfigurationValues for RelayChainCli {
	fn p2p_listen_port() -> u16 {
		30334
	}

	fn rpc_listen_port() -> u16 {
		9945
	}

	fn prometheus_listen_port() -> u16 {
		9616
	}
}

/// The arguments decide; only the chain, the base path and the database have defaults of ours.
impl CliConfiguration<Self> for RelayChainCli {
	fn chain_id(&self, is_dev: bool) -> sc_cli::Result<String> {
		let asked = self.run.base.chain_id(is_dev)?;
		Ok(if asked.is_empty() { self.chain.clone().unwrap_or_default() } else { asked })
	}

	fn base_path(&self) -> sc_cli::Result<Option<BasePath>> {
		let asked = self.shared_params().base_path()?;
		Ok(asked.or_else(|| Some(self.base_path.clone().into())))
	}

	fn database(&self) -> sc_cli::Result<Option<Database>> {
		let asked = self.database_params().and_then(|params| params.database());
		Ok(asked.or(Some(Database::ParityDb)))
	}

	fn shared_params(&self) -> &SharedParams {
		self.run.base.shared_params()
	}

	fn import_params(&self) -> Option<&ImportParams> {
		self.run.base.import_params()
	}

	fn network_params(&self) -> Option<&NetworkParams> {
		self.run.base.network_params()
	}

	fn keystore_params(&self) -> Option<&KeystoreParams> {
		self.run.base.keystore_params()
	}

	fn offchain_worker_params(&self) -> Option<&OffchainWorkerParams> {
		self.run.base.offchain_worker_params()
	}

	fn node_name(&self) -> sc_cli::Result<String> {
		self.run.base.node_name()
	}

	fn role(&self, is_dev: bool) -> sc_cli::Result<Role> {
		self.run.base.role(is_dev)
	}

	fn force_authoring(&self) -> sc_cli::Result<bool> {
		self.run.base.force_authoring()
	}

	fn disable_grandpa(&self) -> sc_cli::Result<bool> {
		self.run.base.disable_grandpa()
	}

	fn telemetry_endpoints(
		&self,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<sc_telemetry::TelemetryEndpoints>> {
		self.run.base.telemetry_endpoints(chain_spec)
	}

	fn prometheus_config(
		&self,
		default_listen_port: u16,
		chain_spec: &Box<dyn ChainSpec>,
	) -> sc_cli::Result<Option<PrometheusConfig>> {
		self.run.base.prometheus_config(default_listen_port, chain_spec)
	}

	fn transaction_pool(&self, is_dev: bool) -> sc_cli::Result<TransactionPoolOptions> {
		self.run.base.transaction_pool(is_dev)
	}

	fn max_runtime_instances(&self) -> sc_cli::Result<Option<usize>> {
		self.run.base.max_runtime_instances()
	}

	fn runtime_cache_size(&self) -> sc_cli::Result<u8> {
		self.run.base.runtime_cache_size()
	}

	fn rpc_addr(&self, default_listen_port: u16) -> sc_cli::Result<Option<Vec<RpcEndpoint>>> {
		self.run.base.rpc_addr(default_listen_port)
	}

	fn rpc_methods(&self) -> sc_cli::Result<RpcMethods> {
		self.run.base.rpc_methods()
	}

	fn rpc_cors(&self, is_dev: bool) -> sc_cli::Result<Option<Vec<String>>> {
		self.run.base.rpc_cors(is_dev)
	}

	fn rpc_max_connections(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_max_connections()
	}

	fn rpc_max_request_size(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_max_request_size()
	}

	fn rpc_max_response_size(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_max_response_size()
	}

	fn rpc_max_subscriptions_per_connection(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_max_subscriptions_per_connection()
	}

	fn rpc_buffer_capacity_per_connection(&self) -> sc_cli::Result<u32> {
		self.run.base.rpc_buffer_capacity_per_connection()
	}

	fn rpc_batch_config(&self) -> sc_cli::Result<RpcBatchRequestConfig> {
		self.run.base.rpc_batch_config()
	}

	fn rpc_rate_limit(&self) -> sc_cli::Result<Option<NonZeroU32>> {
		self.run.base.rpc_rate_limit()
	}

	fn rpc_rate_limit_whitelisted_ips(&self) -> sc_cli::Result<Vec<IpNetwork>> {
		self.run.base.rpc_rate_limit_whitelisted_ips()
	}

	fn rpc_rate_limit_trust_proxy_headers(&self) -> sc_cli::Result<bool> {
		self.run.base.rpc_rate_limit_trust_proxy_headers()
	}
}
