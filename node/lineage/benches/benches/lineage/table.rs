//! The table: a line for each figure, and what it has to reach.

use std::time::Duration;

/// Prints a line of the table.
pub fn line(goal: &str, what: &str, ours: String, rival: String, ratio: Option<f64>, bar: &str) {
	let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.1}x"));
	println!("| {goal:<4} | {what:<44} | {ours:>22} | {rival:>22} | {ratio:>9} | {bar:<24} |");
}

/// A figure of P13 without a rival.
pub fn alone(what: &str, ours: Duration, bar: &str) {
	line("P13", what, show(ours), String::new(), None, bar);
}

pub fn show(time: Duration) -> String {
	match time.as_nanos() {
		nanos @ 0..10_000 => format!("{nanos} ns"),
		nanos @ 10_000..10_000_000 => format!("{:.1} us", nanos as f64 / 1e3),
		nanos => format!("{:.1} ms", nanos as f64 / 1e6),
	}
}

pub fn ratio(rival: Duration, ours: Duration) -> Option<f64> {
	Some(rival.as_secs_f64() / ours.as_secs_f64())
}
