//! The rules of the graph: which edges are valid, and what a child inherits from its parents.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};

use animechain_primitives::{
	behaviour::{Admission, EdgePermission, EdgeRequest},
	consent::Denial,
	digest::{lineage_digest, record_digest},
	AssetId, Authority, Contents, Edge, Head, Marks, Relation, Terms,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::Get},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{DispatchError, Permill},
};

use crate::{types::*, Config, Error, Heads, Pallet};

type TermsOf<T> = Terms<BlockNumberFor<T>>;

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

	/// The head of a new asset, if every parent exists and lets it be made: one read per parent, and what
	/// its permission reads.
	pub(crate) fn new_head(id: AssetId, record: &RecordOf<T>) -> Result<HeadOf<T>, DispatchError> {
		let head = Self::derive_head(id, record, |edge, parent, inherits| {
			Self::check_edge(record, edge, parent, inherits)
		})?;
		let intent = record.declaration.intent;
		ensure!(head.terms.allow(intent), Error::<T>::IntentExceedsTerms);
		T::Admission::admit(head.kind, &head.composition)?;
		Ok(head)
	}

	/// The head that follows from a record and what its authorities granted, without asking again what
	/// only registration could check.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub(crate) fn implied_head(
		id: AssetId,
		record: &RecordOf<T>,
	) -> Result<HeadOf<T>, DispatchError> {
		Self::derive_head(id, record, |edge, parent, _| match edge.authority {
			Authority::Control => Ok(parent.terms),
			authority => T::Permission::granted(authority, edge.parent)
				.map(|granted| granted.meet(parent.terms))
				.ok_or(DispatchError::Unavailable),
		})
	}

	/// `granted` says which terms an edge brings, given the parent's head and whether the child inherits
	/// through the edge.
	fn derive_head(
		id: AssetId,
		record: &RecordOf<T>,
		granted: impl Fn(&Edge, &HeadOf<T>, bool) -> Result<TermsOf<T>, DispatchError>,
	) -> Result<HeadOf<T>, DispatchError> {
		let inheriting: BTreeSet<_> =
			record.inheriting_edges().map(|edge| (edge.parent, edge.relation)).collect();
		let sources = record.sources();
		let mut parents: BTreeMap<AssetId, HeadOf<T>> = BTreeMap::new();
		let mut terms = Terms::UNRESTRICTED;
		let mut composition = record.own_items();
		let mut generation = 0_u32;
		let mut digests = Vec::with_capacity(record.edges.len());
		for edge in &record.edges {
			let new = !parents.contains_key(&edge.parent);
			if new {
				let head = Heads::<T>::get(edge.parent).ok_or(Error::<T>::UnknownParent)?;
				parents.insert(edge.parent, head);
			}
			let Some(parent) = parents.get(&edge.parent) else { continue };
			let inherits = inheriting.contains(&(edge.parent, edge.relation));
			let granted = granted(edge, parent, inherits)?;
			if inherits {
				terms = terms.meet(granted);
			}
			if new && sources.contains(&edge.parent) {
				composition =
					composition.checked_add(parent.composition).ok_or(Error::<T>::TooManyItems)?;
			}
			let above = parent.generation.checked_add(1).ok_or(Error::<T>::Exhausted)?;
			generation = generation.max(above);
			digests.push(parent.digest);
		}
		Ok(Head {
			kind: record.kind,
			controller: record.registrant.clone(),
			marks: Marks::NONE,
			affected_by: None,
			terms,
			composition,
			excluded: Default::default(),
			generation,
			standing_changes: 0,
			control_changes: 0,
			digest: lineage_digest(id, record_digest(record), &digests),
		})
	}

	/// Whether `child` may have `edge` to `parent` now, and the terms that it brings.
	fn check_edge(
		child: &RecordOf<T>,
		edge: &Edge,
		parent: &HeadOf<T>,
		inherits: bool,
	) -> Result<TermsOf<T>, DispatchError> {
		ensure!(edge.relation.joins(child.kind, parent.kind), Error::<T>::RelationNotAllowed);
		let now = frame_system::Pallet::<T>::block_number();
		if inherits {
			match parent.refusal(now) {
				None => {},
				Some(Denial::Affected(_)) => return Err(Error::<T>::ParentAffected.into()),
				Some(_) => return Err(Error::<T>::ParentNotClear.into()),
			}
		}
		let intent = child.declaration.intent;
		let purposes = edge.relation.purposes(intent).ok_or(Error::<T>::TrainingNotDeclared)?;
		let terms = match edge.authority {
			Authority::Control => {
				ensure!(parent.controller == child.registrant, Error::<T>::ParentNotControlled);
				parent.terms
			},
			// A new version of an asset is its controller's to name.
			_ if edge.relation == Relation::VersionOf => {
				return Err(Error::<T>::ParentNotControlled.into())
			},
			authority => T::Permission::exercise(&EdgeRequest {
				registrant: &child.registrant,
				parent: edge.parent,
				authority,
				purposes,
				commercial: intent.commercial,
				share: edge.share,
			})?
			.meet(parent.terms),
		};
		ensure!(!inherits || terms.purposes.is_superset(purposes), Error::<T>::PurposeNotPermitted);
		ensure!(
			!inherits || terms.commercial || !intent.commercial,
			Error::<T>::CommercialUseNotPermitted
		);
		Ok(terms)
	}
}
