//! Fork trees: whatever the chain does and whatever is heard of it, what is served is what a rebuild gives.

mod model;

use std::{cell::RefCell, rc::Rc};

use animechain_lineage_index::{
	ApplyError, Budget, Builder, Fault, Follower, Phase, Query, Reader, Scratch, Settings, View,
};
use fastrand::Rng;
use model::{
	block,
	chain::{Chain, World},
};

/// A view against the lists of the block that it says it holds for.
fn check(world: &World, reader: Reader<'_>, random: &mut Rng, scratch: &mut Scratch) {
	let at = reader.block();
	let state = &world.blocks[&at.hash].state;
	state.check(at, reader);
	if state.0.is_empty() {
		return;
	}
	let rebuilt = state.rebuild(at);
	let pick = |random: &mut Rng| random.u32(0..state.0.len() as u32);
	for _ in 0..6 {
		let (a, b) = (pick(random), pick(random));
		let expected = state.0[b as usize].ancestors.contains(&a);
		for reader in [reader, rebuilt.reader(View::Best)] {
			let said = reader.is_ancestor(a, b, scratch, Budget::UNLIMITED);
			assert_eq!(said, Ok(expected), "{a} above {b}");
		}
	}
	let of = pick(random);
	let found = reader.ancestors(of, &Query::default(), scratch, Budget::UNLIMITED);
	let expected = state.0[of as usize].ancestors.iter().copied();
	assert!(found.expect("it is known").assets.iter().eq(expected));
}

struct Simulation {
	world: Rc<RefCell<World>>,
	follower: Follower<Chain>,
	settings: Settings,
	random: Rng,
	scratch: Scratch,
	served: u32,
}

impl Simulation {
	fn new(seed: u64) -> Self {
		let mut random = Rng::with_seed(seed);
		let mut world = World::new(random.fork());
		if random.u8(0..3) == 0 {
			world.flaky = random.u32(5..50);
		}
		if random.u8(0..3) == 0 {
			world.window = random.u32(0..30);
		}
		let settings = Settings {
			blocks: if random.bool() { 256 } else { random.u32(1..9) },
			rows: random.u32(1..100),
			patience: random.u32(3..8),
			second_look: random.u32(0..5),
		};
		let world = Rc::new(RefCell::new(world));
		let follower = Follower::new(Chain(world.clone()), None, settings);
		Self { world, follower, settings, random, scratch: Scratch::new(), served: 0 }
	}

	/// Notifications: some, none, or one several times.
	fn hear(&mut self) {
		for _ in 0..self.random.u8(0..4) {
			self.follower.on_notification();
			self.look();
		}
	}

	/// Checks what is served now, if anything is.
	fn look(&mut self) {
		let index = self.follower.index();
		let world = self.world.borrow();
		let state = index.state();
		for view in [View::Best, View::Finalised] {
			let (random, scratch) = (&mut self.random, &mut self.scratch);
			let read = index.read(view, |reader| check(&world, reader, random, scratch));
			assert_eq!(read.is_ok(), state.phase == Phase::InStep);
			self.served += u32::from(read.is_ok());
		}
	}

	/// Ticks until it is in step, which must come about.
	fn settle(&mut self) {
		self.world.borrow_mut().churn = 0;
		for _ in 0..20_000 {
			if self.follower.tick().phase == Phase::InStep {
				let world = self.world.borrow();
				let state = self.follower.index().state();
				assert_eq!(state.at, Some(world.best()));
				assert_eq!(state.finalised, Some(world.finalised));
				drop(world);
				return self.look();
			}
		}
		panic!("it never got there: {:?}", self.follower.index().state());
	}

	/// A new process with an older snapshot, one of a branch that lost, or none.
	fn restart(&mut self) {
		let world = self.world.borrow();
		let place = self.random.usize(0..world.blocks.len());
		let block = world.blocks.values().nth(place).filter(|_| self.random.u8(0..4) > 0);
		let graph = block.map(|block| block.state.rebuild(block.id));
		self.follower = Follower::new(Chain(self.world.clone()), graph, self.settings);
	}

	fn run(&mut self, steps: u32) {
		for _ in 0..steps {
			self.world.borrow_mut().move_on();
			if self.random.u8(0..3) == 0 {
				self.world.borrow_mut().churn = self.random.u32(0..6);
			}
			self.hear();
			if self.random.u8(0..4) == 0 {
				self.settle();
			}
			if self.random.u8(0..20) == 0 {
				self.restart();
			}
		}
		self.settle();
	}
}

fn trees(seeds: core::ops::Range<u64>) {
	let mut served = 0;
	for seed in seeds {
		let mut simulation = Simulation::new(seed);
		simulation.world.borrow_mut().random.seed(seed);
		let steps = simulation.random.u32(5..25);
		simulation.run(steps);
		if seed % 40 == 0 {
			// Finality stops for up to 1,000 blocks, with forks on top, and comes back.
			let gap = simulation.random.u32(200..=1_000);
			let mut world = simulation.world.borrow_mut();
			// A source that fails one time in five never lets anybody walk 1,000 headers.
			(world.idleness, world.flaky) = (60, 0);
			world.extend(gap);
			drop(world);
			simulation.settle();
			for _ in 0..5 {
				let depth = simulation.random.u32(1..=64);
				simulation.world.borrow_mut().fork(depth, depth + 1);
				simulation.hear();
			}
			simulation.settle();
			let some = simulation.random.u32(1..=gap);
			simulation.world.borrow_mut().finalise(some);
			simulation.settle();
			simulation.run(5);
		}
		served += simulation.served;
	}
	assert!(served > 10_000, "only {served} views were compared");
}

// 10,000 trees, in four tests so that they run side by side.

#[test]
fn fork_trees_1() {
	trees(0..2_500);
}

#[test]
fn fork_trees_2() {
	trees(2_500..5_000);
}

#[test]
fn fork_trees_3() {
	trees(5_000..7_500);
}

#[test]
fn fork_trees_4() {
	trees(7_500..10_000);
}

/// A world of some final blocks, and a follower in step with it.
fn in_step() -> (Rc<RefCell<World>>, Follower<Chain>) {
	let mut world = World::new(Rng::with_seed(3));
	world.extend(30);
	world.finalise(20);
	let world = Rc::new(RefCell::new(world));
	let mut follower = Follower::new(Chain(world.clone()), None, Settings::default());
	while follower.tick().phase != Phase::InStep {}
	(world, follower)
}

#[test]
fn says_how_far_it_is() {
	let mut world = World::new(Rng::with_seed(1));
	world.extend(60);
	world.finalise(40);
	let assets = world.blocks[&world.finalised.hash].state.0.len() as u64;
	let world = Rc::new(RefCell::new(world));
	let settings = Settings { blocks: 5, rows: 7, patience: 3, ..Settings::default() };
	let mut follower = Follower::new(Chain(world.clone()), None, settings);
	let index = follower.index();
	let (mut rebuilding, mut catching_up) = (0, 0);
	let behind = index.read(View::Best, |_| ()).expect_err("there is nothing");
	assert_eq!(behind.0.phase, Phase::Rebuilding { done: 0, total: 0 });
	loop {
		let state = follower.tick();
		assert_eq!(state.target, world.borrow().best());
		match state.phase {
			Phase::Rebuilding { done, total } => {
				assert!(done < total && total == assets && state.at.is_none());
				rebuilding += 1;
			},
			Phase::CatchingUp => {
				assert!(state.at.is_some_and(|at| at.number < state.target.number));
				let behind = index.read(View::Finalised, |_| ()).expect_err("it is behind");
				assert_eq!(*behind.0, state);
				catching_up += 1;
			},
			Phase::InStep => break,
		}
	}
	assert!(rebuilding > 3 && catching_up == 3, "{rebuilding} {catching_up}");
}

#[test]
fn pruned_state_leads_to_a_rebuild() {
	let (world, mut follower) = in_step();
	world.borrow_mut().window = 2;
	world.borrow_mut().extend(50);
	world.borrow_mut().finalise(55);
	let state = follower.tick();
	assert!(matches!(state.phase, Phase::Rebuilding { .. }) && state.at.is_none());
	assert_eq!(state.fault, Some(Fault::Source(animechain_lineage_index::SourceError::Pruned)));
	while follower.tick().phase != Phase::InStep {}
	assert_eq!(follower.index().state().fault, None);
}

#[test]
fn a_snapshot_of_a_branch_that_lost_is_not_served() {
	let (world, _) = in_step();
	let lost = world.borrow().best();
	world.borrow_mut().fork(5, 8);
	world.borrow_mut().finalise(30);
	let graph = world.borrow().blocks[&lost.hash].state.rebuild(lost);
	let mut follower = Follower::new(Chain(world.clone()), Some(graph), Settings::default());
	let state = follower.tick();
	assert_eq!((state.at, state.fault), (None, Some(Fault::OffChain)));
	while follower.tick().phase != Phase::InStep {}
}

#[test]
fn rows_that_cannot_be_are_never_served() {
	let (world, _) = in_step();
	let fin = world.borrow().finalised;
	let mut world_mut = world.borrow_mut();
	let mut broken = world_mut.blocks[&fin.hash].state.clone();
	let place =
		broken.0.iter().position(|entry| entry.head.generation > 0).expect("some have parents");
	broken.0[place].head.generation += 1;
	let right = world_mut.blocks[&fin.hash].clone();
	let changed = model::chain::Block {
		id: fin,
		parent: right.parent,
		state: broken,
		changes: right.changes.clone(),
	};
	world_mut.blocks.insert(fin.hash, Rc::new(changed));
	drop(world_mut);
	let mut follower = Follower::new(Chain(world.clone()), None, Settings::default());
	let refused = Some(Fault::Refused(ApplyError::Generation(place as u64)));
	assert!((0..50).any(|_| follower.tick().fault == refused));
	for _ in 0..50 {
		assert!(follower.tick().at.is_none());
		assert!(follower.index().read(View::Best, |_| ()).is_err());
	}
	// It goes on as soon as the rows make sense again.
	world.borrow_mut().blocks.insert(fin.hash, right);
	while follower.tick().phase != Phase::InStep {}
}

#[test]
fn what_no_block_told_of_is_found_and_read_anew() {
	let (world, mut follower) = in_step();
	// The state of the best block is not what its changes made of the one before.
	let quietly = |world: &mut World, place: usize| {
		let best = world.best();
		let right = &world.blocks[&best.hash];
		let mut state = right.state.clone();
		state.0[place].head.weight ^= 1;
		let (parent, changes) = (right.parent, right.changes.clone());
		let block = model::chain::Block { id: best, parent, state, changes };
		world.blocks.insert(best.hash, Rc::new(block));
	};
	let assets = world.borrow().blocks[&world.borrow().best().hash].state.0.len();
	assert!(assets > 1, "there is something to look at");
	quietly(&mut world.borrow_mut(), assets - 1);
	let differs = Some(Fault::Differs(assets as u64 - 1));
	let mut found = false;
	for _ in 0..100 {
		world.borrow_mut().extend(1);
		let state = follower.tick();
		found = state.fault == differs;
		if found {
			assert!(state.at.is_none() && follower.index().read(View::Best, |_| ()).is_err());
			break;
		}
		assert_eq!((state.phase, state.fault), (Phase::InStep, None));
	}
	assert!(found);
	while follower.tick().phase != Phase::InStep {}
}

#[test]
fn an_image_is_of_the_final_block() {
	let (world, follower) = in_step();
	let image = follower.index().image().expect("there is a graph");
	assert_eq!(image.block(), world.borrow().finalised);
	assert!(Builder::new(block(0, 0)).is_empty());
}
