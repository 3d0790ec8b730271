//! Every call, with what it needs: in the dearest case that is easy to come by, each on rows of its own.

pub mod consent;
pub mod currencies;
pub mod provenance;
pub mod rights;
pub mod royalty;
pub mod sdk;

use animechain_primitives::{
	AssetId, Authority, Currency, Declaration, Edge, Grounds, Reason, Relation,
};
use animechain_runtime::{
	constants::currency::ANIM, transactions::RefusalsFirst, AccountId, Assets, Balances,
	Provenance, Royalty, Runtime, RuntimeCall, RuntimeOrigin, TxExtension,
};
use codec::Encode;
use polkadot_sdk::{
	cumulus_pallet_weight_reclaim::StorageWeightReclaim,
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_support::traits::{fungible, fungibles, UnfilteredDispatchable},
	frame_system::{
		AuthorizeCall, CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
		CheckTxVersion, CheckWeight,
	},
	pallet_sudo,
	sp_core::{sr25519, Pair, H256},
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring::Alice,
	sp_runtime::{generic::Era, MultiAddress, OpaqueExtrinsic, Permill},
};

/// What is paid.
pub const AMOUNT: u128 = 7 * ANIM + 123_456_789;
/// Currencies that are let in, the native one among them.
pub const CURRENCIES: u32 = 8;
/// Edges of the dearest registration.
pub const EDGES: u32 = animechain_primitives::MAX_EDGES;

/// Somebody with a key. The number 0 is Alice, who may do what governance may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person(pub u32);

impl Person {
	/// The key.
	pub fn pair(self) -> sr25519::Pair {
		match self.0 {
			0 => Alice.pair(),
			number => sr25519::Pair::from_seed(&blake2_256(&("person", number).encode())),
		}
	}

	/// The account.
	pub fn account(self) -> AccountId {
		AccountId::from(self.pair().public())
	}

	/// The account's name in a call.
	pub fn address(self) -> MultiAddress<AccountId, ()> {
		MultiAddress::Id(self.account())
	}

	/// Does something, and must be able to.
	pub fn does(self, call: impl Into<RuntimeCall>) {
		must(RuntimeOrigin::signed(self.account()), call);
	}
}

/// Does something that must work.
pub fn must(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) {
	let call = call.into();
	if let Err(refusal) = call.clone().dispatch_bypass_filter(origin) {
		panic!("{call:?} fails: {:?}", refusal.error);
	}
}

/// A transaction before its nonce and its signature are known.
pub struct Transaction {
	/// Who signs it; nobody where the call itself says whether it is let in.
	pub from: Option<Person>,
	/// The encoded call.
	pub call: Vec<u8>,
}

impl Transaction {
	/// Signed.
	pub fn signed(from: Person, call: impl Into<RuntimeCall>) -> Self {
		Self { from: Some(from), call: call.into().encode() }
	}

	/// What governance does.
	pub fn root(call: impl Into<RuntimeCall>) -> Self {
		Self::signed(Person(0), pallet_sudo::Call::<Runtime>::sudo { call: Box::new(call.into()) })
	}

	/// Not signed.
	pub fn general(call: impl Into<RuntimeCall>) -> Self {
		Self { from: None, call: call.into().encode() }
	}

	/// As it arrives from the network.
	pub fn finish(&self, nonce: u32, implicit: &[u8]) -> OpaqueExtrinsic {
		let Self { from, call } = self;
		let explicit = extension(nonce).encode();
		let bytes = match from {
			None => [vec![0x45, 0], explicit, call.clone()].concat(),
			Some(person) => {
				let pair = person.pair();
				let payload = [call, &explicit[..], implicit].concat();
				let signature = if payload.len() > 256 {
					pair.sign(&blake2_256(&payload))
				} else {
					pair.sign(&payload)
				};
				let who = (0x84_u8, person.address(), 1_u8, signature).encode();
				[who, explicit, call.clone()].concat()
			},
		};
		OpaqueExtrinsic::from_blob(bytes)
	}
}

fn extension(nonce: u32) -> TxExtension {
	StorageWeightReclaim::new((
		AuthorizeCall::new(),
		CheckNonZeroSender::new(),
		CheckSpecVersion::new(),
		CheckTxVersion::new(),
		CheckGenesis::new(),
		CheckEra::from(Era::Immortal),
		CheckNonce::from(nonce),
		CheckWeight::new(),
		RefusalsFirst::tip(0),
		CheckMetadataHash::new(false),
	))
}

/// Transactions as they arrive one after the other, of people who have sent nothing before.
pub fn finished(transactions: &[&Transaction], implicit: &[u8]) -> Vec<OpaqueExtrinsic> {
	finished_from(0, transactions, implicit)
}

/// Transactions as they arrive one after the other, of people who have sent this many before.
pub fn finished_from(
	first: u32,
	transactions: &[&Transaction],
	implicit: &[u8],
) -> Vec<OpaqueExtrinsic> {
	let mut nonces = std::collections::BTreeMap::new();
	transactions
		.iter()
		.map(|transaction| {
			let nonce = match transaction.from {
				Some(person) => nonces.entry(person).or_insert(first),
				None => &mut 0,
			};
			let finished = transaction.finish(*nonce, implicit);
			*nonce += 1;
			finished
		})
		.collect()
}

/// Which maps a call walks, beside those of accounts and assets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Group {
	/// Assets.
	Provenance,
	/// Offers, licences, leaves that were taken out, reservations.
	Consent,
	/// Pools and what is due.
	Royalty,
	/// Agreements and listings.
	Rights,
	/// Which currencies there are: by itself, for with one fewer nothing else is as dear.
	Currencies,
	/// Accounts and balances.
	Sdk,
}

/// A call to measure.
pub struct Case {
	/// What it is called in the table.
	pub name: &'static str,
	/// Which maps it walks.
	pub group: Group,
	/// How many there may be in a block at most.
	pub most: usize,
	/// Makes ready the next.
	pub prepare: fn(&mut World) -> Transaction,
}

/// A case of which a block holds as many as it can.
pub const fn case(
	name: &'static str,
	group: Group,
	prepare: fn(&mut World) -> Transaction,
) -> Case {
	Case { name, group, most: usize::MAX, prepare }
}

/// All calls.
pub fn all() -> Vec<Case> {
	[
		provenance::cases(),
		consent::cases(),
		royalty::cases(),
		rights::cases(),
		currencies::cases(),
		sdk::cases(),
	]
	.into_iter()
	.flatten()
	.collect()
}

/// A state that is being made ready.
pub struct World {
	people: u32,
	/// What can be paid with: the native currency first.
	pub currencies: Vec<Currency>,
}

impl World {
	/// Lets in as many currencies as there can be.
	pub fn new() -> Self {
		let mut currencies = vec![Currency::Native];
		for number in 1..CURRENCIES {
			let root = RuntimeOrigin::root;
			Assets::force_create(root(), number.into(), Person(0).address(), true, 1)
				.expect("a new number");
			mint(number, &Royalty::pot());
			Royalty::register_currency(root(), Currency::WithId(number)).expect("the pot has it");
			currencies.push(Currency::WithId(number));
		}
		Self { people: 0, currencies }
	}

	/// A currency of the assets pallet: dearer than the native one.
	pub fn coin(&self) -> Currency {
		self.currencies[self.currencies.len() - 1].clone()
	}

	/// Somebody the chain has not seen.
	pub fn stranger(&mut self) -> Person {
		self.people += 1;
		Person(self.people)
	}

	/// Somebody with money.
	pub fn payer(&mut self) -> Person {
		let person = self.stranger();
		let account = person.account();
		<Balances as fungible::Mutate<AccountId>>::mint_into(&account, 10_000 * ANIM)
			.expect("within 128 bits");
		mint(CURRENCIES - 1, &account);
		person
	}

	/// Somebody with money, an asset and a deposit for it.
	pub fn registrant(&mut self) -> (Person, AssetId) {
		let person = self.payer();
		let asset = work(person, vec![]);
		(person, asset)
	}

	/// Pays an asset in this many currencies.
	pub fn earns(&mut self, asset: AssetId, pools: usize) {
		let payer = self.payer();
		for number in 1..CURRENCIES {
			mint(number, &payer.account());
		}
		let currencies: Vec<_> = self.currencies.iter().rev().take(pools).cloned().collect();
		for currency in currencies {
			payer.does(pay(asset, currency, AMOUNT));
		}
	}
}

impl Default for World {
	fn default() -> Self {
		Self::new()
	}
}

fn mint(number: u32, account: &AccountId) {
	<Assets as fungibles::Mutate<AccountId>>::mint_into(number, account, 100_000 * ANIM)
		.expect("a currency that is there");
}

/// With all fields full.
pub fn declaration() -> Declaration {
	Declaration {
		metadata: Some(H256::repeat_byte(2)),
		rights_information: Some(vec![1; 64].try_into().expect("as long as allowed")),
		..crate::common::declaration(1)
	}
}

/// With evidence.
pub fn grounds() -> Grounds {
	Grounds { reason: Reason::Infringement, evidence: Some(H256::repeat_byte(4)) }
}

/// An edge to a parent of the registrant's.
pub fn edge(relation: Relation, parent: AssetId) -> Edge {
	Edge { parent, relation, share: Permill::from_parts(1_000), authority: Authority::Control }
}

/// Registers something, and says which id it has.
pub fn registered(person: Person, call: pallet_provenance::Call<Runtime>) -> AssetId {
	let id = Provenance::next_asset_id();
	person.does(call);
	id
}

/// Somebody's next work.
pub fn work(person: Person, edges: Vec<Edge>) -> AssetId {
	let declaration = declaration();
	registered(person, pallet_provenance::Call::register_work { declaration, edges })
}

/// A payment.
pub fn pay(asset: AssetId, currency: Currency, amount: u128) -> RuntimeCall {
	let reference = Some(H256::repeat_byte(9));
	pallet_royalty::Call::<Runtime>::pay { asset, currency, amount, reference }.into()
}
