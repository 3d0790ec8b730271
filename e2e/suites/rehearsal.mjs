// The upgrade from the last release's runtime to this one, with a few hundred records. `tools/upgradeRehearsal.mjs` does the same
// with 100,000, by the clock of a real chain, with kills in each of its blocks and in chopsticks.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { temporaryChain } from '../lib/node.mjs';
import { Rehearsal } from '../lib/rehearsal.mjs';
import { released } from '../lib/released.mjs';

const RECORDS = 300;
const BLOCK_TIME_MS = 500;
const KILLED_AFTER = [15];

export default function rehearsal() {
	let folder;
	let rehearsed;

	before(async () => {
		folder = await temporaryChain();
		const { path } = await released();
		rehearsed = new Rehearsal({ folder: folder.path, from: path, count: RECORDS, blockTime: BLOCK_TIME_MS, tell: () => {} });
	});

	after(() => folder?.remove());

	/** Everything that was noted since, which must have been held. */
	const held = (from) => {
		for (const { check, result, held: isHeld } of rehearsed.results.slice(from)) {
			assert.ok(isHeld, `${check}: ${result}`);
		}
		assert.ok(rehearsed.results.length > from);
	};

	it('the older runtime writes records of every kind', async () => {
		await rehearsed.prepare();
		held(0);
	});

	it('the newer one takes over: every row decodes and is as it was, the index follows, the older one is refused', async () => {
		const from = rehearsed.results.length;
		await rehearsed.byTheClock('over', undefined, { isTimed: false });
		held(from);
	});

	it('a node that is killed in the middle of it goes over all the same', async () => {
		const from = rehearsed.results.length;
		await rehearsed.withKills(KILLED_AFTER);
		held(from);
	});
}
