// Transactions that nobody signs: a general transaction (version 5) with nothing in its extensions.
import { nameOf } from './chain.mjs';
import { until } from './until.mjs';

const INCLUSION_SECONDS = 60;
const BLOCKS_BACK = 50;

/** The bytes of a call as a general transaction. */
export function general(api, call) {
	const payload = { method: call.method };
	return api.createType('GeneralExtrinsic', { payload, transactionExtensionVersion: 0 }, { version: 5 }).toHex();
}

/** Sends a call that nobody signed and waits for the block: `{ block, events, error }` as of `submit`. */
export async function submitUnsigned(api, call) {
	const bytes = general(api, call);
	const sent = (await api.rpc.chain.getHeader()).number.toNumber();
	await api.raw('author_submitExtrinsic', bytes);
	const { block, index } = await until('the transaction in a block', INCLUSION_SECONDS, () => find(api, bytes, sent));
	const records = await (await api.at(block)).query.system.events();
	const events = records
		.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index)
		.map(({ event }) => event);
	const failed = events.find(({ section, method }) => section === 'system' && method === 'ExtrinsicFailed');
	return { block, events, error: failed ? nameOf(api, failed.data.dispatchError) : null };
}

/** Where these bytes are, in the blocks from `first` on. */
async function find(api, bytes, first) {
	const newest = (await api.rpc.chain.getHeader()).number.toNumber();
	for (let number = newest; number >= Math.max(first, newest - BLOCKS_BACK); number -= 1) {
		const block = await api.raw('chain_getBlockHash', number);
		const index = (await api.raw('chain_getBlock', block)).block.extrinsics.indexOf(bytes);
		if (index >= 0) {
			return { block, index };
		}
	}
	return null;
}
