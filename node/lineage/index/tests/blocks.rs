//! Blocks applied, undone and made final: whatever the order, both views are what a rebuild would be.

mod model;

use animechain_lineage_index::{
	ApplyError, Budget, Changes, Edge, Graph, Row, Scratch, View, MAX_ASSETS,
};
use fastrand::Rng;
use model::{block, State};

/// A graph beside the states of the blocks that it passed since the final one.
struct Twins {
	graph: Graph,
	states: Vec<(animechain_lineage_index::BlockId, State)>,
	salt: u64,
}

impl Twins {
	fn new() -> Self {
		let genesis = block(0, 0);
		Self { graph: Graph::new(genesis), states: vec![(genesis, State::default())], salt: 0 }
	}

	fn apply(&mut self, random: &mut Rng) {
		let (best, state) = self.states.last().expect("the final one stays");
		let (after, changes) = state.next(random);
		self.salt += 1;
		let next = block(best.number + 1, self.salt);
		assert_eq!(self.graph.apply(next, best.hash, &changes), Ok(()));
		self.states.push((next, after));
	}

	fn check(&self) {
		let (best, state) = self.states.last().expect("the final one stays");
		state.check(*best, self.graph.reader(View::Best));
		let (fin, state) = &self.states[0];
		state.check(*fin, self.graph.reader(View::Finalised));
	}
}

#[test]
fn applying_undoing_and_finalising_compose() {
	for seed in 0..300 {
		let mut random = Rng::with_seed(seed);
		let mut twins = Twins::new();
		for _ in 0..120 {
			match random.u8(0..10) {
				0..=5 => twins.apply(&mut random),
				6..=8 => {
					let undone = twins.graph.undo();
					if twins.states.len() > 1 {
						twins.states.pop();
						assert_eq!(undone, twins.states.last().map(|(block, _)| *block));
					} else {
						assert_eq!(undone, None);
					}
				},
				_ => {
					let place = random.usize(0..twins.states.len());
					assert!(twins.graph.finalise(twins.states[place].0));
					twins.states.drain(..place);
				},
			}
			twins.check();
		}
	}
}

/// Enough edges for seals and landmarks, with undo in between.
#[test]
fn seals_and_labels_survive_undo() {
	for seed in 0..6 {
		let mut random = Rng::with_seed(seed);
		let mut state = State::default();
		let mut graph = Graph::new(block(0, 0));
		let mut scratch = Scratch::new();
		let mut number = 0;
		for round in 0..40_u64 {
			// Two blocks; the second is undone and made anew before both become final.
			for attempt in 0..2 {
				let mut after = state.clone();
				for _ in 0..100 {
					after.grow(8, &mut random);
				}
				let first = state.0.len();
				let rows: Vec<Row> = (first..after.0.len()).map(|id| after.row(id, true)).collect();
				let changes = Changes { next_asset: after.0.len() as u64, rows };
				let parent = graph.best();
				let next = block(number + 1, round * 2 + attempt);
				assert_eq!(graph.apply(next, parent.hash, &changes), Ok(()));
				if attempt == 0 {
					graph.undo();
				} else {
					state = after;
					number += 1;
				}
			}
			if round % 3 == 2 {
				assert!(graph.finalise(graph.best()));
			}
			let reader = graph.reader(View::Best);
			for _ in 0..300 {
				let (a, b) = (random.u32(0..reader.assets()), random.u32(0..reader.assets()));
				let expected = state.0[b as usize].ancestors.contains(&a);
				let said = reader.is_ancestor(a, b, &mut scratch, Budget::UNLIMITED);
				assert_eq!(said, Ok(expected), "{a} above {b}");
			}
		}
		state.check(graph.best(), graph.reader(View::Best));
		assert!(graph.bytes().labels > 0);
	}
}

fn refused(change: impl FnOnce(&mut Changes)) -> ApplyError {
	let mut random = Rng::with_seed(5);
	let mut state = State::default();
	for _ in 0..20 {
		state.grow(4, &mut random);
	}
	let mut graph = state.rebuild(block(0, 0));
	let mut after = state.clone();
	after.register(vec![Edge { parent: 3, relation: 1 }], &mut random);
	after.register(vec![Edge { parent: 20, relation: 2 }], &mut random);
	let rows =
		vec![after.row(4, false), after.row(9, false), after.row(20, true), after.row(21, true)];
	let mut changes = Changes { next_asset: 22, rows };
	assert_eq!(graph.apply(block(1, 0), block(0, 0).hash, &changes), Ok(()), "right as it is");
	graph.undo();
	change(&mut changes);
	let error = graph.apply(block(1, 0), block(0, 0).hash, &changes).expect_err("it is wrong");
	state.check(block(0, 0), graph.reader(View::Best));
	assert_eq!(graph.best(), block(0, 0));
	error
}

fn edges(changes: &mut Changes, row: usize) -> &mut Vec<Edge> {
	&mut changes.rows[row].birth.as_mut().expect("a registered row").edges
}

#[test]
fn changes_that_cannot_be_are_refused_and_change_nothing() {
	assert_eq!(refused(|to| to.next_asset = u64::from(MAX_ASSETS) + 1), ApplyError::TooManyAssets);
	assert_eq!(refused(|to| to.next_asset = 19), ApplyError::Gap(19));
	assert_eq!(refused(|to| to.next_asset = 23), ApplyError::Gap(22));
	assert_eq!(refused(|to| to.next_asset = 21), ApplyError::Beyond(21));
	assert_eq!(refused(|to| drop(to.rows.remove(2))), ApplyError::Gap(20));
	assert_eq!(refused(|to| to.rows.swap(0, 1)), ApplyError::Gap(4));
	assert_eq!(refused(|to| to.rows.insert(0, to.rows[0].clone())), ApplyError::Gap(4));
	assert_eq!(refused(|to| to.rows[2].birth = None), ApplyError::Birth(20));
	assert_eq!(refused(|to| to.rows[0].birth = to.rows[2].birth.clone()), ApplyError::Birth(4));
	assert_eq!(refused(|to| edges(to, 2)[0].parent = 20), ApplyError::Parent(20));
	assert_eq!(refused(|to| edges(to, 2)[0].parent = u64::MAX), ApplyError::Parent(20));
	assert_eq!(refused(|to| edges(to, 3)[0].parent = 21), ApplyError::Parent(21));
	let twice = |to: &mut Changes| {
		let edge = edges(to, 2)[0];
		edges(to, 2).push(edge);
	};
	assert_eq!(refused(twice), ApplyError::Parent(20));
	let many = |to: &mut Changes| {
		*edges(to, 2) =
			(0..65).map(|at| Edge { parent: at % 20, relation: (at / 20) as u8 }).collect();
	};
	assert_eq!(refused(many), ApplyError::Edges(20));
	assert_eq!(refused(|to| edges(to, 2)[0].relation = 10), ApplyError::Unknown(20));
	assert_eq!(refused(|to| to.rows[2].head.kind = 4), ApplyError::Unknown(20));
	assert_eq!(refused(|to| to.rows[0].head.marks = 16), ApplyError::Unknown(4));
	assert_eq!(refused(|to| to.rows[2].head.generation += 1), ApplyError::Generation(20));
	assert_eq!(refused(|to| to.rows[3].head.generation = 0), ApplyError::Generation(21));
	assert_eq!(refused(|to| to.rows[0].head.affected_by = Some(4)), ApplyError::Affected(4));
	assert_eq!(refused(|to| to.rows[1].head.generation += 1), ApplyError::Immutable(9));
	assert_eq!(refused(|to| to.rows[1].head.kind ^= 1), ApplyError::Immutable(9));
	assert_eq!(refused(|to| to.rows[1].head.expires = Some(81)), ApplyError::Immutable(9));
}

#[test]
fn only_the_next_block_is_taken() {
	let mut graph = Graph::new(block(5, 0));
	let nothing = Changes::default();
	let apply = |graph: &mut Graph, next, parent| graph.apply(block(next, 1), parent, &nothing);
	assert_eq!(apply(&mut graph, 6, block(5, 1).hash), Err(ApplyError::NotAChild));
	assert_eq!(apply(&mut graph, 7, block(5, 0).hash), Err(ApplyError::NotAChild));
	assert_eq!(apply(&mut graph, 6, block(5, 0).hash), Ok(()));
	assert!(!graph.finalise(block(6, 0)) && !graph.finalise(block(4, 0)));
	assert!(graph.finalise(block(6, 1)) && graph.undo().is_none());
}

#[test]
fn the_undo_log_has_an_end() {
	let mut graph = Graph::new(block(0, 0));
	let nothing = Changes::default();
	let mut number = 0;
	let full = loop {
		let applied = graph.apply(block(number + 1, 0), block(number, 0).hash, &nothing);
		if applied.is_err() {
			break applied;
		}
		number += 1;
	};
	assert_eq!((full, number, graph.is_undo_full()), (Err(ApplyError::UndoFull), 1 << 14, true));
	assert!(graph.finalise(block(1, 0)) && !graph.is_undo_full());
}
