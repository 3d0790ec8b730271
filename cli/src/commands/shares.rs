//! `shares` and `transfer-shares`: who holds an asset.

use std::cmp::Reverse;

use anyhow::ensure;
use polkadot_sdk::sp_runtime::Permill;
use serde_json::json;

use super::{
	deliver::{deliver, Delivery},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	args::{OneAsset, TransferShares},
	chain::{calls::Call, events::SharesTransferred},
	render::table::columns,
	share, words,
};

fn part(units: u32) -> String {
	share::text(Permill::from_parts(units))
}

/// Lists the holders, who has most first.
pub async fn list(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	chain.asset(args.asset).await?;
	let mut holders = chain.holders(args.asset).await?;
	holders.sort_by_key(|(account, units)| (Reverse(*units), account.0));
	let number = words::count(holders.len() as u64, "holder", "holders");
	let lines = holders.iter().map(|(account, units)| {
		vec![account.to_string(), part(*units), words::count((*units).into(), "unit", "units")]
	});
	let lines: Vec<_> = lines.collect();
	let text = format!("asset {} has {number}\n{}", args.asset, columns(1, &lines));
	let row = |(account, units): &(_, u32)| json!({ "account": account, "units": units });
	let json = json!({
		"asset": args.asset.to_string(),
		"block": chain.number,
		"blockHash": chain.at,
		"holders": holders.iter().map(row).collect::<Vec<_>>(),
	});
	Ok(Answer::success(text, json))
}

/// Hands units on.
pub async fn transfer(context: &Context, args: &TransferShares) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let (asset, units) = (args.asset, args.number());
	let chain = context.connect_to_known(&args.sending).await?;
	chain.asset(asset).await?;
	// What would fail costs a fee, so that is refused here.
	ensure!(args.to != signer.account, "{} has them already: name another account", args.to);
	let has = chain.units_of(asset, signer.account).await?;
	ensure!(
		units <= has,
		"the account {} has {} of asset {asset}, and {} were to be handed on: `animechain shares \
		{asset}` lists the holders",
		signer.account,
		words::count(has.into(), "unit", "units"),
		units
	);
	let call = Call::transfer_shares(asset, args.to, units);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Written(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: SharesTransferred = included.event()?;
	let text = format!(
		"{} of asset {} ({}) went from {} to {}\n\
		what they earned before stays to be claimed by {}\n",
		words::count(event.units.into(), "unit", "units"),
		event.asset,
		part(event.units),
		event.from,
		event.to,
		event.from
	);
	let json = json!({
		"asset": event.asset.to_string(),
		"from": event.from,
		"to": event.to,
		"units": event.units,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
