//! `shares` and `transfer-shares`: who holds an asset.

use std::cmp::Reverse;

use anyhow::{ensure, Context as _};
use polkadot_sdk::sp_runtime::Permill;
use serde_json::json;

use super::{
	deliver::{deliver, Delivery},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	args::{OneAsset, TransferShares},
	chain::{calls::Call, events::SharesTransferred, AccountId},
	render::table::columns,
	share, words,
};

/// How many an asset has.
pub const UNITS: u32 = 1_000_000;

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

/// Refuses what would fail, for that costs a fee. How many units go away together, if all is well.
fn check(args: &TransferShares, holder: AccountId) -> anyhow::Result<u32> {
	let units = args.number();
	for (number, to) in args.to.iter().enumerate() {
		ensure!(*to != holder, "{to} has them already: name another account");
		ensure!(!args.to[..number].contains(to), "{to} is named twice");
	}
	ensure!(
		args.to.len() == 1 || args.relaying.relay_file.is_none(),
		"--relay-file takes one account: sign once for each"
	);
	let together = u32::try_from(args.to.len()).ok().and_then(|number| units.checked_mul(number));
	together.filter(|together| *together <= UNITS).with_context(|| {
		format!("{units} units for each of {} accounts are more than an asset has", args.to.len())
	})
}

/// Hands units on.
pub async fn transfer(context: &Context, args: &TransferShares) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let holder = args.relaying.acting.account(&signer)?;
	let (asset, units) = (args.asset, args.number());
	let together = check(args, holder)?;
	let chain = context.connect_to_known(&args.sending).await?;
	chain.asset(asset).await?;
	let has = chain.units_of(asset, holder).await?;
	ensure!(
		together <= has,
		"the account {holder} has {} of asset {asset}, and {together} were to be handed on: `animechain shares \
		{asset}` lists the holders",
		words::count(has.into(), "unit", "units"),
	);
	let calls: Vec<_> = args.to.iter().map(|to| Call::transfer_shares(asset, *to, units)).collect();
	let call = match calls.as_slice() {
		[one] => one.clone(),
		all => Call::batch_all(&chain.encode_all(all).await?),
	};
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let events: Vec<SharesTransferred> = included.events()?;
	let mut text = String::new();
	for event in &events {
		text += &format!(
			"{} of asset {} ({}) went from {} to {}\n",
			words::count(event.units.into(), "unit", "units"),
			event.asset,
			part(event.units),
			event.from,
			event.to
		);
	}
	text += &format!("what they earned before stays to be claimed by {holder}\n");
	let row = |event: &SharesTransferred| {
		json!({
			"asset": event.asset.to_string(),
			"from": event.from,
			"to": event.to,
			"units": event.units,
		})
	};
	let json = match events.as_slice() {
		[one] => row(one),
		all => json!({ "transfers": all.iter().map(row).collect::<Vec<_>>() }),
	};
	Ok(Answer::success(text, with_block(json, &included)))
}
