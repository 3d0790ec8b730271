//! The digests that fix an ancestry: those of `animechain-primitives`.

use alloc::vec::Vec;

use codec::Encode;
pub use sp_crypto_hashing::blake2_256;

use crate::rows::{AssetId, Record};

/// 32 bytes of Blake2b.
pub type Digest = [u8; 32];

const LINEAGE_TAG: u8 = 0x02;
const RECORD_TAG: u8 = 0x04;

/// `H(0x02 ‖ id ‖ H(0x04 ‖ record) ‖ parents' digests)`, with the digests in the order of the edges.
pub fn lineage_digest(id: AssetId, record: &Record, parents: &[Digest]) -> Digest {
	let record = blake2_256(&(RECORD_TAG, record).encode());
	let mut preimage = Vec::with_capacity(1 + 8 + 32 * (1 + parents.len()));
	(LINEAGE_TAG, id, record).encode_to(&mut preimage);
	for digest in parents {
		preimage.extend_from_slice(digest);
	}
	blake2_256(&preimage)
}
