//! Records and heads: what an asset inherits, brings and refuses.

use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use crate::{
	consent::{Denial, Excluded},
	record::{Authority, Contents, Declaration, Edge, Head, Record},
	standing::{Mark, Marks, Standing},
	terms::{Intent, Terms},
	AssetId, AssetKind, Basis, Composition, Relation,
};

fn edge(parent: AssetId, relation: Relation) -> Edge {
	Edge { parent, relation, share: Permill::zero(), authority: Authority::Control }
}

fn record(
	kind: AssetKind,
	basis: Basis,
	contents: Option<u32>,
	edges: Vec<Edge>,
) -> Record<u64, u64, Vec<Edge>> {
	let contents = contents.map(|leaves| Contents {
		root: H256::zero(),
		leaves,
		weight: leaves.into(),
		contributors_share: Permill::zero(),
	});
	let declaration = Declaration {
		commitment: H256::zero(),
		metadata: None,
		rights_information: None,
		basis,
		intent: Intent::default(),
	};
	Record { registrant: 1, block: 1, kind, declaration, contents, edges }
}

#[test]
fn a_dataset_that_lists_what_it_includes_does_not_inherit_from_the_version_before() {
	let (version, includes) = (edge(1, Relation::VersionOf), edge(2, Relation::Includes));
	let parents = |kind, edges: &[Edge]| {
		let record = record(kind, Basis::OptIn, None, edges.to_vec());
		assert!(record.inheriting_edges().map(|edge| edge.parent).eq(record
			.edges
			.iter()
			.map(|edge| edge.parent)
			.filter(|parent| record.sources().contains(parent))));
		record.sources().into_iter().collect::<Vec<_>>()
	};
	assert_eq!(parents(AssetKind::Dataset, &[version, includes]), vec![2]);
	assert_eq!(parents(AssetKind::Dataset, &[includes]), vec![2]);
	assert_eq!(parents(AssetKind::Dataset, &[version]), vec![1]);
	// Of any other kind nothing is left out.
	assert_eq!(parents(AssetKind::Model, &[version, includes]), vec![1, 2]);
	let trained = edge(3, Relation::TrainedOn);
	assert_eq!(parents(AssetKind::Model, &[trained, version, trained]), vec![1, 3]);
	assert_eq!(parents(AssetKind::Work, &[]), Vec::<AssetId>::new());
}

#[test]
fn works_and_models_without_parents_bring_items_of_their_own() {
	let items = |kind, basis, contents, edges: &[Edge]| {
		record(kind, basis, contents, edges.to_vec()).own_items()
	};
	let derived = [edge(1, Relation::DerivedFrom)];
	assert_eq!(items(AssetKind::Work, Basis::OptIn, None, &[]), Composition::of(Basis::OptIn, 1));
	assert_eq!(
		items(AssetKind::Work, Basis::Licensed, Some(30), &derived),
		Composition::of(Basis::Licensed, 30)
	);
	let none = Composition::default();
	let tuned = [edge(1, Relation::FineTunedFrom)];
	assert_eq!(items(AssetKind::Model, Basis::Licensed, None, &tuned), none);
	assert_eq!(
		items(AssetKind::Model, Basis::Licensed, None, &[]),
		Composition::of(Basis::Licensed, 1)
	);
	// Nobody opted in here to what it was trained on.
	assert_eq!(
		items(AssetKind::Model, Basis::OptIn, None, &[]),
		Composition::of(Basis::Undeclared, 1)
	);
	assert_eq!(items(AssetKind::Dataset, Basis::OptIn, None, &[]), none);
	assert_eq!(items(AssetKind::Output, Basis::OptIn, None, &[]), none);
}

#[test]
fn an_asset_refuses_for_its_own_standing_first_and_then_for_an_ancestors() {
	let head = |marks, affected_by, expires| Head::<u64, u64> {
		kind: AssetKind::Work,
		controller: 1,
		marks,
		affected_by,
		terms: Terms { expires, ..Terms::UNRESTRICTED },
		composition: Composition::default(),
		excluded: Excluded::default(),
		generation: 0,
		standing_changes: 0,
		control_changes: 0,
		digest: H256::zero(),
	};
	let retired = Marks::NONE.with(Mark::Retired);
	assert_eq!(head(Marks::NONE, None, None).refusal(5), None);
	assert_eq!(head(Marks::NONE, Some(3), None).refusal(5), Some(Denial::Affected(3)));
	let not_clear = |standing| Some(Denial::NotClear(standing));
	assert_eq!(head(retired, Some(3), None).refusal(5), not_clear(Standing::Retired));
	assert_eq!(head(retired, None, Some(1)).refusal(5), not_clear(Standing::Retired));
	assert_eq!(head(Marks::NONE, None, Some(6)).refusal(5), None);
	assert_eq!(head(Marks::NONE, None, Some(5)).refusal(5), not_clear(Standing::Expired));
	assert_eq!(head(Marks::NONE, None, Some(5)).standing(4), Standing::Clear);
}
