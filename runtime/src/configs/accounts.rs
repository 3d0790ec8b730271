//! Acting together and for others: batches, multisigs, proxies, and transactions that somebody else pays for.

use polkadot_sdk::*;

use animechain_primitives::{Authority, Edge, Relation};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::{traits::BlakeTwo256, MultiSignature, MultiSigner};

use crate::{
	constants::currency::deposit, Balance, Balances, OriginCaller, Runtime, RuntimeCall,
	RuntimeEvent, System,
};

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Self>;
}

parameter_types! {
	/// A row with a call's hash, its time, the depositor and the deposit.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// An account that approved.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Self>;
}

/// What an account may do for another. An agency that registers an illustrator's works needs no power over
/// the illustrator's money.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that moves neither money nor control of an asset.
	#[codec(index = 1)]
	NonTransfer,
	/// Rejecting announced calls.
	#[codec(index = 2)]
	CancelProxy,
	/// Running a collator.
	#[codec(index = 3)]
	Collator,
	/// Registering assets, without giving consent: what they are made from must be offered, licensed, or an
	/// earlier version. Moves no money, but puts the deposits for what it registers down for good.
	#[codec(index = 4)]
	Registration,
	/// Saying what may be done with works, and taking it back: an agency's daily work. Moves no money, but
	/// puts the deposits for what it publishes down for good.
	#[codec(index = 5)]
	Consent,
}

impl ProxyType {
	/// The edges of a registration; `None` for any other call.
	fn registered_edges(call: &RuntimeCall) -> Option<&[Edge]> {
		use pallet_provenance::Call::{
			compose_dataset, register_collection, register_model, register_output, register_work,
		};
		match call {
			RuntimeCall::Provenance(
				register_work { edges, .. }
				| register_collection { edges, .. }
				| compose_dataset { edges, .. }
				| register_model { edges, .. }
				| register_output { edges, .. },
			) => Some(edges),
			_ => None,
		}
	}

	fn is_registration(call: &RuntimeCall) -> bool {
		Self::registered_edges(call).is_some()
	}

	/// Building on what an account controls is consent by that account.
	fn is_registration_without_consent(call: &RuntimeCall) -> bool {
		Self::registered_edges(call).is_some_and(|edges| {
			edges.iter().all(|edge| {
				edge.authority != Authority::Control || edge.relation == Relation::VersionOf
			})
		})
	}

	fn is_consent(call: &RuntimeCall) -> bool {
		use pallet_consent::Call::{
			exclude_leaf, lift_reservation, publish_offer, reserve, withdraw_offer,
		};
		use pallet_provenance::Call::{reinstate, withdraw};
		matches!(
			call,
			RuntimeCall::Consent(
				publish_offer { .. }
					| withdraw_offer { .. }
					| exclude_leaf { .. }
					| reserve { .. }
					| lift_reservation { .. }
			) | RuntimeCall::Provenance(withdraw { .. } | reinstate { .. })
		)
	}

	/// Calls that let happen what is due anyway, whoever signs them.
	fn is_due(call: &RuntimeCall) -> bool {
		use pallet_rights::Call::{collect, poke};
		use pallet_royalty::Call::{claim, claim_for, claim_leaf, pull};
		matches!(
			call,
			RuntimeCall::Royalty(pull { .. } | claim { .. } | claim_for { .. } | claim_leaf { .. })
				| RuntimeCall::Rights(poke { .. } | collect { .. })
		)
	}

	/// Saying no to what was proposed, and taking back what was offered for sale.
	fn is_refusal(call: &RuntimeCall) -> bool {
		use pallet_rights::Call::{cancel, unlist};
		matches!(call, RuntimeCall::Rights(cancel { .. } | unlist { .. }))
	}

	/// Batches pass for every narrow type: the filter is asked again for each call inside.
	fn is_batch(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::Utility(_))
	}
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => {
				matches!(
					call,
					RuntimeCall::System(_)
						| RuntimeCall::Multisig(_)
						| RuntimeCall::Utility(_)
						| RuntimeCall::Session(_)
						| RuntimeCall::CollatorSelection(_)
						| RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
						| RuntimeCall::Provenance(pallet_provenance::Call::retire { .. })
				) || Self::is_registration(call)
					|| Self::is_consent(call)
					|| Self::is_due(call)
					|| Self::is_refusal(call)
			},
			Self::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
					|| Self::is_batch(call)
			},
			Self::Collator => {
				matches!(call, RuntimeCall::CollatorSelection(_) | RuntimeCall::Session(_))
					|| Self::is_batch(call)
			},
			Self::Registration => {
				Self::is_registration_without_consent(call) || Self::is_batch(call)
			},
			Self::Consent => Self::is_consent(call) || Self::is_batch(call),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(one, another) if one == another => true,
			(Self::Any, _) => true,
			(
				Self::NonTransfer,
				Self::Collator | Self::Registration | Self::Consent | Self::CancelProxy,
			) => true,
			_ => false,
		}
	}
}

parameter_types! {
	/// A row with an account's proxies.
	pub const ProxyDepositBase: Balance = deposit(1, 40);
	/// One of them.
	pub const ProxyDepositFactor: Balance = deposit(0, 37);
	/// A row with an account's announcements.
	pub const AnnouncementDepositBase: Balance = deposit(1, 48);
	/// One of them.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 68);
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Self>;
}

impl pallet_verify_signature::Config for Runtime {
	type AccountIdentifier = MultiSigner;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type Signature = MultiSignature;
	type WeightInfo = pallet_verify_signature::weights::SubstrateWeight<Self>;
}

impl pallet_meta_tx::Config for Runtime {
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Extension = crate::MetaTxExtension;
	#[cfg(feature = "runtime-benchmarks")]
	type Extension = pallet_meta_tx::WeightlessExtension<Runtime>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_meta_tx::weights::SubstrateWeight<Self>;
}
