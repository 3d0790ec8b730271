//! What each coverage-guided fuzz target does with its input.
//!
//! The targets themselves, in `fuzz/targets`, are a line each: they are compiled with the instrumentation of the fuzzer, in a
//! workspace of their own. What they run is here, so that it is linted and tested with everything else: the tests of this crate
//! play every committed corpus back.
//!
//! | target | what is given the input | what must hold |
//! |---|---|---|
//! | [`merkle_sum`] | the verifier of leaves and the builder of trees | same verdict and same root as a second model |
//! | [`bundle`] | the verifier of proof bundles | accepts what a second trie accepts; of a known block nothing but the truth |
//! | [`cursor`] | cursors of lists | one text for each, numbered errors for all others |
//! | [`snapshot`] | the loader of the index | reads exactly what a second reader takes, and answers like it |
//! | [`params`] | parameters of the RPC | same verdict as a second parser; what was read is written the same |
//! | `calls` | calls and transactions | no panic, one encoding for each own call, depths that nest, bounded sizes |

pub mod bundle;
#[cfg(feature = "calls")]
pub mod calls;
pub mod cursor;
mod input;
pub mod merkle_sum;
pub mod params;
mod rpc;
pub mod snapshot;

// Where the files of the RPC look for their neighbours.
use rpc::{error, lists, subscriptions};

/// A named input that a corpus begins with.
pub type Seed = (String, Vec<u8>);

/// A target.
pub struct Target {
	/// Its name: that of its binary, and of its corpus.
	pub name: &'static str,
	/// What it does with an input. Panics if something does not hold.
	pub run: fn(&[u8]),
	/// What its corpus begins with, made of real values.
	pub seeds: fn() -> Vec<Seed>,
}

/// Every target.
pub const TARGETS: &[Target] = &[
	Target { name: "merkle_sum", run: merkle_sum::run, seeds: merkle_sum::seeds },
	Target { name: "bundle", run: bundle::run, seeds: bundle::seeds },
	Target { name: "cursor", run: cursor::run, seeds: cursor::seeds },
	Target { name: "snapshot", run: snapshot::run, seeds: snapshot::seeds },
	Target { name: "params", run: params::run, seeds: params::seeds },
	#[cfg(feature = "calls")]
	Target { name: "calls", run: calls::run, seeds: calls::seeds },
];
