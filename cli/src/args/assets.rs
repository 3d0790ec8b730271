//! Options of the commands that publish assets.

use std::path::PathBuf;

use clap::Args;

use super::{
	Collection, DatasetEdges, Declaration, ModelEdges, OutputEdges, Sending, SingleFile, WorkEdges,
};

/// `register`
#[derive(Args)]
pub struct Register {
	/// Files, and folders with all that is in them (hidden files are left out)
	#[arg(value_name = "FILE|DIR", required_unless_present = "resume")]
	pub files: Vec<PathBuf>,
	/// Send a registration again that was prepared and did not get through
	#[arg(long, value_name = "MANIFEST", conflicts_with = "files")]
	pub resume: Option<PathBuf>,
	/// Register files that somebody else has reserved: see `animechain check`
	#[arg(long)]
	pub despite_reservations: bool,
	/// Register files once more that are an asset already
	#[arg(long)]
	pub again: bool,
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
	/// Publish files once more that are an asset already
	#[arg(long)]
	pub again: bool,
	#[command(flatten)]
	pub collection: Collection,
	#[command(flatten)]
	pub declaration: Declaration,
	#[command(flatten)]
	pub edges: OutputEdges,
	#[command(flatten)]
	pub sending: Sending,
}
