//! What all registrations share: prepare, keep, send, mark.
//!
//! The salts are on the disk before anything is sent, because a commitment whose salt is lost can never be
//! opened. A registration that does not get through stays as a pending manifest; sending it again first
//! looks whether the chain has it after all.

use std::path::{Path, PathBuf};

use animechain_primitives::{
	record::MAX_RIGHTS_INFORMATION, AssetId, AssetKind, Authority, Basis, Contents,
};
use anyhow::{bail, Context as _};
use serde_json::json;

use super::{authority, Answer, Context};
use crate::{
	args::{Declaration, Dependency, Sending},
	chain::{calls::Call, events::Registered, submit::Included, Asset, Chain, ChainError},
	collect, encoding,
	hashing::hash_file,
	keys::Signer,
	leaves,
	render::{json, table::Table},
	share,
	store::{Attempt, Document, EdgeRow, Header, Manifest, Registration},
	words,
};

/// What is to be registered.
pub struct Plan<'a> {
	/// What it is.
	pub kind: AssetKind,
	/// Why it may be used, unless the declaration says so.
	pub basis: Basis,
	/// What it is made from.
	pub edges: &'a [Dependency],
	/// What is said about it.
	pub declaration: &'a Declaration,
	/// How it is sent.
	pub sending: &'a Sending,
}

/// A registration on its way.
pub struct Publication {
	/// The private part.
	pub manifest: Manifest,
	signer: Signer,
	finalized: bool,
}

impl Publication {
	/// Connects, checks that this is the store's chain and that the edges are allowed, and begins a
	/// manifest.
	pub async fn begin(context: &Context, plan: &Plan<'_>) -> anyhow::Result<Self> {
		let signer = context.signer()?;
		let Plan { kind, declaration, sending, .. } = *plan;
		let text = declaration.rights_information.as_ref();
		if let Some(length) =
			text.map(String::len).filter(|it| *it > MAX_RIGHTS_INFORMATION as usize)
		{
			bail!(
				"the rights information has {length} bytes: the limit is {MAX_RIGHTS_INFORMATION}"
			);
		}
		let metadata = declaration.metadata.as_deref().map(document).transpose()?;
		let intent = declaration.intent.intent(kind);
		let chain = context.connect_to_known(sending).await?;
		let edges = authority::settle(&chain, signer.account, intent, plan.edges).await?;
		let first_id = chain.next_asset_id().await?;
		let header = Header {
			metadata,
			rights_information: declaration.rights_information.clone(),
			basis: declaration.basis.unwrap_or(plan.basis),
			intent,
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
	pub async fn send(mut self, context: &Context) -> anyhow::Result<Answer> {
		let pending = context.store.write_pending(&self.manifest)?;
		// A connection of its own: hashing may have taken longer than the first one lives.
		let sent = async { self.transmit(context, &context.connect().await?, &pending).await };
		let (event, included) =
			sent.await.map_err(|reason| NotRegistered { reason, manifest: pending.clone() })?;
		finish(context, &pending, &event, Some(&included))
	}

	/// Signs the call, notes in the manifest at `path` until when it can get through, and sends it.
	async fn transmit(
		&mut self,
		context: &Context,
		chain: &Chain,
		path: &Path,
	) -> anyhow::Result<(Registered, Included)> {
		let call = call(&self.manifest.header)?;
		let prepared = chain.prepare(&call, &self.signer).await?;
		self.manifest.header.attempt =
			Some(Attempt { nonce: prepared.nonce, last_block: prepared.last_block });
		self.manifest.write(path)?;
		let included = context.send(chain, &prepared, &call, &self.signer, self.finalized).await?;
		Ok((included.event()?, included))
	}
}

/// Prepared, kept and not registered.
#[derive(Debug, thiserror::Error)]
#[error("{reason:#}\n{}", advice(.reason, .manifest))]
pub struct NotRegistered {
	/// Why.
	pub reason: anyhow::Error,
	/// Where the salts are.
	pub manifest: PathBuf,
}

/// What to do now. Sending again helps against an empty account or a silent node, not against a refusal.
fn advice(reason: &anyhow::Error, manifest: &Path) -> String {
	let manifest = manifest.display();
	match reason.downcast_ref() {
		Some(ChainError::Dispatch { .. }) => format!(
			"the same would be refused again, so correct it and start anew; what was prepared is in \
			{manifest} and can be deleted"
		),
		_ => format!(
			"nothing is lost: what was prepared is in {manifest}\n\
			to send it again: animechain register --resume {manifest}"
		),
	}
}

/// Sends a pending manifest again.
pub async fn resume(context: &Context, path: &Path, sending: &Sending) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let mut manifest = Manifest::load(path)?;
	let header = &mut manifest.header;
	if header.registrant != signer.account {
		bail!(
			"{} was prepared for {}, and the key is of {}",
			path.display(),
			header.registrant,
			signer.account
		);
	}
	// Read before the block that is searched, which then has all that is final.
	let final_block = context.connect().await?.final_block().await?;
	let chain = context.connect().await?;
	if header.genesis != chain.genesis {
		bail!(
			"the node is on another chain: its genesis is {:?}, {} was prepared for {:?}",
			chain.genesis,
			path.display(),
			header.genesis
		);
	}
	// The block that it was seen in may have been taken back since.
	if let Some(registration) = header.registration.take() {
		match chain.asset(registration.asset).await {
			Ok(asset) if is_of(&asset, header) => {
				bail!("{} is already registered: it is asset {}", path.display(), asset.id)
			},
			Ok(_) | Err(ChainError::NoSuchAsset { .. }) => (),
			Err(error) => return Err(error.into()),
		}
	}
	let next = chain.next_asset_id().await?;
	if let Some(event) = find(&chain, header, next).await? {
		return finish(context, path, &event, None);
	}
	if let Some(attempt) = header.attempt {
		if attempt.is_open(final_block, chain.nonce(signer.account).await?) {
			bail!(
				"the first transaction may still get in until block {0} (the newest final block is \
				{final_block}): try again when block {0} is final",
				attempt.last_block
			);
		}
	}
	// Smaller when the chain lost blocks since.
	header.first_id = header.first_id.min(next);
	let mut publication = Publication { manifest, signer, finalized: sending.finalized };
	let (event, included) = publication
		.transmit(context, &chain, path)
		.await
		.map_err(|reason| NotRegistered { reason, manifest: path.to_owned() })?;
	finish(context, path, &event, Some(&included))
}

/// Whether an asset is the one that a manifest was prepared for.
fn is_of(asset: &Asset, header: &Header) -> bool {
	let record = &asset.record;
	record.declaration.commitment == header.commitment
		&& record.registrant == header.registrant
		&& record.kind == header.kind
}

/// The asset of a manifest, if an earlier attempt got through after all.
async fn find(chain: &Chain, header: &Header, next: AssetId) -> anyhow::Result<Option<Registered>> {
	for id in header.first_id..next {
		let asset = chain.asset(id).await?;
		if is_of(&asset, header) {
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
		let mut parent = format!("{}, {}", edge.parent, share::text(edge.share));
		if edge.authority != Authority::Control {
			parent += &format!(", by {}", words::authority(edge.authority).replace(':', " "));
		}
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_what_can_help_is_advised() {
		let advice = |error: ChainError| advice(&error.into(), Path::new("m.jsonl"));
		let refused = advice(ChainError::Dispatch { reason: "UnknownParent".into() });
		assert!(!refused.contains("--resume") && refused.contains("can be deleted"), "{refused}");
		let late = advice(ChainError::TimedOut { extrinsic: "0x".into(), seconds: 60 });
		assert!(late.contains("register --resume m.jsonl"), "{late}");
	}
}
