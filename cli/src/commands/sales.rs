//! `sell`, `unsell`, `buy` and `listings`: at a fixed price, at once.

use animechain_primitives::{
	consent::Price,
	rights::{ListingId, Right},
};
use anyhow::{ensure, Context as _};
use indicatif::ProgressBar;
use serde_json::json;

use super::{
	deliver::{act, deliver, Delivery},
	happened::moves,
	propose::{ensure_paid_in, price},
	shares::UNITS,
	sound::ensure_has_right,
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	amount::{self, Units, Written},
	args::{Buy, Listings, Sell, Unsell},
	chain::{
		calls::Call,
		rights_events::{Listed, Sold, Unlisted},
		Chain, ListingRow,
	},
	purse::ensure_has,
	render::{rights, rights_json, sales},
	words,
};

/// Puts something up for sale.
pub async fn sell(context: &Context, args: &Sell) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let seller = args.relaying.acting.account(&signer)?;
	let right = args.right().context("control, shares or a licence is needed")?;
	let chain = context.connect_to_known(&args.sending).await?;
	ensure_has_right(&chain, seller, &right).await?;
	let until = args.until.map(|block| block.resolve(chain.number, &args.relaying.acting));
	let row = ListingRow {
		seller,
		right,
		price: price(&chain, &args.price).await?,
		revenue: args.revenue,
		buyer: args.buyer,
		until: until.transpose()?,
		version: 0,
		with_units: false,
	};
	ensure!(row.buyer != Some(seller), "{seller} sells it: name another account with --for");
	ensure!(
		!sales::has_ended(&row, chain.number),
		"block {} is too early for --until: the newest block is {}",
		row.until.unwrap_or_default(),
		chain.number
	);
	if !row.revenue.is_zero() {
		ensure_paid_in(&chain, &row.price.currency).await?;
	}
	let call = Call::list(&row);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let Listed { listing, row } = included.event()?;
	let units = chain.units([&row.price.currency]).await?;
	let text = format!(
		"{}whoever wants it buys it: animechain buy {listing}\n",
		sales::listing(listing, &row, chain.number, &units)
	);
	let json = rights_json::listing(listing, &row, chain.number);
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Takes something off sale.
pub async fn unsell(context: &Context, args: &Unsell) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.relaying.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let row = chain.listing(args.listing).await?;
	let ended = sales::has_ended(&row, chain.number)
		|| matches!(row.right, Right::Control(_))
			&& ensure_there(&chain, args.listing, &row).await.is_err();
	ensure!(
		row.seller == who || ended,
		"listing {} is of {}, who takes it off; anybody does when it has ended",
		args.listing,
		row.seller
	);
	let call = Call::unlist(args.listing);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: Unlisted = included.event()?;
	let text = format!("listing {} is taken off\n", event.listing);
	let json = json!({ "listing": event.listing.to_string() });
	Ok(Answer::success(text, with_block(json, &included)))
}

/// The most that is paid: what is read, or what is said if that is not less.
fn max_price(
	listing: ListingId,
	most: Option<&str>,
	row: &ListingRow,
	units: &Units,
) -> anyhow::Result<Price> {
	let Some(text) = most else { return Ok(row.price.clone()) };
	let currency = row.price.currency.clone();
	let amount = units.unit(&currency).amount(&Written::new(text)?)?;
	let most = Price { currency, amount };
	ensure!(
		row.price.amount <= amount,
		"listing {listing} costs {}, more than --max-price {}",
		units.price(&row.price),
		units.price(&most)
	);
	Ok(most)
}

/// Refuses what the seller cannot hand over any more: it would cost a fee.
async fn ensure_there(chain: &Chain, listing: ListingId, row: &ListingRow) -> anyhow::Result<()> {
	let seller = row.seller;
	let there = ensure_has_right(chain, seller, &row.right).await;
	there.with_context(|| format!("listing {listing} cannot be bought any more"))?;
	if let Right::Control(asset) = row.right {
		ensure!(
			chain.asset(asset).await?.head.control_changes == row.version,
			"control of asset {asset} has moved since it was listed, so listing {listing} has ended: ask \
			{seller} to sell it anew"
		);
		ensure!(
			!row.with_units || chain.units_of(asset, seller).await? == UNITS,
			"the units of asset {asset} were to go along, and do not any more, so listing {listing} has ended: \
			ask {seller} to sell it anew"
		);
	}
	Ok(())
}

/// Buys at the price that was read.
pub async fn buy(context: &Context, args: &Buy) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.listing;
	let row = chain.listing(id).await?;
	ensure!(row.seller != who, "{who} sells it: sign with another --key");
	if let Some(only) = row.buyer.filter(|only| *only != who) {
		anyhow::bail!("listing {id} is for {only} only, and not for {who}");
	}
	ensure!(!sales::has_ended(&row, chain.number), "listing {id} has ended: ask its seller");
	ensure_there(&chain, id, &row).await?;
	let currency = chain.currency(&row.price.currency).await?;
	let currency = currency.context("the currency of the price was taken away by its issuer")?;
	let mut units = Units::default();
	units.insert(currency.currency.clone(), currency.unit.clone());
	let max_price = max_price(id, args.max_price.as_deref(), &row, &units)?;
	ensure_has(&chain, who, &currency, row.price.amount).await?;
	if !context.quiet_stderr() {
		eprint!("buying {}", sales::listing(id, &row, chain.number, &units));
	}
	let call = Call::buy(id, &max_price);
	let included = match act(context, &chain, &call, &signer, &args.acting, &args.sending).await? {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let sold: Sold = included.event()?;
	let moves = moves(&included)?;
	let text = format!(
		"{} bought {} for {}\n{}",
		sold.buyer,
		rights::right(&sold.right),
		units.price(&sold.price),
		moves.text
	);
	let json = json!({
		"listing": sold.listing.to_string(),
		"buyer": sold.buyer,
		"seller": row.seller,
		"right": rights_json::right(&sold.right),
		"price": amount::json(&sold.price.currency, sold.price.amount),
		"happened": moves.json,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Lists what is for sale, the newest first.
pub async fn list(context: &Context, args: &Listings) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let spinner = if context.quiet() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
	let mut rows = chain
		.listings(|pages| {
			spinner.set_message(format!("looking at all listings of the chain: page {pages}"));
			spinner.tick();
		})
		.await?;
	spinner.finish_and_clear();
	rows.retain(|(_, row)| args.seller.is_none_or(|seller| seller == row.seller));
	rows.reverse();
	let units = chain.units(rows.iter().map(|(_, row)| &row.price.currency)).await?;
	let number = words::count(rows.len() as u64, "listing", "listings");
	let mut text = match args.seller {
		Some(seller) => format!("{number} of {seller}\n"),
		None => format!("{number}\n"),
	};
	for (id, row) in &rows {
		text += &sales::listing(*id, row, chain.number, &units);
	}
	let rows = rows.iter().map(|(id, row)| rights_json::listing(*id, row, chain.number));
	let json = json!({
		"block": chain.number,
		"blockHash": chain.at,
		"listings": rows.collect::<Vec<_>>(),
	});
	Ok(Answer::success(text, json))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;

	#[test]
	fn never_more_is_paid_than_was_read_or_said() {
		let mut row = testing::listing();
		row.price.amount = 2_000_000_000_000;
		let units = Units::default();
		let most = |text| max_price(4, text, &row, &units).map(|price| price.amount);
		assert_eq!(most(None).unwrap(), 2_000_000_000_000);
		assert_eq!(most(Some("2.5")).unwrap(), 2_500_000_000_000);
		let error = most(Some("1")).unwrap_err().to_string();
		assert!(error.contains("costs 2 ANIM") && error.contains("1 ANIM"), "{error}");
		assert!(most(Some("much")).is_err());
	}
}
