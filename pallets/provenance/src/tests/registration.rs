//! What each registration writes, and what it says.

use animechain_primitives::{
	digest::{lineage_digest, record_digest},
	AssetKind, Basis, Composition, Contents, Declaration, Grounds, Head, Marks, Record, Relation,
	Standing, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_core::H256,
	sp_runtime::Permill,
};

use crate::{mock::*, Error, Event, Heads, Records};

#[test]
fn register_work_writes_both_rows_and_says_so() {
	run(|| {
		System::set_block_number(7);
		let declared = Declaration {
			metadata: Some(H256::repeat_byte(2)),
			rights_information: Some(b"ISCC:KACT4EBWK27737D2".to_vec().try_into().expect("short")),
			..declaration(1)
		};

		assert_ok!(Provenance::register_work(signed(STUDIO), declared.clone(), vec![]));

		let record = Record {
			registrant: STUDIO,
			block: 7,
			kind: AssetKind::Work,
			declaration: declared,
			contents: None,
			edges: Default::default(),
		};
		let digest = lineage_digest(0, record_digest(&record), []);
		let expected = Head {
			kind: AssetKind::Work,
			controller: STUDIO,
			marks: Marks::NONE,
			affected_by: None,
			terms: Terms::UNRESTRICTED,
			composition: Composition::of(Basis::OptIn, 1),
			excluded: Default::default(),
			generation: 0,
			standing_changes: 0,
			control_changes: 0,
			digest,
		};
		assert_eq!(head(0), expected);
		assert_eq!(head(0).standing(7), Standing::Clear);
		assert_eq!(Records::<Test>::get(0).as_ref(), Some(&record));
		assert_eq!(events(), [Event::Registered { asset: 0, record: Box::new(record), digest }]);
	});
}

#[test]
fn ids_are_dense() {
	run(|| {
		assert_eq!([work(), work(), work()], [0, 1, 2]);
		assert_eq!(Provenance::next_asset_id(), 3);
	});
}

#[test]
fn a_collection_counts_its_leaves_and_costs_as_many_bytes_as_any_other() {
	run(|| {
		let register = |contents: Contents| {
			assert_ok!(Provenance::register_collection(
				signed(STUDIO),
				declaration(1),
				contents,
				vec![]
			));
			let id = Provenance::next_asset_id() - 1;
			let record = Records::<Test>::get(id).expect("written");
			(head(id).composition.total(), Provenance::asset_bytes(&record))
		};
		let (_, _, one) = collection(1);
		let million = Contents { leaves: 1 << 20, weight: 1 << 30, ..one };
		let (items_of_one, bytes_of_one) = register(one);
		let (items_of_million, bytes_of_million) = register(million);
		assert_eq!((items_of_one, items_of_million), (1, 1 << 20));
		assert_eq!(bytes_of_one, bytes_of_million);
	});
}

#[test]
fn a_collection_that_holds_nothing_is_refused() {
	run(|| {
		let (_, _, valid) = collection(3);
		let refused = |contents: Contents, error: Error<Test>| {
			assert_noop!(
				Provenance::register_collection(signed(STUDIO), declaration(1), contents, vec![]),
				error
			);
		};
		refused(Contents { leaves: 0, ..valid }, Error::EmptyCollection);
		refused(Contents { weight: 0, ..valid }, Error::ZeroWeight);
		let source = model(dataset(work()));
		let outputs = Contents { leaves: 0, ..valid };
		assert_noop!(
			Provenance::register_output(
				signed(STUDIO),
				declaration(1),
				Some(outputs),
				vec![edge(Relation::GeneratedBy, source, 1)]
			),
			Error::<Test>::EmptyCollection
		);
	});
}

#[test]
fn a_child_inherits_from_all_its_parents() {
	run(|| {
		let synthetic = Declaration { basis: Basis::Synthetic, ..declaration(9) };
		let (_, _, contents) = collection(5);
		let a = registered(|| {
			Provenance::register_collection(signed(STUDIO), declaration(1), contents, vec![])
		});
		let b = registered(|| Provenance::register_work(signed(STUDIO), synthetic, vec![]));
		let set = registered(|| {
			let edges = vec![edge(Relation::Includes, a, 60), edge(Relation::Includes, b, 5)];
			Provenance::compose_dataset(signed(STUDIO), declaration(2), edges)
		});
		let net = model(set);
		let picture = registered(|| {
			let edges = vec![edge(Relation::GeneratedBy, net, 50)];
			Provenance::register_output(signed(STUDIO), declaration(4), None, edges)
		});

		let expected = Composition { opt_in: 5, synthetic: 1, ..Default::default() };
		for (id, generation) in [(set, 1), (net, 2), (picture, 3)] {
			assert_eq!(head(id).composition, expected);
			assert_eq!(head(id).generation, generation);
		}
		let record = Records::<Test>::get(set).expect("written");
		let parents = [head(a).digest, head(b).digest];
		assert_eq!(head(set).digest, lineage_digest(set, record_digest(&record), &parents));
	});
}

#[test]
fn a_model_from_outside_is_one_item_of_its_basis() {
	run(|| {
		let declared = Declaration { basis: Basis::Undeclared, ..declaration(1) };
		let base = registered(|| Provenance::register_model(signed(STUDIO), declared, vec![]));
		let tuned = registered(|| {
			let edges = vec![edge(Relation::FineTunedFrom, base, 10)];
			Provenance::register_model(signed(STUDIO), declaration(2), edges)
		});
		assert_eq!(head(tuned).composition, Composition::of(Basis::Undeclared, 1));
	});
}

#[test]
fn what_comes_from_nothing_is_refused() {
	run(|| {
		assert_noop!(
			Provenance::compose_dataset(signed(STUDIO), declaration(1), vec![]),
			Error::<Test>::NoEdges
		);
		assert_noop!(
			Provenance::register_output(signed(STUDIO), declaration(1), None, vec![]),
			Error::<Test>::NoEdges
		);
	});
}

#[test]
fn registration_needs_a_signature() {
	run(|| {
		use polkadot_sdk::sp_runtime::DispatchError::BadOrigin;
		let (_, _, contents) = collection(1);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let none = Vec::new;
			let o = || origin.clone();
			assert_noop!(Provenance::register_work(o(), declaration(1), none()), BadOrigin);
			assert_noop!(
				Provenance::register_collection(o(), declaration(1), contents, none()),
				BadOrigin
			);
			assert_noop!(Provenance::compose_dataset(o(), declaration(1), none()), BadOrigin);
			assert_noop!(Provenance::register_model(o(), declaration(1), none()), BadOrigin);
			assert_noop!(Provenance::register_output(o(), declaration(1), None, none()), BadOrigin);
			assert_noop!(Provenance::retire(o(), 0, Grounds::default()), BadOrigin);
			assert_noop!(Provenance::transfer_control(o(), 0, STRANGER), BadOrigin);
			assert_noop!(Provenance::sponsor_storage(o(), STRANGER, 1), BadOrigin);
		}
	});
}

#[test]
fn more_items_than_can_be_counted_are_refused() {
	run(|| {
		let (_, _, contents) = collection(1);
		let huge = Contents { leaves: u32::MAX, ..contents };
		let include = |parents: [u64; 2]| {
			let edges = parents.map(|id| edge(Relation::Includes, id, 0)).to_vec();
			Provenance::compose_dataset(signed(STUDIO), declaration(2), edges)
		};
		let mut last = registered(|| {
			Provenance::register_collection(signed(STUDIO), declaration(1), huge, vec![])
		});
		let mut newest = dataset(last);
		// Each dataset includes the two before it: Fibonacci numbers leave 64 bits within 100 steps.
		for _ in 0..100 {
			let next = Provenance::next_asset_id();
			if include([newest, last]).is_err() {
				assert_noop!(include([newest, last]), Error::<Test>::TooManyItems);
				return;
			}
			(last, newest) = (newest, next);
		}
		panic!("the items were never too many");
	});
}

#[test]
fn the_last_id_is_never_given() {
	run(|| {
		crate::NextAssetId::<Test>::put(u64::MAX);
		assert_noop!(
			Provenance::register_work(signed(STUDIO), declaration(1), vec![]),
			Error::<Test>::Exhausted
		);
		crate::NextAssetId::<Test>::put(0);
	});
}

#[test]
fn generations_that_cannot_be_counted_are_refused() {
	run(|| {
		let oldest = work();
		Heads::<Test>::mutate(oldest, |head| {
			head.as_mut().expect("written").generation = u32::MAX;
		});
		assert_noop!(
			Provenance::register_work(
				signed(STUDIO),
				declaration(2),
				vec![edge(Relation::VersionOf, oldest, 0)]
			),
			Error::<Test>::Exhausted
		);
		Heads::<Test>::mutate(oldest, |head| head.as_mut().expect("written").generation = 0);
	});
}

#[test]
fn the_contributors_share_cannot_exceed_the_whole() {
	// A share over one can be neither made nor decoded, so the check behind it is a second line.
	use codec::{Decode, Encode};
	let over = 1_000_001_u32.encode();
	let decoded = Permill::decode(&mut &over[..]);
	assert!(decoded.is_err() || decoded == Ok(Permill::one()));
}
