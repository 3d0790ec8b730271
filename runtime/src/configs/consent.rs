//! What may be done with assets, and where the price of a licence goes.

use polkadot_sdk::*;

use animechain_primitives::{
	behaviour::{AssetRegistry, RoyaltySink},
	Amount, AssetId, Currency,
};
use frame_support::{
	traits::{
		fungible::{NativeFromLeft, UnionOf},
		fungibles::Mutate,
		tokens::Preservation,
		ConstU32,
	},
	weights::{constants::RocksDbWeight, Weight},
};
use frame_system::EnsureRoot;
use pallet_assets::WeightInfo;
use sp_runtime::{DispatchError, DispatchResult, MultiSignature, MultiSigner};

use crate::{AccountId, Assets, Balances, BlockNumber, Provenance, Runtime};

impl pallet_consent::Config for Runtime {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Helper;
	type FloorOrigin = EnsureRoot<AccountId>;
	type Ledger = Provenance;
	// As declared, 32 of them take 4 % of the time and 16 % of the proof that a block has for such calls.
	type MaxFreeExclusions = ConstU32<32>;
	type Royalties = PayController;
	type Signature = MultiSignature;
	type Signer = MultiSigner;
	type WeightInfo = pallet_consent::weights::SubstrateWeight<Self>;
}

/// The native currency and those of the assets pallet, as one.
pub type Currencies = UnionOf<Balances, Assets, NativeFromLeft, Currency, AccountId>;

/// Pays the price of a licence to whoever controls the asset, until there are royalty pools.
pub struct PayController;

impl RoyaltySink<AccountId> for PayController {
	fn pay(
		payer: &AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> DispatchResult {
		let head = <Provenance as AssetRegistry<AccountId, BlockNumber>>::head(asset)
			.ok_or(DispatchError::CannotLookup)?;
		Currencies::transfer(currency, payer, &head.controller, amount, Preservation::Preserve)?;
		Ok(())
	}

	/// The asset's head, and a transfer in a currency of the assets pallet, the dearer of the two.
	fn pay_weight() -> Weight {
		pallet_assets::weights::SubstrateWeight::<Runtime>::transfer()
			.saturating_add(RocksDbWeight::get().reads(1))
	}
}
