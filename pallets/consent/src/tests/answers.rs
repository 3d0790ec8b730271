//! Answers about now and about any block before.

use animechain_primitives::{
	consent::{Answer, Denial, Request},
	AssetId, AssetKind, Authority, Basis, Declaration, Intent, Purpose, Purposes, Relation,
	Standing, Terms,
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

/// Answers about each of some blocks.
fn answers<const N: usize>(asset: AssetId, who: AccountId, at: [BlockNumber; N]) -> [Answer; N] {
	at.map(|block| ask(asset, who, Some(block)))
}

#[test]
fn granted_withdrawn_and_granted_again_is_said_exactly_of_every_block() {
	run(|| {
		let asset = work();
		at(10);
		let first = publish(asset, open_offer());
		at(20);
		withdraw_offer(first);
		at(30);
		let second = publish(asset, open_offer());
		at(35);
		let expected = [NO, yes(first), NO, yes(second)];
		assert_eq!(answers(asset, MAKER, [5, 15, 25, 35]), expected);
		// Both ends are included: there was a moment of that block.
		assert_eq!(answers(asset, MAKER, [10, 20, 30]), [yes(first), yes(first), yes(second)]);
		assert_eq!(answers(asset, MAKER, [9, 21, 29]), [NO; 3]);
		// The same at any later time.
		at(1_000_000);
		withdraw_offer(second);
		at(2_000_000);
		assert_eq!(answers(asset, MAKER, [5, 15, 25, 35]), expected);
	});
}

#[test]
fn the_moment_is_not_the_block() {
	run(|| {
		let asset = work();
		at(10);
		let offer = publish(asset, open_offer());
		assert_eq!(ask(asset, MAKER, None), yes(offer));
		withdraw_offer(offer);
		assert_eq!(ask(asset, MAKER, None), NO);
		assert_eq!(ask(asset, MAKER, Some(10)), yes(offer));
		at(11);
		assert_eq!((ask(asset, MAKER, None), ask(asset, MAKER, Some(11))), (NO, NO));

		let licence =
			accept(MAKER, publish(asset, Stated { transferable: true, ..priced_offer(1) }));
		assert_ok!(Consent::transfer_licence(signed(MAKER), licence, STRANGER));
		let needed = |offer| denied(Denial::LicenceNeeded(offer));
		assert_eq!(ask(asset, MAKER, None), needed(offer + 1));
		assert_eq!(ask(asset, MAKER, Some(11)), by_licence(licence));
		assert_eq!(ask(asset, STRANGER, None), by_licence(licence + 1));
		assert_eq!(ask(asset, STRANGER, Some(11)), by_licence(licence + 1));

		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		assert_eq!(ask(asset, STRANGER, None), denied(Denial::NotClear(Standing::Withdrawn)));
		assert_eq!(ask(asset, STRANGER, Some(11)), by_licence(licence + 1));
	});
}

#[test]
fn the_order_within_a_block_is_not_kept() {
	run(|| {
		// Standing and offer were there at some moment of block 10 each, and never at the same.
		let asset = work();
		let offer = publish(asset, open_offer());
		at(5);
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		at(10);
		withdraw_offer(offer);
		assert_ok!(Provenance::reinstate(signed(ARTIST), asset, grounds()));
		assert_eq!(ask(asset, MAKER, None), NO);
		at(11);
		let withdrawn = denied(Denial::NotClear(Standing::Withdrawn));
		assert_eq!(answers(asset, MAKER, [9, 10, 11]), [withdrawn, yes(offer), NO]);
	});
}

#[test]
fn nothing_is_permitted_before_registration_or_in_the_future() {
	run(|| {
		at(10);
		let asset = work();
		publish(asset, open_offer());
		at(12);
		let unknown = denied(Denial::UnknownAsset);
		for who in [ARTIST, MAKER] {
			assert_eq!(answers(asset, who, [0, 9]), [unknown; 2]);
			assert_eq!(answers(asset, who, [13, u64::MAX]), [denied(Denial::FutureBlock); 2]);
		}
		assert_eq!(answers(asset, ARTIST, [10, 12]), [Answer::Permitted(Authority::Control); 2]);
		assert_eq!(ask(asset + 1, ARTIST, None), unknown);
		assert_eq!(ask(asset + 1, ARTIST, Some(12)), unknown);
		let nothing = |at| Request { purposes: Purposes::NONE, ..request(ARTIST, at) };
		for at in [None, Some(12), Some(13)] {
			assert_eq!(Consent::permitted(asset, nothing(at), None), denied(Denial::NoPurpose));
		}
	});
}

#[test]
fn the_window_and_the_expiry_end_at_their_exact_block() {
	run(|| {
		let asset = work();
		let terms = Terms { expires: Some(30), ..Terms::UNRESTRICTED };
		let window = Stated { from: Some(10), until: Some(20), ..open_offer() };
		let (window, expiring) = (
			publish(asset, window),
			publish(asset, Stated { terms, from: Some(25), ..open_offer() }),
		);
		for (block, answer) in [
			(9, NO),
			(10, yes(window)),
			(19, yes(window)),
			(20, NO),
			(25, yes(expiring)),
			(29, yes(expiring)),
			(30, NO),
		] {
			// What is asked about the moment is asked about the next block: the first that can record a use.
			at(block - 1);
			assert_eq!(ask(asset, MAKER, None), answer, "{block}");
			at(block);
			assert_eq!(ask(asset, MAKER, Some(block)), answer, "{block}");
		}
		assert_eq!(answers(asset, MAKER, [19, 24]), [yes(window), NO]);
	});
}

#[test]
fn the_history_of_the_standing_is_asked() {
	run(|| {
		let asset = work();
		let offer = publish(asset, open_offer());
		at(10);
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		at(20);
		assert_ok!(Provenance::quarantine(RuntimeOrigin::root(), asset, grounds()));
		at(30);
		assert_ok!(Provenance::reinstate(signed(ARTIST), asset, grounds()));
		at(40);
		assert_ok!(Provenance::lift_quarantine(RuntimeOrigin::root(), asset, grounds()));
		at(50);
		assert_ok!(Provenance::retire(signed(ARTIST), asset, grounds()));
		at(60);
		let lost = |standing| denied(Denial::NotClear(standing));
		for (block, answer) in [
			(9, yes(offer)),
			(10, yes(offer)),
			(11, lost(Standing::Withdrawn)),
			(21, lost(Standing::Quarantined)),
			(31, lost(Standing::Quarantined)),
			(39, lost(Standing::Quarantined)),
			(40, yes(offer)),
			(50, yes(offer)),
			(51, lost(Standing::Retired)),
		] {
			assert_eq!(ask(asset, MAKER, Some(block)), answer, "{block}");
		}
		assert_eq!(ask(asset, MAKER, None), lost(Standing::Retired));
	});
}

#[test]
fn control_is_asked_of_the_block() {
	run(|| {
		let asset = work();
		at(10);
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, MAKER));
		at(20);
		assert_ok!(Provenance::transfer_control(signed(MAKER), asset, STRANGER));
		at(30);
		assert_ok!(Provenance::transfer_control(signed(STRANGER), asset, ARTIST));
		at(40);
		let control = Answer::Permitted(Authority::Control);
		let blocks = [1, 9, 10, 11, 19, 20, 21, 30, 31, 40];
		let held = |who, first, last| {
			let expected = blocks.map(|at| {
				let again = who == ARTIST && at >= 30;
				if (first..=last).contains(&at) || again {
					control
				} else {
					NO
				}
			});
			assert_eq!(answers(asset, who, blocks), expected, "{who}");
		};
		held(ARTIST, 1, 10);
		held(MAKER, 10, 20);
		held(STRANGER, 20, 30);
		assert_eq!(ask(asset, ARTIST, None), control);
		assert_eq!(ask(asset, STRANGER, None), NO);
	});
}

#[test]
fn what_has_to_be_accepted_is_named_and_only_to_whom_it_is_offered() {
	run(|| {
		let asset = work();
		let needed = |offer| denied(Denial::LicenceNeeded(offer));
		at(10);
		let addressed = publish(asset, addressed_offer(MAKER));
		assert_eq!((ask(asset, MAKER, None), ask(asset, STRANGER, None)), (needed(addressed), NO));
		let priced = publish(asset, priced_offer(5));
		assert_eq!(ask(asset, STRANGER, None), needed(priced));
		at(20);
		let licence = accept(MAKER, addressed);
		assert_eq!(ask(asset, MAKER, None), by_licence(licence));
		assert_eq!(
			answers(asset, MAKER, [9, 10, 19, 20]),
			[NO, needed(priced), needed(priced), by_licence(licence)]
		);
		// Something that is offered for other purposes is not offered.
		let other =
			Request { purposes: purposes(&[Purpose::Distribution]), ..request(STRANGER, None) };
		publish(asset, offer_of(&[Purpose::AiTraining]));
		withdraw_offer(priced);
		assert_eq!(Consent::permitted(asset, other, None), NO);
	});
}

#[test]
fn what_can_be_accepted_once_is_not_named_again() {
	run(|| {
		let asset = work();
		let stated = Stated { quota: Some(1), ..addressed_offer(MAKER) };
		let offer = publish(asset, stated);
		let needed = denied(Denial::LicenceNeeded(offer));
		assert_eq!(ask(asset, MAKER, None), needed);
		let licence = accept(MAKER, offer);
		assert_ok!(include(asset, Authority::Licence(licence)));
		assert_eq!(ask(asset, MAKER, None), denied(Denial::QuotaExhausted));
		assert_eq!(ask(asset, STRANGER, None), NO);
	});
}

#[test]
fn a_licence_that_was_handed_on_was_its_old_holders_before() {
	run(|| {
		let asset = work();
		at(10);
		let stated = Stated { licence_period: Some(40), transferable: true, ..priced_offer(1) };
		let offer = publish(asset, stated);
		let first = accept(MAKER, offer);
		withdraw_offer(offer);
		at(20);
		assert_ok!(Consent::transfer_licence(signed(MAKER), first, STRANGER));
		let second = first + 1;
		at(30);
		assert_ok!(Consent::transfer_licence(signed(STRANGER), second, MAKER));
		let third = second + 1;
		at(60);
		let blocks = [9, 15, 20, 25, 30, 35, 49, 50];
		let (old, new, back) = (by_licence(first), by_licence(second), by_licence(third));
		assert_eq!(answers(asset, MAKER, blocks), [NO, old, old, NO, back, back, back, NO]);
		assert_eq!(answers(asset, STRANGER, blocks), [NO, NO, new, new, new, NO, NO, NO]);
		assert_eq!(ask(asset, MAKER, None), NO);
	});
}

#[test]
fn a_quota_that_is_used_up_is_said_of_the_moment() {
	run(|| {
		let asset = work();
		let open = publish(asset, Stated { quota: Some(1), ..open_offer() });
		assert_ok!(include(asset, Authority::Offer(open)));
		assert_eq!(ask(asset, STRANGER, None), denied(Denial::QuotaExhausted));
		assert_eq!(ask(asset, STRANGER, Some(1)), yes(open));

		let priced = publish(asset, Stated { quota: Some(1), ..priced_offer(1) });
		let needed = denied(Denial::LicenceNeeded(priced));
		assert_eq!(ask(asset, STRANGER, None), needed);
		let licence = accept(MAKER, priced);
		assert_ok!(include(asset, Authority::Licence(licence)));
		// What would help comes before what would not.
		assert_eq!(ask(asset, MAKER, None), needed);
		withdraw_offer(priced);
		assert_eq!(ask(asset, MAKER, None), denied(Denial::QuotaExhausted));
		assert_eq!(ask(asset, MAKER, Some(1)), by_licence(licence));
		let unlimited = publish(asset, open_offer());
		assert_eq!(ask(asset, MAKER, None), yes(unlimited));
	});
}

#[test]
fn what_an_asset_was_made_from_forbids_whatever_is_offered() {
	run(|| {
		let terms = Terms {
			purposes: purposes(&[
				Purpose::AiGenerativeTraining,
				Purpose::AiInference,
				Purpose::Distribution,
			]),
			commercial: false,
			expires: Some(30),
		};
		let source = publish(work(), Stated { terms, ..open_offer() });
		let asset = registered(|| include(0, Authority::Offer(source)));
		assert_ok!(Consent::publish_offer(
			signed(MAKER),
			asset,
			Box::new(Stated { terms: Terms { expires: None, ..terms }, ..open_offer() })
		));
		let ask = |who, purpose, commercial, at| {
			let request =
				Request { purposes: purposes(&[purpose]), commercial, ..request(who, at) };
			Consent::permitted(asset, request, None)
		};
		at(5);
		for at in [None, Some(5)] {
			let training = Purpose::AiGenerativeTraining;
			assert_eq!(ask(STRANGER, training, false, at), yes(source + 1));
			for who in [STRANGER, MAKER] {
				assert_eq!(ask(who, training, true, at), denied(Denial::TermsForbid));
				assert_eq!(ask(who, Purpose::AiTraining, false, at), denied(Denial::TermsForbid));
			}
		}
		at(30);
		let expired = denied(Denial::NotClear(Standing::Expired));
		let training = Purpose::AiGenerativeTraining;
		assert_eq!(ask(MAKER, training, false, None), expired);
		assert_eq!(ask(MAKER, training, false, Some(30)), expired);
		assert_eq!(ask(STRANGER, training, false, Some(29)), yes(source + 1));
	});
}

#[test]
fn an_ancestor_that_lost_its_standing_is_named_at_the_moment() {
	run(|| {
		let source = work();
		let declared = Declaration { intent: Intent::default(), ..declaration(2) };
		let asset = registered(|| {
			let edges = vec![edge(Relation::DerivedFrom, source, Authority::Control)];
			register(ARTIST, AssetKind::Work, declared, edges)
		});
		let offer = publish(asset, open_offer());
		assert_ok!(Provenance::withdraw(signed(ARTIST), source, grounds()));
		assert_ok!(Provenance::refresh(RuntimeOrigin::signed(STRANGER), asset));
		for who in [ARTIST, MAKER] {
			assert_eq!(ask(asset, who, None), denied(Denial::Affected(source)));
		}
		// Of a block it is the asset's own history that is asked.
		assert_eq!(ask(asset, MAKER, Some(1)), yes(offer));
	});
}

#[test]
fn a_leaf_is_permitted_with_its_collection_until_it_is_taken_out() {
	run(|| {
		at(10);
		let (asset, leaves, tree) = collection(&[STRANGER, STRANGER]);
		let offer = publish(asset, open_offer());
		let ask = |asset, leaf, at| Consent::leaf_permitted(asset, leaf, request(MAKER, at), None);
		at(20);
		let path = proof(&tree, &leaves[0]);
		let leaf = leaves[0].clone();
		assert_ok!(Consent::exclude_leaf(signed(STRANGER), asset, leaf, path, grounds()));
		at(30);
		let out = denied(Denial::LeafExcluded);
		for (block, answer) in [(10, yes(offer)), (19, yes(offer)), (20, yes(offer)), (21, out)] {
			assert_eq!(ask(asset, 0, Some(block)), answer, "{block}");
		}
		assert_eq!(ask(asset, 0, None), out);
		assert_eq!(ask(asset, 0, Some(9)), denied(Denial::UnknownAsset));
		for at in [None, Some(25)] {
			assert_eq!(ask(asset, 1, at), yes(offer));
			assert_eq!(ask(asset, 2, at), denied(Denial::UnknownLeaf));
			assert_eq!(ask(asset + 1, 0, at), denied(Denial::UnknownAsset));
		}
		assert_eq!(ask(asset, 1, Some(31)), denied(Denial::FutureBlock));
		let drawing = work();
		assert_eq!(ask(drawing, 0, None), denied(Denial::UnknownLeaf));
		withdraw_offer(offer);
		assert_eq!(ask(asset, 1, None), NO);
	});
}

#[test]
fn all_purposes_of_a_request_are_permitted_by_one_authority() {
	run(|| {
		let asset = work();
		let (one, two) = (Purpose::AiTraining, Purpose::AiGenerativeTraining);
		publish(asset, offer_of(&[one]));
		publish(asset, offer_of(&[two]));
		let both = Request { purposes: purposes(&[one, two]), ..request(MAKER, None) };
		assert_eq!(Consent::permitted(asset, both.clone(), None), NO);
		let whole = publish(asset, offer_of(&[one, two]));
		assert_eq!(Consent::permitted(asset, both, None), yes(whole));
		// The basis of an asset is no permission.
		let free = Declaration { basis: Basis::PublicDomain, ..declaration(1) };
		let other = registered(|| Provenance::register_work(signed(ARTIST), free, vec![]));
		assert_eq!(ask(other, MAKER, None), NO);
	});
}
