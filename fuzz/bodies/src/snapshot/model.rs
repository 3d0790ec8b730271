//! What a snapshot is, read a second time: no arrays that are shared, no packing beyond the file's own.

use std::collections::{BTreeMap, BTreeSet};

use animechain_lineage_index::{
	Budget, Graph, Query, Reader, Scratch, Step, View, MAX_ASSETS, MAX_EDGES,
};

const MOST_GENERATIONS: u32 = (1 << 24) - 1;

/// The number at a place.
pub fn number(bytes: &[u8], at: usize) -> Option<u32> {
	Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

struct Asset {
	kind: u8,
	marks: u8,
	generation: u32,
	controller: [u8; 32],
	weight: u64,
	/// Parent and relation.
	edges: Vec<(u32, u8)>,
	/// The first 36 bits.
	commitment: u64,
}

/// The lists of a snapshot.
pub struct Model {
	number: u32,
	hash: [u8; 32],
	assets: Vec<Asset>,
	accounts: Vec<[u8; 32]>,
	expires: BTreeMap<u32, u32>,
	affected_by: BTreeMap<u32, u32>,
}

/// The rows of a column, as numbers.
fn rows<const N: usize>(from: &mut &[u8], count: u32) -> Option<Vec<[u8; N]>> {
	let (taken, left) = from.split_at_checked(N.checked_mul(count as usize)?)?;
	*from = left;
	taken.chunks(N).map(|row| row.try_into().ok()).collect()
}

fn numbers(from: &mut &[u8], count: u32) -> Option<Vec<u32>> {
	Some(rows(from, count)?.into_iter().map(u32::from_le_bytes).collect())
}

fn longs(from: &mut &[u8], count: u32) -> Option<Vec<u64>> {
	Some(rows(from, count)?.into_iter().map(u64::from_le_bytes).collect())
}

/// Pairs as a map, if their first numbers ascend.
fn map(from: &mut &[u8], count: u32) -> Option<BTreeMap<u32, u32>> {
	let pairs = longs(from, count)?.into_iter().map(|pair| (pair as u32, (pair >> 32) as u32));
	let pairs: Vec<_> = pairs.collect();
	let ascend = pairs.windows(2).all(|two| two[0].0 < two[1].0);
	ascend.then(|| pairs.into_iter().collect())
}

impl Model {
	/// Reads it; `None` if it is not a snapshot of the chain with this first block.
	pub fn of(bytes: &[u8], genesis: &[u8; 32]) -> Option<Self> {
		let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
		let (header, mut from) = body.split_at_checked(128)?;
		let empty = header[12..16].iter().chain(&header[104..]).all(|byte| *byte == 0);
		let ours = header[..8] == *b"ANIMLIN\n" && header[16..48] == *genesis;
		if !empty || !ours || number(header, 8)? != 1 {
			return None;
		}
		let counts = [84, 88, 92, 96, 100].map(|at| number(header, at));
		let [Some(assets), Some(edges), Some(accounts), Some(expires), Some(affected)] = counts
		else {
			return None;
		};
		if assets > MAX_ASSETS {
			return None;
		}
		let packed = numbers(&mut from, assets)?;
		let controllers = numbers(&mut from, assets)?;
		let weights = longs(&mut from, assets)?;
		let offsets = numbers(&mut from, assets + 1)?;
		let edges = numbers(&mut from, edges)?;
		let accounts: Vec<[u8; 32]> = rows(&mut from, accounts)?;
		let expires = map(&mut from, expires)?;
		let affected_by = map(&mut from, affected)?;
		let commitments = longs(&mut from, assets)?;
		if !from.is_empty() || blake3::hash(body).as_bytes() != checksum {
			return None;
		}
		let ascend = commitments.windows(2).all(|two| two[0] < two[1]);
		let of: BTreeMap<u32, u64> =
			commitments.iter().map(|entry| ((entry & 0xfff_ffff) as u32, entry >> 28)).collect();
		let different: BTreeSet<_> = accounts.iter().collect();
		let whole = offsets.first() == Some(&0)
			&& offsets.last().is_some_and(|end| *end as usize == edges.len())
			&& ascend && of.len() == assets as usize
			&& different.len() == accounts.len();
		if !whole {
			return None;
		}
		let mut list: Vec<Asset> = Vec::new();
		for id in 0..assets {
			let at = id as usize;
			let word = packed[at];
			let row = edges.get(offsets[at] as usize..offsets[at + 1] as usize)?;
			let row: Vec<_> = row.iter().map(|edge| (edge >> 4, (edge & 15) as u8)).collect();
			let once: BTreeSet<_> = row.iter().collect();
			let right = row.iter().all(|(parent, relation)| *parent < id && *relation < 10);
			if row.len() > MAX_EDGES || once.len() < row.len() || !right {
				return None;
			}
			let above = row.iter().map(|(parent, _)| list[*parent as usize].generation + 1).max();
			let generation = word >> 8;
			let changed = word & 0x80 != 0;
			let ends = word & 0x40 != 0;
			if generation != above.unwrap_or(0).min(MOST_GENERATIONS)
				|| changed || ends != expires.contains_key(&id)
			{
				return None;
			}
			list.push(Asset {
				kind: (word & 3) as u8,
				marks: (word >> 2 & 15) as u8,
				generation,
				controller: *accounts.get(controllers[at] as usize)?,
				weight: weights[at],
				edges: row,
				commitment: *of.get(&id)?,
			});
		}
		let known = affected_by.iter().all(|(id, cause)| *id < assets && cause < id);
		let known = known && expires.keys().all(|id| *id < assets);
		known.then_some(Self {
			number: number(header, 80)?,
			hash: header[48..80].try_into().ok()?,
			assets: list,
			accounts,
			expires,
			affected_by,
		})
	}

	/// Checks what a graph says against the lists.
	pub fn compare(&self, graph: &Graph) {
		for view in [View::Best, View::Finalised] {
			let reader = graph.reader(view);
			let block = reader.block();
			assert_eq!((block.number, block.hash), (self.number, self.hash));
			assert_eq!(reader.assets() as usize, self.assets.len());
			let last = self.assets.len() as u32;
			assert!(reader.asset(last).is_none() && reader.standing(last, 0).is_none());
		}
		assert_eq!(graph.undoable(), 0);
		let reader = graph.reader(View::Best);
		let mut children = vec![Vec::new(); self.assets.len()];
		for (id, asset) in (0_u32..).zip(&self.assets) {
			self.compare_asset(id, asset, &reader);
			for (parent, relation) in &asset.edges {
				let step = Step { child: id, relation: *relation, parent: *parent };
				children[*parent as usize].push(step);
			}
		}
		for (id, mut expected) in (0_u32..).zip(children) {
			let mut steps: Vec<_> = reader.children(id).collect();
			steps.sort_unstable();
			expected.sort_unstable();
			assert_eq!(steps, expected);
		}
		for account in &self.accounts {
			let controlled = (0_u32..).zip(&self.assets);
			let controlled = controlled.filter(|(_, asset)| asset.controller == *account);
			assert!(reader.by_account(account).iter().eq(controlled.map(|(id, _)| id)));
		}
		self.compare_ways(&reader);
	}

	fn compare_asset(&self, id: u32, asset: &Asset, reader: &Reader<'_>) {
		let found = reader.asset(id).expect("an asset of a snapshot is known");
		assert_eq!(found.kind as u8, asset.kind);
		assert_eq!(
			(found.marks, found.generation, found.weight, found.controller),
			(asset.marks, asset.generation, asset.weight, asset.controller)
		);
		assert_eq!(found.expires, self.expires.get(&id).copied());
		assert_eq!(found.affected_by, self.affected_by.get(&id).copied());
		let step = |edge: &(u32, u8)| Step { child: id, relation: edge.1, parent: edge.0 };
		assert!(reader.parents(id).eq(asset.edges.iter().map(step)));
		let mut commitment = [0; 32];
		commitment[..8].copy_from_slice(&(asset.commitment << 28).to_be_bytes());
		assert!(reader.by_commitment(&commitment, 0).any(|found| found == id));
	}

	/// Ancestors of the youngest assets, one by one and as a list.
	fn compare_ways(&self, reader: &Reader<'_>) {
		let mut scratch = Scratch::new();
		let last = self.assets.len() as u32;
		for of in last.saturating_sub(3)..last {
			let (mut above, mut waiting) = (BTreeSet::new(), vec![of]);
			while let Some(id) = waiting.pop() {
				for (parent, _) in &self.assets[id as usize].edges {
					if above.insert(*parent) {
						waiting.push(*parent);
					}
				}
			}
			let found = reader
				.ancestors(of, &Query::default(), &mut scratch, Budget::UNLIMITED)
				.expect("there is no budget to use up");
			assert!(found.assets.iter().eq(above.iter().copied()), "other ancestors of {of}");
			for id in (0..of).step_by(1 + of as usize / 8) {
				let is = reader.is_ancestor(id, of, &mut scratch, Budget::UNLIMITED);
				assert_eq!(is, Ok(above.contains(&id)), "{id} above {of}");
			}
		}
	}
}
