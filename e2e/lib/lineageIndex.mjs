// What the index says, past all decoding, once it has reached a block.
import { until } from './until.mjs';

const REACH_SECONDS = 60;

/** Most rows in a page. */
export const MOST = 1_024;

/** Waits until the index is at this block or beyond it, and says how far it is. */
export async function reached(api, hash) {
	const wanted = (await api.rpc.chain.getHeader(hash)).number.toNumber();
	return until(`the index at block ${wanted}`, REACH_SECONDS, async () => {
		const state = await api.raw('lineage_syncState');
		return state.at !== null && Number(state.at.number) >= wanted && state;
	});
}

/** Waits until the index is in step with the best block. */
export async function inStep(api) {
	return until('an index in step', REACH_SECONDS, async () => {
		const state = await api.raw('lineage_syncState');
		return state.phase === 'inStep' && state.at.hash === (await api.raw('chain_getBlockHash')) && state;
	});
}

/** Every page of a list. */
export async function pages(api, method, of, { filter = null, limit = MOST, view = 'best' } = {}) {
	const answers = [];
	let cursor = null;
	do {
		const page = await api.raw(`lineage_${method}`, of.toString(), filter, cursor, limit, view);
		answers.push(page);
		cursor = page.nextCursor;
	} while (cursor !== null);
	return answers;
}

/** Every row of a list. */
export async function list(api, method, of, options) {
	return (await pages(api, method, of, options)).flatMap(({ rows }) => rows);
}
