//! What others do, on a chain of their own with as many accounts: the transfer of an item of `pallet-nfts`, with
//! the limits that Asset Hub has.

use std::time::Duration;

use animechain_runtime::{constants::currency::ANIM, AccountId};
use pallet_nfts::{
	CollectionConfig, CollectionSettings, MintSettings, PalletFeatures, WeightInfo as _,
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, parameter_types,
		traits::{fungible::Mutate, AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64},
		weights::{constants::RocksDbWeight, Weight},
	},
	frame_system::{self, EnsureRoot, EnsureSigned},
	pallet_balances,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::{
		traits::{IdentityLookup, Verify},
		BuildStorage, MultiSignature,
	},
};

use crate::{
	chain::{person, PEOPLE},
	measure::clocked,
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
	pub struct Peer;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Nfts = pallet_nfts;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Peer {
	type AccountData = pallet_balances::AccountData<u128>;
	type AccountId = AccountId;
	type Block = frame_system::mocking::MockBlock<Peer>;
	type DbWeight = RocksDbWeight;
	type Lookup = IdentityLookup<AccountId>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Peer {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

parameter_types! {
	pub Features: PalletFeatures = PalletFeatures::all_enabled();
}

impl pallet_nfts::Config for Peer {
	type ApprovalsLimit = ConstU32<20>;
	type AttributeDepositBase = ConstU128<1>;
	type BlockNumberProvider = System;
	type CollectionDeposit = ConstU128<1>;
	type CollectionId = u32;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type DepositPerByte = ConstU128<1>;
	type Features = Features;
	type ForceOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = ();
	type ItemAttributesApprovalsLimit = ConstU32<30>;
	type ItemDeposit = ConstU128<1>;
	type ItemId = u32;
	type KeyLimit = ConstU32<64>;
	type Locker = ();
	type MaxAttributesPerCall = ConstU32<10>;
	type MaxDeadlineDuration = ConstU64<5_184_000>;
	type MaxTips = ConstU32<10>;
	type MetadataDepositBase = ConstU128<1>;
	type OffchainPublic = <MultiSignature as Verify>::Signer;
	type OffchainSignature = MultiSignature;
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = ConstU32<256>;
	type ValueLimit = ConstU32<256>;
	type WeightInfo = pallet_nfts::weights::SubstrateWeight<Peer>;
}

/// A chain with a million more accounts, on which Alice has as many items of one collection.
pub fn items(count: u32) -> TestExternalities {
	let storage = RuntimeGenesisConfig::default().build_storage().expect("the genesis is valid");
	let mut ext = TestExternalities::from(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		for account in [&alice, &bob] {
			Balances::mint_into(account, 1_000 * ANIM).expect("within 128 bits");
		}
		for number in 0..PEOPLE {
			Balances::mint_into(&person(number), ANIM).expect("within 128 bits");
		}
		let config = CollectionConfig {
			settings: CollectionSettings::all_enabled(),
			max_supply: None,
			mint_settings: MintSettings::default(),
		};
		Nfts::create(RuntimeOrigin::signed(alice.clone()), alice.clone(), config)
			.expect("Alice is rich");
		for item in 0..count {
			Nfts::mint(RuntimeOrigin::signed(alice.clone()), 0, item, alice.clone(), None)
				.expect("a new item");
		}
		System::reset_events();
	});
	ext.commit_all().expect("the state can be committed");
	ext
}

/// Alice hands an item to Bob.
pub fn transfer(item: u32) -> Duration {
	let call =
		pallet_nfts::Call::<Peer>::transfer { collection: 0, item, dest: Bob.to_account_id() };
	clocked(RuntimeCall::from(call), RuntimeOrigin::signed(Alice.to_account_id()))
}

/// What that pallet declares, measured by those who made it.
pub fn declared() -> Weight {
	<Peer as pallet_nfts::Config>::WeightInfo::transfer()
}
