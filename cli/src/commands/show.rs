//! `show`: both rows of an asset.

use super::{Answer, Context};
use crate::{args::Show, render};

/// Reads the asset and shows it.
pub async fn run(context: &Context, args: &Show) -> anyhow::Result<Answer> {
	let asset = context.connect().await?.asset(args.asset).await?;
	Ok(Answer::success(render::table::asset(&asset), render::json::asset(&asset)))
}
