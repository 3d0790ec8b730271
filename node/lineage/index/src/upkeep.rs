//! What is made anew as a graph grows, so that questions stay fast: made beside the graph while readers go on, and
//! put in its place at once.

use crate::{children::Children, commitments::Commitments, graph::Graph, labels::Labels};

/// Fewer links than this are not worth a seal.
const LEAST_LINKS: usize = 4_096;

/// Columns to put in place of those that a graph has, or those that it had.
pub(crate) struct Upkeep {
	commitments: Option<Commitments>,
	children: Option<Children>,
	labels: Option<Labels>,
}

impl Graph {
	/// Makes what it is time to make. It fits the graph as long as no block is applied, undone or made final.
	pub(crate) fn upkeep(&self) -> Option<Upkeep> {
		let assets = self.final_len();
		let commitments = self.commitments.sealed_until(assets);
		let edges = self.parents.offsets[assets as usize] as usize - self.children.sealed();
		let children = (edges >= LEAST_LINKS.max(self.children.sealed() / 8))
			.then(|| self.children.sealed_until(&self.parents, assets));
		let labels = children
			.as_ref()
			.filter(|_| self.labels.are_old(assets))
			.map(|children| Labels::of(&self.parents, children, &self.meta, assets));
		let any = commitments.is_some() || children.is_some();
		any.then_some(Upkeep { commitments, children, labels })
	}

	/// Puts it in place, and returns what was there: freeing it takes time, too.
	pub(crate) fn put(&mut self, mut new: Upkeep) -> Upkeep {
		fn swap<T>(place: &mut T, new: &mut Option<T>) {
			if let Some(new) = new {
				core::mem::swap(place, new);
			}
		}
		swap(&mut self.commitments, &mut new.commitments);
		swap(&mut self.children, &mut new.children);
		swap(&mut self.labels, &mut new.labels);
		new
	}
}
