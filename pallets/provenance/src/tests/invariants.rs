//! Every invariant is alive: a planted fault makes it fail.

use animechain_primitives::{Composition, Purposes, Relation};
use polkadot_sdk::sp_core::H256;

use crate::{mock::*, HeadOf, Heads, NextAssetId, RecordOf, Records, StorageTickets};

/// Plants a fault into a sound state, expects the check to say `because`, and mends it.
fn caught(because: &'static str, plant: impl FnOnce()) {
	let sound = (
		NextAssetId::<Test>::get(),
		Heads::<Test>::iter().collect::<Vec<_>>(),
		Records::<Test>::iter().collect::<Vec<_>>(),
		StorageTickets::<Test>::iter().collect::<Vec<_>>(),
	);
	plant();
	assert_eq!(Provenance::do_try_state(), Err(because.into()));
	let (next, heads, records, tickets) = sound;
	NextAssetId::<Test>::put(next);
	let (_, _) = (Heads::<Test>::clear(u32::MAX, None), Records::<Test>::clear(u32::MAX, None));
	let _ = StorageTickets::<Test>::clear(u32::MAX, None);
	heads.into_iter().for_each(|(id, head)| Heads::<Test>::insert(id, head));
	records.into_iter().for_each(|(id, record)| Records::<Test>::insert(id, record));
	tickets.into_iter().for_each(|(who, ticket)| StorageTickets::<Test>::insert(who, ticket));
	assert_eq!(Provenance::do_try_state(), Ok(()));
}

fn head(id: u64, change: impl FnOnce(&mut HeadOf<Test>)) {
	Heads::<Test>::mutate(id, |head| change(head.as_mut().expect("registered")));
}

fn record(id: u64, change: impl FnOnce(&mut RecordOf<Test>)) {
	Records::<Test>::mutate(id, |record| change(record.as_mut().expect("registered")));
}

#[test]
fn planted_faults_are_caught() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let net = model(set);

		let ids = "an id without its row, or a row without its id";
		caught(ids, || NextAssetId::<Test>::put(net));
		caught(ids, || NextAssetId::<Test>::put(net + 2));
		caught(ids, || Heads::<Test>::remove(set));
		caught(ids, || Records::<Test>::remove(set));

		caught("head and record disagree on the kind", || {
			head(net, |head| head.kind = animechain_primitives::AssetKind::Work);
		});
		caught("a parent is not older than its child", || {
			record(set, |record| record.edges[0].parent = net);
		});
		caught("edges that no registration accepts", || {
			record(net, |record| {
				let twin = record.edges[0];
				record.edges.try_push(twin).expect("there is room");
			});
		});
		caught("contents that hold nothing", || {
			record(drawing, |record| {
				let mut contents = collection(1).2;
				contents.leaves = 0;
				record.contents = Some(contents);
			});
		});
		caught("the digest is not that of the ancestry", || {
			head(net, |head| head.digest = H256::zero());
		});
		caught("the digest is not that of the ancestry", || {
			record(set, |record| record.edges[0].relation = Relation::VersionOf);
		});
		caught("the generation is wrong", || head(net, |head| head.generation += 1));
		caught("the composition is wrong", || {
			head(net, |head| head.composition = Composition::default());
		});
		caught("the terms are not the meet of the parents'", || {
			head(net, |head| head.terms.purposes = Purposes::NONE);
		});
		let paid = "a registrant's ticket is not for the bytes of its rows";
		caught(paid, || StorageTickets::<Test>::remove(STUDIO));
		caught(paid, || {
			StorageTickets::<Test>::mutate(STUDIO, |ticket| {
				ticket.as_mut().expect("has rows").1 += 1;
			});
		});
	});
}
