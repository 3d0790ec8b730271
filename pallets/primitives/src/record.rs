//! The two rows of an asset, its edges and its contents.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	sp_core::{ConstU32, H256},
	sp_runtime::{BoundedVec, Permill},
};
use scale_info::TypeInfo;

use crate::{
	composition::{Basis, Composition},
	ids::{AssetId, Commitment},
	kind::{AssetKind, Relation},
	standing::Standing,
	terms::Terms,
};

/// Longest rights-information id, in bytes: an ISCC of four units has 55 characters, an ISNI 16.
pub const MAX_RIGHTS_INFORMATION: u32 = 64;

/// An identifier of the asset in a rights database elsewhere (ISCC, ISNI, DOI and the like).
pub type RightsInformation = BoundedVec<u8, ConstU32<MAX_RIGHTS_INFORMATION>>;

/// What allowed an edge. Recorded with it, so that the question "why was this permitted" has an answer at
/// any later time.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Authority {
	/// The registrant of the child controlled the parent.
	#[codec(index = 0)]
	Control,
}

/// A dependency of a child on one of its parents.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Edge {
	/// The asset depended upon.
	pub parent: AssetId,
	/// How the child depends on it.
	pub relation: Relation,
	/// The part of the child's revenue that goes to the parent.
	pub share: Permill,
	/// What allowed this edge.
	pub authority: Authority,
}

/// The leaves of a collection, as the root of a Merkle-sum tree: see [`crate::merkle_sum`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Contents {
	/// The root.
	pub root: H256,
	/// The number of leaves, at least 1.
	pub leaves: u32,
	/// The sum of the leaves' weights, at least 1.
	pub weight: u64,
	/// The part of what stays in the collection that goes to its contributors; the rest goes to holders.
	pub contributors_share: Permill,
}

/// What a registrant says about an asset of any kind.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Declaration {
	/// Commitment to the content: see [`crate::commitment`]. Of a collection, its tree's root may stand
	/// here again.
	pub commitment: Commitment,
	/// Commitment to a metadata document.
	pub metadata: Option<Commitment>,
	/// Where its rights are described.
	pub rights_information: Option<RightsInformation>,
	/// Why its own items may be used.
	pub basis: Basis,
}

/// The cold row: written once at registration, never changed, never read when a child is registered.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Record<AccountId, BlockNumber, Edges> {
	/// Who wrote it.
	pub registrant: AccountId,
	/// When.
	pub block: BlockNumber,
	/// What it is.
	pub kind: AssetKind,
	/// What the registrant declared.
	pub declaration: Declaration,
	/// The leaves, if it is a collection.
	pub contents: Option<Contents>,
	/// The dependencies, in the order in which they were given.
	pub edges: Edges,
}

/// The hot row: what registering a child and asking about an asset need.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Head<AccountId, BlockNumber> {
	/// What it is.
	pub kind: AssetKind,
	/// Who may act for it now.
	pub controller: AccountId,
	/// Whether it may be built upon.
	pub standing: Standing,
	/// The limits that it inherits: the meet of its parents' terms. An upper bound, not a permission:
	/// what nobody offered is denied.
	pub terms: Terms<BlockNumber>,
	/// Its items by basis, summed over its parents.
	pub composition: Composition,
	/// 0 without parents, else one more than the largest of its parents'.
	pub generation: u32,
	/// The hash of its whole ancestry: see [`crate::digest`].
	pub digest: H256,
}

/// Both rows of an asset as one answer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AssetInfo<AccountId, BlockNumber> {
	/// Its identity.
	pub id: AssetId,
	/// The hot row.
	pub head: Head<AccountId, BlockNumber>,
	/// The cold row.
	pub record: Record<AccountId, BlockNumber, Vec<Edge>>,
}
