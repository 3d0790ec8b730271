//! Writes the weight files of the pallets, and prints what they hold.
//!
//! The SDK's `benchmark pallet` measures time, and writes weight files whose proof size is the largest of the
//! prefixes that a call touches. A block has to carry all of them, so this tool asks the same benchmarks which
//! keys they touch and declares the sum. `make weights` runs both.
//!
//! | file | subject |
//! |---|---|
//! | `runtime` | the wasm runtime: its benchmarks, its storage, the keys that a benchmark touches |
//! | `proof` | bytes of proof for a set of keys |
//! | `fit` | a linear function that is nowhere under what was measured |
//! | `measured` | all of it for one benchmark |
//! | `file` | the Rust file of a pallet |
//! | `show` | what the files that are there say of themselves |

mod file;
mod fit;
mod measured;
mod proof;
mod runtime;
mod show;

use std::{fs, path::PathBuf};

use anyhow::{bail, Context, Result};
use clap::{Args, Parser, Subcommand};
use polkadot_sdk::{
	cumulus_client_service::storage_proof_size, frame_benchmarking::BenchmarkBatchSplitResults,
	frame_benchmarking_cli::PalletCmd, sp_runtime::traits::BlakeTwo256,
};
use tracing_subscriber::EnvFilter;

use crate::{
	file::{Conditions, WeightFile},
	measured::Measured,
	runtime::BenchmarkedRuntime,
};

/// Weights from benchmarks, with proof sizes that are sums over the keys.
#[derive(Parser)]
#[command(name = "animechain-weights", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Run benchmarks: the SDK's `benchmark pallet`.
	Measure(Box<PalletCmd>),
	/// Write the weight file of each of these pallets.
	Generate(Generate),
	/// Print a table of all benchmarks: time, keys, proof as a sum and as the SDK would declare it.
	Table(Measurements),
	/// Print when, where and from what the weight files were made, and what their calls declare.
	Show {
		/// Weight files.
		#[arg(required = true)]
		files: Vec<PathBuf>,
	},
}

/// What was measured.
#[derive(Args)]
struct Measurements {
	/// The wasm runtime that was benchmarked, built with `runtime-benchmarks`.
	#[arg(long, value_name = "WASM")]
	runtime: PathBuf,
	/// What `benchmark pallet --json-file` wrote about it.
	#[arg(long, value_name = "JSON")]
	times: PathBuf,
}

#[derive(Args)]
struct Generate {
	#[command(flatten)]
	measurements: Measurements,
	/// A pallet and the file that its weights go to, as `pallet_provenance=pallets/provenance/src/weights.rs`.
	#[arg(long = "pallet", value_name = "NAME=FILE", required = true)]
	pallets: Vec<String>,
	/// The day of the measurement, as 2026-11-21.
	#[arg(long)]
	date: String,
	/// The machine, in words.
	#[arg(long)]
	machine: String,
	/// How often each point was measured.
	#[arg(long)]
	repeat: u32,
	/// At how many points each component was measured.
	#[arg(long)]
	steps: u32,
}

impl Measurements {
	/// The runtime, and its benchmarks with everything that is known of them, by pallet.
	fn read(&self) -> Result<(BenchmarkedRuntime, Vec<(String, Vec<Measured>)>)> {
		let runtime = BenchmarkedRuntime::load(&self.runtime)?;
		let times = fs::read(&self.times)
			.with_context(|| format!("cannot read {}", self.times.display()))?;
		let times: Vec<BenchmarkBatchSplitResults> = serde_json::from_slice(&times)
			.with_context(|| format!("{} is no result of benchmarks", self.times.display()))?;
		let mut pallets = Vec::<(String, Vec<Measured>)>::new();
		for batch in &times {
			let pallet = String::from_utf8(batch.pallet.clone())?;
			let measured = Measured::of(&runtime, batch)?;
			match pallets.iter_mut().find(|(name, _)| *name == pallet) {
				Some((_, benchmarks)) => benchmarks.push(measured),
				None => pallets.push((pallet, vec![measured])),
			}
		}
		Ok((runtime, pallets))
	}
}

fn generate(arguments: &Generate) -> Result<()> {
	let (runtime, pallets) = arguments.measurements.read()?;
	for wanted in &arguments.pallets {
		let (name, path) = wanted
			.split_once('=')
			.with_context(|| format!("--pallet takes NAME=FILE, not {wanted}"))?;
		let Some((_, benchmarks)) = pallets.iter().find(|(pallet, _)| pallet == name) else {
			bail!("{} has no benchmark of {name}", arguments.measurements.times.display());
		};
		let conditions = Conditions {
			date: &arguments.date,
			machine: &arguments.machine,
			runtime: runtime.version(),
			steps: arguments.steps,
			repeat: arguments.repeat,
		};
		let text = WeightFile { pallet: name, conditions, benchmarks }.to_string();
		fs::write(path, text).with_context(|| format!("cannot write {path}"))?;
		println!("{path}: {} benchmarks", benchmarks.len());
	}
	Ok(())
}

fn table(measurements: &Measurements) -> Result<()> {
	let (_, pallets) = measurements.read()?;
	println!("| benchmark | time µs | reads | writes | proof B, sum over keys | proof B, as the SDK takes it |");
	println!("|---|--:|--:|--:|--:|--:|");
	for (pallet, benchmarks) in &pallets {
		for one in benchmarks {
			println!("| `{pallet}::{}` | {} |", one.name, one.at_most().join(" | "));
		}
	}
	Ok(())
}

fn main() -> Result<()> {
	// What the SDK says while it measures, which benchmark fails for one.
	let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
	tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
	match Cli::parse().command {
		Command::Measure(command) => command
			.run_with_spec::<BlakeTwo256, storage_proof_size::HostFunctions>(None)
			.map_err(Into::into),
		Command::Generate(arguments) => generate(&arguments),
		Command::Table(measurements) => table(&measurements),
		Command::Show { files } => show::print(&files),
	}
}
