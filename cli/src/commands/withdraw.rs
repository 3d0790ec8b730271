//! `withdraw` and `reinstate`: an offer or a whole asset, no more or again.
//!
//! A withdrawal is free of fees when it does something. So what would not is refused here, before an account
//! without a balance is told that it cannot pay.

use animechain_primitives::{AssetId, Grounds, Mark, OfferId};
use anyhow::{ensure, Context as _};
use serde_json::{json, Value};

use super::{
	deliver::{deliver, grounds, Delivery},
	Answer, Context,
};
use crate::{
	args::{Reinstate, Withdraw},
	chain::{
		calls::Call,
		events::{OfferWithdrawn, StandingChanged},
		submit::Included,
		AccountId, Chain,
	},
	render::consent,
};

/// Withdraws and says what that means.
pub async fn withdraw(context: &Context, args: &Withdraw) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.relaying.acting.account(&signer)?;
	let grounds = grounds(&args.grounds)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let call = match (args.offer, args.asset) {
		(Some(offer), _) => offer_call(&chain, who, offer, grounds).await?,
		(None, asset) => {
			let asset = asset.context("an offer or an asset is needed")?;
			asset_call(&chain, who, asset, grounds).await?
		},
	};
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	match delivery {
		Delivery::Later(answer) => Ok(answer),
		Delivery::Included(included) if args.offer.is_some() => {
			let event: OfferWithdrawn = included.event()?;
			let text = format!(
				"withdrew offer {} of asset {}: {}\n\
				nothing new is made under it; licences stay, and what was made before keeps its record\n",
				event.offer,
				event.asset,
				consent::grounds(&event.grounds)
			);
			let json = json!({
				"offer": event.offer.to_string(),
				"asset": event.asset.to_string(),
				"by": event.by,
				"grounds": consent::grounds_json(&event.grounds),
			});
			Ok(Answer::success(text, with_block(json, &included)))
		},
		Delivery::Included(included) => standing(&included, "withdrew"),
	}
}

/// Takes the withdrawal of an asset back.
pub async fn reinstate(context: &Context, args: &Reinstate) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let call = Call::reinstate(args.asset, grounds(&args.grounds)?);
	let chain = context.connect_to_known(&args.sending).await?;
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	match delivery {
		Delivery::Later(answer) => Ok(answer),
		Delivery::Included(included) => standing(&included, "reinstated"),
	}
}

async fn offer_call(
	chain: &Chain,
	who: AccountId,
	offer: OfferId,
	grounds: Grounds,
) -> anyhow::Result<Call> {
	let row = chain.offer(offer).await?;
	if let Some(end) = &row.withdrawal {
		anyhow::bail!("offer {offer} was withdrawn in block {} already", end.at);
	}
	check_controller(chain, who, row.asset).await?;
	Ok(Call::withdraw_offer(offer, grounds))
}

async fn asset_call(
	chain: &Chain,
	who: AccountId,
	asset: AssetId,
	grounds: Grounds,
) -> anyhow::Result<Call> {
	let marks = check_controller(chain, who, asset).await?;
	ensure!(
		!marks.contains(Mark::Withdrawn),
		"asset {asset} is withdrawn already: `animechain history {asset}` says since when"
	);
	Ok(Call::withdraw(asset, grounds))
}

async fn check_controller(
	chain: &Chain,
	who: AccountId,
	asset: AssetId,
) -> anyhow::Result<animechain_primitives::Marks> {
	let head = chain.asset(asset).await?.head;
	ensure!(
		head.controller == who,
		"only its controller can withdraw asset {asset} and its offers: that is {}, and the key is of {who}",
		head.controller
	);
	Ok(head.marks)
}

/// What happened to the standing of an asset.
pub fn standing(included: &Included, did: &str) -> anyhow::Result<Answer> {
	let event: StandingChanged = included.event()?;
	let asset = event.asset;
	let standing = event.marks.standing(false);
	let mut text = format!("{did} asset {asset}: {}\n", consent::grounds(&event.grounds));
	if event.marks.affect_descendants() {
		text += "nothing new is made from it; what was made before keeps its record and says so: nodes see to \
			that, nearest first\n";
	}
	let json = json!({
		"asset": asset.to_string(),
		"by": event.by,
		"marks": event.marks.iter().collect::<Vec<_>>(),
		"standing": standing,
		"grounds": consent::grounds_json(&event.grounds),
	});
	Ok(Answer::success(text, with_block(json, included)))
}

/// An answer with where it is on chain.
pub fn with_block(mut json: Value, included: &Included) -> Value {
	json["blockHash"] = json!(included.block_hash);
	json["extrinsic"] = json!(included.extrinsic);
	json
}
