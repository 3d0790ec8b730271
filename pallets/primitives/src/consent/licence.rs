//! What somebody accepted.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_runtime::Permill;
use scale_info::TypeInfo;

use crate::{
	ids::{AssetId, LicenceId, OfferId},
	terms::Terms,
};

/// The end of a licence: it was handed on, and another took its place.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Succession<BlockNumber> {
	/// In which block.
	pub at: BlockNumber,
	/// The licence in its place.
	pub by: LicenceId,
}

/// An accepted offer: a snapshot that no later act of the publisher changes.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Licence<AccountId, BlockNumber> {
	/// What was accepted.
	pub offer: OfferId,
	/// What it is for.
	pub asset: AssetId,
	/// Who may use it.
	pub holder: AccountId,
	/// In which block the holder got it.
	pub since: BlockNumber,
	/// The first block at which it may no longer be used; `None` is never.
	pub until: Option<BlockNumber>,
	/// What it permits.
	pub terms: Terms<BlockNumber>,
	/// The least part of a child's revenue that goes to the asset.
	pub share: Permill,
	/// How many edges may still be made; `None` is any number.
	pub quota: Option<u32>,
	/// Whether it may be handed on.
	pub transferable: bool,
	/// Its end, if it was handed on.
	pub succession: Option<Succession<BlockNumber>>,
}

impl<AccountId, BlockNumber: Ord + Copy> Licence<AccountId, BlockNumber> {
	/// Whether there was a moment of block `at` at which the licence stood. Quota is not asked.
	pub fn in_force(&self, at: BlockNumber) -> bool {
		self.since <= at
			&& self.until.is_none_or(|until| at < until)
			&& self.succession.is_none_or(|end| at <= end.at)
			&& !self.terms.expired(at)
	}
}
