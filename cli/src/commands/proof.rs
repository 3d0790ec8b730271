//! `proof`: what proves one file, for somebody else.

use std::{fs, io::Write};

use anyhow::{bail, Context as _};

use super::{current, Answer, Context, Exit};
use crate::{
	args, collect,
	encoding::hex,
	hashing::hash_file,
	proof::Proof,
	store::{Found, StoreError},
};

/// Finds the file in the store and writes its proof.
pub async fn run(context: &Context, args: &args::Proof) -> anyhow::Result<Answer> {
	let digest = hash_file(&args.file, |_| ())?;
	let path = collect::absolute(&args.file)?;
	let mut lookup = context.store.find(&digest, &path)?;
	let chain = match lookup.same_content.iter().any(|found| found.asset().is_some()) {
		true => Some(context.connect().await?),
		false => None,
	};
	if let Some(chain) = &chain {
		current::settle(chain, &mut lookup).await?;
		// What is of another chain is no proof for this one.
		let here = |found: &Found| found.asset().is_none() || found.header.genesis == chain.genesis;
		if let Some(other) =
			lookup.same_content.first().filter(|_| !lookup.same_content.iter().any(here))
		{
			let (connected, known) = (chain.genesis, other.header.genesis);
			let store = context.store.folder().to_owned();
			return Err(StoreError::WrongChain { connected, known, store }.into());
		}
		lookup.same_content.retain(here);
	}
	let fits = |asset| args.asset.is_none_or(|wanted| asset == Some(wanted));
	let Some(found) = lookup.same_content.iter().find(|found| fits(found.asset())) else {
		let store = context.store.folder().display();
		let text = match lookup.same_path.iter().any(|found| fits(found.asset())) {
			true => format!("{} changed since it was registered", args.file.display()),
			false => format!("the store {store} has no record of {}", args.file.display()),
		};
		eprintln!("error: {text}");
		let json = serde_json::json!({ "error": text, "exitCode": Exit::Unknown as u8 });
		return Ok(Answer { text: String::new(), json, exit: Exit::Unknown });
	};
	let Some(proof) = Proof::of(found)? else {
		let manifest = found.manifest.display();
		bail!(
			"{} is prepared and not registered: `animechain register --resume {manifest}`",
			args.file.display()
		);
	};
	if let Some(chain) = &chain {
		proof.check(&chain.asset(proof.asset).await?).with_context(|| {
			format!(
				"asset {} on chain is not the one that was registered here: was a development chain \
				started again from nothing?",
				proof.asset
			)
		})?;
	}
	let text = serde_json::to_string_pretty(&proof)?;
	let mut file = fs::File::create(&args.out)
		.with_context(|| format!("cannot write {}", args.out.display()))?;
	writeln!(file, "{text}").with_context(|| format!("cannot write {}", args.out.display()))?;
	let summary = format!(
		"wrote the proof that {} is in asset {} to {out}\n\
		anybody can check it with a copy of the file: animechain verify FILE --proof {out}\n",
		args.file.display(),
		proof.asset,
		out = args.out.display()
	);
	let json = serde_json::json!({
		"asset": proof.asset.to_string(),
		"digest": hex(proof.digest),
		"proof": args.out,
	});
	Ok(Answer::success(summary, json))
}
