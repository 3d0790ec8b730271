//! Money: the native currency, fees, other currencies.

use polkadot_sdk::*;

use codec::Compact;
use frame_support::{
	parameter_types,
	traits::{
		tokens::imbalance::ResolveTo, AsEnsureOriginWithArg, ConstU32, ConstU8, VariantCountOf,
	},
	weights::{constants::ExtrinsicBaseWeight, ConstantMultiplier, Weight},
};
use frame_system::{EnsureRoot, EnsureSigned};
use polkadot_runtime_common::SlowAdjustingFeeUpdate;

use crate::{
	constants::currency::{deposit, ANIM, EXISTENTIAL_DEPOSIT, MICROANIM, MILLIANIM},
	AccountId, Balance, Balances, CollatorSelection, Runtime, RuntimeEvent, RuntimeFreezeReason,
	RuntimeHoldReason, System,
};

parameter_types! {
	/// The least that an account may hold.
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
	/// Fee per byte of a transaction.
	pub const TransactionByteFee: Balance = MICROANIM;
}

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ExistentialDeposit;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Self>;
}

/// The fee of a weight: a thousandth of an ANIM for an empty transaction's time or for 10 kB of proof,
/// whichever of the two is scarcer.
pub struct WeightToFee;

impl WeightToFee {
	const UNIT: Balance = MILLIANIM;
	const PROOF_PER_UNIT: Balance = 10_000;

	fn fee(amount: u64, per_unit: Balance) -> Balance {
		// At most 2^64 times 10^9: within 128 bits.
		(Balance::from(amount) * Self::UNIT).div_ceil(per_unit)
	}
}

impl frame_support::weights::WeightToFee for WeightToFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		let time_per_unit = Balance::from(ExtrinsicBaseWeight::get().ref_time().max(1));
		let time = Self::fee(weight.ref_time(), time_per_unit);
		time.max(Self::fee(weight.proof_size(), Self::PROOF_PER_UNIT))
	}
}

parameter_types! {
	/// The account that pays collators.
	pub CollatorPotAccount: AccountId = CollatorSelection::account_id();
}

/// All fees, of transactions and of messages alike, go to the collators.
pub type FeesToCollators = ResolveTo<CollatorPotAccount, Balances>;

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = SlowAdjustingFeeUpdate<Self>;
	type LengthToFee = ConstantMultiplier<Balance, TransactionByteFee>;
	type OnChargeTransaction =
		pallet_transaction_payment::FungibleAdapter<Balances, FeesToCollators>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Self>;
	type WeightToFee = WeightToFee;
}

impl pallet_skip_feeless_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
}

parameter_types! {
	/// What the creator of a currency puts down.
	pub const AssetDeposit: Balance = 10 * ANIM;
	/// What an account in a currency costs: a row with a balance.
	pub const AssetAccountDeposit: Balance = deposit(1, 16);
	/// What an approval costs.
	pub const ApprovalDeposit: Balance = EXISTENTIAL_DEPOSIT;
	/// What a name and a symbol cost: a row with their lengths and a deposit.
	pub const MetadataDepositBase: Balance = deposit(1, 68);
	/// What each of their bytes costs.
	pub const MetadataDepositPerByte: Balance = deposit(0, 1);
}

/// The currencies that people create here.
pub type LocalAssetsInstance = pallet_assets::Instance1;

impl pallet_assets::Config<LocalAssetsInstance> for Runtime {
	type ApprovalDeposit = ApprovalDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type AssetDeposit = AssetDeposit;
	type AssetId = u32;
	type AssetIdAllocator = ();
	type AssetIdParameter = Compact<u32>;
	type Balance = Balance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type CallbackHandle = super::royalty::NumbersOfCurrencies;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type Extra = ();
	type ForceOrigin = EnsureRoot<AccountId>;
	type Freezer = ();
	type Holder = ();
	type MetadataDepositBase = MetadataDepositBase;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	type RemoveItemsLimit = ConstU32<1_000>;
	type ReserveData = ();
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = ConstU32<50>;
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Self>;
}
