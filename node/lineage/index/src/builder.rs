//! A graph from all rows of a state.

use crate::{
	check,
	graph::Graph,
	types::{ApplyError, BlockId, Row},
};

/// Takes the rows of every asset at a final block, in the order of their ids.
pub struct Builder {
	graph: Graph,
}

impl Builder {
	/// Starts at asset 0, of the state at `block`.
	pub fn new(block: BlockId) -> Self {
		Self { graph: Graph::new(block) }
	}

	/// The block.
	pub fn block(&self) -> BlockId {
		self.graph.finalised()
	}

	/// Number of rows so far, which is the id of the next one.
	pub fn len(&self) -> u32 {
		self.graph.len()
	}

	/// Whether there are none.
	pub fn is_empty(&self) -> bool {
		self.len() == 0
	}

	/// Takes the next row.
	pub fn push(&mut self, row: &Row) -> Result<(), ApplyError> {
		check::next_row(&self.graph, row)?;
		self.graph.append(row, false);
		Ok(())
	}

	/// The graph, with nothing to undo.
	pub fn finish(mut self) -> Graph {
		self.graph.shrink();
		self.graph.finish();
		self.graph
	}
}
