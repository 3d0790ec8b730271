//! The shapes of questions to the index, and of its answers.

use animechain_primitives::{royalty::FlowRow, AssetKind, Mark, Relation, Standing};
use polkadot_sdk::sp_core::H256;
use roaring::RoaringBitmap;
use serde::{ser, Deserialize, Serialize, Serializer};
use serde_json::value::to_raw_value;

use super::{AmountText, At, Text};

/// Which block a question is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum View {
	/// The best block.
	#[default]
	Best,
	/// The last block that is final.
	Finalized,
}

/// Which assets are wanted, and which edges are followed. What is not given does not limit anything.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Filter {
	/// Kinds of the assets wanted.
	pub kinds: Option<Vec<AssetKind>>,
	/// Relations that are followed.
	pub relations: Option<Vec<Relation>>,
	/// Standings of the assets wanted.
	pub standings: Option<Vec<Standing>>,
	/// Most edges between the asset in question and one wanted.
	pub depth: Option<u32>,
}

/// One asset of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GraphRow {
	/// Its identity.
	pub id: Text,
	/// What it is.
	pub kind: AssetKind,
	/// Whether it may be built upon: the gravest of what stands against it.
	pub standing: Standing,
	/// How many steps it is from the furthest source.
	pub generation: u32,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAnswer<BlockHash> {
	/// The block that the rows hold for.
	pub at: At<BlockHash>,
	/// The block at which it was found which assets are in the list: that of the first page.
	pub listed_at: At<BlockHash>,
	/// How many assets are in the list.
	pub total: Text,
	/// The assets.
	#[serde(serialize_with = "at_once")]
	pub rows: Vec<GraphRow>,
	/// What to pass for the next page; none after the last.
	pub next_cursor: Option<String>,
}

/// Writes all rows in one go. The server counts the bytes of what it writes, piece by piece, and a page has a thousand.
fn at_once<S: Serializer>(rows: &[GraphRow], serializer: S) -> Result<S::Ok, S::Error> {
	to_raw_value(rows).map_err(ser::Error::custom)?.serialize(serializer)
}

/// The answer to `lineage_isAncestor`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AncestryAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// Whether the one is an ancestor of the other.
	pub is_ancestor: bool,
}

/// The answer to `lineage_path`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// The edges of a shortest way, from the descendant up; none if there is no way.
	pub path: Option<Vec<StepRow>>,
}

/// An edge of a way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRow {
	/// The asset that depends.
	pub child: Text,
	/// How.
	pub relation: Relation,
	/// The asset depended upon.
	pub parent: Text,
}

/// The answer to `lineage_standing`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StandingAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// The asset.
	pub asset: Text,
	/// Its own standing.
	pub standing: Standing,
	/// What somebody put against it.
	pub marks: Vec<Mark>,
	/// Whether anything new may be built on it, once the chain has caught up with its ancestors.
	pub is_clear: bool,
	/// The ancestor that the chain names by now as the one that affects it.
	pub affected_by: Option<Text>,
	/// The ancestors that are not clear, nearest first.
	pub causes: Vec<CauseRow>,
	/// Whether there are more.
	pub more: bool,
}

/// An ancestor that is not clear.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CauseRow {
	/// Which.
	pub asset: Text,
	/// Its standing.
	pub standing: Standing,
	/// The least number of edges to it.
	pub distance: u32,
	/// Whether it affects its descendants: closing an asset and the end of its terms do not.
	pub affects: bool,
}

/// The answer to `lineage_syncState`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncAnswer<BlockHash> {
	/// What the index is doing.
	pub phase: SyncPhase,
	/// The block it stands at.
	pub at: Option<At<BlockHash>>,
	/// The last final block that it knows.
	pub finalized: Option<At<BlockHash>>,
	/// The best block when it last looked.
	pub target: At<BlockHash>,
	/// While it is rebuilding: the assets read, and those in all.
	pub assets: Option<[Text; 2]>,
}

/// What the index is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SyncPhase {
	/// Reading every asset from state.
	Rebuilding,
	/// Going through the blocks since.
	CatchingUp,
	/// At the best block.
	InStep,
}

/// The answer to `lineage_flow`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowAnswer<BlockHash> {
	/// The block that it holds for.
	pub at: At<BlockHash>,
	/// The asset that would be paid for.
	pub asset: Text,
	/// Each asset that would get something, newest first.
	pub rows: Vec<FlowAnswerRow>,
}

/// What one asset would get of a payment, in the currency's smallest unit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowAnswerRow {
	/// The asset.
	pub asset: Text,
	/// What would come in.
	pub inflow: AmountText,
	/// What of it would go to contributors.
	pub contributors: AmountText,
	/// What of it would go to holders.
	pub holders: AmountText,
	/// What of it would be held for a dispute.
	pub held: AmountText,
}

impl From<FlowRow> for FlowAnswerRow {
	fn from(FlowRow { asset, inflow, contributors, holders, held }: FlowRow) -> Self {
		Self {
			asset: Text(asset),
			inflow: AmountText(inflow),
			contributors: AmountText(contributors),
			holders: AmountText(holders),
			held: AmountText(held),
		}
	}
}

impl<BlockHash> StandingAnswer<BlockHash> {
	/// What it says of the asset, at whichever block.
	pub fn says(&self) -> Vec<u8> {
		let Self { at: _, asset, standing, marks, is_clear, affected_by, causes, more } = self;
		serde_json::to_vec(&(asset, standing, marks, is_clear, affected_by, causes, more))
			.unwrap_or_default()
	}
}

/// What came to rest on an account's works, and what no longer does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageChange<BlockHash> {
	/// The block at which it is so.
	pub at: At<BlockHash>,
	/// How many assets rest on the account's works.
	pub total: Text,
	/// Those that came, by ascending id: none in the first message.
	pub added: Vec<Text>,
	/// Those that went, because control of a work moved or blocks were taken back.
	pub removed: Vec<Text>,
	/// Whether more came or went than a message holds: ask `lineage_usage`.
	pub more: bool,
}

/// Most ids of each kind in one message.
const MAX_CHANGES: usize = 1_024;

impl UsageChange<H256> {
	/// What is told first: how many there are.
	pub(crate) fn first(now: &RoaringBitmap, at: At<H256>) -> Self {
		let total = Text(now.len());
		Self { at, total, added: Vec::new(), removed: Vec::new(), more: false }
	}

	/// What is to be told; nothing if nothing changed.
	pub(crate) fn between(
		before: &RoaringBitmap,
		now: &RoaringBitmap,
		at: At<H256>,
	) -> Option<Self> {
		if before == now {
			return None;
		}
		let (added, removed) = (now - before, before - now);
		let more = added.len().max(removed.len()) > MAX_CHANGES as u64;
		let ids = |assets: &RoaringBitmap| {
			assets.iter().take(MAX_CHANGES).map(|id| Text(id.into())).collect()
		};
		let total = Text(now.len());
		Some(Self { at, total, added: ids(&added), removed: ids(&removed), more })
	}
}
