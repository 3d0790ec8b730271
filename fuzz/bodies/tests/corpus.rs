//! Every committed input of every target, played back: what a fuzzer found once stays found. Then some changes of them, the
//! same in every run.

use std::{collections::BTreeMap, path::PathBuf};

use animechain_fuzz_bodies::{Target, TARGETS};

/// The stack that the targets have, too: calls nest.
const STACK: usize = 256 << 20;

fn corpora() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../targets/corpus")
}

/// The inputs of a target by their names: its seeds, and what is committed.
fn inputs(target: &Target) -> BTreeMap<String, Vec<u8>> {
	let mut inputs: BTreeMap<_, _> = (target.seeds)().into_iter().collect();
	assert!(inputs.len() > 5, "{} has hardly a seed", target.name);
	let folder = corpora().join(target.name);
	// A target of which nothing was kept yet has no folder.
	for entry in std::fs::read_dir(&folder).into_iter().flatten() {
		let entry = entry.expect("a folder can be read");
		let bytes = std::fs::read(entry.path()).expect("an input can be read");
		inputs.insert(entry.file_name().to_string_lossy().into_owned(), bytes);
	}
	inputs
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
	fn below(&mut self, end: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 11) as usize % end.max(1)
	}

	/// An input with a few changes: what the fuzzer does, without its eyes.
	fn changed(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
		let mut bytes = inputs[self.below(inputs.len())].clone();
		for _ in 0..=self.below(4) {
			let (at, length) = (self.below(bytes.len()), self.below(9));
			let end = (at + length).min(bytes.len());
			match self.below(6) {
				0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << self.below(8)),
				1 => {
					bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = self.below(256) as u8)
				},
				2 => bytes[at..end].fill(if length.is_multiple_of(2) { 0 } else { 0xff }),
				3 => bytes.drain(at..end).for_each(drop),
				4 => {
					let more: Vec<u8> = (0..length).map(|_| self.below(256) as u8).collect();
					bytes.splice(at..at, more).for_each(drop);
				},
				_ => {
					let other = &inputs[self.below(inputs.len())];
					let from = self.below(other.len());
					bytes.splice(at..end, other[from..].iter().copied()).for_each(drop);
				},
			}
			bytes.truncate(8_192);
		}
		bytes
	}
}

/// Changed inputs of each target: 1,000, or as many as `FUZZ_RUNS` says.
fn runs() -> usize {
	let asked = std::env::var("FUZZ_RUNS").ok();
	asked.map_or(1_000, |runs| runs.parse().expect("FUZZ_RUNS is a number"))
}

fn play_back(name: &'static str) {
	let target = TARGETS.iter().find(|target| target.name == name).expect("there is one");
	let all = move || {
		let inputs = inputs(target);
		for (input, bytes) in &inputs {
			println!("{name}/{input}");
			(target.run)(bytes);
		}
		let inputs: Vec<_> = inputs.into_values().collect();
		let mut random = Random(0x9e37_79b9_7f4a_7c15);
		for run in 0..runs() {
			let bytes = random.changed(&inputs);
			if std::panic::catch_unwind(|| (target.run)(&bytes)).is_err() {
				panic!("changed input {run} fails: {bytes:02x?}");
			}
		}
	};
	let thread = std::thread::Builder::new().stack_size(STACK).spawn(all).expect("a thread");
	thread.join().expect("every input passes: the last one printed did not");
}

#[test]
fn merkle_sum() {
	play_back("merkle_sum");
}

#[test]
fn bundle() {
	play_back("bundle");
}

#[test]
fn cursor() {
	play_back("cursor");
}

#[test]
fn snapshot() {
	play_back("snapshot");
}

#[test]
fn params() {
	play_back("params");
}

#[test]
fn calls() {
	play_back("calls");
}
