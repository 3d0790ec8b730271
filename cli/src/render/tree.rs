//! An ancestry as a tree of text.

use std::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{AssetId, Edge};

use super::table;
use crate::{
	chain::{Asset, BlockNumber},
	leaves::File,
	share, words,
};

/// What is drawn.
pub struct Lineage<'a> {
	/// The asset at the top.
	pub root: AssetId,
	/// It and its ancestors.
	pub assets: &'a BTreeMap<AssetId, Asset>,
	/// The files of the assets that the store knows, if they are asked for.
	pub files: Option<&'a BTreeMap<AssetId, Vec<File>>>,
	/// The most steps up.
	pub depth: Option<u32>,
	/// The block that it is drawn for.
	pub now: BlockNumber,
}

/// A line still to be drawn, with what is below it.
enum Step {
	Asset { id: AssetId, edge: Option<Edge>, depth: u32 },
	Text(String),
}

impl Lineage<'_> {
	/// The tree. An asset that is reached twice is drawn once with its ancestors and then by name.
	pub fn text(&self) -> String {
		let mut text = String::new();
		let mut drawn = BTreeSet::new();
		let root = Step::Asset { id: self.root, edge: None, depth: 0 };
		// A stack instead of recursion: a chain of versions can be as long as its makers like.
		let mut stack = vec![(root, String::new(), String::new())];
		while let Some((step, first, rest)) = stack.pop() {
			let (line, below) = match step {
				Step::Text(line) => (line, vec![]),
				Step::Asset { id, edge, depth } => {
					let again = !drawn.insert(id);
					let mut line = edge.map_or_else(String::new, |edge| edge_text(&edge));
					line += &self.label(id, again);
					let below = if again { vec![] } else { self.below(id, depth) };
					(line, below)
				},
			};
			text += &format!("{first}{line}\n");
			let last = below.len().saturating_sub(1);
			for (place, step) in below.into_iter().enumerate().rev() {
				let (branch, trunk) =
					if place == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
				stack.push((step, format!("{rest}{branch}"), format!("{rest}{trunk}")));
			}
		}
		text
	}

	fn label(&self, id: AssetId, again: bool) -> String {
		let Some(asset) = self.assets.get(&id) else { return format!("asset {id} (unknown)") };
		let kind = words::kind(asset.head.kind);
		if again {
			return format!("{kind} {id} (above)");
		}
		let mut parts = vec![format!("{kind} {id}")];
		if let Some(contents) = &asset.record.contents {
			let leaves = words::count(contents.leaves.into(), "file", "files");
			parts.push(format!("collection of {leaves}"));
		}
		parts.push(format!("generation {}", asset.head.generation));
		parts.push(words::head_standing(&asset.head, self.now));
		parts.push(table::composition(&asset.head.composition));
		parts.join(" · ")
	}

	/// What hangs below an asset: its files and its parents.
	fn below(&self, id: AssetId, depth: u32) -> Vec<Step> {
		let Some(asset) = self.assets.get(&id) else { return vec![] };
		let mut below = self.files(asset);
		let edges = &asset.record.edges;
		if self.depth.is_some_and(|most| depth >= most) && !edges.is_empty() {
			let parents = words::count(edges.len() as u64, "parent", "parents");
			below.push(Step::Text(format!("… {parents} (--depth)")));
			return below;
		}
		let up = |edge: &Edge| Step::Asset { id: edge.parent, edge: Some(*edge), depth: depth + 1 };
		below.extend(edges.iter().map(up));
		below
	}

	fn files(&self, asset: &Asset) -> Vec<Step> {
		let Some(known) = self.files else { return vec![] };
		match known.get(&asset.id) {
			Some(files) if asset.record.contents.is_some() => {
				let line =
					|file: &File| format!("[{}] {}", file.index, words::harmless(&file.path));
				files.iter().map(|file| Step::Text(line(file))).collect()
			},
			Some(files) => {
				let line = |file: &File| Step::Text(words::harmless(&file.path));
				files.iter().map(line).collect()
			},
			None if asset.record.contents.is_some() => {
				vec![Step::Text("(its registrant keeps the names of the files)".into())]
			},
			None => vec![],
		}
	}
}

fn edge_text(edge: &Edge) -> String {
	let relation = words::relation(edge.relation);
	if edge.share.is_zero() {
		format!("{relation}: ")
	} else {
		format!("{relation}, {}: ", share::text(edge.share))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{leaves, testing};
	use animechain_primitives::{AssetKind, Relation};
	use polkadot_sdk::sp_runtime::Permill;

	fn diamond() -> BTreeMap<AssetId, Asset> {
		use Relation::{DerivedFrom, GeneratedBy, Includes, TrainedOn};
		let contents = leaves::contents(&leaves::tree(&testing::files(2)).unwrap(), Permill::one());
		let edge = testing::edge;
		[
			testing::asset(0, AssetKind::Work, vec![], Some(contents)),
			testing::asset(1, AssetKind::Work, vec![edge(0, DerivedFrom, 0)], None),
			testing::asset(
				2,
				AssetKind::Dataset,
				vec![edge(0, Includes, 60), edge(1, Includes, 40)],
				None,
			),
			testing::asset(3, AssetKind::Model, vec![edge(2, TrainedOn, 30)], None),
			testing::asset(4, AssetKind::Output, vec![edge(3, GeneratedBy, 10)], None),
		]
		.into_iter()
		.map(|asset| (asset.id, asset))
		.collect()
	}

	#[test]
	fn a_tree_goes_down_to_single_files_and_repeats_nothing() {
		let assets = diamond();
		let mut picture = testing::files(1);
		picture[0].path = "picture.png".into();
		let files = BTreeMap::from([(0, testing::files(2)), (4, picture)]);
		let lineage =
			Lineage { root: 4, assets: &assets, files: Some(&files), depth: None, now: 8 };
		let expected = "\
output 4 · generation 4 · clear · 5 opt-in
├─ picture.png
└─ generated by, 10 %: model 3 · generation 3 · clear · 5 opt-in
   └─ trained on, 30 %: dataset 2 · generation 2 · clear · 5 opt-in
      ├─ includes, 60 %: work 0 · collection of 2 files · generation 0 · clear · 5 opt-in
      │  ├─ [0] 00.png
      │  └─ [1] 01.png
      └─ includes, 40 %: work 1 · generation 1 · clear · 5 opt-in
         └─ derived from: work 0 (above)
";
		assert_eq!(lineage.text(), expected);
	}

	#[test]
	fn depth_limits_the_steps() {
		let assets = diamond();
		let text = |depth| Lineage { root: 4, assets: &assets, files: None, depth, now: 8 }.text();
		assert_eq!(text(None).lines().count(), 6);
		assert_eq!(
			text(Some(1)),
			"output 4 · generation 4 · clear · 5 opt-in\n\
			└─ generated by, 10 %: model 3 · generation 3 · clear · 5 opt-in\n   \
			└─ … 1 parent (--depth)\n"
		);
		assert!(text(Some(0)).ends_with("└─ … 1 parent (--depth)\n"));
	}

	#[test]
	fn files_that_are_not_known_here_are_said_to_be_elsewhere() {
		let assets = diamond();
		let files = BTreeMap::new();
		let lineage =
			Lineage { root: 0, assets: &assets, files: Some(&files), depth: None, now: 8 };
		assert!(lineage.text().contains("└─ (its registrant keeps the names of the files)"));
	}

	#[test]
	fn a_long_line_of_versions_is_drawn() {
		let version = |id: u64| {
			let edges = match id {
				0 => vec![],
				_ => vec![testing::edge(id - 1, Relation::VersionOf, 0)],
			};
			(id, testing::asset(id, AssetKind::Work, edges, None))
		};
		let assets: BTreeMap<_, _> = (0..3_000).map(version).collect();
		let lineage = Lineage { root: 2_999, assets: &assets, files: None, depth: None, now: 8 };
		assert_eq!(lineage.text().lines().count(), 3_000);
	}
}
