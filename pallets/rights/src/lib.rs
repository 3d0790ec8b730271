#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod agreements;
#[cfg(any(feature = "runtime-benchmarks", test))]
mod benchmarking;
mod clauses;
mod costs;
mod escrow;
mod execution;
mod locks;
#[cfg(test)]
mod mock;
mod queries;
mod revenue;
mod sales;
mod storage_bytes;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(any(feature = "runtime-benchmarks", test))]
use animechain_primitives::{AssetId, Currency};

/// Sets up what benchmarks need from outside this pallet.
#[cfg(any(feature = "runtime-benchmarks", test))]
pub trait BenchmarkHelper<AccountId, BlockNumber> {
	/// Makes the `number`th currency of the assets pallet that assets can be paid in.
	fn create_currency(number: u32) -> Currency;

	/// Registers a work of an account that has money.
	fn register(controller: &AccountId) -> AssetId;

	/// Schedules as many of the largest calls in a block as leave room for `free` more.
	fn fill_agenda(block: BlockNumber, free: u32);
}

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::{types::*, *};
	use alloc::{boxed::Box, vec::Vec};
	use animechain_primitives::{
		behaviour::{
			AssetRegistry, Certificates, ControlTransfer, LicenceTransfer, RoyaltyPools,
			RoyaltySink, ShareTransfer, StorageLedger,
		},
		consent::{ListError, Page, Price},
		rights::{AgreementId, Clause, Consideration, Deal, Listing, ListingId, Right},
		Amount, AssetId, Commitment, Currency, LicenceId,
	};
	use polkadot_sdk::{
		frame_support::{
			dispatch::WithPostDispatchInfo,
			pallet_prelude::*,
			traits::{fungibles, schedule, QueryPreimage, StorePreimage},
			weights::WeightMeter,
			PalletId,
		},
		frame_system::pallet_prelude::*,
		sp_core::H256,
		sp_runtime::{
			traits::{Dispatchable, StaticLookup},
			Perbill, Permill,
		},
	};

	type AccountIdLookupOf<T> =
		<<T as polkadot_sdk::frame_system::Config>::Lookup as StaticLookup>::Source;

	/// Version of this pallet's storage layout.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// This pallet's calls, among the runtime's, for the scheduler.
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin>
			+ From<Call<Self>>
			+ IsType<<Self as polkadot_sdk::frame_system::Config>::RuntimeCall>;

		/// The runtime's origins, for the scheduler.
		type PalletsOrigin: From<polkadot_sdk::frame_system::RawOrigin<Self::AccountId>>;

		/// The assets, and moving control of them.
		type Assets: AssetRegistry<Self::AccountId, BlockNumberFor<Self>>
			+ ControlTransfer<Self::AccountId>;

		/// Moving units.
		type Shares: ShareTransfer<Self::AccountId>;

		/// Moving licences.
		type Licences: LicenceTransfer<Self::AccountId>;

		/// Where revenue goes.
		type Royalties: RoyaltySink<Self::AccountId> + RoyaltyPools<Self::AccountId>;

		/// Which assets are certified.
		type Certificates: Certificates;

		/// Who answers for the bytes of the rows.
		type Ledger: StorageLedger<Self::AccountId>;

		/// The native currency and those of the assets pallet, as one.
		type Currencies: fungibles::Inspect<Self::AccountId, AssetId = Currency, Balance = Amount>
			+ fungibles::Mutate<Self::AccountId>;

		/// What wakes an agreement at a block.
		type Scheduler: schedule::v3::Named<
			BlockNumberFor<Self>,
			<Self as Config>::RuntimeCall,
			Self::PalletsOrigin,
			Hasher = Self::Hashing,
		>;

		/// Where scheduled calls are kept.
		type Preimages: QueryPreimage<H = Self::Hashing> + StorePreimage;

		/// Where escrowed money has its account.
		#[pallet::constant]
		type EscrowId: Get<PalletId>;

		/// The part of a block that executing what is ready may take, of what calls leave.
		#[pallet::constant]
		type ExecutionShare: Get<Perbill>;

		/// Most agreements that wait for the revenue of one asset in one currency.
		#[pallet::constant]
		type MaxWaiting: Get<u32>;

		/// Sets up what benchmarks need from outside this pallet.
		#[cfg(any(feature = "runtime-benchmarks", test))]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, BlockNumberFor<Self>>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// The next agreement's number.
	#[pallet::storage]
	pub type NextAgreementId<T: Config> = StorageValue<_, AgreementId, ValueQuery>;

	/// All agreements, also those that are over: they are evidence.
	// Twox64: a counter of ours.
	#[pallet::storage]
	pub type Agreements<T: Config> = StorageMap<_, Twox64Concat, AgreementId, AgreementOf<T>>;

	/// The agreements of each party.
	#[pallet::storage]
	pub type AgreementsByParty<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, AgreementId, ()>;

	/// By which agreement control of an asset is promised.
	#[pallet::storage]
	pub type PromisedControl<T: Config> = StorageMap<_, Twox64Concat, AssetId, AgreementId>;

	/// How many units of an asset each account has promised.
	#[pallet::storage]
	pub type PromisedUnits<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// By which agreement a licence is promised.
	#[pallet::storage]
	pub type PromisedLicences<T: Config> = StorageMap<_, Twox64Concat, LicenceId, AgreementId>;

	/// What waits for the revenue of an asset in a currency, the lowest first.
	#[pallet::storage]
	pub type Thresholds<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		AssetId,
		Twox64Concat,
		Currency,
		BoundedVec<ThresholdOf<T>, T::MaxWaiting>,
		ValueQuery,
	>;

	/// Agreements whose conditions are met and that did not execute yet.
	#[pallet::storage]
	pub type Ready<T: Config> = StorageMap<_, Twox64Concat, AgreementId, ()>;

	/// What could not be paid out when it was due, because the account could not take it then.
	#[pallet::storage]
	pub type Kept<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		Currency,
		Amount,
		ValueQuery,
	>;

	/// What is in escrow of each currency for agreements in force, and kept.
	#[pallet::storage]
	pub type Owed<T: Config> = StorageMap<_, Twox64Concat, Currency, Amount, ValueQuery>;

	/// The next listing's number.
	#[pallet::storage]
	pub type NextListingId<T: Config> = StorageValue<_, ListingId, ValueQuery>;

	/// What is for sale.
	#[pallet::storage]
	pub type Listings<T: Config> = StorageMap<_, Twox64Concat, ListingId, ListingOf<T>>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An agreement was proposed.
		#[codec(index = 0)]
		Proposed {
			/// Its number.
			agreement: AgreementId,
			/// What is to be agreed on.
			deal: Box<DealOf<T>>,
			/// What the receiver signs.
			terms: H256,
		},
		/// An agreement was accepted: what it promises is locked.
		#[codec(index = 1)]
		Accepted {
			/// Its number.
			agreement: AgreementId,
		},
		/// An agreement was taken back or refused before it was accepted.
		#[codec(index = 2)]
		Cancelled {
			/// Its number.
			agreement: AgreementId,
			/// By whom.
			by: T::AccountId,
		},
		/// A clause is met.
		#[codec(index = 3)]
		ClauseMet {
			/// The agreement.
			agreement: AgreementId,
			/// The clause's number.
			clause: u8,
		},
		/// Somebody paid for a clause.
		#[codec(index = 4)]
		Funded {
			/// The agreement.
			agreement: AgreementId,
			/// The clause's number.
			clause: u8,
			/// Who paid.
			payer: T::AccountId,
		},
		/// One of the parties paid revenue itself, which does not count.
		#[codec(index = 5)]
		OwnRevenue {
			/// The agreement.
			agreement: AgreementId,
			/// The clause's number.
			clause: u8,
			/// What the asset's revenue must reach now.
			threshold: Amount,
		},
		/// Everything moved.
		#[codec(index = 6)]
		Executed {
			/// The agreement.
			agreement: AgreementId,
		},
		/// The deadline passed. What was locked is free, and what was paid went back.
		#[codec(index = 7)]
		Expired {
			/// The agreement.
			agreement: AgreementId,
		},
		/// The conditions were met, but something could not move. What was locked is free, and what was paid
		/// went back.
		#[codec(index = 8)]
		Failed {
			/// The agreement.
			agreement: AgreementId,
			/// Why.
			error: DispatchError,
		},
		/// An agreement ended, and money left the escrow.
		#[codec(index = 9)]
		PaidOut {
			/// To whom.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// Money could not leave the escrow, because the account cannot take it: it is kept for it.
		#[codec(index = 10)]
		PayoutKept {
			/// For whom.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// Something is for sale.
		#[codec(index = 11)]
		Listed {
			/// Its number.
			listing: ListingId,
			/// What, by whom and for how much.
			row: Box<ListingOf<T>>,
		},
		/// Something is not for sale any more.
		#[codec(index = 12)]
		Unlisted {
			/// Its number.
			listing: ListingId,
		},
		/// Something was sold.
		#[codec(index = 13)]
		Sold {
			/// The listing's number.
			listing: ListingId,
			/// Who bought it.
			buyer: T::AccountId,
			/// What.
			right: Right,
			/// For how much.
			price: Price,
		},
		/// What was kept was taken.
		#[codec(index = 14)]
		Collected {
			/// By whom.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no agreement with this number.
		#[codec(index = 0)]
		UnknownAgreement,
		/// The agreement is not open for acceptance: it was accepted, or is over.
		#[codec(index = 1)]
		NotProposed,
		/// The agreement is not in force: it was not accepted, or is over.
		#[codec(index = 2)]
		NotAccepted,
		/// The signer is not the one to whom the agreement is proposed.
		#[codec(index = 3)]
		NotReceiver,
		/// The signer is not a party of the agreement.
		#[codec(index = 4)]
		NotParty,
		/// Giver and receiver are the same account.
		#[codec(index = 5)]
		SameParty,
		/// Nothing moves.
		#[codec(index = 6)]
		NothingPromised,
		/// More things move than one agreement can hold.
		#[codec(index = 7)]
		TooManyRights,
		/// The same thing is named twice.
		#[codec(index = 8)]
		SameRightTwice,
		/// There is no clause.
		#[codec(index = 9)]
		NoClauses,
		/// There are more clauses than one agreement can hold.
		#[codec(index = 10)]
		TooManyClauses,
		/// The same clause is named twice.
		#[codec(index = 11)]
		SameClauseTwice,
		/// No clause, or more than there are, must be met.
		#[codec(index = 12)]
		InvalidCount,
		/// The deadline has passed.
		#[codec(index = 13)]
		DeadlinePassed,
		/// A clause waits for a block that has passed, or for one after the deadline.
		#[codec(index = 14)]
		BlockOutOfRange,
		/// The revenue reaches the amount already.
		#[codec(index = 15)]
		ThresholdAlreadyMet,
		/// An asset's revenue was named that has nothing to do with the giver or with what moves.
		#[codec(index = 16)]
		UnrelatedRevenue,
		/// Nobody certifies assets on this chain.
		#[codec(index = 17)]
		NobodyCertifies,
		/// The amount is less than an account must hold of the currency.
		#[codec(index = 18)]
		AmountTooSmall,
		/// What was signed is not what is proposed.
		#[codec(index = 19)]
		TermsMismatch,
		/// Control of the asset is promised.
		#[codec(index = 20)]
		ControlPromised,
		/// The giver has not as many units that are not promised.
		#[codec(index = 21)]
		NotEnoughUnits,
		/// The licence is promised.
		#[codec(index = 22)]
		LicencePromised,
		/// No unit moves.
		#[codec(index = 23)]
		NoUnits,
		/// As many agreements as can be wait for the revenue of the asset in this currency.
		#[codec(index = 24)]
		TooManyWaiting,
		/// The blocks around the one that a clause or the deadline names are full: choose another.
		#[codec(index = 25)]
		ScheduleFull,
		/// The agreement has no such clause.
		#[codec(index = 26)]
		UnknownClause,
		/// The signer's approval is not asked for.
		#[codec(index = 27)]
		NotApprover,
		/// The clause is met already.
		#[codec(index = 28)]
		AlreadyMet,
		/// Nothing would happen.
		#[codec(index = 29)]
		NothingToDo,
		/// Nothing is kept for the account in this currency.
		#[codec(index = 30)]
		NothingKept,
		/// There is no listing with this number.
		#[codec(index = 31)]
		UnknownListing,
		/// The signer is not the seller.
		#[codec(index = 32)]
		NotSeller,
		/// The listing is for somebody else.
		#[codec(index = 33)]
		NotForSigner,
		/// The listing has ended: its last block has passed, control has moved, its units do not go along any
		/// more, or the licence was used.
		#[codec(index = 34)]
		ListingEnded,
		/// The price is higher than the buyer accepts, or in another currency.
		#[codec(index = 35)]
		PriceExceedsMax,
		/// A number does not fit.
		#[codec(index = 36)]
		TooMuch,
		/// There is no asset with this id.
		#[codec(index = 37)]
		UnknownAsset,
		/// The giver does not control the asset.
		#[codec(index = 38)]
		NotController,
		/// The asset is retired.
		#[codec(index = 39)]
		AssetRetired,
		/// The asset was found invalid.
		#[codec(index = 40)]
		AssetInvalidated,
		/// The escrow has less of the currency than it owes, and takes no more of it.
		#[codec(index = 41)]
		EscrowShort,
	}

	/// Gives the escrow's account the least balance of the native currency.
	#[pallet::genesis_config]
	#[derive(polkadot_sdk::frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::endow_escrow();
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}

		/// What is ready must fit into the part of a block that executing may take, or it never happens by itself.
		fn integrity_test() {
			let most = T::ExecutionShare::get() * T::BlockWeights::get().max_block;
			let least = Self::execution_weight().saturating_add(T::WeightInfo::next_ready());
			assert!(least.all_lte(most), "executing needs {least} of a block, and may take {most}");
		}

		fn on_idle(_: BlockNumberFor<T>, left: Weight) -> Weight {
			let most = T::ExecutionShare::get() * T::BlockWeights::get().max_block;
			let mut meter = WeightMeter::with_limit(left.min(most));
			Self::execute_ready(&mut meter);
			meter.consumed()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Propose an agreement to somebody.
		///
		/// ## Dispatch Origin
		/// Signed by who gives, and answers for the bytes.
		///
		/// ## Details
		/// Nothing is locked until it is accepted. `needed` of the clauses must be met by the deadline, which is
		/// the last block that counts.
		///
		/// ## Errors
		/// [`Error::SameParty`], [`Error::NothingPromised`], [`Error::TooManyRights`],
		/// [`Error::SameRightTwice`], [`Error::NoUnits`], [`Error::NoClauses`], [`Error::TooManyClauses`],
		/// [`Error::SameClauseTwice`], [`Error::InvalidCount`], [`Error::DeadlinePassed`],
		/// [`Error::BlockOutOfRange`], [`Error::ThresholdAlreadyMet`], [`Error::UnrelatedRevenue`],
		/// [`Error::NobodyCertifies`], [`Error::AmountTooSmall`], [`Error::UnknownAsset`],
		/// [`Error::ControlPromised`], [`Error::NotEnoughUnits`], [`Error::LicencePromised`], the errors of who
		/// keeps what moves, those of revenue that cannot be paid (a currency that was not let in, an asset that
		/// was found invalid), the deposit's own, and a lookup error for an address without an account.
		///
		/// ## Events
		/// [`Event::Proposed`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::propose(rights.len() as u32, clauses.len() as u32))]
		pub fn propose(
			origin: OriginFor<T>,
			to: AccountIdLookupOf<T>,
			rights: Vec<Right>,
			clauses: Vec<Clause<T::AccountId, BlockNumberFor<T>>>,
			needed: u8,
			consideration: Option<Consideration>,
			deadline: BlockNumberFor<T>,
			text: Option<Commitment>,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			let to = T::Lookup::lookup(to)?;
			let rights = rights.try_into().map_err(|_| Error::<T>::TooManyRights)?;
			let clauses = clauses.try_into().map_err(|_| Error::<T>::TooManyClauses)?;
			Self::do_propose(Deal {
				from,
				to,
				rights,
				clauses,
				needed,
				consideration,
				deadline,
				text,
			})
		}

		/// Accept an agreement.
		///
		/// ## Dispatch Origin
		/// Signed by who receives, pays the consideration, and answers for the bytes.
		///
		/// ## Details
		/// `terms` is what the receiver read: see `Deal::digest` in the primitives. From now on what is promised
		/// can neither be sold nor retired nor promised again, until the agreement is over. Withdrawing consent
		/// stays possible: it is the controller's at any time, and no part of the deal.
		///
		/// ## Errors
		/// [`Error::UnknownAgreement`], [`Error::NotProposed`], [`Error::NotReceiver`],
		/// [`Error::TermsMismatch`], everything about its content that can have changed since it was proposed
		/// (see [`Pallet::propose`]), [`Error::TooManyWaiting`], [`Error::ScheduleFull`],
		/// [`Error::EscrowShort`], the deposit's own, and the currency's own.
		///
		/// ## Events
		/// [`Event::Accepted`], and what follows if that was the last condition.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::acceptance_weight())]
		pub fn accept(
			origin: OriginFor<T>,
			agreement: AgreementId,
			terms: H256,
		) -> DispatchResultWithPostInfo {
			let receiver = ensure_signed(origin)?;
			Self::do_accept(receiver, agreement, terms)?;
			Ok(Self::acceptance_weighed(agreement))
		}

		/// Take back or refuse an agreement that was not accepted.
		///
		/// ## Dispatch Origin
		/// Signed by either party.
		///
		/// ## Errors
		/// [`Error::UnknownAgreement`], [`Error::NotParty`], [`Error::NotProposed`].
		///
		/// ## Events
		/// [`Event::Cancelled`].
		#[pallet::call_index(2)]
		pub fn cancel(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let party = ensure_signed(origin)?;
			Self::do_cancel(party, agreement)
		}

		/// Approve an agreement.
		///
		/// ## Dispatch Origin
		/// Signed by an account whose approval is a clause.
		///
		/// ## Errors
		/// [`Error::UnknownAgreement`], [`Error::NotAccepted`], [`Error::DeadlinePassed`],
		/// [`Error::NotApprover`], [`Error::AlreadyMet`].
		///
		/// ## Events
		/// [`Event::ClauseMet`], and what follows if that was the last condition.
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::approve().saturating_add(Pallet::<T>::execution_weight())
		)]
		pub fn approve(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			let approver = ensure_signed(origin)?;
			Self::do_approve(approver, agreement)?;
			Ok(Self::weighed(T::WeightInfo::approve(), agreement))
		}

		/// Pay what a clause asks for.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, who gets it back if the agreement does not execute.
		///
		/// ## Errors
		/// [`Error::UnknownAgreement`], [`Error::NotAccepted`], [`Error::DeadlinePassed`],
		/// [`Error::UnknownClause`], [`Error::AlreadyMet`], [`Error::EscrowShort`], the deposit's own, and the
		/// currency's own.
		///
		/// ## Events
		/// [`Event::Funded`], [`Event::ClauseMet`], and what follows if that was the last condition.
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::fund().saturating_add(Pallet::<T>::execution_weight())
		)]
		pub fn fund(
			origin: OriginFor<T>,
			agreement: AgreementId,
			clause: u8,
		) -> DispatchResultWithPostInfo {
			let payer = ensure_signed(origin)?;
			Self::do_fund(payer, agreement, clause)?;
			Ok(Self::weighed(T::WeightInfo::fund(), agreement))
		}

		/// Look at an agreement: note what is met, execute it if that is enough, end it if its deadline passed.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, or root: the scheduler does it at the blocks that the agreement names.
		///
		/// ## Errors
		/// [`Error::UnknownAgreement`], [`Error::NotAccepted`], [`Error::NothingToDo`].
		///
		/// ## Events
		/// [`Event::ClauseMet`], [`Event::Executed`], [`Event::Expired`] or [`Event::Failed`].
		#[pallet::call_index(5)]
		#[pallet::weight(
			T::WeightInfo::poke().saturating_add(Pallet::<T>::execution_weight())
		)]
		pub fn poke(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			ensure_signed_or_root(origin)?;
			// Looking in vain is cheap, or what is scheduled and has nothing left to do would fill blocks.
			Self::do_poke(agreement).map_err(|error| error.with_weight(T::WeightInfo::poke()))?;
			Ok(Self::weighed(T::WeightInfo::poke(), agreement))
		}

		/// Take what could not be paid out when it was due.
		///
		/// ## Dispatch Origin
		/// Signed by whom it is kept for.
		///
		/// ## Errors
		/// [`Error::NothingKept`], and the currency's own.
		///
		/// ## Events
		/// [`Event::Collected`].
		#[pallet::call_index(6)]
		pub fn collect(origin: OriginFor<T>, currency: Currency) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_collect(account, currency)
		}

		/// Put something up for sale at a fixed price.
		///
		/// ## Dispatch Origin
		/// Signed by who may hand it on, and answers for the bytes.
		///
		/// ## Details
		/// Nothing is locked: what was sold or promised elsewhere cannot be bought here. `revenue` of the price is
		/// revenue of the asset.
		///
		/// ## Errors
		/// [`Error::NoUnits`], [`Error::ControlPromised`], [`Error::NotEnoughUnits`],
		/// [`Error::LicencePromised`], [`Error::AmountTooSmall`], [`Error::DeadlinePassed`],
		/// [`Error::SameParty`], the errors of who keeps what is sold, the deposit's own, and a lookup error
		/// for an address without an account.
		///
		/// ## Events
		/// [`Event::Listed`].
		#[pallet::call_index(7)]
		pub fn list(
			origin: OriginFor<T>,
			right: Right,
			price: Price,
			revenue: Permill,
			buyer: Option<AccountIdLookupOf<T>>,
			until: Option<BlockNumberFor<T>>,
		) -> DispatchResult {
			let seller = ensure_signed(origin)?;
			let buyer = buyer.map(T::Lookup::lookup).transpose()?;
			let with_units = Self::with_units(&right);
			let version = Self::version(&right);
			Self::do_list(Listing {
				seller,
				right,
				price,
				revenue,
				buyer,
				until,
				version,
				with_units,
			})
		}

		/// Take something off sale.
		///
		/// ## Dispatch Origin
		/// Signed by the seller; by anybody once the listing has ended.
		///
		/// ## Errors
		/// [`Error::UnknownListing`], [`Error::NotSeller`].
		///
		/// ## Events
		/// [`Event::Unlisted`].
		#[pallet::call_index(8)]
		pub fn unlist(origin: OriginFor<T>, listing: ListingId) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_unlist(account, listing)
		}

		/// Buy what is for sale.
		///
		/// ## Dispatch Origin
		/// Signed by the buyer, who answers for the bytes of what moves.
		///
		/// ## Details
		/// A listing never changes; `max_price` makes sure that it is the one that was read.
		///
		/// ## Errors
		/// [`Error::UnknownListing`], [`Error::ListingEnded`], [`Error::NotForSigner`],
		/// [`Error::SameParty`], [`Error::PriceExceedsMax`], [`Error::ControlPromised`],
		/// [`Error::NotEnoughUnits`], [`Error::LicencePromised`], the errors of who keeps what is sold, the
		/// deposit's own, and the currency's own.
		///
		/// ## Events
		/// [`Event::Sold`].
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::buy(T::Shares::most_pools())
				.saturating_add(T::Royalties::pay_weight())
		)]
		pub fn buy(
			origin: OriginFor<T>,
			listing: ListingId,
			max_price: Price,
		) -> DispatchResultWithPostInfo {
			let buyer = ensure_signed(origin)?;
			Ok(Some(Self::do_buy(buyer, listing, max_price)?).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An agreement, or `None` if there is none with this number.
		pub fn agreement(agreement: AgreementId) -> Option<AgreementOf<T>> {
			Agreements::<T>::get(agreement)
		}

		/// What the receiver signs, or `None` if there is no agreement with this number.
		pub fn deal_digest(agreement: AgreementId) -> Option<H256> {
			Some(Self::digest_of(agreement, &Agreements::<T>::get(agreement)?.deal))
		}

		/// Up to `limit` agreements (1 to 256) of a party, after `after`, in no particular order.
		pub fn agreements_of(
			account: T::AccountId,
			after: Option<AgreementId>,
			limit: u32,
		) -> Result<Page<(AgreementId, AgreementOf<T>), AgreementId>, ListError> {
			Self::agreements_page(account, after, limit)
		}

		/// What the revenue of an asset must reach for each agreement that waits for it, the lowest first.
		pub fn thresholds(asset: AssetId, currency: Currency) -> Vec<ThresholdOf<T>> {
			Thresholds::<T>::get(asset, currency).into_inner()
		}

		/// Up to `limit` listings (1 to 256) from number `from` on that were not sold or taken off. Looks at as
		/// many numbers.
		pub fn listings(
			from: ListingId,
			limit: u32,
		) -> Result<Page<(ListingId, ListingOf<T>), ListingId>, ListError> {
			Self::listings_page(from, limit)
		}

		/// What is kept for an account in a currency.
		pub fn kept(account: T::AccountId, currency: Currency) -> Amount {
			Kept::<T>::get(account, currency)
		}
	}
}
