//! Random operations on the whole runtime, and what must hold after each of them.
//!
//! | module | what it holds |
//! |---|---|
//! | [`run`] | runs: a seed, chain after chain |
//! | [`world`] | one chain, and the checks around each of its operations |
//! | [`generate`] | operations that fit the state most of the time |
//! | [`op`] | one operation, and how it is sent |
//! | [`cast`] | who acts, and how they sign |
//! | [`blocks`] | blocks with their inherents and hooks |
//! | [`checks`] | what must hold |
//! | [`reads`] | questions that must have answers |
//! | [`alarm`] | panics, and what the runtime holds to be impossible |
//! | [`report`] | the summary |
//! | [`shrink`] | failures made smaller |
//! | [`fault`] | faults that are planted, so that it is seen that they are found |

pub mod alarm;
pub mod blocks;
pub mod cast;
pub mod checks;
pub mod fault;
pub mod generate;
pub mod op;
pub mod reads;
pub mod report;
pub mod run;
pub mod shrink;
pub mod world;

#[path = "../../../runtime/tests/common/mod.rs"]
mod common;
