// A node that is killed while it makes blocks and writes snapshots, and what its index says when it is started again.
import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { account, connect } from './chain.mjs';
import { forest } from './forest.mjs';
import { call } from './http.mjs';
import { inStep } from './lineageIndex.mjs';
import { quantile } from './load.mjs';
import { makeAssets } from './many.mjs';
import { Node, temporaryChain } from './node.mjs';
import { fromRuntime } from './rows.mjs';
import { grounds } from './terms.mjs';

const SNAPSHOTS = ['--lineage-snapshot-every', '1'];
/** A node is killed within so many milliseconds of its first block, or of the beginning of a snapshot. */
const LIFE_MS = 3_000;
/** The part of the blocks that are final as soon as they are made; the others with the next of these. */
const FINAL_AT_ONCE = 0.7;
const WRITING_MS = 12;
/** Every so many kills, all answers are compared with those of an index that is built anew. */
const REBUILD_EVERY = 10;
const READY_MS = 5_000;
const STEP_MS = 10;
/** Assets whose answers are compared with state, and those asked of both indices. */
const SAMPLE = 24;
const WHOLE_SAMPLE = 300;
const BATCH = 20;
const PAGE = 256;

export class Kills {
	#node = null;
	#api = null;
	#lineage;
	#count = 0;
	#times = [];
	#wholeTimes = [];
	#duringSnapshots = 0;
	#readSnapshots = 0;
	#compared = 0;
	#rebuilt = 0;

	/** A node on a chain of so many assets. */
	static async prepare(assets) {
		const kills = new Kills();
		kills.folder = await temporaryChain();
		kills.log = join(kills.folder.path, 'node.log');
		await kills.#start(['--pool-limit', '100000']);
		await makeAssets(kills.#api, assets);
		await inStep(kills.#api);
		const [chain] = await readdir(join(kills.folder.path, 'chains'));
		kills.#lineage = join(kills.folder.path, 'chains', chain, 'lineage');
		return kills;
	}

	async end() {
		await this.#kill();
		await this.folder.remove();
	}

	/**
	 * Kills the node while it makes blocks, or as it writes a snapshot, and looks at the one that is started in its place;
	 * now and then, or if it is told to, also at one that has no snapshot.
	 */
	async once(withRebuild = false) {
		this.#count += 1;
		const moment = await this.#liveAndDie(this.#count % 2 === 0);
		const { ready, said } = await this.#start();
		const { at } = await this.#api.raw('lineage_syncState');
		const read = /lineage index of block (\d+) read in/.exec(said);
		this.#readSnapshots += read ? 1 : 0;
		assert.doesNotMatch(said, /built anew/, 'a snapshot that was cut off must not be met');
		const checked = await this.#isRight(at);
		const answer = { moment, ready, block: at.number, beyond: read ? Number(at.number) - Number(read[1]) : 'no snapshot' };
		if (!withRebuild && this.#count % REBUILD_EVERY !== 0) {
			return { ...answer, checked };
		}
		return { ...answer, checked: await this.#asRebuilt(), isRebuilt: true };
	}

	/** Starts a node that makes a block when it is told to, and waits until its index is in step. */
	async #start(extraArguments = []) {
		const told = await stat(this.log).then(({ size }) => size, () => 0);
		const begun = performance.now();
		this.#node = await Node.start(this.folder.path, [...SNAPSHOTS, ...extraArguments], ['--manual-seal']);
		const ready = await this.#readyAfter();
		this.#times.push(ready);
		this.#wholeTimes.push(performance.now() - begun);
		assert.ok(ready <= READY_MS, `in step ${ready} ms after the node's first answer`);
		this.#api = await connect(this.#node.url);
		return { ready, said: (await readFile(this.log)).subarray(told).toString() };
	}

	async #kill() {
		const [node, api] = [this.#node, this.#api];
		[this.#node, this.#api] = [null, null];
		await node?.kill();
		await api?.disconnect();
	}

	summary() {
		const told = (times) => [0.5, 0.99, 1].map((part) => quantile(times, part).toFixed(0)).join(', ');
		return (
			`${this.#count} kills, ${this.#duringSnapshots} of them while a snapshot was written; started from a snapshot ` +
			`${this.#readSnapshots} times; milliseconds from the node's first answer until it is in step (half, 99 %, all within): ` +
			`${told(this.#times)}; from the start of the process: ${told(this.#wholeTimes)}; ${this.#compared} answers compared with ` +
			`state, ${this.#rebuilt} with an index built anew: all right`
		);
	}

	/** How it ended: at any moment, or as it wrote. */
	async #liveAndDie(isWriting) {
		const stop = new AbortController();
		const busy = this.#makeBlocks(this.#api, stop.signal);
		const begun = performance.now();
		let moment = 'at any moment';
		try {
			if (isWriting && (await this.#snapshotBegins())) {
				await pause(Math.random() * WRITING_MS);
				moment = 'as it wrote';
			} else {
				await pause(Math.random() * LIFE_MS);
			}
		} finally {
			stop.abort();
			await this.#kill();
			await busy;
		}
		const isCutOff = await stat(join(this.#lineage, 'index.part')).then(() => true, () => false);
		this.#duringSnapshots += isCutOff ? 1 : 0;
		const after = `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
		return `${moment}, after ${after}${isCutOff ? ', with a snapshot half written' : ''}`;
	}

	/** Waits until the node creates the file that it writes a snapshot to. */
	async #snapshotBegins() {
		const tooLate = AbortSignal.timeout(2 * LIFE_MS);
		return new Promise((resolve) => {
			const watcher = watch(this.#lineage, (_, name) => {
				if (name === 'index.part') {
					watcher.close();
					resolve(true);
				}
			});
			tooLate.addEventListener('abort', () => {
				watcher.close();
				resolve(false);
			});
		});
	}

	/** Registers and withdraws, in blocks of which most are final at once; ends when the node is gone. */
	async #makeBlocks(api, signal) {
		const alice = account('Alice');
		try {
			const { provenance, utility } = api.tx;
			let nonce = (await api.query.system.account(alice.address)).nonce.toNumber();
			for (let round = 0; !signal.aborted; round += 1) {
				const first = (await api.call.lineageApi.nextAssetId()).toBigInt();
				const grown = forest(api, first, BATCH, this.#count * 1_000 + round);
				const work = first - BigInt(Math.floor(Math.random() * BATCH)) - 1n;
				const change = round % 2 === 0 ? provenance.withdraw(work, grounds()) : provenance.reinstate(work, grounds('Mistake'));
				for (const call of [utility.batchAll(grown), change]) {
					const signed = await call.signAsync(alice, { nonce, era: 0 });
					nonce += 1;
					await api.raw('author_submitExtrinsic', signed.toHex());
				}
				await api.raw('engine_createBlock', true, Math.random() < FINAL_AT_ONCE, null);
			}
		} catch (error) {
			if (!signal.aborted) {
				throw error;
			}
		}
	}

	#port() {
		return Number(new URL(this.#node.url).port);
	}

	/** Milliseconds from the node's first answer at all to the first that says that the index is in step. */
	async #readyAfter() {
		const port = this.#port();
		const begun = performance.now();
		for (;;) {
			const { result } = await call(port, 'lineage_syncState');
			if (result?.phase === 'inStep') {
				return performance.now() - begun;
			}
			if (performance.now() - begun > 12 * READY_MS) {
				throw new Error(`not in step: ${JSON.stringify(result)}`);
			}
			await pause(STEP_MS);
		}
	}

	/** What the index says of some assets is what the state of its block says. */
	async #isRight(at) {
		const api = this.#api;
		const then = await api.at(at.hash);
		assert.equal(await api.raw('chain_getBlockHash'), at.hash, 'it is at the best block');
		const count = (await then.call.lineageApi.nextAssetId()).toNumber();
		await assert.rejects(api.raw('lineage_ancestors', count), { code: 9001 });
		// The newest ones, which a snapshot may have missed, and some of all.
		const newest = Array.from({ length: SAMPLE / 2 }, (_, index) => count - 1 - index);
		const any = Array.from({ length: SAMPLE / 2 }, () => Math.floor(Math.random() * count));
		let checked = 0;
		for (const id of new Set([...newest, ...any])) {
			const info = (await then.call.lineageApi.asset(id)).unwrap();
			const { standing, marks, affectedBy } = fromRuntime(info, Number(at.number));
			const verdict = await api.raw('lineage_standing', id);
			assert.deepEqual([verdict.at.hash, verdict.standing, verdict.marks, verdict.affectedBy], [at.hash, standing, marks, affectedBy]);
			const above = await this.#ancestors(then, id);
			if (above !== null) {
				const { rows, total } = await api.raw('lineage_ancestors', id, null, null, 1_024);
				assert.equal(Number(total), above.length, `ancestors of ${id}`);
				assert.deepEqual(rows.map((row) => row.id), above.slice(0, 1_024));
			}
			checked += above === null ? 1 : 2;
		}
		this.#compared += checked;
		return checked;
	}

	/** By the runtime API; nothing if they are too many for it. */
	async #ancestors(then, id) {
		const found = [];
		let cursor = null;
		do {
			const page = await then.call.lineageApi.ancestors(id, cursor, PAGE);
			if (page.isErr) {
				return null;
			}
			const { rows, next } = page.asOk;
			found.push(...rows.map((row) => row.id.toString()));
			cursor = next.isSome ? next.unwrap() : null;
		} while (cursor !== null);
		return found;
	}

	/** Many answers of a node that stands still, as they come. */
	async #everything() {
		const port = this.#port();
		const count = Number((await call(port, 'lineage_byAccount', [account('Alice').address])).result.total);
		const all = await call(port, 'lineage_syncState');
		const answers = [all.result, count];
		for (let index = 0; index < WHOLE_SAMPLE; index += 1) {
			const id = Math.floor((index * count) / WHOLE_SAMPLE);
			for (const [method, params] of [
				['ancestors', [id, null, null, 1_024]],
				['descendants', [id, null, null, 1_024]],
				['standing', [id]],
				['descendants', [id, { kinds: ['output'] }, null, 64, 'finalized']],
			]) {
				const { result, error } = await call(port, `lineage_${method}`, params);
				answers.push(result ? { ...result, nextCursor: null } : error);
			}
		}
		for (const name of ['Alice', 'Bob', 'Charlie', 'Dave']) {
			for (const method of ['byAccount', 'usage']) {
				const { result } = await call(port, `lineage_${method}`, [account(name).address, null, null, 1_024]);
				answers.push({ ...result, nextCursor: null });
			}
		}
		return answers;
	}

	/** Deletes what the node keeps of its index: built anew from state, it must say the same. */
	async #asRebuilt() {
		const before = await this.#everything();
		await this.#kill();
		await rm(join(this.#lineage, 'index'), { force: true });
		await this.#start();
		const after = await this.#everything();
		assert.deepEqual(after, before, 'an index built anew says something else');
		this.#rebuilt += after.length;
		return after.length;
	}
}
