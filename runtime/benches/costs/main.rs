//! What calls cost, in native code: time of the dispatch, and bytes and keys of the storage proof, beside the
//! declared weight. Run with `make bench`; the binary also takes the names of subjects.
//!
//! | file | what is measured |
//! |---|---|
//! | `registration` | assets by their leaves, edges and permissions |
//! | `crowd` | money of a collection with a million contributors, in a state of a million accounts |
//! | `pools` | claims of many pools, and after many payments |
//! | `queue` | how money climbs, block by block |
//! | `rights` | agreements and sales, and control beside an item of `pallet-nfts` |
//!
//! Collections are really built: all their leaves, their tree, their root. Times are medians; each run is
//! rolled back, so every run meets the same state.

#[path = "../../tests/common/mod.rs"]
mod common;

mod blocks;
mod chain;
mod counts;
mod crowd;
mod deals;
mod measure;
mod peers;
mod pools;
mod queue;
mod registration;
mod rights;

fn main() {
	let named: Vec<_> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
	let subjects: [(&str, fn()); 5] = [
		("registration", registration::print),
		("crowd", crowd::print),
		("pools", pools::print),
		("queue", queue::print),
		("rights", rights::print),
	];
	for (name, print) in subjects {
		if named.is_empty() || named.iter().any(|one| one == name) {
			print();
		}
	}
}
