//! `exclude`: a file of one's own, out of a collection.

use std::path::Path;

use anyhow::{ensure, Context as _};
use serde_json::json;

use super::{current, deliver::grounds, withdraw::with_block, Answer, Context};
use crate::{
	args::Exclude,
	chain::{calls::Call, events::LeafExcluded, Chain},
	collect,
	hashing::hash_file,
	proof::Proof,
	render::consent,
	words,
};

/// Finds the leaf, checks it, and takes it out.
pub async fn run(context: &Context, args: &Exclude) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let grounds = grounds(&args.grounds)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let proof = match (&args.proof, &args.file) {
		(Some(path), _) => Proof::read(path)?,
		(None, file) => {
			let file = file.as_deref().context("a file or a proof is needed")?;
			from_store(context, &chain, args, file).await?
		},
	};
	ensure!(
		proof.genesis == chain.genesis,
		"the node is on another chain: its genesis is {:?}, the proof is for {:?}",
		chain.genesis,
		proof.genesis
	);
	let asset = proof.asset;
	let (leaf, siblings) = proof.leaf().with_context(|| {
		format!(
			"asset {asset} is a single file and no collection: its controller can withdraw it, \
			`animechain withdraw --asset {asset}`"
		)
	})?;
	proof.check(&chain.asset(asset).await?).context("the proof does not hold")?;
	// What would fail costs a fee, so that is refused here.
	ensure!(
		leaf.contributor == signer.account,
		"the contributor of the file is {}, and the key is of {}: only a contributor takes a file out",
		leaf.contributor,
		signer.account
	);
	if let Some(before) = chain.exclusion(asset, leaf.index).await? {
		anyhow::bail!("leaf {} of asset {asset} was taken out in block {}", leaf.index, before.at);
	}
	let call = Call::exclude_leaf(asset, &leaf, &siblings, grounds);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let event: LeafExcluded = included.event()?;
	let text = format!(
		"took {} (leaf {} of weight {}) out of asset {}: {}\n\
		new work must not use it; what it earned before stays its contributor's\n",
		words::harmless(&proof.path),
		event.leaf,
		event.weight,
		event.asset,
		consent::grounds(&event.grounds)
	);
	let json = json!({
		"asset": event.asset.to_string(),
		"leaf": event.leaf,
		"contributor": event.contributor,
		"weight": event.weight.to_string(),
		"grounds": consent::grounds_json(&event.grounds),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// The proof of a file that the store knows.
async fn from_store(
	context: &Context,
	chain: &Chain,
	args: &Exclude,
	file: &Path,
) -> anyhow::Result<Proof> {
	let digest = hash_file(file, |_| ())?;
	let mut lookup = context.store.find(&digest, &collect::absolute(file)?)?;
	current::settle(chain, &mut lookup).await?;
	let found = lookup.same_content.iter().find(|found| {
		found.header.genesis == chain.genesis
			&& found.asset().is_some_and(|asset| args.asset.is_none_or(|wanted| wanted == asset))
			&& (args.asset.is_some() || found.header.contents.is_some())
	});
	let proof = found.map(Proof::of).transpose()?.flatten();
	proof.with_context(|| {
		format!(
			"the store {} has no leaf with the content of {}: whoever registered it can export a proof \
			for --proof, `animechain proof`",
			context.store.folder().display(),
			file.display()
		)
	})
}
