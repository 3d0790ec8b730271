//! Every invariant is alive: a planted fault makes it fail.

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

/// Plants a fault into a sound state, expects the check to say `because`, and takes the fault back.
fn caught(because: &'static str, plant: impl FnOnce()) {
	assert_eq!(Provenance::do_try_state(), Ok(()));
	let said = with_transaction(|| {
		plant();
		let said = Provenance::do_try_state();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(said))
	});
	assert_eq!(said, Ok(Err(because.into())));
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

#[test]
fn ids_without_rows_and_rows_without_ids_are_caught() {
	run(|| {
		let set = dataset(work());
		let ids = "an id without its row, or a row without its id";
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

#[test]
fn heads_that_do_not_follow_from_their_records_are_caught() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let net = model(set);

		caught("head and record disagree on the kind", || {
			alter(net, |head| head.kind = AssetKind::Work);
		});
		let order = "a parent is not older than its child";
		caught(order, || rewrite(set, |record| record.edges[0].parent = net));
		caught(order, || rewrite(set, |record| record.edges[0].parent = set));
		let edges = "edges that no registration accepts";
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
		caught("contents that hold nothing", || {
			rewrite(drawing, |record| {
				let mut contents = collection(1).2;
				contents.leaves = 0;
				record.contents = Some(contents);
			});
		});
		let digest = "the digest is not that of the ancestry";
		caught(digest, || alter(net, |head| head.digest = H256::zero()));
		caught(digest, || rewrite(set, |record| record.edges[0].relation = Relation::VersionOf));
		caught(digest, || rewrite(drawing, |record| record.block = 9));
		caught("the generation is wrong", || alter(net, |head| head.generation += 1));
		let terms = "the terms are not the meet of what was granted";
		caught(terms, || alter(net, |head| head.terms.purposes = Purposes::NONE));
		caught(terms, || alter(net, |head| head.terms.expires = Some(9)));
		caught(terms, || alter(set, |head| head.terms.commercial = false));
	});
}

#[test]
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
		let missing = "a parent or an authority is missing";
		caught(missing, || Grants::set(&GrantTable::new()));
		caught(missing, || grant(authority, set, granted));
		let terms = "the terms are not the meet of what was granted";
		caught(terms, || grant(authority, drawing, Terms::UNRESTRICTED));
		caught(terms, || alter(set, |head| head.terms.expires = Some(31)));
	});
}

#[test]
fn items_that_nobody_brought_or_took_are_caught() {
	run(|| {
		let ours = registered(|| {
			let contents = collection(3).2;
			Provenance::register_collection(signed(STUDIO), declaration(1), contents, vec![])
		});
		let set = dataset(ours);
		let took = "more was taken out than was in";
		caught(took, || alter(ours, |head| head.excluded = Excluded { leaves: 4, weight: 1 }));
		caught(took, || alter(ours, |head| head.excluded = Excluded { leaves: 1, weight: 7 }));
		caught(took, || alter(set, |head| head.excluded = Excluded { leaves: 1, weight: 0 }));
		caught("items that cannot be counted", || {
			alter(ours, |head| {
				head.excluded = Excluded { leaves: 1, weight: 1 };
				head.composition = Composition::of(Basis::OptIn, u64::MAX);
			});
		});
		let wrong = "the composition is wrong";
		caught(wrong, || alter(set, |head| head.composition = Composition::default()));
		caught(wrong, || alter(set, |head| head.composition = Composition::of(Basis::OptIn, 2)));
		caught(wrong, || alter(ours, |head| head.composition = Composition::of(Basis::OptIn, 2)));
		let own = "the composition of an asset without parents is wrong";
		caught(own, || alter(ours, |head| head.composition = Composition::of(Basis::OptIn, 4)));
		caught(own, || alter(ours, |head| head.excluded = Excluded { leaves: 1, weight: 1 }));
	});
}

#[test]
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

		let missing = "a change of standing is missing";
		caught(missing, || StandingHistory::<Test>::remove(asset, 1));
		caught(missing, || alter(asset, |head| head.standing_changes += 1));
		let older = "an asset is affected by what is not older than it";
		caught(older, || alter(asset, |head| head.affected_by = Some(asset)));
		let order = "changes of standing out of order";
		caught(order, || standing(0, 4));
		caught(order, || standing(3, 4));
		let marks = "the marks are not those of the last change";
		caught(marks, || alter(asset, |head| head.marks = Marks::NONE.with(Mark::Retired)));
		caught(marks, || alter(other, |head| head.marks = Marks::NONE.with(Mark::Withdrawn)));
		caught(marks, || alter(asset, |head| head.standing_changes -= 1));
		let missing = "a change of control is missing";
		caught(missing, || ControlHistory::<Test>::remove(asset, 2));
		caught(missing, || alter(other, |head| head.control_changes = 1));
		let order = "changes of control out of order";
		caught(order, || control(0, 4));
		caught(order, || control(3, 4));
		let first = "the first controller is not the registrant";
		caught(first, || alter(other, |head| head.controller = STRANGER));
		caught(first, || {
			ControlHistory::<Test>::mutate(asset, 0, |change| {
				change.as_mut().expect("written").from = STRANGER;
			});
		});
		caught("a change of standing that no head counts", || {
			let change = StandingHistory::<Test>::get(asset, 0).expect("written");
			StandingHistory::<Test>::insert(other, 0, change);
		});
		let uncounted = "a change of control that no head counts";
		caught(uncounted, || {
			let change = ControlHistory::<Test>::get(asset, 0).expect("written");
			ControlHistory::<Test>::insert(asset, 4, change);
		});
		caught(uncounted, || alter(asset, |head| head.control_changes -= 1));
	});
}

#[test]
fn bytes_that_nobody_answers_for_are_caught() {
	run(|| {
		work();
		assert_ok!(Provenance::sponsor_storage(signed(STUDIO), UNSEEN, 700));
		assert_ok!(Provenance::register_work(signed(UNSEEN), declaration(2), vec![]));

		let deposit = "a deposit for nothing, or nothing for bytes";
		caught(deposit, || account(STUDIO, |account| account.deposit = None));
		caught(deposit, || account(STUDIO, |account| account.paid = 0));
		caught(deposit, || account(UNSEEN, |account| account.paid = 1));
		let rows = "an account does not answer for the bytes of its rows";
		caught(rows, || account(STUDIO, |account| account.used = 1));
		caught(rows, || account(UNSEEN, |account| account.used -= 1));
		let reaped = "an account that answers for bytes may be reaped";
		for who in [STUDIO, UNSEEN] {
			caught(reaped, || {
				System::dec_sufficients(&who);
			});
		}
		caught("a registrant without a storage account", || {
			StorageAccounts::<Test>::remove(UNSEEN);
		});
		let unpaid = "bytes that nobody paid for";
		caught(unpaid, || account(UNSEEN, |account| account.given += 1));
		caught(unpaid, || account(UNSEEN, |account| account.used += 1));
		caught(unpaid, || account(STUDIO, |account| account.paid -= 1));
	});
}
