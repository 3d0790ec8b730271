//! Leaves that left their collection.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::sp_core::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::{
	hashing::{tagged, EXCLUSION_TAG},
	ids::{AssetId, LeafIndex},
	standing::Grounds,
};

/// When and why a leaf left its collection. It never comes back.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Exclusion<BlockNumber> {
	/// In which block.
	pub at: BlockNumber,
	/// Why.
	pub grounds: Grounds,
}

/// What was taken out of a collection so far.
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
pub struct Excluded {
	/// The number of leaves.
	pub leaves: u32,
	/// The sum of their weights.
	pub weight: u64,
}

/// Leaves per page of [`LeafPage`].
pub const LEAVES_PER_PAGE: u32 = 4_096;

/// Which of 4,096 leaves were taken out: bit `i % 8` of byte `i / 8` stands for leaf `i` of the page.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LeafPage([u8; (LEAVES_PER_PAGE / 8) as usize]);

impl Default for LeafPage {
	fn default() -> Self {
		Self([0; (LEAVES_PER_PAGE / 8) as usize])
	}
}

impl LeafPage {
	/// The page of a leaf.
	pub const fn number(leaf: LeafIndex) -> u32 {
		leaf / LEAVES_PER_PAGE
	}

	fn place(leaf: LeafIndex) -> (usize, u8) {
		let within = leaf % LEAVES_PER_PAGE;
		((within / 8) as usize, 1 << (within % 8))
	}

	/// Whether a leaf of this page was taken out.
	pub fn contains(&self, leaf: LeafIndex) -> bool {
		let (byte, bit) = Self::place(leaf);
		self.0.get(byte).is_some_and(|byte| byte & bit != 0)
	}

	/// Takes a leaf of this page out.
	pub fn insert(&mut self, leaf: LeafIndex) {
		let (byte, bit) = Self::place(leaf);
		if let Some(byte) = self.0.get_mut(byte) {
			*byte |= bit;
		}
	}

	/// The number of leaves that were taken out.
	pub fn count(&self) -> u32 {
		self.0.iter().map(|byte| byte.count_ones()).sum()
	}
}

/// `H(0x07 ‖ genesis ‖ asset ‖ leaf ‖ SCALE(grounds))`: what a contributor without an account on the chain with
/// this genesis block signs to take a leaf out. A leaf leaves once and for good, so nothing is gained by sending it
/// again.
pub fn exclusion_message(
	genesis: &impl Encode,
	asset: AssetId,
	leaf: LeafIndex,
	grounds: &Grounds,
) -> H256 {
	tagged(EXCLUSION_TAG, &(genesis, asset, leaf, grounds))
}
