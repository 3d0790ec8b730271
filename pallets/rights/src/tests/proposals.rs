//! Proposing, accepting and taking back.

use animechain_primitives::{
	consent::Price,
	rights::{Agreement, Clause, Consideration, Deal, Right, Stage},
};
use polkadot_sdk::{
	frame_support::{assert_ok, BoundedVec},
	frame_system,
	sp_core::H256,
	sp_runtime::{DispatchError, TokenError},
};

use crate::{mock::*, AgreementsByParty, Error, Event, NextAgreementId};

#[test]
fn a_proposal_is_written_down_and_told() {
	run(|| {
		let (asset, other) = (work(), work());
		let terms_to_be = draft(&[control(asset)], &[revenue(other, 100), approved()])
			.of(1)
			.shared(COIN, 50, asset, percent(10));
		events();
		let id = Draft { text: Some(H256::repeat_byte(7)), ..terms_to_be }.propose();
		let deal = Deal {
			from: STUDIO,
			to: COMMITTEE,
			rights: BoundedVec::truncate_from(vec![Right::Control(asset)]),
			clauses: BoundedVec::truncate_from(vec![
				Clause::RevenueAtLeast { asset: other, currency: COIN, amount: 100 },
				Clause::ApprovedBy(CLERK),
			]),
			needed: 1,
			consideration: Some(Consideration {
				price: Price { currency: COIN, amount: 50 },
				revenue: Some((asset, percent(10))),
			}),
			deadline: 20,
			text: Some(H256::repeat_byte(7)),
		};
		let expected = Agreement {
			deal: deal.clone(),
			stage: Stage::Proposed,
			since: 1,
			met: 0,
			payers: Default::default(),
		};
		assert_eq!(row(id), expected);
		let told = Event::Proposed { agreement: id, deal: Box::new(deal), terms: terms(id) };
		assert_eq!(events(), [told]);
		for party in [STUDIO, COMMITTEE] {
			assert!(AgreementsByParty::<Test>::contains_key(party, id));
		}
		assert_eq!(draft(&[control(asset)], &[approved()]).propose(), id + 1);
	});
}

#[test]
fn a_proposal_locks_nothing_and_takes_nothing() {
	run(|| {
		let asset = work();
		let licence = licence_of(asset, STUDIO);
		let rights = [control(asset), shares(asset, 10), Right::Licence(licence)];
		let before = wealth(COIN, COMMITTEE);
		let id = draft(&rights, &[revenue(asset, 100), not_before(5)]).costs(COIN, 50).propose();
		assert_eq!(wealth(COIN, COMMITTEE), before);
		assert_eq!(waiting(asset, COIN), []);
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 1_000_000));
		assert_ok!(transfer_control(STUDIO, asset, BUYER));
		assert_ok!(Consent::transfer_licence(signed(STUDIO), licence, BUYER));
		pay(asset, COIN, 100);
		go_to(25);
		assert_eq!(stage(id), Stage::Proposed);
	});
}

/// What a draft is refused for, with everything else as it should be.
#[test]
fn parties_rights_and_counts_must_make_sense() {
	run(|| {
		let asset = work();
		let good = || draft(&[control(asset)], &[approved()]);
		let rights = |rights: Vec<Right>| Draft { rights, ..good() };
		let clauses = |clauses: Vec<TheClause>| draft(&[control(asset)], &clauses);
		good().between(STUDIO, STUDIO).refused(Error::<Test>::SameParty);
		good().between(STUDIO, UNLISTED).refused(DispatchError::CannotLookup);
		rights(vec![]).refused(Error::<Test>::NothingPromised);
		let five = (0..5).map(|_| control(work())).collect();
		rights(five).refused(Error::<Test>::TooManyRights);
		rights(vec![control(asset); 2]).refused(Error::<Test>::SameRightTwice);
		let halves = vec![shares(asset, 1), control(asset), shares(asset, 2)];
		rights(halves).refused(Error::<Test>::SameRightTwice);
		clauses(vec![]).refused(Error::<Test>::NoClauses);
		let approvals: Vec<_> = (10..19).map(TheClause::ApprovedBy).collect();
		clauses(approvals.clone()).refused(Error::<Test>::TooManyClauses);
		clauses(vec![approved(), not_before(5), approved()])
			.refused(Error::<Test>::SameClauseTwice);
		good().of(0).refused(Error::<Test>::InvalidCount);
		good().of(2).refused(Error::<Test>::InvalidCount);
		good().of(u8::MAX).refused(Error::<Test>::InvalidCount);
		// As many as there can be.
		clauses(approvals[..8].to_vec()).propose();
		rights((0..4).map(|_| control(work())).collect()).propose();
		let by_nobody = Rights::propose(
			RuntimeOrigin::root(),
			COMMITTEE,
			vec![control(asset)],
			vec![approved()],
			1,
			None,
			20,
			None,
		);
		assert_eq!(by_nobody, Err(DispatchError::BadOrigin));
	});
}

#[test]
fn the_time_must_be_to_come() {
	run(|| {
		let asset = work();
		go_to(10);
		let under = |clause: TheClause| draft(&[control(asset)], &[clause]);
		under(approved()).until(9).refused(Error::<Test>::DeadlinePassed);
		under(approved()).until(10).refused(Error::<Test>::DeadlinePassed);
		under(approved()).until(0).refused(Error::<Test>::DeadlinePassed);
		under(not_before(9)).refused(Error::<Test>::BlockOutOfRange);
		under(not_before(10)).refused(Error::<Test>::BlockOutOfRange);
		under(not_before(21)).refused(Error::<Test>::BlockOutOfRange);
		under(approved()).until(11).propose();
		under(not_before(11)).until(11).propose();
		under(not_before(20)).propose();
	});
}

#[test]
fn what_is_named_must_be_there_and_be_the_givers() {
	run(|| {
		let (asset, others) = (work(), work_of(BUYER));
		let of = |right| draft(&[right], &[approved()]);
		let under = |clause| draft(&[control(asset)], &[clause]);
		of(control(99)).refused(Error::<Test>::UnknownAsset);
		of(control(others)).refused(Error::<Test>::NotController);
		of(shares(99, 1)).refused(Error::<Test>::UnknownAsset);
		of(shares(asset, 0)).refused(Error::<Test>::NoUnits);
		of(shares(asset, 1_000_001)).refused(Error::<Test>::NotEnoughUnits);
		of(shares(asset, u32::MAX)).refused(Error::<Test>::NotEnoughUnits);
		of(shares(others, 1)).refused(Error::<Test>::NotEnoughUnits);
		of(Right::Licence(99)).refused(pallet_consent::Error::<Test>::UnknownLicence);
		let licence = licence_of(asset, BUYER);
		of(Right::Licence(licence)).refused(pallet_consent::Error::<Test>::NotLicensee);
		under(revenue(99, 1)).refused(Error::<Test>::UnknownAsset);
		under(revenue(others, 1)).refused(Error::<Test>::UnrelatedRevenue);
		under(TheClause::Certified(99)).refused(Error::<Test>::UnknownAsset);
		under(approved()).shared(COIN, 50, 99, percent(1)).refused(Error::<Test>::UnknownAsset);
	});
}

#[test]
fn a_retired_or_invalid_asset_cannot_be_promised() {
	run(|| {
		let (retired, invalid) = (work(), work());
		assert_ok!(retire(STUDIO, retired));
		invalidate(invalid);
		let of = |right| draft(&[right], &[approved()]);
		of(control(retired)).refused(Error::<Test>::AssetRetired);
		of(control(invalid)).refused(Error::<Test>::AssetInvalidated);
		of(shares(invalid, 1)).refused(Error::<Test>::AssetInvalidated);
		// What a retired asset earns can still be given away.
		of(shares(retired, 1)).agree();
	});
}

#[test]
fn amounts_must_be_such_that_anybody_can_take_them() {
	run(|| {
		let asset = work();
		let good = || draft(&[control(asset)], &[approved()]);
		let under = |clause| draft(&[control(asset)], &[clause]);
		good().costs(COIN, 0).refused(Error::<Test>::AmountTooSmall);
		good().costs(COIN, LEAST_COIN - 1).refused(Error::<Test>::AmountTooSmall);
		good().costs(NATIVE, LEAST - 1).refused(Error::<Test>::AmountTooSmall);
		under(paid(COIN, 0)).refused(Error::<Test>::AmountTooSmall);
		under(paid(COIN, LEAST_COIN - 1)).refused(Error::<Test>::AmountTooSmall);
		under(revenue(asset, 0)).refused(Error::<Test>::ThresholdAlreadyMet);
		pay(asset, COIN, 100);
		under(revenue(asset, 99)).refused(Error::<Test>::ThresholdAlreadyMet);
		under(revenue(asset, 100)).refused(Error::<Test>::ThresholdAlreadyMet);
		under(revenue(asset, 101)).agree();
		draft(&[control(work())], &[paid(COIN, LEAST_COIN)]).costs(NATIVE, LEAST).agree();
	});
}

#[test]
fn nobody_proposes_without_paying_for_the_bytes() {
	run(|| {
		let asset = work_of(BUYER);
		assert_ok!(transfer_control(BUYER, asset, NOBODY));
		let by_nobody = draft(&[control(asset)], &[approved()]).between(NOBODY, COMMITTEE);
		by_nobody.refused(TokenError::FundsUnavailable);
		let bytes = Rights::agreement_bytes();
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, bytes - 1));
		by_nobody.refused(TokenError::FundsUnavailable);
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, 1));
		by_nobody.propose();
	});
}

#[test]
fn numbers_do_not_run_over() {
	run(|| {
		let asset = work();
		let end = NextAgreementId::<Test>::get();
		NextAgreementId::<Test>::put(u64::MAX);
		draft(&[control(asset)], &[approved()]).refused(Error::<Test>::TooMuch);
		NextAgreementId::<Test>::put(end);
	});
}

#[test]
fn either_party_takes_back_what_was_not_accepted() {
	run(|| {
		let asset = work();
		for by in [STUDIO, COMMITTEE] {
			let id = draft(&[control(asset)], &[approved()]).propose();
			refuses(Error::<Test>::NotParty, || Rights::cancel(signed(BUYER), id));
			refuses(Error::<Test>::UnknownAgreement, || Rights::cancel(signed(by), id + 1));
			refuses(DispatchError::BadOrigin, || Rights::cancel(RuntimeOrigin::root(), id));
			next_block();
			events();
			assert_ok!(Rights::cancel(signed(by), id));
			assert_eq!(events(), [Event::Cancelled { agreement: id, by }]);
			assert_eq!((stage(id), row(id).since), (Stage::Cancelled, System::block_number()));
			refuses(Error::<Test>::NotProposed, || Rights::cancel(signed(by), id));
			refuses(Error::<Test>::NotProposed, || accept(id));
			refuses(Error::<Test>::NotAccepted, || approve(CLERK, id));
			refuses(Error::<Test>::NotAccepted, || poke(id));
		}
		let late = draft(&[control(asset)], &[approved()]).until(4).propose();
		go_to(9);
		assert_ok!(Rights::cancel(signed(COMMITTEE), late));
	});
}

#[test]
fn what_both_signed_cannot_be_taken_back() {
	run(|| {
		let id = draft(&[control(work())], &[approved()]).agree();
		for by in [STUDIO, COMMITTEE] {
			refuses(Error::<Test>::NotProposed, || Rights::cancel(signed(by), id));
		}
	});
}

/// What is signed is bound to the chain, to the agreement's number, and to each part of the deal.
#[test]
fn terms_are_bound_to_chain_number_and_content() {
	run(|| {
		let asset = work();
		let good = draft(&[control(asset)], &[approved()]).costs(COIN, 50);
		let (one, two) = (good.propose(), good.propose());
		assert_ne!(terms(one), terms(two));
		let genesis = System::block_hash(0);
		assert_eq!(terms(one), row(one).deal.digest(&genesis, one));
		let deal = row(one).deal;
		let digest = |deal: &Deal<_, _>| deal.digest(&genesis, one);
		let others = [
			deal.digest(&H256::repeat_byte(1), one),
			digest(&Deal { from: BUYER, ..deal.clone() }),
			digest(&Deal { to: BUYER, ..deal.clone() }),
			digest(&Deal { rights: Default::default(), ..deal.clone() }),
			digest(&Deal { clauses: Default::default(), ..deal.clone() }),
			digest(&Deal { needed: 2, ..deal.clone() }),
			digest(&Deal { consideration: None, ..deal.clone() }),
			digest(&Deal { deadline: 21, ..deal.clone() }),
			digest(&Deal { text: Some(H256::zero()), ..deal.clone() }),
			terms(two),
			H256::zero(),
		];
		for other in others {
			refuses(Error::<Test>::TermsMismatch, || {
				plain(Rights::accept(signed(COMMITTEE), one, other))
			});
		}
		// On another chain the same deal with the same number is something else.
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(9));
		assert_ne!(terms(one), digest(&deal));
		refuses(Error::<Test>::TermsMismatch, || {
			plain(Rights::accept(signed(COMMITTEE), one, digest(&deal)))
		});
		frame_system::BlockHash::<Test>::insert(0, genesis);
		assert_ok!(plain(Rights::accept(signed(COMMITTEE), one, digest(&deal))));
	});
}
