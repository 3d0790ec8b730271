//! A consent receipt: what somebody permitted, to whom, when, and how anybody can check it.
//!
//! The field names are those of ISO/IEC TS 27560:2023, *Consent record information structure*, and of the
//! CAWG Training and Data Mining Assertion 1.1. The standard is about personal information; here it is about
//! works, so its fields on personal information, storage and jurisdiction stay away, as does everything that
//! the chain does not know. Nothing is invented: what neither document names stands in an `animechain` object.
//!
//! | field | here |
//! |---|---|
//! | `schema_version` | the format of this tool |
//! | `record_id`, `receipt_id` | a URN of the offer, licence or edge; the same with the block that was read |
//! | `pii_principal_id` | the account that permits |
//! | `privacy_notice` | the legal text, as its SHA-256 |
//! | `purposes`: `purpose`, `purpose_type`, `lawful_basis` | one entry per purpose |
//! | `pii_controllers` | the account that may use the asset, unless it is anybody |
//! | `withdrawal_method` | the call that withdraws |
//! | `party_id`, `party_role` | accounts and nothing else |
//! | `event_time`, `event_type`, `event_state`, `entity_id`, `validity_duration` | what happened, by whom |
//!
//! `docs/consent-receipt.md` says the same at length, with an example.

use animechain_primitives::{AssetId, Authority, Commitment, Grounds, Purpose, Terms};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use serde_json::{json, Map, Value};

use crate::{
	chain::{blocks::BlockStamp, AccountId, BlockNumber},
	encoding::hex,
	render::consent,
	share, words,
};

/// The format that this tool writes.
const FORMAT: &str = "animechain-consent-receipt/1";

/// What a receipt is of.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
	/// An offer.
	Offer(u64),
	/// A licence that came of an offer.
	Licence {
		/// Its id.
		id: u64,
		/// The offer.
		offer: u64,
	},
	/// What allowed a child.
	Edge {
		/// The child.
		child: AssetId,
		/// What allowed it.
		authority: Authority,
	},
}

/// Something that happened to the consent.
#[derive(Clone, Debug)]
pub struct Event {
	/// When.
	pub at: BlockStamp,
	/// Given, or withdrawn.
	pub given: bool,
	/// Who did it; `None` is review.
	pub by: Option<AccountId>,
	/// What it was, in a few words.
	pub what: String,
	/// Why, of a withdrawal.
	pub grounds: Option<Grounds>,
}

/// Everything that a receipt says.
#[derive(Clone, Debug)]
pub struct Receipt {
	/// The chain.
	pub genesis: H256,
	/// The block that it was read at.
	pub at: H256,
	/// Its number.
	pub number: BlockNumber,
	/// What it is of.
	pub subject: Subject,
	/// What may be used.
	pub asset: AssetId,
	/// Who permits.
	pub principal: AccountId,
	/// Who may use it; `None` is anybody.
	pub licensee: Option<AccountId>,
	/// What is permitted.
	pub terms: Terms<BlockNumber>,
	/// Conditions besides, in words.
	pub conditions: Vec<String>,
	/// The share of revenue.
	pub share: Permill,
	/// The legal text.
	pub legal: Option<Commitment>,
	/// What was signed by whoever accepted.
	pub terms_digest: Option<H256>,
	/// Whether it may be used at the block that was read.
	pub stands: bool,
	/// The first block at which it may no longer be used.
	pub until: Option<BlockNumber>,
	/// What happened, in the order of time.
	pub events: Vec<Event>,
	/// How to ask the chain the same question, and what it answered.
	pub question: Value,
}

impl Receipt {
	/// The receipt as a document.
	pub fn json(&self) -> Value {
		let record = self.record_id();
		let mut receipt = json!({
			"schema_version": FORMAT,
			"record_id": record,
			"receipt_id": format!("{record}:at:{}", self.number),
			"pii_principal_id": account(self.principal),
			"pii_processing": self.processing(),
			"party_identification": self.parties(),
			"events": self.events.iter().map(|event| self.event(event)).collect::<Vec<_>>(),
			"assertions": [{
				"label": "cawg.training-mining",
				"data": { "entries": self.entries() },
			}],
			"animechain": self.facts(),
		});
		if let Some(legal) = self.legal {
			receipt["pii_processing"]["privacy_notice"] = json!(sha256(legal));
		}
		receipt
	}

	fn record_id(&self) -> String {
		let genesis = hex(self.genesis);
		match self.subject {
			Subject::Offer(id) => format!("urn:animechain:{genesis}:offer:{id}"),
			Subject::Licence { id, .. } => format!("urn:animechain:{genesis}:licence:{id}"),
			Subject::Edge { child, .. } => {
				format!("urn:animechain:{genesis}:edge:{child}:{}", self.asset)
			},
		}
	}

	fn processing(&self) -> Value {
		let purpose = |purpose: Purpose| {
			json!({
				"purpose": words::purpose(purpose),
				"purpose_type": purpose_type(purpose),
				"lawful_basis": "consent",
			})
		};
		let withdrawal = match self.subject {
			Subject::Offer(id) => {
				format!("Consent.withdraw_offer({id}) by the controller of the asset")
			},
			Subject::Licence { .. } | Subject::Edge { .. } => {
				format!("Provenance.withdraw({}) by the controller of the asset", self.asset)
			},
		};
		json!({
			"purposes": self.terms.purposes.iter().map(purpose).collect::<Vec<_>>(),
			"pii_controllers": self.licensee.map(account).into_iter().collect::<Vec<_>>(),
			"withdrawal_method": withdrawal,
		})
	}

	fn parties(&self) -> Value {
		let mut parties =
			vec![json!({ "party_id": account(self.principal), "party_role": "rights holder" })];
		if let Some(licensee) = self.licensee {
			parties.push(json!({ "party_id": account(licensee), "party_role": "licensee" }));
		}
		parties.into()
	}

	fn event(&self, event: &Event) -> Value {
		let mut json = json!({
			"event_type": "explicit consent",
			"event_state": if event.given { "given" } else { "withdrawn" },
			"animechain": {
				"what": event.what,
				"block": event.at.number,
				"blockHash": event.at.hash,
				"grounds": event.grounds.as_ref().map(consent::grounds_json),
			},
		});
		if let Some(time) = event.at.time() {
			json["event_time"] = json!(time);
		}
		if let Some(by) = event.by {
			json["entity_id"] = json!(account(by));
		}
		if event.given {
			json["validity_duration"] = json!(match self.until {
				Some(until) => format!("until block {until} is made"),
				None => "until it is withdrawn".to_owned(),
			});
		}
		json
	}

	/// The four entries of the assertion.
	fn entries(&self) -> Map<String, Value> {
		let entry = |purpose: Purpose| {
			let name = cawg(purpose)?;
			let conditions = self.constraint();
			let usage = match (self.stands && self.terms.purposes.contains(purpose), conditions) {
				(false, _) => json!({ "use": "notAllowed" }),
				(true, None) => json!({ "use": "allowed" }),
				(true, Some(info)) => json!({ "use": "constrained", "constraint_info": info }),
			};
			Some((name.to_owned(), usage))
		};
		Purpose::ALL.into_iter().filter_map(entry).collect()
	}

	/// Everything that has to be kept to; `None` if there is nothing.
	fn constraint(&self) -> Option<String> {
		let mut conditions = self.conditions.clone();
		if let Some(licensee) = self.licensee {
			conditions.insert(0, format!("by {licensee} only"));
		}
		if !self.terms.commercial {
			conditions.push("not commercially".into());
		}
		if !self.share.is_zero() {
			conditions.push(format!("{} of the revenue", share::text(self.share)));
		}
		if let Some(until) = self.until {
			conditions.push(format!("not from block {until} on"));
		}
		if let Some(legal) = self.legal {
			conditions.push(format!("legal text {}", sha256(legal)));
		}
		let record = self.record_id();
		(!conditions.is_empty()).then(|| format!("{}; see {record}", conditions.join("; ")))
	}

	/// What neither standard has a name for.
	fn facts(&self) -> Value {
		let (offer, licence, edge) = match self.subject {
			Subject::Offer(id) => (Some(id), None, Value::Null),
			Subject::Licence { id, offer } => (Some(offer), Some(id), Value::Null),
			Subject::Edge { child, authority } => {
				let (offer, licence) = match authority {
					Authority::Control => (None, None),
					Authority::Offer(offer) => (Some(offer), None),
					Authority::Licence(licence) => (None, Some(licence)),
				};
				let edge = json!({
					"child": child.to_string(),
					"parent": self.asset.to_string(),
					"authority": words::authority(authority),
				});
				(offer, licence, edge)
			},
		};
		json!({
			"standards": {
				"fields": "ISO/IEC TS 27560:2023",
				"assertion": "CAWG Training and Data Mining Assertion 1.1",
			},
			"genesis": self.genesis,
			"block": self.number,
			"blockHash": self.at,
			"asset": self.asset.to_string(),
			"offer": offer.map(|id| id.to_string()),
			"licence": licence.map(|id| id.to_string()),
			"edge": edge,
			"termsDigest": self.terms_digest,
			"commercial": self.terms.commercial,
			"sharePpm": self.share.deconstruct(),
			"conditions": self.conditions,
			"stands": self.stands,
			"ask": self.question,
		})
	}
}

fn account(account: AccountId) -> String {
	account.to_string()
}

fn sha256(commitment: Commitment) -> String {
	format!("sha256:{}", hex(commitment).trim_start_matches("0x"))
}

/// The entry of the assertion that stands for a purpose, if there is one.
const fn cawg(purpose: Purpose) -> Option<&'static str> {
	match purpose {
		Purpose::DataMining => Some("cawg.data_mining"),
		Purpose::AiInference => Some("cawg.ai_inference"),
		Purpose::AiTraining => Some("cawg.ai_training"),
		Purpose::AiGenerativeTraining => Some("cawg.ai_generative_training"),
		Purpose::Derivative | Purpose::Distribution => None,
	}
}

fn purpose_type(purpose: Purpose) -> String {
	match cawg(purpose) {
		Some(name) => name.into(),
		None => format!("animechain.{}", words::purpose_name(purpose)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing;
	use animechain_primitives::{Purposes, Reason};

	fn receipt() -> Receipt {
		let offer = testing::offer(3);
		let stamp = |number| BlockStamp {
			number,
			hash: H256::repeat_byte(number as u8),
			milliseconds: Some(951_825_600_000),
		};
		let event = |number, given| Event {
			at: stamp(number),
			given,
			by: Some(offer.publisher),
			what: "offer published".into(),
			grounds: (!given).then_some(Grounds { reason: Reason::Objection, evidence: None }),
		};
		Receipt {
			genesis: H256::repeat_byte(0xaa),
			at: H256::repeat_byte(9),
			number: 9,
			subject: Subject::Offer(4),
			asset: 3,
			principal: offer.publisher,
			licensee: None,
			terms: offer.stated.terms,
			conditions: vec!["for 2 ANIM".into()],
			share: offer.stated.share,
			legal: offer.stated.legal,
			terms_digest: Some(offer.stated.digest(3)),
			stands: true,
			until: offer.stated.terms.expires,
			events: vec![event(5, true), event(7, false)],
			question: Value::Null,
		}
	}

	#[test]
	fn the_fields_are_those_of_the_standard() {
		let json = receipt().json();
		let genesis = hex(H256::repeat_byte(0xaa));
		assert_eq!(json["record_id"], format!("urn:animechain:{genesis}:offer:4"));
		assert_eq!(json["receipt_id"], format!("urn:animechain:{genesis}:offer:4:at:9"));
		assert_eq!(json["pii_principal_id"], receipt().principal.to_string());
		let processing = &json["pii_processing"];
		assert_eq!(processing["purposes"][0]["purpose_type"], "cawg.ai_inference");
		assert_eq!(processing["privacy_notice"], format!("sha256:{}", "08".repeat(32)));
		assert_eq!(processing["pii_controllers"], json!([]));
		assert_eq!(json["party_identification"][0]["party_role"], "rights holder");
		let (given, withdrawn) = (&json["events"][0], &json["events"][1]);
		assert_eq!(given["event_state"], "given");
		assert_eq!(given["event_time"], "2000-02-29T12:00:00.000Z");
		assert_eq!(given["animechain"]["block"], 5);
		assert_eq!(given["validity_duration"], "until block 900 is made");
		assert_eq!(withdrawn["event_state"], "withdrawn");
		assert_eq!(withdrawn["animechain"]["grounds"]["reason"], "objection");
		assert_eq!(json["animechain"]["termsDigest"], json!(testing::offer(3).stated.digest(3)));
		for absent in ["jurisdiction", "pii_information", "storage_locations"] {
			assert!(!json.to_string().contains(absent), "{absent}");
		}
	}

	#[test]
	fn the_assertion_allows_constrains_or_forbids() {
		let entries =
			|receipt: &Receipt| receipt.json()["assertions"][0]["data"]["entries"].clone();
		let json = entries(&receipt());
		assert_eq!(json.as_object().unwrap().len(), 4);
		assert_eq!(json["cawg.data_mining"], json!({ "use": "notAllowed" }));
		assert_eq!(json["cawg.ai_training"], json!({ "use": "notAllowed" }));
		let training = &json["cawg.ai_generative_training"];
		assert_eq!(training["use"], "constrained");
		let info = training["constraint_info"].as_str().unwrap();
		for part in ["2 ANIM", "not commercially", "5 %", "block 900", "sha256:0808", "offer:4"] {
			assert!(info.contains(part), "{part} in {info}");
		}

		let free = Receipt {
			terms: Terms { purposes: Purposes::ALL, commercial: true, expires: None },
			conditions: vec![],
			share: Permill::zero(),
			legal: None,
			until: None,
			..receipt()
		};
		assert_eq!(entries(&free)["cawg.ai_inference"], json!({ "use": "allowed" }));
		let licensed = Receipt { licensee: Some(free.principal), ..free.clone() };
		assert_eq!(entries(&licensed)["cawg.ai_inference"]["use"], "constrained");
		let ended = Receipt { stands: false, ..free };
		assert_eq!(entries(&ended)["cawg.ai_inference"], json!({ "use": "notAllowed" }));
	}
}
