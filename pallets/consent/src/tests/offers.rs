//! Publishing and withdrawing offers.

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::{Audience, Withdrawal},
	Authority, Grounds, Purpose, Purposes, Reason, Relation, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless},
	sp_core::H256,
	sp_runtime::{DispatchError::BadOrigin, Permill, TokenError},
};

use crate::{mock::*, Call, Error, Event, NextOfferId, OfferCounts, Offers, OffersByAsset};

fn offer(id: u64) -> crate::OfferOf<Test> {
	Offers::<Test>::get(id).expect("published")
}

fn refused(asset: u64, stated: Stated, error: Error<Test>) {
	assert_noop!(Consent::publish_offer(signed(ARTIST), asset, Box::new(stated)), error);
}

fn is_free(who: AccountId, offer: u64) -> bool {
	Call::<Test>::withdraw_offer { offer, grounds: grounds() }.is_feeless(&signed(who))
}

/// Purposes that another bit was taken from.
fn without(all: Purposes, purpose: Purpose) -> Purposes {
	Purposes::from_bits(all.bits() & !(1 << purpose as u8)).expect("within the known bits")
}

#[test]
fn an_offer_is_a_row_an_event_and_bytes_of_its_publisher() {
	run(|| {
		let (first, second) = (work(), work());
		publish(first, open_offer());
		events();
		at(5);
		let before = held(ARTIST);
		let stated = Stated {
			share: Permill::from_percent(7),
			quota: Some(3),
			until: Some(90),
			legal: Some(H256::repeat_byte(9)),
			..priced_offer(40)
		};
		let id = publish(second, stated.clone());

		let row = offer(id);
		assert_eq!((row.asset, row.publisher, row.published_at), (second, ARTIST, 5));
		assert_eq!((&row.stated, &row.withdrawal, row.uses), (&stated, &None, 0));
		assert_eq!((OfferCounts::<Test>::get(first), OfferCounts::<Test>::get(second)), (1, 1));
		assert_eq!(OffersByAsset::<Test>::get(second, 0), Some(id));
		assert_eq!(held(ARTIST) - before, u128::from(Consent::offer_bytes()));
		assert_eq!(
			events(),
			[Event::OfferPublished {
				offer: id,
				asset: second,
				publisher: ARTIST,
				stated: Box::new(stated.clone()),
			}]
		);
		assert_eq!(Consent::offer(id), Some(row));
		assert_eq!(Consent::terms_digest(id), Some(stated.digest(second)));
		assert_eq!((Consent::offer(id + 1), Consent::terms_digest(id + 1)), (None, None));
	});
}

#[test]
fn only_the_controller_offers() {
	run(|| {
		let asset = work();
		let publish = |origin| Consent::publish_offer(origin, asset, Box::new(open_offer()));
		assert_noop!(publish(signed(STRANGER)), Error::<Test>::NotController);
		assert_noop!(publish(RuntimeOrigin::none()), BadOrigin);
		assert_noop!(publish(RuntimeOrigin::root()), BadOrigin);
		refused(asset + 1, open_offer(), Error::UnknownAsset);
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, MAKER));
		assert_noop!(publish(signed(ARTIST)), Error::<Test>::NotController);
		assert_ok!(publish(signed(MAKER)));
		assert_eq!(offer(0).publisher, MAKER);
	});
}

#[test]
fn an_offer_that_offers_nothing_is_refused() {
	run(|| {
		let asset = work();
		at(20);
		let terms = |terms| Stated { terms, ..open_offer() };
		let nothing = Terms { purposes: Purposes::NONE, ..Terms::UNRESTRICTED };
		refused(asset, terms(nothing), Error::NoPurpose);
		for expires in [0, 19, 20] {
			let expired = Terms { expires: Some(expires), ..Terms::UNRESTRICTED };
			refused(asset, terms(expired), Error::TermsExpired);
		}
		refused(asset, priced_offer(0), Error::ZeroPrice);
		refused(asset, Stated { quota: Some(0), ..open_offer() }, Error::ZeroQuota);
		refused(asset, Stated { licence_period: Some(0), ..priced_offer(1) }, Error::EmptyWindow);

		let window = |from, until| Stated { from, until, ..open_offer() };
		for (from, until) in [(None, 20), (None, 19), (Some(30), 30), (Some(31), 30), (Some(5), 20)]
		{
			refused(asset, window(from, Some(until)), Error::EmptyWindow);
		}
		for (from, until) in [(None, Some(21)), (Some(30), Some(31)), (Some(5), Some(21))] {
			publish(asset, window(from, until));
		}
		publish(asset, window(Some(40), None));
		// Nor does it begin when its terms have run out.
		let late = |from| {
			let terms = Terms { expires: Some(40), ..Terms::UNRESTRICTED };
			Stated { terms, ..window(Some(from), None) }
		};
		refused(asset, late(40), Error::EmptyWindow);
		refused(asset, late(41), Error::EmptyWindow);
		publish(asset, late(39));
		let short = Terms { expires: Some(21), ..Terms::UNRESTRICTED };
		publish(asset, terms(short));
	});
}

#[test]
fn an_asset_with_something_against_it_is_not_offered() {
	run(|| {
		let [withdrawn, quarantined, invalid, retired] = [work(), work(), work(), work()];
		assert_ok!(Provenance::withdraw(signed(ARTIST), withdrawn, grounds()));
		assert_ok!(Provenance::quarantine(RuntimeOrigin::root(), quarantined, grounds()));
		assert_ok!(Provenance::invalidate(RuntimeOrigin::root(), invalid, grounds()));
		assert_ok!(Provenance::retire(signed(ARTIST), retired, grounds()));
		for asset in [withdrawn, quarantined, invalid, retired] {
			refused(asset, open_offer(), Error::AssetNotClear);
		}
		assert_ok!(Provenance::reinstate(signed(ARTIST), withdrawn, grounds()));
		publish(withdrawn, open_offer());
	});
}

/// The maker's dataset of a work, under an offer of three purposes, not commercial, until block 50.
fn narrow_dataset() -> (u64, Terms<BlockNumber>) {
	let of = [Purpose::AiGenerativeTraining, Purpose::AiTraining, Purpose::Distribution];
	let terms = Terms { purposes: purposes(&of), commercial: false, expires: Some(50) };
	let source = publish(work(), Stated { terms, ..open_offer() });
	let asset = registered(|| include(offer(source).asset, Authority::Offer(source)));
	assert_eq!(head(asset).terms, terms);
	(asset, terms)
}

#[test]
fn an_offer_is_never_wider_than_what_the_asset_was_made_from() {
	run(|| {
		let (asset, terms) = narrow_dataset();
		let publish = |terms| {
			Consent::publish_offer(signed(MAKER), asset, Box::new(Stated { terms, ..open_offer() }))
		};
		for purpose in Purpose::ALL.into_iter().filter(|one| !terms.purposes.contains(*one)) {
			let wider = Terms { purposes: terms.purposes.with(purpose), ..terms };
			assert_noop!(publish(wider), Error::<Test>::OfferExceedsTerms);
		}
		assert_noop!(
			publish(Terms { commercial: true, ..terms }),
			Error::<Test>::OfferExceedsTerms
		);
		assert_noop!(
			publish(Terms { expires: Some(51), ..terms }),
			Error::<Test>::OfferExceedsTerms
		);
		assert_ok!(publish(terms));
		assert_ok!(publish(Terms { expires: Some(49), ..terms }));
		for purpose in terms.purposes.iter() {
			let purposes = without(terms.purposes, purpose);
			assert_ok!(publish(Terms { purposes, ..terms }));
		}
	});
}

#[test]
fn an_offer_without_an_expiry_has_that_of_the_asset() {
	run(|| {
		let (asset, terms) = narrow_dataset();
		let endless = Box::new(Stated { terms: Terms { expires: None, ..terms }, ..open_offer() });
		assert_ok!(Consent::publish_offer(signed(MAKER), asset, endless.clone()));
		let of_asset = Authority::Offer(1);
		let late = Box::new(Stated { from: Some(50), ..*endless.clone() });
		assert_noop!(
			Consent::publish_offer(signed(MAKER), asset, late),
			Error::<Test>::EmptyWindow
		);
		let made = registered(|| include(asset, of_asset));
		assert_eq!(head(made).terms.expires, Some(50));
		at(50);
		assert_noop!(include(asset, of_asset), pallet_provenance::Error::<Test>::ParentNotClear);
		assert_noop!(
			Consent::publish_offer(signed(MAKER), asset, endless),
			Error::<Test>::AssetNotClear
		);
	});
}

#[test]
fn a_withdrawn_offer_keeps_its_row_and_says_when_by_whom_and_why() {
	run(|| {
		let asset = work();
		let (kept, ended) = (publish(asset, open_offer()), publish(asset, open_offer()));
		events();
		at(9);
		let before = (held(ARTIST), offer(kept), offer(ended).stated);
		let why = Grounds { reason: Reason::Objection, evidence: Some(H256::repeat_byte(3)) };
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), ended, why));
		let end = Withdrawal { at: 9, by: ARTIST, grounds: why };
		assert_eq!(offer(ended).withdrawal, Some(end));
		assert_eq!((held(ARTIST), offer(kept), offer(ended).stated), before);
		assert_eq!(
			events(),
			[Event::OfferWithdrawn { offer: ended, asset, by: ARTIST, grounds: why }]
		);
		at(10);
		assert_noop!(
			Consent::withdraw_offer(signed(ARTIST), ended, grounds()),
			Error::<Test>::OfferWithdrawn
		);
	});
}

#[test]
fn withdrawing_an_offer_is_the_controllers_alone() {
	run(|| {
		let id = publish(work(), open_offer());
		let withdraw = |origin, id| Consent::withdraw_offer(origin, id, grounds());
		assert_noop!(withdraw(signed(STRANGER), id), Error::<Test>::NotController);
		assert_noop!(withdraw(signed(ARTIST), id + 1), Error::<Test>::UnknownOffer);
		assert_noop!(withdraw(RuntimeOrigin::none(), id), BadOrigin);
		assert_noop!(withdraw(RuntimeOrigin::root(), id), BadOrigin);
	});
}

#[test]
fn withdrawing_is_free_as_long_as_it_ends_something() {
	run(|| {
		let id = publish(work(), open_offer());
		assert!(is_free(ARTIST, id));
		assert!(!is_free(STRANGER, id));
		assert!(!is_free(ARTIST, id + 1));
		let call = Call::<Test>::withdraw_offer { offer: id, grounds: grounds() };
		assert!(
			!call.is_feeless(&RuntimeOrigin::none()) && !call.is_feeless(&RuntimeOrigin::root())
		);
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), id, grounds()));
		assert!(!is_free(ARTIST, id));
	});
}

#[test]
fn every_other_call_about_offers_and_licences_costs_a_fee() {
	run(|| {
		let (asset, key) = (work(), H256::zero());
		let offer = publish(asset, priced_offer(1));
		let licence = accept(MAKER, offer);
		let stated = Box::new(open_offer());
		let terms = Consent::terms_digest(offer).expect("published");
		let max_price = priced_offer(1).price;
		let max_share = Permill::one();
		for (who, call) in [
			(ARTIST, Call::<Test>::publish_offer { asset, stated }),
			(MAKER, Call::accept_offer { offer, max_price, max_share, terms }),
			(MAKER, Call::transfer_licence { licence, to: ARTIST }),
			(ARTIST, Call::reserve { key, purposes: Purposes::ALL }),
			(ARTIST, Call::lift_reservation { key }),
			(ARTIST, Call::raise_opt_in_floor { floor: max_share }),
		] {
			assert!(!call.is_feeless(&signed(who)), "{call:?}");
		}
	});
}

#[test]
fn whoever_controls_the_asset_withdraws_what_was_offered_before() {
	run(|| {
		let asset = work();
		let id = publish(asset, open_offer());
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, POOR));
		assert!(is_free(POOR, id) && !is_free(ARTIST, id));
		assert_noop!(
			Consent::withdraw_offer(signed(ARTIST), id, grounds()),
			Error::<Test>::NotController
		);
		assert_ok!(Consent::withdraw_offer(signed(POOR), id, grounds()));
		let row = offer(id);
		assert_eq!(row.publisher, ARTIST);
		assert_eq!(row.withdrawal.map(|end| end.by), Some(POOR));
	});
}

#[test]
fn an_offer_is_withdrawn_whatever_stands_against_its_asset() {
	run(|| {
		let asset = work();
		let offers: Vec<_> = (0..5).map(|_| publish(asset, open_offer())).collect();
		let withdraw_next = |number: usize| {
			assert!(is_free(ARTIST, offers[number]));
			assert_ok!(Consent::withdraw_offer(signed(ARTIST), offers[number], grounds()));
		};
		withdraw_next(0);
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		withdraw_next(1);
		assert_ok!(Provenance::quarantine(RuntimeOrigin::root(), asset, grounds()));
		withdraw_next(2);
		assert_ok!(Provenance::invalidate(RuntimeOrigin::root(), asset, grounds()));
		withdraw_next(3);
		assert_ok!(Provenance::retire(signed(ARTIST), asset, grounds()));
		withdraw_next(4);
	});
}

#[test]
fn who_cannot_pay_for_the_bytes_offers_nothing() {
	run(|| {
		let asset = work();
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, POOR));
		let publish = || Consent::publish_offer(signed(POOR), asset, Box::new(open_offer()));
		assert_noop!(publish(), TokenError::FundsUnavailable);
		// Bytes that somebody else gave are as good as money.
		assert_ok!(Provenance::sponsor_storage(signed(ARTIST), POOR, Consent::offer_bytes()));
		assert_ok!(publish());
		assert_noop!(publish(), TokenError::FundsUnavailable);
	});
}

#[test]
fn the_last_number_is_never_given() {
	run(|| {
		let asset = work();
		NextOfferId::<Test>::put(u64::MAX);
		refused(asset, open_offer(), Error::Exhausted);
		NextOfferId::<Test>::kill();
		OfferCounts::<Test>::insert(asset, u32::MAX);
		refused(asset, open_offer(), Error::Exhausted);
		OfferCounts::<Test>::remove(asset);
	});
}

#[test]
fn offers_are_listed_oldest_first() {
	use animechain_primitives::consent::ListError;
	run(|| {
		let (asset, other) = (work(), work());
		let mine: Vec<_> = (0..5).map(|_| publish(asset, open_offer())).collect();
		publish(other, open_offer());
		let ids = |from, limit| {
			Consent::offers_of(asset, from, limit).map(|page| {
				(page.rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>(), page.next)
			})
		};
		assert_eq!(ids(0, 256), Ok((mine.clone(), None)));
		assert_eq!(ids(0, 3), Ok((mine[..3].to_vec(), Some(3))));
		assert_eq!(ids(3, 3), Ok((mine[3..].to_vec(), None)));
		assert_eq!(ids(9, 3), Ok((vec![], None)));
		assert_eq!(ids(0, 0), Err(ListError::LimitOutOfRange));
		assert_eq!(ids(0, 257), Err(ListError::LimitOutOfRange));
	});
}

#[test]
fn the_bytes_that_are_charged_cover_what_is_written() {
	run(|| {
		let asset = work();
		let full = Stated {
			terms: Terms { expires: Some(u64::MAX), ..Terms::UNRESTRICTED },
			share: Permill::one(),
			quota: Some(u32::MAX),
			from: Some(0),
			until: Some(u64::MAX),
			licence_period: Some(u64::MAX),
			legal: Some(H256::repeat_byte(1)),
			audience: animechain_primitives::consent::Audience::Only(MAKER),
			..priced_offer(u128::MAX)
		};
		let evidence = Some(H256::repeat_byte(1));
		let before = (held(ARTIST), consent_bytes());
		let id = publish(asset, full);
		let why = Grounds { reason: Reason::Unsafe, evidence };
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), id, why));
		// The counter of all offers is one row for the whole chain.
		let counter = NextOfferId::<Test>::hashed_key().len() as u128 + 8;
		assert!(held(ARTIST) - before.0 >= consent_bytes() - before.1 - counter);
		assert!(Provenance::registration(asset).is_some());
	});
}

#[test]
fn what_may_not_be_passed_on_is_not_offered_on() {
	run(|| {
		// For one account, once: worth nothing if that account could open it to everybody.
		let training = [Purpose::AiGenerativeTraining, Purpose::AiInference, Purpose::Derivative];
		let stated =
			Stated { audience: Audience::Only(MAKER), quota: Some(1), ..offer_of(&training) };
		let source = work();
		let licence = accept(MAKER, publish(source, stated));
		let set = registered(|| include(source, Authority::Licence(licence)));
		let model = registered(|| {
			let edges = vec![edge(Relation::TrainedOn, set, Authority::Control)];
			Provenance::register_model(signed(MAKER), declaration(3), edges)
		});
		let offer = |asset, of: &[Purpose]| {
			Consent::publish_offer(signed(MAKER), asset, Box::new(offer_of(of)))
		};
		for asset in [set, model] {
			for of in [&training[..], &training[..1], &training[2..]] {
				assert_noop!(offer(asset, of), Error::<Test>::DistributionNotPermitted);
			}
		}
		// Letting others run the model passes nothing on.
		assert_ok!(offer(model, &[Purpose::AiInference]));
	});
}
