//! `pool` and `pull`: what an asset has to do with money, and what its parents are owed.

use animechain_primitives::{consent::Amount, Currency, Edge};
use anyhow::ensure;
use serde_json::{json, Value};

use super::{
	many::{self, Item},
	Answer, Context, Exit,
};
use crate::{
	amount,
	args::{OneAsset, Pull},
	chain::{calls::Call, events::Pulled, Asset, Chain, ChainError},
	render::money::Pool,
	words,
};

/// What each parent of an asset is owed in a currency and was not handed.
async fn owed(
	chain: &Chain,
	asset: &Asset,
	currency: &Currency,
) -> Result<Vec<(Edge, Amount)>, ChainError> {
	let mut rows = Vec::new();
	for (number, edge) in asset.record.edges.iter().enumerate() {
		rows.push((*edge, chain.owed(asset.id, number as u8, currency).await?));
	}
	Ok(rows)
}

/// Shows the pools.
pub async fn show(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let asset = chain.asset(args.asset).await?;
	let pools = chain.pools(args.asset).await?;
	let units = chain.units(pools.iter().map(|(currency, _)| currency)).await?;
	let what = format!("{} {}", words::kind(asset.head.kind), asset.id);
	let mut text = match pools.is_empty() {
		true => format!("{what}: nothing was ever paid for it\n"),
		false => format!("{what}, at block {}\n", chain.number),
	};
	let mut rows = Vec::new();
	for (currency, info) in &pools {
		let edges = owed(&chain, &asset, currency).await?;
		let unit = &units.unit(currency);
		let pool = Pool { currency, unit, info, edges: &edges };
		text += &pool.text();
		rows.push(pool.json());
	}
	let json = json!({
		"asset": args.asset.to_string(),
		"block": chain.number,
		"blockHash": chain.at,
		"pools": rows,
	});
	Ok(Answer::success(text, json))
}

/// Hands on what parents are owed.
pub async fn pull(context: &Context, args: &Pull) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let asset = chain.asset(args.asset).await?;
	let edges = asset.record.edges.len();
	if let Some(edge) = args.edge {
		ensure!(
			usize::from(edge) < edges,
			"asset {} has no edge {edge}: they are numbered from 0, and it has {edges}",
			args.asset
		);
	}
	let mut items = Vec::new();
	let mut names = Vec::new();
	let pools = chain.pools(args.asset).await?;
	let units = chain.units(pools.iter().map(|(currency, _)| currency)).await?;
	let wanted = |currency: &Currency| args.currency.is_empty() || args.currency.contains(currency);
	for (currency, _) in pools.iter().filter(|(currency, _)| wanted(currency)) {
		for (number, (edge, owed)) in owed(&chain, &asset, currency).await?.iter().enumerate() {
			let number = number as u8;
			if *owed > 0 && args.edge.is_none_or(|edge| edge == number) {
				items.push(Item { call: Call::pull(args.asset, number, currency), cost: 1 });
				names.push(format!("edge {number} to asset {}", edge.parent));
			}
		}
	}
	let outcome = many::send(context, &signer, &args.sending, &items).await?;
	let mut text = String::new();
	let mut rows = Vec::new();
	for included in &outcome.included {
		for event in included.events::<Pulled>()? {
			text += &format!(
				"handed {} from asset {} to asset {}\n",
				units.text(&event.currency, event.amount),
				event.child,
				event.parent
			);
			rows.push(pulled(&event));
		}
	}
	if items.is_empty() {
		text = format!(
			"nothing waits: what the parents of asset {} are owed was handed on\n",
			args.asset
		);
	}
	let exit = failures(&outcome, &names);
	let json = json!({
		"asset": args.asset.to_string(),
		"pulled": rows,
		"failed": outcome.failed.iter().map(|(_, why)| why).collect::<Vec<_>>(),
		"transactions": transactions(&outcome),
		"exitCode": exit as u8,
	});
	Ok(Answer { text, json, exit })
}

fn pulled(event: &Pulled) -> Value {
	json!({
		"edge": event.edge,
		"parent": event.parent.to_string(),
		"amount": event.amount.to_string(),
		"currency": amount::id(&event.currency),
	})
}

/// Says on stderr what did not work.
pub fn failures(outcome: &many::Outcome, names: &[String]) -> Exit {
	for (place, why) in &outcome.failed {
		eprintln!("error: {}: {why}", names[*place]);
	}
	if outcome.failed.is_empty() {
		Exit::Success
	} else {
		Exit::Error
	}
}

/// Where the transactions are.
pub fn transactions(outcome: &many::Outcome) -> Vec<Value> {
	let place = |included| super::withdraw::with_block(json!({}), included);
	outcome.included.iter().map(place).collect()
}
