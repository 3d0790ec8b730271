// Everything that one running development chain can be asked, in one run of one node.
import { after, before, describe } from 'node:test';

import { connect } from '../lib/chain.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import calls from '../suites/calls.mjs';
import facts from '../suites/facts.mjs';
import lineage from '../suites/lineage.mjs';
import rpcErrors from '../suites/rpcErrors.mjs';
import upgrade from '../suites/upgrade.mjs';

describe('a development chain', () => {
	/** Filled before the first test: what the suites share. */
	const chain = {};
	let folder;
	let node;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path);
		chain.url = node.url;
		chain.api = await connect(node.url);
	});

	after(async () => {
		await chain.api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	describe('facts', () => facts(chain));
	describe('calls', () => calls(chain));
	describe('lineage', () => lineage(chain));
	describe('errors of the RPC', () => rpcErrors(chain));
	describe('upgrade', () => upgrade(chain));
});
