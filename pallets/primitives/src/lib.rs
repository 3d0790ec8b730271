//! The words and the arithmetic of Animechain: what pallets, node and tools share, and no storage.
//!
//! | module | what it fixes |
//! |---|---|
//! | [`ids`] | identifiers of assets and leaves |
//! | [`kind`] | kinds of assets, relations between them and which pairs a relation joins |
//! | [`terms`] | purposes, terms and their meet |
//! | [`composition`] | why items may be used, counted |
//! | [`record`] | the two rows of an asset, its edges and its contents |
//! | [`money`] | moving amounts, or nothing |
//! | [`rights`] | what moves under which conditions |
//! | [`royalty`] | answers about money |
//! | [`standing`] | whether an asset may still be built upon, and since when |
//! | [`consent`] | offers, licences, reservations, and answers about permission |
//! | [`behaviour`] | what the pallets ask of each other |
//! | [`commitment`] | salted commitments to content that never goes on chain |
//! | [`merkle_sum`] | the tree of a collection: one root, any number of weighted leaves |
//! | [`digest`] | what fixes a whole ancestry |
//! | [`lineage`] | the bounded walk over ancestors and its pages |
//!
//! Every hash is Blake2b-256 over a one-byte domain tag and fixed-length fields: see [`hashing`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod behaviour;
pub mod commitment;
pub mod composition;
pub mod consent;
pub mod digest;
pub mod hashing;
pub mod ids;
pub mod kind;
pub mod lineage;
pub mod lineage_index;
pub mod merkle_sum;
pub mod money;
pub mod record;
pub mod rights;
pub mod royalty;
pub mod standing;
pub mod terms;

pub use composition::{Basis, Composition};
pub use consent::{Amount, Currency, Licence, Offer, StatedTerms};
pub use ids::{AssetId, Commitment, LeafIndex, LicenceId, OfferId};
pub use kind::{AssetKind, Relation};
pub use record::{AssetInfo, Authority, Contents, Declaration, Edge, Head, Record, MAX_EDGES};
pub use standing::{Grounds, Mark, Marks, Reason, Standing};
pub use terms::{Intent, Purpose, Purposes, Terms};

#[cfg(test)]
mod indices;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod tests;
