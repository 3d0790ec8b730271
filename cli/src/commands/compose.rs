//! `dataset` and `model`: assets that stand for one file, or for nothing but their edges.

use std::path::Path;

use animechain_primitives::{commitment::content_commitment, AssetKind, Basis};
use anyhow::{ensure, Context as _};
use sha2::{Digest, Sha256};

use super::{
	publish::{Plan, Publication},
	Answer, Context,
};
use crate::{
	args::{Dataset, Model, SingleFile},
	collect,
	hashing::{hash_file, progress_bar},
	leaves::{self, File},
};

/// Publishes a dataset.
pub async fn dataset(context: &Context, args: Dataset) -> anyhow::Result<Answer> {
	let edges = args.edges.edges()?;
	let plan = Plan {
		kind: AssetKind::Dataset,
		basis: Basis::OptIn,
		edges: &edges,
		declaration: &args.declaration,
		sending: &args.sending,
	};
	let publication = Publication::begin(context, &plan).await?;
	fill(context, publication, &args.content)?.send(context).await
}

/// Publishes a model.
pub async fn model(context: &Context, args: Model) -> anyhow::Result<Answer> {
	ensure!(
		args.content.file.is_some() || args.content.commitment.is_some(),
		"a model stands for something: name its weights or its card with --file FILE, or a \
		commitment that was made elsewhere with --commitment HEX"
	);
	let edges = args.edges.edges()?;
	let plan = Plan {
		kind: AssetKind::Model,
		basis: Basis::OptIn,
		edges: &edges,
		declaration: &args.declaration,
		sending: &args.sending,
	};
	let publication = Publication::begin(context, &plan).await?;
	fill(context, publication, &args.content)?.send(context).await
}

/// Completes the manifest: with the file, with the given commitment, or with one to nothing.
fn fill(
	context: &Context,
	mut publication: Publication,
	content: &SingleFile,
) -> anyhow::Result<Publication> {
	if let Some(path) = &content.file {
		let file = hash(context, path, &publication)?;
		let base = collect::absolute(path)?.parent().map(Path::to_owned).unwrap_or_default();
		let header = &mut publication.manifest.header;
		header.base = base.to_string_lossy().into_owned();
		header.files = 1;
		header.commitment = file.commitment();
		publication.manifest.files = vec![file];
	} else {
		publication.manifest.header.commitment = match content.commitment {
			Some(commitment) => commitment.into(),
			// Salted, so that no two such datasets share a commitment.
			None => content_commitment(&leaves::salts(1)?.remove(0), &Sha256::digest(b"").into()),
		};
	}
	Ok(publication)
}

fn hash(context: &Context, path: &Path, publication: &Publication) -> anyhow::Result<File> {
	let length =
		std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len();
	let bar = progress_bar(length, context.quiet());
	let digest = hash_file(path, |bytes| bar.inc(bytes))?;
	bar.finish_and_clear();
	let name = path.file_name().unwrap_or(path.as_os_str());
	Ok(File {
		path: name.to_string_lossy().into_owned(),
		index: 0,
		digest,
		salt: leaves::salts(1)?.remove(0),
		weight: 1,
		contributor: publication.signer().account,
	})
}
