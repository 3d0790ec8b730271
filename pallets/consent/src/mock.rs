//! A runtime of this pallet, provenance, balances and assets.

use std::cell::RefCell;

use animechain_primitives::{
	behaviour::RoyaltySink,
	consent::{Amount, Answer, Audience, Currency, Price, Request, StatedTerms},
	merkle_sum::{Leaf, LeafProof, MerkleSumTree},
	AssetId, AssetKind, Authority, Basis, Contents, Declaration, Edge, Grounds, Head, Intent,
	LicenceId, OfferId, Purpose, Purposes, Relation, Terms, MAX_EDGES,
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl, parameter_types,
		traits::{
			fungible::{HoldConsideration, InspectHold, Mutate},
			tokens::Preservation,
			ConstU128, ConstU32, LinearStoragePrice,
		},
		weights::Weight,
	},
	frame_system::{self, EnsureRoot},
	pallet_balances,
	sp_core::H256,
	sp_io::TestExternalities,
	sp_runtime::{
		testing::{TestSignature, UintAuthorityId},
		BuildStorage, DispatchError, DispatchResult, Permill,
	},
};

use crate::{self as pallet_consent, Event};

pub type AccountId = u64;
pub type BlockNumber = u64;
pub type Stated = StatedTerms<AccountId, BlockNumber>;

/// Controls the works that the tests are about.
pub const ARTIST: AccountId = 1;
/// Makes datasets and models of them.
pub const MAKER: AccountId = 2;
pub const STRANGER: AccountId = 3;
pub const POOR: AccountId = 4;

pub const ENDOWMENT: Amount = 1 << 60;

/// What a payment takes, and what it takes at most.
pub const PAYING: Weight = Weight::from_parts(3_000, 40);
pub const MOST_PAYING: Weight = Weight::from_parts(5_000, 60);

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
	pub type Provenance = pallet_provenance;
	#[runtime::pallet_index(3)]
	pub type Consent = pallet_consent;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountData = pallet_balances::AccountData<Amount>;
	type Block = frame_system::mocking::MockBlock<Test>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Amount;
	type ExistentialDeposit = ConstU128<10>;
}

parameter_types! {
	pub const StorageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Provenance(pallet_provenance::HoldReason::Storage);
	pub const DepositBase: Amount = 100;
	pub const DepositPerByte: Amount = 1;
	pub storage MaxFreeExclusions: u32 = 3;
}

impl pallet_provenance::Config for Test {
	type Admission = Consent;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ControlHook = ();
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
	type WeightInfo = ();
}

impl pallet_consent::Config for Test {
	type Assets = Provenance;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::mock::Helper;
	type ExclusionHook = ();
	type FloorOrigin = EnsureRoot<AccountId>;
	type Ledger = Provenance;
	type MaxFreeExclusions = MaxFreeExclusions;
	type Promises = ();
	type Royalties = PaysController;
	type Signature = TestSignature;
	type Signer = UintAuthorityId;
	type WeightInfo = ();
}

/// Pays native amounts to the controller, and keeps a list of what was paid for what.
pub struct PaysController;

thread_local! {
	static PAID: RefCell<Vec<(AccountId, AssetId, Currency, Amount)>> = const { RefCell::new(Vec::new()) };
}

impl RoyaltySink<AccountId> for PaysController {
	fn pay(
		payer: &AccountId,
		asset: AssetId,
		currency: Currency,
		amount: Amount,
	) -> Result<Weight, DispatchError> {
		if currency != Currency::Native {
			return Err(DispatchError::Other("unknown currency"));
		}
		let controller = pallet_provenance::Heads::<Test>::get(asset).map(|head| head.controller);
		let controller = controller.ok_or(DispatchError::CannotLookup)?;
		Balances::transfer(payer, &controller, amount, Preservation::Preserve)?;
		PAID.with_borrow_mut(|paid| paid.push((*payer, asset, currency, amount)));
		Ok(PAYING)
	}

	fn pay_weight() -> Weight {
		MOST_PAYING
	}
}

/// What was paid so far; forgets it.
pub fn paid() -> Vec<(AccountId, AssetId, Currency, Amount)> {
	PAID.take()
}

/// A chain in which artist, maker and stranger are rich.
pub fn new_test_ext() -> TestExternalities {
	PAID.take();
	let balances = vec![(ARTIST, ENDOWMENT), (MAKER, ENDOWMENT), (STRANGER, ENDOWMENT), (POOR, 10)];
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is valid");
	TestExternalities::from(storage)
}

/// Runs a test in block 1 and checks every invariant of both pallets at its end.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		System::set_block_number(1);
		test();
		check_invariants();
	});
}

pub fn check_invariants() {
	Provenance::do_try_state().expect("every invariant of provenance holds");
	Consent::do_try_state().expect("every invariant of consent holds");
}

pub fn at(block: u64) {
	System::set_block_number(block);
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn purposes(of: &[Purpose]) -> Purposes {
	of.iter().fold(Purposes::NONE, |set, one| set.with(*one))
}

/// A declaration with an intent that asks for generative training and nothing else.
pub fn declaration(content: u64) -> Declaration {
	Declaration {
		commitment: H256::from_low_u64_be(content),
		metadata: None,
		rights_information: None,
		basis: Basis::OptIn,
		intent: Intent { purposes: purposes(&[Purpose::AiGenerativeTraining]), commercial: false },
	}
}

/// A declaration with an intent of exactly these purposes, not commercial.
pub fn meant_for(of: &[Purpose]) -> Declaration {
	let intent = Intent { purposes: purposes(of), commercial: false };
	Declaration { intent, ..declaration(3) }
}

/// Free, to everybody, for everything.
pub fn open_offer() -> Stated {
	StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	}
}

/// For an amount of the native currency, to everybody.
pub fn priced_offer(amount: Amount) -> Stated {
	let price = Some(Price { currency: Currency::Native, amount });
	StatedTerms { price, ..open_offer() }
}

/// A free offer to everybody of exactly these purposes.
pub fn offer_of(of: &[Purpose]) -> Stated {
	Stated { terms: Terms { purposes: purposes(of), ..Terms::UNRESTRICTED }, ..open_offer() }
}

/// A free offer to one account.
pub fn addressed_offer(to: AccountId) -> Stated {
	Stated { audience: Audience::Only(to), ..open_offer() }
}

/// The id of the asset that a call registers.
pub fn registered(call: impl FnOnce() -> DispatchResult) -> AssetId {
	let id = Provenance::next_asset_id();
	assert_eq!(call(), Ok(()));
	id
}

/// Anybody's attempt to register an asset of any kind.
pub fn register(
	who: AccountId,
	kind: AssetKind,
	declared: Declaration,
	edges: Vec<Edge>,
) -> DispatchResult {
	let origin = signed(who);
	match kind {
		AssetKind::Work => Provenance::register_work(origin, declared, edges),
		AssetKind::Dataset => Provenance::compose_dataset(origin, declared, edges),
		AssetKind::Model => Provenance::register_model(origin, declared, edges),
		AssetKind::Output => Provenance::register_output(origin, declared, None, edges),
	}
}

/// The artist's next work.
pub fn work() -> AssetId {
	registered(|| Provenance::register_work(signed(ARTIST), declaration(1), vec![]))
}

/// The artist's next collection: leaves of weight 1, 2, 3 and so on by the given contributors.
pub fn collection(contributors: &[AccountId]) -> (AssetId, Vec<Leaf<AccountId>>, MerkleSumTree) {
	let leaves: Vec<_> = (0_u32..)
		.zip(contributors)
		.map(|(index, contributor)| Leaf {
			index,
			commitment: H256::from_low_u64_be(index.into()),
			contributor: *contributor,
			weight: u64::from(index) + 1,
		})
		.collect();
	let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
	let contents = Contents {
		root: tree.root().digest,
		leaves: leaves.len() as u32,
		weight: tree.root().weight,
		contributors_share: Permill::from_percent(80),
	};
	let id = registered(|| {
		Provenance::register_collection(signed(ARTIST), declaration(1), contents, vec![])
	});
	(id, leaves, tree)
}

pub fn proof(tree: &MerkleSumTree, leaf: &Leaf<AccountId>) -> LeafProof {
	tree.proof(leaf.index).expect("the leaf is in the tree")
}

/// Publishes an offer by the artist.
pub fn publish(asset: AssetId, stated: Stated) -> OfferId {
	let id = crate::NextOfferId::<Test>::get();
	assert_eq!(Consent::publish_offer(signed(ARTIST), asset, Box::new(stated)), Ok(()));
	id
}

/// Accepts an offer as its terms are now.
pub fn accept(who: AccountId, offer: OfferId) -> LicenceId {
	let id = crate::NextLicenceId::<Test>::get();
	let row = crate::Offers::<Test>::get(offer).expect("published");
	let digest = row.stated.digest(row.asset);
	let call = accept_call(signed(who), offer, row.stated.price, row.stated.share, digest);
	assert_eq!(call, Ok(()));
	id
}

/// An acceptance as a call, without what it weighed.
pub fn accept_call(
	origin: RuntimeOrigin,
	offer: OfferId,
	max_price: Option<Price>,
	max_share: Permill,
	terms: H256,
) -> DispatchResult {
	Consent::accept_offer(origin, offer, max_price, max_share, terms)
		.map(|_| ())
		.map_err(|refusal| refusal.error)
}

pub fn edge(relation: Relation, parent: AssetId, authority: Authority) -> Edge {
	Edge { parent, relation, share: Permill::zero(), authority }
}

/// An edge with a share.
pub fn shared(share: Permill, edge: Edge) -> Edge {
	Edge { share, ..edge }
}

/// The maker composes a dataset.
pub fn compose(edges: Vec<Edge>) -> DispatchResult {
	Provenance::compose_dataset(signed(MAKER), declaration(2), edges)
}

/// The maker includes one parent in a dataset.
pub fn include(parent: AssetId, authority: Authority) -> DispatchResult {
	compose(vec![edge(Relation::Includes, parent, authority)])
}

pub fn grounds() -> Grounds {
	Grounds::default()
}

/// How often an offer was used.
pub fn uses(offer: OfferId) -> u32 {
	crate::Offers::<Test>::get(offer).expect("published").uses
}

pub fn head(asset: AssetId) -> Head<AccountId, BlockNumber> {
	pallet_provenance::Heads::<Test>::get(asset).expect("registered")
}

/// The edges of an asset as they are recorded.
pub fn recorded(asset: AssetId) -> Vec<Edge> {
	Provenance::edges_of(asset).expect("registered")
}

/// What is held of an account's money for the bytes that it answers for.
pub fn held(who: AccountId) -> Amount {
	Balances::balance_on_hold(&StorageHoldReason::get(), &who)
}

/// The bytes of all rows of this pallet, keys included.
pub fn consent_bytes() -> Amount {
	use polkadot_sdk::{sp_io, sp_io::hashing::twox_128};
	let prefix = twox_128(b"Consent");
	let mut bytes = 0;
	let mut key = prefix.to_vec();
	while let Some(next) = sp_io::storage::next_key(&key).filter(|key| key.starts_with(&prefix)) {
		let value = sp_io::storage::get(&next).map_or(0, |value| value.len());
		bytes += (next.len() + value) as Amount;
		key = next;
	}
	bytes
}

/// A question about generative training that is not commercial.
pub fn request(who: AccountId, at: Option<BlockNumber>) -> Request<AccountId, BlockNumber> {
	let purposes = purposes(&[Purpose::AiGenerativeTraining]);
	Request { who, purposes, commercial: false, at }
}

/// The answer to that question.
pub fn ask(asset: AssetId, who: AccountId, at: Option<BlockNumber>) -> Answer {
	Consent::permitted(asset, request(who, at), None)
}

/// The events of this pallet, oldest first; forgets them.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Consent(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// Sets up for the benchmarks what is outside this pallet.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl pallet_provenance::BenchmarkHelper<AccountId> for Helper {
	fn endow(account: &AccountId) {
		Balances::set_balance(account, ENDOWMENT);
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId, TestSignature> for Helper {
	fn contributor() -> AccountId {
		77
	}

	fn sign(message: &[u8]) -> TestSignature {
		TestSignature(77, message.to_vec())
	}

	fn endow(account: &AccountId) {
		Balances::set_balance(account, ENDOWMENT);
	}

	fn register_work(controller: &AccountId) -> AssetId {
		let origin = signed(*controller);
		registered(|| Provenance::register_work(origin, declaration(1), vec![]))
	}

	fn register_collection(registrant: &AccountId, contents: Contents) -> AssetId {
		let origin = signed(*registrant);
		registered(|| Provenance::register_collection(origin, declaration(1), contents, vec![]))
	}
}
