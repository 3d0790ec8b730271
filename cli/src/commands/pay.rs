//! `pay` and `flow`: revenue of an asset, and who gets what of it.

use std::collections::BTreeMap;

use animechain_primitives::{consent::Amount, AssetId, AssetKind, Commitment, Currency};
use anyhow::Context as _;
use serde_json::json;

use super::{deliver::document, happened::happened, withdraw::with_block, Answer, Context};
use crate::{
	args::{Flow, Money, Pay},
	chain::{calls::Call, events::Paid, state::CurrencyRow, Chain},
	purse::ensure_has,
	render::money::Payment,
	words,
};

/// Most assets that are named in the answer to a payment.
const GLANCE: usize = 8;
/// Most assets of which is asked what they are.
const NAMED: usize = 64;

/// An amount of a currency that can be paid in.
async fn amount(chain: &Chain, money: &Money) -> anyhow::Result<(CurrencyRow, Amount)> {
	// So that what is no amount is said without a node.
	let written = money.written()?;
	let currency = &money.currency;
	let known = chain.currencies().await?;
	if !known.contains(currency) {
		let list = known.iter().map(|known| match known {
			Currency::Native => "native".to_owned(),
			Currency::WithId(id) => id.to_string(),
		});
		let list = list.collect::<Vec<_>>().join(", ");
		anyhow::bail!(
			"assets cannot be paid for in this currency, but in: {list}; `animechain currencies` says \
			more about them"
		);
	}
	let row =
		chain.currency(currency).await?.context("the currency was taken away by its issuer")?;
	let amount = row.unit.amount(&written)?;
	Ok((row, amount))
}

/// What the first assets of a flow are.
async fn kinds(
	chain: &Chain,
	flow: &animechain_primitives::royalty::Flow,
	most: usize,
) -> anyhow::Result<BTreeMap<AssetId, AssetKind>> {
	let mut kinds = BTreeMap::new();
	for row in flow.rows.iter().take(most) {
		kinds.insert(row.asset, chain.asset(row.asset).await?.head.kind);
	}
	Ok(kinds)
}

/// Pays, and says who has more to claim by it.
pub async fn pay(context: &Context, args: &Pay) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	args.money.written()?;
	let reference = match &args.invoice {
		Some(path) => Some(document(path).context("the invoice cannot be committed to")?),
		None => args.reference.map(Commitment::from),
	};
	let chain = context.connect_to_known(&args.sending).await?;
	let (row, amount) = amount(&chain, &args.money).await?;
	let unit = &row.unit;
	let flow = chain.flow(args.asset, &row.currency, amount).await?;
	ensure_has(&chain, signer.account, &row, amount).await?;
	let kinds = kinds(&chain, &flow, GLANCE).await?;
	let call = Call::pay(args.asset, &row.currency, amount, reference);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let event: Paid = included.event()?;
	let payment = Payment { amount, currency: &row.currency, unit, flow: &flow, kinds: &kinds };
	let block = chain.block_number(included.block_hash).await?;
	let mut text = format!(
		"paid {} for asset {} in block {block}; once it is handed on, there is more to claim:\n{}",
		unit.text(event.amount),
		event.asset,
		payment.rows(GLANCE)
	);
	if flow.rows.len() > GLANCE {
		let more = words::count((flow.rows.len() - GLANCE) as u64, "more asset", "more assets");
		text += &format!("  and {more}: `animechain flow` lists them all\n");
	}
	let happened = happened(&chain, &included).await?;
	text += &happened.text;
	let json = json!({
		"asset": event.asset.to_string(),
		"payer": event.payer,
		"amount": event.amount.to_string(),
		"currency": crate::amount::id(&event.currency),
		"reference": event.reference,
		"block": block,
		"flow": payment.json(),
		"happened": happened.json,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Says who would get what.
pub async fn flow(context: &Context, args: &Flow) -> anyhow::Result<Answer> {
	args.money.written()?;
	let chain = context.connect().await?;
	let (row, amount) = amount(&chain, &args.money).await?;
	let flow = chain.flow(args.asset, &row.currency, amount).await?;
	let kinds = kinds(&chain, &flow, NAMED).await?;
	let (currency, unit) = (&row.currency, &row.unit);
	let payment = Payment { amount, currency, unit, flow: &flow, kinds: &kinds };
	let text = format!(
		"{} for asset {}, were it paid after block {} and handed on everywhere:\n{}  together: {}\n",
		unit.text(amount),
		args.asset,
		chain.number,
		payment.rows(usize::MAX),
		payment.sum()
	);
	let mut json = payment.json();
	json["asset"] = args.asset.to_string().into();
	json["block"] = chain.number.into();
	json["blockHash"] = json!(chain.at);
	Ok(Answer::success(text, json))
}
