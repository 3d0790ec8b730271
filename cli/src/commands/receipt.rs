//! `receipt`: what was permitted, read from the chain and written down for others.

use std::fs;

use animechain_primitives::{
	consent::Audience, AssetId, Authority, Intent, LicenceId, Mark, OfferId, Terms,
};
use anyhow::{bail, Context as _};
use polkadot_sdk::sp_runtime::Permill;
use serde_json::{json, Value};

use super::{Answer, Context};
use crate::{
	amount::Units,
	args,
	chain::{consent::Question, AccountId, Chain, LicenceRow, OfferRow, StatedTermsRow},
	receipt::{Event, Receipt, Subject},
	words,
};

/// Reads everything and writes the receipt.
pub async fn run(context: &Context, args: &args::Receipt) -> anyhow::Result<Answer> {
	let chain = context.connect().await?;
	let receipt = match (args.licence, args.offer, args.edge) {
		(Some(licence), _, _) => of_licence(&chain, licence).await?,
		(_, Some(offer), _) => of_offer(&chain, offer).await?,
		(_, _, Some((child, parent))) => of_edge(&chain, child, parent).await?,
		_ => bail!("a licence, an offer or an edge is needed"),
	};
	let json = receipt.json();
	let document = format!("{}\n", serde_json::to_string_pretty(&json)?);
	let text = match &args.out {
		None => document,
		Some(path) => {
			fs::write(path, document)
				.with_context(|| format!("cannot write {}", path.display()))?;
			format!("wrote the consent receipt to {}\n", path.display())
		},
	};
	Ok(Answer::success(text, json))
}

async fn of_offer(chain: &Chain, id: OfferId) -> anyhow::Result<Receipt> {
	let offer = chain.offer(id).await?;
	let mut events =
		vec![given(chain, offer.published_at, offer.publisher, "offer published").await?];
	events.extend(offer_withdrawn(chain, &offer).await?);
	events.extend(standing_events(chain, offer.asset, offer.published_at).await?);
	let licensee = match offer.stated.audience {
		Audience::Anyone => None,
		Audience::Only(account) => Some(account),
	};
	let clear = chain.asset(offer.asset).await?.head.refusal(chain.number).is_none();
	let stands = clear && offer.withdrawal.is_none() && offer.in_force(chain.number);
	let units = chain.units_of_prices([&offer]).await?;
	let mut conditions = conditions(&offer.stated, &units);
	if let Some(until) = offer.stated.until {
		conditions.push(format!("to be used or accepted before block {until}"));
	}
	let question = json!({
		"api": "ConsentApi.offer",
		"offer": id.to_string(),
	});
	Ok(Receipt {
		principal: offer.publisher,
		licensee,
		terms: offer.stated.terms,
		conditions,
		share: offer.stated.share,
		legal: offer.stated.legal,
		terms_digest: Some(offer.stated.digest(offer.asset)),
		stands,
		until: offer.stated.terms.expires,
		events: sorted(events),
		question,
		..empty(chain, Subject::Offer(id), offer.asset, offer.publisher)
	})
}

async fn of_licence(chain: &Chain, id: LicenceId) -> anyhow::Result<Receipt> {
	let row = chain.licence(id).await?;
	let offer = chain.offer(row.offer).await?;
	let mut events = vec![
		given(chain, offer.published_at, offer.publisher, "offer published").await?,
		given(chain, row.since, row.holder, "offer accepted, or licence taken over").await?,
	];
	events.extend(licence_ended(chain, &row).await?);
	events.extend(standing_events(chain, row.asset, row.since).await?);
	let clear = chain.asset(row.asset).await?.head.refusal(chain.number).is_none();
	let stands = clear && row.succession.is_none() && row.in_force(chain.number);
	let until = row.until.into_iter().chain(row.terms.expires).min();
	let question = ask(chain, row.asset, row.holder, row.terms, row.since).await?;
	Ok(Receipt {
		principal: offer.publisher,
		licensee: Some(row.holder),
		terms: row.terms,
		conditions: licence_conditions(&row),
		share: row.share,
		legal: offer.stated.legal,
		terms_digest: Some(offer.stated.digest(offer.asset)),
		stands,
		until,
		events: sorted(events),
		question,
		..empty(chain, Subject::Licence { id, offer: row.offer }, row.asset, offer.publisher)
	})
}

async fn of_edge(chain: &Chain, child: AssetId, parent: AssetId) -> anyhow::Result<Receipt> {
	let asset = chain.asset(child).await?;
	let record = &asset.record;
	let edge = record
		.edges
		.iter()
		.find(|edge| edge.parent == parent)
		.with_context(|| format!("asset {child} was not made from asset {parent}"))?;
	let intent = record.declaration.intent;
	let purposes = edge.relation.purposes(intent).unwrap_or_default();
	let what = format!("asset {child} registered: {} {parent}", words::relation(edge.relation));
	let mut events = vec![given(chain, record.block, record.registrant, &what).await?];
	let subject = Subject::Edge { child, authority: edge.authority };
	let base = empty(chain, subject, parent, record.registrant);
	let (base, terms) = match edge.authority {
		Authority::Control => {
			let terms = Terms { purposes, commercial: intent.commercial, expires: None };
			(base, terms)
		},
		Authority::Offer(id) => {
			let offer = chain.offer(id).await?;
			events.extend(offer_withdrawn(chain, &offer).await?);
			let base = Receipt {
				principal: offer.publisher,
				conditions: conditions(&offer.stated, &chain.units_of_prices([&offer]).await?),
				legal: offer.stated.legal,
				terms_digest: Some(offer.stated.digest(parent)),
				until: offer.stated.terms.expires,
				..base
			};
			(base, offer.stated.terms)
		},
		Authority::Licence(id) => {
			let licence = chain.licence(id).await?;
			let offer = chain.offer(licence.offer).await?;
			events.extend(licence_ended(chain, &licence).await?);
			let base = Receipt {
				principal: offer.publisher,
				conditions: licence_conditions(&licence),
				legal: offer.stated.legal,
				terms_digest: Some(offer.stated.digest(parent)),
				until: licence.terms.expires,
				..base
			};
			(base, licence.terms)
		},
	};
	events.extend(standing_events(chain, parent, record.block).await?);
	// What the edge asked for is the question; a new version asks for nothing but control.
	let asked = Terms { purposes, commercial: intent.commercial, expires: None };
	let question = ask(chain, parent, record.registrant, asked, record.block).await?;
	Ok(Receipt {
		licensee: Some(record.registrant),
		terms,
		share: edge.share,
		// What was made keeps its permission: withdrawing stops what is new.
		stands: !terms.expired(chain.number),
		events: sorted(events),
		question,
		..base
	})
}

/// A receipt that says nothing yet.
fn empty(chain: &Chain, subject: Subject, asset: AssetId, principal: AccountId) -> Receipt {
	Receipt {
		genesis: chain.genesis,
		at: chain.at,
		number: chain.number,
		subject,
		asset,
		principal,
		licensee: None,
		terms: Terms { purposes: Default::default(), commercial: false, expires: None },
		conditions: vec![],
		share: Permill::zero(),
		legal: None,
		terms_digest: None,
		stands: false,
		until: None,
		events: vec![],
		question: Value::Null,
	}
}

fn conditions(stated: &StatedTermsRow, units: &Units) -> Vec<String> {
	let price = stated.price.as_ref().map(|price| format!("accepted for {}", units.price(price)));
	let addressed =
		(stated.needs_licence() && stated.price.is_none()).then(|| "accepted".to_owned());
	let quota = stated.quota.map(|quota| words::count(quota.into(), "edge", "edges"));
	[price, addressed, quota].into_iter().flatten().collect()
}

fn licence_conditions(licence: &LicenceRow) -> Vec<String> {
	let left = |quota: u32| format!("{} left", words::count(quota.into(), "edge", "edges"));
	licence.quota.map(left).into_iter().collect()
}

async fn given(chain: &Chain, block: u32, by: AccountId, what: &str) -> anyhow::Result<Event> {
	let at = chain.block(block).await?;
	Ok(Event { at, given: true, by: Some(by), what: what.into(), grounds: None })
}

async fn offer_withdrawn(chain: &Chain, offer: &OfferRow) -> anyhow::Result<Option<Event>> {
	let Some(end) = &offer.withdrawal else { return Ok(None) };
	Ok(Some(Event {
		at: chain.block(end.at).await?,
		given: false,
		by: Some(end.by),
		what: "offer withdrawn: nothing new is made under it".into(),
		grounds: Some(end.grounds),
	}))
}

async fn licence_ended(chain: &Chain, licence: &LicenceRow) -> anyhow::Result<Option<Event>> {
	let Some(end) = licence.succession else { return Ok(None) };
	Ok(Some(Event {
		at: chain.block(end.at).await?,
		given: false,
		by: Some(licence.holder),
		what: format!("licence handed on: licence {} took its place", end.by),
		grounds: None,
	}))
}

/// What happened to the standing of the asset since a block.
async fn standing_events(chain: &Chain, asset: AssetId, since: u32) -> anyhow::Result<Vec<Event>> {
	let mut events = Vec::new();
	let mut before = false;
	for change in chain.standing_history(asset).await? {
		// Only closing an asset for good takes no permission back.
		let taken = change.marks.affect_descendants();
		if taken != before && change.at >= since {
			let marks: Vec<_> = change.marks.iter().filter(|mark| *mark != Mark::Retired).collect();
			let what = match marks.as_slice() {
				[] => "asset clear again".to_owned(),
				marks => format!(
					"asset {}: nothing new is made from it",
					marks.iter().map(|mark| words::mark(*mark)).collect::<Vec<_>>().join(", ")
				),
			};
			events.push(Event {
				at: chain.block(change.at).await?,
				given: !taken,
				by: change.by,
				what,
				grounds: Some(change.grounds),
			});
		}
		before = taken;
	}
	Ok(events)
}

fn sorted(mut events: Vec<Event>) -> Vec<Event> {
	events.sort_by_key(|event| event.at.number);
	events
}

/// Asks the chain whether it was permitted at a block, and keeps question and answer.
async fn ask(
	chain: &Chain,
	asset: AssetId,
	who: AccountId,
	terms: Terms<u32>,
	at: u32,
) -> anyhow::Result<Value> {
	let Terms { purposes, commercial, .. } = terms;
	let question = Question { who, purposes, commercial, at: Some(at) };
	let answer = chain.permitted(asset, None, &question).await?;
	let text = match answer {
		Ok(authority) => format!("permitted by {}", words::authority(authority)),
		Err(denial) => crate::denial::explain(asset, Intent { purposes, commercial }, denial),
	};
	Ok(json!({
		"api": "ConsentApi.permitted",
		"asset": asset.to_string(),
		"who": who,
		"purposes": purposes.iter().collect::<Vec<_>>(),
		"commercial": commercial,
		"at": at,
		"permitted": answer.is_ok(),
		"answer": text,
	}))
}
