//! A million contributors, really built.

use polkadot_sdk::frame_support::assert_ok;

use crate::{mock::*, Error, LeafAccounts};

const CROWD: u32 = 1_000_000;

/// Who contributed a leaf, and its weight.
fn leaf(index: u32) -> (AccountId, u64) {
	(1_000 + u64::from(index), 1 + u64::from(index) % 97)
}

/// The rows that a payment changes.
fn changes(asset: u64) -> usize {
	let before = rows();
	pay(asset, COIN, 12_345_678_901_234_567);
	rows().iter().filter(|(key, value)| before.get(*key) != Some(value)).count()
}

#[test]
fn a_payment_to_a_million_is_the_step_that_a_payment_to_one_is() {
	run(|| {
		let one = collection(percent(80), &[(MAKER, 7)]);
		let leaves: Vec<_> = (0..CROWD).map(leaf).collect();
		let weight: u128 = leaves.iter().map(|(_, weight)| u128::from(*weight)).sum();
		let of = collection(percent(80), &leaves);
		assert_eq!((changes(one.asset), changes(of.asset)), (1, 1));
		assert_eq!((changes(one.asset), changes(of.asset)), (1, 1));
		let shared = pool(of.asset, COIN).to_contributors;
		let samples = [0, 1, 2, 499_999, 500_000, 777_777, CROWD - 2, CROWD - 1];
		for index in samples {
			// Two to the twentieth is more than a million.
			assert!(of.proof(index).siblings.len() <= 20);
			assert_ok!(of.claim(index, &[COIN]));
			let (account, part) = leaf(index);
			assert_eq!(wealth(COIN, account), shared * u128::from(part) / weight);
			refuses(Error::<Test>::NothingToClaim, || of.claim(index, &[COIN]));
		}
		// Only those who claimed have a row.
		assert_eq!(LeafAccounts::<Test>::iter().count(), samples.len());
	});
}
