// A node that is killed as it makes blocks and writes snapshots is right when it is started again. `tools/kills.mjs` does the
// same 200 times.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { Kills } from '../lib/kills.mjs';

const TIMES = 5;
const ASSETS = 2_000;

export default function kills() {
	let chain;

	before(async () => {
		chain = await Kills.prepare(ASSETS);
	});

	after(() => chain?.end());

	for (let count = 1; count <= TIMES; count += 1) {
		it(`the ${count}. time`, async () => {
			const { checked } = await chain.once(count === TIMES);
			assert.ok(checked > 0);
		});
	}
}
