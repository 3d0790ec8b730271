//! Whether an asset may still be built upon.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The standing of an asset. What was built before a loss of standing keeps its record.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
	/// Nothing stands against it.
	#[default]
	#[codec(index = 0)]
	Clear,
	/// Withdrawn by its controller.
	#[codec(index = 1)]
	Withdrawn,
	/// Its terms ran out.
	#[codec(index = 2)]
	Expired,
	/// Set aside by review until a decision.
	#[codec(index = 3)]
	Quarantined,
	/// Found never to have been valid.
	#[codec(index = 4)]
	Invalidated,
	/// Closed by its controller: no new children, for good.
	#[codec(index = 5)]
	Retired,
}

impl Standing {
	/// Whether new children may name the asset as a parent.
	pub const fn is_clear(self) -> bool {
		matches!(self, Self::Clear)
	}
}
