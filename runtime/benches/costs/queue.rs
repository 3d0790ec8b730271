//! How money climbs by itself, block by block.

use animechain_primitives::{AssetId, AssetKind, Currency, Edge, Relation};
use animechain_runtime::{Provenance, Royalty, Runtime};
use pallet_royalty::{InProgress, Queue};
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob},
	sp_runtime::Permill,
};

use crate::{
	blocks::{self, Block},
	chain::{all_edges, chain, edge, pay, register, then, work, works, Leaves, AMOUNT},
	common,
	measure::{at_most, figure, must, section},
};

const NATIVE: Currency = Currency::Native;
const PAYMENTS: usize = 10_000;
const OUTPUTS: usize = 100;

pub fn print() {
	section("10,000 payments to 100 outputs of one model, in full blocks");
	coalescing(false);
	coalescing(true);
	section("Five levels");
	levels();
	section("What one idle block hands on");
	throughput();
}

fn waits() -> bool {
	InProgress::<Runtime>::exists() || Queue::<Runtime>::iter_keys().next().is_some()
}

/// Goes on until nothing waits: how many blocks, and how many parts they handed on.
fn settle(ext: &mut TestExternalities) -> (usize, usize) {
	let (mut blocks, mut pulls) = (0, 0);
	while ext.execute_with(waits) {
		pulls += blocks::empty(ext).pulls;
		blocks += 1;
	}
	(blocks, pulls)
}

fn one_parent(relation: Relation, parent: AssetId, percent: u32) -> Vec<Edge> {
	vec![edge(relation, parent, Permill::from_percent(percent))]
}

/// A model that was trained on one collection.
fn model() -> AssetId {
	let collection = Provenance::next_asset_id();
	let leaves = Leaves::build(8, |_| Sr25519Keyring::Charlie.to_account_id());
	must(Alice, &leaves.register(vec![]));
	register(AssetKind::Model, one_parent(Relation::TrainedOn, collection, 30))
}

fn outputs(model: AssetId, count: usize) -> Vec<AssetId> {
	let edges = || one_parent(Relation::GeneratedBy, model, 20);
	(0..count).map(|_| register(AssetKind::Output, edges())).collect()
}

fn coalescing(reclaim: bool) {
	let (mut source, mut paid) = (0, vec![]);
	let mut ext = chain(|| {
		source = model();
		paid = outputs(source, OUTPUTS);
		must(Bob, &work(vec![]));
	});
	let (mut sent, mut full, mut pulls) = (0, 0, 0);
	while sent < PAYMENTS {
		let block = blocks::next(&mut ext, reclaim, |number| {
			let next = sent + number;
			let asset = paid[next % OUTPUTS];
			(next < PAYMENTS).then(|| common::signed(Bob, pay(asset, NATIVE, AMOUNT)))
		});
		sent += block.transactions;
		pulls += block.pulls;
		full += 1;
	}
	let (blocks, later) = settle(&mut ext);
	pulls += later;
	ext.execute_with(|| {
		let inflow = PAYMENTS as u128 * AMOUNT;
		let handed_on: u128 =
			paid.iter().map(|asset| Royalty::pool(*asset, NATIVE).expect("paid").handed_on).sum();
		let [model, collection] = [source, source - 1]
			.map(|asset| Royalty::pool(asset, NATIVE).expect("its part has arrived").inflow);
		// A fifth of what each output got, to the planck.
		let share = Permill::from_percent(20);
		let expected = OUTPUTS as u128 * share.mul_floor(inflow / OUTPUTS as u128);
		assert_eq!((handed_on, model), (expected, expected));
		assert_eq!(collection, Permill::from_percent(30).mul_floor(model));
	});
	let how = if reclaim { "with reclaimed proof" } else { "as declared" };
	figure(&format!("{how}: payments"), PAYMENTS);
	figure(&format!("{how}: blocks that hold them"), full);
	figure(&format!("{how}: pulls"), pulls);
	figure(&format!("{how}: pulls without coalescing: a payment, two levels"), 2 * PAYMENTS);
	let ratio = pulls as f64 / PAYMENTS as f64;
	figure(&format!("{how}: pulls / payments"), format!("{ratio:.3}"));
	figure(&format!("{how}: empty blocks until everything has arrived"), blocks);
}

fn levels() {
	let mut path = vec![];
	let mut ext = chain(|| {
		let collection = Provenance::next_asset_id();
		let leaves = Leaves::build(8, |_| Sr25519Keyring::Charlie.to_account_id());
		must(Alice, &leaves.register(vec![]));
		path.push(collection);
		for (kind, relation) in [
			(AssetKind::Dataset, Relation::Includes),
			(AssetKind::Model, Relation::TrainedOn),
			(AssetKind::Model, Relation::FineTunedFrom),
			(AssetKind::Model, Relation::MergedFrom),
			(AssetKind::Output, Relation::GeneratedBy),
		] {
			let parent = *path.last().expect("the collection");
			path.push(register(kind, one_parent(relation, parent, 50)));
		}
	});
	let output = *path.last().expect("the output");
	let call = pay(output, NATIVE, AMOUNT);
	let first = blocks::next(&mut ext, false, |number| {
		(number == 0).then(|| common::signed(Bob, call.clone()))
	});
	let (later, pulls) = settle(&mut ext);
	ext.execute_with(|| {
		let mut amount = AMOUNT;
		for asset in path.iter().rev() {
			assert_eq!(Royalty::pool(*asset, NATIVE).expect("reached").inflow, amount);
			amount /= 2;
		}
	});
	assert_eq!(first.pulls + pulls, 5);
	let blocks = (later + 1) as f64;
	at_most("an output five levels deep: blocks until every level has its part", blocks, 10.0);
}

fn throughput() {
	let mut ext = chain(|| {
		let parents = works(64);
		let share = Permill::from_percent(1);
		for _ in 0..60 {
			register(AssetKind::Work, all_edges(&parents, share));
		}
	});
	then(&mut ext, || (64..124).for_each(|asset| must(Bob, &pay(asset, NATIVE, AMOUNT))));
	let first = blocks::empty(&mut ext);
	report("60 assets of 64 edges", &first, 60 * 64);
	let mut paid = vec![];
	let mut ext = chain(|| {
		let source = model();
		paid = outputs(source, 2_000);
	});
	then(&mut ext, || paid.iter().for_each(|asset| must(Bob, &pay(*asset, NATIVE, AMOUNT))));
	let first = blocks::empty(&mut ext);
	report("2,000 outputs of one model", &first, 2_000);
}

fn report(name: &str, block: &Block, waiting: usize) {
	let Block { pulls, idle, idle_time, idle_proof, .. } = block;
	assert!(*pulls < waiting, "the block is the limit, not the queue");
	figure(&format!("{name}: edges that one idle block hands on"), pulls);
	let declared = idle.ref_time() as f64 / 1e9;
	let measured = idle_time.as_secs_f64() * 1e3;
	figure(&format!("{name}: declared time of them, ms"), format!("{declared:.1}"));
	figure(&format!("{name}: measured time of them, ms"), format!("{measured:.1}"));
	figure(&format!("{name}: declared proof of them, bytes"), idle.proof_size());
	figure(&format!("{name}: measured proof of them, bytes"), idle_proof);
}
