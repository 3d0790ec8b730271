//! The commands that work on a chain spec or on a stopped node's data.

mod common;

use common::{argument, dev_chain, run, run_well, stderr, stdout, DevNode};
use serde_json::Value;

#[test]
fn chain_spec_is_exported_plain_and_raw() {
	for chain in ["dev", "local"] {
		let plain = run_well(&["export-chain-spec", "--chain", chain]);
		let plain: Value = serde_json::from_slice(&plain.stdout).expect("plain spec is JSON");
		assert_eq!(plain["id"], format!("animechain-{chain}"));
		assert_eq!(plain["properties"]["tokenSymbol"], "ANIM");
		assert_eq!(plain["properties"]["tokenDecimals"], 12);
		assert_eq!(plain["para_id"], 2000);
		assert!(plain["genesis"]["runtimeGenesis"].is_object());

		let raw = run_well(&["export-chain-spec", "--chain", chain, "--raw"]);
		let raw: Value = serde_json::from_slice(&raw.stdout).expect("raw spec is JSON");
		let top = raw["genesis"]["raw"]["top"].as_object().expect("raw spec has storage");
		// The key `:code`.
		assert!(top.contains_key("0x3a636f6465"));
	}
}

#[test]
fn genesis_is_exported_in_hexadecimal() {
	for command in ["export-genesis-head", "export-genesis-state", "export-genesis-wasm"] {
		let text = stdout(&run_well(&[command, "--chain", dev_chain()]));
		let digits = text.strip_prefix("0x").expect("starts with 0x");
		assert!(digits.len() > 64, "{command}: {text}");
		assert!(digits.bytes().all(|digit| digit.is_ascii_hexdigit()), "{command}");
	}
}

#[test]
fn blocks_travel_from_one_database_to_another() {
	let source = tempfile::tempdir().expect("a folder");
	let target = tempfile::tempdir().expect("a folder");
	let file = source.path().join("blocks.json");
	let node = DevNode::start(source.path(), &["--dev-block-time", "300"]);
	node.wait_for_height(5);
	node.stop();

	let from = argument(source.path());
	let to = argument(target.path());

	// Blocks go out of the one,
	let mut export = on("export-blocks", from, &["--from", "1", "--to", "3"]);
	export.push(argument(&file));
	run_well(&export);
	assert!(file.metadata().expect("the file was written").len() > 0);

	// into the other,
	let mut import = on("import-blocks", to, &[]);
	import.push(argument(&file));
	let into_the_other = || {
		let imported = run_well(&import);
		assert!(stderr(&imported).contains("Best: #3"), "{}", stderr(&imported));
	};
	into_the_other();

	// stand there another execution,
	let check = on("check-block", to, &["2"]);
	if !run(&check).status.success() {
		// The database writes behind, and on a busy machine a command that ends at once was seen to leave its last
		// blocks unwritten. Then they are imported again, as a person would.
		into_the_other();
	}
	let checked = run_well(&check);
	assert!(stdout(&checked).contains("Completed"), "{}", stdout(&checked));

	// and are taken back, since no relay chain has finalised them.
	let reverted = run_well(&on("revert", to, &["1"]));
	assert!(stderr(&reverted).contains("Best: #2"), "{}", stderr(&reverted));

	// Purging leaves nothing.
	let database = target.path().join("chains").join("animechain-dev").join("paritydb");
	assert!(database.exists());
	run_well(&on("purge-chain", to, &["-y"]));
	assert!(!database.exists());
}

/// The arguments of a command on the development chain in a folder.
fn on<'a>(command: &'a str, base_path: &'a str, more: &[&'a str]) -> Vec<&'a str> {
	let mut arguments = vec![command, "--chain", dev_chain(), "--base-path", base_path];
	arguments.extend(more);
	arguments
}
