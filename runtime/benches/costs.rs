//! What calls cost, in native code: time of the dispatch and bytes of the storage proof, beside the
//! declared weight. Run with `make bench`.
//!
//! The state is a fresh chain with one registrant that has registered and offered before. The collections are really
//! built: all their leaves, their tree, their root. Times are medians; each run is rolled back, so every
//! run meets the same state.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use animechain_primitives::{
	consent::{Audience, StatedTerms},
	merkle_sum::{Leaf, MerkleSumTree},
	AssetId, Authority, Contents, Edge, Grounds, Relation, Terms, MAX_EDGES,
};
use animechain_runtime::{AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use codec::Encode;
use common::{declaration, edge, genesis};
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, storage::transactional::with_transaction},
	sp_core::H256,
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob},
	sp_runtime::{traits::Dispatchable, DispatchError, Permill, TransactionOutcome},
};

/// Runs of which the median is taken.
const RUNS: usize = 2_001;

fn collection(leaves: u32) -> Contents {
	let nodes = (0..leaves)
		.map(|index| Leaf {
			index,
			commitment: H256::from_low_u64_le(index.into()),
			contributor: AccountId::new([7; 32]),
			weight: 1,
		})
		.map(|leaf| leaf.node())
		.collect();
	let tree = MerkleSumTree::build(nodes).expect("the leaves make a tree");
	let contributors_share = Permill::one();
	let (root, weight) = (tree.root().digest, tree.root().weight);
	Contents { root, leaves, weight, contributors_share }
}

/// Free, to everybody.
fn publish(asset: AssetId, quota: Option<u32>) -> RuntimeCall {
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

fn withdraw(asset: AssetId) -> RuntimeCall {
	Call::<Runtime>::withdraw { asset, grounds: Grounds::default() }.into()
}

fn withdraw_offer(offer: u64) -> RuntimeCall {
	let grounds = Grounds::default();
	pallet_consent::Call::<Runtime>::withdraw_offer { offer, grounds }.into()
}

fn register_collection(leaves: u32) -> RuntimeCall {
	Call::<Runtime>::register_collection {
		declaration: declaration(1),
		contents: collection(leaves),
		edges: vec![],
	}
	.into()
}

fn work(edges: Vec<Edge>) -> RuntimeCall {
	Call::<Runtime>::register_work { declaration: declaration(1), edges }.into()
}

/// A chain on which Alice has registered as many works as an asset may have edges, each with an offer of a
/// limited number of uses, and then did what `prepare` says.
fn chain(prepare: &[RuntimeCall]) -> TestExternalities {
	let mut ext = genesis(DEV_RUNTIME_PRESET);
	ext.execute_with(|| {
		polkadot_sdk::frame_system::Pallet::<Runtime>::set_block_number(1);
		for asset in 0..MAX_EDGES.into() {
			assert!(succeeds(Alice, work(vec![])), "a work can be registered");
			assert!(succeeds(Alice, publish(asset, Some(9))), "and offered");
		}
		for call in prepare {
			assert!(succeeds(Alice, call.clone()), "what comes before can be done");
		}
		// Bob has a storage account too.
		assert!(succeeds(Bob, work(vec![])), "a work can be registered");
		// Each block forgets the events of the one before.
		polkadot_sdk::frame_system::Pallet::<Runtime>::reset_events();
	});
	ext.commit_all().expect("the state can be committed");
	ext
}

fn succeeds(who: Sr25519Keyring, call: RuntimeCall) -> bool {
	call.dispatch(RuntimeOrigin::signed(who.to_account_id())).is_ok()
}

fn median_time(ext: &mut TestExternalities, who: Sr25519Keyring, call: &RuntimeCall) -> Duration {
	let mut times: Vec<_> = (0..RUNS)
		.map(|_| {
			ext.execute_with(|| {
				with_transaction(|| {
					let call = call.clone();
					let start = Instant::now();
					let done = succeeds(who, call);
					let time = start.elapsed();
					assert!(done, "the call succeeds");
					TransactionOutcome::Rollback(Ok::<_, DispatchError>(time))
				})
				.expect("the transaction returns its time")
			})
		})
		.collect();
	times.sort();
	times[RUNS / 2]
}

fn proof_bytes(ext: &mut TestExternalities, who: Sr25519Keyring, call: &RuntimeCall) -> usize {
	let (_, proof) = ext.execute_and_prove(|| {
		assert!(succeeds(who, call.clone()), "the call succeeds");
	});
	proof.encoded_size()
}

/// Measures a call on a chain that was prepared for it, made anew for each figure: nothing is warm.
fn row(name: &str, who: Sr25519Keyring, prepare: &[RuntimeCall], call: &RuntimeCall) -> f64 {
	let time = median_time(&mut chain(prepare), who, call);
	let proof = proof_bytes(&mut chain(prepare), who, call);
	let weight = call.get_dispatch_info().call_weight;
	let micros = time.as_secs_f64() * 1e6;
	println!(
		"| {name:<37} | {micros:>7.1} | {proof:>7} | {:>9.1} | {:>9} |",
		weight.ref_time() as f64 / 1e6,
		weight.proof_size()
	);
	micros
}

fn main() {
	println!(
		"| call                                  | time µs | proof B | weight µs | weight B  |"
	);
	println!(
		"|---------------------------------------|--------:|--------:|----------:|----------:|"
	);

	let leaves = [1, 1 << 10, 1 << 20];
	let by_leaves = leaves.map(|leaves| {
		let name = format!("register_collection, {leaves} leaves");
		row(&name, Alice, &[], &register_collection(leaves))
	});
	let by_edges = [0, 1, 4, 16, 64].map(|count| {
		let edges = (0..count).map(|id| edge(Relation::DerivedFrom, id, 1)).collect();
		row(&format!("register_work, {count} edges"), Alice, &[], &work(edges))
	});
	let by_offers = [1, 4, 16, 64].map(|count| {
		let edges = (0..count)
			.map(|id| Edge {
				authority: Authority::Offer(id),
				..edge(Relation::DerivedFrom, id, 1)
			})
			.collect();
		row(&format!("register_work, {count} edges by offers"), Bob, &[], &work(edges))
	});
	row("publish_offer", Alice, &[], &publish(0, None));
	row("withdraw_offer", Alice, &[], &withdraw_offer(0));
	let collection = u64::from(MAX_EDGES);
	let by_withdrawn = [1, 1_000_000].map(|leaves| {
		let name = format!("withdraw, {leaves} leaves");
		row(&name, Alice, &[register_collection(leaves)], &withdraw(collection))
	});

	println!();
	println!("register: 2^20 leaves against 1:          {:.3}", by_leaves[2] / by_leaves[0]);
	println!("register: 64 edges against 1:             {:.3}", by_edges[4] / by_edges[1]);
	println!("register: 64 offers against 64 controlled: {:.3}", by_offers[3] / by_edges[4]);
	println!("withdraw: 10^6 leaves against 1:          {:.3}", by_withdrawn[1] / by_withdrawn[0]);
}
