//! Proxies, parameters, what is scheduled, and other calls of the SDK that touch origins or deposits.

use animechain_runtime::{
	configs::accounts::ProxyType,
	params::{
		dynamic::provenance::{self, StorageDepositPerByte},
		RuntimeParameters,
	},
	Runtime, RuntimeCall,
};
use polkadot_sdk::{
	frame_system, pallet_multisig, pallet_parameters, pallet_preimage, pallet_proxy,
};

use super::{Draft, Drawn, Who};
use crate::cast::{BOB, CAST};

const PROXY_TYPES: [ProxyType; 6] = [
	ProxyType::Any,
	ProxyType::NonTransfer,
	ProxyType::CancelProxy,
	ProxyType::Collator,
	ProxyType::Registration,
	ProxyType::Consent,
];

impl Draft<'_> {
	pub(super) fn use_system(&mut self) -> Drawn {
		let who = self.account();
		let other = self.another(&who);
		let proxy_type = self.one_of(&PROXY_TYPES)?;
		let call: RuntimeCall = match self.rng.u32(..20) {
			0..=4 => {
				let delegate = other.into();
				let delay = if self.chance(80) { 0 } else { 2 };
				pallet_proxy::Call::<Runtime>::add_proxy { delegate, proxy_type, delay }.into()
			},
			5 => {
				let delegate = other.into();
				pallet_proxy::Call::<Runtime>::remove_proxy { delegate, proxy_type, delay: 0 }
					.into()
			},
			6 => pallet_proxy::Call::<Runtime>::remove_proxies {}.into(),
			7 => {
				let index = self.rng.u16(..4);
				pallet_proxy::Call::<Runtime>::create_pure { proxy_type, delay: 0, index }.into()
			},
			8 => {
				let (real, call_hash) = (other.into(), self.digest());
				pallet_proxy::Call::<Runtime>::announce { real, call_hash }.into()
			},
			9..=11 => {
				let bytes = vec![7; self.rng.usize(..100)];
				pallet_preimage::Call::<Runtime>::note_preimage { bytes }.into()
			},
			12 | 13 => {
				let remark = vec![7; self.rng.usize(..100)];
				frame_system::Call::<Runtime>::remark_with_event { remark }.into()
			},
			14 => {
				let call_hash = self.digest().0;
				let call = pallet_multisig::Call::<Runtime>::approve_as_multi {
					threshold: 2,
					other_signatories: CAST.other_signatories(BOB),
					maybe_timepoint: None,
					call_hash,
					max_weight: Default::default(),
				};
				return Some((Who::Signer(CAST.accounts[BOB].clone()), call.into()));
			},
			15 => {
				// What bytes cost from now on; what was put down before stays.
				let price = self.one_of(&[0, 1, 10_000_000, 20_000_000, 1_000_000_000])?;
				let key_value =
					RuntimeParameters::Provenance(provenance::Parameters::StorageDepositPerByte(
						StorageDepositPerByte,
						Some(price),
					));
				let call = pallet_parameters::Call::<Runtime>::set_parameter { key_value };
				return Some((Who::Root, call.into()));
			},
			_ => {
				let remark = vec![7; self.rng.usize(..100)];
				frame_system::Call::<Runtime>::remark { remark }.into()
			},
		};
		Some((Who::Signer(who), call))
	}
}
