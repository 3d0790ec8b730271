//! Aliases that give the shared records this pallet's types.

use animechain_primitives::consent::{Exclusion, Licence, Offer, Reservation, StatedTerms};
use polkadot_sdk::frame_system::{self, pallet_prelude::BlockNumberFor};

/// What a controller offers.
pub type StatedTermsOf<T> = StatedTerms<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// A published offer.
pub type OfferOf<T> = Offer<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// An accepted offer.
pub type LicenceOf<T> = Licence<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// An opt-out for content that was not registered.
pub type ReservationOf<T> = Reservation<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// When and why a leaf was taken out.
pub type ExclusionOf<T> = Exclusion<BlockNumberFor<T>>;
