//! What somebody signed about agreements and sales, for [`super::relay`].

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Consideration, ListingId, Right},
	Commitment,
};
use anyhow::{bail, ensure};
use codec::Decode;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use serde_json::{json, Value};

use super::{
	agree::digest,
	happened::happened,
	relay::{account, Address},
};
use crate::{
	chain::{
		rights_events::{Accepted, Cancelled, Listed, Proposed, Unlisted},
		submit::Included,
		AccountId, BlockNumber, Chain, ClauseRow, DealRow, ListingRow,
	},
	encoding::hex,
	render::{rights, sales, table::Table},
};

/// The arguments of `propose`, but for the text.
type ProposeArguments =
	(Address, Vec<Right>, Vec<ClauseRow>, u8, Option<Consideration>, BlockNumber);
/// The arguments of `list`.
type ListArguments = (Right, Price, Permill, Option<Address>, Option<BlockNumber>);

/// What a call will do, as its bytes say; nothing if they say something else.
pub async fn describe(
	chain: &Chain,
	name: &str,
	input: &mut &[u8],
	signer: AccountId,
) -> anyhow::Result<Option<Table>> {
	let table = Table::default();
	Ok(match name {
		"Rights.propose" => {
			let Some(deal) = proposed(name, input, signer)? else { return Ok(None) };
			let units = chain.units(rights::currencies(&deal)).await?;
			Some(rights::deal(table, &deal, &units, |_, _| None))
		},
		"Rights.accept" => {
			let Ok((id, terms)) = <(AgreementId, H256)>::decode(input) else { return Ok(None) };
			let deal = chain.agreement(id).await?.deal;
			let shown = digest(chain, id, &deal).await?;
			ensure!(
				shown == terms,
				"{signer} signed agreement {id} with the digest {}, and the chain has it with {}",
				hex(terms),
				hex(shown)
			);
			let units = chain.units(rights::currencies(&deal)).await?;
			let table = rights::deal(table.row("agreement", id), &deal, &units, |_, _| None);
			Some(table.row("digest", hex(terms)))
		},
		"Rights.cancel" | "Rights.approve" | "Rights.poke" => {
			AgreementId::decode(input).ok().map(|id| table.row("agreement", id))
		},
		"Rights.list" => {
			let Some(row) = listed(name, input, signer)? else { return Ok(None) };
			let units = chain.units([&row.price.currency]).await?;
			Some(sales::rows(table, &row, &units))
		},
		"Rights.unlist" => ListingId::decode(input).ok().map(|id| table.row("listing", id)),
		_ => bail!("{name} is no call that --relay-file writes, so it is not sent"),
	})
}

fn proposed(name: &str, input: &mut &[u8], signer: AccountId) -> anyhow::Result<Option<DealRow>> {
	let arguments = <(ProposeArguments, Option<Commitment>)>::decode(input);
	let Ok(((to, rights, clauses, needed, consideration, deadline), text)) = arguments else {
		return Ok(None);
	};
	let (Ok(rights), Ok(clauses)) = (rights.try_into(), clauses.try_into()) else {
		return Ok(None);
	};
	let to = account(name, to)?;
	let from = signer;
	Ok(Some(DealRow { from, to, rights, clauses, needed, consideration, deadline, text }))
}

fn listed(name: &str, input: &mut &[u8], seller: AccountId) -> anyhow::Result<Option<ListingRow>> {
	let Ok((right, price, revenue, buyer, until)) = ListArguments::decode(input) else {
		return Ok(None);
	};
	let buyer = buyer.map(|buyer| account(name, buyer)).transpose()?;
	// The chain notes by itself what else a listing says.
	let (version, with_units) = (0, false);
	Ok(Some(ListingRow { seller, right, price, revenue, buyer, until, version, with_units }))
}

/// What a relayed call did to agreements or sales, if it was about them.
pub async fn outcome(
	chain: &Chain,
	included: &Included,
) -> anyhow::Result<Option<(String, Value)>> {
	if let Ok(Proposed { agreement, .. }) = included.event() {
		let text = format!("proposed agreement {agreement}\n");
		return Ok(Some((text, json!({ "agreement": agreement.to_string() }))));
	}
	if let Ok(Cancelled { agreement, .. }) = included.event() {
		let text = format!("agreement {agreement} is cancelled\n");
		return Ok(Some((text, json!({ "agreement": agreement.to_string() }))));
	}
	if let Ok(Listed { listing, .. }) = included.event() {
		let text = format!("listing {listing} is for sale\n");
		return Ok(Some((text, json!({ "listing": listing.to_string() }))));
	}
	if let Ok(Unlisted { listing }) = included.event() {
		let text = format!("listing {listing} is taken off\n");
		return Ok(Some((text, json!({ "listing": listing.to_string() }))));
	}
	let happened = happened(chain, included).await?;
	let accepted = included.event::<Accepted>().ok().map(|event| event.agreement);
	if accepted.is_none() && happened.json.is_empty() {
		return Ok(None);
	}
	let mut text = accepted.map_or_else(String::new, |id| format!("accepted agreement {id}\n"));
	text += &happened.text;
	let json = json!({
		"accepted": accepted.map(|id| id.to_string()),
		"happened": happened.json,
	});
	Ok(Some((text, json)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::calls::Call, testing};

	#[test]
	fn what_was_signed_is_read_back() {
		let deal = testing::deal();
		let call = Call::propose(&deal);
		let read = proposed("Rights.propose", &mut call.bytes(), deal.from).unwrap();
		assert_eq!(read, Some(deal.clone()));
		assert_eq!(proposed("Rights.propose", &mut &call.bytes()[..40], deal.from).unwrap(), None);
		let row = testing::listing();
		let call = Call::list(&row);
		assert_eq!(listed("Rights.list", &mut call.bytes(), row.seller).unwrap(), Some(row));
	}
}
