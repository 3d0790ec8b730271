//! What is answered from the index.

use std::time::Duration;

use animechain_lineage_index::{Follower, Settings};
use polkadot_sdk::{sp_core::crypto::Ss58Codec, sp_runtime::AccountId32};
use serde_json::{json, Value};

use super::mock::*;
use crate::Limiter;

fn ids(page: &Value) -> Vec<u64> {
	let rows = page["rows"].as_array().unwrap_or_else(|| panic!("no list: {page}"));
	rows.iter().map(|row| row["id"].as_str().expect("text").parse().expect("a number")).collect()
}

fn account(number: u8) -> String {
	AccountId32::new([number; 32]).to_ss58check()
}

#[tokio::test]
async fn ancestors_are_listed_newest_first() {
	let page = call("lineage_ancestors", json!(["5"])).await;
	assert_eq!(ids(&page), [3, 2, 1, 0]);
	let at = json!({ "hash": hash_text(best()), "number": "42" });
	assert_eq!((&page["at"], &page["listedAt"]), (&at, &at));
	assert_eq!((&page["total"], &page["nextCursor"]), (&json!("4"), &Value::Null));
	assert_eq!(
		page["rows"][1],
		json!({ "id": "2", "kind": "dataset", "standing": "clear", "generation": 1 })
	);
	assert_eq!(ids(&call("lineage_ancestors", json!(["0"])).await), [0_u64; 0]);
}

#[tokio::test]
async fn descendants_are_listed_oldest_first() {
	assert_eq!(ids(&call("lineage_descendants", json!(["1"])).await), [2, 3, 4, 5]);
	assert_eq!(ids(&call("lineage_descendants", json!(["6"])).await), [0_u64; 0]);
}

#[tokio::test]
async fn filters_say_what_is_wanted_and_what_is_followed() {
	for (filter, expected) in [
		(json!({ "kinds": ["work"] }), vec![1, 0]),
		(json!({ "kinds": ["work", "model"] }), vec![3, 1, 0]),
		(json!({ "kinds": [] }), vec![]),
		(json!({ "standings": ["withdrawn"] }), vec![0]),
		(json!({ "standings": ["clear"], "kinds": ["work"] }), vec![1]),
		(json!({ "relations": ["conditionedOn"] }), vec![1]),
		(json!({ "relations": ["generatedBy", "trainedOn"] }), vec![3, 2]),
		(json!({ "depth": 1 }), vec![3, 1]),
		(json!({ "depth": 2 }), vec![3, 2, 1]),
		(json!({ "depth": 0 }), vec![]),
		(json!({ "depth": u32::MAX }), vec![3, 2, 1, 0]),
		(json!({}), vec![3, 2, 1, 0]),
		(json!(null), vec![3, 2, 1, 0]),
	] {
		let page = call("lineage_ancestors", json!(["5", filter])).await;
		assert_eq!(ids(&page), expected, "{filter}");
	}
	for filter in [
		json!({ "kinds": ["song"] }),
		json!({ "depth": -1 }),
		json!({ "depth": 1_u64 << 32 }),
		json!({ "colour": "red" }),
		json!("work"),
	] {
		let error = call("lineage_ancestors", json!(["5", filter])).await;
		assert_eq!(error["code"], -32602, "{filter}");
	}
}

#[tokio::test]
async fn pages_are_joined_by_their_cursor() {
	let module = module_over(index());
	for (method, of, all) in [
		("lineage_ancestors", json!("5"), vec![3, 2, 1, 0]),
		("lineage_descendants", json!("0"), vec![2, 3, 4, 5]),
		("lineage_usage", json!(account(2)), vec![2, 3, 4, 5]),
		("lineage_byAccount", json!(account(4)), vec![3, 4, 5]),
	] {
		for limit in 1..=5 {
			let (mut found, mut cursor) = (vec![], Value::Null);
			loop {
				let page = call_in(&module, method, json!([of, null, cursor, limit])).await;
				let rows = ids(&page);
				assert!(!rows.is_empty() && rows.len() <= limit);
				assert_eq!(page["total"], all.len().to_string());
				found.extend(rows);
				cursor = page["nextCursor"].clone();
				if cursor.is_null() {
					break;
				}
			}
			assert_eq!(found, all, "{method} by {limit}");
		}
	}
}

#[tokio::test]
async fn cursors_are_for_the_question_that_gave_them() {
	let module = module_over(index());
	let page = call_in(&module, "lineage_ancestors", json!(["5", null, null, 1])).await;
	let cursor = page["nextCursor"].clone();
	let forged = format!("0x{}", "ff".repeat(12));
	let endless = format!("0x{}", "00".repeat(1 << 20));
	for (method, params, code) in [
		("lineage_ancestors", json!(["4", null, cursor, 1]), 9004),
		("lineage_ancestors", json!(["5", { "depth": 2 }, cursor, 1]), 9004),
		("lineage_ancestors", json!(["5", null, cursor, 1, "finalized"]), 9004),
		("lineage_descendants", json!(["5", null, cursor, 1]), 9004),
		("lineage_ancestors", json!(["5", null, "nonsense"]), 9004),
		("lineage_ancestors", json!(["5", null, "0x00"]), 9004),
		("lineage_ancestors", json!(["5", null, endless]), 9004),
		("lineage_ancestors", json!(["5", null, forged]), 9011),
	] {
		let error = call_in(&module, method, params).await;
		assert_eq!(error["code"], code, "{error}");
		assert!(error.to_string().len() < 500, "an error does not echo what was sent at length");
	}
	// The same question goes on, however often.
	for _ in 0..2 {
		let page = call_in(&module, "lineage_ancestors", json!(["5", null, cursor, 2])).await;
		assert_eq!(ids(&page), [2, 1]);
	}
	// Another node, or this one after a restart, does not know it.
	let error = call("lineage_ancestors", json!(["5", null, cursor, 1])).await;
	assert_eq!(error["code"], 9011);
}

#[tokio::test]
async fn accounts_are_addresses_or_bytes() {
	assert_eq!(ids(&call("lineage_byAccount", json!([account(1)])).await), [0, 6]);
	let bytes = format!("0x{}", "01".repeat(32));
	assert_eq!(ids(&call("lineage_byAccount", json!([bytes])).await), [0, 6]);
	assert_eq!(ids(&call("lineage_byAccount", json!([account(9)])).await), [0_u64; 0]);
	let clear = json!({ "standings": ["clear"] });
	assert_eq!(ids(&call("lineage_byAccount", json!([account(1), clear])).await), [6]);
	for (params, code) in [
		(json!(["nobody"]), 9013),
		(json!([""]), 9013),
		(json!(["0x01"]), 9013),
		(json!([account(1), { "depth": 1 }]), 9012),
		(json!([account(1), { "relations": [] }]), 9012),
	] {
		assert_eq!(call("lineage_byAccount", params.clone()).await["code"], code, "{params}");
	}
}

#[tokio::test]
async fn usage_is_what_rests_on_an_accounts_works() {
	assert_eq!(ids(&call("lineage_usage", json!([account(1)])).await), [2, 3, 4, 5]);
	let models = json!({ "kinds": ["model", "work"] });
	assert_eq!(ids(&call("lineage_usage", json!([account(1), models])).await), [3]);
	// What it made of others' works is no work.
	assert_eq!(ids(&call("lineage_usage", json!([account(4)])).await), [0_u64; 0]);
}

#[tokio::test]
async fn ancestry_is_told_with_a_way() {
	for (a, b, expected) in
		[("0", "5", true), ("5", "0", false), ("6", "5", false), ("5", "5", false)]
	{
		let answer = call("lineage_isAncestor", json!([a, b])).await;
		assert_eq!(answer["isAncestor"], expected, "{a} {b}");
	}
	let step = |child: &str, relation: &str, parent: &str| json!({ "child": child, "relation": relation, "parent": parent });
	let shortest = call("lineage_path", json!(["1", "5"])).await;
	assert_eq!(shortest["path"], json!([step("5", "conditionedOn", "1")]));
	let over = json!(["generatedBy", "trainedOn", "includes"]);
	let longer = call("lineage_path", json!(["1", "5", over])).await;
	let steps =
		[step("5", "generatedBy", "3"), step("3", "trainedOn", "2"), step("2", "includes", "1")];
	assert_eq!(longer["path"], json!(steps));
	assert_eq!(call("lineage_path", json!(["6", "5"])).await["path"], Value::Null);
}

#[tokio::test]
async fn a_verdict_names_its_causes() {
	let answer = call("lineage_standing", json!(["5"])).await;
	assert_eq!((&answer["standing"], &answer["isClear"]), (&json!("clear"), &json!(false)));
	assert_eq!(
		answer["causes"],
		json!([{ "asset": "0", "standing": "withdrawn", "distance": 3, "affects": true }])
	);
	assert_eq!((&answer["affectedBy"], &answer["more"]), (&Value::Null, &json!(false)));
	let own = call("lineage_standing", json!(["0"])).await;
	assert_eq!((&own["standing"], &own["marks"]), (&json!("withdrawn"), &json!(["withdrawn"])));
	assert_eq!(own["isClear"], false);
	assert_eq!(call("lineage_standing", json!(["6"])).await["isClear"], true);
}

#[tokio::test]
async fn every_error_of_the_index_has_its_number() {
	let beyond = (u64::from(u32::MAX) + 1).to_string();
	for (method, params, code) in [
		("lineage_ancestors", json!(["7"]), 9001),
		("lineage_descendants", json!([beyond]), 9001),
		("lineage_isAncestor", json!(["0", "7"]), 9001),
		("lineage_isAncestor", json!([beyond, "0"]), 9001),
		("lineage_path", json!(["7", "0"]), 9001),
		("lineage_standing", json!(["7"]), 9001),
		("lineage_ancestors", json!(["5", null, null, 0]), 9005),
		("lineage_ancestors", json!(["5", null, null, 1_025]), 9005),
		("lineage_ancestors", json!(["5", null, null, null, "newest"]), -32602),
	] {
		let error = call(method, params.clone()).await;
		assert_eq!(error["code"], code, "{method}{params}: {error}");
	}
}

/// Before it is in step it says so, and how far it is.
#[tokio::test]
async fn an_index_that_is_behind_answers_nothing() {
	let follower = Follower::new(OneBlock(ASSETS), None, Settings::default());
	let module = module_over(follower.index());
	for (method, params) in [
		("lineage_ancestors", json!(["5"])),
		("lineage_usage", json!([account(1)])),
		("lineage_isAncestor", json!(["0", "5"])),
		("lineage_path", json!(["0", "5"])),
		("lineage_standing", json!(["5"])),
		("lineage_byCommitment", json!([hash_text(best())])),
	] {
		let error = call_in(&module, method, params).await;
		assert_eq!(error["code"], 9007, "{method}: {error}");
		assert!(error["data"].is_string());
	}
	let state = call_in(&module, "lineage_syncState", json!([])).await;
	assert_eq!((&state["phase"], &state["at"]), (&json!("rebuilding"), &Value::Null));
	let state = call("lineage_syncState", json!([])).await;
	assert_eq!((&state["phase"], &state["at"]["number"]), (&json!("inStep"), &json!("42")));
	// What is answered from state does not wait for it.
	let asset = call_in(&module, "lineage_asset", json!(["0"])).await;
	assert_eq!(asset["asset"]["id"], "0");
}

#[tokio::test]
async fn an_address_that_used_its_working_time_is_told_when_to_come_back() {
	let limiter = Limiter::new(Duration::from_millis(500)).expect("a limit");
	let address = [192, 0, 2, 1].into();
	let caller = limiter.caller(address);
	let questions = [
		("lineage_ancestors", json!(["2"])),
		("lineage_descendants", json!(["0"])),
		("lineage_standing", json!(["2"])),
		("lineage_isAncestor", json!(["0", "2"])),
		("lineage_path", json!(["0", "2"])),
		("lineage_asset", json!(["0"])),
		("lineage_flow", json!(["2", "native", "1"])),
		("lineage_proof", json!(["2"])),
		("lineage_byCommitment", json!([format!("0x{}", "00".repeat(32))])),
	];
	for (method, params) in &questions {
		let answer = call_by(&caller, method, params.clone()).await;
		assert_ne!(answer["code"], 9016, "{method}");
	}
	caller.charge(Duration::from_secs(10));
	for (method, params) in questions {
		let answer = call_by(&caller, method, params.clone()).await;
		assert_eq!(answer["code"], 9016, "{method}");
		let wait: u64 = answer["data"].as_str().expect("text").parse().expect("milliseconds");
		assert!((15_000..=17_000).contains(&wait), "{wait}");
		// Somebody else is not concerned.
		let other = limiter.caller([192, 0, 2, 2].into());
		assert_ne!(call_by(&other, method, params).await["code"], 9016, "{method}");
	}
	assert_ne!(call_by(&caller, "lineage_syncState", json!([])).await["code"], 9016);
}

#[tokio::test]
async fn work_is_charged_to_who_asks() {
	let limiter = Limiter::new(Duration::from_nanos(1)).expect("a limit");
	let caller = limiter.caller([192, 0, 2, 1].into());
	assert_ne!(call_by(&caller, "lineage_ancestors", json!(["2"])).await["code"], 9016);
	assert_eq!(call_by(&caller, "lineage_ancestors", json!(["2"])).await["code"], 9016);
}

#[tokio::test]
async fn a_long_text_is_no_account_and_is_not_read() {
	// Base58 of this length takes minutes.
	let text = "z".repeat(1 << 20);
	let begun = std::time::Instant::now();
	for method in ["lineage_byAccount", "lineage_usage"] {
		assert_eq!(call(method, json!([text])).await["code"], 9013);
	}
	assert!(begun.elapsed() < Duration::from_secs(2));
}
