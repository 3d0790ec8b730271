//! Which edges are refused, and that a refusal changes nothing.

use animechain_primitives::{AssetKind, Edge, Relation};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::Permill,
};

use crate::{mock::*, Error};

fn refused(edges: Vec<Edge>, error: Error<Test>) {
	assert_noop!(Provenance::register_work(signed(STUDIO), declaration(9), edges), error);
}

#[test]
fn unknown_parents_are_refused() {
	run(|| {
		work();
		for parent in [1, 2, u64::MAX] {
			refused(vec![edge(Relation::DerivedFrom, parent, 1)], Error::UnknownParent);
		}
		// The id that the child itself would get is such a parent: nothing descends from itself.
		let own = Provenance::next_asset_id();
		refused(vec![edge(Relation::VersionOf, own, 1)], Error::UnknownParent);
	});
}

#[test]
fn the_same_parent_twice_needs_two_relations() {
	run(|| {
		let parent = work();
		let derived = edge(Relation::DerivedFrom, parent, 1);
		refused(vec![derived, derived], Error::DuplicateEdge);
		refused(vec![derived, edge(Relation::DerivedFrom, parent, 2)], Error::DuplicateEdge);
		assert_ok!(Provenance::register_work(
			signed(STUDIO),
			declaration(2),
			vec![derived, edge(Relation::VersionOf, parent, 1)]
		));
	});
}

#[test]
fn sixty_four_edges_are_accepted_and_sixty_five_refused() {
	run(|| {
		let edges: Vec<_> = (0..65).map(|_| edge(Relation::DerivedFrom, work(), 1)).collect();
		refused(edges.clone(), Error::TooManyEdges);
		assert_ok!(Provenance::register_work(signed(STUDIO), declaration(2), edges[..64].to_vec()));
		// Far more than any node accepts in a block cost a comparison of lengths.
		refused(vec![edges[0]; 1_000_000], Error::TooManyEdges);
	});
}

#[test]
fn shares_up_to_the_whole_are_accepted() {
	run(|| {
		let (a, b) = (work(), work());
		let edges = |second: u32| {
			vec![
				edge(Relation::DerivedFrom, a, 60),
				Edge { share: Permill::from_parts(second), ..edge(Relation::DerivedFrom, b, 0) },
			]
		};
		refused(edges(400_001), Error::SharesExceedWhole);
		let whole = edges(400_000);
		assert_ok!(Provenance::register_work(signed(STUDIO), declaration(2), whole));
	});
}

#[test]
fn relations_that_do_not_join_the_kinds_are_refused() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let net = model(set);
		let picture = output(net);
		let parents = [
			(drawing, AssetKind::Work),
			(set, AssetKind::Dataset),
			(net, AssetKind::Model),
			(picture, AssetKind::Output),
		];
		for relation in Relation::ALL {
			for (parent, kind) in parents {
				for child in AssetKind::ALL {
					let edges = vec![edge(relation, parent, 1)];
					let call = || register(STUDIO, child, declaration(5), edges);
					if relation.joins(child, kind) {
						assert_ok!(call());
					} else {
						assert_noop!(call(), Error::<Test>::RelationNotAllowed);
					}
				}
			}
		}
	});
}

#[test]
fn control_of_every_parent_is_needed() {
	run(|| {
		let (mine, theirs) = (work(), work());
		assert_ok!(Provenance::transfer_control(signed(STUDIO), theirs, STRANGER));
		let edges =
			vec![edge(Relation::DerivedFrom, mine, 1), edge(Relation::DerivedFrom, theirs, 1)];
		refused(edges, Error::ParentNotControlled);
		// The new controller may, though the studio registered it.
		assert_ok!(Provenance::register_work(
			signed(STRANGER),
			declaration(2),
			vec![edge(Relation::DerivedFrom, theirs, 1)]
		));
	});
}
