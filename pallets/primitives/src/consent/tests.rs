//! Intervals, pages and digests.

use super::*;
use crate::{Grounds, Terms};
use alloc::vec::Vec;
use codec::Encode;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use proptest::prelude::*;

fn stated() -> StatedTerms<u64, u32> {
	StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: None,
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	}
}

#[test]
fn every_field_is_in_the_digest() {
	let base = stated();
	let mut variants = alloc::vec![base.clone()];
	variants.push(StatedTerms { terms: Terms { commercial: false, ..base.terms }, ..base.clone() });
	variants.push(StatedTerms { audience: Audience::Only(1), ..base.clone() });
	for currency in [Currency::Native, Currency::WithId(1)] {
		let price = Some(Price { currency, amount: 1 });
		variants.push(StatedTerms { price, ..base.clone() });
	}
	variants.push(StatedTerms { share: Permill::from_parts(1), ..base.clone() });
	variants.push(StatedTerms { quota: Some(1), ..base.clone() });
	variants.push(StatedTerms { from: Some(1), ..base.clone() });
	variants.push(StatedTerms { until: Some(1), ..base.clone() });
	variants.push(StatedTerms { licence_period: Some(1), ..base.clone() });
	variants.push(StatedTerms { transferable: true, ..base.clone() });
	variants.push(StatedTerms { legal: Some(H256::zero()), ..base.clone() });
	let mut digests: Vec<_> = variants.iter().map(|stated| stated.digest(7)).collect();
	digests.push(base.digest(8));
	let distinct: alloc::collections::BTreeSet<_> = digests.iter().collect();
	assert_eq!(distinct.len(), digests.len());
}

#[test]
fn a_page_holds_exactly_what_was_put_in() {
	let mut page = LeafPage::default();
	let leaves = [0, 1, 7, 8, 4_095, 4_096 + 13];
	leaves.iter().for_each(|leaf| page.insert(*leaf));
	let found: Vec<_> = (0..LEAVES_PER_PAGE).filter(|leaf| page.contains(*leaf)).collect();
	assert_eq!(found, [0, 1, 7, 8, 13, 4_095]);
	assert_eq!(page.count(), 6);
	assert_eq!(page.encoded_size(), 512);
	assert_eq!([0, 4_095, 4_096, u32::MAX].map(LeafPage::number), [0, 0, 1, (1 << 20) - 1]);
}

#[test]
fn pages_end_where_the_list_ends() {
	let row = |number: u32| (number < 5).then_some(number);
	assert_eq!(page(0, 2, row), Ok(Page { rows: alloc::vec![0, 1], next: Some(2) }));
	assert_eq!(page(3, 2, row), Ok(Page { rows: alloc::vec![3, 4], next: None }));
	assert_eq!(page(9, 2, row), Ok(Page { rows: alloc::vec![], next: None }));
	assert_eq!(page(u32::MAX, 2, row), Ok(Page { rows: alloc::vec![], next: None }));
	for limit in [0, MAX_ROWS + 1] {
		assert_eq!(page(0, limit, row), Err(ListError::LimitOutOfRange));
	}
}

proptest! {
	/// A row is in force at a block exactly if some moment of that block is in its interval.
	#[test]
	fn rows_are_intervals(
		published in 0_u32..40,
		life in proptest::option::of(0_u32..40),
		from in proptest::option::of(0_u32..80),
		until in proptest::option::of(0_u32..80),
		expires in proptest::option::of(0_u32..80),
		at in 0_u32..100,
	) {
		let offer = Offer {
			asset: 0,
			publisher: 0_u64,
			published_at: published,
			stated: StatedTerms {
				terms: Terms { expires, ..Terms::UNRESTRICTED },
				from,
				until,
				..stated()
			},
			withdrawal: life.map(|life| Withdrawal {
				at: published + life,
				by: 0,
				grounds: Grounds::default(),
			}),
			uses: 0,
		};
		let last = life.map_or(u32::MAX, |life| published + life);
		let window = from.unwrap_or(0)..until.unwrap_or(u32::MAX);
		let expected = (published..=last).contains(&at)
			&& window.contains(&at)
			&& at < expires.unwrap_or(u32::MAX);
		prop_assert_eq!(offer.in_force(at), expected);
	}
}
