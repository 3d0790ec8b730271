//! Money of a collection with a million contributors, in a state of a million accounts.
//!
//! Each of the million has an account with a balance, and a leaf with a weight of its own. Beside it stands a
//! collection with one contributor, and what everybody thinks of first: a loop over all of them.

use animechain_primitives::{Amount, AssetId, Currency};
use animechain_runtime::{
	configs::system::RuntimeBlockWeights, constants::currency::ANIM, AccountId, Balances,
	Provenance, Royalty, Runtime, RuntimeCall,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchClass,
		storage_alias,
		traits::{
			fungible::{Inspect, Mutate},
			tokens::Preservation,
		},
		weights::{constants::RocksDbWeight, Weight},
		Blake2_128Concat,
	},
	frame_system,
	sp_core::U256,
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{Alice, Bob},
	sp_runtime::{traits::StaticLookup, Permill},
};

use crate::{
	chain::{all_edges, crowded, currency, pay, person, then, work, works, Leaves, AMOUNT, PEOPLE},
	measure::{
		at_most, clocked_run, declared, figure, foreign_row, head, measured_row, median, medians,
		micros, must, row, section, touched, undone, RUNS,
	},
};

const NATIVE: Currency = Currency::Native;
/// Collections of each sort: no figure hangs on where in the trie a single row happens to be.
const COLLECTIONS: usize = 8;
/// Contributors that the loop is measured with.
const LOOPS: [u32; 3] = [1_000, 2_000, 4_000];

/// Alice's next collection, of these leaves.
fn registered(leaves: &Leaves) -> AssetId {
	let id = Provenance::next_asset_id();
	must(Alice, &leaves.register(vec![]));
	id
}

struct Crowd {
	ext: TestExternalities,
	many: Leaves,
	of_many: Vec<AssetId>,
	of_one: Vec<AssetId>,
	coin: Currency,
	/// One that was never paid, with as many edges as there can be.
	new: AssetId,
}

impl Crowd {
	fn gather() -> Self {
		let (many, one) = (Leaves::build(PEOPLE, person), Leaves::build(1, person));
		let mut ext = crowded();
		let (mut of_many, mut of_one) = (vec![], vec![]);
		let (mut coin, mut new) = (NATIVE, 0);
		then(&mut ext, || {
			coin = currency(1);
			// Bob has a storage account.
			must(Bob, &work(vec![]));
			for _ in 0..COLLECTIONS {
				of_many.push(registered(&many));
				of_one.push(registered(&one));
			}
			for asset in of_many.iter().chain(&of_one) {
				must(Bob, &pay(*asset, NATIVE, AMOUNT));
				must(Bob, &pay(*asset, coin.clone(), AMOUNT));
			}
			let edges = all_edges(&works(64), Permill::from_percent(1));
			new = Provenance::next_asset_id();
			must(Alice, &many.register(edges));
		});
		Self { ext, many, of_many, of_one, coin, new }
	}
}

fn transfer_keep_alive() -> RuntimeCall {
	let dest = <Runtime as frame_system::Config>::Lookup::unlookup(person(77));
	polkadot_sdk::pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: AMOUNT }
		.into()
}

pub fn print() {
	let mut crowd = Crowd::gather();
	payments(&mut crowd);
	loops(&mut crowd.ext);
	sample(&mut crowd);
	leaves(&mut crowd.ext);
}

/// `pay` beside a transfer.
fn payments(crowd: &mut Crowd) {
	section("Payments, in a state of 10^6 accounts");
	let calls = |assets: &[AssetId], currency: &Currency| -> Vec<_> {
		assets.iter().map(|asset| pay(*asset, currency.clone(), AMOUNT)).collect()
	};
	let (many, one) = (calls(&crowd.of_many, &NATIVE), calls(&crowd.of_one, &NATIVE));
	let (coins, transfer) = (calls(&crowd.of_many, &crowd.coin), transfer_keep_alive());
	let ext = &mut crowd.ext;
	let [by_many, by_one, by_coin, by_transfer] = medians(
		ext,
		[
			(Bob.into(), &many),
			(Bob.into(), &one),
			(Bob.into(), &coins),
			(Bob.into(), core::slice::from_ref(&transfer)),
		],
		COLLECTIONS * RUNS,
	);
	head();
	let base = touched(ext, || must(Bob, &transfer));
	foreign_row("balances.transfer_keep_alive", by_transfer, &base, declared(&transfer));
	for (name, micros, call) in [
		("pay, 1 contributor", by_one, &one[0]),
		("pay, 10^6 contributors", by_many, &many[0]),
		("pay, 10^6 contributors, in a coin", by_coin, &coins[0]),
	] {
		let touched = touched(ext, || must(Bob, call));
		row(name, micros, &touched, declared(call));
	}
	let first = pay(crowd.new, crowd.coin.clone(), AMOUNT);
	measured_row(ext, "pay, first, 64 edges, in a coin", Bob, &first, RUNS);

	println!();
	let weight = |call| declared(call).ref_time() as f64;
	assert_eq!(declared(&many[0]), declared(&one[0]));
	at_most("pay: declared weight, 10^6 contributors / 1", weight(&many[0]) / weight(&one[0]), 1.0);
	at_most("pay: time, 10^6 contributors / 1", by_many / by_one, 1.02);
	at_most("pay: time / that of balances.transfer_keep_alive", by_many / by_transfer, 2.0);
}

/// What a row for each contributor would be.
#[storage_alias]
type Earnings = StorageMap<Naive, Blake2_128Concat, AccountId, Amount>;

/// The loops that we do not have.
fn loops(ext: &mut TestExternalities) {
	section("What it would cost to pay each contributor by itself");
	head();
	let bob = Bob.to_account_id();
	let each = declared(&transfer_keep_alive());
	let transfers = looped(ext, "a transfer", each, |number| {
		let to = person(number);
		Balances::transfer(&bob, &to, ANIM, Preservation::Preserve).expect("Bob is rich");
	});
	// As on a chain that has paid everybody before.
	then(ext, || (0..PEOPLE).for_each(|number| Earnings::insert(person(number), ANIM)));
	let each = RocksDbWeight::get().reads_writes(1, 1) + Weight::from_parts(1_000_000, 2_475 + 80);
	let rows = looped(ext, "a row", each, |number| {
		Earnings::mutate(person(number), |sum| *sum = Some(sum.unwrap_or_default() + ANIM));
	});
	println!();
	for (name, limits) in [("transfers", transfers), ("rows", rows)] {
		let Limits { weight, time, proof } = limits;
		figure(&format!("{name}: most contributors of one call, as declared"), weight);
		let blocks = u64::from(PEOPLE).div_ceil(weight);
		figure(&format!("{name}: calls of that size, one a block, for 10^6 contributors"), blocks);
		figure(&format!("{name}: contributors that fill the time of a block, measured"), time);
		figure(&format!("{name}: contributors that fill the proof of a block, measured"), proof);
	}
}

/// With how many contributors a loop is more than a block.
struct Limits {
	weight: u64,
	time: u64,
	proof: u64,
}

fn looped(ext: &mut TestExternalities, what: &str, each: Weight, step: impl Fn(u32)) -> Limits {
	let measured = LOOPS.map(|count| {
		let run = || (0..count).for_each(&step);
		let times = (0..5).map(|_| undone(ext, || clocked_run(run))).collect();
		let (time, touched) = (micros(median(times)), touched(ext, run));
		let name = format!("{what} to each of {count}");
		let weight = each.saturating_mul(count.into());
		foreign_row(&name, time, &touched, weight);
		(f64::from(count), time, touched.bytes as f64)
	});
	let limits = RuntimeBlockWeights::get();
	let call = limits.get(DispatchClass::Normal).max_extrinsic.expect("calls are limited");
	let block = limits.max_block;
	let [_, (before, time_before, proof_before), (count, time, proof)] = measured;
	// From the last two measurements on, straight ahead.
	let reaches = |limit: f64, before_value: f64, value: f64| {
		let one_more = (value - before_value) / (count - before);
		(count + (limit - value) / one_more) as u64
	};
	Limits {
		weight: call.checked_div_per_component(&each).expect("each weighs something"),
		time: reaches(block.ref_time() as f64 / 1e6, time_before, time),
		proof: reaches(block.proof_size() as f64, proof_before, proof),
	}
}

/// Claims of leaves from everywhere in the tree, each against the exact quotient.
fn sample(crowd: &mut Crowd) {
	section("Claims from 10^6 leaves");
	let asset = crowd.of_many[0];
	let many = &crowd.many;
	let last = PEOPLE - 1;
	let picked = (0..1_000_u32).map(|number| (number * 7_919 + 13) % PEOPLE);
	let indices: std::collections::BTreeSet<_> =
		[0, 1, 2, last].into_iter().chain(picked).collect();
	undone(&mut crowd.ext, || {
		for odd in [1, 2_u128.pow(61) % (1_000 * ANIM), 999_999_999_999] {
			must(Bob, &pay(asset, NATIVE, odd));
		}
		let pool = Royalty::pool(asset, NATIVE).expect("paid");
		let (mut exact, mut paid) = (0, 0);
		let before = Royalty::pot_balance(&NATIVE);
		for index in &indices {
			let leaf = &many.all[*index as usize];
			let quotient = U256::from(pool.to_contributors) * U256::from(leaf.weight)
				/ U256::from(many.weight());
			let had = Balances::balance(&leaf.contributor);
			must(Bob, &many.claim(asset, *index, vec![NATIVE]));
			let got = Balances::balance(&leaf.contributor) - had;
			let owed = quotient.as_u128();
			assert!(got == owed || got + 1 == owed, "leaf {index} got {got} of {owed}");
			exact += usize::from(got == owed);
			paid += got;
		}
		assert_eq!(before - Royalty::pot_balance(&NATIVE), paid);
		figure("leaves claimed, each within a planck below the exact quotient", indices.len());
		figure("of these exactly the floor of it", exact);
	});
}

/// `claim_leaf` by the number of leaves.
fn leaves(ext: &mut TestExternalities) {
	println!();
	head();
	let measured = [1_u32, 1 << 10, 1 << 20].map(|count| {
		let leaves = Leaves::build(count, |index| person(index % PEOPLE));
		let mut asset = 0;
		then(ext, || {
			asset = registered(&leaves);
			must(Bob, &pay(asset, NATIVE, 1_000 * AMOUNT));
		});
		let index = count / 3;
		let call = leaves.claim(asset, index, vec![NATIVE]);
		let time = measured_row(ext, &format!("claim_leaf, {count} leaves"), Bob, &call, RUNS);
		(time, leaves.proof(index).encoded_size())
	});
	println!();
	let [one, middle, most] = measured;
	figure("proof of a leaf in the transaction, 1 leaf, bytes", one.1);
	figure("proof of a leaf in the transaction, 2^10 leaves, bytes", middle.1);
	figure("proof of a leaf in the transaction, 2^20 leaves, bytes", most.1);
	let step = |upper: f64, lower: f64| format!("{:.2}", (upper - lower) / 10.0);
	figure("claim_leaf: time a level, from 1 leaf to 2^10, µs", step(middle.0, one.0));
	figure("claim_leaf: time a level, from 2^10 leaves to 2^20, µs", step(most.0, middle.0));
	figure("claim_leaf: time, 2^20 leaves / 1", format!("{:.3}", most.0 / one.0));
}
