#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod leaves;
mod licences;
#[cfg(test)]
mod mock;
mod offers;
mod permission;
mod queries;
mod reservations;
mod storage_bytes;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{ExclusionOf, LicenceOf, OfferOf, ReservationOf, StatedTermsOf};
pub use weights::WeightInfo;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use animechain_primitives::{
		behaviour::{AssetRegistry, ExclusionHook, Promises, RoyaltySink, StorageLedger},
		consent::{
			Answer, Exclusion, LeafPage, Licence, LicenceCursor, ListError, Offer, OriginLabel,
			Page, Price, Request, Reservation, ReservationCount, SearchCursor,
		},
		merkle_sum::{Leaf, LeafProof},
		standing::Grounds,
		AssetId, Commitment, LeafIndex, LicenceId, OfferId, Purposes,
	};
	use polkadot_sdk::{
		frame_support::pallet_prelude::*,
		frame_system::{ensure_authorized, pallet_prelude::*},
		sp_core::H256,
		sp_runtime::{
			traits::{IdentifyAccount, StaticLookup, Verify},
			Permill,
		},
	};

	type AccountIdLookupOf<T> =
		<<T as polkadot_sdk::frame_system::Config>::Lookup as StaticLookup>::Source;

	/// How many free places of a block an exclusion takes whose bytes nobody answers for.
	pub const UNANSWERED: u32 = 8;

	/// Version of this pallet's storage layout.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The assets that permission is about.
		type Assets: AssetRegistry<Self::AccountId, BlockNumberFor<Self>>;

		/// Who answers for the bytes of the rows.
		type Ledger: StorageLedger<Self::AccountId>;

		/// Told when a leaf was taken out. `()` does nothing.
		type ExclusionHook: ExclusionHook;

		/// Which licences are promised under an agreement. `()` promises nothing.
		type Promises: Promises<Self::AccountId>;

		/// Where the price of a licence goes.
		type Royalties: RoyaltySink<Self::AccountId>;

		/// Who may raise the opt-in floor.
		type FloorOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What contributors sign with who have no account on this chain.
		type Signature: Parameter + Verify<Signer = Self::Signer>;

		/// Whose signature it is.
		type Signer: IdentifyAccount<AccountId = Self::AccountId>;

		/// Most leaves that are taken out free of fees in one block, if the registrants of their collections
		/// answer for the bytes; each that nobody answers for takes the place of [`UNANSWERED`]. More than
		/// these pay.
		#[pallet::constant]
		type MaxFreeExclusions: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// Sets up what the benchmarks need from outside this pallet.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Signature>;
	}

	/// The id of the next offer: every smaller id exists.
	#[pallet::storage]
	pub type NextOfferId<T: Config> = StorageValue<_, OfferId, ValueQuery>;

	/// Every offer that was ever published.
	// Twox64: the key is a counter of ours.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Twox64Concat, OfferId, OfferOf<T>>;

	/// How many offers each asset has had.
	// Twox64: the key is a counter of ours.
	#[pallet::storage]
	pub type OfferCounts<T: Config> = StorageMap<_, Twox64Concat, AssetId, u32, ValueQuery>;

	/// The offers of each asset in the order of time, numbered from 0.
	// Twox64: both keys are counters of ours.
	#[pallet::storage]
	pub type OffersByAsset<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u32, OfferId>;

	/// The id of the next licence: every smaller id exists.
	#[pallet::storage]
	pub type NextLicenceId<T: Config> = StorageValue<_, LicenceId, ValueQuery>;

	/// Every licence that was ever given.
	// Twox64: the key is a counter of ours.
	#[pallet::storage]
	pub type Licences<T: Config> = StorageMap<_, Twox64Concat, LicenceId, LicenceOf<T>>;

	/// The licences that each account has or had, by asset.
	// Blake2: accounts are chosen by strangers. Twox64: counters of ours.
	#[pallet::storage]
	pub type LicencesByHolder<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Blake2_128Concat, T::AccountId>,
			NMapKey<Twox64Concat, AssetId>,
			NMapKey<Twox64Concat, LicenceId>,
		),
		(),
	>;

	/// Which leaves were taken out of a collection, 4,096 of them to a page: who goes through a whole
	/// collection reads this.
	// Twox64: both keys are bounded by numbers of ours.
	#[pallet::storage]
	pub type ExcludedLeaves<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u32, LeafPage>;

	/// When and why each of them was: who asks about one leaf reads this.
	// Twox64: both keys are bounded by numbers of ours.
	#[pallet::storage]
	pub type Exclusions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, LeafIndex, ExclusionOf<T>>;

	/// How many of the free places of a block are taken, and of which block.
	#[pallet::storage]
	pub type FreeExclusions<T: Config> = StorageValue<_, (BlockNumberFor<T>, u32), ValueQuery>;

	/// How many reservations there are and were of each content.
	// Blake2: the key is chosen by strangers.
	#[pallet::storage]
	pub type ReservationCounts<T: Config> =
		StorageMap<_, Blake2_128Concat, Commitment, ReservationCount, ValueQuery>;

	/// Every reservation that was ever declared, by content, numbered from 0.
	// Blake2: the key is chosen by strangers. Twox64: a counter of ours.
	#[pallet::storage]
	pub type Reservations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Commitment, Twox64Concat, u32, ReservationOf<T>>;

	/// The reservation of a content by an account that stands.
	// Blake2: both keys are chosen by strangers.
	#[pallet::storage]
	pub type StandingReservations<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Commitment, Blake2_128Concat, T::AccountId, u32>;

	/// The least part of the items behind a new model that must have been opted in. Only ever rises.
	#[pallet::storage]
	pub type OptInFloor<T: Config> = StorageValue<_, Permill, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An offer was published.
		#[codec(index = 0)]
		OfferPublished {
			/// The identity it was given.
			offer: OfferId,
			/// What it is for.
			asset: AssetId,
			/// The controller who published it.
			publisher: T::AccountId,
			/// What is offered. Boxed, or every event would be as large in memory.
			stated: Box<StatedTermsOf<T>>,
		},
		/// An offer was withdrawn.
		#[codec(index = 1)]
		OfferWithdrawn {
			/// The offer.
			offer: OfferId,
			/// What it was for.
			asset: AssetId,
			/// The controller who withdrew it.
			by: T::AccountId,
			/// Why.
			grounds: Grounds,
		},
		/// An offer was accepted and its price paid.
		#[codec(index = 2)]
		OfferAccepted {
			/// The licence that came of it.
			licence: LicenceId,
			/// The offer.
			offer: OfferId,
			/// What it is for.
			asset: AssetId,
			/// Who accepted.
			holder: T::AccountId,
			/// What was paid.
			price: Option<Price>,
		},
		/// A licence was handed on: it ended, and another took its place.
		#[codec(index = 3)]
		LicenceTransferred {
			/// The licence that ended.
			licence: LicenceId,
			/// Who had it.
			from: T::AccountId,
			/// Who has its successor.
			to: T::AccountId,
			/// The licence in its place.
			successor: LicenceId,
		},
		/// A leaf was taken out of its collection.
		#[codec(index = 4)]
		LeafExcluded {
			/// The collection.
			asset: AssetId,
			/// The leaf.
			leaf: LeafIndex,
			/// Who took it out.
			contributor: T::AccountId,
			/// Its weight, which the collection has lost.
			weight: u64,
			/// Why.
			grounds: Grounds,
		},
		/// Content was reserved.
		#[codec(index = 5)]
		ContentReserved {
			/// What is reserved: see `reservation_key` in the primitives.
			key: Commitment,
			/// The number of the reservation among those of this content.
			row: u32,
			/// Who declared it.
			by: T::AccountId,
			/// From what.
			purposes: Purposes,
		},
		/// A reservation was lifted.
		#[codec(index = 6)]
		ReservationLifted {
			/// What was reserved.
			key: Commitment,
			/// The number of the reservation among those of this content.
			row: u32,
			/// Who lifted it.
			by: T::AccountId,
		},
		/// The opt-in floor rose.
		#[codec(index = 7)]
		OptInFloorRaised {
			/// The floor from now on.
			floor: Permill,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no asset with this id.
		#[codec(index = 0)]
		UnknownAsset,
		/// The signer is not the controller of the asset.
		#[codec(index = 1)]
		NotController,
		/// Something stands against the asset or one of its ancestors, or its terms have run out.
		#[codec(index = 2)]
		AssetNotClear,
		/// No purpose is named.
		#[codec(index = 3)]
		NoPurpose,
		/// The offer permits more than what the asset was made from does.
		#[codec(index = 4)]
		OfferExceedsTerms,
		/// The offer ends before it begins, or has ended already.
		#[codec(index = 5)]
		EmptyWindow,
		/// The price is nothing. What is free has no price.
		#[codec(index = 6)]
		ZeroPrice,
		/// No use is permitted.
		#[codec(index = 7)]
		ZeroQuota,
		/// There is no offer with this id.
		#[codec(index = 8)]
		UnknownOffer,
		/// The offer was withdrawn.
		#[codec(index = 9)]
		OfferWithdrawn,
		/// The offer has not begun.
		#[codec(index = 10)]
		OfferNotBegun,
		/// The offer has ended.
		#[codec(index = 11)]
		OfferEnded,
		/// The rights under the terms have ended.
		#[codec(index = 12)]
		TermsExpired,
		/// The offer has a price or names an account: it has to be accepted first.
		#[codec(index = 13)]
		LicenceNeeded,
		/// The offer is free and open to everybody: it can be used as it is.
		#[codec(index = 14)]
		NothingToAccept,
		/// The offer is made to somebody else.
		#[codec(index = 15)]
		NotAddressed,
		/// The price is higher than the signer would pay, or in another currency.
		#[codec(index = 16)]
		PriceExceedsMax,
		/// The share is larger than the signer would give.
		#[codec(index = 17)]
		ShareExceedsMax,
		/// The offer does not say what the signer has read.
		#[codec(index = 18)]
		TermsMismatch,
		/// There is no licence with this id.
		#[codec(index = 19)]
		UnknownLicence,
		/// The licence is somebody else's.
		#[codec(index = 20)]
		NotLicensee,
		/// The licence was handed on.
		#[codec(index = 21)]
		LicenceHandedOn,
		/// The time of the licence is over.
		#[codec(index = 22)]
		LicenceExpired,
		/// The licence may not be handed on.
		#[codec(index = 23)]
		NotTransferable,
		/// The offer or licence is for another asset.
		#[codec(index = 24)]
		AuthorityForOtherAsset,
		/// The terms do not permit the purpose that the edge needs.
		#[codec(index = 25)]
		PurposeNotPermitted,
		/// The terms do not permit commercial use.
		#[codec(index = 26)]
		CommercialUseNotPermitted,
		/// The edge gives a smaller share than the terms ask for.
		#[codec(index = 27)]
		ShareTooSmall,
		/// As many edges as the terms permit have been made.
		#[codec(index = 28)]
		QuotaExhausted,
		/// The asset is not a collection.
		#[codec(index = 29)]
		NotACollection,
		/// The leaf does not stand at its index in the collection: `verify_leaf` of provenance says why.
		#[codec(index = 30)]
		LeafNotProven,
		/// The signer is not the contributor of the leaf.
		#[codec(index = 31)]
		NotContributor,
		/// The leaf was taken out already.
		#[codec(index = 32)]
		AlreadyExcluded,
		/// The signer has reserved the content already.
		#[codec(index = 33)]
		AlreadyReserved,
		/// The signer has not reserved the content.
		#[codec(index = 34)]
		NotReserved,
		/// The floor would not rise.
		#[codec(index = 35)]
		FloorNotRaised,
		/// Too small a part of the items behind the model was opted in.
		#[codec(index = 36)]
		BelowOptInFloor,
		/// The signer has the licence already.
		#[codec(index = 37)]
		AlreadyHolder,
		/// There is no id or number left.
		#[codec(index = 38)]
		Exhausted,
		/// The offer was accepted already: a free offer to one account can be accepted once.
		#[codec(index = 39)]
		AlreadyAccepted,
		/// What the asset was made from may not be passed on: only running a model can be offered.
		#[codec(index = 40)]
		DistributionNotPermitted,
		/// The licence is promised under an agreement.
		#[codec(index = 41)]
		LicencePromised,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Offer what may be done with an asset.
		///
		/// ## Dispatch Origin
		/// Signed by the controller, who answers for the bytes of the offer and of its withdrawal.
		///
		/// ## Details
		/// A free offer to everybody is used by naming it in an edge. One that has a price or names an
		/// account has to be accepted first. The terms bind everything that is made under the offer and
		/// what is made of that; they may permit no more than what the asset itself was made from. Of an asset
		/// that was made from what may not be passed on (no `Distribution` in its terms), only `AiInference` can
		/// be offered.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AssetNotClear`],
		/// [`Error::NoPurpose`], [`Error::OfferExceedsTerms`], [`Error::DistributionNotPermitted`],
		/// [`Error::TermsExpired`],
		/// [`Error::EmptyWindow`], [`Error::ZeroPrice`], [`Error::ZeroQuota`], [`Error::Exhausted`], and
		/// the deposit's own.
		///
		/// ## Events
		/// [`Event::OfferPublished`].
		#[pallet::call_index(0)]
		pub fn publish_offer(
			origin: OriginFor<T>,
			asset: AssetId,
			stated: Box<StatedTermsOf<T>>,
		) -> DispatchResult {
			let publisher = ensure_signed(origin)?;
			Self::do_publish_offer(publisher, asset, *stated)
		}

		/// Withdraw an offer: from now on nothing is made under it, and nobody accepts it.
		///
		/// ## Dispatch Origin
		/// Signed by the controller of the asset. Free of fees, whatever stands against the asset.
		///
		/// ## Details
		/// What was made under the offer keeps its record, and licences that were given keep their terms.
		/// Who wants to stop those withdraws the asset (`Provenance.withdraw`).
		///
		/// ## Errors
		/// [`Error::UnknownOffer`], [`Error::NotController`], [`Error::OfferWithdrawn`]. A call that fails
		/// is not free.
		///
		/// ## Events
		/// [`Event::OfferWithdrawn`].
		#[pallet::call_index(1)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, offer: &OfferId, _: &Grounds| -> bool {
				ensure_signed(origin.clone())
					.is_ok_and(|controller| Pallet::<T>::can_withdraw_offer(&controller, *offer))
			}
		)]
		pub fn withdraw_offer(
			origin: OriginFor<T>,
			offer: OfferId,
			grounds: Grounds,
		) -> DispatchResult {
			let controller = ensure_signed(origin)?;
			Self::do_withdraw_offer(controller, offer, grounds)
		}

		/// Accept an offer that has a price or names the signer, and pay.
		///
		/// ## Dispatch Origin
		/// Signed by whoever the offer is made to, who answers for the bytes of the licence.
		///
		/// ## Details
		/// `max_price` (`None`: free), `max_share` and `terms`, the digest of what the signer has read
		/// (`StatedTerms::digest`), hold whatever happens between quote and use. An offer with a price may be
		/// accepted as often as somebody pays, a free one to one account once.
		///
		/// ## Errors
		/// [`Error::UnknownOffer`], [`Error::OfferWithdrawn`], [`Error::OfferNotBegun`],
		/// [`Error::OfferEnded`], [`Error::TermsExpired`], [`Error::NothingToAccept`],
		/// [`Error::NotAddressed`], [`Error::AlreadyAccepted`], [`Error::TermsMismatch`],
		/// [`Error::PriceExceedsMax`],
		/// [`Error::ShareExceedsMax`], [`Error::AssetNotClear`], [`Error::Exhausted`], the deposit's own,
		/// and the payment's own.
		///
		/// ## Events
		/// [`Event::OfferAccepted`].
		#[pallet::call_index(2)]
		#[pallet::weight(
			T::WeightInfo::accept_offer().saturating_add(T::Royalties::pay_weight())
		)]
		pub fn accept_offer(
			origin: OriginFor<T>,
			offer: OfferId,
			max_price: Option<Price>,
			max_share: Permill,
			terms: H256,
		) -> DispatchResultWithPostInfo {
			let holder = ensure_signed(origin)?;
			let paying = Self::do_accept_offer(holder, offer, max_price, max_share, terms)?;
			Ok(Some(T::WeightInfo::accept_offer().saturating_add(paying)).into())
		}

		/// Hand a licence on.
		///
		/// ## Dispatch Origin
		/// Signed by its holder, who answers for the bytes of the new row.
		///
		/// ## Details
		/// The licence ends, and another with what is left of it takes its place: a licence never has two
		/// holders in its history.
		///
		/// ## Errors
		/// [`Error::UnknownLicence`], [`Error::NotLicensee`], [`Error::LicenceHandedOn`],
		/// [`Error::LicenceExpired`], [`Error::NotTransferable`], [`Error::AlreadyHolder`],
		/// [`Error::Exhausted`], the deposit's own, and a lookup error for an address without an account.
		///
		/// ## Events
		/// [`Event::LicenceTransferred`].
		#[pallet::call_index(3)]
		pub fn transfer_licence(
			origin: OriginFor<T>,
			licence: LicenceId,
			to: AccountIdLookupOf<T>,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			let to = T::Lookup::lookup(to)?;
			Self::do_transfer_licence(from, licence, to)
		}

		/// Take a leaf out of its collection, for good.
		///
		/// ## Dispatch Origin
		/// Signed by the contributor of the leaf. Free of fees as long as there is a place in the block, of
		/// which there are [`MaxFreeExclusions`](Config::MaxFreeExclusions); otherwise for a fee. A contributor without an account on this chain uses
		/// [`Pallet::exclude_leaf_signed`].
		///
		/// ## Details
		/// The collection has one item and the leaf's weight less from then on. What the leaf earned before
		/// stays its contributor's. The registrant, who put the leaf there, answers for the bytes.
		///
		/// ## Errors
		/// [`Error::NotContributor`], [`Error::UnknownAsset`], [`Error::NotACollection`],
		/// [`Error::LeafNotProven`], [`Error::AlreadyExcluded`].
		///
		/// ## Events
		/// [`Event::LeafExcluded`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::exclude_leaf(T::ExclusionHook::most_pools()))]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>,
			 asset: &AssetId,
			 leaf: &Leaf<T::AccountId>,
			 proof: &LeafProof,
			 _: &Grounds|
			 -> bool {
				ensure_signed(origin.clone()).is_ok_and(|contributor| {
					Pallet::<T>::is_exclusion_free(&contributor, *asset, leaf, proof)
				})
			}
		)]
		pub fn exclude_leaf(
			origin: OriginFor<T>,
			asset: AssetId,
			leaf: Leaf<T::AccountId>,
			proof: LeafProof,
			grounds: Grounds,
		) -> DispatchResultWithPostInfo {
			let contributor = ensure_signed(origin)?;
			let pools = Self::do_exclude_leaf(contributor, asset, leaf, proof, grounds)?;
			Ok(Some(T::WeightInfo::exclude_leaf(pools)).into())
		}

		/// Reserve content that one has rights in and has not registered: an opt-out that tools find.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, who answers for the bytes.
		///
		/// ## Details
		/// `key` is `reservation_key` of the file's SHA-256 digest. The chain cannot know whose rights they
		/// are: it says who reserved what, when.
		///
		/// ## Errors
		/// [`Error::NoPurpose`], [`Error::AlreadyReserved`], [`Error::Exhausted`], and the deposit's own.
		///
		/// ## Events
		/// [`Event::ContentReserved`].
		#[pallet::call_index(5)]
		pub fn reserve(
			origin: OriginFor<T>,
			key: Commitment,
			purposes: Purposes,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_reserve(by, key, purposes)
		}

		/// Lift one's reservation.
		///
		/// ## Dispatch Origin
		/// Signed by the account that declared it.
		///
		/// ## Errors
		/// [`Error::NotReserved`].
		///
		/// ## Events
		/// [`Event::ReservationLifted`].
		#[pallet::call_index(6)]
		pub fn lift_reservation(origin: OriginFor<T>, key: Commitment) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_lift_reservation(by, key)
		}

		/// Raise the opt-in floor for new models.
		///
		/// ## Dispatch Origin
		/// [`Config::FloorOrigin`].
		///
		/// ## Errors
		/// [`Error::FloorNotRaised`].
		///
		/// ## Events
		/// [`Event::OptInFloorRaised`].
		#[pallet::call_index(7)]
		pub fn raise_opt_in_floor(origin: OriginFor<T>, floor: Permill) -> DispatchResult {
			T::FloorOrigin::ensure_origin(origin)?;
			Self::do_raise_opt_in_floor(floor)
		}

		/// Take a leaf out of its collection, for good, by a signature of its contributor.
		///
		/// ## Dispatch Origin
		/// Nobody: the transaction is not signed and costs nothing, so the contributor needs no account on this
		/// chain. Only valid while `exclude_leaf` would be free.
		///
		/// ## Details
		/// `signature` is over `exclusion_message` of the primitives, as it is or between `<Bytes>` and
		/// `</Bytes>` as wallets sign bytes. Otherwise like [`Pallet::exclude_leaf`].
		///
		/// ## Errors
		/// Those of [`Pallet::exclude_leaf`]; a transaction that has one is not let in.
		///
		/// ## Events
		/// [`Event::LeafExcluded`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::exclude_leaf(T::ExclusionHook::most_pools()))]
		#[pallet::authorize(
			|_source: TransactionSource,
			 asset: &AssetId,
			 leaf: &Leaf<T::AccountId>,
			 proof: &LeafProof,
			 grounds: &Grounds,
			 signature: &T::Signature|
			 -> TransactionValidityWithRefund {
				Pallet::<T>::authorize_exclusion(*asset, leaf, proof, grounds, signature)
			}
		)]
		#[pallet::weight_of_authorize(T::WeightInfo::authorize_exclusion())]
		pub fn exclude_leaf_signed(
			origin: OriginFor<T>,
			asset: AssetId,
			leaf: Leaf<T::AccountId>,
			proof: LeafProof,
			grounds: Grounds,
			signature: T::Signature,
		) -> DispatchResultWithPostInfo {
			// It was verified to let the transaction in.
			let _ = signature;
			ensure_authorized(origin)?;
			let contributor = leaf.contributor.clone();
			let pools = Self::do_exclude_leaf(contributor, asset, leaf, proof, grounds)?;
			Ok(Some(T::WeightInfo::exclude_leaf(pools)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Whether somebody may use an asset, and by what authority or why not. Examines at most 256 rows
		/// of offers and licences.
		pub fn permitted(
			asset: AssetId,
			request: Request<T::AccountId, BlockNumberFor<T>>,
			cursor: Option<SearchCursor>,
		) -> Answer {
			Self::answer(asset, &request, cursor)
		}

		/// The same for one leaf of a collection.
		pub fn leaf_permitted(
			asset: AssetId,
			leaf: LeafIndex,
			request: Request<T::AccountId, BlockNumberFor<T>>,
			cursor: Option<SearchCursor>,
		) -> Answer {
			Self::answer_for_leaf(asset, leaf, &request, cursor)
		}

		/// An offer, or `None` if there is none with this id.
		pub fn offer(offer: OfferId) -> Option<Offer<T::AccountId, BlockNumberFor<T>>> {
			Offers::<T>::get(offer)
		}

		/// What somebody who accepts the offer signs.
		pub fn terms_digest(offer: OfferId) -> Option<H256> {
			Self::digest_of(offer)
		}

		/// Up to `limit` offers (1 to 256) of an asset, oldest first, from number `from` on.
		pub fn offers_of(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<(OfferId, Offer<T::AccountId, BlockNumberFor<T>>), u32>, ListError> {
			Self::offers_page(asset, from, limit)
		}

		/// A licence, or `None` if there is none with this id.
		pub fn licence(licence: LicenceId) -> Option<Licence<T::AccountId, BlockNumberFor<T>>> {
			Licences::<T>::get(licence)
		}

		/// Up to `limit` licences (1 to 256) that an account has or had, after `after`.
		pub fn licences_of(
			account: T::AccountId,
			after: Option<LicenceCursor>,
			limit: u32,
		) -> Result<
			Page<(LicenceId, Licence<T::AccountId, BlockNumberFor<T>>), LicenceCursor>,
			ListError,
		> {
			Self::licences_page(account, after, limit)
		}

		/// How many reservations there are of each of up to 256 contents.
		pub fn reservation_counts(
			keys: Vec<Commitment>,
		) -> Result<Vec<ReservationCount>, ListError> {
			Self::counts_of(keys)
		}

		/// Up to `limit` reservations (1 to 256) of a content, oldest first, from number `from` on.
		pub fn reservations_of(
			key: Commitment,
			from: u32,
			limit: u32,
		) -> Result<Page<Reservation<T::AccountId, BlockNumberFor<T>>, u32>, ListError> {
			Self::reservations_page(key, from, limit)
		}

		/// When and why a leaf was taken out, or `None` if it was not.
		pub fn exclusion(asset: AssetId, leaf: LeafIndex) -> Option<Exclusion<BlockNumberFor<T>>> {
			Exclusions::<T>::get(asset, leaf)
		}

		/// Which leaves of a page of 4,096 were taken out, or `None` if none was.
		pub fn excluded_leaves(asset: AssetId, page: u32) -> Option<LeafPage> {
			ExcludedLeaves::<T>::get(asset, page)
		}

		/// What an asset is made of, and how much of it was opted in, or `None` if there is no such asset.
		pub fn origin_label(asset: AssetId) -> Option<OriginLabel> {
			Self::label(asset)
		}

		/// The opt-in floor.
		pub fn opt_in_floor() -> Permill {
			OptInFloor::<T>::get()
		}
	}
}
