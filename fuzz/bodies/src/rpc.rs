//! The parts of `animechain-lineage-rpc` that read what clients write, compiled from its own files.
//!
//! They are private there, and the crate brings the client of the chain along, which takes minutes to compile with the
//! instrumentation of the fuzzer.

// Each target uses a part of what the files have.
#![allow(dead_code, unused_imports)]

#[path = "../../../node/lineage/rpc/src/error.rs"]
pub mod error;
#[path = "../../../node/lineage/rpc/src/kept.rs"]
pub mod kept;
pub mod wire;

/// What texts of errors name.
pub mod lists {
	/// Not the limit itself: only texts name it here.
	pub const MAX_ROWS: u32 = 1_024;
}

/// What texts of errors name.
pub mod subscriptions {
	/// Not the limit itself: only texts name it here.
	pub const MAX_WATCHED: usize = 256;
}
