// Money from a payment to who earned it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { connect } from '../lib/chain.mjs';
import { sums } from '../lib/money.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import claims from '../suites/claims.mjs';
import currencies from '../suites/currencies.mjs';
import leafClaims from '../suites/leafClaims.mjs';
import payments from '../suites/payments.mjs';
import settlement from '../suites/settlement.mjs';

/** A chain for the tests of a block, whose native currency is counted before and after them. */
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

	it('the sum of all balances is what it was before', async () => {
		const [now] = await sums(chain.api);
		assert.deepEqual(now, counted);
	});
}

describe('money', () => {
	onChain((chain) => {
		describe('payments', () => payments(chain));
		describe('claims of holders', () => claims(chain));
		describe('claims of contributors', () => leafClaims(chain));
		describe('currencies', () => currencies(chain));
	});
});

describe('money, block by block', () => {
	onChain((chain) => settlement(chain), ['--manual-seal']);
});
