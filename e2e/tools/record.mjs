// Asks a small chain each question once and keeps the answers, for the tests of js/ that need no node and for the examples of
// docs/rpc.md:
//
//     node e2e/tools/record.mjs >js/answers.json
import { account, connect, declaration, edge } from '../lib/chain.mjs';
import { Collection } from '../lib/collection.mjs';
import { build, sendOn } from '../lib/forks.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds } from '../lib/terms.mjs';

const [alice, bob] = ['Alice', 'Bob'].map((name) => account(name));

/** Two folders of drawings, a dataset, a model, an output; then one of the folders is withdrawn. */
async function grow(api) {
	const { provenance } = api.tx;
	const one = async (call, signer = alice) => {
		const { results } = await together(api, [[call, signer]]);
		if (results[0] !== null) {
			throw new Error(results[0]);
		}
	};
	for (const [label, weights] of [['sketches', [1, 2, 3]], ['paintings', [1, 1, 1, 1, 1, 4]]]) {
		const contributors = weights.map((_, index) => account(`${label} ${index}`));
		const collection = new Collection(label, contributors, weights);
		await one(provenance.registerCollection(declaration(label), collection.contents(900_000), []));
	}
	await one(provenance.composeDataset(declaration('dataset'), [edge(0, 'Includes', 100_000), edge(1, 'Includes', 150_000)]));
	await one(provenance.registerModel(declaration('model'), [edge(2, 'TrainedOn', 200_000)]));
	const output = declaration('output', { basis: 'Synthetic' });
	await one(provenance.registerOutput(output, null, [edge(3, 'GeneratedBy', 100_000)]));
	await one(provenance.transferControl(1, bob.address));
	const final = await seal(api);
	await sendOn(api, final, provenance.withdraw(1, grounds()), bob);
	await build(api);
	await inStep(api);
}

async function record(api) {
	const answers = [];
	const ask = async (method, ...params) => {
		const result = await api.raw(`lineage_${method}`, ...params);
		answers.push({ method: `lineage_${method}`, params, result });
		return result;
	};
	const { asset } = await ask('asset', '4');
	await ask('asset', '1');
	const { nextCursor } = await ask('ancestors', '4', null, null, 2);
	await ask('ancestors', '4', null, nextCursor);
	await ask('ancestors', '4', { kinds: ['work'], depth: 3 }, null, 64, 'finalized');
	await ask('descendants', '0', { kinds: ['model', 'output'] });
	await ask('byAccount', bob.address);
	await ask('usage', bob.address);
	await ask('isAncestor', '1', '4');
	await ask('path', '0', '4');
	await ask('path', '4', '0');
	await ask('byCommitment', asset.commitment);
	await ask('standing', '4');
	await ask('standing', '4', 'finalized');
	await ask('flow', '4', 'native', '1000000000000');
	await ask('proof', '4', '0');
	await ask('syncState');
	for (const [name, param] of [['Standing', ['4']], ['Usage', bob.address]]) {
		const method = `lineage_subscribe${name}`;
		const result = await api.firstOf(`lineage_${name.toLowerCase()}Update`, method, param);
		answers.push({ method, params: [param], result });
	}
	return answers;
}

const folder = await temporaryChain();
const node = await Node.start(folder.path, [], ['--manual-seal']);
const api = await connect(node.url);
try {
	await grow(api);
	process.stdout.write(`${JSON.stringify(await record(api), null, '\t')}\n`);
} finally {
	await api.disconnect();
	await node.stop();
	await folder.remove();
}
