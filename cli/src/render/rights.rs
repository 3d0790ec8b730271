//! Agreements for people.

use animechain_primitives::{
	consent::{Amount, Price},
	rights::{AgreementId, Clause, Right, Stage},
	AssetId, Currency,
};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::table::Table;
use crate::{
	amount::Units,
	chain::{AgreementRow, BlockNumber, ClauseRow, DealRow},
	encoding::hex,
	share,
};

/// What the chain says about a clause besides whether it is met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Progress {
	/// Everything that came in for the asset.
	pub inflow: Option<Amount>,
	/// What it must reach: more than the clause says if the parties paid in something themselves.
	pub threshold: Option<Amount>,
}

/// Something that moves.
pub fn right(right: &Right) -> String {
	match right {
		Right::Control(asset) => format!("control of asset {asset}"),
		Right::Shares { asset, units } => {
			format!("{units} units of asset {asset} ({})", share::text(Permill::from_parts(*units)))
		},
		Right::Licence(licence) => format!("licence {licence}"),
	}
}

/// A condition.
pub fn clause(clause: &ClauseRow, units: &Units) -> String {
	match clause {
		Clause::RevenueAtLeast { asset, currency, amount } => {
			format!("the revenue of asset {asset} reaches {}", units.text(currency, *amount))
		},
		Clause::NotBefore(block) => format!("block {block} is reached"),
		Clause::Paid(price) => format!("somebody pays {} into it", units.price(price)),
		Clause::ApprovedBy(account) => format!("{account} approves"),
		Clause::Certified(asset) => format!("asset {asset} is certified"),
	}
}

fn condition_head(deal: &DealRow) -> String {
	match (usize::from(deal.needed), deal.clauses.len()) {
		(_, 1) => "when".into(),
		(needed, count) if needed == count => format!("when all {count}"),
		(needed, count) => format!("when {needed} of {count}"),
	}
}

/// A price, and the part of it that is revenue.
fn price_with_part(price: &Price, part: Option<(AssetId, Permill)>, units: &Units) -> String {
	let mut text = units.price(price);
	if let Some((asset, part)) = part.filter(|(_, part)| !part.is_zero()) {
		text += &format!(", of which {} are revenue of asset {asset}", share::text(part));
	}
	text
}

/// What two accounts agree on, as rows of a table: everything that the digest covers.
pub fn deal(
	mut table: Table,
	deal: &DealRow,
	units: &Units,
	state: impl Fn(u8, &ClauseRow) -> Option<String>,
) -> Table {
	table = table.row("from", deal.from).row("to", deal.to);
	for (number, what) in deal.rights.iter().enumerate() {
		table = table.row(if number == 0 { "moves" } else { "" }, right(what));
	}
	let head = condition_head(deal);
	for (number, condition) in (0_u8..).zip(&deal.clauses) {
		let mut text = format!("[{number}] {}", clause(condition, units));
		if let Some(state) = state(number, condition) {
			text += &format!(": {state}");
		}
		table = table.row(if number == 0 { &head } else { "" }, text);
	}
	let price = deal.consideration.as_ref();
	let price = price.map(|part| price_with_part(&part.price, part.revenue, units));
	table
		.row("for", price.unwrap_or_else(|| "nothing".into()))
		.row("until block", deal.deadline)
		.maybe(
			"legal text",
			deal.text.map(|text| format!("sha256 {}", hex(text).trim_start_matches("0x"))),
		)
}

/// What is easily taken for a part of an agreement and is none, a line for each thing.
pub fn notes(deal: &DealRow) -> String {
	let mut text = String::new();
	let control = deal.rights.iter().filter_map(|right| match right {
		Right::Control(asset) => Some(*asset),
		_ => None,
	});
	for asset in control.clone() {
		let promised =
			|right: &Right| matches!(right, Right::Shares { asset: of, .. } if *of == asset);
		if !deal.rights.iter().any(promised) {
			text += &format!(
				"no units of asset {asset} are promised: they go with control only if none was ever handed on\n"
			);
		}
	}
	for (number, clause) in (0_u8..).zip(&deal.clauses) {
		if matches!(clause, Clause::Paid(_)) {
			text +=
				&format!("condition [{number}] can be paid for by anybody, also by who gives\n");
		}
	}
	if control.count() > 0 {
		text += "consent can be withdrawn at any time: that is for whoever gave it, and no part of the \
			agreement\n";
	}
	text
}

/// Where an agreement stands, at block `now`.
pub fn stage(row: &AgreementRow, now: BlockNumber) -> String {
	let (since, deadline) = (row.since, row.deal.deadline);
	match row.stage {
		// What is sent now gets into a later block.
		Stage::Proposed if deadline <= now.saturating_add(1) => {
			format!("proposed in block {since}, and now too late")
		},
		Stage::Proposed => format!("proposed in block {since}, not accepted yet"),
		Stage::Accepted if row.is_ready() => {
			format!("in force since block {since}, ready to execute")
		},
		Stage::Accepted if deadline <= now => {
			format!("in force since block {since}, and its deadline has passed")
		},
		Stage::Accepted => format!("in force since block {since}"),
		Stage::Cancelled => format!("cancelled in block {since}"),
		Stage::Executed => format!("executed in block {since}"),
		Stage::Expired => format!("expired in block {since}, and what was paid went back"),
		Stage::Failed => format!("failed in block {since}, and what was paid went back"),
	}
}

/// Whether a clause is met, and how far it is.
fn clause_state(
	row: &AgreementRow,
	number: u8,
	condition: &ClauseRow,
	progress: &Progress,
	now: BlockNumber,
	units: &Units,
) -> String {
	let payer = row.payers.iter().find(|(clause, _)| *clause == number);
	match (row.is_met(number), condition) {
		(true, Clause::Paid(_)) if payer.is_some() => {
			format!("MET{}", payer.map_or_else(String::new, |(_, who)| format!(", by {who}")))
		},
		(true, _) => "MET".into(),
		(false, _) if row.stage.is_over() => "not met".into(),
		(false, Clause::RevenueAtLeast { currency, amount, .. }) => {
			let Some(inflow) = progress.inflow else { return "not met".into() };
			let came_in = units.text(currency, inflow);
			match progress.threshold.filter(|threshold| threshold != amount) {
				Some(threshold) => format!(
					"not met, {came_in} came in; needed are {}, for the parties paid in {} themselves",
					units.text(currency, threshold),
					units.text(currency, threshold.saturating_sub(*amount))
				),
				None => format!("not met, {came_in} came in"),
			}
		},
		(false, Clause::NotBefore(block)) if *block > now => {
			format!("not met, {} from now", block - now)
		},
		(false, _) => "not met".into(),
	}
}

/// An agreement with everything about it. `progress` has one entry for each clause, `terms` is the digest of its
/// deal.
pub fn agreement(
	id: AgreementId,
	row: &AgreementRow,
	progress: &[Progress],
	terms: H256,
	now: BlockNumber,
	units: &Units,
) -> String {
	let none = Progress::default();
	let state = |number: u8, condition: &ClauseRow| {
		let progress = progress.get(usize::from(number)).unwrap_or(&none);
		Some(clause_state(row, number, condition, progress, now, units))
	};
	let table = deal(Table::default(), &row.deal, units, state).row("digest", hex(terms));
	format!("agreement {id}: {}\n{}", stage(row, now), table.text())
}

/// The currencies that a deal names.
pub fn currencies(deal: &DealRow) -> Vec<&Currency> {
	let price = deal.consideration.as_ref().map(|part| &part.price.currency);
	let clauses = deal.clauses.iter().filter_map(|clause| match clause {
		Clause::RevenueAtLeast { currency, .. } | Clause::Paid(Price { currency, .. }) => {
			Some(currency)
		},
		_ => None,
	});
	price.into_iter().chain(clauses).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{amount::Unit, chain::AccountId, render::rights_json, testing::deal as sample};
	use serde_json::json;

	const TERMS: H256 = H256::repeat_byte(0x77);

	fn row() -> AgreementRow {
		AgreementRow {
			deal: sample(),
			stage: Stage::Accepted,
			since: 8,
			met: 0,
			payers: Default::default(),
		}
	}

	fn units() -> Units {
		let mut units = Units::default();
		units.insert(Currency::WithId(3), Unit::of_asset(3, "EUR", 2));
		units
	}

	#[test]
	fn everything_that_is_signed_is_shown() {
		let mut row = row();
		row.deal.text = Some(H256::repeat_byte(8));
		let text = agreement(6, &row, &[], TERMS, 9, &units());
		for part in [
			"agreement 6: in force since block 8\n",
			&AccountId::from([1; 32]).to_string(),
			&AccountId::from([2; 32]).to_string(),
			"control of asset 5",
			"250000 units of asset 5 (25 %)",
			"when all 2",
			"[0] the revenue of asset 5 reaches 0.000000000007 ANIM",
			&format!("[1] {} approves", AccountId::from([3; 32])),
			"0.09 EUR#3, of which 10 % are revenue of asset 5",
			"until block  90",
			"sha256 0808",
			"digest       0x7777",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
	}

	#[test]
	fn what_is_no_part_of_an_agreement_is_said() {
		let mut deal = sample();
		let consent = "consent can be withdrawn at any time";
		assert!(notes(&deal).starts_with(consent), "{}", notes(&deal));
		deal.rights =
			vec![Right::Control(5), Right::Shares { asset: 6, units: 1 }].try_into().unwrap();
		let price = Price { currency: Currency::Native, amount: 5 };
		deal.clauses = vec![Clause::NotBefore(12), Clause::Paid(price)].try_into().unwrap();
		let text = notes(&deal);
		for part in ["no units of asset 5 are promised", "[1] can be paid for by anybody", consent]
		{
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		deal.rights = vec![Right::Licence(4)].try_into().unwrap();
		deal.clauses = vec![Clause::NotBefore(12)].try_into().unwrap();
		assert_eq!(notes(&deal), "");
	}

	#[test]
	fn clauses_say_how_far_they_are() {
		let mut row = row();
		let revenue = |inflow, threshold| {
			vec![Progress { inflow: Some(inflow), threshold: Some(threshold) }, Progress::default()]
		};
		let text = agreement(6, &row, &revenue(4_000_000_000_000, 7), TERMS, 9, &units());
		assert!(text.contains(": not met, 4 ANIM came in\n"), "{text}");
		let text = agreement(6, &row, &revenue(4, 1_000_000_000_007), TERMS, 9, &units());
		assert!(text.contains("needed are 1.000000000007 ANIM"), "{text}");
		assert!(text.contains("paid in 1 ANIM themselves"), "{text}");
		row.meet(0);
		assert!(agreement(6, &row, &revenue(7, 7), TERMS, 9, &units()).contains("ANIM: MET\n"));
		let json = rights_json::agreement(6, &row, &revenue(7, 7), TERMS);
		let clauses = &json["deal"]["clauses"];
		assert_eq!((&clauses[0]["met"], &clauses[1]["met"]), (&json!(true), &json!(false)));
		assert_eq!((&clauses[0]["inflow"], &json["ready"]), (&json!("7"), &json!(false)));
		assert_eq!(json["deal"]["consideration"]["revenue"]["sharePpm"], 100_000);
	}

	#[test]
	fn agreements_say_where_they_stand() {
		let mut row = row();
		assert_eq!(stage(&row, 89), "in force since block 8");
		assert_eq!(stage(&row, 90), "in force since block 8, and its deadline has passed");
		row.met = 0b11;
		assert_eq!(stage(&row, 91), "in force since block 8, ready to execute");
		row.stage = Stage::Proposed;
		assert_eq!(stage(&row, 88), "proposed in block 8, not accepted yet");
		assert_eq!(stage(&row, 89), "proposed in block 8, and now too late");
		for (end, word) in [
			(Stage::Cancelled, "cancelled"),
			(Stage::Executed, "executed"),
			(Stage::Expired, "expired"),
			(Stage::Failed, "failed"),
		] {
			row.stage = end;
			assert!(stage(&row, 9).starts_with(word));
			assert_eq!(rights_json::agreement(6, &row, &[], TERMS)["stage"], word);
		}
	}

	#[test]
	fn other_conditions_are_in_words() {
		let mut row = row();
		row.deal.clauses = vec![
			Clause::NotBefore(12),
			Clause::Paid(Price { currency: Currency::WithId(3), amount: 5 }),
			Clause::Certified(5),
		]
		.try_into()
		.unwrap();
		row.deal.needed = 2;
		let payer = AccountId::from([4; 32]);
		row.payers = vec![(1, payer)].try_into().unwrap();
		row.meet(1);
		let text = agreement(6, &row, &[], TERMS, 9, &units());
		for part in [
			"when 2 of 3",
			"[0] block 12 is reached: not met, 3 from now",
			&format!("[1] somebody pays 0.05 EUR#3 into it: MET, by {payer}"),
			"[2] asset 5 is certified: not met",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		let json = rights_json::agreement(6, &row, &[], TERMS);
		assert_eq!(json["deal"]["clauses"][1]["payer"], json!(payer));
		assert_eq!(currencies(&row.deal).len(), 2);
	}
}
