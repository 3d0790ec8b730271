//! How many items of which basis are in an asset.

use animechain_primitives::{AssetId, AssetKind, Basis, Composition, Declaration, Edge, Relation};

use crate::mock::*;

fn of(basis: Basis) -> Declaration {
	Declaration { basis, ..declaration(1) }
}

fn add(kind: AssetKind, basis: Basis, edges: &[(Relation, AssetId)]) -> AssetId {
	let edges: Vec<Edge> =
		edges.iter().map(|(relation, parent)| edge(*relation, *parent, 0)).collect();
	registered(|| register(STUDIO, kind, of(basis), edges))
}

fn items(opt_in: u64, licensed: u64, synthetic: u64) -> Composition {
	Composition { opt_in, licensed, synthetic, ..Default::default() }
}

#[test]
fn a_parent_counts_once_however_many_edges_name_it() {
	use Relation::{ConditionedOn, DerivedFrom, VersionOf};
	run(|| {
		let a = add(AssetKind::Work, Basis::OptIn, &[]);
		let b = add(AssetKind::Work, Basis::Licensed, &[]);
		let edges = [(DerivedFrom, a), (ConditionedOn, a), (VersionOf, a), (ConditionedOn, b)];
		let child = add(AssetKind::Work, Basis::Synthetic, &edges);
		assert_eq!(head(child).composition, items(1, 1, 1));
	});
}

#[test]
fn an_item_on_two_paths_counts_on_each() {
	run(|| {
		let a = work();
		let (one, other) = (dataset(a), dataset(a));
		let edges = [(Relation::Includes, one), (Relation::Includes, other)];
		let both = add(AssetKind::Dataset, Basis::OptIn, &edges);
		assert_eq!(head(both).composition, items(2, 0, 0));
	});
}

#[test]
fn nobody_gets_rid_of_items_by_naming_a_version_of_a_work() {
	run(|| {
		let first = add(AssetKind::Work, Basis::OptIn, &[]);
		let second = add(AssetKind::Work, Basis::Licensed, &[(Relation::VersionOf, first)]);
		assert_eq!(head(second).composition, items(1, 1, 0));
	});
}

#[test]
fn a_new_version_of_a_dataset_is_what_it_includes_or_else_what_the_first_was() {
	use Relation::{Includes, VersionOf};
	run(|| {
		let (a, b) = (work(), add(AssetKind::Work, Basis::Licensed, &[]));
		let first = add(AssetKind::Dataset, Basis::OptIn, &[(Includes, a), (Includes, b)]);
		let cleansed = add(AssetKind::Dataset, Basis::OptIn, &[(VersionOf, first), (Includes, a)]);
		assert_eq!(head(cleansed).composition, items(1, 0, 0));
		let renamed = add(AssetKind::Dataset, Basis::OptIn, &[(VersionOf, first)]);
		assert_eq!(head(renamed).composition, items(1, 1, 0));
		let grown = add(AssetKind::Dataset, Basis::OptIn, &[(VersionOf, first), (Includes, first)]);
		assert_eq!(head(grown).composition, items(1, 1, 0));
	});
}

#[test]
fn a_new_version_of_a_model_goes_on_with_what_the_first_knows() {
	use Relation::{TrainedOn, VersionOf};
	run(|| {
		let outside = add(AssetKind::Model, Basis::Synthetic, &[]);
		assert_eq!(head(outside).composition, items(0, 0, 1));
		let set = dataset(work());
		let edges = [(VersionOf, outside), (TrainedOn, set)];
		let next = add(AssetKind::Model, Basis::Licensed, &edges);
		assert_eq!(head(next).composition, items(1, 0, 1));
	});
}

#[test]
fn an_output_has_the_items_of_its_model_and_of_what_it_was_made_with() {
	use Relation::{ConditionedOn, GeneratedBy, VersionOf};
	run(|| {
		let net = model(dataset(work()));
		let reference = add(AssetKind::Work, Basis::Licensed, &[]);
		let edges = [(GeneratedBy, net), (ConditionedOn, reference)];
		let picture = add(AssetKind::Output, Basis::Synthetic, &edges);
		assert_eq!(head(picture).composition, items(1, 1, 0));
		let copy = add(AssetKind::Output, Basis::Synthetic, &[(VersionOf, picture)]);
		assert_eq!(head(copy).composition, items(1, 1, 0));
		let again =
			add(AssetKind::Output, Basis::Synthetic, &[(VersionOf, picture), (GeneratedBy, net)]);
		assert_eq!(head(again).composition, items(2, 1, 0));
	});
}

#[test]
fn nobody_opted_in_to_a_model_from_outside() {
	run(|| {
		let outside = add(AssetKind::Model, Basis::OptIn, &[]);
		assert_eq!(head(outside).composition, Composition::of(Basis::Undeclared, 1));
	});
}
