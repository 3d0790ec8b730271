// One lineage from files to an output, asked for in every way that the node offers.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';

import { asWire } from '../lib/asWire.mjs';
import { account, commitment, contents, declaration, edge, eventOf, register } from '../lib/chain.mjs';
import { lineageDigest, recordDigest } from '../lib/hashing.mjs';
import { reached } from '../lib/lineageIndex.mjs';
import { MerkleSumTree, verifyLeaf } from '../lib/merkleSum.mjs';
import { everyAnswer, fromRuntime } from '../lib/rows.mjs';
import { grounds } from '../lib/terms.mjs';

export default function lineage(chain) {
	const alice = account('Alice');
	const contributors = ['Charlie', 'Dave', 'Eve'].map((name) => account(name));

	/** The leaves of a folder of `count` drawings by three hands. */
	const folder = (label, count) =>
		Array.from({ length: count }, (_, index) => ({
			index,
			commitment: commitment(`${label} ${index}`),
			contributor: decodeAddress(contributors[index % 3].address),
			weight: BigInt(index + 1),
		}));
	const leaves = { sketches: folder('sketches', 7), paintings: folder('paintings', 4) };
	const trees = {
		sketches: new MerkleSumTree(leaves.sketches),
		paintings: new MerkleSumTree(leaves.paintings),
	};
	const ids = {};

	before(async () => {
		const { provenance } = chain.api.tx;
		const make = async (name, call) => {
			const { id, block } = await register(chain.api, call, alice);
			[ids[name], ids.block] = [id, block];
		};
		for (const name of ['sketches', 'paintings']) {
			const rows = contents(trees[name], leaves[name].length);
			await make(name, provenance.registerCollection(declaration(name), rows, []));
		}
		const sources = ['sketches', 'paintings'].map((name) => edge(ids[name], 'Includes', 400_000));
		await make('dataset', provenance.composeDataset(declaration('lineage dataset'), sources));
		const trained = [edge(ids.dataset, 'TrainedOn', 500_000)];
		await make('model', provenance.registerModel(declaration('lineage model'), trained));
		const generated = [edge(ids.model, 'GeneratedBy', 50_000)];
		const output = declaration('lineage output', { basis: 'Synthetic' });
		await make('output', provenance.registerOutput(output, null, generated));
	});

	const ancestry = () => [ids.model, ids.dataset, ids.paintings, ids.sketches];

	it('runtime API and RPC, typed and raw, say the same of each asset', async () => {
		for (const id of [ids.output, ...ancestry()]) {
			const [runtime, typed, raw] = await everyAnswer(chain.api, id);
			assert.deepEqual(raw, runtime);
			assert.deepEqual(typed, runtime);
		}
	});

	it('the output knows its generation, its sources and its terms', async () => {
		const [, , row] = await everyAnswer(chain.api, ids.output);
		assert.equal(row.kind, 'output');
		assert.equal(row.standing, 'clear');
		assert.equal(row.generation, 3);
		assert.equal(row.composition.optIn, '11', 'the leaves of both collections');
		assert.equal(row.composition.synthetic, '0', 'an output counts its sources');
		assert.equal(row.terms.purposes.length, 6);
		assert.deepEqual(row.edges, [
			{ parent: ids.model.toString(), relation: 'generatedBy', share: 50_000, authority: { type: 'control' } },
		]);
	});

	it('ancestors come by descending id', async () => {
		await reached(chain.api, ids.block);
		const page = await chain.api.rpc.lineage.ancestors(ids.output);
		assert.deepEqual(page.rows.map(({ id }) => id.toBigInt()), ancestry());
		assert.equal(page.total.toNumber(), ancestry().length);
		assert.ok(page.nextCursor.isNone);
	});

	it('pages of one row join into the runtime API’s answer', async () => {
		const rows = [];
		let cursor = null;
		do {
			const page = await chain.api.rpc.lineage.ancestors(ids.output, null, cursor, 1);
			assert.equal(page.rows.length, 1);
			rows.push(asWire(page.rows[0]));
			cursor = page.nextCursor.unwrapOr(null);
		} while (cursor);
		const whole = (await chain.api.call.lineageApi.ancestors(ids.output, null, 256)).asOk;
		assert.ok(whole.next.isNone);
		const brief = ({ id, kind, standing, generation }) => ({ id, kind, standing, generation });
		assert.deepEqual(rows, whole.rows.map((row) => brief(fromRuntime(row))));
		assert.deepEqual(rows, (await chain.api.raw('lineage_ancestors', ids.output.toString())).rows);
		for (const row of whole.rows) {
			assert.deepEqual((await chain.api.raw('lineage_asset', row.id.toString())).asset, fromRuntime(row));
		}
	});

	it('an answer names its block, and an older block gives the older answer', async () => {
		const { provenance } = chain.api.tx;
		const call = provenance.registerWork(declaration('to be retired'), []);
		const { id, block } = await register(chain.api, call, alice);
		const retired = await eventOf(chain.api, provenance.retire(id, grounds()), alice, 'provenance', 'StandingChanged');

		for (const [hash, standing] of [[block, 'clear'], [retired.block, 'retired']]) {
			const header = await chain.api.rpc.chain.getHeader(hash);
			const typed = await chain.api.rpc.lineage.asset(id, hash);
			assert.equal(typed.asset.standing.toString(), standing);
			assert.equal(typed.at.hash_.toHex(), hash);
			assert.equal(typed.at.number.toString(), header.number.toString());
			const raw = await chain.api.raw('lineage_asset', id.toString(), hash);
			assert.deepEqual(raw.at, { hash, number: header.number.toString() });
		}
		const newest = await chain.api.rpc.lineage.asset(id);
		assert.equal(newest.asset.standing.toString(), 'retired');
	});

	it('parents of the runtime API are the edges', async () => {
		const edges = (await chain.api.call.lineageApi.parents(ids.dataset)).unwrap();
		assert.deepEqual(edges.map(({ parent }) => parent.toBigInt()), [ids.sketches, ids.paintings]);
		const next = await chain.api.call.lineageApi.nextAssetId();
		assert.ok((await chain.api.call.lineageApi.parents(next)).isNone);
		assert.ok((await chain.api.call.lineageApi.asset(next)).isNone);
	});

	it('digests follow from the records', async () => {
		const digests = new Map();
		for (const id of [...ancestry().reverse(), ids.output]) {
			const { head, record } = (await chain.api.call.lineageApi.asset(id)).unwrap();
			const stored = await chain.api.rpc.state.getStorage(chain.api.query.provenance.records.key(id));
			assert.equal(record.toHex(), stored.unwrap().toHex(), 'the record as it lies in storage');
			const parents = record.edges.map(({ parent }) => digests.get(parent.toBigInt()));
			const digest = u8aToHex(lineageDigest(id, recordDigest(record.toU8a()), parents));
			assert.equal(digest, head.digest.toHex());
			digests.set(id, digest);
		}
	});

	/** What the chain says of a leaf: null, or the name of the error. */
	const verdict = async (asset, leaf, siblings) => {
		const answer = await chain.api.call.lineageApi.verifyLeaf(asset, leaf, { siblings });
		return answer.isOk ? null : answer.asErr.type;
	};

	it('accepts the proof of every leaf', async () => {
		for (const name of ['sketches', 'paintings']) {
			for (const leaf of leaves[name]) {
				const proof = trees[name].proof(leaf.index);
				const root = trees[name].root;
				assert.ok(verifyLeaf({ root: root.digest, leaves: leaves[name].length, weight: root.weight }, leaf, proof));
				assert.equal(await verdict(ids[name], leaf, proof), null);
			}
		}
	});

	it('refuses what was tampered with', async () => {
		const [leaf, other] = leaves.sketches;
		const proof = trees.sketches.proof(0);
		const heavier = [{ ...proof[0], weight: proof[0].weight - 1n }, ...proof.slice(1)];
		const cases = [
			['RootMismatch', { ...leaf, commitment: other.commitment }, proof],
			['RootMismatch', { ...leaf, contributor: other.contributor }, proof],
			['RootMismatch', { ...leaf, index: 2 }, proof],
			['WeightMismatch', { ...leaf, weight: leaf.weight + 1n }, proof],
			// The same total with one unit moved from the neighbour to the leaf.
			['RootMismatch', { ...leaf, weight: leaf.weight + 1n }, heavier],
			['TooShort', leaf, proof.slice(0, -1)],
			['TooLong', leaf, [...proof, proof[0]]],
			['IndexOutOfRange', { ...leaf, index: 7 }, proof],
			['WeightOverflow', { ...leaf, weight: 2n ** 64n - 1n }, proof],
		];
		for (const [expected, changed, siblings] of cases) {
			assert.equal(await verdict(ids.sketches, changed, siblings), expected);
		}
		assert.equal(await verdict(ids.paintings, leaf, proof), 'TooLong');
		assert.equal(await verdict(ids.model, leaf, proof), 'NotACollection');
		const next = (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
		assert.equal(await verdict(next, leaf, proof), 'UnknownAsset');
	});
}
