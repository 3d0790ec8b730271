//! The one hash function and its domain tags.
//!
//! `H` is Blake2b with a 32-byte digest (RFC 7693), a host function in the runtime. Each use starts with
//! its own tag byte, so a hash made for one purpose is never valid for another: without the first two
//! tags, an inner node of a tree could be shown as a leaf (RFC 6962, section 2.1).

use codec::Encode;
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};

/// Tag of a leaf of a Merkle-sum tree.
pub const LEAF_TAG: u8 = 0x00;
/// Tag of an inner node of a Merkle-sum tree.
pub const NODE_TAG: u8 = 0x01;
/// Tag of a lineage digest.
pub const LINEAGE_TAG: u8 = 0x02;
/// Tag of a salted content commitment.
pub const CONTENT_TAG: u8 = 0x03;
/// Tag of an asset's record.
pub const RECORD_TAG: u8 = 0x04;
/// Tag of the stated terms of an offer.
pub const OFFER_TAG: u8 = 0x05;
/// Tag of the key under which content is reserved.
pub const RESERVATION_TAG: u8 = 0x06;
/// Tag of what a contributor signs to take a leaf out.
pub const EXCLUSION_TAG: u8 = 0x07;

/// `H(tag ‖ SCALE(fields))`.
pub(crate) fn tagged(tag: u8, fields: &impl Encode) -> H256 {
	(tag, fields).using_encoded(blake2_256).into()
}
