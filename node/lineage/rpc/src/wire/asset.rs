//! The rows of an asset.

use animechain_primitives::{
	consent::Excluded, AssetInfo, AssetKind, Authority, Basis, Composition, Contents, Edge, Mark,
	Purpose, Relation, Standing, Terms,
};
use polkadot_sdk::sp_core::H256;
use serde::{Deserialize, Serialize};

use super::{At, Text};

/// The answer to `lineage_asset`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// The asset.
	pub asset: AssetRow,
}

/// The answer to `lineage_byCommitment`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetsAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// The assets, by ascending id.
	pub assets: Vec<AssetRow>,
	/// Where to go on; none if there are no more.
	pub next: Option<Text>,
}

/// Both rows of an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssetRow {
	/// Its identity.
	pub id: Text,
	/// What it is.
	pub kind: AssetKind,
	/// Who may act for it, as an address.
	pub controller: String,
	/// Who registered it, as an address.
	pub registrant: String,
	/// The block in which it was registered.
	pub block: Text,
	/// Whether it may be built upon, at the block of the answer: the gravest of what stands against it.
	pub standing: Standing,
	/// Everything that somebody put against it.
	pub marks: Vec<Mark>,
	/// An ancestor that lost its standing, as far as the asset was refreshed since.
	pub affected_by: Option<Text>,
	/// The limits that it inherits from its parents: an upper bound, not a permission.
	pub terms: TermsRow,
	/// Its items by basis.
	pub composition: CompositionRow,
	/// How many steps it is from the furthest source.
	pub generation: u32,
	/// The digest of its whole ancestry.
	pub digest: H256,
	/// Why its own items may be used.
	pub basis: Basis,
	/// What it is meant for.
	pub intent: IntentRow,
	/// Commitment to its content.
	pub commitment: H256,
	/// Commitment to its metadata.
	pub metadata: Option<H256>,
	/// Where its rights are described: the identifier's bytes in hexadecimal digits.
	pub rights_information: Option<String>,
	/// Its leaves, if it is a collection.
	pub contents: Option<ContentsRow>,
	/// Its parents.
	pub edges: Vec<EdgeRow>,
}

/// Limits on what may be done with an asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TermsRow {
	/// The permitted purposes.
	pub purposes: Vec<Purpose>,
	/// Whether commercial use is permitted.
	pub commercial: bool,
	/// The first block at which nothing is permitted any more.
	pub expires: Option<Text>,
}

/// What an asset is meant for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntentRow {
	/// The purposes that it is to serve.
	pub purposes: Vec<Purpose>,
	/// Whether it is for commercial use.
	pub commercial: bool,
}

/// Items by basis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // The names of the bases.
pub struct CompositionRow {
	pub opt_in: Text,
	pub licensed: Text,
	pub public_domain: Text,
	pub statutory_exception: Text,
	pub synthetic: Text,
	pub undeclared: Text,
}

/// The leaves of a collection.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentsRow {
	/// The root of their tree.
	pub root: H256,
	/// Their number.
	pub leaves: u32,
	/// The sum of their weights.
	pub weight: Text,
	/// The contributors' part, in parts per million.
	pub contributors_share: u32,
	/// How many of them were taken out.
	pub excluded_leaves: u32,
	/// The weight of those.
	pub excluded_weight: Text,
}

/// A dependency on a parent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EdgeRow {
	/// The parent.
	pub parent: Text,
	/// How the asset depends on it.
	pub relation: Relation,
	/// The parent's part of the revenue, in parts per million.
	pub share: u32,
	/// What allowed it.
	pub authority: AuthorityRow,
}

/// What allowed an edge.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum AuthorityRow {
	/// Control of the parent.
	Control,
	/// A free offer to everybody.
	Offer {
		/// Its id.
		id: Text,
	},
	/// A licence of the registrant.
	Licence {
		/// Its id.
		id: Text,
	},
}

impl AssetRow {
	/// The rows of an asset as they are at block `now`.
	pub fn new<AccountId, BlockNumber>(
		info: AssetInfo<AccountId, BlockNumber>,
		now: BlockNumber,
	) -> Self
	where
		AccountId: ToString,
		BlockNumber: Into<u64> + Ord + Copy,
	{
		let AssetInfo { id, head, record } = info;
		let declaration = record.declaration;
		let excluded = head.excluded;
		Self {
			id: Text(id),
			standing: head.standing(now),
			marks: head.marks.iter().collect(),
			affected_by: head.affected_by.map(Text),
			kind: head.kind,
			controller: head.controller.to_string(),
			registrant: record.registrant.to_string(),
			block: Text(record.block.into()),
			terms: head.terms.into(),
			composition: head.composition.into(),
			generation: head.generation,
			digest: head.digest,
			basis: declaration.basis,
			intent: IntentRow {
				purposes: declaration.intent.purposes.iter().collect(),
				commercial: declaration.intent.commercial,
			},
			commitment: declaration.commitment,
			metadata: declaration.metadata,
			rights_information: declaration
				.rights_information
				.map(|bytes| array_bytes::bytes2hex("0x", bytes.as_slice())),
			contents: record.contents.map(|contents| ContentsRow::new(contents, excluded)),
			edges: record.edges.into_iter().map(Into::into).collect(),
		}
	}
}

impl<BlockNumber: Into<u64>> From<Terms<BlockNumber>> for TermsRow {
	fn from(Terms { purposes, commercial, expires }: Terms<BlockNumber>) -> Self {
		let expires = expires.map(|block| Text(block.into()));
		Self { purposes: purposes.iter().collect(), commercial, expires }
	}
}

impl From<Composition> for CompositionRow {
	fn from(composition: Composition) -> Self {
		let Composition {
			opt_in,
			licensed,
			public_domain,
			statutory_exception,
			synthetic,
			undeclared,
		} = composition;
		Self {
			opt_in: Text(opt_in),
			licensed: Text(licensed),
			public_domain: Text(public_domain),
			statutory_exception: Text(statutory_exception),
			synthetic: Text(synthetic),
			undeclared: Text(undeclared),
		}
	}
}

impl ContentsRow {
	fn new(contents: Contents, excluded: Excluded) -> Self {
		let Contents { root, leaves, weight, contributors_share } = contents;
		Self {
			root,
			leaves,
			weight: Text(weight),
			contributors_share: contributors_share.deconstruct(),
			excluded_leaves: excluded.leaves,
			excluded_weight: Text(excluded.weight),
		}
	}
}

impl From<Edge> for EdgeRow {
	fn from(Edge { parent, relation, share, authority }: Edge) -> Self {
		let authority = match authority {
			Authority::Control => AuthorityRow::Control,
			Authority::Offer(id) => AuthorityRow::Offer { id: Text(id) },
			Authority::Licence(id) => AuthorityRow::Licence { id: Text(id) },
		};
		Self { parent: Text(parent), relation, share: share.deconstruct(), authority }
	}
}
