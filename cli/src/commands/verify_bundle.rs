//! `verify --bundle`: does an asset descend from another? Without a node, unless one is to be asked.

use std::path::Path;

use animechain_lineage_proof::{json as proven, Expected, Step, Verified};
use animechain_primitives::{commitment::ContentDigest, AssetId, AssetKind, Relation};
use codec::{Decode, Encode};
use polkadot_sdk::sp_core::H256;
use serde_json::{json, Value};

use super::{verify::digest_of, Answer, Context, Exit};
use crate::{
	args::Verify,
	bundle_file::{BundleFile, Refused},
	chain::{AccountId, BlockNumber, HeadRow, RecordRow},
	collect,
	encoding::hex,
	proof::Proof,
	render::table::Table,
	words,
};

/// Who says that the block is final.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Finality<'a> {
	/// Who gave its hash.
	Given,
	/// A node that is believed.
	Node(&'a str),
	/// The node says that it is not.
	Denied(&'a str),
	/// Nobody.
	Nobody,
}

/// Verifies the bundle, the block if it can be, and the file if there is one.
pub async fn run(context: &Context, args: &Verify, path: &Path) -> anyhow::Result<Answer> {
	let bundle = BundleFile::read(path)?;
	let trial = Trial { path, bytes: bundle.len() };
	let expected = Expected {
		block: args.block.map(|block| block.0),
		genesis: None,
		asset: args.asset,
		ancestor: args.ancestor,
	};
	let verified = match bundle.verify(&expected) {
		Ok(verified) => verified,
		Err(error) => return Ok(trial.refused(&error)),
	};
	let mut file = None;
	if let Some(path) = &args.file {
		let digest = digest_of(context, path)?;
		match of_file(context, args, path, &digest, &verified)? {
			Ok(asset) => file = Some((path.as_path(), asset)),
			Err((exit, reason)) => return Ok(trial.wrong_file(path, exit, &reason)),
		}
	}
	let finality = match (args.block, args.ask_node) {
		(Some(_), _) => Finality::Given,
		(None, true) => asked(context, &verified).await?,
		(None, false) => Finality::Nobody,
	};
	trial.verified(&verified, finality, file)
}

/// What the node at `--url` says of the block.
async fn asked<'a>(context: &'a Context, verified: &Verified) -> anyhow::Result<Finality<'a>> {
	let chain = context.connect().await?;
	let url = context.global.url.as_str();
	let here = chain.genesis.0 == verified.genesis;
	let is_final = here && chain.is_final(verified.block.number, H256(verified.block.id)).await?;
	Ok(if is_final { Finality::Node(url) } else { Finality::Denied(url) })
}

/// Which asset of the path the file is, or why it is none.
fn of_file(
	context: &Context,
	args: &Verify,
	path: &Path,
	digest: &ContentDigest,
	verified: &Verified,
) -> anyhow::Result<Result<AssetId, (Exit, String)>> {
	let on_path = |proof: &Proof| {
		let here = proof.genesis.0 == verified.genesis;
		verified.steps.iter().find(|step| here && step.id == proof.asset)
	};
	let proofs = match &args.proof {
		Some(proof) => vec![Proof::read(proof)?],
		None => {
			let found = context.store.find(digest, &collect::absolute(path)?)?.same_content;
			let proofs = found.iter().map(Proof::of).collect::<Result<Vec<_>, _>>()?;
			proofs.into_iter().flatten().collect()
		},
	};
	let Some((proof, step)) = proofs.iter().find_map(|proof| Some((proof, on_path(proof)?))) else {
		return Ok(Err(match proofs.first() {
			Some(proof) => {
				let reason =
					format!("the file is of asset {}, not of one on the path", proof.asset);
				(Exit::NotVerified, reason)
			},
			None => {
				let store = context.store.folder().display();
				(Exit::Unknown, format!("the store {store} has no record of the file"))
			},
		}));
	};
	if proof.digest != *digest {
		return Ok(Err((Exit::NotVerified, "the proof is about another content".into())));
	}
	Ok(match proof.check_record(&record(step)?) {
		Ok(()) => Ok(step.id),
		Err(broken) => Err((Exit::NotVerified, format!("asset {}: {broken}", step.id))),
	})
}

/// The record in the types of the chain.
fn record(step: &Step) -> anyhow::Result<RecordRow> {
	Ok(RecordRow::decode(&mut &step.record.encode()[..])?)
}

/// The head in the types of the chain.
fn head(verified: &Verified) -> anyhow::Result<HeadRow> {
	let asset = verified.asset();
	let row = verified.head.row(asset.record.kind, &asset.digest);
	Ok(HeadRow::decode(&mut &row[..])?)
}

fn kind(step: &Step) -> &'static str {
	words::kind(AssetKind::ALL[step.record.kind as usize])
}

/// A bundle on trial.
struct Trial<'a> {
	path: &'a Path,
	bytes: usize,
}

impl Trial<'_> {
	fn verified(
		&self,
		verified: &Verified,
		finality: Finality,
		file: Option<(&Path, AssetId)>,
	) -> anyhow::Result<Answer> {
		let head = head(verified)?;
		let number = verified.block.number;
		let now = BlockNumber::try_from(number).unwrap_or(BlockNumber::MAX);
		let clear = head.refusal(now).is_none();
		let (asset, ancestor) = (verified.asset(), verified.ancestor());
		let what = match verified.steps.len() {
			1 => format!("{} {} is on the chain", kind(asset), asset.id),
			_ => format!(
				"{} {} descends from {} {}",
				kind(asset),
				asset.id,
				kind(ancestor),
				ancestor.id
			),
		};
		let (verdict, exit, title) = match finality {
			Finality::Denied(_) => ("notVerified", Exit::NotVerified, "NOT VERIFIED"),
			Finality::Nobody => ("unconfirmed", Exit::Unconfirmed, "if its block is final"),
			_ if clear => ("verified", Exit::Success, "verified"),
			_ => ("notClear", Exit::NotClear, "verified, but the asset was not clear"),
		};
		let finality_text = match finality {
			Finality::Given => "final: its hash was given".into(),
			Finality::Node(url) => format!("final, says the node at {url}"),
			Finality::Denied(url) => format!("the node at {url} has no such final block"),
			Finality::Nobody => "NOBODY said that it is final: give --block, or --ask-node".into(),
		};
		let table = Table::default()
			.row("block", format!("{number}, {}", hex(verified.block.id)))
			.row("", finality_text)
			.row("chain", hex(verified.genesis))
			.row("standing then", words::head_standing(&head, now))
			.row("controller then", head.controller)
			.maybe(
				"file",
				file.map(|(path, asset)| format!("{} is of asset {asset}", path.display())),
			)
			.row("bundle", format!("{} bytes, {} digests", self.bytes, verified.steps.len()));
		let text = format!("{title}: {what}\n{}path\n{}", table.text(), way(verified));
		let confirmed_by = match finality {
			Finality::Given => json!("block"),
			Finality::Node(_) => json!("node"),
			Finality::Denied(_) | Finality::Nobody => Value::Null,
		};
		let account = |account: &[u8; 32]| AccountId::from(*account).to_string();
		let details = json!({
			"confirmedBy": confirmed_by,
			"standing": head.standing(now),
			"affectedBy": head.affected_by.map(|cause| cause.to_string()),
			"file": file.map(|(path, _)| path),
			"fileOf": file.map(|(_, asset)| asset.to_string()),
			"proven": proven::verified(verified, account),
		});
		Ok(self.answer(verdict, exit, text, details))
	}

	fn refused(&self, error: &Refused) -> Answer {
		let text = format!("NOT VERIFIED: {}\n  {error}\n", self.path.display());
		let details = json!({ "error": error.name(), "reason": error.to_string() });
		self.answer("notVerified", Exit::NotVerified, text, details)
	}

	fn wrong_file(&self, file: &Path, exit: Exit, reason: &str) -> Answer {
		let (verdict, title) = match exit {
			Exit::Unknown => ("unknown", "unknown"),
			_ => ("notVerified", "NOT VERIFIED"),
		};
		let text = format!("{title}: {}\n  {reason}\n", file.display());
		self.answer(verdict, exit, text, json!({ "reason": reason, "file": file }))
	}

	fn answer(&self, verdict: &str, exit: Exit, text: String, mut details: Value) -> Answer {
		details["verdict"] = verdict.into();
		details["exitCode"] = (exit as u8).into();
		details["bundle"] = self.path.to_string_lossy().into();
		Answer { text, json: details, exit }
	}
}

/// The path, one line for each asset.
fn way(verified: &Verified) -> String {
	let mut table = Table::default();
	for (index, step) in verified.steps.iter().enumerate() {
		let relations: Vec<_> = step
			.up
			.iter()
			.map(|edge| words::relation(Relation::ALL[edge.relation as usize]))
			.collect();
		let up = verified.steps.get(index + 1);
		let up = up.map(|next| format!("{} {}; ", relations.join(" and "), next.id));
		let registered = format!(
			"{}registered in block {} by {}",
			up.unwrap_or_default(),
			step.record.block,
			AccountId::from(step.record.registrant)
		);
		table = table.row(&format!("{} {}", kind(step), step.id), registered);
	}
	table.text()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A bundle of a real chain.
	const VECTOR: &str = include_str!("../../../node/lineage/proof/tests/vectors/bundle-1.json");

	fn proven() -> Verified {
		let file = BundleFile::parse(VECTOR.as_bytes()).unwrap();
		file.verify(&Expected::default()).unwrap()
	}

	#[test]
	fn exit_codes_are_the_documented_ones() {
		let clear = proven();
		let mut withdrawn = clear.clone();
		withdrawn.head.marks = 1;
		let mut affected = clear.clone();
		affected.head.affected_by = Some(0);
		let mut expired = clear.clone();
		expired.head.terms.expires = Some(1);
		let trial = Trial { path: Path::new("b.json"), bytes: 7 };
		let cases = [
			(&clear, Finality::Given, 0, "verified"),
			(&clear, Finality::Node("ws://x"), 0, "verified"),
			(&clear, Finality::Denied("ws://x"), 3, "notVerified"),
			(&clear, Finality::Nobody, 7, "unconfirmed"),
			(&withdrawn, Finality::Given, 5, "notClear"),
			(&affected, Finality::Given, 5, "notClear"),
			(&expired, Finality::Given, 5, "notClear"),
			(&withdrawn, Finality::Nobody, 7, "unconfirmed"),
		];
		for (verified, finality, code, verdict) in cases {
			let answer = trial.verified(verified, finality, None).unwrap();
			assert_eq!(answer.exit as u8, code);
			assert_eq!(answer.json["exitCode"], code);
			assert_eq!(answer.json["verdict"], verdict);
			assert_eq!(answer.json["bundle"], "b.json");
		}
		let refused = trial.refused(&Refused::Bundle(animechain_lineage_proof::Error::Damaged));
		assert_eq!((refused.exit as u8, &refused.json["error"]), (3, &"damaged".into()));
	}

	#[test]
	fn who_confirmed_the_block_is_said_plainly() {
		let trial = Trial { path: Path::new("b.json"), bytes: 7 };
		let said = |finality| trial.verified(&proven(), finality, None).unwrap();
		let nobody = said(Finality::Nobody);
		assert!(nobody.text.starts_with("if its block is final: "), "{}", nobody.text);
		assert!(nobody.text.contains("NOBODY said that it is final"), "{}", nobody.text);
		assert_eq!(nobody.json["confirmedBy"], Value::Null);
		assert_eq!(said(Finality::Given).json["confirmedBy"], "block");
		assert!(said(Finality::Node("ws://x")).text.contains("says the node at ws://x"));
	}

	#[test]
	fn the_path_is_shown_from_the_asset_up() {
		let proven = proven();
		let text = way(&proven);
		assert_eq!(text.lines().count(), proven.steps.len());
		for (line, step) in text.lines().zip(&proven.steps) {
			assert!(line.contains(&format!("work {}", step.id)), "{line}");
		}
		assert!(text.contains("derived from"), "{text}");
	}
}
