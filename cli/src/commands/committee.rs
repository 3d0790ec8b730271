//! `committee` and `pending`: accounts that act together, and what waits for more of them.

use anyhow::{ensure, Context as _};
use polkadot_sdk::sp_core::H256;
use serde_json::json;

use super::{deliver::missing, withdraw::with_block, Answer, Context};
use crate::{
	args::{MakeCommittee, PendingCalls},
	chain::{self, calls::Call, multisig::Pending, Chain},
	committee::Committee,
	encoding::hex,
	words,
};

/// Writes the file of a committee and says what its account is.
pub fn make(args: &MakeCommittee) -> anyhow::Result<Answer> {
	let committee = Committee::new(args.needs, args.members.clone())?;
	committee.write(&args.out)?;
	let account = committee.account();
	let mut text = format!("{account}, which acts when {} of these agree:\n", committee.needs);
	for member in committee.members() {
		text += &format!("  {member}\n");
	}
	let path = args.out.display();
	text += &format!("written to {path}: each member needs it, and adds --committee {path}\n");
	let json = json!({
		"account": account,
		"needs": committee.needs,
		"members": committee.members(),
		"file": args.out,
	});
	Ok(Answer::success(text, json))
}

/// Lists what waits for more members.
pub async fn pending(context: &Context, args: &PendingCalls) -> anyhow::Result<Answer> {
	let committee = Committee::read(&args.committee)?;
	let chain = match args.take_back {
		Some(digest) => return take_back(context, args, &committee, digest).await,
		None => context.connect().await?,
	};
	let account = committee.account();
	let pending = chain.all_pending(account).await?;
	let number = words::count(pending.len() as u64, "call waits", "calls wait");
	let mut text = format!("{number} for more members of {account}\n");
	let mut rows = Vec::new();
	for (digest, row) in &pending {
		let Pending { when, deposit, depositor, approvals } = row;
		text += &format!(
			"call {}, since block {}\n  {depositor} was the first, and put down {}\n  {}\n",
			hex(digest),
			when.height,
			chain::amount(*deposit),
			missing(&committee, approvals)
		);
		rows.push(json!({
			"callDigest": digest,
			"since": when.height,
			"agreed": approvals,
			"depositor": depositor,
			"deposit": deposit.to_string(),
		}));
	}
	let json = json!({
		"committee": account,
		"needs": committee.needs,
		"block": chain.number,
		"blockHash": chain.at,
		"pending": rows,
	});
	Ok(Answer::success(text, json))
}

/// Takes back what nobody is needed for any more, so that the deposit is free.
async fn take_back(
	context: &Context,
	args: &PendingCalls,
	committee: &Committee,
	digest: H256,
) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain: Chain = context.connect_to_known(&args.sending).await?;
	let account = committee.account();
	let pending = chain.pending(account, digest).await?.with_context(|| {
		format!("no such call waits for the committee {account}: it happened, or was taken back")
	})?;
	ensure!(
		pending.depositor == signer.account,
		"{} was the first to agree to it, and takes it back; the key is of {}",
		pending.depositor,
		signer.account
	);
	let call = Call::cancel_as_multi(committee, signer.account, &pending, digest);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let text = format!(
		"took back call {}: {} has {} back\n",
		hex(digest),
		signer.account,
		chain::amount(pending.deposit)
	);
	let json = json!({
		"committee": account,
		"takenBack": digest,
		"by": signer.account,
		"deposit": pending.deposit.to_string(),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
