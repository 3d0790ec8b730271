//! Shapes: parents of every asset, ids in topological order.

use animechain_lineage_index::{Birth, BlockId, Builder, Edge, Graph, Head, Row};
use fastrand::Rng;

/// Edges of an asset that has parents, on average.
const DEGREE: usize = 8;

/// A graph as plain lists.
pub struct Shape {
	/// What it is called.
	pub name: &'static str,
	/// What it was drawn by.
	pub seed: u64,
	/// Where the parents of each asset begin; one more than there are assets.
	pub offsets: Vec<u32>,
	/// Parents and relations.
	pub edges: Vec<(u32, u8)>,
	generations: Vec<u32>,
}

impl Shape {
	fn new(name: &'static str, seed: u64) -> Self {
		Self { name, seed, offsets: vec![0], edges: Vec::new(), generations: Vec::new() }
	}

	fn push(&mut self, mut parents: Vec<u32>, random: &mut Rng) {
		parents.sort_unstable();
		parents.dedup();
		let above = parents.iter().map(|parent| self.generations[*parent as usize] + 1);
		self.generations.push(above.max().unwrap_or(0));
		self.edges.extend(parents.into_iter().map(|parent| (parent, random.u8(0..10))));
		self.offsets.push(self.edges.len() as u32);
	}

	/// Layers of the same size; every parent is in the layer above, and there are eight edges to an asset.
	pub fn layered(name: &'static str, assets: u32, layers: u32, seed: u64) -> Self {
		let mut random = Rng::with_seed(seed);
		let mut shape = Self::new(name, seed);
		let size = assets / layers;
		// The first layer has no edges, so the others have more.
		let wanted = DEGREE as f64 * f64::from(assets) / f64::from(assets - size);
		for id in 0..assets {
			let layer = id / size;
			let count = if layer == 0 { 0 } else { (wanted + random.f64()) as usize };
			let first = layer.saturating_sub(1) * size;
			let parents = (0..count).map(|_| random.u32(first..first + size)).collect();
			shape.push(parents, &mut random);
		}
		shape
	}

	/// Barabasi and Albert: eight parents each, chosen as often as they have edges of either direction already.
	pub fn preferential(assets: u32, seed: u64) -> Self {
		let mut random = Rng::with_seed(seed);
		let mut shape = Self::new("preferential", seed);
		// Both ends of every edge.
		let mut ends: Vec<u32> = Vec::new();
		for id in 0..assets {
			let mut parents: Vec<u32> =
				if id <= DEGREE as u32 { (0..id).collect() } else { Vec::new() };
			while parents.len() < DEGREE.min(id as usize) {
				let parent = ends[random.usize(0..ends.len())];
				if !parents.contains(&parent) {
					parents.push(parent);
				}
			}
			ends.extend(parents.iter().flat_map(|parent| [*parent, id]));
			shape.push(parents, &mut random);
		}
		shape
	}

	/// Ten assets in each generation, half of them without children; each has the first of the generation
	/// above as a parent, the others among the last 1,000 generations.
	pub fn chain(assets: u32, seed: u64) -> Self {
		let mut random = Rng::with_seed(seed);
		let mut shape = Self::new("chain", seed);
		for id in 0..assets {
			let level = id / 10;
			let mut parents = Vec::with_capacity(DEGREE);
			if level > 0 {
				parents.push((level - 1) * 10);
				for _ in 1..DEGREE {
					let above = random.u32(level.saturating_sub(1_000)..level);
					parents.push(above * 10 + random.u32(0..5));
				}
			}
			shape.push(parents, &mut random);
		}
		shape
	}

	/// Number of assets.
	pub fn assets(&self) -> u32 {
		self.generations.len() as u32
	}

	/// Largest number of edges one after the other.
	pub fn depth(&self) -> u32 {
		self.generations.iter().copied().max().unwrap_or(0)
	}

	/// The parents of an asset.
	pub fn parents(&self, id: u32) -> &[(u32, u8)] {
		let at = id as usize;
		&self.edges[self.offsets[at] as usize..self.offsets[at + 1] as usize]
	}

	/// The row of an asset, as the chain would give it.
	pub fn row(&self, id: u32) -> Row {
		// Some thousand accounts, a tenth of all assets with an end to their terms.
		let mut random = Rng::with_seed(u64::from(id));
		let mut controller = [0; 32];
		controller[..4].copy_from_slice(&random.u32(0..self.assets() / 20 + 1).to_le_bytes());
		let mut commitment = [0; 32];
		random.fill(&mut commitment);
		let edge =
			|(parent, relation): &(u32, u8)| Edge { parent: (*parent).into(), relation: *relation };
		Row {
			id: id.into(),
			head: Head {
				kind: random.u8(0..4),
				marks: 0,
				controller,
				affected_by: None,
				weight: if random.bool() { random.u64(..) } else { 0 },
				expires: (random.u8(0..10) == 0).then(|| random.u32(..)),
				generation: self.generations[id as usize],
			},
			birth: Some(Birth { commitment, edges: self.parents(id).iter().map(edge).collect() }),
		}
	}

	/// The graph of the first `assets` of them.
	pub fn graph(&self, assets: u32) -> Graph {
		let mut builder = Builder::new(BlockId::default());
		for id in 0..assets {
			builder.push(&self.row(id)).expect("a shape has right rows");
		}
		builder.finish()
	}
}
