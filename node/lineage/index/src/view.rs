//! Two views of one graph: at the best block, and at the last final one.

use roaring::RoaringBitmap;

use crate::{
	columns::{id, relation, Meta},
	graph::Graph,
	standing::Standing,
	types::{Account, BlockId, Commitment, Kind},
	undo::Mutable,
};

/// Which block to read at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
	/// The best block.
	Best,
	/// The last final block.
	Finalised,
}

/// What the index knows about an asset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
	/// Its identity.
	pub id: u32,
	/// What it is.
	pub kind: Kind,
	/// What stands against it: bit 0 withdrawn, 1 retired, 2 quarantined, 3 invalidated.
	pub marks: u8,
	/// Who may act for it.
	pub controller: Account,
	/// The ancestor that the chain names as the one that affects it.
	pub affected_by: Option<u32>,
	/// The live weight of a collection.
	pub weight: u64,
	/// The block from which on its terms have ended.
	pub expires: Option<u32>,
	/// The length of the longest way to an asset without parents, up to 2^24 - 1.
	pub generation: u32,
}

/// An edge between two assets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Step {
	/// The younger asset.
	pub child: u32,
	/// How it depends on the older one, by the index of the relation on chain.
	pub relation: u8,
	/// The older asset.
	pub parent: u32,
}

/// A graph as it is at one block.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
	pub(crate) graph: &'a Graph,
	view: View,
	assets: u32,
}

impl<'a> Reader<'a> {
	pub(crate) fn new(graph: &'a Graph, view: View) -> Self {
		let assets = match view {
			View::Best => graph.len(),
			View::Finalised => graph.final_len(),
		};
		Self { graph, view, assets }
	}

	/// The block that everything read here holds for.
	pub fn block(&self) -> BlockId {
		match self.view {
			View::Best => self.graph.best(),
			View::Finalised => self.graph.finalised(),
		}
	}

	/// Number of assets; their ids are those below.
	pub fn assets(&self) -> u32 {
		self.assets
	}

	pub(crate) fn meta(&self, id: u32) -> Meta {
		self.graph.meta[id as usize]
	}

	/// The columns that may change, if a block since the final one changed them and this is its view.
	#[inline]
	fn settled(&self, id: u32) -> Option<Mutable> {
		if self.view == View::Finalised && self.meta(id).changed() {
			self.graph.log.settled(id)
		} else {
			None
		}
	}

	pub(crate) fn mutable(&self, id: u32) -> Mutable {
		self.settled(id).unwrap_or_else(|| self.graph.mutable(id))
	}

	/// What stands against an asset.
	#[inline]
	pub(crate) fn marks(&self, id: u32) -> u8 {
		self.settled(id).map_or(self.meta(id).marks(), |settled| settled.marks)
	}

	/// The standing of an asset, which must be one of this view, at block `now`.
	#[inline]
	pub(crate) fn standing_of(&self, id: u32, now: u32) -> Standing {
		let expired = self.meta(id).expires()
			&& self.graph.expires.get(&id).is_some_and(|expires| *expires <= now);
		Standing::of(self.marks(id), expired)
	}

	/// The block at which the terms of an asset end, if that is after `now`.
	pub(crate) fn ends_after(&self, id: u32, now: u32) -> Option<u32> {
		let ends = self.meta(id).expires().then(|| self.graph.expires.get(&id)).flatten();
		ends.copied().filter(|ends| *ends > now)
	}

	/// The standing of an asset at block `now`.
	pub fn standing(&self, id: u32, now: u32) -> Option<Standing> {
		(id < self.assets).then(|| self.standing_of(id, now))
	}

	/// What is known about an asset.
	pub fn asset(&self, id: u32) -> Option<Asset> {
		if id >= self.assets {
			return None;
		}
		let (meta, mutable) = (self.meta(id), self.mutable(id));
		Some(Asset {
			id,
			kind: Kind::from_index(meta.kind())?,
			marks: mutable.marks,
			controller: *self.graph.accounts.account(mutable.controller),
			affected_by: mutable.affected_by,
			weight: mutable.weight,
			expires: self.graph.expires.get(&id).copied(),
			generation: meta.generation(),
		})
	}

	/// The edges to the parents of an asset, in the order of the chain; none if there is no such asset.
	pub fn parents(&self, child: u32) -> impl Iterator<Item = Step> + 'a {
		let row = if child < self.assets { self.graph.parents.row(child) } else { &[] };
		row.iter().map(move |edge| Step { child, relation: relation(*edge), parent: id(*edge) })
	}

	/// The edges to the children of an asset, in no order; none if there is no such asset.
	pub fn children(&self, parent: u32) -> impl Iterator<Item = Step> + 'a {
		let assets = self.assets;
		let row = (parent < assets).then(|| self.graph.children.row(parent));
		row.into_iter()
			.flat_map(|(sealed, links)| sealed.iter().copied().chain(links))
			.filter(move |edge| id(*edge) < assets)
			.map(move |edge| Step { child: id(edge), relation: relation(edge), parent })
	}

	/// About how many assets an account controls.
	pub(crate) fn controls(&self, account: &Account) -> u64 {
		let accounts = &self.graph.accounts;
		accounts.number(account).map_or(0, |number| accounts.count(number))
	}

	/// Every asset that an account controls.
	pub fn by_account(&self, account: &Account) -> RoaringBitmap {
		let Some(number) = self.graph.accounts.number(account) else {
			return RoaringBitmap::new();
		};
		let mut assets = self.graph.accounts.assets(number);
		if self.view == View::Finalised {
			assets.remove_range(self.assets..);
			for id in self.graph.log.changed().filter(|id| *id < self.assets) {
				if self.mutable(id).controller == number {
					assets.insert(id);
				} else {
					assets.remove(id);
				}
			}
		}
		assets
	}

	/// Assets from `first` on that may have a commitment, ascending: its first 36 bits are theirs. Whoever
	/// asks compares the whole of it with the chain's.
	pub fn by_commitment(
		&self,
		commitment: &Commitment,
		first: u32,
	) -> impl Iterator<Item = u32> + 'a {
		self.graph.commitments.candidates(commitment, first, self.assets)
	}
}
