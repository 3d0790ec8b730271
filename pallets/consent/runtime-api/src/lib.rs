//! What light clients may ask about permission: the source of truth for every reader.
//!
//! Lists are paged, and every call examines a bounded number of rows: see
//! [`animechain_primitives::consent`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;

use animechain_primitives::{
	consent::{
		Answer, Exclusion, LeafPage, Licence, LicenceCursor, ListError, Offer, OriginLabel, Page,
		Request, Reservation, ReservationCount, SearchCursor,
	},
	AssetId, Commitment, LeafIndex, LicenceId, OfferId,
};
use codec::Codec;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill, *};

sp_api::decl_runtime_apis! {
	/// Offers, licences, opt-outs and answers about them at one block.
	#[api_version(1)]
	pub trait ConsentApi<AccountId, BlockNumber>
	where
		AccountId: Codec,
		BlockNumber: Codec,
	{
		/// Whether `who` of the request may use an asset, and by what authority or why not.
		///
		/// Asked about a past block, the answer is that of the asset's own history: it needs no archive
		/// node. Examines at most 256 offers and licences; if these do not decide it, the answer is a cursor.
		fn permitted(
			asset: AssetId,
			request: Request<AccountId, BlockNumber>,
			cursor: Option<SearchCursor>,
		) -> Answer;

		/// The same for one leaf of a collection.
		fn leaf_permitted(
			asset: AssetId,
			leaf: LeafIndex,
			request: Request<AccountId, BlockNumber>,
			cursor: Option<SearchCursor>,
		) -> Answer;

		/// An offer, or `None` if there is none with this id.
		fn offer(offer: OfferId) -> Option<Offer<AccountId, BlockNumber>>;

		/// What somebody who accepts the offer signs: see `StatedTerms::digest` in the primitives.
		fn terms_digest(offer: OfferId) -> Option<H256>;

		/// Up to `limit` offers (1 to 256) of an asset, oldest first, from number `from` on.
		fn offers_of(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<(OfferId, Offer<AccountId, BlockNumber>), u32>, ListError>;

		/// A licence, or `None` if there is none with this id.
		fn licence(licence: LicenceId) -> Option<Licence<AccountId, BlockNumber>>;

		/// Up to `limit` licences (1 to 256) that an account has or had, after `after`.
		fn licences_of(
			account: AccountId,
			after: Option<LicenceCursor>,
			limit: u32,
		) -> Result<Page<(LicenceId, Licence<AccountId, BlockNumber>), LicenceCursor>, ListError>;

		/// How many reservations there are of each of up to 256 contents.
		fn reservation_counts(keys: Vec<Commitment>) -> Result<Vec<ReservationCount>, ListError>;

		/// Up to `limit` reservations (1 to 256) of a content, oldest first, from number `from` on.
		fn reservations_of(
			key: Commitment,
			from: u32,
			limit: u32,
		) -> Result<Page<Reservation<AccountId, BlockNumber>, u32>, ListError>;

		/// When and why a leaf was taken out, or `None` if it was not.
		fn exclusion(asset: AssetId, leaf: LeafIndex) -> Option<Exclusion<BlockNumber>>;

		/// Which leaves of a page of 4,096 were taken out, or `None` if none was.
		fn excluded_leaves(asset: AssetId, page: u32) -> Option<LeafPage>;

		/// What an asset is made of, and how much of it was opted in, or `None` if there is no such asset.
		fn origin_label(asset: AssetId) -> Option<OriginLabel>;

		/// The opt-in floor for new models.
		fn opt_in_floor() -> Permill;
	}
}
