// A thread that asks a node a question every so often, over one WebSocket, and keeps how long each answer took. Told
// `{ mark }`, it gives the times since the last mark; told `{ end }`, it ends.
import { parentPort, workerData } from 'node:worker_threads';

import { WebSocket } from 'ws';

import { question } from './load.mjs';

const { port, questions, everyMs, patienceMs } = workerData;
const socket = new WebSocket(`ws://127.0.0.1:${port}`);
const waiting = new Map();
let times = [];
let lost = 0;
let next = 0;

socket.on('message', (message) => {
	const { id, error } = JSON.parse(message);
	const begun = waiting.get(id);
	waiting.delete(id);
	if (begun === undefined || error) {
		lost += 1;
	} else {
		times.push(performance.now() - begun);
	}
});
socket.once('error', (error) => {
	throw error;
});
socket.once('open', () => {
	parentPort.postMessage('open');
	setInterval(() => {
		const now = performance.now();
		for (const [id, begun] of waiting) {
			if (now - begun > patienceMs) {
				waiting.delete(id);
				lost += 1;
				times.push(patienceMs);
			}
		}
		next += 1;
		const [method, params] = questions[next % questions.length];
		waiting.set(next, now);
		socket.send(question(method, params, next));
	}, everyMs);
});

parentPort.on('message', ({ end }) => {
	parentPort.postMessage({ times, lost });
	[times, lost] = [[], 0];
	if (end) {
		process.exit();
	}
});
