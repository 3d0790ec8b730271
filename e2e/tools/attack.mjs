// Attacks a node in each way of lib/attacks.mjs, for a while each, at twice what its limiter lets in, with somebody beside
// it who asks from another address:
//
//     npm run attack --prefix e2e -- [SECONDS [DIR]]
//
// SECONDS is 60 if it is not given. DIR is the base path of a chain of tools/manyAssets.mjs whose CHILDREN are many; without
// it, a small chain is made. The last line says whether the bars were met; so does the exit code.
import { connect } from '../lib/chain.mjs';
import { ATTACKS } from '../lib/attacks.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { makeAssets, makeChildren } from '../lib/many.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { besiege } from '../lib/siege.mjs';
import { targetOf } from '../lib/target.mjs';

const [SMALL_ASSETS, SMALL_CHILDREN] = [2_000, 4_000];
const LEAST_RIGHT = 0.99;
const MOST_MEMORY_MB = 256;
const BLOCK_TIME = ['--dev-block-time', '2000'];
/** As a node has it that is told nothing. */
const LIMIT = ['--lineage-limit', '500'];

async function smallChain() {
	const folder = await temporaryChain();
	const node = await Node.start(folder.path, ['--pool-limit', '100000'], ['--manual-seal']);
	const api = await connect(node.url);
	try {
		await makeAssets(api, SMALL_ASSETS);
		await makeChildren(api, SMALL_CHILDREN);
		await inStep(api);
	} finally {
		await api.disconnect();
		await node.stop();
	}
	return folder;
}

const [seconds = '60', path] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(seconds)) {
	console.error('usage: npm run attack --prefix e2e -- [SECONDS [DIR]]');
	process.exit(2);
}
const folder = path ? null : await smallChain();
const node = await Node.start(path ?? folder.path, LIMIT, BLOCK_TIME);
let isMet = true;
try {
	const api = await connect(node.url);
	await inStep(api);
	const target = { ...(await targetOf(api, node)), ms: Number(seconds) * 1_000 };
	const children = (await api.raw('lineage_descendants', target.hub, { depth: 1 }, null, 1)).total;
	await api.disconnect();
	console.log(`${target.assets} assets, one with ${children} children; ${seconds} s each`);
	const cells = (...texts) => console.log(texts.map((text, place) => (place === 0 ? text.padEnd(34) : text.padStart(11))).join(''));
	cells('attack', 'sent', 'answered', 'refused', 'let in/s', 'client', 'p50 ms', 'p99 ms', 'MB before', 'most', 'after');
	for (const name of [null, ...Object.keys(ATTACKS)]) {
		const { sent, answered, refused, letIn, client, memory } = await besiege(name, target);
		const isRight = client.right >= LEAST_RIGHT && memory.most - memory.before <= MOST_MEMORY_MB;
		isMet &&= isRight;
		cells(
			name ?? 'nothing',
			...[sent, answered, refused].map(String),
			letIn == null ? '' : letIn.toFixed(0),
			`${(client.right * 100).toFixed(2)} %`,
			...[client.p50, client.p99].map((ms) => ms.toFixed(1)),
			...[memory.before, memory.most, memory.after].map((mb) => mb.toFixed(0)),
		);
		if (!isRight) {
			console.log(`    MISSED${client.wrong.length > 0 ? `: ${client.wrong[0]}` : ''}`);
		}
	}
	console.log(isMet ? 'every bar is met' : 'NOT every bar is met');
} finally {
	await node.stop();
	await folder?.remove();
}
process.exitCode = isMet ? 0 : 1;
