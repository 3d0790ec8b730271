//! Other chains, and chains that start again from nothing.

use std::fs;

use crate::place::{Node, Place};

pub fn other_chains_are_noticed(place: &Place) {
	let other = format!("0x{}", "cd".repeat(32));
	place.register("register ink");
	let chain = place.kept("chains").remove(0);
	let known = chain.file_name().unwrap().to_str().unwrap().to_owned();
	// The same store, had it been filled on another chain.
	for path in place.kept(&format!("chains/{known}")) {
		fs::write(&path, fs::read_to_string(&path).unwrap().replace(&known, &other)).unwrap();
	}
	fs::rename(&chain, chain.with_file_name(&other)).unwrap();
	for line in ["verify ink/1.png", "register single.png", "dataset --includes 0", "retire 0"] {
		place.run(line).ends_with(1).says(&[&known, &other, "--store"]);
	}
	place.run("register single.png --new-chain").ends_with(0);
	place.run("verify single.png").ends_with(0);
	place.run("register card.md").ends_with(0);
}

pub fn a_chain_that_starts_again_is_noticed(place: &Place, again: &Node) {
	// The first chain already has some assets, so this one gets a larger id than any on the second.
	place.register("register ink");
	let again = Place { node: again, folder: place.folder.clone() };
	again.run("verify ink/1.png").ends_with(1).says(&["there is no asset"]);

	// And here the same id means two things.
	let second = Place::new(again.node, "again-2");
	second.register("register ink");
	let first = Place { node: place.node, folder: second.folder.clone() };
	first.run("verify ink/1.png").ends_with(3).says(&["started again from nothing"]);
}

pub fn what_is_registered_again_is_found(node: &Node) {
	// The store of a chain on which this was asset 0: now another registration of the same files is.
	let place = Place::new(node, "again-2");
	assert_eq!(place.register("register ink"), "0");
	place.run("verify ink/1.png").ends_with(0);
	place.run("proof ink/1.png --out proof.json").ends_with(0);
	place.run("verify ink/1.png --proof proof.json").ends_with(0).says(&["verified"]);
	// And one with a larger id than any here.
	let place = Place::new(node, "again-1");
	place.register("register ink");
	place.run("verify ink/1.png").ends_with(0);
	place.run("proof ink/1.png --out proof.json").ends_with(0);

	let proof = fs::read_to_string(place.path("proof.json")).unwrap();
	let proof = proof.replace("\"asset\": \"1\"", "\"asset\": \"999999\"");
	fs::write(place.path("forged.json"), proof).unwrap();
	place.run("verify ink/1.png --proof forged.json").ends_with(3).says(&["999999"]);
}
