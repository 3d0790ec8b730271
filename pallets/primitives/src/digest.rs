//! The lineage digest: one hash that fixes a whole ancestry.
//!
//! `digest = H(0x02 ‖ id ‖ H(0x04 ‖ record) ‖ parents' digests)`, with the id as 8 bytes in little-endian
//! order, the record in SCALE and the parents in the order of the record's edges. The record names its
//! edges, so the number of digests is fixed by the preimage of the record digest. Lineage is therefore a
//! Merkle DAG: a state proof of one head and the preimages prove everything above it.

use alloc::vec::Vec;

use codec::Encode;
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};

use crate::{
	hashing::{tagged, LINEAGE_TAG, RECORD_TAG},
	ids::AssetId,
};

/// `H(0x04 ‖ SCALE(record))`.
pub fn record_digest(record: &impl Encode) -> H256 {
	tagged(RECORD_TAG, record)
}

/// `H(0x02 ‖ id ‖ record digest ‖ parents' digests)`.
pub fn lineage_digest<'a>(
	id: AssetId,
	record_digest: H256,
	parents: impl IntoIterator<Item = &'a H256>,
) -> H256 {
	let mut preimage = Vec::with_capacity(1 + 8 + 32);
	(LINEAGE_TAG, id, record_digest).encode_to(&mut preimage);
	for digest in parents {
		preimage.extend_from_slice(digest.as_bytes());
	}
	blake2_256(&preimage).into()
}

#[cfg(test)]
mod vectors;
