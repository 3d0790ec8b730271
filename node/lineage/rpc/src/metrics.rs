//! What Prometheus is told about the methods.

use std::time::Duration;

use polkadot_sdk::substrate_prometheus_endpoint::{
	register, CounterVec, HistogramOpts, HistogramVec, Opts, PrometheusError, Registry, U64,
};

/// Where times of answers are told apart, in seconds.
const BUCKETS: [f64; 8] = [1e-5, 1e-4, 1e-3, 5e-3, 0.02, 0.1, 1.0, 10.0];

/// Calls by method: how they ended, how long they took, how many rows they gave.
#[derive(Clone)]
pub struct Metrics {
	calls: CounterVec<U64>,
	rows: CounterVec<U64>,
	time: HistogramVec,
}

impl Metrics {
	/// Registers all of them.
	pub fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let counter = |name: &str, help: &str, labels: &[&str]| {
			register(CounterVec::new(Opts::new(name, help), labels)?, registry)
		};
		let time = HistogramOpts::new(
			"lineage_rpc_seconds",
			"Seconds from a question about lineage to its answer",
		);
		Ok(Self {
			calls: counter(
				"lineage_rpc_calls_total",
				"Questions about lineage, by method and by the number of the error, `ok` if there was none",
				&["method", "outcome"],
			)?,
			rows: counter(
				"lineage_rpc_rows_total",
				"Rows in the answers to questions about lineage",
				&["method"],
			)?,
			time: register(HistogramVec::new(time.buckets(BUCKETS.into()), &["method"])?, registry)?,
		})
	}

	pub(crate) fn note(&self, method: &str, error: Option<i32>, time: Duration, rows: u64) {
		let outcome = error.map_or_else(|| "ok".into(), |code| code.to_string());
		self.calls.with_label_values(&[method, &outcome]).inc();
		self.rows.with_label_values(&[method]).inc_by(rows);
		self.time.with_label_values(&[method]).observe(time.as_secs_f64());
	}
}
