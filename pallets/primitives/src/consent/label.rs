//! What an asset is made of, in one word and one number.

use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::sp_runtime::Permill;
use scale_info::TypeInfo;

use crate::composition::Composition;

/// What an asset is, said by the chain from the composition and never by anybody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct OriginLabel {
	/// Its items by basis.
	pub composition: Composition,
	/// The part of them that was opted in, rounded down: the whole only if every single one was.
	pub opt_in: Permill,
	/// The opt-in floor that holds now for new models.
	pub floor: Permill,
}

impl OriginLabel {
	/// Whether every item was opted in.
	pub fn all_opt_in(&self) -> bool {
		self.opt_in == Permill::one()
	}
}
