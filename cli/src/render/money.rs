//! Where money goes, as text and as JSON.

use std::collections::BTreeMap;

use animechain_primitives::{
	consent::Amount,
	royalty::{Flow, FlowRow, PoolInfo},
	AssetId, AssetKind, Currency, Edge,
};
use serde_json::{json, Value};

use super::table::{columns, Table};
use crate::{
	amount::{id, Unit},
	share, words,
};

/// A payment, and who would get what of it.
pub struct Payment<'a> {
	/// How much.
	pub amount: Amount,
	/// Of what.
	pub currency: &'a Currency,
	/// How that is written.
	pub unit: &'a Unit,
	/// To the last asset.
	pub flow: &'a Flow,
	/// What the assets are, as far as it was asked.
	pub kinds: &'a BTreeMap<AssetId, AssetKind>,
}

/// What all assets get together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Sums {
	contributors: Amount,
	holders: Amount,
	held: Amount,
}

impl Sums {
	/// No more than what there is of the currency, so it fits.
	fn of(rows: &[FlowRow]) -> Self {
		rows.iter().fold(Self::default(), |sums, row| Self {
			contributors: sums.contributors.saturating_add(row.contributors),
			holders: sums.holders.saturating_add(row.holders),
			held: sums.held.saturating_add(row.held),
		})
	}

	const fn total(self) -> Amount {
		self.contributors.saturating_add(self.holders).saturating_add(self.held)
	}
}

impl Payment<'_> {
	/// An amount, or a dash.
	fn cell(&self, amount: Amount) -> String {
		if amount == 0 {
			"-".into()
		} else {
			self.unit.text(amount)
		}
	}

	fn name(&self, asset: AssetId) -> String {
		match self.kinds.get(&asset) {
			Some(kind) => format!("{} {asset}", words::kind(*kind)),
			None => format!("asset {asset}"),
		}
	}

	/// A line for each asset, at most so many of them.
	pub fn rows(&self, most: usize) -> String {
		let held = self.flow.rows.iter().any(|row| row.held > 0);
		let mut heads = vec!["", "comes in", "for contributors", "for holders"];
		if held {
			heads.push("held");
		}
		let mut lines = vec![heads.into_iter().map(str::to_owned).collect::<Vec<_>>()];
		for row in self.flow.rows.iter().take(most) {
			let FlowRow { asset, inflow, contributors, holders, held: waits } = *row;
			let mut line = vec![self.name(asset)];
			line.extend([inflow, contributors, holders].map(|amount| self.cell(amount)));
			if held {
				line.push(self.cell(waits));
			}
			lines.push(line);
		}
		columns(1, &lines)
	}

	/// The sum, which is the payment, with what stays between the floors or comes out from there.
	pub fn sum(&self) -> String {
		let sums = Sums::of(&self.flow.rows);
		let mut parts = vec![];
		for (amount, what) in [
			(sums.contributors, "for contributors"),
			(sums.holders, "for holders"),
			(sums.held, "held until a dispute is decided"),
		] {
			if amount > 0 {
				parts.push(format!("{} {what}", self.unit.text(amount)));
			}
		}
		let (stays, released) = self.between(sums);
		if stays > 0 {
			parts.push(format!(
				"{} between the floors, which later payments release",
				self.unit.text(stays)
			));
		}
		let mut text = parts.join(" + ");
		if released > 0 {
			text += &format!(
				" - {} that earlier payments left between the floors",
				self.unit.text(released)
			);
		}
		format!("{text} = {}", self.unit.text(self.amount))
	}

	/// What stays between the floors, or what comes out of there.
	const fn between(&self, sums: Sums) -> (Amount, Amount) {
		let total = sums.total();
		(self.amount.saturating_sub(total), total.saturating_sub(self.amount))
	}

	/// The same for programs.
	pub fn json(&self) -> Value {
		let sums = Sums::of(&self.flow.rows);
		let (stays, released) = self.between(sums);
		let row = |row: &FlowRow| {
			json!({
				"asset": row.asset.to_string(),
				"kind": self.kinds.get(&row.asset),
				"inflow": row.inflow.to_string(),
				"contributors": row.contributors.to_string(),
				"holders": row.holders.to_string(),
				"held": row.held.to_string(),
			})
		};
		json!({
			"amount": self.amount.to_string(),
			"currency": id(self.currency),
			"rows": self.flow.rows.iter().map(row).collect::<Vec<_>>(),
			"contributors": sums.contributors.to_string(),
			"holders": sums.holders.to_string(),
			"held": sums.held.to_string(),
			"betweenFloors": stays.to_string(),
			"releasedFromFloors": released.to_string(),
		})
	}
}

/// What an asset has to do with a currency.
pub struct Pool<'a> {
	/// The currency.
	pub currency: &'a Currency,
	/// How it is written.
	pub unit: &'a Unit,
	/// What the chain says.
	pub info: &'a PoolInfo,
	/// The edges, and what each parent is owed and was not handed.
	pub edges: &'a [(Edge, Amount)],
}

impl Pool<'_> {
	fn owed(&self) -> Amount {
		self.edges.iter().fold(0, |sum, (_, owed)| sum.saturating_add(*owed))
	}

	const fn unclaimed(&self) -> Amount {
		let PoolInfo { to_contributors, to_holders, paid, .. } = *self.info;
		to_contributors.saturating_add(to_holders).saturating_sub(paid)
	}

	/// What is nobody's yet: less than one smallest unit for each edge, and for what stays.
	fn between(&self) -> Amount {
		let PoolInfo { inflow, handed_on, held, to_contributors, to_holders, .. } = *self.info;
		[handed_on, self.owed(), held, to_contributors, to_holders]
			.into_iter()
			.fold(inflow, Amount::saturating_sub)
	}

	/// As a table.
	pub fn text(&self) -> String {
		let PoolInfo { inflow, handed_on, paid, held, to_contributors, to_holders, .. } =
			*self.info;
		let text = |amount| self.unit.text(amount);
		let mut table = Table::default().row("came in", text(inflow));
		if !self.edges.is_empty() {
			table = table.row("handed on", text(handed_on));
		}
		for (number, (edge, owed)) in self.edges.iter().enumerate() {
			let to = format!("  edge {number} to {}", edge.parent);
			let share = share::text(edge.share);
			table = table.row(&to, format!("{share}; {} waits to be handed on", text(*owed)));
		}
		let queue = self.info.queued.then_some("waits for its turn to be handed on");
		let live = (to_contributors > 0 || self.info.live_weight > 0).then(|| {
			format!("{}, by a weight of {}", text(to_contributors), self.info.live_weight)
		});
		let positive = |amount: Amount| (amount > 0).then(|| text(amount));
		let table = table
			.maybe("queue", queue)
			.maybe("for contributors", live)
			.row("for holders", text(to_holders))
			.maybe("held", positive(held))
			.maybe("between the floors", positive(self.between()))
			.row("paid out", text(paid))
			.row("not claimed yet", text(self.unclaimed()));
		format!("in {}\n{}", self.unit.name(), table.text())
	}

	/// For programs.
	pub fn json(&self) -> Value {
		let PoolInfo { inflow, handed_on, paid, held, to_contributors, to_holders, .. } =
			*self.info;
		let edge = |(number, (edge, owed)): (usize, &(Edge, Amount))| {
			json!({
				"edge": number,
				"parent": edge.parent.to_string(),
				"sharePpm": edge.share.deconstruct(),
				"owed": owed.to_string(),
			})
		};
		json!({
			"currency": id(self.currency),
			"inflow": inflow.to_string(),
			"handedOn": handed_on.to_string(),
			"edges": self.edges.iter().enumerate().map(edge).collect::<Vec<_>>(),
			"queued": self.info.queued,
			"contributors": to_contributors.to_string(),
			"liveWeight": self.info.live_weight.to_string(),
			"holders": to_holders.to_string(),
			"held": held.to_string(),
			"paid": paid.to_string(),
			"unclaimed": self.unclaimed().to_string(),
			"betweenFloors": self.between().to_string(),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::edge;
	use animechain_primitives::Relation;

	fn flow(rows: &[(AssetId, Amount, Amount, Amount)]) -> Flow {
		let row = |(asset, inflow, contributors, holders): &(_, _, _, _)| FlowRow {
			asset: *asset,
			inflow: *inflow,
			contributors: *contributors,
			holders: *holders,
			held: 0,
		};
		Flow { rows: rows.iter().map(row).collect(), beyond: vec![] }
	}

	fn sum(amount: Amount, flow: &Flow) -> (String, Value) {
		let unit = Unit::of_asset(3, "EUR", 2);
		let kinds = BTreeMap::from([(4, AssetKind::Output)]);
		let currency = Currency::WithId(3);
		let payment = Payment { amount, currency: &currency, unit: &unit, flow, kinds: &kinds };
		(format!("{}{}", payment.rows(9), payment.sum()), payment.json())
	}

	#[test]
	fn the_sum_is_the_payment() {
		let (text, json) = sum(1_000, &flow(&[(4, 1_000, 0, 900), (0, 100, 80, 19)]));
		for part in [
			"output 4",
			"asset 0",
			"0.8 EUR#3 for contributors + 9.19 EUR#3 for holders + 0.01 EUR#3 between the floors",
			"= 10 EUR#3",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		assert!(!text.contains("held"), "{text}");
		assert_eq!(
			(&json["betweenFloors"], &json["releasedFromFloors"]),
			(&json!("1"), &json!("0"))
		);
		assert_eq!((&json["rows"][0]["kind"], &json["currency"]), (&json!("output"), &json!(3)));
	}

	#[test]
	fn a_payment_can_release_what_earlier_ones_left() {
		let (text, json) = sum(1, &flow(&[(4, 1, 0, 1), (0, 1, 0, 1)]));
		assert!(
			text.contains("0.02 EUR#3 for holders - 0.01 EUR#3 that earlier payments left"),
			"{text}"
		);
		assert_eq!(json["releasedFromFloors"], "1");
	}

	#[test]
	fn a_pool_shows_where_everything_is() {
		let info = PoolInfo {
			inflow: 1_000,
			handed_on: 200,
			paid: 60,
			held: 0,
			to_contributors: 50,
			to_holders: 448,
			live_weight: 7,
			queued: true,
		};
		let edges =
			[(edge(2, Relation::TrainedOn, 30), 100), (edge(1, Relation::TrainedOn, 20), 200)];
		let unit = Unit::of_asset(3, "", 0);
		let currency = Currency::WithId(3);
		let pool = Pool { currency: &currency, unit: &unit, info: &info, edges: &edges };
		let text = pool.text();
		for part in [
			"edge 0 to 2       30 %; 100 of currency 3 waits",
			"waits for its turn",
			"50 of currency 3, by a weight of 7",
			"between the floors  2 of",
			"not claimed yet     438 of",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		let json = pool.json();
		assert_eq!((&json["unclaimed"], &json["betweenFloors"]), (&json!("438"), &json!("2")));
		assert_eq!(json["edges"][1]["owed"], "200");
	}
}
