//! `show`: both rows of an asset.

use super::{Answer, Context};
use crate::{args::OneAsset, render};

/// Reads the asset and shows it.
pub async fn run(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let asset = chain.asset(args.asset).await?;
	let text = render::table::asset(&asset, chain.number);
	Ok(Answer::success(text, render::json::asset(&asset, chain.number)))
}
