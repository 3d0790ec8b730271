// What an application reads before it does anything: names, properties, metadata.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

import { options, rpc } from '@animechain/api-augment';
import { ApiPromise, WsProvider } from '@polkadot/api';

/** The rows of the table below `heading` in docs/indices.md, cells without their backticks. */
function table(heading) {
	const text = readFileSync(new URL('../../docs/indices.md', import.meta.url), 'utf8');
	const [, section] = text.split(`## ${heading}\n`);
	const rows = section.split('\n## ')[0].match(/^\| *\d.*$/gm);
	return rows.map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
}

/** `{ index: name }` of an enum of the metadata. */
function variants(api, type) {
	const { def } = api.registry.lookup.getSiType(type);
	return Object.fromEntries(def.asVariant.variants.map(({ index, name }) => [index.toString(), name.toString()]));
}

export default function facts(chain) {
	it('the chain says what it is', async () => {
		const { api } = chain;
		assert.equal(api.runtimeVersion.specName.toString(), 'animechain');
		const properties = await api.rpc.system.properties();
		assert.equal(properties.tokenSymbol.unwrap()[0].toString(), 'ANIM');
		assert.equal(properties.tokenDecimals.unwrap()[0].toNumber(), 12);
		assert.equal(properties.ss58Format.unwrap().toNumber(), 42);
		assert.equal(api.genesisHash.toHex(), (await api.rpc.chain.getBlockHash(0)).toHex());
		const genesis = await api.at(api.genesisHash);
		assert.ok((await genesis.query.provenance.nextAssetId()).isZero());
	});

	it('docs/indices.md lists every pallet with its index', () => {
		const { pallets } = chain.api.runtimeMetadata.asLatest;
		const found = pallets.map(({ index, name }) => [index.toString(), name.toString()]);
		assert.deepEqual(
			found.sort(([a], [b]) => a - b),
			table('Pallets').map(([index, name]) => [index, name]),
		);
	});

	for (const ours of ['Provenance', 'Consent', 'Royalty', 'Rights']) {
		for (const [heading, kind] of [['Calls', 'calls'], ['Events', 'events'], ['Errors', 'errors']]) {
			it(`docs/indices.md lists the ${kind} of ${ours} with their indices`, () => {
				const { pallets } = chain.api.runtimeMetadata.asLatest;
				const pallet = pallets.find(({ name }) => name.toString() === ours);
				const found = variants(chain.api, pallet[kind].unwrap().type);
				const listed = table(`${heading} of \`${ours}\``);
				assert.deepEqual(found, Object.fromEntries(listed.map(([index, name]) => [index, name])));
			});
		}
	}

	it('the node lists our methods, the metadata our runtime API', async () => {
		const { methods } = await chain.api.rpc.rpc.methods();
		const names = methods.map(String);
		const ours = names.filter((name) => name.startsWith('lineage_')).sort();
		const defined = Object.entries(rpc.lineage).flatMap(([name, { pubsub }]) => pubsub?.slice(1) ?? [name]);
		assert.deepEqual(ours, defined.map((name) => `lineage_${name}`).sort(), 'all of them are defined');
		assert.deepEqual(Object.keys(chain.api.rpc.lineage).sort(), Object.keys(rpc.lineage).sort());
		const calls = (name) => Object.keys(chain.api.call[name]).sort();
		const lineage = 'ancestors asset controlHistory nextAssetId parents standingHistory verifyLeaf';
		const offers = 'licence licencesOf offer offersOf permitted termsDigest';
		const optOuts = 'excludedLeaves exclusion leafPermitted reservationCounts reservationsOf';
		assert.deepEqual(calls('lineageApi'), lineage.split(' '));
		const money = 'claimable claimableByLeaves claimableOf currencies flow flowOn holders owed pool pools units';
		assert.deepEqual(calls('consentApi'), `${offers} ${optOuts} optInFloor originLabel`.split(' ').sort());
		assert.deepEqual(calls('royaltyApi'), money.split(' '));
		const deals = 'agreement agreementsOf dealDigest kept listings thresholds';
		assert.deepEqual(calls('rightsApi'), deals.split(' '));
	});

	it('@polkadot/api knows every part of a transaction', async (test) => {
		const told = test.mock.method(console, 'warn', () => {});
		const provider = new WsProvider(chain.url);
		const api = await ApiPromise.create({ provider, ...options });
		await api.disconnect();
		const warnings = told.mock.calls.map(({ arguments: words }) => words.join(' '));
		assert.ok(warnings.length > 0, 'it does warn: of methods that it does not know');
		assert.deepEqual(warnings.filter((warning) => /extension/i.test(warning)), []);
	});
}
