// The index of a node: what it answers, on a chain that changes its mind, and when the node is started again.
import { after, before, describe } from 'node:test';

import { connect } from '../lib/chain.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import forks from '../suites/forks.mjs';
import indexFile from '../suites/indexFile.mjs';
import kills from '../suites/kills.mjs';
import lineageIndex from '../suites/lineageIndex.mjs';
import papi from '../suites/papi.mjs';
import refreshes from '../suites/refreshes.mjs';
import subscriptions from '../suites/subscriptions.mjs';

const END_MS = 10_000;

// A provider whose subscriber met an error that it did not expect keeps its process; the results are there by now.
after(() => setTimeout(() => process.exit(), END_MS).unref());

/** A chain for the tests of a block, which makes blocks when it is told to. */
function onChain(tests) {
	/** Filled before the first test: what the suites share. */
	const chain = {};
	let folder;
	let node;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, [], ['--manual-seal']);
		chain.url = node.url;
		chain.api = await connect(node.url);
	});

	after(async () => {
		await chain.api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	tests(chain);
}

describe('the lineage index', () => {
	onChain((chain) => {
		describe('every method', () => lineageIndex(chain));
		describe('with polkadot-api', () => papi(chain));
	});
});

describe('the lineage index and forks', () => {
	onChain((chain) => forks(chain));
});

describe('the lineage index and its subscribers', () => {
	onChain((chain) => subscriptions(chain));
});

describe('refreshes that the node sends', () => refreshes());

describe('the lineage index on disk', () => indexFile());

describe('the lineage index of a node that is killed', () => kills());
