//! Rights: control beside an item of `pallet-nfts`, payments that nothing waits for, and the dearest case of every
//! call, in a state of a million accounts.

use animechain_primitives::{
	behaviour::RevenueHook,
	rights::{Clause, Right, MAX_CLAUSES},
	AssetId, Currency,
};
use animechain_runtime::{Rights, Runtime, RuntimeCall, RuntimeOrigin, Scheduler, System};
use polkadot_sdk::{
	frame_support::{dispatch::RawOrigin, weights::constants::RocksDbWeight},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave},
	sp_runtime::MultiAddress,
};

use crate::{
	chain::{crowded, pay, then, transfer_shares, work, AMOUNT},
	counts::{head, keys, measured_row, medians_on, row, time_of, weighed, Cost},
	deals::{
		accept, agreed, approve, approved_by, asset, buy, later, licence, list, listed, open, poke,
		propose, proposed, Market, TheClause,
	},
	measure::{at_most, clocked_run, declared, figure, must, section, timed, RUNS},
	peers,
};

const NATIVE: Currency = Currency::Native;
/// Assets and items of each sort: no figure hangs on where in the trie a single row happens to be.
const PLACES: u32 = 8;
/// Places in the agenda of a block.
const AGENDA: u32 = 50;
/// How many blocks are tried for a call that has to be scheduled.
const TRIED: u32 = 4;

type RightsCall = pallet_rights::Call<Runtime>;

pub fn print() {
	section("Control of an asset beside an item of pallet-nfts, in a state of 10^6 accounts");
	control();
	section("A payment that nothing waits for");
	payments();
	section("The dearest case of each call about rights, in a state of 10^6 accounts");
	dearest();
}

fn transfer_control(asset: AssetId, to: Sr25519Keyring) -> RuntimeCall {
	let to = MultiAddress::Id(to.to_account_id());
	pallet_provenance::Call::<Runtime>::transfer_control { asset, to }.into()
}

/// Makes ready what is measured.
fn prepared<R>(ext: &mut TestExternalities, prepare: impl FnOnce() -> R) -> R {
	let mut made = None;
	then(ext, || made = Some(prepare()));
	made.expect("it was made")
}

fn control() {
	let (mut ours, mut theirs) = (crowded(), peers::items(PLACES));
	let calls: Vec<_> = prepared(&mut ours, || {
		// Both have a storage account.
		must(Bob, &work(vec![]));
		(0..PLACES).map(|_| transfer_control(asset(), Bob)).collect()
	});
	let [by_ours, by_theirs] = medians_on(
		[
			(&mut ours, &|number| timed(Alice, &calls[number % calls.len()])),
			(&mut theirs, &|number| peers::transfer(number as u32 % PLACES)),
		],
		4 * RUNS,
	);
	let call = &calls[0];
	let our_cost = Cost::of(&mut ours, by_ours, || must(Alice, call));
	let their_cost = Cost::of(&mut theirs, by_theirs, || {
		peers::transfer(0);
	});
	let paid = weighed(&mut ours, Alice.into(), call);
	head();
	row("nfts.transfer", &their_cost, peers::declared(), peers::declared());
	row("transfer_control, one currency, never paid", &our_cost, declared(call), paid);
	others(&mut ours);
	println!();
	let times = |one: f64, other: f64| one / other;
	at_most(
		"transfer_control / nfts.transfer: time and keys, as a benchmark counts them",
		times(our_cost.weight(), their_cost.weight()),
		0.5,
	);
	let figures = [
		("time", times(by_ours, by_theirs)),
		("keys read", times(our_cost.reads as f64, their_cost.reads as f64)),
		("keys written", times(our_cost.writes as f64, their_cost.writes as f64)),
		("proof", times(our_cost.proof as f64, their_cost.proof as f64)),
		("declared time", times(time_of(declared(call)), time_of(peers::declared()))),
		("time that is paid for", times(time_of(paid), time_of(peers::declared()))),
	];
	for (name, ratio) in figures {
		figure(&format!("transfer_control / nfts.transfer: {name}"), format!("{ratio:.3}"));
	}
}

/// Other direct transfers, on the same chain.
fn others(ext: &mut TestExternalities) {
	let (shares, licence) = prepared(ext, || (transfer_shares(asset(), Bob, 1), licence()));
	measured_row(ext, "transfer_shares, one currency, never paid", Alice, &shares, RUNS);
	let to = MultiAddress::Id(Charlie.to_account_id());
	let licence = pallet_consent::Call::<Runtime>::transfer_licence { licence, to }.into();
	measured_row(ext, "transfer_licence", Bob, &licence, RUNS);
	let market = Market { currencies: open(ext) };
	let never = prepared(ext, || transfer_control(asset(), Bob));
	measured_row(ext, "transfer_control, 8 currencies, never paid", Alice, &never, RUNS);
	let paid = prepared(ext, || transfer_control(market.paid_asset(0), Bob));
	measured_row(ext, "transfer_control, 8 currencies, paid in all", Alice, &paid, RUNS);
}

fn payments() {
	let ext = &mut crowded();
	let market = Market { currencies: open(ext) };
	let coin = market.coin();
	let revenue = |asset, currency: &Currency| Clause::RevenueAtLeast {
		asset,
		currency: currency.clone(),
		amount: u128::MAX,
	};
	let (free, asset) = prepared(ext, || {
		let asset = market.paid_asset(0);
		// Revenue of another asset, and the same asset's in another currency, is waited for.
		let (other, another) = (super::deals::asset(), super::deals::asset());
		for (right, clause) in [(other, revenue(other, &coin)), (another, revenue(asset, &NATIVE))]
		{
			agreed(&propose(vec![Right::Control(right)], vec![clause], None, later(1_000)));
		}
		(pay(asset, coin.clone(), AMOUNT), asset)
	});
	let payer = Charlie.to_account_id();
	let hook = || {
		let _ = Rights::came_in(asset, &coin, Some(&payer), AMOUNT, 2 * AMOUNT);
	};
	let [by_pay] = medians_on([(ext, &|_| timed(Charlie, &free))], 4 * RUNS);
	let [by_hook] = medians_on([(ext, &|_| clocked_run(hook))], 4 * RUNS);
	let cost = Cost::of(ext, by_pay, || must(Charlie, &free));
	let paid = weighed(ext, Charlie.into(), &free);
	head();
	row("pay", &cost, declared(&free), paid);
	println!();
	let (read, written) = keys(ext, || must(Charlie, &free)).of("Rights");
	assert_eq!(keys(ext, hook).count(), (read, written), "the hook alone does the same");
	at_most("pay: rows of this pallet that are read", read as f64, 1.0);
	at_most("pay: rows of this pallet that are written", written as f64, 0.0);
	figure("pay: all keys read", cost.reads);
	figure("pay: time of the hook / time of all", format!("{:.3}", by_hook / by_pay));
	let database = RocksDbWeight::get().reads(read as u64);
	let counted = (by_hook + time_of(database)) / cost.weight();
	figure("pay: the hook, time and keys / all, time and keys", format!("{counted:.3}"));
	figure(
		"pay: declared before it is known, ms",
		format!("{:.1}", time_of(declared(&free)) / 1e3),
	);
	figure("pay: declared before it is known, proof B", declared(&free).proof_size());
}

/// Rows of the table, and how many times what was counted is paid for.
struct Table {
	ext: TestExternalities,
	/// At least, of any.
	least: (f64, f64),
	/// At most, of the dearest cases.
	most: (f64, f64),
}

impl Table {
	fn row(
		&mut self,
		name: &str,
		who: Sr25519Keyring,
		prepare: impl FnOnce() -> RuntimeCall,
	) -> (f64, f64) {
		let call = prepared(&mut self.ext, prepare);
		let (time, proof) = measured_row(&mut self.ext, name, who, &call, 301);
		self.least = (self.least.0.min(time), self.least.1.min(proof));
		(time, proof)
	}

	/// The dearest case of a call.
	fn dearest(&mut self, name: &str, who: Sr25519Keyring, prepare: impl FnOnce() -> RuntimeCall) {
		let (time, proof) = self.row(name, who, prepare);
		self.most = (self.most.0.max(time), self.most.1.max(proof));
	}
}

fn dearest() {
	let mut ext = crowded();
	let market = Market { currencies: open(&mut ext) };
	let table = &mut Table { ext, least: (f64::MAX, f64::MAX), most: (0.0, 0.0) };
	head();
	coming_to_be(table, &market);
	going_on(table, &market);
	revenue(table, &market);
	sales(table, &market);
	println!();
	let Table { least, most, .. } = table;
	figure("least time that is paid for / counted", format!("{:.2}", least.0));
	figure("least proof that is paid for / measured", format!("{:.2}", least.1));
	at_most("dearest cases: most time that is paid for / counted", most.0, 4.0);
	figure("dearest cases: most proof that is paid for / measured", format!("{:.2}", most.1));
	assert!(least.0 >= 1.0 && least.1 >= 1.0, "less is paid for than is counted");
}

fn one_right() -> Vec<Right> {
	vec![Right::Control(asset())]
}

fn simple(clauses: Vec<TheClause>) -> RuntimeCall {
	propose(one_right(), clauses, None, later(1_000))
}

fn blocks() -> Vec<TheClause> {
	(1..=MAX_CLAUSES).map(|number| Clause::NotBefore(later(100 * number))).collect()
}

fn coming_to_be(table: &mut Table, market: &Market) {
	table.row("propose, control, 1 clause", Alice, || simple(vec![approved_by(Dave)]));
	table.dearest("propose, 4 x units, 8 x revenue", Alice, || {
		market.deal(market.revenue_clauses())
	});
	table.row("accept, control, 1 clause", Bob, || {
		accept(proposed(&simple(vec![approved_by(Dave)])))
	});
	table.row("accept, control, 8 blocks", Bob, || accept(proposed(&simple(blocks()))));
	table.row("accept, 4 x units, 8 blocks", Bob, || accept(proposed(&market.deal(blocks()))));
	table.row("accept, 4 x units, 8 x revenue, the last place", Bob, || {
		let clauses = market.revenue_clauses();
		for _ in 0..7 {
			agreed(&simple(clauses.clone()));
		}
		accept(proposed(&market.deal(clauses)))
	});
	table.dearest("accept, 4 x units, 8 blocks, full agendas", Bob, || {
		// Room is only in the last block that is tried, of each clause and after the deadline.
		let ends = (1..=MAX_CLAUSES).map(|number| later(100 * number));
		for block in ends.chain([later(1_001)]) {
			for block in block..block + TRIED - 1 {
				fill(block);
			}
		}
		accept(proposed(&market.deal(blocks())))
	});
	table.dearest("cancel", Bob, || {
		let agreement = proposed(&market.deal(market.revenue_clauses()));
		RightsCall::cancel { agreement }.into()
	});
}

/// No call can be scheduled for a block any more.
fn fill(block: u32) {
	for agreement in 0..AGENDA.into() {
		let call = RightsCall::poke { agreement }.into();
		let root = RuntimeOrigin::from(RawOrigin::Root);
		if Scheduler::schedule(root, block, None, 63, Box::new(call)).is_err() {
			return;
		}
	}
}

fn going_on(table: &mut Table, market: &Market) {
	table.row("approve, does not execute", Dave, || {
		approve(agreed(&simple(vec![approved_by(Dave), approved_by(Charlie)])))
	});
	table.row("approve, executes control", Dave, || {
		approve(agreed(&simple(vec![approved_by(Dave)])))
	});
	table.dearest("approve, executes, 7 clauses paid", Dave, || {
		approve(market.agreed_but_for(approved_by(Dave)))
	});
	table.dearest("fund, executes, 7 clauses paid", Charlie, || {
		let agreement = market.agreed_but_for(Clause::Paid(market.price()));
		RightsCall::fund { agreement, clause: (MAX_CLAUSES - 1) as u8 }.into()
	});
	table.dearest("poke, executes, 7 clauses paid", Charlie, || {
		let block = later(1);
		let agreement = market.agreed_but_for(Clause::NotBefore(block));
		System::set_block_number(block);
		poke(agreement)
	});
	table.row("poke, control, expires", Charlie, || {
		let agreement = agreed(&simple(vec![approved_by(Dave)]));
		System::set_block_number(later(1_001));
		poke(agreement)
	});
	table.row("poke, 4 x units, 7 clauses paid, expires", Charlie, || {
		let agreement = market.agreed_but_for(approved_by(Dave));
		System::set_block_number(later(1_001));
		poke(agreement)
	});
	table.row("poke, 8 blocks, the last, executes", Charlie, || {
		let agreement = agreed(&market.deal(blocks()));
		System::set_block_number(later(100 * MAX_CLAUSES));
		poke(agreement)
	});
	table.dearest("collect", Alice, || {
		let price = market.price();
		// As if it could not be paid out when it was due.
		agreed(&market.deal(vec![approved_by(Dave)]));
		let (alice, currency) = (Alice.to_account_id(), price.currency.clone());
		pallet_rights::Kept::<Runtime>::insert(alice, &currency, price.amount);
		RightsCall::collect { currency }.into()
	});
}

fn revenue(table: &mut Table, market: &Market) {
	let coin = market.coin();
	let waits = |asset| Clause::RevenueAtLeast { asset, currency: market.coin(), amount: AMOUNT };
	table.row("pay, nothing waits", Charlie, || pay(market.paid_asset(0), coin.clone(), AMOUNT));
	table.row("pay, by a party, 8 thresholds move", Bob, || {
		let asset = asset();
		(0..8).for_each(|_| {
			agreed(&simple(vec![waits(asset)]));
		});
		pay(asset, coin.clone(), AMOUNT)
	});
	table.row("pay, 8 clauses met, nothing executes", Charlie, || {
		let asset = asset();
		(0..8).for_each(|_| {
			agreed(&market.deal(vec![waits(asset), approved_by(Dave)]));
		});
		pay(asset, coin.clone(), AMOUNT)
	});
	table.dearest("pay, makes 8 agreements ready", Charlie, || {
		let asset = asset();
		market.agreed_but_for(waits(asset));
		(1..8).for_each(|_| {
			agreed(&market.deal(vec![waits(asset)]));
		});
		pay(asset, coin.clone(), AMOUNT)
	});
}

fn sales(table: &mut Table, market: &Market) {
	let free = polkadot_sdk::sp_runtime::Permill::zero();
	let control = || list(Right::Control(asset()), market.price(), free);
	table.row("list, control", Alice, control);
	table.dearest("list, units", Alice, || market.list());
	table
		.dearest("unlist", Alice, || RightsCall::unlist { listing: listed(&market.list()) }.into());
	table.row("buy, control, never paid", Bob, || buy(listed(&control()), market.price()));
	table.dearest("buy, units, 7 pools, half is revenue", Bob, || {
		buy(listed(&market.list()), market.price())
	});
}
