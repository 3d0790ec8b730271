//! `sponsor`: bytes of state for somebody else.

use serde_json::json;

use super::{withdraw::with_block, Answer, Context};
use crate::{
	args::Sponsor,
	chain::{calls::Call, events::StorageSponsored},
};

/// Sends the call and says what it did.
pub async fn run(context: &Context, args: &Sponsor) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let call = Call::sponsor_storage(args.account, args.bytes);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let event: StorageSponsored = included.event()?;
	let text = format!(
		"{} may use {} bytes of state; {} answers for them\n",
		event.beneficiary, event.bytes, event.sponsor
	);
	let json = json!({
		"sponsor": event.sponsor,
		"beneficiary": event.beneficiary,
		"bytes": event.bytes.to_string(),
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
