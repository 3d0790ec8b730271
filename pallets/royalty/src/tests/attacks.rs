//! What somebody might try.

use std::{cell::RefCell, rc::Rc};

use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction},
	sp_runtime::{DispatchError, DispatchResult, TransactionOutcome},
};

use crate::{arithmetic::UNITS, mock::*, Error, Units};

/// As many as there are units, so that no holder has a fraction.
const M: u128 = 1_000_000;

#[test]
fn claiming_twice_in_one_block_pays_once() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1)]);
		pay(of.asset, COIN, 2 * M);
		let before = (wealth(COIN, ARTIST), wealth(COIN, MAKER));
		assert_ok!(claim(ARTIST, of.asset, COIN));
		assert_ok!(of.claim(0, &[COIN]));
		refuses(Error::<Test>::NothingToClaim, || claim(ARTIST, of.asset, COIN));
		refuses(Error::<Test>::NothingToClaim, || of.claim(0, &[COIN]));
		refuses(Error::<Test>::NothingToClaim, || {
			Royalty::claim_for(signed(MAKER), ARTIST, vec![(of.asset, COIN)])
		});
		assert_eq!((wealth(COIN, ARTIST) - before.0, wealth(COIN, MAKER) - before.1), (M, M));
	});
}

/// A batch that is all or nothing fails as a whole; one that goes on pays once.
#[test]
fn claiming_twice_in_one_batch_pays_once() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1)]);
		pay(of.asset, COIN, 2 * M);
		refuses(Error::<Test>::NothingToClaim, || {
			claim(ARTIST, of.asset, COIN)?;
			claim(ARTIST, of.asset, COIN)
		});
		refuses(Error::<Test>::NothingToClaim, || {
			of.claim(0, &[COIN])?;
			of.claim(0, &[COIN])
		});
		let before = wealth(COIN, ARTIST);
		assert_ok!(as_a_call(|| {
			as_a_call(|| claim(ARTIST, of.asset, COIN))?;
			let _ = as_a_call(|| claim(ARTIST, of.asset, COIN));
			Ok(())
		}));
		assert_eq!(wealth(COIN, ARTIST) - before, M);
	});
}

/// Units that go in circles earn what they would have earned.
#[test]
fn dealing_with_oneself_brings_nothing() {
	run(|| {
		let asset = work();
		assert_ok!(hand_over(ARTIST, asset, MAKER, 300_001));
		let all = [ARTIST, MAKER, BUYER].map(|who| wealth(COIN, who)).iter().sum::<u128>();
		let mut paid = 0;
		for round in 0..50_u128 {
			pay(asset, COIN, 7 + round);
			paid += 7 + round;
			// Round and round within a block, in all directions, in parts and as a whole.
			for (from, to, units) in [
				(MAKER, BUYER, 300_001),
				(BUYER, NOBODY, 1),
				(BUYER, MAKER, 300_000),
				(NOBODY, MAKER, 1),
				(ARTIST, BUYER, 699_999),
				(BUYER, ARTIST, 699_999),
			] {
				let payer = if from == NOBODY { continue } else { from };
				assert_ok!(hand_over(payer, asset, to, units.min(Royalty::units(asset, payer))));
			}
		}
		for who in [ARTIST, MAKER, BUYER] {
			let _ = as_a_call(|| claim(who, asset, COIN));
		}
		let now = [ARTIST, MAKER, BUYER].map(|who| wealth(COIN, who)).iter().sum::<u128>();
		// The payer is one of them: what it paid came back but for less than a unit of each of four holders.
		assert!(all - now < 4, "{} of {paid}", all - now);
		refuses(Error::<Test>::SameHolder, || hand_over(ARTIST, asset, ARTIST, 1));
	});
}

/// Whoever pays first, or the smallest amount first, or in the smallest parts, changes nothing for the others.
#[test]
fn the_first_payment_and_its_size_change_nothing() {
	let of_histories = |payments: &[u128]| {
		let mut ends = None;
		new_test_ext().execute_with(|| {
			let of = collection(percent(37), &[(MAKER, 1), (BUYER, 2), (MAKER, 1 << 62)]);
			let top = derived(&[(of.asset, percent(43))]);
			assert_ok!(hand_over(ARTIST, top, MAKER, 333_333));
			for amount in payments {
				pay(top, COIN, *amount);
				settle_all();
			}
			let now = |asset| {
				let info = Royalty::pool(asset, COIN).expect("it was paid");
				(info.inflow, info.handed_on, info.to_contributors, info.to_holders)
			};
			ends = Some((now(top), now(of.asset), Royalty::claimable(MAKER, None, 256)));
			check_invariants();
		});
		ends.expect("it ran")
	};
	let total = 12_345;
	let whole = of_histories(&[total]);
	assert_eq!(of_histories(&[1, total - 1]), whole);
	assert_eq!(of_histories(&[total - 1, 1]), whole);
	assert_eq!(of_histories(&vec![1; total as usize]), whole);
	assert_eq!(of_histories(&[7, 8, 9, 10, total - 34]), whole);
}

/// Claiming after every payment brings nobody more than claiming once, and takes nothing from anybody.
#[test]
fn claiming_often_does_not_pay() {
	run(|| {
		let of = collection(percent(50), &[(MAKER, 1), (BUYER, 2), (ARTIST, 4)]);
		assert_ok!(hand_over(ARTIST, of.asset, MAKER, 1));
		let start = [ARTIST, MAKER].map(|who| wealth(COIN, who));
		for _ in 0..500 {
			pay(of.asset, COIN, 3);
			let _ = as_a_call(|| of.claim(0, &[COIN]));
			let _ = as_a_call(|| claim(MAKER, of.asset, COIN));
		}
		let _ = as_a_call(|| of.claim(2, &[COIN]));
		assert_ok!(claim(ARTIST, of.asset, COIN));
		let got = |index: usize| wealth(COIN, [ARTIST, MAKER][index]) - start[index];
		// 750 went to each side; the maker has a seventh of one, and a millionth of the other.
		assert_eq!(got(1), 750 / 7);
		assert_eq!(got(0), 750 * 4 / 7 + 749);
		check_invariants();
	});
}

/// In whatever order people claim, everybody gets the same.
#[test]
fn the_order_of_claims_does_not_matter() {
	run(|| {
		let of = collection(percent(41), &[(MAKER, 3), (BUYER, 5), (NOBODY, 7)]);
		for (who, units) in [(MAKER, 333_333), (BUYER, 7_001), (NOBODY, 123_457)] {
			assert_ok!(hand_over(ARTIST, of.asset, who, units));
		}
		for amount in [1_000, 77, 12_345, 999_983] {
			pay(of.asset, COIN, amount);
		}
		let everybody = [ARTIST, MAKER, BUYER, NOBODY];
		let claims = |which: usize| -> DispatchResult {
			match which {
				0..4 => {
					Royalty::claim_for(signed(ARTIST), everybody[which], vec![(of.asset, COIN)])
				},
				leaf => of.claim(leaf as u32 - 4, &[COIN]),
			}
		};
		let end = |order: &[usize]| {
			with_transaction(|| {
				for which in order {
					assert_ok!(claims(*which));
				}
				let end = everybody.map(|who| wealth(COIN, who));
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(end))
			})
			.expect("no error")
		};
		let expected = end(&[0, 1, 2, 3, 4, 5, 6]);
		let mut order = [0, 1, 2, 3, 4, 5, 6];
		let mut orders = 0;
		permute(&mut order, 7, &mut |order| {
			assert_eq!(end(order), expected, "{order:?}");
			orders += 1;
		});
		assert_eq!(orders, 5_040);
	});
}

/// Heap's algorithm.
fn permute(order: &mut [usize], count: usize, each: &mut impl FnMut(&[usize])) {
	if count <= 1 {
		return each(order);
	}
	for index in 0..count {
		permute(order, count - 1, each);
		let other = if count.is_multiple_of(2) { index } else { 0 };
		order.swap(other, count - 1);
	}
}

/// Code of others that runs in the middle of a payout finds nothing that was paid already, and what it claims
/// itself is not paid again.
#[test]
fn a_claim_inside_a_claim_pays_once() {
	run(|| {
		let asset = work();
		// Others' money is in the pot too.
		pay(work(), COIN, 1_000 * M);
		assert_ok!(hand_over(ARTIST, asset, NOBODY, UNITS));
		pay(asset, NATIVE, 1_000 * M);
		pay(asset, COIN, 1_000 * M);
		let inside = Rc::new(RefCell::new(Vec::new()));
		let said = inside.clone();
		in_the_middle(move || {
			for currency in [NATIVE, COIN] {
				let pools = vec![(asset, currency)];
				let call = || Royalty::claim_for(signed(BUYER), NOBODY, pools);
				said.borrow_mut().push(as_a_call(call));
			}
		});
		let pools = vec![(asset, NATIVE), (asset, COIN)];
		assert_ok!(as_a_call(|| Royalty::claim_for(signed(BUYER), NOBODY, pools)));
		let nothing: DispatchResult = Err(Error::<Test>::NothingToClaim.into());
		assert_eq!(inside.borrow()[0], nothing);
		assert_eq!(inside.borrow()[1], Ok(()));
		assert_eq!(balance(COIN, NOBODY), 1_000 * M);
		assert_eq!(balance(NATIVE, NOBODY), 1_000 * M);
		assert_eq!((pool(asset, COIN).paid, pool(asset, NATIVE).paid), (1_000 * M, 1_000 * M));
		assert_eq!((in_pot(COIN), in_pot(NATIVE)), (1_000 * M, 0));
	});
}

#[test]
fn a_claim_inside_the_claim_of_a_leaf_pays_once() {
	run(|| {
		let of = Rc::new(collection(percent(50), &[(NOBODY, 1)]));
		let asset = of.asset;
		pay(work(), COIN, 1_000 * M);
		assert_ok!(hand_over(ARTIST, asset, NOBODY, UNITS));
		pay(asset, NATIVE, 1_000 * M);
		pay(asset, COIN, 1_000 * M);
		let inner = of.clone();
		in_the_middle(move || {
			// The leaf's second currency, and what the contributor has as a holder.
			assert_ok!(as_a_call(|| inner.claim(0, &[COIN])));
			assert!(as_a_call(|| inner.claim(0, &[NATIVE])).is_err());
			let pools = vec![(asset, COIN)];
			assert_ok!(as_a_call(|| Royalty::claim_for(signed(BUYER), NOBODY, pools)));
		});
		assert_ok!(as_a_call(|| of.claim(0, &[NATIVE, COIN])));
		assert_eq!(balance(COIN, NOBODY), 1_000 * M);
		assert_eq!(balance(NATIVE, NOBODY), 500 * M);
		assert_eq!((pool(asset, COIN).paid, in_pot(COIN)), (1_000 * M, 1_000 * M));
	});
}

#[test]
fn a_payment_and_a_redirection_inside_a_redirection_leave_everything_right() {
	run(|| {
		let (bad, good) = (work(), work());
		pay(bad, NATIVE, 500);
		pay(bad, COIN, 500);
		pay(good, COIN, 500);
		invalidate(bad);
		in_the_middle(move || {
			pay(good, COIN, 77);
			assert_ok!(as_a_call(|| Royalty::redirect(RuntimeOrigin::root(), bad, MAKER)));
		});
		let maker = wealth(COIN, MAKER);
		assert_ok!(as_a_call(|| Royalty::redirect(RuntimeOrigin::root(), bad, NOBODY)));
		assert_eq!((balance(NATIVE, NOBODY), balance(COIN, NOBODY)), (500, 0));
		assert_eq!(wealth(COIN, MAKER) - maker, 500);
		assert_eq!((pool(bad, COIN).paid, in_pot(COIN)), (500, 577));
	});
}

/// Money that the pot paid to itself would be nobody's.
#[test]
fn the_pot_cannot_be_a_beneficiary() {
	run(|| {
		let pot = Royalty::pot();
		let of = collection(percent(50), &[(pot, 1)]);
		let asset = of.asset;
		pay(asset, NATIVE, 1_000);
		refuses(Error::<Test>::NotForThePot, || hand_over(ARTIST, asset, pot, 1));
		refuses(Error::<Test>::NotForThePot, || move_control(ARTIST, asset, pot));
		refuses(Error::<Test>::NotForThePot, || of.claim(0, &[NATIVE]));
		refuses(Error::<Test>::NothingToClaim, || {
			Royalty::claim_for(signed(BUYER), pot, vec![(asset, NATIVE)])
		});
		// What cannot happen: units that it has all the same.
		let other = work();
		pay(other, NATIVE, 1_000);
		assert_ok!(hand_over(ARTIST, other, MAKER, UNITS));
		Units::<Test>::swap(other, MAKER, other, pot);
		refuses(Error::<Test>::NotForThePot, || {
			Royalty::claim_for(signed(BUYER), pot, vec![(other, NATIVE)])
		});
		Units::<Test>::swap(other, MAKER, other, pot);
		invalidate(asset);
		let redirect = |to| move || Royalty::redirect(RuntimeOrigin::root(), asset, to);
		refuses(Error::<Test>::NotForThePot, redirect(pot));
		assert_eq!(pool(asset, NATIVE).balance() + 1_000, in_pot(NATIVE));
		// What a leaf kept there is not lost: the asset was found invalid, and review can give it away.
		assert_ok!(redirect(MAKER)());
		assert_eq!(in_pot(NATIVE), 1_000);
	});
}
