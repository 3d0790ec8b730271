//! `verify`: is this file the one on chain?

use std::path::Path;

use animechain_primitives::{commitment::ContentDigest, consent::Exclusion, AssetId};
use anyhow::Context as _;
use polkadot_sdk::sp_core::H256;
use serde_json::{json, Value};

use super::{current, verify_bundle, Answer, Context, Exit};
use crate::{
	args::Verify,
	chain::{Asset, BlockNumber, Chain, ChainError},
	collect,
	encoding::hex,
	hashing::{hash_file, progress_bar},
	proof::Proof,
	render::{consent, table::Table},
	store::{Found, Lookup, StoreError},
	words,
};

/// Hashes the file, finds what was registered, and compares it with the chain.
pub async fn run(context: &Context, args: &Verify) -> anyhow::Result<Answer> {
	if let Some(bundle) = &args.bundle {
		return verify_bundle::run(context, args, bundle).await;
	}
	let file = args.file.as_deref().context("no file is given")?;
	let digest = digest_of(context, file)?;
	let case = Case { file, digest };
	if let Some(path) = &args.proof {
		let proof = Proof::read(path)?;
		if proof.digest != digest {
			return Ok(case.mismatch(
				"the proof is about another content",
				Some(proof.asset),
				Some(&proof.digest),
			));
		}
		let chain = context.connect().await?;
		anyhow::ensure!(
			chain.genesis == proof.genesis,
			"the node is on another chain: its genesis is {:?}, the proof is for {:?}",
			chain.genesis,
			proof.genesis
		);
		if let Err(ChainError::NoSuchAsset { asset }) = chain.asset(proof.asset).await {
			let reason = "the proof names an asset that is not on this chain";
			return Ok(case.mismatch(reason, Some(asset), None));
		}
		return case.compare(&chain, &proof).await;
	}
	let mut lookup = context.store.find(&digest, &collect::absolute(file)?)?;
	if lookup.same_content.is_empty() && lookup.same_path.is_empty() && args.asset.is_none() {
		return Ok(case.unknown(context.store.folder()));
	}
	let chain = context.connect().await?;
	current::settle(&chain, &mut lookup).await?;
	let found = match choose(&lookup, chain.genesis, args.asset) {
		Choice::Content(found) => found,
		Choice::Changed(found) => {
			let reason = match found.header.contents {
				Some(_) => format!("the file changed since it became leaf {}", found.file.index),
				None => "the file changed since it was registered".into(),
			};
			return Ok(case.mismatch(&reason, found.asset(), Some(&found.file.digest)));
		},
		Choice::NotInAsset(asset) => {
			// So that a misspelt id is an error and not a verdict.
			chain.asset(asset).await?;
			return Ok(case.mismatch("no file of the asset has this content", Some(asset), None));
		},
		Choice::Pending(found) => {
			let reason = format!(
				"the file is prepared and not registered: `animechain register --resume {}`",
				found.manifest.display()
			);
			return Ok(case.mismatch(&reason, None, None));
		},
		Choice::WrongChain(known) => {
			let store = context.store.folder().to_owned();
			return Err(StoreError::WrongChain { connected: chain.genesis, known, store }.into());
		},
	};
	match Proof::of(found)? {
		Some(proof) => case.compare(&chain, &proof).await,
		None => Ok(case.unknown(context.store.folder())),
	}
}

/// Hashes a file, with something moving on the terminal meanwhile.
pub fn digest_of(context: &Context, file: &Path) -> anyhow::Result<ContentDigest> {
	let length = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
	let bar = progress_bar(length, context.quiet());
	let digest = hash_file(file, |bytes| bar.inc(bytes))?;
	bar.finish_and_clear();
	Ok(digest)
}

/// Which record of the store a file is compared with.
#[derive(Debug, PartialEq)]
enum Choice<'a> {
	/// One with this content.
	Content(&'a Found),
	/// One of this place, with another content.
	Changed(&'a Found),
	/// The asset that was asked for has no such file.
	NotInAsset(AssetId),
	/// Prepared only.
	Pending(&'a Found),
	/// Everything that is known is on another chain.
	WrongChain(H256),
}

/// The first record on this chain, in the order of [`current::settle`]; the same content counts more than the same place.
fn choose(lookup: &Lookup, genesis: H256, asset: Option<AssetId>) -> Choice<'_> {
	let here = |found: &&Found| found.header.genesis == genesis;
	let fits = |found: &&Found| match asset {
		Some(asset) => found.asset() == Some(asset),
		None => found.asset().is_some(),
	};
	let (content, place) = (&lookup.same_content, &lookup.same_path);
	if let Some(found) = content.iter().find(|found| here(found) && fits(found)) {
		return Choice::Content(found);
	}
	if let Some(found) = place.iter().find(|found| here(found) && fits(found)) {
		return Choice::Changed(found);
	}
	if let Some(asset) = asset {
		return Choice::NotInAsset(asset);
	}
	let mut all = content.iter().chain(place);
	match all.clone().find(here) {
		Some(found) => Choice::Pending(found),
		None => {
			Choice::WrongChain(all.next().map(|found| found.header.genesis).unwrap_or_default())
		},
	}
}

/// As `sha256sum` prints it.
fn sha256(digest: &ContentDigest) -> String {
	format!("sha256 {}", hex(digest).trim_start_matches("0x"))
}

/// A file on trial.
struct Case<'a> {
	file: &'a Path,
	digest: ContentDigest,
}

impl Case<'_> {
	/// Checks a proof here and lets the node check it too.
	async fn compare(&self, chain: &Chain, proof: &Proof) -> anyhow::Result<Answer> {
		let asset = chain.asset(proof.asset).await?;
		if let Err(broken) = proof.check(&asset) {
			let reason = format!(
				"the asset on chain is not the one that was registered here ({broken}); was a \
				development chain started again from nothing?"
			);
			return Ok(self.mismatch(&reason, Some(proof.asset), None));
		}
		let mut exclusion = None;
		if let Some((leaf, siblings)) = proof.leaf() {
			exclusion = chain.exclusion(proof.asset, leaf.index).await?;
			if let Err(error) = chain.verify_leaf(proof.asset, &leaf, &siblings).await? {
				let reason = format!("the node does not find the leaf: {error}");
				return Ok(self.mismatch(&reason, Some(proof.asset), None));
			}
		}
		Ok(self.verified(proof, &asset, exclusion, chain.number))
	}

	fn verified(
		&self,
		proof: &Proof,
		asset: &Asset,
		exclusion: Option<Exclusion<BlockNumber>>,
		now: BlockNumber,
	) -> Answer {
		let (head, record) = (&asset.head, &asset.record);
		let clear = head.refusal(now).is_none() && exclusion.is_none();
		let name = format!("{} {}", words::kind(head.kind), asset.id);
		let mut table = Table::default();
		let mut leaf_json = Value::Null;
		table = match (proof.leaf(), &record.contents) {
			(Some((leaf, siblings)), Some(contents)) => {
				leaf_json = json!({
					"index": leaf.index,
					"contributor": leaf.contributor,
					"weight": leaf.weight.to_string(),
				});
				let steps = words::count(siblings.siblings.len() as u64, "step", "steps");
				table
					.row("asset", format!("{name}, leaf {} of {}", leaf.index, contents.leaves))
					.row("contributor", leaf.contributor)
					.row("weight", format!("{} of {}", leaf.weight, contents.weight))
					.row("proof", format!("{steps}, checked here and by the node"))
			},
			_ => table.row("asset", name).row("proof", "salted commitment, checked here"),
		};
		table = table
			.row("registrant", record.registrant)
			.row("block", record.block)
			.row("standing", words::head_standing(head, now))
			.maybe(
				"taken out",
				exclusion
					.map(|it| format!("in block {}: {}", it.at, consent::grounds(&it.grounds))),
			);
		let title = match (clear, exclusion) {
			(true, _) => "verified",
			(false, None) => "verified, but the asset is not clear",
			(false, Some(_)) => "verified, but its contributor took the file out",
		};
		let text = format!("{title}: {}\n{}", self.file.display(), table.text());
		let (verdict, exit) =
			if clear { ("verified", Exit::Success) } else { ("notClear", Exit::NotClear) };
		let details = json!({
			"asset": asset.id.to_string(),
			"kind": head.kind,
			"leaf": leaf_json,
			"registrant": record.registrant,
			"block": record.block,
			"standing": head.standing(now),
			"affectedBy": head.affected_by.map(|cause| cause.to_string()),
			"excludedAt": exclusion.map(|it| it.at),
		});
		self.answer(verdict, exit, text, details)
	}

	fn mismatch(
		&self,
		reason: &str,
		asset: Option<AssetId>,
		registered: Option<&ContentDigest>,
	) -> Answer {
		let table = Table::default()
			.row("reason", reason)
			.maybe("asset", asset)
			.maybe("registered", registered.map(sha256))
			.row("this file", sha256(&self.digest));
		let text = format!("NOT VERIFIED: {}\n{}", self.file.display(), table.text());
		let details = json!({
			"reason": reason,
			"asset": asset.map(|asset| asset.to_string()),
			"registeredDigest": registered.map(hex),
		});
		self.answer("notVerified", Exit::NotVerified, text, details)
	}

	fn unknown(&self, store: &Path) -> Answer {
		let reason = format!("the store {} has no record of this file", store.display());
		let text = format!(
			"unknown: {}\n  {reason}; whoever registered it can export a proof: \
			`animechain proof`\n",
			self.file.display()
		);
		self.answer("unknown", Exit::Unknown, text, json!({ "reason": reason }))
	}

	fn answer(&self, verdict: &str, exit: Exit, text: String, mut details: Value) -> Answer {
		details["verdict"] = verdict.into();
		details["exitCode"] = (exit as u8).into();
		details["file"] = self.file.to_string_lossy().into();
		details["digest"] = hex(self.digest).into();
		Answer { text, json: details, exit }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::AccountId,
		store::{Header, Registration},
		testing,
	};
	use animechain_primitives::{AssetKind, Grounds, Mark, Marks};

	const HERE: H256 = H256::repeat_byte(1);
	const ELSEWHERE: H256 = H256::repeat_byte(2);

	fn found(genesis: H256, asset: Option<AssetId>) -> Found {
		let account = AccountId::from([1; 32]);
		let mut header = Header::pending(genesis, 0, AssetKind::Work, account);
		header.registration = asset.map(|asset| Registration {
			asset,
			block: 1,
			block_hash: H256::zero(),
			extrinsic: H256::zero(),
			digest: H256::zero(),
		});
		Found { manifest: "m".into(), header, file: testing::files(1).remove(0) }
	}

	#[test]
	fn the_newest_asset_on_this_chain_is_chosen() {
		let same_content =
			vec![found(ELSEWHERE, Some(9)), found(HERE, Some(3)), found(HERE, Some(1))];
		let lookup = Lookup { same_content: same_content.clone(), same_path: vec![] };
		assert_eq!(choose(&lookup, HERE, None), Choice::Content(&same_content[1]));
		assert_eq!(choose(&lookup, HERE, Some(1)), Choice::Content(&same_content[2]));
		assert_eq!(choose(&lookup, HERE, Some(2)), Choice::NotInAsset(2));
	}

	#[test]
	fn the_same_content_counts_more_than_the_same_place() {
		let lookup = Lookup {
			same_content: vec![found(HERE, Some(1))],
			same_path: vec![found(HERE, Some(5))],
		};
		assert_eq!(choose(&lookup, HERE, None), Choice::Content(&lookup.same_content[0]));
		assert_eq!(choose(&lookup, HERE, Some(5)), Choice::Changed(&lookup.same_path[0]));
		let moved = Lookup { same_content: vec![], ..lookup };
		assert_eq!(choose(&moved, HERE, None), Choice::Changed(&moved.same_path[0]));
	}

	#[test]
	fn what_is_only_prepared_or_on_another_chain_is_told_apart() {
		let lookup = Lookup { same_content: vec![found(HERE, None)], same_path: vec![] };
		assert_eq!(choose(&lookup, HERE, None), Choice::Pending(&lookup.same_content[0]));
		let lookup = Lookup { same_content: vec![found(ELSEWHERE, Some(4))], same_path: vec![] };
		assert_eq!(choose(&lookup, HERE, None), Choice::WrongChain(ELSEWHERE));
	}

	#[test]
	fn exit_codes_are_the_documented_ones() {
		let case = Case { file: Path::new("a.png"), digest: [0; 32] };
		let asset = |marks, affected_by| {
			let mut asset = testing::asset(1, AssetKind::Output, vec![], None);
			asset.head.marks = marks;
			asset.head.affected_by = affected_by;
			asset
		};
		let clear = asset(Marks::NONE, None);
		let retired = asset(Marks::NONE.with(Mark::Retired), None);
		let affected = asset(Marks::NONE, Some(0));
		let out = Some(Exclusion { at: 3, grounds: Grounds::default() });
		let proof = Proof::of(&found(HERE, Some(1))).unwrap().unwrap();
		let answers = [
			(case.verified(&proof, &clear, None, 9), 0, "verified"),
			(case.mismatch("changed", None, None), 3, "notVerified"),
			(case.unknown(Path::new("s")), 4, "unknown"),
			(case.verified(&proof, &retired, None, 9), 5, "notClear"),
			(case.verified(&proof, &affected, None, 9), 5, "notClear"),
			(case.verified(&proof, &clear, out, 9), 5, "notClear"),
		];
		for (answer, code, verdict) in answers {
			assert_eq!(answer.exit as u8, code);
			assert_eq!(answer.json["exitCode"], code);
			assert_eq!(answer.json["verdict"], verdict);
			assert!(answer.text.contains("a.png"));
		}
	}
}
