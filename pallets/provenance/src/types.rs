//! Aliases that give the shared records this pallet's types.

use animechain_primitives::{Edge, Head, Record};
use polkadot_sdk::{
	frame_support::BoundedVec,
	frame_system::{self, pallet_prelude::BlockNumberFor},
};

use crate::Config;

/// The edges of an asset.
pub type EdgesOf<T> = BoundedVec<Edge, <T as Config>::MaxEdges>;

/// The hot row.
pub type HeadOf<T> = Head<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// The cold row.
pub type RecordOf<T> =
	Record<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, EdgesOf<T>>;

/// A registrant's deposit and the bytes that it stands for.
pub type StorageTicketOf<T> = (<T as Config>::StorageDeposit, u64);
