// What somebody does who wants a node to answer nobody else. Each attack is a way to fill some connections with questions.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { frame, question, Wire } from './load.mjs';
import { until } from './until.mjs';

const FROM = '127.0.0.1';
const CONNECTIONS = 8;
const BATCH_ITEMS = 100_000;
const SUBSCRIBING = 16;
const SLOW = 32;
/** Bytes that one of our own sockets may hold back: the attack is on the node's memory, not on ours. */
const MOST_HELD = 1 << 20;
const TICK_MS = 10;
const CALIBRATION_MS = 3_000;
/** Questions that wait for an answer while nothing is refused yet. */
const IN_FLIGHT = 512;
const PATIENCE_SECONDS = 30;
/** Bytes of a cursor, and of its beginning that says which list it is of. */
const CURSOR = 12;

/** Counts of everything that wires of an attack did. */
function counts(wires) {
	const sum = (name) => wires.reduce((total, wire) => total + wire[name], 0);
	return { answered: sum('answered'), refused: sum('refused') };
}

function open(count, port) {
	return Promise.all(Array.from({ length: count }, () => Wire.open(port, FROM)));
}

/** Calls `step` with the milliseconds since the beginning, until they are over. */
async function ticking(ms, step) {
	const begun = performance.now();
	for (let now = 0; now < ms; now = performance.now() - begun) {
		step(now);
		await pause(TICK_MS);
	}
}

/**
 * Questions over several connections. At first so many that some wait all the time, to see how many a second are let in
 * once what was saved up is used; then twice as many. If nothing is refused it goes on as it began.
 */
async function flood({ port, ms }, next, connections = CONNECTIONS) {
	const wires = await open(connections, port);
	let sent = 0;
	const send = (most) => {
		for (let made = 0; made < most; made += 1) {
			const wire = wires[sent % wires.length];
			if (wire.isOpen && wire.socket.writableLength < MOST_HELD) {
				wire.send(next(sent));
			}
			sent += 1;
		}
	};
	const keepBusy = () => send(IN_FLIGHT - (sent - counts(wires).answered));
	const letIn = () => counts(wires).answered - counts(wires).refused;
	const calibration = Math.min(CALIBRATION_MS, ms / 2);
	let full = null;
	let end = null;
	await ticking(calibration, (now) => {
		keepBusy();
		if (counts(wires).refused > 0) {
			full ??= { now, letIn: letIn() };
		}
		end = { now, letIn: letIn() };
	});
	const rate = full && (end.letIn - full.letIn) / Math.max(end.now - full.now, TICK_MS);
	let paced = 0;
	await ticking(ms - calibration, (now) => {
		if (rate === null) {
			keepBusy();
			return;
		}
		const due = Math.ceil(2 * rate * now) - paced;
		send(due);
		paced += due;
	});
	const said = { sent, ...counts(wires), letIn: rate && rate * 1_000 };
	wires.forEach((wire) => wire.close());
	return said;
}

/** Batches over HTTP, one after the other. */
async function batches({ port, ms, hub }) {
	const body = `[${Array.from({ length: BATCH_ITEMS }, (_, id) => question('lineage_descendants', [hub], id)).join(',')}]`;
	const headers = { 'content-type': 'application/json' };
	const begun = performance.now();
	let [sent, answered, refused] = [0, 0, 0];
	while (performance.now() - begun < ms) {
		sent += BATCH_ITEMS;
		const signal = AbortSignal.timeout(PATIENCE_SECONDS * 1_000);
		const said = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body, signal })
			.then((response) => response.text())
			.catch((error) => error.message);
		answered += said.split('"jsonrpc"').length - 1;
		refused += said.split('"code":9016').length - 1;
	}
	return { sent, answered, refused };
}

/** Answers of many rows, asked for and never read. */
async function slowReader({ port, ms, hub }) {
	const wires = await open(SLOW, port);
	wires.forEach((wire) => wire.pause());
	const asked = [
		frame(question('lineage_descendants', [hub, null, null, 1_024])),
		frame(question('lineage_subscribeStanding', [Array.from({ length: 256 }, (_, id) => id)])),
	];
	let sent = 0;
	await ticking(ms, () => {
		for (const wire of wires) {
			if (wire.isOpen && wire.socket.writableLength < MOST_HELD) {
				wire.send(asked[sent % 8 === 0 ? 1 : 0]);
				sent += 1;
			}
		}
	});
	const { answered, refused } = counts(wires);
	wires.forEach((wire) => wire.close());
	return { sent, answered, refused };
}

/** Each connection subscribes as often as it is let. */
async function subscriptions(target) {
	const { assets } = target;
	const watched = (index) => Array.from({ length: 256 }, (_, place) => (index * 256 + place) % assets);
	const asked = Array.from({ length: 64 }, (_, index) => frame(question('lineage_subscribeStanding', [watched(index)])));
	return flood(target, (index) => asked[index % asked.length], SUBSCRIBING);
}

const same = (target, ...params) => {
	const asked = frame(question(...params));
	return flood(target, () => asked);
};

/** In the order of the issue. `target` is `{ port, ms, hub, deep, assets }`. */
export const ATTACKS = {
	'a batch of 100,000 items': batches,
	'a depth of 2^32': (target) => {
		// The largest depth that there is, and one more, which is none.
		const asked = [2 ** 32 - 1, 2 ** 32].map((depth) => frame(question('lineage_ancestors', [target.deep, { depth }, null, 1_024])));
		return flood(target, (index) => asked[index % 2]);
	},
	'an asset with very many children': (target) =>
		same(target, 'lineage_descendants', [target.hub, { kinds: ['work', 'output'], standings: ['clear'] }, null, 1_024]),
	'forged cursors': (target) =>
		flood(target, () => {
			const cursor = `0x${randomBytes(CURSOR).toString('hex')}`;
			return frame(question('lineage_descendants', [target.hub, null, cursor, 1_024]));
		}),
	'the same heavy question': (target) => same(target, 'lineage_usage', [target.account, null, null, 1_024]),
	'a reader who does not read': slowReader,
	'very many subscriptions': subscriptions,
};

/** Carries one out, and says what came of it. */
export async function carryOut(name, target) {
	await until('the node', PATIENCE_SECONDS, () => Wire.open(target.port, FROM).then((wire) => wire.close() ?? true, () => false));
	return ATTACKS[name](target);
}
