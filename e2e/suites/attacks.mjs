// Every attack of lib/attacks.mjs for a moment: somebody else's questions are answered rightly all the while, and the node
// keeps its memory. `npm run attack` does the same for a minute each, on a chain that is large.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { ATTACKS } from '../lib/attacks.mjs';
import { connect } from '../lib/chain.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { makeAssets, makeChildren } from '../lib/many.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { besiege } from '../lib/siege.mjs';
import { targetOf } from '../lib/target.mjs';

const [ASSETS, CHILDREN] = [1_000, 3_000];
const SECONDS = 2;
/** So little that each attack meets it. */
const LIMIT = ['--lineage-limit', '50'];
const LEAST_RIGHT = 0.99;
const MOST_MEMORY_MB = 256;
/** What is refused as it comes, and never costs anything. */
const REFUSED_WHOLE = ['a batch of 100,000 items'];

export default function attacks() {
	let folder;
	let node;
	let target;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, ['--pool-limit', '100000', ...LIMIT], ['--manual-seal']);
		const api = await connect(node.url);
		await makeAssets(api, ASSETS);
		await makeChildren(api, CHILDREN);
		await inStep(api);
		target = { ...(await targetOf(api, node)), ms: SECONDS * 1_000 };
		await api.disconnect();
	});

	after(async () => {
		await node?.stop();
		await folder?.remove();
	});

	for (const name of Object.keys(ATTACKS)) {
		it(name, async () => {
			const { sent, answered, refused, client, memory } = await besiege(name, target);
			assert.ok(sent > 0);
			const told = `${sent} sent, ${answered} answered, ${refused} refused`;
			assert.ok(refused > 0 || REFUSED_WHOLE.includes(name) || answered === 0, `the limit was not met: ${told}`);
			assert.ok(client.asked >= SECONDS * 10, `the client asked ${client.asked} times`);
			assert.ok(client.right >= LEAST_RIGHT, `${client.wrong.length} of ${client.asked}: ${client.wrong[0]}`);
			assert.ok(memory.most - memory.before <= MOST_MEMORY_MB, JSON.stringify(memory));
		});
	}
}
