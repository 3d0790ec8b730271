//! Accepting offers.

use animechain_primitives::{
	consent::{Amount, Audience, Currency, Licence, Price},
	Authority, OfferId, Terms,
};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok, dispatch::GetDispatchInfo, storage::with_transaction,
		traits::fungible::Inspect, weights::Weight,
	},
	sp_core::H256,
	sp_runtime::{
		DispatchError, DispatchError::BadOrigin, DispatchResult, Permill, TokenError,
		TransactionOutcome,
	},
};

use crate::{mock::*, Call, Error, Event, Licences, LicencesByHolder, NextLicenceId, WeightInfo};

fn licence(id: u64) -> crate::LicenceOf<Test> {
	Licences::<Test>::get(id).expect("accepted")
}

fn native(amount: Amount) -> Option<Price> {
	Some(Price { currency: Currency::Native, amount })
}

fn digest(offer: OfferId) -> H256 {
	Consent::terms_digest(offer).expect("published")
}

/// The maker's attempt to accept for at most 100 and a quarter.
fn attempt(offer: OfferId, terms: H256) -> DispatchResult {
	accept_call(signed(MAKER), offer, native(100), Permill::from_percent(25), terms)
}

#[test]
fn a_licence_is_a_snapshot_of_what_was_accepted() {
	run(|| {
		let asset = work();
		let stated = Stated {
			terms: Terms { commercial: false, expires: Some(80), ..Terms::UNRESTRICTED },
			share: Permill::from_percent(5),
			quota: Some(4),
			licence_period: Some(30),
			transferable: true,
			..priced_offer(70)
		};
		let offer = publish(asset, stated.clone());
		at(7);
		events();
		let before = held(MAKER);
		let id = accept(MAKER, offer);
		assert_eq!(
			licence(id),
			Licence {
				offer,
				asset,
				holder: MAKER,
				since: 7,
				until: Some(37),
				terms: stated.terms,
				share: stated.share,
				quota: stated.quota,
				transferable: true,
				succession: None,
			}
		);
		assert!(LicencesByHolder::<Test>::contains_key((MAKER, asset, id)));
		assert_eq!(Consent::licence(id), Some(licence(id)));
		assert_eq!(Consent::licence(id + 1), None);
		let base = DepositBase::get();
		assert_eq!(held(MAKER) - before, base + Amount::from(Consent::licence_bytes()));
		let price = native(70);
		assert_eq!(
			events(),
			[Event::OfferAccepted { licence: id, offer, asset, holder: MAKER, price }]
		);
	});
}

#[test]
fn the_price_goes_to_the_controller_exactly_once() {
	run(|| {
		let asset = work();
		let offer = publish(asset, priced_offer(1_000));
		let (artist, maker) = (Balances::balance(&ARTIST), Balances::total_balance(&MAKER));
		accept(MAKER, offer);
		assert_eq!(paid(), [(MAKER, asset, Currency::Native, 1_000)]);
		assert_eq!(Balances::balance(&ARTIST), artist + 1_000);
		assert_eq!(Balances::total_balance(&MAKER), maker - 1_000);
		// Control moved: the next price is the new controller's.
		assert_ok!(Provenance::transfer_control(signed(ARTIST), asset, STRANGER));
		let stranger = Balances::balance(&STRANGER);
		accept(MAKER, offer);
		assert_eq!(paid(), [(MAKER, asset, Currency::Native, 1_000)]);
		assert_eq!(Balances::balance(&STRANGER), stranger + 1_000);
	});
}

#[test]
fn a_free_offer_to_one_account_is_accepted_without_paying() {
	run(|| {
		let asset = work();
		let offer = publish(asset, addressed_offer(MAKER));
		let accept = |who| accept_call(signed(who), offer, None, Permill::zero(), digest(offer));
		assert_noop!(accept(STRANGER), Error::<Test>::NotAddressed);
		assert_noop!(accept(ARTIST), Error::<Test>::NotAddressed);
		assert_ok!(accept(MAKER));
		assert_eq!(paid(), []);
		assert_ok!(include(asset, Authority::Licence(0)));
	});
}

#[test]
fn a_free_offer_to_one_account_is_accepted_once() {
	run(|| {
		let asset = work();
		let stated = Stated { quota: Some(1), transferable: true, ..addressed_offer(MAKER) };
		let offer = publish(asset, stated);
		let accept = || accept_call(signed(MAKER), offer, None, Permill::zero(), digest(offer));
		assert_ok!(accept());
		assert_noop!(accept(), Error::<Test>::AlreadyAccepted);
		assert_ok!(include(asset, Authority::Licence(0)));
		assert_noop!(accept(), Error::<Test>::AlreadyAccepted);
		assert_ok!(Consent::transfer_licence(signed(MAKER), 0, STRANGER));
		assert_noop!(accept(), Error::<Test>::AlreadyAccepted);
		assert_eq!(NextLicenceId::<Test>::get(), 2);
		// For a price, as often as it is paid.
		let priced = Stated { audience: Audience::Only(MAKER), ..priced_offer(1) };
		let priced = publish(asset, priced);
		for _ in 0..3 {
			assert_ok!(attempt(priced, digest(priced)));
		}
		assert_eq!(paid().len(), 3);
	});
}

#[test]
fn a_refused_acceptance_is_none() {
	run(|| {
		let offer = publish(work(), addressed_offer(MAKER));
		// Every guard that stands behind the one that lets it happen once.
		let accept = |terms| accept_call(signed(MAKER), offer, None, Permill::zero(), terms);
		assert_noop!(accept(H256::zero()), Error::<Test>::TermsMismatch);
		assert_ok!(accept(digest(offer)));
	});
}

#[test]
fn only_an_account_accepts_and_only_what_needs_it() {
	run(|| {
		let open = publish(work(), open_offer());
		assert_noop!(attempt(open, digest(open)), Error::<Test>::NothingToAccept);
		assert_noop!(attempt(open + 1, H256::zero()), Error::<Test>::UnknownOffer);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(accept_call(origin, open, None, Permill::one(), digest(open)), BadOrigin);
		}
	});
}

#[test]
fn what_changed_between_quote_and_use_is_refused() {
	run(|| {
		let asset = work();
		let quoted = Stated { share: Permill::from_percent(25), ..priced_offer(100) };
		let read = quoted.digest(asset);
		let changed = |stated: Stated, terms: Option<H256>, error: Error<Test>| {
			let offer = publish(asset, stated);
			assert_noop!(attempt(offer, terms.unwrap_or(digest(offer))), error);
		};
		// The signer's digest is of what was quoted: anything else is not that.
		let dearer = Stated { price: native(101), ..quoted.clone() };
		let larger = Stated { share: Permill::from_parts(250_001), ..quoted.clone() };
		let foreign = Price { currency: Currency::WithId(1), amount: 1 };
		let elsewhere = Stated { price: Some(foreign), ..quoted.clone() };
		let narrower =
			Stated { terms: Terms { commercial: false, ..Terms::UNRESTRICTED }, ..quoted.clone() };
		let legal = Stated { legal: Some(H256::repeat_byte(1)), ..quoted.clone() };
		for other in [&dearer, &larger, &elsewhere, &narrower, &legal] {
			changed(other.clone(), Some(read), Error::TermsMismatch);
		}
		// And whoever signs a digest unread is still bound by no more than price and share.
		changed(dearer, None, Error::PriceExceedsMax);
		changed(elsewhere, None, Error::PriceExceedsMax);
		changed(larger, None, Error::ShareExceedsMax);
		assert_ok!(attempt(publish(asset, quoted), read));
	});
}

#[test]
fn who_would_pay_nothing_pays_nothing() {
	run(|| {
		let offer = publish(work(), priced_offer(1));
		assert_noop!(
			accept_call(signed(MAKER), offer, None, Permill::one(), digest(offer)),
			Error::<Test>::PriceExceedsMax
		);
	});
}

#[test]
fn another_offer_under_the_same_id_is_not_what_was_read() {
	run(|| {
		let (mine, other) = (work(), work());
		// What the signer saw, on a branch that did not last.
		let seen = with_transaction(|| {
			let offer = publish(mine, priced_offer(50));
			TransactionOutcome::Rollback(Ok::<_, DispatchError>((offer, digest(offer))))
		});
		let (id, read) = seen.expect("rolled back");
		// The same terms for another asset, under the same id.
		assert_eq!(publish(other, priced_offer(50)), id);
		assert_noop!(attempt(id, read), Error::<Test>::TermsMismatch);
		assert_ok!(attempt(id, digest(id)));
	});
}

#[test]
fn an_offer_is_accepted_only_while_it_stands() {
	run(|| {
		let asset = work();
		let terms = Terms { expires: Some(30), ..Terms::UNRESTRICTED };
		let offer = publish(asset, Stated { from: Some(10), until: Some(20), ..priced_offer(1) });
		let expiring = publish(asset, Stated { terms, ..priced_offer(1) });
		let withdrawn = publish(asset, priced_offer(1));
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), withdrawn, grounds()));
		assert_noop!(attempt(withdrawn, digest(withdrawn)), Error::<Test>::OfferWithdrawn);
		at(9);
		assert_noop!(attempt(offer, digest(offer)), Error::<Test>::OfferNotBegun);
		at(10);
		assert_ok!(attempt(offer, digest(offer)));
		at(19);
		assert_ok!(attempt(offer, digest(offer)));
		at(20);
		assert_noop!(attempt(offer, digest(offer)), Error::<Test>::OfferEnded);
		at(29);
		assert_ok!(attempt(expiring, digest(expiring)));
		at(30);
		assert_noop!(attempt(expiring, digest(expiring)), Error::<Test>::TermsExpired);
	});
}

#[test]
fn nothing_is_sold_of_an_asset_with_something_against_it() {
	run(|| {
		let asset = work();
		let offer = publish(asset, priced_offer(1));
		assert_ok!(Provenance::withdraw(signed(ARTIST), asset, grounds()));
		assert_noop!(attempt(offer, digest(offer)), Error::<Test>::AssetNotClear);
		assert_ok!(Provenance::reinstate(signed(ARTIST), asset, grounds()));
		assert_ok!(attempt(offer, digest(offer)));
	});
}

#[test]
fn who_cannot_pay_gets_nothing_and_keeps_everything() {
	run(|| {
		let asset = work();
		let offer = publish(asset, priced_offer(1_000));
		let accept =
			|| accept_call(signed(POOR), offer, native(1_000), Permill::zero(), digest(offer));
		// Neither the bytes nor the price.
		assert_noop!(accept(), TokenError::FundsUnavailable);
		// The bytes, not the price.
		assert_ok!(Provenance::sponsor_storage(signed(ARTIST), POOR, Consent::licence_bytes()));
		assert_noop!(accept(), TokenError::FundsUnavailable);
		assert_eq!((paid(), NextLicenceId::<Test>::get()), (vec![], 0));
		assert_ok!(Balances::transfer_allow_death(signed(ARTIST), POOR, 1_000));
		assert_ok!(accept());
		assert_eq!(paid().len(), 1);
		// A currency that nobody knows.
		let price = Some(Price { currency: Currency::WithId(9), amount: 1 });
		let foreign = publish(asset, Stated { price: price.clone(), ..open_offer() });
		assert_noop!(
			accept_call(signed(MAKER), foreign, price, Permill::zero(), digest(foreign)),
			DispatchError::Other("unknown currency")
		);
	});
}

#[test]
fn a_period_that_cannot_be_counted_ends_with_the_last_block() {
	run(|| {
		let endless = Stated { licence_period: Some(u64::MAX), ..priced_offer(1) };
		let asset = work();
		at(9);
		let id = accept(MAKER, publish(asset, endless));
		assert_eq!(licence(id).until, Some(u64::MAX));
		assert_ok!(include(asset, Authority::Licence(id)));
	});
}

#[test]
fn the_last_licence_id_is_never_given() {
	run(|| {
		let offer = publish(work(), priced_offer(1));
		NextLicenceId::<Test>::put(u64::MAX);
		assert_noop!(attempt(offer, digest(offer)), Error::<Test>::Exhausted);
		NextLicenceId::<Test>::kill();
	});
}

#[test]
fn an_acceptance_weighs_what_paying_took_besides() {
	run(|| {
		let asset = work();
		let own = <() as WeightInfo>::accept_offer();
		let weighed = |stated: Stated, took: Weight| {
			let offer = publish(asset, stated.clone());
			let (max_price, max_share, terms) = (stated.price, stated.share, digest(offer));
			let call = Call::<Test>::accept_offer {
				offer,
				max_price: max_price.clone(),
				max_share,
				terms,
			};
			assert_eq!(call.get_dispatch_info().call_weight, own.saturating_add(MOST_PAYING));
			let done = Consent::accept_offer(signed(MAKER), offer, max_price, max_share, terms);
			assert_eq!(done.map(|info| info.actual_weight), Ok(Some(own.saturating_add(took))));
		};
		weighed(priced_offer(1), PAYING);
		weighed(addressed_offer(MAKER), Weight::zero());
	});
}
