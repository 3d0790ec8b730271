//! Who answers for the bytes of which rows.

use animechain_primitives::{
	behaviour::{ControlTransfer, LicenceTransfer, ShareTransfer},
	rights::{AgreementId, Right},
	Currency,
};
use codec::MaxEncodedLen;
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_io::{
		hashing::twox_128,
		storage::{get, next_key},
	},
	sp_runtime::{DispatchResult, TokenError},
};

use crate::{
	mock::*,
	types::{AgreementOf, ListingOf, ThresholdOf},
	Agreements, AgreementsByParty, Kept, Listings, PromisedUnits, Thresholds,
};

/// All bytes of the rows that somebody answers for.
fn size() -> u64 {
	let of = |pallet: &str| {
		let prefix = twox_128(pallet.as_bytes());
		let (mut size, mut key) = (0, prefix.to_vec());
		while let Some(next) = next_key(&key).filter(|next| next.starts_with(&prefix)) {
			size += next.len() + get(&next).map_or(0, |value| value.len());
			key = next;
		}
		size as u64
	};
	["Rights", "Royalty", "Consent", "Scheduler", "Provenance"].map(of).iter().sum()
}

/// Charges exactly this, for no fewer bytes than are written.
#[track_caller]
fn pays_for(who: AccountId, bytes: u64, call: impl FnOnce() -> DispatchResult) {
	let before = (used(who), size());
	assert_ok!(call());
	assert_eq!(used(who) - before.0, bytes);
	assert!(size() <= before.1 + bytes, "{} bytes were written", size() - before.1);
}

/// Charges nothing: what is written was paid for by the receiver.
#[track_caller]
fn pays_nothing(who: AccountId, call: impl FnOnce() -> DispatchResult) {
	let before = used(who);
	assert_ok!(call());
	assert_eq!(used(who), before);
}

/// Both parties have their accounts, and the asset its pools in all currencies.
fn world() -> u64 {
	work_of(COMMITTEE);
	work_of(BUYER);
	let asset = work();
	pay(asset, COIN, 1_000);
	pay(asset, NATIVE, 1_000);
	asset
}

#[test]
fn the_giver_answers_for_the_proposal() {
	run(|| {
		let asset = world();
		let licence = licence_of(asset, STUDIO);
		// As large as one can be.
		let rights = [control(asset), shares(asset, 1), Right::Licence(licence), control(world())];
		let clauses: Vec<_> = (0..8).map(|number| revenue(world(), 2_000 + number)).collect();
		let largest = draft(&rights, &clauses).shared(COIN, u128::MAX >> 2, asset, percent(1));
		let text = Some(Default::default());
		let largest = Draft { text, deadline: u64::MAX, ..largest };
		draft(&[control(asset)], &[approved()]).propose();
		pays_for(STUDIO, Rights::agreement_bytes(), || largest.try_propose());
		let smallest = draft(&[control(asset)], &[approved()]);
		pays_for(STUDIO, Rights::agreement_bytes(), || smallest.try_propose());
	});
}

#[test]
fn the_receiver_answers_for_locks_clauses_and_what_will_move() {
	run(|| {
		let asset = world();
		let licence = licence_of(asset, STUDIO);
		let rights = [control(asset), shares(asset, 300_000), Right::Licence(licence)];
		let clauses =
			[revenue(asset, 2_000), not_before(9), paid(COIN, 50), approved(), paid(NATIVE, 50)];
		let under = draft(&rights, &clauses).of(1).shared(COIN, 100, asset, percent(50));
		let id = under.propose();
		let bytes = Rights::acceptance_bytes(&row(id).deal);
		let parts = Provenance::move_control_bytes()
			+ <Royalty as ShareTransfer<_>>::move_units_bytes()
			+ <Consent as LicenceTransfer<_>>::move_licence_bytes();
		assert!(bytes > parts + Rights::threshold_bytes());
		let studio = used(STUDIO);
		let before = size();
		pays_for(COMMITTEE, bytes, || accept(id));
		// What it becomes when it executes was paid for too, whoever makes it execute.
		let clerk = used(CLERK);
		assert_ok!(approve(CLERK, id));
		assert!(size() <= before + bytes, "{} bytes were written", size() - before);
		assert_eq!((used(STUDIO), used(CLERK)), (studio, clerk));
	});
}

#[test]
fn an_agreement_with_all_that_it_can_hold_is_paid_for() {
	run(|| {
		let assets = [world(), world(), world(), world()];
		let rights = assets.map(|asset| shares(asset, 1));
		let clauses: Vec<_> = assets
			.iter()
			.flat_map(|asset| [revenue(*asset, 2_000), not_before(2 + *asset)])
			.collect();
		let id = draft(&rights, &clauses).of(8).until(50).costs(COIN, 50).propose();
		let bytes = Rights::acceptance_bytes(&row(id).deal);
		pays_for(COMMITTEE, bytes, || accept(id));
	});
}

/// A pool that the consideration needs, and the account of a party that is new.
#[test]
fn the_receiver_opens_what_is_not_there_yet() {
	run(|| {
		work_of(COMMITTEE);
		let asset = work();
		let with_pool = draft(&[shares(asset, 1)], &[approved()])
			.shared(COIN, 100, asset, percent(50))
			.propose();
		let without = draft(&[shares(asset, 1)], &[approved()]).costs(COIN, 100).propose();
		let charged = |id| {
			let before = used(COMMITTEE);
			assert_ok!(accept(id));
			used(COMMITTEE) - before
		};
		let first = charged(with_pool);
		assert!(first > charged(without));
		let again = draft(&[shares(asset, 1)], &[approved()])
			.shared(COIN, 100, asset, percent(50))
			.propose();
		assert!(charged(again) < first);
	});
}

#[test]
fn whoever_approves_pokes_or_cancels_answers_for_nothing() {
	run(|| {
		let asset = world();
		let before = used(CLERK);
		let id = draft(&[shares(asset, 1)], &[approved(), not_before(5)]).agree();
		pays_nothing(CLERK, || approve(CLERK, id));
		let certified = TheClause::Certified(asset);
		let id = draft(&[shares(asset, 1)], &[certified]).agree();
		certify(asset);
		pays_nothing(CLERK, || plain(Rights::poke(signed(CLERK), id)));
		let id = draft(&[shares(asset, 1)], &[approved()]).propose();
		pays_nothing(COMMITTEE, || Rights::cancel(signed(COMMITTEE), id));
		assert_eq!(used(CLERK), before);
	});
}

/// What may be kept for whoever pays was paid for by the receiver.
#[test]
fn whoever_pays_for_a_clause_answers_for_nothing() {
	run(|| {
		let asset = world();
		let clauses = [paid(COIN, 50), paid(COIN, 60), approved()];
		let id = draft(&[shares(asset, 1)], &clauses).agree();
		assert_eq!(used(CLERK), 0);
		pays_nothing(BUYER, || fund(BUYER, id, 0));
		pays_nothing(CLERK, || fund(CLERK, id, 1));
	});
}

#[test]
fn the_payment_that_makes_it_ready_answers_for_nothing() {
	run(|| {
		let asset = world();
		let id = draft(&[control(asset), shares(asset, 1)], &[revenue(asset, 2_000)]).agree();
		pays_nothing(BUYER, || pay_by(BUYER, asset, COIN, 1_000));
		pays_nothing(BUYER, || {
			idle();
			Ok(())
		});
		assert!(stage(id).is_over());
	});
}

#[test]
fn seller_and_buyer_answer_for_what_they_write() {
	run(|| {
		let asset = world();
		let licence = licence_of(asset, STUDIO);
		let bytes = [
			(control(asset), Provenance::move_control_bytes()),
			(shares(asset, 5), <Royalty as ShareTransfer<_>>::move_units_bytes()),
			(Right::Licence(licence), <Consent as LicenceTransfer<_>>::move_licence_bytes()),
		];
		for (right, moved) in bytes {
			let list = |right| {
				let origin = signed(STUDIO);
				Rights::list(origin, right, price(COIN, 50), percent(10), Some(BUYER), Some(9))
			};
			let listing = crate::NextListingId::<Test>::get();
			if listing == 0 {
				// The counter's own row is there from then on.
				assert_ok!(list(right));
			}
			let listing = crate::NextListingId::<Test>::get();
			pays_for(STUDIO, Rights::listing_bytes(), || list(right));
			if let Right::Control(asset) = right {
				// The first who holds a unit is somebody else: all rows are new.
				assert_eq!(units(asset, BUYER), 0);
			}
			let studio = used(STUDIO);
			pays_for(BUYER, moved, || buy(listing));
			assert_eq!(used(STUDIO), studio);
			if let Right::Control(asset) = right {
				assert_ok!(transfer_control(BUYER, asset, STUDIO));
			}
		}
	});
}

#[test]
fn without_the_bytes_nothing_is_listed_or_accepted() {
	run(|| {
		let asset = work_of(BUYER);
		assert_ok!(transfer_control(BUYER, asset, NOBODY));
		let list =
			|| Rights::list(signed(NOBODY), control(asset), price(COIN, 5), percent(0), None, None);
		refuses(TokenError::FundsUnavailable, list);
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, Rights::listing_bytes()));
		assert_ok!(list());
		let id = draft(&[control(work())], &[approved()]).between(STUDIO, NOBODY).propose();
		let bytes = Rights::acceptance_bytes(&row(id).deal);
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, bytes - 1));
		refuses(TokenError::FundsUnavailable, || accept(id));
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, 1));
		assert_ok!(accept(id));
	});
}

/// Rows are paid for at their largest, and not a byte more: keys as they are, values as long as they get.
#[test]
fn what_is_paid_for_is_the_largest_form_of_each_row() {
	run(|| {
		let long = Currency::WithId(u32::MAX);
		let largest = |key: Vec<u8>, value: usize| (key.len() + value) as u64;
		let agreement = Agreements::<Test>::hashed_key_for(1);
		let party = largest(AgreementsByParty::<Test>::hashed_key_for(STUDIO, 1), 0);
		let both = largest(agreement, AgreementOf::<Test>::max_encoded_len()) + 2 * party;
		assert_eq!(Rights::agreement_bytes(), both);
		let listing = Listings::<Test>::hashed_key_for(1);
		assert_eq!(Rights::listing_bytes(), largest(listing, ListingOf::<Test>::max_encoded_len()));
		// And the length of the list.
		let threshold = Thresholds::<Test>::hashed_key_for(1, &long);
		let threshold = largest(threshold, ThresholdOf::<Test>::max_encoded_len() + 1);
		assert_eq!(Rights::threshold_bytes(), threshold);

		// The longest key of a lock, with the longest of what locks say.
		let lock = PromisedUnits::<Test>::hashed_key_for(1, STUDIO);
		let lock = largest(lock, AgreementId::max_encoded_len());
		let kept = largest(Kept::<Test>::hashed_key_for(STUDIO, &long), 16);
		let scheduled = 256;
		let bytes = |rights: &[Right], clauses: &[TheClause]| {
			let id = draft(rights, clauses).propose();
			Rights::acceptance_bytes(&row(id).deal)
		};
		let asset = work();
		let moves = Rights::move_bytes(&control(asset));
		// The deadline is scheduled, and either party may have something kept.
		let least = moves + lock + scheduled + 2 * kept;
		assert_eq!(bytes(&[control(asset)], &[approved()]), least);
		for (clause, more) in [
			(revenue(asset, 10), threshold),
			(not_before(5), scheduled),
			(paid(COIN, 50), kept),
			(TheClause::Certified(asset), 0),
		] {
			assert_eq!(bytes(&[control(asset)], &[approved(), clause]), least + more);
		}
		let units = shares(asset, 1);
		let more = Rights::move_bytes(&units) + lock;
		assert_eq!(bytes(&[control(asset), units], &[approved()]), least + more);
	});
}
