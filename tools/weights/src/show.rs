//! What weight files say of themselves.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

/// Prints a row for each file.
pub fn print(files: &[PathBuf]) -> Result<()> {
	println!("| file | date | machine | runtime | steps and repeats | functions |");
	println!("|---|---|---|---|---|--:|");
	for path in files {
		let text =
			fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
		let said = |what: &str| {
			text.lines()
				.find_map(|line| line.strip_prefix(&format!("//! {what}: ")))
				.with_context(|| format!("{} does not say its {what}", path.display()))
		};
		let functions = text
			.lines()
			.take_while(|line| *line != "}")
			.filter(|line| line.starts_with("\tfn "))
			.count();
		println!(
			"| `{}` | {} | {} | {} | {} | {functions} |",
			path.display(),
			said("DATE")?,
			said("MACHINE")?,
			said("RUNTIME")?,
			said("STEPS")?
		);
	}
	Ok(())
}
