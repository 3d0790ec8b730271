//! What was proven as JSON, the same from every tool: camel case, 64-bit numbers as strings, shares in millionths, bytes as
//! `0x` and hexadecimal digits.

use alloc::{
	borrow::ToOwned,
	format,
	string::{String, ToString},
	vec::Vec,
};

use serde_json::{json, Map, Value};

use crate::{
	error::{Error, Hex},
	rows::{Account, Authority, Basis, Contents, Edge, Head, Record},
	verify::{Step, Verified},
};

const PURPOSES: [&str; 6] = [
	"dataMining",
	"aiInference",
	"aiTraining",
	"aiGenerativeTraining",
	"derivative",
	"distribution",
];
const MARKS: [&str; 4] = ["withdrawn", "retired", "quarantined", "invalidated"];

fn hex(bytes: &[u8]) -> String {
	Hex(bytes).to_string()
}

/// The names of the bits that are set.
fn names(bits: u8, of: &[&'static str]) -> Vec<&'static str> {
	of.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, name)| *name).collect()
}

/// What was proven. `account` writes an account.
pub fn verified(verified: &Verified, account: impl Fn(&Account) -> String) -> Value {
	json!({
		"genesis": hex(&verified.genesis),
		"block": {
			"hash": hex(&verified.block.id),
			"number": verified.block.number.to_string(),
			"stateRoot": hex(&verified.block.state_root),
		},
		"asset": verified.asset().id.to_string(),
		"ancestor": verified.ancestor().id.to_string(),
		"head": head(&verified.head, &account),
		"steps": verified.steps.iter().map(|it| step(it, &account)).collect::<Vec<_>>(),
	})
}

/// Why nothing was proven.
pub fn refused(error: &Error) -> Value {
	json!({ "error": error.name(), "reason": format!("{error}") })
}

fn head(head: &Head, account: impl Fn(&Account) -> String) -> Value {
	let items = |(basis, items): (Basis, u64)| (basis.name().to_owned(), items.to_string().into());
	json!({
		"controller": account(&head.controller),
		"marks": names(head.marks, &MARKS),
		"affectedBy": head.affected_by.map(|cause| cause.to_string()),
		"terms": {
			"purposes": names(head.terms.purposes, &PURPOSES),
			"commercial": head.terms.commercial,
			"expires": head.terms.expires.map(|block| block.to_string()),
		},
		"composition": Basis::ALL.into_iter().zip(head.composition).map(items).collect::<Map<_, _>>(),
		"excludedLeaves": head.excluded.leaves,
		"excludedWeight": head.excluded.weight.to_string(),
		"generation": head.generation,
	})
}

fn step(step: &Step, account: impl Fn(&Account) -> String) -> Value {
	let Record { registrant, block, kind, declaration, contents, edges } = &step.record;
	json!({
		"id": step.id.to_string(),
		"kind": kind.name(),
		"digest": hex(&step.digest),
		"registrant": account(registrant),
		"block": block.to_string(),
		"commitment": hex(&declaration.commitment),
		"metadata": declaration.metadata.as_ref().map(|it| hex(it)),
		"rightsInformation": declaration.rights_information.as_ref().map(|it| hex(it)),
		"basis": declaration.basis.name(),
		"intent": {
			"purposes": names(declaration.intent.purposes, &PURPOSES),
			"commercial": declaration.intent.commercial,
		},
		"contents": contents.as_ref().map(self::contents),
		"edges": edges.iter().map(edge).collect::<Vec<_>>(),
		"up": step.up.iter().map(|edge| edge.relation.name()).collect::<Vec<_>>(),
	})
}

fn contents(contents: &Contents) -> Value {
	json!({
		"root": hex(&contents.root),
		"leaves": contents.leaves,
		"weight": contents.weight.to_string(),
		"contributorsShare": contents.contributors_share,
	})
}

fn edge(edge: &Edge) -> Value {
	let authority = match edge.authority {
		Authority::Control => json!({ "type": "control" }),
		Authority::Offer(id) => json!({ "type": "offer", "id": id.to_string() }),
		Authority::Licence(id) => json!({ "type": "licence", "id": id.to_string() }),
	};
	json!({
		"parent": edge.parent.to_string(),
		"relation": edge.relation.name(),
		"share": edge.share,
		"authority": authority,
	})
}
