//! What the commands that send a single call share: grounds, and sending now or signing for somebody else.

use std::path::Path;

use animechain_primitives::{Commitment, Grounds};
use serde_json::json;

use super::{Answer, Context};
use crate::{
	args::{GroundsArgs, Relaying, Sending},
	chain::{calls::Call, submit::Included, Chain},
	hashing::hash_file,
	keys::Signer,
	relay_file::RelayFile,
	render::table::Table,
};

/// What became of a call.
pub enum Delivery {
	/// It is in a block.
	Included(Box<Included>),
	/// It is signed, and in a file.
	Written(Answer),
}

/// The SHA-256 of a document as it goes on chain: what `sha256sum` says.
pub fn document(path: &Path) -> anyhow::Result<Commitment> {
	Ok(hash_file(path, |_| ())?.into())
}

/// Why, and what explains it.
pub fn grounds(args: &GroundsArgs) -> anyhow::Result<Grounds> {
	let evidence = args.evidence.as_deref().map(document).transpose()?;
	Ok(Grounds { reason: args.reason, evidence })
}

/// Sends a call, or signs it and writes it into a file for somebody else to send.
pub async fn deliver(
	context: &Context,
	chain: &Chain,
	call: &Call,
	signer: &Signer,
	relaying: &Relaying,
	sending: &Sending,
) -> anyhow::Result<Delivery> {
	let Some(path) = &relaying.relay_file else {
		let included = context.submit(chain, call, signer, sending.finalized).await?;
		return Ok(Delivery::Included(Box::new(included)));
	};
	let scope = chain.scope(signer.account, relaying.valid_for).await?;
	let bytes = chain.call_bytes(call).await?;
	let file = RelayFile::new(&scope, signer.account, call.path(), scope.sign(&bytes, signer));
	file.write(path)?;
	let text = Table::default()
		.row("call", call.path())
		.row("signer", signer.account)
		.row("until block", scope.last_block())
		.text();
	let text = format!(
		"signed, and not sent: {path}\n{text}somebody else sends it and pays for it: animechain relay \
		{path}\n",
		path = path.display()
	);
	let json = json!({
		"relayFile": path,
		"call": call.path(),
		"signer": signer.account,
		"lastBlock": scope.last_block().to_string(),
	});
	Ok(Delivery::Written(Answer::success(text, json)))
}
