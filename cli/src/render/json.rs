//! Rows as JSON: camel case, 64-bit numbers as strings, shares in parts per million.

use animechain_primitives::{Basis, Composition, Contents, Edge, Terms};
use serde_json::{json, Map, Value};

use crate::{
	chain::{Asset, BlockNumber},
	encoding::hex,
	leaves::File,
	words,
};

/// Both rows of an asset, as they are at block `now`.
pub fn asset(asset: &Asset, now: BlockNumber) -> Value {
	let (head, record) = (&asset.head, &asset.record);
	let declaration = &record.declaration;
	json!({
		"id": asset.id.to_string(),
		"kind": head.kind,
		"standing": head.standing(now),
		"marks": head.marks.iter().collect::<Vec<_>>(),
		"affectedBy": head.affected_by.map(|cause| cause.to_string()),
		"controller": head.controller,
		"generation": head.generation,
		"terms": terms(&head.terms),
		"composition": composition(&head.composition),
		"excluded": {
			"leaves": head.excluded.leaves,
			"weight": head.excluded.weight.to_string(),
		},
		"digest": head.digest,
		"registrant": record.registrant,
		"block": record.block,
		"basis": declaration.basis,
		"intent": {
			"purposes": declaration.intent.purposes.iter().collect::<Vec<_>>(),
			"commercial": declaration.intent.commercial,
		},
		"commitment": declaration.commitment,
		"metadata": declaration.metadata,
		"rightsInformation": declaration
			.rights_information
			.as_ref()
			.map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
		"contents": record.contents.as_ref().map(contents),
		"edges": record.edges.iter().map(edge).collect::<Vec<_>>(),
	})
}

/// The leaves of a collection.
pub fn contents(contents: &Contents) -> Value {
	json!({
		"root": contents.root,
		"leaves": contents.leaves,
		"weight": contents.weight.to_string(),
		"contributorsSharePpm": contents.contributors_share.deconstruct(),
	})
}

/// A file of the store, without its salt.
pub fn file(file: &File) -> Value {
	json!({
		"path": file.path,
		"index": file.index,
		"digest": hex(file.digest),
		"weight": file.weight.to_string(),
		"contributor": file.contributor,
	})
}

fn edge(edge: &Edge) -> Value {
	json!({
		"parent": edge.parent.to_string(),
		"relation": edge.relation,
		"sharePpm": edge.share.deconstruct(),
		"authority": words::authority(edge.authority),
	})
}

/// What is permitted.
pub fn terms(terms: &Terms<BlockNumber>) -> Value {
	json!({
		"purposes": terms.purposes.iter().collect::<Vec<_>>(),
		"commercial": terms.commercial,
		"expires": terms.expires,
	})
}

/// Items by basis.
pub fn composition(composition: &Composition) -> Value {
	let entry = |basis: Basis| {
		let name = match serde_json::to_value(basis) {
			Ok(Value::String(name)) => name,
			_ => words::basis(basis).to_owned(),
		};
		(name, Value::String(composition.count(basis).to_string()))
	};
	Value::Object(Basis::ALL.into_iter().map(entry).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use animechain_primitives::{AssetKind, Relation};

	#[test]
	fn rows_are_readable_by_any_language() {
		let mut row = testing::asset(
			u64::MAX,
			AssetKind::Model,
			vec![testing::edge(9, Relation::FineTunedFrom, 25)],
			None,
		);
		row.record.declaration.rights_information = Some(b"ISCC".to_vec().try_into().unwrap());
		let json = asset(&row, 8);
		assert_eq!(json["id"], "18446744073709551615");
		assert_eq!(json["kind"], "model");
		assert_eq!(json["standing"], "clear");
		assert_eq!(json["composition"]["optIn"], "5");
		assert_eq!(json["composition"]["statutoryException"], "0");
		assert_eq!(json["rightsInformation"], "ISCC");
		assert_eq!(json["terms"]["purposes"][3], "aiGenerativeTraining");
		let edge = &json["edges"][0];
		assert_eq!((&edge["parent"], &edge["sharePpm"]), (&"9".into(), &250_000.into()));
		assert_eq!(edge["relation"], "fineTunedFrom");
		assert!(json["controller"].as_str().unwrap().starts_with('5'));
	}

	#[test]
	fn salts_stay_in_the_store() {
		let file = testing::files(1).remove(0);
		let text = self::file(&file).to_string();
		assert!(!text.contains(hex(file.salt).trim_start_matches("0x")));
		assert!(text.contains(&hex(file.digest)));
	}
}
