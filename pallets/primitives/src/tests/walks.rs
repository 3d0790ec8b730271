//! Lists and walks at their limits.

use polkadot_sdk::sp_runtime::Permill;

use crate::{
	consent::{page, ListError, MAX_ROWS},
	lineage::{walk_ancestors, Cursor, LineageError, MAX_PAGE, MAX_PENDING},
	record::{Authority, Edge},
	AssetId, Relation,
};

const PENDING: AssetId = MAX_PENDING as AssetId;

/// An asset with so many parents, which have none.
fn wide(parents: AssetId) -> impl Fn(AssetId) -> Option<(AssetId, Vec<Edge>)> {
	move |id| {
		let edges = (0..if id == parents { parents } else { 0 }).map(|parent| Edge {
			parent,
			relation: Relation::DerivedFrom,
			share: Permill::zero(),
			authority: Authority::Control,
		});
		(id <= parents).then(|| (id, edges.collect()))
	}
}

#[test]
fn as_many_ancestors_as_may_be_pending_are_resumed_and_no_more() {
	let walk = |pending: AssetId| {
		let cursor = Cursor((0..pending).collect());
		walk_ancestors(PENDING + 5, Some(cursor), 1, wide(PENDING + 5))
	};
	let (rows, next) = walk(PENDING).expect("as many as may be");
	assert_eq!(rows, vec![PENDING - 1]);
	assert_eq!(next, Some(Cursor((0..PENDING - 1).collect())));
	assert_eq!(walk(PENDING + 1), Err(LineageError::InvalidCursor));
	assert_eq!(walk(PENDING + 2), Err(LineageError::InvalidCursor));
}

#[test]
fn a_walk_stops_where_more_would_be_pending_than_may_be() {
	// The first ancestor of the asset has so many parents of its own.
	let walk = |parents: AssetId| {
		let read = wide(parents);
		let top = parents + 1;
		walk_ancestors(top, None, 1, move |id| match id == top {
			true => {
				let edge = Edge {
					parent: parents,
					relation: Relation::DerivedFrom,
					share: Permill::zero(),
					authority: Authority::Control,
				};
				Some((top, vec![edge]))
			},
			false => read(id),
		})
	};
	assert_eq!(walk(PENDING).map(|(rows, _)| rows), Ok(vec![PENDING]));
	assert_eq!(walk(PENDING + 1), Err(LineageError::TooWide));
}

#[test]
fn a_walk_gives_no_more_than_its_limit() {
	let walk = |limit| walk_ancestors(300, None, limit, wide(300)).map(|(rows, _)| rows.len());
	assert_eq!(walk(0), Err(LineageError::LimitOutOfRange));
	assert_eq!(walk(1), Ok(1));
	assert_eq!(walk(MAX_PAGE), Ok((MAX_PAGE as usize).min(300)));
	assert_eq!(walk(MAX_PAGE + 1), Err(LineageError::LimitOutOfRange));
}

#[test]
fn a_page_names_the_next_one_only_if_there_is_one() {
	let rows = |length: u32| move |number: u32| (number < length).then_some(number);
	let of = |from, limit, length| page(from, limit, rows(length));
	assert_eq!(of(0, 0, 5), Err(ListError::LimitOutOfRange));
	assert_eq!(of(0, MAX_ROWS + 1, 5), Err(ListError::LimitOutOfRange));
	let whole = of(0, MAX_ROWS, MAX_ROWS).expect("the largest limit");
	assert_eq!((whole.rows.len() as u32, whole.next), (MAX_ROWS, None));
	let first = of(0, 3, 5).expect("a limit");
	assert_eq!((first.rows, first.next), (vec![0, 1, 2], Some(3)));
	let last = of(3, 3, 5).expect("a limit");
	assert_eq!((last.rows, last.next), (vec![3, 4], None));
	let exact = of(0, 5, 5).expect("a limit");
	assert_eq!((exact.rows.len(), exact.next), (5, None));
	let beyond = of(7, 3, 5).expect("a limit");
	assert_eq!((beyond.rows, beyond.next), (vec![], None));
}
