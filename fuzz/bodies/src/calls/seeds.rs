//! A call of every kind of our own, put together from its parts.

use animechain_primitives::{
	merkle_sum::{LeafProof, Node},
	Authority, Basis, Contents, Declaration, Edge, Intent, Relation,
};
use codec::Encode;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

/// An account as a call names it, and as itself.
const ACCOUNT: [u8; 32] = [3; 32];
const NAMED: (u8, [u8; 32]) = (0, ACCOUNT);
/// A reason without evidence.
const GROUNDS: (u8, u8) = (0, 0);
/// The native currency, and another.
const NATIVE: u8 = 0;
const OTHER: (u8, u32) = (1, 7);
const NONE: u8 = 0;

fn declaration() -> Declaration {
	Declaration {
		commitment: H256::repeat_byte(1),
		metadata: Some(H256::repeat_byte(2)),
		rights_information: None,
		basis: Basis::OptIn,
		intent: Intent::default(),
	}
}

fn contents() -> Contents {
	Contents {
		root: H256::repeat_byte(1),
		leaves: 8,
		weight: 80,
		contributors_share: Permill::from_percent(50),
	}
}

fn edges(count: u64) -> Vec<Edge> {
	let edge = |parent| Edge {
		parent,
		relation: Relation::TrainedOn,
		share: Permill::from_percent(1),
		authority: Authority::Offer(parent),
	};
	(0..count).map(edge).collect()
}

fn leaf() -> (u32, H256, [u8; 32], u64) {
	(5, H256::repeat_byte(4), ACCOUNT, 10)
}

fn proof() -> LeafProof {
	LeafProof { siblings: vec![Node { digest: H256::repeat_byte(6), weight: 9 }; 3] }
}

/// Every call by its name.
pub fn calls() -> Vec<(String, Vec<u8>)> {
	let price = (NATIVE, 500_u128);
	let stated = (
		(0x3f_u8, true, NONE),
		(1_u8, ACCOUNT),
		Some(price),
		Permill::from_percent(2),
		Some(9_u32),
		(NONE, Some(90_u32), Some(10_u32), true, NONE),
	);
	let id = 1_u64;
	let provenance = [
		(0_u8, "register-work", (declaration(), edges(0)).encode()),
		(1, "register-collection", (declaration(), contents(), edges(1)).encode()),
		(2, "compose-dataset", (declaration(), edges(64)).encode()),
		(3, "register-model", (declaration(), edges(2)).encode()),
		(4, "register-output", (declaration(), Some(contents()), edges(1)).encode()),
		(5, "retire", (id, GROUNDS).encode()),
		(6, "transfer-control", (id, NAMED).encode()),
		(7, "withdraw", (id, GROUNDS).encode()),
		(8, "reinstate", (id, GROUNDS).encode()),
		(12, "refresh", id.encode()),
		(13, "sponsor-storage", (NAMED, 1_000_u64).encode()),
	]
	.map(|(index, name, fields)| (50, index, name, fields));
	let consent = [
		(0_u8, "publish-offer", (id, stated).encode()),
		(1, "withdraw-offer", (id, GROUNDS).encode()),
		(2, "accept-offer", (id, Some(price), Permill::one(), H256::zero()).encode()),
		(3, "transfer-licence", (id, NAMED).encode()),
		(4, "exclude-leaf", (id, leaf(), proof(), GROUNDS).encode()),
		(5, "reserve", (H256::zero(), 0x3f_u8).encode()),
		(6, "lift-reservation", H256::zero().encode()),
		(7, "raise-opt-in-floor", Permill::from_percent(3).encode()),
		(
			8,
			"exclude-leaf-signed",
			(id, leaf(), proof(), GROUNDS, (0_u8, [9_u8; 32], [9_u8; 32])).encode(),
		),
	]
	.map(|(index, name, fields)| (51, index, name, fields));
	let royalty = [
		(0_u8, "pay", (id, NATIVE, 1_000_u128, NONE).encode()),
		(1, "pull", (id, 0_u8, OTHER).encode()),
		(2, "claim", vec![(id, NATIVE), (2, NATIVE)].encode()),
		(3, "claim-for", (NAMED, vec![(id, OTHER)]).encode()),
		(4, "claim-leaf", (id, leaf(), proof(), vec![NATIVE]).encode()),
		(5, "transfer-shares", (id, NAMED, 1_000_u32).encode()),
		(6, "register-currency", OTHER.encode()),
		(7, "redirect", (id, NAMED).encode()),
	]
	.map(|(index, name, fields)| (52, index, name, fields));
	let clauses = [
		(0_u8, id, NATIVE, 5_u128).encode(),
		(1_u8, 70_u32).encode(),
		(2_u8, price).encode(),
		(3_u8, ACCOUNT).encode(),
	];
	let mut deal = (NAMED, vec![(1_u8, id, 9_u32)], codec::Compact(4_u32)).encode();
	deal.extend(clauses.concat());
	deal.extend((2_u8, Some((price, Some((id, Permill::one())))), 100_u32, NONE).encode());
	let rights = [
		(0_u8, "propose", deal),
		(1, "accept", (id, H256::zero()).encode()),
		(2, "cancel", id.encode()),
		(3, "approve", id.encode()),
		(4, "fund", (id, 1_u8).encode()),
		(5, "poke", id.encode()),
		(6, "collect", NATIVE.encode()),
		(7, "list", ((0_u8, id), price, Permill::zero(), Some(NAMED), Some(8_u32)).encode()),
		(8, "unlist", id.encode()),
		(9, "buy", (id, price).encode()),
	]
	.map(|(index, name, fields)| (53, index, name, fields));
	let own = provenance.into_iter().chain(consent).chain(royalty).chain(rights);
	own.map(|(pallet, index, name, fields): (u8, u8, &str, Vec<u8>)| {
		(name.to_owned(), [&[pallet, index], &fields[..]].concat())
	})
	.collect()
}
