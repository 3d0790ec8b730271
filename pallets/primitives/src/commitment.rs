//! Commitments to content that never goes on chain.
//!
//! A file is named by its SHA-256 digest, the hash that Content Credentials bind to and every system can
//! compute (`sha256sum`). What goes on chain is that digest hashed again with a random salt: who does not
//! have the salt cannot test a guess, and once the salt is destroyed nobody can link the record to the
//! file any more.

use crate::{
	hashing::{tagged, CONTENT_TAG, RESERVATION_TAG},
	ids::Commitment,
};

/// A random value that hides a content digest inside its commitment.
pub type Salt = [u8; 32];

/// The SHA-256 digest of a file's bytes.
pub type ContentDigest = [u8; 32];

/// `H(0x03 ‖ salt ‖ content digest)`.
pub fn content_commitment(salt: &Salt, content: &ContentDigest) -> Commitment {
	tagged(CONTENT_TAG, &(salt, content))
}

/// `H(0x06 ‖ content digest)`: the key under which anybody who has a file finds reservations of it.
///
/// Without a salt, for a stranger with the same file must come to the same key. It tells nobody the digest
/// itself, and who does not have the file learns nothing.
pub fn reservation_key(content: &ContentDigest) -> Commitment {
	tagged(RESERVATION_TAG, content)
}
