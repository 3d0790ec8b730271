//! What Prometheus is told.

use animechain_lineage_index::{Phase, SyncState};
use polkadot_sdk::substrate_prometheus_endpoint::{
	register, Counter, Gauge, PrometheusError, Registry, U64,
};

/// How far the index is.
pub struct Metrics {
	block: Gauge<U64>,
	lag: Gauge<U64>,
	in_step: Gauge<U64>,
	faults: Counter<U64>,
}

impl Metrics {
	/// Registers all of them.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| register(Gauge::new(name, help)?, registry);
		Ok(Self {
			block: gauge("lineage_index_block", "The block that the lineage index stands at")?,
			lag: gauge("lineage_index_lag", "Blocks between the lineage index and the best block")?,
			in_step: gauge(
				"lineage_index_in_step",
				"Whether the lineage index is at the best block",
			)?,
			faults: register(
				Counter::new(
					"lineage_index_faults_total",
					"How often something kept the lineage index from going on",
				)?,
				registry,
			)?,
		})
	}

	pub(crate) fn note(&self, state: &SyncState) {
		let at = state.at.map(|block| block.number).unwrap_or_default();
		self.block.set(at.into());
		self.lag.set(state.target.number.saturating_sub(at).into());
		self.in_step.set((state.phase == Phase::InStep).into());
		if state.fault.is_some() {
			self.faults.inc();
		}
	}
}
