// Rights that move when their conditions are met, and at a price.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { connect, wealth } from '../lib/chain.mjs';
import { sums } from '../lib/money.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { ESCROW } from '../lib/rights.mjs';
import agreements from '../suites/agreements.mjs';
import committee from '../suites/committee.mjs';
import escrow from '../suites/escrow.mjs';
import refusals from '../suites/refusals.mjs';
import sales from '../suites/sales.mjs';

/** A chain for the tests, whose native currency is counted before and after them. */
function onChain(tests, seal) {
	/** Filled before the first test: what the suites share. */
	const chain = {};
	let folder;
	let node;
	let counted;

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, [], seal);
		chain.api = await connect(node.url);
		[counted] = await sums(chain.api);
		assert.equal(counted.sum, counted.issued);
	});

	after(async () => {
		await chain.api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	tests(chain);

	it('the escrow holds the least balance and nothing else, and the sum of all balances is what it was', async () => {
		assert.equal(await wealth(chain.api, ESCROW), chain.api.consts.balances.existentialDeposit.toBigInt());
		const [now] = await sums(chain.api);
		assert.deepEqual(now, counted);
	});
}

describe('agreements, block by block', () => {
	onChain(
		(chain) => {
			describe('their life', () => agreements(chain));
			describe('money in escrow', () => escrow(chain));
			describe('committees', () => committee(chain));
			describe('refusals', () => refusals(chain));
		},
		['--manual-seal'],
	);
});

describe('sales', () => {
	onChain((chain) => sales(chain));
});
