//! Where the money of assets goes.

use polkadot_sdk::*;

use animechain_primitives::Currency;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, UnionOf},
		ConstU32,
	},
	PalletId,
};
use frame_system::EnsureRoot;
use sp_runtime::Perbill;

use crate::{AccountId, Assets, Balances, Consent, Provenance, Rights, Runtime};

/// The native currency and those of the assets pallet, as one.
pub type Currencies = UnionOf<Balances, Assets, NativeFromLeft, Currency, AccountId>;

parameter_types! {
	/// The account of all money that was not paid out yet.
	pub const PotId: PalletId = PalletId(*b"an/royal");
	/// A quarter of a block: what is left waits for the next, and what comes in meanwhile goes with it.
	pub const SettlementShare: Perbill = Perbill::from_percent(25);
}

/// Keeps the number of a currency that was let in, or of which something is in escrow, from meaning another one:
/// pools, prices and agreements name it. If the currency is destroyed, its number stays unused.
pub struct NumbersOfCurrencies;

impl pallet_assets::AssetsCallback<u32, AccountId> for NumbersOfCurrencies {
	fn created(id: &u32, _: &AccountId) -> Result<(), ()> {
		let currency = Currency::WithId(*id);
		let is_named = pallet_royalty::Currencies::<Runtime>::get().contains(&currency)
			|| pallet_rights::Owed::<Runtime>::contains_key(&currency);
		(!is_named).then_some(()).ok_or(())
	}
}

impl pallet_royalty::Config for Runtime {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
	type Currencies = Currencies;
	type CurrencyOrigin = EnsureRoot<AccountId>;
	type Leaves = Consent;
	type Ledger = Provenance;
	type MaxClaims = ConstU32<32>;
	type PotId = PotId;
	type Promises = Rights;
	type Revenue = Rights;
	type ReviewOrigin = EnsureRoot<AccountId>;
	type SettlementShare = SettlementShare;
	type WeightInfo = pallet_royalty::weights::SubstrateWeight<Self>;
}
