// The node's JSON-RPC server: who may ask how much, who is let in at all, and what is counted.
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { account, connect, declaration } from '../lib/chain.mjs';
import { call, http } from '../lib/http.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { frame, question, Wire } from '../lib/load.mjs';
import { freePort, Node, temporaryChain } from '../lib/node.mjs';
import { together } from '../lib/seal.mjs';
import { until } from '../lib/until.mjs';

const LIMITED = 9016;
const TOO_MANY_SUBSCRIPTIONS = 9018;
/** Milliseconds of work a second for each address: little enough to be used up by a test. */
const WORK = '1';
const MOST_CONNECTIONS = 64;
const MOST_SUBSCRIPTIONS = 64;
const TRUSTED = '127.0.0.3';
/** Questions of the runtime, each of them some hundred microseconds of work. */
const HEAVY = 400;
/** Long enough a debt for the tests that want one. */
const DEBT_MS = 2_000;
const SECONDS = 30;

/** The same node under two command lines: one that limits by peer, one behind a proxy. */
export default function rpcServer() {
	const alice = account('Alice');
	const nodes = [];
	let folder;
	let port;
	let proxied;
	let metricsPort;

	const limited = (limit, ...args) =>
		Node.start(folder.path, ['--lineage-limit', limit, ...args], ['--manual-seal']);
	const start = async (...args) => {
		const node = await limited(WORK, ...args);
		nodes.push(node);
		return Number(new URL(node.url).port);
	};

	before(async () => {
		folder = await temporaryChain();
		// With so little work nobody could hand in a transaction after all that a client asks first.
		const free = await limited('0');
		const api = await connect(free.url);
		const { results } = await together(api, [[api.tx.provenance.registerWork(declaration('a work'), []), alice]]);
		assert.deepEqual(results, [null]);
		await api.disconnect();
		await free.stop();
		metricsPort = await freePort();
		port = await start(
			...['--rpc-rate-limit-whitelisted-ips', `${TRUSTED}/32`],
			...['--rpc-max-connections', `${MOST_CONNECTIONS}`],
			...['--prometheus-port', `${metricsPort}`],
		);
		const seen = await connect(nodes[0].url);
		await inStep(seen);
		await seen.disconnect();
	});

	after(async () => {
		await Promise.all(nodes.map((node) => node.stop()));
		await folder?.remove();
	});

	/** Asks more at once than an address has saved up, until it has to wait for a while. */
	const useUp = (where, options) =>
		until('a refusal for a while', SECONDS, async () => {
			const asked = () => call(where, 'lineage_asset', ['0'], options);
			const answers = await Promise.all(Array.from({ length: HEAVY }, asked));
			const refused = answers.filter(({ error }) => error?.code === LIMITED);
			assert.equal(answers.filter(({ result }) => result?.asset.id === '0').length, HEAVY - refused.length);
			const { error } = await asked();
			return Number(error?.data) >= DEBT_MS && error;
		});

	/** One question over a WebSocket from an address: the code of its error, or null. */
	const overWebSocket = async (from) => {
		const wire = await Wire.open(port, from);
		try {
			const answer = new Promise((resolve) => (wire.onAnswer = (_, start) => resolve(start.toString())));
			wire.send(frame(question('lineage_isAncestor', ['0', '0'])));
			const code = /"error":\{"code":(-?\d+)/.exec(await answer);
			return code && Number(code[1]);
		} finally {
			wire.close();
		}
	};

	it('an address has so much work a second, over HTTP and WebSocket together; others have theirs', async () => {
		const error = await useUp(port);
		assert.match(error.data, /^[1-9]\d*$/, 'milliseconds to wait');
		assert.match(error.message, new RegExp(`\\b${error.data} ms\\b`));
		assert.equal(await overWebSocket('127.0.0.1'), LIMITED);
		assert.equal(await overWebSocket('127.0.0.2'), null);
		assert.equal((await call(port, 'lineage_asset', ['0'], { from: '127.0.0.2' })).result.asset.id, '0');
		const headers = { 'x-forwarded-for': '198.51.100.7' };
		assert.equal((await call(port, 'lineage_asset', ['0'], { headers })).error.code, LIMITED, 'nobody asked for a proxy');
		assert.equal((await call(port, 'system_chain')).result, 'Animechain Development', 'other methods have no limit');
	});

	it('after the time that the refusal names there is work again', async () => {
		const from = '127.0.0.4';
		const asked = { from };
		// Asked alone and last: what is still worked on is not on the bill yet.
		const { data } = await until('a refusal', SECONDS, async () => {
			await Promise.all(Array.from({ length: 20 }, () => call(port, 'lineage_asset', ['0'], asked)));
			const { error } = await call(port, 'lineage_asset', ['0'], asked);
			return error?.code === LIMITED && error;
		});
		assert.ok(Number(data) < SECONDS * 1_000, data);
		await pause(Number(data) + 1);
		await until('an answer', 1, async () => (await call(port, 'lineage_asset', ['0'], asked)).result !== undefined);
	});

	it('what is on the list has no limit', async () => {
		const answers = await Promise.all(
			Array.from({ length: 2 * HEAVY }, () => call(port, 'lineage_asset', ['0'], { from: TRUSTED })),
		);
		assert.ok(answers.every(({ result }) => result.asset.id === '0'));
	});

	it('a batch pays for each of its questions', async () => {
		const from = '127.0.0.5';
		const body = JSON.stringify(Array.from({ length: HEAVY }, (_, id) => JSON.parse(question('lineage_asset', ['0'], id))));
		const headers = { 'content-type': 'application/json' };
		const { text } = await http(port, { method: 'POST', body, headers, from });
		const answers = JSON.parse(text);
		assert.equal(answers.length, HEAVY);
		const refused = answers.filter(({ error }) => error?.code === LIMITED);
		assert.ok(refused.length > 0 && refused.length < HEAVY, `${refused.length} of ${HEAVY} refused`);
	});

	it('handing in transactions is work, also those that the pool refuses; others go on', async () => {
		const from = '127.0.0.9';
		const handedIn = (options) => call(port, 'author_submitExtrinsic', ['0x00'], options);
		const answers = await Promise.all(Array.from({ length: HEAVY }, () => handedIn({ from })));
		assert.ok(answers.every(({ error }) => error), 'this is no transaction');
		const refused = answers.filter(({ error }) => error.code === LIMITED).length;
		assert.ok(refused > 0 && refused < HEAVY, `${refused} of ${HEAVY} refused`);
		assert.notEqual((await handedIn({ from: '127.0.0.10' })).error.code, LIMITED);
	});

	it('an address has so many subscriptions, also over several connections', async () => {
		const from = '127.0.0.6';
		const wires = await Promise.all([1, 2].map(() => Wire.open(port, from)));
		try {
			const codes = [];
			wires.forEach((wire) => (wire.onAnswer = (_, start) => {
				const text = start.toString();
				if (text.includes('"id":')) {
					codes.push(Number(/"error":\{"code":(-?\d+)/.exec(text)?.[1] ?? 0));
				}
			}));
			const asked = MOST_SUBSCRIPTIONS + 2;
			for (let index = 0; index < asked; index += 1) {
				wires[index % 2].send(frame(question('lineage_subscribeUsage', [alice.address], index)));
				await until('an answer', SECONDS, () => codes.length > index);
			}
			assert.deepEqual([...new Set(codes.slice(0, MOST_SUBSCRIPTIONS))], [0]);
			assert.deepEqual(codes.slice(MOST_SUBSCRIPTIONS), [TOO_MANY_SUBSCRIPTIONS, TOO_MANY_SUBSCRIPTIONS]);
		} finally {
			wires.forEach((wire) => wire.close());
		}
	});

	it('an address has half of the connections; the others are for others', async () => {
		const [from, other] = ['127.0.0.7', '127.0.0.8'];
		const wires = [];
		try {
			await until('no connection of an earlier test', SECONDS, async () => (await call(port, 'system_chain')).result);
			for (let count = 0; count < MOST_CONNECTIONS / 2; count += 1) {
				wires.push(await Wire.open(port, from));
			}
			await assert.rejects(Wire.open(port, from));
			wires.push(await Wire.open(port, other));
			wires.shift().close();
			wires.push(await until('a place', SECONDS, () => Wire.open(port, from).catch(() => null)));
		} finally {
			wires.forEach((wire) => wire.close());
		}
	});

	it('says whether it is well, and what it can be asked', async () => {
		const health = await http(port, { path: '/health' });
		assert.deepEqual([health.status, JSON.parse(health.text)], [200, { peers: 0, isSyncing: false, shouldHavePeers: false }]);
		assert.equal((await http(port, { path: '/health/readiness' })).status, 200);
		const { methods } = (await call(port, 'rpc_methods')).result;
		for (const name of ['lineage_ancestors', 'lineage_subscribeUsage', 'system_health', 'rpc_methods']) {
			assert.ok(methods.includes(name), name);
		}
		assert.equal(new Set(methods).size, methods.length);
	});

	it('lets whoever is on this machine do what is unsafe', async () => {
		assert.equal((await call(port, 'author_hasKey', ['0x00', 'aura'])).result, false);
	});

	it('counts calls and sessions, each once', async () => {
		const series = async () => {
			const { text } = await http(metricsPort, { path: '/metrics' });
			const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
			const names = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
			assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), [], 'no series twice');
			const values = lines.map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
			return (metric, ...labels) =>
				names.reduce((sum, name, index) => {
					const isIt = name.startsWith(metric) && /^[{]|^$/.test(name.slice(metric.length));
					return sum + (isIt && labels.every((label) => name.includes(label)) ? values[index] : 0);
				}, 0);
		};
		const from = TRUSTED;
		const before = await series();
		for (const [method, params] of [['isAncestor', ['0', '0']], ['isAncestor', ['0', '0']], ['isAncestor', ['0', '77']]]) {
			await call(port, `lineage_${method}`, params, { from });
		}
		const wire = await Wire.open(port, from);
		const now = await until('the session in the count', SECONDS, async () => {
			const read = await series();
			return read('substrate_rpc_sessions_opened') > before('substrate_rpc_sessions_opened') && read;
		});
		wire.close();
		const grown = (metric, ...labels) => now(metric, ...labels) - before(metric, ...labels);
		assert.equal(grown('substrate_rpc_sessions_opened'), 1);
		assert.equal(grown('lineage_rpc_calls_total', 'method="isAncestor"', 'outcome="ok"'), 2);
		assert.equal(grown('lineage_rpc_calls_total', 'method="isAncestor"', 'outcome="9001"'), 1);
		assert.equal(grown('lineage_rpc_seconds_count', 'method="isAncestor"'), 3);
		assert.equal(grown('substrate_rpc_calls_started', 'method="lineage_isAncestor"', 'protocol="http"'), 3);
		assert.equal(now('lineage_index_in_step'), 1);
	});

	it('behind a proxy the client is whom the proxy names', async () => {
		await Promise.all(nodes.splice(0).map((node) => node.stop()));
		proxied = await start(
			...['--rpc-rate-limit-trust-proxy-headers', '--rpc-methods', 'safe'],
			...['--rpc-cors', 'http://localhost:3000'],
		);
		const busy = '198.51.100.1';
		await useUp(proxied, { headers: { 'x-forwarded-for': busy } });
		const asked = async (headers) => (await call(proxied, 'lineage_asset', ['0'], { headers })).error?.code ?? null;
		for (const headers of [{ forwarded: `for=${busy}` }, { 'x-real-ip': busy }, { 'x-forwarded-for': `10.0.0.1, ${busy}` }]) {
			assert.equal(await asked(headers), LIMITED, JSON.stringify(headers));
		}
		assert.equal(await asked({ 'x-forwarded-for': `${busy}, 198.51.100.3` }), null, 'what the client itself may have written');
		assert.equal(await asked({ 'x-forwarded-for': '198.51.100.2' }), null);
		assert.equal(await asked({ forwarded: 'for="[2001:db8::1]"' }), null);
		assert.equal(await asked({}), null, 'the proxy itself');
	});

	it('refuses what is unsafe if it is told to', async () => {
		const { error } = await call(proxied, 'author_hasKey', ['0x00', 'aura']);
		assert.match(error.message, /unsafe/);
	});

	it('with origins named, only they may read answers, and only names of this machine are answered', async () => {
		const type = { 'content-type': 'application/json' };
		const asked = { method: 'POST', body: question('system_chain', []) };
		const allowed = async (origin) => {
			const { headers } = await http(proxied, { ...asked, headers: { ...type, origin } });
			return headers['access-control-allow-origin'];
		};
		assert.equal(await allowed('http://localhost:3000'), 'http://localhost:3000');
		assert.equal(await allowed('http://elsewhere.example'), undefined);
		const status = async (host) => (await http(proxied, { ...asked, headers: { ...type, host } })).status;
		assert.equal(await status(`localhost:${proxied}`), 200);
		assert.equal(await status(`elsewhere.example:${proxied}`), 403);
	});
}
