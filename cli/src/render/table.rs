//! Rows as text.

use animechain_primitives::{Basis, Composition, Intent, Purposes, Terms};

use crate::{
	chain::{Asset, BlockNumber},
	encoding::hex,
	share, words,
};

/// Lines of a name and a value, with the values in one column.
#[derive(Default)]
pub struct Table(Vec<(String, String)>);

impl Table {
	/// Adds a line.
	pub fn row(mut self, name: &str, value: impl ToString) -> Self {
		self.0.push((name.into(), value.to_string()));
		self
	}

	/// Adds a line if there is a value.
	pub fn maybe(self, name: &str, value: Option<impl ToString>) -> Self {
		match value {
			Some(value) => self.row(name, value),
			None => self,
		}
	}

	/// The lines, indented.
	pub fn text(&self) -> String {
		let width = self.0.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
		let line = |(name, value): &(String, String)| format!("  {name:<width$}  {value}\n");
		self.0.iter().map(line).collect()
	}
}

/// Rows of cells in columns, indented: the first `left` columns to the left, numbers to the right.
pub fn columns(left: usize, rows: &[Vec<String>]) -> String {
	let length = |cell: &String| cell.chars().count();
	let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
	let width = |column| rows.iter().filter_map(|row| row.get(column)).map(length).max();
	let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
	let line = |row: &Vec<String>| {
		let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
			if column < left {
				format!("  {cell:<width$}")
			} else {
				format!("  {cell:>width$}")
			}
		});
		let line: String = cells.collect();
		format!("{}\n", line.trim_end())
	};
	rows.iter().map(line).collect()
}

/// Both rows of an asset, as they are at block `now`.
pub fn asset(asset: &Asset, now: BlockNumber) -> String {
	let (head, record) = (&asset.head, &asset.record);
	let declaration = &record.declaration;
	let excluded = (head.excluded.leaves > 0).then(|| {
		let leaves = words::count(head.excluded.leaves.into(), "leaf", "leaves");
		format!("{leaves} of weight {}", head.excluded.weight)
	});
	let now = Table::default()
		.row("standing", words::head_standing(head, now))
		.row("controller", head.controller)
		.row("limits from its parents", terms(&head.terms))
		.row("items", composition(&head.composition))
		.maybe("taken out", excluded)
		.row("generation", head.generation)
		.row("lineage digest", hex(head.digest));
	let rights = declaration.rights_information.as_ref();
	let mut then = Table::default()
		.row("registrant", record.registrant)
		.row("block", record.block)
		.row("basis", words::basis(declaration.basis))
		.row("meant for", intent(&declaration.intent))
		.row("commitment", hex(declaration.commitment))
		.maybe("metadata", declaration.metadata.map(hex))
		.maybe(
			"rights information",
			rights.map(|bytes| words::harmless(&String::from_utf8_lossy(bytes))),
		);
	if let Some(contents) = &record.contents {
		then = then
			.row("leaves", contents.leaves)
			.row("weight", contents.weight)
			.row("root", hex(contents.root))
			.row("for contributors", share::text(contents.contributors_share));
	}
	let mut text = format!("{} {}\n{}", words::kind(head.kind), asset.id, now.text());
	text += &format!("recorded when it was registered\n{}", then.text());
	if !record.edges.is_empty() {
		text += "parents\n";
		let mut edges = Table::default();
		for edge in &record.edges {
			let name = format!("{} {}", words::relation(edge.relation), edge.parent);
			let authority = words::authority(edge.authority).replace(':', " ");
			edges = edges.row(&name, format!("{}, by {authority}", share::text(edge.share)));
		}
		text += &edges.text();
	}
	text
}

/// `5 opt-in, 3 synthetic`.
pub fn composition(composition: &Composition) -> String {
	let counts = Basis::ALL.into_iter().filter_map(|basis| match composition.count(basis) {
		0 => None,
		count => Some(format!("{count} {}", words::basis(basis))),
	});
	match counts.collect::<Vec<_>>().join(", ") {
		text if text.is_empty() => "none".into(),
		text => text,
	}
}

/// What an asset is meant for.
fn intent(intent: &Intent) -> String {
	let commercially = if intent.commercial { ", commercially" } else { "" };
	match intent.purposes.is_empty() {
		true => format!("nothing in particular{commercially}"),
		false => format!("{}{commercially}", words::purposes(intent.purposes)),
	}
}

/// What the parents leave over. It is no permission: who may use the asset stands elsewhere.
fn terms(terms: &Terms<BlockNumber>) -> String {
	if *terms == Terms::UNRESTRICTED {
		return "none".into();
	}
	let purposes = if terms.purposes == Purposes::ALL {
		None
	} else if terms.purposes.is_empty() {
		return "for no purpose at all".into();
	} else {
		let names: Vec<_> = terms.purposes.iter().map(words::purpose).collect();
		Some(format!("only for {}", names.join(", ")))
	};
	let commercial = (!terms.commercial).then(|| "not commercially".to_owned());
	let expires = terms.expires.map(|block| format!("not after block {block}"));
	[purposes, commercial, expires].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use animechain_primitives::{AssetKind, Purpose, Relation};

	#[test]
	fn both_rows_are_shown() {
		let mut row = testing::asset(
			3,
			AssetKind::Model,
			vec![
				testing::edge(2, Relation::TrainedOn, 50),
				testing::edge(1, Relation::FineTunedFrom, 0),
			],
			None,
		);
		row.record.declaration.rights_information =
			Some(b"DOI\x1b[2J".to_vec().try_into().unwrap());
		let text = asset(&row, 8);
		for part in [
			"model 3\n",
			"standing                 clear\n",
			"limits from its parents  none\n",
			"5 opt-in\n",
			"meant for           nothing in particular\n",
			"trained on 2       50 %, by control\n",
			"fine-tuned from 1  0 %, by control\n",
			"DOI\u{fffd}[2J",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
	}

	#[test]
	fn numbers_stand_below_each_other() {
		let rows = [["asset", "in"], ["output 14", "1 ANIM"], ["—", "0.5 ANIM"]]
			.map(|row| row.map(str::to_owned).to_vec());
		assert_eq!(
			columns(1, &rows),
			"  asset            in\n  output 14    1 ANIM\n  —          0.5 ANIM\n"
		);
		assert_eq!(columns(1, &[]), "");
	}

	#[test]
	fn limits_are_named_and_nothing_else() {
		let purposes = Purposes::NONE.with(Purpose::AiTraining).with(Purpose::DataMining);
		let some = Terms { purposes, commercial: false, expires: Some(9) };
		assert_eq!(
			terms(&some),
			"only for data mining, AI training; not commercially; not after block 9"
		);
		let none = Terms { purposes: Purposes::NONE, commercial: true, expires: None };
		assert_eq!(terms(&none), "for no purpose at all");
		assert_eq!(terms(&Terms::UNRESTRICTED), "none");
		assert_eq!(composition(&Composition::default()), "none");
	}
}
