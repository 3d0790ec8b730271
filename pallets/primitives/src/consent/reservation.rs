//! Opt-outs for content that was not registered.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::terms::Purposes;

/// An opt-out for content that its rights holder has not registered.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Reservation<AccountId, BlockNumber> {
	/// Who declared it. The chain cannot know whether the account holds the rights.
	pub by: AccountId,
	/// What is reserved.
	pub purposes: Purposes,
	/// In which block it was declared.
	pub declared_at: BlockNumber,
	/// In which block it was lifted.
	pub lifted_at: Option<BlockNumber>,
}

impl<AccountId, BlockNumber: Ord + Copy> Reservation<AccountId, BlockNumber> {
	/// Whether there was a moment of block `at` at which the reservation stood.
	pub fn in_force(&self, at: BlockNumber) -> bool {
		self.declared_at <= at && self.lifted_at.is_none_or(|lifted| at <= lifted)
	}
}

/// What stands against content that somebody has.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ReservationCount {
	/// All reservations of it, those that were lifted included.
	pub declared: u32,
	/// Those that stand.
	pub standing: u32,
}
