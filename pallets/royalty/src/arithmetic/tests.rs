//! The arithmetic against exact rationals.
//!
//! The model keeps everything as integers over a common denominator of its own: nothing is ever rounded, so
//! every difference to it is a difference to the truth.

use polkadot_sdk::{sp_core::U512, sp_runtime::Permill};
use proptest::prelude::*;

use super::*;

/// Amounts at the edges of everything.
fn amount() -> impl Strategy<Value = Amount> {
	prop_oneof![
		Just(0),
		Just(1),
		9_999_999_999_u128..=10_000_000_001,
		(1_u128 << 64) - 1..=(1 << 64) + 1,
		Just(u128::MAX / 2),
		any::<u128>(),
		0_u128..1_000,
	]
}

fn part() -> impl Strategy<Value = Permill> {
	prop_oneof![
		Just(Permill::zero()),
		Just(Permill::one()),
		Just(Permill::from_parts(1)),
		Just(Permill::from_parts(999_999)),
		(0_u32..=1_000_000).prop_map(Permill::from_parts),
	]
}

fn weight() -> impl Strategy<Value = u64> {
	prop_oneof![Just(1), Just(2), Just(3), Just(1 << 63), 1_u64..=1_000_000, 1_u64..=u64::MAX]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(20_000))]

	#[test]
	fn a_part_is_the_floor_of_the_product(amount in amount(), part in part()) {
		let exact = U512::from(amount) * U512::from(part.deconstruct()) / U512::from(1_000_000);
		prop_assert_eq!(U512::from(part_of(amount, part)), exact);
	}

	/// However a stream is cut into payments, the parts of its pieces are the part of the whole.
	#[test]
	fn gains_add_up(mut cuts in proptest::collection::vec(any::<u128>(), 0..8), part in part()) {
		cuts.sort_unstable();
		let (mut before, mut total) = (0, 0);
		for after in &cuts {
			total += gain(before, *after, part);
			before = *after;
		}
		prop_assert_eq!(total, part_of(before, part));
	}

	/// Parts that are the whole together never give more than there is, and at most one each less.
	#[test]
	fn floors_of_parts_never_exceed_the_whole(
		amount in amount(),
		shares in proptest::collection::vec(0_u32..=1_000_000, 0..64),
	) {
		let mut left = 1_000_000_u32;
		let shares: Vec<_> = shares
			.into_iter()
			.map(|share| {
				let share = share.min(left);
				left -= share;
				Permill::from_parts(share)
			})
			.collect();
		let rest = rest_of(shares.iter().copied());
		prop_assert_eq!(rest.deconstruct(), left);
		let parts: u128 = shares.iter().map(|share| part_of(amount, *share)).sum();
		let given = parts + part_of(amount, rest);
		prop_assert!(given <= amount);
		prop_assert!(amount - given <= shares.len() as u128);
	}

	#[test]
	fn a_credit_is_shared_to_the_last_fraction(
		amount in amount(),
		carry in any::<u64>(),
		start in any::<u128>(),
		weight in weight(),
	) {
		let before = Accumulator { per_unit: start.into(), carry };
		let after = before.credit(amount, weight).expect("fits");
		let increase = U512::from(after.per_unit - before.per_unit);
		let shared = (U512::from(amount) << 64) + U512::from(carry);
		prop_assert_eq!(increase * U512::from(weight) + U512::from(after.carry), shared);
		prop_assert!(after.carry < weight);
	}
}

#[test]
fn nothing_is_shared_among_nobody() {
	assert_eq!(Accumulator::default().credit(1, 0), Err(Overflow));
}

#[test]
fn a_checkpoint_cannot_be_ahead_of_its_accumulator() {
	let ahead = Checkpoint { per_unit: 2.into(), fraction: 0 };
	assert_eq!(ahead.settle(1, 1.into()), Err(Overflow));
}

#[test]
fn the_largest_amount_at_the_smallest_weight_is_paid_in_full() {
	let all = Accumulator::default().credit(u128::MAX, 1).expect("fits");
	let (_, whole) = Checkpoint::default().settle(1, all.per_unit).expect("fits");
	assert_eq!((whole, all.carry), (u128::MAX, 0));
	// A share in the whole life of a pool that received all there can be.
	let widest = Accumulator::default().credit(u128::MAX, u64::MAX).expect("fits");
	let (rest, whole) = Checkpoint::default().settle(u64::MAX, widest.per_unit).expect("fits");
	let owed = (U512::from(whole) << 64) + U512::from(rest.fraction) + U512::from(widest.carry);
	assert_eq!(owed, U512::from(u128::MAX) << 64);
}

/// One beneficiary: its weight, its checkpoint, and what was paid to it.
#[derive(Clone, Copy, Default)]
struct Beneficiary {
	weight: u64,
	checkpoint: Checkpoint,
	paid: u128,
	/// What it is owed in truth, with nothing rounded: in 2^-64 of a unit, and a fraction of that.
	exact: Exact,
}

/// A number as an integer part and a fraction over 2^256.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Exact(U512);

impl Exact {
	/// Adds `amount × weight / total`, to 2^-256: far below what could make a difference of one unit.
	fn add(&mut self, amount: u128, weight: u64, total: u64) {
		let product = (U512::from(amount) * U512::from(weight)) << 256;
		self.0 += product / U512::from(total);
	}

	fn floor(self) -> u128 {
		(self.0 >> 256).low_u128()
	}
}

#[derive(Clone, Debug)]
enum Operation {
	Credit(u128),
	Join(u64),
	Change(usize, u64),
	Leave(usize),
	Claim(usize),
}

fn operation() -> impl Strategy<Value = Operation> {
	prop_oneof![
		4 => amount().prop_map(|amount| Operation::Credit(amount >> 8)),
		2 => (1_u64..=u64::MAX >> 6).prop_map(Operation::Join),
		1 => (0_usize..16, 1_u64..=u64::MAX >> 6).prop_map(|(who, weight)| Operation::Change(who, weight)),
		1 => (0_usize..16).prop_map(Operation::Leave),
		4 => (0_usize..16).prop_map(Operation::Claim),
	]
}

/// A stream that people join, leave and claim from.
#[derive(Default)]
struct Stream {
	accumulator: Accumulator,
	received: u128,
	people: Vec<Beneficiary>,
}

impl Stream {
	fn total(&self) -> u64 {
		self.people.iter().map(|one| one.weight).sum()
	}

	fn settle(&mut self, who: usize) {
		let one = &mut self.people[who];
		let (checkpoint, gained) =
			one.checkpoint.settle(one.weight, self.accumulator.per_unit).expect("fits");
		one.checkpoint = checkpoint;
		one.paid += gained;
	}

	fn apply(&mut self, operation: Operation) {
		match operation {
			Operation::Credit(amount) => {
				let total = self.total();
				let Some(received) = self.received.checked_add(amount) else { return };
				if total == 0 {
					return;
				}
				self.received = received;
				self.accumulator = self.accumulator.credit(amount, total).expect("fits");
				for one in &mut self.people {
					one.exact.add(amount, one.weight, total);
				}
			},
			Operation::Join(weight) if self.people.len() < 16 => {
				let checkpoint = Checkpoint { per_unit: self.accumulator.per_unit, fraction: 0 };
				self.people.push(Beneficiary { weight, checkpoint, ..Default::default() });
			},
			Operation::Change(who, weight) if who < self.people.len() => {
				self.settle(who);
				self.people[who].weight = weight;
			},
			Operation::Leave(who) if who < self.people.len() => {
				self.settle(who);
				self.people[who].weight = 0;
			},
			Operation::Claim(who) if who < self.people.len() => self.settle(who),
			_ => {},
		}
	}

	/// Everything that came in is with somebody, in a fraction, or carried: to the last 2^-64.
	fn nothing_is_lost(&self) {
		let mut sum = U512::from(self.accumulator.carry);
		for one in &self.people {
			let since = U512::from(self.accumulator.per_unit - one.checkpoint.per_unit);
			sum += since * U512::from(one.weight);
			sum += U512::from(one.checkpoint.fraction);
			sum += U512::from(one.paid) << 64;
		}
		assert_eq!(sum, U512::from(self.received) << 64);
	}
}

/// At least so many operations: nothing unaccounted for after any of them, and everybody's claims within one unit
/// of the truth, plus what joining and leaving leave in the carry.
fn run_histories(operations: usize) {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	let mut runner = TestRunner::default();
	let history = proptest::collection::vec(operation(), 1_000);
	let mut done = 0;
	while done < operations {
		let steps = history.new_tree(&mut runner).expect("a history").current();
		let mut stream = Stream::default();
		for step in steps {
			let before = stream.accumulator;
			stream.apply(step);
			done += 1;
			stream.nothing_is_lost();
			assert!(stream.accumulator.per_unit >= before.per_unit);
		}
		for who in 0..stream.people.len() {
			stream.settle(who);
			let one = stream.people[who];
			let truth = one.exact.floor();
			// The carry moves less than 2^-64 × weight between credits: below one unit over a history this long.
			assert!(one.paid <= truth + 1, "{} is more than {truth}", one.paid);
			assert!(one.paid + 1 >= truth, "{} is less than {truth}", one.paid);
		}
		stream.nothing_is_lost();
	}
}

#[test]
fn a_million_operations_lose_nothing() {
	run_histories(1_000_000);
}

/// Ten times as many, for the long run, which takes half a minute:
/// `cargo test --locked --profile fast -p animechain-primitives -p pallet-provenance -p pallet-consent
/// -p pallet-royalty --lib -- --ignored ten_million`.
#[test]
#[ignore = "the long run"]
fn ten_million_operations_lose_nothing() {
	run_histories(10_000_000);
}

/// The same claims in another order give everybody the same.
#[test]
fn the_order_of_claims_does_not_matter() {
	let credits = [1_u128, 7, 1 << 64, 999_999_999_999, 3];
	let weights = [1_u64, 2, 1 << 40, 12_345];
	let total: u64 = weights.iter().sum();
	let run = |order: [usize; 4], each_time: bool| {
		let mut accumulator = Accumulator::default();
		let mut accounts = [(Checkpoint::default(), 0_u128); 4];
		let claim = |who: usize, per_unit, accounts: &mut [(Checkpoint, u128); 4]| {
			let (checkpoint, gained) =
				accounts[who].0.settle(weights[who], per_unit).expect("fits");
			accounts[who] = (checkpoint, accounts[who].1 + gained);
		};
		for amount in credits {
			accumulator = accumulator.credit(amount, total).expect("fits");
			if each_time {
				order.into_iter().for_each(|who| claim(who, accumulator.per_unit, &mut accounts));
			}
		}
		order.into_iter().for_each(|who| claim(who, accumulator.per_unit, &mut accounts));
		accounts.map(|(_, paid)| paid)
	};
	let expected = run([0, 1, 2, 3], false);
	for order in [[3, 2, 1, 0], [1, 3, 0, 2]] {
		for each_time in [false, true] {
			assert_eq!(run(order, each_time), expected);
		}
	}
}
