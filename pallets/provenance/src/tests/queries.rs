//! What readers get.

use animechain_primitives::{
	lineage::{Cursor, LineageError},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	Contents, Relation,
};

use crate::mock::*;

#[test]
fn an_asset_is_both_its_rows() {
	run(|| {
		let (drawing, other) = (work(), work());
		let set = dataset(drawing);
		let info = Provenance::asset_info(set).expect("registered");
		assert_eq!(info.id, set);
		assert_eq!(info.record.edges, [edge(Relation::Includes, drawing, 10)]);
		assert_eq!(Provenance::edges_of(set), Some(info.record.edges));
		assert_eq!(Provenance::edges_of(other), Some(vec![]));
		assert_eq!(Provenance::asset_info(3), None);
		assert_eq!(Provenance::edges_of(3), None);
	});
}

#[test]
fn view_functions_answer_as_the_queries_do() {
	run(|| {
		let set = dataset(work());
		assert_eq!(Provenance::asset(set), Provenance::asset_info(set));
		assert_eq!(Provenance::parents(set), Provenance::edges_of(set));
		assert_eq!(Provenance::ancestors(set, None, 9), Provenance::ancestors_of(set, None, 9));
	});
}

#[test]
fn ancestors_come_in_pages_newest_first() {
	run(|| {
		let (a, b) = (work(), work());
		let set = registered(|| {
			let edges = vec![edge(Relation::Includes, a, 1), edge(Relation::Includes, b, 1)];
			Provenance::compose_dataset(signed(STUDIO), declaration(2), edges)
		});
		let net = model(set);
		let page = |cursor, limit| {
			let page = Provenance::ancestors_of(net, cursor, limit).expect("valid");
			(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 9), (vec![set, b, a], None));
		assert_eq!(page(None, 2), (vec![set, b], Some(Cursor(vec![a]))));
		assert_eq!(page(Some(Cursor(vec![a])), 2), (vec![a], None));
		assert_eq!(page(None, 3), (vec![set, b, a], None), "a full last page has no cursor");
		assert_eq!(Provenance::ancestors_of(9, None, 1), Err(LineageError::UnknownAsset));
	});
}

#[test]
fn a_leaf_is_proven_against_its_collection() {
	run(|| {
		let (leaves, tree, contents) = collection(5);
		let register = |contents: Contents| {
			registered(|| {
				let origin = signed(STUDIO);
				Provenance::register_collection(origin, declaration(1), contents, vec![])
			})
		};
		let (ours, single) = (register(contents), work());
		let other = register(collection(6).2);
		let proof = tree.proof(3).expect("in range");
		let check = |asset, leaf: &Leaf<_>, proof: &LeafProof| {
			Provenance::check_leaf(asset, leaf.clone(), proof.clone())
		};

		assert_eq!(check(ours, &leaves[3], &proof), Ok(()));
		assert_eq!(Provenance::verify_leaf(ours, leaves[3].clone(), proof.clone()), Ok(()));
		assert_eq!(check(ours, &leaves[2], &proof), Err(LeafProofError::WeightMismatch));
		assert!(check(other, &leaves[3], &proof).is_err(), "a proof of another collection");
		assert_eq!(check(single, &leaves[3], &proof), Err(LeafProofError::NotACollection));
		assert_eq!(check(9, &leaves[3], &proof), Err(LeafProofError::UnknownAsset));
	});
}
