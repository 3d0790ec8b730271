//! Sales for people.

use animechain_primitives::rights::{ListingId, Right};

use super::{rights::right, table::Table};
use crate::{
	amount::Units,
	chain::{BlockNumber, ListingRow},
	share,
};

/// What something costs, with the part that is revenue of what is sold.
fn price(row: &ListingRow, units: &Units) -> String {
	let mut text = units.price(&row.price);
	if !row.revenue.is_zero() {
		text += &format!(", of which {} are its revenue", share::text(row.revenue));
	}
	text
}

/// What is for sale, as rows of a table.
pub fn rows(table: Table, row: &ListingRow, units: &Units) -> Table {
	table
		.row("sells", right(&row.right))
		.row("for", price(row, units))
		.row("by", row.seller)
		.maybe("only to", row.buyer)
		.maybe("until block", row.until)
}

/// Something that is for sale, at block `now`.
pub fn listing(id: ListingId, row: &ListingRow, now: BlockNumber, units: &Units) -> String {
	let ended = if has_ended(row, now) { ": has ended" } else { "" };
	let table = rows(Table::default(), row, units).maybe("with it", along(row));
	format!("listing {id}{ended}\n{}", table.text())
}

/// What goes along with control.
const fn along(row: &ListingRow) -> Option<&'static str> {
	match (row.right, row.with_units) {
		(Right::Control(_), true) => Some("all of its units"),
		(Right::Control(_), false) => Some("none of its units"),
		_ => None,
	}
}

/// Whether it cannot be bought any more after block `now`.
pub fn has_ended(row: &ListingRow, now: BlockNumber) -> bool {
	row.until.is_some_and(|until| until <= now)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{render::rights_json, testing};
	use serde_json::json;

	#[test]
	fn a_listing_says_what_for_how_much_and_for_whom() {
		let row = testing::listing();
		let text = listing(4, &row, 9, &Units::default());
		for part in ["listing 4\n", "licence 6", "of which 5 % are its revenue", "only to"] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		assert!(!has_ended(&row, 69) && has_ended(&row, 70));
		let json = rights_json::listing(4, &row, 70);
		assert_eq!((&json["ended"], &json["revenuePpm"]), (&json!(true), &json!(50_000)));
		assert_eq!(json["right"]["licence"], "6");
		let mut row = testing::listing();
		row.right = Right::Control(6);
		assert!(listing(4, &row, 9, &Units::default()).contains("none of its units"));
		row.with_units = true;
		assert!(listing(4, &row, 9, &Units::default()).contains("all of its units"));
	}
}
