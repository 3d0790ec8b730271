// An illustrator without a balance signs; a studio relays and pays. What was signed once is good once.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { account, connect, declaration, eventOf, feeOf, named, nameOf, submit, wealth } from '../lib/chain.mjs';
import { permitted } from '../lib/consent.mjs';
import { relay, signMetaTx } from '../lib/metaTx.mjs';
import { Node, otherGenesis, temporaryChain } from '../lib/node.mjs';
import { grounds, stated } from '../lib/terms.mjs';
import { until } from '../lib/until.mjs';

const BYTES = 5_000;

export default function metaTx(chain) {
	const illustrator = account('An illustrator without a balance');
	const studio = account('Bob');
	const maker = account('Charlie');
	const ids = {};
	const kept = {};

	/** What became of a relayed transaction: its own error, and that of the relay. */
	const relayed = async (bytes, api = chain.api) => {
		const { events, error } = await submit(api, relay(api, bytes), studio);
		if (error) {
			return { error, events };
		}
		const { result } = named(events, 'metaTx', 'Dispatched');
		return { error: null, inner: result.isErr ? nameOf(api, result.asErr.error) : null, events };
	};
	const nonce = async () => (await chain.api.query.system.account(illustrator.address)).nonce.toNumber();
	const offer = () => chain.api.tx.consent.publishOffer(ids.work, stated());

	it('who the chain has not seen signs nothing', async () => {
		const call = chain.api.tx.provenance.registerWork(declaration('x'), []);
		const { error } = await relayed(await signMetaTx(chain.api, call, illustrator));
		assert.equal(error, 'metaTx.Invalid');
	});

	it('sponsored, the illustrator registers a work without a balance', async () => {
		const { registerWork, sponsorStorage } = chain.api.tx.provenance;
		const sponsored = sponsorStorage(illustrator.address, BYTES);
		await eventOf(chain.api, sponsored, studio, 'provenance', 'StorageSponsored');
		assert.equal(await wealth(chain.api, illustrator), 0n);

		const bytes = await signMetaTx(chain.api, registerWork(declaration('sponsored'), []), illustrator);
		const { error, inner, events } = await relayed(bytes);
		assert.deepEqual([error, inner], [null, null]);
		const { asset, record } = named(events, 'provenance', 'Registered');
		assert.equal(record.registrant.toString(), illustrator.address);
		ids.work = asset.toBigInt();
		assert.equal(await nonce(), 1);
	});

	it('and opts in: the offer is the illustrator’s, the fee the studio’s, the bytes as sponsored', async () => {
		const space = async () => (await chain.api.query.provenance.storageAccounts(illustrator.address)).unwrap();
		const spaceBefore = await space();
		const before = await wealth(chain.api, studio);
		kept.optIn = await signMetaTx(chain.api, offer(), illustrator);
		const { error, inner, events } = await relayed(kept.optIn);
		assert.deepEqual([error, inner], [null, null]);
		const { publisher, offer: id } = named(events, 'consent', 'OfferPublished');
		assert.equal(publisher.toString(), illustrator.address);
		ids.offer = id.toBigInt();
		assert.ok(feeOf(events) > 0n);
		assert.equal(before - (await wealth(chain.api, studio)), feeOf(events));
		assert.equal(await wealth(chain.api, illustrator), 0n);

		const { used, given, paid } = await space();
		const bytes = used.toBigInt() - spaceBefore.used.toBigInt();
		assert.ok(bytes > 0n);
		assert.equal(spaceBefore.given.toBigInt() - given.toBigInt(), bytes);
		assert.ok(paid.isZero());
		assert.deepEqual(await permitted(chain.api, ids.work, maker), { permitted: { offer: Number(ids.offer) } });
	});

	it('a second time it is stale', async () => {
		const count = await chain.api.query.consent.nextOfferId();
		assert.equal((await relayed(kept.optIn)).error, 'metaTx.Stale');
		assert.ok((await chain.api.query.consent.nextOfferId()).eq(count));
	});

	it('what was changed, or signed for a later place, is refused', async () => {
		const bytes = await signMetaTx(chain.api, offer(), illustrator);
		const dearer = chain.api.tx.consent.publishOffer(ids.work, stated({ share: 1 }));
		const other = await signMetaTx(chain.api, dearer, illustrator);
		assert.equal(bytes.length, other.length);
		// The call of one with the signature of the other.
		const method = offer().method.toU8a().length;
		const mixed = Uint8Array.from([...other.subarray(0, method), ...bytes.subarray(method)]);
		assert.equal((await relayed(mixed)).error, 'metaTx.BadProof');
		const later = await signMetaTx(chain.api, offer(), illustrator, { nonce: (await nonce()) + 1 });
		assert.equal((await relayed(later)).error, 'metaTx.Future');
		const short = chain.api.tx.metaTx.dispatch(bytes, bytes.length - 1);
		assert.equal((await submit(chain.api, short, studio)).error, 'metaTx.InvalidLength');
		assert.equal((await relayed(bytes)).error, null, 'as it was signed it is good');
	});

	it('after its time it is refused', async () => {
		const inTime = await signMetaTx(chain.api, offer(), illustrator, { blocks: 64 });
		assert.deepEqual([(await relayed(inTime)).inner], [null]);
		const newest = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();
		const bytes = await signMetaTx(chain.api, offer(), illustrator, { blocks: 4 });
		const signed = await newest();
		await until('four more blocks', 60, async () => (await newest()) > signed + 4);
		// The runtime takes it for one of a later period, and the block that it names is another.
		assert.equal((await relayed(bytes)).error, 'metaTx.BadProof');
	});

	it('on a chain with another beginning it is refused', async () => {
		const folder = await temporaryChain();
		const node = await Node.start(folder.path, ['--chain', await otherGenesis(folder.path)], ['--instant-seal']);
		const api = await connect(node.url);
		try {
			assert.notEqual(api.genesisHash.toHex(), chain.api.genesisHash.toHex());
			assert.ok(api.runtimeVersion.specVersion.eq(chain.api.runtimeVersion.specVersion));
			// The same account, the same place, the same call: all is equal but the first block.
			const { registerWork, sponsorStorage } = api.tx.provenance;
			await eventOf(api, sponsorStorage(illustrator.address, BYTES), studio, 'provenance', 'StorageSponsored');
			const call = registerWork(declaration('elsewhere'), []);
			const here = await signMetaTx(api, call, illustrator);
			const there = await signMetaTx(chain.api, call, illustrator, { nonce: 0 });
			assert.equal(here.length, there.length);
			assert.equal((await relayed(there, api)).error, 'metaTx.BadProof');
			assert.deepEqual([(await relayed(here, api)).inner], [null]);
		} finally {
			await api.disconnect();
			await node.stop();
			await folder.remove();
		}
	});

	it('who gave everything away keeps its place: nothing old is good again', async () => {
		const { withdraw, transferControl } = chain.api.tx.provenance;
		const give = transferControl(ids.work, studio.address);
		const sent = await signMetaTx(chain.api, give, illustrator);
		assert.deepEqual([(await relayed(sent)).inner], [null]);
		const before = await nonce();
		assert.ok(before > 0);
		assert.equal((await relayed(kept.optIn)).error, 'metaTx.Stale');
		// Its own again, and still stale.
		const back = transferControl(ids.work, illustrator.address);
		await eventOf(chain.api, back, studio, 'provenance', 'ControlTransferred');
		assert.equal(await nonce(), before);
		for (const bytes of [kept.optIn, sent]) {
			assert.equal((await relayed(bytes)).error, 'metaTx.Stale');
		}
		// What is free it still sends itself.
		await eventOf(chain.api, withdraw(ids.work, grounds()), illustrator, 'provenance', 'StandingChanged');
		assert.equal(await wealth(chain.api, illustrator), 0n);
	});

	it('what is sponsored ends: then the call fails, and the place is used up', async () => {
		const call = chain.api.tx.provenance.registerWork(declaration('one too many'), []);
		const started = await nonce();
		let inner = null;
		for (let count = 0; inner === null && count < 20; count += 1) {
			const result = await relayed(await signMetaTx(chain.api, call, illustrator));
			assert.equal(result.error, null);
			inner = result.inner;
		}
		assert.equal(inner, '{"token":"FundsUnavailable"}');
		assert.ok((await nonce()) > started);
	});
}
