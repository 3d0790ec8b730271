// What the index keeps on disk: a node that is started again answers the same, whatever became of the file.
import assert from 'node:assert/strict';
import { access, copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, it } from 'node:test';

import { account, connect, declaration } from '../lib/chain.mjs';
import { forest } from '../lib/forest.mjs';
import { build, sendOn } from '../lib/forks.mjs';
import { Graph } from '../lib/graph.mjs';
import { inStep, list } from '../lib/lineageIndex.mjs';
import { Node, temporaryChain } from '../lib/node.mjs';
import { together } from '../lib/seal.mjs';
import { until } from '../lib/until.mjs';

const COUNT = 40;
const LOG_SECONDS = 10;
/** Where a snapshot says which format it has. */
const VERSION_AT = 8;

export default function indexFile() {
	const alice = account('Alice');
	let folder;
	let node;
	let api;
	let file;
	let log;
	let told;

	const start = async () => {
		told = await stat(log).then(({ size }) => size, () => 0);
		node = await Node.start(folder.path, [], ['--manual-seal']);
		api = await connect(node.url);
		await inStep(api);
	};

	const stop = async () => {
		await api?.disconnect();
		const outcome = await node?.stop();
		[api, node] = [undefined, undefined];
		return outcome;
	};

	/** Waits for a line in the log since the last start. */
	const says = (line) =>
		until(`${line} in the log`, LOG_SECONDS, async () => line.test((await readFile(log)).subarray(told).toString()));

	const register = async (first, count, seed) => {
		const calls = forest(api, BigInt(first), count, seed);
		const { results } = await together(api, [[api.tx.utility.batchAll(calls), alice]]);
		assert.deepEqual(results, [null]);
		await inStep(api);
	};

	/** Everything that the index says is what follows from the state, in both views. */
	const isRight = async () => {
		for (const [view, head] of [['best', 'chain_getBlockHash'], ['finalized', 'chain_getFinalizedHead']]) {
			const graph = await Graph.at(api, await api.raw(head));
			await Promise.all(
				graph.rows.map(async (_, id) => {
					assert.deepEqual(await list(api, 'ancestors', id, { view }), graph.ancestors(id));
					assert.deepEqual(await list(api, 'descendants', id, { view }), graph.descendants(id));
					const verdict = await api.raw('lineage_standing', id, view);
					assert.deepEqual(verdict, { at: graph.at, ...graph.verdict(id), more: false });
				}),
			);
			assert.deepEqual(await list(api, 'byAccount', alice.address, { view }), graph.byAccount(alice.address));
			assert.deepEqual(await list(api, 'usage', alice.address, { view }), graph.usage(alice.address));
		}
	};

	before(async () => {
		folder = await temporaryChain();
		log = join(folder.path, 'node.log');
		await start();
		await register(0, COUNT, 11);
		assert.equal(await stop(), 0, 'SIGTERM ends a node cleanly');
		const [chain] = await readdir(join(folder.path, 'chains'));
		file = join(folder.path, 'chains', chain, 'lineage', 'index');
	});

	beforeEach(() => access(file));
	afterEach(stop);
	after(() => folder?.remove());

	it('begins with what it kept', async () => {
		await start();
		await says(/lineage index of block 1 read in/);
		await isRight();
	});

	it('catches up from a file that is older than the chain', async () => {
		const older = join(folder.path, 'older');
		await copyFile(file, older);
		await start();
		await register(COUNT, COUNT, 12);
		await stop();
		await copyFile(older, file);
		await start();
		await says(/lineage index of block 1 read in/);
		await isRight();
	});

	it('goes on with blocks that were not final when it stopped', async () => {
		await start();
		const final = await api.raw('chain_getFinalizedHead');
		await sendOn(api, final, api.tx.provenance.registerWork(declaration('not final at the end'), []), alice);
		const block = await build(api);
		await inStep(api);
		await isRight();
		await stop();
		await start();
		assert.equal(await api.raw('chain_getBlockHash'), block);
		assert.equal(await api.raw('chain_getFinalizedHead'), final);
		await isRight();
	});

	const damages = {
		'is empty': () => truncate(file, 0),
		'was cut short': async () => truncate(file, (await stat(file)).size - 1),
		'has one bit turned': async () => {
			const bytes = await readFile(file);
			bytes[Math.floor(bytes.length / 2)] ^= 0x10;
			await writeFile(file, bytes);
		},
		'has another format': async () => {
			const bytes = await readFile(file);
			bytes.writeUInt32LE(bytes.readUInt32LE(VERSION_AT) + 1, VERSION_AT);
			await writeFile(file, bytes);
		},
		'is longer than it was': async () => writeFile(file, Buffer.concat([await readFile(file), Buffer.from([0])])),
	};

	for (const [what, damage] of Object.entries(damages)) {
		it(`builds it anew from state if the file ${what}`, async () => {
			await damage();
			await start();
			await says(/the lineage index is built anew/);
			await isRight();
		});
	}

	it('builds it from state if there is no file', async () => {
		await rm(file);
		await start();
		await isRight();
		await stop();
		await access(file);
	});
}
