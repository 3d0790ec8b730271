//! What registering costs, in native code: time of the dispatch and bytes of the storage proof, beside the
//! declared weight. Run with `make bench`.
//!
//! The state is a fresh chain with one registrant that has registered before. The collections are really
//! built: all their leaves, their tree, their root. Times are medians; each run is rolled back, so every
//! run meets the same state.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::{Duration, Instant};

use animechain_primitives::{
	merkle_sum::{Leaf, MerkleSumTree},
	Contents, Edge, Relation,
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
	sp_keyring::Sr25519Keyring::Alice,
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
	let (root, weight) = (tree.root().hash, tree.root().weight);
	Contents { root, leaves, weight, contributors_share }
}

fn work(edges: Vec<Edge>) -> RuntimeCall {
	Call::<Runtime>::register_work { declaration: declaration(1), edges }.into()
}

/// A chain on which Alice has registered `assets` works.
fn chain(assets: usize) -> TestExternalities {
	let mut ext = genesis(DEV_RUNTIME_PRESET);
	ext.execute_with(|| {
		polkadot_sdk::frame_system::Pallet::<Runtime>::set_block_number(1);
		for _ in 0..assets {
			assert!(succeeds(work(vec![])), "a work can be registered");
		}
		// Each block forgets the events of the one before.
		polkadot_sdk::frame_system::Pallet::<Runtime>::reset_events();
	});
	ext.commit_all().expect("the state can be committed");
	ext
}

fn succeeds(call: RuntimeCall) -> bool {
	call.dispatch(RuntimeOrigin::signed(Alice.to_account_id())).is_ok()
}

fn median_time(ext: &mut TestExternalities, call: &RuntimeCall) -> Duration {
	let mut times: Vec<_> = (0..RUNS)
		.map(|_| {
			ext.execute_with(|| {
				with_transaction(|| {
					let call = call.clone();
					let start = Instant::now();
					let done = succeeds(call);
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

fn proof_bytes(ext: &mut TestExternalities, call: &RuntimeCall) -> usize {
	let (_, proof) = ext.execute_and_prove(|| {
		assert!(succeeds(call.clone()), "the call succeeds");
	});
	proof.encoded_size()
}

/// Measures a call on a chain with `assets` assets, made anew for each figure: nothing is warm.
fn row(name: &str, assets: usize, call: &RuntimeCall) -> f64 {
	let time = median_time(&mut chain(assets), call);
	let proof = proof_bytes(&mut chain(assets), call);
	let weight = call.get_dispatch_info().call_weight;
	let micros = time.as_secs_f64() * 1e6;
	println!(
		"| {name:<35} | {micros:>7.1} | {proof:>7} | {:>9.1} | {:>9} |",
		weight.ref_time() as f64 / 1e6,
		weight.proof_size()
	);
	micros
}

fn main() {
	println!("| call                                | time µs | proof B | weight µs | weight B  |");
	println!("|-------------------------------------|--------:|--------:|----------:|----------:|");

	let by_leaves = [1, 1 << 10, 1 << 20].map(|leaves| {
		let call = Call::<Runtime>::register_collection {
			declaration: declaration(1),
			contents: collection(leaves),
			edges: vec![],
		};
		row(&format!("register_collection, {leaves} leaves"), 64, &call.into())
	});
	let by_edges = [0, 1, 4, 16, 64].map(|count| {
		let edges = (0..count).map(|id| edge(Relation::DerivedFrom, id, 1)).collect();
		row(&format!("register_work, {count} edges"), 64, &work(edges))
	});

	println!();
	println!("2^20 leaves against 1:  {:.3}", by_leaves[2] / by_leaves[0]);
	println!("64 edges against 1:     {:.3}", by_edges[4] / by_edges[1]);
}
