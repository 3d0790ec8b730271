// The numbered errors of `lineage_*`: see docs/rpc.md.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { ERRORS } from '@animechain/papi';

import { account, commitment, declaration, edge, eventOf, govern, register } from '../lib/chain.mjs';
import { list, MOST, reached } from '../lib/lineageIndex.mjs';
import { NATIVE, pay } from '../lib/money.mjs';
import { grounds } from '../lib/terms.mjs';

const NO_SUCH_BLOCK = `0x${'11'.repeat(32)}`;
const LISTS = ['lineage_ancestors', 'lineage_descendants', 'lineage_byAccount', 'lineage_usage'];

export default function rpcErrors(chain) {
	const alice = account('Alice');
	let base;
	let child;

	before(async () => {
		const { registerWork, composeDataset } = chain.api.tx.provenance;
		base = (await register(chain.api, registerWork(declaration('base'), []), alice)).id;
		const second = (await register(chain.api, registerWork(declaration('second'), []), alice)).id;
		const edges = [edge(base, 'Includes'), edge(second, 'Includes')];
		const dataset = await register(chain.api, composeDataset(declaration('child'), edges), alice);
		const sibling = await register(chain.api, composeDataset(declaration('another child'), edges), alice);
		child = dataset.id;
		await reached(chain.api, sibling.block);
	});

	/** What a list is asked of, and what else it could be asked of. */
	const subjects = (method) =>
		({
			lineage_ancestors: [child.toString(), base.toString()],
			lineage_descendants: [base.toString(), child.toString()],
		})[method] ?? [alice.address, account('Bob').address];

	/** Fails with `code`, and names the value that was wrong. */
	const refuses = (code, value, method, ...params) =>
		assert.rejects(chain.api.raw(method, ...params), (error) => {
			assert.equal(error.code, code, error.message);
			const told = JSON.stringify([error.message, error.data]);
			assert.ok(told.includes(String(value)), `${told} does not name ${value}`);
			return true;
		});

	it('9001: unknown asset, also when its id needs more than 32 or 53 bits', async () => {
		for (const id of ['10000000', '4294967296', '9007199254740993', '18446744073709551615']) {
			for (const method of ['lineage_asset', 'lineage_ancestors', 'lineage_descendants', 'lineage_standing']) {
				await refuses(9001, id, method, id);
			}
			for (const method of ['lineage_isAncestor', 'lineage_path']) {
				await refuses(9001, id, method, id, base.toString());
				await refuses(9001, id, method, base.toString(), id);
			}
			await refuses(9001, id, 'lineage_flow', id, 'native', '1');
		}
	});

	it('an id is a number or a string, and the same asset', async () => {
		const asText = await chain.api.raw('lineage_asset', base.toString());
		assert.deepEqual(await chain.api.raw('lineage_asset', Number(base), asText.at.hash), asText);
		assert.deepEqual(await chain.api.raw('lineage_asset', `0x${base.toString(16)}`, asText.at.hash), asText);
		assert.equal(asText.asset.id, base.toString());
	});

	it('@polkadot/api asks for ids of more than 53 bits', async () => {
		const big = 9_007_199_254_740_993n;
		for (const ask of [(rpc) => rpc.asset(big), (rpc) => rpc.ancestors(big), (rpc) => rpc.isAncestor(base, big)]) {
			await assert.rejects(ask(chain.api.rpc.lineage), (error) => {
				assert.equal(error.code, 9001);
				assert.match(JSON.stringify([error.message, error.data]), /9007199254740993/);
				return true;
			});
		}
	});

	it('9002: unknown block', async () => {
		await refuses(9002, NO_SUCH_BLOCK, 'lineage_asset', base.toString(), NO_SUCH_BLOCK);
		await refuses(9002, NO_SUCH_BLOCK, 'lineage_flow', base.toString(), 'native', '1', NO_SUCH_BLOCK);
	});

	it('9004: a cursor that no method gave, or one of another question', async () => {
		for (const method of LISTS) {
			const [of, other] = subjects(method);
			const { nextCursor } = await chain.api.raw(method, of, null, null, 1);
			assert.match(nextCursor, /^0x/, method);
			for (const cursor of ['x', '', '0x', '0xdeadbeef', `${nextCursor}00`, nextCursor.slice(0, -2), '0'.repeat(1_000)]) {
				await refuses(9004, cursor.slice(0, 80), method, of, null, cursor);
			}
			await refuses(9004, nextCursor, method, other, null, nextCursor);
			await refuses(9004, nextCursor, method, of, { kinds: ['dataset'] }, nextCursor);
			await refuses(9004, nextCursor, method, of, null, nextCursor, 1, 'finalized');
			for (const elsewhere of LISTS.filter((name) => name !== method)) {
				await refuses(9004, nextCursor, elsewhere, subjects(elsewhere)[0], null, nextCursor);
			}
			const whole = await chain.api.raw(method, of, null, null, MOST);
			const rest = await chain.api.raw(method, of, {}, nextCursor, MOST);
			assert.deepEqual(rest.rows, whole.rows.slice(1), 'an empty filter is none, and refusals took nothing away');
		}
	});

	it('9005: limit out of range', async () => {
		for (const method of LISTS) {
			const [of] = subjects(method);
			for (const limit of [0, MOST + 1, 4_294_967_295]) {
				await refuses(9005, limit, method, of, null, null, limit);
			}
			assert.equal((await chain.api.raw(method, of, null, null, MOST)).nextCursor, null);
			assert.equal((await chain.api.raw(method, of, null, null, 1)).rows.length, 1);
		}
	});

	it('9011: a cursor whose list is not kept', async () => {
		const { nextCursor } = await chain.api.raw('lineage_ancestors', child.toString(), null, null, 1);
		const forged = `0x${'ab'.repeat((nextCursor.length - 2) / 2)}`;
		await assert.rejects(chain.api.raw('lineage_ancestors', child.toString(), null, forged), { code: 9011 });
	});

	it('9012: what an account controls follows no edge', async () => {
		for (const filter of [{ relations: ['includes'] }, { depth: 1 }, { kinds: ['work'], depth: 0 }]) {
			await assert.rejects(chain.api.raw('lineage_byAccount', alice.address, filter), { code: 9012 });
		}
	});

	it('9013: no account', async () => {
		const cut = alice.address.slice(0, -1);
		const mistyped = `${alice.address.slice(0, -1)}${alice.address.endsWith('Y') ? 'Z' : 'Y'}`;
		for (const method of ['lineage_byAccount', 'lineage_usage']) {
			for (const written of ['Alice', '', cut, mistyped, '0x00', `0x${'zz'.repeat(32)}`]) {
				await refuses(9013, written, method, written);
			}
			assert.equal((await chain.api.raw(method, account('Nobody at all').address)).total, '0');
		}
	});

	it('9014: no flow, and why', async () => {
		await refuses(9014, 'currency', 'lineage_flow', base.toString(), 4_242, '1');
		// More than a pool that has something can receive.
		await pay(chain.api, base, NATIVE, 1_000_000_000_000n, alice);
		await refuses(9014, 'amount', 'lineage_flow', base.toString(), 'native', (2n ** 128n - 1n).toString());
		const call = chain.api.tx.provenance.registerWork(declaration('stolen'), []);
		const { id } = await register(chain.api, call, alice);
		assert.equal(await govern(chain.api, chain.api.tx.provenance.invalidate(id, grounds('Order'))), null);
		await refuses(9014, 'invalid', 'lineage_flow', id.toString(), 'native', '1');
	});

	it('the index answers what is too wide for the runtime API', async () => {
		// 65 datasets of 64 works each: all 4,160 works are pending once the datasets are visited.
		const { provenance, utility } = chain.api.tx;
		const [datasets, works] = [65, 64];
		const first = (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
		const batch = (calls) => eventOf(chain.api, utility.batchAll(calls), alice, 'utility', 'BatchCompleted');
		// As many as fit into a block.
		const atOnce = 4 * datasets;
		for (let made = 0; made < datasets * works; made += atOnce) {
			const work = (_, index) => provenance.registerWork(declaration(`one of many ${made + index}`), []);
			await batch(Array.from({ length: atOnce }, work));
		}
		const compose = (parents) =>
			provenance.composeDataset(declaration('wide'), parents.map((parent) => edge(parent, 'Includes')));
		const range = (start, count) => Array.from({ length: count }, (_, index) => start + BigInt(index));
		for (let made = 0; made < datasets; made += 5) {
			await batch(range(BigInt(made), 5).map((index) => compose(range(first + index * BigInt(works), works))));
		}
		const row = first + BigInt(datasets * works);
		const wide = row + BigInt(datasets);
		const { block } = await batch([compose(range(row, 64)), compose([wide, row + 64n])]);
		await reached(chain.api, block);

		const top = wide + 1n;
		assert.equal((await chain.api.call.lineageApi.ancestors(top, null, 256)).asErr.type, 'TooWide');
		const rows = await list(chain.api, 'ancestors', top);
		assert.deepEqual(rows.map(({ id }) => BigInt(id)), range(first, Number(top - first)).reverse());
	});

	it('every number has a name in the wrapper for polkadot-api', () => {
		const numbers = Object.values(ERRORS);
		assert.equal(new Set(numbers).size, numbers.length);
		assert.deepEqual(numbers, [...Array(19).keys()].map((index) => 9_001 + index).filter((number) => number !== 9_006));
	});

	it('parameters of a wrong type are refused as such', async () => {
		const id = base.toString();
		for (const asset of ['drawing', '-1', '18446744073709551616', 1.5, null, {}]) {
			await assert.rejects(chain.api.raw('lineage_asset', asset), { code: -32602 });
		}
		const filters = [5, 'work', { kinds: 'work' }, { kinds: ['drawing'] }, { depth: -1 }, { depth: 2 ** 32 }, { colour: 'red' }];
		for (const filter of filters) {
			await assert.rejects(chain.api.raw('lineage_ancestors', id, filter), { code: -32602 }, JSON.stringify(filter));
		}
		for (const view of ['newest', 'Best', 1]) {
			await assert.rejects(chain.api.raw('lineage_standing', id, view), { code: -32602 }, view);
		}
		for (const amount of ['-1', '1.5', (2n ** 128n).toString()]) {
			await assert.rejects(chain.api.raw('lineage_flow', id, 'native', amount), { code: -32602 }, amount);
		}
		await assert.rejects(chain.api.raw('lineage_byCommitment', commitment('short').slice(0, -2)), { code: -32602 });
	});
}
