//! What calls really take: in WASM, in blocks that are built and imported as a node does it, with the proof that goes
//! to the relay chain.
//!
//! | module | what it holds |
//! |---|---|
//! | [`wasm`] | the runtime in the executor of a node |
//! | [`chain`] | a state, and blocks on it |
//! | [`state`] | states of 10^3 to 10^6 rows a map |
//! | [`calls`] | every call, with what it needs |
//! | [`honesty`] | real / declared |
//! | [`peers`] | ours / theirs |

#[path = "../../runtime/tests/common/mod.rs"]
#[allow(missing_docs)]
pub mod common;

pub mod calls;
pub mod chain;
pub mod honesty;
pub mod peers;
pub mod state;
pub mod table;
pub mod wasm;
