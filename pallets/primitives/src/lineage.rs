//! The bounded walk over ancestors.
//!
//! Ids are dense and a parent's is smaller than its child's, so visiting pending ancestors from the largest
//! id down meets every ancestor once, after all of its descendants in the walk, whatever the shape of the
//! graph. What is still pending when the budget is spent is the cursor: the walk needs no other memory, so a
//! page costs its rows and nothing else.

use alloc::{collections::BTreeSet, vec::Vec};

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

use crate::{
	ids::AssetId,
	record::{AssetInfo, Edge},
};

/// Most rows in a page. Each row is one asset with its edges: at most about 1.2 KB.
pub const MAX_PAGE: u32 = 256;

/// Most pending ancestors that a cursor carries. A wider graph is for the node's index.
pub const MAX_PENDING: u32 = 4_096;

/// Where a walk goes on: the ancestors that are known and not yet visited, ascending.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Cursor(pub Vec<AssetId>);

/// Some ancestors, by descending id.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AncestorPage<AccountId, BlockNumber> {
	/// The ancestors.
	pub rows: Vec<AssetInfo<AccountId, BlockNumber>>,
	/// Where to go on; `None` after the last ancestor.
	pub next: Option<Cursor>,
}

/// Why a walk did not happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum LineageError {
	/// There is no such asset.
	#[codec(index = 0)]
	UnknownAsset,
	/// The limit is 0 or above [`MAX_PAGE`].
	#[codec(index = 1)]
	LimitOutOfRange,
	/// The cursor cannot be one that a walk from this asset gave.
	#[codec(index = 2)]
	InvalidCursor,
	/// More than [`MAX_PENDING`] ancestors are pending.
	#[codec(index = 3)]
	TooWide,
}

/// Visits up to `limit` ancestors of `asset` and returns them with the cursor for the next page.
///
/// `read` gives a row and its edges; it is called once per row and once for the asset itself.
pub fn walk_ancestors<Row>(
	asset: AssetId,
	cursor: Option<Cursor>,
	limit: u32,
	read: impl Fn(AssetId) -> Option<(Row, Vec<Edge>)>,
) -> Result<(Vec<Row>, Option<Cursor>), LineageError> {
	if limit == 0 || limit > MAX_PAGE {
		return Err(LineageError::LimitOutOfRange);
	}
	let (_, edges) = read(asset).ok_or(LineageError::UnknownAsset)?;
	let mut pending = match cursor {
		None => edges.iter().map(|edge| edge.parent).collect(),
		Some(cursor) => resume(asset, cursor)?,
	};
	let mut rows = Vec::new();
	while rows.len() < limit as usize {
		let Some(ancestor) = pending.pop_last() else { return Ok((rows, None)) };
		let (row, edges) = read(ancestor).ok_or(LineageError::InvalidCursor)?;
		pending.extend(edges.iter().map(|edge| edge.parent));
		if pending.len() > MAX_PENDING as usize {
			return Err(LineageError::TooWide);
		}
		rows.push(row);
	}
	let next = (!pending.is_empty()).then(|| Cursor(pending.into_iter().collect()));
	Ok((rows, next))
}

/// The pending ancestors of a cursor, if a walk from `asset` can have given it.
fn resume(asset: AssetId, Cursor(ids): Cursor) -> Result<BTreeSet<AssetId>, LineageError> {
	let ascending = ids.windows(2).all(|pair| pair[0] < pair[1]);
	let below = ids.last().is_some_and(|largest| *largest < asset);
	if !ascending || !below || ids.len() > MAX_PENDING as usize {
		return Err(LineageError::InvalidCursor);
	}
	Ok(ids.into_iter().collect())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{kind::Relation, record::Authority};
	use polkadot_sdk::sp_runtime::Permill;
	use proptest::prelude::*;

	type Graph = Vec<Vec<AssetId>>;

	fn read(graph: &Graph) -> impl Fn(AssetId) -> Option<(AssetId, Vec<Edge>)> + '_ {
		|id| {
			let edges = graph.get(id as usize)?.iter().map(|parent| Edge {
				parent: *parent,
				relation: Relation::DerivedFrom,
				share: Permill::zero(),
				authority: Authority::Control,
			});
			Some((id, edges.collect()))
		}
	}

	/// The ancestors by the definition: parents, and their ancestors.
	fn ancestors(graph: &Graph, of: AssetId) -> BTreeSet<AssetId> {
		let mut found = BTreeSet::new();
		let mut open = graph[of as usize].clone();
		while let Some(id) = open.pop() {
			if found.insert(id) {
				open.extend(&graph[id as usize]);
			}
		}
		found
	}

	fn graph() -> impl Strategy<Value = Graph> {
		proptest::collection::vec(
			proptest::collection::vec(any::<proptest::sample::Index>(), 0..4),
			1..60,
		)
		.prop_map(|rows| {
			rows.into_iter()
				.enumerate()
				.map(|(id, picks)| match id {
					0 => vec![],
					_ => picks.into_iter().map(|pick| pick.index(id) as AssetId).collect(),
				})
				.collect()
		})
	}

	proptest! {
		#[test]
		fn pages_of_any_size_give_every_ancestor_once_by_descending_id(
			graph in graph(),
			limit in 1_u32..20,
		) {
			let asset = graph.len() as AssetId - 1;
			let (mut all, mut cursor) = (vec![], None);
			loop {
				let (rows, next) =
					walk_ancestors(asset, cursor, limit, read(&graph)).expect("valid");
				prop_assert!(rows.len() <= limit as usize);
				all.extend(rows);
				match next {
					Some(next) => cursor = Some(next),
					None => break,
				}
			}
			prop_assert!(all.iter().rev().eq(ancestors(&graph, asset).iter()));
		}
	}

	#[test]
	fn bad_questions_have_their_answers() {
		let graph = vec![vec![], vec![0], vec![1]];
		let walk = |asset, cursor: Option<Vec<AssetId>>, limit| {
			walk_ancestors(asset, cursor.map(Cursor), limit, read(&graph)).map(|(rows, _)| rows)
		};
		assert_eq!(walk(3, None, 1), Err(LineageError::UnknownAsset));
		assert_eq!(walk(3, Some(vec![0]), 1), Err(LineageError::UnknownAsset));
		assert_eq!(walk(2, None, 0), Err(LineageError::LimitOutOfRange));
		assert_eq!(walk(2, None, MAX_PAGE + 1), Err(LineageError::LimitOutOfRange));
		for forged in [vec![], vec![2], vec![1, 0], vec![1, 1]] {
			assert_eq!(walk(2, Some(forged), 1), Err(LineageError::InvalidCursor));
		}
		assert_eq!(walk(2, None, MAX_PAGE), Ok(vec![1, 0]));
	}

	#[test]
	fn a_graph_wider_than_a_cursor_is_refused() {
		let width = u64::from(MAX_PENDING) + 1;
		let mut graph: Graph = vec![vec![]; width as usize];
		graph.push((0..width).collect());
		graph.push(vec![width]);
		assert_eq!(walk_ancestors(width + 1, None, 1, read(&graph)), Err(LineageError::TooWide));
	}
}
