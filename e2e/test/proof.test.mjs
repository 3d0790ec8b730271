// Bundles that prove an ancestry to who trusts no node. `js/proof/build.sh` makes the verifier first.
import { after, before, describe } from 'node:test';

import { connect } from '../lib/chain.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import proof from '../suites/proof.mjs';

describe('bundles', () => {
	/** Filled before the first test. */
	const chain = {};
	let folder;
	let node;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, ['--lineage-limit', '0'], ['--manual-seal']);
		chain.url = node.url;
		chain.api = await connect(node.url);
	});

	after(async () => {
		await chain.api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	proof(chain);
});
