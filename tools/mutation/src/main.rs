//! Plants mutants in a copy of the tree, all at once: each mutated expression becomes a choice between the original and
//! what replaces it, made when a test runs, by a number in the environment (see `switch.rs`). So a thousand mutants cost
//! one build instead of a thousand.
//!
//! `animechain-mutation TREE LIST PLAN [EXCLUDED]` changes the sources below `TREE` in place. `LIST` is what
//! `cargo mutants --list --json` prints; the mutants of [`more`] are added to it. `EXCLUDED` names mutants, one a line,
//! that do not compile. `PLAN` says which number is which mutant, which bytes of which file belong to it, and which
//! mutants could not be planted.

mod more;
mod plant;
mod sites;

use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeMap, BTreeSet},
	error::Error,
	fs,
	path::Path,
};

/// One mutant, as `cargo mutants --list --json` describes it.
#[derive(Clone, Deserialize)]
pub struct Mutant {
	pub package: String,
	pub file: String,
	pub genre: String,
	pub name: String,
	pub replacement: String,
	pub function: Option<Function>,
	pub span: Span,
}

/// The function that a mutant is in.
#[derive(Clone, Deserialize)]
pub struct Function {
	pub function_name: String,
}

/// A piece of a file.
#[derive(Clone, Deserialize)]
pub struct Span {
	pub start: Position,
	pub end: Position,
}

/// A place in a file: lines and characters, from one.
#[derive(Clone, Copy, Deserialize)]
pub struct Position {
	pub line: usize,
	pub column: usize,
}

/// What is known of one mutant after planting.
#[derive(Serialize)]
pub struct Planted {
	/// What the switch calls it.
	pub id: u32,
	pub package: String,
	pub file: String,
	pub function: String,
	pub genre: String,
	/// What it does, without line numbers; the same change at a second place of a function ends in `#2`.
	pub mutation: String,
	/// The line of the original.
	pub line: usize,
	/// Whether this mutant is one of cargo-mutants' or of [`more`].
	pub ours: bool,
	/// `planted`, `excluded` (it does not compile), `constant` (a constant cannot ask a switch) or `unplaced`.
	pub state: &'static str,
}

#[derive(Serialize)]
struct Plan {
	mutants: Vec<Planted>,
	/// By file of the changed tree: first byte, byte after the last, mutant. Compile errors are found by it.
	ranges: BTreeMap<String, Vec<(usize, usize, u32)>>,
}

fn main() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [tree, list, plan, excluded @ ..] = arguments.as_slice() else {
		return Err("usage: animechain-mutation TREE LIST PLAN [EXCLUDED]".into());
	};
	let excluded: BTreeSet<String> = match excluded {
		[] => BTreeSet::new(),
		[file, ..] => fs::read_to_string(file)?.lines().map(str::to_owned).collect(),
	};
	let listed: Vec<Mutant> = serde_json::from_str(&fs::read_to_string(list)?)?;
	let mut by_file: BTreeMap<String, (String, Vec<Mutant>)> = BTreeMap::new();
	for mutant in listed {
		let file = by_file.entry(mutant.file.clone());
		file.or_insert_with(|| (mutant.package.clone(), Vec::new())).1.push(mutant);
	}
	let mut result = Plan { mutants: Vec::new(), ranges: BTreeMap::new() };
	for (file, (package, mutants)) in by_file {
		let path = Path::new(tree).join(&file);
		let source = fs::read_to_string(&path)?;
		let switch = match package.as_str() {
			"animechain-primitives" => "crate::switch::on",
			_ => "::animechain_primitives::switch::on",
		};
		let sites = sites::of(&source).map_err(|error| format!("{file}: {error}"))?;
		let mut planter = plant::Planter::new(&source, switch, &sites);
		let more = more::of(&source, &sites);
		let all = mutants.iter().map(|mutant| plant::Wanted::listed(&source, mutant)).chain(more);
		let mut seen: BTreeMap<(String, String), u32> = BTreeMap::new();
		for wanted in all {
			let times = seen.entry((wanted.function.clone(), wanted.mutation.clone())).or_default();
			*times += 1;
			let mutation = match *times {
				1 => wanted.mutation.clone(),
				times => format!("{} #{times}", wanted.mutation),
			};
			let id = u32::try_from(result.mutants.len())? + 1;
			let key = format!("{file}\t{}\t{mutation}", wanted.function);
			let state =
				if excluded.contains(&key) { "excluded" } else { planter.plan(id, &wanted) };
			result.mutants.push(Planted {
				id,
				package: package.clone(),
				file: file.clone(),
				function: wanted.function,
				genre: wanted.genre,
				mutation,
				line: source[..wanted.at].matches('\n').count() + 1,
				ours: wanted.ours,
				state,
			});
		}
		let (text, ranges) = planter.text();
		fs::write(&path, text)?;
		result.ranges.insert(file, ranges);
	}
	fs::write(plan, serde_json::to_string(&result)?)?;
	Ok(())
}
