// The Merkle-sum tree of a collection, written from its documentation alone
// (pallets/primitives/src/merkle_sum.rs):
//
//     leaf = H(0x00 ‖ index ‖ commitment ‖ contributor ‖ weight)
//     node = H(0x01 ‖ left ‖ left weight ‖ right ‖ right weight)
//
// Nodes are paired from the left at each level; a last node without a partner moves up unchanged.
import { littleEndian, tagged } from './hashing.mjs';

const LEAF_TAG = 0x00;
const NODE_TAG = 0x01;
const MAX_WEIGHT = (1n << 64n) - 1n;

/** The node of a leaf `{ index, commitment, contributor, weight }`; hashes are hex or bytes. */
export function leafNode({ index, commitment, contributor, weight }) {
	return {
		digest: tagged(LEAF_TAG, littleEndian(index, 32), commitment, contributor, littleEndian(weight, 64)),
		weight: BigInt(weight),
	};
}

function join(left, right) {
	const weight = left.weight + right.weight;
	if (weight > MAX_WEIGHT) {
		throw new RangeError('the weights of a collection leave 64 bits');
	}
	return {
		digest: tagged(NODE_TAG, left.digest, littleEndian(left.weight, 64), right.digest, littleEndian(right.weight, 64)),
		weight,
	};
}

/** Every level of the tree over `leaves`, their nodes first and the root alone last. */
function build(leaves) {
	if (leaves.length === 0) {
		throw new RangeError('a collection has at least one leaf');
	}
	const levels = [leaves.map(leafNode)];
	while (levels.at(-1).length > 1) {
		const below = levels.at(-1);
		const above = [];
		for (let left = 0; left < below.length; left += 2) {
			above.push(left + 1 < below.length ? join(below[left], below[left + 1]) : below[left]);
		}
		levels.push(above);
	}
	return levels;
}

export class MerkleSumTree {
	#levels;

	constructor(leaves) {
		this.#levels = build(leaves);
	}

	/** `{ digest, weight }` of the whole. */
	get root() {
		return this.#levels.at(-1)[0];
	}

	/** The siblings on the way from leaf `index` to the root, the leaf's own first. */
	proof(index) {
		const siblings = [];
		let position = index;
		for (const level of this.#levels) {
			const sibling = level[position ^ 1];
			if (sibling) {
				siblings.push(sibling);
			}
			position >>>= 1;
		}
		return siblings;
	}
}

/** Whether `siblings` prove `leaf` in the collection `{ root, leaves, weight }`. */
export function verifyLeaf({ root, leaves, weight }, leaf, siblings) {
	if (leaf.index >= leaves) {
		return false;
	}
	const open = [...siblings];
	let node = leafNode(leaf);
	for (let position = leaf.index, width = leaves; width > 1; position >>>= 1, width = Math.ceil(width / 2)) {
		if (position % 2 === 0 && position + 1 === width) {
			continue;
		}
		const sibling = open.shift();
		if (!sibling || node.weight + sibling.weight > MAX_WEIGHT) {
			return false;
		}
		node = position % 2 === 1 ? join(sibling, node) : join(node, sibling);
	}
	return open.length === 0 && node.weight === BigInt(weight) && Buffer.compare(node.digest, root) === 0;
}
