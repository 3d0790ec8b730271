//! The `lineage_*` JSON-RPC methods.
//!
//! | file | what it holds |
//! |---|---|
//! | [`api`] | the methods: names, parameters, answers |
//! | [`wire`] | the shapes of the answers |
//! | [`error`] | the numbered errors |
//! | [`server`] | which method asks whom |
//! | [`state`] | what the node answers from the state of a block |
//! | [`graph`], [`lists`] | what it answers from its index |
//! | [`proof`] | bundles that prove a path without a node |
//! | `subscriptions` | what is told to subscribers |
//! | `kept`, `pool` | lists that are kept for the pages that follow; where heavy questions are worked on |
//! | [`limit`], [`bill`] | how much work one client gets; what one call cost |
//! | [`metrics`] | what Prometheus is told |
//!
//! What light clients need is the runtime API `LineageApi`, which they call themselves. The index adds what no walk through
//! state can tell in time: whole ancestries, descendants, ways, searches.

pub mod api;
pub mod bill;
pub mod error;
pub mod graph;
mod kept;
pub mod limit;
pub mod lists;
pub mod metrics;
mod pool;
pub mod proof;
pub mod server;
pub mod state;
mod subscriptions;
pub mod wire;

pub use api::{LineageApiClient, LineageApiServer};
pub use graph::Graph;
pub use limit::{Caller, Limiter};
pub use metrics::Metrics;
pub use pool::Pool;
pub use server::Lineage;
pub use subscriptions::Subscriptions;

#[cfg(test)]
mod tests;
