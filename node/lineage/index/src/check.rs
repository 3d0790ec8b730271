//! Rows are checked before the first of them is written: an index that believes everything would serve it.

use crate::{
	children::MAX_EDGES_IN_ALL,
	columns::GENERATION_CAP,
	graph::Graph,
	standing::MARKS,
	types::{ApplyError, Birth, Changes, Row, KINDS, MAX_ASSETS, MAX_EDGES, RELATIONS},
};

/// Checks what a block changed against what the graph holds.
pub(crate) fn changes(graph: &Graph, changes: &Changes) -> Result<(), ApplyError> {
	let assets = u64::from(graph.len());
	if changes.next_asset > u64::from(MAX_ASSETS) {
		return Err(ApplyError::TooManyAssets);
	}
	if changes.next_asset < assets {
		return Err(ApplyError::Gap(changes.next_asset));
	}
	let known = changes.rows.partition_point(|row| row.id < assets);
	let (changed, registered) = changes.rows.split_at(known);
	let mut last = None;
	for row in changed {
		if last.is_some_and(|last| last >= row.id) {
			return Err(ApplyError::Gap(row.id));
		}
		last = Some(row.id);
		known_row(graph, row)?;
	}
	let mut edges = graph.parents.edges.len();
	for (expected, row) in (assets..).zip(registered) {
		if row.id >= changes.next_asset {
			return Err(ApplyError::Beyond(row.id));
		}
		if row.id != expected {
			return Err(ApplyError::Gap(expected));
		}
		edges += new_row(row, |parent| match parent.checked_sub(assets) {
			None => graph.meta[parent as usize].generation(),
			Some(place) => registered[place as usize].head.generation,
		})?;
	}
	if assets + registered.len() as u64 != changes.next_asset {
		return Err(ApplyError::Gap(assets + registered.len() as u64));
	}
	if edges > MAX_EDGES_IN_ALL {
		return Err(ApplyError::TooManyEdges);
	}
	Ok(())
}

/// Checks a row of a rebuild, which must be the next one.
pub(crate) fn next_row(graph: &Graph, row: &Row) -> Result<(), ApplyError> {
	let expected = u64::from(graph.len());
	if row.id != expected {
		return Err(ApplyError::Gap(expected));
	}
	if row.id >= u64::from(MAX_ASSETS) {
		return Err(ApplyError::TooManyAssets);
	}
	let edges = new_row(row, |parent| graph.meta[parent as usize].generation())?;
	if graph.parents.edges.len() + edges > MAX_EDGES_IN_ALL {
		return Err(ApplyError::TooManyEdges);
	}
	Ok(())
}

fn any_row(row: &Row) -> Result<(), ApplyError> {
	if row.head.kind >= KINDS || row.head.marks & !MARKS != 0 {
		return Err(ApplyError::Unknown(row.id));
	}
	if row.head.affected_by.is_some_and(|cause| cause >= row.id) {
		return Err(ApplyError::Affected(row.id));
	}
	Ok(())
}

fn known_row(graph: &Graph, row: &Row) -> Result<(), ApplyError> {
	any_row(row)?;
	if row.birth.is_some() {
		return Err(ApplyError::Birth(row.id));
	}
	let (id, head) = (row.id as u32, &row.head);
	let meta = graph.meta[id as usize];
	let same = meta.kind() == head.kind
		&& meta.generation() == head.generation.min(GENERATION_CAP)
		&& graph.expires.get(&id).copied() == head.expires;
	if same {
		Ok(())
	} else {
		Err(ApplyError::Immutable(row.id))
	}
}

/// Checks a registered row, given the generations of older ones, and counts its edges.
fn new_row(row: &Row, generation: impl Fn(u64) -> u32) -> Result<usize, ApplyError> {
	any_row(row)?;
	let Some(Birth { edges, .. }) = &row.birth else {
		return Err(ApplyError::Birth(row.id));
	};
	if edges.len() > MAX_EDGES {
		return Err(ApplyError::Edges(row.id));
	}
	let mut above = 0;
	for (place, edge) in edges.iter().enumerate() {
		if edge.relation >= RELATIONS {
			return Err(ApplyError::Unknown(row.id));
		}
		if edge.parent >= row.id || edges[..place].contains(edge) {
			return Err(ApplyError::Parent(row.id));
		}
		above = above.max(generation(edge.parent).saturating_add(1));
	}
	if above.min(GENERATION_CAP) == row.head.generation.min(GENERATION_CAP) {
		Ok(edges.len())
	} else {
		Err(ApplyError::Generation(row.id))
	}
}
