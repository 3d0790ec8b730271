//! Questions and answers.

#[path = "../../../../node/lineage/rpc/src/wire/graph.rs"]
mod graph;
#[path = "../../../../node/lineage/rpc/src/wire/text.rs"]
mod text;

pub use graph::*;
pub use text::*;
