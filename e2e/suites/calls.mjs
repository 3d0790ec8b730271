// Every call of the pallet, signed, sent and decoded; and every error that a transaction can meet.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { stringToHex } from '@polkadot/util';

import { account, commitment, declaration, edge, eventOf, govern, register, submit } from '../lib/chain.mjs';
import { grounds } from '../lib/terms.mjs';

const MAX_U32 = 2 ** 32 - 1;

const filled = (changes = {}) => ({
	root: commitment('a root'),
	leaves: 3,
	weight: 10,
	contributorsShare: 900_000,
	...changes,
});

export default function calls(chain) {
	const alice = account('Alice');
	const bob = account('Bob');
	const ids = {};

	it('registerWork', async () => {
		const { provenance } = chain.api.tx;
		const metadata = commitment('a sidecar');
		const rightsInformation = stringToHex('ISCC:KAA');
		const call = provenance.registerWork(declaration('work', { metadata, rightsInformation }), []);
		const event = await register(chain.api, call, alice);
		assert.equal(event.record.kind.type, 'Work');
		assert.equal(event.record.registrant.toString(), alice.address);
		assert.equal(event.record.declaration.metadata.unwrap().toHex(), metadata);
		assert.equal(event.record.declaration.rightsInformation.unwrap().toHex(), rightsInformation);
		assert.ok(event.record.contents.isNone);
		ids.work = event.id;
	});

	it('registerCollection', async () => {
		const call = chain.api.tx.provenance.registerCollection(declaration('collection'), filled(), []);
		const event = await register(chain.api, call, alice);
		assert.equal(event.id, ids.work + 1n, 'ids are dense');
		const contents = event.record.contents.unwrap();
		assert.equal(contents.root.toHex(), commitment('a root'));
		assert.deepEqual([contents.leaves.toNumber(), contents.weight.toNumber()], [3, 10]);
		assert.equal(contents.contributorsShare.toNumber(), 900_000);
		ids.collection = event.id;
	});

	it('composeDataset', async () => {
		const edges = [edge(ids.work, 'Includes', 250_000), edge(ids.collection, 'Includes', 250_000)];
		const call = chain.api.tx.provenance.composeDataset(declaration('dataset'), edges);
		const { id, record } = await register(chain.api, call, alice);
		assert.equal(record.kind.type, 'Dataset');
		assert.deepEqual(record.edges.map(({ parent }) => parent.toBigInt()), [ids.work, ids.collection]);
		assert.deepEqual(record.edges.map(({ relation }) => relation.type), ['Includes', 'Includes']);
		assert.deepEqual(record.edges.map(({ share }) => share.toNumber()), [250_000, 250_000]);
		assert.ok(record.edges.every(({ authority }) => authority.isControl));
		ids.dataset = id;
	});

	it('registerModel', async () => {
		const edges = [edge(ids.dataset, 'TrainedOn', 300_000)];
		const call = chain.api.tx.provenance.registerModel(declaration('model'), edges);
		const { id, record } = await register(chain.api, call, alice);
		assert.equal(record.kind.type, 'Model');
		ids.model = id;
	});

	it('registerOutput, of one item and of many', async () => {
		const { provenance } = chain.api.tx;
		const edges = [edge(ids.model, 'GeneratedBy', 100_000)];
		const made = declaration('output', { basis: 'Synthetic' });
		const one = await register(chain.api, provenance.registerOutput(made, null, edges), alice);
		assert.equal(one.record.kind.type, 'Output');
		assert.ok(one.record.contents.isNone);
		const many = await register(chain.api, provenance.registerOutput(made, filled(), edges), alice);
		assert.equal(many.record.contents.unwrap().leaves.toNumber(), 3);
		ids.output = many.id;
	});

	it('transferControl', async () => {
		const call = chain.api.tx.provenance.transferControl(ids.output, bob.address);
		const event = await eventOf(chain.api, call, alice, 'provenance', 'ControlTransferred');
		assert.equal(event.asset.toBigInt(), ids.output);
		assert.equal(event.from.toString(), alice.address);
		assert.equal(event.to.toString(), bob.address);
		const info = (await chain.api.call.lineageApi.asset(ids.output)).unwrap();
		assert.equal(info.head.controller.toString(), bob.address);
		assert.equal(info.record.registrant.toString(), alice.address);
	});

	it('retire', async () => {
		const evidence = commitment('a letter');
		const call = chain.api.tx.provenance.retire(ids.output, grounds('Superseded', evidence));
		const event = await eventOf(chain.api, call, bob, 'provenance', 'StandingChanged');
		assert.equal(event.asset.toBigInt(), ids.output);
		assert.equal(event.by.unwrap().toString(), bob.address);
		assert.equal(event.grounds.reason.type, 'Superseded');
		assert.equal(event.grounds.evidence.unwrap().toHex(), evidence);
		assert.equal((await chain.api.raw('lineage_asset', ids.output.toString())).asset.standing, 'retired');
	});

	/** What each error of the pallet takes; `by` is Alice unless said. */
	const refused = [
		['UnknownAsset', ({ retire }) => retire(10_000_000, grounds())],
		['NotController', ({ retire }) => retire(ids.model, grounds()), bob],
		['NotController', ({ transferControl }) => transferControl(ids.model, bob.address), bob],
		['UnknownParent', ({ registerWork }) => registerWork(declaration('x'), [edge(10_000_000, 'DerivedFrom')])],
		[
			'DuplicateEdge',
			({ registerWork }) =>
				registerWork(declaration('x'), [edge(ids.work, 'DerivedFrom', 1), edge(ids.work, 'DerivedFrom', 2)]),
		],
		[
			'TooManyEdges',
			({ composeDataset }) =>
				composeDataset(declaration('x'), Array.from({ length: 65 }, () => edge(ids.work, 'Includes'))),
		],
		[
			'SharesExceedWhole',
			({ composeDataset }) =>
				composeDataset(declaration('x'), [
					edge(ids.work, 'Includes', 500_000),
					edge(ids.collection, 'Includes', 500_001),
				]),
		],
		['RelationNotAllowed', ({ composeDataset }) => composeDataset(declaration('x'), [edge(ids.model, 'Includes')])],
		['ParentNotClear', ({ registerWork }) => registerWork(declaration('x'), [edge(ids.output, 'DerivedFrom')]), bob],
		[
			'ParentNotControlled',
			({ registerModel }) => registerModel(declaration('x'), [edge(ids.dataset, 'TrainedOn')]),
			bob,
		],
		['NoEdges', ({ composeDataset }) => composeDataset(declaration('x'), [])],
		['NoEdges', ({ registerOutput }) => registerOutput(declaration('x'), null, [])],
		['EmptyCollection', ({ registerCollection }) => registerCollection(declaration('x'), filled({ leaves: 0 }), [])],
		['ZeroWeight', ({ registerCollection }) => registerCollection(declaration('x'), filled({ weight: 0 }), [])],
		['AlreadyRetired', ({ retire }) => retire(ids.output, grounds()), bob],
		['AlreadyController', ({ transferControl }) => transferControl(ids.work, alice.address)],
	];

	for (const [index, [name, call, by = alice]] of refused.entries()) {
		it(`refuses: ${name} (${index + 1})`, async () => {
			const before = await chain.api.call.lineageApi.nextAssetId();
			const { error, events } = await submit(chain.api, call(chain.api.tx.provenance), by);
			assert.equal(error, `provenance.${name}`);
			assert.ok(!events.some(({ section }) => section === 'provenance'));
			assert.ok((await chain.api.call.lineageApi.nextAssetId()).eq(before));
		});
	}

	it('refuses: TooManyItems', async () => {
		// Each dataset includes everything before it, so the items double: 33 doublings of 2^32 - 1 leave
		// 64 bits.
		const { provenance, utility } = chain.api.tx;
		const first = (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
		const allBefore = (count) => Array.from({ length: count }, (_, step) => edge(first + BigInt(step), 'Includes'));
		const compose = (step) => provenance.composeDataset(declaration('large'), allBefore(step));
		const datasets = Array.from({ length: 33 }, (_, step) => compose(step + 1));
		const calls = [provenance.registerCollection(declaration('large'), filled({ leaves: MAX_U32 }), []), ...datasets];
		await eventOf(chain.api, utility.batchAll(calls), alice, 'utility', 'BatchCompleted');
		const info = (await chain.api.call.lineageApi.asset(first + 33n)).unwrap();
		assert.equal(info.head.composition.optIn.toBigInt(), BigInt(MAX_U32) << 32n);
		assert.equal((await submit(chain.api, compose(34), alice)).error, 'provenance.TooManyItems');
	});

	it('a share of more than the whole is not even a transaction', async () => {
		const { registerCollection } = chain.api.tx.provenance;
		const call = registerCollection(declaration('x'), filled({ contributorsShare: 1_000_001 }), []);
		// What does not decode has no validity: the runtime traps before it looks at it, as every runtime of the SDK
		// does, and the node says 1002. @polkadot/api prints that on the console.
		await assert.rejects(submit(chain.api, call, alice), { code: 1002 });
	});

	it('an account without a balance is told so', async () => {
		const call = chain.api.tx.provenance.registerWork(declaration('x'), []);
		await assert.rejects(submit(chain.api, call, account('Nobody')), {
			code: 1010,
			message: /inability to pay some fees/i,
		});
	});

	it('a balance that pays the fee and not the deposit registers nothing', async () => {
		const { balances, provenance } = chain.api.tx;
		const poor = account('Poor');
		const least = chain.api.consts.balances.existentialDeposit.toBigInt();
		const call = provenance.registerWork(declaration('x'), []);
		const { partialFee } = await call.paymentInfo(poor);
		const endow = balances.forceSetBalance(poor.address, least + 2n * partialFee.toBigInt());
		assert.equal(await govern(chain.api, endow), null);
		const before = await chain.api.call.lineageApi.nextAssetId();
		const { error } = await submit(chain.api, call, poor);
		assert.equal(error, '{"token":"FundsUnavailable"}');
		assert.ok((await chain.api.call.lineageApi.nextAssetId()).eq(before));
	});

	it('an unsigned transaction is refused', async () => {
		const call = chain.api.tx.provenance.registerWork(declaration('x'), []);
		await assert.rejects(chain.api.rpc.author.submitExtrinsic(call), { code: 1011 });
	});
}
