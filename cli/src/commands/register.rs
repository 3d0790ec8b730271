//! `register` and `output`: from files to a work, an output, or a collection of them.

use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};

use animechain_primitives::{commitment::ContentDigest, AssetKind, Basis, LeafIndex};
use anyhow::{bail, ensure, Context as _};
use serde::de::DeserializeOwned;

use super::{
	publish::{self, Plan, Publication},
	reservations, Answer, Context,
};
use crate::{
	args::{Collection, Output, Register},
	chain::{AccountId, Chain, ChainError},
	collect::{self, Sources},
	encoding::decimal::Number,
	leaves::{self, File},
	words,
};

/// Registers works.
pub async fn register(context: &Context, args: Register) -> anyhow::Result<Answer> {
	if let Some(manifest) = &args.resume {
		return publish::resume(context, manifest, &args.sending).await;
	}
	let (sources, leaves) = Leaves::new(&args.files, &args.collection)?;
	let edges = args.edges.edges()?;
	let plan = Plan {
		kind: AssetKind::Work,
		basis: Basis::OptIn,
		edges: &edges,
		declaration: &args.declaration,
		sending: &args.sending,
	};
	let publication = Publication::begin(context, &plan).await?;
	let digests = reservations::digests(context, &sources)?;
	// A connection of its own: hashing may have taken longer than the first one lives.
	let chain = context.connect().await?;
	if !args.despite_reservations {
		let who = publication.signer().account;
		reservations::refuse(&chain, who, &sources, &digests).await?;
	}
	if !args.again {
		refuse_again(context, &chain, AssetKind::Work, &digests).await?;
	}
	fill(publication, &sources, digests, &leaves, &args.collection)?.send(context).await
}

/// Publishes outputs.
pub async fn output(context: &Context, args: Output) -> anyhow::Result<Answer> {
	let (sources, leaves) = Leaves::new(&args.files, &args.collection)?;
	let edges = args.edges.edges()?;
	let plan = Plan {
		kind: AssetKind::Output,
		basis: Basis::Synthetic,
		edges: &edges,
		declaration: &args.declaration,
		sending: &args.sending,
	};
	let publication = Publication::begin(context, &plan).await?;
	let digests = reservations::digests(context, &sources)?;
	if !args.again {
		let chain = context.connect().await?;
		refuse_again(context, &chain, AssetKind::Output, &digests).await?;
	}
	fill(publication, &sources, digests, &leaves, &args.collection)?.send(context).await
}

/// Refuses files that are an asset of this kind already.
async fn refuse_again(
	context: &Context,
	chain: &Chain,
	kind: AssetKind,
	digests: &[ContentDigest],
) -> anyhow::Result<()> {
	for header in context.store.same_files(chain.genesis, kind, digests)? {
		let Some(registration) = header.registration else { continue };
		// A development chain that started again from nothing does not have it.
		let known = match chain.asset(registration.asset).await {
			Ok(asset) => asset.record.declaration.commitment == header.commitment,
			Err(ChainError::NoSuchAsset { .. }) => false,
			Err(error) => return Err(error.into()),
		};
		ensure!(
			!known,
			"exactly these files are {} {} already, registered in block {}: add --again to make a second \
			asset of them",
			words::kind(kind),
			registration.asset,
			registration.block
		);
	}
	Ok(())
}

/// Who earns how much for which file, as the options say.
struct Leaves {
	collection: bool,
	weights: BTreeMap<String, u64>,
	contributors: BTreeMap<String, AccountId>,
}

impl Leaves {
	/// Collects the files and checks that the options fit them.
	fn new(files: &[PathBuf], args: &Collection) -> anyhow::Result<(Sources, Self)> {
		let sources = collect::collect(files)?;
		let collection = args.collection || sources.files.len() > 1;
		let about_leaves =
			args.weights.is_some() || args.contributor.is_some() || args.contributors.is_some();
		ensure!(
			collection || !about_leaves,
			"a single file has no leaves, so nobody's weight or contributor: add --collection"
		);
		let weights: BTreeMap<String, Number> = map(args.weights.as_deref(), &sources)?;
		let mut plan = Self {
			collection,
			weights: BTreeMap::new(),
			contributors: map(args.contributors.as_deref(), &sources)?,
		};
		for (path, weight) in weights {
			let weight = weight
				.value()
				.with_context(|| format!("the weight of {path} is no whole number below 2^64"))?;
			plan.weights.insert(path, weight);
		}
		Ok((sources, plan))
	}
}

/// A JSON map from paths to something. A path that is no file of the collection is an error, because it is
/// most likely a misspelling that would cost somebody their share.
fn map<T: DeserializeOwned>(
	path: Option<&Path>,
	sources: &Sources,
) -> anyhow::Result<BTreeMap<String, T>> {
	let Some(path) = path else { return Ok(BTreeMap::new()) };
	let text =
		fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
	let map: BTreeMap<String, T> = serde_json::from_str(&text)
		.with_context(|| format!("{} is not a JSON map from paths", path.display()))?;
	let names: std::collections::BTreeSet<&str> =
		sources.files.iter().map(|file| file.name.as_str()).collect();
	if let Some(stranger) = map.keys().find(|name| !names.contains(name.as_str())) {
		bail!(
			"{} names {stranger:?}, which is not among the files in {}",
			path.display(),
			sources.base.display()
		);
	}
	Ok(map)
}

/// Completes the manifest.
fn fill(
	mut publication: Publication,
	sources: &Sources,
	digests: Vec<ContentDigest>,
	plan: &Leaves,
	args: &Collection,
) -> anyhow::Result<Publication> {
	let salts = leaves::salts(digests.len())?;
	let contributor = args.contributor.unwrap_or(publication.signer().account);
	let mut files = Vec::with_capacity(digests.len());
	for ((source, digest), salt) in sources.files.iter().zip(digests).zip(salts) {
		files.push(File {
			path: source.name.clone(),
			index: LeafIndex::try_from(files.len())?,
			digest,
			salt,
			weight: plan.weights.get(&source.name).copied().unwrap_or(1),
			contributor: plan.contributors.get(&source.name).copied().unwrap_or(contributor),
		});
	}
	let header = &mut publication.manifest.header;
	header.base = sources.base.to_string_lossy().into_owned();
	header.files = u32::try_from(files.len())?;
	if plan.collection {
		let contents = leaves::contents(&leaves::tree(&files)?, args.contributors_share);
		header.commitment = contents.root;
		header.contents = Some(contents.into());
	} else {
		header.commitment = files.first().context("there is no file")?.commitment();
	}
	publication.manifest.files = files;
	Ok(publication)
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_runtime::Permill;

	fn args() -> Collection {
		Collection {
			collection: false,
			weights: None,
			contributor: None,
			contributors: None,
			contributors_share: Permill::one(),
		}
	}

	fn folder() -> tempfile::TempDir {
		let folder = tempfile::tempdir().unwrap();
		fs::create_dir(folder.path().join("ink")).unwrap();
		for name in ["ink/1.png", "ink/2.png"] {
			fs::write(folder.path().join(name), name).unwrap();
		}
		folder
	}

	fn plan(folder: &Path, args: &Collection) -> anyhow::Result<Leaves> {
		Leaves::new(&[folder.join("ink")], args).map(|(_, plan)| plan)
	}

	#[test]
	fn many_files_are_a_collection_and_one_is_not() {
		let folder = folder();
		assert!(plan(folder.path(), &args()).unwrap().collection);
		let one = [folder.path().join("ink/1.png")];
		assert!(!Leaves::new(&one, &args()).unwrap().1.collection);
		let forced = Collection { collection: true, ..args() };
		assert!(Leaves::new(&one, &forced).unwrap().1.collection);
		let about_leaves = Collection { contributor: Some(AccountId::from([1; 32])), ..args() };
		let error = Leaves::new(&one, &about_leaves).err().unwrap();
		assert!(error.to_string().contains("--collection"), "{error}");
	}

	#[test]
	fn weights_and_contributors_come_from_maps() {
		let folder = folder();
		let weights = folder.path().join("weights.json");
		let contributors = folder.path().join("contributors.json");
		let bob = AccountId::from([2; 32]);
		fs::write(&weights, r#"{"1.png": 7, "2.png": "18446744073709551615"}"#).unwrap();
		fs::write(&contributors, format!("{{\"2.png\": \"{bob}\"}}")).unwrap();
		let args =
			Collection { weights: Some(weights), contributors: Some(contributors), ..args() };
		let plan = plan(folder.path(), &args).unwrap();
		assert_eq!(plan.weights["1.png"], 7);
		assert_eq!(plan.weights["2.png"], u64::MAX);
		assert_eq!(plan.contributors, BTreeMap::from([("2.png".into(), bob)]));
	}

	#[test]
	fn maps_with_strangers_or_nonsense_are_refused() {
		let folder = folder();
		let path = folder.path().join("weights.json");
		let args = Collection { weights: Some(path.clone()), ..args() };
		for (text, part) in [
			(r#"{"3.png": 1}"#, "3.png"),
			(r#"{"1.png": -1}"#, "weights.json"),
			(r#"{"1.png": "many"}"#, "1.png"),
			("[]", "weights.json"),
		] {
			fs::write(&path, text).unwrap();
			let error = plan(folder.path(), &args).err().unwrap();
			assert!(format!("{error:#}").contains(part), "{error:#}");
		}
		fs::remove_file(&path).unwrap();
		assert!(plan(folder.path(), &args).is_err());
	}
}
