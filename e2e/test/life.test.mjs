// Chains with a node each: restart, a block for each transaction, pruning.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { asWire } from '../lib/asWire.mjs';
import { account, connect, declaration, edge, eventOf, register, submit, wealth } from '../lib/chain.mjs';
import { permitted, publish } from '../lib/consent.mjs';
import { claimable, claimFor, NATIVE, pay, pool, settled, sums } from '../lib/money.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { methods, parties } from '../lib/parties.mjs';
import { controller, ESCROW, standing } from '../lib/rights.mjs';
import { seal } from '../lib/seal.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';

describe('a chain that is started again', () => {
	const alice = account('Alice');
	let folder;
	let node;
	let api;

	const start = async () => {
		node = await Node.start(folder.path);
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
		const row = asWire((await api.rpc.lineage.asset(work.id)).asset);
		const head = (await api.rpc.chain.getHeader()).number.toNumber();
		assert.equal(await stop(), 0, 'SIGTERM ends a node cleanly');

		await start();
		assert.equal(api.genesisHash.toHex(), genesis);
		assert.ok((await api.rpc.chain.getHeader()).number.toNumber() >= head);
		assert.deepEqual(asWire((await api.rpc.lineage.asset(work.id)).asset), row);

		const edges = [edge(work.id, 'DerivedFrom')];
		const next = await register(api, api.tx.provenance.registerWork(declaration('next'), edges), alice);
		assert.equal(next.id, work.id + 1n);
		assert.ok((await api.rpc.chain.getHeader()).number.toNumber() > head);
	});
});

describe('a chain that is started again with money in its pools', () => {
	it('keeps every pool and what was earned in it, and goes on', async () => {
		const [alice, bob, heir] = [account('Alice'), account('Bob'), account('An heir of the restart')];
		const folder = await temporaryChain();
		let node = await Node.start(folder.path);
		let api = await connect(node.url);
		try {
			const { registerWork, transferControl } = api.tx.provenance;
			const work = await register(api, registerWork(declaration('earns'), []), alice);
			const edges = [edge(work.id, 'DerivedFrom', 250_000)];
			const child = await register(api, registerWork(declaration('earns for it'), edges), alice);
			await eventOf(api, transferControl(work.id, heir.address), alice, 'provenance', 'ControlTransferred');
			await pay(api, child.id, NATIVE, 8_000_000_000_000n, bob);
			await settled(api);
			const pools = async () => Promise.all([work, child].map(({ id }) => pool(api, id, NATIVE)));
			const kept = [await pools(), await claimable(api, heir), await sums(api)];
			assert.equal(kept[0][0].inflow, 2_000_000_000_000n);

			await api.disconnect();
			await node.stop();
			node = await Node.start(folder.path);
			api = await connect(node.url);
			assert.deepEqual([await pools(), await claimable(api, heir), await sums(api)], kept);
			await pay(api, child.id, NATIVE, 8_000_000_000_000n, bob);
			await settled(api);
			assert.equal(await claimFor(api, heir, [[work.id, NATIVE]], bob), 4_000_000_000_000n);
		} finally {
			await api.disconnect();
			await node.stop();
			await folder.remove();
		}
	});
});

describe('a chain that is started again between an acceptance and its end', () => {
	const DONE = { executes: 'Executed', expires: 'Expired' };

	it('executes, expires and refunds in the blocks that were agreed on', async () => {
		const chain = {};
		const { studio, committee, sponsor, ...verbs } = parties(chain);
		const { ok, refused, height, eventsAt, work, propose, accept, promise } = verbs;
		const folder = await temporaryChain();
		const start = async () => {
			const node = await Node.start(folder.path, [], ['--manual-seal']);
			chain.api = await connect(node.url);
			return node;
		};
		let node = await start();
		try {
			const [kept, given] = [await work('kept'), await work('given')];
			const [now, price] = [await height(), 5_000_000_000_001n];
			const consideration = { price: native(price), revenue: null };
			const deals = {
				executes: await promise([{ Control: given }], [{ NotBefore: now + 10 }], { consideration }),
				expires: await promise([{ Control: kept }], [{ Paid: native(price) }, { NotBefore: now + 12 }], {
					...{ needed: 2, deadline: now + 12, consideration },
				}),
			};
			const numbers = {};
			for (const [name, terms] of Object.entries(deals)) {
				numbers[name] = (await propose(terms)).number;
				await ok([accept(numbers[name], terms), committee]);
			}
			assert.equal(await wealth(chain.api, ESCROW), 2n * price + chain.api.consts.balances.existentialDeposit.toBigInt());
			const before = [await wealth(chain.api, studio), await wealth(chain.api, committee), await sums(chain.api)];

			await chain.api.disconnect();
			assert.equal(await node.stop(), 0);
			node = await start();
			assert.deepEqual(await sums(chain.api), before[2]);
			const move = chain.api.tx.provenance.transferControl(given, sponsor.address);
			assert.equal(await refused(move, studio), 'provenance.ControlPromised');
			const told = new Map();
			while ((await height()) < now + 14) {
				const events = await eventsAt(await seal(chain.api));
				told.set((await height()) - now, methods(events));
			}
			assert.deepEqual(told.get(10), ['ClauseMet', 'PaidOut', 'Executed']);
			assert.deepEqual(told.get(12), ['ClauseMet']);
			assert.deepEqual(told.get(13), ['PaidOut', 'Expired']);
			assert.equal([...told.values()].flat().length, 6, 'and nothing else, or twice');
			for (const [name, stage] of Object.entries(DONE)) {
				assert.equal((await standing(chain.api, numbers[name])).stage, stage);
			}
			assert.equal(await controller(chain.api, given), committee.address);
			assert.equal((await wealth(chain.api, committee)) - before[1], price, 'one was paid, one came back');
			assert.ok((await wealth(chain.api, studio)) > before[0]);
		} finally {
			await chain.api.disconnect();
			await node.stop();
			await folder.remove();
		}
	});
});

describe('a chain of one block for each transaction, with a short memory', () => {
	const MEMORY = 16;
	const alice = account('Alice');
	const bob = account('Bob');
	let folder;
	let node;
	let api;

	/** A block in which nothing happens. */
	const pass = () => submit(api, api.tx.system.remark('0x00'), bob);
	/** Blocks enough that the states until now are gone. */
	const forget = async () => {
		for (let made = 0; made < MEMORY + 4; made += 1) {
			assert.equal((await pass()).error, null);
		}
	};

	before(async () => {
		folder = await temporaryChain();
		node = await Node.start(folder.path, ['--state-pruning', `${MEMORY}`], ['--instant-seal']);
		api = await connect(node.url);
	});

	after(async () => {
		await api?.disconnect();
		await node?.stop();
		await folder?.remove();
	});

	it('makes a block for each transaction, and none without, if told so', async () => {
		const { registerWork } = api.tx.provenance;
		for (const number of [1, 2]) {
			const { block } = await register(api, registerWork(declaration(`work ${number}`), []), alice);
			assert.equal((await api.rpc.chain.getHeader(block)).number.toNumber(), number);
			assert.equal((await api.rpc.chain.getHeader()).number.toNumber(), number);
		}
	});

	it('9003: says that the state of an old block is pruned', async () => {
		const genesis = api.genesisHash.toHex();
		const work = await register(api, api.tx.provenance.registerWork(declaration('old'), []), alice);
		await forget();
		const id = work.id.toString();
		for (const block of [genesis, work.block]) {
			for (const [method, ...params] of [['lineage_asset', id], ['lineage_flow', id, 'native', '1']]) {
				await assert.rejects(api.raw(method, ...params, block), (error) => {
					assert.equal(error.code, 9003, error.message);
					assert.ok(JSON.stringify([error.message, error.data]).includes(block));
					return true;
				});
			}
		}
		assert.equal((await api.raw('lineage_asset', id)).asset.id, id, 'the newest state is there');
		assert.equal((await api.raw('lineage_ancestors', id)).total, '0', 'the index needs no state');
	});

	it('says of a block whose state is pruned whether a use was permitted in it', async () => {
		const numberOf = async ({ block }) => (await api.rpc.chain.getHeader(block)).number.toNumber();
		const blocks = [];
		/** One block in which something happens, one in which nothing does. */
		const step = async (made, expected) => {
			blocks.push([await numberOf(made), expected.during], [await numberOf(await pass()), expected.after]);
		};
		const no = { denied: { notOffered: null } };
		const yes = ({ id }) => ({ permitted: { offer: Number(id) } });

		const work = await register(api, api.tx.provenance.registerWork(declaration('granted twice'), []), alice);
		await step(work, { during: no, after: no });
		const first = await publish(api, work.id, stated(), alice);
		await step(first, { during: yes(first), after: yes(first) });
		const end = api.tx.consent.withdrawOffer(first.id, grounds());
		const withdrawn = await eventOf(api, end, alice, 'consent', 'OfferWithdrawn');
		// In the block of the withdrawal itself there was a moment before it.
		await step(withdrawn, { during: yes(first), after: no });
		const second = await publish(api, work.id, stated(), alice);
		await step(second, { during: yes(second), after: yes(second) });
		const close = api.tx.provenance.withdraw(work.id, grounds());
		const closed = await eventOf(api, close, alice, 'provenance', 'StandingChanged');
		await step(closed, { during: yes(second), after: { denied: { notClear: 'Withdrawn' } } });

		await forget();
		const key = api.query.provenance.nextAssetId.key();
		for (const [number, expected] of blocks) {
			const block = await api.raw('chain_getBlockHash', number);
			await assert.rejects(api.raw('state_getStorage', key, block), /State already discarded/);
			assert.deepEqual(await permitted(api, work.id, bob, { at: number }), expected, `block ${number}`);
		}
		assert.deepEqual(await permitted(api, work.id, bob), { denied: { notClear: 'Withdrawn' } });
		assert.deepEqual(await permitted(api, work.id, alice, { at: blocks[0][0] }), { permitted: { control: null } });
		assert.deepEqual(await permitted(api, work.id, bob, { at: 0 }), { denied: { unknownAsset: null } });
		const newest = (await api.rpc.chain.getHeader()).number.toNumber();
		assert.deepEqual(await permitted(api, work.id, bob, { at: newest + 1 }), { denied: { futureBlock: null } });
	});
});
