//! Random histories against a plain model of the graph.

use std::collections::BTreeSet;

use animechain_primitives::{
	standing::{Mark, Marks},
	AssetId, AssetKind, Edge, Grounds, Relation,
};
use polkadot_sdk::sp_runtime::DispatchResult;
use proptest::prelude::*;

use crate::mock::*;

/// What a call does to the marks of one asset. Review does the last three.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Change {
	Withdraw,
	Reinstate,
	Retire,
	Quarantine,
	Lift,
	Invalidate,
}

/// Assets are named by any number: see [`Model::name`].
#[derive(Clone, Debug)]
enum Step {
	Register { who: AccountId, kind: AssetKind, parents: Vec<Parent> },
	Change { who: AccountId, asset: u64, change: Change },
	Refresh { asset: u64 },
	Transfer { who: AccountId, asset: u64, to: AccountId },
}

#[derive(Clone, Debug)]
struct Parent {
	asset: u64,
	relation: Relation,
	/// Whether to take the next asset and the next relation that join the kinds instead, if there are any.
	fitting: bool,
	percent: u32,
}

/// All of `items`, beginning with the one at `first`.
fn from<Item: Copy>(items: &[Item], first: usize) -> impl Iterator<Item = Item> + '_ {
	items.iter().copied().cycle().skip(first).take(items.len())
}

impl Parent {
	fn edge(self, child: AssetKind, model: &Model) -> Edge {
		let named = model.name(self.asset);
		let ids: Vec<_> = (0..model.0.len() as u64).collect();
		let first = Relation::ALL.iter().position(|relation| *relation == self.relation);
		let fitting = from(&ids, named as usize)
			.flat_map(|id| {
				from(&Relation::ALL, first.expect("one of all")).map(move |relation| (id, relation))
			})
			.find(|(id, relation)| relation.joins(child, model.0[*id as usize].kind));
		let (parent, relation) = fitting.filter(|_| self.fitting).unwrap_or((named, self.relation));
		edge(relation, parent, self.percent)
	}
}

fn account() -> impl Strategy<Value = AccountId> {
	prop_oneof![9 => Just(STUDIO), 1 => Just(STRANGER)]
}

fn step() -> impl Strategy<Value = Step> {
	use Change::{Invalidate, Lift, Quarantine, Reinstate, Retire, Withdraw};
	let parent =
		(any::<u64>(), proptest::sample::select(Relation::ALL.to_vec()), 0_u32..16, 0_u32..40)
			.prop_map(|(asset, relation, misfit, percent)| Parent {
				asset,
				relation,
				fitting: misfit > 0,
				percent,
			});
	let kind = proptest::sample::select(AssetKind::ALL.to_vec());
	let change = prop_oneof![
		9 => Just(Withdraw),
		9 => Just(Reinstate),
		3 => Just(Quarantine),
		6 => Just(Lift),
		1 => Just(Retire),
		1 => Just(Invalidate),
	];
	prop_oneof![
		16 => (account(), kind, proptest::collection::vec(parent, 0..4))
			.prop_map(|(who, kind, parents)| Step::Register { who, kind, parents }),
		3 => (account(), any::<u64>(), change)
			.prop_map(|(who, asset, change)| Step::Change { who, asset, change }),
		8 => any::<u64>().prop_map(|asset| Step::Refresh { asset }),
		1 => (account(), any::<u64>(), account())
			.prop_map(|(who, asset, to)| Step::Transfer { who, asset, to }),
	]
}

/// What the pallet should know, kept the simple way.
#[derive(Default)]
struct Model(Vec<Asset>);

struct Asset {
	kind: AssetKind,
	controller: AccountId,
	marks: BTreeSet<&'static str>,
	affected_by: Option<AssetId>,
	edges: Vec<Edge>,
	items: u64,
}

/// Whether a child of `kind` with these edges takes anything from its parent through an edge of `relation`.
fn inherits(kind: AssetKind, edges: &[Edge], relation: Relation) -> bool {
	let includes = edges.iter().any(|edge| edge.relation == Relation::Includes);
	!(kind == AssetKind::Dataset && includes && relation == Relation::VersionOf)
}

impl Model {
	/// The asset that a number names: seldom one that is not there.
	fn name(&self, number: u64) -> AssetId {
		match self.0.len() as u64 {
			0 => 0,
			next if number % 16 == 15 => next,
			next => number / 16 % next,
		}
	}

	fn accepts(&self, who: AccountId, kind: AssetKind, edges: &[Edge]) -> bool {
		let distinct: BTreeSet<_> = edges.iter().map(|e| (e.parent, e.relation)).collect();
		let shares: u32 = edges.iter().map(|e| e.share.deconstruct()).sum();
		let needs_edges = matches!(kind, AssetKind::Dataset | AssetKind::Output);
		(!needs_edges || !edges.is_empty())
			&& distinct.len() == edges.len()
			&& shares <= 1_000_000
			&& edges.iter().all(|edge| {
				self.0.get(edge.parent as usize).is_some_and(|parent| {
					let sound = parent.marks.is_empty() && parent.affected_by.is_none();
					edge.relation.joins(kind, parent.kind)
						&& parent.controller == who
						&& (sound || !inherits(kind, edges, edge.relation))
				})
			})
	}

	/// Each parent's items once, unless it is only the version before of a dataset that says what it includes.
	fn items(&self, kind: AssetKind, edges: &[Edge]) -> u64 {
		let own = match kind {
			AssetKind::Work => 1,
			AssetKind::Model if edges.is_empty() => 1,
			_ => 0,
		};
		let mut sources: Vec<_> = edges
			.iter()
			.filter(|edge| inherits(kind, edges, edge.relation))
			.map(|edge| edge.parent)
			.collect();
		sources.sort_unstable();
		sources.dedup();
		own + sources.into_iter().map(|parent| self.0[parent as usize].items).sum::<u64>()
	}

	fn generation(&self, asset: &Asset) -> u32 {
		let above =
			asset.edges.iter().map(|edge| 1 + self.generation(&self.0[edge.parent as usize]));
		above.max().unwrap_or(0)
	}

	/// What a refresh of the asset would write.
	fn cause(&self, asset: &Asset) -> Option<AssetId> {
		let mut causes = Vec::new();
		for edge in &asset.edges {
			if inherits(asset.kind, &asset.edges, edge.relation) {
				let parent = &self.0[edge.parent as usize];
				causes.extend(parent.affected_by);
				if parent.marks.iter().any(|mark| *mark != "retired") {
					causes.push(edge.parent);
				}
			}
		}
		causes.into_iter().min()
	}

	/// Does a change to the marks; `false` if the pallet should refuse it.
	fn change(&mut self, who: AccountId, asset: u64, change: Change) -> bool {
		let by_review = matches!(change, Change::Quarantine | Change::Lift | Change::Invalidate);
		let Some(target) = self.0.get_mut(asset as usize) else { return false };
		if !by_review && target.controller != who {
			return false;
		}
		match change {
			Change::Withdraw => target.marks.insert("withdrawn"),
			Change::Reinstate => target.marks.remove("withdrawn"),
			Change::Retire => target.marks.insert("retired"),
			Change::Quarantine => target.marks.insert("quarantined"),
			Change::Lift => target.marks.remove("quarantined"),
			Change::Invalidate => target.marks.insert("invalidated"),
		}
	}
}

fn marks(of: &BTreeSet<&'static str>) -> Marks {
	of.iter().fold(Marks::NONE, |marks, mark| {
		marks.with(match *mark {
			"withdrawn" => Mark::Withdrawn,
			"retired" => Mark::Retired,
			"quarantined" => Mark::Quarantined,
			_ => Mark::Invalidated,
		})
	})
}

fn dispatch(who: AccountId, asset: AssetId, change: Change) -> DispatchResult {
	let (origin, root, why) = (signed(who), RuntimeOrigin::root(), Grounds::default());
	match change {
		Change::Withdraw => Provenance::withdraw(origin, asset, why),
		Change::Reinstate => Provenance::reinstate(origin, asset, why),
		Change::Retire => Provenance::retire(origin, asset, why),
		Change::Quarantine => Provenance::quarantine(root, asset, why),
		Change::Lift => Provenance::lift_quarantine(root, asset, why),
		Change::Invalidate => Provenance::invalidate(root, asset, why),
	}
}

fn apply(model: &mut Model, step: Step) {
	match step {
		Step::Register { who, kind, parents } => {
			let edges: Vec<_> =
				parents.into_iter().map(|parent| parent.edge(kind, model)).collect();
			let expected = model.accepts(who, kind, &edges);
			assert_eq!(register(who, kind, declaration(1), edges.clone()).is_ok(), expected);
			if expected {
				let items = model.items(kind, &edges);
				let (marks, affected_by) = (BTreeSet::new(), None);
				model.0.push(Asset { kind, controller: who, marks, affected_by, edges, items });
			}
		},
		Step::Change { who, asset, change } => {
			let asset = model.name(asset);
			let expected = model.change(who, asset, change);
			assert_eq!(dispatch(who, asset, change).is_ok(), expected);
		},
		Step::Refresh { asset } => {
			let asset = model.name(asset);
			let cause = model.0.get(asset as usize).map(|target| model.cause(target));
			let target = model.0.get_mut(asset as usize);
			let stale = target.filter(|target| Some(target.affected_by) != cause);
			let done = Provenance::refresh(signed(POOR), asset).is_ok();
			assert_eq!(done, stale.is_some());
			if let (Some(target), Some(cause)) = (stale, cause) {
				target.affected_by = cause;
			}
		},
		Step::Transfer { who, asset, to } => {
			let asset = model.name(asset);
			let target = model.0.get_mut(asset as usize);
			let target = target.filter(|asset| asset.controller == who && to != who);
			let done = Provenance::transfer_control(signed(who), asset, to).is_ok();
			assert_eq!(done, target.is_some());
			if let Some(target) = target {
				target.controller = to;
			}
		},
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn any_history_leaves_the_graph_that_the_model_has(
		steps in proptest::collection::vec(step(), 0..160),
	) {
		run(|| {
			let mut model = Model::default();
			for step in steps {
				apply(&mut model, step);
			}
			assert_eq!(Provenance::next_asset_id(), model.0.len() as u64);
			for (id, asset) in model.0.iter().enumerate() {
				let head = head(id as u64);
				assert_eq!(head.kind, asset.kind);
				assert_eq!(head.controller, asset.controller);
				assert_eq!(head.marks, marks(&asset.marks));
				assert_eq!(head.affected_by, asset.affected_by);
				assert_eq!(head.generation, model.generation(asset));
				assert_eq!(head.composition.total(), asset.items);
			}
		});
	}

	/// One refresh of each asset in the order of the ids is enough, whatever happened before: afterwards
	/// each names the oldest of its ancestors that lost their standing.
	#[test]
	fn one_round_of_refreshing_tells_everybody(
		steps in proptest::collection::vec(step(), 0..160),
	) {
		run(|| {
			let mut model = Model::default();
			for step in steps {
				apply(&mut model, step);
			}
			for asset in 0..model.0.len() as u64 {
				apply(&mut model, Step::Refresh { asset: asset * 16 });
			}
			let mut causes: Vec<BTreeSet<AssetId>> = Vec::new();
			for (id, asset) in model.0.iter().enumerate() {
				let mut above = BTreeSet::new();
				for edge in &asset.edges {
					if inherits(asset.kind, &asset.edges, edge.relation) {
						above.extend(&causes[edge.parent as usize]);
						if model.0[edge.parent as usize].marks.iter().any(|m| *m != "retired") {
							above.insert(edge.parent);
						}
					}
				}
				assert_eq!(head(id as u64).affected_by, above.first().copied());
				assert!(Provenance::refresh(signed(POOR), id as u64).is_err());
				causes.push(above);
			}
		});
	}
}
