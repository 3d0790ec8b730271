//! The methods against a runtime whose answers are known.

use std::sync::Arc;

use animechain_primitives::{
	commitment::content_commitment,
	consent::{Excluded, ListError, Page},
	lineage::{walk_ancestors, AncestorPage, Cursor, LineageError, MAX_PAGE},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	standing::{ControlChange, StandingChange},
	AssetId, AssetInfo, AssetKind, Authority, Basis, Composition, Contents, Declaration, Edge,
	Head, Intent, Mark, Marks, Purpose, Purposes, Record, Relation, Terms,
};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
	sp_api::{self, ApiError, ApiRef, ProvideRuntimeApi},
	sp_blockchain::{BlockStatus, Error as BlockchainError, HeaderBackend, Info},
	sp_core::H256,
	sp_runtime::{
		generic,
		traits::{BlakeTwo256, Block as BlockT, Header as HeaderT},
		AccountId32, OpaqueExtrinsic, Permill,
	},
};
use serde_json::{json, Value};

use crate::{Lineage, LineageApiServer};

type Header = generic::Header<u32, BlakeTwo256>;
type Block = generic::Block<Header, OpaqueExtrinsic>;

const BIG: AssetId = (1 << 53) + 1;

/// A work that is too big for JavaScript's numbers, a dataset of it and of a smaller one.
fn asset(id: AssetId) -> Option<AssetInfo<AccountId32, u32>> {
	let parents: &[AssetId] = match id {
		0 | BIG => &[],
		n if n == BIG + 1 => &[0, BIG],
		_ => return None,
	};
	let kind = if parents.is_empty() { AssetKind::Work } else { AssetKind::Dataset };
	let edges = parents.iter().map(|parent| Edge {
		parent: *parent,
		relation: Relation::Includes,
		share: Permill::from_percent(5),
		authority: if *parent == 0 { Authority::Control } else { Authority::Offer(BIG) },
	});
	Some(AssetInfo {
		id,
		head: Head {
			kind,
			controller: AccountId32::new([1; 32]),
			marks: Marks::NONE.with(Mark::Withdrawn),
			affected_by: (!parents.is_empty()).then_some(0),
			terms: Terms { expires: Some(90), ..Terms::UNRESTRICTED },
			composition: Composition::of(Basis::OptIn, u64::MAX),
			excluded: Excluded { leaves: 1, weight: 2 },
			standing_changes: 1,
			control_changes: 0,
			generation: u32::from(!parents.is_empty()),
			digest: H256::repeat_byte(7),
		},
		record: Record {
			registrant: AccountId32::new([2; 32]),
			block: 3,
			kind,
			declaration: Declaration {
				commitment: content_commitment(&[1; 32], &[2; 32]),
				metadata: None,
				rights_information: Some(b"ISCC".to_vec().try_into().expect("short")),
				basis: Basis::OptIn,
				intent: Intent {
					purposes: Purposes::NONE.with(Purpose::AiTraining),
					commercial: true,
				},
			},
			contents: (id == BIG).then_some(Contents {
				root: H256::repeat_byte(8),
				leaves: 4,
				weight: u64::MAX,
				contributors_share: Permill::one(),
			}),
			edges: edges.collect(),
		},
	})
}

#[derive(Clone)]
struct Api;

sp_api::mock_impl_runtime_apis! {
	impl provenance_runtime_api::LineageApi<Block, AccountId32, u32> for Api {
		fn next_asset_id() -> AssetId {
			BIG + 2
		}

		#[advanced]
		fn asset(
			at: H256,
			id: AssetId,
		) -> Result<Option<AssetInfo<AccountId32, u32>>, ApiError> {
			match at {
				at if at == pruned() => Err(ApiError::Application(Box::new(
					BlockchainError::UnknownBlock("State already discarded".into()),
				))),
				at if at == broken() => Err(ApiError::Application("trap".into())),
				_ => Ok(asset(id)),
			}
		}

		fn parents(id: AssetId) -> Option<Vec<Edge>> {
			asset(id).map(|info| info.record.edges)
		}

		fn ancestors(
			&self,
			id: AssetId,
			cursor: Option<Cursor>,
			limit: u32,
		) -> Result<AncestorPage<AccountId32, u32>, LineageError> {
			let read = |id| asset(id).map(|info| (info.clone(), info.record.edges));
			walk_ancestors(id, cursor, limit, read)
				.map(|(rows, next)| AncestorPage { rows, next })
		}

		fn verify_leaf(
			_: AssetId,
			_: Leaf<AccountId32>,
			_: LeafProof,
		) -> Result<(), LeafProofError> {
			Err(LeafProofError::NotACollection)
		}

		fn standing_history(
			_: AssetId,
			_: u32,
			_: u32,
		) -> Result<Page<StandingChange<AccountId32, u32>, u32>, ListError> {
			Err(ListError::LimitOutOfRange)
		}

		fn control_history(
			_: AssetId,
			_: u32,
			_: u32,
		) -> Result<Page<ControlChange<AccountId32, u32>, u32>, ListError> {
			Err(ListError::LimitOutOfRange)
		}
	}
}

fn header(number: u32) -> Header {
	Header::new(number, H256::zero(), H256::zero(), H256::zero(), Default::default())
}

fn best() -> H256 {
	header(42).hash()
}

fn pruned() -> H256 {
	header(1).hash()
}

fn broken() -> H256 {
	header(2).hash()
}

struct Client;

impl ProvideRuntimeApi<Block> for Client {
	type Api = Api;

	fn runtime_api(&self) -> ApiRef<'_, Api> {
		Api.into()
	}
}

impl HeaderBackend<Block> for Client {
	fn header(&self, hash: H256) -> Result<Option<Header>, BlockchainError> {
		Ok([42, 1, 2].into_iter().map(header).find(|header| header.hash() == hash))
	}

	fn info(&self) -> Info<Block> {
		Info {
			best_hash: best(),
			best_number: 42,
			genesis_hash: H256::zero(),
			finalized_hash: best(),
			finalized_number: 42,
			finalized_state: None,
			number_leaves: 1,
			block_gap: None,
		}
	}

	fn status(&self, _: H256) -> Result<BlockStatus, BlockchainError> {
		Ok(BlockStatus::InChain)
	}

	fn number(&self, hash: H256) -> Result<Option<u32>, BlockchainError> {
		Ok(HeaderBackend::<Block>::header(self, hash)?.map(|header| *header.number()))
	}

	fn hash(&self, _: u32) -> Result<Option<H256>, BlockchainError> {
		Ok(None)
	}
}

fn module() -> RpcModule<Lineage<Client, Block, AccountId32>> {
	Lineage::new(Arc::new(Client)).into_rpc()
}

/// The result or the error of a call, as JSON.
async fn call(method: &str, params: Value) -> Value {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	let (answer, _) = module().raw_json_request(&request.to_string(), 1).await.expect("sent");
	let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
	match answer.get_mut("error") {
		Some(error) => error.take(),
		None => answer["result"].take(),
	}
}

fn hash_text(hash: <Block as BlockT>::Hash) -> String {
	format!("{hash:?}")
}

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
async fn pages_are_joined_by_their_cursor() {
	let root = (BIG + 1).to_string();
	let ids = |page: &Value| {
		let rows = page["rows"].as_array().expect("a list");
		rows.iter().map(|row| row["id"].as_str().expect("text").to_string()).collect::<Vec<_>>()
	};
	let whole = call("lineage_ancestors", json!([root])).await;
	assert_eq!(ids(&whole), [BIG.to_string(), "0".into()]);
	assert_eq!(whole["nextCursor"], Value::Null);

	let first = call("lineage_ancestors", json!([root, null, 1])).await;
	assert_eq!(ids(&first), [BIG.to_string()]);
	let at = &first["at"]["hash"];
	let second = call("lineage_ancestors", json!([root, first["nextCursor"], 1, at])).await;
	assert_eq!(ids(&second), ["0"]);
	assert_eq!(second["nextCursor"], Value::Null);
}

#[tokio::test]
async fn every_error_has_its_number() {
	let root = (BIG + 1).to_string();
	let unknown = hash_text(H256::repeat_byte(9));
	let forged = format!("0x{}", "ff".repeat(20));
	let endless = format!("0x{}", "00".repeat(1 << 20));
	for (method, params, code) in [
		("lineage_asset", json!(["7"]), 9001),
		("lineage_ancestors", json!(["7"]), 9001),
		("lineage_asset", json!(["0", unknown]), 9002),
		("lineage_ancestors", json!([root, null, null, unknown]), 9002),
		("lineage_asset", json!(["0", hash_text(pruned())]), 9003),
		("lineage_ancestors", json!([root, "nonsense"]), 9004),
		("lineage_ancestors", json!([root, forged]), 9004),
		("lineage_ancestors", json!([root, endless]), 9004),
		("lineage_ancestors", json!([root, "0x00"]), 9004),
		("lineage_ancestors", json!([root, null, 0]), 9005),
		("lineage_ancestors", json!([root, null, MAX_PAGE + 1]), 9005),
		("lineage_asset", json!(["0", hash_text(broken())]), 9009),
	] {
		let error = call(method, params.clone()).await;
		assert_eq!(error["code"], code, "{method}{params}: {error}");
		assert!(error["message"].is_string() && error["data"].is_string(), "{error}");
		assert!(error.to_string().len() < 500, "an error does not echo what was sent at length");
	}
}
