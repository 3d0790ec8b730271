// Bundles of a node: verified in WebAssembly and by the command line, damaged, forged, and measured.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';

import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, decodeAddress, encodeAddress } from '@polkadot/util-crypto';

import { loadVerifier, ProofError } from '../../js/proof/src/index.js';
import { account, declaration, edge } from '../lib/chain.mjs';
import { inStep } from '../lib/lineageIndex.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds } from '../lib/terms.mjs';
import { animechain } from './proofCommand.mjs';

const DEPTH = 10;
const WASM = new URL('../../js/proof/src/verifier.wasm', import.meta.url);

/** With a checksum that fits again. */
function sealed(bundle) {
	const body = bundle.subarray(0, -4);
	return new Uint8Array([...body, ...blake2AsU8a(body, 256).subarray(0, 4)]);
}

function flipped(bundle, bit) {
	const copy = bundle.slice();
	copy[bit >> 3] ^= 1 << (bit & 7);
	return copy;
}

/** With accounts as addresses, as the command line writes them. */
function withAddresses({ head, steps, ...rest }) {
	return {
		...rest,
		head: { ...head, controller: encodeAddress(head.controller, 42) },
		steps: steps.map((step) => ({ ...step, registrant: encodeAddress(step.registrant, 42) })),
	};
}

/** Bytes of a list of nodes in SCALE, which is smaller than their JSON. */
export function scaleBytes(nodes) {
	const prefix = (length) => (length < 64 ? 1 : length < 16_384 ? 2 : 4);
	const bytes = nodes.map((node) => node.length / 2 - 1);
	return bytes.reduce((sum, length) => sum + length + prefix(length), prefix(nodes.length));
}

export default function proof(chain) {
	const [alice, bob] = [account('Alice'), account('Bob')];
	const ask = (...params) => chain.api.raw('lineage_proof', ...params.map((id) => id?.toString() ?? null));
	let verifier;
	let folder;
	let first;
	let newest;
	let answer;
	let bundle;
	let expected;

	const why = (bytes, what = {}) => {
		try {
			verifier.verify(bytes, what);
		} catch (error) {
			assert.ok(error instanceof ProofError, error);
			return error.code;
		}
		return null;
	};

	before(async () => {
		verifier = await loadVerifier();
		folder = await mkdtemp(join(tmpdir(), 'animechain-bundle-'));
		const { provenance, utility } = chain.api.tx;
		first = (await chain.api.call.lineageApi.nextAssetId()).toNumber();
		newest = first + DEPTH;
		// A line of adaptations, each of which takes something from the first as well.
		const calls = Array.from({ length: DEPTH + 1 }, (_, step) => {
			const line = step > 0 ? [edge(first + step - 1, 'DerivedFrom', 1_000)] : [];
			const beside = step > 2 ? [edge(first + 1, 'ConditionedOn', 5)] : [];
			return provenance.registerWork(declaration(`proof ${step}`), [...line, ...beside]);
		});
		const { results } = await together(chain.api, [[utility.batchAll(calls), alice]]);
		assert.deepEqual(results, [null]);
		await seal(chain.api);
		await inStep(chain.api);
		// The line alone: `ConditionedOn` is a shorter way.
		answer = await chain.api.raw('lineage_proof', newest.toString(), first.toString(), ['derivedFrom']);
		bundle = hexToU8a(answer.bundle);
		const genesis = chain.api.genesisHash.toHex();
		expected = { block: answer.at.hash, genesis, asset: newest, ancestor: first };
	});

	after(() => folder && rm(folder, { recursive: true, force: true }));

	const file = async (name, contents) => {
		const path = join(folder, name);
		await writeFile(path, contents instanceof Uint8Array ? contents : JSON.stringify(contents));
		return path;
	};

	it('WebAssembly that imports nothing proves what the chain has', async () => {
		const module = await WebAssembly.compile(await readFile(WASM));
		assert.deepEqual(WebAssembly.Module.imports(module), []);
		const own = await loadVerifier(module);
		const proven = own.verify(answer, expected);
		assert.deepEqual(proven, verifier.verify(bundle, { ...expected, block: hexToU8a(answer.at.hash) }));

		const header = await chain.api.rpc.chain.getHeader(answer.at.hash);
		assert.equal(proven.block.hash, answer.at.hash);
		assert.equal(proven.block.number, header.number.toString());
		assert.equal(proven.block.stateRoot, header.stateRoot.toHex());
		assert.equal(proven.steps.length, DEPTH + 1);
		for (const [index, step] of proven.steps.entries()) {
			const { asset } = await chain.api.raw('lineage_asset', (newest - index).toString());
			for (const field of ['id', 'kind', 'digest', 'block', 'commitment', 'metadata', 'basis', 'intent', 'edges']) {
				assert.deepEqual(step[field], asset[field], `${field} of ${step.id}`);
			}
			assert.equal(step.registrant, u8aToHex(decodeAddress(asset.registrant)));
			assert.deepEqual(step.up, index < DEPTH ? ['derivedFrom'] : []);
		}
	});

	it('the block is a final one', async () => {
		const last = await chain.api.rpc.chain.getHeader(await chain.api.rpc.chain.getFinalizedHead());
		assert.ok(BigInt(answer.at.number) <= last.number.toBigInt());
		assert.equal((await chain.api.rpc.chain.getBlockHash(answer.at.number)).toHex(), answer.at.hash);
	});

	it('the shortest way is proven if no relation is named, and an asset alone', async () => {
		const short = verifier.verify(await ask(newest, first), { asset: newest, ancestor: first });
		const path = (await chain.api.raw('lineage_path', first.toString(), newest.toString())).path;
		assert.deepEqual(short.steps.slice(1).map(({ id }) => id), path.map(({ parent }) => parent));
		const alone = verifier.verify(await ask(newest), { asset: newest, ancestor: newest });
		assert.equal(alone.steps.length, 1);
		assert.equal(alone.steps[0].digest, short.steps[0].digest);
	});

	it('what cannot be proven is an error with a number', async () => {
		const unknown = (await chain.api.call.lineageApi.nextAssetId()).toString();
		await assert.rejects(ask(unknown), { code: 9001 });
		await assert.rejects(ask(newest, unknown), { code: 9001 });
		await assert.rejects(ask(first, newest), (error) => error.code > 9000 && error.code !== 9009);
	});

	it('a path of more than 64 steps is refused by name, and one of 64 is not', async () => {
		const { provenance, utility } = chain.api.tx;
		const from = (await chain.api.call.lineageApi.nextAssetId()).toNumber();
		const calls = Array.from({ length: 66 }, (_, step) =>
			provenance.registerWork(declaration(`long ${step}`), step > 0 ? [edge(from + step - 1, 'VersionOf')] : []),
		);
		const { results } = await together(chain.api, [[utility.batchAll(calls), bob]]);
		assert.deepEqual(results, [null]);
		await seal(chain.api);
		await inStep(chain.api);
		await assert.rejects(ask(from + 65, from), { code: 9017 });
		assert.equal(verifier.verify(await ask(from + 64, from)).steps.length, 65);
	});

	it('every flipped bit is damage, and forged ones are refused', () => {
		const names = new Set();
		for (let bit = 0; bit < bundle.length * 8; bit += 1) {
			assert.equal(why(flipped(bundle, bit)), bit < 8 ? 'unknownVersion' : 'damaged', `bit ${bit}`);
		}
		for (let bit = 0; bit < (bundle.length - 4) * 8; bit += 1) {
			const name = why(sealed(flipped(bundle, bit)), expected);
			assert.ok(name, `bit ${bit}`);
			names.add(name);
		}
		for (const name of ['otherBlock', 'otherChain', 'otherAsset', 'notInState', 'malformed']) {
			assert.ok(names.has(name), `${name} in ${[...names]}`);
		}
		assert.equal(why(bundle.subarray(0, -1)), 'damaged');
		assert.equal(why(new Uint8Array([...bundle, 0])), 'damaged');
		assert.equal(why(new Uint8Array(400_000).fill(1)), 'tooLarge');
		assert.equal(why(new Uint8Array()), 'truncated');
		assert.equal(why(bundle, expected), null, 'and it still answers');
	});

	it('questions that are none are refused before they are asked', () => {
		for (const [bundle, what] of [['0x0'], [17], [{}], ['0x', { block: '0x00' }], ['0x', { asset: -1 }], ['0x', { asset: 2 ** 60 }]]) {
			assert.throws(() => verifier.verify(bundle, what), TypeError);
		}
	});

	it('the command line says the same', async () => {
		const path = await file('bundle.json', answer);
		const block = ['--block', answer.at.hash];
		const { code, answer: said } = await animechain('verify', '--bundle', path, ...block, '--asset', `${newest}`);
		assert.equal(code, 0, JSON.stringify(said));
		assert.equal(said.verdict, 'verified');
		assert.deepEqual(said.proven, withAddresses(verifier.verify(answer, expected)));

		const envelope = await file('envelope.json', { jsonrpc: '2.0', id: 1, result: answer });
		const bytes = await file('bundle.bin', bundle);
		for (const other of [envelope, bytes]) {
			const again = await animechain('verify', '--bundle', other, ...block);
			assert.deepEqual([again.code, again.answer.proven], [0, said.proven]);
		}

		const unconfirmed = await animechain('verify', '--bundle', path);
		assert.deepEqual([unconfirmed.code, unconfirmed.answer.verdict], [7, 'unconfirmed']);
		const asked = await animechain('verify', '--bundle', path, '--ask-node', '--url', chain.url);
		assert.deepEqual([asked.code, asked.answer.confirmedBy], [0, 'node']);

		for (let bit = 3; bit < bundle.length * 8; bit += Math.floor(bundle.length / 3)) {
			for (const forged of [flipped(bundle, bit), sealed(flipped(bundle, bit))]) {
				const judged = await animechain('verify', '--bundle', await file('forged.bin', forged), ...block);
				const name = why(forged, { block: answer.at.hash });
				assert.equal(judged.code, name ? 3 : 0);
				assert.equal(judged.answer.error, name ?? undefined);
			}
		}
		const other = await file('other.json', { ...answer, ancestor: `${first + 1}` });
		assert.equal((await animechain('verify', '--bundle', other, ...block)).code, 3);
	});

	it('the command line asks for a bundle itself', async () => {
		const path = join(folder, 'asked.json');
		const node = ['--url', chain.url];
		const made = await animechain('bundle', `${newest}`, '--ancestor', `${first}`, '--out', path, ...node);
		assert.equal(made.code, 0, JSON.stringify(made.answer));
		const judged = await animechain('verify', '--bundle', path, '--block', made.answer.block.hash);
		assert.equal(judged.code, 0);
		assert.equal(judged.answer.proven.ancestor, `${first}`);
		const refused = await animechain('bundle', `${first}`, '--ancestor', `${newest}`, '--out', path, ...node);
		assert.equal(refused.code, 1);
	});

	it('a withdrawn asset is told by its own bundle, of a later block', async () => {
		const { provenance } = chain.api.tx;
		const { results } = await together(chain.api, [[provenance.withdraw(newest, grounds()), alice]]);
		assert.deepEqual(results, [null]);
		await seal(chain.api);
		await inStep(chain.api);
		const later = await ask(newest, first);
		assert.deepEqual(verifier.verify(later).head.marks, ['withdrawn']);
		assert.deepEqual(verifier.verify(answer).head.marks, [], 'and the one before says what was so then');
		const judged = await animechain('verify', '--bundle', await file('later.json', later), '--block', later.at.hash);
		assert.deepEqual([judged.code, judged.answer.verdict], [5, 'notClear']);
	});

	it('is at most 4 KB and smaller than what would be read instead', async (test) => {
		const { records, heads } = chain.api.query.provenance;
		const ids = Array.from({ length: DEPTH + 1 }, (_, step) => first + step);
		const read = async (keys) => scaleBytes((await chain.api.raw('state_getReadProof', keys, answer.at.hash)).proof);
		const rows = ids.map((id) => records.key(id));
		const single = await Promise.all(rows.map((key) => read([key])));
		const oneByOne = single.reduce((sum, bytes) => sum + bytes);
		const [atOnce, both] = [await read(rows), await read([...rows, ...ids.map((id) => heads.key(id))])];
		const count = (await chain.api.call.lineageApi.nextAssetId()).toString();
		test.diagnostic(
			`${DEPTH} steps among ${count} assets: bundle ${bundle.length} bytes; 11 records one by one ${oneByOne}, ` +
				`at once ${atOnce}, with their heads ${both}`,
		);
		assert.ok(bundle.length <= 4_096, `${bundle.length}`);
		assert.ok(bundle.length < atOnce && atOnce < oneByOne);
	});

	it('takes a moment', (test) => {
		const runs = 500;
		const start = performance.now();
		for (let run = 0; run < runs; run += 1) {
			verifier.verify(bundle, expected);
		}
		const took = (performance.now() - start) / runs;
		test.diagnostic(`verified in WebAssembly in ${(took * 1_000).toFixed(0)} us, the answer read`);
		assert.ok(took < 20, `${took} ms`);
	});
}
