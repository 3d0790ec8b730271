//! `currencies`, `create-currency` and `let-in`: what assets can be paid in.

use animechain_primitives::Currency;
use anyhow::{bail, ensure, Context as _};
use serde_json::json;

use super::{withdraw::with_block, Answer, Context};
use crate::{
	amount::{self, Unit, Written},
	args::{CreateCurrency, LetIn},
	chain::{
		calls::Call,
		events::{CurrencyRegistered, Sudid},
		state::CurrencyState,
	},
	purse::ensure_has,
	render::table::columns,
	words,
};

/// Lists the currencies in which assets can be paid, and the others that there are.
pub async fn list(context: &Context) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let let_in = chain.currencies().await?;
	let mut all = let_in.clone();
	for id in chain.asset_ids().await? {
		let currency = Currency::WithId(id);
		if !all.contains(&currency) {
			all.push(currency);
		}
	}
	let mut lines = vec![["--currency", "name", "", "an account holds at least", "there is"]
		.map(str::to_owned)
		.to_vec()];
	let mut rows = Vec::new();
	for currency in &all {
		let number = match currency {
			Currency::Native => "native".to_owned(),
			Currency::WithId(id) => id.to_string(),
		};
		let paid_in = let_in.contains(currency);
		let Some(row) = chain.currency(currency).await? else {
			lines.push(vec![number, "taken away by its issuer".into()]);
			continue;
		};
		let state = match (row.state, paid_in) {
			(CurrencyState::Live, true) => "",
			(CurrencyState::Live, false) => "not let in",
			(CurrencyState::Frozen, _) => "frozen",
			(CurrencyState::Destroyed, _) => "being taken away",
		};
		let (least, supply) = (row.unit.text(row.least), row.unit.text(row.supply));
		lines.push(vec![number, words::harmless(&row.name), state.into(), least, supply]);
		rows.push(json!({
			"currency": amount::id(currency),
			"unit": row.unit.name(),
			"name": row.name,
			"decimals": row.unit.decimals(),
			"least": row.least.to_string(),
			"supply": row.supply.to_string(),
			"letIn": paid_in,
			"live": row.state == CurrencyState::Live,
		}));
	}
	let json = json!({ "currencies": rows, "block": chain.number, "blockHash": chain.at });
	Ok(Answer::success(columns(3, &lines), json))
}

/// Creates a currency, names it, and issues some of it to the signer.
pub async fn create(context: &Context, args: &CreateCurrency) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let unit = Unit::of_asset(args.id, &args.symbol, args.decimals);
	let read = |text: &String| -> anyhow::Result<_> { Ok(unit.amount(&Written::positive(text)?)?) };
	let least = args.least.as_ref().map(read).transpose()?.unwrap_or(1);
	let supply = args.supply.as_ref().map(read).transpose()?;
	if let Some(supply) = supply.filter(|supply| *supply < least) {
		bail!(
			"an account holds at least {}, so {} cannot be issued",
			unit.text(least),
			unit.text(supply)
		);
	}
	let chain = context.connect_to_known(&args.sending).await?;
	if let Some(row) = chain.currency(&Currency::WithId(args.id)).await? {
		bail!("{} has the number {} already: choose another", row.unit.name(), args.id);
	}
	let name = args.name.as_ref().unwrap_or(&args.symbol);
	let mut calls = vec![
		Call::create_currency(args.id, signer.account, least),
		Call::name_currency(args.id, name, &args.symbol, args.decimals),
	];
	calls.extend(supply.map(|supply| Call::issue(args.id, signer.account, supply)));
	let batch = Call::batch_all(&chain.encode_all(&calls).await?);
	let included = context.submit(&chain, &batch, &signer, args.sending.finalized).await?;
	let issued = unit.text(supply.unwrap_or(0));
	let text = format!(
		"created currency {}, written {}; issued {issued} to {}\n\
		whoever governs lets it be paid in: animechain let-in {}\n",
		args.id,
		unit.name(),
		signer.account,
		args.id
	);
	let json = json!({
		"currency": args.id,
		"unit": unit.name(),
		"decimals": args.decimals,
		"least": least.to_string(),
		"supply": supply.unwrap_or(0).to_string(),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Gives the pot its least balance and lets the currency in.
pub async fn let_in(context: &Context, args: &LetIn) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let currency = Currency::WithId(args.id);
	let chain = context.connect_to_known(&args.sending).await?;
	let row = chain.currency(&currency).await?;
	let row =
		row.with_context(|| format!("there is no currency {} in the assets pallet", args.id))?;
	ensure!(
		!chain.currencies().await?.contains(&currency),
		"{} was let in already: `animechain currencies` lists it",
		row.unit.name()
	);
	match chain.sudo_key().await? {
		Some(key) if key == signer.account => (),
		Some(key) => bail!(
			"only the account that governs lets a currency in: that is {key}, and the key is of {}",
			signer.account
		),
		None => bail!(
			"no single account governs this chain: propose Royalty.register_currency, and send the pot \
			{} the least balance of the currency first, {}",
			chain.pot().await?,
			row.unit.text(row.least)
		),
	}
	let pot = chain.pot().await?;
	let has = chain.asset_balance(args.id, pot).await?.unwrap_or(0);
	let missing = row.least.max(1).saturating_sub(has);
	let mut calls = Vec::new();
	if missing > 0 {
		// An account takes no less than the least balance at first.
		ensure_has(&chain, signer.account, &row, missing).await?;
		calls.push(Call::send(pot, &currency, missing));
	}
	let register = chain.encode_all(&[Call::register_currency(&currency)]).await?.concat();
	calls.push(Call::sudo(&register));
	let batch = Call::batch_all(&chain.encode_all(&calls).await?);
	let included = context.submit(&chain, &batch, &signer, args.sending.finalized).await?;
	if let Err(error) = included.event::<Sudid>()?.result {
		return Err(chain.relayed_failure(signer.account, &error).await.into());
	}
	let event: CurrencyRegistered = included.event()?;
	let text = format!("assets can be paid for in {} from now on\n", row.unit.name());
	let json = json!({
		"currency": amount::id(&event.currency),
		"unit": row.unit.name(),
		"sentToPot": missing.to_string(),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
