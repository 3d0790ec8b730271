//! Runs random operations on the whole runtime: see the crate's documentation.

use std::{path::PathBuf, process::ExitCode, time::Duration};

use animechain_stateful_fuzz::{
	report::Report,
	run::{run, Options},
};
use clap::Parser;

/// Random operations on the whole runtime, and what must hold after each of them.
#[derive(Parser)]
#[command(version)]
struct Args {
	/// Everything follows from it. Without one, a fresh one is drawn and printed.
	#[arg(long)]
	seed: Option<u64>,
	/// How many operations for each seed.
	#[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
	ops: u64,
	/// How many seeds, one after the other: the first and those that follow from it.
	#[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
	seeds: u64,
	/// Begin no further chain after as many seconds, for each seed.
	#[arg(long)]
	time: Option<u64>,
	/// Replay one chain up to this operation, which `--seed` and `--ops` name.
	#[arg(long, requires = "seed")]
	until: Option<u64>,
	/// Write the summary into this file too.
	#[arg(long)]
	summary: Option<PathBuf>,
	/// How many seconds a failure may be made smaller.
	#[arg(long, default_value_t = 120)]
	shrink: u64,
}

fn main() -> ExitCode {
	let args = Args::parse();
	if args.until.is_some_and(|until| until >= args.ops) {
		eprintln!("--until {} is not among --ops {}", args.until.unwrap_or_default(), args.ops);
		return ExitCode::from(2);
	}
	let first = args.seed.unwrap_or_else(|| fastrand::u64(..));
	let mut report = Report::default();
	for seed in (0..args.seeds).map(|number| first.wrapping_add(number)) {
		println!("seed {seed}: {} operations", args.ops);
		let options = Options {
			seed,
			ops: args.ops,
			until: args.until,
			time: args.time.map(Duration::from_secs),
			shrink: Duration::from_secs(args.shrink),
			fault: None,
		};
		if let Err(failure) = run(&options, &mut report) {
			println!("{report}\n{failure}");
			return ExitCode::FAILURE;
		}
	}
	println!("{report}");
	if let Some(path) = args.summary {
		if let Err(error) = std::fs::write(&path, report.to_string()) {
			eprintln!("the summary cannot be written into {}: {error}", path.display());
			return ExitCode::from(2);
		}
	}
	ExitCode::SUCCESS
}
