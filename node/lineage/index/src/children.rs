//! Children of every asset: rows sealed one after the other, and linked edges for what came since.
//!
//! A sealed row is never touched until the next seal, and only edges of final assets are sealed. So undoing
//! blocks is taking the newest links off again, in the opposite order of their coming, whatever was sealed
//! in between.

use crate::columns::{id, pack, push, push_with_room, relation, Parents};

/// Set in [`Children::at`] if the rest is the index of an overlay row.
const LINKED: u32 = 1 << 31;
/// No link.
const NONE: u32 = u32::MAX;

/// The overlay begins anew after every seal, so it grows faster than a column: by a quarter.
const ROOM: usize = 4;

/// Most edges that the offsets can count: one bit of them says where the row is.
pub(crate) const MAX_EDGES_IN_ALL: usize = (LINKED - 1) as usize;

/// A parent that got children since the seal.
#[derive(Clone, Copy)]
struct Row {
	/// Where its sealed row begins.
	start: u32,
	/// The newest link.
	head: u32,
	/// Number of links.
	links: u32,
}

/// An edge since the seal.
#[derive(Clone, Copy)]
struct Link {
	edge: u32,
	next: u32,
}

/// Children of every asset.
pub(crate) struct Children {
	/// Where each sealed row begins, or the overlay row that knows it; one more than there are assets.
	at: Vec<u32>,
	sealed: Vec<u32>,
	rows: Vec<Row>,
	links: Vec<Link>,
}

impl Children {
	pub fn new() -> Self {
		Self { at: vec![0], sealed: Vec::new(), rows: Vec::new(), links: Vec::new() }
	}

	/// Everything sealed at once.
	pub fn of(parents: &Parents) -> Self {
		let assets = parents.len() as usize;
		let mut at = vec![0_u32; assets + 1];
		for edge in &parents.edges {
			at[id(*edge) as usize] += 1;
		}
		// From counts to the end of each row; filling from the back moves it to the beginning.
		let mut sum = 0;
		for slot in &mut at {
			sum += *slot;
			*slot = sum;
		}
		let mut sealed = vec![0; parents.edges.len()];
		for child in (0..assets as u32).rev() {
			for edge in parents.row(child).iter().rev() {
				let slot = &mut at[id(*edge) as usize];
				*slot -= 1;
				sealed[*slot as usize] = pack(child, relation(*edge));
			}
		}
		Self { at, sealed, rows: Vec::new(), links: Vec::new() }
	}

	/// An asset without children.
	pub fn push_asset(&mut self) {
		push(&mut self.at, self.sealed.len() as u32);
	}

	/// A new edge, packed as its child keeps it.
	#[inline]
	pub fn push_edge(&mut self, child: u32, edge: u32) {
		let at = &mut self.at[id(edge) as usize];
		if *at & LINKED == 0 {
			push_with_room(&mut self.rows, Row { start: *at, head: NONE, links: 0 }, ROOM);
			*at = LINKED | (self.rows.len() - 1) as u32;
		}
		let row = &mut self.rows[(*at & !LINKED) as usize];
		let link = Link { edge: pack(child, relation(edge)), next: row.head };
		row.head = self.links.len() as u32;
		row.links += 1;
		push_with_room(&mut self.links, link, ROOM);
	}

	/// Drops the assets from `assets` on, given their edges.
	pub fn truncate(&mut self, parents: &Parents, assets: u32) {
		let first = parents.offsets[assets as usize] as usize;
		for edge in parents.edges[first..].iter().rev() {
			let at = &mut self.at[id(*edge) as usize];
			let Some(link) = self.links.pop() else { break };
			let row = &mut self.rows[(*at & !LINKED) as usize];
			row.head = link.next;
			row.links -= 1;
			if row.head == NONE {
				// The row came with this link, and everything younger is gone.
				*at = row.start;
				self.rows.pop();
			}
		}
		self.at.truncate(assets as usize + 1);
		self.at[assets as usize] = self.sealed.len() as u32;
	}

	/// Number of edges that are sealed.
	pub fn sealed(&self) -> usize {
		self.sealed.len()
	}

	#[inline]
	fn start(&self, at: usize) -> u32 {
		let value = self.at[at];
		if value & LINKED == 0 {
			value
		} else {
			self.rows[(value & !LINKED) as usize].start
		}
	}

	/// The sealed children of an asset, oldest first, and the newest link of the others.
	#[inline]
	pub fn row(&self, asset: u32) -> (&[u32], Links<'_>) {
		let at = asset as usize;
		let value = self.at[at];
		let (start, head) = if value & LINKED == 0 {
			(value, NONE)
		} else {
			let row = self.rows[(value & !LINKED) as usize];
			(row.start, row.head)
		};
		let end = self.start(at + 1);
		(&self.sealed[start as usize..end as usize], Links { links: &self.links, next: head })
	}

	/// Where the sealed row of an asset begins and ends, its newest link, and number of links.
	#[inline]
	pub fn place(&self, asset: u32) -> (u32, u32, u32, u32) {
		let at = asset as usize;
		let (value, end) = (self.at[at], self.at[at + 1]);
		if (value | end) & LINKED == 0 {
			return (value, end, NONE, 0);
		}
		let (head, links) = match value & LINKED {
			0 => (NONE, 0),
			_ => {
				let row = self.rows[(value & !LINKED) as usize];
				(row.head, row.links)
			},
		};
		(self.start(at), self.start(at + 1), head, links)
	}

	/// Every sealed row.
	#[inline]
	pub fn all_sealed(&self) -> &[u32] {
		&self.sealed
	}

	/// The linked edges from one on.
	#[inline]
	pub fn links(&self, link: u32) -> Links<'_> {
		Links { links: &self.links, next: link }
	}

	/// The same with the edges of the assets before `final_assets` sealed, and the others linked.
	pub fn sealed_until(&self, parents: &Parents, final_assets: u32) -> Self {
		let assets = parents.len();
		let edges = parents.offsets[final_assets as usize] as usize;
		let mut sealed = Vec::with_capacity(edges);
		let mut at = Vec::with_capacity(self.at.capacity());
		let mut newer = Vec::new();
		for asset in 0..assets {
			at.push(sealed.len() as u32);
			let (row, links) = self.row(asset);
			sealed.extend_from_slice(row);
			newer.extend(links.filter(|edge| id(*edge) < final_assets));
			sealed.extend(newer.drain(..).rev());
		}
		at.push(sealed.len() as u32);
		let mut new = Self { at, sealed, rows: Vec::new(), links: Vec::new() };
		for child in final_assets..assets {
			for edge in parents.row(child) {
				new.push_edge(child, *edge);
			}
		}
		new
	}

	/// Bytes in use: of the offsets, and of everything else.
	pub fn bytes(&self) -> (usize, usize) {
		let edges = 4 * self.sealed.capacity()
			+ size_of::<Row>() * self.rows.capacity()
			+ size_of::<Link>() * self.links.capacity();
		(4 * self.at.capacity(), edges)
	}
}

/// Linked children, newest first.
#[derive(Clone, Copy)]
pub(crate) struct Links<'a> {
	links: &'a [Link],
	next: u32,
}

impl Links<'_> {
	/// None at all.
	pub const NONE: Self = Self { links: &[], next: NONE };
	/// Where nothing is linked.
	pub const NONE_AT: u32 = NONE;
}

impl Iterator for Links<'_> {
	type Item = u32;

	#[inline]
	fn next(&mut self) -> Option<u32> {
		if self.next == NONE {
			return None;
		}
		let link = self.links[self.next as usize];
		self.next = link.next;
		Some(link.edge)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn all(children: &Children, assets: u32) -> Vec<Vec<u32>> {
		(0..assets)
			.map(|asset| {
				let (row, links) = children.row(asset);
				let mut edges: Vec<_> = row.iter().copied().chain(links).collect();
				edges.sort_unstable();
				edges
			})
			.collect()
	}

	fn grow(parents: &mut Parents, children: &mut Children, random: &mut fastrand::Rng) {
		let child = parents.len();
		children.push_asset();
		for _ in 0..random.u32(0..5).min(child) {
			let edge = pack(random.u32(0..child), random.u8(0..10));
			push(&mut parents.edges, edge);
			children.push_edge(child, edge);
		}
		parents.close_row();
	}

	#[test]
	fn growing_sealing_and_undoing_compose() {
		let mut random = fastrand::Rng::with_seed(1);
		for _ in 0..300 {
			let (mut parents, mut children) = (Parents::new(), Children::new());
			let mut fixed = 0;
			for _ in 0..60 {
				match random.u8(0..6) {
					0 => {
						let assets = random.u32(fixed..=parents.len());
						children.truncate(&parents, assets);
						parents.truncate(assets);
					},
					1 => {
						fixed = random.u32(fixed..=parents.len());
						children = children.sealed_until(&parents, fixed);
						assert_eq!(children.sealed(), parents.offsets[fixed as usize] as usize);
					},
					_ => grow(&mut parents, &mut children, &mut random),
				}
				let fresh = all(&Children::of(&parents), parents.len());
				assert_eq!(all(&children, parents.len()), fresh);
				assert_eq!(children.links.len() + children.sealed(), parents.edges.len());
			}
		}
	}
}
