//! Questions with random arguments: each has an answer, and none changes anything.

use animechain_primitives::{
	consent::{Request, SearchCursor, SearchPosition},
	lineage::Cursor,
	Currency, Purposes,
};
use animechain_runtime::{AccountId, Consent, Provenance, Rights, Royalty, RuntimeCall};
use codec::Decode;
use fastrand::Rng;
use polkadot_sdk::sp_core::H256;

use crate::cast::CAST;

/// How many questions there are.
pub const QUESTIONS: u32 = 32;

fn id(rng: &mut Rng, next: u64) -> u64 {
	match rng.u32(..12) {
		0 => u64::MAX,
		1 => next,
		2 => rng.u64(..),
		_ => rng.u64(..next.max(1)),
	}
}

fn account(rng: &mut Rng) -> AccountId {
	let all = CAST.accounts.len() + CAST.others.len();
	let number = rng.usize(..all);
	CAST.accounts.iter().chain(&CAST.others).nth(number).cloned().unwrap_or(AccountId::new([1; 32]))
}

fn currency(rng: &mut Rng) -> Currency {
	match rng.u32(..3) {
		0 => Currency::WithId(rng.u32(..12)),
		_ => Currency::Native,
	}
}

fn number(rng: &mut Rng) -> u32 {
	match rng.u32(..6) {
		0 => 0,
		1 => 256,
		2 => 257,
		3 => u32::MAX,
		_ => rng.u32(..40),
	}
}

/// Asks one question of our pallets. A panic is the only wrong answer.
pub fn ask(rng: &mut Rng) {
	let asset = id(rng, Provenance::next_asset_id());
	let offer = id(rng, 64);
	let who = account(rng);
	let limit = number(rng);
	let currency = currency(rng);
	let some = rng.bool();
	match rng.u32(..QUESTIONS) {
		0 => drop(Provenance::asset(asset)),
		1 => drop(Provenance::parents(asset)),
		2 => {
			let ids = (0..rng.usize(..4)).map(|_| id(rng, asset.saturating_add(1))).collect();
			drop(Provenance::ancestors(asset, some.then_some(Cursor(ids)), limit));
		},
		3 => drop(Provenance::standing_history(asset, number(rng), limit)),
		4 => drop(Provenance::control_history(asset, number(rng), limit)),
		5 => drop(Provenance::index_rows(asset, limit)),
		6 | 7 => {
			let request = Request {
				who,
				purposes: Purposes::from_bits(rng.u8(..64)).unwrap_or(Purposes::ALL),
				commercial: some,
				at: rng.bool().then(|| rng.u32(..200)),
			};
			let leaf = number(rng);
			if rng.bool() {
				let _ = Consent::permitted(asset, request, search(rng));
			} else {
				let _ = Consent::leaf_permitted(asset, leaf, request, search(rng));
			}
		},
		8 => drop(Consent::offer(offer)),
		9 => drop(Consent::terms_digest(offer)),
		10 => drop(Consent::offers_of(asset, number(rng), limit)),
		11 => drop(Consent::licence(offer)),
		12 => drop(Consent::licences_of(who, some.then_some((asset, offer)), limit)),
		13 => drop(Consent::reservation_counts(vec![H256::zero(); rng.usize(..300)])),
		14 => drop(Consent::reservations_of(H256::zero(), number(rng), limit)),
		15 => drop(Consent::exclusion(asset, number(rng))),
		16 => drop(Consent::excluded_leaves(asset, number(rng))),
		17 => drop(Consent::origin_label(asset)),
		18 => drop(Royalty::pools(asset)),
		19 => drop(Royalty::owed(asset, rng.u8(..), currency)),
		20 => drop(Royalty::units(asset, who)),
		21 => drop(Royalty::holders(asset, some.then_some(who), limit)),
		22 => drop(Royalty::claimable(who, some.then_some((asset, currency)), limit)),
		23 => drop(Royalty::claimable_of(who, asset)),
		24 => {
			let leaf = (number(rng), rng.u64(..));
			drop(Royalty::claimable_by_leaves(asset, currency, vec![leaf; rng.usize(..3)]));
		},
		25 => drop(Royalty::flow(asset, currency, amount(rng))),
		26 => drop(Royalty::flow_on(currency, vec![(asset, amount(rng)), (offer, amount(rng))])),
		27 => drop(Rights::agreement(offer)),
		28 => drop(Rights::deal_digest(offer)),
		29 => drop(Rights::agreements_of(who, some.then_some(offer), limit)),
		30 => drop(Rights::listings(offer, limit)),
		_ => {
			// What a stranger sends need not be a call at all.
			let bytes: Vec<u8> = (0..rng.usize(..80)).map(|_| rng.u8(..)).collect();
			let at = rng.u8(50..54);
			let _ = RuntimeCall::decode(&mut &[&[at, rng.u8(..16)], &bytes[..]].concat()[..]);
		},
	}
}

fn amount(rng: &mut Rng) -> u128 {
	match rng.u32(..4) {
		0 => 0,
		1 => u128::MAX,
		_ => rng.u128(..),
	}
}

fn search(rng: &mut Rng) -> Option<SearchCursor> {
	use animechain_primitives::consent::Denial;
	let position = match rng.u32(..4) {
		0 => SearchPosition::Licences(rng.u64(..)),
		1 => SearchPosition::Offers(number(rng)),
		_ => return None,
	};
	Some(SearchCursor { position, so_far: Denial::NotOffered })
}
