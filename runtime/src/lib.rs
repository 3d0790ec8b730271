//! The Animechain runtime: a table of contents.
//!
//! | file | what it holds |
//! |---|---|
//! | [`apis`] | what the runtime answers to nodes and light clients |
//! | [`configs`] | each pallet's configuration, by subject |
//! | [`constants`] | time, money and consensus |
//! | [`genesis_presets`] | the first block of development and local networks |
//! | [`migrations`] | what a new version changes in storage |
//! | [`params`] | the values that governance may turn |
//! | [`transactions`] | what a transaction passes through, and which come first |
//! | [`weights`] | what calls cost that the SDK ships without a measured weight |
//!
//! Pallet indices and call indices are public interfaces: they are written out and never used again for
//! something else. `docs/indices.md` keeps the list.

#![cfg_attr(not(feature = "std"), no_std)]
// The macros below expand to public items without documentation.
#![allow(missing_docs)]
#![recursion_limit = "512"]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis_presets;
pub mod lineage_index;
pub mod migrations;
pub mod params;
pub mod transactions;
pub mod weights;

use polkadot_sdk::*;
// The macros below name these crates without their prefix.
#[cfg(not(feature = "peers"))]
use configs::peers::{absent as pallet_nfts, absent as pallet_nomination_pools};
use polkadot_sdk::staging_parachain_info as parachain_info;

use alloc::{borrow::Cow, vec::Vec};

use sp_runtime::{generic, impl_opaque_keys, traits::BlakeTwo256, MultiAddress};
use sp_version::RuntimeVersion;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use parachains_common::{AccountId, Balance, BlockNumber, Hash, Header, Nonce, Signature};
pub use sp_consensus_aura::sr25519::AuthorityId as AuraId;
pub use transactions::{MetaTxExtension, TxExtension};

/// What names an account in a transaction.
pub type Address = MultiAddress<AccountId, ()>;

/// A block with this runtime's transactions.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// A transaction as it arrives.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types for a node that need not know this runtime's transactions.
pub mod opaque {
	use super::*;

	/// A block whose transactions are bytes.
	pub type Block =
		generic::Block<generic::Header<BlockNumber, BlakeTwo256>, sp_runtime::OpaqueExtrinsic>;
}

impl_opaque_keys! {
	/// The keys that a collator signs with.
	pub struct SessionKeys {
		/// Block production.
		pub aura: Aura,
	}
}

/// This runtime's version.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("animechain"),
	impl_name: Cow::Borrowed("animechain"),
	authoring_version: 1,
	spec_version: 1_001,
	impl_version: 0,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// The chain itself.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type ParachainSystem = cumulus_pallet_parachain_system;
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(3)]
	pub type ParachainInfo = parachain_info;
	#[runtime::pallet_index(4)]
	pub type WeightReclaim = cumulus_pallet_weight_reclaim;
	#[runtime::pallet_index(5)]
	pub type MultiBlockMigrations = pallet_migrations;
	#[runtime::pallet_index(6)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(7)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(8)]
	pub type Scheduler = pallet_scheduler;

	// Money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(12)]
	pub type Assets = pallet_assets<Instance1>;
	#[runtime::pallet_index(13)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;

	// Block production: the order of these five is theirs.
	#[runtime::pallet_index(20)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(21)]
	pub type CollatorSelection = pallet_collator_selection;
	#[runtime::pallet_index(22)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(23)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(24)]
	pub type AuraExt = cumulus_pallet_aura_ext;

	// Messages from and to other chains.
	#[runtime::pallet_index(30)]
	pub type XcmpQueue = cumulus_pallet_xcmp_queue;
	#[runtime::pallet_index(31)]
	pub type PolkadotXcm = pallet_xcm;
	#[runtime::pallet_index(32)]
	pub type CumulusXcm = cumulus_pallet_xcm;
	#[runtime::pallet_index(33)]
	pub type MessageQueue = pallet_message_queue;

	// Acting together and for others.
	#[runtime::pallet_index(40)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(41)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(42)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(43)]
	pub type MetaTx = pallet_meta_tx;
	#[runtime::pallet_index(44)]
	pub type VerifySignature = pallet_verify_signature;

	// What this chain is for. 54 is kept for review.
	#[runtime::pallet_index(50)]
	pub type Provenance = pallet_provenance;
	#[runtime::pallet_index(51)]
	pub type Consent = pallet_consent;
	#[runtime::pallet_index(52)]
	pub type Royalty = pallet_royalty;
	#[runtime::pallet_index(53)]
	pub type Rights = pallet_rights;

	// What is measured beside these: in no runtime that is shipped.
	#[cfg(feature = "peers")]
	#[runtime::pallet_index(200)]
	pub type Nfts = pallet_nfts;
	#[cfg(feature = "peers")]
	#[runtime::pallet_index(201)]
	pub type NominationPools = pallet_nomination_pools;

	// Development networks only.
	#[runtime::pallet_index(255)]
	pub type Sudo = pallet_sudo;
}

cumulus_pallet_parachain_system::register_validate_block! {
	Runtime = Runtime,
	BlockExecutor = cumulus_pallet_aura_ext::BlockExecutor::<Runtime, Executive>,
}
