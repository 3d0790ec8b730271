//! Money as signed transactions in whole blocks: who pays, how it climbs, and who gets it. After each block
//! every invariant holds and the native issuance is what it was.

#[path = "../common/blocks.rs"]
mod blocks;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/journey.rs"]
mod journey;
#[path = "../common/meta_tx.rs"]
mod meta_tx;

mod claims;
mod currencies;
mod payments;
mod people;
mod settlement;

use animechain_primitives::{
	merkle_sum::{Leaf, LeafProof, MerkleSumTree},
	Amount, AssetId, Contents, Currency, Relation,
};
use animechain_runtime::{
	configs::royalty::Currencies, constants::currency::EXISTENTIAL_DEPOSIT, AccountId, Balances,
	Royalty, Runtime, RuntimeCall, RuntimeEvent, System,
};
use blocks::Made;
use common::{declaration, edge, succeed};
use journey::{on_chain, waits, Journey};
use pallet_provenance::Call as Assets;
use pallet_royalty::{Call, Event};
use polkadot_sdk::{
	frame_support::traits::{fungible::Inspect as _, fungibles::Inspect},
	pallet_sudo,
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Eve, Ferdie},
	sp_runtime::{DispatchResult, Permill},
};

/// The native currency.
const NATIVE: Currency = Currency::Native;

fn id(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// What an account has of a currency, held or not.
fn balance(currency: &Currency, who: &AccountId) -> Amount {
	match currency {
		Currency::Native => Balances::total_balance(who),
		other => Currencies::balance(other.clone(), who),
	}
}

/// What the pot holds beyond the least balance, which is nobody's.
fn in_pot(currency: &Currency) -> Amount {
	Royalty::pot_balance(currency) - Currencies::minimum_balance(currency.clone())
}

fn pay(asset: AssetId, currency: &Currency, amount: Amount) -> Call<Runtime> {
	Call::pay { asset, currency: currency.clone(), amount, reference: None }
}

fn claim(asset: AssetId) -> Call<Runtime> {
	Call::claim { pools: vec![(asset, NATIVE)] }
}

/// Ferdie, who earns nothing, lets an account have what it earned with these assets.
fn claim_for(account: &AccountId, assets: &[AssetId], currency: &Currency) -> Call<Runtime> {
	let pools = assets.iter().map(|asset| (*asset, currency.clone())).collect();
	Call::claim_for { account: account.clone().into(), pools }
}

/// By the key that governs a development chain.
fn govern(call: impl Into<RuntimeCall>) {
	let call = Box::new(call.into());
	succeed(Alice, pallet_sudo::Call::<Runtime>::sudo { call });
	assert_eq!(governed(), Ok(()), "governance may do it");
}

/// What became of the last call by the key that governs.
fn governed() -> DispatchResult {
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => Some(sudo_result),
			_ => None,
		})
		.expect("something was done by sudo")
}

/// The events of the royalty pallet.
fn of_royalty(made: &Made) -> Vec<Event<Runtime>> {
	let royalty = |event: &RuntimeEvent| match event {
		RuntimeEvent::Royalty(event) => Some(event.clone()),
		_ => None,
	};
	made.events.iter().filter_map(royalty).collect()
}

/// A collection of three leaves, of weights 1, 2 and 7, whose contributors have no account.
struct Collection {
	leaves: Vec<Leaf<AccountId>>,
	tree: MerkleSumTree,
}

impl Collection {
	fn new() -> Self {
		let leaves: Vec<_> = [1, 2, 7]
			.into_iter()
			.zip(0_u32..)
			.map(|(weight, index)| Leaf {
				index,
				commitment: H256::from_low_u64_be(index.into()),
				contributor: AccountId::new([100 + index as u8; 32]),
				weight,
			})
			.collect();
		let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
		Self { leaves, tree }
	}

	/// The next asset: of what stays with it, contributors have 80 %.
	fn register(&self) -> Assets<Runtime> {
		let contents = Contents {
			root: self.tree.root().digest,
			leaves: self.leaves.len() as u32,
			weight: self.tree.root().weight,
			contributors_share: Permill::from_percent(80),
		};
		Assets::register_collection { declaration: declaration(1), contents, edges: vec![] }
	}

	fn proof(&self, index: u32) -> LeafProof {
		self.tree.proof(index).expect("the leaf is in the tree")
	}

	fn claim(&self, asset: AssetId, index: u32, currency: &Currency) -> Call<Runtime> {
		let leaf = self.leaves[index as usize].clone();
		let currencies = vec![currency.clone()];
		Call::claim_leaf { asset, leaf, proof: self.proof(index), currencies }
	}
}

fn work() -> Assets<Runtime> {
	Assets::register_work { declaration: declaration(1), edges: vec![] }
}

/// The next asset, made from one parent with half of what comes in.
fn made_from(parent: AssetId, relation: Relation) -> Assets<Runtime> {
	let (declaration, edges) = (declaration(1), vec![edge(relation, parent, 50)]);
	match relation {
		Relation::Includes => Assets::compose_dataset { declaration, edges },
		Relation::TrainedOn => Assets::register_model { declaration, edges },
		Relation::GeneratedBy => Assets::register_output { declaration, contents: None, edges },
		_ => Assets::register_work { declaration, edges },
	}
}

/// Eve's collection 0, and above it a dataset, a model, an output and two works: each passes half of what
/// comes in on. The newest is asset 5.
fn lineage(journey: &mut Journey) -> Collection {
	let collection = Collection::new();
	journey.block(|| {
		succeed(Eve, collection.register());
		let relations = [
			Relation::Includes,
			Relation::TrainedOn,
			Relation::GeneratedBy,
			Relation::DerivedFrom,
			Relation::DerivedFrom,
		];
		for (parent, relation) in (0..).zip(relations) {
			succeed(Eve, made_from(parent, relation));
		}
	});
	collection
}

/// Everybody who has a part of the lineage gets it, by Ferdie. Says how much that was.
fn pay_everybody_out(
	journey: &mut Journey,
	collection: &Collection,
	currency: &Currency,
) -> Amount {
	let contributors: Vec<_> =
		collection.leaves.iter().map(|leaf| leaf.contributor.clone()).collect();
	let everybody = || {
		let of = |who| balance(currency, who);
		contributors.iter().map(of).sum::<Amount>() + of(&id(Eve))
	};
	let before = everybody();
	journey.block(|| {
		succeed(Ferdie, claim_for(&id(Eve), &[0, 1, 2, 3, 4, 5], currency));
		for leaf in 0..3 {
			succeed(Ferdie, collection.claim(0, leaf, currency));
		}
	});
	everybody() - before
}

/// Bob pays in a block of its own.
fn paid(journey: &mut Journey, asset: AssetId, amount: Amount) -> Made {
	journey.block(|| succeed(Bob, pay(asset, &NATIVE, amount)))
}
