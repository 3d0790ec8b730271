//! Block production: who makes blocks, when, and how the relay chain takes them.

use polkadot_sdk::{staging_parachain_info as parachain_info, *};

use cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU32, ConstU64, EnqueueWithOrigin},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureRoot;

use crate::{
	constants::{
		consensus::{
			BLOCK_PROCESSING_VELOCITY, RELAY_CHAIN_SLOT_DURATION_MILLIS, RELAY_PARENT_OFFSET,
			UNINCLUDED_SEGMENT_CAPACITY,
		},
		currency::deposit,
		time::{HOURS, SLOT_DURATION},
		MAXIMUM_BLOCK_WEIGHT,
	},
	AccountId, Aura, AuraId, Balance, Balances, BlockNumber, CollatorSelection, MessageQueue,
	Runtime, RuntimeEvent, Session, SessionKeys, XcmpQueue,
};

/// Decides whether a block may build on blocks that still wait for inclusion.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	RELAY_CHAIN_SLOT_DURATION_MILLIS,
	BLOCK_PROCESSING_VELOCITY,
	UNINCLUDED_SEGMENT_CAPACITY,
>;

parameter_types! {
	/// The part of a block that messages from siblings may take.
	pub const ReservedXcmpWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(4);
	/// The part of a block that messages from the relay chain may take.
	pub const ReservedDmpWeight: Weight = MAXIMUM_BLOCK_WEIGHT.saturating_div(4);
	/// The queue of messages from the relay chain.
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
}

impl cumulus_pallet_parachain_system::Config for Runtime {
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type ConsensusHook = ConsensusHook;
	type DmpQueue = EnqueueWithOrigin<MessageQueue, RelayOrigin>;
	type OnSystemEvent = ();
	type OutboundXcmpMessageSource = XcmpQueue;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	type ReservedDmpWeight = ReservedDmpWeight;
	type ReservedXcmpWeight = ReservedXcmpWeight;
	type RuntimeEvent = RuntimeEvent;
	// Version 3 of scheduling is unfinished in this SDK; a chain that enables it stalls.
	type SchedulingSignatureVerifier = ();
	type SelfParaId = parachain_info::Pallet<Self>;
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Self>;
	type XcmpMessageHandler = XcmpQueue;
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = CollatorSelection;
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
}

impl pallet_aura::Config for Runtime {
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<1_000>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl cumulus_pallet_aura_ext::Config for Runtime {}

parameter_types! {
	/// Length of a session.
	pub const SessionPeriod: BlockNumber = 6 * HOURS;
	/// First block of the first session.
	pub const SessionOffset: BlockNumber = 0;
	/// What a collator puts down for its keys: two rows with an account and a key each.
	pub const SessionKeyDeposit: Balance = deposit(2, 2 * (32 + 32));
	/// The account that pays collators.
	pub const CollatorPot: PalletId = PalletId(*b"PotStake");
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = ();
	type KeyDeposit = SessionKeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as sp_runtime::traits::OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = CollatorSelection;
	type ShouldEndSession = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Self>;
}

impl pallet_collator_selection::Config for Runtime {
	type Currency = Balances;
	type KickThreshold = SessionPeriod;
	type MaxCandidates = ConstU32<100>;
	type MaxInvulnerables = ConstU32<20>;
	type MinEligibleCollators = ConstU32<1>;
	type PotId = CollatorPot;
	type RuntimeEvent = RuntimeEvent;
	type UpdateOrigin = EnsureRoot<AccountId>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Self>;
}
