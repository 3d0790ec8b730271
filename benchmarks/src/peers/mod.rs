//! Ours / theirs, in one runtime: the one that is shipped, with `pallet-nfts` and `pallet-nomination-pools` in it (the
//! feature `peers` of the runtime).
//!
//! Nomination pools stake nothing there, which makes them cheaper than they are elsewhere. All eight
//! currencies are let in: a transfer of control asks for a pool in each.

pub mod calls;
pub mod measure;

use std::{path::PathBuf, sync::Arc, time::Instant};

use anyhow::{bail, Context, Result};
use clap::Args;
use polkadot_sdk::{frame_support::storage::storage_prefix, sp_runtime::OpaqueExtrinsic};

use self::measure::{by_turns, ratio, Taken};
use crate::{
	calls::{finished_from, Group, Person, Transaction, World},
	chain::{Built, Chain, Fill, MAX_POV, POV_CAP},
	state::{self, Hasher},
	table::{median, micros, spread, Report},
	wasm::Wasm,
};

/// What to measure.
#[derive(Args, Clone)]
pub struct Options {
	/// The wasm of the runtime with the feature `peers`.
	#[arg(long)]
	pub runtime: PathBuf,
	/// Rows in each map that is walked.
	#[arg(long, default_value_t = 100_000)]
	pub rows: u32,
	/// Rounds, of which the median is taken.
	#[arg(long, default_value_t = 7)]
	pub runs: usize,
	/// Write the table to this file as well.
	#[arg(long)]
	pub out: Option<PathBuf>,
}

/// Transactions of a kind in a block that is timed.
const EACH: usize = 64;
/// Calls in a batch.
const BATCH: usize = 100;
/// Batches that are offered to a full block.
const BATCHES: usize = 200;
/// Collections that are offered to a full block.
const ROOTS: usize = 6_000;
/// Transactions in a block whose building is timed.
const BUILT: usize = 1_000;
/// Leaves of a collection that an application would make.
const LEAVES: u32 = 1 << 20;

type Prepared = (&'static str, Vec<Transaction>, u32);

/// Measures. A goal that is missed is said to be, and is no error.
pub fn run(options: &Options) -> Result<bool> {
	if options.runs == 0 {
		bail!("--runs must be at least 1");
	}
	let wasm = Arc::new(Wasm::read(&options.runtime)?);
	let mut report = Report::default();
	let bench = Bench::prepare(options, wasm)?;
	bench.print(&mut report)?;
	if let Some(file) = &options.out {
		report.write(file)?;
	}
	Ok(true)
}

/// A chain, and everything that will be sent to it.
struct Bench<'a> {
	options: &'a Options,
	chain: Chain,
	/// Each with a name and the nonce of its first sender.
	timed: Vec<(&'static str, Vec<OpaqueExtrinsic>)>,
	roots: Vec<OpaqueExtrinsic>,
	works: Vec<OpaqueExtrinsic>,
	mints: Vec<OpaqueExtrinsic>,
	registrations: Vec<OpaqueExtrinsic>,
	transfers: Vec<OpaqueExtrinsic>,
}

impl<'a> Bench<'a> {
	fn prepare(options: &'a Options, wasm: Arc<Wasm>) -> Result<Self> {
		let mut ext = state::genesis();
		let mut world = ext.execute_with(World::new);
		let mut timed: Vec<Prepared> = vec![];
		let simple: [(&str, fn(&mut World) -> Transaction); 13] = [
			("system.remark", calls::remark),
			("balances.transfer_keep_alive", calls::transfer_keep_alive),
			("register_work", calls::register_work),
			("register_collection, 2^20 leaves", |world| calls::register_collection(world, LEAVES)),
			("register_collection, 1 leaf", |world| calls::register_collection(world, 1)),
			("register_output, 1 model", |world| calls::register_output(world, 1)),
			("pay, 10^6 contributors", |world| calls::pay_contributors(world, 1_000_000)),
			("pay, 1 contributor", |world| calls::pay_contributors(world, 1)),
			("claim, 1 pool", |world| calls::claim(world, 1)),
			("transfer_control", calls::transfer_control),
			("withdraw, 10^6 leaves", |world| calls::withdraw(world, 1_000_000)),
			("withdraw, 1 leaf", |world| calls::withdraw(world, 1)),
			("register_output, 64 models", |world| calls::register_output(world, 64)),
		];
		for (name, prepare) in simple {
			let all = ext.execute_with(|| (0..EACH).map(|_| prepare(&mut world)).collect());
			timed.push((name, all, 0));
			state::settle(&mut ext);
		}
		let many =
			ext.execute_with(|| (0..EACH / 4).map(|_| calls::claim(&mut world, 32)).collect());
		timed.push(("claim, 32 pools", many, 0));
		state::settle(&mut ext);
		let payouts = ext.execute_with(|| {
			(0..EACH as u32).map(|pool| calls::claim_payout(&mut world, pool)).collect()
		});
		timed.push(("nomination_pools.claim_payout", payouts, 0));
		let mut several = |count: usize, prepare: fn(&mut World) -> Transaction| -> Vec<_> {
			let all = ext.execute_with(|| (0..count).map(|_| prepare(&mut world)).collect());
			state::settle(&mut ext);
			all
		};
		let roots = several(ROOTS, |world| calls::register_collection(world, LEAVES));
		let works = several(BATCHES, |world| calls::register_works(world, BATCH));
		let registrations = several(BUILT, calls::register_work);
		let transfers = several(BUILT, calls::transfer_keep_alive);
		let people: Vec<Person> = ext.execute_with(|| (0..EACH).map(|_| world.payer()).collect());
		let minters: Vec<Person> =
			ext.execute_with(|| (0..BATCHES).map(|_| world.payer()).collect());
		ext.execute_with(crate::honesty::forget_what_waits);
		state::settle(&mut ext);
		for group in [Group::Provenance, Group::Royalty] {
			state::fill(&mut ext, group, options.rows);
		}
		for map in ["Item", "ItemConfigOf", "Account", "Attribute", "Collection"] {
			state::fill_map(&mut ext, "Nfts", map, Hasher::Blake, &[], options.rows);
		}
		for map in ["PoolMembers", "BondedPools", "RewardPools"] {
			state::fill_map(&mut ext, "NominationPools", map, Hasher::Twox, &[], options.rows);
		}
		let mut chain = Chain::new(ext, wasm)?;
		let first_collection = items(&mut chain, &people, &minters)?;
		let collection = |index: usize| first_collection + index as u32;
		let each = |make: fn(Person, u32) -> Transaction| -> Vec<_> {
			people.iter().enumerate().map(|(index, who)| make(*who, collection(index))).collect()
		};
		timed.push(("nfts.mint", each(|who, id| one(who, calls::mint(who, id, 1))), 2));
		timed.push(("nfts.transfer", each(|who, id| calls::transfer_item(who, id, Person(0))), 2));
		timed.push(("nfts.set_attribute", each(calls::set_attribute), 2));
		let mints: Vec<_> = minters
			.iter()
			.enumerate()
			.map(|(index, who)| {
				let id = collection(people.len() + index);
				let all: Vec<_> =
					(0..BATCH as u32).map(|item| calls::mint(*who, id, item)).collect();
				calls::batch_all(*who, &all)
			})
			.collect();
		let implicit = chain.implicit();
		let finish = |all: &[Transaction], nonce| {
			finished_from(nonce, &all.iter().collect::<Vec<_>>(), &implicit)
		};
		Ok(Self {
			options,
			timed: timed.iter().map(|(name, all, nonce)| (*name, finish(all, *nonce))).collect(),
			roots: finish(&roots, 0),
			works: finish(&works, 0),
			mints: finish(&mints, 1),
			registrations: finish(&registrations, 0),
			transfers: finish(&transfers, 0),
			chain,
		})
	}

	fn print(&self, report: &mut Report) -> Result<()> {
		let Options { rows, runs, .. } = self.options;
		report.line(format!(
			"{rows} rows in each map; median and spread (middle half) of {runs} rounds"
		));
		let taken = by_turns(&self.chain, &self.timed, *runs)?;
		let of = |name: &str| -> Result<&Taken> {
			let place = self.timed.iter().position(|(known, _)| *known == name);
			place.map(|place| &taken[place]).with_context(|| format!("{name} was not measured"))
		};
		let remark = of("system.remark")?;
		report.head(&[
			"call",
			"us in an import",
			"us beyond a remark",
			"keys r/w",
			"proof B",
			"us, time and keys",
		]);
		for ((name, _), taken) in self.timed.iter().zip(&taken) {
			report.row([
				(*name).into(),
				format!("{:.1}", median(taken.times.clone())),
				format!("{:.1}", median(taken.beyond(remark))),
				format!("{}/{}", taken.reads - remark.reads, taken.writes - remark.writes),
				format!("{}", taken.proof - remark.proof),
				format!("{:.0}", median(taken.counted(remark))),
			]);
		}
		report.head(&["goal", "reached", "spread", "bar", "verdict"]);
		let mut goal = Goals { report };
		let counted = |one: &str, other: &str| -> Result<(f64, f64)> {
			Ok(ratio(&of(one)?.counted(remark), &of(other)?.counted(remark)))
		};
		let timed = |one: &str, other: &str| -> Result<(f64, f64)> {
			Ok(ratio(&of(one)?.beyond(remark), &of(other)?.beyond(remark)))
		};
		let proof = |one: &str, other: &str| -> Result<(f64, f64)> {
			Ok(((of(one)?.proof - remark.proof) / (of(other)?.proof - remark.proof), 0.0))
		};
		let (work, mint) = ("register_work", "nfts.mint");
		goal.at_most("P1 register_work / nfts.mint, time and keys", counted(work, mint)?, 0.5);
		goal.at_most("P1 the same, time in WASM alone", timed(work, mint)?, 0.5);
		goal.at_most("P1 the same, summed proof", proof(work, mint)?, 0.5);
		self.full_blocks(&mut goal)?;
		let (many, one) = ("register_collection, 2^20 leaves", "register_collection, 1 leaf");
		goal.at_most(
			"P3 collection of 2^20 leaves / of 1, time and keys",
			counted(many, one)?,
			1.01,
		);
		let (many, one) = ("register_output, 64 models", "register_output, 1 model");
		goal.at_most("P4 register_output, 64 models / 1, time and keys", counted(many, one)?, 2.0);
		goal.at_most("P4 the same, time in WASM alone", timed(many, one)?, 2.0);
		goal.figure(
			"P4 beside it: a loop of 64 reads of rows / 1 read",
			self.reads(64)? / self.reads(1)?,
		);
		let (many, one) = ("pay, 10^6 contributors", "pay, 1 contributor");
		goal.at_most("P5 pay, 10^6 contributors / 1, time and keys", counted(many, one)?, 1.02);
		let transfer = "balances.transfer_keep_alive";
		goal.at_most("P5 pay / transfer_keep_alive, time and keys", counted(many, transfer)?, 2.0);
		goal.at_most("P5 the same, time in WASM alone", timed(many, transfer)?, 2.0);
		let (claim, payout) = ("claim, 1 pool", "nomination_pools.claim_payout");
		goal.at_most(
			"P6 claim / nomination_pools.claim_payout, time and keys",
			counted(claim, payout)?,
			0.7,
		);
		goal.at_most("P6 the same, time in WASM alone", timed(claim, payout)?, 0.7);
		goal.at_most("P6 the same, proof", proof(claim, payout)?, 0.7);
		let pools = counted("claim, 32 pools", claim)?;
		goal.at_most("P6 claim of 32 pools, by pool / of 1", (pools.0 / 32.0, pools.1), 0.5);
		let (ours, theirs) = ("transfer_control", "nfts.transfer");
		goal.at_most(
			"P8 transfer_control / nfts.transfer, time and keys",
			counted(ours, theirs)?,
			0.5,
		);
		goal.at_most("P8 the same, time in WASM alone", timed(ours, theirs)?, 0.5);
		goal.at_most("P8 the same, proof", proof(ours, theirs)?, 0.5);
		let (many, one) = ("withdraw, 10^6 leaves", "withdraw, 1 leaf");
		let whole = ratio(&of(many)?.times, &of(one)?.times);
		goal.at_most("P9 withdraw of 10^6 leaves / of 1, whole import", whole, 1.01);
		self.building(&mut goal)
	}

	/// How long it takes to read so many rows that are not near each other, in microseconds.
	fn reads(&self, count: u64) -> Result<f64> {
		use polkadot_sdk::sp_io::hashing::twox_64;
		let prefix = storage_prefix(b"Provenance", b"Heads");
		let times = (0..self.options.runs as u64 * 5)
			.map(|run| {
				let keys: Vec<_> = (0..count)
					.map(|number| {
						let id = (run * count + number).to_le_bytes();
						[&prefix[..], &twox_64(&id), &id].concat()
					})
					.collect();
				let start = Instant::now();
				for key in &keys {
					self.chain.read::<u8>(key)?;
				}
				Ok(micros(start.elapsed()))
			})
			.collect::<Result<Vec<_>>>()?;
		Ok(median(times))
	}

	fn full(&self, what: &str, offered: &[OpaqueExtrinsic]) -> Result<Built> {
		let block = self.chain.build(Fill::Reclaiming, |number| offered.get(number).cloned())?;
		match block.failures.first() {
			Some(failure) => bail!("{what}: {failure}"),
			None if block.transactions == offered.len() => bail!("{what}: too few for a block"),
			None => Ok(block),
		}
	}

	/// P2 and P3: what a block holds, built with a proof and run again as the relay chain runs it.
	fn full_blocks(&self, goal: &mut Goals) -> Result<()> {
		let mut items = vec![];
		for (name, offered, each) in [
			("batch_all(nfts.mint)", &self.mints, BATCH as u64),
			("batch_all(register_work)", &self.works, BATCH as u64),
			("register_collection, 2^20 leaves", &self.roots, LEAVES.into()),
		] {
			let block = self.full(name, offered)?;
			let compact = block.compact_size(*self.chain.state.root())?;
			let times = (0..3).map(|_| Ok(micros(self.chain.import(&block)?) / 1e3));
			let time = median(times.collect::<Result<_>>()?);
			let validated = match self.chain.validate(&block) {
				Ok(time) => format!("validate_block {:.0} ms", micros(time) / 1e3),
				Err(error) => format!("validate_block FAILS: {error:#}"),
			};
			let count = block.transactions as u64 * each;
			items.push(count as f64);
			let (length, account) = (block.length(), block.weight);
			goal.note(format!(
				"full block of {name}: {count} items, import {time:.0} ms (declared {:.0}), proof {} KiB ({compact} B compact, {:.0} % of 10 MiB, cap {POV_CAP}), transactions {} KiB, {validated}",
				account.ref_time() as f64 / 1e9,
				block.proof_size() / 1024,
				(compact + length) as f64 / MAX_POV as f64 * 100.0,
				length / 1024,
			));
		}
		let [mints, works, leaves] = items[..] else { bail!("three blocks") };
		goal.at_least("P2 items with rows of their own a block / minted", works / mints, 10.0);
		goal.at_least("P2 items in collections a block / minted", leaves / mints, 10.0);
		goal.at_least("P3 items that a block attributes", leaves, 1e9);
		Ok(())
	}

	/// P15: how fast a collator fills a block.
	fn building(&self, goal: &mut Goals) -> Result<()> {
		let mut rates = [vec![], vec![]];
		for _ in 0..self.options.runs {
			for (rates, offered) in rates.iter_mut().zip([&self.registrations, &self.transfers]) {
				let block =
					self.chain.build(Fill::Reclaiming, |number| offered.get(number).cloned())?;
				rates.push(block.transactions as f64 / block.filling.as_secs_f64());
			}
		}
		let [ours, theirs] = rates;
		goal.note(format!(
			"building: register_work {:.0} a second (spread {:.1} %), transfer_keep_alive {:.0} (spread {:.1} %)",
			median(ours.clone()),
			spread(ours.clone()) * 100.0,
			median(theirs.clone()),
			spread(theirs.clone()) * 100.0,
		));
		goal.at_least(
			"P15 register_work a second / transfer_keep_alive",
			ratio(&ours, &theirs).0,
			0.8,
		);
		Ok(())
	}
}

fn one(from: Person, call: Vec<u8>) -> Transaction {
	Transaction { from: Some(from), call }
}

/// Makes collections of everybody's, and an item in each of the first. Says which the first is.
fn items(chain: &mut Chain, people: &[Person], minters: &[Person]) -> Result<u32> {
	let everybody: Vec<_> = people.iter().chain(minters).map(|who| calls::create(*who)).collect();
	let items =
		people.iter().enumerate().map(|(id, who)| one(*who, calls::mint(*who, id as u32, 0)));
	for (all, nonce) in [(everybody, 0), (items.collect(), 1)] {
		let all = finished_from(nonce, &all.iter().collect::<Vec<_>>(), &chain.implicit());
		let block = chain.build(Fill::Reclaiming, |number| all.get(number).cloned())?;
		if block.transactions < all.len() || !block.failures.is_empty() {
			bail!("collections cannot be made: {:?}", block.failures);
		}
		chain.commit(block)?;
	}
	Ok(0)
}

struct Goals<'a> {
	report: &'a mut Report,
}

impl Goals<'_> {
	fn note(&mut self, text: String) {
		self.report.row([text, String::new(), String::new(), String::new(), String::new()]);
	}

	fn figure(&mut self, name: &str, value: f64) {
		self.report.row([
			name.into(),
			format!("{value:.3}"),
			String::new(),
			String::new(),
			String::new(),
		]);
	}

	fn at_most(&mut self, name: &str, (value, spread): (f64, f64), bar: f64) {
		let verdict = if value <= bar {
			"held".into()
		} else {
			format!("MISSED by {:.0} %", (value / bar - 1.0) * 100.0)
		};
		let spread = format!("{:.1} %", spread * 100.0);
		self.report.row([name.into(), format!("{value:.3}"), spread, format!("<= {bar}"), verdict]);
	}

	fn at_least(&mut self, name: &str, value: f64, bar: f64) {
		let verdict = if value >= bar {
			"held".into()
		} else {
			format!("MISSED by {:.0} %", (1.0 - value / bar) * 100.0)
		};
		self.report.row([
			name.into(),
			format!("{value:.3}"),
			String::new(),
			format!(">= {bar}"),
			verdict,
		]);
	}
}
