//! `history`: how standing and control of an asset changed.

use serde_json::json;

use super::{Answer, Context};
use crate::{
	args::OneAsset,
	render::{consent, table::Table},
	words,
};

/// Reads both histories and shows them.
pub async fn run(context: &Context, args: &OneAsset) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let asset = chain.asset(args.asset).await?;
	let standing = chain.standing_history(args.asset).await?;
	let control = chain.control_history(args.asset).await?;
	let (record, head) = (&asset.record, &asset.head);

	let mut text = format!("{} {}\nstanding\n", words::kind(head.kind), asset.id);
	let mut table = Table::default()
		.row(&format!("block {}", record.block), format!("registered by {}", record.registrant));
	for change in &standing {
		let by = change.by.map_or_else(|| "review".to_owned(), |by| by.to_string());
		let marks: Vec<_> = change.marks.iter().map(words::mark).collect();
		let marks = if marks.is_empty() { "clear".to_owned() } else { marks.join(", ") };
		let grounds = consent::grounds(&change.grounds);
		table = table.row(&format!("block {}", change.at), format!("{marks}, by {by}: {grounds}"));
	}
	text += &table.row("now", words::head_standing(head, chain.number)).text();
	text += "control\n";
	// A row says who had it until then; who got it is the next row's, or the controller now.
	let next = control.iter().skip(1).map(|change| change.from).chain([head.controller]);
	let moves: Vec<_> = control.iter().zip(next).collect();
	let mut table = Table::default();
	for (change, to) in &moves {
		let row = format!("from {} to {to}", change.from);
		table = table.row(&format!("block {}", change.at), row);
	}
	text += &table.row("now", head.controller).text();

	let json = json!({
		"asset": asset.id.to_string(),
		"registered": { "at": record.block, "by": record.registrant },
		"standing": standing.iter().map(|change| json!({
			"at": change.at,
			"by": change.by,
			"marks": change.marks.iter().collect::<Vec<_>>(),
			"grounds": consent::grounds_json(&change.grounds),
		})).collect::<Vec<_>>(),
		"control": moves.iter().map(|(change, to)| json!({
			"at": change.at,
			"from": change.from,
			"to": to,
		})).collect::<Vec<_>>(),
		"now": {
			"block": chain.number,
			"standing": head.standing(chain.number),
			"affectedBy": head.affected_by.map(|cause| cause.to_string()),
			"controller": head.controller,
		},
		"blockHash": chain.at,
	});
	Ok(Answer::success(text, json))
}
