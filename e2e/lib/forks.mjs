// Blocks on top of any other, and transactions that are valid on one branch alone.
import { until } from './until.mjs';

const SLOT_SECONDS = 60;
const PERIOD = 64;
const POOL_SECONDS = 20;

/** Makes a block on top of `parent`, or of the best one; not final. Returns its digest. */
export async function build(api, parent = null) {
	const { hash } = await api.raw('engine_createBlock', true, false, parent);
	return hash;
}

/**
 * `count` blocks on top of the same one. Blocks of the same content in the same slot would be the same block, so this
 * waits for the clock: do it while the chain's time is not ahead of it.
 */
export async function branches(api, parent, count) {
	const made = [await build(api, parent)];
	while (made.length < count) {
		const next = await until('another block on the same parent', SLOT_SECONDS, async () => {
			const block = await build(api, parent).catch(() => null);
			return block !== null && !made.includes(block) && block;
		});
		made.push(next);
	}
	return made;
}

export function finalise(api, block) {
	return api.raw('engine_finalizeBlock', block);
}

/** Sends a call that is valid only where `block` is behind: its signer names that block. */
export async function sendOn(api, block, call, signer) {
	const then = await api.at(block);
	const { nonce } = await then.query.system.account(signer.address);
	const current = (await then.query.system.number()).toNumber();
	const era = api.createType('ExtrinsicEra', { current, period: PERIOD });
	const signed = await call.signAsync(signer, { era, blockHash: block, nonce });
	// The pool looks at a block a moment after the block is there. Before that it cannot know when this begins to hold.
	return until('the block in the pool', POOL_SECONDS, () =>
		api.raw('author_submitExtrinsic', signed.toHex()).catch((error) => {
			if (!/ancient birth block/.test(error.message)) {
				throw error;
			}
		}),
	);
}
