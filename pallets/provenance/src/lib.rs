#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchables;
mod lineage;
pub mod lineage_index;
#[cfg(test)]
mod mock;
mod queries;
mod registry;
mod standing;
mod storage_ledger;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use storage_ledger::{CHANGE_BYTES, HEAD_BYTES};
pub use types::{
	ControlChangeOf, EdgesOf, HeadOf, RecordOf, StandingChangeOf, StorageAccount, StorageAccountOf,
};
pub use weights::WeightInfo;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use animechain_primitives::{
		behaviour::{Admission, ControlHook, EdgePermission, Promises},
		consent::{ListError, Page},
		lineage::{AncestorPage, Cursor, LineageError},
		merkle_sum::{Leaf, LeafProof, LeafProofError},
		standing::{ControlChange, Grounds, Marks, StandingChange},
		AssetId, AssetInfo, Contents, Declaration, Edge,
	};
	use polkadot_sdk::{
		frame_support::{
			pallet_prelude::*,
			traits::{Consideration, Footprint},
		},
		frame_system::{ensure_authorized, pallet_prelude::*},
		sp_core::H256,
		sp_runtime::traits::StaticLookup,
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
		/// What an account puts down for the bytes it adds to state. Rows are never deleted, so one deposit
		/// per account grows with the sum of its bytes and is never given back.
		type StorageDeposit: Consideration<Self::AccountId, Footprint>;

		/// Most edges of one asset. The weight of every registration is linear in their number.
		#[pallet::constant]
		type MaxEdges: Get<u32>;

		/// Permissions of others, asked for every edge that does not rest on control. `()` grants none.
		type Permission: EdgePermission<Self::AccountId, BlockNumberFor<Self>>;

		/// Rules that hold for all new assets of a kind. `()` has none.
		type Admission: Admission;

		/// Told when control of an asset is about to move. `()` does nothing.
		type ControlHook: ControlHook<Self::AccountId>;

		/// Whose control is promised under an agreement. `()` promises nothing.
		type Promises: Promises<Self::AccountId>;

		/// Who may set assets aside and find them invalid.
		type ReviewOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Most heads that are refreshed free of fees in one block. More than these pay.
		#[pallet::constant]
		type MaxFreeRefreshes: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// Sets up what the benchmarks need from outside this pallet.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The id of the next asset: every smaller id exists.
	#[pallet::storage]
	pub type NextAssetId<T: Config> = StorageValue<_, AssetId, ValueQuery>;

	/// The hot row of each asset.
	// Twox64: the key is a counter of ours, nobody can choose it.
	#[pallet::storage]
	pub type Heads<T: Config> = StorageMap<_, Twox64Concat, AssetId, HeadOf<T>>;

	/// The cold row of each asset: written once.
	// Twox64: the key is a counter of ours, nobody can choose it.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Twox64Concat, AssetId, RecordOf<T>>;

	/// How the standing of each asset changed, in the order of time: rows 0 to `standing_changes` of its
	/// head.
	// Twox64: both keys are counters of ours.
	#[pallet::storage]
	pub type StandingHistory<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u32, StandingChangeOf<T>>;

	/// How control of each asset moved, in the order of time: rows 0 to `control_changes` of its head.
	// Twox64: both keys are counters of ours.
	#[pallet::storage]
	pub type ControlHistory<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AssetId, Twox64Concat, u32, ControlChangeOf<T>>;

	/// How many heads were refreshed, and in which block.
	#[pallet::storage]
	pub type FreeRefreshes<T: Config> = StorageValue<_, (BlockNumberFor<T>, u32), ValueQuery>;

	/// The bytes of state that each account answers for. An account with a row is kept alive for good.
	// Blake2: accounts are chosen by strangers.
	#[pallet::storage]
	pub type StorageAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, StorageAccountOf<T>>;

	/// Why funds of an account are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes that it put on chain, or gave others to use.
		#[codec(index = 0)]
		Storage,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An asset was registered; its controller is its registrant.
		#[codec(index = 0)]
		Registered {
			/// The identity it was given.
			asset: AssetId,
			/// Everything that was recorded. Boxed, or every event would be as large in memory.
			record: Box<RecordOf<T>>,
			/// The digest of its whole ancestry.
			digest: H256,
		},
		/// Something was put against an asset, or taken back.
		#[codec(index = 1)]
		StandingChanged {
			/// The asset.
			asset: AssetId,
			/// The controller who did it; `None` is review.
			by: Option<T::AccountId>,
			/// Everything that stands against the asset now.
			marks: Marks,
			/// Why.
			grounds: Grounds,
		},
		/// Control of an asset moved.
		#[codec(index = 2)]
		ControlTransferred {
			/// The asset.
			asset: AssetId,
			/// The controller until now.
			from: T::AccountId,
			/// The controller from now on.
			to: T::AccountId,
		},
		/// An asset now says which ancestor affects it.
		#[codec(index = 3)]
		Refreshed {
			/// The asset.
			asset: AssetId,
			/// The ancestor that lost its standing, if there is one.
			affected_by: Option<AssetId>,
		},
		/// An account was given bytes of state to use.
		#[codec(index = 4)]
		StorageSponsored {
			/// Who answers for them.
			sponsor: T::AccountId,
			/// Who may use them.
			beneficiary: T::AccountId,
			/// How many.
			bytes: u64,
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
		/// A parent is not registered: its id is not below the next id.
		#[codec(index = 2)]
		UnknownParent,
		/// Two edges have the same parent and the same relation.
		#[codec(index = 3)]
		DuplicateEdge,
		/// There are more edges than `MaxEdges`.
		#[codec(index = 4)]
		TooManyEdges,
		/// The shares of the edges, or the contributors' share, are more than the whole.
		#[codec(index = 5)]
		SharesExceedWhole,
		/// The relation of an edge does not join these kinds.
		#[codec(index = 6)]
		RelationNotAllowed,
		/// Something stands against a parent, or its terms have run out.
		#[codec(index = 7)]
		ParentNotClear,
		/// An edge claims control of a parent that somebody else controls.
		#[codec(index = 8)]
		ParentNotControlled,
		/// A dataset or an output names nothing that it comes from.
		#[codec(index = 9)]
		NoEdges,
		/// A collection has no leaf.
		#[codec(index = 10)]
		EmptyCollection,
		/// The weights of a collection add up to nothing.
		#[codec(index = 11)]
		ZeroWeight,
		/// The items of an ancestry cannot be counted in 64 bits.
		#[codec(index = 12)]
		TooManyItems,
		/// The asset is retired already.
		#[codec(index = 13)]
		AlreadyRetired,
		/// The account controls the asset already.
		#[codec(index = 14)]
		AlreadyController,
		/// There is no id left, or a number of generations, changes or bytes cannot be counted.
		#[codec(index = 15)]
		Exhausted,
		/// An ancestor of a parent has lost its standing.
		#[codec(index = 16)]
		ParentAffected,
		/// A dataset or a model does not say which training it is for or from.
		#[codec(index = 17)]
		TrainingNotDeclared,
		/// The terms of a parent do not permit the purpose that the edge needs.
		#[codec(index = 18)]
		PurposeNotPermitted,
		/// The terms of a parent do not permit commercial use.
		#[codec(index = 19)]
		CommercialUseNotPermitted,
		/// The asset is meant for something that what it is made from does not permit.
		#[codec(index = 20)]
		IntentExceedsTerms,
		/// The asset is withdrawn already.
		#[codec(index = 21)]
		AlreadyWithdrawn,
		/// The asset is not withdrawn.
		#[codec(index = 22)]
		NotWithdrawn,
		/// The asset is set aside already.
		#[codec(index = 23)]
		AlreadyQuarantined,
		/// The asset is not set aside.
		#[codec(index = 24)]
		NotQuarantined,
		/// The asset was found invalid already.
		#[codec(index = 25)]
		AlreadyInvalidated,
		/// The head says already what a refresh would write.
		#[codec(index = 26)]
		NothingToRefresh,
		/// No bytes are given.
		#[codec(index = 27)]
		NothingGiven,
		/// Control of the asset is promised under an agreement.
		#[codec(index = 28)]
		ControlPromised,
		/// The controller promised units of the asset under an agreement.
		#[codec(index = 29)]
		UnitsPromised,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxEdges::get() > 0, "without edges there is no lineage");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Register one work.
		///
		/// ## Dispatch Origin
		/// Signed; the signer becomes registrant and controller and pays for the bytes.
		///
		/// ## Details
		/// `edges` name the works and outputs that it derives from, if any.
		///
		/// ## Errors
		/// Those of every registration: [`Error::TooManyEdges`], [`Error::DuplicateEdge`],
		/// [`Error::UnknownParent`], [`Error::RelationNotAllowed`], [`Error::ParentNotClear`],
		/// [`Error::ParentAffected`], [`Error::ParentNotControlled`], [`Error::TrainingNotDeclared`],
		/// [`Error::PurposeNotPermitted`], [`Error::CommercialUseNotPermitted`],
		/// [`Error::IntentExceedsTerms`], [`Error::SharesExceedWhole`], [`Error::TooManyItems`],
		/// [`Error::Exhausted`], those of the permission that an edge names, and the deposit's own when the
		/// signer cannot pay it.
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::registration_weight(T::WeightInfo::register_work, edges))]
		pub fn register_work(
			origin: OriginFor<T>,
			declaration: Declaration,
			edges: Vec<Edge>,
		) -> DispatchResult {
			let registrant = ensure_signed(origin)?;
			Self::do_register_work(registrant, declaration, edges)
		}

		/// Register a collection of works: any number of them in one call of constant cost.
		///
		/// ## Dispatch Origin
		/// Signed; the signer becomes registrant and controller and pays for the bytes.
		///
		/// ## Details
		/// The works themselves are leaves of the Merkle-sum tree under `contents.root`; the chain sees
		/// their number and their weight and never the leaves.
		///
		/// ## Errors
		/// [`Error::EmptyCollection`], [`Error::ZeroWeight`], [`Error::SharesExceedWhole`], and those of
		/// every registration: see [`Pallet::register_work`].
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::registration_weight(T::WeightInfo::register_collection, edges))]
		pub fn register_collection(
			origin: OriginFor<T>,
			declaration: Declaration,
			contents: Contents,
			edges: Vec<Edge>,
		) -> DispatchResult {
			let registrant = ensure_signed(origin)?;
			Self::do_register_collection(registrant, declaration, contents, edges)
		}

		/// Compose a dataset from works, collections, outputs and other datasets.
		///
		/// ## Dispatch Origin
		/// Signed; the signer becomes registrant and controller and pays for the bytes.
		///
		/// ## Errors
		/// [`Error::NoEdges`], and those of every registration: see [`Pallet::register_work`].
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::registration_weight(T::WeightInfo::compose_dataset, edges))]
		pub fn compose_dataset(
			origin: OriginFor<T>,
			declaration: Declaration,
			edges: Vec<Edge>,
		) -> DispatchResult {
			let registrant = ensure_signed(origin)?;
			Self::do_compose_dataset(registrant, declaration, edges)
		}

		/// Register a model and what it was trained on or made from.
		///
		/// ## Dispatch Origin
		/// Signed; the signer becomes registrant and controller and pays for the bytes.
		///
		/// ## Details
		/// A model without edges comes from outside: it counts as one item of its declared basis.
		///
		/// ## Errors
		/// Those of every registration: see [`Pallet::register_work`].
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::registration_weight(T::WeightInfo::register_model, edges))]
		pub fn register_model(
			origin: OriginFor<T>,
			declaration: Declaration,
			edges: Vec<Edge>,
		) -> DispatchResult {
			let registrant = ensure_signed(origin)?;
			Self::do_register_model(registrant, declaration, edges)
		}

		/// Register an output, or a collection of outputs, and what it was generated from.
		///
		/// ## Dispatch Origin
		/// Signed; the signer becomes registrant and controller and pays for the bytes.
		///
		/// ## Errors
		/// [`Error::NoEdges`]; with `contents` also [`Error::EmptyCollection`], [`Error::ZeroWeight`] and
		/// [`Error::SharesExceedWhole`]; and those of every registration: see [`Pallet::register_work`].
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::registration_weight(T::WeightInfo::register_output, edges))]
		pub fn register_output(
			origin: OriginFor<T>,
			declaration: Declaration,
			contents: Option<Contents>,
			edges: Vec<Edge>,
		) -> DispatchResult {
			let registrant = ensure_signed(origin)?;
			Self::do_register_output(registrant, declaration, contents, edges)
		}

		/// Close an asset for good: nothing new may name it as a parent.
		///
		/// ## Dispatch Origin
		/// Signed by the controller, who pays for the bytes of the row.
		///
		/// ## Details
		/// What was built on it before stays as it is and may be built upon. Works from any standing.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AlreadyRetired`],
		/// [`Error::ControlPromised`], [`Error::UnitsPromised`], and the deposit's own.
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(5)]
		pub fn retire(origin: OriginFor<T>, asset: AssetId, grounds: Grounds) -> DispatchResult {
			let controller = ensure_signed(origin)?;
			Self::do_retire(controller, asset, grounds)
		}

		/// Hand control of an asset to another account.
		///
		/// ## Dispatch Origin
		/// Signed by the controller.
		///
		/// ## Details
		/// The registrant and its deposit stay as they are. The signer pays for the bytes of the row that
		/// keeps the change, and for those of the new controller's account if that answers for no bytes yet: it
		/// need not have any balance, for it can withdraw the asset free of fees.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AlreadyController`],
		/// [`Error::ControlPromised`], the deposit's own, and a lookup error for an address without an account.
		///
		/// ## Events
		/// [`Event::ControlTransferred`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::transfer_control(T::ControlHook::most_pools()))]
		pub fn transfer_control(
			origin: OriginFor<T>,
			asset: AssetId,
			to: AccountIdLookupOf<T>,
		) -> DispatchResultWithPostInfo {
			let from = ensure_signed(origin)?;
			let to = T::Lookup::lookup(to)?;
			let pools = Self::do_transfer_control(from, asset, to)?;
			Ok(Some(T::WeightInfo::transfer_control(pools)).into())
		}

		/// Withdraw an asset: nothing new may name it as a parent until it is reinstated, nor anything that
		/// came of it once that is refreshed.
		///
		/// ## Dispatch Origin
		/// Signed by the controller. Free of fees, whatever else stands against the asset.
		///
		/// ## Details
		/// One write, whatever the number of leaves or of descendants. What was made before keeps its record
		/// and keeps paying. The bytes of the row were paid for by the registration or the reinstatement.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AlreadyWithdrawn`]. A call that fails
		/// is not free.
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(7)]
		#[pallet::feeless_if(
			|origin: &OriginFor<T>, asset: &AssetId, _: &Grounds| -> bool {
				ensure_signed(origin.clone())
					.is_ok_and(|controller| Pallet::<T>::can_withdraw(&controller, *asset))
			}
		)]
		pub fn withdraw(origin: OriginFor<T>, asset: AssetId, grounds: Grounds) -> DispatchResult {
			let controller = ensure_signed(origin)?;
			Self::do_withdraw(controller, asset, grounds)
		}

		/// Take a withdrawal back.
		///
		/// ## Dispatch Origin
		/// Signed by the controller, who pays for the bytes of two rows: this one's and that of the next
		/// withdrawal.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::NotWithdrawn`], and the deposit's own.
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(8)]
		pub fn reinstate(origin: OriginFor<T>, asset: AssetId, grounds: Grounds) -> DispatchResult {
			let controller = ensure_signed(origin)?;
			Self::do_reinstate(controller, asset, grounds)
		}

		/// Set an asset aside until a decision.
		///
		/// ## Dispatch Origin
		/// [`Config::ReviewOrigin`].
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::AlreadyQuarantined`].
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(9)]
		pub fn quarantine(
			origin: OriginFor<T>,
			asset: AssetId,
			grounds: Grounds,
		) -> DispatchResult {
			T::ReviewOrigin::ensure_origin(origin)?;
			Self::do_quarantine(asset, grounds)
		}

		/// Give an asset that was set aside its standing back.
		///
		/// ## Dispatch Origin
		/// [`Config::ReviewOrigin`].
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotQuarantined`].
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(10)]
		pub fn lift_quarantine(
			origin: OriginFor<T>,
			asset: AssetId,
			grounds: Grounds,
		) -> DispatchResult {
			T::ReviewOrigin::ensure_origin(origin)?;
			Self::do_lift_quarantine(asset, grounds)
		}

		/// Find that an asset was never valid: stolen, or not its registrant's to register.
		///
		/// ## Dispatch Origin
		/// [`Config::ReviewOrigin`].
		///
		/// ## Details
		/// Cannot be taken back.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::AlreadyInvalidated`].
		///
		/// ## Events
		/// [`Event::StandingChanged`].
		#[pallet::call_index(11)]
		pub fn invalidate(
			origin: OriginFor<T>,
			asset: AssetId,
			grounds: Grounds,
		) -> DispatchResult {
			T::ReviewOrigin::ensure_origin(origin)?;
			Self::do_invalidate(asset, grounds)
		}

		/// Bring `affected_by` of an asset up to date with its parents.
		///
		/// ## Dispatch Origin
		/// Anybody, signed or not. Free of fees for the first
		/// [`MaxFreeRefreshes`](Config::MaxFreeRefreshes) of a block. Without a signature only valid if it is
		/// free and changes something.
		///
		/// ## Details
		/// Looks one generation up, at no more than `MaxEdges` parents. A loss of standing therefore climbs
		/// down one generation per call; call in the order of the ids.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NothingToRefresh`].
		///
		/// ## Events
		/// [`Event::Refreshed`].
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::refresh(T::MaxEdges::get()))]
		#[pallet::feeless_if(
			|_: &OriginFor<T>, asset: &AssetId| -> bool { Pallet::<T>::is_refresh_free(*asset) }
		)]
		#[pallet::authorize(
			|_source: TransactionSource, asset: &AssetId| Pallet::<T>::authorize_refresh(*asset)
		)]
		#[pallet::weight_of_authorize(T::WeightInfo::refresh(T::MaxEdges::get()))]
		pub fn refresh(origin: OriginFor<T>, asset: AssetId) -> DispatchResultWithPostInfo {
			if ensure_signed(origin.clone()).is_err() {
				ensure_authorized(origin)?;
			}
			let parents = Self::do_refresh(asset)?;
			Ok(Some(T::WeightInfo::refresh(parents)).into())
		}

		/// Give an account bytes of state to use: what it publishes next costs it no deposit.
		///
		/// ## Dispatch Origin
		/// Signed; the signer puts the deposit down and does not get it back.
		///
		/// ## Details
		/// An account that answers for no bytes yet is paid for as well, and exists from then on without any
		/// balance, so that it can sign what is free of fees, and what somebody else relays for it.
		///
		/// ## Errors
		/// [`Error::NothingGiven`], [`Error::Exhausted`], the deposit's own, and a lookup error for an address
		/// without an account.
		///
		/// ## Events
		/// [`Event::StorageSponsored`].
		#[pallet::call_index(13)]
		pub fn sponsor_storage(
			origin: OriginFor<T>,
			beneficiary: AccountIdLookupOf<T>,
			bytes: u64,
		) -> DispatchResult {
			let sponsor = ensure_signed(origin)?;
			let beneficiary = T::Lookup::lookup(beneficiary)?;
			Self::do_sponsor_storage(sponsor, beneficiary, bytes)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Both rows of an asset, or `None` if there is no such asset.
		pub fn asset(asset: AssetId) -> Option<AssetInfo<T::AccountId, BlockNumberFor<T>>> {
			Self::asset_info(asset)
		}

		/// The edges of an asset, or `None` if there is no such asset.
		pub fn parents(asset: AssetId) -> Option<Vec<Edge>> {
			Self::edges_of(asset)
		}

		/// Up to `limit` ancestors (1 to 256) by descending id, and the cursor for the next page.
		pub fn ancestors(
			asset: AssetId,
			cursor: Option<Cursor>,
			limit: u32,
		) -> Result<AncestorPage<T::AccountId, BlockNumberFor<T>>, LineageError> {
			Self::ancestors_of(asset, cursor, limit)
		}

		/// Up to `limit` rows (1 to 256) of the history of an asset's standing, oldest first, from row
		/// `from` on, and the row at which the next page starts.
		pub fn standing_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<StandingChange<T::AccountId, BlockNumberFor<T>>, u32>, ListError> {
			Self::standing_changes(asset, from, limit)
		}

		/// Up to `limit` rows (1 to 256) of the history of an asset's control, oldest first, from row `from`
		/// on, and the row at which the next page starts.
		pub fn control_history(
			asset: AssetId,
			from: u32,
			limit: u32,
		) -> Result<Page<ControlChange<T::AccountId, BlockNumberFor<T>>, u32>, ListError> {
			Self::control_changes(asset, from, limit)
		}

		/// Whether `leaf` stands at its index in the collection `asset`.
		pub fn verify_leaf(
			asset: AssetId,
			leaf: Leaf<T::AccountId>,
			proof: LeafProof,
		) -> Result<(), LeafProofError> {
			Self::check_leaf(asset, leaf, proof)
		}
	}
}
