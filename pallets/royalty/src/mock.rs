//! A runtime of this pallet, provenance, consent, balances and assets.

mod expectation;
mod world;

use std::{cell::RefCell, collections::BTreeMap};

use animechain_primitives::{Amount, AssetId, Currency, MAX_EDGES};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, parameter_types,
		storage::with_storage_layer,
		traits::{
			fungible::{HoldConsideration, NativeFromLeft, UnionOf},
			fungibles::Inspect,
			AsEnsureOriginWithArg, ConstU128, ConstU32, Hooks, LinearStoragePrice, OnNewAccount,
		},
		weights::{constants::RocksDbWeight, Weight},
		PalletId,
	},
	frame_system::{self, EnsureRoot, EnsureSigned},
	pallet_assets, pallet_balances,
	sp_io::{
		hashing::twox_128,
		storage::{get, next_key, root},
		TestExternalities,
	},
	sp_runtime::{
		testing::{TestSignature, UintAuthorityId},
		traits::{LookupError, StaticLookup},
		BuildStorage, DispatchError, DispatchResult, Perbill, Permill, StateVersion,
	},
};

use crate::{self as pallet_royalty, types::Pool, Event, InProgress, Pools, Queue};

pub use expectation::*;
pub use world::*;

pub type AccountId = u64;

/// Registers and controls the assets that the tests are about.
pub const ARTIST: AccountId = 1;
/// Contributes leaves, buys shares.
pub const MAKER: AccountId = 2;
/// Pays.
pub const BUYER: AccountId = 3;
/// Has nothing at all.
pub const NOBODY: AccountId = 4;
/// An address behind which there is no account.
pub const UNLISTED: AccountId = AccountId::MAX;

pub const ENDOWMENT: Amount = 1 << 100;
/// The least balance of the native currency.
pub const LEAST: Amount = 10;
pub const NATIVE: Currency = Currency::Native;
/// A currency of the assets pallet that was let in.
pub const COIN: Currency = Currency::WithId(1);
/// The least balance of the coin.
pub const LEAST_COIN: Amount = 5;
/// A currency of the assets pallet that was not let in.
pub const OTHER_COIN: Currency = Currency::WithId(2);

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
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type Provenance = pallet_provenance;
	#[runtime::pallet_index(4)]
	pub type Consent = pallet_consent;
	#[runtime::pallet_index(5)]
	pub type Royalty = pallet_royalty;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Amount>;
	type Block = frame_system::mocking::MockBlock<Test>;
	type DbWeight = RocksDbWeight;
	type Lookup = Directory;
	type OnNewAccount = Strange;
}

/// All addresses are accounts, but one.
pub struct Directory;

impl StaticLookup for Directory {
	type Source = AccountId;
	type Target = AccountId;

	fn lookup(address: AccountId) -> Result<AccountId, LookupError> {
		if address == UNLISTED {
			return Err(LookupError);
		}
		Ok(address)
	}

	fn unlookup(account: AccountId) -> AccountId {
		account
	}
}

/// Code of others that runs in the middle of a transfer, when an account comes to be.
pub struct Strange;

thread_local! {
	static STRANGE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Runs once, in the middle of the next transfer to an account that is new.
pub fn in_the_middle(code: impl FnOnce() + 'static) {
	STRANGE.replace(Some(Box::new(code)));
}

impl OnNewAccount<AccountId> for Strange {
	fn on_new_account(_: &AccountId) {
		if let Some(code) = STRANGE.take() {
			code();
		}
	}
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Amount;
	type ExistentialDeposit = ConstU128<LEAST>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type AssetAccountDeposit = ConstU128<10>;
	type AssetDeposit = ConstU128<1>;
	type ApprovalDeposit = ConstU128<1>;
	type Balance = Amount;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type ForceOrigin = EnsureRoot<AccountId>;
	type MetadataDepositBase = ConstU128<1>;
	type MetadataDepositPerByte = ConstU128<1>;
}

parameter_types! {
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
	pub const DepositBase: Amount = 100;
	pub const DepositPerByte: Amount = 1;
	pub const PotId: PalletId = PalletId(*b"royalty0");
	pub static SettlementShare: Perbill = Perbill::from_percent(25);
}

impl pallet_provenance::Config for Test {
	type Admission = Consent;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ControlHook = Royalty;
	type MaxEdges = ConstU32<MAX_EDGES>;
	type MaxFreeRefreshes = ConstU32<64>;
	type Permission = Consent;
	type Promises = ();
	type ReviewOrigin = EnsureRoot<AccountId>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Amount>,
	>;
	type WeightInfo = pallet_provenance::weights::SubstrateWeight<Test>;
}

impl pallet_consent::Config for Test {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ExclusionHook = Royalty;
	type FloorOrigin = EnsureRoot<AccountId>;
	type Ledger = Provenance;
	type MaxFreeExclusions = ConstU32<3>;
	type Promises = ();
	type Royalties = Royalty;
	type Signature = TestSignature;
	type Signer = UintAuthorityId;
	type WeightInfo = pallet_consent::weights::SubstrateWeight<Test>;
}

pub type AllCurrencies = UnionOf<Balances, Assets, NativeFromLeft, Currency, AccountId>;

impl crate::Config for Test {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
	type Currencies = AllCurrencies;
	type CurrencyOrigin = EnsureRoot<AccountId>;
	type Leaves = Consent;
	type Ledger = Provenance;
	type MaxClaims = ConstU32<32>;
	type PotId = PotId;
	type Promises = ();
	type Revenue = Expectation;
	type ReviewOrigin = EnsureRoot<AccountId>;
	type SettlementShare = SettlementShare;
	type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// A chain in which artist, maker and buyer are rich, and a coin was let in.
pub fn new_test_ext() -> TestExternalities {
	STRANGE.take();
	expect_no_revenue();
	let rich = [ARTIST, MAKER, BUYER];
	let mut coins: Vec<_> = rich.iter().map(|who| (1, *who, ENDOWMENT)).collect();
	coins.push((1, Royalty::pot(), LEAST_COIN));
	coins.push((2, BUYER, ENDOWMENT));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: rich.iter().map(|who| (*who, ENDOWMENT)).collect(),
			..Default::default()
		},
		assets: pallet_assets::GenesisConfig {
			assets: vec![(1, ARTIST, true, LEAST_COIN), (2, ARTIST, true, 1)],
			accounts: coins,
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is valid");
	let mut chain = TestExternalities::from(storage);
	chain.execute_with(|| {
		System::set_block_number(1);
		assert_eq!(Royalty::register_currency(RuntimeOrigin::root(), COIN), Ok(()));
		System::reset_events();
	});
	chain
}

/// Runs a test in block 1. At its end every invariant holds, and no currency was made or destroyed.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		let before = issued();
		test();
		check_invariants();
		assert_eq!(issued(), before, "money was made or destroyed");
	});
}

fn issued() -> [Amount; 3] {
	[NATIVE, COIN, OTHER_COIN].map(AllCurrencies::total_issuance)
}

pub fn check_invariants() {
	Provenance::do_try_state().expect("every invariant of provenance holds");
	Consent::do_try_state().expect("every invariant of consent holds");
	Royalty::do_try_state().expect("every invariant of royalty holds");
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn balance(currency: Currency, who: AccountId) -> Amount {
	AllCurrencies::balance(currency, &who)
}

/// What an account has, and what of it is held for the bytes that it answers for.
pub fn wealth(currency: Currency, who: AccountId) -> Amount {
	AllCurrencies::total_balance(currency, &who)
}

/// What the pot holds beyond the least balance.
pub fn in_pot(currency: Currency) -> Amount {
	let least = AllCurrencies::minimum_balance(currency.clone());
	Royalty::pot_balance(&currency) - least
}

pub fn pool(asset: AssetId, currency: Currency) -> Pool {
	Pools::<Test>::get(asset, currency).expect("it was paid")
}

/// A share in percent.
pub fn percent(share: u32) -> Permill {
	Permill::from_percent(share)
}

/// A block that has nothing else to do.
pub fn idle() -> Weight {
	idle_with(Weight::MAX)
}

/// A block that has this much left.
pub fn idle_with(left: Weight) -> Weight {
	let block = System::block_number() + 1;
	System::set_block_number(block);
	Royalty::on_idle(block, left)
}

/// As many blocks as the queue needs, without looking at the clock.
pub fn settle_all() {
	while Queue::<Test>::iter_keys().next().is_some() || InProgress::<Test>::exists() {
		assert!(Royalty::on_idle(0, Weight::MAX).ref_time() > 0);
	}
}

/// As a call is dispatched: nothing stays of one that fails.
pub fn as_a_call(call: impl FnOnce() -> DispatchResult) -> DispatchResult {
	with_storage_layer(call)
}

/// A call that fails with this error, and changes nothing at all.
#[track_caller]
pub fn refuses(error: impl Into<DispatchError>, call: impl FnOnce() -> DispatchResult) {
	let before = root(StateVersion::V1);
	assert_eq!(as_a_call(call), Err(error.into()));
	assert_eq!(root(StateVersion::V1), before, "something changed");
}

/// All rows of this pallet, by their keys.
pub fn rows() -> BTreeMap<Vec<u8>, Vec<u8>> {
	let prefix = twox_128(b"Royalty");
	let mut rows = BTreeMap::new();
	let mut key = prefix.to_vec();
	while let Some(next) = next_key(&key).filter(|next| next.starts_with(&prefix)) {
		rows.insert(next.clone(), get(&next).expect("a key has a value").to_vec());
		key = next;
	}
	rows
}

/// The bytes that an account answers for.
pub fn used(who: AccountId) -> u64 {
	pallet_provenance::StorageAccounts::<Test>::get(who).map_or(0, |account| account.used)
}

/// The events of this pallet, oldest first; forgets them.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Royalty(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// How often something was handed on since the events were last looked at.
pub fn pulls() -> usize {
	events().iter().filter(|event| matches!(event, Event::Pulled { .. })).count()
}

/// Sets up for the benchmarks what is outside this pallet.
#[cfg(feature = "runtime-benchmarks")]
mod helper;
#[cfg(feature = "runtime-benchmarks")]
pub use helper::Helper;
