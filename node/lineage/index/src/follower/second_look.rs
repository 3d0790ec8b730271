//! Looking again at what the chain never said has changed.
//!
//! What a block changed is what the chain says of it. A change that it does not tell of would stay unknown for good, through
//! every snapshot. So a few rows are read again after every block, and the index begins anew if one is not as it was.

use super::{Fault, Follower, Source};
use crate::{
	types::{BlockId, Row},
	view::{Reader, View},
};

/// Where the second look goes on, and the block at which it was taken last.
#[derive(Default)]
pub(super) struct SecondLook {
	next: u32,
	at: BlockId,
}

impl<S: Source> Follower<S> {
	/// Reads the next rows again, once for every block at which the index is in step.
	pub(super) fn look_again(&mut self) {
		let (best, rows) = (self.index.best(), self.settings.second_look);
		if rows == 0 || std::mem::replace(&mut self.second_look.at, best) == best {
			return;
		}
		// What cannot be read now is read another time.
		let first = self.second_look.next;
		let Ok(rows) = self.source.rows(&best.hash, first.into(), rows) else { return };
		let looked = self.index.read(View::Best, |reader| {
			let wrong = rows.iter().find(|row| !is_as_known(&reader, row)).map(|row| row.id);
			(wrong, reader.assets())
		});
		let Ok((wrong, assets)) = looked else { return };
		let next = first.saturating_add(rows.len() as u32);
		self.second_look.next = if rows.is_empty() || next >= assets { 0 } else { next };
		if let Some(asset) = wrong {
			self.start_over(Fault::Differs(asset));
		}
	}
}

fn is_as_known(reader: &Reader<'_>, row: &Row) -> bool {
	let known = u32::try_from(row.id).ok().and_then(|id| reader.asset(id));
	let (Some(known), head) = (known, &row.head) else { return false };
	let edges = |row: &Row| {
		row.birth.as_ref().is_none_or(|birth| {
			let told = birth.edges.iter().map(|edge| (edge.parent, edge.relation));
			told.eq(reader.parents(known.id).map(|step| (step.parent.into(), step.relation)))
		})
	};
	known.kind as u8 == head.kind
		&& known.marks == head.marks
		&& known.controller == head.controller
		&& known.affected_by.map(u64::from) == head.affected_by
		&& known.weight == head.weight
		&& known.expires == head.expires
		&& edges(row)
}
