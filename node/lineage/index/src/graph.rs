//! The graph: columns of every asset, and the blocks that change them.

use rustc_hash::FxHashMap;

use crate::{
	accounts::Accounts,
	check,
	children::Children,
	columns::{pack, push, Meta, Parents},
	commitments::Commitments,
	labels::Labels,
	types::{ApplyError, BlockHash, BlockId, Changes, Row},
	undo::{Block, Log, Mutable},
	view::{Reader, View},
};

/// The lineage of every asset at a block, and at the last final block before it.
pub struct Graph {
	pub(crate) meta: Vec<Meta>,
	pub(crate) controllers: Vec<u32>,
	pub(crate) weights: Vec<u64>,
	pub(crate) parents: Parents,
	pub(crate) children: Children,
	pub(crate) expires: FxHashMap<u32, u32>,
	pub(crate) affected_by: FxHashMap<u32, u32>,
	pub(crate) accounts: Accounts,
	pub(crate) commitments: Commitments,
	pub(crate) labels: Labels,
	pub(crate) log: Log,
}

impl Graph {
	/// A graph without assets, at `block`, which is final.
	pub fn new(block: BlockId) -> Self {
		Self {
			meta: Vec::new(),
			controllers: Vec::new(),
			weights: Vec::new(),
			parents: Parents::new(),
			children: Children::new(),
			expires: FxHashMap::default(),
			affected_by: FxHashMap::default(),
			accounts: Accounts::new(),
			commitments: Commitments::new(),
			labels: Labels::new(),
			log: Log::new(block),
		}
	}

	/// The block it stands at.
	pub fn best(&self) -> BlockId {
		self.log.best()
	}

	/// The last final block that it knows.
	pub fn finalised(&self) -> BlockId {
		self.log.base
	}

	/// The block with the given number on the way from the final one to the best.
	pub fn block(&self, number: u32) -> Option<BlockId> {
		self.log.at(number)
	}

	/// Number of blocks that can be undone.
	pub fn undoable(&self) -> usize {
		self.log.len()
	}

	/// Whether no block fits into the undo log before some become final.
	pub fn is_undo_full(&self) -> bool {
		self.log.is_full()
	}

	/// What can be read, at the best or at the final block.
	pub fn reader(&self, view: View) -> Reader<'_> {
		Reader::new(self, view)
	}

	/// Number of assets.
	pub(crate) fn len(&self) -> u32 {
		self.parents.len()
	}

	/// Number of assets at the final block.
	pub(crate) fn final_len(&self) -> u32 {
		self.log.oldest().map_or(self.len(), |block| block.assets)
	}

	/// Number of accounts at the final block.
	pub(crate) fn final_accounts(&self) -> u32 {
		self.log.oldest().map_or(self.accounts.len(), |block| block.accounts)
	}

	/// The columns of an asset that may change, as they are at the best block.
	pub(crate) fn mutable(&self, id: u32) -> Mutable {
		let at = id as usize;
		Mutable {
			marks: self.meta[at].marks(),
			controller: self.controllers[at],
			affected_by: self.affected_by.get(&id).copied(),
			weight: self.weights[at],
		}
	}

	fn set_mutable(&mut self, id: u32, new: Mutable) {
		let at = id as usize;
		self.meta[at].set_marks(new.marks);
		self.weights[at] = new.weight;
		match new.affected_by {
			Some(cause) => self.affected_by.insert(id, cause),
			None => self.affected_by.remove(&id),
		};
		let old = core::mem::replace(&mut self.controllers[at], new.controller);
		if old != new.controller {
			self.accounts.take(old, id);
			self.accounts.give(new.controller, id);
		}
	}

	/// Moves on by a block whose parent is the one it stands at.
	///
	/// Changes that cannot be are refused, and then nothing has changed.
	pub fn apply(
		&mut self,
		block: BlockId,
		parent: BlockHash,
		changes: &Changes,
	) -> Result<(), ApplyError> {
		let best = self.best();
		if parent != best.hash || best.number.checked_add(1) != Some(block.number) {
			return Err(ApplyError::NotAChild);
		}
		if self.log.is_full() {
			return Err(ApplyError::UndoFull);
		}
		check::changes(self, changes)?;
		let (assets, accounts) = (self.len(), self.accounts.len());
		let mut changed = Vec::new();
		for row in &changes.rows {
			if row.id < u64::from(assets) {
				let id = row.id as u32;
				let (old, new) = (self.mutable(id), self.read_mutable(row));
				// Where the runtime changes, everything is told again.
				if old != new {
					changed.push(id);
					self.log.keep(block.number, id, old);
					self.meta[id as usize].set_changed(true);
					self.set_mutable(id, new);
				}
			} else {
				self.append(row, true);
			}
		}
		self.log.push(Block { id: block, assets, accounts, changed });
		Ok(())
	}

	fn read_mutable(&mut self, row: &Row) -> Mutable {
		Mutable {
			marks: row.head.marks,
			controller: self.accounts.number_or_new(&row.head.controller),
			affected_by: row.head.affected_by.map(|cause| cause as u32),
			weight: row.head.weight,
		}
	}

	/// Appends a row that was checked; without links, children and labels are made afterwards.
	pub(crate) fn append(&mut self, row: &Row, linked: bool) {
		let id = self.len();
		let (head, Some(birth)) = (&row.head, &row.birth) else { return };
		let meta = Meta::new(head.kind, head.marks, head.expires.is_some(), head.generation);
		let mutable = self.read_mutable(row);
		push(&mut self.meta, meta);
		push(&mut self.controllers, mutable.controller);
		push(&mut self.weights, mutable.weight);
		self.accounts.give(mutable.controller, id);
		if let Some(expires) = head.expires {
			self.expires.insert(id, expires);
		}
		if let Some(cause) = mutable.affected_by {
			self.affected_by.insert(id, cause);
		}
		self.commitments.push(id, &birth.commitment);
		if linked {
			self.children.push_asset();
		}
		let first = self.parents.edges.len();
		for edge in &birth.edges {
			let packed = pack(edge.parent as u32, edge.relation);
			push(&mut self.parents.edges, packed);
			if linked {
				self.children.push_edge(id, packed);
			}
		}
		self.parents.close_row();
		if linked {
			self.labels.push(&self.parents.edges[first..]);
		}
	}

	/// Goes back to the block before the one it stands at; `None` if that one is final.
	pub fn undo(&mut self) -> Option<BlockId> {
		let block = self.log.pop()?;
		for id in block.changed.iter().rev() {
			if let Some((before, left)) = self.log.pop_version(*id) {
				self.set_mutable(*id, before);
				self.meta[*id as usize].set_changed(left);
			}
		}
		for id in (block.assets..self.len()).rev() {
			self.accounts.take(self.controllers[id as usize], id);
			if self.meta[id as usize].expires() {
				self.expires.remove(&id);
			}
			self.affected_by.remove(&id);
		}
		self.children.truncate(&self.parents, block.assets);
		self.parents.truncate(block.assets);
		self.meta.truncate(block.assets as usize);
		self.controllers.truncate(block.assets as usize);
		self.weights.truncate(block.assets as usize);
		self.labels.truncate(block.assets);
		self.commitments.truncate(block.assets);
		self.accounts.truncate(block.accounts);
		Some(self.best())
	}

	/// Makes every block up to `block` final; `false` if it is not among those that it passed.
	pub fn finalise(&mut self, block: BlockId) -> bool {
		let settled = self.settle(block);
		if let Some(upkeep) = self.upkeep() {
			self.put(upkeep);
		}
		settled
	}

	/// The same without what can be done later, and beside the graph.
	pub(crate) fn settle(&mut self, block: BlockId) -> bool {
		if self.log.at(block.number) != Some(block) {
			return false;
		}
		while self.log.base != block {
			let meta = &mut self.meta;
			self.log.settle_oldest(|asset| meta[asset as usize].set_changed(false));
		}
		true
	}

	/// Makes what was not linked while rows were appended.
	pub(crate) fn finish(&mut self) {
		self.children = Children::of(&self.parents);
		self.labels = Labels::of(&self.parents, &self.children, &self.meta, self.len());
		self.commitments.seal_all();
	}

	/// Bytes in use, by what they are for.
	pub fn bytes(&self) -> Bytes {
		let (child_offsets, child_edges) = self.children.bytes();
		let sparse = (self.expires.capacity() + self.affected_by.capacity()) * 9;
		Bytes {
			assets: 4 * (self.meta.capacity() + self.controllers.capacity())
				+ 8 * self.weights.capacity()
				+ 4 * self.parents.offsets.capacity()
				+ child_offsets,
			edges: 4 * self.parents.edges.capacity() + child_edges,
			labels: self.labels.bytes(),
			commitments: self.commitments.bytes(),
			accounts: self.accounts.bytes(),
			sparse,
			undo: self.log.bytes(),
		}
	}

	/// Drops room that columns keep for growing.
	pub(crate) fn shrink(&mut self) {
		self.meta.shrink_to_fit();
		self.controllers.shrink_to_fit();
		self.weights.shrink_to_fit();
		self.parents.offsets.shrink_to_fit();
		self.parents.edges.shrink_to_fit();
	}
}

/// Bytes in use, counted by the capacity of every column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bytes {
	/// Columns that every asset has.
	pub assets: usize,
	/// Edges, both ways.
	pub edges: usize,
	/// Labels of ancestry.
	pub labels: usize,
	/// From commitments to assets.
	pub commitments: usize,
	/// The table of accounts.
	pub accounts: usize,
	/// Rows that only some assets have.
	pub sparse: usize,
	/// The undo log.
	pub undo: usize,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Birth, Budget, Edge, Head, Scratch, Stop};

	fn id(number: u32) -> BlockId {
		BlockId { number, hash: [number as u8; 32] }
	}

	fn row(id: u64, controller: u8, edges: Vec<Edge>) -> Row {
		let head = Head {
			kind: 0,
			marks: 0,
			controller: [controller; 32],
			affected_by: None,
			weight: 0,
			expires: None,
			generation: u32::from(!edges.is_empty()),
		};
		Row { id, head, birth: Some(Birth { commitment: [0; 32], edges }) }
	}

	fn apply(graph: &mut Graph, rows: Vec<Row>) {
		let best = graph.best();
		let next_asset = rows.last().map_or(0, |row| row.id + 1);
		let applied = graph.apply(id(best.number + 1), best.hash, &Changes { next_asset, rows });
		applied.expect("rows are right");
	}

	/// Blocks that come and go must not fill the table of accounts.
	#[test]
	fn undoing_forgets_accounts() {
		let mut graph = Graph::new(id(0));
		apply(&mut graph, vec![row(0, 1, vec![])]);
		for controller in 2..100 {
			apply(&mut graph, vec![row(1, controller, vec![])]);
			graph.undo();
			assert_eq!(graph.accounts.len(), 1);
			assert_eq!(graph.accounts.number(&[controller; 32]), None);
		}
	}

	/// Children that are not sealed are found, and counted: a search and a walk pay for them.
	#[test]
	fn links_are_found_and_counted() {
		let mut graph = Graph::new(id(0));
		let to = |parent| vec![Edge { parent, relation: 0 }];
		let mut rows = vec![row(0, 1, vec![]), row(1, 1, vec![])];
		rows.extend((2..20_000).map(|asset| row(asset, 1, to(asset % 2))));
		rows.push(row(20_000, 1, to(2)));
		rows[20_000].head.generation = 2;
		apply(&mut graph, rows);
		assert_eq!(graph.children.sealed(), 0);
		let reader = graph.reader(View::Best);
		let (_, _, _, links) = graph.children.place(1);
		assert_eq!(links, 9_999);
		let ask = |a, b, budget| reader.is_ancestor(a, b, &mut Scratch::new(), budget);
		assert_eq!(ask(0, 20_000, Budget::UNLIMITED), Ok(true));
		assert_eq!(ask(1, 20_000, Budget::UNLIMITED), Ok(false));
		let few =
			reader.descendants(&[1], &Default::default(), &mut Scratch::new(), Budget::assets(100));
		assert_eq!(few.map(|found| found.cut), Ok(Some(Stop::Assets)));
	}
}
