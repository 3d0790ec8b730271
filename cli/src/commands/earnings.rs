//! `earnings`: what an account can claim.

use std::collections::BTreeMap;

use animechain_primitives::{consent::Amount, Currency};
use serde_json::{json, Value};

use super::{
	earned::{self, totals, Collection, LeafEarning},
	Answer, Context,
};
use crate::{
	amount::{self, Totals, Units},
	args::Earnings,
	chain::AccountId,
	purse::{Obstacle, Purse},
	render::table::columns,
	words,
};

/// Adds up what there is.
pub async fn run(context: &Context, args: &Earnings) -> anyhow::Result<Answer> {
	let account = match args.account {
		Some(account) => account,
		None => context.signer()?.account,
	};
	let chain = context.connect().await?;
	let pools = earned::by_units(context, &chain, account).await?;
	let collections = earned::by_leaves(context, &chain, None).await?;
	let currencies = chain.currencies().await?;
	let purse = Purse::load(&chain, account, &currencies).await?;
	let units = purse.units();

	let holder: Totals = pools.iter().map(|row| (&row.currency, row.amount)).collect();
	let mine = |collection: &'_ Collection| totals(collection.earnings_of(account, true));
	let mut leaves = Totals::default();
	let mut others = Totals::default();
	for collection in &collections {
		leaves.add_all(&mine(collection));
		others.add_all(&totals(collection.earnings_of(account, false)));
	}
	let mut together = holder.clone();
	together.add_all(&leaves);
	let waits = waiting(purse, &holder, &collections, account);

	let mut text = format!("{account}, at block {}\n", chain.number);
	text += &format!("as a holder: {}\n", units.list(&holder));
	let lines = pools
		.iter()
		.map(|row| vec![format!("asset {}", row.asset), units.text(&row.currency, row.amount)]);
	text += &columns(1, &lines.collect::<Vec<_>>());
	text += &format!("as a contributor, by the local store: {}\n", units.list(&leaves));
	text += &columns(2, &leaf_lines(&collections, account, args.leaves, &units));
	text += &format!("together: {}\n", units.list(&together));
	for (currency, (amount, obstacle)) in &waits {
		let unit = units.unit(currency);
		text +=
			&format!("of it {} cannot be paid out: {}\n", unit.text(*amount), obstacle.text(&unit));
	}
	if together.iter().any(|(currency, sum)| waits.get(currency).is_none_or(|it| it.0 < sum)) {
		text += "take it: animechain claim --all\n";
	}
	if !others.is_empty() {
		text += &format!(
			"others earned {} for leaves that the local store knows: animechain claim --all --for \
			ACCOUNT\n",
			units.list(&others)
		);
		text += &columns(1, &other_lines(&collections, account, &units));
	}
	let waits = waits.iter().map(|(currency, (amount, obstacle))| {
		let mut row = amount::json(currency, *amount);
		row["why"] = obstacle.name().into();
		row
	});
	let row = |row: &animechain_primitives::royalty::Claimable| {
		let mut json = amount::json(&row.currency, row.amount);
		json["asset"] = row.asset.to_string().into();
		json
	};
	let json = json!({
		"account": account,
		"block": chain.number,
		"blockHash": chain.at,
		"pools": pools.iter().map(row).collect::<Vec<_>>(),
		"holder": holder.json(),
		"collections": collections_json(&collections, account),
		"contributor": leaves.json(),
		"together": together.json(),
		"waits": waits.collect::<Vec<_>>(),
		"others": others.json(),
		"leaves": args.leaves.then(|| leaves_json(&collections)),
	});
	Ok(Answer::success(text, json))
}

/// What cannot be paid out now, and the last reason why not. What is claimed first may make room for the
/// rest.
fn waiting(
	mut purse: Purse,
	holder: &Totals,
	collections: &[Collection],
	account: AccountId,
) -> BTreeMap<Currency, (Amount, Obstacle)> {
	let mut waits: BTreeMap<Currency, (Amount, Obstacle)> = BTreeMap::new();
	let leaves = collections.iter().flat_map(|collection| collection.earnings_of(account, true));
	let leaves = leaves.map(|earning| (&earning.currency, earning.amount));
	for (currency, amount) in holder.iter().chain(leaves) {
		match purse.obstacle(currency, amount) {
			None => purse.receive(currency, amount),
			Some(obstacle) => {
				let row = waits.entry(currency.clone()).or_insert((0, obstacle));
				*row = (row.0.saturating_add(amount), obstacle);
			},
		}
	}
	waits
}

fn leaf_lines(
	collections: &[Collection],
	account: AccountId,
	each: bool,
	units: &Units,
) -> Vec<Vec<String>> {
	let mut lines = Vec::new();
	for collection in collections {
		let earnings = collection.earnings_of(account, true);
		let name = format!("asset {}", collection.asset);
		if each {
			lines.extend(earnings.map(|earning| {
				let file = collection.file(earning);
				let leaf = format!("leaf {} {}", file.index, words::harmless(&file.path));
				vec![name.clone(), leaf, units.text(&earning.currency, earning.amount)]
			}));
		} else if earnings.clone().next().is_some() {
			let leaves = number_of_leaves(earnings.clone());
			lines.push(vec![name, leaves, units.list(&totals(earnings))]);
		}
	}
	lines
}

fn number_of_leaves<'a>(earnings: impl Iterator<Item = &'a LeafEarning>) -> String {
	let places: std::collections::BTreeSet<_> = earnings.map(|earning| earning.place).collect();
	words::count(places.len() as u64, "leaf", "leaves")
}

/// By contributor.
fn other_lines(collections: &[Collection], account: AccountId, units: &Units) -> Vec<Vec<String>> {
	let mut by: BTreeMap<[u8; 32], (AccountId, Totals)> = BTreeMap::new();
	for collection in collections {
		for earning in collection.earnings_of(account, false) {
			let contributor = collection.file(earning).contributor;
			let row = by.entry(contributor.0).or_insert((contributor, Totals::default()));
			row.1.add(&earning.currency, earning.amount);
		}
	}
	by.into_values()
		.map(|(account, totals)| vec![account.to_string(), units.list(&totals)])
		.collect()
}

fn collections_json(collections: &[Collection], account: AccountId) -> Vec<Value> {
	let row = |collection: &Collection| {
		json!({
			"asset": collection.asset.to_string(),
			"contributor": totals(collection.earnings_of(account, true)).json(),
			"others": totals(collection.earnings_of(account, false)).json(),
		})
	};
	collections.iter().map(row).collect()
}

fn leaves_json(collections: &[Collection]) -> Vec<Value> {
	let mut rows = Vec::new();
	for collection in collections {
		for earning in &collection.earnings {
			let file = collection.file(earning);
			let mut row = amount::json(&earning.currency, earning.amount);
			row["asset"] = collection.asset.to_string().into();
			row["leaf"] = file.index.into();
			row["path"] = file.path.clone().into();
			row["contributor"] = json!(file.contributor);
			rows.push(row);
		}
	}
	rows
}
