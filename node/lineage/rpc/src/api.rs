//! The methods: names, parameters, answers.

use animechain_primitives::{Commitment, Relation};
use jsonrpsee::{
	core::{RpcResult, SubscriptionResult},
	proc_macros::rpc,
};

use crate::{
	proof::ProofAnswer,
	wire::{
		AmountText, AncestryAnswer, AssetAnswer, AssetIdParam, AssetsAnswer, CurrencyParam, Filter,
		FlowAnswer, ListAnswer, PathAnswer, StandingAnswer, SyncAnswer, UsageChange, View,
	},
};

/// Assets and their ancestry.
///
/// Numbers of 64 bits are strings, since JavaScript rounds numbers above 2^53; they are accepted as strings and as
/// numbers. `at` is a block hash, `view` is `best` (if not given) or `finalized`; both are always last.
///
/// Every method but `syncState` can refuse with 9016, limited: the client's address used the working time that the node
/// gives it.
#[rpc(client, server, namespace = "lineage")]
pub trait LineageApi<BlockHash> {
	/// One asset: both of its rows.
	///
	/// Errors: 9001 unknown asset, 9002 unknown block, 9003 pruned block, 9009 runtime.
	#[method(name = "asset", blocking, with_extensions)]
	fn asset(
		&self,
		asset: AssetIdParam,
		at: Option<BlockHash>,
	) -> RpcResult<AssetAnswer<BlockHash>>;

	/// The ancestors of an asset by descending id, in pages of up to `limit` rows (1 to 1,024, 64 if not given).
	/// `cursor` is the `nextCursor` of the page before.
	///
	/// Errors: 9001 unknown asset, 9004 invalid cursor, 9005 limit out of range, 9007 syncing, 9008 busy, 9010 budget,
	/// 9011 expired cursor, 9012 nothing to follow.
	#[method(name = "ancestors", with_extensions)]
	async fn ancestors(
		&self,
		asset: AssetIdParam,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<BlockHash>>;

	/// The descendants of an asset by ascending id, in pages. Errors as of `ancestors`.
	#[method(name = "descendants", with_extensions)]
	async fn descendants(
		&self,
		asset: AssetIdParam,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<BlockHash>>;

	/// What an account controls, by ascending id, in pages. Errors as of `ancestors`, and 9013 no account.
	#[method(name = "byAccount", with_extensions)]
	async fn by_account(
		&self,
		account: String,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<BlockHash>>;

	/// Every dataset, model and output that rests on a work that an account controls, by ascending id, in pages.
	/// Errors as of `byAccount`.
	#[method(name = "usage", with_extensions)]
	async fn usage(
		&self,
		account: String,
		filter: Option<Filter>,
		cursor: Option<String>,
		limit: Option<u32>,
		view: Option<View>,
	) -> RpcResult<ListAnswer<BlockHash>>;

	/// Whether one asset is an ancestor of another.
	///
	/// Errors: 9001 unknown asset, 9007 syncing, 9008 busy, 9010 budget.
	#[method(name = "isAncestor", with_extensions)]
	async fn is_ancestor(
		&self,
		ancestor: AssetIdParam,
		descendant: AssetIdParam,
		view: Option<View>,
	) -> RpcResult<AncestryAnswer<BlockHash>>;

	/// A shortest way from an asset up to one of its ancestors, over the given relations or all.
	///
	/// Errors as of `isAncestor`.
	#[method(name = "path", with_extensions)]
	async fn path(
		&self,
		ancestor: AssetIdParam,
		descendant: AssetIdParam,
		relations: Option<Vec<Relation>>,
		view: Option<View>,
	) -> RpcResult<PathAnswer<BlockHash>>;

	/// The assets with a commitment, by ascending id from `from` on: both rows of each. Anybody can register a
	/// commitment that somebody else made public, later: go on to the last to see all of them.
	///
	/// Errors: 9003 pruned block, 9007 syncing, 9008 busy, 9009 runtime.
	#[method(name = "byCommitment", with_extensions)]
	async fn by_commitment(
		&self,
		commitment: Commitment,
		from: Option<AssetIdParam>,
		view: Option<View>,
	) -> RpcResult<AssetsAnswer<BlockHash>>;

	/// Whether anything may be built on an asset, and which of its ancestors stand in the way.
	///
	/// Errors as of `isAncestor`.
	#[method(name = "standing", with_extensions)]
	async fn standing(
		&self,
		asset: AssetIdParam,
		view: Option<View>,
	) -> RpcResult<StandingAnswer<BlockHash>>;

	/// Who would get what if an amount were paid for an asset now.
	///
	/// Errors: 9001 unknown asset, 9002 unknown block, 9003 pruned block, 9008 busy, 9009 runtime, 9010 budget, 9014 no flow.
	#[method(name = "flow", with_extensions)]
	async fn flow(
		&self,
		asset: AssetIdParam,
		currency: CurrencyParam,
		amount: AmountText,
		at: Option<BlockHash>,
	) -> RpcResult<FlowAnswer<BlockHash>>;

	/// A bundle that proves, without a node, which asset an asset is and that an ancestor is one: of the last final block.
	/// Without an ancestor it proves the asset alone.
	///
	/// Errors: 9001 unknown asset, 9003 pruned block, 9007 syncing, 9008 busy, 9009 runtime, 9010 budget, 9017 too long,
	/// 9019 no way.
	#[method(name = "proof", with_extensions)]
	async fn proof(
		&self,
		asset: AssetIdParam,
		ancestor: Option<AssetIdParam>,
		relations: Option<Vec<Relation>>,
	) -> RpcResult<ProofAnswer<BlockHash>>;

	/// How far the index is.
	#[method(name = "syncState")]
	fn sync_state(&self) -> RpcResult<SyncAnswer<BlockHash>>;

	/// The verdict on each of up to 256 assets: of all at once, and of one whenever it changes.
	///
	/// Refused with 9001 unknown asset, 9007 syncing, 9008 busy, 9015 none or too many, 9018 too many subscriptions; ends
	/// with 9010 if a verdict is over its budget.
	#[subscription(
		name = "subscribeStanding" => "standingUpdate",
		unsubscribe = "unsubscribeStanding",
		item = StandingAnswer<BlockHash>,
		with_extensions
	)]
	async fn subscribe_standing(&self, assets: Vec<AssetIdParam>) -> SubscriptionResult;

	/// How much rests on an account's works, and from then on what comes and goes.
	///
	/// Refused with 9007 syncing, 9008 busy, 9010 budget, 9013 no account, 9018 too many subscriptions.
	#[subscription(
		name = "subscribeUsage" => "usageUpdate",
		unsubscribe = "unsubscribeUsage",
		item = UsageChange<BlockHash>,
		with_extensions
	)]
	async fn subscribe_usage(&self, account: String) -> SubscriptionResult;
}
