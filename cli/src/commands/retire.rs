//! `retire`: no new children, for good.

use serde_json::json;

use super::{Answer, Context};
use crate::{
	args::Retire,
	chain::{calls::Call, events::Retired},
};

/// Sends the call and says what it did.
pub async fn run(context: &Context, args: &Retire) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let call = Call::retire(args.asset);
	let included = context.submit(&chain, &call, &signer, args.sending.finalized).await?;
	let event: Retired = included.event()?;
	let json = json!({
		"asset": event.asset.to_string(),
		"controller": event.controller,
		"blockHash": included.block_hash,
		"extrinsic": included.extrinsic,
	});
	Ok(Answer::success(format!("retired asset {}\n", event.asset), json))
}
