// A node whose pool is kept full of the heaviest calls, with somebody beside it who reads and pays a tip.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { account, connect } from './chain.mjs';
import { Flood, floodAccounts, prepareFlood, signFlood } from './flood.mjs';
import { http } from './http.mjs';
import { inStep } from './lineageIndex.mjs';
import { quantile } from './load.mjs';
import { makeAssets } from './many.mjs';
import { freePort, Node } from './node.mjs';
import { resident } from './siege.mjs';
import { until, within } from './until.mjs';

/** What the pool takes, and what is sent beyond that. */
export const POOL = 8_192;
export const BEYOND = 10_000;
const ACCOUNTS = 256;
const ASSETS = 2_000;
const READ_EVERY_MS = 50;
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 250;
/** Blocks before anything is measured, and those in which the flood runs out after the last one that is measured. */
const WARM_UP = 2;
const MARGIN = 2;
const TIP = 1_000_000_000_000n;
/** What the node logs of each block that it makes. */
const PREPARED = /Prepared block for proposing at (\d+) \((\d+) ms\).*extrinsics_count: (\d+)/g;
const READY = /^substrate_ready_transactions_number(?:{[^}]*})? (\d+)/m;

/**
 * Writes the chain that is flooded, says what the calls declare, and signs those whose names begin so: they are invalid soon
 * after so many blocks, and idle ones before.
 */
export async function prepareOverload(path, { names, blocks, idle }) {
	const node = await Node.start(path, ['--pool-limit', '100000'], ['--manual-seal']);
	const api = await connect(node.url);
	try {
		await makeAssets(api, ASSETS);
		const accounts = floodAccounts(ACCOUNTS);
		const costs = await prepareFlood(api, accounts);
		await inStep(api);
		const unknown = names.find((start) => !costs.some(({ name }) => name.startsWith(start)));
		if (unknown !== undefined) {
			throw new Error(`none of the calls begins with ${unknown}`);
		}
		const calls = costs.filter(({ name }) => names.some((start) => name.startsWith(start))).map(({ call }) => call);
		// A period is a power of two.
		const period = 2 ** Math.max(3, Math.ceil(Math.log2(WARM_UP + idle + blocks + MARGIN)));
		return { costs, flood: await signFlood(api, calls, accounts, POOL + BEYOND, period) };
	} finally {
		await api.disconnect();
		await node.stop();
	}
}

/** Asks in a thread of its own. */
class Reader {
	static async start(port, questions) {
		const reader = new Reader();
		const workerData = { port, questions, everyMs: READ_EVERY_MS, patienceMs: PATIENCE_MS };
		reader.worker = new Worker(fileURLToPath(new URL('reader.mjs', import.meta.url)), { workerData });
		reader.worker.on('error', (error) => (reader.error = error));
		await within('the connection of a reader', 10, new Promise((resolve) => reader.worker.once('message', resolve)));
		return reader;
	}

	/** What it saw since it was asked last. */
	async mark(end = false) {
		const said = new Promise((resolve) => this.worker.once('message', resolve));
		this.worker.postMessage({ end });
		const { times, lost } = await within('the times of a reader', 10, said);
		return { count: times.length, lost, p50: quantile(times, 0.5), p99: quantile(times, 0.99), most: Math.max(0, ...times) };
	}
}

/** One run: idle, flooded, and idle again. */
export class Overload {
	#memory = [];
	#paid = [];
	#heads = [];
	#stop = new AbortController();

	/** `flood` is what was signed. */
	constructor({ path, blocks, blockTime, idle, flood, tell = console.log }) {
		Object.assign(this, { path, blocks, blockTime, idle, flood, tell });
	}

	async run() {
		this.metrics = await freePort();
		const args = ['--prometheus-port', `${this.metrics}`];
		this.node = await Node.start(this.path, args, ['--dev-block-time', `${this.blockTime}`]);
		this.api = await connect(this.node.url);
		const port = Number(new URL(this.node.url).port);
		const work = [];
		try {
			await inStep(this.api);
			const unsubscribe = await this.api.rpc.chain.subscribeNewHeads((header) => {
				this.#heads.push({ number: header.number.toNumber(), hash: header.hash.toHex(), at: performance.now() });
			});
			const reader = await Reader.start(port, await this.#questions());
			work.push(this.#samples(), this.#pays());
			await this.#pass(WARM_UP);
			await reader.mark();
			const idle = await this.#phase('idle', reader, () => this.#pass(this.idle));

			const { signed, until: last } = this.flood;
			const flood = await Flood.open(port, signed);
			const full = await this.#phase('flooded', reader, () => this.#floodFor(flood));
			const counts = { sent: flood.sent, accepted: flood.accepted, refused: flood.refused, error: flood.lastError };
			flood.close();

			const height = await this.#height();
			await until('the end of the flood', ((last - height + 4) * this.blockTime * 2) / 1_000, async () => (await this.#height()) >= last);
			await reader.mark();
			const recovered = await this.#phase('afterwards', reader, () => this.#recovers());
			await this.#phase('idle again', reader, () => this.#pass(this.idle)).then((again) => (this.again = again));
			this.#stop.abort();
			await Promise.all(work);
			unsubscribe();
			await reader.mark(true);
			return await this.#summary({ idle, full, recovered, counts });
		} finally {
			this.#stop.abort();
			await Promise.allSettled(work);
			await this.api.disconnect();
			await this.node.stop();
		}
	}

	async #questions() {
		const some = Math.floor(ASSETS / 2);
		return [
			['lineage_ancestors', [some, null, null, 100]],
			['lineage_asset', [some]],
			['system_health', []],
			['lineage_isAncestor', [0, some]],
			['chain_getHeader', []],
			['lineage_standing', [some]],
			['state_getStorage', ['0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac']],
		];
	}

	async #height() {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
	}

	/** Lets so many blocks pass. */
	async #pass(blocks) {
		const wanted = (await this.#height()) + blocks;
		await until(`block ${wanted}`, (blocks * this.blockTime * 4) / 1_000 + 60, async () => (await this.#height()) >= wanted);
	}

	async #phase(name, reader, act) {
		const from = this.#heads.at(-1)?.number ?? 0;
		const said = await act();
		const reads = await reader.mark();
		const to = this.#heads.at(-1).number;
		this.tell(`${name}: blocks ${from + 1} to ${to}; ${reads.count} reads, p50 ${reads.p50.toFixed(1)}, p99 ${reads.p99.toFixed(1)} ms`);
		return { name, from, to, reads, said };
	}

	async #ready() {
		const { text } = await http(this.metrics, { path: '/metrics' });
		return Number(READY.exec(text)?.[1] ?? 0);
	}

	/** Everything at once, and then as much as there is room for. */
	async #floodFor(flood) {
		const ready = [];
		const end = (await this.#height()) + this.blocks;
		flood.want(flood.left);
		while ((await this.#height()) < end) {
			await pause(LOOK_EVERY_MS);
			const now = await this.#ready();
			ready.push(now);
			if (flood.wanted <= 0) {
				flood.want(POOL - now);
			}
		}
		return ready;
	}

	/** How many blocks it takes until nothing waits and a block has nothing of the flood. */
	async #recovers() {
		const from = await this.#height();
		await until('an empty pool', 600, async () => (await this.#ready()) <= 1);
		return (await this.#height()) - from;
	}

	async #samples() {
		while (!this.#stop.signal.aborted) {
			this.#memory.push({ at: performance.now(), bytes: await resident(this.node.pid) });
			await pause(LOOK_EVERY_MS);
		}
	}

	/** One transaction with a tip at a time, and how many blocks each waited. */
	async #pays() {
		const ferdie = account('Ferdie');
		while (!this.#stop.signal.aborted) {
			const sent = await this.#height();
			try {
				const block = await this.#included(this.api.tx.system.remark('0x00'), ferdie);
				const { number } = await this.api.rpc.chain.getHeader(block);
				this.#paid.push({ sent, waited: number.toNumber() - sent });
			} catch (error) {
				this.#paid.push({ sent, error: error.message });
				await pause(this.blockTime);
			}
		}
	}

	#included(call, signer) {
		const waiting = new Promise((resolve, reject) => {
			call
				.signAndSend(signer, { nonce: -1, tip: TIP }, ({ status, isError }) => {
					if (status.isInBlock || status.isFinalized) {
						resolve(status.isFinalized ? status.asFinalized : status.asInBlock);
					} else if (isError) {
						reject(new Error(`dropped: ${status.type}`));
					}
				})
				.catch(reject);
		});
		return within('a transaction in a block', 120, waiting);
	}

	/** Weights of the blocks of a phase, how long each took to make, and the time between them. */
	async #blocks({ from, to }) {
		const log = await readFile(join(this.path, 'node.log'), 'utf8');
		const lines = [...log.matchAll(PREPARED)].map((line) => line.slice(1).map(Number));
		const made = new Map(lines.map(([number, ms, count]) => [number, { ms, count }]));
		const blocks = this.#heads.filter(({ number }) => number > from && number <= to);
		for (const block of blocks) {
			const { system } = (await this.api.at(block.hash)).query;
			const { normal, operational, mandatory } = await system.blockWeight();
			const ended = (await system.events()).map(({ event }) => event.method);
			const [failed, succeeded] = ['ExtrinsicFailed', 'ExtrinsicSuccess'].map((method) => ended.filter((one) => one === method).length);
			const sum = (field) => [normal, operational, mandatory].reduce((total, part) => total + part[field].toNumber(), 0);
			const parts = { time: normal.refTime.toNumber(), proof: normal.proofSize.toNumber() };
			const of = { failed, succeeded, time: sum('refTime'), proof: sum('proofSize'), normal: parts };
			Object.assign(block, made.get(block.number), of);
		}
		return blocks;
	}

	async #summary({ idle, full, recovered, counts }) {
		const { blockWeights } = this.api.consts.system;
		const whole = (weight) => ({ time: weight.refTime.toNumber(), proof: weight.proofSize.toNumber() });
		const limits = { block: whole(blockWeights.maxBlock), normal: whole(blockWeights.perClass.normal.maxTotal.unwrap()) };
		const within = (from, to) => this.#memory.filter(({ at }) => at >= from && at <= to).map(({ bytes }) => bytes);
		const at = (number) => this.#heads.find((head) => head.number >= number)?.at ?? Infinity;
		const memory = {
			idle: quantile(within(at(idle.from + 1), at(idle.to)), 0.5),
			most: Math.max(...within(at(full.from + 1), at(full.to))),
			after: quantile(within(at(recovered.to), Infinity), 0.5),
		};
		const paid = this.#paid.filter(({ sent }) => sent >= full.from && sent < full.to);
		return { idle, full, recovered, again: this.again, counts, limits, memory, paid, blocks: { idle: await this.#blocks(idle), full: await this.#blocks(full) } };
	}
}
