//! `balance`, `send` and `supply`: what accounts have, all of them together too.

use animechain_primitives::{consent::Amount, Currency};
use anyhow::{ensure, Context as _};
use indicatif::ProgressBar;
use serde_json::json;

use super::{
	deliver::{act, Delivery},
	withdraw::with_block,
	Answer, Context, Exit,
};
use crate::{
	amount::{self, Unit},
	args::{Balance, Send, Supply},
	chain::{calls::Call, AccountId, Chain, ChainError},
	purse::ensure_has,
	render::table::Table,
};

/// Says what an account has.
pub async fn balance(context: &Context, args: &Balance) -> anyhow::Result<Answer> {
	let account = match args.account {
		Some(account) => account,
		None => context.signer()?.account,
	};
	let chain = context.connect().await?;
	let row = chain.account(account).await?;
	let holdings = chain.holdings(account).await?;
	let units = chain.units(holdings.iter().map(|(currency, _)| currency)).await?;
	let native = Unit::native();
	let put_down = (row.reserved > 0).then(|| native.text(row.reserved));
	let mut table =
		Table::default().row("free", native.text(row.free)).maybe("put down or held", put_down);
	for (currency, amount) in &holdings {
		table = table.row("other", units.text(currency, *amount));
	}
	let other = holdings.iter().map(|(currency, amount)| amount::json(currency, *amount));
	let json = json!({
		"account": account,
		"free": row.free.to_string(),
		"reserved": row.reserved.to_string(),
		"other": other.collect::<Vec<_>>(),
		"block": chain.number,
		"blockHash": chain.at,
	});
	Ok(Answer::success(format!("{account}\n{}", table.text()), json))
}

/// Sends money.
pub async fn send(context: &Context, args: &Send) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let from = args.acting.account(&signer)?;
	let written = args.money.written()?;
	let currency = &args.money.currency;
	let chain = context.connect_to_known(&args.sending).await?;
	let row = chain.currency(currency).await?;
	let row = row.context("there is no such currency in the assets pallet")?;
	let amount = row.unit.amount(&written)?;
	ensure_has(&chain, from, &row, amount).await?;
	let call = Call::send(args.to, currency, amount);
	let delivery = act(context, &chain, &call, &signer, &args.acting, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let text = format!("sent {} from {from} to {}\n", row.unit.text(amount), args.to);
	let mut json = amount::json(currency, amount);
	json["from"] = json!(from);
	json["to"] = json!(args.to);
	Ok(Answer::success(text, with_block(json, &included)))
}

/// What an account can use of a currency.
async fn free(
	chain: &Chain,
	account: AccountId,
	currency: &Currency,
) -> Result<Amount, ChainError> {
	match currency {
		Currency::Native => Ok(chain.account(account).await?.free),
		Currency::WithId(id) => Ok(chain.asset_balance(*id, account).await?.unwrap_or(0)),
	}
}

/// Adds up what all accounts have, from the state.
pub async fn supply(context: &Context, args: &Supply) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let currency = &args.currency;
	let row = chain.currency(currency).await?;
	let row = row.context("there is no such currency in the assets pallet")?;
	let spinner = if context.quiet() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
	let sum = chain
		.sum(currency, |accounts| {
			spinner.set_message(format!("{accounts} accounts"));
			spinner.tick();
		})
		.await?;
	spinner.finish_and_clear();
	let total = sum.total().context("the sum of all accounts does not fit")?;
	let in_pot = free(&chain, chain.pot().await?, currency).await?;
	let in_escrow = free(&chain, chain.escrow().await?, currency).await?;
	ensure!(in_pot <= total, "the pot of revenue has more than all accounts together");
	let equal = total == row.supply;
	let unit = &row.unit;
	let reserved = (sum.reserved > 0).then(|| unit.text(sum.reserved));
	let text = Table::default()
		.row("accounts", sum.accounts)
		.row("free", unit.text(sum.free))
		.maybe("put down or held", reserved)
		.row("sum of all accounts", unit.text(total))
		.row("issued", unit.text(row.supply))
		.row("of it in the pot of revenue", unit.text(in_pot))
		.row("of it in the escrow", unit.text(in_escrow))
		.text();
	let verdict = if equal { "nothing is missing" } else { "THE SUM IS NOT WHAT WAS ISSUED" };
	let exit = if equal { Exit::Success } else { Exit::Error };
	let json = json!({
		"currency": amount::id(currency),
		"accounts": sum.accounts.to_string(),
		"free": sum.free.to_string(),
		"reserved": sum.reserved.to_string(),
		"sum": total.to_string(),
		"issued": row.supply.to_string(),
		"pot": in_pot.to_string(),
		"escrow": in_escrow.to_string(),
		"equal": equal,
		"block": chain.number,
		"blockHash": chain.at,
		"exitCode": exit as u8,
	});
	let text = format!("{} at block {}: {verdict}\n{text}", unit.name(), chain.number);
	Ok(Answer { text, json, exit })
}
