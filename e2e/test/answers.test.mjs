// Recorded answers (js/answers.json, written by tools/record.mjs) through both packages of js/; needs no node.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { rpc, types } from '@animechain/api-augment';
import { lineageRpc } from '@animechain/papi';
import { TypeRegistry } from '@polkadot/types';

import { asWire } from '../lib/asWire.mjs';

const answers = JSON.parse(readFileSync(new URL('../../js/answers.json', import.meta.url), 'utf8'));
const methods = Object.keys(rpc.lineage);

/** A number that no JavaScript number is. */
const BIG = '18446744073709551615';

/** The same answer of a node that is far ahead of this one: every number is big, and there are fields and words more. */
function grown(value) {
	if (Array.isArray(value)) {
		return value.map(grown);
	}
	if (value !== null && typeof value === 'object') {
		const fields = Object.entries(value).map(([name, field]) => [name, grown(field)]);
		return { ...Object.fromEntries(fields), addedLater: 'by another version' };
	}
	return typeof value === 'string' && /^\d+$/.test(value) ? BIG : value;
}

/** Without what no definition names. */
function known(value) {
	if (Array.isArray(value)) {
		return value.map(known);
	}
	if (value !== null && typeof value === 'object') {
		const fields = Object.entries(value).filter(([name]) => name !== 'addedLater');
		return Object.fromEntries(fields.map(([name, field]) => [name, known(field)]));
	}
	return value;
}

/** A question however it is written: an id may be a number, and what is null may be absent. */
function tidy(value) {
	if (Array.isArray(value)) {
		return value.map(tidy);
	}
	if (value !== null && typeof value === 'object') {
		const fields = Object.entries(value).filter(([, field]) => field !== null);
		return Object.fromEntries(fields.map(([name, field]) => [name, tidy(field)]));
	}
	return typeof value === 'number' ? value.toString() : value;
}

const asSent = (answer) =>
	JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));

describe('recorded answers', () => {
	it('there is one of every method', () => {
		const recorded = new Set(answers.map(({ method }) => method));
		assert.deepEqual([...recorded].sort(), methods.map((name) => `lineage_${name}`).sort());
	});

	for (const { method, params, result } of answers) {
		const name = method.slice('lineage_'.length);

		it(`${name}(${JSON.stringify(params).slice(1, -1)}) with the definitions for @polkadot/api`, () => {
			const registry = new TypeRegistry();
			registry.register(types);
			const decode = (answer) => asWire(registry.createType(rpc.lineage[name].type, answer));
			assert.deepEqual(decode(result), result);
			assert.deepEqual(decode(grown(result)), known(grown(result)));
			const sent = params.map((value, index) => registry.createType(rpc.lineage[name].params[index].type, value).toJSON());
			assert.deepEqual(tidy(sent), tidy(params), 'and what it sends for the question');
		});

		it(`${name}(${JSON.stringify(params).slice(1, -1)}) with the wrapper for polkadot-api`, async () => {
			const bigs = (value) =>
				Object.values(value ?? {}).flatMap((field) => (typeof field === 'object' ? bigs(field) : [field]));
			for (const answer of [result, grown(result)]) {
				const said = await heard(name, params, method, answer);
				assert.deepEqual(asSent(said), answer);
				const left = bigs(said).filter((field) => typeof field === 'string' && /^\d+$/.test(field));
				assert.deepEqual(left, [], 'every number is a bigint');
			}
		});
	}
});

/** What the wrapper makes of an answer to a question, or of the first message to a subscriber. */
async function heard(name, params, method, answer) {
	const asked = (sought, unsubscribe = method.replace('_subscribe', '_unsubscribe')) =>
		assert.deepEqual([sought, unsubscribe], [method, method.replace('_subscribe', '_unsubscribe')]);
	const client = {
		_request: async (sought) => asked(sought) ?? answer,
		_subscribe: (sought, unsubscribe) =>
			asked(sought, unsubscribe) ?? { subscribe: ({ next }) => setImmediate(next, answer) },
	};
	const lineage = lineageRpc(client);
	if (name.startsWith('subscribe')) {
		return new Promise((resolve, reject) => lineage[name](params[0], resolve, reject));
	}
	// A filter and what follows it do not matter here.
	const last = params.findIndex((param) => param === null || typeof param === 'object');
	return lineage[name](...params.slice(0, last < 0 ? params.length : last).slice(0, name === 'standing' ? 1 : 3));
}

describe('questions of the wrapper for polkadot-api', () => {
	/** The parameters that a call sends. */
	const sent = async (call) => {
		let asked;
		const request = async (method, params) => {
			asked = params;
			return answers.find((answer) => answer.method === method).result;
		};
		await call(lineageRpc(request));
		return asked;
	};

	it('ids are strings, nulls keep the places, and nothing is sent that was not given', async () => {
		const cases = [
			[(rpc) => rpc.asset(2n ** 64n - 1n), [BIG]],
			[(rpc) => rpc.asset(4, '0x00'), ['4', '0x00']],
			[(rpc) => rpc.ancestors('4'), ['4']],
			[(rpc) => rpc.ancestors(4n, { limit: 9 }), ['4', null, null, 9]],
			[(rpc) => rpc.ancestors(4n, { view: 'finalized', depth: 0 }), ['4', { depth: 0 }, null, null, 'finalized']],
			[(rpc) => rpc.usage('5Grw', { kinds: ['model'], cursor: '0x01' }), ['5Grw', { kinds: ['model'] }, '0x01']],
			[(rpc) => rpc.path(1, 2, { view: 'best' }), ['1', '2', null, 'best']],
			[(rpc) => rpc.path(1, 2, { relations: [] }), ['1', '2', []]],
			[(rpc) => rpc.flow(1, 7, 10n ** 30n), ['1', '7', (10n ** 30n).toString()]],
			[(rpc) => rpc.flow(1, 'native', 0), ['1', 'native', '0']],
			[(rpc) => rpc.standing(0), ['0']],
			[(rpc) => rpc.proof(4n), ['4']],
			[(rpc) => rpc.proof(4n, { ancestor: 0 }), ['4', '0']],
			[(rpc) => rpc.proof(4n, { relations: ['includes'] }), ['4', null, ['includes']]],
			[(rpc) => rpc.syncState(), []],
		];
		for (const [call, params] of cases) {
			assert.deepEqual(await sent(call), params, call.toString());
		}
	});

	it('pages pass the cursor on, and end where it ends', async () => {
		const [{ result }] = answers.filter(({ method }) => method === 'lineage_ancestors');
		const cursors = ['0x01', '0x02', null];
		const asked = [];
		const lineage = lineageRpc(async (_, params) => {
			asked.push(params);
			return { ...result, nextCursor: cursors[asked.length - 1] };
		});
		const pages = [];
		for await (const page of lineage.pages.ancestors(4n, { kinds: ['work'], limit: 2 })) {
			pages.push(page.nextCursor);
		}
		assert.deepEqual(pages, cursors);
		assert.deepEqual(asked, [null, '0x01', '0x02'].map((cursor) => ['4', { kinds: ['work'] }, cursor, 2]));
	});
});
