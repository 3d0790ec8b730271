// Chopsticks on a running node: a copy of its chain in another process, under another runtime.
import { spawn } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from './node.mjs';
import { until, within } from './until.mjs';

const FOLDER = fileURLToPath(new URL('../chopsticks', import.meta.url));
const PROGRAM = join(FOLDER, 'node_modules', '@acala-network', 'chopsticks', 'chopsticks.cjs');
const START_SECONDS = 180;
const STOP_SECONDS = 20;

/** Why it cannot be started, or null. */
export function whyNot() {
	return access(PROGRAM).then(() => null, () => 'it is not installed: npm ci --prefix e2e/chopsticks');
}

export async function version() {
	const { dependencies } = JSON.parse(await readFile(join(FOLDER, 'package.json'), 'utf8'));
	return dependencies['@acala-network/chopsticks'];
}

export class Chopsticks {
	#child;
	#outcome;
	#exited;

	/** A fork of the chain at `endpoint`, on which a wasm file is the runtime; logs go to `folder`. */
	static async start(folder, endpoint, wasm) {
		const chopsticks = new Chopsticks();
		const port = await freePort();
		chopsticks.log = join(folder, 'chopsticks.log');
		chopsticks.url = `ws://127.0.0.1:${port}`;
		const args = [
			...['--endpoint', endpoint, '--wasm-override', wasm],
			...['--host', '127.0.0.1', '--port', `${port}`, '--build-block-mode', 'Manual'],
		];
		chopsticks.#spawn(folder, args);
		try {
			await until(`chopsticks on port ${port}`, START_SECONDS, () => chopsticks.#answers(port));
		} catch (error) {
			await chopsticks.stop();
			throw new Error(`${error.message}; the end of its log:\n${await chopsticks.tail()}`);
		}
		return chopsticks;
	}

	#spawn(folder, args) {
		const log = createWriteStream(this.log);
		this.#child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
		this.#child.stdout.pipe(log, { end: false });
		this.#child.stderr.pipe(log, { end: false });
		this.#exited = new Promise((resolve) => {
			this.#child.on('error', (error) => resolve(error.message));
			this.#child.on('exit', (code, signal) => resolve(signal ?? code));
		}).then((outcome) => (this.#outcome = outcome));
		this.killOnExit = () => this.#child.kill('SIGKILL');
		process.on('exit', this.killOnExit);
	}

	#answers(port) {
		if (this.#outcome !== undefined) {
			throw new Error(`chopsticks ended (${this.#outcome}) before it answered`);
		}
		const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_chain', params: [] });
		const headers = { 'content-type': 'application/json' };
		return fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })
			.then((response) => response.ok)
			.catch(() => false);
	}

	/** The end of what it said. */
	async tail(lines = 15) {
		return (await readFile(this.log, 'utf8').catch(() => '')).split('\n').slice(-lines).join('\n');
	}

	async stop() {
		process.off('exit', this.killOnExit);
		this.#child.kill('SIGKILL');
		await within('the end of chopsticks', STOP_SECONDS, this.#exited);
	}
}
