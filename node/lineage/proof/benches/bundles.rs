//! Prints how large bundles are beside proofs that were read from the state, and how long it takes to verify one.
//!
//! `cargo bench --locked --workspace --profile fast --bench bundles`, with the number of assets in `ASSETS` (a million if it
//! is not given: some minutes, and some GB of memory).

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use animechain_lineage_proof::{trie, verify, Expected};
use codec::Encode;
use common::{Chain, Shape};

const RUNS: u32 = 2_000;

fn main() {
	let assets = std::env::var("ASSETS").map_or(1_000_000, |text| text.parse().expect("a number"));
	println!(
		"ten steps among {assets} assets; bytes of SCALE, proofs as state_getReadProof gives them"
	);
	for (accounts, parents) in [(1, 1), (assets, 1), (assets, 2)] {
		let shape = Shape { assets, accounts, parents };
		let mut chain = Chain::new(shape);
		let path = shape.path();
		let bytes = chain.bundle(&path);
		let records: Vec<_> = path.iter().map(|id| trie::record_key(*id)).collect();
		let heads = path.iter().map(|id| trie::head_key(*id));
		let both: Vec<_> = records.iter().cloned().chain(heads).collect();
		let at_once = chain.read_proof(&records).encoded_size();
		let both = chain.read_proof(&both).encoded_size();
		let single = records.iter().map(|key| chain.read_proof(std::slice::from_ref(key)));
		let single: usize = single.map(|proof| proof.encoded_size()).sum();
		let expected = Expected { block: Some(chain.block()), ..Default::default() };
		let start = Instant::now();
		for _ in 0..RUNS {
			assert!(verify(std::hint::black_box(&bytes), &expected).is_ok());
		}
		let took = start.elapsed() / RUNS;
		let ratio = |of: usize| of as f64 / bytes.len() as f64;
		let registrants = if accounts == 1 { "one registrant" } else { "all registrants differ" };
		println!("{registrants}, {parents} parent(s) each");
		println!("  bundle                                  {:>7}", bytes.len());
		println!("  11 records, one after the other         {single:>7}  {:>5.1} x", ratio(single));
		println!(
			"  11 records in one request, ids known    {at_once:>7}  {:>5.1} x",
			ratio(at_once)
		);
		println!("  11 records and 11 heads in one request  {both:>7}  {:>5.1} x", ratio(both));
		println!("  verified in {took:.1?}");
	}
}
