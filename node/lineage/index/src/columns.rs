//! The fixed-width columns: 12 bytes of every asset besides its two offsets and its number of controller.

/// Largest generation that is told apart; deeper assets share it. Small in unit tests, so that they reach it.
pub(crate) const GENERATION_CAP: u32 = if cfg!(test) { 63 } else { (1 << 24) - 1 };

const KIND: u32 = 0b11;
const MARKS_SHIFT: u32 = 2;
const MARKS: u32 = 0b1111 << MARKS_SHIFT;
const EXPIRES: u32 = 1 << 6;
const CHANGED: u32 = 1 << 7;
const GENERATION_SHIFT: u32 = 8;

/// The packed word of an asset: kind, marks, two flags and generation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meta(pub u32);

impl Meta {
	pub fn new(kind: u8, marks: u8, expires: bool, generation: u32) -> Self {
		let generation = generation.min(GENERATION_CAP) << GENERATION_SHIFT;
		let flag = if expires { EXPIRES } else { 0 };
		Self(u32::from(kind) | u32::from(marks) << MARKS_SHIFT | flag | generation)
	}

	#[inline]
	pub fn kind(self) -> u8 {
		(self.0 & KIND) as u8
	}

	#[inline]
	pub fn marks(self) -> u8 {
		((self.0 & MARKS) >> MARKS_SHIFT) as u8
	}

	#[inline]
	pub fn generation(self) -> u32 {
		self.0 >> GENERATION_SHIFT
	}

	/// Whether it has a row among those that expire.
	#[inline]
	pub fn expires(self) -> bool {
		self.0 & EXPIRES != 0
	}

	/// Whether a block that is not final changed it.
	#[inline]
	pub fn changed(self) -> bool {
		self.0 & CHANGED != 0
	}

	pub fn set_marks(&mut self, marks: u8) {
		self.0 = self.0 & !MARKS | u32::from(marks) << MARKS_SHIFT;
	}

	pub fn set_changed(&mut self, changed: bool) {
		self.0 = self.0 & !CHANGED | if changed { CHANGED } else { 0 };
	}
}

/// Appends, growing by a sixteenth: doubling would leave half of a large column empty.
#[inline]
pub(crate) fn push<T>(column: &mut Vec<T>, value: T) {
	push_with_room(column, value, 16);
}

/// Appends, growing by one part in `parts`: the fewer, the less is copied and the more is empty.
#[inline]
pub(crate) fn push_with_room<T>(column: &mut Vec<T>, value: T, parts: usize) {
	if column.len() == column.capacity() {
		column.reserve_exact((column.len() / parts).max(64));
	}
	column.push(value);
}

/// Parents of every asset: rows one after the other, an edge in four bytes.
pub(crate) struct Parents {
	/// Where each row begins; one more than there are assets.
	pub offsets: Vec<u32>,
	/// Edges, packed.
	pub edges: Vec<u32>,
}

/// Packs an id and a relation.
#[inline]
pub(crate) fn pack(id: u32, relation: u8) -> u32 {
	id << 4 | u32::from(relation)
}

/// The id in a packed edge.
#[inline]
pub(crate) fn id(edge: u32) -> u32 {
	edge >> 4
}

/// The relation in a packed edge.
#[inline]
pub(crate) fn relation(edge: u32) -> u8 {
	(edge & 0b1111) as u8
}

impl Parents {
	pub fn new() -> Self {
		Self { offsets: vec![0], edges: Vec::new() }
	}

	/// Number of assets.
	#[inline]
	pub fn len(&self) -> u32 {
		(self.offsets.len() - 1) as u32
	}

	#[inline]
	pub fn row(&self, asset: u32) -> &[u32] {
		let at = asset as usize;
		&self.edges[self.offsets[at] as usize..self.offsets[at + 1] as usize]
	}

	/// Where the row of an asset begins and ends.
	#[inline]
	pub fn place(&self, asset: u32) -> (u32, u32) {
		(self.offsets[asset as usize], self.offsets[asset as usize + 1])
	}

	/// Ends the row whose edges were pushed.
	pub fn close_row(&mut self) {
		let end = self.edges.len() as u32;
		push(&mut self.offsets, end);
	}

	/// Drops every asset from `assets` on.
	pub fn truncate(&mut self, assets: u32) {
		self.offsets.truncate(assets as usize + 1);
		self.edges.truncate(self.offsets[assets as usize] as usize);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn meta_keeps_its_fields_apart() {
		for kind in 0..4 {
			for marks in 0..16 {
				let mut meta = Meta::new(kind, marks, marks % 2 == 0, u32::from(kind) + 7);
				meta.set_changed(true);
				meta.set_marks(15 - marks);
				assert_eq!((meta.kind(), meta.marks()), (kind, 15 - marks));
				assert_eq!(meta.expires(), marks % 2 == 0);
				assert_eq!(meta.generation(), u32::from(kind) + 7);
				assert!(meta.changed());
				meta.set_changed(false);
				assert!(!meta.changed());
			}
		}
		assert_eq!(Meta::new(0, 0, false, u32::MAX).generation(), GENERATION_CAP);
	}

	#[test]
	fn columns_do_not_double() {
		let mut column = Vec::new();
		for value in 0..10_000_u32 {
			push(&mut column, value);
		}
		assert!(column.capacity() <= 10_000 + 10_000 / 16 + 64, "{}", column.capacity());
	}
}
