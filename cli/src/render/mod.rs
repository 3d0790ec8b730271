//! Answers as text for people and as JSON for machines.

pub mod consent;
pub mod json;
pub mod money;
pub mod table;
pub mod tree;
