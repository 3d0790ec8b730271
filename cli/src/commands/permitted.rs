//! `permitted` and `label`: what the chain answers about a use, and about what an asset is.

use animechain_primitives::{Authority, Intent};
use serde_json::json;

use super::{Answer, Context, Exit};
use crate::{
	args::{OneAsset, Permitted},
	chain::consent::Question,
	denial,
	render::{json, table, table::Table},
	share, words,
};

/// Asks and says yes or no.
pub async fn run(context: &Context, args: &Permitted) -> anyhow::Result<Answer> {
	let who = match args.who {
		Some(who) => who,
		None => context.signer()?.account,
	};
	let chain = context.connect().await?;
	let Permitted { asset, purposes, commercial, at, leaf, .. } = *args;
	let question = Question { who, purposes, commercial, at };
	let answer = chain.permitted(asset, leaf, &question).await?;
	let wanted = denial::use_of(purposes, commercial);
	let when = at.map_or_else(|| "now".to_owned(), |at| format!("at block {at}"));
	let (text, exit) = match answer {
		Ok(authority) => {
			let by = match authority {
				Authority::Control => "it controls the asset".to_owned(),
				Authority::Offer(offer) => format!("by offer {offer}, free and to everybody"),
				Authority::Licence(licence) => format!("by licence {licence}"),
			};
			(format!("yes: {who} may use asset {asset} for {wanted} {when}, {by}\n"), Exit::Success)
		},
		Err(denial) => {
			let why = denial::explain(asset, Intent { purposes, commercial }, denial);
			(format!("no, not for {wanted} {when}: {why}\n"), Exit::Error)
		},
	};
	let json = json!({
		"permitted": answer.is_ok(),
		"authority": answer.ok().map(words::authority),
		"denial": answer.err(),
		"asset": asset.to_string(),
		"leaf": leaf,
		"who": who,
		"purposes": purposes.iter().collect::<Vec<_>>(),
		"commercial": commercial,
		"at": at,
		"blockHash": chain.at,
		"exitCode": exit as u8,
	});
	Ok(Answer { text, json, exit })
}

/// Shows what an asset is made of.
pub async fn label(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let label = chain.origin_label(args.asset).await?;
	let all = if label.all_opt_in() { ", every single item" } else { "" };
	let text = Table::default()
		.row("items", table::composition(&label.composition))
		.row("opted in", format!("{}{all}", share::text(label.opt_in)))
		.row("floor for new models", share::text(label.floor))
		.text();
	let json = json!({
		"asset": args.asset.to_string(),
		"composition": json::composition(&label.composition),
		"optInPpm": label.opt_in.deconstruct(),
		"allOptIn": label.all_opt_in(),
		"floorPpm": label.floor.deconstruct(),
		"blockHash": chain.at,
	});
	Ok(Answer::success(format!("asset {}\n{text}", args.asset), json))
}
