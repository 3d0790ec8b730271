//! Runs: a seed, chain after chain, until something breaks.

use std::{
	collections::VecDeque,
	fmt,
	time::{Duration, Instant},
};

use codec::Encode;
use fastrand::Rng;

use crate::{
	checks::Broken,
	fault::Fault,
	op::Op,
	report::Report,
	shrink,
	world::{Look, World},
};

/// Everything is checked after as many operations.
pub const CHECK_EVERY: u64 = 64;
/// Whether a failure changed nothing is looked at for one operation in as many.
const LOOK_EVERY: u64 = 48;
/// One question in as many operations.
const ASK_EVERY: u64 = 8;
/// An index is compared at the end of one block in as many operations.
const INDEX_EVERY: u64 = 8;
/// How many of the last operations a failure tells.
const TOLD: usize = 20;

/// What to run.
#[derive(Clone, Debug)]
pub struct Options {
	/// Everything follows from it.
	pub seed: u64,
	/// How many operations.
	pub ops: u64,
	/// Replay: only the chain in which this operation is, up to it.
	pub until: Option<u64>,
	/// No longer than this.
	pub time: Option<Duration>,
	/// How long a failure may be made smaller.
	pub shrink: Duration,
	/// What is planted.
	pub fault: Option<Fault>,
}

/// Something that does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
	/// The seed.
	pub seed: u64,
	/// The number of the operation after which it was seen.
	pub op: u64,
	/// Which operation of its chain that is.
	pub place: usize,
	/// What was checked.
	pub check: &'static str,
	/// What was found.
	pub found: String,
	/// The last operations, the newest last.
	pub last: Vec<Op>,
	/// As few operations as were found that end in the same.
	pub small: Vec<Op>,
}

/// Spreads the bits of a seed and a number.
fn mix(seed: u64, number: u64) -> u64 {
	let mut bits = seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
	bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	bits ^ (bits >> 31)
}

/// How many operations a chain has: mostly some thousands, for the checks look at everything there is.
fn length(seed: u64, chain: u64) -> u64 {
	let mut rng = Rng::with_seed(mix(!seed, chain));
	match rng.u32(..40) {
		0 => rng.u64(8_000..12_000),
		1..=12 => rng.u64(200..1_000),
		_ => rng.u64(1_000..4_000),
	}
}

/// Runs, and adds what was done to the report.
pub fn run(options: &Options, report: &mut Report) -> Result<(), Box<Failure>> {
	let begun = Instant::now();
	report.seeds.push(options.seed);
	let result = chains(options, begun, report);
	report.time += begun.elapsed();
	result
}

fn chains(options: &Options, begun: Instant, report: &mut Report) -> Result<(), Box<Failure>> {
	let (mut first, mut chain) = (0, 0);
	while first < options.ops {
		let end = (first + length(options.seed, chain)).min(options.ops);
		match options.until {
			Some(until) if until >= end => (),
			Some(until) => return one(options, first, until + 1, report),
			None => one(options, first, end, report)?,
		}
		if options.time.is_some_and(|time| begun.elapsed() >= time) {
			break;
		}
		(first, chain) = (end, chain + 1);
	}
	Ok(())
}

/// One chain, with the operations of these numbers.
fn one(options: &Options, first: u64, end: u64, report: &mut Report) -> Result<(), Box<Failure>> {
	report.chains += 1;
	let mut done: Vec<Op> = Vec::new();
	let broken = match World::new(options.fault) {
		Err(broken) => (first, broken),
		Ok(mut world) => match all(options.seed, &mut world, first..end, &mut done, report) {
			Ok(()) => return Ok(()),
			Err(broken) => broken,
		},
	};
	let (op, (check, found)) = broken;
	let last: VecDeque<Op> = done.iter().rev().take(TOLD).rev().cloned().collect();
	let small = shrink::shrink(&done, options.fault, check, options.shrink);
	Err(Box::new(Failure {
		seed: options.seed,
		op,
		place: done.len(),
		check,
		found,
		last: last.into(),
		small,
	}))
}

fn all(
	seed: u64,
	world: &mut World,
	numbers: std::ops::Range<u64>,
	done: &mut Vec<Op>,
	report: &mut Report,
) -> Result<(), (u64, Broken)> {
	let last = numbers.end;
	for number in numbers {
		let at = |broken| (number, broken);
		let rng = Rng::with_seed(mix(seed, number));
		let mut dice = Rng::with_seed(mix(seed.rotate_left(32), number));
		let op = world.draw(rng).map_err(at)?;
		done.push(op.clone());
		let look = Look {
			unchanged: dice.u64(..LOOK_EVERY) == 0,
			all: number % CHECK_EVERY == CHECK_EVERY - 1,
			index: dice.u64(..INDEX_EVERY) == 0,
		};
		let dispatched = world.step(&op, look, report).map_err(at)?;
		if !matches!(op, Op::Blocks { .. }) {
			report.note(&op, &dispatched);
		}
		if dice.u64(..ASK_EVERY) == 0 {
			report.reads += 1;
			world.ask(&mut dice).map_err(at)?;
		}
	}
	world.finish(report).map_err(|broken| (last.saturating_sub(1), broken))
}

/// An operation as text: how it is sent, and its call as it is written and as bytes.
fn told(op: &Op) -> String {
	match op.call() {
		None => format!("{op:?}"),
		Some(call) => {
			let bytes = array_bytes::bytes2hex("0x", call.encode());
			format!("{op:?}\n    call as bytes: {bytes}")
		},
	}
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { seed, op, place, check, found, .. } = self;
		writeln!(f, "BROKEN: {check}: {found}")?;
		writeln!(f, "seed {seed}, operation {op}, number {place} of its chain")?;
		writeln!(
			f,
			"replay: animechain-stateful-fuzz --seed {seed} --ops {} --until {op}",
			op + 1
		)?;
		writeln!(f, "the last {} operations, the newest last:", self.last.len())?;
		for (back, op) in (0..self.last.len()).rev().zip(&self.last) {
			writeln!(f, "  -{back}: {}", told(op))?;
		}
		writeln!(f, "{} operations are enough:", self.small.len())?;
		for op in &self.small {
			writeln!(f, "  {}", told(op))?;
		}
		Ok(())
	}
}
