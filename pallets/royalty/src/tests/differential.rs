//! Pools against exact rationals.
//!
//! The model keeps every share as a fraction over a denominator that is fixed for its stage, and never rounds: a
//! difference to it is a difference to the truth. What a stage is given are the whole units that the stage before
//! let on, so that each floor on the way is looked at by itself.

use polkadot_sdk::{
	sp_core::{U256, U512},
	sp_runtime::Permill,
};
use proptest::{
	prelude::*,
	strategy::{Strategy, ValueTree},
	test_runner::TestRunner,
};

use crate::{
	arithmetic::{rest_of, Checkpoint, UNITS},
	types::{HolderAccount, Pool},
};

const LEAVES: usize = 6;
const HOLDERS: usize = 5;

#[derive(Clone, Debug)]
enum Operation {
	Credit(u128),
	Pull(usize),
	ClaimLeaf(usize),
	Exclude(usize),
	ClaimHolder(usize),
	HandOver(usize, usize, u32),
	Contest(u32),
	Release,
}

/// Amounts at the edges of everything; 10 is a least balance.
fn amount() -> impl Strategy<Value = u128> {
	prop_oneof![
		Just(0),
		Just(1),
		9_u128..=11,
		9_999_999_999_u128..=10_000_000_001,
		(1_u128 << 64) - 1..=(1 << 64) + 1,
		Just(u128::MAX / 2),
		0_u128..1_000,
		any::<u128>().prop_map(|amount| amount >> 20),
	]
}

fn weight() -> impl Strategy<Value = u64> {
	prop_oneof![Just(1), Just(2), Just(3), 1_u64..=1_000_000, 1_u64..=1 << 40, Just(1 << 63)]
}

fn operation() -> impl Strategy<Value = Operation> {
	let (leaf, holder) = (0..LEAVES, 0..HOLDERS);
	prop_oneof![
		12 => amount().prop_map(Operation::Credit),
		4 => (0_usize..3).prop_map(Operation::Pull),
		8 => leaf.clone().prop_map(Operation::ClaimLeaf),
		1 => leaf.prop_map(Operation::Exclude),
		8 => holder.clone().prop_map(Operation::ClaimHolder),
		3 => (holder.clone(), holder, 0..=UNITS)
			.prop_map(|(from, to, units)| Operation::HandOver(from, to, units)),
		1 => (0..=UNITS).prop_map(Operation::Contest),
		1 => Just(Operation::Release),
	]
}

fn set_up() -> impl Strategy<Value = (Vec<u64>, [u32; 3], u32)> {
	let weights = proptest::collection::vec(weight(), LEAVES);
	(weights, [0..=400_000_u32, 0..=300_000, 0..=300_000], 0..=UNITS)
}

/// A leaf as the pallet has it, and what it earned in truth.
#[derive(Clone, Copy, Default)]
struct LeafModel {
	weight: u64,
	/// Where it stopped earning.
	frozen: Option<U256>,
	checkpoint: Checkpoint,
	paid: u128,
	exact: Share,
}

/// A sum of `amount × weight / total`, exact to 2^-250 of a unit for each addend.
#[derive(Clone, Copy, Default)]
struct Share(U512);

impl Share {
	fn add(&mut self, amount: U512, weight: u64, total: u64) {
		self.0 += ((amount * U512::from(weight)) << 250) / U512::from(total);
	}

	fn of(units: u128) -> U512 {
		U512::from(units) << 250
	}
}

#[derive(Clone, Copy, Default)]
struct HolderModel {
	units: u32,
	account: HolderAccount,
	paid: u128,
	/// In millionths of a unit.
	exact: U256,
}

struct World {
	pool: Pool,
	shares: [Permill; 3],
	pulled: [u128; 3],
	leaves: Vec<LeafModel>,
	holders: [HolderModel; HOLDERS],
	/// Everything that stayed, and everything that was ever held.
	stayed: u128,
	/// How much more or less than its exact share a leaf may have because of what a total weight that changed left in
	/// the carry, in units of [`Share`].
	drift: U512,
	last_weight: u64,
}

impl World {
	fn new(weights: &[u64], shares: [u32; 3], contributors: u32) -> Self {
		let shares = shares.map(Permill::from_parts);
		let mut total = 0_u64;
		let leaves: Vec<_> = weights
			.iter()
			.map(|weight| {
				// As in a tree: the sum of all stays within 64 bits.
				let weight = (*weight).min(u64::MAX - total - 1);
				total += weight;
				LeafModel { weight, ..LeafModel::default() }
			})
			.collect();
		let mut holders = [HolderModel::default(); HOLDERS];
		holders[0].units = UNITS;
		let part = Permill::from_parts(contributors);
		let pool = Pool::new(3, rest_of(shares), part, total, Permill::zero());
		Self {
			pool,
			shares,
			pulled: [0; 3],
			leaves,
			holders,
			stayed: 0,
			drift: U512::zero(),
			last_weight: total,
		}
	}

	fn apply(&mut self, operation: Operation) {
		match operation {
			Operation::Credit(amount) => self.change(|pool| {
				let mut after = pool.clone();
				// As in the pallet: a call that fails changes nothing.
				if after.credit(amount).is_ok() {
					*pool = after;
				}
			}),
			Operation::Release => self.change(|pool| pool.release().expect("it came in")),
			Operation::Contest(part) => self.pool.contest(Permill::from_parts(part)),
			Operation::Pull(edge) => {
				let owed = self.pool.owed_upstream(self.shares[edge]);
				self.pool.pulled += owed - self.pulled[edge];
				self.pulled[edge] = owed;
			},
			Operation::ClaimLeaf(leaf) => self.claim_leaf(leaf),
			Operation::Exclude(leaf) => {
				let leaf = &mut self.leaves[leaf];
				if leaf.frozen.is_none() {
					leaf.frozen = Some(self.pool.contributors.per_unit);
					self.pool.live_weight -= leaf.weight;
				}
			},
			Operation::ClaimHolder(holder) => self.claim_holder(holder),
			Operation::HandOver(from, to, units) => {
				if from != to && units <= self.holders[from].units {
					self.settle_holder(from);
					self.settle_holder(to);
					self.holders[from].units -= units;
					self.holders[to].units += units;
				}
			},
		}
	}

	/// What comes to flow is shared in truth too.
	fn change(&mut self, how: impl FnOnce(&mut Pool)) {
		let before = self.pool.clone();
		how(&mut self.pool);
		let to_contributors = self.pool.to_contributors - before.to_contributors;
		let to_holders = self.pool.to_holders() - before.to_holders();
		let weight = before.live_weight;
		if weight > 0 {
			if weight != self.last_weight {
				// What was carried belonged to others a moment ago: less than one unit in all.
				self.drift += U512::from(before.contributors.carry) << (250 - 64);
				self.last_weight = weight;
			}
			for leaf in self.leaves.iter_mut().filter(|leaf| leaf.frozen.is_none()) {
				leaf.exact.add(to_contributors.into(), leaf.weight, weight);
			}
		}
		for holder in &mut self.holders {
			holder.exact += U256::from(to_holders) * U256::from(holder.units);
		}
		let stays = |pool: &Pool| pool.left() + pool.paid;
		self.stayed += stays(&self.pool) - stays(&before);
	}

	fn claim_leaf(&mut self, index: usize) {
		let leaf = &mut self.leaves[index];
		let limit = leaf.frozen.unwrap_or(self.pool.contributors.per_unit);
		let (checkpoint, gained) = leaf.checkpoint.settle(leaf.weight, limit).expect("fits");
		leaf.checkpoint = checkpoint;
		leaf.paid += gained;
		self.pool.paid += gained;
		// No more than the truth, and no more than a unit below it: what is carried is nobody's yet, of which the
		// leaf's part is at most its weight in 2^-64 of a unit.
		let (paid, drift) = (Share::of(leaf.paid), self.drift);
		let rounding = U512::one() << 64;
		let carried = U512::from(leaf.weight) << (250 - 64);
		assert!(paid <= leaf.exact.0 + drift + rounding, "more than the truth");
		let least = leaf.exact.0.saturating_sub(drift + carried + rounding);
		assert!(paid + Share::of(1) >= least, "more than a unit below the truth");
	}

	fn settle_holder(&mut self, index: usize) {
		let holder = &mut self.holders[index];
		holder.account = holder.account.settle(holder.units, &self.pool).expect("fits");
	}

	fn claim_holder(&mut self, index: usize) {
		self.settle_holder(index);
		let holder = &mut self.holders[index];
		holder.paid += holder.account.owed;
		self.pool.paid += holder.account.owed;
		holder.account.owed = 0;
		// Exactly the floor of the truth, however often units went to and fro.
		assert_eq!(U256::from(holder.paid), holder.exact / U256::from(UNITS));
		let fraction = holder.exact % U256::from(UNITS);
		assert_eq!(U256::from(holder.account.fraction), fraction);
	}

	/// Everything that came in is handed on, owed to a parent, paid, held, somebody's, carried, or between two
	/// floors: to the last fraction.
	fn check(&self) {
		let pool = &self.pool;
		let owed: u128 = self.shares.iter().map(|share| pool.owed_upstream(*share)).sum();
		assert_eq!(pool.pulled, self.pulled.iter().sum::<u128>());
		assert!(owed + self.stayed <= pool.inflow);
		assert!(pool.inflow - owed - self.stayed < 4, "more than a unit for each floor");
		assert_eq!(self.stayed, pool.flowed + pool.held);
		let paid_leaves: u128 = self.leaves.iter().map(|leaf| leaf.paid).sum();
		let paid_holders: u128 = self.holders.iter().map(|holder| holder.paid).sum();
		assert_eq!(pool.paid, paid_leaves + paid_holders);

		let mut leaves = U512::from(pool.contributors.carry);
		for leaf in &self.leaves {
			let limit = leaf.frozen.unwrap_or(pool.contributors.per_unit);
			leaves += U512::from(limit - leaf.checkpoint.per_unit) * U512::from(leaf.weight);
			leaves += U512::from(leaf.checkpoint.fraction);
			leaves += U512::from(leaf.paid) << 64;
		}
		assert_eq!(leaves, U512::from(pool.to_contributors) << 64);

		let mut holders = U512::zero();
		for holder in &self.holders {
			let since = pool.to_holders() - holder.account.seen;
			holders += U512::from(since) * U512::from(holder.units);
			holders += U512::from(holder.account.fraction);
			holders += U512::from(holder.paid + holder.account.owed) * U512::from(UNITS);
		}
		assert_eq!(holders, U512::from(pool.to_holders()) * U512::from(UNITS));
	}
}

/// At least so many random operations, everything checked after each.
fn run(operations: usize) {
	let mut runner = TestRunner::default();
	let history = (set_up(), proptest::collection::vec(operation(), 1_000));
	let (mut done, mut credited) = (0, 0_u64);
	while done < operations {
		let ((weights, shares, part), steps) =
			history.new_tree(&mut runner).expect("a history").current();
		let mut world = World::new(&weights, shares, part);
		for step in steps {
			let before = world.pool.clone();
			world.apply(step);
			world.check();
			assert!(world.pool.contributors.per_unit >= before.contributors.per_unit);
			assert!(world.pool.to_holders() >= before.to_holders());
			credited += u64::from(world.pool.inflow > before.inflow);
			done += 1;
		}
		for leaf in 0..LEAVES {
			world.claim_leaf(leaf);
		}
		for holder in 0..HOLDERS {
			world.claim_holder(holder);
		}
		world.check();
	}
	println!("{done} operations, {credited} of them payments: 0 units unaccounted for");
}

#[test]
fn a_million_operations_lose_nothing() {
	run(1_000_000);
}

/// Ten times as many, for the long run, which takes half a minute:
/// `cargo test --locked --profile fast -p animechain-primitives -p pallet-provenance -p pallet-consent
/// -p pallet-royalty --lib -- --ignored ten_million`.
#[test]
#[ignore = "the long run"]
fn ten_million_operations_lose_nothing() {
	run(10_000_000);
}
