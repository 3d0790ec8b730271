//! Each invariant notices the fault that it is there for.

use std::{cell::RefCell, collections::BTreeSet};

use animechain_primitives::rights::Right;
use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction, BoundedVec},
	sp_runtime::{DispatchError, TransactionOutcome, TryRuntimeError},
};

use crate::{
	mock::*,
	types::{AgreementOf, ThresholdOf},
	Agreements, AgreementsByParty, Kept, Listings, NextAgreementId, NextListingId, Owed,
	PromisedControl, PromisedLicences, PromisedUnits, Ready, Thresholds,
};

thread_local! {
	/// What was noticed in the test.
	static NOTICED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// What is said of a fault, which is taken back.
#[track_caller]
fn notices(what: &'static str, fault: impl FnOnce()) {
	let said = with_transaction(|| {
		fault();
		let said = Rights::do_try_state();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(said))
	});
	assert_eq!(said, Ok(Err(TryRuntimeError::Other(what))));
	NOTICED.with_borrow_mut(|noticed| noticed.insert(what));
}

fn change(agreement: u64, how: impl FnOnce(&mut AgreementOf<Test>)) {
	Agreements::<Test>::mutate(agreement, |row| how(row.as_mut().expect("it was proposed")));
}

/// Agreements in different stages, and something for sale.
struct World {
	asset: u64,
	licence: u64,
	/// Waits for revenue and an approval.
	waits: u64,
	/// Promises units and another asset.
	units: u64,
	proposed: u64,
	executed: u64,
	/// Was paid for, and waits for a block.
	funded: u64,
}

impl World {
	fn new() -> Self {
		let (asset, other) = (work(), work());
		let licence = licence_of(asset, STUDIO);
		let rights = [control(asset), Right::Licence(licence)];
		let waits = draft(&rights, &[revenue(asset, 100), approved()]).costs(COIN, 50).agree();
		let spare = Right::Licence(licence_of(other, STUDIO));
		let units = draft(&[shares(asset, 9), control(other), spare], &[approved()]).agree();
		draft(&[shares(other, 1)], &[revenue(asset, 200)]).agree();
		let proposed = draft(&[shares(asset, 1)], &[approved()]).propose();
		let executed = draft(&[control(work())], &[approved()]).agree();
		assert_ok!(approve(CLERK, executed));
		let funded = draft(&[shares(other, 1)], &[paid(COIN, 7), not_before(20)]).agree();
		assert_ok!(fund(BUYER, funded, 0));
		sale(STUDIO, shares(asset, 1), 50);
		assert_eq!(Rights::do_try_state(), Ok(()));
		Self { asset, licence, waits, units, proposed, executed, funded }
	}

	fn faults_of_numbers(&self) {
		notices("rights/ids-are-dense: a number without an agreement", || {
			NextAgreementId::<Test>::put(9);
		});
		notices("rights/ids-are-dense: an agreement without a number", || {
			let row = Agreements::<Test>::take(self.proposed).expect("proposed");
			Agreements::<Test>::insert(NextAgreementId::<Test>::get(), row);
		});
		notices(
			"rights/parties-know-their-agreements: an agreement that its party does not know",
			|| {
				AgreementsByParty::<Test>::remove(COMMITTEE, self.waits);
			},
		);
		notices("rights/parties-know-their-agreements: a party of no agreement", || {
			AgreementsByParty::<Test>::insert(BUYER, self.waits, ());
		});
		notices("rights/ids-are-dense: a listing without a number", || {
			let row = Listings::<Test>::get(0).expect("listed");
			Listings::<Test>::insert(NextListingId::<Test>::get(), row);
		});
	}

	fn faults_of_listings(&self) {
		let nothing = "rights/listings-are-of-something: nothing is for sale";
		for right in [control(99), shares(99, 1), shares(self.asset, 0), Right::Licence(99)] {
			notices(nothing, || {
				Listings::<Test>::mutate(0, |row| row.as_mut().expect("listed").right = right);
			});
		}
	}

	fn faults_of_the_escrow(&self) {
		let less = "rights/escrow-covers-what-is-owed: the escrow holds less than what is owed";
		notices("rights/kept-is-something: nothing is kept", || {
			Kept::<Test>::insert(BUYER, COIN, 0)
		});
		let uncounted = "rights/escrow-is-counted: what is owed is not what is counted";
		notices(uncounted, || Kept::<Test>::insert(BUYER, COIN, 1));
		notices(uncounted, || Owed::<Test>::remove(COIN));
		notices(uncounted, || Owed::<Test>::insert(NATIVE, 0));
		notices(uncounted, || change(self.waits, |row| row.deal.consideration = None));
		notices(less, || {
			assert_ok!(Assets::transfer(signed(Rights::escrow()), 1, BUYER, 50));
		});
		notices(less, || {
			let all = LEAST;
			let escrow = signed(Rights::escrow());
			assert_ok!(Balances::transfer_allow_death(escrow, BUYER, all));
		});
	}

	fn faults_of_locks(&self) {
		let Self { asset, licence, waits, units, .. } = *self;
		let promise = |agreement, right| {
			change(agreement, |row| row.deal.rights = BoundedVec::truncate_from(vec![right]));
		};
		notices(
			"rights/givers-have-what-they-promise: control is promised by who has not got it",
			|| {
				pallet_provenance::Heads::<Test>::mutate(asset, |head| {
					head.as_mut().expect("registered").controller = BUYER;
				});
			},
		);
		notices("rights/rights-are-promised-once: control is promised twice", || {
			promise(units, control(asset))
		});
		notices("rights/rights-are-promised-once: a licence is promised twice", || {
			promise(units, Right::Licence(licence))
		});
		let control_locks =
			"rights/locks-are-of-agreements: control is locked by no agreement, or not locked";
		notices(control_locks, || PromisedControl::<Test>::remove(asset));
		notices(control_locks, || PromisedControl::<Test>::insert(99, waits));
		notices(control_locks, || PromisedControl::<Test>::insert(asset, units));
		let licence_locks =
			"rights/locks-are-of-agreements: a licence is locked by no agreement, or not locked";
		notices(licence_locks, || PromisedLicences::<Test>::remove(licence));
		notices(licence_locks, || PromisedLicences::<Test>::insert(99, waits));
		let unit_locks =
			"rights/locks-are-of-agreements: units are locked by no agreement, or not locked";
		notices(unit_locks, || PromisedUnits::<Test>::insert(asset, STUDIO, 8));
		notices(unit_locks, || PromisedUnits::<Test>::insert(asset, BUYER, 1));
		notices(unit_locks, || PromisedUnits::<Test>::remove(asset, STUDIO));
		notices(
			"rights/givers-have-what-they-promise: more units are promised than there are",
			|| {
				change(units, |row| row.deal.rights[0] = shares(asset, 1_000_001));
				PromisedUnits::<Test>::insert(asset, STUDIO, 1_000_001);
			},
		);
	}

	fn faults_of_thresholds(&self) {
		let Self { asset, waits, proposed, executed, .. } = *self;
		type Rows = BoundedVec<ThresholdOf<Test>, <Test as crate::Config>::MaxWaiting>;
		let list =
			|how: &dyn Fn(&mut Rows)| Thresholds::<Test>::mutate(asset, COIN, |rows| how(rows));
		notices("rights/thresholds-are-sorted: an empty list of thresholds", || {
			Thresholds::<Test>::insert(asset, NATIVE, Rows::default());
		});
		notices("rights/thresholds-are-sorted: thresholds out of order", || {
			list(&|rows| rows.as_mut().reverse())
		});
		notices("rights/thresholds-are-of-clauses: a threshold of no agreement", || {
			list(&|rows| rows[0].agreement = 99)
		});
		let idle =
			"rights/thresholds-are-of-clauses: a threshold of an agreement that does not wait";
		notices(idle, || list(&|rows| rows[0].agreement = proposed));
		notices(idle, || list(&|rows| rows[0].agreement = executed));
		notices(idle, || change(waits, |row| row.meet(0)));
		let another = "rights/thresholds-are-of-clauses: a threshold of another clause";
		notices(another, || list(&|rows| rows[0].clause = 1));
		notices(another, || list(&|rows| rows[0].clause = 7));
		notices(another, || list(&|rows| rows[0].inflow = 99));
		notices(another, || {
			let rows = Thresholds::<Test>::take(asset, COIN);
			Thresholds::<Test>::insert(asset, NATIVE, rows);
		});
		notices("rights/thresholds-are-of-clauses: a threshold twice", || {
			list(&|rows| {
				let copy = rows[1].clone();
				rows.try_push(copy).expect("there is room");
			});
		});
		// Also in the last block in which it counts.
		for block in [1, 20] {
			notices("rights/clauses-are-watched: a clause that no revenue will meet", || {
				System::set_block_number(block);
				Thresholds::<Test>::remove(asset, COIN);
			});
		}
	}

	fn faults_of_stages(&self) {
		let Self { waits, units, proposed, executed, funded, .. } = *self;
		let ready = "rights/ready-agreements-execute: an agreement that is ready and does not execute, or the other way round";
		notices(ready, || Ready::<Test>::insert(waits, ()));
		notices(ready, || Ready::<Test>::insert(executed, ()));
		notices(ready, || change(units, |row| row.meet(0)));
		notices("rights/executed-in-time: an agreement was executed before its time", || {
			change(executed, |row| row.met = 0);
		});
		let unfunded =
			"rights/met-clauses-are-accounted-for: a clause that was paid for is not met";
		notices(unfunded, || change(funded, |row| row.met = 0));
		let payers = "rights/met-clauses-are-accounted-for: a clause was paid for twice, or asks for nothing";
		let payer = |agreement, clause| {
			change(agreement, |row| row.payers.try_push((clause, BUYER)).expect("there is room"));
		};
		notices(payers, || payer(waits, 1));
		notices(payers, || payer(waits, 7));
		notices(payers, || payer(funded, 1));
		let met = "rights/met-clauses-are-accounted-for: a clause is met that there is not";
		notices(met, || change(waits, |row| row.meet(2)));
		notices(met, || change(executed, |row| row.meet(7)));
		let never = "rights/agreements-can-be-met: an agreement that nobody can have made";
		notices(never, || change(proposed, |row| row.deal.needed = 0));
		notices(never, || change(proposed, |row| row.deal.needed = 2));
		notices(never, || change(executed, |row| row.since = Rights::now() + 1));
		notices("rights/met-clauses-are-accounted-for: a clause was met before the agreement was accepted", || {
			change(proposed, |row| row.meet(0));
		});
		notices("rights/ready-agreements-execute: no agreement is ready", || {
			Ready::<Test>::insert(99, ())
		});
	}
}

#[test]
fn each_fault_is_noticed() {
	NOTICED.take();
	run(|| {
		let world = World::new();
		world.faults_of_numbers();
		world.faults_of_listings();
		world.faults_of_the_escrow();
		world.faults_of_locks();
		world.faults_of_thresholds();
		world.faults_of_stages();
	});
	// Everything that the invariants can say was said, and all of them said something.
	let noticed = NOTICED.take();
	let said: BTreeSet<_> = noticed.iter().map(|text| (*text).to_owned()).collect();
	assert_eq!(said, texts(include_str!("../try_state.rs")));
	let failed: BTreeSet<_> = noticed.iter().filter_map(|text| text.split(": ").next()).collect();
	let names: BTreeSet<_> = Rights::INVARIANTS.iter().map(|(name, _)| *name).collect();
	assert_eq!(names.len(), Rights::INVARIANTS.len(), "a name twice");
	assert_eq!(failed, names);
}

/// All texts in a source file, but not in its comments and in the table of names.
fn texts(source: &str) -> BTreeSet<String> {
	let (_, checks) = source.split_once("];").expect("the table ends");
	let code = checks.lines().map(str::trim).filter(|line| !line.starts_with("//"));
	let quoted = |line: &str| -> Vec<String> {
		line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
	};
	code.filter(|line| !line.starts_with('#')).flat_map(quoted).collect()
}

#[test]
fn the_docs_have_the_names() {
	let docs = include_str!("../../../../docs/invariants.md");
	let rows: Vec<_> = docs.lines().filter(|line| line.starts_with("| `rights/")).collect();
	let names = Rights::INVARIANTS.iter();
	assert_eq!(
		rows,
		names.map(|(name, says)| format!("| `{name}` | {says} |")).collect::<Vec<_>>()
	);
}
