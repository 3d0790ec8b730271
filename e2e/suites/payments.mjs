// Revenue of an output: five levels of assets and the contributors at the bottom get their parts by themselves.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, commitment, declaration, edge, eventOf, feeOf, named, register, submit, wealth } from '../lib/chain.mjs';
import { Collection, strangers } from '../lib/collection.mjs';
import { accept, publish } from '../lib/consent.mjs';
import { balance, blockNumber, claimFor, flow, NATIVE, newest, pay, pool, POT, settled } from '../lib/money.mjs';
import { native, stated } from '../lib/terms.mjs';
import { until } from '../lib/until.mjs';
import { view } from '../lib/viewFunctions.mjs';

const NONE = 10_000_000;
const AMOUNT = 777_777_777_777_777n;
const HALF = 500_000;
const WEIGHTS = [1, 2, 7];
const MOST_BLOCKS = 10;

export default function payments(chain) {
	const maker = account('Bob');
	const buyer = account('Charlie');
	const helper = account('Dave');
	const collection = new Collection('paid drawings', strangers('A contributor of paid drawings', 3), WEIGHTS);
	/** From the collection up to what is paid for. */
	const ids = [];
	const top = () => ids.at(-1);
	const kept = {};

	/** Bob's next asset, which passes half of what comes in on to the newest. */
	const make = async (relation) => {
		const { composeDataset, registerModel, registerOutput, registerWork } = chain.api.tx.provenance;
		const edges = [edge(top(), relation, HALF)];
		const label = declaration(`paid ${relation}`);
		const call = {
			Includes: () => composeDataset(label, edges),
			TrainedOn: () => registerModel(label, edges),
			GeneratedBy: () => registerOutput({ ...label, basis: 'Synthetic' }, null, edges),
			DerivedFrom: () => registerWork(label, edges),
		}[relation];
		ids.push((await register(chain.api, call(), maker)).id);
	};
	const work = async (label) => {
		const call = chain.api.tx.provenance.registerWork(declaration(label), []);
		return (await register(chain.api, call, maker)).id;
	};
	const pots = () => balance(chain.api, NATIVE, POT);

	before(async () => {
		ids.push(await collection.register(chain.api, maker, 800_000));
		for (const relation of ['Includes', 'TrainedOn', 'GeneratedBy', 'DerivedFrom', 'DerivedFrom']) {
			await make(relation);
		}
		kept.pot = await pots();
	});

	it('the pot holds the least balance from the first block on', async () => {
		const least = chain.api.consts.balances.existentialDeposit.toBigInt();
		const genesis = await chain.api.at(chain.api.genesisHash);
		assert.equal((await genesis.query.system.account(POT.address)).data.free.toBigInt(), least);
		assert.equal(await pool(chain.api, top(), NATIVE), null, 'and no asset has a pool before it is paid');
	});

	it('who would get what is known before: all of the payment but less than a planck a level', async () => {
		kept.flow = await flow(chain.api, top(), NATIVE, AMOUNT);
		assert.deepEqual(kept.flow.map(({ asset }) => asset), [...ids].reverse());
		let inflow = AMOUNT;
		for (const row of kept.flow.slice(0, -1)) {
			assert.equal(row.inflow, inflow);
			assert.deepEqual([row.contributors, row.holders, row.held], [0n, inflow / 2n, 0n]);
			inflow /= 2n;
		}
		const { contributors, holders } = kept.flow.at(-1);
		assert.equal(contributors, (inflow * 8n) / 10n);
		assert.equal(contributors + holders, inflow);
		const parts = kept.flow.reduce((sum, row) => sum + row.contributors + row.holders, 0n);
		assert.ok(AMOUNT - parts < 5n, `${AMOUNT - parts} planck for later`);
	});

	it('a payment is one step, and reaches all five levels within ten blocks by itself', async () => {
		const reference = commitment('an invoice');
		const event = await pay(chain.api, top(), NATIVE, AMOUNT, buyer, reference);
		assert.deepEqual([event.payer.toString(), event.amount.toBigInt()], [buyer.address, AMOUNT]);
		assert.equal(event.reference.unwrap().toHex(), reference);
		const first = await blockNumber(chain.api, event.block);
		await until('ten blocks', 60, async () => (await chain.api.rpc.chain.getHeader()).number >= first + MOST_BLOCKS);
		const pulls = [];
		for (let number = first; number <= first + MOST_BLOCKS; number += 1) {
			const block = await chain.api.rpc.chain.getBlockHash(number);
			for (const { event: pulled } of await (await chain.api.at(block)).query.system.events()) {
				if (pulled.section === 'royalty' && pulled.method === 'Pulled') {
					const { child, edge: at, parent, amount } = pulled.data;
					assert.equal(at.toNumber(), 0);
					pulls.push({ child: child.toBigInt(), parent: parent.toBigInt(), amount: amount.toBigInt(), number });
				}
			}
		}
		const pairs = ids.slice(1).map((child, level) => [child, ids[level]]).reverse();
		assert.deepEqual(pulls.map(({ child, parent }) => [child, parent]), pairs, 'each edge once');
		assert.deepEqual(pulls.map(({ amount }) => amount), kept.flow.slice(1).map(({ inflow }) => inflow));
		console.log(`five levels in block ${pulls.at(-1).number - first} after the payment`);
	});

	it('what was said to flow is what arrived, to the planck', async () => {
		await settled(chain.api);
		for (const row of kept.flow) {
			const { inflow, toContributors, toHolders, held, paid, queued } = await pool(chain.api, row.asset, NATIVE);
			assert.deepEqual([inflow, toContributors, toHolders], [row.inflow, row.contributors, row.holders]);
			assert.deepEqual([held, paid, queued], [0n, 0n, false]);
		}
		assert.equal((await pots()) - kept.pot, AMOUNT, 'and all of it is in the pot');
	});

	it('view functions say the same as the runtime API', async () => {
		const { api } = chain;
		const { royaltyApi } = api.call;
		const same = async (name, method, ...values) => {
			const [one, other] = [await view(api, 'Royalty', name, ...values), await royaltyApi[method](...values)];
			assert.equal(one.toHex(), other.toHex(), name);
		};
		await same('currencies', 'currencies');
		await same('pool', 'pool', top(), NATIVE);
		await same('pools', 'pools', top());
		await same('owed', 'owed', top(), 0, NATIVE);
		await same('units', 'units', top(), maker.address);
		await same('holders', 'holders', top(), null, 256);
		await same('claimable', 'claimable', maker.address, null, 256);
		await same('claimable_of', 'claimableOf', maker.address, top());
		await same('claimable_by_leaves', 'claimableByLeaves', collection.id, NATIVE, [[0, 1], [2, 7]]);
		await same('flow', 'flow', top(), NATIVE, AMOUNT);
		await same('flow_on', 'flowOn', NATIVE, [[top(), AMOUNT]]);
		assert.equal((await royaltyApi.units(top(), maker.address)).toNumber(), 1_000_000, 'until the first transfer');
		assert.equal((await royaltyApi.units(top(), buyer.address)).toNumber(), 0);
		assert.ok((await royaltyApi.owed(top(), 0, NATIVE)).unwrap().isZero());
		assert.ok((await royaltyApi.owed(top(), 1, NATIVE)).isNone);
	});

	it('questions that cannot be answered have a name', async () => {
		const { flow: ask, flowOn, claimableByLeaves } = chain.api.call.royaltyApi;
		const error = async (answer) => (await answer).asErr.type;
		assert.equal(await error(ask(NONE, NATIVE, 1)), 'UnknownAsset');
		assert.equal(await error(ask(top(), { WithId: NONE }, 1)), 'UnknownCurrency');
		assert.equal(await error(ask(top(), NATIVE, 2n ** 128n - 1n)), 'TooMuch');
		assert.equal(await error(flowOn(NATIVE, [[NONE, 1]])), 'UnknownAsset');
		assert.equal(await error(flowOn(NATIVE, [[top(), 2n ** 128n - 1n], [top(), 1]])), 'TooMuch');
		const many = Array.from({ length: 257 }, (_, leaf) => [leaf, 1]);
		assert.equal(await error(claimableByLeaves(collection.id, NATIVE, many)), 'TooMany');
		assert.equal(await error(claimableByLeaves(NONE, NATIVE, [])), 'UnknownAsset');
		for (const limit of [0, 257]) {
			const { claimable, holders } = chain.api.call.royaltyApi;
			assert.equal(await error(claimable(maker.address, null, limit)), 'LimitOutOfRange');
			assert.equal(await error(holders(top(), null, limit)), 'LimitOutOfRange');
		}
	});

	it('everybody is paid: one call for all pools of a holder, one for each leaf', async () => {
		const before = await wealth(chain.api, maker);
		const holders = kept.flow.reduce((sum, row) => sum + row.holders, 0n);
		assert.equal(await claimFor(chain.api, maker, ids.map((id) => [id, NATIVE]), helper), holders);
		assert.equal((await wealth(chain.api, maker)) - before, holders);

		let out = holders;
		const { contributors } = kept.flow.at(-1);
		for (const { index, weight } of collection.leaves) {
			const event = await eventOf(chain.api, collection.claim(chain.api, index, [NATIVE]), helper, 'royalty', 'LeafClaimed');
			const earned = (contributors * weight) / 10n;
			assert.equal(event.amount.toBigInt(), earned);
			assert.equal(await wealth(chain.api, collection.contributors[index]), earned);
			out += earned;
		}
		const left = (await pots()) - kept.pot;
		assert.equal(out + left, AMOUNT);
		assert.ok(left < 5n + 3n, `${left} planck wait for later payments`);
	});

	it('the payer pays the amount and the fee, and for a pool that is new its deposit', async () => {
		const asset = await work('paid for the first time');
		const reserved = async () => (await chain.api.query.system.account(buyer.address)).data.reserved.toBigInt();
		for (const opens of [true, false]) {
			const before = [await wealth(chain.api, buyer), await reserved(), await pots()];
			const { events } = await pay(chain.api, asset, NATIVE, 5n, buyer);
			assert.equal(before[0] - (await wealth(chain.api, buyer)), 5n + feeOf(events));
			assert.equal((await reserved()) > before[1], opens);
			assert.equal((await pots()) - before[2], 5n);
		}
	});

	it('by hand a parent need not wait for the queue; what is not there to pull has a name', async () => {
		const { royalty, utility } = chain.api.tx;
		const call = utility.batchAll([royalty.pay(top(), NATIVE, AMOUNT, null), royalty.pull(top(), 0, NATIVE)]);
		const { events } = await eventOf(chain.api, call, buyer, 'utility', 'BatchCompleted');
		const { child, parent, amount } = named(events, 'royalty', 'Pulled');
		assert.deepEqual([child.toBigInt(), parent.toBigInt()], [top(), ids.at(-2)]);
		// Half of both payments, less half of the first.
		assert.equal(amount.toBigInt(), (2n * AMOUNT) / 2n - AMOUNT / 2n);
		await settled(chain.api);
		const unpaid = await work('never paid');
		const cases = [
			['NothingOwed', [top(), 0, NATIVE]],
			['UnknownEdge', [top(), 1, NATIVE]],
			['UnknownPool', [unpaid, 0, NATIVE]],
			['UnknownAsset', [NONE, 0, NATIVE]],
		];
		for (const [name, values] of cases) {
			assert.equal((await submit(chain.api, royalty.pull(...values), helper)).error, `royalty.${name}`);
		}
	});

	it('refuses by name what cannot be paid, and takes nothing', async () => {
		const before = await pots();
		const free = (await chain.api.query.system.account(buyer.address)).data.free.toBigInt();
		const cases = [
			['royalty.NothingPaid', [top(), NATIVE, 0n]],
			['royalty.UnknownAsset', [NONE, NATIVE, 1n]],
			['royalty.UnknownCurrency', [top(), { WithId: NONE }, 1n]],
			['{"token":"FundsUnavailable"}', [top(), NATIVE, free]],
			['royalty.TooMuch', [top(), NATIVE, 2n ** 128n - 1n]],
		];
		for (const [name, [asset, currency, amount]] of cases) {
			const { error } = await submit(chain.api, chain.api.tx.royalty.pay(asset, currency, amount, null), buyer);
			assert.equal(error, name);
		}
		assert.equal(await pots(), before);
		const { free: left } = (await (await newest(chain.api)).query.system.account(buyer.address)).data;
		assert.ok(left.toBigInt() < free, 'but the fees');
	});

	it('the price of a licence is revenue like any other', async () => {
		const terms = stated({ price: native(AMOUNT) });
		const offer = await publish(chain.api, top(), terms, maker);
		const expected = await flow(chain.api, top(), NATIVE, AMOUNT);
		const before = await Promise.all(ids.map((id) => pool(chain.api, id, NATIVE)));
		const { events } = await accept(chain.api, offer.id, top(), terms, buyer);
		assert.equal(named(events, 'royalty', 'Paid').amount.toBigInt(), AMOUNT);
		await settled(chain.api);
		for (const [level, id] of ids.entries()) {
			const after = await pool(chain.api, id, NATIVE);
			const { inflow, holders, contributors } = expected.find(({ asset }) => asset === id);
			assert.equal(after.inflow - before[level].inflow, inflow);
			assert.equal(after.toHolders - before[level].toHolders, holders);
			assert.equal(after.toContributors - before[level].toContributors, contributors);
		}
	});
}
