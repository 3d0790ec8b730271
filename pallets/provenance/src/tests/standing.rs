//! Losing standing and getting it back: who may do it, what is kept, what it costs.

use animechain_primitives::{
	behaviour::AssetRegistry,
	standing::{Grounds, Mark, Marks, Reason, Standing, StandingChange},
	AssetId, AssetKind, Head, Relation,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless},
	frame_system::RawOrigin,
	sp_runtime::{DispatchError::BadOrigin, DispatchResult, TokenError},
};

use crate::{mock::*, Call, Error, Event, Heads, StandingHistory, StorageAccounts};

fn withdraw(who: AccountId, asset: AssetId) -> DispatchResult {
	Provenance::withdraw(signed(who), asset, grounds(Reason::Objection))
}

fn reinstate(who: AccountId, asset: AssetId) -> DispatchResult {
	Provenance::reinstate(signed(who), asset, grounds(Reason::Mistake))
}

fn retire(who: AccountId, asset: AssetId) -> DispatchResult {
	Provenance::retire(signed(who), asset, grounds(Reason::Superseded))
}

fn quarantine(asset: AssetId) -> DispatchResult {
	Provenance::quarantine(RuntimeOrigin::root(), asset, grounds(Reason::Unsafe))
}

fn lift_quarantine(asset: AssetId) -> DispatchResult {
	Provenance::lift_quarantine(RuntimeOrigin::root(), asset, grounds(Reason::Mistake))
}

fn invalidate(asset: AssetId) -> DispatchResult {
	Provenance::invalidate(RuntimeOrigin::root(), asset, grounds(Reason::Infringement))
}

fn standing(asset: AssetId) -> Standing {
	head(asset).standing(System::block_number())
}

fn marks(of: &[Mark]) -> Marks {
	of.iter().fold(Marks::NONE, |marks, mark| marks.with(*mark))
}

/// Does `call`, and checks that the asset has exactly these marks afterwards, that the newest row of its
/// history and the event say who did it and why, and that nothing else in its rows changed.
fn changes(
	call: impl FnOnce() -> DispatchResult,
	asset: AssetId,
	by: Option<AccountId>,
	marks: Marks,
	reason: Reason,
) {
	let before = Provenance::asset_info(asset).expect("registered");
	let row = before.head.standing_changes;
	events();

	assert_ok!(call());

	let after = Provenance::asset_info(asset).expect("registered");
	assert_eq!(after.record, before.record);
	assert_eq!(after.head, Head { marks, standing_changes: row + 1, ..before.head });
	let (at, grounds) = (System::block_number(), grounds(reason));
	let change = StandingChange { at, by, marks, grounds };
	assert_eq!(StandingHistory::<Test>::get(asset, row), Some(change));
	assert_eq!(events(), [Event::StandingChanged { asset, by, marks, grounds }]);
}

#[test]
fn every_change_is_kept_with_who_and_why() {
	use Mark::{Invalidated, Quarantined, Retired, Withdrawn};
	run(|| {
		let asset = work();
		let mine = Some(STUDIO);
		let (w, q) = (marks(&[Withdrawn]), marks(&[Quarantined]));
		changes(|| withdraw(STUDIO, asset), asset, mine, w, Reason::Objection);
		assert_eq!(standing(asset), Standing::Withdrawn);
		System::set_block_number(5);
		changes(|| reinstate(STUDIO, asset), asset, mine, Marks::NONE, Reason::Mistake);
		assert_eq!(standing(asset), Standing::Clear);
		changes(|| quarantine(asset), asset, None, q, Reason::Unsafe);
		assert_eq!(standing(asset), Standing::Quarantined);
		System::set_block_number(6);
		changes(|| lift_quarantine(asset), asset, None, Marks::NONE, Reason::Mistake);
		assert_eq!(standing(asset), Standing::Clear);
		let (r, ri) = (marks(&[Retired]), marks(&[Retired, Invalidated]));
		changes(|| retire(STUDIO, asset), asset, mine, r, Reason::Superseded);
		assert_eq!(standing(asset), Standing::Retired);
		changes(|| invalidate(asset), asset, None, ri, Reason::Infringement);
		assert_eq!(standing(asset), Standing::Invalidated);

		let rows = Provenance::standing_history(asset, 0, 9).expect("valid").rows;
		let kept: Vec<_> = rows.iter().map(|row| (row.at, row.by, row.marks)).collect();
		let none = Marks::NONE;
		let expected = [
			(1, mine, w),
			(5, mine, none),
			(5, None, q),
			(6, None, none),
			(6, mine, r),
			(6, None, ri),
		];
		assert_eq!(kept, expected);
	});
}

#[test]
fn a_withdrawal_outlives_a_quarantine() {
	use Mark::{Quarantined, Withdrawn};
	run(|| {
		let asset = work();
		assert_ok!(quarantine(asset));
		let both = marks(&[Withdrawn, Quarantined]);
		changes(|| withdraw(STUDIO, asset), asset, Some(STUDIO), both, Reason::Objection);
		assert_eq!(standing(asset), Standing::Quarantined);
		let left = marks(&[Withdrawn]);
		changes(|| lift_quarantine(asset), asset, None, left, Reason::Mistake);
		assert_eq!(standing(asset), Standing::Withdrawn);
	});
}

#[test]
fn a_quarantine_outlives_a_withdrawal() {
	run(|| {
		let asset = work();
		assert_ok!(withdraw(STUDIO, asset));
		assert_ok!(quarantine(asset));
		let left = marks(&[Mark::Quarantined]);
		changes(|| reinstate(STUDIO, asset), asset, Some(STUDIO), left, Reason::Mistake);
		assert_eq!(standing(asset), Standing::Quarantined);
	});
}

#[test]
fn nothing_takes_an_invalidation_or_a_retirement_back() {
	run(|| {
		let asset = work();
		assert_ok!(retire(STUDIO, asset));
		assert_ok!(invalidate(asset));
		assert_ok!(withdraw(STUDIO, asset));
		assert_ok!(quarantine(asset));
		assert_eq!(head(asset).marks, marks(&Mark::ALL));
		assert_ok!(reinstate(STUDIO, asset));
		assert_ok!(lift_quarantine(asset));
		assert_eq!(head(asset).marks, marks(&[Mark::Retired, Mark::Invalidated]));
		assert_noop!(retire(STUDIO, asset), Error::<Test>::AlreadyRetired);
		assert_noop!(invalidate(asset), Error::<Test>::AlreadyInvalidated);
	});
}

#[test]
fn what_would_change_nothing_is_refused() {
	run(|| {
		let asset = work();
		assert_noop!(reinstate(STUDIO, asset), Error::<Test>::NotWithdrawn);
		assert_noop!(lift_quarantine(asset), Error::<Test>::NotQuarantined);
		assert_ok!(withdraw(STUDIO, asset));
		assert_noop!(withdraw(STUDIO, asset), Error::<Test>::AlreadyWithdrawn);
		assert_noop!(lift_quarantine(asset), Error::<Test>::NotQuarantined);
		assert_ok!(reinstate(STUDIO, asset));
		assert_noop!(reinstate(STUDIO, asset), Error::<Test>::NotWithdrawn);
		assert_ok!(quarantine(asset));
		assert_noop!(quarantine(asset), Error::<Test>::AlreadyQuarantined);
		assert_noop!(reinstate(STUDIO, asset), Error::<Test>::NotWithdrawn);
	});
}

#[test]
fn assets_that_are_not_there_have_no_standing() {
	run(|| {
		let missing = work() + 1;
		assert_noop!(withdraw(STUDIO, missing), Error::<Test>::UnknownAsset);
		assert_noop!(reinstate(STUDIO, missing), Error::<Test>::UnknownAsset);
		assert_noop!(retire(STUDIO, missing), Error::<Test>::UnknownAsset);
		assert_noop!(quarantine(missing), Error::<Test>::UnknownAsset);
		assert_noop!(lift_quarantine(missing), Error::<Test>::UnknownAsset);
		assert_noop!(invalidate(missing), Error::<Test>::UnknownAsset);
	});
}

#[test]
fn only_the_controller_of_now_acts() {
	run(|| {
		let asset = work();
		assert_ok!(Provenance::transfer_control(signed(STUDIO), asset, STRANGER));
		// The registrant no longer, and the one who controls it does.
		assert_noop!(withdraw(STUDIO, asset), Error::<Test>::NotController);
		assert_noop!(retire(STUDIO, asset), Error::<Test>::NotController);
		assert_ok!(withdraw(STRANGER, asset));
		assert_noop!(reinstate(STUDIO, asset), Error::<Test>::NotController);
		assert_ok!(reinstate(STRANGER, asset));
		for origin in [RawOrigin::None, RawOrigin::Root, RawOrigin::Authorized] {
			let origin = || RuntimeOrigin::from(origin.clone());
			let why = Grounds::default();
			assert_noop!(Provenance::withdraw(origin(), asset, why), BadOrigin);
			assert_noop!(Provenance::reinstate(origin(), asset, why), BadOrigin);
			assert_noop!(Provenance::retire(origin(), asset, why), BadOrigin);
		}
	});
}

#[test]
fn only_review_sets_aside_and_invalidates() {
	run(|| {
		let asset = work();
		// The controller itself neither.
		for origin in [RawOrigin::None, RawOrigin::Signed(STUDIO), RawOrigin::Authorized] {
			let origin = || RuntimeOrigin::from(origin.clone());
			let why = Grounds::default();
			assert_noop!(Provenance::quarantine(origin(), asset, why), BadOrigin);
			assert_noop!(Provenance::lift_quarantine(origin(), asset, why), BadOrigin);
			assert_noop!(Provenance::invalidate(origin(), asset, why), BadOrigin);
		}
	});
}

#[test]
fn only_a_clear_parent_has_new_children() {
	run(|| {
		let child = |parent| {
			let edges = vec![edge(Relation::DerivedFrom, parent, 1)];
			register(STUDIO, AssetKind::Work, declaration(9), edges)
		};
		let lose: [fn(AssetId) -> DispatchResult; 4] = [
			|asset| withdraw(STUDIO, asset),
			|asset| retire(STUDIO, asset),
			quarantine,
			invalidate,
		];
		for lose in lose {
			let parent = work();
			let before = dataset(parent);
			assert_ok!(lose(parent));
			assert_noop!(child(parent), Error::<Test>::ParentNotClear);
			assert_noop!(
				register(
					STUDIO,
					AssetKind::Work,
					declaration(9),
					vec![edge(Relation::VersionOf, parent, 1)]
				),
				Error::<Test>::ParentNotClear
			);
			// What was built before can still be built upon, until somebody refreshes it.
			model(before);
		}
		let parent = work();
		assert_ok!(withdraw(STUDIO, parent));
		assert_ok!(reinstate(STUDIO, parent));
		assert_ok!(child(parent));
	});
}

#[test]
fn withdrawing_costs_no_deposit_and_coming_back_pays_for_two_rows() {
	run(|| {
		let asset = work();
		let row = Provenance::change_bytes();
		let used = || StorageAccounts::<Test>::get(STUDIO).expect("has rows").used;
		let (free, at_first) = (Balances::free_balance(STUDIO), used());
		let costs = |rows: u64| {
			assert_eq!(used(), at_first + rows * row);
			assert_eq!(Balances::free_balance(STUDIO), free - rows * row * DepositPerByte::get());
		};
		assert_ok!(withdraw(STUDIO, asset));
		costs(0);
		assert_ok!(quarantine(asset));
		assert_ok!(lift_quarantine(asset));
		costs(0);
		assert_ok!(reinstate(STUDIO, asset));
		costs(2);
		assert_ok!(withdraw(STUDIO, asset));
		costs(2);
		assert_ok!(retire(STUDIO, asset));
		costs(3);
		assert_ok!(invalidate(asset));
		costs(3);
	});
}

#[test]
fn a_controller_without_money_can_withdraw_and_nothing_more() {
	run(|| {
		let asset = work();
		assert_ok!(Provenance::transfer_control(signed(STUDIO), asset, UNSEEN));
		assert_noop!(retire(UNSEEN, asset), TokenError::FundsUnavailable);
		assert_ok!(withdraw(UNSEEN, asset));
		assert_noop!(reinstate(UNSEEN, asset), TokenError::FundsUnavailable);
		assert_eq!(standing(asset), Standing::Withdrawn);
	});
}

#[test]
fn a_withdrawal_is_free_of_fees_exactly_if_it_does_something() {
	run(|| {
		let asset = work();
		let free = |origin: RuntimeOrigin, asset| {
			let call = Call::<Test>::withdraw { asset, grounds: grounds(Reason::Objection) };
			call.is_feeless(&origin)
		};
		assert!(free(signed(STUDIO), asset));
		assert!(!free(signed(STRANGER), asset));
		assert!(!free(signed(STUDIO), asset + 1));
		assert!(!free(RuntimeOrigin::root(), asset));
		assert!(!free(RuntimeOrigin::none(), asset));
		// Whatever else stands against it.
		assert_ok!(quarantine(asset));
		assert_ok!(retire(STUDIO, asset));
		assert_ok!(invalidate(asset));
		assert!(free(signed(STUDIO), asset));
		assert_ok!(withdraw(STUDIO, asset));
		assert!(!free(signed(STUDIO), asset));
		assert_ok!(reinstate(STUDIO, asset));
		assert!(free(signed(STUDIO), asset));
		// Nothing else is.
		let why = Grounds::default();
		for call in [
			Call::<Test>::reinstate { asset, grounds: why },
			Call::<Test>::retire { asset, grounds: why },
			Call::<Test>::transfer_control { asset, to: STRANGER },
			Call::<Test>::sponsor_storage { beneficiary: STRANGER, bytes: 1 },
			Call::<Test>::register_work { declaration: declaration(1), edges: vec![] },
		] {
			assert!(!call.is_feeless(&signed(STUDIO)));
		}
	});
}

#[test]
fn more_changes_than_can_be_counted_are_refused() {
	run(|| {
		let asset = work();
		let set = |rows| {
			Heads::<Test>::mutate(asset, |head| {
				head.as_mut().expect("registered").standing_changes = rows;
			});
		};
		set(u32::MAX);
		assert_noop!(withdraw(STUDIO, asset), Error::<Test>::Exhausted);
		assert_noop!(retire(STUDIO, asset), Error::<Test>::Exhausted);
		assert_noop!(quarantine(asset), Error::<Test>::Exhausted);
		assert_noop!(invalidate(asset), Error::<Test>::Exhausted);
		set(0);
	});
}

#[test]
fn two_assets_do_not_share_a_history() {
	run(|| {
		let (one, other) = (work(), work());
		assert_ok!(withdraw(STUDIO, one));
		assert_eq!(head(other).marks, Marks::NONE);
		assert_eq!(StandingHistory::<Test>::get(other, 0), None);
		assert_eq!(Provenance::marks_at(one, 2), marks(&[Mark::Withdrawn]));
		assert_eq!(Provenance::marks_at(other, 2), Marks::NONE);
	});
}
