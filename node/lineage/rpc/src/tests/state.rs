//! What is answered from the state of a block.

use animechain_primitives::commitment::content_commitment;
use polkadot_sdk::sp_core::H256;
use serde_json::json;

use super::mock::*;

#[tokio::test]
async fn an_asset_as_json() {
	let answer = call("lineage_asset", json!([(BIG + 1).to_string()])).await;
	let zeroes = "0";
	assert_eq!(
		answer,
		json!({
			"at": { "hash": hash_text(best()), "number": "42" },
			"asset": {
				"id": "9007199254740994",
				"kind": "dataset",
				"controller": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
				"registrant": "5C7LYpP2ZH3tpKbvVvwiVe54AapxErdPBbvkYhe6y9ZBkqWt",
				"block": "3",
				"standing": "withdrawn",
				"marks": ["withdrawn"],
				"affectedBy": "0",
				"terms": {
					"purposes": [
						"dataMining",
						"aiInference",
						"aiTraining",
						"aiGenerativeTraining",
						"derivative",
						"distribution",
					],
					"commercial": true,
					"expires": "90",
				},
				"composition": {
					"optIn": "18446744073709551615",
					"licensed": zeroes,
					"publicDomain": zeroes,
					"statutoryException": zeroes,
					"synthetic": zeroes,
					"undeclared": zeroes,
				},
				"generation": 1,
				"digest": hash_text(H256::repeat_byte(7)),
				"basis": "optIn",
				"intent": { "purposes": ["aiTraining"], "commercial": true },
				"commitment": hash_text(content_commitment(&[1; 32], &[2; 32])),
				"metadata": null,
				"rightsInformation": "0x49534343",
				"contents": null,
				"edges": [
					{
						"parent": "0",
						"relation": "includes",
						"share": 50_000,
						"authority": { "type": "control" },
					},
					{
						"parent": "9007199254740993",
						"relation": "includes",
						"share": 50_000,
						"authority": { "type": "offer", "id": "9007199254740993" },
					},
				],
			},
		})
	);
}

#[tokio::test]
async fn ids_in_every_form_name_the_same_asset() {
	let expected = call("lineage_asset", json!([BIG.to_string()])).await;
	assert_eq!(expected["asset"]["contents"]["weight"], "18446744073709551615");
	for form in [json!(BIG), json!(format!("{BIG:#x}"))] {
		assert_eq!(call("lineage_asset", json!([form])).await, expected);
	}
	for form in [json!("-1"), json!("1.5"), json!(""), json!("0x"), json!(null), json!(-1)] {
		assert_eq!(call("lineage_asset", json!([form])).await["code"], -32602, "{form}");
	}
}

#[tokio::test]
async fn a_flow_is_followed_to_its_end() {
	let answer = call("lineage_flow", json!(["2", "native", "400"])).await;
	let row = |asset: &str, inflow: &str, holders: &str| json!({ "asset": asset, "inflow": inflow, "contributors": "0", "holders": holders, "held": "0" });
	assert_eq!(answer["asset"], "2");
	assert_eq!(
		answer["rows"],
		json!([row("2", "400", "400"), row("1", "200", "0"), row("0", "100", "0")])
	);
	for form in [json!(400), json!("0x190")] {
		assert_eq!(call("lineage_flow", json!(["2", "native", form])).await, answer);
	}
	let most = u128::MAX.to_string();
	let answer = call("lineage_flow", json!(["2", "native", most])).await;
	assert_eq!(answer["rows"][0]["inflow"], most);
	for (params, code) in [
		(json!(["2", 7, "1"]), 9014),
		(json!(["2", "7", "1"]), 9014),
		(json!(["9", "native", "1"]), 9001),
		(json!(["2", "gold", "1"]), -32602),
		(json!(["2", "native", "-1"]), -32602),
		(json!(["2", "native", 1.5]), -32602),
	] {
		assert_eq!(call("lineage_flow", params.clone()).await["code"], code, "{params}");
	}
}

#[tokio::test]
async fn every_error_of_state_has_its_number() {
	let unknown = hash_text(H256::repeat_byte(9));
	for (params, code) in [
		(json!(["7"]), 9001),
		(json!(["0", unknown]), 9002),
		(json!(["0", hash_text(pruned())]), 9003),
		(json!(["0", hash_text(broken())]), 9009),
	] {
		let error = call("lineage_asset", params.clone()).await;
		assert_eq!(error["code"], code, "{params}: {error}");
		assert!(error["message"].is_string() && error["data"].is_string(), "{error}");
		assert!(error.to_string().len() < 500, "an error does not echo what was sent at length");
	}
}
