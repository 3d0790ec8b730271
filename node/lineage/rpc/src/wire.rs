//! The shapes of questions and answers, in camel case, with every 64-bit number as a string.

mod asset;
mod graph;
mod text;

pub use asset::*;
pub use graph::*;
pub use text::*;
