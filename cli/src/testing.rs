//! Rows for tests.

use animechain_primitives::{
	AssetInfo, AssetKind, Authority, Basis, Composition, Contents, Declaration, Edge, Head, Record,
	Relation, Standing, Terms,
};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use crate::{
	chain::{AccountId, Asset},
	leaves::File,
};

/// `number` files with different digests and weights 1, 2, 3, …
pub fn files(number: u32) -> Vec<File> {
	(0..number)
		.map(|index| File {
			path: format!("{index:02}.png"),
			index,
			digest: [index as u8 + 1; 32],
			salt: [index as u8 + 101; 32],
			weight: u64::from(index) + 1,
			contributor: AccountId::from([7; 32]),
		})
		.collect()
}

/// An edge of a share of `percent`.
pub fn edge(parent: u64, relation: Relation, percent: u32) -> Edge {
	Edge { parent, relation, share: Permill::from_percent(percent), authority: Authority::Control }
}

/// An asset with these edges and, if any, contents.
pub fn asset(id: u64, kind: AssetKind, edges: Vec<Edge>, contents: Option<Contents>) -> Asset {
	AssetInfo {
		id,
		head: Head {
			kind,
			controller: AccountId::from([1; 32]),
			standing: Standing::Clear,
			terms: Terms::UNRESTRICTED,
			composition: Composition::of(Basis::OptIn, 5),
			generation: edges.iter().map(|edge| edge.parent as u32 + 1).max().unwrap_or(0),
			digest: H256::repeat_byte(id as u8),
		},
		record: Record {
			registrant: AccountId::from([1; 32]),
			block: 7,
			kind,
			declaration: Declaration {
				commitment: contents.map_or(H256::repeat_byte(9), |contents| contents.root),
				metadata: None,
				rights_information: None,
				basis: Basis::OptIn,
			},
			contents,
			edges,
		},
	}
}
