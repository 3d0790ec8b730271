//! What the commands that send a single call share: grounds, and sending now, signing for somebody else, or acting
//! as a committee.

use std::path::Path;

use animechain_primitives::{Commitment, Grounds};
use anyhow::bail;
use serde_json::json;

use super::{withdraw::with_block, Answer, Context};
use crate::{
	args::{Acting, GroundsArgs, Relaying, Sending},
	chain::{
		calls::Call, multisig::call_digest, rights_events::MultisigExecuted, submit::Included,
		AccountId, Chain,
	},
	committee::Committee,
	encoding::hex,
	hashing::hash_file,
	keys::Signer,
	relay_file::RelayFile,
	render::table::Table,
	words,
};

/// What became of a call.
pub enum Delivery {
	/// It is in a block.
	Included(Box<Included>),
	/// It is signed and in a file, or other members of a committee have to agree.
	Later(Answer),
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

/// Sends a call, or signs it for a committee, or signs it and writes it into a file for somebody else to send.
pub async fn deliver(
	context: &Context,
	chain: &Chain,
	call: &Call,
	signer: &Signer,
	relaying: &Relaying,
	sending: &Sending,
) -> anyhow::Result<Delivery> {
	let Some(path) = &relaying.relay_file else {
		return act(context, chain, call, signer, &relaying.acting, sending).await;
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
	Ok(Delivery::Later(Answer::success(text, json)))
}

/// Sends a call, or agrees to it as a member of a committee: it happens when enough members did.
pub async fn act(
	context: &Context,
	chain: &Chain,
	call: &Call,
	signer: &Signer,
	acting: &Acting,
	sending: &Sending,
) -> anyhow::Result<Delivery> {
	let Some(committee) = acting.committee()? else {
		let included = context.submit(chain, call, signer, sending.finalized).await?;
		return Ok(Delivery::Included(Box::new(included)));
	};
	let (account, member) = (acting.account(signer)?, signer.account);
	let bytes = chain.call_bytes(call).await?;
	let digest = call_digest(&bytes);
	let pending = chain.pending(account, digest).await?;
	let mut agreed = pending.as_ref().map_or_else(Vec::new, |pending| pending.approvals.clone());
	if agreed.contains(&member) {
		bail!("{member} has agreed to {} already: {}", call.path(), missing(&committee, &agreed));
	}
	let weight = chain.weight(call).await?;
	let multi = Call::as_multi(&committee, member, pending.as_ref(), &bytes, weight);
	let included = context.submit(chain, &multi, signer, sending.finalized).await?;
	match included.events::<MultisigExecuted>()?.into_iter().next().map(|event| event.result) {
		Some(Ok(())) => Ok(Delivery::Included(Box::new(included))),
		Some(Err(error)) => Err(chain.relayed_failure(account, &error).await.into()),
		None => {
			agreed.push(member);
			let missing = missing(&committee, &agreed);
			let text = format!(
				"{member} agreed to {} of the committee {account}, call {}\n\
				nothing happened yet: {missing}\n",
				call.path(),
				hex(digest)
			);
			let json = json!({
				"committee": account,
				"call": call.path(),
				"callDigest": digest,
				"agreed": agreed,
				"needs": committee.needs,
			});
			Ok(Delivery::Later(Answer::success(text, with_block(json, &included))))
		},
	}
}

/// Who else has to agree.
pub fn missing(committee: &Committee, agreed: &[AccountId]) -> String {
	let others = committee.members().iter().filter(|member| !agreed.contains(member));
	let others = others.map(ToString::to_string).collect::<Vec<_>>().join(" or ");
	let number = usize::from(committee.needs).saturating_sub(agreed.len()) as u64;
	format!(
		"{} to run the same command: {others}",
		words::count(number, "more member has", "more members have")
	)
}
