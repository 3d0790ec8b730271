//! Options of the commands that only read.

use std::path::PathBuf;

use animechain_primitives::{AssetId, LeafIndex, LicenceId, OfferId, Purposes};
use clap::Args;
use polkadot_sdk::sp_core::H256;

use super::purposes::{parse_some_purposes, PURPOSES};
use crate::{
	chain::{AccountId, BlockNumber},
	encoding::parse_hex32,
};

/// Commands that are about one asset and take nothing else.
#[derive(Args)]
pub struct OneAsset {
	/// The asset
	#[arg(value_name = "ASSET")]
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
	#[arg(value_name = "FILE", required_unless_present = "bundle")]
	pub file: Option<PathBuf>,
	/// Check it against this asset; otherwise against the newest one that has this file. Of a bundle: the asset
	/// that it has to be about
	#[arg(long, value_name = "ID")]
	pub asset: Option<AssetId>,
	/// Check it with a proof that somebody else exported, instead of the local store
	#[arg(long, value_name = "PROOF.json", conflicts_with = "asset", requires = "file")]
	pub proof: Option<PathBuf>,
	/// Check a bundle, without a node: that its asset descends from its ancestor. With FILE: that the file, too, is
	/// what one of the assets on the path was registered with
	#[arg(long, value_name = "BUNDLE.json")]
	pub bundle: Option<PathBuf>,
	/// The ancestor that the bundle has to lead to
	#[arg(long, value_name = "ID", requires = "bundle")]
	pub ancestor: Option<AssetId>,
	/// The hash of a final block, known from elsewhere, that the bundle has to be of
	#[arg(long, value_name = "HASH", value_parser = parse_block, requires = "bundle")]
	pub block: Option<H256>,
	/// Ask the node at --url, and believe it, whether the block of the bundle is final
	#[arg(long, requires = "bundle", conflicts_with = "block")]
	pub ask_node: bool,
}

fn parse_block(text: &str) -> Result<H256, &'static str> {
	parse_hex32(text).map(H256)
}

/// `bundle`
#[derive(Args)]
pub struct Bundle {
	/// The asset
	#[arg(value_name = "ID")]
	pub asset: AssetId,
	/// What it descends from; otherwise the bundle proves the asset alone
	#[arg(long, value_name = "ID")]
	pub ancestor: Option<AssetId>,
	/// Where to write the bundle
	#[arg(long, value_name = "BUNDLE.json")]
	pub out: PathBuf,
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

/// `permitted`
#[derive(Args)]
pub struct Permitted {
	/// The asset
	#[arg(value_name = "ASSET")]
	pub asset: AssetId,
	/// What for: all of these at once, of data-mining, inference, training, generative-training,
	/// derivative, distribution, or all
	#[arg(long, value_name = PURPOSES, value_parser = parse_some_purposes)]
	pub purposes: Purposes,
	/// For commercial use
	#[arg(long)]
	pub commercial: bool,
	/// Who wants to use it [default: the account of --key]
	#[arg(long, value_name = "ACCOUNT")]
	pub who: Option<AccountId>,
	/// Whether it was permitted at this block; otherwise whether it is now
	#[arg(long, value_name = "BLOCK")]
	pub at: Option<BlockNumber>,
	/// One leaf of the collection
	#[arg(long, value_name = "N")]
	pub leaf: Option<LeafIndex>,
}

/// `licences`
#[derive(Args)]
pub struct Licences {
	/// Whose [default: those of --key]
	#[arg(value_name = "ACCOUNT")]
	pub account: Option<AccountId>,
}

/// `check`
#[derive(Args)]
pub struct Check {
	/// Files, and folders with all that is in them (hidden files are left out)
	#[arg(value_name = "DIR|FILE", required = true)]
	pub files: Vec<PathBuf>,
}

/// `receipt`
#[derive(Args)]
#[command(group = clap::ArgGroup::new("subject").required(true))]
pub struct Receipt {
	/// Of a licence
	#[arg(long, value_name = "ID", group = "subject")]
	pub licence: Option<LicenceId>,
	/// Of an offer
	#[arg(long, value_name = "ID", group = "subject")]
	pub offer: Option<OfferId>,
	/// Of what allowed a child to be made from its parent
	#[arg(long, value_name = "CHILD:PARENT", value_parser = parse_pair, group = "subject")]
	pub edge: Option<(AssetId, AssetId)>,
	/// Write it to this file; otherwise to stdout
	#[arg(long, value_name = "RECEIPT.json")]
	pub out: Option<PathBuf>,
}

fn parse_pair(text: &str) -> Result<(AssetId, AssetId), &'static str> {
	let pair = text
		.split_once(':')
		.and_then(|(child, parent)| Some((child.parse().ok()?, parent.parse().ok()?)));
	pair.ok_or("CHILD:PARENT is needed, two ids like 4:2")
}

/// `tree`
#[derive(Args)]
pub struct Tree {
	/// Files and folders
	#[arg(value_name = "FILE|DIR", required = true)]
	pub files: Vec<PathBuf>,
}
