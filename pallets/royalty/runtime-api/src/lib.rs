//! What light clients may ask about money: the source of truth for every reader.
//!
//! Amounts are in the smallest unit of their currency. Lists are paged, and every call examines a bounded number
//! of rows: see [`animechain_primitives::royalty`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;

use animechain_primitives::{
	consent::{ListError, Page},
	royalty::{Claimable, Flow, FlowError, PoolCursor, PoolInfo},
	Amount, AssetId, Currency, LeafIndex,
};
use codec::Codec;
use polkadot_sdk::*;

sp_api::decl_runtime_apis! {
	/// Pools, what is owed, and who would get what, at one block.
	#[api_version(1)]
	pub trait RoyaltyApi<AccountId>
	where
		AccountId: Codec,
	{
		/// The currencies in which an asset can be paid.
		fn currencies() -> Vec<Currency>;

		/// What an asset has to do with a currency, or `None` if nothing was ever paid in it.
		fn pool(asset: AssetId, currency: Currency) -> Option<PoolInfo>;

		/// What an asset has to do with each currency in which it was ever paid: at most 8.
		fn pools(asset: AssetId) -> Vec<(Currency, PoolInfo)>;

		/// What a parent is owed over an edge and was not handed yet, or `None` if there is no such edge or
		/// nothing was ever paid in this currency.
		fn owed(child: AssetId, edge: u8, currency: Currency) -> Option<Amount>;

		/// The units of an asset that an account has, of a million.
		fn units(asset: AssetId, account: AccountId) -> u32;

		/// Up to `limit` holders (1 to 256) of an asset and their units, after `after`, in no particular order.
		fn holders(
			asset: AssetId,
			after: Option<AccountId>,
			limit: u32,
		) -> Result<Page<(AccountId, u32), AccountId>, ListError>;

		/// What an account can claim as a holder. Looks at `limit` pools (1 to 256) after `after`, in no
		/// particular order: a page may be empty and have a next one. Ask for all pages at one block.
		fn claimable(
			account: AccountId,
			after: Option<PoolCursor>,
			limit: u32,
		) -> Result<Page<Claimable, PoolCursor>, ListError>;

		/// What an account can claim of one asset as a holder, in each currency in which there is something: at
		/// most 8.
		fn claimable_of(account: AccountId, asset: AssetId) -> Vec<(Currency, Amount)>;

		/// What each of up to 256 leaves of a collection, given with their weights, has earned in a currency and
		/// was not paid. The weights are not checked here; the call that pays needs a proof of them.
		fn claimable_by_leaves(
			asset: AssetId,
			currency: Currency,
			leaves: Vec<(LeafIndex, u64)>,
		) -> Result<Vec<Amount>, FlowError>;

		/// Who would get what if `amount` were paid for an asset now: exact, once it is handed on everywhere and
		/// nothing else comes in between. Looks at 256 assets; what is beyond them is for `flow_on`.
		fn flow(asset: AssetId, currency: Currency, amount: Amount) -> Result<Flow, FlowError>;

		/// Goes on where `flow` ended: takes its `beyond`.
		fn flow_on(currency: Currency, beyond: Vec<(AssetId, Amount)>) -> Result<Flow, FlowError>;
	}
}
