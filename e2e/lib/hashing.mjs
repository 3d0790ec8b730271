// The hashes of Animechain, written from their documentation alone (pallets/primitives/src/hashing.rs,
// commitment.rs, digest.rs) so that chain and tests cannot share a mistake.
//
// H is Blake2b with a 32-byte digest; every use starts with a tag byte of its own.
import { bnToU8a, hexToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';

const LINEAGE_TAG = 0x02;
const CONTENT_TAG = 0x03;
const RECORD_TAG = 0x04;
const RESERVATION_TAG = 0x06;
const EXCLUSION_TAG = 0x07;

/** H(tag ‖ fields): fields are hex strings or bytes. */
export function tagged(tag, ...fields) {
	return blake2AsU8a(u8aConcat([tag], ...fields), 256);
}

/** An unsigned integer as little-endian bytes. */
export function littleEndian(value, bits) {
	return bnToU8a(BigInt(value), { bitLength: bits, isLe: true });
}

/** The commitment to a file: H(0x03 ‖ salt ‖ SHA-256 of the file). */
export function contentCommitment(salt, content) {
	return tagged(CONTENT_TAG, salt, content);
}

/** The key under which content is reserved: H(0x06 ‖ SHA-256 of the file). */
export function reservationKey(content) {
	return tagged(RESERVATION_TAG, content);
}

/** What a contributor signs to take a leaf out: H(0x07 ‖ genesis ‖ asset ‖ leaf ‖ grounds in SCALE). */
export function exclusionMessage(genesis, asset, leaf, grounds) {
	return tagged(EXCLUSION_TAG, genesis, littleEndian(asset, 64), littleEndian(leaf, 32), grounds);
}

/** H(0x04 ‖ the record in SCALE). */
export function recordDigest(encoded) {
	return tagged(RECORD_TAG, encoded);
}

/** H(0x02 ‖ id ‖ record digest ‖ parents' digests in the order of the edges). */
export function lineageDigest(id, hashOfRecord, parentDigests) {
	return tagged(LINEAGE_TAG, littleEndian(id, 64), hashOfRecord, ...parentDigests.map((digest) => hexToU8a(digest)));
}
