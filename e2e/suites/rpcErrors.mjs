// The numbered errors of `lineage_*`: see docs/rpc.md.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, declaration, edge, eventOf, register } from '../lib/chain.mjs';

const NO_SUCH_BLOCK = `0x${'11'.repeat(32)}`;

export default function rpcErrors(chain) {
	const alice = account('Alice');
	let base;
	let child;

	before(async () => {
		const { registerWork } = chain.api.tx.provenance;
		base = (await register(chain.api, registerWork(declaration('base'), []), alice)).id;
		const second = (await register(chain.api, registerWork(declaration('second'), []), alice)).id;
		const edges = [edge(base, 'DerivedFrom'), edge(second, 'DerivedFrom')];
		child = (await register(chain.api, registerWork(declaration('child'), edges), alice)).id;
	});

	/** Fails with `code`, and names the value that was wrong. */
	const refuses = (code, value, method, ...params) =>
		assert.rejects(chain.api.raw(method, ...params), (error) => {
			assert.equal(error.code, code, error.message);
			const told = JSON.stringify([error.message, error.data]);
			assert.ok(told.includes(String(value)), `${told} does not name ${value}`);
			return true;
		});

	it('9001: unknown asset, also when its id needs more than 53 bits', async () => {
		for (const id of ['10000000', '9007199254740993', '18446744073709551615']) {
			await refuses(9001, id, 'lineage_asset', id);
			await refuses(9001, id, 'lineage_ancestors', id);
		}
	});

	it('an id is a number or a string, and the same asset', async () => {
		const asText = await chain.api.raw('lineage_asset', base.toString());
		assert.deepEqual(await chain.api.raw('lineage_asset', Number(base)), asText);
		assert.equal(asText.asset.id, base.toString());
	});

	it('@polkadot/api asks for ids of more than 53 bits', async () => {
		await assert.rejects(chain.api.rpc.lineage.asset(9_007_199_254_740_993n), (error) => {
			assert.equal(error.code, 9001);
			assert.match(JSON.stringify([error.message, error.data]), /9007199254740993/);
			return true;
		});
	});

	it('9002: unknown block', async () => {
		await refuses(9002, NO_SUCH_BLOCK, 'lineage_asset', base.toString(), NO_SUCH_BLOCK);
		await refuses(9002, NO_SUCH_BLOCK, 'lineage_ancestors', base.toString(), null, null, NO_SUCH_BLOCK);
	});

	it('9004: invalid cursor', async () => {
		// Not hex, not a cursor, and the cursor of a walk that started elsewhere.
		const page = await chain.api.raw('lineage_ancestors', child.toString(), null, 1);
		assert.match(page.nextCursor, /^0x/);
		for (const cursor of ['x', '0xdeadbeef']) {
			await refuses(9004, cursor, 'lineage_ancestors', child.toString(), cursor);
		}
		await refuses(9004, page.nextCursor, 'lineage_ancestors', base.toString(), page.nextCursor);
	});

	it('9005: limit out of range', async () => {
		for (const limit of [0, 257]) {
			await refuses(9005, limit, 'lineage_ancestors', child.toString(), null, limit);
		}
		assert.equal((await chain.api.raw('lineage_ancestors', child.toString(), null, 256)).rows.length, 2);
	});

	it('9006: more pending ancestors than a cursor carries', async () => {
		// 65 datasets of 64 works each: all 4,160 works are pending once the datasets are visited.
		const { provenance, utility } = chain.api.tx;
		const [datasets, works] = [65, 64];
		const first = (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
		const batch = (calls) =>
			eventOf(chain.api, utility.batchAll(calls), alice, 'utility', 'BatchCompleted');
		const work = provenance.registerWork(declaration('one of many'), []);
		// As many as fit into a block.
		const atOnce = 4 * datasets;
		for (let made = 0; made < datasets * works; made += atOnce) {
			await batch(Array.from({ length: atOnce }, () => work));
		}
		const compose = (parents) =>
			provenance.composeDataset(declaration('wide'), parents.map((parent) => edge(parent, 'Includes')));
		const range = (start, count) => Array.from({ length: count }, (_, index) => start + BigInt(index));
		for (let made = 0; made < datasets; made += 5) {
			await batch(range(BigInt(made), 5).map((index) => compose(range(first + index * BigInt(works), works))));
		}
		const row = first + BigInt(datasets * works);
		const wide = row + BigInt(datasets);
		await batch([compose(range(row, 64)), compose([wide, row + 64n])]);

		const top = (wide + 1n).toString();
		await refuses(9006, top, 'lineage_ancestors', top, null, 256);
		const page = await chain.api.raw('lineage_ancestors', top, null, 64);
		assert.equal(page.rows.length, 64, 'the pages before the widest place are answered');
	});

	it('parameters of a wrong type are refused as such', async () => {
		for (const asset of ['drawing', '-1', '18446744073709551616', 1.5, null, {}]) {
			await assert.rejects(chain.api.raw('lineage_asset', asset), { code: -32602 });
		}
		await assert.rejects(chain.api.raw('lineage_ancestors', base.toString(), 5), { code: -32602 });
	});
}
