// Measures how many questions a second a node answers, against a method that does next to nothing:
//
//     node e2e/tools/requests.mjs DIR [SECONDS]
//
// DIR is the base path of a chain of tools/manyAssets.mjs. 64 connections ask one question at a time each: over HTTP with
// `wrk` (a package of that name), over WebSocket from this process. Nothing else should run on the machine meanwhile.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { connect } from '../lib/chain.mjs';
import { dice } from '../lib/forest.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { frame, quantile, question, Wire } from '../lib/load.mjs';
import { Node } from '../lib/node.mjs';
import { within } from '../lib/until.mjs';

const CONNECTIONS = 64;
const MOST_ROWS = 100;
const QUESTIONS = 1_000;
const MOST_TRIALS = 400;
const AT_ONCE = 256;
/** Each measurement is taken so often, in turn, and the middle one counts. */
const ROUNDS = 3;
const WARM_UP_SECONDS = 1;
/** What a node answers without looking anything up. */
const NOTHING = ['system_health', 'chain_getFinalizedHead', 'system_name'];
const LEAST_RATIO = 0.5;
const MOST_P99_MS = 20;

const run = promisify(execFile);

/** Questions about assets whose whole ancestry is that many rows, as many of each length as of any other. */
async function questionsOf(api, least, most) {
	const count = (await api.call.lineageApi.nextAssetId()).toNumber();
	const roll = dice(7);
	const found = new Map();
	const ofEach = Math.ceil(QUESTIONS / (most - least + 1));
	const of = new Map();
	for (let tried = 0; found.size < QUESTIONS && tried < MOST_TRIALS; tried += 1) {
		const ids = Array.from({ length: AT_ONCE }, () => Math.floor(roll() * count));
		const pages = await Promise.all(ids.map((id) => api.raw('lineage_ancestors', id, null, null, 1)));
		ids.forEach((id, index) => {
			const total = Number(pages[index].total);
			const known = of.get(total) ?? 0;
			if (total >= least && total <= most && known < ofEach && !found.has(id)) {
				found.set(id, total);
				of.set(total, known + 1);
			}
		});
	}
	if (found.size === 0) {
		throw new Error(`no asset with ${least} to ${most} ancestors`);
	}
	const mean = [...found.values()].reduce((a, b) => a + b) / found.size;
	const what = `lineage_ancestors, ${least} to ${most} assets (${mean.toFixed(0)} on average)`;
	return { what, bodies: [...found.keys()].map((id) => question('lineage_ancestors', [id, null, null, MOST_ROWS])) };
}

/** Fails unless each of these questions has a result. */
async function check(port, bodies) {
	const headers = { 'content-type': 'application/json' };
	for (const body of bodies) {
		const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
		const answer = await response.json();
		if (answer.result === undefined || answer.result.nextCursor) {
			throw new Error(`${body}: ${JSON.stringify(answer.error ?? 'more than a page')}`);
		}
	}
}

const MICROSECONDS = { us: 1, ms: 1e3, s: 1e6, m: 6e7 };

async function overHttp(port, bodies, seconds) {
	const folder = await mkdtemp(join(tmpdir(), 'animechain-requests-'));
	try {
		const script = join(folder, 'ask.lua');
		const lines = [
			`local bodies = {${bodies.map((body) => `[==[${body}]==]`).join(',')}}`,
			'local made = {}',
			'local next = 0',
			'function init() for i, body in ipairs(bodies) do',
			'made[i] = wrk.format("POST", "/", {["Content-Type"] = "application/json"}, body) end end',
			'function request() next = next % #made + 1 return made[next] end',
		];
		await writeFile(script, lines.join('\n'));
		const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-s', script, `http://127.0.0.1:${port}`];
		const { stdout } = await run('wrk', args, { timeout: (seconds + 30) * 1_000 });
		if (/Non-2xx|Socket errors/.test(stdout)) {
			throw new Error(stdout);
		}
		const [, p99, unit] = /99%\s+([\d.]+)(us|ms|s|m)/.exec(stdout);
		return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p99: (p99 * MICROSECONDS[unit]) / 1e3 };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function overWebSocket(port, bodies, seconds) {
	const frames = bodies.map(frame);
	const wires = await Promise.all(Array.from({ length: CONNECTIONS }, () => Wire.open(port)));
	const times = [];
	let next = 0;
	let isOver = false;
	const begun = performance.now();
	const idle = performance.eventLoopUtilization();
	await within('the end of a measurement', seconds + 30, Promise.all(
		wires.map(
			(wire) =>
				new Promise((resolve, reject) => {
					let sent;
					const ask = () => {
						next = (next + 1) % frames.length;
						sent = performance.now();
						wire.send(frames[next]);
					};
					wire.onAnswer = (_, start) => {
						if (start.includes('"error"')) {
							reject(new Error(start.toString()));
							return;
						}
						times.push(performance.now() - sent);
						isOver ? resolve() : ask();
					};
					wire.socket.on('close', () => reject(new Error('the node closed a connection')));
					ask();
				}),
		).concat(pause(seconds * 1_000).then(() => (isOver = true))),
	)).finally(() => wires.forEach((wire) => wire.close()));
	const took = (performance.now() - begun) / 1_000;
	const { utilization } = performance.eventLoopUtilization(idle);
	return { rate: times.length / took, p99: quantile(times, 0.99), busy: utilization };
}

const WAYS = { HTTP: overHttp, WebSocket: overWebSocket };

/** The middle one by rate of some measurements of each of these, taken in turn. */
async function measure(way, port, questions, seconds) {
	const all = questions.map(() => []);
	for (let round = 0; round < ROUNDS; round += 1) {
		for (const [index, { bodies }] of questions.entries()) {
			await WAYS[way](port, bodies, WARM_UP_SECONDS);
			all[index].push(await WAYS[way](port, bodies, seconds));
		}
	}
	return all.map((rounds) => rounds.sort((a, b) => a.rate - b.rate)[Math.floor(ROUNDS / 2)]);
}

const [path, seconds = '8'] = process.argv.slice(2);
if (!path) {
	console.error('usage: node e2e/tools/requests.mjs DIR [SECONDS]');
	process.exit(2);
}
const node = await Node.start(path, [], ['--manual-seal']);
const port = Number(new URL(node.url).port);
try {
	const api = await connect(node.url);
	await inStep(api);
	const questions = NOTHING.map((method) => ({ what: method, bodies: [question(method, [])] }));
	for (const [least, most] of [[1, 10], [1, MOST_ROWS], [90, MOST_ROWS]]) {
		questions.push(await questionsOf(api, least, most));
	}
	await api.disconnect();
	for (const { bodies } of questions) {
		await check(port, bodies.slice(0, 100));
	}
	console.log(`${CONNECTIONS} connections, ${seconds} s, the middle of ${ROUNDS} measurements`);
	for (const way of Object.keys(WAYS)) {
		const results = await measure(way, port, questions, Number(seconds));
		const best = Math.max(...results.slice(0, NOTHING.length).map(({ rate }) => rate));
		for (const [index, { rate, p99, busy }] of results.entries()) {
			const ratio = rate / best;
			const ours = index >= NOTHING.length;
			const verdict = !ours ? '' : ratio >= LEAST_RATIO && p99 <= MOST_P99_MS ? ' ok' : ' MISSED';
			const client = busy === undefined ? '' : `, client busy ${(busy * 100).toFixed(0)} %`;
			console.log(
				`${way}: ${questions[index].what}: ${rate.toFixed(0)} a second, p99 ${p99.toFixed(1)} ms, ratio ${ratio.toFixed(2)}${client}${verdict}`,
			);
		}
	}
} finally {
	await node.stop();
}
