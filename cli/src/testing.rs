//! Rows for tests.

use animechain_primitives::{
	consent::{Audience, Price},
	rights::{Clause, Consideration, Deal, Listing, Right},
	AssetInfo, AssetKind, Authority, Basis, Composition, Contents, Currency, Declaration, Edge,
	Head, Intent, Licence, Marks, Offer, Purpose, Purposes, Record, Relation, StatedTerms, Terms,
};
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use crate::{
	chain::{AccountId, Asset, DealRow, LicenceRow, ListingRow, OfferRow},
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
			marks: Marks::NONE,
			affected_by: None,
			terms: Terms::UNRESTRICTED,
			composition: Composition::of(Basis::OptIn, 5),
			excluded: Default::default(),
			standing_changes: 0,
			control_changes: 0,
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
				intent: Intent::default(),
			},
			contents,
			edges,
		},
	}
}

/// An offer of an asset, with a price and most of what an offer can have.
pub fn offer(asset: u64) -> OfferRow {
	Offer {
		asset,
		publisher: AccountId::from([1; 32]),
		published_at: 5,
		stated: StatedTerms {
			terms: Terms {
				purposes: Purposes::NONE
					.with(Purpose::AiInference)
					.with(Purpose::AiGenerativeTraining),
				commercial: false,
				expires: Some(900),
			},
			audience: Audience::Anyone,
			price: Some(Price { currency: Currency::Native, amount: 2_000_000_000_000 }),
			share: Permill::from_percent(5),
			quota: None,
			from: None,
			until: None,
			licence_period: None,
			transferable: false,
			legal: Some(H256::repeat_byte(8)),
		},
		withdrawal: None,
		uses: 0,
	}
}

/// A licence that came of [`offer`] 4.
pub fn licence(asset: u64) -> LicenceRow {
	let offer = offer(asset);
	Licence {
		offer: 4,
		asset,
		holder: AccountId::from([2; 32]),
		since: 6,
		until: None,
		terms: offer.stated.terms,
		share: offer.stated.share,
		quota: None,
		transferable: false,
		succession: None,
	}
}

/// Control and a quarter of asset 5, from account 1 to account 2, when its revenue is enough and account 3
/// approves.
pub fn deal() -> DealRow {
	let clauses = vec![
		Clause::RevenueAtLeast { asset: 5, currency: Currency::Native, amount: 7 },
		Clause::ApprovedBy(AccountId::from([3; 32])),
	];
	Deal {
		from: AccountId::from([1; 32]),
		to: AccountId::from([2; 32]),
		rights: vec![Right::Control(5), Right::Shares { asset: 5, units: 250_000 }]
			.try_into()
			.unwrap(),
		clauses: clauses.try_into().unwrap(),
		needed: 2,
		consideration: Some(Consideration {
			price: Price { currency: Currency::WithId(3), amount: 9 },
			revenue: Some((5, Permill::from_percent(10))),
		}),
		deadline: 90,
		text: None,
	}
}

/// A licence that account 1 sells to account 2.
pub fn listing() -> ListingRow {
	Listing {
		seller: AccountId::from([1; 32]),
		right: Right::Licence(6),
		price: Price { currency: Currency::Native, amount: 8 },
		revenue: Permill::from_percent(5),
		buyer: Some(AccountId::from([2; 32])),
		until: Some(70),
		version: 0,
		with_units: false,
	}
}
