//! A runtime of this pallet and of everything that it moves, pays and is woken by: all of it is real but who
//! certifies assets.

mod deals;
mod helper;
mod world;

use animechain_primitives::{behaviour::Certificates, Amount, AssetId, Currency, MAX_EDGES};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, parameter_types,
		storage::with_storage_layer,
		traits::{
			fungible::{HoldConsideration, NativeFromLeft, UnionOf},
			fungibles::Inspect,
			AsEnsureOriginWithArg, ConstU128, ConstU32, EqualPrivilegeOnly, Hooks,
			LinearStoragePrice,
		},
		weights::Weight,
		PalletId,
	},
	frame_system::{self, EnsureRoot, EnsureSigned},
	pallet_assets, pallet_balances, pallet_preimage, pallet_scheduler,
	sp_io::{storage::root, TestExternalities},
	sp_runtime::{
		testing::{TestSignature, UintAuthorityId},
		traits::{LookupError, StaticLookup},
		BuildStorage, DispatchError, DispatchResult, Perbill, StateVersion,
	},
};

use crate::{self as pallet_rights, Event};

pub use deals::*;
pub use helper::Helper;
pub use world::*;

pub type AccountId = u64;
pub type BlockNumber = u64;

/// Controls the assets that the tests are about, and gives.
pub const STUDIO: AccountId = 1;
/// Receives.
pub const COMMITTEE: AccountId = 2;
/// Pays revenue, buys.
pub const BUYER: AccountId = 3;
/// Approves.
pub const CLERK: AccountId = 4;
/// Has nothing at all.
pub const NOBODY: AccountId = 5;
/// An address behind which there is no account.
pub const UNLISTED: AccountId = AccountId::MAX;

pub const ENDOWMENT: Amount = 1 << 100;
/// The least balance of the native currency.
pub const LEAST: Amount = 10;
pub const NATIVE: Currency = Currency::Native;
/// A currency of the assets pallet that assets can be paid in.
pub const COIN: Currency = Currency::WithId(1);
/// The least balance of the coin.
pub const LEAST_COIN: Amount = 5;
/// A currency of the assets pallet that assets cannot be paid in.
pub const OTHER_COIN: Currency = Currency::WithId(2);
/// How many calls fit into the agenda of a block.
pub const AGENDA: u32 = 10;

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
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(4)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(5)]
	pub type Provenance = pallet_provenance;
	#[runtime::pallet_index(6)]
	pub type Consent = pallet_consent;
	#[runtime::pallet_index(7)]
	pub type Royalty = pallet_royalty;
	#[runtime::pallet_index(8)]
	pub type Rights = pallet_rights;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Amount>;
	type Block = frame_system::mocking::MockBlock<Test>;
	type Lookup = Directory;
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

impl pallet_preimage::Config for Test {
	type Consideration = ();
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

parameter_types! {
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
	pub const DepositBase: Amount = 100;
	pub const DepositPerByte: Amount = 1;
	pub const PotId: PalletId = PalletId(*b"royalty0");
	pub const EscrowId: PalletId = PalletId(*b"escrow00");
	pub const SettlementShare: Perbill = Perbill::from_percent(25);
	pub static ExecutionShare: Perbill = Perbill::from_percent(25);
	/// What scheduled calls may take of a block: a test can make it less.
	pub storage SchedulerWeight: Weight = Weight::MAX;
	/// Whether anybody certifies assets.
	pub storage CertificatesGiven: bool = true;
	/// Which assets are certified.
	pub storage Certified: Vec<AssetId> = Vec::new();
}

impl pallet_scheduler::Config for Test {
	type BlockNumberProvider = System;
	type MaxScheduledPerBlock = ConstU32<AGENDA>;
	type MaximumWeight = SchedulerWeight;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
}

impl pallet_provenance::Config for Test {
	type Admission = Consent;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ControlHook = Royalty;
	type MaxEdges = ConstU32<MAX_EDGES>;
	type MaxFreeRefreshes = ConstU32<64>;
	type Permission = Consent;
	type Promises = Rights;
	type ReviewOrigin = EnsureRoot<AccountId>;
	type StorageDeposit = HoldConsideration<
		AccountId,
		Balances,
		StorageHoldReason,
		LinearStoragePrice<DepositBase, DepositPerByte, Amount>,
	>;
	type WeightInfo = ();
}

impl pallet_consent::Config for Test {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ExclusionHook = Royalty;
	type FloorOrigin = EnsureRoot<AccountId>;
	type Ledger = Provenance;
	type MaxFreeExclusions = ConstU32<3>;
	type Promises = Rights;
	type Royalties = Royalty;
	type Signature = TestSignature;
	type Signer = UintAuthorityId;
	type WeightInfo = ();
}

pub type AllCurrencies = UnionOf<Balances, Assets, NativeFromLeft, Currency, AccountId>;

impl pallet_royalty::Config for Test {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
	type Currencies = AllCurrencies;
	type CurrencyOrigin = EnsureRoot<AccountId>;
	type Leaves = Consent;
	type Ledger = Provenance;
	type MaxClaims = ConstU32<32>;
	type PotId = PotId;
	type Promises = Rights;
	type Revenue = Rights;
	type ReviewOrigin = EnsureRoot<AccountId>;
	type SettlementShare = SettlementShare;
	type WeightInfo = pallet_royalty::weights::SubstrateWeight<Test>;
}

impl crate::Config for Test {
	type Assets = Provenance;
	type BenchmarkHelper = Helper;
	type Certificates = Reviewers;
	type Currencies = AllCurrencies;
	type EscrowId = EscrowId;
	type ExecutionShare = ExecutionShare;
	type Ledger = Provenance;
	type Licences = Consent;
	type MaxWaiting = ConstU32<8>;
	type PalletsOrigin = OriginCaller;
	type Preimages = Preimage;
	type Royalties = Royalty;
	type RuntimeCall = RuntimeCall;
	type Scheduler = Scheduler;
	type Shares = Royalty;
	type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// Certifies what a test says. There is no review pallet yet.
pub struct Reviewers;

impl Certificates for Reviewers {
	fn are_given() -> bool {
		CertificatesGiven::get()
	}

	fn is_certified(asset: AssetId) -> bool {
		Certified::get().contains(&asset)
	}
}

/// A chain in which all but nobody are rich, and the coin was let in.
pub fn new_test_ext() -> TestExternalities {
	let rich = [STUDIO, COMMITTEE, BUYER, CLERK];
	let of = |currency: u32| rich.map(|who| (currency, who, ENDOWMENT)).to_vec();
	let mut coins = [of(1), of(2)].concat();
	coins.push((1, Royalty::pot(), LEAST_COIN));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: rich.iter().map(|who| (*who, ENDOWMENT)).collect(),
			..Default::default()
		},
		assets: pallet_assets::GenesisConfig {
			assets: vec![(1, STUDIO, true, LEAST_COIN), (2, STUDIO, true, 1)],
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

pub fn issued() -> [Amount; 3] {
	[NATIVE, COIN, OTHER_COIN].map(AllCurrencies::total_issuance)
}

pub fn check_invariants() {
	Provenance::do_try_state().expect("every invariant of provenance holds");
	Consent::do_try_state().expect("every invariant of consent holds");
	Royalty::do_try_state().expect("every invariant of royalty holds");
	Rights::do_try_state().expect("every invariant of rights holds");
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// What an account has, and what of it is held for the bytes that it answers for.
pub fn wealth(currency: Currency, who: AccountId) -> Amount {
	AllCurrencies::total_balance(currency, &who)
}

/// What is in escrow beyond the least balance.
pub fn in_escrow(currency: Currency) -> Amount {
	let own = if currency == NATIVE { LEAST } else { 0 };
	wealth(currency, Rights::escrow()) - own
}

/// What is left of a block goes to those who work when it is idle.
pub fn idle_with(left: Weight) -> Weight {
	let now = System::block_number();
	let handed_on = Royalty::on_idle(now, left);
	let executed = Rights::on_idle(now, left.saturating_sub(handed_on));
	assert!(handed_on.saturating_add(executed).all_lte(left));
	handed_on.saturating_add(executed)
}

/// The block ends with nothing else to do.
pub fn idle() {
	idle_with(Weight::MAX);
}

/// The buyer pays revenue, and its block has time for what agreements wait for.
#[track_caller]
pub fn earn(asset: AssetId, currency: Currency, amount: Amount) {
	pay(asset, currency, amount);
	Rights::on_idle(System::block_number(), Weight::MAX);
}

/// The next block begins.
pub fn begin_block() {
	let block = System::block_number() + 1;
	System::set_block_number(block);
	Scheduler::on_initialize(block);
}

/// The block ends, and the next begins.
pub fn next_block() {
	idle();
	begin_block();
}

/// Blocks pass until this one begins.
pub fn go_to(block: BlockNumber) {
	while System::block_number() < block {
		next_block();
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

/// The bytes that an account answers for.
pub fn used(who: AccountId) -> u64 {
	pallet_provenance::StorageAccounts::<Test>::get(who).map_or(0, |account| account.used)
}

/// The events of this pallet, oldest first; forgets them.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Rights(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}
