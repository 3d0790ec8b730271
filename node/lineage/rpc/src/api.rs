//! The methods: names, parameters, answers.

use jsonrpsee::{core::RpcResult, proc_macros::rpc};

use crate::wire::{AncestorsAnswer, AssetAnswer, AssetIdParam};

/// Assets and their ancestry.
///
/// `at` is a block hash and always last; without it the answer is for the best block. Numbers of 64 bits
/// are strings, since JavaScript rounds numbers above 2^53; they are accepted as strings and as numbers.
#[rpc(client, server, namespace = "lineage")]
pub trait LineageApi<BlockHash> {
	/// One asset: both of its rows.
	///
	/// Errors: 9001 unknown asset, 9002 unknown block, 9003 pruned block, 9009 runtime.
	#[method(name = "asset", blocking)]
	fn asset(
		&self,
		asset: AssetIdParam,
		at: Option<BlockHash>,
	) -> RpcResult<AssetAnswer<BlockHash>>;

	/// The ancestors of an asset by descending id, in pages of up to `limit` rows (1 to 256, 64 if not
	/// given). `cursor` is the `nextCursor` of the page before. For pages that belong together, pass the
	/// block of the first one as `at`.
	///
	/// Errors: 9001 unknown asset, 9002 unknown block, 9003 pruned block, 9004 invalid cursor, 9005 limit
	/// out of range, 9006 more pending ancestors than a cursor holds, 9009 runtime.
	#[method(name = "ancestors", blocking)]
	fn ancestors(
		&self,
		asset: AssetIdParam,
		cursor: Option<String>,
		limit: Option<u32>,
		at: Option<BlockHash>,
	) -> RpcResult<AncestorsAnswer<BlockHash>>;
}
