// The index on a chain that changes its mind: both views, branches that win and lose, and what is final.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, commitment, declaration, edge } from '../lib/chain.mjs';
import { dice, forest } from '../lib/forest.mjs';
import { branches, build, finalise, sendOn } from '../lib/forks.mjs';
import { Graph } from '../lib/graph.mjs';
import { inStep, MOST } from '../lib/lineageIndex.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds } from '../lib/terms.mjs';

const COUNT = 32;
const BRANCHES = 4;
const TURNS = 24;
const VIEWS = { best: 'chain_getBlockHash', finalized: 'chain_getFinalizedHead' };

export default function forks(chain) {
	const [alice, bob, charlie] = ['Alice', 'Bob', 'Charlie'].map((name) => account(name));
	const raw = (method, ...params) => chain.api.raw(`lineage_${method}`, ...params);
	const { work, model } = { work: 1, model: 7 };
	/** The last block of each branch. */
	const tips = [];
	const best = () => chain.api.raw(VIEWS.best);
	/** Makes a block on a branch. */
	const grow = async (branch) => {
		tips[branch] = await build(chain.api, tips[branch]);
		return tips[branch];
	};
	const send = (branch, call, signer) => sendOn(chain.api, tips[branch], call, signer);

	/** Everything that the index says in both views is what follows from the state of their blocks. */
	const agrees = async () => {
		await inStep(chain.api);
		for (const [view, head] of Object.entries(VIEWS)) {
			const graph = await Graph.at(chain.api, await chain.api.raw(head));
			const { at } = graph;
			const same = async (method, of, rows) =>
				assert.deepEqual(
					await raw(method, of, null, null, MOST, view),
					{ at, listedAt: at, total: rows.length.toString(), rows, nextCursor: null },
					`${method} of ${of}, ${view}`,
				);
			await Promise.all(
				graph.rows.map(async (_, id) => {
					await same('ancestors', id, graph.ancestors(id));
					await same('descendants', id, graph.descendants(id));
					assert.deepEqual(await raw('standing', id, view), { at, ...graph.verdict(id), more: false });
				}),
			);
			for (const { address } of [alice, bob, charlie]) {
				await same('byAccount', address, graph.byAccount(address));
				await same('usage', address, graph.usage(address));
			}
			await assert.rejects(raw('ancestors', graph.rows.length, null, null, null, view), { code: 9001 });
		}
		const state = await raw('syncState');
		assert.equal(state.at.hash, await chain.api.raw(VIEWS.best));
		assert.equal(state.finalized.hash, await chain.api.raw(VIEWS.finalized));
	};

	before(async () => {
		const planted = forest(chain.api, 0n, COUNT, 3);
		const { results } = await together(chain.api, [[chain.api.tx.utility.batchAll(planted), alice]]);
		assert.deepEqual(results, [null]);
		// First of all, while the chain's time is not ahead of the clock.
		tips.push(...(await branches(chain.api, await seal(chain.api), BRANCHES)));
	});

	it('a longer branch wins: what was only on the other is gone', async () => {
		const { registerWork, registerModel, transferControl, retire } = chain.api.tx.provenance;
		const next = COUNT;
		await send(0, registerModel(declaration('on the branch that loses'), [edge(model, 'MergedFrom')]), alice);
		await send(0, registerWork(declaration('lost, too'), []), bob);
		const lost = await grow(0);
		await agrees();
		assert.equal((await raw('byCommitment', commitment('lost, too'))).assets.length, 1);
		assert.equal((await raw('ancestors', next + 1)).at.hash, lost);
		const page = await raw('ancestors', COUNT - 1, null, null, 1);

		await grow(1);
		assert.equal(await best(), lost, 'as long is not longer');
		await agrees();
		assert.equal(await grow(1), await best());
		await agrees();
		assert.equal((await raw('byCommitment', commitment('lost, too'))).assets.length, 0);
		await assert.rejects(raw('ancestors', next), { code: 9001 });
		await send(1, transferControl(work + 1, charlie.address), alice);
		await send(1, registerWork(declaration('on the branch that wins'), []), charlie);
		const won = await grow(1);
		await agrees();
		const controlled = (await raw('byAccount', charlie.address)).rows.map(({ id }) => Number(id));
		assert.deepEqual(controlled, [work + 1, next]);
		// A list that was begun on the branch that lost is none of this chain.
		const rest = raw('ancestors', COUNT - 1, null, page.nextCursor, MOST);
		await assert.rejects(rest, { code: 9011 });

		await grow(0);
		assert.equal(await best(), won);
		await grow(0);
		assert.equal(await grow(0), await best());
		await agrees();
		assert.equal((await raw('byAccount', charlie.address)).total, '0');
		await send(0, retire(work + 2, grounds()), alice);
		await grow(0);
		await agrees();
		assert.equal((await raw('standing', work + 2)).standing, 'retired');
	});

	it('branches that win in turn, at every length', async () => {
		const { registerWork, withdraw, reinstate, transferControl } = chain.api.tx.provenance;
		const roll = dice(5);
		let longest = 0;
		for (let turn = 0; turn < TURNS; turn += 1) {
			const branch = Math.floor(roll() * BRANCHES);
			// A transaction is let in where the best block is: the branch wins first.
			for (let made = 0; (await best()) !== tips[branch]; made += 1) {
				await grow(branch);
				longest = Math.max(longest, made);
			}
			await agrees();
			const asset = 1 + Math.floor(roll() * 4);
			const calls = [
				[registerWork(declaration(`turn ${turn}`), []), [alice, bob, charlie][turn % 3]],
				[withdraw(asset, grounds()), alice],
				[reinstate(asset, grounds('Mistake')), alice],
				[transferControl(asset + 20, [alice, bob][turn % 2].address), alice],
			];
			// What is refused on this branch is refused there alone.
			await send(branch, ...calls[Math.floor(roll() * calls.length)]);
			await grow(branch);
			await agrees();
		}
		assert.ok(longest > 4, 'short ways and long ones');
		await finalise(chain.api, await best());
		await agrees();
	});

	it('what is not final is in one view and not in the other', async () => {
		const { provenance } = chain.api.tx;
		const final = await seal(chain.api);
		const controlled = async (view) => Number((await raw('byAccount', bob.address, null, null, null, view)).total);
		const before = await controlled('finalized');
		await sendOn(chain.api, final, provenance.registerWork(declaration('not final'), []), bob);
		await sendOn(chain.api, final, provenance.withdraw(work, grounds()), alice);
		const block = await build(chain.api);
		await agrees();
		assert.deepEqual([await controlled('best'), await controlled('finalized')], [before + 1, before]);
		assert.equal((await raw('byCommitment', commitment('not final'))).assets.length, 1);
		assert.equal((await raw('byCommitment', commitment('not final'), null, 'finalized')).assets.length, 0);
		await finalise(chain.api, block);
		await agrees();
		assert.equal(await controlled('finalized'), before + 1);
	});

	it('a withdrawn work is at once the cause in the standing of every output that rests on it', async () => {
		const { provenance } = chain.api.tx;
		const graph = await Graph.at(chain.api, await seal(chain.api));
		const outputsOf = (id) => graph.descendants(id, { kinds: ['output'] }).map(({ id: output }) => output);
		const works = graph.byAccount(alice.address, { kinds: ['work'], standings: ['clear'] }).map(({ id }) => Number(id));
		const source = works.reduce((a, b) => (outputsOf(a).length >= outputsOf(b).length ? a : b));
		const outputs = outputsOf(source);
		assert.ok(outputs.length > 1);
		const blames = async (id, view) =>
			(await raw('standing', id, view)).causes.some(({ asset }) => asset === source.toString());

		await sendOn(chain.api, graph.at.hash, provenance.withdraw(source, grounds()), alice);
		const block = await build(chain.api);
		await inStep(chain.api);
		for (const id of outputs) {
			assert.ok(await blames(id, 'best'), `output ${id}`);
			assert.ok(!(await blames(id, 'finalized')), `output ${id} before it is final`);
			const { isClear, causes } = await raw('standing', id);
			assert.equal(isClear, false);
			const { distance, ...cause } = causes.find(({ asset }) => asset === source.toString());
			assert.deepEqual(cause, { asset: source.toString(), standing: 'withdrawn', affects: true });
			assert.equal(distance, graph.distance(source, Number(id)));
		}
		await finalise(chain.api, block);
		await agrees();
		for (const id of outputs) {
			assert.ok(await blames(id, 'finalized'), `output ${id}, final`);
		}

		// On chain it arrives a generation at a time: each refresh is a transaction that costs nothing.
		const behind = (await Graph.at(chain.api, block)).descendants(source).map(({ id }) => Number(id));
		await together(chain.api, behind.map((id) => [provenance.refresh(id), alice]));
		await agrees();
		for (const id of outputs) {
			assert.notEqual((await raw('standing', id)).affectedBy, null, `output ${id}, refreshed`);
		}
		await sendOn(chain.api, await chain.api.raw(VIEWS.best), provenance.reinstate(source, grounds('Mistake')), alice);
		await seal(chain.api);
		await agrees();
		for (const id of outputs) {
			assert.ok(!(await blames(id, 'best')), `output ${id}, reinstated`);
		}
	});
}
