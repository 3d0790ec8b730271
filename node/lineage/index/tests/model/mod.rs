//! The chain as plain lists: what the index must agree with.

#![allow(dead_code)]

pub mod chain;

use std::{collections::BTreeSet, sync::Arc};

use animechain_lineage_index::{
	Account, Asset, Birth, BlockHash, BlockId, Builder, Changes, Edge, Graph, Head, Kind, Reader,
	Row, Step,
};
use fastrand::Rng;

/// An asset.
#[derive(Clone)]
pub struct Entry {
	pub head: Head,
	pub birth: Arc<Birth>,
	pub ancestors: Arc<BTreeSet<u32>>,
}

/// Every asset after some block.
#[derive(Clone, Default)]
pub struct State(pub Vec<Entry>);

pub const ACCOUNTS: u8 = 12;

pub fn account(random: &mut Rng) -> Account {
	[random.u8(0..ACCOUNTS); 32]
}

pub fn block(number: u32, salt: u64) -> BlockId {
	let mut hash: BlockHash = [7; 32];
	hash[..4].copy_from_slice(&number.to_be_bytes());
	hash[4..12].copy_from_slice(&salt.to_be_bytes());
	BlockId { number, hash }
}

impl State {
	pub fn row(&self, id: usize, birth: bool) -> Row {
		let entry = &self.0[id];
		let birth = birth.then(|| entry.birth.as_ref().clone());
		Row { id: id as u64, head: entry.head.clone(), birth }
	}

	pub fn register(&mut self, edges: Vec<Edge>, random: &mut Rng) {
		let above = edges.iter().map(|edge| self.0[edge.parent as usize].head.generation + 1);
		let generation = above.max().unwrap_or(0);
		let mut ancestors = BTreeSet::new();
		for edge in &edges {
			ancestors.insert(edge.parent as u32);
			ancestors.extend(self.0[edge.parent as usize].ancestors.iter());
		}
		let mut commitment = [0; 32];
		commitment[0] = random.u8(0..30);
		let id = self.0.len() as u64;
		let head = Head {
			kind: random.u8(0..4),
			marks: if random.u8(0..8) == 0 { random.u8(0..16) } else { 0 },
			controller: account(random),
			affected_by: (id > 0 && random.u8(0..4) == 0).then(|| random.u64(0..id)),
			weight: if random.bool() { 0 } else { random.u64(..) },
			expires: (random.u8(0..4) == 0).then(|| random.u32(0..80)),
			generation,
		};
		let birth = Arc::new(Birth { commitment, edges });
		self.0.push(Entry { head, birth, ancestors: Arc::new(ancestors) });
	}

	/// Registers an asset with a few random parents.
	pub fn grow(&mut self, most: usize, random: &mut Rng) {
		let count = random.usize(0..=most);
		let mut edges: Vec<Edge> = Vec::new();
		for _ in 0..count.min(self.0.len()) {
			// Recent parents more often, so that ancestries become deep.
			let back = if random.bool() { self.0.len() } else { self.0.len().min(5) };
			let parent = (self.0.len() - 1 - random.usize(0..back)) as u64;
			let edge = Edge { parent, relation: random.u8(0..10) };
			if !edges.contains(&edge) {
				edges.push(edge);
			}
		}
		self.register(edges, random);
	}

	/// Changes one of the assets before `end` in some way.
	fn touch(&mut self, id: usize, random: &mut Rng) {
		let head = &mut self.0[id].head;
		match random.u8(0..4) {
			0 => head.marks = random.u8(0..16),
			1 => head.controller = account(random),
			2 => head.affected_by = (id > 0 && random.bool()).then(|| random.u64(0..id as u64)),
			_ => head.weight = random.u64(..),
		}
	}

	/// A block in which nothing happens.
	pub fn idle(&self) -> (Self, Changes) {
		(self.clone(), Changes { next_asset: self.0.len() as u64, rows: Vec::new() })
	}

	/// A block on top: the state after it, and what it changed.
	pub fn next(&self, random: &mut Rng) -> (Self, Changes) {
		let mut after = self.clone();
		let mut touched = BTreeSet::new();
		for _ in 0..random.usize(0..4) {
			if !self.0.is_empty() {
				let id = random.usize(0..self.0.len());
				after.touch(id, random);
				touched.insert(id);
			}
		}
		for _ in 0..random.usize(0..4) {
			after.grow(4, random);
		}
		let rows = touched.into_iter().map(|id| after.row(id, false));
		let rows =
			rows.chain((self.0.len()..after.0.len()).map(|id| after.row(id, true))).collect();
		let changes = Changes { next_asset: after.0.len() as u64, rows };
		(after, changes)
	}

	/// A graph made of this state alone.
	pub fn rebuild(&self, at: BlockId) -> Graph {
		let mut builder = Builder::new(at);
		for id in 0..self.0.len() {
			builder.push(&self.row(id, true)).expect("the model makes right rows");
		}
		builder.finish()
	}

	/// Checks everything that a reader says against these lists.
	pub fn check(&self, at: BlockId, reader: Reader<'_>) {
		assert_eq!(reader.block(), at);
		assert_eq!(reader.assets() as usize, self.0.len());
		let mut children = vec![Vec::new(); self.0.len()];
		let mut controlled = vec![Vec::new(); ACCOUNTS.into()];
		for (id, entry) in (0_u32..).zip(&self.0) {
			let head = &entry.head;
			let asset = Asset {
				id,
				kind: Kind::from_index(head.kind).expect("the model has four kinds"),
				marks: head.marks,
				controller: head.controller,
				affected_by: head.affected_by.map(|cause| cause as u32),
				weight: head.weight,
				expires: head.expires,
				generation: head.generation,
			};
			assert_eq!(reader.asset(id), Some(asset));
			let step = |edge: &Edge| Step {
				child: id,
				relation: edge.relation,
				parent: edge.parent as u32,
			};
			assert!(reader.parents(id).eq(entry.birth.edges.iter().map(step)));
			for edge in &entry.birth.edges {
				children[edge.parent as usize].push(step(edge));
			}
			controlled[usize::from(head.controller[0])].push(id);
		}
		assert_eq!(reader.asset(reader.assets()), None);
		for (id, mut expected) in (0_u32..).zip(children) {
			let mut steps: Vec<_> = reader.children(id).collect();
			steps.sort_unstable();
			expected.sort_unstable();
			assert_eq!(steps, expected);
		}
		for (account, assets) in (0..).zip(controlled) {
			assert!(reader.by_account(&[account; 32]).iter().eq(assets));
		}
		let first: u32 = self.0.len() as u32 / 3;
		for commitment in 0..30 {
			let mut wanted = [0; 32];
			wanted[0] = commitment;
			let has = |id: &u32| self.0[*id as usize].birth.commitment == wanted;
			let expected = (first..self.0.len() as u32).filter(has);
			assert!(reader.by_commitment(&wanted, first).eq(expected));
		}
	}
}
