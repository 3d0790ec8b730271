//! `transfer`: another controller.

use serde_json::json;

use super::{
	deliver::{act, Delivery},
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	args::Transfer,
	chain::{calls::Call, events::ControlTransferred},
};

/// Sends the call and says what it did.
pub async fn run(context: &Context, args: &Transfer) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let call = Call::transfer_control(args.asset, args.to);
	let delivery = act(context, &chain, &call, &signer, &args.acting, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: ControlTransferred = included.event()?;
	let text = format!("asset {} went from {} to {}\n", event.asset, event.from, event.to);
	let json = json!({
		"asset": event.asset.to_string(),
		"from": event.from,
		"to": event.to,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}
