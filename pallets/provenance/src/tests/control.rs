//! Retiring an asset and handing control over.

use animechain_primitives::Standing;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

use crate::{mock::*, Error, Event, Heads};

#[test]
fn retire_closes_an_asset_for_good() {
	run(|| {
		let asset = work();
		events();

		assert_ok!(Provenance::retire(RuntimeOrigin::signed(STUDIO), asset));

		assert_eq!(Heads::<Test>::get(asset).map(|head| head.standing), Some(Standing::Retired));
		assert_eq!(events(), [Event::Retired { asset, controller: STUDIO }]);
		assert_noop!(
			Provenance::retire(RuntimeOrigin::signed(STUDIO), asset),
			Error::<Test>::AlreadyRetired
		);
	});
}

#[test]
fn only_the_controller_retires() {
	run(|| {
		let asset = work();
		assert_noop!(
			Provenance::retire(RuntimeOrigin::signed(STRANGER), asset),
			Error::<Test>::NotController
		);
		assert_noop!(
			Provenance::retire(RuntimeOrigin::signed(STUDIO), asset + 1),
			Error::<Test>::UnknownAsset
		);
	});
}

#[test]
fn transfer_control_moves_control_and_nothing_else() {
	run(|| {
		let asset = work();
		let before = Provenance::asset_info(asset).expect("registered");
		let held = Balances::free_balance(STUDIO);
		events();

		assert_ok!(Provenance::transfer_control(RuntimeOrigin::signed(STUDIO), asset, STRANGER));

		let after = Provenance::asset_info(asset).expect("registered");
		assert_eq!(after.head.controller, STRANGER);
		assert_eq!(after.record, before.record);
		assert_eq!(Balances::free_balance(STUDIO), held, "the deposit stays with the registrant");
		let transfer = Event::ControlTransferred { asset, from: STUDIO, to: STRANGER };
		assert_eq!(events(), [transfer]);
		assert_noop!(
			Provenance::retire(RuntimeOrigin::signed(STUDIO), asset),
			Error::<Test>::NotController
		);
		assert_ok!(Provenance::retire(RuntimeOrigin::signed(STRANGER), asset));
	});
}

#[test]
fn transfers_that_move_nothing_are_refused() {
	run(|| {
		let asset = work();
		let transfer =
			|who, asset, to| Provenance::transfer_control(RuntimeOrigin::signed(who), asset, to);
		assert_noop!(transfer(STUDIO, asset, STUDIO), Error::<Test>::AlreadyController);
		assert_noop!(transfer(STRANGER, asset, STRANGER), Error::<Test>::NotController);
		assert_noop!(transfer(STUDIO, asset + 1, STRANGER), Error::<Test>::UnknownAsset);
	});
}
