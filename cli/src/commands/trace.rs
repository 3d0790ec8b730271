//! `trace`: the whole ancestry of an asset.

use std::collections::BTreeMap;

use animechain_primitives::AssetId;
use polkadot_sdk::sp_core::H256;
use serde_json::{json, Value};

use super::{Answer, Context};
use crate::{
	args::Trace,
	chain::Asset,
	leaves::{self, File},
	render::{self, tree::Lineage},
	store::Store,
};

/// Reads the ancestry and draws it.
pub async fn run(context: &Context, args: &Trace) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let assets = chain.ancestry(args.asset).await?;
	let files = match args.files {
		true => Some(files(&context.store, chain.genesis, &assets)),
		false => None,
	};
	let lineage = Lineage {
		root: args.asset,
		assets: &assets,
		files: files.as_ref(),
		depth: args.depth,
		now: chain.number,
	};
	let row = |asset: &Asset| {
		let mut row = render::json::asset(asset, chain.number);
		if let Some(files) = files.as_ref().and_then(|files| files.get(&asset.id)) {
			row["files"] = files.iter().map(render::json::file).collect::<Vec<Value>>().into();
		}
		row
	};
	let json = json!({
		"asset": args.asset.to_string(),
		"blockHash": chain.at,
		"assets": assets.values().rev().map(row).collect::<Vec<_>>(),
	});
	Ok(Answer::success(lineage.text(), json))
}

/// What the store knows about these assets: only files that the record on chain commits to.
fn files(
	store: &Store,
	genesis: H256,
	assets: &BTreeMap<AssetId, Asset>,
) -> BTreeMap<AssetId, Vec<File>> {
	let known = |asset: &Asset| {
		let commitment = asset.record.declaration.commitment;
		let manifest = match store.asset(genesis, asset.id, commitment) {
			Ok(manifest) => manifest?,
			Err(error) => {
				eprintln!("warning: {:#}", anyhow::Error::from(error));
				return None;
			},
		};
		if !commits_to(asset, &manifest.files) {
			let path = store.path(genesis, asset.id);
			eprintln!("warning: {} lists other files than the chain has", path.display());
			return None;
		}
		Some((asset.id, manifest.files))
	};
	assets.values().filter_map(known).collect()
}

/// Whether the asset's record commits to exactly these files.
fn commits_to(asset: &Asset, files: &[File]) -> bool {
	match (&asset.record.contents, files) {
		(Some(contents), files) => leaves::tree(files)
			.is_ok_and(|tree| leaves::contents(&tree, contents.contributors_share) == *contents),
		(None, [file]) => file.commitment() == asset.record.declaration.commitment,
		// A dataset that stands for nothing but its edges.
		(None, files) => files.is_empty(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use animechain_primitives::AssetKind;
	use polkadot_sdk::sp_runtime::Permill;

	#[test]
	fn only_files_that_the_chain_commits_to_are_listed() {
		let files = testing::files(3);
		let contents = leaves::contents(&leaves::tree(&files).unwrap(), Permill::one());
		let collection = testing::asset(0, AssetKind::Work, vec![], Some(contents));
		assert!(commits_to(&collection, &files));
		assert!(!commits_to(&collection, &files[..2]));
		assert!(!commits_to(&collection, &[]));
		let mut other = files.clone();
		other[1].digest = [9; 32];
		assert!(!commits_to(&collection, &other));

		let mut single = testing::asset(1, AssetKind::Output, vec![], None);
		assert!(!commits_to(&single, &files[..1]));
		single.record.declaration.commitment = files[0].commitment();
		assert!(commits_to(&single, &files[..1]));
		assert!(commits_to(&single, &[]));
	}
}
