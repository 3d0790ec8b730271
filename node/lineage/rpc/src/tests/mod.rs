//! The methods against a chain whose answers are known.

mod graph;
mod mock;
mod state;
