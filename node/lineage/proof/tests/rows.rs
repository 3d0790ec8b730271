//! The rows of this crate are those of the chain: the same bytes, the same keys, the same digests, the same names.

use animechain_lineage_proof::{digest, rows, trie};
use animechain_primitives::{
	consent::Excluded, digest as chain, AssetKind, Authority, Basis, Composition, Contents,
	Declaration, Edge, Intent, Marks, Purposes, Relation, Terms,
};
use animechain_runtime::{AccountId, Runtime};
use codec::Encode;
use pallet_provenance::{HeadOf, Heads, RecordOf, Records};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn digests() -> impl Strategy<Value = H256> {
	any::<[u8; 32]>().prop_map(H256)
}

fn purposes() -> impl Strategy<Value = Purposes> {
	(0..=Purposes::ALL.bits()).prop_map(|bits| Purposes::from_bits(bits).expect("known bits"))
}

fn edges() -> impl Strategy<Value = Edge> {
	let authority = prop_oneof![
		Just(Authority::Control),
		any::<u64>().prop_map(Authority::Offer),
		any::<u64>().prop_map(Authority::Licence),
	];
	(any::<u64>(), select(&Relation::ALL[..]), 0..=1_000_000_u32, authority).prop_map(
		|(parent, relation, share, authority)| Edge {
			parent,
			relation,
			share: Permill::from_parts(share),
			authority,
		},
	)
}

fn declarations() -> impl Strategy<Value = Declaration> {
	let intent = (purposes(), any::<bool>())
		.prop_map(|(purposes, commercial)| Intent { purposes, commercial });
	(
		digests(),
		option::of(digests()),
		option::of(vec(any::<u8>(), 0..=64)),
		select(&Basis::ALL[..]),
		intent,
	)
		.prop_map(|(commitment, metadata, information, basis, intent)| Declaration {
			commitment,
			metadata,
			rights_information: information.map(|bytes| bytes.try_into().expect("short")),
			basis,
			intent,
		})
}

fn records() -> impl Strategy<Value = RecordOf<Runtime>> {
	let contents = (digests(), any::<u32>(), any::<u64>(), 0..=1_000_000_u32).prop_map(
		|(root, leaves, weight, share)| Contents {
			root,
			leaves,
			weight,
			contributors_share: Permill::from_parts(share),
		},
	);
	(
		any::<[u8; 32]>(),
		any::<u32>(),
		select(&AssetKind::ALL[..]),
		declarations(),
		option::of(contents),
		vec(edges(), 0..=64),
	)
		.prop_map(|(registrant, block, kind, declaration, contents, edges)| RecordOf::<Runtime> {
			registrant: AccountId::new(registrant),
			block,
			kind,
			declaration,
			contents,
			edges: edges.try_into().expect("at most 64"),
		})
}

fn heads() -> impl Strategy<Value = HeadOf<Runtime>> {
	let terms = (purposes(), any::<bool>(), any::<Option<u32>>())
		.prop_map(|(purposes, commercial, expires)| Terms { purposes, commercial, expires });
	let composition = any::<[u64; 6]>().prop_map(
		|[opt_in, licensed, public_domain, statutory_exception, synthetic, undeclared]| {
			Composition {
				opt_in,
				licensed,
				public_domain,
				statutory_exception,
				synthetic,
				undeclared,
			}
		},
	);
	let marks = (0..16_u8).prop_map(|bits| Marks::from_bits(bits).expect("known bits"));
	(
		(select(&AssetKind::ALL[..]), any::<[u8; 32]>(), marks, any::<Option<u64>>()),
		(terms, composition, any::<(u32, u64)>(), any::<[u32; 3]>(), digests()),
	)
		.prop_map(
			|(
				(kind, controller, marks, affected_by),
				(terms, composition, out, counts, digest),
			)| {
				HeadOf::<Runtime> {
					kind,
					controller: AccountId::new(controller),
					marks,
					affected_by,
					terms,
					composition,
					excluded: Excluded { leaves: out.0, weight: out.1 },
					generation: counts[0],
					standing_changes: counts[1],
					control_changes: counts[2],
					digest,
				}
			},
		)
}

proptest! {
	#[test]
	fn records_are_the_same_bytes_and_have_the_same_digests(
		record in records(),
		id in any::<u64>(),
		parents in vec(digests(), 0..=64),
	) {
		let row = record.encode();
		let ours = rows::Record::from_row(&row).expect("a row of the chain");
		prop_assert_eq!(ours.encode(), row);
		let theirs = chain::lineage_digest(id, chain::record_digest(&record), &parents);
		let parents: Vec<_> = parents.iter().map(|digest| digest.0).collect();
		prop_assert_eq!(digest::lineage_digest(id, &ours, &parents), theirs.0);
	}

	#[test]
	fn heads_are_the_same_bytes(head in heads()) {
		let row = head.encode();
		let (kind, ours, digest) = rows::Head::from_row(&row).expect("a row of the chain");
		prop_assert_eq!(digest, head.digest.0);
		prop_assert_eq!(ours.row(kind, &digest), row);
	}

	#[test]
	fn keys_are_those_of_the_runtime(id in any::<u64>()) {
		prop_assert_eq!(trie::head_key(id), Heads::<Runtime>::hashed_key_for(id));
		prop_assert_eq!(trie::record_key(id), Records::<Runtime>::hashed_key_for(id));
	}
}

#[test]
fn names_are_those_of_the_node() {
	let name = |value: serde_json::Value| value.as_str().expect("a string").to_owned();
	for (ours, theirs) in rows::Kind::ALL.into_iter().zip(AssetKind::ALL) {
		assert_eq!(ours.name(), name(serde_json::to_value(theirs).expect("JSON")));
	}
	for (ours, theirs) in rows::Relation::ALL.into_iter().zip(Relation::ALL) {
		assert_eq!(ours.name(), name(serde_json::to_value(theirs).expect("JSON")));
	}
	for (ours, theirs) in rows::Basis::ALL.into_iter().zip(Basis::ALL) {
		assert_eq!(ours.name(), name(serde_json::to_value(theirs).expect("JSON")));
	}
}

#[test]
fn what_is_no_row_is_none() {
	assert_eq!(rows::Record::from_row(&[]), None);
	assert_eq!(rows::Head::from_row(&[1; 40]), None);
}
