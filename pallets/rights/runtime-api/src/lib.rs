//! What light clients may ask about agreements and sales: the source of truth for every reader.
//!
//! Lists are paged, and every call examines a bounded number of rows.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;

use animechain_primitives::{
	consent::{ListError, Page},
	rights::{Agreement, AgreementId, Listing, ListingId, Threshold},
	Amount, AssetId, Currency,
};
use codec::Codec;
use polkadot_sdk::{sp_core::H256, *};

sp_api::decl_runtime_apis! {
	/// Agreements, what they promise and wait for, and what is for sale, at one block.
	#[api_version(1)]
	pub trait RightsApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// An agreement, over or not, or `None` if there is none with this number.
		fn agreement(agreement: AgreementId) -> Option<Agreement<AccountId, BlockNumber>>;

		/// What the receiver of an agreement signs: see `Deal::digest` in the primitives.
		fn deal_digest(agreement: AgreementId) -> Option<H256>;

		/// Up to `limit` agreements (1 to 256) of a party, after `after`, in no particular order.
		fn agreements_of(
			account: AccountId,
			after: Option<AgreementId>,
			limit: u32,
		) -> Result<Page<(AgreementId, Agreement<AccountId, BlockNumber>), AgreementId>, ListError>;

		/// What the revenue of an asset must reach for each agreement that waits for it, the lowest first.
		fn thresholds(asset: AssetId, currency: Currency) -> Vec<Threshold<AccountId>>;

		/// Up to `limit` listings (1 to 256) from number `from` on that were neither sold nor taken off.
		fn listings(
			from: ListingId,
			limit: u32,
		) -> Result<Page<(ListingId, Listing<AccountId, BlockNumber>), ListingId>, ListError>;

		/// What is kept for an account in a currency, because it could not be paid out when it was due.
		fn kept(account: AccountId, currency: Currency) -> Amount;
	}
}
