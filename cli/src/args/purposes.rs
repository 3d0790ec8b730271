//! Purposes, amounts and grounds on the command line.

use std::path::PathBuf;

use animechain_primitives::{AssetKind, Intent, Purpose, Purposes, Reason};
use anyhow::ensure;
use clap::{
	builder::{PossibleValuesParser, TypedValueParser},
	Args,
};

use crate::{chain::AccountId, committee::Committee, keys::Signer, words};

/// What `--purposes` takes.
pub const PURPOSES: &str = "LIST";

/// Reads `training,derivative`, `all` or `none`.
pub fn parse_purposes(text: &str) -> Result<Purposes, String> {
	let mut purposes = Purposes::NONE;
	for name in text.split(',').map(str::trim) {
		purposes = match name {
			"all" => Purposes::ALL,
			"none" if text.trim() == "none" => purposes,
			name => {
				let known = |purpose: &Purpose| words::purpose_name(*purpose) == name;
				let Some(purpose) = Purpose::ALL.into_iter().find(known) else {
					let names = Purpose::ALL.map(words::purpose_name).join(", ");
					return Err(format!("{name:?} is no purpose: {names}, or all"));
				};
				purposes.with(purpose)
			},
		};
	}
	Ok(purposes)
}

/// The same, and at least one.
pub fn parse_some_purposes(text: &str) -> Result<Purposes, String> {
	match parse_purposes(text)? {
		Purposes::NONE => Err("at least one purpose is needed".into()),
		some => Ok(some),
	}
}

/// What a new asset is meant for.
#[derive(Args)]
#[group(skip)]
pub struct IntentArgs {
	/// What the asset is meant for: each purpose is checked against what its parents permit, and a
	/// dataset or a model names the training that it is for or from. Of data-mining, inference, training,
	/// generative-training, derivative, distribution, or all, or none [default: generative-training for a
	/// dataset or a model, none for a work or an output]
	#[arg(long, value_name = PURPOSES, value_parser = parse_purposes, help_heading = "Declaration")]
	pub purposes: Option<Purposes>,
	/// It is meant for commercial use: the parents have to permit that too
	#[arg(long, help_heading = "Declaration")]
	pub commercial: bool,
}

impl IntentArgs {
	/// What an asset of this kind is meant for.
	pub fn intent(&self, kind: AssetKind) -> Intent {
		let default = match kind {
			AssetKind::Dataset | AssetKind::Model => {
				Purposes::NONE.with(Purpose::AiGenerativeTraining)
			},
			AssetKind::Work | AssetKind::Output => Purposes::NONE,
		};
		Intent { purposes: self.purposes.unwrap_or(default), commercial: self.commercial }
	}
}

/// Why somebody says no.
#[derive(Args)]
#[group(skip)]
pub struct GroundsArgs {
	/// Why
	#[arg(long, value_parser = reasons(), default_value = "unspecified", help_heading = "Grounds")]
	pub reason: Reason,
	/// A document that explains it: its SHA-256 goes on chain, so that anybody who has the document can
	/// compare it with sha256sum
	#[arg(long, value_name = "FILE", help_heading = "Grounds")]
	pub evidence: Option<PathBuf>,
}

/// For whom it is.
#[derive(Args, Default)]
#[group(skip)]
pub struct Acting {
	/// Act as this committee, of which --key is a member: it happens when enough of them ran the same command.
	/// What `animechain committee` wrote
	#[arg(
		id = "committee",
		long = "committee",
		value_name = "COMMITTEE.json",
		help_heading = "Sending"
	)]
	file: Option<PathBuf>,
}

impl Acting {
	/// Whether it is for a committee.
	pub const fn is_committee(&self) -> bool {
		self.file.is_some()
	}

	/// The committee, if there is one.
	pub fn committee(&self) -> anyhow::Result<Option<Committee>> {
		self.file.as_deref().map(Committee::read).transpose()
	}

	/// The account that acts: the committee's, or the signer's.
	pub fn account(&self, signer: &Signer) -> anyhow::Result<AccountId> {
		let Some(committee) = self.committee()? else { return Ok(signer.account) };
		let (account, member) = (committee.account(), signer.account);
		ensure!(
			committee.members().contains(&member),
			"the key is of {member}, who is no member of the committee {account}"
		);
		Ok(account)
	}
}

/// Signing now, for somebody else to send and to pay for.
#[derive(Args)]
#[group(skip)]
pub struct Relaying {
	/// Do not send: sign, and write what somebody else sends and pays for with `animechain relay FILE`
	#[arg(long, value_name = "FILE", conflicts_with = "committee", help_heading = "Sending")]
	pub relay_file: Option<PathBuf>,
	/// How many blocks the signed file stays valid, rounded up to a power of two (4 to 2048)
	#[arg(
		long,
		value_name = "BLOCKS",
		default_value_t = 64,
		value_parser = clap::value_parser!(u32).range(4..=2048),
		requires = "relay_file",
		help_heading = "Sending"
	)]
	pub valid_for: u32,
	#[command(flatten)]
	pub acting: Acting,
}

fn reasons() -> impl TypedValueParser<Value = Reason> {
	PossibleValuesParser::new(Reason::ALL.map(words::reason)).map(|name| {
		Reason::ALL
			.into_iter()
			.find(|reason| words::reason(*reason) == name)
			.expect("only the names of reasons are possible values; qed")
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn purposes_are_lists_of_names() {
		let of = |list: &[Purpose]| list.iter().fold(Purposes::NONE, |set, one| set.with(*one));
		assert_eq!(parse_purposes("training"), Ok(of(&[Purpose::AiTraining])));
		assert_eq!(
			parse_purposes("data-mining, inference,derivative"),
			Ok(of(&[Purpose::DataMining, Purpose::AiInference, Purpose::Derivative]))
		);
		assert_eq!(parse_purposes("all"), Ok(Purposes::ALL));
		assert_eq!(parse_purposes("none"), Ok(Purposes::NONE));
		for purpose in Purpose::ALL {
			assert_eq!(parse_some_purposes(words::purpose_name(purpose)), Ok(of(&[purpose])));
		}
		for text in ["", "Training", "training,", "none,training", "everything"] {
			assert!(parse_purposes(text).unwrap_err().contains("generative-training"), "{text}");
		}
		assert!(parse_some_purposes("none").is_err());
	}

	#[test]
	fn datasets_and_models_are_for_generative_training_unless_they_say_otherwise() {
		let args = |purposes| IntentArgs { purposes, commercial: false };
		let training = Purposes::NONE.with(Purpose::AiGenerativeTraining);
		for kind in [AssetKind::Dataset, AssetKind::Model] {
			assert_eq!(args(None).intent(kind).purposes, training);
			assert_eq!(args(Some(Purposes::NONE)).intent(kind).purposes, Purposes::NONE);
		}
		for kind in [AssetKind::Work, AssetKind::Output] {
			assert_eq!(args(None).intent(kind), Intent::default());
		}
	}
}
