// Permission from offer to opt-out, in one run of one node.
import { after, before, describe } from 'node:test';

import { connect } from '../lib/chain.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import metaTx from '../suites/metaTx.mjs';
import offers from '../suites/offers.mjs';
import optOuts from '../suites/optOuts.mjs';
import permission from '../suites/permission.mjs';
import proxies from '../suites/proxies.mjs';
import standing from '../suites/standing.mjs';

describe('permission', () => {
	/** Filled before the first test: what the suites share. */
	const chain = {};
	let folder;
	let node;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path);
		chain.api = await connect(node.url);
	});

	after(async () => {
		await chain.api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	describe('life of a permission', () => permission(chain));
	describe('offers and licences', () => offers(chain));
	describe('opt-outs', () => optOuts(chain));
	describe('proxies', () => proxies(chain));
	describe('meta transactions', () => metaTx(chain));
	// The last of all: it raises the floor, which never falls.
	describe('standing', () => standing(chain));
});
