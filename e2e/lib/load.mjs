// The cheapest ways to ask a node many questions: a WebSocket that looks at answers as little as it can.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

import { within } from './until.mjs';

const OPEN_SECONDS = 10;
/** The marks of an answer that the limiter gave: no working time left, too many subscriptions. */
const REFUSED = [9016, 9018].map((code) => Buffer.from(`"code":${code}`));
/** Where such a mark is, if it is anywhere. */
const LOOK_AT = 256;
/** Nothing is masked by it: the frame is written as it is. */
const NO_MASK = Buffer.alloc(4);

/** A JSON-RPC request as text. */
export function question(method, params, id = 1) {
	return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** A text as one frame of a WebSocket client. */
export function frame(text) {
	const payload = Buffer.from(text);
	const head = [0x81];
	if (payload.length < 126) {
		head.push(0x80 | payload.length);
	} else if (payload.length < 65_536) {
		head.push(0x80 | 126, payload.length >> 8, payload.length & 0xff);
	} else {
		const length = Buffer.alloc(8);
		length.writeBigUInt64BE(BigInt(payload.length));
		head.push(0x80 | 127, ...length);
	}
	return Buffer.concat([Buffer.from(head), NO_MASK, payload]);
}

/** A connection that sends frames and counts what comes back. */
export class Wire {
	/** How many answers came, and how many of them were refusals by the limiter. */
	answered = 0;
	refused = 0;
	bytes = 0;
	isOpen = false;
	/** Called with each answer: whether it was a refusal, and its beginning. */
	onAnswer = () => {};
	#rest = [];
	#needed = 2;
	#held = 0;

	/** Opens one from an address of this machine to a port of it. */
	static async open(port, localAddress = '127.0.0.1') {
		const wire = new Wire();
		wire.socket = connect({ port, host: '127.0.0.1', localAddress });
		wire.socket.setNoDelay(true);
		wire.socket.on('error', () => {});
		wire.socket.on('close', () => (wire.isOpen = false));
		const key = randomBytes(16).toString('base64');
		const lines = [
			'GET / HTTP/1.1',
			`Host: 127.0.0.1:${port}`,
			...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
			`Sec-WebSocket-Key: ${key}`,
		];
		wire.socket.write(`${lines.join('\r\n')}\r\n\r\n`);
		const opened = new Promise((resolve, reject) => {
			let head = Buffer.alloc(0);
			const read = (bytes) => {
				head = Buffer.concat([head, bytes]);
				const end = head.indexOf('\r\n\r\n');
				if (end < 0) {
					return;
				}
				wire.socket.off('data', read);
				if (!head.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
					reject(new Error(`no WebSocket: ${head.subarray(0, 40)}`));
					return;
				}
				wire.isOpen = true;
				wire.socket.on('data', (more) => wire.#read(more));
				wire.#read(head.subarray(end + 4));
				resolve(wire);
			};
			wire.socket.on('data', read);
			wire.socket.once('error', reject);
			wire.socket.once('close', () => reject(new Error('the node closed the connection')));
		});
		return within('a WebSocket', OPEN_SECONDS, opened).catch((error) => {
			wire.close();
			throw error;
		});
	}

	/** Sends a frame; false when the node has not read what was sent before. */
	send(bytes) {
		return this.isOpen && this.socket.write(bytes);
	}

	/** Reads no more. */
	pause() {
		this.socket.pause();
	}

	close() {
		this.isOpen = false;
		this.socket.destroy();
	}

	#read(bytes) {
		this.bytes += bytes.length;
		this.#rest.push(bytes);
		this.#held += bytes.length;
		while (this.#held >= this.#needed) {
			if (this.#rest.length > 1) {
				this.#rest = [Buffer.concat(this.#rest)];
			}
			const [held] = this.#rest;
			const [from, to] = extent(held);
			if (to > held.length) {
				this.#needed = to;
				return;
			}
			this.#frame(held[0] & 0x0f, held.subarray(from, to));
			this.#rest = [held.subarray(to)];
			this.#held = held.length - to;
			this.#needed = 2;
		}
	}

	#frame(kind, payload) {
		if (kind === 0x9) {
			this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length]), NO_MASK, payload]));
		} else if (kind === 0x8) {
			this.close();
		} else if (kind === 0x1) {
			const start = payload.subarray(0, LOOK_AT);
			const isRefused = REFUSED.some((mark) => start.includes(mark));
			this.answered += 1;
			this.refused += isRefused ? 1 : 0;
			this.onAnswer(isRefused, start);
		}
	}
}

/** Where the payload of the frame at the beginning is, as far as that can be seen; else what is needed to see it. */
function extent(held) {
	const short = held[1] & 0x7f;
	if (short < 126) {
		return [2, 2 + short];
	}
	const from = short === 126 ? 4 : 10;
	if (held.length < from) {
		return [from, from];
	}
	const length = short === 126 ? held.readUInt16BE(2) : Number(held.readBigUInt64BE(2));
	return [from, from + length];
}

/** The value below which this part of them is; of none, nothing. */
export function quantile(values, part) {
	const sorted = Float64Array.from(values).sort();
	return sorted.length > 0 ? sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] : NaN;
}
