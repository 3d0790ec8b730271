//! All that is known of one benchmark.

use anyhow::{Context, Result};
use polkadot_sdk::frame_benchmarking::{
	Analysis, BenchmarkBatchSplitResults, BenchmarkMetadata, BenchmarkSelector,
};

use crate::{
	fit::Linear,
	proof::{self, PrefixProof},
	runtime::{BenchmarkedRuntime, Point},
};

/// A component: its name, and the range in which it was measured.
pub struct Component {
	pub name: String,
	pub least: u32,
	pub most: u32,
}

/// What a benchmark needs.
pub struct Measured {
	pub name: String,
	pub components: Vec<Component>,
	/// Picoseconds on the machine of the measurement, without the database.
	pub time: Linear,
	/// Distinct keys.
	pub reads: Linear,
	pub writes: Linear,
	/// Bytes, summed over all keys.
	pub proof: Linear,
	/// The prefixes, with every component at its most.
	pub prefixes: Vec<PrefixProof>,
	/// Bytes of proof as the SDK's writer would declare them with every component at its most.
	pub largest_prefix: u64,
}

impl Measured {
	/// Takes the times as they are and asks the runtime for the keys.
	pub fn of(runtime: &BenchmarkedRuntime, batch: &BenchmarkBatchSplitResults) -> Result<Self> {
		let metadata = runtime.benchmark(batch)?;
		let name = String::from_utf8(batch.benchmark.clone())?;
		let pallet = String::from_utf8_lossy(&batch.pallet).into_owned();
		let mut prefixes = Vec::new();
		let (mut reads, mut writes, mut proofs) = (vec![], vec![], vec![]);
		for point in points(metadata) {
			prefixes = runtime
				.touched(batch, &point)
				.and_then(|touched| proof::by_prefix(runtime, &touched))
				.with_context(|| format!("benchmark {pallet}::{name}"))?;
			let at: Vec<u32> = point.iter().map(|(_, value)| *value).collect();
			let sum = |of: fn(&PrefixProof) -> u64| prefixes.iter().map(of).sum::<u64>();
			reads.push((at.clone(), sum(|one| one.reads.into())));
			writes.push((at.clone(), sum(|one| one.writes.into())));
			proofs.push((at, sum(|one| one.total)));
		}
		Ok(Self {
			time: time(batch, metadata).with_context(|| format!("times of {pallet}::{name}"))?,
			components: metadata
				.components
				.iter()
				.map(|(name, least, most)| Component {
					name: name.to_string(),
					least: *least,
					most: *most,
				})
				.collect(),
			name,
			reads: Linear::above(&reads),
			writes: Linear::above(&writes),
			proof: Linear::above(&proofs),
			largest_prefix: prefixes.iter().map(|one| one.total).max().unwrap_or_default(),
			prefixes,
		})
	}

	/// Time in microseconds, reads, writes, proof and the SDK's proof with every component at its most.
	pub fn at_most(&self) -> [String; 5] {
		let most: Vec<u32> = self.components.iter().map(|component| component.most).collect();
		[
			format!("{:.1}", self.time.at(&most) as f64 / 1e6),
			self.reads.at(&most).to_string(),
			self.writes.at(&most).to_string(),
			self.proof.at(&most).to_string(),
			self.largest_prefix.to_string(),
		]
	}
}

/// For each component its least, its middle and all the others at their most; everything at its most last.
fn points(metadata: &BenchmarkMetadata) -> Vec<Point> {
	let highest: Point = metadata.components.iter().map(|(name, _, most)| (*name, *most)).collect();
	let mut points = Vec::new();
	for (index, (_, least, most)) in metadata.components.iter().enumerate() {
		for value in [*least, least + (most - least) / 2] {
			let mut point = highest.clone();
			point[index].1 = value;
			if point != highest && !points.contains(&point) {
				points.push(point);
			}
		}
	}
	points.push(highest);
	points
}

/// Least squares over all runs, as the SDK does by default; the base never under the fastest run.
fn time(batch: &BenchmarkBatchSplitResults, metadata: &BenchmarkMetadata) -> Result<Linear> {
	let analysis =
		Analysis::min_squares_iqr(&batch.time_results, BenchmarkSelector::ExtrinsicTime)?;
	let slope = |name: &str| {
		let found = analysis.names.iter().position(|one| one == name);
		found.map_or(0, |index| analysis.slopes[index])
	};
	Ok(Linear {
		base: u64::try_from(analysis.base)?,
		slopes: metadata
			.components
			.iter()
			.map(|(name, _, _)| u64::try_from(slope(&name.to_string())))
			.collect::<Result<_, _>>()?,
	})
}
