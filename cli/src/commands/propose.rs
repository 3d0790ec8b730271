//! `agree propose`: what moves to whom, under which conditions, until when.

use animechain_primitives::{
	consent::Price,
	rights::{Clause, Consideration, MAX_CLAUSES, MAX_RIGHTS},
	Commitment, Currency,
};
use anyhow::{ensure, Context as _};
use serde_json::json;

use super::{
	deliver::{deliver, document, Delivery},
	sound::ensure_sound,
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	amount::WrittenPrice,
	args::Propose,
	chain::{
		calls::Call, rights_events::Proposed, state::CurrencyRow, AccountId, Chain, ClauseRow,
		DealRow,
	},
	encoding::hex,
	render::{rights, rights_json, table::Table},
	words,
};

/// An amount of a currency that there is, and how little of it an account can hold.
async fn amount(chain: &Chain, written: &WrittenPrice) -> anyhow::Result<(CurrencyRow, Price)> {
	let currency = written.currency.clone();
	let row = chain.currency(&currency).await?;
	let row = row.context("there is no such currency: `animechain currencies` lists them")?;
	let amount = row.unit.amount(&written.amount)?;
	Ok((row, Price { currency, amount }))
}

/// An amount that an account without any can take.
pub async fn price(chain: &Chain, written: &WrittenPrice) -> anyhow::Result<Price> {
	let (row, price) = amount(chain, written).await?;
	ensure!(
		price.amount >= row.least,
		"{} are less than an account holds at least, {}: nobody without any could be paid",
		row.unit.text(price.amount),
		row.unit.text(row.least)
	);
	Ok(price)
}

/// Refuses a currency that no asset can be paid in: revenue in it would never come.
pub async fn ensure_paid_in(chain: &Chain, currency: &Currency) -> anyhow::Result<()> {
	ensure!(
		chain.currencies().await?.contains(currency),
		"assets cannot be paid for in this currency, so no revenue comes in: `animechain currencies` says \
		in which they can"
	);
	Ok(())
}

/// The conditions, by kind.
async fn clauses(chain: &Chain, args: &Propose) -> anyhow::Result<Vec<ClauseRow>> {
	let mut clauses = Vec::new();
	for text in &args.revenue {
		let (_, Price { currency, amount }) = amount(chain, &text.price).await?;
		ensure_paid_in(chain, &currency).await?;
		clauses.push(Clause::RevenueAtLeast { asset: text.asset, currency, amount });
	}
	for block in &args.not_before {
		let block = block.resolve(chain.number, &args.relaying.acting)?;
		clauses.push(Clause::NotBefore(block));
	}
	for written in &args.paid {
		clauses.push(Clause::Paid(price(chain, written).await?));
	}
	clauses.extend(args.approved_by.iter().map(|account| Clause::ApprovedBy(*account)));
	clauses.extend(args.certified.iter().map(|asset| Clause::Certified(*asset)));
	Ok(clauses)
}

/// Refuses what is wrong by itself, without a node. How many conditions must be met, if all is well.
fn check(args: &Propose) -> anyhow::Result<u8> {
	let count = args.rights().len();
	ensure!(
		count <= MAX_RIGHTS as usize,
		"{count} things move, and an agreement has at most {MAX_RIGHTS}: make a second one"
	);
	let count = args.conditions();
	let conditions = words::count(count as u64, "condition", "conditions");
	ensure!(
		count <= MAX_CLAUSES as usize,
		"there are {conditions}, and an agreement has at most {MAX_CLAUSES}"
	);
	let needed = args.needs.unwrap_or(count as u8);
	ensure!(
		(1..=count).contains(&usize::from(needed)),
		"there are {conditions}, so --needs is 1 to {count}, and not {needed}"
	);
	Ok(needed)
}

/// Everything that was said.
async fn deal(
	chain: &Chain,
	from: AccountId,
	args: &Propose,
	needed: u8,
	text: Option<Commitment>,
) -> anyhow::Result<DealRow> {
	let rights = args.rights().try_into().ok().context("too many things move")?;
	let clauses = clauses(chain, args).await?.try_into().ok().context("too many conditions")?;
	let consideration = match &args.price {
		None => None,
		Some(written) => {
			let revenue_part = args.revenue_part.map(|(part, asset)| (asset, part));
			let price = price(chain, written).await?;
			if revenue_part.is_some() {
				ensure_paid_in(chain, &price.currency).await?;
			}
			Some(Consideration { price, revenue: revenue_part })
		},
	};
	Ok(DealRow {
		from,
		to: args.to,
		rights,
		clauses,
		needed,
		consideration,
		deadline: args.deadline.resolve(chain.number, &args.relaying.acting)?,
		text,
	})
}

/// Proposes an agreement.
pub async fn run(context: &Context, args: &Propose) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let from = args.relaying.acting.account(&signer)?;
	ensure!(args.to != from, "{from} is who gives: name another account with --to");
	let needed = check(args)?;
	let text = args.text.as_deref().map(document).transpose();
	let text = text.context("the legal text cannot be committed to")?;
	let chain = context.connect_to_known(&args.sending).await?;
	let deal = deal(&chain, from, args, needed, text).await?;
	ensure_sound(&chain, &deal).await?;
	let call = Call::propose(&deal);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: Proposed = included.event()?;
	let id = event.agreement;
	let terms = event.deal.digest(&chain.genesis, id);
	ensure!(terms == event.terms, "the chain has another digest of agreement {id} than this tool");
	let units = chain.units(rights::currencies(&event.deal)).await?;
	let table = rights::deal(Table::default(), &event.deal, &units, |_, _| None);
	let text = format!(
		"proposed agreement {id}\n{}{}nothing is promised until it is accepted: animechain agree accept {id}\n",
		table.row("digest", hex(terms)).text(),
		rights::notes(&event.deal)
	);
	let json = json!({
		"agreement": id.to_string(),
		"deal": rights_json::deal(&event.deal),
		"termsDigest": terms,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
