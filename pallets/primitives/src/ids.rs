//! Identifiers.

use polkadot_sdk::sp_core::H256;

/// The identity of an asset: dense, given by the chain, counting from 0.
///
/// A parent's id is always smaller than its child's, so id order is a topological order of the lineage
/// graph and nothing that follows parents can run in a circle.
pub type AssetId = u64;

/// The place of a leaf in its collection, from 0 to the number of leaves minus 1.
pub type LeafIndex = u32;

/// The identity of an offer: dense, given by the chain, counting from 0.
pub type OfferId = u64;

/// The identity of a licence: dense, given by the chain, counting from 0.
pub type LicenceId = u64;

/// A hash that binds its author to something kept off chain.
pub type Commitment = H256;
