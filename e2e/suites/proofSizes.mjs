// Prints how large bundles of ten steps are on a chain with many assets, beside what would be read instead:
//
//     node e2e/tools/manyAssets.mjs DIR && node e2e/suites/proofSizes.mjs DIR
//
// It registers eleven works more, each an adaptation of the one before; the node is stopped at the end.
import { hexToU8a } from '@polkadot/util';

import { loadVerifier } from '../../js/proof/src/index.js';
import { account, connect, declaration, edge } from '../lib/chain.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { Node } from '../lib/node.mjs';
import { seal, together } from '../lib/seal.mjs';
import { scaleBytes } from './proof.mjs';

const DEPTH = 10;

const [path] = process.argv.slice(2);
if (!path) {
	console.error('usage: node e2e/suites/proofSizes.mjs DIR');
	process.exit(2);
}
const node = await Node.start(path, [], ['--manual-seal']);
const api = await connect(node.url);
try {
	await inStep(api);
	const first = (await api.call.lineageApi.nextAssetId()).toNumber();
	const { provenance, utility } = api.tx;
	const calls = Array.from({ length: DEPTH + 1 }, (_, step) =>
		provenance.registerWork(declaration(`sizes ${first + step}`), step > 0 ? [edge(first + step - 1, 'DerivedFrom')] : []),
	);
	await together(api, [[utility.batchAll(calls), account('Alice')]]);
	await seal(api);
	await inStep(api);
	const answer = await api.raw('lineage_proof', `${first + DEPTH}`, `${first}`);
	const { length } = hexToU8a(answer.bundle);
	const proven = (await loadVerifier()).verify(answer, { block: answer.at.hash });

	const { records, heads } = api.query.provenance;
	const ids = proven.steps.map(({ id }) => id);
	const read = async (keys) => scaleBytes((await api.raw('state_getReadProof', keys, answer.at.hash)).proof);
	const rows = ids.map((id) => records.key(id));
	const single = await Promise.all(rows.map((key) => read([key])));
	const print = (what, bytes) => console.log(`${what.padEnd(42)}${`${bytes}`.padStart(7)}  ${(bytes / length).toFixed(1)} x`);
	console.log(`${ids.length - 1} steps among ${first + DEPTH + 1} assets, bytes`);
	print('bundle', length);
	print('11 records, one after the other', single.reduce((sum, bytes) => sum + bytes));
	print('11 records in one request, ids known', await read(rows));
	print('11 records and 11 heads in one request', await read([...rows, ...ids.map((id) => heads.key(id))]));
} finally {
	await api.disconnect();
	await node.stop();
}
