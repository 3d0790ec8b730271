//! Lists in parts.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::ids::{AssetId, LicenceId};

/// Why a list is not given.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum ListError {
	/// The limit is 0 or more than [`MAX_ROWS`].
	#[codec(index = 0)]
	LimitOutOfRange,
	/// The cursor does not belong to this list.
	#[codec(index = 1)]
	InvalidCursor,
	/// More keys were asked for than [`MAX_KEYS`].
	#[codec(index = 2)]
	TooManyKeys,
}

/// Most rows that one call examines.
pub const MAX_ROWS: u32 = 256;

/// Most keys that one call looks up.
pub const MAX_KEYS: u32 = 256;

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Page<Row, Cursor> {
	/// The rows.
	pub rows: Vec<Row>,
	/// Where the next part starts; `None` at the end.
	pub next: Option<Cursor>,
}

/// Rows `from` to `from + limit` of a list that is numbered without gaps.
pub fn page<Row>(
	from: u32,
	limit: u32,
	row: impl Fn(u32) -> Option<Row>,
) -> Result<Page<Row, u32>, ListError> {
	if limit == 0 || limit > MAX_ROWS {
		return Err(ListError::LimitOutOfRange);
	}
	let end = from.saturating_add(limit);
	let rows: Vec<_> = (from..end).map_while(&row).collect();
	let next = (rows.len() == limit as usize && row(end).is_some()).then_some(end);
	Ok(Page { rows, next })
}

/// Where a list of an account's licences goes on: the last one that was given.
pub type LicenceCursor = (AssetId, LicenceId);
