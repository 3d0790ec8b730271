//! The opt-in floor and the label.

use animechain_primitives::{
	behaviour::Admission, consent::OriginLabel, AssetKind, Authority, Basis, Composition,
	Declaration, Edge, Relation,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::{DispatchError::BadOrigin, DispatchResult, Permill},
};

use crate::{mock::*, Error, Event, OptInFloor};

fn raise(percent: u32) -> DispatchResult {
	Consent::raise_opt_in_floor(RuntimeOrigin::root(), Permill::from_percent(percent))
}

/// The artist's work of a basis.
fn work_of(basis: Basis) -> u64 {
	let declared = Declaration { basis, ..declaration(1) };
	registered(|| Provenance::register_work(signed(ARTIST), declared, vec![]))
}

fn by_control(relation: Relation, parents: &[u64]) -> Vec<Edge> {
	parents.iter().map(|parent| edge(relation, *parent, Authority::Control)).collect()
}

fn train(on: &[u64]) -> DispatchResult {
	register(ARTIST, AssetKind::Model, declaration(3), by_control(Relation::TrainedOn, on))
}

fn dataset(of: &[u64]) -> u64 {
	registered(|| {
		let edges = by_control(Relation::Includes, of);
		register(ARTIST, AssetKind::Dataset, declaration(2), edges)
	})
}

fn label(asset: u64) -> OriginLabel {
	Consent::origin_label(asset).expect("registered")
}

#[test]
fn the_floor_only_rises() {
	run(|| {
		assert_eq!(Consent::opt_in_floor(), Permill::zero());
		assert_noop!(raise(0), Error::<Test>::FloorNotRaised);
		assert_ok!(raise(10));
		assert_eq!(events(), [Event::OptInFloorRaised { floor: Permill::from_percent(10) }]);
		for percent in [0, 9, 10] {
			assert_noop!(raise(percent), Error::<Test>::FloorNotRaised);
		}
		let by_a_millionth = Permill::from_parts(100_001);
		assert_ok!(Consent::raise_opt_in_floor(RuntimeOrigin::root(), by_a_millionth));
		assert_eq!(Consent::opt_in_floor(), by_a_millionth);
		assert_ok!(raise(100));
		assert_noop!(raise(100), Error::<Test>::FloorNotRaised);
	});
}

#[test]
fn only_its_origin_raises_the_floor() {
	run(|| {
		let floor = Permill::one();
		for origin in [signed(ARTIST), RuntimeOrigin::none()] {
			assert_noop!(Consent::raise_opt_in_floor(origin, floor), BadOrigin);
		}
	});
}

#[test]
fn a_model_below_the_floor_is_refused() {
	run(|| {
		let (opted_in, other) = (work_of(Basis::OptIn), work_of(Basis::Undeclared));
		let half = dataset(&[opted_in, other]);
		assert_ok!(raise(50));
		assert_ok!(train(&[half]));
		assert_noop!(train(&[half, other]), Error::<Test>::BelowOptInFloor);
		assert_noop!(train(&[other]), Error::<Test>::BelowOptInFloor);
		let by_a_millionth = Permill::from_parts(500_001);
		assert_ok!(Consent::raise_opt_in_floor(RuntimeOrigin::root(), by_a_millionth));
		assert_noop!(train(&[half]), Error::<Test>::BelowOptInFloor);
		assert_ok!(train(&[half, opted_in]));
		assert_ok!(raise(100));
		assert_noop!(train(&[half, opted_in]), Error::<Test>::BelowOptInFloor);
		assert_ok!(train(&[opted_in]));
	});
}

#[test]
fn the_floor_is_for_new_models_alone() {
	run(|| {
		let other = work_of(Basis::Synthetic);
		let before = registered(|| train(&[other]));
		assert_ok!(raise(100));
		assert_eq!(head(before).composition, Composition::of(Basis::Synthetic, 1));
		let set = dataset(&[other]);
		work_of(Basis::Undeclared);
		let generated = by_control(Relation::GeneratedBy, &[before]);
		assert_ok!(register(ARTIST, AssetKind::Output, declaration(4), generated));
		for relation in [Relation::FineTunedFrom, Relation::MergedFrom, Relation::VersionOf] {
			let edges = by_control(relation, &[before]);
			assert_noop!(
				register(ARTIST, AssetKind::Model, declaration(3), edges),
				Error::<Test>::BelowOptInFloor
			);
		}
		// A model from outside is an item of its declared basis, but nobody opted in to it here.
		let outside = |basis| {
			let declared = Declaration { basis, ..declaration(3) };
			register(ARTIST, AssetKind::Model, declared, vec![])
		};
		for basis in Basis::ALL {
			assert_noop!(outside(basis), Error::<Test>::BelowOptInFloor);
		}
		assert_noop!(train(&[set]), Error::<Test>::BelowOptInFloor);
		let nothing = Composition::default();
		assert_noop!(Consent::admit(AssetKind::Model, &nothing), Error::<Test>::BelowOptInFloor);
		assert_ok!(Consent::admit(AssetKind::Dataset, &nothing));
		OptInFloor::<Test>::kill();
		assert_ok!(Consent::admit(AssetKind::Model, &nothing));
	});
}

#[test]
fn the_label_says_what_the_chain_counted() {
	run(|| {
		let (one, two) = (work_of(Basis::OptIn), work_of(Basis::Licensed));
		let three = work_of(Basis::OptIn);
		let set = dataset(&[one, two, three]);
		assert_ok!(raise(60));
		assert_eq!(
			label(set),
			OriginLabel {
				composition: Composition { opt_in: 2, licensed: 1, ..Default::default() },
				opt_in: Permill::from_parts(666_666),
				floor: Permill::from_percent(60),
			}
		);
		assert!(!label(set).all_opt_in() && label(one).all_opt_in());
		assert_eq!(Consent::origin_label(set + 1), None);
	});
}

#[test]
fn what_is_composed_after_an_exclusion_has_one_item_less() {
	run(|| {
		let (source, leaves, tree) = collection(&[MAKER, STRANGER, MAKER]);
		let before = dataset(&[source]);
		let out = &leaves[1];
		let proof = proof(&tree, out);
		assert_ok!(Consent::exclude_leaf(signed(STRANGER), source, out.clone(), proof, grounds()));
		let after = dataset(&[source]);
		let items = |asset| label(asset).composition;
		assert_eq!(items(before), Composition::of(Basis::OptIn, 3));
		assert_eq!(items(source), Composition::of(Basis::OptIn, 2));
		assert_eq!(items(after), Composition::of(Basis::OptIn, 2));
		let synthetic = work_of(Basis::Synthetic);
		let net = registered(|| train(&[after, synthetic]));
		assert_eq!(label(net).opt_in, Permill::from_parts(666_666));
	});
}
