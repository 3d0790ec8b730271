// The lineage methods over a client's raw requests.
//
// Ids go out as decimal strings, since a JSON number above 2^53 would be rounded on the way, and come in as `bigint`.
import * as read from './answers.js';
import { currency, filter, id, whole } from './questions.js';

export { ERRORS } from './errors.js';

/**
 * The methods of a node.
 *
 * `client` is a PolkadotClient of polkadot-api, or any function that takes a method and its parameters and gives the
 * promise of the result; a function cannot subscribe.
 */
export function lineageRpc(client) {
	const request = typeof client === 'function' ? client : (method, params) => client._request(method, params);
	const ask = async (method, decode, ...params) => decode(await request(`lineage_${method}`, trimmed(params)));
	const list = (method, of, options = {}) =>
		ask(method, read.list, of, filter(options), options.cursor, options.limit, options.view);

	const lists = {
		ancestors: async (asset, options) => list('ancestors', id(asset), options),
		descendants: async (asset, options) => list('descendants', id(asset), options),
		byAccount: async (account, options) => list('byAccount', account, options),
		usage: async (account, options) => list('usage', account, options),
	};

	return {
		...lists,
		pages: Object.fromEntries(
			Object.entries(lists).map(([name, page]) => [name, (of, options) => pages(page, of, options)]),
		),
		asset: async (asset, at) => ask('asset', read.asset, id(asset), at),
		isAncestor: async (ancestor, descendant, { view } = {}) =>
			ask('isAncestor', read.ancestry, id(ancestor), id(descendant), view),
		path: async (ancestor, descendant, { relations, view } = {}) =>
			ask('path', read.path, id(ancestor), id(descendant), relations, view),
		byCommitment: async (commitment, { from, view } = {}) =>
			ask('byCommitment', read.assets, commitment, from == null ? null : id(from), view),
		standing: async (asset, { view } = {}) => ask('standing', read.standing, id(asset), view),
		flow: async (asset, of, amount, at) =>
			ask('flow', read.flow, id(asset), currency(of), whole(amount, 'an amount'), at),
		proof: async (asset, { ancestor, relations } = {}) =>
			ask('proof', read.proof, id(asset), ancestor == null ? null : id(ancestor), relations),
		syncState: async () => ask('syncState', read.syncState),
		subscribeStanding: (assets, listener, failed) =>
			subscribe(client, 'Standing', [assets.map(id)], read.standing, listener, failed),
		subscribeUsage: (account, listener, failed) =>
			subscribe(client, 'Usage', [account], read.usageChange, listener, failed),
	};
}

/** Calls `listener` with each message; gives the function that ends it. */
function subscribe(client, name, params, decode, listener, failed = raise) {
	const messages = client._subscribe(`lineage_subscribe${name}`, `lineage_unsubscribe${name}`, params);
	const subscription = messages.subscribe({ next: (message) => listener(decode(message)), error: failed });
	return () => subscription.unsubscribe();
}

function raise(error) {
	throw error;
}

/** Every page of a list, one after the other, each asked for when it is wanted. */
async function* pages(page, of, options) {
	let cursor = options?.cursor;
	do {
		const answer = await page(of, { ...options, cursor });
		yield answer;
		cursor = answer.nextCursor;
	} while (cursor != null);
}

/** Without those at the end that were not given; null in the place of the others. */
function trimmed(params) {
	const given = params.map((param) => param ?? null);
	const last = given.findLastIndex((param) => param !== null);
	return given.slice(0, last + 1);
}
