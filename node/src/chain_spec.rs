//! Finds the chain spec for an id: one of the two built-in chains, or a JSON file.
//!
//! What the built-in chains contain is in the runtime's genesis presets, not here.

use animechain_runtime::{genesis_presets::PARA_ID, WASM_BINARY};
use polkadot_sdk::{sc_chain_spec, sc_service, sp_genesis_builder};
use sc_chain_spec::{get_extension, ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use std::path::Path;

/// The relay chain of the built-in chains.
const RELAY_CHAIN: &str = "rococo-local";

/// A chain spec of this node.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// What a parachain's spec says beside the genesis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain: an id that the relay chain's node knows.
	#[serde(alias = "relayChain", alias = "RelayChain")]
	pub relay_chain: String,
	/// The parachain id. Tools read it; the node asks the runtime.
	#[serde(alias = "paraId", alias = "ParaId", skip_serializing_if = "Option::is_none")]
	pub para_id: Option<u32>,
}

impl Extensions {
	/// The extensions of a spec, if it has them.
	pub fn of(spec: &dyn sc_service::ChainSpec) -> Option<&Self> {
		get_extension(spec.extensions())
	}
}

/// The chain spec for `id`: `dev` (also for no id), `local`, or the path of a file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"" | "dev" => built_in(
			"Animechain Development",
			"animechain-dev",
			ChainType::Development,
			DEV_RUNTIME_PRESET,
		)?,
		"local" => built_in(
			"Animechain Local Testnet",
			"animechain-local",
			ChainType::Local,
			LOCAL_TESTNET_RUNTIME_PRESET,
		)?,
		path => from_file(path)?,
	}))
}

fn built_in(
	name: &str,
	id: &str,
	chain_type: ChainType,
	preset: &str,
) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or(
		"this node was built without its runtime (SKIP_WASM_BUILD was set): build it again, or pass \
		 the path of a chain spec file with --chain",
	)?;
	let extensions =
		Extensions { relay_chain: RELAY_CHAIN.to_string(), para_id: Some(PARA_ID.into()) };
	Ok(ChainSpec::builder(code, extensions)
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(chain_type)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
}

/// What wallets and explorers need to show an amount and an address.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), "ANIM".into());
	properties.insert("tokenDecimals".into(), 12.into());
	properties.insert("ss58Format".into(), 42.into());
	properties
}

fn from_file(path: &str) -> Result<ChainSpec, String> {
	if !Path::new(path).exists() {
		return Err(format!(
			"no chain spec `{path}`: it is not a chain of this node (dev, local) and there is no \
			 such file"
		));
	}
	ChainSpec::from_json_file(path.into())
		.map_err(|reason| format!("cannot use the chain spec `{path}`: {reason}"))
}
