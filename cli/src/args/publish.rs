//! Options that the publishing commands share.

use std::path::PathBuf;

use animechain_primitives::Basis;
use clap::{
	builder::{PossibleValuesParser, TypedValueParser},
	Args,
};
use polkadot_sdk::sp_runtime::Permill;

use super::purposes::IntentArgs;
use crate::{chain::AccountId, encoding, share, words};

/// How files become a collection.
#[derive(Args)]
#[group(skip)]
pub struct Collection {
	/// Make a collection even of a single file
	#[arg(long, help_heading = "Collections")]
	pub collection: bool,
	/// The weight of each file, as a JSON map from path to number; others weigh 1
	#[arg(long, value_name = "FILE", help_heading = "Collections")]
	pub weights: Option<PathBuf>,
	/// Who earns for the files, if not the signer
	#[arg(long, value_name = "SS58", help_heading = "Collections")]
	pub contributor: Option<AccountId>,
	/// Who earns for each file, as a JSON map from path to address; for others it is the signer
	#[arg(long, value_name = "FILE", conflicts_with = "contributor", help_heading = "Collections")]
	pub contributors: Option<PathBuf>,
	/// The part of what the collection keeps that goes to its contributors
	#[arg(
		long,
		value_name = "PERCENT",
		default_value = "100",
		value_parser = share::parse,
		help_heading = "Collections"
	)]
	pub contributors_share: Permill,
}

/// The one file, or the commitment, that a dataset or a model stands for.
#[derive(Args)]
#[group(multiple = false)]
pub struct SingleFile {
	/// A card, a list or the weights: the asset commits to this file, with a salt
	#[arg(long, value_name = "FILE", help_heading = "Content")]
	pub file: Option<PathBuf>,
	/// A commitment that was made elsewhere
	#[arg(long, value_name = "HEX", value_parser = encoding::parse_hex32, help_heading = "Content")]
	pub commitment: Option<[u8; 32]>,
}

/// What is said about an asset of any kind.
#[derive(Args)]
#[group(skip)]
pub struct Declaration {
	/// Why it may be used [default: opt-in; of an output: synthetic]
	#[arg(long, value_parser = bases(), help_heading = "Declaration")]
	pub basis: Option<Basis>,
	/// A document about it: the asset commits to it as well, with a salt
	#[arg(long, value_name = "FILE", help_heading = "Declaration")]
	pub metadata: Option<PathBuf>,
	/// Where its rights are described: an ISCC, ISNI, DOI … of at most 64 bytes
	#[arg(long, value_name = "TEXT", help_heading = "Declaration")]
	pub rights_information: Option<String>,
	#[command(flatten)]
	pub intent: IntentArgs,
}

/// How it is sent.
#[derive(Args)]
#[group(skip)]
pub struct Sending {
	/// Wait until the block is final
	#[arg(long, help_heading = "Sending")]
	pub finalized: bool,
	/// Accept a chain that the store has not seen before
	#[arg(long, help_heading = "Sending")]
	pub new_chain: bool,
}

fn bases() -> impl TypedValueParser<Value = Basis> {
	PossibleValuesParser::new(Basis::ALL.map(words::basis)).map(|name| {
		Basis::ALL
			.into_iter()
			.find(|basis| words::basis(*basis) == name)
			.expect("only the names of bases are possible values; qed")
	})
}
