//! Real / declared, of every call: time of a full node that imports the block, and bytes of the storage proof with what
//! the new root needs.

use std::{path::PathBuf, sync::Arc};

use animechain_runtime::{Runtime, RuntimeCall, RuntimeOrigin, System};
use anyhow::{bail, Result};
use clap::Args;
use codec::Decode;
use pallet_rights::Ready;
use pallet_royalty::{InProgress, Queue, Sweep};
use polkadot_sdk::{
	frame_support::{
		dispatch::{extract_actual_weight, GetDispatchInfo},
		storage::transactional::with_transaction,
		weights::{constants::ExtrinsicBaseWeight, Weight},
	},
	pallet_scheduler::Agenda,
	sp_io::TestExternalities,
	sp_runtime::{traits::Dispatchable, DispatchError, OpaqueExtrinsic, TransactionOutcome},
};

use crate::{
	calls::{self, finished, Case, Group, Transaction, World},
	chain::{Built, Chain, Fill, MAX_POV, MEASURED, POV_CAP},
	state,
	table::{median, micros, Report},
	wasm::Wasm,
};

/// What to measure.
#[derive(Args, Clone)]
pub struct Options {
	/// Rows in each map that a call walks.
	#[arg(long, value_delimiter = ',', default_value = "1000,100000,1000000")]
	pub rows: Vec<u32>,
	/// Only calls whose name contains this.
	#[arg(long, default_value = "")]
	pub only: String,
	/// Each call alone in a block: no full blocks.
	#[arg(long)]
	pub alone: bool,
	/// Times that a block is imported, of which the median is taken.
	#[arg(long, default_value_t = 11)]
	pub runs: usize,
	/// The wasm of another runtime of the same source, instead of the one that was compiled with this program.
	#[arg(long)]
	pub runtime: Option<PathBuf>,
	/// Write the tables to this file as well.
	#[arg(long)]
	pub out: Option<PathBuf>,
}

/// How often at most a time is taken that seems too long.
const AGAIN: usize = 5;

/// The best and the worst of what was measured.
#[derive(Clone, Copy)]
struct Extremes {
	least: (f64, f64),
	most: (f64, f64),
}

impl Extremes {
	const NONE: Self = Self { least: (f64::MAX, f64::MAX), most: (0.0, 0.0) };

	fn see(&mut self, time: f64, proof: f64) {
		self.least = (self.least.0.min(time), self.least.1.min(proof));
		self.most = (self.most.0.max(time), self.most.1.max(proof));
	}
}

/// Ours, and the SDK's.
struct Verdict {
	ours: Extremes,
	theirs: Extremes,
	/// What takes more than it declares.
	above: Vec<String>,
	/// Full blocks whose proof is longer than a collator would send.
	long: Vec<String>,
}

/// Measures, and says whether none of ours takes more than it declares.
pub fn run(options: &Options) -> Result<bool> {
	let cases: Vec<_> =
		calls::all().into_iter().filter(|case| case.name.contains(&options.only)).collect();
	if cases.is_empty() {
		bail!("no call has a name that contains {:?}", options.only);
	}
	if options.runs == 0 {
		bail!("--runs must be at least 1");
	}
	let wasm = Arc::new(match &options.runtime {
		Some(file) => Wasm::read(file)?,
		None => Wasm::shipped()?,
	});
	let mut report = Report::default();
	let mut verdict =
		Verdict { ours: Extremes::NONE, theirs: Extremes::NONE, above: vec![], long: vec![] };
	let mut groups: Vec<_> = cases.iter().map(|case| case.group).collect();
	groups.dedup();
	for rows in &options.rows {
		for group in &groups {
			let cases: Vec<_> = cases.iter().filter(|case| case.group == *group).collect();
			let measured = Measured::prepare(*group, *rows, &cases, options, wasm.clone())?;
			report.line(format!("\n### {group:?}, {rows} rows in each map"));
			report.line(format!("\n{}", measured.empty_block()?));
			measured.alone(&mut report, &mut verdict)?;
			if !options.alone {
				measured.full(&mut report, &mut verdict)?;
			}
		}
	}
	sum_up(&mut report, &verdict);
	if let Some(file) = &options.out {
		report.write(file)?;
	}
	Ok(verdict.above.is_empty() && verdict.long.is_empty())
}

fn sum_up(report: &mut Report, verdict: &Verdict) {
	report.line("");
	for (whose, Extremes { least, most }) in [("ours", verdict.ours), ("SDK", verdict.theirs)] {
		if most.0 > 0.0 {
			report.line(format!(
				"{whose}: real / declared time {:.3} to {:.3}, proof {:.3} to {:.3}",
				least.0, most.0, least.1, most.1
			));
		}
	}
	for above in &verdict.above {
		report.line(format!("ABOVE 1.0: {above}"));
	}
	for long in &verdict.long {
		report.line(format!("LONGER THAN 85 % OF 10 MiB: {long}"));
	}
	if verdict.above.is_empty() {
		report.line("none of ours takes more than it declares");
	}
}

/// What a call declares, before and after, in a block with nothing else.
struct Alone {
	declared: Weight,
	transactions: Vec<Transaction>,
	name: &'static str,
	ours: bool,
}

/// A state and everything that can be done on it.
struct Measured<'a> {
	chain: Chain,
	alone: Vec<Alone>,
	empty: Built,
	options: &'a Options,
}

impl<'a> Measured<'a> {
	fn prepare(
		group: Group,
		rows: u32,
		cases: &[&Case],
		options: &'a Options,
		wasm: Arc<Wasm>,
	) -> Result<Self> {
		let mut ext = state::genesis();
		let mut world = ext.execute_with(World::new);
		let mut prepared = vec![];
		for case in cases {
			let transactions = transactions(&mut ext, &mut world, case, options.alone);
			state::settle(&mut ext);
			prepared.push((case, transactions));
		}
		ext.execute_with(forget_what_waits);
		state::settle(&mut ext);
		state::fill(&mut ext, group, rows);
		let chain = Chain::new(ext, wasm)?;
		let empty = chain.build(Fill::Declared, |_| None)?;
		let ours = group != Group::Sdk;
		let alone = prepared
			.into_iter()
			.map(|(case, transactions)| {
				let block = built(&chain, Fill::Declared, &signed(&chain, &transactions[..1]))?;
				if block.transactions != 1 || !block.failures.is_empty() {
					bail!("{}: {:?}", case.name, block.failures);
				}
				let declared = block.weight.saturating_sub(empty.weight);
				Ok(Alone { declared, transactions, name: case.name, ours })
			})
			.collect::<Result<_>>()?;
		Ok(Self { chain, alone, empty, options })
	}

	/// What everything else is beyond.
	fn empty_block(&self) -> Result<String> {
		let times = (0..self.options.runs)
			.map(|_| self.chain.import(&self.empty).map(micros))
			.collect::<Result<Vec<_>>>()?;
		let declared = self.empty.weight;
		Ok(format!(
			"an empty block: {:.0} us of {:.0}, {} B of {}",
			median(times),
			declared.ref_time() as f64 / 1e6,
			self.empty.proof_size(),
			declared.proof_size()
		))
	}

	/// Each call in a block with nothing else.
	fn alone(&self, report: &mut Report, verdict: &mut Verdict) -> Result<()> {
		let columns = [
			"alone in a block",
			"real us",
			"declared us",
			"/",
			"proof B",
			"compact B",
			"declared B",
			"/",
		];
		report.head(&columns);
		let root = *self.chain.state.root();
		for Alone { declared, transactions, name, ours } in &self.alone {
			let block =
				built(&self.chain, Fill::Reclaiming, &signed(&self.chain, &transactions[..1]))?;
			let (most_time, most_proof) = (declared.ref_time() as f64 / 1e6, declared.proof_size());
			let time = self.time_beyond_empty(&block, most_time)?;
			let proof = block.proof_size() - self.empty.proof_size();
			let compact = block.compact_size(root)? - self.empty.compact_size(root)?;
			let ratios = (time / most_time, proof as f64 / most_proof as f64);
			report.row([
				(*name).into(),
				format!("{time:.0}"),
				format!("{most_time:.0}"),
				format!("{:.3}", ratios.0),
				proof.to_string(),
				compact.to_string(),
				most_proof.to_string(),
				format!("{:.3}", ratios.1),
			]);
			verdict.see(&format!("{name}, alone"), *ours, ratios);
		}
		Ok(())
	}

	/// Microseconds that a block takes beyond an empty one. What seems to take too long is measured again, for another
	/// program may have had the caches.
	fn time_beyond_empty(&self, block: &Built, most: f64) -> Result<f64> {
		let mut least = f64::MAX;
		for _ in 0..AGAIN {
			let times = (0..self.options.runs)
				.map(|_| {
					let without = micros(self.chain.import(&self.empty)?);
					Ok(micros(self.chain.import(block)?) - without)
				})
				.collect::<Result<Vec<_>>>()?;
			least = least.min(median(times));
			if least <= most {
				break;
			}
		}
		Ok(least)
	}

	/// Blocks with as many of a call as they take, and with some of each.
	fn full(&self, report: &mut Report, verdict: &mut Verdict) -> Result<()> {
		let columns = [
			"full block",
			"calls",
			"real ms",
			"declared ms",
			"/",
			"proof KiB",
			"compact KiB",
			"declared KiB",
			"/",
			"on account KiB",
			"over account KiB",
			"of 10 MiB",
			"bytes KiB",
		];
		report.head(&columns);
		for one in &self.alone {
			let all: Vec<_> =
				one.transactions.iter().map(|transaction| (one, transaction)).collect();
			self.block(report, verdict, one.name, &all)?;
		}
		let longest = self.alone.iter().map(|one| one.transactions.len()).max().unwrap_or_default();
		let mixed: Vec<_> = (0..longest)
			.flat_map(|turn| {
				self.alone
					.iter()
					.filter_map(move |one| one.transactions.get(turn).map(|next| (one, next)))
			})
			.collect();
		self.block(report, verdict, "mixed", &mixed)
	}

	fn block(
		&self,
		report: &mut Report,
		verdict: &mut Verdict,
		name: &str,
		all: &[(&Alone, &Transaction)],
	) -> Result<()> {
		let unsigned: Vec<_> = all.iter().map(|(_, transaction)| *transaction).collect();
		let offered = finished(&unsigned, &self.chain.implicit());
		let block = built(&self.chain, Fill::Reclaiming, &offered)?;
		if !block.failures.is_empty() {
			bail!(
				"{name}, in a full block: {} fail, first {}",
				block.failures.len(),
				block.failures[0]
			);
		}
		let times = (0..self.options.runs.div_ceil(4))
			.map(|_| self.chain.import(&block).map(micros))
			.collect::<Result<Vec<_>>>()?;
		let time = median(times) / 1e3;
		let taken = &all[..block.transactions];
		let declared =
			taken.iter().fold(self.empty.weight, |sum, (one, _)| sum.saturating_add(one.declared));
		let most_time = block.weight.ref_time() as f64 / 1e9;
		let (proof, account) = (block.proof_size(), block.weight.proof_size() as usize);
		let compact = block.compact_size(*self.chain.state.root())?;
		let ratios = (time / most_time, proof as f64 / declared.proof_size() as f64);
		let kib = |bytes: usize| format!("{:.0}", bytes as f64 / 1024.0);
		let short = if block.transactions == all.len() { " (all there were)" } else { "" };
		report.row([
			format!("{name}{short}"),
			block.transactions.to_string(),
			format!("{time:.1}"),
			format!("{most_time:.1}"),
			format!("{:.3}", ratios.0),
			kib(proof),
			kib(compact),
			kib(declared.proof_size() as usize),
			format!("{:.3}", ratios.1),
			kib(account),
			kib(proof.saturating_sub(account)),
			format!("{:.3}", proof as f64 / MAX_POV as f64),
			kib(block.length()),
		]);
		let ours = taken.iter().any(|(one, _)| one.ours);
		verdict.see(&format!("{name}, full block"), ours, ratios);
		if compact + block.length() > POV_CAP {
			verdict.long.push(format!("{name}: {} KiB", kib(compact + block.length())));
		}
		Ok(())
	}
}

impl Verdict {
	fn see(&mut self, what: &str, ours: bool, (time, proof): (f64, f64)) {
		let side = if ours { &mut self.ours } else { &mut self.theirs };
		side.see(time, proof);
		if ours && (time > 1.0 || proof > 1.0) {
			self.above.push(format!("{what}: time {time:.3}, proof {proof:.3}"));
		}
	}
}

/// What waits to be handed on, to execute or to be woken would do so in every block, also in the empty one.
pub fn forget_what_waits() {
	let _ = Queue::<Runtime>::clear(u32::MAX, None);
	InProgress::<Runtime>::kill();
	Sweep::<Runtime>::kill();
	let _ = Ready::<Runtime>::clear(u32::MAX, None);
	Agenda::<Runtime>::remove(MEASURED);
}

fn signed(chain: &Chain, transactions: &[Transaction]) -> Vec<OpaqueExtrinsic> {
	finished(&transactions.iter().collect::<Vec<_>>(), &chain.implicit())
}

fn built(chain: &Chain, fill: Fill, transactions: &[OpaqueExtrinsic]) -> Result<Built> {
	chain.build(fill, |number| transactions.get(number).cloned())
}

/// As many as can be in a block, by what the first weighs in the end.
fn transactions(
	ext: &mut TestExternalities,
	world: &mut World,
	case: &Case,
	alone: bool,
) -> Vec<Transaction> {
	let mut all = vec![ext.execute_with(|| (case.prepare)(world))];
	let each = ext.execute_with(|| weighed(&all[0])).saturating_add(ExtrinsicBaseWeight::get());
	let most = (1_500_000_000_000 / each.ref_time().max(1)) as usize + 2;
	let count = if alone { 1 } else { most.min(case.most) };
	while all.len() < count {
		all.push(ext.execute_with(|| (case.prepare)(world)));
		if all.len() % 100 == 0 {
			state::settle(ext);
		}
	}
	all
}

/// What a call weighs when it is over.
fn weighed(transaction: &Transaction) -> Weight {
	let call = RuntimeCall::decode(&mut &transaction.call[..]).expect("encoded here");
	let info = call.get_dispatch_info();
	let origin = match transaction.from {
		Some(person) => RuntimeOrigin::signed(person.account()),
		None => polkadot_sdk::frame_system::RawOrigin::Authorized.into(),
	};
	let weight = with_transaction(|| {
		System::set_block_number(MEASURED);
		let result = call.dispatch(origin);
		if let Err(error) = &result {
			panic!("a call that is measured fails: {error:?}");
		}
		let weight = extract_actual_weight(&result, &info);
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(weight))
	});
	weight.expect("nothing in it fails")
}
