//! Answers against plain breadth-first search over lists, at both views.

mod model;

use std::{
	collections::{BTreeMap, BTreeSet},
	time::Instant,
};

use animechain_lineage_index::{
	Budget, Cause, Changes, Graph, Kind, Kinds, Query, Reader, Relations, Scratch, Standing,
	Standings, Stop, View,
};
use fastrand::Rng;
use model::{block, State};

const NO_BOUND: Budget = Budget::UNLIMITED;

/// Edges as (to, relation) for each asset, up or down.
fn neighbours(state: &State, down: bool) -> Vec<Vec<(u32, u8)>> {
	let mut rows = vec![Vec::new(); state.0.len()];
	for (id, entry) in (0_u32..).zip(&state.0) {
		for edge in &entry.birth.edges {
			if down {
				rows[edge.parent as usize].push((id, edge.relation));
			} else {
				rows[id as usize].push((edge.parent as u32, edge.relation));
			}
		}
	}
	rows
}

/// Least number of edges, at least one, from any of `of` to each asset reached.
fn distances(
	rows: &[Vec<(u32, u8)>],
	of: &[u32],
	follow: impl Fn(u32, u8) -> bool,
) -> BTreeMap<u32, u32> {
	let mut reached = BTreeMap::new();
	let mut frontier: BTreeSet<u32> = of.iter().copied().collect();
	for distance in 1.. {
		let mut next = BTreeSet::new();
		for asset in frontier {
			for (to, relation) in &rows[asset as usize] {
				if follow(asset, *relation) && !reached.contains_key(to) {
					reached.insert(*to, distance);
					next.insert(*to);
				}
			}
		}
		if next.is_empty() {
			break;
		}
		frontier = next;
	}
	reached
}

fn standing(state: &State, id: u32, now: u32) -> Standing {
	let head = &state.0[id as usize].head;
	Standing::of(head.marks, head.expires.is_some_and(|expires| expires <= now))
}

fn random_query(random: &mut Rng) -> Query {
	let some =
		|random: &mut Rng, of: u8| (0..of).filter(|_| random.u8(0..3) > 0).collect::<Vec<_>>();
	Query {
		kinds: if random.bool() { Kinds::ALL } else { Kinds::of(some(random, 4)) },
		relations: if random.bool() { Relations::ALL } else { Relations::of(some(random, 10)) },
		standings: if random.bool() { Standings::ALL } else { Standings::of(some(random, 6)) },
		depth: random.bool().then(|| random.u32(0..6)),
		now: random.bool().then(|| random.u32(0..80)),
	}
}

/// Walks up from one asset and down from a few.
fn check_walks(state: &State, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	let query = random_query(random);
	let now = query.now.unwrap_or(reader.block().number);
	let follow = |_: u32, relation: u8| query.relations.has(relation);
	let wanted = |reached: BTreeMap<u32, u32>| -> Vec<u32> {
		let near =
			reached.into_iter().filter(|(_, far)| query.depth.is_none_or(|most| *far <= most));
		let kind = |id: &u32| query.kinds.has(state.0[*id as usize].head.kind);
		let stands = |id: &u32| query.standings.has(standing(state, *id, now) as u8);
		near.map(|(id, _)| id).filter(kind).filter(stands).collect()
	};
	let of = random.u32(0..reader.assets());
	let found = reader.ancestors(of, &query, scratch, NO_BOUND).expect("it is known");
	let expected = wanted(distances(&neighbours(state, false), &[of], follow));
	assert_eq!(found.assets.iter().collect::<Vec<_>>(), expected, "above {of}: {query:?}");
	assert_eq!(found.cut, None);

	let of: Vec<u32> = (0..random.usize(1..5)).map(|_| random.u32(0..reader.assets())).collect();
	let found = reader.descendants(&of, &query, scratch, NO_BOUND).expect("they are known");
	let expected = wanted(distances(&neighbours(state, true), &of, follow));
	assert_eq!(found.assets.iter().collect::<Vec<_>>(), expected, "below {of:?}: {query:?}");

	let from = random.u32(0..reader.assets());
	let page = expected.iter().copied().filter(|id| *id >= from).take(3);
	assert!(found.ascending(from, 3).eq(page));
	let page = expected.iter().rev().copied().filter(|id| *id <= from).take(3);
	assert!(found.descending(from, 3).eq(page));
}

fn check_usage(state: &State, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	let account = model::account(random);
	let work = Kind::Work as u8;
	let works: Vec<u32> = (0_u32..)
		.zip(&state.0)
		.filter(|(_, entry)| entry.head.controller == account && entry.head.kind == work)
		.map(|(id, _)| id)
		.collect();
	let below = distances(&neighbours(state, true), &works, |_, _| true).into_keys();
	let expected = below.filter(|id| state.0[*id as usize].head.kind != work);
	assert!(reader
		.usage(&account, &Query::default(), scratch, NO_BOUND)
		.assets
		.iter()
		.eq(expected));
}

fn check_pairs(state: &State, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	for _ in 0..20 {
		let (a, b) = (random.u32(0..reader.assets()), random.u32(0..reader.assets()));
		let expected = state.0[b as usize].ancestors.contains(&a);
		assert_eq!(reader.is_ancestor(a, b, scratch, NO_BOUND), Ok(expected));
		let at_once = reader.is_ancestor_at_once(a, b).expect("both are known");
		assert!(at_once.is_none_or(|said| said == expected));

		let relations = random_query(random).relations;
		let follow = |_: u32, relation: u8| relations.has(relation);
		let above = distances(&neighbours(state, false), &[b], follow);
		let path = reader.path(a, b, relations, scratch, NO_BOUND).expect("both are known");
		assert_eq!(path.as_ref().map(|path| path.len() as u32), above.get(&a).copied());
		for (place, step) in path.iter().flatten().enumerate() {
			let before =
				if place == 0 { b } else { path.as_ref().expect("it is")[place - 1].parent };
			assert_eq!(step.child, before);
			assert!(
				relations.has(step.relation) && reader.parents(step.child).any(|one| one == *step)
			);
		}
		let end = path.and_then(|path| path.last().map(|step| step.parent));
		assert!(end.is_none_or(|end| end == a));
	}
}

fn check_verdict(state: &State, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	let (of, now) = (random.u32(0..reader.assets()), random.u32(0..80));
	let listed = |id: u32| {
		let entry = &state.0[id as usize];
		entry.head.kind == Kind::Dataset as u8
			&& entry.birth.edges.iter().any(|edge| edge.relation == 0)
	};
	let follow = |child: u32, relation: u8| !(listed(child) && relation == 9);
	let mut causes: Vec<Cause> = distances(&neighbours(state, false), &[of], follow)
		.into_iter()
		.map(|(asset, distance)| {
			let affects = state.0[asset as usize].head.marks & 0b1101 != 0;
			Cause { asset, standing: standing(state, asset, now), distance, affects }
		})
		.filter(|cause| cause.standing != Standing::Clear)
		.collect();
	causes.sort_by_key(|cause| (cause.distance, cause.asset));
	let limit = random.usize(0..8);
	let all = reader.verdict(of, now, usize::MAX, scratch, NO_BOUND).expect("it is known");
	assert_eq!(all.causes, causes);
	causes.truncate(limit);
	let some = reader.verdict(of, now, limit, scratch, NO_BOUND).expect("it is known");
	assert_eq!(some.causes, causes);
	assert_eq!(some.standing, standing(state, of, now));
	let affected_by = state.0[of as usize].head.affected_by.map(|cause| cause as u32);
	assert_eq!(some.affected_by, affected_by);
}

fn check_all(state: &State, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	check_walks(state, reader, random, scratch);
	check_usage(state, reader, random, scratch);
	check_pairs(state, reader, random, scratch);
	check_verdict(state, reader, random, scratch);
}

#[test]
fn both_views_answer_like_plain_search() {
	let mut scratch = Scratch::new();
	for seed in 0..150 {
		let mut random = Rng::with_seed(seed);
		let mut base = State::default();
		for _ in 0..random.usize(1..400) {
			base.grow(5, &mut random);
		}
		let mut graph = base.rebuild(block(0, 0));
		let mut best = base.clone();
		for number in 1..6 {
			let (after, changes) = best.next(&mut random);
			let parent = graph.best();
			assert_eq!(graph.apply(block(number, seed), parent.hash, &changes), Ok(()));
			best = after;
		}
		for _ in 0..10 {
			check_all(&best, graph.reader(View::Best), &mut random, &mut scratch);
			check_all(&base, graph.reader(View::Finalised), &mut random, &mut scratch);
		}
	}
}

/// A long chain of assets, each on the one before.
fn chain(length: usize) -> (State, Graph) {
	let mut random = Rng::with_seed(9);
	let mut state = State::default();
	for id in 0..length {
		let edge = |parent| animechain_lineage_index::Edge { parent, relation: 8 };
		let edges = (id as u64).checked_sub(1).map(edge).into_iter().collect();
		state.register(edges, &mut random);
	}
	let graph = state.rebuild(block(0, 0));
	(state, graph)
}

#[test]
fn what_is_not_there_is_named() {
	let (_, graph) = chain(10);
	let reader = graph.reader(View::Best);
	let mut scratch = Scratch::new();
	let stop = Some(Stop::UnknownAsset(10));
	let query = Query::default();
	assert_eq!(reader.ancestors(10, &query, &mut scratch, NO_BOUND).err(), stop);
	assert_eq!(reader.descendants(&[1, 10], &query, &mut scratch, NO_BOUND).err(), stop);
	assert_eq!(reader.is_ancestor(10, 1, &mut scratch, NO_BOUND).err(), stop);
	assert_eq!(reader.path(1, 10, Relations::ALL, &mut scratch, NO_BOUND).err(), stop);
	assert_eq!(reader.verdict(10, 0, 1, &mut scratch, NO_BOUND).err(), stop);
	assert!(reader.usage(&[99; 32], &Query::default(), &mut scratch, NO_BOUND).assets.is_empty());
	assert_eq!(reader.standing(10, 0), None);
	assert!(reader.parents(10).next().is_none() && reader.children(10).next().is_none());
}

#[test]
fn budgets_cut_answers_and_say_so() {
	// Below the number of assets that get landmarks, so that pairs must be searched.
	let (_, graph) = chain(200);
	let reader = graph.reader(View::Best);
	let mut scratch = Scratch::new();
	let (query, few) = (Query::default(), Budget::assets(10));
	let past = Budget { assets: u64::MAX, deadline: Some(Instant::now()) };

	let found = reader.ancestors(199, &query, &mut scratch, few).expect("it is known");
	assert_eq!((found.cut, found.complete_to), (Some(Stop::Assets), Some(189)));
	assert!(found.assets.iter().eq(189..199) && found.examined == 10);
	let found = reader.descendants(&[0], &query, &mut scratch, few).expect("it is known");
	assert_eq!((found.cut, found.complete_to), (Some(Stop::Assets), Some(10)));
	assert!(found.assets.iter().eq(1..11));
	let deep = Query { depth: Some(100), ..query };
	let found = reader.ancestors(199, &deep, &mut scratch, few).expect("it is known");
	assert_eq!((found.cut, found.complete_to), (Some(Stop::Assets), None));

	assert_eq!(reader.is_ancestor(0, 199, &mut scratch, few), Err(Stop::Assets));
	assert_eq!(reader.path(0, 199, Relations::ALL, &mut scratch, few), Err(Stop::Assets));
	let verdict = reader.verdict(199, 0, 1_000, &mut scratch, few).expect("it is known");
	assert_eq!(verdict.cut, Some(Stop::Assets));

	// What was cut leaves nothing behind for the next question.
	let found = reader.ancestors(199, &query, &mut scratch, NO_BOUND).expect("it is known");
	assert!(found.cut.is_none() && found.assets.iter().eq(0..199));
	assert_eq!(reader.is_ancestor(0, 199, &mut scratch, NO_BOUND), Ok(true));
	assert_eq!(
		reader.is_ancestor(0, 199, &mut scratch, past),
		Ok(true),
		"too short to look at a clock"
	);
	let path = reader.path(0, 199, Relations::ALL, &mut scratch, NO_BOUND);
	assert_eq!(path.map(|path| path.map(|path| path.len())), Ok(Some(199)));

	let (_, graph) = chain(4_300);
	let reader = graph.reader(View::Best);
	let found = reader.ancestors(4_299, &query, &mut scratch, past).expect("it is known");
	assert_eq!(found.cut, Some(Stop::Time));
}

/// A work with many children, all of one account.
fn fan(children: usize) -> State {
	let mut random = Rng::with_seed(3);
	let mut state = State::default();
	for id in 0..=children {
		let edge = animechain_lineage_index::Edge { parent: 0, relation: 1 };
		state.register(if id == 0 { Vec::new() } else { vec![edge] }, &mut random);
		state.0[id].head.controller = [7; 32];
	}
	state
}

#[test]
fn what_has_many_children_is_refused_before_they_are_looked_at() {
	let (query, mut scratch) = (Query::default(), Scratch::new());
	let (little, enough) = (Budget::assets(100), Budget::assets(20_000));
	let state = fan(10_000);
	let sealed = state.rebuild(block(1, 0));
	let mut linked = Graph::new(block(0, 0));
	let rows = (0..state.0.len()).map(|id| state.row(id, true)).collect();
	let changes = Changes { next_asset: state.0.len() as u64, rows };
	assert_eq!(linked.apply(block(1, 0), block(0, 0).hash, &changes), Ok(()));

	for graph in [&sealed, &linked] {
		let reader = graph.reader(View::Best);
		for depth in [None, Some(1)] {
			let query = Query { depth, ..query };
			let found = reader.descendants(&[0], &query, &mut scratch, little).expect("known");
			assert_eq!(found.cut, Some(Stop::Assets));
			assert!(found.assets.len() <= 1_000, "{} looked at", found.assets.len());
			let found = reader.descendants(&[0], &query, &mut scratch, enough).expect("known");
			assert_eq!((found.cut, found.assets.len()), (None, 10_000));
		}
		let found = reader.controlled(&[7; 32], &query, little);
		assert_eq!((found.cut, found.assets.len()), (Some(Stop::Assets), 0));
		let found = reader.controlled(&[7; 32], &query, enough);
		assert_eq!((found.cut, found.assets.len()), (None, 10_001));
		let found = reader.usage(&[7; 32], &query, &mut scratch, little);
		assert_eq!((found.cut, found.examined), (Some(Stop::Assets), 0));
	}
}
