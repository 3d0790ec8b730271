// The same methods through polkadot-api, by the wrapper of js/papi.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { ERRORS, lineageRpc } from '@animechain/papi';
import { createClient } from 'polkadot-api';
import { getWsProvider } from 'polkadot-api/ws';
import { WebSocket } from 'ws';

import { account } from '../lib/chain.mjs';
import { list } from '../lib/lineageIndex.mjs';

/** As it travels: numbers of 64 bits as strings. */
const asSent = (answer) =>
	JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));

export default function papi(chain) {
	const alice = account('Alice');
	let client;
	let lineage;
	let output;

	before(async () => {
		client = createClient(getWsProvider(chain.url, { websocketClass: WebSocket }));
		lineage = lineageRpc(client);
		output = BigInt((await list(chain.api, 'byAccount', alice.address, { filter: { kinds: ['output'] } })).at(-1).id);
	});

	after(() => client?.destroy());

	it('every method says what the node says', async () => {
		const { commitment } = (await lineage.asset(output)).asset;
		const view = 'finalized';
		const questions = [
			['asset', [output]],
			['isAncestor', [0n, output, { view }], ['0', output.toString(), view]],
			['path', [0n, output, { relations: ['includes', 'trainedOn', 'generatedBy'] }], ['0', output.toString(), ['includes', 'trainedOn', 'generatedBy']]],
			['byCommitment', [commitment]],
			['standing', [output, { view }], [output.toString(), view]],
			['flow', [output, 'native', 10n ** 20n], [output.toString(), 'native', (10n ** 20n).toString()]],
			['syncState', []],
			['descendants', [1, { kinds: ['model'], limit: 1_000 }], ['1', { kinds: ['model'] }, null, 1_000]],
			['byAccount', [alice.address, { standings: ['clear'], limit: 1_000, view }], [alice.address, { standings: ['clear'] }, null, 1_000, view]],
		];
		for (const [method, params, plain = params.map(String)] of questions) {
			const said = await lineage[method](...params);
			assert.deepEqual(asSent(said), await chain.api.raw(`lineage_${method}`, ...plain), method);
		}
	});

	it('numbers of 64 bits are bigint', async () => {
		const { at, asset } = await lineage.asset(output);
		assert.deepEqual([typeof at.number, asset.id, typeof asset.edges[0].parent], ['bigint', output, 'bigint']);
		const { rows, total } = await lineage.ancestors(output);
		assert.equal(typeof rows[0].id, 'bigint');
		assert.equal(total, BigInt(rows.length));
	});

	it('pages come one after the other', async () => {
		for (const [method, of] of [['ancestors', output], ['usage', alice.address], ['byAccount', alice.address]]) {
			const rows = [];
			for await (const page of lineage.pages[method](of, { limit: 3 })) {
				assert.ok(page.rows.length <= 3);
				rows.push(...page.rows);
			}
			assert.deepEqual(asSent(rows), await list(chain.api, method, of));
		}
		for await (const page of lineage.pages.ancestors(output, { limit: 1 })) {
			assert.equal(page.rows.length, 1);
			break;
		}
	});

	it('a refusal has the number of the node', async () => {
		await assert.rejects(lineage.asset(2n ** 64n - 1n), { code: ERRORS.UnknownAsset });
		await assert.rejects(lineage.ancestors(output, { limit: 0 }), { code: ERRORS.LimitOutOfRange });
		await assert.rejects(lineage.byAccount('nobody'), { code: ERRORS.NoAccount });
	});

	it('what would be rounded on the way is not sent', async () => {
		for (const id of [2 ** 53, -1, 1.5, '1e3', -1n, Number.NaN, null]) {
			await assert.rejects(lineage.asset(id), RangeError, String(id));
		}
	});
}
