// A node to be attacked or measured: which of its assets are the heavy ones, and what somebody else asks it meanwhile.
import { account, commitment } from './chain.mjs';
import { MANY_REST_ON_IT } from './many.mjs';

const SAMPLE = 256;
/** Ancestors of an asset that somebody asks about who wants nothing special. */
const MOST_ANCESTORS = 100;

/** Of a chain made by lib/many.mjs. */
export async function targetOf(api, node) {
	const assets = (await api.call.lineageApi.nextAssetId()).toNumber();
	const found = await api.raw('lineage_byCommitment', commitment(MANY_REST_ON_IT));
	const hub = Number(found.assets[0]?.id ?? 0);
	const ids = Array.from({ length: SAMPLE }, (_, index) => Math.floor((index * assets) / SAMPLE));
	// One after the other: this is no attack yet.
	const totals = [];
	for (const id of ids) {
		totals.push(Number((await api.raw('lineage_ancestors', id, null, null, 1)).total));
	}
	const most = (list) => list.reduce((a, b) => (totals[a] >= totals[b] ? a : b));
	const places = [...ids.keys()];
	const deep = ids[most(places)];
	const common = ids[most(places.filter((place) => totals[place] <= MOST_ANCESTORS))];
	const { address } = account('Alice');
	const questions = [
		['lineage_ancestors', [common, null, null, MOST_ANCESTORS]],
		['lineage_isAncestor', [0, common]],
		['lineage_standing', [common]],
		['lineage_asset', [common]],
		['lineage_path', [0, common]],
		['lineage_descendants', [common, null, null, 10]],
		['system_chain', []],
	];
	const port = Number(new URL(node.url).port);
	return { port, pid: node.pid, assets, hub, deep, account: address, questions };
}
