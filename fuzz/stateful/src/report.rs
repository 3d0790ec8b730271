//! What was done, and what came of it.

use std::{collections::BTreeMap, fmt, time::Duration};

use animechain_runtime::{Runtime, RuntimeEvent};
use polkadot_sdk::{
	frame_support::traits::PalletInfoAccess,
	pallet_multisig, pallet_proxy, pallet_scheduler, pallet_sudo, pallet_utility,
	sp_runtime::{DispatchError, ModuleError},
};
use scale_info::{TypeDef, TypeInfo};

use crate::op::{Dispatched, Op, Outcome};

/// The four pallets that this is about.
pub const OWN: [&str; 4] = ["Provenance", "Consent", "Royalty", "Rights"];

/// One line of the summary.
#[derive(Clone, Debug, Default)]
pub struct Line {
	/// How often it was sent.
	pub sent: u64,
	/// How often it did what it says.
	pub done: u64,
	/// How often it was not let in.
	pub refused: u64,
	/// The errors with which it failed, and how often.
	pub errors: BTreeMap<String, u64>,
	/// The longest that it took.
	pub longest: Duration,
}

/// The summary of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
	/// By pallet and call.
	pub calls: BTreeMap<(&'static str, &'static str), Line>,
	/// By the way in which calls are sent.
	pub channels: BTreeMap<&'static str, u64>,
	/// Every error of our pallets that was met, with how often, also inside other calls and in what was scheduled.
	pub met: BTreeMap<(u8, u8), u64>,
	/// How often something inside another call failed, or did not.
	pub inner: [u64; 2],
	/// Blocks that were made.
	pub blocks: u64,
	/// Chains, each from its genesis.
	pub chains: u64,
	/// How often everything was checked.
	pub checks: u64,
	/// How often a failed call was seen to have changed nothing.
	pub unchanged: u64,
	/// Questions that were asked.
	pub reads: u64,
	/// How often a call said what it weighed, and it was not more than declared.
	pub weights: u64,
	/// The seeds.
	pub seeds: Vec<u64>,
	/// How long it took.
	pub time: Duration,
}

impl Line {
	fn most_frequent(&self) -> &str {
		let most = self.errors.iter().max_by_key(|(_, count)| **count);
		most.map_or("", |(name, _)| name)
	}
}

impl Report {
	/// Notes a dispatch.
	pub fn note(&mut self, op: &Op, dispatched: &Dispatched) {
		let line = self.calls.entry(op.name()).or_default();
		line.sent += 1;
		line.longest = line.longest.max(dispatched.time);
		match &dispatched.outcome {
			Outcome::Done => line.done += 1,
			Outcome::Failed(error) => {
				*line.errors.entry(name(error)).or_default() += 1;
			},
			Outcome::Refused(_) | Outcome::Unsendable => line.refused += 1,
		}
		if let Outcome::Failed(error) = &dispatched.outcome {
			self.note_error(error);
		}
		*self.channels.entry(op.channel()).or_default() += 1;
	}

	fn note_error(&mut self, error: &DispatchError) {
		if let DispatchError::Module(ModuleError { index, error, .. }) = error {
			*self.met.entry((*index, error[0])).or_default() += 1;
		}
	}

	/// Notes what the events of a block say about calls inside others.
	pub fn note_events(&mut self, events: &[RuntimeEvent]) {
		use pallet_utility::Event as Utility;
		self.blocks += 1;
		for event in events {
			let result = match event {
				RuntimeEvent::Utility(Utility::ItemFailed { error })
				| RuntimeEvent::Utility(Utility::BatchInterrupted { error, .. }) => Err(*error),
				RuntimeEvent::Utility(Utility::ItemCompleted) => Ok(()),
				RuntimeEvent::Utility(Utility::DispatchedAs { result }) => *result,
				RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => *result,
				RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted {
					result, ..
				}) => *result,
				RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => *sudo_result,
				RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { result, .. }) => {
					*result
				},
				RuntimeEvent::Rights(pallet_rights::Event::Failed { error, .. }) => Err(*error),
				_ => continue,
			};
			self.inner[usize::from(result.is_ok())] += 1;
			if let Err(error) = result {
				self.note_error(&error);
			}
		}
	}

	/// How many dispatches there were.
	pub fn sent(&self) -> u64 {
		self.calls.values().map(|line| line.sent).sum()
	}

	/// How many of them did what they say.
	pub fn done(&self) -> u64 {
		self.calls.values().map(|line| line.done).sum()
	}

	/// The calls of our pallets that never did what they say.
	pub fn never_done(&self) -> Vec<String> {
		let did = |pallet: &str, call: &str| {
			self.calls.iter().any(|(key, line)| *key == (pallet, call) && line.done > 0)
		};
		own_calls()
			.into_iter()
			.filter(|(pallet, call)| !did(pallet, call))
			.map(|(pallet, call)| format!("{pallet}.{call}"))
			.collect()
	}

	/// The errors of our pallets that were never met.
	pub fn never_met(&self) -> Vec<String> {
		declared_errors()
			.into_iter()
			.filter(|(pallet, error, _)| !self.met.contains_key(&(*pallet, *error)))
			.map(|(_, _, name)| name)
			.collect()
	}
}

fn own_calls() -> Vec<(&'static str, String)> {
	let of = |pallet, info: scale_info::Type| {
		variants(info).into_iter().map(move |(_, name)| (pallet, name)).collect::<Vec<_>>()
	};
	[
		of(OWN[0], pallet_provenance::Call::<Runtime>::type_info()),
		of(OWN[1], pallet_consent::Call::<Runtime>::type_info()),
		of(OWN[2], pallet_royalty::Call::<Runtime>::type_info()),
		of(OWN[3], pallet_rights::Call::<Runtime>::type_info()),
	]
	.concat()
}

fn variants(info: scale_info::Type) -> Vec<(u8, String)> {
	match info.type_def {
		TypeDef::Variant(of) => {
			of.variants.iter().map(|one| (one.index, one.name.to_string())).collect()
		},
		_ => vec![],
	}
}

/// Pallet, number and name of every error of our pallets.
pub fn declared_errors() -> Vec<(u8, u8, String)> {
	fn of<P: PalletInfoAccess, E: TypeInfo + 'static>() -> Vec<(u8, u8, String)> {
		let named = |(index, name)| (P::index() as u8, index, format!("{}.{name}", P::name()));
		variants(E::type_info()).into_iter().map(named).collect()
	}
	use animechain_runtime::{Consent, Provenance, Rights, Royalty};
	[
		of::<Provenance, pallet_provenance::Error<Runtime>>(),
		of::<Consent, pallet_consent::Error<Runtime>>(),
		of::<Royalty, pallet_royalty::Error<Runtime>>(),
		of::<Rights, pallet_rights::Error<Runtime>>(),
	]
	.concat()
}

fn name(error: &DispatchError) -> String {
	match error {
		DispatchError::Module(ModuleError { index, message, .. }) => {
			format!("{index}.{}", message.unwrap_or("?"))
		},
		other => format!("{other:?}"),
	}
}

fn share(part: u64, of: u64) -> f64 {
	if of == 0 {
		return 0.0;
	}
	part as f64 * 100.0 / of as f64
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(
			f,
			"{:<38} {:>10} {:>6} {:>8} {:>7} {:>10} most frequent error",
			"call", "sent", "ok %", "refused", "errors", "longest µs"
		)?;
		for ((pallet, call), line) in &self.calls {
			writeln!(
				f,
				"{:<38} {:>10} {:>6.1} {:>8} {:>7} {:>10} {}",
				format!("{pallet}.{call}"),
				line.sent,
				share(line.done, line.sent),
				line.refused,
				line.errors.len(),
				line.longest.as_micros(),
				line.most_frequent()
			)?;
		}
		let sent = self.sent();
		writeln!(f)?;
		let channels: Vec<_> =
			self.channels.iter().map(|(channel, count)| format!("{channel} {count}")).collect();
		writeln!(f, "sent as: {}", channels.join(", "))?;
		writeln!(
			f,
			"inside other calls and by the scheduler: {} ok, {} failed",
			self.inner[1], self.inner[0]
		)?;
		let declared = declared_errors();
		let never_met = self.never_met();
		writeln!(
			f,
			"errors of our pallets: {} of {} met",
			declared.len() - never_met.len(),
			declared.len()
		)?;
		writeln!(f, "never met: {}", list(&never_met))?;
		writeln!(f, "our calls that never were ok: {}", list(&self.never_done()))?;
		writeln!(
			f,
			"checks: everything {} times, a failed call changed nothing {}, weight within the declared {}, questions {}",
			self.checks, self.unchanged, self.weights, self.reads
		)?;
		let seconds = self.time.as_secs_f64();
		writeln!(
			f,
			"{sent} dispatches ({:.1} % ok) in {} blocks of {} chains, {seconds:.0} s, {:.0} a second; seeds {:?}",
			share(self.done(), sent),
			self.blocks,
			self.chains,
			sent as f64 / seconds.max(0.001),
			self.seeds
		)
	}
}

fn list(names: &[String]) -> String {
	if names.is_empty() {
		"none".into()
	} else {
		names.join(", ")
	}
}
