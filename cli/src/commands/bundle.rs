//! `bundle`: what proves an ancestry, for somebody else.

use std::fs;

use animechain_lineage_proof::Expected;
use anyhow::Context as _;
use serde_json::json;

use super::{Answer, Context};
use crate::{args, bundle_file::BundleFile, encoding::hex};

/// Asks the node for a bundle, verifies it and writes it.
pub async fn run(context: &Context, args: &args::Bundle) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let answer = chain.bundle(args.asset, args.ancestor).await?;
	let text = format!("{}\n", serde_json::to_string_pretty(&answer)?);
	let bundle = BundleFile::parse(text.as_bytes()).context("the node's answer is not a bundle")?;
	let expected = Expected {
		genesis: Some(chain.genesis.0),
		asset: Some(args.asset),
		ancestor: Some(args.ancestor.unwrap_or(args.asset)),
		block: None,
	};
	let verified = bundle.verify(&expected).context("the node's bundle proves nothing")?;
	let out = args.out.display();
	fs::write(&args.out, text).with_context(|| format!("cannot write {out}"))?;
	let what = match args.ancestor {
		Some(ancestor) => {
			format!("asset {} descends from asset {ancestor}", args.asset)
		},
		None => format!("asset {} is on the chain", args.asset),
	};
	let (number, block) = (verified.block.number, hex(verified.block.id));
	let summary = format!(
		"wrote the bundle that {what} to {out} ({} bytes)\n\
		anybody can check it, without a node: animechain verify --bundle {out} --block {block}\n\
		what it is worth is that block {number} is final: let them have its hash on another way\n",
		bundle.len(),
	);
	let json = json!({
		"asset": args.asset.to_string(),
		"ancestor": verified.ancestor().id.to_string(),
		"block": { "hash": block, "number": number.to_string() },
		"steps": verified.steps.len() - 1,
		"bytes": bundle.len(),
		"bundle": args.out,
	});
	Ok(Answer::success(summary, json))
}
