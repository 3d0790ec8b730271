//! Every sequence of up to six steps in a small world: three accounts, three assets, two amounts.
//!
//! States that are the same in every byte of storage are gone on from once. A step that is not possible changes
//! nothing, so that the states that are reached are those of all sequences.

use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Mutex,
	thread,
};

use animechain_primitives::{
	rights::{AgreementId, Right, Stage},
	Amount, Grounds,
};
use polkadot_sdk::{
	frame_support::storage::with_transaction,
	sp_core::H256,
	sp_io::storage::root,
	sp_runtime::{DispatchError, DispatchResult, StateVersion, TransactionOutcome},
};

use super::steps::{check_end, check_state, step};
use crate::mock::*;

/// The longest sequence.
const STEPS: usize = 6;
const LITTLE: Amount = 10;
const MUCH: Amount = 20;

/// What is registered at the beginning: a work of the studio, one that is derived from it and gives half of its
/// revenue to it, and a work of the committee.
const WORK: u64 = 0;
const CHILD: u64 = 1;
const OTHER: u64 = 2;

type Step = fn() -> DispatchResult;

/// What was reached: the states, and how often an agreement stood where.
#[derive(Default)]
struct Reached {
	states: BTreeSet<H256>,
	stages: BTreeMap<u8, u64>,
}

impl Reached {
	/// Whether a state is new.
	fn add(&mut self, state: &[u8]) -> bool {
		let new = self.states.insert(H256::from_slice(state));
		if new {
			for (_, row) in crate::Agreements::<Test>::iter() {
				*self.stages.entry(row.stage as u8).or_default() += 1;
			}
		}
		new
	}
}

/// A beginning, and what can be done.
struct Scope {
	name: &'static str,
	begin: fn(),
	steps: &'static [Step],
	/// Where agreements come to stand.
	ends: &'static [Stage],
}

fn register() {
	assert_eq!(work(), WORK);
	assert_eq!(derived(WORK, percent(50)), CHILD);
	assert_eq!(work_of(COMMITTEE), OTHER);
}

/// Control and units, under revenue or an approval.
fn first() -> Draft {
	let rights = [control(WORK), shares(CHILD, 400_000)];
	let clauses = [revenue(WORK, MUCH), TheClause::ApprovedBy(BUYER)];
	draft(&rights, &clauses).of(1).until(4).costs(COIN, LITTLE)
}

/// The same control to somebody else, under a payment or a block, half of the price as revenue.
fn second() -> Draft {
	let clauses = [paid(COIN, MUCH), not_before(3)];
	let under = draft(&[control(WORK)], &clauses).of(1).until(4).between(STUDIO, BUYER);
	under.shared(COIN, MUCH, WORK, percent(50))
}

/// Of the committee, under a block and revenue.
fn third() -> Draft {
	let clauses = [not_before(3), revenue(OTHER, LITTLE)];
	let under = draft(&[control(OTHER)], &clauses).until(4).between(COMMITTEE, STUDIO);
	under.costs(NATIVE, LITTLE)
}

/// Units, under a payment and an approval.
fn fourth() -> Draft {
	let clauses = [paid(COIN, MUCH), TheClause::ApprovedBy(COMMITTEE)];
	let under = draft(&[shares(CHILD, 600_000)], &clauses).until(4).between(STUDIO, BUYER);
	under.shared(COIN, MUCH, CHILD, percent(50))
}

fn accepted(agreement: AgreementId) -> DispatchResult {
	match Rights::agreement(agreement) {
		Some(_) => accept(agreement),
		None => Err(DispatchError::Unavailable),
	}
}

fn block() -> DispatchResult {
	next_block();
	Ok(())
}

fn found_invalid(asset: u64) -> DispatchResult {
	Provenance::invalidate(RuntimeOrigin::root(), asset, Grounds::default())
}

fn listed(right: Right, amount: Amount, part: u32) -> DispatchResult {
	Rights::list(signed(STUDIO), right, price(COIN, amount), percent(part), None, None)
}

/// From proposals on.
const COMING_TO_BE: Scope = Scope {
	name: "coming to be",
	begin: register,
	steps: &[
		|| first().try_propose(),
		|| second().try_propose(),
		|| accepted(0),
		|| accepted(1),
		|| Rights::cancel(signed(STUDIO), 0),
		|| approve(BUYER, 0),
		|| fund(BUYER, 1, 0),
		|| pay_by(BUYER, CHILD, COIN, MUCH),
		|| pay_by(BUYER, WORK, COIN, LITTLE),
		|| pay_by(STUDIO, WORK, COIN, MUCH),
		|| transfer_control(STUDIO, WORK, BUYER),
		|| found_invalid(CHILD),
		|| poke(0),
		block,
	],
	ends: &[Stage::Cancelled, Stage::Executed, Stage::Expired, Stage::Failed],
};

/// With three agreements that are in force.
const IN_FORCE: Scope = Scope {
	name: "in force",
	begin: || {
		register();
		first().agree();
		third().agree();
		fourth().agree();
	},
	steps: &[
		|| pay_by(BUYER, WORK, COIN, LITTLE),
		|| pay_by(BUYER, CHILD, COIN, MUCH),
		|| pay_by(COMMITTEE, WORK, COIN, LITTLE),
		|| pay_by(STUDIO, OTHER, COIN, LITTLE),
		|| pay_by(BUYER, OTHER, COIN, LITTLE),
		|| approve(BUYER, 0),
		|| approve(COMMITTEE, 2),
		|| fund(BUYER, 2, 0),
		|| transfer_shares(STUDIO, CHILD, BUYER, 1),
		|| found_invalid(CHILD),
		|| Assets::freeze_asset(signed(STUDIO), 1),
		|| Assets::thaw_asset(signed(STUDIO), 1),
		|| Rights::collect(signed(STUDIO), COIN),
		|| poke(1),
		block,
	],
	ends: &[Stage::Executed, Stage::Expired, Stage::Failed],
};

/// Selling what may be promised.
const FOR_SALE: Scope = Scope {
	name: "for sale",
	begin: || {
		register();
		first().propose();
	},
	steps: &[
		|| listed(control(WORK), LITTLE, 50),
		|| listed(shares(CHILD, 700_000), MUCH, 0),
		|| buy_by(BUYER, 0),
		|| buy_by(COMMITTEE, 0),
		|| buy_by(BUYER, 1),
		|| Rights::unlist(signed(STUDIO), 0),
		|| accepted(0),
		|| approve(BUYER, 0),
		|| transfer_control(BUYER, WORK, STUDIO),
		|| transfer_shares(STUDIO, CHILD, COMMITTEE, 600_000),
		|| retire_by_studio(),
		|| pay_by(BUYER, WORK, COIN, MUCH),
		block,
	],
	ends: &[Stage::Proposed, Stage::Executed, Stage::Expired],
};

fn retire_by_studio() -> DispatchResult {
	retire(STUDIO, WORK)
}

/// What a change leads to; the change is taken back.
fn tried<R>(change: impl FnOnce() -> R) -> R {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(change())))
		.expect("it is no error")
}

/// Goes on from a state by every step. Gives those that lead to a state that was not seen before.
fn go_on(scope: &Scope, path: &[usize], reached: &Mutex<Reached>) -> Vec<Vec<usize>> {
	for number in path {
		assert!(as_a_call(scope.steps[*number]).is_ok());
		System::reset_events();
	}
	let mut found = vec![];
	for (number, call) in scope.steps.iter().enumerate() {
		tried(|| {
			let is_new = || {
				let state = root(StateVersion::V1);
				reached.lock().expect("no thread failed").add(&state)
			};
			if step(call) && is_new() {
				check_state();
				tried(check_end);
				found.push([path, &[number]].concat());
			}
		});
	}
	found
}

/// Each thread goes on from every other state of a level.
fn next_level(scope: &Scope, level: &[Vec<usize>], reached: &Mutex<Reached>) -> Vec<Vec<usize>> {
	let threads = thread::available_parallelism().map_or(1, usize::from);
	thread::scope(|threads_of| {
		let parts: Vec<_> = (0..threads)
			.map(|part| {
				threads_of.spawn(move || {
					let mut found = vec![];
					new_test_ext().execute_with(|| {
						(scope.begin)();
						System::reset_events();
						for path in level.iter().skip(part).step_by(threads) {
							found.extend(tried(|| go_on(scope, path, reached)));
						}
					});
					found
				})
			})
			.collect();
		parts.into_iter().flat_map(|part| part.join().expect("every check holds")).collect()
	})
}

fn explore(scope: &Scope) {
	let reached = Mutex::new(Reached::default());
	let mut level = vec![vec![]];
	let mut states = vec![];
	for _ in 0..STEPS {
		level = next_level(scope, &level, &reached);
		states.push(level.len());
	}
	let all: usize = states.iter().sum();
	let sequences: u64 =
		(1..=STEPS as u32).map(|steps| (scope.steps.len() as u64).pow(steps)).sum();
	println!("{}: {all} states {states:?} of {sequences} sequences", scope.name);
	let stages = reached.into_inner().expect("no thread failed").stages;
	println!("{stages:?}");
	for stage in scope.ends {
		assert!(stages.contains_key(&(*stage as u8)), "{stage:?} was never reached");
	}
}

#[test]
fn agreements_that_come_to_be() {
	explore(&COMING_TO_BE);
}

#[test]
fn agreements_in_force() {
	explore(&IN_FORCE);
}

#[test]
fn things_for_sale() {
	explore(&FOR_SALE);
}
