//! Edges on the command line: `--includes 3:12.5%`, one option per relation.

use std::{collections::BTreeSet, str::FromStr};

use animechain_primitives::{AssetId, Authority, Edge, Relation};
use clap::Args;
use polkadot_sdk::sp_runtime::Permill;

use crate::{share, words};

/// The most edges that an asset can have, as the chain has it.
pub const MAX_EDGES: usize = 64;

/// A parent and its share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parent {
	id: AssetId,
	share: Permill,
}

impl FromStr for Parent {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (id, share) = match text.split_once(':') {
			Some((id, share)) => (id, share::parse(share).map_err(|error| error.to_string())?),
			None => (text, Permill::zero()),
		};
		let id = id.parse().map_err(|_| "an id, or ID:SHARE like 3:12.5%, is needed".to_owned())?;
		Ok(Self { id, share })
	}
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
fn edges(lists: &[(Relation, &[Parent])]) -> Result<Vec<Edge>, EdgesError> {
	let mut edges = Vec::new();
	let mut seen = BTreeSet::new();
	let mut sum = 0_u64;
	for (relation, parents) in lists {
		for Parent { id, share } in *parents {
			if !seen.insert((*id, *relation)) {
				return Err(EdgesError::Duplicate { parent: *id, relation: *relation });
			}
			sum += u64::from(share.deconstruct());
			edges.push(Edge {
				parent: *id,
				relation: *relation,
				share: *share,
				authority: Authority::Control,
			});
		}
	}
	if edges.len() > MAX_EDGES {
		return Err(EdgesError::TooMany { number: edges.len() });
	}
	if sum > 1_000_000 {
		let sum = format!("{}.{:04} %", sum / 10_000, sum % 10_000);
		return Err(EdgesError::SharesTooLarge { sum });
	}
	Ok(edges)
}

fn at_least_one(
	edges: Vec<Edge>,
	kind: &'static str,
	option: &'static str,
) -> Result<Vec<Edge>, EdgesError> {
	match edges.is_empty() {
		true => Err(EdgesError::None { kind, option }),
		false => Ok(edges),
	}
}

/// Edges of a work.
#[derive(Args)]
#[group(skip)]
#[command(next_help_heading = "Parents (each as ID or ID:SHARE, e.g. 3:12.5%)")]
pub struct WorkEdges {
	/// Works and outputs that it adapts
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	derived_from: Vec<Parent>,
	/// Works and outputs that were its input
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	conditioned_on: Vec<Parent>,
	/// Works of which it is a newer version
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl WorkEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Edge>, EdgesError> {
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
#[command(next_help_heading = "Parents (each as ID or ID:SHARE, e.g. 3:12.5%)")]
pub struct DatasetEdges {
	/// Works, outputs and datasets that it is made of
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	includes: Vec<Parent>,
	/// Datasets of which it is a newer version
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl DatasetEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Edge>, EdgesError> {
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
#[command(next_help_heading = "Parents (each as ID or ID:SHARE, e.g. 3:12.5%)")]
pub struct ModelEdges {
	/// Datasets and works that it was trained on
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	trained_on: Vec<Parent>,
	/// Models whose training it continues
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	fine_tuned_from: Vec<Parent>,
	/// Models that it adapts (LoRA and the like)
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	adapter_of: Vec<Parent>,
	/// Models that it was merged from
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	merged_from: Vec<Parent>,
	/// Models that it was distilled from
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	distilled_from: Vec<Parent>,
	/// Models of which it is a newer version
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl ModelEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Edge>, EdgesError> {
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
#[command(next_help_heading = "Parents (each as ID or ID:SHARE, e.g. 3:12.5%)")]
pub struct OutputEdges {
	/// Models that generated it
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	generated_by: Vec<Parent>,
	/// Works and outputs that were its input
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	conditioned_on: Vec<Parent>,
	/// Works and outputs that it adapts
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	derived_from: Vec<Parent>,
	/// Outputs of which it is a newer version
	#[arg(long, value_name = "ID[:SHARE]", value_delimiter = ',')]
	version_of: Vec<Parent>,
}

impl OutputEdges {
	/// The edges in the order of the options.
	pub fn edges(&self) -> Result<Vec<Edge>, EdgesError> {
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
	fn parents_are_read_with_and_without_a_share() {
		assert_eq!(parents(&["3"])[0], Parent { id: 3, share: Permill::zero() });
		assert_eq!(parents(&["3:12.5%"])[0], Parent { id: 3, share: Permill::from_parts(125_000) });
		for text in ["", "x", "-1", "1:", "1:200%", ":5", "18446744073709551616", "1:2:3"] {
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
