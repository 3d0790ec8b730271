// Money block by block, on a chain that makes a block when it is told to.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, declaration, edge } from '../lib/chain.mjs';
import { Collection, strangers } from '../lib/collection.mjs';
import { NATIVE, pool, waits } from '../lib/money.mjs';
import { seal, together } from '../lib/seal.mjs';

const AMOUNT = 1_000_000_000_000_000n;
const PAYMENTS = 50;
const MOST_BLOCKS = 10;
const EDGES = 64;

export default function settlement(chain) {
	const maker = account('Bob');
	const buyers = ['Charlie', 'Eve', 'Ferdie'].map((name) => account(name));
	const helper = account('Dave');
	const collection = new Collection('drawings of a block', strangers('A contributor of a block', 2), [1, 3]);
	/** Works, each derived from the one before with half of what comes in. */
	const line = [];
	const top = () => line.at(-1);
	const next = async () => (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
	const pulls = (events) => events.filter(({ section, method }) => section === 'royalty' && method === 'Pulled');
	const register = (edges) => chain.api.tx.provenance.registerWork(declaration('of a block'), edges);
	const pay = (asset, amount = AMOUNT) => chain.api.tx.royalty.pay(asset, NATIVE, amount, null);
	const ok = async (calls) => {
		const made = await together(chain.api, calls);
		assert.ok(made.results.every((error) => error === null), JSON.stringify(made.results));
		return made;
	};

	before(async () => {
		const [{ registerCollection }, first] = [chain.api.tx.provenance, await next()];
		await ok([[registerCollection(declaration('of a block'), collection.contents(250_000), []), maker]]);
		collection.id = first;
		line.push(first);
		for (let level = 0; level < 5; level += 1) {
			line.push(await next());
			await ok([[register([edge(line.at(-2), 'DerivedFrom', 500_000)]), maker]]);
		}
	});

	it('five levels of an idle chain are settled within ten blocks', async () => {
		await ok([[pay(top()), buyers[0]]]);
		let blocks = 0;
		while (await waits(chain.api)) {
			await seal(chain.api);
			blocks += 1;
			assert.ok(blocks <= MOST_BLOCKS);
		}
		console.log(`five levels: ${blocks} more blocks`);
		for (const [level, id] of [...line].reverse().entries()) {
			assert.equal((await pool(chain.api, id, NATIVE)).inflow, AMOUNT >> BigInt(level));
		}
	});

	it('payments of one block go on together', async () => {
		const before = (await pool(chain.api, line[0], NATIVE)).inflow;
		const calls = Array.from({ length: PAYMENTS }, (_, index) => [pay(top()), buyers[index % buyers.length]]);
		const { events } = await ok(calls);
		let count = pulls(events).length;
		while (await waits(chain.api)) {
			const block = await seal(chain.api);
			count += pulls((await (await chain.api.at(block)).query.system.events()).map(({ event }) => event)).length;
		}
		console.log(`${PAYMENTS} payments over 5 levels: ${count} pulls`);
		assert.ok(count < 2 * line.length, `${count} pulls`);
		const gained = (await pool(chain.api, line[0], NATIVE)).inflow - before;
		assert.ok(gained >= (BigInt(PAYMENTS) * AMOUNT) >> 5n, 'with the fractions of before');
	});

	it('twice in one block: the second claim finds nothing, and nothing is lost', async () => {
		const { claimFor } = chain.api.tx.royalty;
		const holder = claimFor(maker.address, [[top(), NATIVE]]);
		const leaf = collection.claim(chain.api, 0, [NATIVE]);
		const before = await pool(chain.api, top(), NATIVE);
		const { results } = await together(chain.api, [
			[holder, helper],
			[leaf, helper],
			[holder, helper],
			[leaf, helper],
			[pay(top(), 2n), helper],
			[holder, helper],
		]);
		const nothing = 'royalty.NothingToClaim';
		assert.deepEqual(results, [null, null, nothing, nothing, null, null]);
		const after = await pool(chain.api, top(), NATIVE);
		assert.equal(after.paid, after.toHolders, 'all of it, once');
		assert.equal(after.inflow, before.inflow + 2n);
	});

	it('a wide asset hands on over all of its edges, however many blocks that takes', async () => {
		const first = await next();
		const works = Array.from({ length: EDGES }, (_, index) => first + BigInt(index));
		const { batchAll } = chain.api.tx.utility;
		await ok([[batchAll(works.map(() => register([]))), maker]]);
		const wide = await next();
		await ok([[register(works.map((id) => edge(id, 'DerivedFrom', 10_000))), maker]]);
		await ok([[pay(wide), buyers[1]]]);
		let blocks = 0;
		while (await waits(chain.api)) {
			await seal(chain.api);
			blocks += 1;
			assert.ok(blocks <= MOST_BLOCKS);
		}
		console.log(`64 edges: ${blocks} more blocks`);
		for (const id of works) {
			assert.equal((await pool(chain.api, id, NATIVE)).inflow, AMOUNT / 100n);
		}
		assert.equal((await pool(chain.api, wide, NATIVE)).handedOn, (AMOUNT / 100n) * BigInt(EDGES));
	});
}
