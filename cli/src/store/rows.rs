//! Contents and edges as they stand in a manifest.

use animechain_primitives::{AssetId, Authority, Contents, Edge, Relation};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use serde::{Deserialize, Serialize};

use crate::{encoding::decimal, words};

/// [`Contents`] in JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentsRow {
	root: H256,
	leaves: u32,
	#[serde(with = "decimal")]
	weight: u64,
	contributors_share_ppm: u32,
}

impl From<Contents> for ContentsRow {
	fn from(contents: Contents) -> Self {
		Self {
			root: contents.root,
			leaves: contents.leaves,
			weight: contents.weight,
			contributors_share_ppm: contents.contributors_share.deconstruct(),
		}
	}
}

impl From<&ContentsRow> for Contents {
	fn from(row: &ContentsRow) -> Self {
		Self {
			root: row.root,
			leaves: row.leaves,
			weight: row.weight,
			contributors_share: Permill::from_parts(row.contributors_share_ppm),
		}
	}
}

/// [`Edge`] in JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EdgeRow {
	#[serde(with = "decimal")]
	parent: AssetId,
	relation: Relation,
	share_ppm: u32,
	#[serde(with = "authority", default = "control")]
	authority: Authority,
}

/// What allowed all edges before there were offers.
const fn control() -> Authority {
	Authority::Control
}

/// `#[serde(with = "authority")]`: as on the command line.
mod authority {
	use super::{words, Authority};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use std::borrow::Cow;

	/// Writes `offer:7`.
	pub fn serialize<S: Serializer>(authority: &Authority, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&words::authority(*authority))
	}

	/// Reads `offer:7`.
	pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Authority, D::Error> {
		let text = <Cow<'_, str>>::deserialize(from)?;
		words::parse_authority(&text).ok_or_else(|| D::Error::custom("this is no authority"))
	}
}

impl From<&Edge> for EdgeRow {
	fn from(edge: &Edge) -> Self {
		let share_ppm = edge.share.deconstruct();
		let Edge { parent, relation, authority, .. } = *edge;
		Self { parent, relation, share_ppm, authority }
	}
}

impl From<&EdgeRow> for Edge {
	fn from(row: &EdgeRow) -> Self {
		Self {
			parent: row.parent,
			relation: row.relation,
			share: Permill::from_parts(row.share_ppm),
			authority: row.authority,
		}
	}
}
