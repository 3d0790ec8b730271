//! The two rows of an asset, its edges and its contents.

use alloc::{collections::BTreeSet, vec::Vec};

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	sp_core::{ConstU32, H256},
	sp_runtime::{BoundedVec, Permill},
};
use scale_info::TypeInfo;

use crate::{
	composition::{Basis, Composition},
	consent::{Denial, Excluded},
	ids::{AssetId, Commitment, LicenceId, OfferId},
	kind::{AssetKind, Relation},
	standing::{Marks, Standing},
	terms::{Intent, Terms},
};

/// Most edges of one asset.
pub const MAX_EDGES: u32 = 64;

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
	/// A free offer to everybody.
	#[codec(index = 1)]
	Offer(OfferId),
	/// A licence of the registrant of the child.
	#[codec(index = 2)]
	Licence(LicenceId),
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
	/// What it is meant for.
	pub intent: Intent,
}

impl<AccountId, BlockNumber, Edges: AsRef<[Edge]>> Record<AccountId, BlockNumber, Edges> {
	/// The edges through which it inherits. All but one case: a dataset that says what it includes consists
	/// of exactly that, and the version before it is only named, so that a cleansed dataset can follow one
	/// that something was withdrawn from.
	pub fn inheriting_edges(&self) -> impl Iterator<Item = &Edge> {
		let edges = self.edges.as_ref();
		let listed = self.kind == AssetKind::Dataset
			&& edges.iter().any(|edge| edge.relation == Relation::Includes);
		edges.iter().filter(move |edge| !(listed && edge.relation == Relation::VersionOf))
	}

	/// The items that it brings itself: the works of a collection, a single work, a model from outside.
	/// Datasets, models and outputs that come from something inherit instead, or they would count their
	/// sources and themselves. Nobody opted in here to what a model from outside was trained on, whatever
	/// its registrant declares.
	pub fn own_items(&self) -> Composition {
		match (self.kind, self.declaration.basis) {
			(AssetKind::Work, basis) => {
				Composition::of(basis, self.contents.map_or(1, |contents| contents.leaves.into()))
			},
			(AssetKind::Model, basis) if self.edges.as_ref().is_empty() => {
				let claimed = basis == Basis::OptIn;
				Composition::of(if claimed { Basis::Undeclared } else { basis }, 1)
			},
			_ => Composition::default(),
		}
	}

	/// The parents whose items are its own too, each once however many edges name it. A new version counts
	/// what the one before rests on again: nobody gets rid of items by naming a version of themselves.
	pub fn sources(&self) -> BTreeSet<AssetId> {
		self.inheriting_edges().map(|edge| edge.parent).collect()
	}
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
	/// What stands against it.
	pub marks: Marks,
	/// An ancestor that lost its standing: the one with the smallest id among those that its parents are or
	/// name. Follows the ancestors one generation at a time, as somebody refreshes it.
	pub affected_by: Option<AssetId>,
	/// The limits that it inherits: the meet of what was granted on its parents. An upper bound, not a
	/// permission: what nobody offered is denied.
	pub terms: Terms<BlockNumber>,
	/// Its items by basis, summed over its parents as they were when it was registered; its own without
	/// the leaves that were taken out since.
	pub composition: Composition,
	/// What was taken out of its own contents.
	pub excluded: Excluded,
	/// 0 without parents, else one more than the largest of its parents'.
	pub generation: u32,
	/// The number of rows in the history of its standing.
	pub standing_changes: u32,
	/// The number of rows in the history of its control.
	pub control_changes: u32,
	/// The digest of its whole ancestry: see [`crate::digest`].
	pub digest: H256,
}

impl<AccountId, BlockNumber: Ord + Copy> Head<AccountId, BlockNumber> {
	/// Its standing at block `now`.
	pub fn standing(&self, now: BlockNumber) -> Standing {
		self.marks.standing(self.terms.expired(now))
	}

	/// Why nothing may be built on it at block `now`, by its own standing or an ancestor's.
	pub fn refusal(&self, now: BlockNumber) -> Option<Denial> {
		match (self.standing(now), self.affected_by) {
			(Standing::Clear, None) => None,
			(Standing::Clear, Some(cause)) => Some(Denial::Affected(cause)),
			(standing, _) => Some(Denial::NotClear(standing)),
		}
	}
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
