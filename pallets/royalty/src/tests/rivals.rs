//! The same stream through the arithmetic of pallets that people use, beside ours.
//!
//! Each rival is its two formulas, as the pallet has them: what one unit of stake was given so far, and what a
//! stake has earned of it. The stream is the same for all: amounts come in, and everybody claims now and then.

use polkadot_sdk::{
	sp_core::U256,
	sp_runtime::{FixedPointNumber, FixedU128},
};

use crate::arithmetic::{Accumulator, Checkpoint};

/// What came in, and what was paid out and can still be claimed in the end.
#[derive(Debug, Default)]
struct Outcome {
	received: u128,
	paid: u128,
	/// In 2^-64 of a unit: what the books still say is somebody's.
	kept: U256,
}

impl Outcome {
	/// What is in the pot, and nobody's for ever.
	fn lost(&self) -> u128 {
		let kept: u128 = (self.kept >> 64).try_into().expect("less than was received");
		assert!((self.kept & U256::from(u64::MAX)).is_zero(), "whole units, once all are together");
		self.received - self.paid - kept
	}
}

/// Stakes, and amounts as they come: from a single unit to sums beyond 64 bits.
fn stream() -> (Vec<u64>, Vec<u128>) {
	let stakes = vec![1, 2, 3, 7, 1_000, 999_983, 1 << 40];
	let mut seed = 1_u64;
	let mut next = || {
		seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		seed >> 33
	};
	let amounts = (0..10_000)
		.map(|_| match next() % 5 {
			0 => 1,
			1 => u128::from(next() % 100),
			2 => u128::from(next()),
			3 => (1 << 64) + u128::from(next()),
			_ => 10_000_000_000 - u128::from(next() % 3),
		})
		.collect();
	(stakes, amounts)
}

/// Who claims after which payment.
fn claims_now(who: usize, payment: usize) -> bool {
	payment.is_multiple_of(who + 2)
}

/// `pallet-asset-rewards`: integers times 4,096, the remainder dropped.
fn asset_rewards(stakes: &[u64], amounts: &[u128]) -> Outcome {
	const PRECISION: u128 = 4_096;
	let total: u128 = stakes.iter().map(|stake| u128::from(*stake)).sum();
	let mut of = Outcome::default();
	let (mut per_unit, mut seen) = (0_u128, vec![0_u128; stakes.len()]);
	let mut pay = |who: usize, per_unit: u128| {
		let earned = u128::from(stakes[who]) * (per_unit - seen[who]) / PRECISION;
		seen[who] = per_unit;
		earned
	};
	for (payment, amount) in amounts.iter().enumerate() {
		of.received += amount;
		per_unit += amount * PRECISION / total;
		for who in (0..stakes.len()).filter(|who| claims_now(*who, payment)) {
			of.paid += pay(who, per_unit);
		}
	}
	of.paid += (0..stakes.len()).map(|who| pay(who, per_unit)).sum::<u128>();
	of
}

/// `pallet-nomination-pools`: a ratio with 18 decimals, the remainder dropped.
fn nomination_pools(stakes: &[u64], amounts: &[u128]) -> Outcome {
	let total: u128 = stakes.iter().map(|stake| u128::from(*stake)).sum();
	let mut of = Outcome::default();
	let (mut counter, mut seen) = (FixedU128::default(), vec![FixedU128::default(); stakes.len()]);
	let mut pay = |who: usize, counter: FixedU128| {
		let earned = (counter - seen[who]).saturating_mul_int(u128::from(stakes[who]));
		seen[who] = counter;
		earned
	};
	for (payment, amount) in amounts.iter().enumerate() {
		of.received += amount;
		let ratio = FixedU128::checked_from_rational(*amount, total).expect("fits");
		counter = counter + ratio;
		for who in (0..stakes.len()).filter(|who| claims_now(*who, payment)) {
			of.paid += pay(who, counter);
		}
	}
	of.paid += (0..stakes.len()).map(|who| pay(who, counter)).sum::<u128>();
	of
}

fn ours(stakes: &[u64], amounts: &[u128]) -> Outcome {
	let total = stakes.iter().sum();
	let mut of = Outcome::default();
	let mut accumulator = Accumulator::default();
	let mut checkpoints = vec![Checkpoint::default(); stakes.len()];
	let mut pay = |who: usize, accumulator: &Accumulator| {
		let (checkpoint, earned) =
			checkpoints[who].settle(stakes[who], accumulator.per_unit).expect("fits");
		checkpoints[who] = checkpoint;
		earned
	};
	for (payment, amount) in amounts.iter().enumerate() {
		of.received += amount;
		accumulator = accumulator.credit(*amount, total).expect("fits");
		for who in (0..stakes.len()).filter(|who| claims_now(*who, payment)) {
			of.paid += pay(who, &accumulator);
		}
	}
	of.paid += (0..stakes.len()).map(|who| pay(who, &accumulator)).sum::<u128>();
	let fractions: U256 = checkpoints
		.iter()
		.fold(accumulator.carry.into(), |sum: U256, one| sum + U256::from(one.fraction));
	of.kept = fractions;
	of
}

#[test]
fn rivals_lose_on_a_stream_on_which_nothing_is_lost_here() {
	let (stakes, amounts) = stream();
	let (rewards, pools, ours) = (
		asset_rewards(&stakes, &amounts),
		nomination_pools(&stakes, &amounts),
		ours(&stakes, &amounts),
	);
	println!(
		"lost of {}: asset-rewards {}, nomination-pools {}, here {}",
		ours.received,
		rewards.lost(),
		pools.lost(),
		ours.lost()
	);
	assert!(rewards.lost() > 0);
	assert!(pools.lost() > 0);
	assert_eq!(ours.lost(), 0);
	// And what is kept is less than a unit for each, carry included.
	assert!(ours.kept < U256::from(stakes.len() as u64 + 1) << 64);
}
