//! What others have made for work like ours, in one runtime with it: for the benchmarks alone, and only with the
//! feature `peers`, which no runtime that is shipped has.
//!
//! `pallet-nfts` is configured as on Asset Hub. `pallet-nomination-pools` has nothing to stake with: what it asks of
//! staking is answered without a look at storage, which makes it cheaper than it is elsewhere.

/// Takes the place of a pallet that is not there: the list of pallets is read before features are looked at.
#[cfg(not(feature = "peers"))]
pub mod absent {
	macro_rules! nothing {
		($caller:tt your_tt_return = [{ $my_tt_return:path }]) => {
			$my_tt_return! { $caller tokens = [{ + Pallet }] }
		};
	}
	pub(crate) use nothing as tt_default_parts_v2;

	macro_rules! no_error {
		($caller:tt your_tt_return = [{ $my_tt_return:path }]) => {
			$my_tt_return! { $caller }
		};
	}
	pub(crate) use no_error as tt_error_token;
}

#[cfg(feature = "peers")]
mod present {
	use polkadot_sdk::*;

	use alloc::vec::Vec;

	use frame_support::{
		parameter_types,
		traits::{AsEnsureOriginWithArg, ConstU32, ConstU8, Nothing},
		PalletId,
	};
	use frame_system::{EnsureRoot, EnsureSigned};
	use pallet_nfts::PalletFeatures;
	use pallet_nomination_pools::{
		adapter::{Member, Pool, StakeStrategy, StakeStrategyType},
		BondType,
	};
	use sp_core::U256;
	use sp_runtime::{
		traits::{Convert, Verify},
		DispatchError, DispatchResult, FixedU128, Perbill,
	};
	use sp_staking::{
		currency_to_vote::U128CurrencyToVote, EraIndex, Stake, StakerStatus, StakingInterface,
	};

	use crate::{
		constants::{
			currency::{deposit, ANIM},
			time::DAYS,
		},
		AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeEvent, RuntimeFreezeReason,
		Signature, System,
	};

	parameter_types! {
		/// Everything that it can do.
		pub Features: PalletFeatures = PalletFeatures::all_enabled();
		/// What a collection costs.
		pub const CollectionDeposit: Balance = ANIM;
		/// What an item costs.
		pub const ItemDeposit: Balance = deposit(1, 164);
		/// What metadata cost.
		pub const MetadataDepositBase: Balance = deposit(1, 129);
		/// What an attribute costs.
		pub const AttributeDepositBase: Balance = deposit(1, 0);
		/// What each byte of these costs.
		pub const DepositPerByte: Balance = deposit(0, 1);
		/// A year.
		pub const MaxDeadlineDuration: BlockNumber = 365 * DAYS;
	}

	impl pallet_nfts::Config for Runtime {
		type ApprovalsLimit = ConstU32<20>;
		type AttributeDepositBase = AttributeDepositBase;
		type BlockNumberProvider = System;
		type CollectionDeposit = CollectionDeposit;
		type CollectionId = u32;
		type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
		type Currency = Balances;
		type DepositPerByte = DepositPerByte;
		type Features = Features;
		type ForceOrigin = EnsureRoot<AccountId>;
		#[cfg(feature = "runtime-benchmarks")]
		type Helper = ();
		type ItemAttributesApprovalsLimit = ConstU32<30>;
		type ItemDeposit = ItemDeposit;
		type ItemId = u32;
		type KeyLimit = ConstU32<64>;
		type Locker = ();
		type MaxAttributesPerCall = ConstU32<10>;
		type MaxDeadlineDuration = MaxDeadlineDuration;
		type MaxTips = ConstU32<10>;
		type MetadataDepositBase = MetadataDepositBase;
		type OffchainPublic = <Signature as Verify>::Signer;
		type OffchainSignature = Signature;
		type RuntimeEvent = RuntimeEvent;
		type StringLimit = ConstU32<256>;
		type ValueLimit = ConstU32<256>;
		type WeightInfo = pallet_nfts::weights::SubstrateWeight<Self>;
	}

	parameter_types! {
		/// Where its accounts come from.
		pub const PoolsPalletId: PalletId = PalletId(*b"py/nopls");
	}

	/// A balance as the pools reckon with it, and back.
	pub struct Wide;

	impl Convert<Balance, U256> for Wide {
		fn convert(balance: Balance) -> U256 {
			balance.into()
		}
	}

	impl Convert<U256, Balance> for Wide {
		fn convert(wide: U256) -> Balance {
			wide.try_into().unwrap_or(Balance::MAX)
		}
	}

	impl pallet_nomination_pools::Config for Runtime {
		type AdminOrigin = EnsureRoot<AccountId>;
		type BalanceToU256 = Wide;
		type BlockNumberProvider = System;
		type Currency = Balances;
		type Filter = Nothing;
		type MaxMetadataLen = ConstU32<256>;
		type MaxPointsToBalance = ConstU8<10>;
		type MaxUnbonding = ConstU32<8>;
		type MaxUnbondingPools = ConstU32<8>;
		type PalletId = PoolsPalletId;
		type RewardCounter = FixedU128;
		type RuntimeEvent = RuntimeEvent;
		type RuntimeFreezeReason = RuntimeFreezeReason;
		type StakeAdapter = NoStaking;
		type U256ToBalance = Wide;
		type WeightInfo = pallet_nomination_pools::weights::SubstrateWeight<Self>;
	}

	/// Staking that does nothing, and always can.
	pub struct NoStaking;

	impl StakeStrategy for NoStaking {
		type AccountId = AccountId;
		type Balance = Balance;
		type CoreStaking = Self;

		fn strategy_type() -> StakeStrategyType {
			StakeStrategyType::Transfer
		}

		fn transferable_balance(_: Pool<AccountId>, _: Member<AccountId>) -> Balance {
			0
		}

		fn total_balance(_: Pool<AccountId>) -> Option<Balance> {
			None
		}

		fn member_delegation_balance(_: Member<AccountId>) -> Option<Balance> {
			None
		}

		fn pledge_bond(
			_: Member<AccountId>,
			_: Pool<AccountId>,
			_: &AccountId,
			_: Balance,
			_: BondType,
		) -> DispatchResult {
			Ok(())
		}

		fn member_withdraw(
			_: Member<AccountId>,
			_: Pool<AccountId>,
			_: Balance,
			_: u32,
		) -> DispatchResult {
			Ok(())
		}

		fn dissolve(_: Pool<AccountId>) -> DispatchResult {
			Ok(())
		}

		fn pending_slash(_: Pool<AccountId>) -> Balance {
			0
		}

		fn member_slash(
			_: Member<AccountId>,
			_: Pool<AccountId>,
			_: Balance,
			_: Option<AccountId>,
		) -> DispatchResult {
			Ok(())
		}

		fn migrate_nominator_to_agent(_: Pool<AccountId>, _: &AccountId) -> DispatchResult {
			Ok(())
		}

		fn migrate_delegation(
			_: Pool<AccountId>,
			_: Member<AccountId>,
			_: Balance,
		) -> DispatchResult {
			Ok(())
		}
	}

	impl StakingInterface for NoStaking {
		type AccountId = AccountId;
		type Balance = Balance;
		type CurrencyToVote = U128CurrencyToVote;

		fn minimum_nominator_bond() -> Balance {
			0
		}

		fn minimum_validator_bond() -> Balance {
			0
		}

		fn stash_by_ctrl(controller: &AccountId) -> Result<AccountId, DispatchError> {
			Ok(controller.clone())
		}

		fn bonding_duration() -> EraIndex {
			1
		}

		fn current_era() -> EraIndex {
			0
		}

		fn stake(_: &AccountId) -> Result<Stake<Balance>, DispatchError> {
			Ok(Stake { total: 0, active: 0 })
		}

		fn bond(_: &AccountId, _: Balance, _: &AccountId) -> DispatchResult {
			Ok(())
		}

		fn nominate(_: &AccountId, _: Vec<AccountId>) -> DispatchResult {
			Ok(())
		}

		fn chill(_: &AccountId) -> DispatchResult {
			Ok(())
		}

		fn bond_extra(_: &AccountId, _: Balance) -> DispatchResult {
			Ok(())
		}

		fn unbond(_: &AccountId, _: Balance) -> DispatchResult {
			Ok(())
		}

		fn set_payee(_: &AccountId, _: &AccountId) -> DispatchResult {
			Ok(())
		}

		fn withdraw_unbonded(_: AccountId, _: u32) -> Result<bool, DispatchError> {
			Ok(false)
		}

		fn desired_validator_count() -> u32 {
			0
		}

		fn election_ongoing() -> bool {
			false
		}

		fn force_unstake(_: AccountId) -> DispatchResult {
			Ok(())
		}

		fn is_exposed_in_era(_: &AccountId, _: &EraIndex) -> bool {
			false
		}

		fn status(_: &AccountId) -> Result<StakerStatus<AccountId>, DispatchError> {
			Ok(StakerStatus::Idle)
		}

		fn is_virtual_staker(_: &AccountId) -> bool {
			false
		}

		fn slash_reward_fraction() -> Perbill {
			Perbill::zero()
		}

		#[cfg(feature = "runtime-benchmarks")]
		fn max_exposure_page_size() -> u32 {
			1
		}

		#[cfg(feature = "runtime-benchmarks")]
		fn add_era_stakers(_: &EraIndex, _: &AccountId, _: Vec<(AccountId, Balance)>) {}

		#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
		fn set_era(_: EraIndex) {}
	}
}
