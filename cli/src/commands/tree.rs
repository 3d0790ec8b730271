//! `tree`: hashing and building without a node, for measuring.

use std::time::Instant;

use animechain_primitives::LeafIndex;
use polkadot_sdk::sp_runtime::Permill;
use serde_json::json;

use super::{Answer, Context};
use crate::{
	args::Tree,
	chain::AccountId,
	collect,
	hashing::{hash_files, progress_bar},
	leaves::{self, File},
	render::{json, table::Table},
};

/// Does everything that `register` does before it connects, and says how fast.
pub fn run(context: &Context, args: &Tree) -> anyhow::Result<Answer> {
	let start = Instant::now();
	let sources = collect::collect(&args.files)?;
	let collected = start.elapsed();
	let bar = progress_bar(sources.bytes(), context.quiet());
	let digests = hash_files(&sources.paths(), &bar)?;
	bar.finish_and_clear();
	let hashed = start.elapsed();
	let salts = leaves::salts(digests.len())?;
	let mut files = Vec::with_capacity(digests.len());
	for ((source, digest), salt) in sources.files.iter().zip(digests).zip(salts) {
		files.push(File {
			path: source.name.clone(),
			index: LeafIndex::try_from(files.len())?,
			digest,
			salt,
			weight: 1,
			contributor: AccountId::from([0; 32]),
		});
	}
	let contents = leaves::contents(&leaves::tree(&files)?, Permill::one());
	let total = start.elapsed();
	let mebibytes = sources.bytes() as f64 / f64::from(1 << 20);
	let speed = mebibytes / total.as_secs_f64();
	let text = Table::default()
		.row("files", contents.leaves)
		.row("size", format!("{mebibytes:.1} MiB"))
		.row("root", format!("{:?}", contents.root))
		.row("listing", format!("{:.3} s", collected.as_secs_f64()))
		.row("hashing", format!("{:.3} s", (hashed - collected).as_secs_f64()))
		.row("tree", format!("{:.3} s", (total - hashed).as_secs_f64()))
		.row("speed", format!("{speed:.1} MiB/s"))
		.text();
	let json = json!({
		"contents": json::contents(&contents),
		"bytes": sources.bytes().to_string(),
		"seconds": total.as_secs_f64(),
		"mebibytesPerSecond": speed,
	});
	Ok(Answer::success(text, json))
}
