//! What readers ask for, a page at a time.

use animechain_primitives::{
	consent::ListError,
	royalty::{Claimable, FlowError, PoolInfo},
};
use polkadot_sdk::frame_support::assert_ok;

use crate::{arithmetic::UNITS, mock::*};

const M: u128 = 1_000_000;

/// What an account can claim, over pages of this many pools.
fn all_claimable(account: AccountId, limit: u32) -> Vec<Claimable> {
	let (mut all, mut after) = (vec![], None);
	loop {
		let page = Royalty::claimable(account, after, limit).expect("in range");
		all.extend(page.rows);
		after = page.next;
		if after.is_none() {
			return all;
		}
	}
}

#[test]
fn what_can_be_claimed_is_listed_whatever_the_pages() {
	run(|| {
		let assets: Vec<_> = (0..5).map(|_| work()).collect();
		for (amount, asset) in (1_u128..).zip(&assets) {
			pay(*asset, NATIVE, amount * M);
			pay(*asset, COIN, amount * 10 * M);
		}
		assert_ok!(hand_over(ARTIST, assets[0], MAKER, UNITS / 2));
		pay(assets[0], COIN, 2);
		assert_ok!(claim(ARTIST, assets[1], COIN));
		invalidate(assets[2]);
		let mut expected = vec![];
		for (amount, asset) in (1_u128..).zip(assets.clone()) {
			if asset != assets[2] {
				expected.push(Claimable { asset, currency: NATIVE, amount: amount * M });
			}
			if asset != assets[2] && asset != assets[1] {
				let extra = u128::from(asset == assets[0]);
				let amount = amount * 10 * M + extra;
				expected.push(Claimable { asset, currency: COIN, amount });
			}
		}
		for limit in [1, 2, 3, 9, 10, 11, 256] {
			let mut all = all_claimable(ARTIST, limit);
			all.sort_by_key(|row| (row.asset, row.currency.clone()));
			assert_eq!(all, expected, "by {limit}");
		}
		let maker = all_claimable(MAKER, 3);
		assert_eq!(maker, [Claimable { asset: assets[0], currency: COIN, amount: 1 }]);
		assert_eq!(all_claimable(NOBODY, 1), []);
		// Every one of them can be claimed, for exactly that.
		for Claimable { asset, currency, amount } in expected {
			let before = wealth(currency.clone(), ARTIST);
			assert_ok!(claim(ARTIST, asset, currency.clone()));
			assert_eq!(wealth(currency, ARTIST) - before, amount);
		}
		assert_eq!(all_claimable(ARTIST, 256), []);
	});
}

#[test]
fn a_page_counts_what_was_looked_at_and_may_be_empty() {
	run(|| {
		for _ in 0..3 {
			pay(work(), COIN, 5);
		}
		let page = Royalty::claimable(MAKER, None, 2).expect("in range");
		assert_eq!(page.rows, []);
		let next = page.next.expect("there is a third");
		let page = Royalty::claimable(MAKER, Some(next), 2).expect("in range");
		assert_eq!((page.rows.len(), page.next), (0, None));
		// A cursor need not be a pool that is there.
		let anywhere = Royalty::claimable(ARTIST, Some((u64::MAX, OTHER_COIN)), 256);
		assert!(anywhere.expect("in range").rows.len() <= 3);
		for limit in [0, 257, u32::MAX] {
			let page = Royalty::claimable(ARTIST, None, limit);
			assert_eq!(page, Err(ListError::LimitOutOfRange));
		}
	});
}

#[test]
fn the_holders_of_an_asset_are_listed() {
	run(|| {
		let asset = work();
		let page = Royalty::holders(asset, None, 1).expect("in range");
		assert_eq!((page.rows, page.next), (vec![(ARTIST, UNITS)], None));
		assert_eq!(Royalty::holders(asset, Some(ARTIST), 1).expect("in range").rows, []);
		assert_eq!(Royalty::holders(asset + 1, None, 1).expect("in range").rows, []);
		for account in 10..20 {
			assert_ok!(hand_over(ARTIST, asset, account, account as u32));
		}
		let mut expected: Vec<_> = (10..20).map(|account| (account, account as u32)).collect();
		let gone: u32 = expected.iter().map(|(_, units)| units).sum();
		expected.insert(0, (ARTIST, UNITS - gone));
		for limit in [1, 2, 3, 10, 11, 256] {
			let (mut all, mut after) = (vec![], None);
			loop {
				let page = Royalty::holders(asset, after, limit).expect("in range");
				assert!(page.rows.len() <= limit as usize);
				all.extend(page.rows);
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			all.sort_unstable();
			assert_eq!(all, expected, "by {limit}");
		}
		for limit in [0, 257] {
			assert_eq!(Royalty::holders(asset, None, limit), Err(ListError::LimitOutOfRange));
		}
	});
}

#[test]
fn a_pool_is_told_as_it_is() {
	run(|| {
		let of = collection(percent(60), &[(MAKER, 1), (BUYER, 4)]);
		let asset = derived(&[(of.asset, percent(30))]);
		assert_eq!((Royalty::pool(asset, COIN), Royalty::pools(asset)), (None, vec![]));
		assert_eq!(Royalty::owed(asset, 0, COIN), None);
		pay(asset, COIN, 1_000);
		assert_eq!(Royalty::owed(asset, 0, COIN), Some(300));
		assert_eq!(Royalty::owed(asset, 1, COIN), None);
		assert_eq!(Royalty::owed(asset + 1, 0, COIN), None);
		let info = PoolInfo { inflow: 1_000, to_holders: 700, queued: true, ..PoolInfo::default() };
		assert_eq!(Royalty::pool(asset, COIN), Some(info));
		settle_all();
		assert_eq!(Royalty::owed(asset, 0, COIN), Some(0));
		let info = PoolInfo { handed_on: 300, queued: false, ..info };
		assert_eq!(Royalty::pool(asset, COIN), Some(info));
		assert_ok!(of.claim(0, &[COIN]));
		pay(of.asset, NATIVE, 5);
		let below = PoolInfo {
			inflow: 300,
			paid: 36,
			to_contributors: 180,
			to_holders: 120,
			live_weight: 5,
			..PoolInfo::default()
		};
		let other = PoolInfo {
			inflow: 5,
			to_contributors: 3,
			to_holders: 2,
			live_weight: 5,
			..PoolInfo::default()
		};
		assert_eq!(Royalty::pools(of.asset), [(NATIVE, other), (COIN, below)]);
	});
}

#[test]
fn what_leaves_earned_is_told_for_the_weights_that_are_given() {
	run(|| {
		let of = collection(percent(100), &[(MAKER, 1), (BUYER, 3), (MAKER, 6)]);
		let ask = |leaves: &[_]| Royalty::claimable_by_leaves(of.asset, COIN, leaves.to_vec());
		assert_eq!(ask(&[(0, 1), (1, 3)]), Ok(vec![0, 0]));
		pay(of.asset, COIN, 1_000);
		assert_eq!(ask(&[(2, 6), (0, 1), (1, 3)]), Ok(vec![600, 100, 300]));
		assert_ok!(of.claim(1, &[COIN]));
		assert_ok!(of.exclude(2));
		pay(of.asset, COIN, 400);
		assert_eq!(ask(&[(0, 1), (1, 3), (2, 6)]), Ok(vec![200, 300, 600]));
		for (leaf, amount) in [(0, 200), (1, 300), (2, 600)] {
			events();
			assert_ok!(of.claim(leaf, &[COIN]));
			let (asset, account, currency) = (of.asset, of.leaf(leaf).contributor, COIN);
			let claimed = crate::Event::LeafClaimed { asset, leaf, account, currency, amount };
			assert_eq!(events(), [claimed]);
		}
		assert_eq!(ask(&[]), Ok(vec![]));
		// A weight that it cannot have, and one that does not fit.
		assert_eq!(ask(&[(0, 0), (9, u64::MAX)]).map(|amounts| amounts[0]), Ok(0));
		let many: Vec<_> = (0..257).map(|leaf| (leaf, 1)).collect();
		assert_eq!(ask(&many[..256]).map(|amounts| amounts.len()), Ok(256));
		assert_eq!(ask(&many), Err(FlowError::TooMany));
		let unknown = Royalty::claimable_by_leaves(of.asset + 1, COIN, vec![]);
		assert_eq!(unknown, Err(FlowError::UnknownAsset));
		invalidate(of.asset);
		assert_eq!(ask(&[(0, 1)]), Err(FlowError::AssetInvalidated));
	});
}
