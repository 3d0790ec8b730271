// Starts and stops the node under test. Only ever touches the process that it started.
import { execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { until, within } from './until.mjs';

export const BINARY =
	process.env.ANIMECHAIN_NODE ?? fileURLToPath(new URL('../../bin/animechain-node', import.meta.url));

// A cold machine compiles the runtime before the node answers.
const START_SECONDS = 180;
const STOP_SECONDS = 60;

/** Where the specification of the development chain is kept between runs. */
const CACHE = fileURLToPath(new URL('../node_modules/.cache/animechain', import.meta.url));

/** Where nodes keep what they compiled, which takes each of them ten seconds of a processor; and what it is called in theirs. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/animechain-compiled', import.meta.url));
export const COMPILED_OF_NODE = 'wasm-cache';

/** When one of another binary is not needed any more. */
const STALE_MS = 24 * 3_600 * 1_000;

/** Where the state keeps the runtime: `:code`. */
export const CODE = '0x3a636f6465';

const EVERY_TENTH_OF_A_SECOND = ['--dev-block-time', '100'];

/** A port that was free a moment ago. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

/** A folder for a chain's data that survives restarts of its node. */
export async function temporaryChain() {
	const path = await mkdtemp(join(tmpdir(), 'animechain-e2e-'));
	return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes the specification of a development chain whose first block is another one, and returns its path. */
export async function otherGenesis(folder) {
	const path = join(folder, 'other.json');
	await promisify(execFile)(BINARY, ['export-chain-spec', '--chain', 'dev', '--output', path]);
	const spec = JSON.parse(await readFile(path, 'utf8'));
	const [first] = spec.genesis.runtimeGenesis.patch.balances.balances;
	first[1] += 1_000_000_000_000;
	await writeFile(path, JSON.stringify(spec));
	return path;
}

/**
 * The specification of a development chain with its first state made, which takes a node longer than all the rest of its
 * start: once for each binary, and for each older runtime that makes that state in place of the binary's own.
 */
async function developmentChain(binary, runtime = null) {
	const { mtimeMs, size } = await stat(binary);
	const code = runtime === null ? '' : await readFile(runtime);
	const key = createHash('sha256').update(`${binary} ${mtimeMs} ${size}`).update(code).digest('hex').slice(0, 16);
	const path = join(CACHE, `${key}.json`);
	if (await access(path).then(() => true, () => false)) {
		return path;
	}
	await mkdir(CACHE, { recursive: true });
	for (const name of await readdir(CACHE)) {
		const old = join(CACHE, name);
		const isStale = await stat(old).then((file) => Date.now() - file.mtimeMs > STALE_MS, () => false);
		await (isStale && rm(old, { force: true }));
	}
	// Others may be at it as well, in this process too.
	const beside = join(CACHE, `${randomUUID()}.part`);
	const make = async (chain, ...form) => {
		const args = ['export-chain-spec', '--chain', chain, ...form, '--output', beside];
		await promisify(execFile)(binary, args, { timeout: START_SECONDS * 1_000 });
	};
	if (runtime !== null) {
		await make('dev');
		// As text: not every number in it is one of JavaScript's.
		const [before, , after] = (await readFile(beside, 'utf8')).split(/("code": *"0x[0-9a-f]+")/);
		await writeFile(beside, `${before}"code": "0x${code.toString('hex')}"${after}`);
	}
	await make(runtime === null ? 'dev' : beside, '--raw');
	await rename(beside, path);
	return path;
}

/** The runtime that a node has in it, as it goes on a chain. */
export async function ownRuntime(binary = BINARY) {
	const { genesis } = JSON.parse(await readFile(await developmentChain(binary), 'utf8'));
	return Buffer.from(genesis.raw.top[CODE].slice(2), 'hex');
}

/** The path of the specification of a development chain whose first runtime is this wasm file. */
export function chainOf(runtime, binary = BINARY) {
	return developmentChain(binary, runtime);
}

/** Lets a node have what others compiled, unless its folder has its own. */
async function shareCompiled(basePath) {
	await mkdir(COMPILED, { recursive: true });
	await symlink(COMPILED, join(basePath, COMPILED_OF_NODE)).catch((error) => {
		if (error.code !== 'EEXIST') {
			throw error;
		}
	});
}

export class Node {
	#child;
	#log;
	/** Settles with the exit code, the signal or the reason for not starting; never rejects. */
	#exited;
	#outcome;
	#killOnExit;

	/**
	 * Starts a development chain that makes blocks quickly, and waits for its RPC. It sends no refreshes of its own unless
	 * it is told to, so that tests see what each call does, and limits nobody, for tests ask more than people do.
	 */
	static async start(basePath, extraArguments = [], seal = EVERY_TENTH_OF_A_SECOND, refreshes = false, binary = BINARY) {
		await access(binary).catch(() => {
			throw new Error(`there is no node at ${binary}: run \`make build\` or set ANIMECHAIN_NODE`);
		});
		await shareCompiled(basePath);
		const node = new Node();
		const port = await freePort();
		node.url = `ws://127.0.0.1:${port}`;
		node.#log = join(basePath, 'node.log');
		const named = extraArguments.includes('--chain');
		node.#spawn(binary, [
			'--dev',
			...(named ? [] : ['--chain', await developmentChain(binary)]),
			...seal,
			...['--base-path', basePath],
			...['--rpc-port', `${port}`],
			...['--port', '0'],
			...(extraArguments.includes('--prometheus-port') ? [] : ['--no-prometheus']),
			...(extraArguments.includes('--lineage-limit') ? [] : ['--lineage-limit', '0']),
			...(refreshes ? [] : ['--no-lineage-refresh']),
			...extraArguments,
		]);
		try {
			await until(`an answer on port ${port}`, START_SECONDS, () => node.#answers(port));
		} catch (error) {
			await node.stop();
			throw new Error(`${error.message}; the end of its log:\n${await node.#tail()}`);
		}
		return node;
	}

	#spawn(binary, args) {
		const log = createWriteStream(this.#log, { flags: 'a' });
		this.#child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		this.#child.stdout.pipe(log, { end: false });
		this.#child.stderr.pipe(log, { end: false });
		this.#exited = new Promise((resolve) => {
			this.#child.on('error', (error) => resolve(error.message));
			this.#child.on('exit', (code, signal) => resolve(signal ?? code));
		}).then((outcome) => (this.#outcome = outcome));
		// A test run that dies must not leave a node behind.
		this.#killOnExit = () => this.#child.kill('SIGKILL');
		process.on('exit', this.#killOnExit);
	}

	#answers(port) {
		if (this.#outcome !== undefined) {
			throw new Error(`the node ended (${this.#outcome}) before it answered`);
		}
		const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_health', params: [] });
		const headers = { 'content-type': 'application/json' };
		return fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })
			.then((response) => response.ok)
			.catch(() => false);
	}

	/** The number of its process. */
	get pid() {
		return this.#child.pid;
	}

	/** Ends the node as a power cut would, and waits until it is gone. */
	async kill() {
		this.#child.kill('SIGKILL');
		await within('the end of a killed node', STOP_SECONDS, this.#exited);
		process.off('exit', this.#killOnExit);
	}

	async #tail() {
		return (await readFile(this.#log, 'utf8').catch(() => '')).split('\n').slice(-30).join('\n');
	}

	/** Asks the node to end and returns its exit code, or the name of the signal that ended it. */
	async stop() {
		this.#child.kill('SIGTERM');
		const outcome = await Promise.race([
			this.#exited,
			pause(STOP_SECONDS * 1000, 'too late', { ref: false }),
		]);
		process.off('exit', this.#killOnExit);
		if (outcome === 'too late') {
			this.#child.kill('SIGKILL');
			throw new Error(`the node did not end within ${STOP_SECONDS} s of SIGTERM`);
		}
		return outcome;
	}
}
