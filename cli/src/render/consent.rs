//! Offers, licences and reservations, as text and as JSON.

use animechain_primitives::{
	consent::{Audience, Price},
	Grounds, LicenceId, OfferId, Reason, StatedTerms, Terms,
};
use serde_json::{json, Value};

use super::{json, table::Table};
use crate::{
	amount::{self, Units},
	chain::{BlockNumber, LicenceRow, OfferRow, ReservationRow, StatedTermsRow},
	encoding::hex,
	share, words,
};

/// What is permitted: `AI training, derivatives; not commercially; not from block 9 on`.
pub fn terms(terms: &Terms<BlockNumber>) -> String {
	let commercial = if terms.commercial { "commercially too" } else { "not commercially" };
	let expires = terms.expires.map(|block| format!("; not from block {block} on"));
	format!("{}; {commercial}{}", words::purposes(terms.purposes), expires.unwrap_or_default())
}

/// Why somebody said no, if it was said.
pub fn grounds(grounds: &Grounds) -> String {
	let mut text = match grounds.reason {
		Reason::Unspecified => "no reason given",
		reason => words::reason(reason),
	}
	.to_owned();
	if let Some(evidence) = grounds.evidence {
		text += &format!(", evidence sha256 {}", hex(evidence).trim_start_matches("0x"));
	}
	text
}

/// The terms of an offer as rows of a table.
pub fn stated(table: Table, stated: &StatedTermsRow, units: &Units) -> Table {
	let StatedTerms { audience, price, quota, from, until, licence_period, legal, .. } = stated;
	let audience = match audience {
		Audience::Anyone => "anybody".to_owned(),
		Audience::Only(account) => account.to_string(),
	};
	let uses = |quota: &u32| words::count((*quota).into(), "edge", "edges");
	table
		.row("permits", terms(&stated.terms))
		.row("to", audience)
		.row("price", price.as_ref().map_or_else(|| "free".to_owned(), |it| units.price(it)))
		.row("share", share::text(stated.share))
		.maybe("quota", quota.as_ref().map(uses))
		.maybe("from block", *from)
		.maybe("until block", *until)
		.maybe("licences last", licence_period.map(|blocks| format!("{blocks} blocks")))
		.maybe("licences", stated.transferable.then_some("may be handed on"))
		.maybe("legal text", legal.map(|it| format!("sha256 {}", hex(it).trim_start_matches("0x"))))
}

/// How an offer stands at block `now`.
pub fn offer_state(offer: &OfferRow, now: BlockNumber) -> String {
	if let Some(end) = &offer.withdrawal {
		return format!("withdrawn in block {}: {}", end.at, grounds(&end.grounds));
	}
	let stated = &offer.stated;
	if stated.from.is_some_and(|from| now < from) {
		"has not begun".into()
	} else if stated.until.is_some_and(|until| until <= now) {
		"has ended".into()
	} else if stated.terms.expired(now) {
		"its terms have expired".into()
	} else if stated.quota.is_some_and(|quota| !stated.needs_licence() && offer.uses >= quota) {
		"used up".into()
	} else if stated.needs_licence() && stated.price.is_none() && offer.uses > 0 {
		"accepted".into()
	} else if stated.needs_licence() {
		"stands, has to be accepted".into()
	} else {
		"stands".into()
	}
}

/// An offer.
pub fn offer(id: OfferId, offer: &OfferRow, now: BlockNumber, units: &Units) -> String {
	let table = Table::default()
		.row("published", format!("in block {} by {}", offer.published_at, offer.publisher));
	let mut table = stated(table, &offer.stated, units);
	if let (Some(quota), false) = (offer.stated.quota, offer.stated.needs_licence()) {
		table = table.row("used", format!("{} of {quota}", offer.uses));
	}
	format!("offer {id} of asset {}: {}\n{}", offer.asset, offer_state(offer, now), table.text())
}

/// How a licence stands at block `now`.
pub fn licence_state(licence: &LicenceRow, now: BlockNumber) -> String {
	if let Some(end) = licence.succession {
		return format!("handed on in block {}, now licence {}", end.at, end.by);
	}
	if licence.until.is_some_and(|until| until <= now) {
		"its time is over".into()
	} else if licence.terms.expired(now) {
		"its terms have expired".into()
	} else if licence.quota == Some(0) {
		"used up".into()
	} else {
		"stands".into()
	}
}

/// A licence.
pub fn licence(id: LicenceId, licence: &LicenceRow, now: BlockNumber) -> String {
	let table = Table::default()
		.row("of offer", licence.offer)
		.row("holder", format!("{} since block {}", licence.holder, licence.since))
		.row("permits", terms(&licence.terms))
		.row("share", share::text(licence.share))
		.maybe("edges left", licence.quota)
		.maybe("until block", licence.until)
		.maybe("", licence.transferable.then_some("may be handed on"));
	format!(
		"licence {id} for asset {}: {}\n{}",
		licence.asset,
		licence_state(licence, now),
		table.text()
	)
}

/// A reservation in one line.
pub fn reservation(row: &ReservationRow) -> String {
	let purposes = words::purposes(row.purposes);
	format!("reserved by {} since block {} from {purposes}", row.by, row.declared_at)
}

fn price_json(price: &Price) -> Value {
	amount::json(&price.currency, price.amount)
}

/// Grounds as JSON.
pub fn grounds_json(grounds: &Grounds) -> Value {
	json!({ "reason": words::reason(grounds.reason), "evidence": grounds.evidence })
}

/// The terms of an offer as JSON.
pub fn stated_json(stated: &StatedTermsRow) -> Value {
	json!({
		"terms": json::terms(&stated.terms),
		"audience": match stated.audience {
			Audience::Anyone => None,
			Audience::Only(account) => Some(account),
		},
		"price": stated.price.as_ref().map(price_json),
		"sharePpm": stated.share.deconstruct(),
		"quota": stated.quota,
		"from": stated.from,
		"until": stated.until,
		"licencePeriod": stated.licence_period,
		"transferable": stated.transferable,
		"legal": stated.legal,
	})
}

/// An offer as JSON.
pub fn offer_json(id: OfferId, offer: &OfferRow, now: BlockNumber) -> Value {
	json!({
		"offer": id.to_string(),
		"asset": offer.asset.to_string(),
		"publisher": offer.publisher,
		"publishedAt": offer.published_at,
		"stated": stated_json(&offer.stated),
		"termsDigest": offer.stated.digest(offer.asset),
		"needsLicence": offer.stated.needs_licence(),
		"stands": offer.in_force(now) && offer.withdrawal.is_none(),
		"withdrawal": offer.withdrawal.as_ref().map(|end| json!({
			"at": end.at,
			"by": end.by,
			"grounds": grounds_json(&end.grounds),
		})),
		"uses": offer.uses,
	})
}

/// A licence as JSON.
pub fn licence_json(id: LicenceId, licence: &LicenceRow, now: BlockNumber) -> Value {
	json!({
		"licence": id.to_string(),
		"offer": licence.offer.to_string(),
		"asset": licence.asset.to_string(),
		"holder": licence.holder,
		"since": licence.since,
		"until": licence.until,
		"terms": json::terms(&licence.terms),
		"sharePpm": licence.share.deconstruct(),
		"quota": licence.quota,
		"transferable": licence.transferable,
		"stands": licence.in_force(now) && licence.succession.is_none(),
		"succession": licence.succession.map(|end| json!({
			"at": end.at,
			"licence": end.by.to_string(),
		})),
	})
}

/// A reservation as JSON.
pub fn reservation_json(row: &ReservationRow) -> Value {
	json!({
		"by": row.by,
		"purposes": row.purposes.iter().collect::<Vec<_>>(),
		"declaredAt": row.declared_at,
		"liftedAt": row.lifted_at,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::AccountId, testing};
	use animechain_primitives::consent::{Succession, Withdrawal};

	#[test]
	fn offers_say_how_they_stand() {
		let mut row = testing::offer(3);
		assert_eq!(offer_state(&row, 9), "stands, has to be accepted");
		row.stated.price = None;
		assert_eq!(offer_state(&row, 9), "stands");
		row.stated.audience = Audience::Only(AccountId::from([2; 32]));
		assert_eq!(offer_state(&row, 9), "stands, has to be accepted");
		row.uses = 1;
		assert_eq!(offer_state(&row, 9), "accepted");
		row.stated.audience = Audience::Anyone;
		row.stated.quota = Some(2);
		row.uses = 2;
		assert_eq!(offer_state(&row, 9), "used up");
		row.stated.from = Some(10);
		assert_eq!(offer_state(&row, 9), "has not begun");
		row.stated.from = None;
		row.stated.until = Some(9);
		assert_eq!(offer_state(&row, 9), "has ended");
		row.withdrawal = Some(Withdrawal {
			at: 7,
			by: AccountId::from([1; 32]),
			grounds: Grounds { reason: Reason::TermsBroken, evidence: None },
		});
		assert_eq!(offer_state(&row, 9), "withdrawn in block 7: terms-broken");
		assert_eq!(offer_json(4, &row, 9)["withdrawal"]["grounds"]["reason"], "terms-broken");
	}

	#[test]
	fn an_offer_shows_everything_that_is_accepted() {
		let row = testing::offer(3);
		let text = offer(4, &row, 9, &Units::default());
		for part in [
			"offer 4 of asset 3: stands",
			"permits",
			"AI inference, generative AI training; not commercially; not from block 900 on",
			"anybody",
			"2 ANIM",
			"5 %",
			"sha256 0808",
		] {
			assert!(text.contains(part), "{part:?} in\n{text}");
		}
		let json = offer_json(4, &row, 9);
		assert_eq!(json["stated"]["price"]["amount"], "2000000000000");
		assert_eq!(json["termsDigest"], json!(row.stated.digest(3)));
		assert_eq!(json["stands"], true);
	}

	#[test]
	fn licences_say_how_they_stand() {
		let mut row = testing::licence(3);
		assert_eq!(licence_state(&row, 9), "stands");
		row.quota = Some(0);
		assert_eq!(licence_state(&row, 9), "used up");
		row.until = Some(9);
		assert_eq!(licence_state(&row, 9), "its time is over");
		row.succession = Some(Succession { at: 8, by: 5 });
		assert_eq!(licence_state(&row, 9), "handed on in block 8, now licence 5");
		assert_eq!(licence_json(1, &row, 9)["succession"]["licence"], "5");
	}
}
