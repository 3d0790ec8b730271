//! The SDK's metrics of JSON-RPC, for our server.

use polkadot_sdk::{
	sc_rpc_server::RpcMetrics,
	substrate_prometheus_endpoint::{Counter, PrometheusError, Registry, U64},
};
use prometheus::{
	core::{Collector, Desc},
	proto::MetricFamily,
};

/// What the SDK's closed server registered already and would be told twice.
const TWICE: [(&str, &str); 2] = [
	("substrate_rpc_sessions_opened", "Number of persistent RPC sessions opened"),
	("substrate_rpc_sessions_closed", "Number of persistent RPC sessions closed"),
];

/// What is told of our server.
const OURS: [&str; 2] = ["substrate_rpc_calls_", "substrate_rpc_sessions_"];

/// Registers metrics of the same names and meanings as those of the SDK's server, which has registered them already.
pub fn register(registry: &Registry) -> Result<Option<RpcMetrics>, PrometheusError> {
	let own = Registry::new();
	let metrics = RpcMetrics::new(Some(&own))?;
	for (name, help) in TWICE {
		// If it is not there, nothing is told twice.
		let _ = registry.unregister(Box::new(Counter::<U64>::new(name, help)?));
	}
	registry.register(Box::new(Through(own)))?;
	Ok(metrics)
}

/// Lets a registry be a part of another.
struct Through(Registry);

impl Collector for Through {
	fn desc(&self) -> Vec<&Desc> {
		Vec::new()
	}

	fn collect(&self) -> Vec<MetricFamily> {
		let ours = |family: &MetricFamily| OURS.iter().any(|it| family.get_name().starts_with(it));
		self.0.gather().into_iter().filter(ours).collect()
	}
}
