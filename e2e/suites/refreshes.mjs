// What happens to an ancestor reaches its descendants by itself: the node sends the refreshes that nobody signs.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { account, connect, declaration, edge, eventOf, register, wealth } from '../lib/chain.mjs';
import { plant } from '../lib/forest.mjs';
import { Graph } from '../lib/graph.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { grounds } from '../lib/terms.mjs';
import { until } from '../lib/until.mjs';

const SECONDS = 60;
const GENERATIONS = 12;
const COUNT = 48;

export default function refreshes() {
	// Blocks pay their author, Alice: what Bob has changes by what he does alone.
	const [alice, bob] = ['Alice', 'Bob'].map((name) => account(name));
	const everyTenth = ['--dev-block-time', '100'];
	// As on a real chain: a development node would forget at once which transactions it has seen.
	const ban = ['--tx-ban-seconds', '1800'];
	let folder;
	let node;
	let api;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, ban, everyTenth, true);
		api = await connect(node.url);
	});

	after(async () => {
		await api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	const heads = (ids) => Promise.all(ids.map((id) => api.call.lineageApi.asset(id)));
	const affectedBy = async (ids) =>
		(await heads(ids)).map((info) => info.unwrap().head.affectedBy.unwrapOr(null)?.toNumber() ?? null);
	const all = (ids, wanted) =>
		until(`affectedBy ${wanted} in ${ids.length} assets`, SECONDS, async () =>
			(await affectedBy(ids)).every((cause) => cause === wanted),
		);

	it('a withdrawal climbs generation after generation, and so does a reinstatement', async () => {
		const { registerWork, withdraw, reinstate } = api.tx.provenance;
		const line = [Number((await register(api, registerWork(declaration('the source'), []), bob)).id)];
		while (line.length < GENERATIONS) {
			const call = registerWork(declaration('derived'), [edge(line.at(-1), 'DerivedFrom')]);
			line.push(Number((await register(api, call, bob)).id));
		}
		const [source, ...derived] = line;
		for (const time of ['the first time', 'and again']) {
			await eventOf(api, withdraw(source, grounds()), bob, 'provenance', 'StandingChanged');
			const kept = await wealth(api, bob);
			await all(derived, source);
			assert.equal(await wealth(api, bob), kept, `nobody pays for it, ${time}`);
			await eventOf(api, reinstate(source, grounds('Mistake')), bob, 'provenance', 'StandingChanged');
			await all(derived, null);
		}
	});

	it('every descendant of a forest, and nobody else', async () => {
		const { ids, block } = await plant(api, COUNT, alice, 21);
		const graph = await Graph.at(api, block);
		const source = ids.reduce((a, b) => (graph.descendants(a).length >= graph.descendants(b).length ? a : b));
		await eventOf(api, api.tx.provenance.withdraw(source, grounds()), alice, 'provenance', 'StandingChanged');
		const now = () => api.raw('chain_getBlockHash').then((head) => Graph.at(api, head));
		const settled = await until('an end of refreshes', SECONDS, async () => {
			const state = await now();
			const blamed = ids.filter((id) => state.verdict(id).causes.some(({ affects }) => affects));
			return blamed.length > 0 && blamed.every((id) => state.rows[id].affectedBy !== null) && [state, blamed];
		});
		const [state, blamed] = settled;
		assert.deepEqual(ids.filter((id) => state.rows[id].affectedBy !== null), blamed);
		await eventOf(api, api.tx.provenance.reinstate(source, grounds('Mistake')), alice, 'provenance', 'StandingChanged');
		await all(ids, null);
	});
}
