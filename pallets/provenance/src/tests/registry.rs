//! Assets as other pallets see them, and taking leaves out.

use animechain_primitives::{
	behaviour::AssetRegistry, consent::Excluded, AssetId, AssetKind, Basis, Composition, Contents,
	Declaration, Head, Marks, Relation,
};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

use crate::{mock::*, Error, Heads};

fn exclude(
	asset: AssetId,
	weight: u64,
) -> Result<Excluded, polkadot_sdk::sp_runtime::DispatchError> {
	<Provenance as AssetRegistry<AccountId, u64>>::exclude_leaf(asset, weight)
}

fn register_collection(contents: Contents) -> AssetId {
	let declared = Declaration { basis: Basis::Licensed, ..declaration(1) };
	registered(|| Provenance::register_collection(signed(STUDIO), declared, contents, vec![]))
}

#[test]
fn an_asset_answers_for_its_rows() {
	run(|| {
		System::set_block_number(6);
		let contents = collection(5).2;
		let (ours, single) = (register_collection(contents), work());
		assert_ok!(Provenance::transfer_control(signed(STUDIO), ours, STRANGER));
		assert_eq!(Provenance::head(ours), Some(head(ours)));
		assert_eq!(<Provenance as AssetRegistry<_, _>>::contents(ours), Some(contents));
		assert_eq!(<Provenance as AssetRegistry<_, _>>::contents(single), None);
		// Who registered it, not who controls it.
		assert_eq!(Provenance::registration(ours), Some((STUDIO, 6)));
	});
}

#[test]
fn an_asset_that_is_not_there_has_no_answers() {
	run(|| {
		let missing = work() + 1;
		assert_eq!(Provenance::head(missing), None);
		assert_eq!(<Provenance as AssetRegistry<_, _>>::contents(missing), None);
		assert_eq!(Provenance::registration(missing), None);
		assert_eq!(Provenance::marks_at(missing, 1), Marks::NONE);
		assert!(!Provenance::was_controller(missing, &STUDIO, 1));
		assert_noop!(exclude(missing, 1), Error::<Test>::UnknownAsset);
	});
}

#[test]
fn a_leaf_taken_out_is_an_item_less_from_then_on() {
	run(|| {
		let ours = register_collection(collection(3).2);
		let before = dataset(ours);
		let was = head(ours);
		assert_eq!(exclude(ours, 2), Ok(Excluded { leaves: 1, weight: 2 }));
		let composition = Composition::of(Basis::Licensed, 2);
		let excluded = Excluded { leaves: 1, weight: 2 };
		assert_eq!(head(ours), Head { composition, excluded, ..was });
		// What was made before keeps its items; what is made now has one less.
		assert_eq!(head(before).composition, Composition::of(Basis::Licensed, 3));
		assert_eq!(head(dataset(ours)).composition, composition);
		assert_eq!(exclude(ours, 3), Ok(Excluded { leaves: 2, weight: 5 }));
		assert_eq!(exclude(ours, 1), Ok(Excluded { leaves: 3, weight: 6 }));
		assert_eq!(head(ours).composition, Composition::default());
		// There is nothing left to take.
		assert_noop!(exclude(ours, 0), Error::<Test>::Exhausted);
	});
}

#[test]
fn outputs_lose_weight_and_keep_the_items_of_their_model() {
	run(|| {
		let net = model(dataset(work()));
		let pictures = registered(|| {
			let edges = vec![edge(Relation::GeneratedBy, net, 1)];
			let contents = Some(collection(4).2);
			Provenance::register_output(signed(STUDIO), declaration(4), contents, edges)
		});
		assert_eq!(head(pictures).kind, AssetKind::Output);
		let composition = head(pictures).composition;
		assert_eq!(composition.total(), 1);
		assert_eq!(exclude(pictures, 4), Ok(Excluded { leaves: 1, weight: 4 }));
		assert_eq!(head(pictures).composition, composition);
	});
}

#[test]
fn more_than_can_be_counted_is_not_taken_out() {
	run(|| {
		let ours = register_collection(collection(3).2);
		let set = |excluded| {
			Heads::<Test>::mutate(ours, |head| {
				head.as_mut().expect("registered").excluded = excluded
			});
		};
		set(Excluded { leaves: u32::MAX, weight: 0 });
		assert_noop!(exclude(ours, 1), Error::<Test>::Exhausted);
		set(Excluded { leaves: 0, weight: u64::MAX });
		assert_noop!(exclude(ours, 1), Error::<Test>::Exhausted);
		set(Excluded::default());
	});
}
