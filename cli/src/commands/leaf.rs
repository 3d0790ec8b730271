//! A leaf and its proof, from a file that somebody exported or from the local store.

use std::path::Path;

use animechain_primitives::{AssetId, LeafIndex};
use anyhow::{ensure, Context as _};

use super::{current, Context};
use crate::{
	chain::Chain,
	collect,
	hashing::hash_file,
	proof::Proof,
	store::{Found, Manifest},
};

/// Where a leaf is named.
pub struct Wanted<'a> {
	/// In a proof.
	pub proof: Option<&'a Path>,
	/// By its file.
	pub file: Option<&'a Path>,
	/// In this collection.
	pub asset: Option<AssetId>,
	/// By its number.
	pub leaf: Option<LeafIndex>,
}

/// Finds the proof of a leaf, which holds on the node's chain.
pub async fn find(context: &Context, chain: &Chain, wanted: &Wanted<'_>) -> anyhow::Result<Proof> {
	let proof = match *wanted {
		Wanted { proof: Some(path), .. } => Proof::read(path)?,
		Wanted { asset: Some(asset), leaf: Some(leaf), .. } => {
			by_number(context, chain, asset, leaf).await?
		},
		Wanted { file, asset, .. } => {
			let file = file.context("a file or a proof is needed")?;
			by_file(context, chain, asset, file).await?
		},
	};
	ensure!(
		proof.genesis == chain.genesis,
		"the node is on another chain: its genesis is {:?}, the proof is for {:?}",
		chain.genesis,
		proof.genesis
	);
	proof.check(&chain.asset(proof.asset).await?).context("the proof does not hold")?;
	Ok(proof)
}

/// The proof of a file that the store knows.
async fn by_file(
	context: &Context,
	chain: &Chain,
	asset: Option<AssetId>,
	file: &Path,
) -> anyhow::Result<Proof> {
	let digest = hash_file(file, |_| ())?;
	let mut lookup = context.store.find(&digest, &collect::absolute(file)?)?;
	current::settle(chain, &mut lookup).await?;
	let found = lookup.same_content.iter().find(|found| {
		found.header.genesis == chain.genesis
			&& found.asset().is_some_and(|it| asset.is_none_or(|wanted| wanted == it))
			&& (asset.is_some() || found.header.contents.is_some())
	});
	let proof = found.map(Proof::of).transpose()?.flatten();
	proof.with_context(|| {
		format!(
			"the store {} has no leaf with the content of {}: whoever registered it can export a proof \
			for --proof, `animechain proof`",
			context.store.folder().display(),
			file.display()
		)
	})
}

/// The proof of a leaf of a collection that the store knows.
async fn by_number(
	context: &Context,
	chain: &Chain,
	asset: AssetId,
	leaf: LeafIndex,
) -> anyhow::Result<Proof> {
	let commitment = chain.asset(asset).await?.record.declaration.commitment;
	let manifest = context.store.asset(chain.genesis, asset, commitment)?;
	let Manifest { header, files } = manifest.with_context(|| {
		format!(
			"the store {} does not know asset {asset}: whoever registered it can export a proof for \
			--proof, `animechain proof`",
			context.store.folder().display()
		)
	})?;
	let number = files.len();
	let file = files.into_iter().nth(leaf as usize).with_context(|| {
		format!("asset {asset} has no leaf {leaf}: they are numbered from 0, and it has {number}")
	})?;
	let manifest = context.store.path(chain.genesis, asset);
	let proof = Proof::of(&Found { manifest, header, file })?;
	proof.with_context(|| format!("asset {asset} is not registered yet"))
}
