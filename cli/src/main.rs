//! The `animechain` command: for data providers, model makers and everybody who verifies.
//!
//! | module | what it does |
//! |---|---|
//! | [`args`] | the command line |
//! | [`commands`] | one file per command |
//! | [`chain`] | talks to a node: reads through the runtime APIs, signs and submits calls |
//! | [`store`] | keeps what never goes on chain: names, salts, leaves |
//! | [`collect`], [`hashing`], [`leaves`] | from files to the tree of a collection |
//! | [`proof`] | a leaf with everything that proves it, as a file |
//! | [`bundle_file`] | a bundle, as a file |
//! | [`relay_file`] | a signed call that somebody else sends, as a file |
//! | [`committee`] | accounts that act together, as a file |
//! | [`receipt`] | a consent receipt: fields of ISO/IEC TS 27560 and a CAWG assertion |
//! | [`purse`] | what an account has and can take |
//! | [`denial`] | why a use is not permitted, in words that help |
//! | [`keys`] | where a signing key comes from |
//! | [`share`], [`amount`], [`words`], [`encoding`] | numbers, names and bytes as text |
//! | [`render`] | answers as text and as JSON |
//!
//! Types that the chain knows come from `animechain-primitives`: this tool encodes and decodes with them
//! and has no description of the runtime of its own.

// A test that cannot go on says so best where it stands.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod amount;
mod args;
mod bundle_file;
mod chain;
mod collect;
mod commands;
mod committee;
mod denial;
mod encoding;
mod hashing;
mod keys;
mod leaves;
mod proof;
mod purse;
mod receipt;
mod relay_file;
mod render;
mod share;
mod store;
#[cfg(test)]
mod testing;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
	commands::run(args::parse())
}
