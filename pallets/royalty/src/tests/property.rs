//! Random operations on a small graph. Nothing is lost, nothing is made.

use std::collections::BTreeMap;

use animechain_primitives::{behaviour::RoyaltyHolds, Amount, AssetId, Currency};
use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_core::U256,
	sp_runtime::{DispatchResult, Permill},
};
use proptest::prelude::*;

use crate::{mock::*, Event, HolderAccounts, Pools, Pulled};

const ACCOUNTS: [AccountId; 4] = [ARTIST, MAKER, BUYER, NOBODY];
const CURRENCIES: [Currency; 2] = [NATIVE, COIN];

#[derive(Clone, Debug)]
enum Act {
	Pay(usize, usize, u128),
	Pull(usize, u8, usize),
	Idle(u64),
	Claim(usize, Vec<(usize, usize)>),
	ClaimFor(usize, usize, Vec<(usize, usize)>),
	ClaimLeaf(u32, Vec<usize>),
	Exclude(u32),
	HandOver(usize, usize, usize, u32),
	MoveControl(usize, usize, usize),
	Contest(usize, u32),
	Release(usize),
	Invalidate(usize),
	Redirect(usize, usize),
}

fn amounts() -> impl Strategy<Value = u128> {
	prop_oneof![
		0_u128..30,
		100_u128..100_000,
		(1_u128 << 64) - 1..(1 << 64) + 2,
		Just(1_u128 << 90)
	]
}

fn acts() -> impl Strategy<Value = Act> {
	let (asset, account, currency) = (0_usize..5, 0_usize..4, 0_usize..2);
	let pools = prop::collection::vec((asset.clone(), currency.clone()), 1..4);
	let currencies = prop::collection::vec(currency.clone(), 1..3);
	// Almost always at random, and now and then the end of an asset.
	prop_oneof![
		30 => (asset.clone(), currency.clone(), amounts()).prop_map(|(a, c, n)| Act::Pay(a, c, n)),
		10 => (asset.clone(), 0_u8..3, currency).prop_map(|(a, e, c)| Act::Pull(a, e, c)),
		10 => (0_u64..6).prop_map(Act::Idle),
		10 => (account.clone(), pools.clone()).prop_map(|(who, pools)| Act::Claim(who, pools)),
		5 => (account.clone(), account.clone(), pools)
			.prop_map(|(payer, who, pools)| Act::ClaimFor(payer, who, pools)),
		10 => (0_u32..4, currencies).prop_map(|(leaf, of)| Act::ClaimLeaf(leaf, of)),
		5 => (0_u32..4).prop_map(Act::Exclude),
		10 => (account.clone(), account.clone(), asset.clone(), 0_u32..1_000_001)
			.prop_map(|(from, to, a, units)| Act::HandOver(from, to, a, units)),
		5 => (account.clone(), account.clone(), asset.clone())
			.prop_map(|(from, to, a)| Act::MoveControl(from, to, a)),
		5 => (asset.clone(), 0_u32..1_000_001).prop_map(|(a, part)| Act::Contest(a, part)),
		5 => asset.clone().prop_map(Act::Release),
		1 => asset.clone().prop_map(Act::Invalidate),
		3 => (asset, account).prop_map(|(a, to)| Act::Redirect(a, to)),
	]
}

struct World {
	of: Collection,
	assets: [AssetId; 5],
	/// What was paid in, and what was paid out.
	moved: BTreeMap<Currency, (Amount, Amount)>,
}

impl World {
	/// A collection, and four works above it with two paths between most of them.
	fn new() -> Self {
		let of = collection(percent(77), &[(MAKER, 1), (NOBODY, 3), (MAKER, 7), (ARTIST, 1 << 62)]);
		let bottom = of.asset;
		let one = derived(&[(bottom, percent(31))]);
		let two = derived(&[(bottom, percent(17)), (one, percent(19))]);
		let three = derived(&[(one, percent(50)), (two, percent(50))]);
		let four = derived(&[(two, percent(1)), (three, percent(2)), (bottom, percent(3))]);
		Self { of, assets: [bottom, one, two, three, four], moved: BTreeMap::new() }
	}

	/// Does it if it can be done, and says whether it was.
	fn act(&mut self, act: &Act) -> bool {
		let asset = |index: &usize| self.assets[*index];
		let currency = |index: &usize| CURRENCIES[*index].clone();
		let account = |index: &usize| ACCOUNTS[*index];
		let pools = |of: &[(usize, usize)]| -> Vec<_> {
			of.iter().map(|(a, c)| (asset(a), currency(c))).collect()
		};
		let call = || -> DispatchResult {
			match act {
				Act::Pay(a, c, amount) => {
					pay_call(signed(BUYER), asset(a), currency(c), *amount, None)
				},
				Act::Pull(a, edge, c) => pull_call(signed(MAKER), asset(a), *edge, currency(c)),
				Act::Idle(steps) => {
					let limit = Weight::from_parts(400_000_000, 40_000) * *steps;
					assert!(idle_with(limit).all_lte(limit));
					Ok(())
				},
				Act::Claim(who, of) => Royalty::claim(signed(account(who)), pools(of)),
				Act::ClaimFor(payer, who, of) => {
					Royalty::claim_for(signed(account(payer)), account(who), pools(of))
				},
				Act::ClaimLeaf(leaf, of) => {
					let of: Vec<_> = of.iter().map(currency).collect();
					self.of.claim(*leaf, &of)
				},
				Act::Exclude(leaf) => self.of.exclude(*leaf),
				Act::HandOver(from, to, a, units) => {
					hand_over(account(from), asset(a), account(to), *units)
				},
				Act::MoveControl(from, to, a) => move_control(account(from), asset(a), account(to)),
				Act::Contest(a, part) => Royalty::contest(asset(a), Permill::from_parts(*part)),
				Act::Release(a) => Royalty::release(asset(a)),
				Act::Invalidate(a) => {
					let root = RuntimeOrigin::root();
					Provenance::invalidate(root, asset(a), Default::default())
				},
				Act::Redirect(a, to) => {
					Royalty::redirect(RuntimeOrigin::root(), asset(a), account(to))
				},
			}
		};
		let done = as_a_call(call).is_ok();
		self.count();
		done
	}

	/// Adds up what the events say.
	fn count(&mut self) {
		for event in events() {
			let (currency, came, went) = match event {
				Event::Paid { currency, amount, .. } => (currency, amount, 0),
				Event::Claimed { currency, amount, .. }
				| Event::LeafClaimed { currency, amount, .. }
				| Event::Redirected { currency, amount, .. } => (currency, 0, amount),
				_ => continue,
			};
			let of = self.moved.entry(currency).or_default();
			*of = (of.0 + came, of.1 + went);
		}
	}

	/// What must hold after each step beside the invariants of the pallet.
	fn check(&self) {
		check_invariants();
		for currency in CURRENCIES {
			let (came, went) = self.moved.get(&currency).copied().unwrap_or_default();
			let here: Amount = Pools::<Test>::iter()
				.filter(|(_, of, _)| *of == currency)
				.map(|(_, _, pool)| pool.balance())
				.sum();
			// What came in went out or is here, and somebody's.
			assert_eq!((came - went, in_pot(currency)), (here, here));
		}
	}

	/// Everything is released, handed on and claimed, or redirected.
	fn empty(&mut self) {
		for asset in self.assets {
			let _ = as_a_call(|| Royalty::release(asset));
		}
		settle_all();
		for currency in CURRENCIES {
			// Whoever must hold a least balance has it, so that nothing has to wait.
			let origin = signed(ARTIST);
			match currency {
				Currency::Native => {
					Balances::transfer_allow_death(origin, NOBODY, 100).expect("rich");
				},
				Currency::WithId(id) => Assets::transfer(origin, id, NOBODY, 100).expect("rich"),
			}
			for leaf in 0..4 {
				let of = self.of.claim(leaf, std::slice::from_ref(&currency));
				self.count();
				let _ = of;
			}
			for asset in self.assets {
				for who in ACCOUNTS {
					let pools = vec![(asset, currency.clone())];
					let _ = as_a_call(|| Royalty::claim_for(signed(ARTIST), who, pools));
				}
				let root = RuntimeOrigin::root();
				let _ = as_a_call(|| Royalty::redirect(root, asset, MAKER));
			}
		}
		self.count();
		self.check();
	}

	/// What is still in the pot is less than one unit for each beneficiary and each edge.
	fn check_rest(&self) {
		let is_valid = |asset| Royalty::ensure_payable(asset).is_ok();
		let unpaid = |((asset, _, _), row): (_, crate::types::HolderAccount)| {
			assert!(row.owed == 0 || !is_valid(asset));
		};
		HolderAccounts::<Test>::iter().for_each(unpaid);
		for currency in CURRENCIES {
			for asset in self.assets {
				let Some(pool) = Pools::<Test>::get(asset, &currency) else { continue };
				let edges = Provenance::edges_of(asset).expect("known");
				let handed_on = Pulled::<Test>::get(asset, &currency);
				for (number, edge) in (0..).zip(&edges) {
					assert_eq!(handed_on.over(number), pool.owed_upstream(edge.share));
				}
				// Between the floors of the edges and of the rest; and if it is valid, a fraction of each of
				// four leaves and the carry, and of each of four holders.
				let floors = edges.len() as u128 + 1;
				let leaves = if asset == self.of.asset { 5 } else { 0 };
				let fractions = if is_valid(asset) { 4 + leaves } else { 0 };
				assert!(pool.balance() < floors + fractions, "{pool:?}");
			}
		}
	}
}

/// What never falls, of each pool.
fn marks() -> BTreeMap<(AssetId, Currency), (U256, [Amount; 5])> {
	let of = |(asset, currency, pool): (AssetId, Currency, crate::types::Pool)| {
		let counts = [pool.inflow, pool.pulled, pool.paid, pool.to_contributors, pool.to_holders()];
		((asset, currency), (pool.contributors.per_unit, counts))
	};
	Pools::<Test>::iter().map(of).collect()
}

fn nothing_fell(before: &BTreeMap<(AssetId, Currency), (U256, [Amount; 5])>) {
	let after = marks();
	for (key, (per_unit, counts)) in before {
		let (now, counts_now) = &after[key];
		assert!(now >= per_unit, "the accumulator of {key:?} fell");
		assert!(counts_now.iter().zip(counts).all(|(now, then)| now >= then), "{key:?} fell");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

	#[test]
	fn nothing_is_lost_and_nothing_is_made(history in prop::collection::vec(acts(), 1..60)) {
		run(|| {
			let mut world = World::new();
			for act in history {
				let (before, rows_before) = (marks(), rows());
				let done = world.act(&act);
				assert!(done || rows() == rows_before, "{act:?} failed and changed something");
				nothing_fell(&before);
				world.check();
			}
			world.empty();
			world.check_rest();
		});
	}
}
