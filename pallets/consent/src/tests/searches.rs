//! Searches through more rows than one call examines.

use animechain_primitives::{
	consent::{Answer, Denial, SearchCursor, SearchPosition},
	AssetId, Authority, Purpose,
};
use polkadot_sdk::frame_support::assert_ok;

use crate::mock::*;

const NO: Answer = Answer::Denied(Denial::NotOffered);

fn yes(offer: u64) -> Answer {
	Answer::Permitted(Authority::Offer(offer))
}

fn by_licence(licence: u64) -> Answer {
	Answer::Permitted(Authority::Licence(licence))
}

fn denied(denial: Denial) -> Answer {
	Answer::Denied(denial)
}

fn withdraw_offer(offer: u64) {
	assert_ok!(Consent::withdraw_offer(signed(ARTIST), offer, grounds()));
}

/// Follows cursors to the end; the answer and the number of calls.
fn follow(asset: AssetId, who: AccountId, at: Option<BlockNumber>) -> (Answer, usize) {
	let (mut cursor, mut calls) = (None, 0);
	loop {
		calls += 1;
		match Consent::permitted(asset, request(who, at), cursor) {
			Answer::Unfinished(next) => cursor = Some(next),
			answer => return (answer, calls),
		}
	}
}

#[test]
fn a_long_search_goes_on_where_it_stopped() {
	run(|| {
		let asset = work();
		let other = |_| publish(asset, offer_of(&[Purpose::Distribution]));
		let right = publish(asset, open_offer());
		for offers in [255, 256, 257, 512] {
			let missing = offers - (crate::OfferCounts::<Test>::get(asset) - 1);
			(0..missing).for_each(|number| {
				other(number);
			});
			// Newest first: the oldest is found last.
			let calls = offers as usize / 256 + 1;
			for at in [None, Some(1)] {
				assert_eq!(follow(asset, MAKER, at), (yes(right), calls), "{offers}");
			}
		}
		withdraw_offer(right);
		assert_eq!(follow(asset, MAKER, None), (NO, 3));
	});
}

#[test]
fn a_long_search_keeps_the_reason_that_tells_most() {
	run(|| {
		let asset = work();
		let exhausted = publish(asset, Stated { quota: Some(1), ..open_offer() });
		assert_ok!(include(asset, Authority::Offer(exhausted)));
		let priced = publish(asset, priced_offer(1));
		(0..300).for_each(|_| {
			publish(asset, offer_of(&[Purpose::Distribution]));
		});
		assert_eq!(follow(asset, MAKER, None), (denied(Denial::LicenceNeeded(priced)), 2));
		withdraw_offer(priced);
		assert_eq!(follow(asset, MAKER, None), (denied(Denial::QuotaExhausted), 2));
	});
}

#[test]
fn a_long_search_goes_through_licences_and_then_offers() {
	run(|| {
		let asset = work();
		let spent = publish(asset, Stated { licence_period: Some(1), ..priced_offer(1) });
		for count in [200_usize, 256, 300, 512] {
			let missing = count - crate::NextLicenceId::<Test>::get() as usize;
			(0..missing).for_each(|_| {
				accept(MAKER, spent);
			});
			at(2);
			let needed = denied(Denial::LicenceNeeded(spent));
			assert_eq!(follow(asset, MAKER, None), (needed, (count + 1).div_ceil(256)), "{count}");
			assert_eq!(follow(asset, STRANGER, None), (needed, 1));
			at(1);
		}
		// One that is good, wherever the order of the keys puts it.
		let good = accept(MAKER, publish(asset, priced_offer(1)));
		at(2);
		assert_eq!(follow(asset, MAKER, None).0, by_licence(good));
	});
}

#[test]
fn a_forged_cursor_makes_no_yes() {
	run(|| {
		let asset = work();
		(0..3).for_each(|_| {
			publish(asset, offer_of(&[Purpose::Distribution]));
		});
		for position in [
			SearchPosition::Licences(u64::MAX),
			SearchPosition::Licences(0),
			SearchPosition::Offers(0),
			SearchPosition::Offers(u32::MAX),
		] {
			let cursor = Some(SearchCursor { position, so_far: Denial::NotOffered });
			assert_eq!(Consent::permitted(asset, request(MAKER, None), cursor), NO);
			let early = Consent::permitted(asset, request(MAKER, Some(0)), cursor);
			assert_eq!(early, denied(Denial::UnknownAsset));
		}
	});
}
