// Asks every method of `lineage_*` many times on a large chain, sees that each answer follows from the state, and prints how
// long they took:
//
//     node e2e/tools/everyMethod.mjs DIR [QUESTIONS]
//
// DIR is the base path of a chain of tools/manyAssets.mjs; QUESTIONS, of each method, are 200 if they are not given.
import assert from 'node:assert/strict';

import { account, connect } from '../lib/chain.mjs';
import { dice } from '../lib/forest.mjs';
import { Graph } from '../lib/graph.mjs';
import { inStep, MOST } from '../lib/lineageIndex.mjs';
import { quantile } from '../lib/load.mjs';
import { Node } from '../lib/node.mjs';

const ROWS_AT_ONCE = 4_096;
const SIGNERS = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];
const MARKS = ['withdrawn', 'retired', 'quarantined', 'invalidated'];
const GRAVEST = ['invalidated', 'quarantined', 'withdrawn', 'retired'];
const AMOUNT = '1000000000000';

const word = (variant) => variant.type[0].toLowerCase() + variant.type.slice(1);

/** Every asset as the runtime lists it for an index: enough to work lineage out by hand. */
async function graphOf(api, head) {
	const then = await api.at(head);
	const number = (await then.query.system.number()).toString();
	const count = (await then.call.lineageIndexApi.assets()).toNumber();
	const addresses = new Map();
	const written = (who) => {
		const key = who.toHex();
		addresses.set(key, addresses.get(key) ?? who.toString());
		return addresses.get(key);
	};
	const rows = [];
	while (rows.length < count) {
		const page = await then.call.lineageIndexApi.rows(rows.length, ROWS_AT_ONCE);
		for (const { id, head, birth } of page) {
			const marks = MARKS.filter((_, bit) => head.marks.toNumber() & (1 << bit));
			const { commitment, edges } = birth.unwrap();
			rows.push({
				id: id.toString(),
				kind: word(head.kind),
				controller: written(head.controller),
				standing: GRAVEST.find((mark) => marks.includes(mark)) ?? 'clear',
				marks,
				affectedBy: head.affectedBy.isSome ? head.affectedBy.unwrap().toString() : null,
				generation: head.generation.toNumber(),
				commitment: commitment.toHex(),
				edges: edges.map(([parent, relation]) => ({ parent: parent.toString(), relation: word(relation) })),
			});
		}
	}
	return new Graph({ hash: head, number }, rows);
}

/** For each method a question with random assets, and what is right. */
function questions(graph, roll, finalised) {
	const { at } = graph;
	const any = () => Math.floor(roll() * graph.rows.length);
	const signer = () => account(SIGNERS[Math.floor(roll() * SIGNERS.length)]).address;
	const list = (method) => (of, filter) => {
		const rows = graph[method](of, filter ?? undefined);
		const total = rows.length.toString();
		return ({ nextCursor, ...answer }) => {
			assert.equal(nextCursor === null, rows.length <= MOST);
			assert.deepEqual(answer, { at, listedAt: at, total, rows: rows.slice(0, MOST) });
		};
	};
	const asked = (method, of, filter = null) => [[of, filter, null, MOST], list(method)(of, filter)];
	const path = (above, id) => ({ path: found }) => {
		const distance = graph.distance(above, id);
		assert.equal(found?.length ?? null, distance);
		found?.forEach(({ child, relation, parent }) =>
			assert.ok(graph.rows[child].edges.some((edge) => edge.parent === parent && edge.relation === relation)),
		);
	};
	/** An asset and, half of the time, one above it. */
	const pair = () => {
		const id = any();
		const above = graph.ancestors(id);
		const ancestor = above.length > 0 && roll() < 0.5 ? Number(above[Math.floor(roll() * above.length)].id) : any();
		return [ancestor, id];
	};
	return {
		asset: () => {
			const id = any();
			const { kind, controller, standing, generation, commitment } = graph.rows[id];
			return [[id], ({ asset }) => assert.deepEqual({ ...asset, kind, controller, standing, generation, commitment }, asset)];
		},
		ancestors: () => asked('ancestors', any()),
		'ancestors, filtered': () => asked('ancestors', any(), { kinds: ['work'], relations: ['includes', 'trainedOn'], depth: 4 }),
		descendants: () => asked('descendants', any()),
		'descendants, filtered': () => asked('descendants', any(), { kinds: ['output'], standings: ['clear'] }),
		byAccount: () => asked('byAccount', signer()),
		usage: () => asked('usage', signer()),
		isAncestor: () => {
			const [above, id] = pair();
			return [[above, id], (answer) => assert.deepEqual(answer, { at, isAncestor: graph.distance(above, id) !== null })];
		},
		path: () => {
			const [above, id] = pair();
			return [[above, id], path(above, id)];
		},
		byCommitment: () => {
			const { commitment } = graph.rows[any()];
			const same = graph.rows.filter((row) => row.commitment === commitment).map(({ id }) => id);
			return [[commitment], ({ assets }) => assert.deepEqual(assets.map(({ id }) => id), same)];
		},
		standing: () => {
			const id = any();
			const { causes, ...verdict } = graph.verdict(id);
			const more = causes.length > 64;
			return [[id], (answer) => assert.deepEqual(answer, { at, ...verdict, causes: causes.slice(0, 64), more })];
		},
		flow: () => {
			const id = any();
			return [[id, 'native', AMOUNT], ({ rows }) => assert.deepEqual([rows[0].asset, rows[0].inflow], [id.toString(), AMOUNT])];
		},
		proof: () => {
			const id = any();
			const above = graph.ancestors(id);
			const ancestor = above.length > 0 ? Number(above[Math.floor(roll() * above.length)].id) : null;
			return [
				[id, ancestor],
				(answer) => {
					const { bundle, ...rest } = answer;
					assert.deepEqual(rest, { at: finalised, asset: id.toString(), ancestor: (ancestor ?? id).toString() });
					assert.match(bundle, /^0x([0-9a-f]{2}){100,}$/);
				},
			];
		},
		syncState: () => [[], ({ phase }) => assert.equal(phase, 'inStep')],
	};
}

const [path, most = '200'] = process.argv.slice(2);
if (!path || !/^[1-9]\d*$/.test(most)) {
	console.error('usage: node e2e/tools/everyMethod.mjs DIR [QUESTIONS]');
	process.exit(2);
}
const node = await Node.start(path, [], ['--manual-seal']);
try {
	const api = await connect(node.url);
	const { at, finalized } = await inStep(api);
	const graph = await graphOf(api, at.hash);
	const edges = graph.rows.reduce((sum, row) => sum + row.edges.length, 0);
	console.log(`${graph.rows.length} assets, ${edges} edges; ${most} questions of each method, one after the other`);
	const row = (...cells) => console.log(cells.map((text, place) => (place === 0 ? text.padEnd(24) : text.padStart(10))).join(''));
	row('method', 'p50 ms', 'p99 ms', 'most ms', 'bytes');
	const roll = dice(11);
	const tell = (name, times, bytes) =>
		row(name, ...[0.5, 0.99, 1].map((part) => quantile(times, part).toFixed(2)), (bytes / times.length).toFixed(0));
	for (const [name, make] of Object.entries(questions(graph, roll, finalized))) {
		const method = `lineage_${name.split(',')[0]}`;
		const times = [];
		let bytes = 0;
		for (let count = 0; count < Number(most); count += 1) {
			const [params, check] = make();
			const begun = performance.now();
			const answer = await api.raw(method, ...params);
			times.push(performance.now() - begun);
			bytes += JSON.stringify(answer).length;
			check(answer);
		}
		tell(name, times, bytes);
	}
	for (const [name, message, params] of [
		['subscribeStanding', 'standingUpdate', [[graph.rows.length - 1]]],
		['subscribeUsage', 'usageUpdate', [account('Alice').address]],
	]) {
		const times = [];
		let bytes = 0;
		for (let count = 0; count < 20; count += 1) {
			const begun = performance.now();
			const first = await api.firstOf(`lineage_${message}`, `lineage_${name}`, ...params);
			times.push(performance.now() - begun);
			bytes += JSON.stringify(first).length;
			assert.deepEqual(first.at, at);
		}
		tell(name, times, bytes);
	}
	await api.disconnect();
	console.log('every answer is what follows from the state');
} finally {
	await node.stop();
}
