//! Claims of many pools, claims after many payments, and the dearest case of every other call about money.

use animechain_primitives::{AssetId, AssetKind, Currency, Grounds, Relation};
use animechain_runtime::{Provenance, Royalty, Runtime, RuntimeCall, RuntimeOrigin};
use polkadot_sdk::{
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave},
	sp_runtime::{MultiAddress, Permill},
};

use crate::{
	chain::{
		all_edges, chain, claim, crowded, currency, edge, pay, register, then, transfer_shares,
		work, works, Leaves, AMOUNT,
	},
	measure::{at_most, declared, figure, head, measured_row, medians, must, section, Who, RUNS},
};

const NATIVE: Currency = Currency::Native;
const PAYMENTS: u32 = 1_000_000;
const MOST: u32 = 32;

type RoyaltyCall = pallet_royalty::Call<Runtime>;

/// Lets in as many currencies as there can be, and opens storage accounts for Alice and Bob.
fn with_currencies(ext: &mut TestExternalities) -> Vec<Currency> {
	let mut all = vec![NATIVE];
	then(ext, || {
		all.extend((1..=7).map(currency));
		must(Bob, &work(vec![]));
		must(Alice, &work(vec![]));
	});
	all
}

pub fn print() {
	section("Claims of many pools");
	many_pools();
	section("A claim after many payments");
	many_payments();
	section("The dearest case of each call, in a state of 10^6 accounts");
	head();
	dearest();
}

/// Of `count` works that are half Bob's. What Bob has of them was claimed before.
fn half_bobs(ext: &mut TestExternalities, count: u32) -> Vec<AssetId> {
	let mut assets = vec![];
	then(ext, || {
		assets = works(count);
		for asset in &assets {
			must(Alice, &transfer_shares(*asset, Bob, 500_000));
			must(Alice, &pay(*asset, NATIVE, AMOUNT));
		}
		let pools = |asset: &AssetId| (*asset, NATIVE);
		for some in assets.chunks(MOST as usize) {
			must(Bob, &claim(some.iter().map(pools).collect()));
		}
		for asset in &assets {
			must(Alice, &pay(*asset, NATIVE, AMOUNT));
		}
	});
	assets
}

fn many_pools() {
	let mut ext = chain(|| ());
	with_currencies(&mut ext);
	let assets = half_bobs(&mut ext, MOST);
	let calls = [1, 2, 4, 8, 16, 32]
		.map(|count| claim(assets[..count].iter().map(|asset| (*asset, NATIVE)).collect()));
	let times = medians(
		&mut ext,
		calls.each_ref().map(|call| (Bob.into(), core::slice::from_ref(call))),
		RUNS,
	);
	head();
	for (call, count) in calls.iter().zip([1, 2, 4, 8, 16, 32]) {
		measured_row(&mut ext, &format!("claim, {count} pools"), Bob, call, 101);
	}
	println!();
	let weights = calls.each_ref().map(|call| declared(call).ref_time() as f64);
	let proofs = calls.each_ref().map(|call| declared(call).proof_size() as f64);
	for (name, of) in [("time", times), ("declared time", weights), ("declared proof", proofs)] {
		for (all, count) in of.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]).skip(1) {
			let name = format!("claim: {name} a pool, {count} pools / 1");
			// The bar is for a claim as large as it may be.
			if count < 32.0 {
				figure(&name, format!("{:.3}", all / count / of[0]));
			} else {
				at_most(&name, all / count / of[0], 0.5);
			}
		}
	}
}

fn many_payments() {
	let mut ext = chain(|| ());
	with_currencies(&mut ext);
	let assets = half_bobs(&mut ext, 2);
	let [once, often] = [assets[0], assets[1]];
	let payment = pay(often, NATIVE, 1_000_003);
	for _ in 0..100 {
		then(&mut ext, || (0..PAYMENTS / 100).for_each(|_| must(Alice, &payment)));
	}
	let inflow = ext.execute_with(|| Royalty::pool(often, NATIVE).expect("paid").inflow);
	assert_eq!(inflow, 2 * AMOUNT + u128::from(PAYMENTS) * 1_000_003);
	let [after_one, after_many] = [once, often].map(|asset| [claim(vec![(asset, NATIVE)])]);
	let [by_one, by_many] =
		medians(&mut ext, [(Bob.into(), &after_one), (Bob.into(), &after_many)], 4 * RUNS);
	let weight = |call: &RuntimeCall| declared(call).ref_time() as f64;
	let ratio = weight(&after_many[0]) / weight(&after_one[0]);
	at_most("claim: declared weight, after 10^6 payments / after 1", ratio, 1.0);
	at_most("claim: time, after 10^6 payments / after 1", by_many / by_one, 1.02);
}

fn dearest() {
	let ext = &mut crowded();
	let currencies = with_currencies(ext);
	let coin = currencies[7].clone();
	let leaves = Leaves::build(1 << 10, |_| Charlie.to_account_id());
	let fill = |asset: AssetId| {
		for currency in &currencies {
			must(Bob, &pay(asset, currency.clone(), 1_000 * AMOUNT));
		}
	};
	let (mut claimed, mut collection, mut sold, mut invalid, mut child) = (vec![], 0, 0, 0, 0);
	then(ext, || {
		for (asset, currency) in works(MOST).into_iter().zip(currencies.iter().cycle()) {
			must(Alice, &transfer_shares(asset, Dave, 500_000));
			must(Bob, &pay(asset, currency.clone(), AMOUNT));
			claimed.push((asset, currency.clone()));
		}
		let edges = || all_edges(&works(64), Permill::from_percent(1));
		collection = Provenance::next_asset_id() + 64;
		must(Alice, &leaves.register(edges()));
		sold = register(AssetKind::Work, edges());
		invalid = register(AssetKind::Work, vec![]);
		fill(collection);
		fill(sold);
		fill(invalid);
		Provenance::invalidate(RuntimeOrigin::root(), invalid, Grounds::default())
			.expect("it is valid");
		let mut parents = edges();
		let parent = register(AssetKind::Work, edges());
		parents[63] = edge(Relation::DerivedFrom, parent, Permill::from_percent(1));
		child = register(AssetKind::Work, parents);
		must(Bob, &pay(child, coin.clone(), 1_000 * AMOUNT));
	});

	let account = MultiAddress::Id(Dave.to_account_id());
	let pools = claimed;
	let call = RoyaltyCall::claim_for { account, pools }.into();
	measured_row(ext, "claim_for, 32 new rows, 8 currencies", Bob, &call, 501);
	let one = leaves.claim(collection, 7, vec![coin.clone()]);
	measured_row(ext, "claim_leaf, 1 currency, new row", Bob, &one, 501);
	let all = leaves.claim(collection, 7, currencies.clone());
	measured_row(ext, "claim_leaf, 8 currencies, new rows", Bob, &all, 501);
	let pull = RoyaltyCall::pull { child, edge: 63, currency: coin }.into();
	measured_row(ext, "pull, 64th edge, new pool", Bob, &pull, RUNS);
	let transfer = transfer_shares(sold, Charlie, 1);
	measured_row(ext, "transfer_shares, 8 pools, new rows", Alice, &transfer, 501);
	let to = MultiAddress::Id(Charlie.to_account_id());
	let redirect = RoyaltyCall::redirect { asset: invalid, to: to.clone() }.into();
	measured_row(ext, "redirect, 8 pools", Who::Root, &redirect, 501);
	let control: RuntimeCall =
		pallet_provenance::Call::<Runtime>::transfer_control { asset: sold, to }.into();
	measured_row(ext, "transfer_control, 8 pools", Alice, &control, 501);
	let (leaf, proof) = (leaves.all[7].clone(), leaves.proof(7));
	let exclude: RuntimeCall = pallet_consent::Call::<Runtime>::exclude_leaf {
		asset: collection,
		leaf,
		proof,
		grounds: Grounds::default(),
	}
	.into();
	measured_row(ext, "exclude_leaf, 8 pools", Charlie, &exclude, 501);
}
