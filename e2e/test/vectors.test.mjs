// This folder's own hashes against the test vectors of `animechain-primitives`. Needs no node.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { hexToU8a, u8aToHex } from '@polkadot/util';

import { contentCommitment, lineageDigest, recordDigest, reservationKey } from '../lib/hashing.mjs';
import { leafNode, MerkleSumTree, verifyLeaf } from '../lib/merkleSum.mjs';
import { offerDigest } from '../lib/terms.mjs';

const vectors = JSON.parse(
	readFileSync(new URL('../../pallets/primitives/test-vectors/commitments.json', import.meta.url), 'utf8'),
);

const readNode = ({ digest, weight }) => ({ digest: hexToU8a(digest), weight: BigInt(weight) });

describe('test vectors', () => {
	it('content commitments', () => {
		assert.ok(vectors.contentCommitments.length > 0);
		for (const { salt, content, commitment } of vectors.contentCommitments) {
			assert.equal(u8aToHex(contentCommitment(hexToU8a(salt), hexToU8a(content))), commitment);
		}
	});

	it('record digests', () => {
		assert.ok(vectors.records.length > 0);
		for (const { encoded, digest } of vectors.records) {
			assert.equal(u8aToHex(recordDigest(hexToU8a(encoded))), digest);
		}
	});

	it('reservation keys', () => {
		assert.ok(vectors.reservations.length > 0);
		for (const { content, key } of vectors.reservations) {
			assert.equal(u8aToHex(reservationKey(hexToU8a(content))), key);
		}
	});

	it('digests of stated terms', () => {
		assert.ok(vectors.offers.length > 10);
		for (const { asset, stated, digest } of vectors.offers) {
			assert.equal(u8aToHex(offerDigest(asset, hexToU8a(stated))), digest);
		}
	});

	it('lineage digests', () => {
		assert.ok(vectors.digests.length > 0);
		for (const { id, recordDigest: record, parents, digest } of vectors.digests) {
			assert.equal(u8aToHex(lineageDigest(id, hexToU8a(record), parents)), digest);
		}
	});

	it('trees and the proof of every leaf', () => {
		assert.ok(vectors.trees.length > 0);
		for (const vector of vectors.trees) {
			const leaves = vector.leaves.map(({ commitment, contributor, weight }, index) => ({
				index,
				commitment: hexToU8a(commitment),
				contributor: hexToU8a(contributor),
				weight: BigInt(weight),
			}));
			leaves.forEach((leaf, index) => {
				assert.equal(u8aToHex(leafNode(leaf).digest), vector.leaves[index].digest);
			});
			const tree = new MerkleSumTree(leaves);
			assert.equal(u8aToHex(tree.root.digest), vector.root);
			assert.equal(tree.root.weight, BigInt(vector.weight));

			const contents = { root: tree.root.digest, leaves: leaves.length, weight: tree.root.weight };
			for (const leaf of leaves) {
				const proof = tree.proof(leaf.index);
				assert.deepEqual(proof, vector.proofs[leaf.index].map(readNode));
				assert.ok(verifyLeaf(contents, leaf, proof));
				assert.ok(!verifyLeaf(contents, { ...leaf, weight: leaf.weight + 1n }, proof));
				assert.ok(!verifyLeaf(contents, leaf, [...proof, tree.root]));
			}
		}
	});

	it('weights beyond 64 bits and an empty collection make no tree', () => {
		const leaf = { commitment: new Uint8Array(32), contributor: new Uint8Array(32) };
		const leaves = [0, 1].map((index) => ({ ...leaf, index, weight: 1n << 63n }));
		assert.throws(() => new MerkleSumTree(leaves), RangeError);
		assert.throws(() => new MerkleSumTree([]), RangeError);
	});
});
