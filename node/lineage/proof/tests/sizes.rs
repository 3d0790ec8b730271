//! How large a bundle is beside what a node without bundles would have to be asked for.

mod common;

use animechain_lineage_proof::{trie, verify, Expected};
use codec::Encode;
use common::{Chain, Shape};

#[test]
fn ten_steps_among_a_hundred_thousand_assets_fit_into_four_kilobytes() {
	let shape = Shape { assets: 100_000, accounts: 1, parents: 1 };
	let mut chain = Chain::new(shape);
	let path = shape.path();
	let bytes = chain.bundle(&path);
	assert!(verify(&bytes, &Expected::default()).is_ok());
	assert!(bytes.len() <= 4_096, "{}", bytes.len());
	// What asks for the same rows one after the other, since each names the next.
	let mut one_by_one = 0;
	for id in &path {
		one_by_one += chain.read_proof(&[trie::record_key(*id)]).encoded_size();
	}
	assert!(bytes.len() * 6 <= one_by_one, "{} of {one_by_one}", bytes.len());
}
