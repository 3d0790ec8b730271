//! The rows of this pallet.

use animechain_primitives::rights::{Agreement, Deal, Listing, Threshold};
use polkadot_sdk::{frame_system, frame_system::pallet_prelude::BlockNumberFor};

/// What is agreed on, on this chain.
pub type DealOf<T> = Deal<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// An agreement on this chain.
pub type AgreementOf<T> = Agreement<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// A listing on this chain.
pub type ListingOf<T> = Listing<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// A threshold on this chain.
pub type ThresholdOf<T> = Threshold<<T as frame_system::Config>::AccountId>;
