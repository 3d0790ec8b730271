//! No call takes more than it declares: each once alone in a block, in a small state. `make honesty` does the rest.

use animechain_benchmarks::honesty::{run, Options};

#[test]
fn no_call_takes_more_than_it_declares() {
	let options = Options {
		rows: vec![1_000],
		only: String::new(),
		alone: true,
		runs: 5,
		runtime: None,
		out: None,
	};
	assert!(run(&options).expect("every call can be measured"));
}
