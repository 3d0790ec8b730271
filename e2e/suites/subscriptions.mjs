// What a node tells subscribers, on a chain that makes blocks when it is told to.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { asWire } from '../lib/asWire.mjs';
import { account, declaration, edge } from '../lib/chain.mjs';
import { branches, build, finalise, sendOn } from '../lib/forks.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds } from '../lib/terms.mjs';
import { until, within } from '../lib/until.mjs';

const SECONDS = 30;
const [WORK, MODEL, OUTPUT] = [0, 2, 3];

export default function subscriptions(chain) {
	const [alice, bob] = ['Alice', 'Bob'].map((name) => account(name));

	const ok = async (...calls) => {
		const { results, block } = await together(chain.api, calls);
		assert.ok(results.every((error) => error === null), JSON.stringify(results));
		await inStep(chain.api);
		return block;
	};

	/** Subscribes, and keeps the messages. */
	const listen = async (name, params) => {
		const messages = [];
		const listening = chain.api.rpc.lineage[name](params, (message) => messages.push(asWire(message)));
		const stop = await within(`an answer to ${name}`, SECONDS, listening);
		const next = (count) => until(`message ${count} of ${name}`, SECONDS, () => messages.length >= count && messages);
		await next(1);
		return { messages, next, stop };
	};

	/** Some blocks in which nothing happens, and time for messages that must not come. */
	const pass = async () => {
		for (let made = 0; made < 3; made += 1) {
			await seal(chain.api);
			await inStep(chain.api);
		}
	};

	let root;
	const tips = [];

	before(async () => {
		const { registerWork, composeDataset, registerModel, registerOutput, transferControl } = chain.api.tx.provenance;
		await ok(
			[registerWork(declaration('a work'), []), alice],
			[composeDataset(declaration('a dataset'), [edge(WORK, 'Includes')]), alice],
			[registerModel(declaration('a model'), [edge(1, 'TrainedOn')]), alice],
			[registerOutput(declaration('an output', { basis: 'Synthetic' }), null, [edge(MODEL, 'GeneratedBy')]), alice],
			[transferControl(WORK, bob.address), alice],
		);
		root = await seal(chain.api);
		tips.push(...(await branches(chain.api, root, 2)));
		await inStep(chain.api);
	});

	it('tells what comes to rest on somebody’s works, and what is taken back', async () => {
		const { registerModel } = chain.api.tx.provenance;
		const { messages, next, stop } = await listen('subscribeUsage', bob.address);
		assert.deepEqual(messages[0], { ...messages[0], total: '3', added: [], removed: [], more: false });
		await sendOn(chain.api, tips[0], registerModel(declaration('another'), [edge(1, 'TrainedOn')]), alice);
		tips[0] = await build(chain.api, tips[0]);
		await next(2);
		assert.equal(messages[1].at.hash, tips[0]);
		assert.deepEqual(messages[1], { ...messages[1], total: '4', added: ['4'], removed: [], more: false });
		// The other branch wins: it is not there any more.
		tips[1] = await build(chain.api, tips[1]);
		tips[1] = await build(chain.api, tips[1]);
		await next(3);
		assert.deepEqual(messages[2], { ...messages[2], total: '3', added: [], removed: ['4'], more: false });
		await finalise(chain.api, tips[1]);
		await pass();
		assert.equal(messages.length, 3, 'nothing happened since');
		stop();
	});

	it('tells of control that moves what rests on whose works', async () => {
		const { transferControl } = chain.api.tx.provenance;
		const [of, to] = await Promise.all([bob, alice].map(({ address }) => listen('subscribeUsage', address)));
		await ok([transferControl(WORK, alice.address), bob]);
		await Promise.all([of.next(2), to.next(2)]);
		assert.deepEqual([of.messages[1].removed, of.messages[1].total], [['1', '2', '3'], '0']);
		assert.deepEqual([to.messages[1].added, to.messages[1].total], [['1', '2', '3'], '3']);
		await ok([transferControl(WORK, bob.address), alice]);
		await Promise.all([of.next(3), to.next(3)]);
		assert.deepEqual(of.messages[2].added, ['1', '2', '3']);
		[of, to].forEach(({ stop }) => stop());
	});

	it('tells at once whom a withdrawn work affects', async () => {
		const { withdraw, reinstate } = chain.api.tx.provenance;
		const { messages, next, stop } = await listen('subscribeStanding', [OUTPUT, MODEL, WORK, MODEL]);
		await next(3);
		assert.deepEqual(messages.map(({ asset, isClear }) => [asset, isClear]), [['0', true], ['2', true], ['3', true]]);
		await pass();
		assert.equal(messages.length, 3, 'a block alone is no news');
		const block = await ok([withdraw(WORK, grounds()), bob]);
		await next(6);
		for (const [index, distance] of [[4, 2], [5, 3]]) {
			const { at, isClear, causes } = messages[index];
			assert.deepEqual([at.hash, isClear], [block, false]);
			assert.deepEqual(causes, [{ asset: '0', standing: 'withdrawn', distance, affects: true }]);
		}
		assert.deepEqual([messages[3].standing, messages[3].isClear], ['withdrawn', false]);
		await ok([reinstate(WORK, grounds('Mistake')), bob]);
		await next(9);
		assert.ok(messages.slice(6).every(({ isClear }) => isClear));
		stop();
		await pass();
		await ok([withdraw(WORK, grounds()), bob]);
		await pass();
		assert.equal(messages.length, 9, 'nobody listens any more');
		await ok([reinstate(WORK, grounds('Mistake')), bob]);
	});

	it('refuses by number: no account, no asset, none or too many', async () => {
		const refused = (code, name, params) => {
			const subscribed = chain.api.rpc.lineage[name](params, () => {}).then((stop) => stop());
			return assert.rejects(within(`a refusal by ${name}`, SECONDS, subscribed), { code }, name);
		};
		await refused(9015, 'subscribeStanding', []);
		await refused(9015, 'subscribeStanding', Array.from({ length: 257 }, (_, id) => id));
		await refused(9001, 'subscribeStanding', [WORK, 9_999]);
		await assert.rejects(chain.api.raw('lineage_subscribeUsage', 'nobody'), { code: 9013 });
	});
}
