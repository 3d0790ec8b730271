//! Every invariant is alive: a planted fault makes it fail, with its name.

use std::{cell::RefCell, collections::BTreeSet};

use animechain_primitives::{
	consent::Excluded,
	standing::{Mark, Marks},
	AssetKind, Authority, Basis, Composition, Edge, Grounds, Purposes, Relation, Terms,
};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		storage::{with_transaction, TransactionOutcome},
	},
	sp_core::H256,
	sp_runtime::DispatchError,
};

use crate::{
	mock::*, ControlHistory, HeadOf, Heads, NextAssetId, RecordOf, Records, StandingHistory,
	StorageAccountOf, StorageAccounts,
};

thread_local! {
	/// The names of the invariants that were seen to fail.
	static CAUGHT: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Plants a fault into a sound state, expects the check to say `because`, and takes the fault back.
#[track_caller]
fn caught(because: &'static str, plant: impl FnOnce()) {
	assert_eq!(Provenance::do_try_state(), Ok(()));
	let said = with_transaction(|| {
		plant();
		let said = Provenance::do_try_state();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(said))
	});
	assert_eq!(said, Ok(Err(because.into())));
	let (name, _) = because.split_once(": ").expect("a complaint names its invariant");
	CAUGHT.with_borrow_mut(|caught| caught.insert(name));
}

fn alter(asset: u64, change: impl FnOnce(&mut HeadOf<Test>)) {
	Heads::<Test>::mutate(asset, |head| change(head.as_mut().expect("registered")));
}

fn rewrite(asset: u64, change: impl FnOnce(&mut RecordOf<Test>)) {
	Records::<Test>::mutate(asset, |record| change(record.as_mut().expect("registered")));
}

fn account(who: AccountId, change: impl FnOnce(&mut StorageAccountOf<Test>)) {
	StorageAccounts::<Test>::mutate(who, |account| change(account.as_mut().expect("has a row")));
}

fn ids_without_rows_and_rows_without_ids_are_caught() {
	run(|| {
		let set = dataset(work());
		let ids = "provenance/ids-are-dense: an id without its row, or a row without its id";
		caught(ids, || NextAssetId::<Test>::put(set));
		caught(ids, || NextAssetId::<Test>::put(set + 2));
		caught(ids, || Heads::<Test>::remove(set));
		caught(ids, || Records::<Test>::remove(set));
		caught(ids, || Heads::<Test>::insert(set + 1, head(set)));
		caught(ids, || {
			let record = Records::<Test>::get(set).expect("registered");
			Records::<Test>::insert(u64::MAX, record);
		});
	});
}

fn heads_that_do_not_follow_from_their_records_are_caught() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let net = model(set);

		let time =
			"provenance/registered-in-order: a record out of the order of time, or from the future";
		caught(time, || rewrite(drawing, |record| record.block = 2));
		caught(time, || rewrite(net, |record| record.block = 0));
		caught("provenance/head-and-record-agree: head and record disagree on the kind", || {
			alter(net, |head| head.kind = AssetKind::Work);
		});
		let order = "provenance/parents-are-older: a parent is not older than its child";
		caught(order, || rewrite(set, |record| record.edges[0].parent = net));
		caught(order, || rewrite(set, |record| record.edges[0].parent = set));
		let edges = "provenance/edges-are-admissible: edges that no registration accepts";
		caught(edges, || {
			rewrite(net, |record| {
				let twin = record.edges[0];
				record.edges.try_push(twin).expect("there is room");
			});
		});
		caught(edges, || {
			rewrite(net, |record| {
				let more = edge(Relation::TrainedOn, drawing, 91);
				record.edges.try_push(more).expect("there is room");
			});
		});
		caught("provenance/contents-hold-something: contents that hold nothing", || {
			rewrite(drawing, |record| {
				let mut contents = collection(1).2;
				contents.leaves = 0;
				record.contents = Some(contents);
			});
		});
		let digest =
			"provenance/digest-is-that-of-the-ancestry: the digest is not that of the ancestry";
		caught(digest, || alter(net, |head| head.digest = H256::zero()));
		caught(digest, || rewrite(set, |record| record.edges[0].relation = Relation::VersionOf));
		caught(digest, || rewrite(drawing, |record| record.block = 0));
		caught("provenance/generation-is-one-more: the generation is wrong", || {
			alter(net, |head| head.generation += 1);
		});
		let terms = "provenance/terms-are-the-meet: the terms are not the meet of what was granted";
		caught(terms, || alter(net, |head| head.terms.purposes = Purposes::NONE));
		caught(terms, || alter(net, |head| head.terms.expires = Some(9)));
		caught(terms, || alter(set, |head| head.terms.commercial = false));
	});
}

fn terms_that_no_authority_granted_are_caught() {
	run(|| {
		let drawing = work();
		let authority = Authority::Licence(5);
		let granted = Terms { expires: Some(30), ..Terms::UNRESTRICTED };
		grant(authority, drawing, granted);
		let set = registered(|| {
			let edges = vec![Edge { authority, ..edge(Relation::Includes, drawing, 1) }];
			register(STRANGER, AssetKind::Dataset, declaration(2), edges)
		});
		let missing = "provenance/authorities-are-there: a parent or an authority is missing";
		caught(missing, || Grants::set(&GrantTable::new()));
		caught(missing, || grant(authority, set, granted));
		let terms = "provenance/terms-are-the-meet: the terms are not the meet of what was granted";
		caught(terms, || grant(authority, drawing, Terms::UNRESTRICTED));
		caught(terms, || alter(set, |head| head.terms.expires = Some(31)));
	});
}

fn items_that_nobody_brought_or_took_are_caught() {
	run(|| {
		let ours = registered(|| {
			let contents = collection(3).2;
			Provenance::register_collection(signed(STUDIO), declaration(1), contents, vec![])
		});
		let set = dataset(ours);
		let took = "provenance/no-more-out-than-in: more was taken out than was in";
		caught(took, || alter(ours, |head| head.excluded = Excluded { leaves: 4, weight: 1 }));
		caught(took, || alter(ours, |head| head.excluded = Excluded { leaves: 1, weight: 7 }));
		caught(took, || alter(set, |head| head.excluded = Excluded { leaves: 1, weight: 0 }));
		caught("provenance/composition-counts-items: items that cannot be counted", || {
			alter(ours, |head| {
				head.excluded = Excluded { leaves: 1, weight: 1 };
				head.composition = Composition::of(Basis::OptIn, u64::MAX);
			});
		});
		let wrong = "provenance/composition-counts-items: the composition is wrong";
		caught(wrong, || alter(set, |head| head.composition = Composition::default()));
		caught(wrong, || alter(set, |head| head.composition = Composition::of(Basis::OptIn, 2)));
		caught(wrong, || alter(ours, |head| head.composition = Composition::of(Basis::OptIn, 2)));
		let own = "provenance/composition-counts-items: the composition of an asset without parents is wrong";
		caught(own, || alter(ours, |head| head.composition = Composition::of(Basis::OptIn, 4)));
		caught(own, || alter(ours, |head| head.excluded = Excluded { leaves: 1, weight: 1 }));
	});
}

fn histories_that_are_not_what_happened_are_caught() {
	run(|| {
		let asset = work();
		let other = work();
		for block in [3, 5] {
			System::set_block_number(block);
			assert_ok!(Provenance::withdraw(signed(STUDIO), asset, Grounds::default()));
			assert_ok!(Provenance::reinstate(signed(STUDIO), asset, Grounds::default()));
			assert_ok!(Provenance::transfer_control(signed(STUDIO), asset, STRANGER));
			assert_ok!(Provenance::transfer_control(signed(STRANGER), asset, STUDIO));
		}
		let standing = |row, at| {
			StandingHistory::<Test>::mutate(asset, row, |change| {
				change.as_mut().expect("written").at = at;
			});
		};
		let control = |row, at| {
			ControlHistory::<Test>::mutate(asset, row, |change| {
				change.as_mut().expect("written").at = at;
			});
		};

		let missing = "provenance/standing-history-is-whole: a change of standing is missing";
		caught(missing, || StandingHistory::<Test>::remove(asset, 1));
		caught(missing, || alter(asset, |head| head.standing_changes += 1));
		let older =
			"provenance/causes-are-older: an asset is affected by what is not older than it";
		caught(older, || alter(asset, |head| head.affected_by = Some(asset)));
		let order = "provenance/standing-history-is-whole: changes of standing out of order";
		caught(order, || standing(0, 4));
		caught(order, || standing(3, 4));
		let marks =
			"provenance/marks-are-the-last-change: the marks are not those of the last change";
		caught(marks, || alter(asset, |head| head.marks = Marks::NONE.with(Mark::Retired)));
		caught(marks, || alter(other, |head| head.marks = Marks::NONE.with(Mark::Withdrawn)));
		caught(marks, || alter(asset, |head| head.standing_changes -= 1));
		let missing = "provenance/control-history-is-whole: a change of control is missing";
		caught(missing, || ControlHistory::<Test>::remove(asset, 2));
		caught(missing, || alter(other, |head| head.control_changes = 1));
		let order = "provenance/control-history-is-whole: changes of control out of order";
		caught(order, || control(0, 4));
		caught(order, || control(3, 4));
		let stays = "provenance/control-history-is-whole: control moved to who had it";
		caught(stays, || alter(asset, |head| head.controller = STRANGER));
		caught(stays, || {
			ControlHistory::<Test>::mutate(asset, 1, |change| {
				change.as_mut().expect("written").from = STUDIO;
			});
		});
		let first =
			"provenance/registrant-controlled-first: the first controller is not the registrant";
		caught(first, || alter(other, |head| head.controller = STRANGER));
		caught(first, || {
			ControlHistory::<Test>::mutate(asset, 0, |change| {
				change.as_mut().expect("written").from = UNSEEN;
			});
		});
		caught(
			"provenance/standing-history-is-whole: a change of standing that no head counts",
			|| {
				let change = StandingHistory::<Test>::get(asset, 0).expect("written");
				StandingHistory::<Test>::insert(other, 0, change);
			},
		);
		let uncounted =
			"provenance/control-history-is-whole: a change of control that no head counts";
		caught(uncounted, || {
			let change = ControlHistory::<Test>::get(asset, 0).expect("written");
			ControlHistory::<Test>::insert(asset, 4, change);
		});
		caught(uncounted, || alter(asset, |head| head.control_changes -= 2));
	});
}

fn bytes_that_nobody_answers_for_are_caught() {
	run(|| {
		work();
		assert_ok!(Provenance::sponsor_storage(signed(STUDIO), UNSEEN, 700));
		assert_ok!(Provenance::register_work(signed(UNSEEN), declaration(2), vec![]));

		let deposit =
			"provenance/deposits-are-for-bytes: a deposit for nothing, or nothing for bytes";
		caught(deposit, || account(STUDIO, |account| account.deposit = None));
		caught(deposit, || account(STUDIO, |account| account.paid = 0));
		caught(deposit, || account(UNSEEN, |account| account.paid = 1));
		let rows = "provenance/accounts-answer-for-their-rows: an account does not answer for the bytes of its rows";
		caught(rows, || account(STUDIO, |account| account.used = 1));
		caught(rows, || account(UNSEEN, |account| account.used -= 1));
		let reaped =
			"provenance/accounts-with-bytes-live: an account that answers for bytes may be reaped";
		for who in [STUDIO, UNSEEN] {
			caught(reaped, || {
				System::dec_sufficients(&who);
			});
		}
		caught(
			"provenance/accounts-answer-for-their-rows: a registrant without a storage account",
			|| {
				StorageAccounts::<Test>::remove(UNSEEN);
			},
		);
		let unpaid = "provenance/every-byte-is-paid-for: bytes that nobody paid for";
		caught(unpaid, || account(UNSEEN, |account| account.given += 1));
		caught(unpaid, || account(UNSEEN, |account| account.used += 1));
		caught(unpaid, || account(STUDIO, |account| account.paid -= 1));
	});
}

#[test]
fn each_invariant_is_seen_to_fail() {
	CAUGHT.take();
	ids_without_rows_and_rows_without_ids_are_caught();
	heads_that_do_not_follow_from_their_records_are_caught();
	terms_that_no_authority_granted_are_caught();
	items_that_nobody_brought_or_took_are_caught();
	histories_that_are_not_what_happened_are_caught();
	bytes_that_nobody_answers_for_are_caught();
	let names: BTreeSet<_> = Provenance::INVARIANTS.iter().map(|(name, _)| *name).collect();
	assert_eq!(names.len(), Provenance::INVARIANTS.len(), "a name twice");
	assert_eq!(CAUGHT.take(), names);
}

#[test]
fn the_docs_have_the_names() {
	let docs = include_str!("../../../../docs/invariants.md");
	let rows: Vec<_> = docs.lines().filter(|line| line.starts_with("| `provenance/")).collect();
	let names = Provenance::INVARIANTS.iter();
	assert_eq!(
		rows,
		names.map(|(name, says)| format!("| `{name}` | {says} |")).collect::<Vec<_>>()
	);
}
