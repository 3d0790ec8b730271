//! The versions of the runtime rise when its shape changes.
//!
//! `runtime/released.json` is the shape of the last released runtime. `make release-shape` writes that of the tree
//! in its place: when a release is made, and never to make this test pass.

#[path = "versions/shape.rs"]
mod shape;

use std::{fmt::Write, path::PathBuf};

use animechain_runtime::{AllPalletsWithSystem, Runtime, VERSION};
use frame_metadata::v16::RuntimeMetadataV16;
use polkadot_sdk::{
	frame_support::traits::{PalletsInfoAccess, StorageVersion},
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	sp_io::{hashing::twox_128, storage},
};
use scale_info::TypeDef;
use shape::{decode, differences, items, named, version, Shape};

mod common;

/// In a state, since some constants are parameters.
fn metadata() -> RuntimeMetadataV16 {
	let mut state = common::genesis(DEV_RUNTIME_PRESET);
	let opaque = state.execute_with(|| Runtime::metadata_at_version(16)).expect("the SDK gives it");
	decode(&opaque)
}

/// The storage layout of each pallet, as it notes it in its first block.
fn layouts() -> Vec<(String, String)> {
	common::genesis(DEV_RUNTIME_PRESET).execute_with(|| {
		let layout = |name: &str| {
			let key = [twox_128(name.as_bytes()), twox_128(b":__STORAGE_VERSION__:")].concat();
			let bytes = storage::get(&key).unwrap_or_default();
			let version: StorageVersion =
				codec::Decode::decode(&mut &bytes[..]).unwrap_or_default();
			(format!("layout {name}"), format!("{version:?}"))
		};
		AllPalletsWithSystem::infos().iter().map(|pallet| layout(pallet.name)).collect()
	})
}

fn shape_of(metadata: &RuntimeMetadataV16) -> Shape {
	let version = version(metadata);
	let mut items = items(metadata);
	items.extend(layouts());
	Shape {
		spec_version: version.spec_version,
		transaction_version: version.transaction_version,
		items,
	}
}

fn current() -> Shape {
	shape_of(&metadata())
}

fn path() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("released.json")
}

fn released() -> Shape {
	let text = std::fs::read_to_string(path()).expect("runtime/released.json is there");
	let value = serde_json::from_str(&text).expect("runtime/released.json is JSON");
	Shape::from_json(&value).expect("runtime/released.json is a shape")
}

/// Everything that is wrong with the versions, or nothing.
fn complaints(released: &Shape, current: &Shape) -> String {
	let mut text = String::new();
	let mut say = |what: &str, items: &[String]| {
		writeln!(text, "{what}\n  {}", items.join("\n  ")).expect("into memory");
	};
	let differences = differences(&released.items, &current.items);
	let all: Vec<_> = differences.iter().map(|(name, became)| format!("{name} {became}")).collect();
	let (was, is) = (released.spec_version, current.spec_version);
	if is < was {
		say(&format!("spec_version fell from {was} to {is}"), &[]);
	}
	if is == was && !all.is_empty() {
		say(&format!("spec_version must rise above {was}, for the runtime differs:"), &all);
	}
	let about = |kinds: &[&str]| -> Vec<String> {
		let kind = |name: &str| kinds.iter().any(|kind| name.starts_with(kind));
		let known = differences.iter().filter(|(_, became)| **became != "is new");
		known.filter(|(name, _)| kind(name)).map(|(name, _)| name.clone()).collect()
	};
	// What is signed with a transaction may not be new either.
	let mut signed = about(&["call ", "extension "]);
	signed.extend(
		differences
			.iter()
			.filter(|(name, became)| name.starts_with("extension ") && **became == "is new")
			.map(|(name, _)| name.clone()),
	);
	let (was, is) = (released.transaction_version, current.transaction_version);
	if is < was {
		say(&format!("transaction_version fell from {was} to {is}"), &[]);
	}
	if is == was && !signed.is_empty() {
		say(
			&format!("transaction_version must rise above {was}, for wallets sign these:"),
			&signed,
		);
	}
	let mut rows = about(&["storage "]);
	rows.retain(|name| {
		let pallet = name["storage ".len()..].split('.').next().unwrap_or_default();
		let layout = format!("layout {pallet}");
		released.items.get(&layout) == current.items.get(&layout)
	});
	if !rows.is_empty() {
		say(
			"a migration is needed, and a higher STORAGE_VERSION of the pallet, for rows of:",
			&rows,
		);
	}
	text
}

#[test]
fn the_versions_are_those_of_the_shape() {
	let current = current();
	if std::env::var_os("UPDATE_RELEASED").is_some() {
		// The file is what a runtime answers to `Metadata_metadata_at_version` with 16, without its length.
		let shape = match std::env::var_os("RELEASED_METADATA") {
			Some(file) => shape_of(&decode(&std::fs::read(file).expect("it can be read"))),
			None => current,
		};
		let text = serde_json::to_string_pretty(&shape.to_json()).expect("it is JSON");
		std::fs::write(path(), text + "\n").expect("runtime/released.json can be written");
		return;
	}
	let complaints = complaints(&released(), &current);
	assert!(complaints.is_empty(), "\n{complaints}");
}

#[test]
fn a_shape_is_what_was_written() {
	let shape = current();
	assert_eq!(Shape::from_json(&shape.to_json()), Some(shape));
}

#[test]
fn every_kind_of_item_is_looked_at() {
	let items = current().items;
	for name in [
		"call Provenance.withdraw",
		"event Rights.Executed",
		"error Royalty.TooMuch",
		"storage Consent.Offers",
		"constant Provenance.MaxEdges",
		"view Consent.permitted",
		"api Core.version",
		"extension CheckNonce",
		"layout Provenance",
	] {
		assert!(items.contains_key(name), "{name} is missing");
	}
	assert_eq!(items["layout Provenance"], "StorageVersion(1)");
	// Pallet and call indices are in it.
	assert!(items["call Provenance.withdraw"].starts_with("50.7: "));
}

/// A shape with one item more, changed or fewer.
fn with(name: &str, is: Option<&str>) -> Shape {
	let mut shape = current();
	match is {
		Some(is) => shape.items.insert(name.into(), is.into()),
		None => shape.items.remove(name),
	};
	shape
}

fn says(shape: &Shape, parts: &[&str]) {
	let text = complaints(&current(), shape);
	assert_eq!(text.is_empty(), parts.is_empty(), "{text}");
	for part in parts {
		assert!(text.contains(part), "{part:?} is not in:\n{text}");
	}
	let musts = ["spec_version must", "transaction_version must", "a migration is needed"];
	for must in musts.into_iter().filter(|must| !parts.iter().any(|part| part.contains(must))) {
		assert!(!text.contains(must), "{must:?} is in:\n{text}");
	}
}

#[test]
fn the_same_shape_needs_nothing() {
	says(&current(), &[]);
	// A new version of the same shape is a new version of the code.
	says(&Shape { spec_version: VERSION.spec_version + 1, ..current() }, &[]);
}

#[test]
fn what_is_new_needs_a_spec_version() {
	for name in ["call Provenance.new", "event Rights.New", "storage Consent.New", "api New.new"] {
		let shape = with(name, Some("50.99: 0"));
		says(&shape, &["spec_version must rise", &format!("{name} is new")]);
		says(&Shape { spec_version: VERSION.spec_version + 1, ..shape }, &[]);
	}
	// A layout that rises is a change too.
	says(&with("layout Rights", Some("StorageVersion(9)")), &["spec_version must rise"]);
}

#[test]
fn a_call_that_is_encoded_otherwise_needs_a_transaction_version() {
	let both = ["spec_version must rise", "transaction_version must rise"];
	let shapes = [
		with("call Provenance.withdraw", None),
		with("call Provenance.withdraw", Some("50.8: 0")),
		with("extension CheckNonce", None),
		with("extension New", Some("9: 0")),
	];
	for shape in shapes {
		says(&shape, &both);
		let risen = Shape { spec_version: VERSION.spec_version + 1, ..shape };
		says(&risen, &both[1..]);
		let transaction_version = VERSION.transaction_version + 1;
		says(&Shape { transaction_version, ..risen }, &[]);
	}
}

#[test]
fn rows_that_are_other_rows_need_a_migration() {
	let migration = "a migration is needed";
	for is in [None, Some("map [Identity] 0 -> 0")] {
		let shape = with("storage Rights.Owed", is);
		says(&shape, &["spec_version must rise", migration, "  storage Rights.Owed"]);
		let mut shape = Shape { spec_version: VERSION.spec_version + 1, ..shape };
		says(&shape, &[migration]);
		// The layout of another pallet is another pallet's.
		shape.items.insert("layout Consent".into(), "StorageVersion(9)".into());
		says(&shape, &[migration]);
		shape.items.insert("layout Rights".into(), "StorageVersion(9)".into());
		says(&shape, &[]);
	}
}

#[test]
fn versions_do_not_fall() {
	let (spec_version, transaction_version) = (VERSION.spec_version - 1, 0);
	says(&Shape { spec_version, ..current() }, &["spec_version fell"]);
	says(&Shape { transaction_version, ..current() }, &["transaction_version fell"]);
}

#[test]
fn a_change_deep_in_a_type_is_found_wherever_the_type_is_used() {
	let before = items(&metadata());
	let mut changed = metadata();
	for grounds in named(&mut changed, "Grounds") {
		let TypeDef::Composite(of) = &mut grounds.ty.type_def else { panic!("fields") };
		assert!(of.fields.pop().is_some(), "it has fields");
	}
	let found = differences(&before, &items(&changed));
	for name in [
		"call Provenance.withdraw",
		"call Consent.exclude_leaf_signed",
		"event Provenance.StandingChanged",
		"storage Provenance.StandingHistory",
	] {
		assert_eq!(found.get(name), Some(&"changed"), "{name}");
	}
	for name in ["call Provenance.refresh", "call Utility.batch", "storage Provenance.Heads"] {
		assert!(!found.contains_key(name), "{name}");
	}
}

#[test]
fn a_variant_with_another_index_is_found() {
	let before = items(&metadata());
	let mut changed = metadata();
	for relation in named(&mut changed, "Relation") {
		let TypeDef::Variant(of) = &mut relation.ty.type_def else { panic!("variants") };
		of.variants[0].index = 99;
	}
	let found = differences(&before, &items(&changed));
	assert!(found.contains_key("call Provenance.register_work"), "{found:?}");
	assert!(found.contains_key("storage Provenance.Records"), "{found:?}");
}

#[test]
fn docs_are_not_part_of_the_shape() {
	let before = items(&metadata());
	let mut changed = metadata();
	for of in &mut changed.types.types {
		of.ty.docs.clear();
	}
	for pallet in &mut changed.pallets {
		pallet.docs.clear();
		pallet.constants.iter_mut().for_each(|constant| constant.docs.clear());
	}
	assert_eq!(before, items(&changed));
}
