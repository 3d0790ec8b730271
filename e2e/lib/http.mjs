// Requests over HTTP from any address of this machine, with any headers.
import { Agent, request } from 'node:http';

import { question } from './load.mjs';

const PATIENCE_MS = 20_000;
/** So many connections from one address at a time, each for one request. */
const agent = new Agent({ keepAlive: false, maxSockets: 16 });

/** Sends one, and gives its status, headers and body. */
export function http(port, { method = 'GET', path = '/', body = '', from = '127.0.0.1', headers = {} } = {}) {
	return new Promise((resolve, reject) => {
		const options = { host: '127.0.0.1', port, method, path, localAddress: from, headers, timeout: PATIENCE_MS, agent };
		const sent = request(options, (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (part) => (text += part));
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
			response.on('error', reject);
		});
		sent.on('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Asks a method: the whole answer, with its `result` or `error`. */
export async function call(port, method, params = [], { from, headers = {} } = {}) {
	const type = { 'content-type': 'application/json' };
	const asked = { method: 'POST', body: question(method, params), from, headers: { ...type, ...headers } };
	const { status, text } = await http(port, asked);
	return status === 200 ? JSON.parse(text) : { error: { code: status, message: text } };
}
