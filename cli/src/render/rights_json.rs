//! Agreements and sales for programs.

use animechain_primitives::{
	consent::Amount,
	rights::{AgreementId, Clause, Consideration, ListingId, Right, Stage},
	Currency,
};
use polkadot_sdk::sp_core::H256;
use serde_json::{json, Value};

use super::{rights::Progress, sales::has_ended};
use crate::{
	amount,
	chain::{AgreementRow, BlockNumber, ClauseRow, DealRow, ListingRow},
};

/// The name of a stage for programs.
const fn stage_name(stage: Stage) -> &'static str {
	match stage {
		Stage::Proposed => "proposed",
		Stage::Accepted => "accepted",
		Stage::Cancelled => "cancelled",
		Stage::Executed => "executed",
		Stage::Expired => "expired",
		Stage::Failed => "failed",
	}
}

/// Something that moves, as JSON.
pub fn right(right: &Right) -> Value {
	match right {
		Right::Control(asset) => json!({ "kind": "control", "asset": asset.to_string() }),
		Right::Shares { asset, units } => {
			json!({ "kind": "shares", "asset": asset.to_string(), "units": units })
		},
		Right::Licence(licence) => json!({ "kind": "licence", "licence": licence.to_string() }),
	}
}

fn money(mut json: Value, currency: &Currency, amount: Amount) -> Value {
	json["amount"] = amount.to_string().into();
	json["currency"] = json!(amount::id(currency));
	json
}

/// A condition as JSON.
fn clause(clause: &ClauseRow) -> Value {
	match clause {
		Clause::RevenueAtLeast { asset, currency, amount } => {
			let json = json!({ "kind": "revenueAtLeast", "asset": asset.to_string() });
			money(json, currency, *amount)
		},
		Clause::NotBefore(block) => json!({ "kind": "notBefore", "block": block }),
		Clause::Paid(price) => money(json!({ "kind": "paid" }), &price.currency, price.amount),
		Clause::ApprovedBy(account) => json!({ "kind": "approvedBy", "account": account }),
		Clause::Certified(asset) => json!({ "kind": "certified", "asset": asset.to_string() }),
	}
}

/// What two accounts agree on, as JSON.
pub fn deal(deal: &DealRow) -> Value {
	let consideration = |Consideration { price, revenue }: &Consideration| {
		let revenue = revenue.map(
			|(asset, part)| json!({ "asset": asset.to_string(), "sharePpm": part.deconstruct() }),
		);
		money(json!({ "revenue": revenue }), &price.currency, price.amount)
	};
	json!({
		"from": deal.from,
		"to": deal.to,
		"rights": deal.rights.iter().map(right).collect::<Vec<_>>(),
		"clauses": deal.clauses.iter().map(clause).collect::<Vec<_>>(),
		"needed": deal.needed,
		"consideration": deal.consideration.as_ref().map(consideration),
		"deadline": deal.deadline,
		"text": deal.text,
	})
}

/// An agreement as JSON. `terms` is the digest of its deal.
pub fn agreement(id: AgreementId, row: &AgreementRow, progress: &[Progress], terms: H256) -> Value {
	let mut deal = self::deal(&row.deal);
	for (number, _) in row.clauses() {
		let clause = &mut deal["clauses"][usize::from(number)];
		clause["met"] = row.is_met(number).into();
		let payer = row.payers.iter().find(|(clause, _)| *clause == number);
		if let Some((_, payer)) = payer {
			clause["payer"] = json!(payer);
		}
		let Some(progress) = progress.get(usize::from(number)) else { continue };
		if let Some(inflow) = progress.inflow {
			clause["inflow"] = inflow.to_string().into();
		}
		if let Some(threshold) = progress.threshold {
			clause["threshold"] = threshold.to_string().into();
		}
	}
	json!({
		"agreement": id.to_string(),
		"stage": stage_name(row.stage),
		"since": row.since,
		"ready": row.is_ready(),
		"deal": deal,
		"termsDigest": terms,
	})
}

/// Something that is for sale, at block `now`.
pub fn listing(id: ListingId, row: &ListingRow, now: BlockNumber) -> Value {
	json!({
		"listing": id.to_string(),
		"seller": row.seller,
		"right": right(&row.right),
		"price": amount::json(&row.price.currency, row.price.amount),
		"revenuePpm": row.revenue.deconstruct(),
		"buyer": row.buyer,
		"until": row.until,
		"withUnits": row.with_units,
		"ended": has_ended(row, now),
	})
}
