//! Aliases that give the shared records this pallet's types, and the storage account.

use animechain_primitives::{
	standing::{ControlChange, StandingChange},
	Edge, Head, Record,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::BoundedVec,
	frame_system::{self, pallet_prelude::BlockNumberFor},
};
use scale_info::TypeInfo;

use crate::Config;

/// The edges of an asset.
pub type EdgesOf<T> = BoundedVec<Edge, <T as Config>::MaxEdges>;

/// The hot row.
pub type HeadOf<T> = Head<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// The cold row.
pub type RecordOf<T> =
	Record<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, EdgesOf<T>>;

/// A row in the history of a standing.
pub type StandingChangeOf<T> =
	StandingChange<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// A row in the history of control.
pub type ControlChangeOf<T> =
	ControlChange<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// The bytes of state that an account answers for.
///
/// Over all accounts, what was paid for is what was used and what is left of what was given.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct StorageAccount<Deposit> {
	/// What the account put down for `paid` bytes; `None` as long as that is none.
	pub deposit: Option<Deposit>,
	/// Bytes that it paid for, for itself or for others.
	pub paid: u64,
	/// Bytes that others paid for and that it has not used yet.
	pub given: u64,
	/// Bytes that it put on chain. They stay there.
	pub used: u64,
}

impl<Deposit> Default for StorageAccount<Deposit> {
	fn default() -> Self {
		Self { deposit: None, paid: 0, given: 0, used: 0 }
	}
}

/// The bytes of state that an account answers for.
pub type StorageAccountOf<T> = StorageAccount<<T as Config>::StorageDeposit>;
