// A few dozen assets of every kind over every relation, grown the same way for the same seed.
import { declaration, edge, eventOf } from './chain.mjs';

/** Numbers that look random, from 0 on and below 1. */
export function dice(seed) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** What each kind may depend on, and how: the first relation is the one that it cannot do without. */
const RULES = {
	Work: [['DerivedFrom', ['Work', 'Output']], ['ConditionedOn', ['Work', 'Output']], ['VersionOf', ['Work']]],
	Dataset: [['Includes', ['Work', 'Output', 'Dataset']], ['VersionOf', ['Dataset']]],
	Model: [
		['TrainedOn', ['Dataset', 'Work']],
		...['FineTunedFrom', 'AdapterOf', 'MergedFrom', 'DistilledFrom', 'VersionOf'].map((name) => [name, ['Model']]),
	],
	Output: [
		['GeneratedBy', ['Model']],
		['ConditionedOn', ['Work', 'Output']],
		['DerivedFrom', ['Work', 'Output']],
		['VersionOf', ['Output']],
	],
};

const SOURCES = 6;
const MOST_EDGES = 5;
/** In parts per million: all edges of an asset together are less than the whole. */
const MOST_SHARE = 150_000;

/** The kinds and the edges of `count` assets whose first id is `first`. */
function grow(first, count, roll) {
	const pick = (list) => list[Math.floor(roll() * list.length)];
	const grown = [];
	for (let index = 0; index < count; index += 1) {
		// One of each kind after the sources, so that there is something to depend on; then as it comes.
		const kinds = ['Dataset', 'Model', 'Output'];
		const kind = index < SOURCES ? 'Work' : (kinds[index - SOURCES] ?? pick(Object.keys(RULES)));
		const edges = new Map();
		for (let wish = 0; index >= SOURCES && wish < 1 + roll() * MOST_EDGES; wish += 1) {
			const [relation, parents] = wish === 0 ? RULES[kind][0] : pick(RULES[kind]);
			const known = grown.flatMap((asset, place) => (parents.includes(asset.kind) ? [first + BigInt(place)] : []));
			if (known.length > 0) {
				const parent = pick(known);
				edges.set(`${parent} ${relation}`, edge(parent, relation, Math.floor(roll() * MOST_SHARE)));
			}
		}
		grown.push({ kind, edges: [...edges.values()] });
	}
	return grown;
}

const CALLS = {
	Work: ({ registerWork }, declared, edges) => registerWork(declared, edges),
	Dataset: ({ composeDataset }, declared, edges) => composeDataset(declared, edges),
	Model: ({ registerModel }, declared, edges) => registerModel(declared, edges),
	Output: ({ registerOutput }, declared, edges) => registerOutput({ ...declared, basis: 'Synthetic' }, null, edges),
};

/** The calls that register `count` assets whose first id will be `first`. */
export function forest(api, first, count, seed = 1) {
	const call = ({ kind, edges }, index) => CALLS[kind](api.tx.provenance, declaration(`forest ${seed} ${index}`), edges);
	return grow(first, count, dice(seed)).map(call);
}

/** Registers `count` assets in one transaction and returns their ids as numbers, with the block. */
export async function plant(api, count, signer, seed) {
	const first = (await api.call.lineageApi.nextAssetId()).toBigInt();
	const batch = api.tx.utility.batchAll(forest(api, first, count, seed));
	const { block } = await eventOf(api, batch, signer, 'utility', 'BatchCompleted');
	return { block, ids: Array.from({ length: count }, (_, index) => Number(first) + index) };
}
