#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod dispatchables;
mod lineage;
#[cfg(test)]
mod mock;
mod queries;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{EdgesOf, HeadOf, RecordOf, StorageTicketOf};
pub use weights::WeightInfo;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use animechain_primitives::{
		lineage::{AncestorPage, Cursor, LineageError},
		merkle_sum::{Leaf, LeafProof, LeafProofError},
		AssetId, AssetInfo, Contents, Declaration, Edge,
	};
	use polkadot_sdk::{
		frame_support::{
			pallet_prelude::*,
			traits::{Consideration, Footprint},
		},
		frame_system::pallet_prelude::*,
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
		/// What a registrant puts down for the bytes it adds to state. Rows are never deleted, so one
		/// ticket per registrant grows with the sum of its bytes and is never given back.
		type StorageDeposit: Consideration<Self::AccountId, Footprint>;

		/// Most edges of one asset. The weight of every registration is linear in their number.
		#[pallet::constant]
		type MaxEdges: Get<u32>;

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

	/// What each registrant has put down for its rows, and for how many bytes.
	// Blake2: accounts are chosen by strangers.
	#[pallet::storage]
	pub type StorageTickets<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, StorageTicketOf<T>>;

	/// Why funds of an account are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes of the rows that it registered.
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
			/// The hash of its whole ancestry.
			digest: H256,
		},
		/// An asset was closed by its controller.
		#[codec(index = 1)]
		Retired {
			/// The asset.
			asset: AssetId,
			/// The controller that closed it.
			controller: T::AccountId,
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
		/// A parent has lost its standing.
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
		/// There is no id left, or the generations of an ancestry cannot be counted in 32 bits.
		#[codec(index = 15)]
		Exhausted,
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
		/// [`Error::ParentNotControlled`], [`Error::SharesExceedWhole`], [`Error::TooManyItems`],
		/// [`Error::Exhausted`], and the deposit's own when the signer cannot pay it.
		///
		/// ## Events
		/// [`Event::Registered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_work(edges.len() as u32))]
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
		#[pallet::weight(T::WeightInfo::register_collection(edges.len() as u32))]
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
		#[pallet::weight(T::WeightInfo::compose_dataset(edges.len() as u32))]
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
		#[pallet::weight(T::WeightInfo::register_model(edges.len() as u32))]
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
		#[pallet::weight(T::WeightInfo::register_output(edges.len() as u32))]
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
		/// Signed by the controller.
		///
		/// ## Details
		/// What was built on it before stays as it is. Works from any standing.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AlreadyRetired`].
		///
		/// ## Events
		/// [`Event::Retired`].
		#[pallet::call_index(5)]
		pub fn retire(origin: OriginFor<T>, asset: AssetId) -> DispatchResult {
			let controller = ensure_signed(origin)?;
			Self::do_retire(controller, asset)
		}

		/// Hand control of an asset to another account.
		///
		/// ## Dispatch Origin
		/// Signed by the controller.
		///
		/// ## Details
		/// The registrant and the deposit stay as they are.
		///
		/// ## Errors
		/// [`Error::UnknownAsset`], [`Error::NotController`], [`Error::AlreadyController`], and a lookup
		/// error for an address without an account.
		///
		/// ## Events
		/// [`Event::ControlTransferred`].
		#[pallet::call_index(6)]
		pub fn transfer_control(
			origin: OriginFor<T>,
			asset: AssetId,
			to: AccountIdLookupOf<T>,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			let to = T::Lookup::lookup(to)?;
			Self::do_transfer_control(from, asset, to)
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
