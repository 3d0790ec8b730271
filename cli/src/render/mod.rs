//! Answers as text for people and as JSON for machines.

pub mod consent;
pub mod json;
pub mod money;
pub mod rights;
pub mod rights_json;
pub mod sales;
pub mod table;
pub mod tree;
