//! The `lineage_*` JSON-RPC methods.
//!
//! | file | what it holds |
//! |---|---|
//! | [`api`] | the methods: names, parameters, answers |
//! | [`wire`] | the shapes of the answers |
//! | [`error`] | the numbered errors |
//! | [`server`] | how the node answers |
//!
//! Every method is a convenience over the runtime API `LineageApi`, which light clients call themselves.
//! What they add: text forms that JavaScript can hold, a block to every answer, numbered errors.

pub mod api;
pub mod error;
pub mod server;
pub mod wire;

pub use api::{LineageApiClient, LineageApiServer};
pub use server::Lineage;

#[cfg(test)]
mod tests;
