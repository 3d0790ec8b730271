// Every method of the index against what follows by hand from the runtime API, at one block.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { hexToU8a, u8aToHex } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';

import { account, commitment, declaration, edge, named } from '../lib/chain.mjs';
import { asWire } from '../lib/asWire.mjs';
import { forest } from '../lib/forest.mjs';
import { Graph } from '../lib/graph.mjs';
import { inStep, list, MOST, pages } from '../lib/lineageIndex.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds, stated } from '../lib/terms.mjs';

const COUNT = 48;
const PERMISSIONS_LAST = 8;

/** Each part of a filter alone, at its ends, and all of them together. */
const FILTERS = [
	null,
	{},
	{ kinds: ['work'] },
	{ kinds: ['dataset', 'model'] },
	{ kinds: [] },
	{ relations: ['includes', 'trainedOn', 'generatedBy'] },
	{ relations: ['versionOf'] },
	{ relations: [] },
	{ standings: ['clear'] },
	{ standings: ['withdrawn', 'retired', 'quarantined', 'invalidated', 'expired'] },
	{ depth: 0 },
	{ depth: 1 },
	{ depth: 2 },
	{ depth: 4_294_967_295 },
	{ kinds: ['work', 'output'], relations: ['includes', 'trainedOn', 'derivedFrom'], standings: ['clear'], depth: 3 },
];

const LOCAL_FILTERS = FILTERS.filter((filter) => filter?.relations === undefined && filter?.depth === undefined);

export default function lineageIndex(chain) {
	const [alice, bob, charlie, dave] = ['Alice', 'Bob', 'Charlie', 'Dave'].map((name) => account(name));
	const stranger = account('Somebody without any asset');
	let graph;
	let ids;
	const twins = [];

	const ok = async (...calls) => {
		const made = await together(chain.api, calls);
		assert.ok(made.results.every((error) => error === null), JSON.stringify(made.results));
		return made;
	};
	const raw = (method, ...params) => chain.api.raw(`lineage_${method}`, ...params);
	const each = (items, check) => Promise.all(items.map(check));
	const ofKind = (kind) => ids.filter((id) => graph.rows[id].kind === kind);

	/** The first asset of a kind among those that were planted. */
	const first = (assets, kind) => assets.findIndex(({ method }) => method.method === kind);

	before(async () => {
		const { batchAll } = chain.api.tx.utility;
		const { provenance, consent, sudo } = chain.api.tx;
		const planted = forest(chain.api, 0n, COUNT);
		await ok([batchAll(planted), alice]);

		// What bob and charlie control, a work of each among it.
		const moved = [[1, bob], [2, charlie], [10, bob], [17, charlie], [23, bob], [31, bob], [40, charlie]];
		await ok([batchAll(moved.map(([id, heir]) => provenance.transferControl(id, heir.address))), alice]);

		// Two of the same content, and a dataset of something that is permitted for a while.
		const now = (await chain.api.rpc.chain.getHeader()).number.toNumber();
		const terms = stated({ terms: { expires: now + PERMISSIONS_LAST } });
		const { events } = await ok(
			[batchAll([0, 1].map(() => provenance.registerWork(declaration('twin'), []))), dave],
			[consent.publishOffer(0, terms), alice],
		);
		twins.push(COUNT, COUNT + 1);
		const { offer } = named(events, 'consent', 'OfferPublished');
		const seasonal = [edge(0, 'Includes', 0, { Offer: offer })];
		await ok([provenance.composeDataset(declaration('seasonal'), seasonal), dave]);
		await ok([provenance.registerModel(declaration('of a season'), [edge(COUNT + 2, 'TrainedOn')]), dave]);

		// Everything that can stand against an asset, some of it twice.
		const dataset = first(planted, 'composeDataset');
		const model = first(planted, 'registerModel');
		await ok(
			[provenance.withdraw(1, grounds()), bob],
			[provenance.retire(2, grounds()), charlie],
			[batchAll([provenance.retire(5, grounds()), provenance.withdraw(5, grounds())]), alice],
		);
		await ok([sudo.sudo(provenance.quarantine(dataset, grounds())), alice]);
		await ok([sudo.sudo(provenance.invalidate(model, grounds('Order'))), alice]);
		let head;
		do {
			head = await seal(chain.api);
		} while ((await chain.api.rpc.chain.getHeader(head)).number.toNumber() <= now + PERMISSIONS_LAST);
		await inStep(chain.api);
		graph = await Graph.at(chain.api, head);
		ids = graph.rows.map((_, id) => id);
	});

	it('the forest has everything: kinds, relations, standings', () => {
		const words = (name) => new Set(graph.rows.map((row) => row[name]));
		assert.equal(words('kind').size, 4);
		assert.equal(words('standing').size, 6);
		assert.equal(new Set(graph.rows.flatMap(({ edges }) => edges.map(({ relation }) => relation))).size, 10);
		assert.ok(Math.max(...words('generation')) >= 6);
	});

	it('syncState says that the index is in step, and at which block', async () => {
		const state = { phase: 'inStep', at: graph.at, finalized: graph.at, target: graph.at, assets: null };
		assert.deepEqual(await raw('syncState'), state);
		assert.deepEqual(asWire(await chain.api.rpc.lineage.syncState()), state);
	});

	for (const method of ['ancestors', 'descendants']) {
		it(`${method}: of every asset, with every filter`, async () => {
			const questions = ids.flatMap((id) => FILTERS.map((filter) => [id, filter]));
			await each(questions, async ([id, filter]) => {
				const rows = graph[method](id, filter ?? undefined);
				assert.deepEqual(
					await raw(method, id.toString(), filter, null, MOST),
					{ at: graph.at, listedAt: graph.at, total: rows.length.toString(), rows, nextCursor: null },
					`${method} of ${id} with ${JSON.stringify(filter)}`,
				);
			});
		});

		it(`${method}: pages of every size join into the whole`, async () => {
			const id = ids.reduce((a, b) => (graph[method](a).length > graph[method](b).length ? a : b));
			const whole = graph[method](id);
			assert.ok(whole.length > 10);
			await each([1, 2, 3, 7, whole.length - 1, whole.length, MOST], async (limit) => {
				const answers = await pages(chain.api, method, id, { limit });
				assert.deepEqual(answers.flatMap(({ rows }) => rows), whole);
				assert.equal(answers.length, Math.ceil(whole.length / limit), 'no page more than it takes');
				assert.ok(answers.every(({ total }) => total === whole.length.toString()));
			});
			const some = graph[method](id, { kinds: ['model', 'output'] });
			assert.deepEqual(await list(chain.api, method, id, { filter: { kinds: ['model', 'output'] }, limit: 2 }), some);
		});
	}

	it('64 rows if the question does not say how many', async () => {
		const { provenance, utility } = chain.api.tx;
		const next = graph.rows.length;
		const works = Array.from({ length: 65 }, (_, index) => provenance.registerWork(declaration(`drawing ${index}`), []));
		await ok([utility.batchAll(works), dave]);
		await inStep(chain.api);
		const page = await raw('byAccount', dave.address, { kinds: ['work'] });
		assert.equal(page.rows.length, 64);
		assert.equal(page.total, '67');
		const rest = await raw('byAccount', dave.address, { kinds: ['work'] }, page.nextCursor);
		assert.deepEqual(rest.rows.map(({ id }) => Number(id)), [next + 62, next + 63, next + 64]);
		graph = await Graph.at(chain.api, await chain.api.raw('chain_getBlockHash'));
		ids = graph.rows.map((_, id) => id);
	});

	for (const method of ['byAccount', 'usage']) {
		it(`${method}: of everybody, with every filter, however the account is written`, async () => {
			const filters = method === 'usage' ? FILTERS : LOCAL_FILTERS;
			const questions = [alice, bob, charlie, dave, stranger].flatMap((who) => filters.map((filter) => [who, filter]));
			await each(questions, async ([{ address, publicKey }, filter]) => {
				const rows = graph[method](address, filter ?? undefined);
				const answer = { at: graph.at, listedAt: graph.at, total: rows.length.toString(), rows, nextCursor: null };
				for (const written of [address, encodeAddress(publicKey, 0), u8aToHex(publicKey)]) {
					assert.deepEqual(await raw(method, written, filter, null, MOST), answer, `${written} ${JSON.stringify(filter)}`);
				}
			});
			assert.deepEqual(await list(chain.api, method, alice.address, { limit: 3 }), graph[method](alice.address));
		});
	}

	it('isAncestor: of every pair', async () => {
		const planted = ids.slice(0, COUNT + 4);
		await each(planted, (a) =>
			each(planted, async (b) => {
				const isAncestor = graph.distance(a, b) !== null;
				assert.deepEqual(await raw('isAncestor', a.toString(), b), { at: graph.at, isAncestor }, `${a} above ${b}`);
			}),
		);
	});

	it('path: a shortest way between every pair, over all relations or some', async () => {
		const planted = ids.slice(0, COUNT + 4);
		const edges = new Set(
			graph.rows.flatMap(({ id, edges }) => edges.map(({ parent, relation }) => `${id} ${relation} ${parent}`)),
		);
		const some = ['includes', 'trainedOn', 'mergedFrom', 'derivedFrom'];
		const questions = planted.flatMap((a) => planted.flatMap((b) => [[a, b, null], [a, b, some]]));
		await each(questions, async ([a, b, relations]) => {
			const { at, path } = await raw('path', a, b, relations);
			assert.deepEqual(at, graph.at);
			const distance = graph.distance(a, b, relations);
			if (distance === null) {
				assert.equal(path, null, `no way from ${b} to ${a}`);
				return;
			}
			assert.equal(path.length, distance, `from ${b} to ${a}`);
			assert.deepEqual([path[0].child, path.at(-1).parent], [b.toString(), a.toString()]);
			path.forEach(({ child, relation, parent }, index) => {
				assert.ok(edges.has(`${child} ${relation} ${parent}`));
				assert.ok(relations?.includes(relation) ?? true);
				assert.ok(index === 0 || path[index - 1].parent === child);
			});
		});
		assert.equal((await raw('path', 0, 0)).path, null, 'nothing is its own ancestor');
	});

	it('standing: the verdict on every asset, with all that stands in its way', async () => {
		await each(ids, async (id) => {
			assert.deepEqual(await raw('standing', id), { at: graph.at, ...graph.verdict(id), more: false });
		});
		const causes = new Set(ids.flatMap((id) => graph.verdict(id).causes.map(({ standing }) => standing)));
		assert.equal(causes.size, 5, 'everything that is not clear is the cause of something');
	});

	it('byCommitment: both rows of each asset with it', async () => {
		await each(ids.slice(0, COUNT + 4), async (id) => {
			const sought = graph.rows[id].commitment;
			const assets = graph.rows.filter((row) => row.commitment === sought);
			assert.deepEqual(await raw('byCommitment', sought), { at: graph.at, assets, next: null });
		});
		const twin = async (from) => (await raw('byCommitment', commitment('twin'), from)).assets.map(({ id }) => Number(id));
		assert.deepEqual(await twin(), twins);
		assert.deepEqual(await twin(twins[1]), twins.slice(1));
		assert.deepEqual(await twin('18446744073709551615'), []);
		// The index keeps the first bits of a commitment: another that begins like it is another.
		const close = hexToU8a(commitment('twin'));
		close[31] ^= 1;
		assert.deepEqual((await raw('byCommitment', u8aToHex(close))).assets, []);
		assert.deepEqual((await raw('byCommitment', commitment('of nothing'))).assets, []);
	});

	it('more than a page of the same commitment, more causes than a verdict lists', async () => {
		const { batchAll } = chain.api.tx.utility;
		const { registerWork, composeDataset, registerModel, retire, withdraw } = chain.api.tx.provenance;
		const above = graph.rows.length;
		const [works, apart] = [70, 40];
		const copies = Array.from({ length: works }, (_, index) => above + 1 + index);
		const [wide, narrow, top] = [1, 2, 3].map((place) => above + works + place);
		const included = (parents) => parents.map((parent) => edge(parent, 'Includes'));
		await ok([
			batchAll([
				registerWork(declaration('far above'), []),
				...copies.map((id) => registerWork(declaration('copy'), id === copies[0] ? [edge(above, 'DerivedFrom')] : [])),
				composeDataset(declaration('wide'), included(copies.slice(0, apart))),
				composeDataset(declaration('narrow'), included(copies.slice(apart))),
				registerModel(declaration('top'), [edge(wide, 'TrainedOn'), edge(narrow, 'TrainedOn')]),
			]),
			dave,
		]);
		await ok([batchAll(copies.map((id) => retire(id, grounds()))), dave]);
		await inStep(chain.api);
		const verdict = async () => {
			const { at, causes, ...said } = await raw('standing', top);
			const now = (await Graph.at(chain.api, at.hash)).verdict(top);
			assert.deepEqual(causes, now.causes.slice(0, 64));
			assert.deepEqual(said, { ...said, isClear: now.isClear, more: now.causes.length > 64 });
			return said;
		};
		assert.deepEqual([await verdict()].map(({ isClear, more }) => [isClear, more]), [[true, true]], 'closing takes nothing away');
		await ok([withdraw(above, grounds()), dave]);
		await inStep(chain.api);
		const { isClear, more } = await verdict();
		assert.deepEqual([isClear, more], [false, true], 'what affects it is beyond those that are listed');

		const seen = [];
		let from = null;
		do {
			const page = await raw('byCommitment', commitment('copy'), from);
			seen.push(...page.assets.map(({ id }) => Number(id)));
			from = page.next;
		} while (from !== null);
		assert.deepEqual(seen, copies);
		graph = await Graph.at(chain.api, await chain.api.raw('chain_getBlockHash'));
		ids = graph.rows.map((_, id) => id);
	});

	it('flow: what the runtime says of every asset, to the unit', async () => {
		const { royaltyApi } = chain.api.call;
		await each(ids.slice(0, COUNT), async (id) => {
			for (const amount of ['1', '999999999999', '123456789012345678901']) {
				const said = await royaltyApi.flow(id, 'Native', amount);
				const asked = raw('flow', id, 'native', amount);
				if (said.isErr) {
					await assert.rejects(asked, { code: 9014 }, said.asErr.type);
					continue;
				}
				assert.equal(said.asOk.beyond.length, 0, 'one call looks at all of them');
				const { at, asset, rows } = await asked;
				assert.deepEqual([at, asset], [graph.at, id.toString()]);
				const row = ({ asset: to, inflow, contributors, holders, held }) =>
					Object.fromEntries(Object.entries({ asset: to, inflow, contributors, holders, held }).map(([name, value]) => [name, value.toString()]));
				assert.deepEqual(rows, said.asOk.rows.map(row));
			}
		});
		assert.ok((await raw('flow', COUNT - 1, 'native', '1000000000000')).rows.length > 1);
	});

	it('typed by @polkadot/api, every answer is the same', async () => {
		const { lineage } = chain.api.rpc;
		const output = ofKind('output').at(-1);
		const questions = [
			['asset', output],
			['ancestors', output, { kinds: ['work', 'dataset'], depth: 9 }, null, 2, 'finalized'],
			['descendants', 1, { relations: ['includes'] }, null, 5],
			['byAccount', bob.address, { standings: ['clear'] }],
			['usage', u8aToHex(charlie.publicKey), null, null, 3],
			['isAncestor', 1, output, 'best'],
			['path', 0, output, ['trainedOn', 'generatedBy', 'includes'], 'finalized'],
			['byCommitment', commitment('twin')],
			['standing', output],
			['flow', output, 'native', '5000000000000'],
		];
		for (const [method, ...params] of questions) {
			const [typed, plain] = await Promise.all([lineage[method](...params), raw(method, ...params)]);
			// Each question begins a list of its own, with cursors of its own.
			const { nextCursor: one = null, ...said } = asWire(typed);
			const { nextCursor: other = null, ...answer } = plain;
			assert.deepEqual(said, answer, method);
			assert.equal(one === null, other === null);
		}
		const whole = graph.ancestors(output);
		const page = await lineage.ancestors(output, null, null, 2);
		const next = asWire(await lineage.ancestors(output, null, page.nextCursor.unwrap(), 2));
		assert.deepEqual(next.rows, whole.slice(2, 4));
	});
}
