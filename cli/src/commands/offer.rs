//! `offer`: what may be done with an asset.

use animechain_primitives::{consent::Price, Currency};
use anyhow::Context as _;
use serde_json::json;

use super::{
	deliver::{deliver, document, Delivery},
	Answer, Context,
};
use crate::{
	args::Offer,
	chain::{calls::Call, events::OfferPublished},
	render::{consent, table::Table},
};

/// Publishes the offer and says what it says.
pub async fn run(context: &Context, args: &Offer) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let price = args.price()?;
	let mut stated = args.stated();
	stated.legal = args
		.legal
		.as_deref()
		.map(document)
		.transpose()
		.context("the legal text cannot be committed to")?;
	let chain = context.connect_to_known(&args.sending).await?;
	let units = chain.units(&args.currency).await?;
	if let Some(written) = price {
		let currency = args.currency.clone().unwrap_or(Currency::Native);
		let amount = units.unit(&currency).amount(&written)?;
		stated.price = Some(Price { currency, amount });
	}
	let call = Call::publish_offer(args.asset, &stated);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: OfferPublished = included.event()?;
	let table = consent::stated(Table::default(), &event.stated, &units);
	let mut text =
		format!("published offer {} of asset {}\n{}", event.offer, event.asset, table.text());
	let digest = event.stated.digest(event.asset);
	text += &match event.stated.needs_licence() {
		true => format!("whoever wants to use it accepts it: animechain accept {}\n", event.offer),
		false => format!("whoever uses it names it: {}@offer:{}\n", event.asset, event.offer),
	};
	let json = json!({
		"offer": event.offer.to_string(),
		"asset": event.asset.to_string(),
		"publisher": event.publisher,
		"stated": consent::stated_json(&event.stated),
		"termsDigest": digest,
		"blockHash": included.block_hash,
		"extrinsic": included.extrinsic,
	});
	Ok(Answer::success(text, json))
}
