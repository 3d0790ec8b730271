//! The values that governance may turn without a new runtime.

use polkadot_sdk::*;

use frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params};

use crate::{constants::currency, Balance, Runtime};

/// Parameters by pallet.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic {
	use super::*;

	/// What registrants put down for the rows of their assets.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod provenance {
		/// Once per registrant.
		#[codec(index = 0)]
		pub static StorageDepositBase: Balance = currency::DEPOSIT_PER_ITEM;
		/// Per byte of state.
		#[codec(index = 1)]
		pub static StorageDepositPerByte: Balance = currency::DEPOSIT_PER_BYTE;
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		Self::Provenance(dynamic::provenance::Parameters::StorageDepositPerByte(
			dynamic::provenance::StorageDepositPerByte,
			Some(currency::DEPOSIT_PER_BYTE),
		))
	}
}
