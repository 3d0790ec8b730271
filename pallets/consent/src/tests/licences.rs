//! Using licences and handing them on.

use animechain_primitives::{
	consent::{Amount, Licence, ListError, Succession},
	AssetKind, Authority, Edge, Relation, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::{DispatchError::BadOrigin, DispatchResult, Permill, TokenError},
};

use crate::{mock::*, Error, Event, Licences, NextLicenceId};

fn licence(id: u64) -> crate::LicenceOf<Test> {
	Licences::<Test>::get(id).expect("accepted")
}

/// The maker's attempt to make an edge by a licence.
fn exercise(asset: u64, id: u64) -> DispatchResult {
	include(asset, Authority::Licence(id))
}

#[test]
fn the_quota_counts_down_to_nothing() {
	run(|| {
		let asset = work();
		let offer = publish(asset, Stated { quota: Some(3), ..priced_offer(1) });
		let (id, other) = (accept(MAKER, offer), accept(MAKER, offer));
		for left in [2, 1, 0] {
			assert_ok!(exercise(asset, id));
			assert_eq!(licence(id).quota, Some(left));
		}
		assert_noop!(exercise(asset, id), Error::<Test>::QuotaExhausted);
		// Each licence has its own, and the offer counts nothing.
		assert_eq!(licence(other).quota, Some(3));
		assert_eq!(Consent::offer(offer).map(|row| row.uses), Some(0));
	});
}

#[test]
fn a_licence_ends_at_its_exact_block() {
	run(|| {
		let asset = work();
		at(10);
		let offer = publish(asset, Stated { licence_period: Some(5), ..priced_offer(1) });
		let terms = Terms { expires: Some(20), ..Terms::UNRESTRICTED };
		let expiring = publish(asset, Stated { terms, transferable: true, ..priced_offer(1) });
		let (short, long) = (accept(MAKER, offer), accept(MAKER, expiring));
		at(14);
		assert_ok!(exercise(asset, short));
		at(15);
		assert_noop!(exercise(asset, short), Error::<Test>::LicenceExpired);
		at(19);
		assert_ok!(exercise(asset, long));
		at(20);
		assert_noop!(exercise(asset, long), Error::<Test>::TermsExpired);
		assert_noop!(
			Consent::transfer_licence(signed(MAKER), long, STRANGER),
			Error::<Test>::TermsExpired
		);
	});
}

/// The maker's licence of 3 uses until block 100, of which one is used, that may be handed on.
fn used_licence() -> (u64, u64) {
	let asset = work();
	let stated = Stated {
		quota: Some(3),
		licence_period: Some(99),
		transferable: true,
		share: Permill::from_percent(1),
		..priced_offer(1)
	};
	let id = accept(MAKER, publish(asset, stated));
	assert_ok!(share_of(MAKER, asset, id));
	(asset, id)
}

/// Somebody's attempt to make an edge with a share of one part in a hundred.
fn share_of(who: AccountId, asset: u64, id: u64) -> DispatchResult {
	let share = Permill::from_percent(1);
	let edge = Edge { share, ..edge(Relation::Includes, asset, Authority::Licence(id)) };
	register(who, AssetKind::Dataset, declaration(2), vec![edge])
}

#[test]
fn a_licence_that_is_handed_on_has_a_successor_with_what_is_left() {
	run(|| {
		let (asset, id) = used_licence();
		at(40);
		events();
		let before = (held(MAKER), held(STRANGER), licence(id));
		assert_ok!(Consent::transfer_licence(signed(MAKER), id, STRANGER));
		let next = id + 1;
		assert_eq!(licence(next), Licence { holder: STRANGER, since: 40, ..before.2.clone() });
		assert_eq!(licence(next).quota, Some(2));
		let succession = Some(Succession { at: 40, by: next });
		assert_eq!(licence(id), Licence { succession, ..before.2 });
		assert_eq!(held(MAKER) - before.0, Amount::from(Consent::licence_bytes()));
		assert_eq!(held(STRANGER), before.1);
		let (from, to) = (MAKER, STRANGER);
		assert_eq!(
			events(),
			[Event::LicenceTransferred { licence: id, from, to, successor: next }]
		);

		assert_noop!(share_of(MAKER, asset, id), Error::<Test>::LicenceHandedOn);
		assert_noop!(share_of(MAKER, asset, next), Error::<Test>::NotLicensee);
		assert_ok!(share_of(STRANGER, asset, next));
		assert_ok!(share_of(STRANGER, asset, next));
		assert_noop!(share_of(STRANGER, asset, next), Error::<Test>::QuotaExhausted);
		assert_noop!(
			Consent::transfer_licence(signed(MAKER), id, ARTIST),
			Error::<Test>::LicenceHandedOn
		);
		// Back to whom it came from: a third licence.
		assert_ok!(Consent::transfer_licence(signed(STRANGER), next, MAKER));
		assert_eq!(licence(next + 1).holder, MAKER);
	});
}

#[test]
fn a_licence_is_its_holders_to_hand_on() {
	run(|| {
		let (asset, id) = used_licence();
		let transfer = |who, id, to| Consent::transfer_licence(who, id, to);
		assert_noop!(transfer(signed(STRANGER), id, ARTIST), Error::<Test>::NotLicensee);
		assert_noop!(transfer(signed(ARTIST), id, ARTIST), Error::<Test>::NotLicensee);
		assert_noop!(transfer(signed(MAKER), id, MAKER), Error::<Test>::AlreadyHolder);
		assert_noop!(transfer(signed(MAKER), id + 1, ARTIST), Error::<Test>::UnknownLicence);
		assert_noop!(transfer(RuntimeOrigin::none(), id, ARTIST), BadOrigin);
		let fixed = accept(MAKER, publish(asset, priced_offer(1)));
		assert_noop!(transfer(signed(MAKER), fixed, ARTIST), Error::<Test>::NotTransferable);
		at(100);
		assert_noop!(transfer(signed(MAKER), id, ARTIST), Error::<Test>::LicenceExpired);
	});
}

#[test]
fn who_hands_on_pays_for_the_row() {
	run(|| {
		let (_, id) = used_licence();
		assert_ok!(Consent::transfer_licence(signed(MAKER), id, POOR));
		assert_noop!(
			Consent::transfer_licence(signed(POOR), id + 1, STRANGER),
			TokenError::FundsUnavailable
		);
		NextLicenceId::<Test>::put(u64::MAX);
		assert_noop!(
			Consent::transfer_licence(signed(POOR), id + 1, STRANGER),
			Error::<Test>::Exhausted
		);
		NextLicenceId::<Test>::put(id + 2);
	});
}

#[test]
fn a_withdrawn_offer_leaves_its_licences_as_they_are() {
	run(|| {
		let (asset, id) = used_licence();
		let before = licence(id);
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), before.offer, grounds()));
		assert_eq!(licence(id), before);
		assert_ok!(share_of(MAKER, asset, id));
		assert_ok!(Consent::transfer_licence(signed(MAKER), id, STRANGER));
		assert_ok!(share_of(STRANGER, asset, id + 1));
	});
}

#[test]
fn a_withdrawn_asset_stops_its_licences_until_it_is_reinstated() {
	run(|| {
		let (asset, id) = used_licence();
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		assert_noop!(share_of(MAKER, asset, id), pallet_provenance::Error::<Test>::ParentNotClear);
		assert_ok!(Provenance::reinstate(signed(ARTIST), asset, grounds()));
		assert_ok!(share_of(MAKER, asset, id));
	});
}

#[test]
fn licences_of_an_account_are_listed_in_pages() {
	run(|| {
		let (one, two) = (work(), work());
		let offers = [publish(one, priced_offer(1)), publish(two, priced_offer(1))];
		let mut all: Vec<_> = (0..7).map(|number| accept(MAKER, offers[number % 2])).collect();
		accept(STRANGER, offers[0]);
		let (mut found, mut after) = (vec![], None);
		loop {
			let page = Consent::licences_of(MAKER, after, 3).expect("valid");
			assert!(page.rows.len() <= 3 && page.rows.iter().all(|(_, row)| row.holder == MAKER));
			found.extend(page.rows.into_iter().map(|(id, _)| id));
			after = match page.next {
				None => break,
				next => next,
			};
		}
		found.sort_unstable();
		all.sort_unstable();
		assert_eq!(found, all);
		let whole = Consent::licences_of(MAKER, None, 7).expect("valid");
		assert_eq!((whole.rows.len(), whole.next), (7, None));
		// As many as one call examines may be asked for, and no more.
		let most = Consent::licences_of(MAKER, None, 256).expect("valid");
		assert_eq!((most.rows.len(), most.next), (7, None));
		let error = |after, limit| Consent::licences_of(MAKER, after, limit).err();
		assert_eq!(error(None, 0), Some(ListError::LimitOutOfRange));
		assert_eq!(error(None, 257), Some(ListError::LimitOutOfRange));
		assert_eq!(error(Some((one, 7)), 1), Some(ListError::InvalidCursor));
		assert_eq!(error(Some((two, all[0])), 1), Some(ListError::InvalidCursor));
	});
}

#[test]
fn the_bytes_that_are_charged_cover_what_is_written() {
	run(|| {
		let terms = Terms { expires: Some(u64::MAX), ..Terms::UNRESTRICTED };
		let full = Stated {
			terms,
			quota: Some(9),
			licence_period: Some(9),
			transferable: true,
			..priced_offer(1)
		};
		let offer = publish(work(), full);
		let before = (held(MAKER), consent_bytes());
		let id = accept(MAKER, offer);
		assert_ok!(Consent::transfer_licence(signed(MAKER), id, STRANGER));
		let counter = NextLicenceId::<Test>::hashed_key().len() as Amount + 8;
		assert!(held(MAKER) - before.0 >= consent_bytes() - before.1 - counter);
	});
}
