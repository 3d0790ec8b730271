//! What is said of permission that was used up, and of the time before it was.

use animechain_primitives::{
	consent::{Answer, Denial},
	Authority,
};
use polkadot_sdk::frame_support::assert_ok;

use crate::mock::*;

fn by_licence(licence: u64) -> Answer {
	Answer::Permitted(Authority::Licence(licence))
}

#[test]
fn what_was_accepted_later_could_still_be_accepted_before() {
	run(|| {
		let asset = work();
		at(10);
		let offer = publish(asset, addressed_offer(MAKER));
		at(20);
		let licence = accept(MAKER, offer);
		let needed = Answer::Denied(Denial::LicenceNeeded(offer));
		for (block, answer) in [(10, needed), (19, needed), (20, by_licence(licence))] {
			assert_eq!(ask(asset, MAKER, Some(block)), answer, "{block}");
		}
	});
}

#[test]
fn a_licence_with_nothing_left_is_said_to_its_holder_alone() {
	run(|| {
		let asset = work();
		let offer = publish(asset, Stated { quota: Some(1), ..priced_offer(1) });
		let licence = accept(MAKER, offer);
		assert_ok!(include(asset, Authority::Licence(licence)));
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), offer, grounds()));
		assert_eq!(ask(asset, MAKER, None), Answer::Denied(Denial::QuotaExhausted));
		assert_eq!(ask(asset, STRANGER, None), Answer::Denied(Denial::NotOffered));
	});
}
