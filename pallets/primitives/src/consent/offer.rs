//! What controllers offer.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::traits::fungible::NativeOrWithId, sp_core::H256, sp_runtime::Permill,
};
use scale_info::TypeInfo;

use crate::{
	hashing::{tagged, OFFER_TAG},
	ids::{AssetId, Commitment},
	standing::Grounds,
	terms::Terms,
};

/// What amounts are in: the chain's own currency, or an asset of the assets pallet.
pub type Currency = NativeOrWithId<u32>;

/// An amount of a currency, in its smallest unit.
pub type Amount = u128;

/// An amount in a currency.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Price {
	/// What it is in.
	pub currency: Currency,
	/// How much, more than nothing.
	pub amount: Amount,
}

/// To whom an offer is made.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Audience<AccountId> {
	/// To everybody.
	#[codec(index = 0)]
	Anyone,
	/// To one account.
	#[codec(index = 1)]
	Only(AccountId),
}

/// What a controller offers. Everything that somebody who accepts must know, and all of it in the
/// [digest](StatedTerms::digest) that they sign.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StatedTerms<AccountId, BlockNumber> {
	/// What is permitted, and until when. Binds everything that is made under the offer, and what is made
	/// of that: a model can be used for no purpose that the works under it were not offered for.
	pub terms: Terms<BlockNumber>,
	/// To whom.
	pub audience: Audience<AccountId>,
	/// For how much, paid at acceptance; `None` is free.
	pub price: Option<Price>,
	/// The least part of a child's revenue that goes to the asset.
	pub share: Permill,
	/// How many edges may be made: under the offer if it needs no licence, under each licence if it does.
	/// A free offer to one account is accepted once.
	/// `None` is any number.
	pub quota: Option<u32>,
	/// The first block at which it may be used or accepted; `None` is at once.
	pub from: Option<BlockNumber>,
	/// The first block at which it may no longer be used or accepted; `None` is never. What was made
	/// before stays; how long that may be used is in `terms`.
	pub until: Option<BlockNumber>,
	/// For how many blocks after acceptance a licence may be used; `None` is without end.
	pub licence_period: Option<BlockNumber>,
	/// Whether a licence may be handed on.
	pub transferable: bool,
	/// Commitment to the legal text.
	pub legal: Option<Commitment>,
}

impl<AccountId, BlockNumber: Ord + Copy> StatedTerms<AccountId, BlockNumber> {
	/// Whether the offer may only be used through a licence: it has a price or names an account.
	pub const fn needs_licence(&self) -> bool {
		self.price.is_some() || matches!(self.audience, Audience::Only(_))
	}

	/// Whether block `at` lies in the window of the offer.
	pub fn covers(&self, at: BlockNumber) -> bool {
		self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
	}
}

impl<AccountId: Encode, BlockNumber: Encode> StatedTerms<AccountId, BlockNumber> {
	/// `H(0x05 ‖ asset ‖ SCALE(stated terms))`: what somebody who accepts signs, so that neither a later
	/// offer nor one that a reorganisation put under the same id can be meant.
	pub fn digest(&self, asset: AssetId) -> H256 {
		tagged(OFFER_TAG, &(asset, self))
	}
}

/// The end of an offer.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Withdrawal<AccountId, BlockNumber> {
	/// In which block.
	pub at: BlockNumber,
	/// The controller who did it.
	pub by: AccountId,
	/// Why.
	pub grounds: Grounds,
}

/// A published offer. Only `withdrawal` and `uses` change after publication, each in one direction.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer<AccountId, BlockNumber> {
	/// What it is for.
	pub asset: AssetId,
	/// The controller who published it.
	pub publisher: AccountId,
	/// In which block.
	pub published_at: BlockNumber,
	/// What is offered.
	pub stated: StatedTerms<AccountId, BlockNumber>,
	/// Its end, if it was withdrawn.
	pub withdrawal: Option<Withdrawal<AccountId, BlockNumber>>,
	/// How often it was used without a licence, if it has a quota; of a free offer to one account, whether
	/// it was accepted.
	pub uses: u32,
}

impl<AccountId, BlockNumber: Ord + Copy> Offer<AccountId, BlockNumber> {
	/// Whether there was a moment of block `at` at which the offer stood. Quota is not asked.
	pub fn in_force(&self, at: BlockNumber) -> bool {
		self.published_at <= at
			&& self.withdrawal.as_ref().is_none_or(|end| at <= end.at)
			&& self.stated.covers(at)
			&& !self.stated.terms.expired(at)
	}
}
