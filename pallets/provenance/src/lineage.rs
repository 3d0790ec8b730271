//! The rules of the graph: which edges are valid, and what a child inherits from its parents.

use alloc::{collections::BTreeSet, vec::Vec};

use animechain_primitives::{
	digest::{lineage_digest, record_hash},
	AssetId, AssetKind, Authority, Composition, Contents, Edge, Head, Standing, Terms,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	sp_core::H256,
	sp_runtime::{DispatchError, Permill},
};

use crate::{types::*, Config, Error, Heads, Pallet};

/// What a child takes from its parents, one at a time.
struct Inheritance<BlockNumber> {
	terms: Terms<BlockNumber>,
	composition: Composition,
	generation: u32,
	digests: Vec<H256>,
}

impl<BlockNumber: Ord + Copy> Inheritance<BlockNumber> {
	/// Of an asset without parents that brings `composition` itself.
	fn new(composition: Composition, parents: usize) -> Self {
		let digests = Vec::with_capacity(parents);
		Self { terms: Terms::UNRESTRICTED, composition, generation: 0, digests }
	}

	fn add<T: Config, AccountId>(
		&mut self,
		parent: &Head<AccountId, BlockNumber>,
	) -> Result<(), Error<T>> {
		self.terms = self.terms.meet(parent.terms);
		self.composition =
			self.composition.checked_add(parent.composition).ok_or(Error::<T>::TooManyItems)?;
		let above = parent.generation.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		self.generation = self.generation.max(above);
		self.digests.push(parent.digest);
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// The edges, if there are no more than allowed, no two alike, and their shares fit in the whole.
	pub(crate) fn check_edges(edges: Vec<Edge>) -> Result<EdgesOf<T>, DispatchError> {
		ensure!(edges.len() <= T::MaxEdges::get() as usize, Error::<T>::TooManyEdges);
		let distinct: BTreeSet<_> = edges.iter().map(|edge| (edge.parent, edge.relation)).collect();
		ensure!(distinct.len() == edges.len(), Error::<T>::DuplicateEdge);
		// At most `MaxEdges` times 10^6: within 64 bits.
		let shares: u64 = edges.iter().map(|edge| u64::from(edge.share.deconstruct())).sum();
		ensure!(shares <= u64::from(Permill::one().deconstruct()), Error::<T>::SharesExceedWhole);
		edges.try_into().map_err(|_| Error::<T>::TooManyEdges.into())
	}

	/// Refuses contents that hold nothing.
	pub(crate) fn check_contents(contents: &Contents) -> Result<(), DispatchError> {
		ensure!(contents.leaves > 0, Error::<T>::EmptyCollection);
		ensure!(contents.weight > 0, Error::<T>::ZeroWeight);
		ensure!(contents.contributors_share <= Permill::one(), Error::<T>::SharesExceedWhole);
		Ok(())
	}

	/// The head of a new asset, if every parent exists and lets it be made. One read per parent.
	pub(crate) fn new_head(id: AssetId, record: &RecordOf<T>) -> Result<HeadOf<T>, DispatchError> {
		Self::derive_head(id, record, Self::check_edge)
	}

	/// The head that follows from a record, without asking again what only registration could check.
	#[cfg(any(feature = "try-runtime", test))]
	pub(crate) fn implied_head(
		id: AssetId,
		record: &RecordOf<T>,
	) -> Result<HeadOf<T>, DispatchError> {
		Self::derive_head(id, record, |_, _, _| Ok(()))
	}

	fn derive_head(
		id: AssetId,
		record: &RecordOf<T>,
		check: impl Fn(&RecordOf<T>, &Edge, &HeadOf<T>) -> Result<(), Error<T>>,
	) -> Result<HeadOf<T>, DispatchError> {
		let mut inherited = Inheritance::new(own_items::<T>(record), record.edges.len());
		for edge in &record.edges {
			let parent = Heads::<T>::get(edge.parent).ok_or(Error::<T>::UnknownParent)?;
			check(record, edge, &parent)?;
			inherited.add::<T, _>(&parent)?;
		}
		Ok(Head {
			kind: record.kind,
			controller: record.registrant.clone(),
			standing: Standing::Clear,
			terms: inherited.terms,
			composition: inherited.composition,
			generation: inherited.generation,
			digest: lineage_digest(id, record_hash(record), &inherited.digests),
		})
	}

	/// Whether `child` may have `edge` to `parent` now.
	fn check_edge(child: &RecordOf<T>, edge: &Edge, parent: &HeadOf<T>) -> Result<(), Error<T>> {
		ensure!(edge.relation.joins(child.kind, parent.kind), Error::<T>::RelationNotAllowed);
		ensure!(parent.standing.is_clear(), Error::<T>::ParentNotClear);
		match edge.authority {
			Authority::Control => {
				ensure!(parent.controller == child.registrant, Error::<T>::ParentNotControlled);
			},
		}
		Ok(())
	}
}

/// The items that an asset brings itself: the works of a collection, a single work, a model from outside.
/// Datasets, models and outputs that come from something inherit instead, or they would count their sources
/// and themselves.
fn own_items<T: Config>(record: &RecordOf<T>) -> Composition {
	let items = match record.kind {
		AssetKind::Work => record.contents.map_or(1, |contents| contents.leaves.into()),
		AssetKind::Model if record.edges.is_empty() => 1,
		AssetKind::Dataset | AssetKind::Model | AssetKind::Output => 0,
	};
	Composition::of(record.declaration.basis, items)
}
