//! Figures that are printed, and written to a file.

use std::{fmt::Write, fs, path::Path, time::Duration};

use anyhow::{Context, Result};

/// Text that is shown as it grows.
#[derive(Default)]
pub struct Report(String);

impl Report {
	/// One more line.
	pub fn line(&mut self, line: impl AsRef<str>) {
		println!("{}", line.as_ref());
		let _ = writeln!(self.0, "{}", line.as_ref());
	}

	/// The head of a table: the first column is text, the others are numbers.
	pub fn head(&mut self, columns: &[&str]) {
		self.line("");
		self.row(columns.iter().map(ToString::to_string));
		let marks = (0..columns.len()).map(|column| if column == 0 { "---" } else { "---:" });
		self.row(marks.map(Into::into));
	}

	/// A row of it.
	pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
		let cells: Vec<_> = cells.into_iter().collect();
		self.line(format!("| {} |", cells.join(" | ")));
	}

	/// Writes everything to a file.
	pub fn write(&self, file: &Path) -> Result<()> {
		fs::write(file, &self.0).with_context(|| format!("cannot write {}", file.display()))
	}
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
	values.sort_by(f64::total_cmp);
	values[values.len() / 2]
}

/// How far from each other the middle half is, as a part of the median.
pub fn spread(mut values: Vec<f64>) -> f64 {
	values.sort_by(f64::total_cmp);
	let (low, high) = (values[values.len() / 4], values[values.len() * 3 / 4]);
	(high - low) / values[values.len() / 2]
}

/// In microseconds.
pub fn micros(time: Duration) -> f64 {
	time.as_secs_f64() * 1e6
}
