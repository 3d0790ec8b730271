//! Assets, and what people do with them.

use animechain_primitives::{
	merkle_sum::{Leaf, LeafProof, MerkleSumTree},
	Amount, AssetId, AssetKind, Authority, Basis, Commitment, Contents, Currency, Declaration,
	Edge, Grounds, Intent, Purpose, Purposes, Relation,
};
use polkadot_sdk::{
	frame_support::dispatch::DispatchResultWithPostInfo,
	sp_core::H256,
	sp_runtime::{DispatchResult, Permill},
};

use super::{signed, AccountId, Consent, Provenance, Royalty, RuntimeOrigin, ARTIST, BUYER};

pub fn declaration() -> Declaration {
	let purposes = Purposes::NONE.with(Purpose::AiGenerativeTraining);
	Declaration {
		commitment: H256::repeat_byte(1),
		metadata: None,
		rights_information: None,
		basis: Basis::OptIn,
		intent: Intent { purposes, commercial: false },
	}
}

pub fn registered(call: impl FnOnce() -> DispatchResult) -> AssetId {
	let id = Provenance::next_asset_id();
	assert_eq!(call(), Ok(()));
	id
}

/// An edge to an asset of one's own.
pub fn edge(relation: Relation, parent: AssetId, share: Permill) -> Edge {
	Edge { parent, relation, share, authority: Authority::Control }
}

/// The artist's next asset of a kind, with edges to the artist's own assets.
pub fn register(kind: AssetKind, parents: &[(Relation, AssetId, Permill)]) -> AssetId {
	let edges =
		parents.iter().map(|(relation, parent, share)| edge(*relation, *parent, *share)).collect();
	let origin = signed(ARTIST);
	registered(|| match kind {
		AssetKind::Work => Provenance::register_work(origin, declaration(), edges),
		AssetKind::Dataset => Provenance::compose_dataset(origin, declaration(), edges),
		AssetKind::Model => Provenance::register_model(origin, declaration(), edges),
		AssetKind::Output => Provenance::register_output(origin, declaration(), None, edges),
	})
}

/// The artist's next work.
pub fn work() -> AssetId {
	register(AssetKind::Work, &[])
}

/// The artist's next work, derived from others.
pub fn derived(parents: &[(AssetId, Permill)]) -> AssetId {
	let edges: Vec<_> =
		parents.iter().map(|(parent, share)| (Relation::DerivedFrom, *parent, *share)).collect();
	register(AssetKind::Work, &edges)
}

/// A collection and what is needed for the proofs of its leaves.
pub struct Collection {
	pub asset: AssetId,
	pub leaves: Vec<Leaf<AccountId>>,
	tree: MerkleSumTree,
}

impl Collection {
	pub fn proof(&self, leaf: u32) -> LeafProof {
		self.tree.proof(leaf).expect("the leaf is in the tree")
	}

	pub fn leaf(&self, leaf: u32) -> Leaf<AccountId> {
		self.leaves[leaf as usize].clone()
	}

	/// Somebody asks for what a leaf earned.
	pub fn claim(&self, leaf: u32, currencies: &[Currency]) -> DispatchResult {
		let (origin, proof) = (signed(BUYER), self.proof(leaf));
		Royalty::claim_leaf(origin, self.asset, self.leaf(leaf), proof, currencies.to_vec())
	}

	/// Its contributor takes a leaf out.
	pub fn exclude(&self, leaf: u32) -> DispatchResult {
		let (row, proof) = (self.leaf(leaf), self.proof(leaf));
		let origin = signed(row.contributor);
		plain(Consent::exclude_leaf(origin, self.asset, row, proof, Grounds::default()))
	}
}

/// The artist's next collection, of leaves of the given contributors and weights.
pub fn collection(contributors_share: Permill, of: &[(AccountId, u64)]) -> Collection {
	collection_of(contributors_share, of, vec![])
}

/// The next version of a collection of the artist.
pub fn version(
	of: AssetId,
	contributors_share: Permill,
	leaves: &[(AccountId, u64)],
) -> Collection {
	let edges = vec![edge(Relation::VersionOf, of, Permill::zero())];
	collection_of(contributors_share, leaves, edges)
}

fn collection_of(
	contributors_share: Permill,
	of: &[(AccountId, u64)],
	edges: Vec<Edge>,
) -> Collection {
	let leaves: Vec<_> = (0_u32..)
		.zip(of)
		.map(|(index, (contributor, weight))| Leaf {
			index,
			commitment: H256::from_low_u64_be(index.into()),
			contributor: *contributor,
			weight: *weight,
		})
		.collect();
	let tree = MerkleSumTree::build(leaves.iter().map(Leaf::node).collect()).expect("valid");
	let contents = Contents {
		root: tree.root().digest,
		leaves: leaves.len() as u32,
		weight: tree.root().weight,
		contributors_share,
	};
	let asset = registered(|| {
		Provenance::register_collection(signed(ARTIST), declaration(), contents, edges)
	});
	Collection { asset, leaves, tree }
}

/// The buyer pays.
pub fn pay(asset: AssetId, currency: Currency, amount: Amount) {
	assert_eq!(pay_call(signed(BUYER), asset, currency, amount, None), Ok(()));
}

/// Review finds an asset invalid.
pub fn invalidate(asset: AssetId) {
	let root = RuntimeOrigin::root();
	assert_eq!(Provenance::invalidate(root, asset, Grounds::default()), Ok(()));
}

/// An account takes what its units earned in one pool.
pub fn claim(who: AccountId, asset: AssetId, currency: Currency) -> DispatchResult {
	Royalty::claim(signed(who), vec![(asset, currency)])
}

/// An account hands units on.
pub fn hand_over(from: AccountId, asset: AssetId, to: AccountId, units: u32) -> DispatchResult {
	plain(Royalty::transfer_shares(signed(from), asset, to, units))
}

/// Control goes to somebody else.
pub fn move_control(from: AccountId, asset: AssetId, to: AccountId) -> DispatchResult {
	plain(Provenance::transfer_control(signed(from), asset, to))
}

/// A call without what it weighed.
pub fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|refusal| refusal.error)
}

/// A payment as a call, without what it weighed.
pub fn pay_call(
	origin: RuntimeOrigin,
	asset: AssetId,
	currency: Currency,
	amount: Amount,
	reference: Option<Commitment>,
) -> DispatchResult {
	Royalty::pay(origin, asset, currency, amount, reference)
		.map(|_| ())
		.map_err(|refusal| refusal.error)
}

/// A pull as a call, without what it weighed.
pub fn pull_call(
	origin: RuntimeOrigin,
	child: AssetId,
	edge: u8,
	currency: Currency,
) -> DispatchResult {
	Royalty::pull(origin, child, edge, currency).map(|_| ()).map_err(|refusal| refusal.error)
}
