//! What the histories answer about every block of the past, against a plain list.

use animechain_primitives::{
	behaviour::AssetRegistry,
	consent::ListError,
	standing::{Mark, Marks},
	AssetId, Grounds,
};
use polkadot_sdk::{frame_support::assert_ok, sp_runtime::DispatchResult};
use proptest::prelude::*;

use crate::mock::*;

#[derive(Clone, Copy, Debug)]
enum Act {
	Withdraw,
	Reinstate,
	Quarantine,
	Lift,
	Retire,
	Invalidate,
	Transfer(AccountId),
}

impl Act {
	fn dispatch(self, who: AccountId, asset: AssetId) -> DispatchResult {
		let (origin, root, why) = (signed(who), RuntimeOrigin::root(), Grounds::default());
		match self {
			Self::Withdraw => Provenance::withdraw(origin, asset, why),
			Self::Reinstate => Provenance::reinstate(origin, asset, why),
			Self::Quarantine => Provenance::quarantine(root, asset, why),
			Self::Lift => Provenance::lift_quarantine(root, asset, why),
			Self::Retire => Provenance::retire(origin, asset, why),
			Self::Invalidate => Provenance::invalidate(root, asset, why),
			Self::Transfer(to) => Provenance::transfer_control(origin, asset, to)
				.map(|_| ())
				.map_err(|refusal| refusal.error),
		}
	}

	/// The marks after it.
	fn marks(self, marks: Marks) -> Marks {
		match self {
			Self::Withdraw => marks.with(Mark::Withdrawn),
			Self::Reinstate => marks.without(Mark::Withdrawn),
			Self::Quarantine => marks.with(Mark::Quarantined),
			Self::Lift => marks.without(Mark::Quarantined),
			Self::Retire => marks.with(Mark::Retired),
			Self::Invalidate => marks.with(Mark::Invalidated),
			Self::Transfer(_) => marks,
		}
	}

	fn controller(self, controller: AccountId) -> AccountId {
		match self {
			Self::Transfer(to) => to,
			_ => controller,
		}
	}
}

/// Steps of time and acts. Half of the steps of time are none, so that blocks have several acts.
fn steps() -> impl Strategy<Value = Vec<(u64, Act)>> {
	let act = prop_oneof![
		6 => Just(Act::Withdraw),
		6 => Just(Act::Reinstate),
		3 => Just(Act::Quarantine),
		3 => Just(Act::Lift),
		1 => Just(Act::Retire),
		1 => Just(Act::Invalidate),
		8 => prop_oneof![Just(STUDIO), Just(STRANGER)].prop_map(Act::Transfer),
	];
	proptest::collection::vec((prop_oneof![3 => Just(0_u64), 3 => 1_u64..4], act), 0..50)
}

/// The states that an asset was in during `block`, out of the list of all: the first is the one in which
/// the block began.
fn during<State: Copy>(list: &[(u64, State)], block: u64) -> Vec<State> {
	let began = list.iter().rev().find(|(at, _)| *at < block).map(|(_, state)| *state);
	let within = list.iter().filter(|(at, _)| *at == block).map(|(_, state)| *state);
	began.into_iter().chain(within).collect()
}

const ACCOUNTS: [AccountId; 3] = [STUDIO, STRANGER, POOR];

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn every_block_of_the_past_is_answered_exactly(steps in steps()) {
		run(|| {
			System::set_block_number(3);
			// A neighbour's history must not matter.
			let neighbour = work();
			let asset = work();
			assert_ok!(Act::Withdraw.dispatch(STUDIO, neighbour));
			let (mut now, mut marks, mut controller) = (3, Marks::NONE, STUDIO);
			let mut all_marks = vec![(now, marks)];
			let mut all_controllers = vec![(now, controller)];
			for (later, act) in steps {
				now += later;
				System::set_block_number(now);
				let (next_marks, next) = (act.marks(marks), act.controller(controller));
				let changes = (next_marks, next) != (marks, controller);
				assert_eq!(act.dispatch(controller, asset).is_ok(), changes, "{act:?}");
				(marks, controller) = (next_marks, next);
				all_marks.push((now, marks));
				all_controllers.push((now, controller));
			}
			for block in 3..now + 3 {
				let states = during(&all_marks, block);
				let expected = match states.iter().any(|marks| marks.is_empty()) {
					true => Marks::NONE,
					false => states[0],
				};
				assert_eq!(Provenance::marks_at(asset, block), expected, "block {block}");
				let controllers = during(&all_controllers, block);
				for who in ACCOUNTS {
					assert_eq!(
						Provenance::was_controller(asset, &who, block),
						controllers.contains(&who),
						"{who} at block {block}"
					);
				}
			}
		});
	}
}

#[test]
fn an_instant_of_grace_within_a_block_counts() {
	run(|| {
		let asset = work();
		let act = |block, act: Act| {
			System::set_block_number(block);
			assert_ok!(act.dispatch(STUDIO, asset));
		};
		act(5, Act::Withdraw);
		act(8, Act::Reinstate);
		act(8, Act::Withdraw);
		let clear: Vec<_> =
			(1..11).filter(|block| Provenance::marks_at(asset, *block).is_empty()).collect();
		// Block 5 began clear; block 8 was so for a moment.
		assert_eq!(clear, [1, 2, 3, 4, 5, 8]);
		assert_eq!(Provenance::marks_at(asset, 9), Marks::NONE.with(Mark::Withdrawn));
	});
}

#[test]
fn both_controllers_of_a_block_were_its_controllers() {
	run(|| {
		let asset = work();
		System::set_block_number(4);
		assert_ok!(Act::Transfer(POOR).dispatch(STUDIO, asset));
		assert_ok!(Provenance::transfer_control(signed(STUDIO), work(), STRANGER));
		assert_ok!(Provenance::sponsor_storage(signed(STUDIO), POOR, 1_000));
		assert_ok!(Act::Transfer(STRANGER).dispatch(POOR, asset));
		let who =
			|block| ACCOUNTS.map(|account| Provenance::was_controller(asset, &account, block));
		assert_eq!(who(3), [true, false, false]);
		assert_eq!(who(4), [true, true, true]);
		assert_eq!(who(5), [false, true, false]);
	});
}

/// Reads a list page by page.
fn pages<Row: PartialEq + core::fmt::Debug>(
	read: impl Fn(u32, u32) -> Result<(Vec<Row>, Option<u32>), ListError>,
	rows: u32,
) {
	for limit in [0, 257, u32::MAX] {
		assert_eq!(read(0, limit), Err(ListError::LimitOutOfRange));
	}
	let (first, next) = read(0, 256).expect("allowed");
	assert_eq!((first.len(), next), (256, Some(256)));
	let (rest, next) = read(256, 256).expect("allowed");
	assert_eq!((rest.len() as u32, next), (rows - 256, None));
	let all: Vec<_> = first.into_iter().chain(rest).collect();
	let (mut singles, mut from) = (Vec::new(), Some(0));
	while let Some(row) = from {
		let (page, next) = read(row, 1).expect("allowed");
		assert_eq!(page.len(), 1);
		singles.extend(page);
		from = next;
	}
	assert_eq!(singles, all);
	// A page that ends with the last row has no next.
	let (last, next) = read(rows - 100, 100).expect("allowed");
	assert_eq!((last.len(), next), (100, None));
	for beyond in [rows, u32::MAX] {
		assert_eq!(read(beyond, 256), Ok((vec![], None)));
	}
}

#[test]
fn the_history_of_a_standing_comes_in_pages() {
	run(|| {
		let asset = work();
		for block in 0..300 {
			System::set_block_number(1 + block / 2);
			let act = if block % 2 == 0 { Act::Withdraw } else { Act::Reinstate };
			assert_ok!(act.dispatch(STUDIO, asset));
		}
		let read = |from, limit| {
			let page = Provenance::standing_history(asset, from, limit)?;
			Ok((page.rows, page.next))
		};
		pages(read, 300);
		let (rows, _) = read(0, 256).expect("allowed");
		let withdrawn = Marks::NONE.with(Mark::Withdrawn);
		for (row, change) in rows.iter().enumerate() {
			let marks = if row % 2 == 0 { withdrawn } else { Marks::NONE };
			assert_eq!((change.at, change.marks), (1 + row as u64 / 2, marks));
		}
		assert_eq!(
			Provenance::standing_changes(asset, 0, 9),
			Provenance::standing_history(asset, 0, 9)
		);
		let none = Provenance::standing_history(asset + 1, 0, 9).expect("allowed");
		assert_eq!((none.rows, none.next), (vec![], None));
	});
}

#[test]
fn the_history_of_control_comes_in_pages() {
	run(|| {
		let asset = work();
		let parties = [STUDIO, STRANGER];
		for block in 0..300 {
			System::set_block_number(1 + block);
			let (from, to) = (parties[block as usize % 2], parties[(block as usize + 1) % 2]);
			assert_ok!(Act::Transfer(to).dispatch(from, asset));
		}
		let read = |from, limit| {
			let page = Provenance::control_history(asset, from, limit)?;
			Ok((page.rows, page.next))
		};
		pages(read, 300);
		let (rows, _) = read(0, 256).expect("allowed");
		for (row, change) in rows.iter().enumerate() {
			assert_eq!((change.at, change.from), (1 + row as u64, parties[row % 2]));
		}
		assert_eq!(
			Provenance::control_changes(asset, 0, 9),
			Provenance::control_history(asset, 0, 9)
		);
	});
}
