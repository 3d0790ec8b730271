//! Payments, claims, shares.

use animechain_primitives::{AssetId, Currency, Relation};
use animechain_runtime::RuntimeOrigin;
use pallet_royalty::Call;
use polkadot_sdk::sp_runtime::Permill;

use super::{
	case, consent::collected, edge, grounds, mint, must, pay, work, Case, Group, Person,
	Transaction, World, AMOUNT, CURRENCIES, EDGES,
};

/// Pools of the dearest claim.
const POOLS: usize = 32;

/// Its calls.
pub fn cases() -> Vec<Case> {
	let of = |name, prepare| case(name, Group::Royalty, prepare);
	vec![
		of("royalty.pay, native", |world| {
			let (_, asset) = world.registrant();
			let payer = world.payer();
			payer.does(pay(asset, Currency::Native, AMOUNT));
			Transaction::signed(payer, pay(asset, Currency::Native, AMOUNT))
		}),
		of("royalty.pay, first, coin", |world| {
			let (_, asset) = world.registrant();
			let payer = world.payer();
			Transaction::signed(payer, pay(asset, world.coin(), AMOUNT))
		}),
		of("royalty.pay, first, coin, 64 edges", |world| {
			let asset = child(world);
			let payer = world.payer();
			Transaction::signed(payer, pay(asset, world.coin(), AMOUNT))
		}),
		of("royalty.pull, 64th edge, new pool", |world| {
			let (asset, coin) = (child(world), world.coin());
			let payer = world.payer();
			payer.does(pay(asset, coin.clone(), 1_000 * AMOUNT));
			// Not by itself.
			crate::honesty::forget_what_waits();
			let call = Call::pull { child: asset, edge: (EDGES - 1) as u8, currency: coin };
			Transaction::signed(payer, call)
		}),
		of("royalty.claim, 1 pool", |world| {
			let (holder, asset) = world.registrant();
			world.earns(asset, 1);
			Transaction::signed(holder, Call::claim { pools: vec![(asset, world.coin())] })
		}),
		of("royalty.claim, 32 pools", |world| {
			let (holder, pools) = shares(world);
			Transaction::signed(holder, Call::claim { pools })
		}),
		of("royalty.claim_for, 32 pools", |world| {
			let (holder, pools) = shares(world);
			let account = holder.address();
			let payer = world.payer();
			Transaction::signed(payer, Call::claim_for { account, pools })
		}),
		of("royalty.claim_leaf, of 2^32 - 1, 1 currency", |world| claim_leaf(world, 1)),
		of("royalty.claim_leaf, of 2^32 - 1, 8 currencies", |world| {
			claim_leaf(world, CURRENCIES as usize)
		}),
		of("royalty.transfer_shares, never paid", |world| {
			let (holder, asset) = world.registrant();
			let to = world.registrant().0.address();
			Transaction::signed(holder, Call::transfer_shares { asset, to, units: 1 })
		}),
		of("royalty.transfer_shares, 8 pools, to a stranger", |world| {
			let (holder, asset) = world.registrant();
			world.earns(asset, CURRENCIES as usize);
			let to = world.stranger().address();
			Transaction::signed(holder, Call::transfer_shares { asset, to, units: 1 })
		}),
		of("royalty.redirect, 8 pools, by sudo", |world| {
			let (_, asset) = world.registrant();
			world.earns(asset, CURRENCIES as usize);
			let call = pallet_provenance::Call::invalidate { asset, grounds: grounds() };
			must(RuntimeOrigin::root(), call);
			let to = world.stranger().address();
			Transaction::root(Call::redirect { asset, to })
		}),
	]
}

/// An asset with as many edges as there can be, that earns for all of them.
fn child(world: &mut World) -> AssetId {
	let (person, _) = world.registrant();
	let edges = (0..EDGES)
		.map(|_| animechain_primitives::Edge {
			share: Permill::from_percent(1),
			..edge(Relation::DerivedFrom, work(person, vec![]))
		})
		.collect();
	work(person, edges)
}

/// Units of as many assets as one claim may name, in all currencies by turns. The holder has a row of none.
fn shares(world: &mut World) -> (Person, Vec<(AssetId, Currency)>) {
	let holder = world.payer();
	let (person, _) = world.registrant();
	let currencies = world.currencies.clone();
	let payer = world.payer();
	for number in 1..CURRENCIES {
		mint(number, &payer.account());
	}
	let pools = (0..POOLS)
		.zip(currencies.into_iter().cycle())
		.map(|(_, currency)| {
			let asset = work(person, vec![]);
			let to = holder.address();
			person.does(Call::transfer_shares { asset, to, units: 500_000 });
			payer.does(pay(asset, currency.clone(), AMOUNT));
			(asset, currency)
		})
		.collect();
	(holder, pools)
}

fn claim_leaf(world: &mut World, pools: usize) -> Transaction {
	let person = world.payer();
	let (asset, [(leaf, proof), _]) = collected(world, person);
	world.earns(asset, pools);
	let currencies = world.currencies.iter().rev().take(pools).cloned().collect();
	Transaction::signed(person, Call::claim_leaf { asset, leaf, proof, currencies })
}
