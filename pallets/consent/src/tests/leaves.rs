//! Leaves that their contributors take out.

use animechain_primitives::{
	consent::{Excluded, Exclusion, LeafPage},
	merkle_sum::{Leaf, LeafProof},
	AssetId, Authority, Grounds, Reason, Relation,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless, traits::fungible::Mutate},
	sp_core::H256,
	sp_runtime::{DispatchError::BadOrigin, DispatchResult},
};

use crate::{mock::*, Call, Error, Event, ExcludedLeaves, Exclusions};

fn exclude(asset: AssetId, leaf: &Leaf<AccountId>, proof: LeafProof) -> DispatchResult {
	let contributor = signed(leaf.contributor);
	let result = Consent::exclude_leaf(contributor, asset, leaf.clone(), proof, grounds());
	result.map(|_| ()).map_err(|refusal| refusal.error)
}

fn is_free(who: AccountId, asset: AssetId, leaf: &Leaf<AccountId>, proof: LeafProof) -> bool {
	let leaf = leaf.clone();
	Call::<Test>::exclude_leaf { asset, leaf, proof, grounds: grounds() }.is_feeless(&signed(who))
}

#[test]
fn a_contributor_takes_a_leaf_out_for_good() {
	run(|| {
		let (asset, leaves, tree) = collection(&[MAKER, STRANGER, MAKER, STRANGER, MAKER]);
		events();
		at(6);
		let leaf = &leaves[3];
		let why = Grounds { reason: Reason::Privacy, evidence: Some(H256::repeat_byte(1)) };
		let before = (held(ARTIST), held(STRANGER), head(asset));
		let proof = proof(&tree, leaf);
		assert_ok!(Consent::exclude_leaf(
			signed(STRANGER),
			asset,
			leaf.clone(),
			proof.clone(),
			why
		));

		assert_eq!(Consent::exclusion(asset, 3), Some(Exclusion { at: 6, grounds: why }));
		assert_eq!(Consent::exclusion(asset, 2), None);
		let page = Consent::excluded_leaves(asset, 0).expect("one is out");
		assert_eq!((page.contains(3), page.count()), (true, 1));
		let after = head(asset);
		assert_eq!(after.excluded, Excluded { leaves: 1, weight: leaf.weight });
		assert_eq!(after.composition.total(), before.2.composition.total() - 1);
		assert_eq!(after.digest, before.2.digest);
		// The registrant answers for the bytes.
		let bytes = u128::from(Consent::exclusion_bytes(true));
		assert_eq!((held(ARTIST), held(STRANGER)), (before.0 + bytes, before.1));
		let (contributor, weight) = (STRANGER, leaf.weight);
		assert_eq!(
			events(),
			[Event::LeafExcluded { asset, leaf: 3, contributor, weight, grounds: why }]
		);
		at(7);
		assert_noop!(exclude(asset, leaf, proof), Error::<Test>::AlreadyExcluded);
	});
}

#[test]
fn the_live_weight_falls_to_nothing_with_the_last_leaf() {
	run(|| {
		let (asset, leaves, tree) = collection(&[MAKER, STRANGER, MAKER]);
		let mut weight = 0;
		for (out, leaf) in (1..).zip(&leaves) {
			assert_ok!(exclude(asset, leaf, proof(&tree, leaf)));
			weight += leaf.weight;
			assert_eq!(head(asset).excluded, Excluded { leaves: out, weight });
			assert_eq!(head(asset).composition.total(), u64::from(3 - out));
		}
		assert_eq!(weight, tree.root().weight);
	});
}

#[test]
fn only_the_contributor_takes_a_leaf_out() {
	run(|| {
		let (asset, leaves, tree) = collection(&[MAKER, STRANGER]);
		let (leaf, path) = (&leaves[1], proof(&tree, &leaves[1]));
		let attempt = |origin, leaf: &Leaf<AccountId>| {
			Consent::exclude_leaf(origin, asset, leaf.clone(), path.clone(), grounds())
		};
		for who in [MAKER, ARTIST] {
			assert_noop!(attempt(signed(who), leaf), Error::<Test>::NotContributor);
			assert!(!is_free(who, asset, leaf, path.clone()));
			// Nor by writing oneself into the leaf.
			let forged = Leaf { contributor: who, ..leaf.clone() };
			assert_noop!(attempt(signed(who), &forged), Error::<Test>::LeafNotProven);
			assert!(!is_free(who, asset, &forged, path.clone()));
		}
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(attempt(origin, leaf), BadOrigin);
		}
	});
}

#[test]
fn a_leaf_that_is_not_proven_stays() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 5]);
		let (other, others, other_tree) = collection(&[STRANGER, STRANGER]);
		let leaf = &leaves[2];
		let path = proof(&tree, leaf);
		let unproven = |asset, leaf: &Leaf<AccountId>, path: LeafProof| -> DispatchResult {
			assert!(!is_free(STRANGER, asset, leaf, path.clone()));
			assert_noop!(exclude(asset, leaf, path), Error::<Test>::LeafNotProven);
			Ok(())
		};
		let changed = |change: &dyn Fn(&mut LeafProof)| {
			let mut path = path.clone();
			change(&mut path);
			path
		};
		for wrong in [
			LeafProof::default(),
			proof(&tree, &leaves[3]),
			proof(&other_tree, &others[0]),
			changed(&|path| path.siblings[0].weight += 1),
			changed(&|path| path.siblings[1].digest = H256::zero()),
			changed(&|path| path.siblings.truncate(2)),
			changed(&|path| path.siblings.push(path.siblings[0])),
			changed(&|path| path.siblings.reverse()),
		] {
			assert_ok!(unproven(asset, leaf, wrong));
		}
		for wrong in [
			Leaf { index: 3, ..leaf.clone() },
			Leaf { index: 5, ..leaf.clone() },
			Leaf { index: u32::MAX, ..leaf.clone() },
			Leaf { weight: leaf.weight + 1, ..leaf.clone() },
			Leaf { weight: 0, ..leaf.clone() },
			Leaf { commitment: H256::repeat_byte(7), ..leaf.clone() },
		] {
			assert_ok!(unproven(asset, &wrong, path.clone()));
		}
		assert_ok!(unproven(other, leaf, path.clone()));
		assert_ok!(exclude(asset, leaf, path));
	});
}

#[test]
fn only_collections_have_leaves() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER, STRANGER]);
		let drawing = work();
		let path = proof(&tree, &leaves[0]);
		let attempt = |asset| exclude(asset, &leaves[0], path.clone());
		assert_noop!(attempt(drawing), Error::<Test>::NotACollection);
		assert_noop!(attempt(drawing + 1), Error::<Test>::UnknownAsset);
		for other in [drawing, drawing + 1] {
			assert!(!is_free(STRANGER, other, &leaves[0], path.clone()));
		}
		assert_ok!(attempt(asset));
	});
}

#[test]
fn leaves_of_an_output_leave_without_an_item() {
	run(|| {
		// Outputs inherit the items of their model: their leaves are none of their own.
		let (_, leaves, tree) = collection(&[STRANGER, STRANGER]);
		let drawing = work();
		let net = registered(|| {
			let edges = vec![edge(Relation::TrainedOn, drawing, Authority::Control)];
			Provenance::register_model(signed(ARTIST), declaration(3), edges)
		});
		let contents = animechain_primitives::Contents {
			root: tree.root().digest,
			leaves: 2,
			weight: tree.root().weight,
			contributors_share: Default::default(),
		};
		let made = registered(|| {
			let edges = vec![edge(Relation::GeneratedBy, net, Authority::Control)];
			Provenance::register_output(signed(ARTIST), declaration(4), Some(contents), edges)
		});
		for leaf in &leaves {
			assert_ok!(exclude(made, leaf, proof(&tree, leaf)));
		}
		assert_eq!(head(made).composition.total(), 1);
		assert_eq!(head(made).excluded, Excluded { leaves: 2, weight: contents.weight });
	});
}

#[test]
fn a_leaf_leaves_whatever_stands_against_its_collection() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 3]);
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		assert!(is_free(STRANGER, asset, &leaves[0], proof(&tree, &leaves[0])));
		assert_ok!(exclude(asset, &leaves[0], proof(&tree, &leaves[0])));
		assert_ok!(Provenance::invalidate(RuntimeOrigin::root(), asset, grounds()));
		assert_ok!(exclude(asset, &leaves[1], proof(&tree, &leaves[1])));
		// The registrant answers, whoever controls the collection now.
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, MAKER));
		let before = (held(ARTIST), held(MAKER));
		assert_ok!(exclude(asset, &leaves[2], proof(&tree, &leaves[2])));
		let bytes = u128::from(Consent::exclusion_bytes(false));
		assert_eq!((held(ARTIST), held(MAKER)), (before.0 + bytes, before.1));
	});
}

#[test]
fn pages_meet_at_their_border() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 5_000]);
		let out = [0, 7, 8, 4_094, 4_095, 4_096, 4_097, 4_999];
		let mut bytes = 0;
		let before = (held(ARTIST), consent_bytes());
		for index in out {
			let leaf = &leaves[index as usize];
			assert_ok!(exclude(asset, leaf, proof(&tree, leaf)));
			bytes += Consent::exclusion_bytes(matches!(index, 0 | 4_096));
		}
		assert_eq!(held(ARTIST) - before.0, u128::from(bytes));
		// The count of the block is one row for the whole chain.
		let counter = crate::FreeExclusions::<Test>::hashed_key().len() as u128 + 12;
		assert!(u128::from(bytes) >= consent_bytes() - before.1 - counter);

		let pages = [0, 1].map(|page| ExcludedLeaves::<Test>::get(asset, page).expect("used"));
		assert_eq!(ExcludedLeaves::<Test>::iter().count(), 2);
		assert_eq!(pages.each_ref().map(LeafPage::count), [5, 3]);
		for index in 0..5_000 {
			let page = &pages[LeafPage::number(index) as usize];
			assert_eq!(page.contains(index), out.contains(&index), "{index}");
			assert_eq!(Exclusions::<Test>::contains_key(asset, index), out.contains(&index));
		}
		let weight = out.iter().map(|index| u64::from(*index) + 1).sum();
		assert_eq!(head(asset).excluded, Excluded { leaves: 8, weight });
		assert_eq!(head(asset).composition.total(), 4_992);
		assert_eq!(Consent::excluded_leaves(asset, 2), None);
	});
}

#[test]
fn so_many_of_a_block_are_free_and_the_next_block_starts_again() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 9]);
		let free =
			|index: usize| is_free(STRANGER, asset, &leaves[index], proof(&tree, &leaves[index]));
		let out = |index: usize| exclude(asset, &leaves[index], proof(&tree, &leaves[index]));
		for index in 0..3 {
			assert!(free(index));
			assert_ok!(out(index));
			assert!(!free(index));
		}
		// What is not free is possible.
		assert!(!free(3));
		assert_ok!(out(3));
		assert!(!free(4));
		at(2);
		assert!(free(4));
		assert_ok!(out(4));
		assert_ok!(out(5));
		assert!(free(6));
		assert_ok!(out(6));
		assert!(!free(7));
	});
}

#[test]
fn none_is_free_where_none_may_be() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 2]);
		MaxFreeExclusions::set(&0);
		for block in 0..4 {
			at(block);
			assert!(!is_free(STRANGER, asset, &leaves[0], proof(&tree, &leaves[0])), "{block}");
		}
		assert_ok!(exclude(asset, &leaves[0], proof(&tree, &leaves[0])));
	});
}

#[test]
fn a_leaf_of_the_registrants_own_is_taken_out_for_a_fee() {
	run(|| {
		let (asset, leaves, tree) = collection(&[ARTIST, STRANGER]);
		assert!(!is_free(ARTIST, asset, &leaves[0], proof(&tree, &leaves[0])));
		assert_ok!(exclude(asset, &leaves[0], proof(&tree, &leaves[0])));
		// Whoever controls it now, it is the registrant who put the leaf there.
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, STRANGER));
		assert!(is_free(STRANGER, asset, &leaves[1], proof(&tree, &leaves[1])));
	});
}

#[test]
fn asking_whether_it_is_free_changes_nothing() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 2]);
		let root = || polkadot_sdk::sp_io::storage::root(Default::default());
		let before = root();
		assert!(is_free(STRANGER, asset, &leaves[0], proof(&tree, &leaves[0])));
		assert_eq!(root(), before);
	});
}

#[test]
fn a_registrant_without_money_does_not_keep_a_leaf() {
	run(|| {
		let (asset, leaves, tree) = collection(&[STRANGER; 4]);
		let free =
			|index: usize| is_free(STRANGER, asset, &leaves[index], proof(&tree, &leaves[index]));
		let exclude = |index: usize| exclude(asset, &leaves[index], proof(&tree, &leaves[index]));
		let taken = || crate::FreeExclusions::<Test>::get();
		let money = Balances::free_balance(ARTIST);
		Balances::set_balance(&ARTIST, 10);
		// What nobody answers for takes the place of eight: there are three.
		assert!(!free(0));
		MaxFreeExclusions::set(&crate::UNANSWERED);
		assert!(free(0));
		let before = held(ARTIST);
		assert_ok!(exclude(0));
		assert_eq!(held(ARTIST), before);
		assert!(Consent::exclusion(asset, 0).is_some());
		assert_eq!(head(asset).excluded.leaves, 1);
		assert_eq!(taken(), (1, crate::UNANSWERED));
		assert!(!free(1));
		// For a fee it goes on.
		assert_ok!(exclude(1));
		at(2);
		// Bytes that others gave the registrant serve as well: the page is there, the row is wanted.
		let bytes = Consent::exclusion_bytes(false);
		assert_ok!(Provenance::sponsor_storage(signed(MAKER), ARTIST, bytes));
		assert!(free(2));
		assert_ok!(exclude(2));
		assert_eq!(taken(), (2, 1));
		assert!(!free(3));
		Balances::set_balance(&ARTIST, money);
		assert!(free(3));
		MaxFreeExclusions::set(&3);
	});
}
