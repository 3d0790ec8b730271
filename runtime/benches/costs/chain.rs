//! Chains to measure on, and calls.

use animechain_primitives::{
	consent::{Audience, StatedTerms},
	merkle_sum::{Leaf, LeafProof, MerkleSumTree},
	Amount, AssetId, AssetKind, Authority, Contents, Currency, Edge, Relation, Terms, MAX_EDGES,
};
use animechain_runtime::{
	constants::currency::ANIM, AccountId, Assets, Balances, Provenance, Royalty, Runtime,
	RuntimeCall, RuntimeOrigin, System,
};
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_support::traits::{fungible, fungibles},
	sp_core::H256,
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob},
	sp_runtime::{MultiAddress, Permill},
};

use crate::{
	common::{declaration, genesis},
	measure::must,
};

/// What is paid.
pub const AMOUNT: Amount = 7 * ANIM + 123_456_789;

/// A development chain in its first block, after `prepare`.
pub fn chain(prepare: impl FnOnce()) -> TestExternalities {
	let mut ext = genesis(DEV_RUNTIME_PRESET);
	ext.execute_with(|| {
		System::set_block_number(1);
		prepare();
		// Each block forgets the events of the one before.
		System::reset_events();
	});
	ext.commit_all().expect("the state can be committed");
	ext
}

/// Accounts of a crowded chain.
pub const PEOPLE: u32 = 1_000_000;

pub fn person(number: u32) -> AccountId {
	let mut bytes = [1; 32];
	bytes[..4].copy_from_slice(&number.to_le_bytes());
	AccountId::new(bytes)
}

/// A development chain with a million more accounts that have a balance.
pub fn crowded() -> TestExternalities {
	chain(|| {
		for number in 0..PEOPLE {
			<Balances as fungible::Mutate<AccountId>>::mint_into(&person(number), ANIM)
				.expect("within 128 bits");
		}
	})
}

/// Goes on in a later state.
pub fn then(ext: &mut TestExternalities, what: impl FnOnce()) {
	ext.execute_with(|| {
		what();
		System::reset_events();
	});
	ext.commit_all().expect("the state can be committed");
}

/// Lets in the `number`th currency, of which Alice, Bob and the pot have enough.
pub fn currency(number: u32) -> Currency {
	let root = RuntimeOrigin::root;
	let admin = Alice.to_account_id();
	Assets::force_create(root(), number.into(), MultiAddress::Id(admin), true, 1)
		.expect("a new number");
	for account in [Alice.to_account_id(), Bob.to_account_id(), Royalty::pot()] {
		<Assets as fungibles::Mutate<AccountId>>::mint_into(number, &account, 1_000_000 * ANIM)
			.expect("a new account");
	}
	Royalty::register_currency(root(), Currency::WithId(number)).expect("the pot has it");
	Currency::WithId(number)
}

pub fn pay(asset: AssetId, currency: Currency, amount: Amount) -> RuntimeCall {
	let reference = Some(H256::repeat_byte(9));
	pallet_royalty::Call::<Runtime>::pay { asset, currency, amount, reference }.into()
}

pub fn claim(pools: Vec<(AssetId, Currency)>) -> RuntimeCall {
	pallet_royalty::Call::<Runtime>::claim { pools }.into()
}

pub fn transfer_shares(asset: AssetId, to: Sr25519Keyring, units: u32) -> RuntimeCall {
	let to = MultiAddress::Id(to.to_account_id());
	pallet_royalty::Call::<Runtime>::transfer_shares { asset, to, units }.into()
}

/// Free, to everybody.
pub fn publish(asset: AssetId, quota: Option<u32>) -> RuntimeCall {
	let stated = StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: None,
		share: Permill::zero(),
		quota,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	};
	pallet_consent::Call::<Runtime>::publish_offer { asset, stated: Box::new(stated) }.into()
}

pub fn work(edges: Vec<Edge>) -> RuntimeCall {
	Call::<Runtime>::register_work { declaration: declaration(1), edges }.into()
}

pub fn edge(relation: Relation, parent: AssetId, share: Permill) -> Edge {
	Edge { parent, relation, share, authority: Authority::Control }
}

/// Alice's next asset of a kind, without a leaf.
pub fn register(kind: AssetKind, edges: Vec<Edge>) -> AssetId {
	let id = Provenance::next_asset_id();
	let declaration = declaration(id);
	let call = match kind {
		AssetKind::Work => Call::<Runtime>::register_work { declaration, edges },
		AssetKind::Dataset => Call::compose_dataset { declaration, edges },
		AssetKind::Model => Call::register_model { declaration, edges },
		AssetKind::Output => Call::register_output { declaration, contents: None, edges },
	};
	must(Alice, &call.into());
	id
}

/// Alice's next works without edges.
pub fn works(count: u32) -> Vec<AssetId> {
	(0..count).map(|_| register(AssetKind::Work, vec![])).collect()
}

/// As many edges as an asset may have, with the same share each.
pub fn all_edges(parents: &[AssetId], share: Permill) -> Vec<Edge> {
	assert_eq!(parents.len(), MAX_EDGES as usize);
	parents.iter().map(|parent| edge(Relation::DerivedFrom, *parent, share)).collect()
}

/// The leaves of a collection, and their tree.
pub struct Leaves {
	pub all: Vec<Leaf<AccountId>>,
	tree: MerkleSumTree,
}

impl Leaves {
	/// As many leaves, each of a contributor and a weight of its own.
	pub fn build(count: u32, contributor: impl Fn(u32) -> AccountId) -> Self {
		let all: Vec<_> = (0..count)
			.map(|index| Leaf {
				index,
				commitment: H256::from_low_u64_le(index.into()),
				contributor: contributor(index),
				weight: u64::from(index) + 1,
			})
			.collect();
		let nodes = all.iter().map(Leaf::node).collect();
		Self { all, tree: MerkleSumTree::build(nodes).expect("the leaves make a tree") }
	}

	pub fn weight(&self) -> u64 {
		self.tree.root().weight
	}

	pub fn contents(&self) -> Contents {
		Contents {
			root: self.tree.root().digest,
			leaves: self.tree.leaves(),
			weight: self.weight(),
			contributors_share: Permill::one(),
		}
	}

	pub fn proof(&self, index: u32) -> LeafProof {
		self.tree.proof(index).expect("the leaf is in the tree")
	}

	pub fn register(&self, edges: Vec<Edge>) -> RuntimeCall {
		let (declaration, contents) = (declaration(1), self.contents());
		Call::<Runtime>::register_collection { declaration, contents, edges }.into()
	}

	pub fn claim(&self, asset: AssetId, index: u32, currencies: Vec<Currency>) -> RuntimeCall {
		let leaf = self.all[index as usize].clone();
		let proof = self.proof(index);
		pallet_royalty::Call::<Runtime>::claim_leaf { asset, leaf, proof, currencies }.into()
	}
}
