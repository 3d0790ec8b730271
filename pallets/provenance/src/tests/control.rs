//! Handing control over.

use animechain_primitives::{standing::ControlChange, Grounds, Head};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

use crate::{mock::*, ControlHistory, Error, Event, Heads};

fn transfer(who: AccountId, asset: u64, to: AccountId) -> polkadot_sdk::sp_runtime::DispatchResult {
	let result = Provenance::transfer_control(signed(who), asset, to);
	result.map(|_| ()).map_err(|refusal| refusal.error)
}

#[test]
fn transfer_control_moves_control_and_nothing_else() {
	run(|| {
		let asset = work();
		let before = Provenance::asset_info(asset).expect("registered");
		System::set_block_number(4);
		events();

		assert_ok!(transfer(STUDIO, asset, STRANGER));

		let after = Provenance::asset_info(asset).expect("registered");
		assert_eq!(after.head, Head { controller: STRANGER, control_changes: 1, ..before.head });
		assert_eq!(after.record, before.record);
		assert_eq!(
			ControlHistory::<Test>::get(asset, 0),
			Some(ControlChange { at: 4, from: STUDIO })
		);
		assert_eq!(events(), [Event::ControlTransferred { asset, from: STUDIO, to: STRANGER }]);
		let retire = |who| Provenance::retire(signed(who), asset, Grounds::default());
		assert_noop!(retire(STUDIO), Error::<Test>::NotController);
		assert_ok!(retire(STRANGER));
	});
}

#[test]
fn transfers_that_move_nothing_are_refused() {
	run(|| {
		let asset = work();
		assert_noop!(transfer(STUDIO, asset, STUDIO), Error::<Test>::AlreadyController);
		assert_noop!(transfer(STRANGER, asset, STRANGER), Error::<Test>::NotController);
		assert_noop!(transfer(STRANGER, asset, STUDIO), Error::<Test>::NotController);
		assert_noop!(transfer(STUDIO, asset + 1, STRANGER), Error::<Test>::UnknownAsset);
	});
}

#[test]
fn control_may_come_back() {
	run(|| {
		let asset = work();
		assert_ok!(transfer(STUDIO, asset, STRANGER));
		System::set_block_number(2);
		assert_ok!(transfer(STRANGER, asset, STUDIO));
		assert_eq!(head(asset).controller, STUDIO);
		let rows = Provenance::control_changes(asset, 0, 9).expect("valid").rows;
		let expected = [(1, STUDIO), (2, STRANGER)].map(|(at, from)| ControlChange { at, from });
		assert_eq!(rows, expected);
	});
}

#[test]
fn more_changes_of_control_than_can_be_counted_are_refused() {
	run(|| {
		let asset = work();
		let set = |rows| {
			Heads::<Test>::mutate(asset, |head| {
				head.as_mut().expect("registered").control_changes = rows;
			});
		};
		set(u32::MAX);
		assert_noop!(transfer(STUDIO, asset, STRANGER), Error::<Test>::Exhausted);
		set(0);
	});
}
