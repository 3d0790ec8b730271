//! Keeps the lineage index of a node in step with its chain.
//!
//! The index itself knows nothing of Substrate: [`ClientSource`] tells it what the chain says, [`Keeper`] wakes it whenever
//! a block is imported or becomes final, writes snapshots, and says how far it is, in the log and to Prometheus.

mod keeper;
mod metrics;
mod propagation;
mod snapshots;
mod source;

pub use keeper::Keeper;
pub use metrics::Metrics;
pub use propagation::{Propagator, Touched};
pub use snapshots::SNAPSHOT_EVERY;
pub use source::ClientSource;

/// What messages of the index are logged under.
const LOG: &str = "lineage";
