//! Edges on the command line: `--includes 3:12.5%@offer:7`, one option per relation.

use std::{collections::BTreeSet, str::FromStr};

use animechain_primitives::{AssetId, Authority, Relation, MAX_EDGES};
use clap::Args;
use polkadot_sdk::sp_runtime::Permill;

use crate::{share, words};

/// A parent, and what was said about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parent {
	id: AssetId,
	share: Option<Permill>,
	authority: Option<Authority>,
}

impl FromStr for Parent {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (text, authority) = match text.split_once('@') {
			Some((text, authority)) => {
				let authority = words::parse_authority(authority)
					.ok_or("after the @ stands offer:ID, licence:ID or control")?;
				(text, Some(authority))
			},
			None => (text, None),
		};
		let (id, share) = match text.split_once(':') {
			Some((id, share)) => {
				(id, Some(share::parse(share).map_err(|error| error.to_string())?))
			},
			None => (text, None),
		};
		let id = id.parse().map_err(|_| "an id, or ID:SHARE like 3:12.5%, is needed".to_owned())?;
		Ok(Self { id, share, authority })
	}
}

/// An edge that is wanted. What was not said is found out from the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dependency {
	/// The parent.
	pub parent: AssetId,
	/// How the child depends on it.
	pub relation: Relation,
	/// The part of the child's revenue, if it was said.
	pub share: Option<Permill>,
	/// What allows it, if it was said.
	pub authority: Option<Authority>,
}

/// Why the edges would be refused by the chain.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EdgesError {
	/// More than the limit.
	#[error("{number} edges: an asset has at most {MAX_EDGES}")]
	TooMany {
		/// How many there are.
		number: usize,
	},
	/// The same edge again.
	#[error("\"{} {parent}\" is given twice: a parent stands once in each relation", words::relation(*.relation))]
	Duplicate {
		/// The parent.
		parent: AssetId,
		/// The relation.
		relation: Relation,
	},
	/// More than the whole.
	#[error("the shares of the edges add up to {sum}: the limit is 100 %")]
	SharesTooLarge {
		/// The sum, as text, since it is no share.
		sum: String,
	},
	/// No edge where one is needed.
	#[error("{kind} needs at least one parent: {option}")]
	None {
		/// What is to be published.
		kind: &'static str,
		/// The options that name parents.
		option: &'static str,
	},
}

/// Checks what the chain will check again.
fn edges(lists: &[(Relation, &[Parent])]) -> Result<Vec<Dependency>, EdgesError> {
	let mut edges = Vec::new();
	let mut seen = BTreeSet::new();
	for (relation, parents) in lists {
		for Parent { id, share, authority } in *parents {
			if !seen.insert((*id, *relation)) {
				return Err(EdgesError::Duplicate { parent: *id, relation: *relation });
			}
			edges.push(Dependency {
				parent: *id,
				relation: *relation,
				share: *share,
				authority: *authority,
			});
		}
	}
	if edges.len() > MAX_EDGES as usize {
		return Err(EdgesError::TooMany { number: edges.len() });
	}
	check_sum(edges.iter().filter_map(|edge| edge.share))?;
	Ok(edges)
}

/// Refuses shares that add up to more than the whole.
pub fn check_sum(shares: impl Iterator<Item = Permill>) -> Result<(), EdgesError> {
	let sum: u64 = shares.map(|share| u64::from(share.deconstruct())).sum();
	if sum > 1_000_000 {
		let sum = format!("{}.{:04} %", sum / 10_000, sum % 10_000);
		return Err(EdgesError::SharesTooLarge { sum });
	}
	Ok(())
}

fn at_least_one(
	edges: Vec<Dependency>,
	kind: &'static str,
	option: &'static str,
) -> Result<Vec<Dependency>, EdgesError> {
	match edges.is_empty() {
		true => Err(EdgesError::None { kind, option }),
		false => Ok(edges),
	}
}

const HEADING: &str = "Parents (each as ID, ID:SHARE or ID:SHARE@AUTHORITY)";
const VALUE: &str = "ID[:SHARE][@AUTHORITY]";

/// Edges of a work.
#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = HEADING)]
pub struct WorkEdges {
	/// Works and outputs that it adapts
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	derived_from: Vec<Parent>,
	/// Works and outputs that were its input
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	conditioned_on: Vec<Parent>,
	/// Works of which it is a newer version
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl WorkEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Dependency>, EdgesError> {
		edges(&[
			(Relation::DerivedFrom, &self.derived_from),
			(Relation::ConditionedOn, &self.conditioned_on),
			(Relation::VersionOf, &self.version_of),
		])
	}
}

/// Edges of a dataset.
#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = HEADING)]
pub struct DatasetEdges {
	/// Works, outputs and datasets that it is made of
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	includes: Vec<Parent>,
	/// Datasets of which it is a newer version
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl DatasetEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Dependency>, EdgesError> {
		let edges = edges(&[
			(Relation::Includes, &self.includes),
			(Relation::VersionOf, &self.version_of),
		])?;
		at_least_one(edges, "a dataset", "--includes ID:SHARE")
	}
}

/// Edges of a model.
#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = HEADING)]
pub struct ModelEdges {
	/// Datasets and works that it was trained on
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	trained_on: Vec<Parent>,
	/// Models whose training it continues
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	fine_tuned_from: Vec<Parent>,
	/// Models that it adapts (LoRA and the like)
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	adapter_of: Vec<Parent>,
	/// Models that it was merged from
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	merged_from: Vec<Parent>,
	/// Models that it was distilled from
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	distilled_from: Vec<Parent>,
	/// Models of which it is a newer version
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl ModelEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Dependency>, EdgesError> {
		edges(&[
			(Relation::TrainedOn, &self.trained_on),
			(Relation::FineTunedFrom, &self.fine_tuned_from),
			(Relation::AdapterOf, &self.adapter_of),
			(Relation::MergedFrom, &self.merged_from),
			(Relation::DistilledFrom, &self.distilled_from),
			(Relation::VersionOf, &self.version_of),
		])
	}
}

/// Edges of an output.
#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = HEADING)]
pub struct OutputEdges {
	/// Models that generated it
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	generated_by: Vec<Parent>,
	/// Works and outputs that were its input
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	conditioned_on: Vec<Parent>,
	/// Works and outputs that it adapts
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	derived_from: Vec<Parent>,
	/// Outputs of which it is a newer version
	#[arg(long, value_name = VALUE, value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl OutputEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Dependency>, EdgesError> {
		let edges = edges(&[
			(Relation::GeneratedBy, &self.generated_by),
			(Relation::ConditionedOn, &self.conditioned_on),
			(Relation::DerivedFrom, &self.derived_from),
			(Relation::VersionOf, &self.version_of),
		])?;
		at_least_one(edges, "an output", "--generated-by ID:SHARE")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parents(texts: &[&str]) -> Vec<Parent> {
		texts.iter().map(|text| text.parse().unwrap()).collect()
	}

	#[test]
	fn parents_are_read_with_and_without_a_share_and_an_authority() {
		let share = Some(Permill::from_parts(125_000));
		let parent = |share, authority| Parent { id: 3, share, authority };
		for (text, expected) in [
			("3", parent(None, None)),
			("3:12.5%", parent(share, None)),
			("3:0", parent(Some(Permill::zero()), None)),
			("3:12.5%@offer:7", parent(share, Some(Authority::Offer(7)))),
			("3@licence:0", parent(None, Some(Authority::Licence(0)))),
			("3@control", parent(None, Some(Authority::Control))),
		] {
			assert_eq!(parents(&[text])[0], expected, "{text}");
		}
		for text in [
			"",
			"x",
			"-1",
			"1:",
			"1:200%",
			":5",
			"18446744073709551616",
			"1:2:3",
			"1@",
			"1@offer",
			"1@offer:x",
			"1@offer:7:5%",
			"@control",
		] {
			assert!(text.parse::<Parent>().is_err(), "{text}");
		}
	}

	#[test]
	fn a_parent_stands_once_in_each_relation() {
		let one = parents(&["1:10%"]);
		let both = edges(&[(Relation::DerivedFrom, &one), (Relation::ConditionedOn, &one)]);
		assert_eq!(both.unwrap().len(), 2);
		let twice = parents(&["1", "2", "1:5%"]);
		let error = edges(&[(Relation::Includes, &twice)]).unwrap_err();
		assert_eq!(error, EdgesError::Duplicate { parent: 1, relation: Relation::Includes });
		assert!(error.to_string().contains("includes 1"));
	}

	#[test]
	fn the_65th_edge_is_one_too_many() {
		let mut texts: Vec<String> = (0..64).map(|id| id.to_string()).collect();
		let list = |texts: &[String]| {
			texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<Parent>>()
		};
		assert_eq!(edges(&[(Relation::Includes, &list(&texts))]).unwrap().len(), 64);
		texts.push("64".into());
		let error = edges(&[(Relation::Includes, &list(&texts))]).unwrap_err();
		assert_eq!(error.to_string(), "65 edges: an asset has at most 64");
	}

	#[test]
	fn shares_add_up_to_at_most_the_whole() {
		let whole = parents(&["1:33.3333%", "2:66.6667%"]);
		assert!(edges(&[(Relation::Includes, &whole)]).is_ok());
		let more = parents(&["1:33.3333%", "2:66.6668%"]);
		let error = edges(&[(Relation::Includes, &more)]).unwrap_err();
		assert_eq!(
			error.to_string(),
			"the shares of the edges add up to 100.0001 %: the limit is 100 %"
		);
	}
}
