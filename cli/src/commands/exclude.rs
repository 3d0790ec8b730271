//! `exclude`: a file of one's own, out of a collection.

use anyhow::{ensure, Context as _};
use serde_json::json;

use super::{
	deliver::grounds,
	leaf::{self, Wanted},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	args::Exclude,
	chain::{calls::Call, events::LeafExcluded},
	render::consent,
	words,
};

/// Finds the leaf, checks it, and takes it out.
pub async fn run(context: &Context, args: &Exclude) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let grounds = grounds(&args.grounds)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let wanted = Wanted {
		proof: args.proof.as_deref(),
		file: args.file.as_deref(),
		asset: args.asset,
		leaf: None,
	};
	let proof = leaf::find(context, &chain, &wanted).await?;
	let asset = proof.asset;
	let (leaf, siblings) = proof.leaf().with_context(|| {
		format!(
			"asset {asset} is a single file and no collection: its controller can withdraw it, \
			`animechain withdraw --asset {asset}`"
		)
	})?;
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
