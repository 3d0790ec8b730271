//! Acting together and for others: batches, multisigs, proxies.

use polkadot_sdk::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

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
	/// Registering assets. Moves no money, but puts the deposits for what it registers down for good.
	#[codec(index = 4)]
	Registration,
}

impl ProxyType {
	fn is_registration(call: &RuntimeCall) -> bool {
		use pallet_provenance::Call::{
			compose_dataset, register_collection, register_model, register_output, register_work,
		};
		matches!(
			call,
			RuntimeCall::Provenance(
				register_work { .. }
					| register_collection { .. }
					| compose_dataset { .. }
					| register_model { .. }
					| register_output { .. }
			)
		)
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
			},
			Self::CancelProxy => {
				matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
					|| Self::is_batch(call)
			},
			Self::Collator => {
				matches!(call, RuntimeCall::CollatorSelection(_) | RuntimeCall::Session(_))
					|| Self::is_batch(call)
			},
			Self::Registration => Self::is_registration(call) || Self::is_batch(call),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		match (self, other) {
			(one, another) if one == another => true,
			(Self::Any, _) => true,
			(Self::NonTransfer, Self::Collator | Self::Registration | Self::CancelProxy) => true,
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
