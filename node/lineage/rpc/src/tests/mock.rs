//! A chain whose answers are known.

use std::sync::Arc;

use animechain_lineage_index::{
	Birth, BlockHash, BlockId, Changes, Edge as IndexEdge, Follower, Head as IndexHead,
	Header as IndexHeader, Index, Phase, Row, Settings, Source, SourceError,
};
use animechain_primitives::{
	commitment::content_commitment,
	consent::{Excluded, ListError, Page},
	lineage::{walk_ancestors, AncestorPage, Cursor, LineageError},
	merkle_sum::{Leaf, LeafProof, LeafProofError},
	royalty::{Claimable, Flow, FlowError, FlowRow, PoolCursor, PoolInfo},
	standing::{ControlChange, StandingChange},
	Amount, AssetId, AssetInfo, AssetKind, Authority, Basis, Composition, Contents, Currency,
	Declaration, Edge, Head, Intent, LeafIndex, Mark, Marks, Purpose, Purposes, Record, Relation,
	Terms,
};
use codec::Encode;
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

use crate::{error::Error, proof::States, Caller, Graph, Lineage, LineageApiServer, Pool};

type Header = generic::Header<u32, BlakeTwo256>;
pub type Block = generic::Block<Header, OpaqueExtrinsic>;

pub const BIG: AssetId = (1 << 53) + 1;

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
pub struct Api;

sp_api::mock_impl_runtime_apis! {
	impl royalty_runtime_api::RoyaltyApi<Block, AccountId32> for Api {
		fn currencies() -> Vec<Currency> {
			vec![Currency::Native]
		}

		fn pool(_: AssetId, _: Currency) -> Option<PoolInfo> {
			None
		}

		fn pools(_: AssetId) -> Vec<(Currency, PoolInfo)> {
			vec![]
		}

		fn owed(_: AssetId, _: u8, _: Currency) -> Option<Amount> {
			None
		}

		fn units(_: AssetId, _: AccountId32) -> u32 {
			0
		}

		fn holders(
			_: AssetId,
			_: Option<AccountId32>,
			_: u32,
		) -> Result<Page<(AccountId32, u32), AccountId32>, ListError> {
			Err(ListError::LimitOutOfRange)
		}

		fn claimable(
			_: AccountId32,
			_: Option<PoolCursor>,
			_: u32,
		) -> Result<Page<Claimable, PoolCursor>, ListError> {
			Err(ListError::LimitOutOfRange)
		}

		fn claimable_of(_: AccountId32, _: AssetId) -> Vec<(Currency, Amount)> {
			vec![]
		}

		fn claimable_by_leaves(
			_: AssetId,
			_: Currency,
			_: Vec<(LeafIndex, u64)>,
		) -> Result<Vec<Amount>, FlowError> {
			Err(FlowError::TooMany)
		}

		/// Three assets, of which one call knows the first, and the next one all others.
		fn flow(asset: AssetId, currency: Currency, amount: Amount) -> Result<Flow, FlowError> {
			match (asset, currency) {
				(2, Currency::Native) => {
					let row = FlowRow { asset, inflow: amount, holders: amount, ..Default::default() };
					Ok(Flow { rows: vec![row], beyond: vec![(1, amount / 2), (0, amount / 4)] })
				},
				(2, _) => Err(FlowError::UnknownCurrency),
				_ => Err(FlowError::UnknownAsset),
			}
		}

		fn flow_on(_: Currency, beyond: Vec<(AssetId, Amount)>) -> Result<Flow, FlowError> {
			let row = |(asset, inflow)| FlowRow { asset, inflow, ..Default::default() };
			Ok(Flow { rows: beyond.into_iter().map(row).collect(), beyond: vec![] })
		}
	}

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

pub fn header(number: u32) -> Header {
	Header::new(number, H256::zero(), H256::zero(), H256::zero(), Default::default())
}

pub fn best() -> H256 {
	header(42).hash()
}

pub fn pruned() -> H256 {
	header(1).hash()
}

pub fn broken() -> H256 {
	header(2).hash()
}

pub struct Client;

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

	fn hash(&self, number: u32) -> Result<Option<H256>, BlockchainError> {
		Ok(Some(header(number).hash()))
	}
}

/// What an account controls, what is made of what, and what was withdrawn. Each row is a kind, a controller, a mark and the
/// parents with their relations.
type Assets = &'static [(AssetKind, u8, Marks, &'static [(u64, Relation)])];

/// Two works, of which one was withdrawn; a dataset of both, a model of it, two outputs, and a work of its own.
pub const ASSETS: Assets = &[
	(AssetKind::Work, 1, Marks::NONE.with(Mark::Withdrawn), &[]),
	(AssetKind::Work, 2, Marks::NONE, &[]),
	(AssetKind::Dataset, 3, Marks::NONE, &[(0, Relation::Includes), (1, Relation::Includes)]),
	(AssetKind::Model, 4, Marks::NONE, &[(2, Relation::TrainedOn)]),
	(AssetKind::Output, 4, Marks::NONE, &[(3, Relation::GeneratedBy)]),
	(
		AssetKind::Output,
		4,
		Marks::NONE,
		&[(3, Relation::GeneratedBy), (1, Relation::ConditionedOn)],
	),
	(AssetKind::Work, 1, Marks::NONE, &[]),
];

/// A chain of one block that registered all of them.
pub struct OneBlock(pub Assets);

fn word(word: &impl Encode) -> u8 {
	word.encode()[0]
}

impl Source for OneBlock {
	fn best(&self) -> BlockId {
		BlockId { number: 42, hash: best().0 }
	}

	fn finalised(&self) -> BlockId {
		self.best()
	}

	fn header(&self, _: &BlockHash) -> Option<IndexHeader> {
		None
	}

	fn canonical(&self, number: u32) -> Option<BlockHash> {
		(number == 42).then(|| best().0)
	}

	fn changes(&self, _: &BlockHash) -> Result<Changes, SourceError> {
		Err(SourceError::Pruned)
	}

	fn assets(&self, _: &BlockHash) -> Result<u64, SourceError> {
		Ok(self.0.len() as u64)
	}

	fn rows(&self, _: &BlockHash, first: u64, limit: u32) -> Result<Vec<Row>, SourceError> {
		let mut generations: Vec<u32> = vec![];
		for (_, _, _, parents) in self.0 {
			let above = parents.iter().map(|(parent, _)| generations[*parent as usize] + 1);
			generations.push(above.max().unwrap_or(0));
		}
		let row = |(id, (kind, controller, marks, parents)): (usize, &(_, u8, Marks, &[_]))| Row {
			id: id as u64,
			head: IndexHead {
				kind: word(kind),
				marks: marks.bits(),
				controller: [*controller; 32],
				affected_by: None,
				weight: 0,
				expires: None,
				generation: generations[id],
			},
			birth: Some(Birth {
				commitment: [id as u8; 32],
				edges: parents
					.iter()
					.map(|(parent, relation): &(u64, Relation)| IndexEdge {
						parent: *parent,
						relation: word(relation),
					})
					.collect(),
			}),
		};
		let rows = self.0.iter().enumerate().skip(first as usize).take(limit as usize);
		Ok(rows.map(row).collect())
	}
}

/// An index in step with that block.
pub fn index() -> Index {
	let mut follower = Follower::new(OneBlock(ASSETS), None, Settings::default());
	for _ in 0..10 {
		if follower.tick().phase == Phase::InStep {
			break;
		}
	}
	follower.index()
}

/// All methods, over an index.
pub fn module_over(index: Index) -> RpcModule<Lineage<Client, Block, AccountId32>> {
	let blocks = tokio::sync::watch::channel(best()).1;
	let graph = Graph::new(index, Pool::new(1, 1));
	Lineage::new(Arc::new(Client), graph, blocks, Arc::new(NoStates), None).into_rpc()
}

/// A chain whose states are all pruned.
struct NoStates;

impl States for NoStates {
	fn genesis(&self) -> H256 {
		H256::zero()
	}

	fn header(&self, at: H256) -> Result<Vec<u8>, Error> {
		Err(Error::PrunedBlock(hash_text(at)))
	}

	fn row(&self, at: H256, _: Vec<u8>) -> Result<Option<Vec<u8>>, Error> {
		Err(Error::PrunedBlock(hash_text(at)))
	}

	fn nodes(&self, at: H256, _: Vec<u8>) -> Result<Vec<Vec<u8>>, Error> {
		Err(Error::PrunedBlock(hash_text(at)))
	}
}

/// The error or the result of a call of somebody, as JSON.
pub async fn call_by(caller: &Caller, method: &str, params: Value) -> Value {
	let mut module = module_over(index());
	module.extensions_mut().insert(caller.clone());
	call_in(&module, method, params).await
}

/// The result or the error of a call, as JSON.
pub async fn call(method: &str, params: Value) -> Value {
	call_in(&module_over(index()), method, params).await
}

/// The same of a module that was there before.
pub async fn call_in(
	module: &RpcModule<Lineage<Client, Block, AccountId32>>,
	method: &str,
	params: Value,
) -> Value {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
	let (answer, _) = module.raw_json_request(&request.to_string(), 1).await.expect("sent");
	let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
	match answer.get_mut("error") {
		Some(error) => error.take(),
		None => answer["result"].take(),
	}
}

pub fn hash_text(hash: <Block as BlockT>::Hash) -> String {
	format!("{hash:?}")
}
