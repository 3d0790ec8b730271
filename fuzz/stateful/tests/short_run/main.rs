//! Some 20,000 operations on the whole runtime, and faults that the fuzzer must find.

mod planted;

use std::time::Duration;

use animechain_stateful_fuzz::{
	report::Report,
	run::{run, Options},
};

/// Seeds that are run each time, so that what they once found stays found.
const SEEDS: [u64; 3] = [1, 2, 3];

fn options(seed: u64, ops: u64) -> Options {
	let shrink = Duration::from_secs(20);
	Options { seed, ops, until: None, time: None, shrink, fault: None }
}

fn holds(options: &Options, report: &mut Report) {
	if let Err(failure) = run(options, report) {
		panic!("{failure}");
	}
}

#[test]
fn nothing_breaks_with_fixed_seeds() {
	let mut report = Report::default();
	for seed in SEEDS {
		holds(&options(seed, 5_000), &mut report);
	}
	// What is drawn fits the state most of the time, or nothing deep would ever be reached.
	let (sent, done) = (report.sent(), report.done());
	assert!(done * 10 >= sent * 6, "{done} of {sent} were ok\n{report}");
	// For these two something else must have come to nothing before: longer runs reach them.
	let never: Vec<_> = report.never_done();
	let unlucky = ["Rights.poke", "Rights.collect"];
	assert!(never.iter().all(|call| unlucky.contains(&&call[..])), "never ok: {never:?}\n{report}");
	assert!(report.checks > 200 && report.unchanged > 20 && report.blocks > 500, "{report}");
	assert!(report.met.len() > 80, "errors are met too\n{report}");
}

#[test]
fn nothing_breaks_with_a_fresh_seed() {
	let seed = fastrand::u64(..);
	println!("seed {seed}");
	holds(&options(seed, 5_000), &mut Report::default());
}

#[test]
fn the_same_seed_does_the_same() {
	let run = || {
		let mut report = Report::default();
		holds(&options(7, 1_500), &mut report);
		let by_call: Vec<_> =
			report.calls.iter().map(|(call, line)| (*call, line.sent, line.done)).collect();
		(by_call, report.met, report.inner, report.blocks)
	};
	assert_eq!(run(), run());
}
