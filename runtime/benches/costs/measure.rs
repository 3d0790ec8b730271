//! Times, proofs and bars.

use std::time::{Duration, Instant};

use animechain_runtime::{RuntimeCall, RuntimeOrigin};
use polkadot_sdk::{
	frame_support::{
		dispatch::GetDispatchInfo, storage::transactional::with_transaction, weights::Weight,
	},
	sp_io::{hashing::twox_128, storage, TestExternalities},
	sp_keyring::Sr25519Keyring,
	sp_runtime::{traits::Dispatchable, DispatchError, StateVersion, TransactionOutcome},
};

/// Runs of which the median is taken.
pub const RUNS: usize = 2_001;

/// Whose call it is.
#[derive(Clone, Copy)]
pub enum Who {
	Root,
	Signed(Sr25519Keyring),
}

impl From<Sr25519Keyring> for Who {
	fn from(key: Sr25519Keyring) -> Self {
		Self::Signed(key)
	}
}

impl Who {
	pub fn origin(self) -> RuntimeOrigin {
		match self {
			Self::Root => RuntimeOrigin::root(),
			Self::Signed(key) => RuntimeOrigin::signed(key.to_account_id()),
		}
	}
}

/// How long it takes. It succeeds.
pub fn timed(who: impl Into<Who>, call: &RuntimeCall) -> Duration {
	clocked(call.clone(), who.into().origin())
}

/// How long a call of any runtime takes. It succeeds.
pub fn clocked<Call: Dispatchable>(call: Call, origin: Call::RuntimeOrigin) -> Duration {
	let start = Instant::now();
	let result = call.dispatch(origin);
	let time = start.elapsed();
	if let Err(refusal) = result {
		panic!("the call fails: {:?}", refusal.error);
	}
	time
}

/// How long something takes.
pub fn clocked_run(run: impl FnOnce()) -> Duration {
	let start = Instant::now();
	run();
	start.elapsed()
}

pub fn must(who: impl Into<Who>, call: &RuntimeCall) {
	timed(who, call);
}

/// Does something and undoes it.
pub fn undone<R>(ext: &mut TestExternalities, run: impl FnOnce() -> R) -> R {
	ext.execute_with(|| rolled_back(run))
}

fn rolled_back<R>(run: impl FnOnce() -> R) -> R {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(run())))
		.expect("nothing in it fails")
}

pub fn median(mut times: Vec<Duration>) -> Duration {
	times.sort();
	times[times.len() / 2]
}

/// How long each of some groups of calls takes. They take turns, so that whatever else the machine does falls on
/// all of them alike.
pub fn medians<const N: usize>(
	ext: &mut TestExternalities,
	groups: [(Who, &[RuntimeCall]); N],
	runs: usize,
) -> [f64; N] {
	let mut times = [(); N].map(|()| Vec::new());
	for run in 0..runs {
		for ((who, calls), times) in groups.iter().zip(&mut times) {
			times.push(undone(ext, || timed(*who, &calls[run % calls.len()])));
		}
	}
	times.map(|times| micros(median(times)))
}

pub fn micros(time: Duration) -> f64 {
	time.as_secs_f64() * 1e6
}

/// What a block with nothing else in it needs for a proof.
pub struct Touched {
	/// The encoded proof: of everything that was read, and of what the new root needs.
	pub bytes: usize,
	/// How many keys were looked at, but for those that every block holds anyway.
	pub keys: usize,
}

/// Does something, computes the root, and undoes it.
pub fn touched(ext: &mut TestExternalities, run: impl FnOnce()) -> Touched {
	let (recorder, seen) = twice();
	ext.execute_with_recorder(recorder, || {
		rolled_back(|| {
			run();
			storage::root(StateVersion::V1);
		});
	});
	let keys = seen.recorded_keys();
	let keys = keys.values().flat_map(|keys| keys.keys()).filter(|key| !is_in_every_block(key));
	Touched { keys: keys.count(), bytes: encoded_size(&seen.to_storage_proof()) }
}

fn encoded_size(proof: &impl codec::Encode) -> usize {
	proof.encoded_size()
}

/// Two handles of the same thing, whatever it is: the recorder's crate is not one of the runtime's.
pub fn twice<T: Clone + Default>() -> (T, T) {
	let one = T::default();
	(one.clone(), one)
}

/// The block's number, phase and events, which no weight counts.
pub fn is_in_every_block(key: &[u8]) -> bool {
	let of_system = |item: &[u8]| [twox_128(b"System"), twox_128(item)].concat();
	let items: [&[u8]; 4] = [b"Number", b"ExecutionPhase", b"EventCount", b"Events"];
	key.starts_with(b":") || items.iter().any(|item| key == of_system(item))
}

pub fn declared(call: &RuntimeCall) -> Weight {
	call.get_dispatch_info().call_weight
}

pub fn head() {
	println!(
		"| call                                      | time µs | proof B | keys | weight µs | weight B  |"
	);
	println!(
		"|-------------------------------------------|--------:|--------:|-----:|----------:|----------:|"
	);
}

/// A row of the table, of what we declare nothing about.
pub fn foreign_row(name: &str, micros: f64, touched: &Touched, weight: Weight) {
	let (time, proof) = (weight.ref_time() as f64 / 1e6, weight.proof_size());
	let Touched { bytes, keys } = *touched;
	println!("| {name:<41} | {micros:>7.1} | {bytes:>7} | {keys:>4} | {time:>9.1} | {proof:>9} |");
}

/// A row of the table. What is declared is never less than what was measured.
pub fn row(name: &str, micros: f64, touched: &Touched, weight: Weight) {
	foreign_row(name, micros, touched, weight);
	let (time, proof) = (weight.ref_time() as f64 / 1e6, weight.proof_size());
	let bytes = touched.bytes;
	assert!(bytes as u64 <= proof, "{name}: the proof is longer than declared");
	assert!(micros <= time, "{name}: it takes longer than declared");
}

/// Measures a call in a state that is prepared for it.
pub fn measured_row(
	ext: &mut TestExternalities,
	name: &str,
	who: impl Into<Who>,
	call: &RuntimeCall,
	runs: usize,
) -> f64 {
	let who = who.into();
	let [micros] = medians(ext, [(who, core::slice::from_ref(call))], runs);
	let touched = touched(ext, || must(who, call));
	row(name, micros, &touched, declared(call));
	micros
}

pub fn section(title: &str) {
	println!("\n{title}\n");
}

/// A figure and what it may be at most.
pub fn at_most(name: &str, value: f64, bar: f64) {
	let verdict = if value <= bar { "held" } else { "MISSED" };
	println!("{name:<76} {value:>10.3}  at most {bar:<6} {verdict}");
}

/// A figure.
pub fn figure(name: &str, value: impl core::fmt::Display) {
	println!("{name:<76} {value:>10}");
}
