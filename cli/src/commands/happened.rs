//! What a call did to agreements besides what it was for: a payment can meet the last condition of one, which then
//! executes at the end of the block.

use std::collections::BTreeSet;

use animechain_primitives::rights::AgreementId;
use serde_json::{json, Value};

use crate::{
	amount::{self, Units},
	chain::{
		events::{ControlTransferred, LicenceTransferred, SharesTransferred},
		rights_events::{ClauseMet, Executed, Expired, Failed, OwnRevenue, PaidOut, PayoutKept},
		submit::Included,
		Chain,
	},
};

/// What happened, a line for each thing.
#[derive(Default)]
pub struct Happened {
	/// For people.
	pub text: String,
	/// For programs.
	pub json: Vec<Value>,
}

impl Happened {
	fn add(&mut self, text: &str, json: Value) {
		self.text += &format!("{text}\n");
		self.json.push(json);
	}
}

fn of(name: &str, agreement: AgreementId) -> Value {
	json!({ "event": name, "agreement": agreement.to_string() })
}

/// What became of agreements by a call, and of those that it made ready by the end of the block.
pub async fn happened(chain: &Chain, included: &Included) -> anyhow::Result<Happened> {
	let mut done = told(chain, included).await?;
	let met: Vec<ClauseMet> = included.events()?;
	let agreements: BTreeSet<_> = met.iter().map(|event| event.agreement).collect();
	for agreement in agreements {
		if let Some(end) = included.end_of(agreement)? {
			let end = told(chain, &end).await?;
			done.text += &end.text;
			done.json.extend(end.json);
		}
	}
	Ok(done)
}

/// What some events say.
async fn told(chain: &Chain, included: &Included) -> anyhow::Result<Happened> {
	let mut done = Happened::default();
	for ClauseMet { agreement, clause } in included.events()? {
		let mut json = of("clauseMet", agreement);
		json["clause"] = clause.into();
		done.add(&format!("condition [{clause}] of agreement {agreement} is met"), json);
	}
	for OwnRevenue { agreement, clause, threshold } in included.events()? {
		let mut json = of("ownRevenue", agreement);
		json["clause"] = clause.into();
		json["threshold"] = threshold.to_string().into();
		let text = format!(
			"it does not count for condition [{clause}] of agreement {agreement}, for a party of it paid"
		);
		done.add(&text, json);
	}
	let executed: Vec<Executed> = included.events()?;
	if !executed.is_empty() {
		let block = chain.block_number(included.block_hash).await?;
		for Executed { agreement } in &executed {
			let mut json = of("executed", *agreement);
			json["block"] = block.into();
			done.add(&format!("agreement {agreement} executed, in block {block}:"), json);
		}
		let moves = moves(included)?;
		done.text += &moves.text;
		done.json.extend(moves.json);
	}
	for Expired { agreement } in included.events()? {
		let text = format!("agreement {agreement} expired: what it promised is free");
		done.add(&text, of("expired", agreement));
	}
	for Failed { agreement, error } in included.events()? {
		let reason = chain.reason(&error).await;
		let mut json = of("failed", agreement);
		json["reason"] = reason.as_str().into();
		let text = format!(
			"agreement {agreement} FAILED, for something could not move, so nothing did: {reason}"
		);
		done.add(&text, json);
	}
	money(chain, included, &mut done).await?;
	Ok(done)
}

/// What moved.
pub fn moves(included: &Included) -> anyhow::Result<Happened> {
	let mut done = Happened::default();
	for ControlTransferred { asset, from, to } in included.events()? {
		let json = json!({
			"event": "controlTransferred",
			"asset": asset.to_string(),
			"from": from,
			"to": to,
		});
		done.add(&format!("  control of asset {asset} went from {from} to {to}"), json);
	}
	for SharesTransferred { asset, from, to, units } in included.events()? {
		let json = json!({
			"event": "sharesTransferred",
			"asset": asset.to_string(),
			"from": from,
			"to": to,
			"units": units,
		});
		done.add(&format!("  {units} units of asset {asset} went from {from} to {to}"), json);
	}
	for LicenceTransferred { licence, from, to, successor } in included.events()? {
		let json = json!({
			"event": "licenceTransferred",
			"licence": licence.to_string(),
			"from": from,
			"to": to,
			"successor": successor.to_string(),
		});
		let text =
			format!("  licence {licence} went from {from} to {to}, and is licence {successor} now");
		done.add(&text, json);
	}
	Ok(done)
}

/// What left the escrow.
async fn money(chain: &Chain, included: &Included, done: &mut Happened) -> anyhow::Result<()> {
	let (paid, kept): (Vec<PaidOut>, Vec<PayoutKept>) = (included.events()?, included.events()?);
	let currencies = paid.iter().map(|event| &event.currency);
	let units: Units = chain.units(currencies.chain(kept.iter().map(|it| &it.currency))).await?;
	for PaidOut { account, currency, amount } in paid {
		let mut json = amount::json(&currency, amount);
		json["event"] = "paidOut".into();
		json["account"] = json!(account);
		let text = format!("{} went from the escrow to {account}", units.text(&currency, amount));
		done.add(&text, json);
	}
	for PayoutKept { account, currency, amount } in kept {
		let mut json = amount::json(&currency, amount);
		json["event"] = "payoutKept".into();
		json["account"] = json!(account);
		let text = format!(
			"{account} cannot take {} now: it is kept, and `animechain collect` takes it later",
			units.text(&currency, amount)
		);
		done.add(&text, json);
	}
	Ok(())
}
