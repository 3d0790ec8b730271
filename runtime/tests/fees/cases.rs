//! Every call of ours, as it is usually made, in a state in which it succeeds.

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	merkle_sum::{Leaf, LeafProof, MerkleSumTree},
	AssetId, Contents, Currency, Grounds, Purposes, Relation, Terms,
};
use animechain_runtime::{
	constants::currency::ANIM, AccountId, Assets, BlockNumber, Consent, Royalty, Runtime,
	RuntimeCall, RuntimeOrigin,
};
use pallet_consent::Call as ConsentCall;
use pallet_provenance::Call as ProvenanceCall;
use pallet_rights::Call as RightsCall;
use pallet_royalty::Call as RoyaltyCall;
use polkadot_sdk::{
	frame_support::traits::fungibles::{Create, Mutate as _},
	frame_system::RawOrigin,
	sp_core::{Pair, H256},
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Ferdie, One},
	sp_runtime::{traits::Dispatchable, MultiSignature, Permill},
};

use crate::{
	common::{declaration, edge},
	deals::*,
};

/// A call, and who makes it.
pub type Made = (RuntimeOrigin, RuntimeCall);

/// Who answers for the bytes of a call.
#[derive(Clone, Copy, Debug)]
pub enum Bytes {
	/// Somebody, in the call.
	Paid,
	/// Whoever made another call, without which this one is not possible.
	Before(&'static str),
	/// There are none: what is written was there.
	None,
	/// Nobody, and this is why they are bounded.
	Bounded(&'static str),
}

/// A call in a state of its own.
pub struct Case {
	/// `Pallet.call`, with what makes it a special one after a comma.
	pub name: &'static str,
	/// Makes the state, and gives the call.
	pub prepare: fn() -> Made,
	/// Who answers for the bytes.
	pub bytes: Bytes,
}

const GOVERNANCE: &str = "only governance makes it";
pub const NATIVE: Currency = Currency::Native;

/// All of them, in the order of their indices.
pub fn cases() -> Vec<Case> {
	use Bytes::{Before, Bounded, None, Paid};
	let case = |name, prepare: fn() -> Made, bytes| Case { name, prepare, bytes };
	vec![
		case("Provenance.register_work", || begin(Alice, work(9)), Paid),
		case("Provenance.register_collection", register_collection, Paid),
		case("Provenance.compose_dataset", || begin(Alice, dataset(1)), Paid),
		case("Provenance.compose_dataset, 64 parents", || of_many(dataset(64)), Paid),
		case("Provenance.register_model", register_model, Paid),
		case("Provenance.register_output", register_output, Paid),
		case("Provenance.retire", || begin(Alice, ProvenanceCall::retire { asset: 0, grounds: why() }), Paid),
		case("Provenance.transfer_control", || begin(Alice, control_to(Bob)), Paid),
		case("Provenance.transfer_control, to a new account", || begin(Alice, control_to(One)), Paid),
		case("Provenance.withdraw", || begin(Alice, withdraw()), Before("Provenance.register_work")),
		case("Provenance.reinstate", reinstate, Paid),
		case("Provenance.quarantine", || by_root(ProvenanceCall::quarantine { asset: 0, grounds: why() }), Bounded(GOVERNANCE)),
		case("Provenance.lift_quarantine", lift_quarantine, Bounded(GOVERNANCE)),
		case("Provenance.invalidate", || by_root(ProvenanceCall::invalidate { asset: 0, grounds: why() }), Bounded(GOVERNANCE)),
		case("Provenance.refresh", refresh, None),
		case("Provenance.sponsor_storage", sponsor_storage, Paid),
		case("Consent.publish_offer", || begin(Alice, offer()), Paid),
		case("Consent.withdraw_offer", withdraw_offer, None),
		case("Consent.accept_offer", accept_offer, Paid),
		case("Consent.transfer_licence", transfer_licence, Paid),
		case("Consent.exclude_leaf", exclude_leaf, Paid),
		case("Consent.reserve", || begin(Bob, reserve()), Paid),
		case("Consent.lift_reservation", lift_reservation, None),
		case("Consent.raise_opt_in_floor", || by_root(ConsentCall::raise_opt_in_floor { floor: Permill::from_percent(1) }), Bounded("one value, and only governance writes it")),
		case("Consent.exclude_leaf_signed", exclude_leaf_signed, Paid),
		case("Royalty.pay", || begin(Bob, pay(0)), Paid),
		case("Royalty.pull", pull, Bounded("a pool of each ancestor in each of eight currencies, and no more: the ancestors were paid for")),
		case("Royalty.claim", claim, Paid),
		case("Royalty.claim_for", claim_for, Paid),
		case("Royalty.claim_leaf", claim_leaf, Paid),
		case("Royalty.transfer_shares", transfer_shares, Paid),
		case("Royalty.register_currency", register_currency, Bounded("seven at most, and only governance lets them in")),
		case("Royalty.redirect", redirect, Bounded(GOVERNANCE)),
		case("Rights.propose", propose, Paid),
		case("Rights.accept", accept, Paid),
		case("Rights.cancel", cancel, None),
		case("Rights.approve", approve, Before("Rights.accept")),
		case("Rights.fund", fund, Before("Rights.accept")),
		case("Rights.poke", poke, Before("Rights.accept")),
		case("Rights.collect", collect, None),
		case("Rights.list", list, Paid),
		case("Rights.unlist", || listed(Alice, RightsCall::unlist { listing: 0 }), None),
		case("Rights.buy", || listed(Bob, RightsCall::buy { listing: 0, max_price: price() }), Paid),
	]
}

pub fn by(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	let (origin, call) = made(who, call);
	call.clone().dispatch(origin).unwrap_or_else(|error| panic!("{call:?}: {error:?}"));
}

pub fn made(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> Made {
	(RuntimeOrigin::signed(who.to_account_id()), call.into())
}

fn root(call: impl Into<RuntimeCall>) {
	let call: RuntimeCall = call.into();
	call.clone()
		.dispatch(RuntimeOrigin::root())
		.unwrap_or_else(|error| panic!("{call:?}: {error:?}"));
}

/// Works of Alice (0), Bob (1) and Charlie (2), so that they have answered for bytes before.
pub fn works() {
	for (who, content) in [(Alice, 0), (Bob, 1), (Charlie, 2)] {
		by(who, work(content));
	}
}

pub fn begin(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> Made {
	works();
	made(who, call)
}

fn by_root(call: impl Into<RuntimeCall>) -> Made {
	works();
	(RuntimeOrigin::root(), call.into())
}

fn why() -> Grounds {
	Grounds::default()
}

pub fn price() -> Price {
	Price { currency: NATIVE, amount: ANIM }
}

pub fn work(content: u64) -> ProvenanceCall<Runtime> {
	ProvenanceCall::register_work { declaration: declaration(content), edges: vec![] }
}

/// Of the first works, which are Alice's.
fn dataset(parents: u64) -> ProvenanceCall<Runtime> {
	let edges = (0..parents).map(|parent| edge(Relation::Includes, parent, 1)).collect();
	ProvenanceCall::compose_dataset { declaration: declaration(100), edges }
}

fn of_many(call: ProvenanceCall<Runtime>) -> Made {
	for content in 0..64 {
		by(Alice, work(content));
	}
	made(Alice, call)
}

/// Two leaves: Bob's and Charlie's.
fn leaves() -> (Vec<Leaf<AccountId>>, MerkleSumTree) {
	let leaves: Vec<_> = (0..)
		.zip([Bob, Charlie])
		.map(|(index, who)| Leaf {
			index,
			commitment: H256::from_low_u64_be(index.into()),
			contributor: who.to_account_id(),
			weight: 1,
		})
		.collect();
	let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("two leaves");
	(leaves, tree)
}

fn collection() -> ProvenanceCall<Runtime> {
	let (_, tree) = leaves();
	let contents = Contents {
		root: tree.root().digest,
		leaves: 2,
		weight: 2,
		contributors_share: Permill::one(),
	};
	ProvenanceCall::register_collection { declaration: declaration(9), contents, edges: vec![] }
}

fn register_collection() -> Made {
	begin(Alice, collection())
}

/// Alice's collection (3), with the leaf that is Bob's.
fn with_leaf() -> (Leaf<AccountId>, LeafProof) {
	works();
	by(Alice, collection());
	let (leaves, tree) = leaves();
	(leaves[0].clone(), tree.proof(0).expect("it is there"))
}

fn model() -> ProvenanceCall<Runtime> {
	let edges = vec![edge(Relation::TrainedOn, 3, 20)];
	ProvenanceCall::register_model { declaration: declaration(10), edges }
}

fn register_model() -> Made {
	works();
	by(Alice, dataset(1));
	made(Alice, model())
}

fn register_output() -> Made {
	works();
	by(Alice, dataset(1));
	by(Alice, model());
	let edges = vec![edge(Relation::GeneratedBy, 4, 20)];
	let declaration = declaration(11);
	made(Alice, ProvenanceCall::register_output { declaration, contents: None, edges })
}

fn control_to(who: Sr25519Keyring) -> ProvenanceCall<Runtime> {
	ProvenanceCall::transfer_control { asset: 0, to: who.to_account_id().into() }
}

fn withdraw() -> ProvenanceCall<Runtime> {
	ProvenanceCall::withdraw { asset: 0, grounds: why() }
}

fn reinstate() -> Made {
	works();
	by(Alice, withdraw());
	made(Alice, ProvenanceCall::reinstate { asset: 0, grounds: why() })
}

fn lift_quarantine() -> Made {
	works();
	root(ProvenanceCall::<Runtime>::quarantine { asset: 0, grounds: why() });
	(RuntimeOrigin::root(), ProvenanceCall::lift_quarantine { asset: 0, grounds: why() }.into())
}

fn refresh() -> Made {
	works();
	by(Alice, dataset(1));
	by(Alice, withdraw());
	made(Bob, ProvenanceCall::refresh { asset: 3 })
}

fn sponsor_storage() -> Made {
	let beneficiary = One.to_account_id().into();
	begin(Alice, ProvenanceCall::sponsor_storage { beneficiary, bytes: 1_000 })
}

fn stated() -> StatedTerms<AccountId, BlockNumber> {
	StatedTerms {
		terms: Terms { purposes: Purposes::ALL, commercial: true, expires: None },
		audience: Audience::Anyone,
		price: Some(price()),
		share: Permill::from_percent(5),
		quota: Some(9),
		from: None,
		until: None,
		licence_period: Some(1_000),
		transferable: true,
		legal: None,
	}
}

fn offer() -> ConsentCall<Runtime> {
	ConsentCall::publish_offer { asset: 0, stated: Box::new(stated()) }
}

fn withdraw_offer() -> Made {
	works();
	by(Alice, offer());
	made(Alice, ConsentCall::withdraw_offer { offer: 0, grounds: why() })
}

fn accept_offer() -> Made {
	works();
	by(Alice, offer());
	let terms = Consent::terms_digest(0).expect("it was published");
	let max_share = Permill::one();
	made(Bob, ConsentCall::accept_offer { offer: 0, max_price: Some(price()), max_share, terms })
}

fn transfer_licence() -> Made {
	let (origin, call) = accept_offer();
	call.dispatch(origin).expect("it can be accepted");
	let to = Charlie.to_account_id().into();
	made(Bob, ConsentCall::transfer_licence { licence: 0, to })
}

/// With a pool, where the leaf stops earning.
fn exclude_leaf() -> Made {
	let (leaf, proof) = with_leaf();
	by(Charlie, pay(3));
	made(Bob, ConsentCall::exclude_leaf { asset: 3, leaf, proof, grounds: why() })
}

fn exclude_leaf_signed() -> Made {
	let (leaf, proof) = with_leaf();
	by(Charlie, pay(3));
	let signature = MultiSignature::Sr25519(Bob.pair().sign(b"looked at when it is let in"));
	let call =
		ConsentCall::exclude_leaf_signed { asset: 3, leaf, proof, grounds: why(), signature };
	(RawOrigin::<AccountId>::Authorized.into(), call.into())
}

fn reserve() -> ConsentCall<Runtime> {
	ConsentCall::reserve { key: H256::repeat_byte(7), purposes: Purposes::ALL }
}

fn lift_reservation() -> Made {
	works();
	by(Bob, reserve());
	made(Bob, ConsentCall::lift_reservation { key: H256::repeat_byte(7) })
}

fn pay(asset: AssetId) -> RoyaltyCall<Runtime> {
	RoyaltyCall::pay { asset, currency: NATIVE, amount: 100 * ANIM, reference: None }
}

pub fn paid() {
	works();
	by(Bob, pay(0));
}

fn pull() -> Made {
	works();
	by(Alice, dataset(1));
	by(Bob, pay(3));
	made(Charlie, RoyaltyCall::pull { child: 3, edge: 0, currency: NATIVE })
}

fn claim() -> Made {
	paid();
	made(Alice, RoyaltyCall::claim { pools: vec![(0, NATIVE)] })
}

fn claim_for() -> Made {
	paid();
	let account = Alice.to_account_id().into();
	made(Charlie, RoyaltyCall::claim_for { account, pools: vec![(0, NATIVE)] })
}

fn claim_leaf() -> Made {
	let (leaf, proof) = with_leaf();
	by(Charlie, pay(3));
	made(Charlie, RoyaltyCall::claim_leaf { asset: 3, leaf, proof, currencies: vec![NATIVE] })
}

/// The first of an asset that has earned.
fn transfer_shares() -> Made {
	paid();
	let to = Bob.to_account_id().into();
	made(Alice, RoyaltyCall::transfer_shares { asset: 0, to, units: 10 })
}

fn register_currency() -> Made {
	works();
	let admin = Ferdie.to_account_id();
	<Assets as Create<_>>::create(1, admin, true, 1).expect("there is none");
	Assets::mint_into(1, &Royalty::pot(), 1).expect("the pot can have it");
	(RuntimeOrigin::root(), RoyaltyCall::register_currency { currency: Currency::WithId(1) }.into())
}

fn redirect() -> Made {
	paid();
	root(ProvenanceCall::<Runtime>::invalidate { asset: 0, grounds: why() });
	let to = Charlie.to_account_id().into();
	(RuntimeOrigin::root(), RoyaltyCall::redirect { asset: 0, to }.into())
}
