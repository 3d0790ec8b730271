//! The numbers of variants are on chain, in signed transactions and in stored rows: they never move.

use codec::Encode;

use crate::{
	consent::{Answer, Audience, Denial, ListError},
	lineage::LineageError,
	merkle_sum::LeafProofError,
	Authority, Basis, Mark, Purpose, Reason, Standing,
};

fn in_order<T: Encode>(variants: impl IntoIterator<Item = T>) {
	for (index, variant) in variants.into_iter().enumerate() {
		assert_eq!(variant.encode(), [index as u8]);
	}
}

fn first_bytes<T: Encode>(variants: impl IntoIterator<Item = T>) {
	for (index, variant) in variants.into_iter().enumerate() {
		assert_eq!(variant.encode().first(), Some(&(index as u8)));
	}
}

#[test]
fn indices_never_move() {
	in_order(Basis::ALL);
	in_order(Purpose::ALL);
	in_order(Mark::ALL);
	in_order(Reason::ALL);
	first_bytes([Authority::Control, Authority::Offer(0), Authority::Licence(0)]);
	first_bytes([Audience::Anyone, Audience::Only(0_u8)]);
	first_bytes([
		Denial::UnknownAsset,
		Denial::NotClear(Standing::Clear),
		Denial::Affected(0),
		Denial::TermsForbid,
		Denial::NotOffered,
		Denial::LicenceNeeded(0),
		Denial::QuotaExhausted,
		Denial::UnknownLeaf,
		Denial::LeafExcluded,
		Denial::NoPurpose,
		Denial::FutureBlock,
	]);
	first_bytes([Answer::Permitted(Authority::Control), Answer::Denied(Denial::UnknownAsset)]);
	in_order([ListError::LimitOutOfRange, ListError::InvalidCursor, ListError::TooManyKeys]);
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
