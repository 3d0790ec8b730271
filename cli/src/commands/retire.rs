//! `retire`: no new children, for good.

use super::{
	deliver::{act, grounds, Delivery},
	withdraw::standing,
	Answer, Context,
};
use crate::{args::Retire, chain::calls::Call};

/// Sends the call and says what it did.
pub async fn run(context: &Context, args: &Retire) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let call = Call::retire(args.asset, grounds(&args.grounds)?);
	let chain = context.connect_to_known(&args.sending).await?;
	match act(context, &chain, &call, &signer, &args.acting, &args.sending).await? {
		Delivery::Later(answer) => Ok(answer),
		Delivery::Included(included) => standing(&included, "retired"),
	}
}
