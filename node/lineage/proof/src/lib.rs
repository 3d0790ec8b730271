#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod assemble;
pub mod bundle;
mod bytes;
pub mod digest;
pub mod error;
#[cfg(feature = "json")]
pub mod json;
pub mod rows;
pub mod trie;
pub mod verify;

pub use assemble::{assemble, Sources};
pub use bundle::Bundle;
pub use digest::Digest;
pub use error::Error;
pub use verify::{verify, Block, Expected, Step, Verified};

/// The format that this release writes and reads.
pub const VERSION: u8 = 1;
/// Most steps from an asset to its ancestor.
pub const MAX_STEPS: usize = 64;
/// Most bytes of a bundle: 65 assets with 64 parents each need less.
pub const MAX_BYTES: usize = 320 * 1024;
