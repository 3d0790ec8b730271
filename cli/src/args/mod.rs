//! The command line.

mod edges;
mod help;
mod publish;

use std::path::PathBuf;

use animechain_primitives::AssetId;
use clap::{Args, FromArgMatches, Parser, Subcommand};

use crate::{chain::AccountId, keys::KeyText};

pub use edges::{DatasetEdges, ModelEdges, OutputEdges, WorkEdges};
pub use publish::{Collection, Declaration, Sending, SingleFile};

/// Reads the command line. Wrong usage ends the process with exit code 2.
pub fn parse() -> Cli {
	let matches = help::command().get_matches();
	Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Register works, publish models and outputs, trace and verify them on an Animechain node
#[derive(Parser)]
#[command(name = "animechain", version)]
pub struct Cli {
	#[command(flatten)]
	pub global: Global,
	/// The command.
	#[command(subcommand)]
	pub command: Command,
}

/// Options of every command.
#[derive(Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
	/// The node to talk to
	#[arg(
		long,
		global = true,
		env = "ANIMECHAIN_URL",
		hide_env_values = true,
		default_value = "ws://127.0.0.1:9944",
		value_name = "URL"
	)]
	pub url: String,
	/// The key to sign with: //NAME for a development key such as //Alice, or @FILE for a file that
	/// holds a phrase or a 0x seed [env: ANIMECHAIN_KEY, which takes all of these]
	#[arg(long, global = true, value_name = "KEY")]
	pub key: Option<KeyText>,
	/// Answer with one JSON document on stdout (64-bit numbers are strings)
	#[arg(long, global = true)]
	pub json: bool,
	/// Where names and salts are kept [default: ~/.local/share/animechain]
	#[arg(
		long,
		global = true,
		env = "ANIMECHAIN_STORE",
		hide_env_values = true,
		value_name = "DIR"
	)]
	pub store: Option<PathBuf>,
}

/// The commands. Their order within a group of the help is the order here.
#[derive(Subcommand)]
pub enum Command {
	/// Register drawings and other works: one file, or many as a collection
	Register(Register),
	/// Publish a dataset made of works, outputs and other datasets
	Dataset(Dataset),
	/// Publish a model and what it was trained on or made from
	Model(Model),
	/// Publish what a model generated: one file, or many as a collection
	Output(Output),
	/// Show what the chain knows about an asset
	Show(Show),
	/// Show the whole ancestry of an asset as a tree, down to single files
	Trace(Trace),
	/// Check a file against the chain; the exit code is the verdict
	#[command(after_help = help::VERDICTS)]
	Verify(Verify),
	/// Write everything that proves one file into a file for somebody else
	Proof(Proof),
	/// Close an asset for good: it keeps its record and gets no new children
	Retire(Retire),
	/// Hand an asset to another account
	Transfer(Transfer),
	/// Print the address of --key
	Keys,
	/// Hash files and build their tree, without a node: for measuring
	#[command(hide = true)]
	Tree(Tree),
}

/// `register`
#[derive(Args)]
pub struct Register {
	/// Files, and folders with all that is in them (hidden files are left out)
	#[arg(value_name = "FILE|DIR", required_unless_present = "resume")]
	pub files: Vec<PathBuf>,
	/// Send a registration again that was prepared and did not get through
	#[arg(long, value_name = "MANIFEST", conflicts_with = "files")]
	pub resume: Option<PathBuf>,
	#[command(flatten)]
	pub collection: Collection,
	#[command(flatten)]
	pub declaration: Declaration,
	#[command(flatten)]
	pub edges: WorkEdges,
	#[command(flatten)]
	pub sending: Sending,
}

/// `dataset`
#[derive(Args)]
pub struct Dataset {
	#[command(flatten)]
	pub edges: DatasetEdges,
	#[command(flatten)]
	pub content: SingleFile,
	#[command(flatten)]
	pub declaration: Declaration,
	#[command(flatten)]
	pub sending: Sending,
}

/// `model`
#[derive(Args)]
pub struct Model {
	#[command(flatten)]
	pub edges: ModelEdges,
	#[command(flatten)]
	pub content: SingleFile,
	#[command(flatten)]
	pub declaration: Declaration,
	#[command(flatten)]
	pub sending: Sending,
}

/// `output`
#[derive(Args)]
pub struct Output {
	/// Files, and folders with all that is in them (hidden files are left out)
	#[arg(value_name = "FILE|DIR", required = true)]
	pub files: Vec<PathBuf>,
	#[command(flatten)]
	pub collection: Collection,
	#[command(flatten)]
	pub declaration: Declaration,
	#[command(flatten)]
	pub edges: OutputEdges,
	#[command(flatten)]
	pub sending: Sending,
}

/// `show`
#[derive(Args)]
pub struct Show {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
}

/// `trace`
#[derive(Args)]
pub struct Trace {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	/// Show at most this many steps up
	#[arg(long, value_name = "N")]
	pub depth: Option<u32>,
	/// List the files of assets that the local store knows
	#[arg(long)]
	pub files: bool,
}

/// `verify`
#[derive(Args)]
pub struct Verify {
	/// The file to check
	#[arg(value_name = "FILE")]
	pub file: PathBuf,
	/// Check it against this asset; otherwise against the newest one that has this file
	#[arg(long, value_name = "ID")]
	pub asset: Option<AssetId>,
	/// Check it with a proof that somebody else exported, instead of the local store
	#[arg(long, value_name = "PROOF.json", conflicts_with = "asset")]
	pub proof: Option<PathBuf>,
}

/// `proof`
#[derive(Args)]
pub struct Proof {
	/// The file, unchanged since it was registered
	#[arg(value_name = "FILE")]
	pub file: PathBuf,
	/// Of this asset; otherwise of the newest one that has this file
	#[arg(long, value_name = "ID")]
	pub asset: Option<AssetId>,
	/// Where to write the proof. It reveals the salt of this one file and of no other
	#[arg(long, value_name = "PROOF.json")]
	pub out: PathBuf,
}

/// `retire`
#[derive(Args)]
pub struct Retire {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	#[command(flatten)]
	pub sending: Sending,
}

/// `transfer`
#[derive(Args)]
pub struct Transfer {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	/// The account that controls it from now on
	#[arg(long, value_name = "SS58")]
	pub to: AccountId,
	#[command(flatten)]
	pub sending: Sending,
}

/// `tree`
#[derive(Args)]
pub struct Tree {
	/// Files and folders
	#[arg(value_name = "FILE|DIR", required = true)]
	pub files: Vec<PathBuf>,
}
