//! Random histories against a plain model of the graph.

use std::collections::BTreeSet;

use animechain_primitives::{AssetId, AssetKind, Edge, Relation};
use polkadot_sdk::sp_runtime::DispatchResult;
use proptest::prelude::*;

use crate::{mock::*, Heads};

#[derive(Clone, Debug)]
enum Step {
	Register { who: AccountId, kind: AssetKind, parents: Vec<(Relation, u64, u32)> },
	Retire { who: AccountId, asset: u64 },
	Transfer { who: AccountId, asset: u64, to: AccountId },
}

fn account() -> impl Strategy<Value = AccountId> {
	prop_oneof![4 => Just(STUDIO), 1 => Just(STRANGER)]
}

fn step() -> impl Strategy<Value = Step> {
	let kind = (0_usize..4).prop_map(|index| AssetKind::ALL[index]);
	let relation = (0_usize..10).prop_map(|index| Relation::ALL[index]);
	let parents = proptest::collection::vec((relation, 0_u64..24, 0_u32..60), 0..4);
	prop_oneof![
		8 => (account(), kind, parents)
			.prop_map(|(who, kind, parents)| Step::Register { who, kind, parents }),
		1 => (account(), 0_u64..24).prop_map(|(who, asset)| Step::Retire { who, asset }),
		1 => (account(), 0_u64..24, account())
			.prop_map(|(who, asset, to)| Step::Transfer { who, asset, to }),
	]
}

/// What the pallet should know, kept the simple way.
#[derive(Default)]
struct Model(Vec<Asset>);

struct Asset {
	kind: AssetKind,
	controller: AccountId,
	retired: bool,
	parents: Vec<AssetId>,
}

impl Model {
	fn accepts(&self, who: AccountId, kind: AssetKind, edges: &[Edge]) -> bool {
		let distinct: BTreeSet<_> = edges.iter().map(|e| (e.parent, e.relation)).collect();
		let shares: u32 = edges.iter().map(|e| e.share.deconstruct()).sum();
		let needs_edges = matches!(kind, AssetKind::Dataset | AssetKind::Output);
		(!needs_edges || !edges.is_empty())
			&& distinct.len() == edges.len()
			&& shares <= 1_000_000
			&& edges.iter().all(|edge| {
				self.0.get(edge.parent as usize).is_some_and(|parent| {
					edge.relation.joins(kind, parent.kind)
						&& !parent.retired && parent.controller == who
				})
			})
	}

	fn generation(&self, asset: &Asset) -> u32 {
		let above = asset.parents.iter().map(|id| 1 + self.generation(&self.0[*id as usize]));
		above.max().unwrap_or(0)
	}
}

fn register(who: AccountId, kind: AssetKind, edges: Vec<Edge>) -> DispatchResult {
	let (origin, declared) = (RuntimeOrigin::signed(who), declaration(1));
	match kind {
		AssetKind::Work => Provenance::register_work(origin, declared, edges),
		AssetKind::Dataset => Provenance::compose_dataset(origin, declared, edges),
		AssetKind::Model => Provenance::register_model(origin, declared, edges),
		AssetKind::Output => Provenance::register_output(origin, declared, None, edges),
	}
}

fn apply(model: &mut Model, step: Step) {
	match step {
		Step::Register { who, kind, parents } => {
			let edges: Vec<_> = parents
				.into_iter()
				.map(|(relation, parent, percent)| edge(relation, parent, percent))
				.collect();
			let expected = model.accepts(who, kind, &edges);
			let parents = edges.iter().map(|edge| edge.parent).collect();
			assert_eq!(register(who, kind, edges).is_ok(), expected);
			if expected {
				model.0.push(Asset { kind, controller: who, retired: false, parents });
			}
		},
		Step::Retire { who, asset } => {
			let target = model.0.get_mut(asset as usize);
			let target = target.filter(|asset| asset.controller == who && !asset.retired);
			let done = Provenance::retire(RuntimeOrigin::signed(who), asset).is_ok();
			assert_eq!(done, target.is_some());
			if let Some(target) = target {
				target.retired = true;
			}
		},
		Step::Transfer { who, asset, to } => {
			let target = model.0.get_mut(asset as usize);
			let target = target.filter(|asset| asset.controller == who && to != who);
			let done = Provenance::transfer_control(RuntimeOrigin::signed(who), asset, to).is_ok();
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
		steps in proptest::collection::vec(step(), 0..60),
	) {
		run(|| {
			let mut model = Model::default();
			for step in steps {
				apply(&mut model, step);
			}
			assert_eq!(Provenance::next_asset_id(), model.0.len() as u64);
			for (id, asset) in model.0.iter().enumerate() {
				let head = Heads::<Test>::get(id as u64).expect("registered");
				assert_eq!(head.kind, asset.kind);
				assert_eq!(head.controller, asset.controller);
				assert_eq!(head.standing.is_clear(), !asset.retired);
				assert_eq!(head.generation, model.generation(asset));
			}
		});
	}
}
