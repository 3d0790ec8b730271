// A collection of leaves by several hands, with the proofs that their contributors need.
import { account, commitment, contents, declaration, register } from './chain.mjs';
import { MerkleSumTree } from './merkleSum.mjs';

/** Accounts that the chain has not seen. */
export function strangers(label, count) {
	return Array.from({ length: count }, (_, index) => account(`${label} ${index}`));
}

export class Collection {
	#tree;

	/** Of leaves by `contributors`, with these weights. */
	constructor(label, contributors, weights) {
		this.label = label;
		this.contributors = contributors;
		this.leaves = contributors.map(({ publicKey }, index) => ({
			index,
			commitment: commitment(`${label} ${index}`),
			contributor: publicKey,
			weight: BigInt(weights[index]),
		}));
		this.#tree = new MerkleSumTree(this.leaves);
	}

	/** Registers it, with the contributors' share in parts per million, and keeps its id. */
	async register(api, signer, contributorsShare) {
		const call = api.tx.provenance.registerCollection(declaration(this.label), this.contents(contributorsShare), []);
		this.id = (await register(api, call, signer)).id;
		return this.id;
	}

	contents(contributorsShare) {
		return contents(this.#tree, this.leaves.length, contributorsShare);
	}

	proof(index) {
		return { siblings: this.#tree.proof(index) };
	}

	/** The call that lets a contributor have what a leaf earned; `changes` make it a wrong one. */
	claim(api, index, currencies, { asset = this.id, leaf = this.leaves[index], proof = this.proof(index) } = {}) {
		return api.tx.royalty.claimLeaf(asset, leaf, proof, currencies);
	}

	exclude(api, index, grounds) {
		return api.tx.consent.excludeLeaf(this.id, this.leaves[index], this.proof(index), grounds);
	}
}
