// Makes a development chain with many assets, as fast as a node takes them, for measurements:
//
//     node e2e/tools/manyAssets.mjs DIR [COUNT [CHILDREN]]
//
// DIR is the base path of the chain, which must be new; COUNT is 100,000 if it is not given. With CHILDREN, one work more
// gets so many children, which rest on nothing else. Several accounts sign batches; a block is made as soon as their
// transactions are there. The node is stopped at the end; start it again with `animechain-node --dev --base-path DIR`.
import { mkdir, readdir } from 'node:fs/promises';

import { connect } from '../lib/chain.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { makeAssets, makeChildren } from '../lib/many.mjs';
import { Node } from '../lib/node.mjs';

const [path, count = '100000', children = '0'] = process.argv.slice(2);
if (!path || !/^[1-9]\d*$/.test(count) || !/^\d+$/.test(children)) {
	console.error('usage: node e2e/tools/manyAssets.mjs DIR [COUNT [CHILDREN]]');
	process.exit(2);
}
await mkdir(path, { recursive: true });
if ((await readdir(path)).length > 0) {
	console.error(`${path} is not empty`);
	process.exit(2);
}
const node = await Node.start(path, ['--pool-limit', '100000'], ['--manual-seal']);
const api = await connect(node.url);
try {
	await makeAssets(api, Number(count));
	if (children !== '0') {
		await makeChildren(api, Number(children));
	}
	const { at } = await inStep(api);
	console.log(`block ${at.number}; the index is in step`);
} finally {
	await api.disconnect();
	await node.stop();
}
