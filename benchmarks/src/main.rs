//! `animechain-benchmarks honesty` and `animechain-benchmarks peers`.

use std::process::ExitCode;

use animechain_benchmarks::{honesty, peers};
use clap::Parser;

/// What calls really take, beside what they declare and beside what others need for the like.
#[derive(Parser)]
#[command(name = "animechain-benchmarks", version)]
enum Command {
	/// Real time and real proof of every call / declared: alone, in full blocks and mixed. Fails when one of ours takes
	/// more than it declares.
	Honesty(honesty::Options),
	/// Our calls beside those of pallet-nfts, pallet-nomination-pools and pallet-balances in one runtime.
	Peers(peers::Options),
}

fn main() -> ExitCode {
	let result = match Command::parse() {
		Command::Honesty(options) => honesty::run(&options),
		Command::Peers(options) => peers::run(&options),
	};
	match result {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::from(1),
		Err(error) => {
			eprintln!("error: {error:#}");
			ExitCode::from(2)
		},
	}
}
