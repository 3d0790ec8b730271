//! `offers`, `accept`, `licences`, `hand-on`: from an offer to a licence.

use animechain_primitives::consent::Price;
use anyhow::ensure;
use serde_json::json;

use super::{
	deliver::{act, document, Delivery},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	amount::{Units, Written},
	args::{Accept, HandOn, Licences, OneAsset},
	chain::{
		calls::Call,
		events::{LicenceTransferred, OfferAccepted},
		OfferRow,
	},
	encoding::hex,
	render::consent,
	share, words,
};

/// Lists the offers of an asset, the newest first.
pub async fn offers(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	// So that an asset that is not there is not taken for one without offers.
	chain.asset(args.asset).await?;
	let mut offers = chain.offers(args.asset).await?;
	offers.reverse();
	let units = chain.units_of_prices(offers.iter().map(|(_, offer)| offer)).await?;
	let mut text: String =
		offers.iter().map(|(id, offer)| consent::offer(*id, offer, chain.number, &units)).collect();
	if offers.is_empty() {
		text = format!("asset {} was never offered\n", args.asset);
	}
	let rows = offers.iter().map(|(id, offer)| consent::offer_json(*id, offer, chain.number));
	let json = json!({
		"asset": args.asset.to_string(),
		"block": chain.number,
		"blockHash": chain.at,
		"offers": rows.collect::<Vec<_>>(),
	});
	Ok(Answer::success(text, json))
}

/// Accepts an offer on the terms that were read, and on no others.
pub async fn accept(context: &Context, args: &Accept) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let legal = args.legal.as_deref().map(document).transpose()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let offer = chain.offer(args.offer).await?;
	if let (Some(legal), Some(path)) = (legal, &args.legal) {
		ensure!(
			offer.stated.legal == Some(legal),
			"{} is not the legal text of offer {}: {}",
			path.display(),
			args.offer,
			match offer.stated.legal {
				Some(other) =>
					format!("that has the sha256 {}", hex(other).trim_start_matches("0x")),
				None => "it commits to none".into(),
			}
		);
	}
	let units = chain.units_of_prices([&offer]).await?;
	let max_price = max_price(args, &offer, &units)?;
	let max_share = args.max_share.unwrap_or(offer.stated.share);
	ensure!(
		offer.stated.share <= max_share,
		"offer {} asks for {} of the revenue, more than --max-share {}",
		args.offer,
		share::text(offer.stated.share),
		share::text(max_share)
	);
	let digest = offer.stated.digest(offer.asset);
	eprint!("accepting {}", consent::offer(args.offer, &offer, chain.number, &units));
	let call = Call::accept_offer(args.offer, max_price.as_ref(), max_share, digest);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let event: OfferAccepted = included.event()?;
	let paid = event.price.as_ref().map_or_else(|| "nothing".to_owned(), |it| units.price(it));
	let text = format!(
		"accepted offer {}: licence {} for asset {}, paid {paid}\n\
		it is found by itself where it is needed, or named: {}@licence:{}\n",
		event.offer, event.licence, event.asset, event.asset, event.licence
	);
	let json = json!({
		"licence": event.licence.to_string(),
		"offer": event.offer.to_string(),
		"asset": event.asset.to_string(),
		"holder": event.holder,
		"accepted": consent::stated_json(&offer.stated),
		"termsDigest": digest,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// The most that is paid: what is read, or what is said if that is not less.
fn max_price(args: &Accept, offer: &OfferRow, units: &Units) -> anyhow::Result<Option<Price>> {
	let price = offer.stated.price.as_ref();
	let (Some(text), Some(price)) = (&args.max_price, price) else { return Ok(price.cloned()) };
	let amount = units.unit(&price.currency).amount(&Written::new(text)?)?;
	let max = Price { currency: price.currency.clone(), amount };
	ensure!(
		price.amount <= amount,
		"offer {} costs {}, more than --max-price {}",
		args.offer,
		units.price(price),
		units.price(&max)
	);
	Ok(Some(max))
}

/// Lists the licences that an account has or had.
pub async fn list(context: &Context, args: &Licences) -> anyhow::Result<Answer> {
	let account = match args.account {
		Some(account) => account,
		None => context.signer()?.account,
	};
	let chain = context.connect().await?;
	let licences = chain.licences(account).await?;
	let mut text = format!(
		"{account} has or had {}\n",
		words::count(licences.len() as u64, "licence", "licences")
	);
	for (id, licence) in &licences {
		text += &consent::licence(*id, licence, chain.number);
	}
	let rows = licences.iter().map(|(id, row)| consent::licence_json(*id, row, chain.number));
	let json = json!({
		"account": account,
		"block": chain.number,
		"blockHash": chain.at,
		"licences": rows.collect::<Vec<_>>(),
	});
	Ok(Answer::success(text, json))
}

/// Hands a licence on.
pub async fn hand_on(context: &Context, args: &HandOn) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let call = Call::transfer_licence(args.licence, args.to);
	let included = match act(context, &chain, &call, &signer, &args.acting, &args.sending).await? {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: LicenceTransferred = included.event()?;
	let text = format!(
		"licence {} ended; {} has licence {} in its place\n",
		event.licence, event.to, event.successor
	);
	let json = json!({
		"licence": event.licence.to_string(),
		"from": event.from,
		"to": event.to,
		"successor": event.successor.to_string(),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{args::Sending, testing};

	#[test]
	fn never_more_is_paid_than_was_read_or_said() {
		let args = |text: Option<&str>| Accept {
			offer: 7,
			max_price: text.map(str::to_owned),
			max_share: None,
			legal: None,
			sending: Sending { finalized: false, new_chain: false },
		};
		let offer = testing::offer(3);
		let units = Units::default();
		let max = |text| max_price(&args(text), &offer, &units);
		let amount = |text| max(text).map(|price| price.unwrap().amount);
		assert_eq!(amount(None).unwrap(), 2_000_000_000_000);
		assert_eq!(amount(Some("2.5")).unwrap(), 2_500_000_000_000);
		let error = amount(Some("1")).unwrap_err().to_string();
		assert!(error.contains("costs 2 ANIM") && error.contains("1 ANIM"), "{error}");
		assert!(amount(Some("much")).is_err());
		let mut free = testing::offer(3);
		free.stated.price = None;
		assert_eq!(max_price(&args(Some("1")), &free, &units).unwrap(), None);
	}
}
