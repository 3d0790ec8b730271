//! `relay`: sends what somebody else signed, and pays for it.

use animechain_primitives::{AssetId, Commitment, Grounds, OfferId, Purposes};
use anyhow::{bail, ensure, Context as _};
use codec::{Compact, Decode};
use polkadot_sdk::sp_runtime::Permill;
use serde_json::{json, Value};
use subxt::utils::MultiAddress;

use super::{relay_rights, withdraw::with_block, Answer, Context};
use crate::{
	args::Relay,
	chain::{
		calls::Call,
		events::{Dispatched, OfferPublished, OfferWithdrawn, SharesTransferred, StandingChanged},
		submit::Included,
		AccountId, Chain, StatedTermsRow,
	},
	relay_file::RelayFile,
	render::{consent, table::Table},
	share, words,
};

/// An account, as calls name it.
pub type Address = MultiAddress<AccountId, ()>;

/// Looks at the file, says what it will do, sends it, and says what it did.
pub async fn run(context: &Context, args: &Relay) -> anyhow::Result<Answer> {
	let relayer = context.signer()?;
	let file = RelayFile::read(&args.file)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let meta_tx = file.meta_tx()?;
	let call = check(&chain, &file, &meta_tx).await?;
	let (name, arguments) = chain.call_name(call).await?;
	let description = describe(&chain, &name, arguments, file.signer).await?;
	if !context.quiet_stderr() {
		eprint!("relaying {name}, signed by {}\n{description}", file.signer);
	}
	let sending = Call::dispatch(&meta_tx);
	let included = context.submit(&chain, &sending, &relayer, args.sending.finalized).await?;
	let event: Dispatched = included.event()?;
	if let Err(failed) = event.result {
		let chain = context.connect().await?;
		return Err(chain.relayed_failure(file.signer, &failed.error).await.into());
	}
	let (done, details) = match relay_rights::outcome(&chain, &included).await? {
		Some(outcome) => outcome,
		None => outcome(&included),
	};
	let text = format!("relayed {name}, signed by {}\n{done}", file.signer);
	let json = json!({
		"call": name,
		"signer": file.signer,
		"relayer": relayer.account,
		"outcome": details,
	});
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Refuses what the chain would refuse, for the relayer pays for that too. The call, if all is well.
async fn check<'a>(chain: &Chain, file: &RelayFile, meta_tx: &'a [u8]) -> anyhow::Result<&'a [u8]> {
	let scope = file.scope();
	ensure!(
		file.genesis == chain.genesis,
		"the file is for another chain: its genesis is {:?}, the node's is {:?}",
		file.genesis,
		chain.genesis
	);
	let versions = chain.versions().await?;
	ensure!(
		versions == (scope.spec_version, scope.transaction_version),
		"the file was signed for release {} of the runtime, and the chain runs {}: its signer has to \
		sign it again",
		scope.spec_version,
		versions.0
	);
	ensure!(
		u64::from(chain.number) < scope.last_block(),
		"the file has expired: it was valid until block {}, and the newest block is {}; its signer has \
		to sign it again",
		scope.last_block(),
		chain.number
	);
	let call = scope.open(meta_tx, &file.signer).with_context(|| {
		format!(
			"the signature does not hold: the file was changed, or {} did not sign it",
			file.signer
		)
	})?;
	match chain.nonce(file.signer).await? {
		now if now > scope.nonce => bail!(
			"{} has sent something since it signed this, most likely this: it cannot be sent a second \
			time",
			file.signer
		),
		now if now < scope.nonce => bail!(
			"{} signed {} before this, and that has to be sent first",
			file.signer,
			words::count(scope.nonce - now, "other transaction", "other transactions")
		),
		_ => Ok(call),
	}
}

/// What a call will do, as its bytes say.
async fn describe(
	chain: &Chain,
	name: &str,
	arguments: &[u8],
	signer: AccountId,
) -> anyhow::Result<String> {
	let input = &mut &*arguments;
	let other = || format!("{name} has other arguments than this tool knows");
	let table = Table::default();
	let table = match name {
		"Consent.publish_offer" => {
			let (asset, stated) =
				<(AssetId, StatedTermsRow)>::decode(input).ok().with_context(other)?;
			let units = chain.units(stated.price.iter().map(|price| &price.currency)).await?;
			consent::stated(table.row("asset", asset), &stated, &units)
		},
		"Consent.withdraw_offer" => {
			let (offer, grounds) = <(OfferId, Grounds)>::decode(input).ok().with_context(other)?;
			table.row("offer", offer).row("grounds", consent::grounds(&grounds))
		},
		"Provenance.withdraw" | "Provenance.reinstate" => {
			let (asset, grounds) = <(AssetId, Grounds)>::decode(input).ok().with_context(other)?;
			table.row("asset", asset).row("grounds", consent::grounds(&grounds))
		},
		"Consent.reserve" => {
			let (key, purposes) =
				<(Commitment, Purposes)>::decode(input).ok().with_context(other)?;
			table.row("content", format!("{key:?}")).row("from", words::purposes(purposes))
		},
		"Consent.lift_reservation" => {
			let key = Commitment::decode(input).ok().with_context(other)?;
			table.row("content", format!("{key:?}"))
		},
		"Royalty.transfer_shares" => {
			let (asset, to, units) =
				<(AssetId, Address, u32)>::decode(input).ok().with_context(other)?;
			let to = account(name, to)?;
			let part = share::text(Permill::from_parts(units));
			table.row("asset", asset).row("to", to).row("units", format!("{units} ({part})"))
		},
		"Utility.batch_all" => {
			let reserve =
				chain.call_bytes(&Call::reserve(Commitment::zero(), Purposes::ALL)).await?;
			let lift = chain.call_bytes(&Call::lift_reservation(Commitment::zero())).await?;
			let counts = batch(input, [&reserve, &lift]).with_context(other)?;
			table.row("reserves", counts[0]).row("lifts", counts[1])
		},
		name if name.starts_with("Rights.") => {
			relay_rights::describe(chain, name, input, signer).await?.with_context(other)?
		},
		_ => bail!("{name} is no call that --relay-file writes, so it is not sent"),
	};
	Ok(table.text())
}

/// The account that a call names.
pub fn account(name: &str, address: Address) -> anyhow::Result<AccountId> {
	match address {
		Address::Id(account) => Ok(account),
		_ => bail!("{name} names an account that this tool cannot show"),
	}
}

/// How many calls of each of these shapes are in a batch, if there is nothing else in it.
fn batch(input: &mut &[u8], shapes: [&[u8]; 2]) -> Option<[usize; 2]> {
	let number = Compact::<u32>::decode(input).ok()?.0;
	let mut counts = [0; 2];
	for _ in 0..number {
		let place = shapes.iter().position(|shape| input.get(..2) == shape.get(..2))?;
		*input = input.get(shapes[place].len()..)?;
		counts[place] += 1;
	}
	input.is_empty().then_some(counts)
}

/// What a relayed call did.
fn outcome(included: &Included) -> (String, Value) {
	if let Ok(event) = included.event::<OfferPublished>() {
		let text = format!("published offer {} of asset {}\n", event.offer, event.asset);
		return (text, json!({ "offer": event.offer.to_string() }));
	}
	if let Ok(event) = included.event::<OfferWithdrawn>() {
		let text = format!("withdrew offer {} of asset {}\n", event.offer, event.asset);
		return (text, json!({ "offer": event.offer.to_string() }));
	}
	if let Ok(event) = included.event::<StandingChanged>() {
		let standing = event.marks.standing(false);
		let text = format!("asset {} is {} now\n", event.asset, words::standing(standing));
		let json = json!({ "asset": event.asset.to_string(), "standing": standing });
		return (text, json);
	}
	if let Ok(event) = included.event::<SharesTransferred>() {
		let text =
			format!("{} has {} more units of asset {}\n", event.to, event.units, event.asset);
		let json =
			json!({ "asset": event.asset.to_string(), "to": event.to, "units": event.units });
		return (text, json);
	}
	(String::new(), Value::Null)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_batch_is_counted_only_if_nothing_else_is_in_it() {
		let (reserve, lift) = ([51, 5, 1, 1], [51, 6, 1]);
		let count = |bytes: &[u8]| batch(&mut &*bytes, [&reserve, &lift]);
		assert_eq!(count(&[3 << 2, 51, 5, 7, 7, 51, 6, 9, 51, 5, 8, 8]), Some([2, 1]));
		assert_eq!(count(&[1 << 2, 10, 0, 7, 7]), None);
		assert_eq!(count(&[1 << 2, 51, 5, 7]), None);
		assert_eq!(count(&[1 << 2, 51, 6, 7, 0]), None);
	}
}
