//! Graphs of given shapes and pairs of their assets, to measure the lineage index on.

pub mod pairs;
pub mod shape;

use std::time::{Duration, Instant};

/// Runs something and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
	let start = Instant::now();
	let done = work();
	(done, start.elapsed())
}

/// The time below which a part of some times lies; sorts them.
pub fn percentile(times: &mut [u32], part: f64) -> u32 {
	times.sort_unstable();
	let place = (times.len() as f64 * part) as usize;
	times.get(place.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// The middle of some durations; sorts them.
pub fn median(times: &mut [Duration]) -> Duration {
	times.sort_unstable();
	times[times.len() / 2]
}
