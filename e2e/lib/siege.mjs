// A node under attack: what somebody else notices of it, and what it takes of the machine.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { WebSocket } from 'ws';

import { quantile, question } from './load.mjs';
import { within } from './until.mjs';

/** Another address than that of the attack. */
const FROM = '127.0.0.2';
/** A question every so often, which is to be answered within a second. */
const EVERY_MS = 50;
const PATIENCE_SECONDS = 1;
const SAMPLE_MS = 100;
/** Longer than an attack, which waits for the node itself. */
const GRACE_SECONDS = 60;
const BYTES_OF_KB = 1_024;
const MB = 1e6;

/** Bytes of memory that a process has now. */
export async function resident(pid) {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * BYTES_OF_KB;
}

/** Without what differs from block to block and from page to page. */
function lasting(result) {
	const passing = ['at', 'listedAt', 'nextCursor'];
	return JSON.stringify(result, (name, value) => (passing.includes(name) ? undefined : value));
}

/** Somebody who asks now and then, and knows what is right. */
class Client {
	times = [];
	asked = 0;
	right = 0;
	wrong = [];
	#waiting = new Map();
	#next = 1;

	static async connect(port, questions) {
		const client = new Client();
		client.socket = new WebSocket(`ws://127.0.0.1:${port}`, { localAddress: FROM });
		client.socket.on('message', (message) => {
			const answer = JSON.parse(message);
			client.#waiting.get(answer.id)?.(answer);
			client.#waiting.delete(answer.id);
		});
		const opened = new Promise((resolve, reject) => client.socket.once('open', resolve).once('error', reject));
		await within('a connection for a client', PATIENCE_SECONDS * 10, opened);
		client.socket.on('error', () => {});
		client.questions = [];
		for (const [method, params] of questions) {
			const { result, error } = await client.#ask(method, params);
			if (result === undefined) {
				throw new Error(`${method}: ${JSON.stringify(error)}`);
			}
			client.questions.push({ method, params, right: lasting(result) });
		}
		return client;
	}

	#ask(method, params) {
		const id = (this.#next += 1);
		const answered = new Promise((resolve) => this.#waiting.set(id, resolve));
		this.socket.send(question(method, params, id));
		return within(`an answer to ${method}`, PATIENCE_SECONDS, answered);
	}

	async #try({ method, params, right }) {
		const begun = performance.now();
		try {
			const { result, error } = await this.#ask(method, params);
			this.times.push(performance.now() - begun);
			if (result === undefined || lasting(result) !== right) {
				throw new Error(`${method}: ${JSON.stringify(error ?? result).slice(0, 200)}`);
			}
			this.right += 1;
		} catch (error) {
			this.wrong.push(error.message);
		}
	}

	/** Asks until it is told to stop. */
	async run(stop) {
		const trials = [];
		while (!stop.aborted) {
			trials.push(this.#try(this.questions[this.asked % this.questions.length]));
			this.asked += 1;
			await pause(EVERY_MS);
		}
		await Promise.all(trials);
	}

	close() {
		this.socket.terminate();
	}
}

/** Runs an attack in a thread of its own; without a name, lets the time pass. */
async function attacked(name, target) {
	if (name === null) {
		await pause(target.ms);
		return { sent: 0, answered: 0, refused: 0 };
	}
	const worker = new Worker(fileURLToPath(new URL('attacker.mjs', import.meta.url)), { workerData: { name, target } });
	const said = new Promise((resolve, reject) => {
		worker.once('message', resolve).once('error', reject);
	});
	try {
		return await within(`the end of ${name}`, target.ms / 1_000 + GRACE_SECONDS, said);
	} finally {
		await worker.terminate();
	}
}

/** What came of an attack, with a client beside it. `target.pid` is the node's process. */
export async function besiege(name, target) {
	const client = await Client.connect(target.port, target.questions);
	const stop = new AbortController();
	const before = await resident(target.pid);
	let most = before;
	const sampling = (async () => {
		while (!stop.signal.aborted) {
			most = Math.max(most, await resident(target.pid));
			await pause(SAMPLE_MS);
		}
	})();
	const asking = client.run(stop.signal);
	try {
		const { questions, pid, ...plain } = target;
		const said = await attacked(name, plain);
		stop.abort();
		await Promise.all([sampling, asking]);
		await pause(Math.min(2_000, target.ms));
		const after = await resident(target.pid);
		const { asked, right, times, wrong } = client;
		return {
			...said,
			client: { asked, right: right / asked, p50: quantile(times, 0.5), p99: quantile(times, 0.99), wrong },
			memory: { before: before / MB, most: most / MB, after: after / MB },
		};
	} finally {
		stop.abort();
		client.close();
	}
}

