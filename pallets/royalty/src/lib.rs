#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod arithmetic;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod costs;
mod currencies;
mod disputes;
mod holders;
mod leaves;
#[cfg(test)]
mod mock;
mod pools;
mod queries;
mod settlement;
mod storage_bytes;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
use animechain_primitives::{AssetId, Contents, Currency};
#[cfg(feature = "runtime-benchmarks")]
use polkadot_sdk::sp_runtime::Permill;

/// Sets up what benchmarks need from outside this pallet.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// Gives an account enough of the native currency.
	fn endow(account: &AccountId);

	/// Makes the `number`th currency of the assets pallet, of which these accounts have enough.
	fn create_currency(number: u32, accounts: &[AccountId]) -> Currency;

	/// Registers a work, or a collection if there are contents, that its controller derived from these assets of
	/// its own.
	fn register(
		controller: &AccountId,
		contents: Option<Contents>,
		parents: &[(AssetId, Permill)],
	) -> AssetId;

	/// Finds an asset invalid.
	fn invalidate(asset: AssetId);
}

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::{
		arithmetic::Checkpoint,
		types::{FrozenLeaf, HandedOn, HolderAccount, NewestFirst, Pool, Settlement},
		*,
	};
	use alloc::vec::Vec;
	use animechain_primitives::{
		behaviour::{AssetRegistry, LeafStatus, Promises, RevenueHook, StorageLedger},
		consent::{ListError, Page},
		merkle_sum::{Leaf, LeafProof},
		royalty::{Claimable, Flow, FlowError, PoolCursor, PoolInfo},
		Amount, AssetId, Commitment, Currency, LeafIndex,
	};
	use polkadot_sdk::{
		frame_support::{pallet_prelude::*, traits::fungibles, weights::WeightMeter, PalletId},
		frame_system::pallet_prelude::*,
		sp_runtime::{traits::StaticLookup, Perbill, Permill},
	};

	type AccountIdLookupOf<T> =
		<<T as polkadot_sdk::frame_system::Config>::Lookup as StaticLookup>::Source;

	/// Most currencies besides the native one: an asset has at most one pool more than these, so that
	/// settling an account or taking a leaf out over all of them is bounded.
	pub const MAX_OTHER_CURRENCIES: u32 = 7;

	/// Most pools of an asset: one in each currency.
	pub const MAX_POOLS: u32 = MAX_OTHER_CURRENCIES + 1;

	/// Version of this pallet's storage layout.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The assets that earn.
		type Assets: AssetRegistry<Self::AccountId, BlockNumberFor<Self>>;

		/// Which leaves earn no more.
		type Leaves: LeafStatus;

		/// Who answers for the bytes of the rows.
		type Ledger: StorageLedger<Self::AccountId>;

		/// The native currency and those of the assets pallet, as one.
		type Currencies: fungibles::Inspect<Self::AccountId, AssetId = Currency, Balance = Amount>
			+ fungibles::Mutate<Self::AccountId>;

		/// Which units are promised under an agreement. `()` promises nothing.
		type Promises: Promises<Self::AccountId>;

		/// Told of all revenue. `()` does nothing.
		type Revenue: RevenueHook<Self::AccountId>;

		/// Who may let a currency in.
		type CurrencyOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may decide about what is left of an asset that was found invalid.
		type ReviewOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where the pot has its account.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// Most pools of one claim.
		#[pallet::constant]
		type MaxClaims: Get<u32>;

		/// The most that handing money on may take of a block that has nothing else to do.
		#[pallet::constant]
		type SettlementShare: Get<Perbill>;

		/// Sets up what benchmarks need from outside this pallet.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// The currencies besides the native one, in the order in which they were let in. None ever leaves.
	#[pallet::storage]
	pub type Currencies<T: Config> =
		StorageValue<_, BoundedVec<Currency, ConstU32<MAX_OTHER_CURRENCIES>>, ValueQuery>;

	/// What each asset has to do with each currency.
	// Twox64: a counter of ours, and a list of ours.
	#[pallet::storage]
	pub type Pools<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, Currency, Pool>;

	/// What was handed on over each edge of an asset in each currency.
	#[pallet::storage]
	pub type Pulled<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, Currency, HandedOn, ValueQuery>;

	/// Pools that wait for their parents' parts to be handed on, the newest asset first.
	// Identity keeps the order; the keys are numbers of ours.
	#[pallet::storage]
	pub type Queue<T: Config> =
		StorageDoubleMap<_, Identity, NewestFirst, Twox64Concat, Currency, ()>;

	/// The pool that was taken from the queue last: the sweep goes on below it.
	#[pallet::storage]
	pub type Sweep<T: Config> = StorageValue<_, (AssetId, Currency)>;

	/// The pool that a block did not finish.
	#[pallet::storage]
	pub type InProgress<T: Config> = StorageValue<_, Settlement>;

	/// Assets whose units are not all their controller's.
	#[pallet::storage]
	pub type Divided<T: Config> = StorageMap<_, Twox64Concat, AssetId, ()>;

	/// The units of each holder of a divided asset.
	#[pallet::storage]
	pub type Units<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// What each holder has of each pool.
	#[pallet::storage]
	pub type HolderAccounts<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, AssetId>,
			NMapKey<Twox64Concat, Currency>,
			NMapKey<Blake2_128Concat, T::AccountId>,
		),
		HolderAccount,
		ValueQuery,
	>;

	/// What each leaf that was ever claimed for has of each pool.
	#[pallet::storage]
	pub type LeafAccounts<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, AssetId>,
			NMapKey<Twox64Concat, Currency>,
			NMapKey<Twox64Concat, LeafIndex>,
		),
		Checkpoint,
	>;

	/// Where each leaf that was taken out stopped earning.
	#[pallet::storage]
	pub type FrozenLeaves<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, AssetId>,
			NMapKey<Twox64Concat, Currency>,
			NMapKey<Twox64Concat, LeafIndex>,
		),
		FrozenLeaf,
	>;

	/// The part of what stays with an asset that is held until a dispute is decided.
	#[pallet::storage]
	pub type Contested<T: Config> = StorageMap<_, Twox64Concat, AssetId, Permill, ValueQuery>;

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Revenue of an asset came in.
		#[codec(index = 0)]
		Paid {
			/// The asset.
			asset: AssetId,
			/// The currency.
			currency: Currency,
			/// Who paid.
			payer: T::AccountId,
			/// How much.
			amount: Amount,
			/// What for, as the payer says.
			reference: Option<Commitment>,
		},
		/// A parent's part was handed on.
		#[codec(index = 1)]
		Pulled {
			/// The asset that it came from.
			child: AssetId,
			/// The number of the edge.
			edge: u8,
			/// The asset that it went to.
			parent: AssetId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// A holder was paid.
		#[codec(index = 2)]
		Claimed {
			/// The holder.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much in all.
			amount: Amount,
			/// How much out of the pool of each asset.
			parts: Vec<(AssetId, Amount)>,
		},
		/// A contributor was paid for a leaf.
		#[codec(index = 3)]
		LeafClaimed {
			/// The collection.
			asset: AssetId,
			/// The leaf.
			leaf: LeafIndex,
			/// Its contributor.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// Somebody is owed less than an account must hold: it is kept.
		#[codec(index = 4)]
		PayoutWaits {
			/// To whom it is owed.
			account: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// Units of an asset were handed on.
		#[codec(index = 5)]
		SharesTransferred {
			/// The asset.
			asset: AssetId,
			/// Who had them.
			from: T::AccountId,
			/// Who has them.
			to: T::AccountId,
			/// How many.
			units: u32,
		},
		/// A currency may be paid in from now on.
		#[codec(index = 6)]
		CurrencyRegistered {
			/// The currency.
			currency: Currency,
		},
		/// What was left of an asset that was found invalid went to somebody else.
		#[codec(index = 7)]
		Redirected {
			/// The asset.
			asset: AssetId,
			/// To whom.
			to: T::AccountId,
			/// The currency.
			currency: Currency,
			/// How much.
			amount: Amount,
		},
		/// Of what comes to stay with an asset, a part is held from now on.
		#[codec(index = 8)]
		Contested {
			/// The asset.
			asset: AssetId,
			/// The part.
			part: Permill,
		},
		/// What was held of an asset flows on, and nothing is held any more.
		#[codec(index = 9)]
		Released {
			/// The asset.
			asset: AssetId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no asset with this id.
		#[codec(index = 0)]
		UnknownAsset,
		/// The asset has no such edge.
		#[codec(index = 1)]
		UnknownEdge,
		/// Nothing was ever paid in this currency for the asset.
		#[codec(index = 2)]
		UnknownPool,
		/// The currency was not let in.
		#[codec(index = 3)]
		UnknownCurrency,
		/// The currency was let in already.
		#[codec(index = 4)]
		KnownCurrency,
		/// There are as many currencies as there can be.
		#[codec(index = 5)]
		TooManyCurrencies,
		/// The pot does not hold the least balance of the currency: send it that first.
		#[codec(index = 6)]
		PotNotEndowed,
		/// Nothing is paid.
		#[codec(index = 7)]
		NothingPaid,
		/// The parent has been handed everything that it is owed.
		#[codec(index = 8)]
		NothingOwed,
		/// Nothing is owed, or nothing is asked for.
		#[codec(index = 9)]
		NothingToClaim,
		/// More pools than `MaxClaims`.
		#[codec(index = 10)]
		TooManyPools,
		/// A pool or a currency is named twice.
		#[codec(index = 11)]
		SamePoolTwice,
		/// The asset was found invalid.
		#[codec(index = 12)]
		AssetInvalidated,
		/// The asset was not found invalid.
		#[codec(index = 13)]
		AssetNotInvalidated,
		/// The asset is not a collection.
		#[codec(index = 14)]
		NotACollection,
		/// The leaf does not stand at its index in the collection.
		#[codec(index = 15)]
		LeafNotProven,
		/// No unit is handed on.
		#[codec(index = 16)]
		NothingTransferred,
		/// The units would stay where they are.
		#[codec(index = 17)]
		SameHolder,
		/// The signer has fewer units.
		#[codec(index = 18)]
		NotEnoughUnits,
		/// A number does not fit: more than a pool can receive in its life.
		#[codec(index = 19)]
		TooMuch,
		/// Nothing of the asset is contested.
		#[codec(index = 20)]
		NotContested,
		/// The pot's own account can neither earn nor be paid.
		#[codec(index = 21)]
		NotForThePot,
		/// So many of the signer's units are promised under an agreement that fewer are left.
		#[codec(index = 22)]
		UnitsPromised,
	}

	/// Gives the pot the least balance of the native currency, so that the first payment can be of any size.
	#[pallet::genesis_config]
	#[derive(polkadot_sdk::frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		#[serde(skip)]
		_config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::endow_pot();
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

		/// The most that handing on over one edge can take must fit into the part of a block that the queue may take,
		/// or what waits there would never move.
		fn integrity_test() {
			let most = Self::settlement_limit(Weight::MAX);
			let least = Self::one_edge_weight();
			assert!(
				least.all_lte(most),
				"handing on needs {least} of a block, and may take {most}"
			);
		}

		fn on_idle(_: BlockNumberFor<T>, left: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(Self::settlement_limit(left));
			Self::settle_queue(&mut meter);
			meter.consumed()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Pay revenue of an asset.
		///
		/// ## Dispatch Origin
		/// Signed by the payer, who answers for the bytes of the pool if it is the first payment in it.
		///
		/// ## Details
		/// One constant step, however many people are behind the asset. Parents get their parts by
		/// themselves, a block that has time for each level; agreements that waited for this revenue execute
		/// by themselves, at the end of the first block that has time.
		///
		/// ## Errors
		/// [`Error::NothingPaid`], [`Error::UnknownCurrency`], [`Error::PotNotEndowed`],
		/// [`Error::UnknownAsset`], [`Error::AssetInvalidated`], [`Error::TooMuch`], the deposit's own, and the
		/// currency's own.
		///
		/// ## Events
		/// [`Event::Paid`], and the rights pallet's about conditions that this revenue meets.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::pay().saturating_add(T::Revenue::came_in_weight()))]
		pub fn pay(
			origin: OriginFor<T>,
			asset: AssetId,
			currency: Currency,
			amount: Amount,
			reference: Option<Commitment>,
		) -> DispatchResultWithPostInfo {
			let payer = ensure_signed(origin)?;
			let paid = Self::do_pay(&payer, &payer, asset, currency, amount, reference)?;
			Ok(Some(Self::paid_weight(paid)).into())
		}

		/// Hand on what a parent is owed over one edge, without waiting for the queue.
		///
		/// ## Dispatch Origin
		/// Signed by anybody.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::UnknownEdge`], [`Error::UnknownPool`],
		/// [`Error::NothingOwed`], [`Error::TooMuch`].
		///
		/// ## Events
		/// [`Event::Pulled`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::pull().saturating_add(T::Revenue::came_in_weight()))]
		pub fn pull(
			origin: OriginFor<T>,
			child: AssetId,
			edge: u8,
			currency: Currency,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let awaited = Self::do_pull(child, edge, currency)?;
			Ok(Some(T::WeightInfo::pull().saturating_add(Self::told_weight(awaited))).into())
		}

		/// Take what one's units earned, in up to `MaxClaims` pools.
		///
		/// ## Dispatch Origin
		/// Signed by the holder, who answers for the bytes of rows that are new.
		///
		/// ## Details
		/// All or nothing: a pool that cannot pay stands in the way of the others of the same call. Only what is
		/// too small to be paid out waits, currency by currency.
		///
		/// ## Errors
		/// [`Error::NothingToClaim`], [`Error::TooManyPools`], [`Error::SamePoolTwice`],
		/// [`Error::UnknownAsset`], [`Error::AssetInvalidated`], [`Error::UnknownPool`],
		/// [`Error::NotForThePot`], the deposit's own, and the currency's own.
		///
		/// ## Events
		/// [`Event::Claimed`] for each currency, or [`Event::PayoutWaits`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::claim_weight(pools))]
		pub fn claim(origin: OriginFor<T>, pools: Vec<(AssetId, Currency)>) -> DispatchResult {
			let account = ensure_signed(origin)?;
			Self::do_claim(&account, &account, pools)
		}

		/// Let another holder have what its units earned.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, who pays the fee, answers for the bytes of rows that are new, and gets nothing.
		///
		/// ## Errors
		/// As of [`Pallet::claim`], and a lookup error for an address without an account.
		///
		/// ## Events
		/// As of [`Pallet::claim`].
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::claim_weight(pools))]
		pub fn claim_for(
			origin: OriginFor<T>,
			account: AccountIdLookupOf<T>,
			pools: Vec<(AssetId, Currency)>,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_claim(&payer, &T::Lookup::lookup(account)?, pools)
		}

		/// Let the contributor of a leaf have what it earned, in some currencies.
		///
		/// ## Dispatch Origin
		/// Signed by anybody, who answers for the bytes of rows that are new.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::AssetInvalidated`], [`Error::NotACollection`],
		/// [`Error::LeafNotProven`], [`Error::NothingToClaim`], [`Error::SamePoolTwice`],
		/// [`Error::UnknownPool`], [`Error::NotForThePot`], the deposit's own, and the currency's own.
		///
		/// ## Events
		/// [`Event::LeafClaimed`] for each currency, or [`Event::PayoutWaits`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::claim_leaf(currencies.len() as u32))]
		pub fn claim_leaf(
			origin: OriginFor<T>,
			asset: AssetId,
			leaf: Leaf<T::AccountId>,
			proof: LeafProof,
			currencies: Vec<Currency>,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_claim_leaf(payer, asset, leaf, proof, currencies)
		}

		/// Hand on units of an asset.
		///
		/// ## Dispatch Origin
		/// Signed by the holder, who answers for the bytes.
		///
		/// ## Details
		/// What the units earned before stays with the signer.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NothingTransferred`], [`Error::SameHolder`],
		/// [`Error::NotForThePot`], [`Error::NotEnoughUnits`], [`Error::TooMuch`], the deposit's own, and a lookup error for an
		/// address without an account.
		///
		/// ## Events
		/// [`Event::SharesTransferred`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::transfer_shares(MAX_POOLS))]
		pub fn transfer_shares(
			origin: OriginFor<T>,
			asset: AssetId,
			to: AccountIdLookupOf<T>,
			units: u32,
		) -> DispatchResultWithPostInfo {
			let from = ensure_signed(origin)?;
			let pools = Self::do_transfer_shares(from, asset, T::Lookup::lookup(to)?, units)?;
			Ok(Some(T::WeightInfo::transfer_shares(pools)).into())
		}

		/// Let a currency in. It never leaves.
		///
		/// ## Dispatch Origin
		/// [`Config::CurrencyOrigin`].
		///
		/// ## Errors
		/// [`Error::KnownCurrency`], [`Error::TooManyCurrencies`], [`Error::PotNotEndowed`].
		///
		/// ## Events
		/// [`Event::CurrencyRegistered`].
		#[pallet::call_index(6)]
		pub fn register_currency(origin: OriginFor<T>, currency: Currency) -> DispatchResult {
			T::CurrencyOrigin::ensure_origin(origin)?;
			Self::do_register_currency(currency)
		}

		/// Give what is left of an asset that was found invalid to whom it belongs.
		///
		/// ## Dispatch Origin
		/// [`Config::ReviewOrigin`].
		///
		/// ## Details
		/// Only what is still here: what was paid out stays where it is, and parents keep their parts. Each
		/// currency by itself: what cannot be paid out stays for another time.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::AssetNotInvalidated`], [`Error::NothingToClaim`],
		/// [`Error::NotForThePot`], if no currency could be paid the first one's own, and a lookup error for an address without an account.
		///
		/// ## Events
		/// [`Event::Redirected`] for each currency.
		#[pallet::call_index(7)]
		pub fn redirect(
			origin: OriginFor<T>,
			asset: AssetId,
			to: AccountIdLookupOf<T>,
		) -> DispatchResult {
			T::ReviewOrigin::ensure_origin(origin)?;
			Self::do_redirect(asset, T::Lookup::lookup(to)?)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The currencies in which an asset can be paid: the native one, and those that were let in.
		pub fn currencies() -> Vec<Currency> {
			Self::all_currencies().collect()
		}

		/// What an asset has to do with a currency, or `None` if nothing was ever paid.
		pub fn pool(asset: AssetId, currency: Currency) -> Option<PoolInfo> {
			Pools::<T>::get(asset, currency).map(|pool| pool.info())
		}

		/// What an asset has to do with each currency in which it was ever paid.
		pub fn pools(asset: AssetId) -> Vec<(Currency, PoolInfo)> {
			Self::pools_of(asset).map(|(currency, pool)| (currency, pool.info())).collect()
		}

		/// What a parent is owed over an edge and was not handed yet, or `None` if there is no such edge or
		/// nothing was ever paid.
		pub fn owed(child: AssetId, edge: u8, currency: Currency) -> Option<Amount> {
			Self::owed_over(child, edge, &currency)
		}

		/// The units of an asset that an account has, of a million.
		pub fn units(asset: AssetId, account: T::AccountId) -> u32 {
			Self::units_of(asset, &account)
		}

		/// Up to `limit` holders (1 to 256) of an asset and their units, after `after`.
		pub fn holders(
			asset: AssetId,
			after: Option<T::AccountId>,
			limit: u32,
		) -> Result<Page<(T::AccountId, u32), T::AccountId>, ListError> {
			Self::holders_page(asset, after, limit)
		}

		/// What an account can claim as a holder. Looks at `limit` pools (1 to 256) after `after`.
		pub fn claimable(
			account: T::AccountId,
			after: Option<PoolCursor>,
			limit: u32,
		) -> Result<Page<Claimable, PoolCursor>, ListError> {
			Self::claimable_page(&account, after, limit)
		}

		/// What an account can claim of one asset as a holder, in each currency in which there is something.
		pub fn claimable_of(account: T::AccountId, asset: AssetId) -> Vec<(Currency, Amount)> {
			Self::claimable_of_asset(&account, asset)
		}

		/// What each of up to 256 leaves of a collection has earned in a currency and was not paid. The caller
		/// says what their weights are.
		pub fn claimable_by_leaves(
			asset: AssetId,
			currency: Currency,
			leaves: Vec<(LeafIndex, u64)>,
		) -> Result<Vec<Amount>, FlowError> {
			Self::leaves_claimable(asset, &currency, &leaves)
		}

		/// Who would get what if an amount were paid for an asset now. Looks at 256 assets; what is beyond them
		/// is for `flow_on`.
		pub fn flow(asset: AssetId, currency: Currency, amount: Amount) -> Result<Flow, FlowError> {
			Self::flow_of(asset, &currency, amount)
		}

		/// Goes on where `flow` ended.
		pub fn flow_on(
			currency: Currency,
			beyond: Vec<(AssetId, Amount)>,
		) -> Result<Flow, FlowError> {
			Self::flow_from(&currency, beyond)
		}
	}
}
