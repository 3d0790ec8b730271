//! What a call weighs as a benchmark counts it: its time, and what a database takes for each key that it reads or
//! writes.

use std::time::Duration;

use animechain_runtime::RuntimeCall;
use polkadot_sdk::{
	frame_support::{
		dispatch::{extract_actual_weight, GetDispatchInfo},
		weights::{constants::RocksDbWeight, Weight},
	},
	sp_io::{hashing::twox_128, TestExternalities},
	sp_runtime::traits::Dispatchable,
};

use crate::measure::{
	declared, is_in_every_block, median, micros, must, timed, touched, twice, undone, Who,
};

/// The keys that were looked at in the state, and those that were written, but for those that every block
/// holds anyway.
pub struct Keys {
	read: Vec<Vec<u8>>,
	written: Vec<Vec<u8>>,
}

/// Does something and undoes it.
pub fn keys(ext: &mut TestExternalities, run: impl FnOnce()) -> Keys {
	let (recorder, seen) = twice();
	// What was undone before leaves its traces among the changes.
	ext.reset_overlay();
	ext.execute_with_recorder(recorder, run);
	let written: Vec<_> = ext.overlayed_changes().changes().map(|(key, _)| key.clone()).collect();
	ext.reset_overlay();
	let recorded = seen.recorded_keys();
	let read = recorded.values().flat_map(|keys| keys.keys()).map(|key| key.to_vec());
	let counts = |key: &Vec<u8>| !is_in_every_block(key);
	Keys {
		read: read.filter(counts).collect(),
		written: written.into_iter().filter(counts).collect(),
	}
}

impl Keys {
	/// How many of a pallet's rows were read, and how many written.
	pub fn of(&self, pallet: &str) -> (usize, usize) {
		let prefix = twox_128(pallet.as_bytes());
		let count = |keys: &[Vec<u8>]| keys.iter().filter(|key| key.starts_with(&prefix)).count();
		(count(&self.read), count(&self.written))
	}

	pub fn count(&self) -> (usize, usize) {
		(self.read.len(), self.written.len())
	}
}

/// What a call costs.
pub struct Cost {
	pub micros: f64,
	pub reads: usize,
	pub writes: usize,
	pub proof: usize,
}

impl Cost {
	/// What is counted of something that takes so long.
	pub fn of(ext: &mut TestExternalities, micros: f64, run: impl Fn()) -> Self {
		let (reads, writes) = keys(ext, &run).count();
		Self { micros, reads, writes, proof: touched(ext, run).bytes }
	}

	/// Microseconds.
	pub fn weight(&self) -> f64 {
		let keys = RocksDbWeight::get().reads_writes(self.reads as u64, self.writes as u64);
		self.micros + time_of(keys)
	}
}

/// The declared time, in microseconds.
pub fn time_of(weight: Weight) -> f64 {
	weight.ref_time() as f64 / 1e6
}

/// How long each of some things takes, on chains of their own. They take turns.
pub fn medians_on<const N: usize>(
	mut groups: [(&mut TestExternalities, &dyn Fn(usize) -> Duration); N],
	runs: usize,
) -> [f64; N] {
	let mut times = [(); N].map(|()| Vec::new());
	for number in 0..runs {
		for ((ext, run), times) in groups.iter_mut().zip(&mut times) {
			times.push(undone(ext, || run(number)));
		}
	}
	times.map(|times| micros(median(times)))
}

/// What a call weighs when it is over, which is what is paid for.
pub fn weighed(ext: &mut TestExternalities, who: Who, call: &RuntimeCall) -> Weight {
	let info = call.get_dispatch_info();
	undone(ext, || extract_actual_weight(&call.clone().dispatch(who.origin()), &info))
}

pub fn head() {
	println!(
		"| call                                             | time µs | r/w     | counted µs | most µs | paid µs | times | proof B | most B  | paid B  | times  |"
	);
	println!(
		"|--------------------------------------------------|--------:|--------:|-----------:|--------:|--------:|------:|--------:|--------:|--------:|-------:|"
	);
}

/// A row of the table: what was measured, what is declared before a call is dispatched, which is the most that it
/// can take, and what is paid for in the end. Says how many times what was measured that is.
pub fn row(name: &str, cost: &Cost, most: Weight, paid: Weight) -> (f64, f64) {
	let Cost { micros, reads, writes, proof } = *cost;
	let (counted, time, bytes) = (cost.weight(), time_of(paid), paid.proof_size());
	let (by_time, by_proof) = (time / counted, bytes as f64 / proof as f64);
	let (most_time, most_bytes) = (time_of(most), most.proof_size());
	let keys = format!("{reads}/{writes}");
	println!(
		"| {name:<48} | {micros:>7.1} | {keys:>7} | {counted:>10.0} | {most_time:>7.0} | {time:>7.0} | {by_time:>5.2} | {proof:>7} | {most_bytes:>7} | {bytes:>7} | {by_proof:>6.2} |"
	);
	(by_time, by_proof)
}

/// Measures a call in a state that is prepared for it, and says how many times what was counted is paid for.
pub fn measured_row(
	ext: &mut TestExternalities,
	name: &str,
	who: impl Into<Who>,
	call: &RuntimeCall,
	runs: usize,
) -> (f64, f64) {
	let who = who.into();
	let [micros] = medians_on([(ext, &|_| timed(who, call))], runs);
	let cost = Cost::of(ext, micros, || must(who, call));
	let paid = weighed(ext, who, call);
	row(name, &cost, declared(call), paid)
}
