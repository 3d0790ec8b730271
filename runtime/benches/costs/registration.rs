//! Assets by their leaves, edges and permissions.
//!
//! The state is a fresh chain with one registrant that has registered and offered before.

use animechain_primitives::{AssetId, Authority, Edge, Grounds, Relation, MAX_EDGES};
use animechain_runtime::{AccountId, Runtime, RuntimeCall};
use pallet_provenance::Call;
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob},
};

use crate::{
	chain::{chain, publish, work, Leaves},
	common::edge,
	measure::{figure, head, measured_row, must, section, RUNS},
};

fn withdraw(asset: AssetId) -> RuntimeCall {
	Call::<Runtime>::withdraw { asset, grounds: Grounds::default() }.into()
}

fn withdraw_offer(offer: u64) -> RuntimeCall {
	let grounds = Grounds::default();
	pallet_consent::Call::<Runtime>::withdraw_offer { offer, grounds }.into()
}

fn register_collection(leaves: u32) -> RuntimeCall {
	Leaves::build(leaves, |_| AccountId::new([7; 32])).register(vec![])
}

/// A chain on which Alice has registered as many works as an asset may have edges, each with an offer of a
/// limited number of uses, and then did what `prepare` says.
fn offering(prepare: &[RuntimeCall]) -> TestExternalities {
	chain(|| {
		for asset in 0..MAX_EDGES.into() {
			must(Alice, &work(vec![]));
			must(Alice, &publish(asset, Some(9)));
		}
		for call in prepare {
			must(Alice, call);
		}
		// Bob has a storage account too.
		must(Bob, &work(vec![]));
	})
}

fn row(name: &str, who: Sr25519Keyring, prepare: &[RuntimeCall], call: &RuntimeCall) -> f64 {
	measured_row(&mut offering(prepare), name, who, call, RUNS)
}

pub fn print() {
	section("Registration");
	head();
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
	let ratio = |one: f64, other: f64| format!("{:.3}", one / other);
	figure("register: time with 2^20 leaves / with 1", ratio(by_leaves[2], by_leaves[0]));
	figure("register: time with 64 edges / with 1", ratio(by_edges[4], by_edges[1]));
	figure("register: time with 64 offers / with 64 controlled", ratio(by_offers[3], by_edges[4]));
	figure("withdraw: time with 10^6 leaves / with 1", ratio(by_withdrawn[1], by_withdrawn[0]));
}
