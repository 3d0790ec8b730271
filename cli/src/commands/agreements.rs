//! `agreements`, `agree show` and `collect`: where agreements stand, and what they left for somebody.

use animechain_primitives::{
	consent::Amount,
	rights::{AgreementId, Clause},
	Currency,
};
use anyhow::bail;
use serde_json::json;

use super::{
	agree::digest,
	deliver::{act, Delivery},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	amount::Totals,
	args::{Agreements, Collect, ShowDeal},
	chain::{calls::Call, rights_events::Collected, AccountId, AgreementRow, Chain},
	render::{
		rights::{self, Progress},
		rights_json,
		table::Table,
	},
	words,
};

/// What the chain says about each clause of an agreement.
async fn progress(
	chain: &Chain,
	id: AgreementId,
	row: &AgreementRow,
) -> anyhow::Result<Vec<Progress>> {
	let mut all = Vec::new();
	for (number, clause) in row.clauses() {
		let mut progress = Progress::default();
		if let Clause::RevenueAtLeast { asset, currency, .. } = clause {
			let pools = chain.pools(*asset).await?;
			let pool = pools.into_iter().find(|(other, _)| other == currency);
			progress.inflow = Some(pool.map_or(0, |(_, pool)| pool.inflow));
			let waiting = chain.thresholds(*asset, currency).await?;
			let own = waiting.into_iter().find(|it| it.agreement == id && it.clause == number);
			progress.threshold = own.map(|threshold| threshold.inflow);
		}
		all.push(progress);
	}
	Ok(all)
}

/// Shows an agreement and how far it is.
pub async fn show(context: &Context, args: &ShowDeal) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let id = args.agreement;
	let row = chain.agreement(id).await?;
	let progress = progress(&chain, id, &row).await?;
	let units = chain.units(rights::currencies(&row.deal)).await?;
	let terms = digest(&chain, id, &row.deal).await?;
	let mut text = rights::agreement(id, &row, &progress, terms, chain.number, &units);
	if !row.stage.is_over() {
		text += &rights::notes(&row.deal);
	}
	let mut json = rights_json::agreement(id, &row, &progress, terms);
	json["block"] = chain.number.into();
	json["blockHash"] = json!(chain.at);
	Ok(Answer::success(text, json))
}

/// Lists the agreements of an account, the newest first.
pub async fn list(context: &Context, args: &Agreements) -> anyhow::Result<Answer> {
	let account = match args.account {
		Some(account) => account,
		None => context.signer()?.account,
	};
	let chain = context.connect().await?;
	let mut agreements = chain.agreements(account).await?;
	if args.open {
		agreements.retain(|(_, row)| !row.stage.is_over());
	}
	agreements.reverse();
	let number = words::count(agreements.len() as u64, "agreement", "agreements");
	let open = if args.open { ", proposed or in force" } else { "" };
	let mut text = format!("{account} is a party of {number}{open}\n");
	let mut rows = Vec::new();
	for (id, row) in &agreements {
		let deal = &row.deal;
		let (role, other) = match deal.from == account {
			true => ("to", deal.to),
			false => ("from", deal.from),
		};
		let moves: Vec<_> = deal.rights.iter().map(rights::right).collect();
		let met = format!("{} of {} needed are met", row.met.count_ones(), deal.needed);
		let table = Table::default()
			.row("moves", moves.join(", "))
			.row(role, other)
			.row("conditions", met)
			.row("until block", deal.deadline);
		text += &format!("agreement {id}: {}\n{}", rights::stage(row, chain.number), table.text());
		let terms = deal.digest(&chain.genesis, *id);
		rows.push(rights_json::agreement(*id, row, &[], terms));
	}
	if !agreements.is_empty() {
		text += "everything about one of them: animechain agree show ID\n";
	}
	let json = json!({
		"account": account,
		"block": chain.number,
		"blockHash": chain.at,
		"agreements": rows,
	});
	Ok(Answer::success(text, json))
}

/// The currencies of which something is kept for an account, and how much.
async fn kept(
	chain: &Chain,
	account: AccountId,
	only: &[Currency],
) -> anyhow::Result<Vec<(Currency, Amount)>> {
	let mut currencies = only.to_vec();
	if currencies.is_empty() {
		currencies.push(Currency::Native);
		currencies.extend(chain.asset_ids().await?.into_iter().map(Currency::WithId));
	}
	let mut kept = Vec::new();
	for currency in currencies {
		let amount = chain.kept(account, &currency).await?;
		if amount > 0 {
			kept.push((currency, amount));
		}
	}
	Ok(kept)
}

/// Takes what is kept for the signer.
pub async fn collect(context: &Context, args: &Collect) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let kept = kept(&chain, who, &args.currency).await?;
	let calls: Vec<_> = kept.iter().map(|(currency, _)| Call::collect(currency)).collect();
	let call = match calls.as_slice() {
		[] => bail!("nothing is kept for {who}"),
		[one] => one.clone(),
		all => Call::batch_all(&chain.encode_all(all).await?),
	};
	let included = match act(context, &chain, &call, &signer, &args.acting, &args.sending).await? {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let paid: Vec<Collected> = included.events()?;
	let paid = paid.iter().filter(|event| event.account == who);
	let totals: Totals = paid.map(|event| (&event.currency, event.amount)).collect();
	let units = chain.units(kept.iter().map(|(currency, _)| currency)).await?;
	let text = format!("{who} took {}, which was kept\n", units.list(&totals));
	let json = json!({ "account": who, "collected": totals.json() });
	Ok(Answer::success(text, with_block(json, &included)))
}
