// Blocks of a chain that makes one when it is told to.
import { nameOf } from './chain.mjs';

/** Makes a block, empty or not, and returns its digest. */
export async function seal(api) {
	const { hash } = await api.raw('engine_createBlock', true, true, null);
	return hash;
}

/** Puts signed calls `[call, signer]` into one block, in this order: the name of each one's error, or null. */
export async function together(api, calls) {
	const nonces = new Map();
	const sent = [];
	for (const [call, signer] of calls) {
		// Counted here: the node's own count follows its pool with a delay.
		const nonce = nonces.get(signer) ?? (await api.query.system.account(signer.address)).nonce.toNumber();
		nonces.set(signer, nonce + 1);
		sent.push((await call.signAndSend(signer, { nonce })).toHex());
	}
	const block = await seal(api);
	const records = await (await api.at(block)).query.system.events();
	const { extrinsics } = (await api.rpc.chain.getBlock(block)).block;
	const places = new Map(extrinsics.map((extrinsic, index) => [extrinsic.hash.toHex(), index]));
	const results = sent.map((digest) => {
		const place = places.get(digest);
		if (place === undefined) {
			throw new Error('a transaction is not in the block');
		}
		const failed = records.find(
			({ phase, event }) =>
				phase.isApplyExtrinsic &&
				phase.asApplyExtrinsic.toNumber() === place &&
				event.section === 'system' &&
				event.method === 'ExtrinsicFailed',
		);
		return failed ? nameOf(api, failed.event.data.dispatchError) : null;
	});
	return { block, results, events: records.map(({ event }) => event) };
}
