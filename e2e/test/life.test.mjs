import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { account, connect, declaration, edge, register, submit } from '../lib/chain.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { fromTyped } from '../lib/rows.mjs';

describe('a chain with a life of its own', () => {
	const alice = account('Alice');
	let folder;
	let node;
	let api;

	const start = async (extra, seal) => {
		node = await Node.start(folder.path, extra, seal);
		api = await connect(node.url);
	};

	const stop = async () => {
		await api?.disconnect();
		const outcome = await node?.stop();
		[api, node] = [undefined, undefined];
		return outcome;
	};

	beforeEach(async () => {
		folder = await temporaryChain();
	});

	afterEach(async () => {
		await stop();
		await folder.remove();
	});

	it('keeps its data over a restart and goes on', async () => {
		await start();
		const work = await register(api, api.tx.provenance.registerWork(declaration('kept'), []), alice);
		const genesis = api.genesisHash.toHex();
		const row = fromTyped((await api.rpc.lineage.asset(work.id)).asset);
		const head = (await api.rpc.chain.getHeader()).number.toNumber();
		assert.equal(await stop(), 0, 'SIGTERM ends a node cleanly');

		await start();
		assert.equal(api.genesisHash.toHex(), genesis);
		assert.ok((await api.rpc.chain.getHeader()).number.toNumber() >= head);
		assert.deepEqual(fromTyped((await api.rpc.lineage.asset(work.id)).asset), row);

		const edges = [edge(work.id, 'DerivedFrom')];
		const next = await register(api, api.tx.provenance.registerWork(declaration('next'), edges), alice);
		assert.equal(next.id, work.id + 1n);
		assert.ok((await api.rpc.chain.getHeader()).number.toNumber() > head);
	});

	it('makes a block for each transaction, and none without, if told so', async () => {
		await start([], ['--instant-seal']);
		const { registerWork } = api.tx.provenance;
		for (const number of [1, 2]) {
			const { block } = await register(api, registerWork(declaration(`work ${number}`), []), alice);
			assert.equal((await api.rpc.chain.getHeader(block)).number.toNumber(), number);
			assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), number);
		}
	});

	it('9003: says that the state of an old block is pruned', async () => {
		await start(['--state-pruning', '8']);
		const genesis = api.genesisHash.toHex();
		const work = await register(api, api.tx.provenance.registerWork(declaration('old'), []), alice);
		for (let blocks = 0; blocks < 20; blocks += 1) {
			assert.equal((await submit(api, api.tx.system.remark(`0x0${blocks % 10}`), alice)).error, null);
		}
		const id = work.id.toString();
		for (const block of [genesis, work.block]) {
			for (const [method, ...params] of [['lineage_asset', id], ['lineage_ancestors', id, null, null]]) {
				await assert.rejects(api.raw(method, ...params, block), (error) => {
					assert.equal(error.code, 9003, error.message);
					assert.ok(JSON.stringify([error.message, error.data]).includes(block));
					return true;
				});
			}
		}
		assert.equal((await api.raw('lineage_asset', id)).asset.id, id, 'the newest state is there');
	});
});
