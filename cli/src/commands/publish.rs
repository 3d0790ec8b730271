//! What all registrations share: prepare, keep, send, mark.
//!
//! The salts are on the disk before anything is sent, because a commitment whose salt is lost can never be
//! opened. A registration that does not get through stays as a pending manifest; sending it again first
//! looks whether the chain has it after all.

use std::path::{Path, PathBuf};

use animechain_primitives::{
	record::MAX_RIGHTS_INFORMATION, AssetId, AssetKind, Basis, Contents, Edge,
};
use anyhow::{bail, Context as _};
use serde_json::json;

use super::{Answer, Context};
use crate::{
	args::{Declaration, Sending},
	chain::{calls::Call, events::Registered, submit::Included, Chain},
	collect, encoding,
	hashing::hash_file,
	keys::Signer,
	leaves,
	render::{json, table::Table},
	share,
	store::{Document, EdgeRow, Header, Manifest, Registration},
	words,
};

/// How many assets are looked through for one that may have got through before.
const LOOK_BACK: u64 = 10_000;

/// A registration on its way.
pub struct Publication {
	/// The private part.
	pub manifest: Manifest,
	signer: Signer,
	finalized: bool,
}

impl Publication {
	/// Connects, checks that this is the store's chain, and begins a manifest.
	pub async fn begin(
		context: &Context,
		kind: AssetKind,
		basis: Basis,
		edges: &[Edge],
		declaration: &Declaration,
		sending: &Sending,
	) -> anyhow::Result<Self> {
		let signer = context.signer()?;
		let text = declaration.rights_information.as_ref();
		if let Some(length) =
			text.map(String::len).filter(|it| *it > MAX_RIGHTS_INFORMATION as usize)
		{
			bail!(
				"the rights information has {length} bytes: the limit is {MAX_RIGHTS_INFORMATION}"
			);
		}
		let metadata = declaration.metadata.as_deref().map(document).transpose()?;
		let chain = context.connect().await?;
		if !sending.new_chain {
			context.store.check_chain(chain.genesis)?;
		}
		let first_id = chain.next_asset_id().await?;
		let header = Header {
			metadata,
			rights_information: declaration.rights_information.clone(),
			basis: declaration.basis.unwrap_or(basis),
			edges: edges.iter().map(EdgeRow::from).collect(),
			..Header::pending(chain.genesis, first_id, kind, signer.account)
		};
		let manifest = Manifest { header, files: vec![] };
		Ok(Self { manifest, signer, finalized: sending.finalized })
	}

	/// The account that registers.
	pub fn signer(&self) -> &Signer {
		&self.signer
	}

	/// Keeps the manifest, sends the call, and marks the manifest.
	pub async fn send(self, context: &Context) -> anyhow::Result<Answer> {
		let pending = context.store.write_pending(&self.manifest)?;
		// A connection of its own: hashing may have taken longer than the first one lives.
		let sent = async {
			let chain = context.connect().await?;
			let call = call(&self.manifest.header)?;
			let included = context.submit(&chain, &call, &self.signer, self.finalized).await?;
			anyhow::Ok((included.event::<Registered>()?, included))
		};
		let (event, included) =
			sent.await.map_err(|reason| NotRegistered { reason, manifest: pending.clone() })?;
		finish(context, &pending, &event, Some(&included))
	}
}

/// Prepared, kept and not registered.
#[derive(Debug, thiserror::Error)]
#[error(
	"{reason:#}\nnothing is lost: what was prepared is in {0}\nto send it again: animechain register \
	--resume {0}", manifest.display()
)]
pub struct NotRegistered {
	/// Why.
	pub reason: anyhow::Error,
	/// Where the salts are.
	pub manifest: PathBuf,
}

/// Sends a pending manifest again.
pub async fn resume(context: &Context, path: &Path, sending: &Sending) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let header = Manifest::load(path)?.header;
	if let Some(registration) = &header.registration {
		bail!("{} is already registered: it is asset {}", path.display(), registration.asset);
	}
	if header.registrant != signer.account {
		bail!(
			"{} was prepared for {}, and the key is of {}",
			path.display(),
			header.registrant,
			signer.account
		);
	}
	let chain = context.connect().await?;
	if header.genesis != chain.genesis {
		bail!(
			"the node is on another chain: its genesis is {:?}, {} was prepared for {:?}",
			chain.genesis,
			path.display(),
			header.genesis
		);
	}
	if let Some(event) = find(&chain, &header).await? {
		return finish(context, path, &event, None);
	}
	let call = call(&header)?;
	let included = context.submit(&chain, &call, &signer, sending.finalized).await?;
	finish(context, path, &included.event::<Registered>()?, Some(&included))
}

/// The asset of a manifest, if an earlier attempt got through after all.
async fn find(chain: &Chain, header: &Header) -> anyhow::Result<Option<Registered>> {
	let next = chain.next_asset_id().await?;
	if next.saturating_sub(header.first_id) > LOOK_BACK {
		eprintln!(
			"warning: only the first {LOOK_BACK} assets since the first attempt are searched for it"
		);
	}
	for asset in (header.first_id..next).take(LOOK_BACK as usize) {
		let asset = chain.asset(asset).await?;
		let record = &asset.record;
		if record.declaration.commitment == header.commitment
			&& record.registrant == header.registrant
			&& record.kind == header.kind
		{
			let digest = asset.head.digest;
			return Ok(Some(Registered { asset: asset.id, record: asset.record, digest }));
		}
	}
	Ok(None)
}

/// The call that registers what a manifest is about.
fn call(header: &Header) -> anyhow::Result<Call> {
	let declaration = header.declaration().context("the rights information is too long")?;
	let edges = header.edges();
	let contents = header.contents.as_ref().map(Contents::from);
	Ok(match (header.kind, &contents) {
		(AssetKind::Work, None) => Call::register_work(&declaration, &edges),
		(AssetKind::Work, Some(contents)) => {
			Call::register_collection(&declaration, contents, &edges)
		},
		(AssetKind::Dataset, _) => Call::compose_dataset(&declaration, &edges),
		(AssetKind::Model, _) => Call::register_model(&declaration, &edges),
		(AssetKind::Output, contents) => {
			Call::register_output(&declaration, contents.as_ref(), &edges)
		},
	})
}

/// Marks the manifest and says what was done.
fn finish(
	context: &Context,
	pending: &Path,
	event: &Registered,
	included: Option<&Included>,
) -> anyhow::Result<Answer> {
	let record = &event.record;
	let registration = Registration {
		asset: event.asset,
		block: record.block,
		block_hash: included.map(|it| it.block_hash).unwrap_or_default(),
		extrinsic: included.map(|it| it.extrinsic).unwrap_or_default(),
		digest: event.digest,
	};
	let manifest = context
		.store
		.register(pending, registration)
		.with_context(|| format!("asset {} is registered, but", event.asset))?;
	let asset = event.asset;
	Ok(Answer::success(
		text(event, asset, &manifest),
		json!({
			"asset": asset.to_string(),
			"kind": record.kind,
			"registrant": record.registrant,
			"block": record.block,
			"blockHash": included.map(|it| it.block_hash),
			"extrinsic": included.map(|it| it.extrinsic),
			"commitment": record.declaration.commitment,
			"contents": record.contents.as_ref().map(json::contents),
			"digest": event.digest,
			"manifest": manifest,
		}),
	))
}

fn text(event: &Registered, asset: AssetId, manifest: &Path) -> String {
	let record = &event.record;
	let mut table = Table::default();
	if let Some(contents) = &record.contents {
		table = table
			.row("files", contents.leaves)
			.row("weight", contents.weight)
			.row("root", encoding::hex(contents.root))
			.row("for contributors", share::text(contents.contributors_share));
	} else {
		table = table.row("commitment", encoding::hex(record.declaration.commitment));
	}
	for edge in &record.edges {
		let parent = format!("{}, {}", edge.parent, share::text(edge.share));
		table = table.row(words::relation(edge.relation), parent);
	}
	table = table
		.row("registrant", record.registrant)
		.row("block", record.block)
		.row("kept in", manifest.display());
	format!("registered {} {asset}\n{}", words::kind(record.kind), table.text())
}

/// A file to commit to, with a fresh salt.
pub fn document(path: &Path) -> anyhow::Result<Document> {
	let digest = hash_file(path, |_| ())?;
	let salt = leaves::salts(1)?.remove(0);
	let path: PathBuf = collect::absolute(path).unwrap_or_else(|_| path.to_owned());
	Ok(Document { path: path.to_string_lossy().into_owned(), digest, salt })
}
