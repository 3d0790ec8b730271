//! Every invariant is alive: a planted fault makes it fail, with its name.

use std::{cell::RefCell, collections::BTreeSet};

use animechain_primitives::{
	commitment::reservation_key,
	consent::{Audience, LeafPage, ReservationCount, Succession, Withdrawal},
	AssetId, Authority, Commitment, LicenceId, OfferId, Purpose, Purposes, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction},
	sp_runtime::{DispatchError, Permill, TransactionOutcome},
};

use crate::{
	mock::*, ExcludedLeaves, Exclusions, LicenceOf, Licences, LicencesByHolder, NextLicenceId,
	NextOfferId, OfferCounts, OfferOf, Offers, OffersByAsset, ReservationCounts, ReservationOf,
	Reservations, StandingReservations,
};

thread_local! {
	/// The names of the invariants that were seen to fail.
	static CAUGHT: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// Plants a fault into a sound state, expects the check to say `because`, and takes the fault back.
#[track_caller]
fn caught(because: &'static str, plant: impl FnOnce()) {
	assert_eq!(Consent::do_try_state(), Ok(()));
	let found = with_transaction(|| {
		plant();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(Consent::do_try_state()))
	});
	assert_eq!(found, Ok(Err(because.into())));
	let (name, _) = because.split_once(": ").expect("a complaint names its invariant");
	CAUGHT.with_borrow_mut(|caught| caught.insert(name));
}

fn offer(id: OfferId, change: impl FnOnce(&mut OfferOf<Test>)) {
	Offers::<Test>::mutate(id, |row| change(row.as_mut().expect("published")));
}

fn licence(id: LicenceId, change: impl FnOnce(&mut LicenceOf<Test>)) {
	Licences::<Test>::mutate(id, |row| change(row.as_mut().expect("accepted")));
}

/// Two works of the artist with two offers each, the last of them withdrawn, in block 10 of 20.
fn offers() -> [AssetId; 2] {
	at(10);
	let assets = [work(), work()];
	for asset in assets {
		publish(asset, Stated { quota: Some(2), ..open_offer() });
		publish(asset, priced_offer(1));
	}
	assert_ok!(Consent::withdraw_offer(signed(ARTIST), 3, grounds()));
	at(20);
	assets
}

fn faults_in_offers_are_caught() {
	run(|| {
		let [first, _] = offers();
		assert_ok!(include(first, Authority::Offer(0)));

		let ids =
			"consent/offer-ids-are-dense: an offer's id without its row, or a row without its id";
		caught(ids, || NextOfferId::<Test>::put(3));
		caught(ids, || NextOfferId::<Test>::put(5));
		caught(ids, || Offers::<Test>::remove(1));
		caught("consent/offers-are-of-assets: an offer of no asset", || {
			offer(1, |row| row.asset = 99)
		});

		let time =
			"consent/offers-are-intervals: an offer older than its asset, or from the future";
		caught(time, || offer(0, |row| row.published_at = 9));
		caught(time, || offer(0, |row| row.published_at = 21));
		let end =
			"consent/offers-are-intervals: an offer that ended before it began, or in the future";
		for block in [9, 21] {
			let withdrawal = Withdrawal { at: block, by: ARTIST, grounds: grounds() };
			caught(end, || offer(0, |row| row.withdrawal = Some(withdrawal)));
		}
		let uses =
			"consent/offers-are-not-overused: an offer that was used more often than it permits";
		caught(uses, || offer(0, |row| row.uses = 3));
		caught(uses, || offer(0, |row| row.stated.quota = None));
		caught(uses, || {
			offer(1, |row| {
				row.stated.quota = Some(5);
				row.uses = 1;
			});
		});
		caught(uses, || {
			offer(1, |row| {
				(row.stated.price, row.stated.audience) = (None, Audience::Only(MAKER));
				row.uses = 2;
			});
		});
	});
}

fn offers_wider_than_their_asset_are_caught() {
	run(|| {
		let passed_on = [Purpose::AiGenerativeTraining, Purpose::Distribution];
		let narrow = Terms { commercial: false, ..offer_of(&passed_on).terms };
		let source = work();
		publish(source, Stated { terms: narrow, ..open_offer() });
		let made = registered(|| include(source, Authority::Offer(0)));
		let stated = Stated { terms: narrow, ..open_offer() };
		assert_ok!(Consent::publish_offer(signed(MAKER), made, Box::new(stated)));

		let wider =
			"consent/offers-stay-within-their-asset: an offer that permits more than its asset";
		caught(wider, || offer(1, |row| row.stated.terms.purposes = Purposes::ALL));
		caught(wider, || offer(1, |row| row.stated.terms.commercial = true));
	});
}

fn faults_in_the_lists_of_offers_are_caught() {
	run(|| {
		let [first, second] = offers();
		let place = |asset, number, id| OffersByAsset::<Test>::insert(asset, number, id);
		caught("consent/offers-are-listed-once: an offer is not listed", || {
			OffersByAsset::<Test>::remove(first, 0)
		});
		caught("consent/offers-are-listed-once: an offer is not listed", || {
			OfferCounts::<Test>::insert(second, 3)
		});
		caught("consent/offers-are-listed-once: offers out of order", || {
			place(first, 0, 1);
			place(first, 1, 0);
		});
		caught("consent/offers-are-listed-once: offers out of order", || place(first, 1, 0));
		caught("consent/offers-are-listed-once: a listed offer is missing", || place(second, 1, 9));
		caught("consent/offers-are-listed-once: an offer in the list of another asset", || {
			place(first, 1, 2)
		});
		caught("consent/offers-are-listed-once: an offer is in no list", || {
			OfferCounts::<Test>::remove(first)
		});
		caught("consent/offers-are-listed-once: a place in a list that nothing counts", || {
			place(first, 2, 3)
		});
	});
}

/// Two licences of the maker under the first of two equal offers, of which it handed the first on, and
/// an open offer.
fn licences() -> AssetId {
	let asset = work();
	at(10);
	let stated =
		Stated { quota: Some(2), licence_period: Some(50), transferable: true, ..priced_offer(1) };
	for stated in [stated.clone(), stated, open_offer()] {
		publish(asset, stated);
	}
	at(20);
	accept(MAKER, 0);
	accept(MAKER, 0);
	assert_ok!(include(asset, Authority::Licence(0)));
	at(30);
	assert_ok!(Consent::transfer_licence(signed(MAKER), 0, STRANGER));
	asset
}

fn faults_in_licences_are_caught() {
	run(|| {
		let asset = licences();
		let other = work();
		let ids = "consent/licence-ids-are-dense: a licence's id without its row, or a row without its id";
		caught(ids, || NextLicenceId::<Test>::put(2));
		caught(ids, || NextLicenceId::<Test>::put(4));
		caught(ids, || Licences::<Test>::remove(1));
		caught("consent/licences-are-what-was-offered: a licence of no offer", || {
			licence(1, |row| row.offer = 9)
		});

		let snapshot =
			"consent/licences-are-what-was-offered: a licence that is not what was offered";
		caught(snapshot, || licence(1, |row| row.asset = other));
		caught(snapshot, || licence(1, |row| row.offer = 2));
		caught(snapshot, || licence(1, |row| row.terms.commercial = false));
		caught(snapshot, || licence(1, |row| row.terms.expires = Some(99)));
		caught(snapshot, || licence(1, |row| row.share = Permill::one()));
		caught(snapshot, || licence(1, |row| row.transferable = false));
		caught(snapshot, || licence(1, |row| row.quota = None));
		caught(snapshot, || licence(1, |row| row.quota = Some(3)));
		caught(snapshot, || licence(1, |row| row.since = 9));

		let time = "consent/licences-are-intervals: a licence from the future, or one that ended before it began";
		caught(time, || licence(1, |row| row.since = 31));
		caught(time, || licence(0, |row| row.succession = Some(Succession { at: 19, by: 2 })));
		let period =
			"consent/licences-are-intervals: a licence that does not end when its period does";
		for until in [None, Some(69), Some(71)] {
			caught(period, || licence(1, |row| row.until = until));
		}

		let listed = "consent/licences-are-listed-once: a licence is not in the list of its holder";
		caught(listed, || LicencesByHolder::<Test>::remove((MAKER, asset, 1)));
		caught(listed, || licence(1, |row| row.holder = STRANGER));
		caught("consent/licences-are-listed-once: a licence in the list of somebody else", || {
			LicencesByHolder::<Test>::insert((STRANGER, asset, 1), ());
		});
	});
}

fn faults_in_successions_are_caught() {
	run(|| {
		licences();
		let succession = |at, by| Some(Succession { at, by });
		caught("consent/successors-go-on: a successor is missing", || {
			licence(0, |row| row.succession = succession(30, 9));
		});
		let wrong = "consent/successors-go-on: a successor that is not what was handed on";
		caught(wrong, || licence(0, |row| row.succession = succession(29, 2)));
		caught(wrong, || licence(2, |row| row.since = 31));
		caught(wrong, || licence(2, |row| row.until = None));
		caught(wrong, || licence(2, |row| row.quota = Some(2)));
		caught(wrong, || licence(2, |row| row.offer = 1));
		caught(wrong, || licence(2, |row| row.succession = succession(30, 2)));
		caught(wrong, || licence(2, |row| row.succession = succession(30, 1)));
		caught("consent/successors-go-on: a licence with two predecessors", || {
			licence(1, |row| row.succession = succession(30, 2));
		});
	});
}

fn faults_in_exclusions_are_caught() {
	run(|| {
		let drawing = work();
		let (asset, leaves, tree) = collection(&[STRANGER; 5]);
		let (untouched, ..) = collection(&[STRANGER; 5]);
		let (leaf, path) = (leaves[3].clone(), proof(&tree, &leaves[3]));
		assert_ok!(Consent::exclude_leaf(signed(STRANGER), asset, leaf, path, grounds()));
		let row = Exclusions::<Test>::get(asset, 3).expect("out");
		let exclude = |asset, leaf| Exclusions::<Test>::insert(asset, leaf, row);
		let page = |asset, number, leaf| {
			ExcludedLeaves::<Test>::mutate(asset, number, |page| {
				page.get_or_insert_default().insert(leaf);
			});
		};

		caught("consent/leaves-are-of-collections: a leaf of no collection", || {
			exclude(drawing, 0)
		});
		caught("consent/leaves-are-of-collections: a leaf of no collection", || exclude(99, 0));
		caught(
			"consent/leaves-are-of-collections: a leaf beyond the last of its collection",
			|| exclude(asset, 5),
		);
		let missing =
			"consent/pages-are-the-leaves-taken-out: a leaf that was taken out is not on its page";
		caught(missing, || exclude(asset, 4));
		caught(missing, || ExcludedLeaves::<Test>::remove(asset, 0));
		caught(missing, || ExcludedLeaves::<Test>::insert(asset, 0, LeafPage::default()));
		let empty = "consent/pages-are-the-leaves-taken-out: an empty page";
		caught(empty, || ExcludedLeaves::<Test>::insert(asset, 1, LeafPage::default()));
		let time = "consent/leaves-are-of-collections: a leaf that was taken out before its time";
		for at in [0, 99] {
			caught(time, || {
				Exclusions::<Test>::mutate(asset, 3, |row| {
					row.as_mut().expect("out").at = at;
				})
			});
		}
		let extra =
			"consent/pages-are-the-leaves-taken-out: a leaf on a page that was not taken out";
		caught(extra, || page(asset, 0, 4));
		caught(extra, || page(asset, 7, 4));
		caught(extra, || page(untouched, 0, 0));
		caught(extra, || Exclusions::<Test>::remove(asset, 3));
		let count =
			"consent/heads-count-leaves-taken-out: the head does not count the leaves taken out";
		for (asset, leaves) in [(asset, 0), (asset, 2), (untouched, 1), (drawing, 1)] {
			caught(count, || {
				pallet_provenance::Heads::<Test>::mutate(asset, |head| {
					head.as_mut().expect("registered").excluded.leaves = leaves;
				});
			});
		}
		caught(count, || {
			exclude(asset, 4);
			page(asset, 0, 4);
		});
	});
}

fn faults_in_reservations_are_caught() {
	run(|| {
		let key: Commitment = reservation_key(&[1; 32]);
		at(10);
		assert_ok!(Consent::reserve(signed(STRANGER), key, Purposes::ALL));
		at(20);
		assert_ok!(Consent::lift_reservation(signed(STRANGER), key));
		assert_ok!(Consent::reserve(signed(STRANGER), key, Purposes::ALL));
		let row = |number, change: &dyn Fn(&mut ReservationOf<Test>)| {
			Reservations::<Test>::mutate(key, number, |row| {
				change(row.as_mut().expect("declared"));
			});
		};
		let count = |declared, standing| {
			ReservationCounts::<Test>::insert(key, ReservationCount { declared, standing });
		};

		let uncounted = "consent/reservations-are-counted: a reservation that nothing counts";
		caught(uncounted, || count(1, 1));
		caught(uncounted, || ReservationCounts::<Test>::remove(key));
		let time = "consent/reservations-are-intervals: a reservation that ended before it began, or in the future";
		for block in [9, 21] {
			caught(time, || row(0, &|row| row.lifted_at = Some(block)));
		}
		caught(time, || row(1, &|row| row.declared_at = 21));
		let place = "consent/reservations-stand-once: a reservation that stands without its place, or the other way round";
		caught(place, || row(0, &|row| row.lifted_at = None));
		caught(place, || row(1, &|row| row.lifted_at = Some(20)));
		caught(place, || StandingReservations::<Test>::remove(key, STRANGER));
		caught(place, || StandingReservations::<Test>::insert(key, STRANGER, 0));
		let counts =
			"consent/reservations-are-counted: the counts are not those of the reservations";
		caught(counts, || count(3, 1));
		caught(counts, || count(2, 2));
		caught(counts, || Reservations::<Test>::remove(key, 0));
		caught(counts, || {
			let nothing = ReservationCount::default();
			ReservationCounts::<Test>::insert(reservation_key(&[2; 32]), nothing);
		});
		caught("consent/reservations-stand-once: a place of no reservation", || {
			StandingReservations::<Test>::insert(key, MAKER, 1);
		});
	});
}

fn faults_in_what_is_counted_are_caught() {
	run(|| {
		let asset = work();
		publish(asset, Stated { quota: Some(3), ..open_offer() });
		publish(asset, Stated { audience: Audience::Only(MAKER), quota: Some(3), ..open_offer() });
		publish(asset, Stated { quota: Some(3), transferable: true, ..priced_offer(1) });
		assert_ok!(include(asset, Authority::Offer(0)));
		accept(MAKER, 1);
		accept(MAKER, 2);
		assert_ok!(include(asset, Authority::Licence(1)));
		assert_ok!(Consent::transfer_licence(signed(MAKER), 1, STRANGER));

		let uses = "consent/uses-are-counted: an offer counts more or less than was made of it";
		caught(uses, || offer(0, |row| row.uses = 0));
		caught(uses, || offer(0, |row| row.uses = 2));
		caught(uses, || offer(1, |row| row.uses = 0));
		// An edge that names an offer which does not count it.
		caught(uses, || edge_under(asset, Authority::Offer(0)));
		let quota =
			"consent/quotas-are-spent-by-edges: a licence has more or less left than its edges say";
		caught(quota, || licence(0, |row| row.quota = Some(2)));
		caught(quota, || licence(1, |row| row.quota = Some(3)));
		caught(quota, || licence(2, |row| row.quota = Some(1)));
		caught(quota, || edge_under(asset, Authority::Licence(2)));
	});
}

/// One edge more of the asset after `asset`, that no permission was asked for.
fn edge_under(asset: AssetId, authority: Authority) {
	pallet_provenance::Records::<Test>::mutate(asset + 1, |record| {
		let edges = &mut record.as_mut().expect("registered").edges;
		let edge = animechain_primitives::Edge { authority, ..edges[0] };
		edges.try_push(edge).expect("there is room");
	});
}

#[test]
fn each_invariant_is_seen_to_fail() {
	CAUGHT.take();
	faults_in_offers_are_caught();
	offers_wider_than_their_asset_are_caught();
	faults_in_the_lists_of_offers_are_caught();
	faults_in_licences_are_caught();
	faults_in_successions_are_caught();
	faults_in_exclusions_are_caught();
	faults_in_reservations_are_caught();
	faults_in_what_is_counted_are_caught();
	let names: BTreeSet<_> = Consent::INVARIANTS.iter().map(|(name, _)| *name).collect();
	assert_eq!(names.len(), Consent::INVARIANTS.len(), "a name twice");
	assert_eq!(CAUGHT.take(), names);
}

#[test]
fn the_docs_have_the_names() {
	let docs = include_str!("../../../../docs/invariants.md");
	let rows: Vec<_> = docs.lines().filter(|line| line.starts_with("| `consent/")).collect();
	let names = Consent::INVARIANTS.iter();
	assert_eq!(
		rows,
		names.map(|(name, says)| format!("| `{name}` | {says} |")).collect::<Vec<_>>()
	);
}
