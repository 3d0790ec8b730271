//! Times by turns, so that whatever else the machine does falls on all alike.

use anyhow::{bail, Result};
use polkadot_sdk::{frame_support::weights::constants::RocksDbWeight, sp_runtime::OpaqueExtrinsic};

use crate::{
	chain::{Built, Chain, Fill},
	table::{median, micros, spread},
};

/// What a call took in each round, and what it needs beyond an empty block.
pub struct Taken {
	/// Microseconds of the import of a block, by transaction, in each round.
	pub times: Vec<f64>,
	/// Bytes of the proof when it is alone in a block.
	pub proof: f64,
	/// Keys that are read when it is alone.
	pub reads: f64,
	/// Keys that are written then.
	pub writes: f64,
}

impl Taken {
	/// Time beyond what every signed transaction takes.
	pub fn beyond(&self, remark: &Self) -> Vec<f64> {
		self.times.iter().zip(&remark.times).map(|(time, least)| time - least).collect()
	}

	/// Time beyond that, and the keys as a benchmark counts them.
	pub fn counted(&self, remark: &Self) -> Vec<f64> {
		let of = RocksDbWeight::get();
		let reads = (self.reads - remark.reads) * of.read as f64 / 1e6;
		let writes = (self.writes - remark.writes) * of.write as f64 / 1e6;
		self.beyond(remark).into_iter().map(|time| time + reads + writes).collect()
	}
}

/// The median and the spread of one by the other, round by round.
pub fn ratio(ours: &[f64], theirs: &[f64]) -> (f64, f64) {
	let ratios: Vec<_> = ours.iter().zip(theirs).map(|(one, other)| one / other).collect();
	(median(ratios.clone()), spread(ratios))
}

/// Measures each of some groups of transactions of which a block has room for all.
pub fn by_turns(
	chain: &Chain,
	groups: &[(&str, Vec<OpaqueExtrinsic>)],
	runs: usize,
) -> Result<Vec<Taken>> {
	let build = |name: &str, transactions: &[OpaqueExtrinsic]| -> Result<Built> {
		let block = chain.build(Fill::Reclaiming, |number| transactions.get(number).cloned())?;
		match block.failures.first() {
			Some(failure) => bail!("{name}: {failure}"),
			None if block.transactions < transactions.len() => bail!("{name}: no room"),
			None => Ok(block),
		}
	};
	let empty = build("an empty block", &[])?;
	let blocks: Vec<_> =
		groups.iter().map(|(name, all)| build(name, all)).collect::<Result<_>>()?;
	let mut taken = groups
		.iter()
		.map(|(name, all)| {
			let alone = build(name, &all[..1])?;
			Ok(Taken {
				times: vec![],
				proof: (alone.proof_size() - empty.proof_size()) as f64,
				reads: alone.reads as f64 - empty.reads as f64,
				writes: alone.writes as f64 - empty.writes as f64,
			})
		})
		.collect::<Result<Vec<_>>>()?;
	for _ in 0..runs {
		let without = micros(chain.import(&empty)?);
		for (taken, block) in taken.iter_mut().zip(&blocks) {
			let time = micros(chain.import(block)?) - without;
			taken.times.push(time / block.transactions as f64);
		}
	}
	Ok(taken)
}
