//! The development chain: makes blocks, finalises them, and goes on after a restart.

mod common;

use common::{wait_for, DevNode};
use serde_json::json;

#[test]
fn restart_continues_the_chain() {
	let base_path = tempfile::tempdir().expect("a folder");

	let node = DevNode::start(base_path.path(), &["--dev-block-time", "300"]);
	let before = node.wait_for_height(3);
	wait_for("finality", || (node.finalised_height() >= before).then_some(()));
	let genesis = node.call("chain_getBlockHash", json!([0]));
	let first = node.call("chain_getBlockHash", json!([1]));
	node.stop();

	let node = DevNode::start(base_path.path(), &["--dev-block-time", "300"]);
	// The last blocks before the stop need not have reached the disk, but the chain is the same.
	assert_eq!(node.call("chain_getBlockHash", json!([0])), genesis);
	assert_eq!(node.call("chain_getBlockHash", json!([1])), first);
	node.wait_for_height(before + 3);
	node.stop();
}

#[test]
fn welcome_names_the_port_and_the_first_steps() {
	let base_path = tempfile::tempdir().expect("a folder");

	let node = DevNode::start(base_path.path(), &[]);
	let url = format!("ws://127.0.0.1:{}", node.port());
	let log = wait_for("the welcome", || Some(node.log()).filter(|log| log.contains("trace ID")));

	assert!(log.contains(&format!("https://polkadot.js.org/apps/?rpc={url}#/explorer")), "{log}");
	assert!(log.contains("bin/animechain register DIR --key //Alice"), "{log}");
}

#[test]
fn manual_seal_makes_a_block_per_call() {
	let base_path = tempfile::tempdir().expect("a folder");
	let node = DevNode::start(base_path.path(), &["--manual-seal"]);
	assert_eq!(node.height(), 0);

	// Several in a row: the pretended relay chain has to keep up.
	for height in 1..=8 {
		let block = node.call("engine_createBlock", json!([true, true, null]));
		assert_eq!(node.call("chain_getBlockHash", json!([height])), block["hash"]);
	}

	wait_for("finality", || (node.finalised_height() == 8).then_some(()));
}

#[test]
fn instant_seal_waits_for_a_transaction() {
	let base_path = tempfile::tempdir().expect("a folder");
	let node = DevNode::start(base_path.path(), &["--instant-seal"]);

	// Longer than it looks for transactions that found no room.
	let start = std::time::Instant::now();
	wait_for("two seconds", || (start.elapsed().as_secs() >= 2).then_some(()));

	assert_eq!(node.height(), 0);
}

#[test]
fn methods_of_the_base_set_are_there() {
	let base_path = tempfile::tempdir().expect("a folder");
	let node = DevNode::start(base_path.path(), &["--manual-seal"]);

	let answer = node.call("rpc_methods", json!([]));
	let methods = answer["methods"].as_array().expect("a list of methods");

	for method in [
		"system_accountNextIndex",
		"payment_queryInfo",
		"state_trieMigrationStatus",
		"dev_getBlockStats",
		"engine_createBlock",
		"lineage_asset",
		"lineage_ancestors",
	] {
		assert!(methods.iter().any(|known| known == method), "no {method}");
	}
}
