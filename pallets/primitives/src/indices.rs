//! The numbers of variants are on chain, in signed transactions and in stored rows: they never move.

use codec::Encode;

use crate::{
	lineage::LineageError, merkle_sum::LeafProofError, Authority, Basis, Purpose, Standing,
};

fn in_order<T: Encode>(variants: impl IntoIterator<Item = T>) {
	for (index, variant) in variants.into_iter().enumerate() {
		assert_eq!(variant.encode(), [index as u8]);
	}
}

#[test]
fn indices_never_move() {
	in_order(Basis::ALL);
	in_order(Purpose::ALL);
	in_order([Authority::Control]);
	in_order([
		Standing::Clear,
		Standing::Withdrawn,
		Standing::Expired,
		Standing::Quarantined,
		Standing::Invalidated,
		Standing::Retired,
	]);
	in_order([
		LeafProofError::IndexOutOfRange,
		LeafProofError::TooShort,
		LeafProofError::TooLong,
		LeafProofError::WeightOverflow,
		LeafProofError::WeightMismatch,
		LeafProofError::RootMismatch,
		LeafProofError::UnknownAsset,
		LeafProofError::NotACollection,
	]);
	in_order([
		LineageError::UnknownAsset,
		LineageError::LimitOutOfRange,
		LineageError::InvalidCursor,
		LineageError::TooWide,
	]);
}
