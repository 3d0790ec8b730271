//! Accepting, and what can have changed since it was proposed.

use animechain_primitives::rights::{Right, Stage};
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchError, DispatchResult, TokenError},
};

use crate::{mock::*, Error, Event};

#[test]
fn accepting_pays_and_locks() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).costs(COIN, 50).propose();
		next_block();
		events();
		let before = wealth(COIN, COMMITTEE);
		assert_ok!(accept(id));
		assert_eq!(events(), [Event::Accepted { agreement: id }]);
		assert_eq!((stage(id), row(id).since), (Stage::Accepted, 2));
		assert_eq!(before - wealth(COIN, COMMITTEE), 50);
		assert_eq!(in_escrow(COIN), 50);
		assert_eq!(waiting(asset, COIN), [(100, id)]);
		refuses(Error::<Test>::ControlPromised, || {
			draft(&[control(asset)], &[approved()]).try_propose()
		});
	});
}

#[test]
fn only_the_receiver_accepts_and_only_once() {
	run(|| {
		let id = draft(&[control(work())], &[approved()]).propose();
		for who in [STUDIO, BUYER, CLERK] {
			refuses(Error::<Test>::NotReceiver, || {
				plain(Rights::accept(signed(who), id, terms(id)))
			});
		}
		refuses(DispatchError::BadOrigin, || {
			plain(Rights::accept(RuntimeOrigin::root(), id, terms(id)))
		});
		refuses(Error::<Test>::UnknownAgreement, || {
			plain(Rights::accept(signed(COMMITTEE), id + 1, terms(id)))
		});
		assert_ok!(accept(id));
		refuses(Error::<Test>::NotProposed, || accept(id));
		assert_ok!(approve(CLERK, id));
		refuses(Error::<Test>::NotProposed, || accept(id));
	});
}

/// Proposed, then this happens, then it cannot be accepted any more.
#[track_caller]
fn changed(good: Draft, change: impl FnOnce() -> DispatchResult, error: impl Into<DispatchError>) {
	let id = good.propose();
	assert_ok!(change());
	refuses(error, || accept(id));
	assert_eq!(stage(id), Stage::Proposed);
}

#[test]
fn what_changed_since_is_noticed() {
	run(|| {
		let by = |asset| draft(&[control(asset)], &[approved()]);
		let asset = work();
		changed(by(asset), || transfer_control(STUDIO, asset, BUYER), Error::<Test>::NotController);
		let asset = work();
		changed(by(asset), || retire(STUDIO, asset), Error::<Test>::AssetRetired);
		let asset = work();
		changed(
			by(asset),
			|| Provenance::invalidate(RuntimeOrigin::root(), asset, Default::default()),
			Error::<Test>::AssetInvalidated,
		);
		let asset = work();
		changed(
			by(asset),
			|| accept(by(asset).between(STUDIO, BUYER).propose()),
			Error::<Test>::ControlPromised,
		);
		let asset = work();
		changed(
			draft(&[shares(asset, 1_000_000)], &[approved()]),
			|| transfer_shares(STUDIO, asset, BUYER, 1),
			Error::<Test>::NotEnoughUnits,
		);
		// Undivided units went with control.
		let asset = work();
		changed(
			draft(&[shares(asset, 1)], &[approved()]),
			|| transfer_control(STUDIO, asset, BUYER),
			Error::<Test>::NotEnoughUnits,
		);
		let licence = licence_of(work(), STUDIO);
		changed(
			draft(&[Right::Licence(licence)], &[approved()]),
			|| Consent::transfer_licence(signed(STUDIO), licence, BUYER),
			pallet_consent::Error::<Test>::LicenceHandedOn,
		);
		let asset = work();
		changed(
			draft(&[control(asset)], &[revenue(asset, 100)]),
			|| pay_by(BUYER, asset, COIN, 100),
			Error::<Test>::ThresholdAlreadyMet,
		);
		let (asset, watched) = (work(), work());
		changed(
			draft(&[control(asset)], &[revenue(watched, 100)]),
			|| transfer_control(STUDIO, watched, BUYER),
			Error::<Test>::UnrelatedRevenue,
		);
		changed(
			draft(&[control(work())], &[TheClause::Certified(0)]),
			|| {
				CertificatesGiven::set(&false);
				Ok(())
			},
			Error::<Test>::NobodyCertifies,
		);
		changed(
			draft(&[control(work())], &[not_before(5), approved()]),
			|| {
				go_to(5);
				Ok(())
			},
			Error::<Test>::BlockOutOfRange,
		);
		changed(
			draft(&[control(work())], &[approved()]).until(7),
			|| {
				go_to(7);
				Ok(())
			},
			Error::<Test>::DeadlinePassed,
		);
	});
}

#[test]
fn who_cannot_pay_does_not_accept() {
	run(|| {
		let (asset, poor) = (work(), NOBODY);
		let id =
			draft(&[control(asset)], &[approved()]).between(STUDIO, poor).costs(COIN, 50).propose();
		refuses(TokenError::FundsUnavailable, || accept(id));
		assert_ok!(Balances::transfer_allow_death(signed(BUYER), poor, 100_000));
		refuses(TokenError::FundsUnavailable, || accept(id));
		assert_ok!(Assets::transfer(signed(BUYER), 1, poor, 49));
		refuses(TokenError::FundsUnavailable, || accept(id));
		// The least balance stays, as with all payments.
		assert_ok!(Assets::transfer(signed(BUYER), 1, poor, 1 + LEAST_COIN));
		assert_ok!(accept(id));
		assert_eq!(wealth(COIN, poor), LEAST_COIN);
	});
}

#[test]
fn a_currency_that_is_not_there_cannot_be_paid() {
	run(|| {
		let asset = work();
		let unknown = animechain_primitives::Currency::WithId(9);
		let of = || draft(&[control(asset)], &[approved()]);
		of().costs(unknown.clone(), 50).agreeing_fails(TokenError::UnknownAsset);
		// Its revenue part cannot even be opened.
		of().shared(unknown, 50, asset, percent(10))
			.agreeing_fails(pallet_royalty::Error::<Test>::UnknownCurrency);
		of().shared(OTHER_COIN, 50, asset, percent(10))
			.agreeing_fails(pallet_royalty::Error::<Test>::UnknownCurrency);
		let invalid = work();
		invalidate(invalid);
		of().shared(COIN, 50, invalid, percent(10))
			.agreeing_fails(pallet_royalty::Error::<Test>::AssetInvalidated);
		// For the giver alone, any currency will do.
		of().costs(OTHER_COIN, 50).agree();
	});
}

/// Everything that a deal can have in common with another that was accepted first.
#[test]
fn nothing_is_promised_twice() {
	run(|| {
		let asset = work();
		let licence = licence_of(asset, STUDIO);
		let of = |rights: &[Right]| draft(rights, &[approved()]);
		let first = [control(asset), shares(asset, 600_000), Right::Licence(licence)];
		let second = of(&first).propose();
		of(&first).agree();
		refuses(Error::<Test>::ControlPromised, || accept(second));
		of(&[control(asset)]).refused(Error::<Test>::ControlPromised);
		of(&[Right::Licence(licence)]).refused(Error::<Test>::LicencePromised);
		of(&[shares(asset, 400_001)]).refused(Error::<Test>::NotEnoughUnits);
		// What is left of the units can be.
		of(&[shares(asset, 399_999)]).agree();
		of(&[shares(asset, 2)]).refused(Error::<Test>::NotEnoughUnits);
		of(&[shares(asset, 1)]).between(STUDIO, BUYER).agree();
		assert_eq!(crate::PromisedUnits::<Test>::get(asset, STUDIO), 1_000_000);
	});
}

#[test]
fn a_clause_that_is_met_already_executes_at_once() {
	run(|| {
		let asset = work();
		certify(asset);
		let id = draft(&[control(asset)], &[TheClause::Certified(asset)]).costs(COIN, 50).propose();
		events();
		assert_ok!(accept(id));
		let account = STUDIO;
		assert_eq!(
			events(),
			[
				Event::Accepted { agreement: id },
				Event::ClauseMet { agreement: id, clause: 0 },
				Event::PaidOut { account, currency: COIN, amount: 50 },
				Event::Executed { agreement: id },
			]
		);
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
	});
}
