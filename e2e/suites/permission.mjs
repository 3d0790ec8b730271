// The life of a permission as an application sees it: offered, bought, used, withdrawn, given back.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import {
	account,
	commitment,
	declaration,
	edge,
	eventOf,
	feeOf,
	named,
	register,
	submit,
	wealth,
} from '../lib/chain.mjs';
import { accept, acceptance, permitted, publish } from '../lib/consent.mjs';
import { NATIVE, pool } from '../lib/money.mjs';
import { everyAnswer } from '../lib/rows.mjs';
import { grounds, native, purposes, stated, termsDigest } from '../lib/terms.mjs';
import { submitUnsigned } from '../lib/unsigned.mjs';

const PRICE = 5_000_000_000_000n;
const SHARE = 100_000;

export default function permission(chain) {
	const provider = account('Bob');
	const maker = account('Charlie');
	const stranger = account('Dave');
	const intent = { purposes: purposes('aiInference', 'aiGenerativeTraining'), commercial: true };
	const terms = stated({ price: native(PRICE), share: SHARE, legal: commitment('a contract') });
	const ids = {};
	const kept = {};

	const row = async (id) => (await chain.api.raw('lineage_asset', id.toString())).asset;
	const compose = (label) => {
		const edges = [edge(ids.work, 'Includes', SHARE, { Licence: ids.licence })];
		return chain.api.tx.provenance.composeDataset(declaration(label, { intent }), edges);
	};
	const train = (label) => {
		const edges = [edge(ids.dataset, 'TrainedOn', 300_000)];
		return chain.api.tx.provenance.registerModel(declaration(label, { intent }), edges);
	};
	const withdraw = () => chain.api.tx.provenance.withdraw(ids.work, grounds('Objection', commitment('a letter')));

	it('what nobody offered is denied, but for who controls it', async () => {
		const { registerWork } = chain.api.tx.provenance;
		ids.work = (await register(chain.api, registerWork(declaration('offered'), []), provider)).id;
		assert.deepEqual(await permitted(chain.api, ids.work, maker), { denied: { notOffered: null } });
		assert.deepEqual(await permitted(chain.api, ids.work, provider), { permitted: { control: null } });
	});

	it('the provider offers, and the digest is what anybody computes', async () => {
		const event = await publish(chain.api, ids.work, terms, provider);
		ids.offer = event.id;
		assert.equal(event.asset.toBigInt(), ids.work);
		assert.equal(event.publisher.toString(), provider.address);
		assert.equal(event.stated.price.unwrap().amount.toBigInt(), PRICE);
		const offer = (await chain.api.call.consentApi.offer(ids.offer)).unwrap();
		assert.deepEqual(offer.stated.toHex(), event.stated.toHex());
		assert.ok(offer.withdrawal.isNone);
		const digest = (await chain.api.call.consentApi.termsDigest(ids.offer)).unwrap().toHex();
		assert.equal(digest, termsDigest(ids.work, terms));
		assert.deepEqual(await permitted(chain.api, ids.work, maker), { denied: { licenceNeeded: Number(ids.offer) } });
	});

	it('the digest holds every term, whatever is set', async () => {
		const far = 1_000_000;
		const all = stated({
			terms: { purposes: purposes('dataMining', 'aiGenerativeTraining', 'distribution'), commercial: false, expires: far },
			audience: { Only: maker.address },
			price: { currency: { WithId: 7 }, amount: 2n ** 100n + 3n },
			share: 123_456,
			quota: 9,
			from: far - 20,
			until: far - 10,
			licencePeriod: 300,
			transferable: true,
			legal: commitment('another contract'),
		});
		for (const terms of [all, stated()]) {
			const { id } = await publish(chain.api, ids.work, terms, provider);
			const digest = (await chain.api.call.consentApi.termsDigest(id)).unwrap().toHex();
			assert.equal(digest, termsDigest(ids.work, terms));
			const withdraw = chain.api.tx.consent.withdrawOffer(id, grounds());
			await eventOf(chain.api, withdraw, provider, 'consent', 'OfferWithdrawn');
		}
	});

	it('the model maker accepts, and the price is in the pool of the work to the planck', async () => {
		const before = [await wealth(chain.api, provider), await wealth(chain.api, maker)];
		assert.equal(await pool(chain.api, ids.work, NATIVE), null);
		const event = await accept(chain.api, ids.offer, ids.work, terms, maker);
		ids.licence = event.id;
		assert.equal(event.holder.toString(), maker.address);
		const after = [await wealth(chain.api, provider), await wealth(chain.api, maker)];
		assert.equal(after[0], before[0], 'the provider claims it');
		assert.equal(before[1] - after[1], PRICE + feeOf(event.events));
		const { inflow, toHolders, paid } = await pool(chain.api, ids.work, NATIVE);
		assert.deepEqual([inflow, toHolders, paid], [PRICE, PRICE, 0n]);
		const paidIn = named(event.events, 'royalty', 'Paid');
		assert.deepEqual([paidIn.asset.toBigInt(), paidIn.payer.toString()], [ids.work, maker.address]);
		assert.ok(feeOf(event.events) > 0n);

		const licence = (await chain.api.call.consentApi.licence(ids.licence)).unwrap();
		assert.equal(licence.holder.toString(), maker.address);
		assert.equal(licence.share.toNumber(), SHARE);
		assert.equal(licence.terms.purposes.toNumber(), terms.terms.purposes);
		const page = (await chain.api.call.consentApi.licencesOf(maker.address, null, 256)).asOk;
		assert.ok(page.rows.some(([id]) => id.toBigInt() === ids.licence));
		const answer = await permitted(chain.api, ids.work, maker, { commercial: true });
		assert.deepEqual(answer, { permitted: { licence: Number(ids.licence) } });
		const mining = await permitted(chain.api, ids.work, maker, { purposes: purposes('dataMining') });
		assert.deepEqual(mining, { denied: { notOffered: null } });
	});

	it('the provider claims what it sold, and has the price to the planck', async () => {
		const before = await wealth(chain.api, provider);
		const call = chain.api.tx.royalty.claim([[ids.work, NATIVE]]);
		const { amount, events } = await eventOf(chain.api, call, provider, 'royalty', 'Claimed');
		assert.equal(amount.toBigInt(), PRICE);
		assert.equal((await wealth(chain.api, provider)) - before, PRICE - feeOf(events));
	});

	it('composes and trains: the edge names the licence, the model is bound by its terms', async () => {
		ids.dataset = (await register(chain.api, compose('licensed dataset'), maker)).id;
		const model = await register(chain.api, train('licensed model'), maker);
		ids.model = model.id;
		kept.trained = (await chain.api.rpc.chain.getHeader(model.block)).number.toNumber();
		kept.dataset = await row(ids.dataset);
		kept.model = await row(ids.model);
		assert.deepEqual(kept.dataset.edges, [
			{
				parent: ids.work.toString(),
				relation: 'includes',
				share: SHARE,
				authority: { type: 'licence', id: ids.licence.toString() },
			},
		]);
		assert.deepEqual(kept.model.terms.purposes, ['aiInference', 'aiTraining', 'aiGenerativeTraining']);
		assert.deepEqual(kept.model.intent, { purposes: ['aiInference', 'aiGenerativeTraining'], commercial: true });
		assert.equal(kept.model.composition.optIn, '1');
	});

	it('the provider withdraws for nothing: not one planck moves', async () => {
		const before = await chain.api.query.system.account(provider.address);
		const { events, error } = await submit(chain.api, withdraw(), provider);
		assert.equal(error, null);
		const change = named(events, 'provenance', 'StandingChanged');
		assert.equal(change.grounds.evidence.unwrap().toHex(), commitment('a letter'));
		const after = await chain.api.query.system.account(provider.address);
		assert.deepEqual(after.data.toJSON(), before.data.toJSON());
		assert.ok(after.nonce.eq(before.nonce.addn(1)));
		assert.equal(feeOf(events), 0n);
		named(events, 'skipFeelessPayment', 'FeeSkipped');
	});

	it('a withdrawal that would change nothing is not free', async () => {
		const before = await wealth(chain.api, provider);
		const { events, error } = await submit(chain.api, withdraw(), provider);
		assert.equal(error, 'provenance.AlreadyWithdrawn');
		assert.ok(feeOf(events) > 0n);
		assert.equal(before - (await wealth(chain.api, provider)), feeOf(events));
	});

	it('the next training is refused by name, and so is the next buyer', async () => {
		assert.equal((await submit(chain.api, compose('too late'), maker)).error, 'provenance.ParentNotClear');
		const direct = chain.api.tx.provenance.registerModel(declaration('too late', { intent }), [
			edge(ids.work, 'TrainedOn', SHARE, { Licence: ids.licence }),
		]);
		assert.equal((await submit(chain.api, direct, maker)).error, 'provenance.ParentNotClear');
		const late = acceptance(chain.api, ids.offer, ids.work, terms);
		assert.equal((await submit(chain.api, late, stranger)).error, 'consent.AssetNotClear');
		assert.deepEqual(await permitted(chain.api, ids.work, maker), { denied: { notClear: 'Withdrawn' } });
		const then = await permitted(chain.api, ids.work, maker, { at: kept.trained });
		assert.deepEqual(then, { permitted: { licence: Number(ids.licence) } });
	});

	it('what was made before stays recorded as it was', async () => {
		assert.deepEqual(await row(ids.dataset), kept.dataset);
		assert.deepEqual(await row(ids.model), kept.model);
		const { standing, marks } = await row(ids.work);
		assert.deepEqual([standing, marks], ['withdrawn', ['withdrawn']]);
	});

	it('anybody refreshes without signature or fee, and each asset says what affects it', async () => {
		const { refresh } = chain.api.tx.provenance;
		for (const id of [ids.dataset, ids.model]) {
			const before = await row(id);
			const { events, error } = await submitUnsigned(chain.api, refresh(id));
			assert.equal(error, null);
			assert.equal(named(events, 'provenance', 'Refreshed').affectedBy.unwrap().toBigInt(), ids.work);
			assert.equal(feeOf(events), 0n);
			assert.deepEqual(await row(id), { ...before, affectedBy: ids.work.toString() });
		}
		const answer = await permitted(chain.api, ids.model, maker);
		assert.deepEqual(answer, { denied: { affected: Number(ids.work) } });
	});

	it('runtime API and RPC, typed and raw, say the same of what is withdrawn, licensed and affected', async () => {
		for (const id of [ids.work, ids.dataset, ids.model]) {
			const [runtime, typed, raw] = await everyAnswer(chain.api, id);
			assert.deepEqual(raw, runtime);
			assert.deepEqual(typed, runtime);
		}
	});

	it('training on what is affected is refused by name', async () => {
		assert.equal((await submit(chain.api, train('affected'), maker)).error, 'provenance.ParentAffected');
	});

	it('a refresh that would change nothing is no transaction; signed, it fails and costs', async () => {
		const { refresh } = chain.api.tx.provenance;
		await assert.rejects(submitUnsigned(chain.api, refresh(ids.model)), { code: 1010, message: /outdated/ });
		await assert.rejects(submitUnsigned(chain.api, refresh(10_000_000)), { code: 1010, message: /outdated/ });
		const { error, events } = await submit(chain.api, refresh(ids.model), stranger);
		assert.equal(error, 'provenance.NothingToRefresh');
		assert.ok(feeOf(events) > 0n);
	});

	it('no other call comes in without a signature, and a refresh only as a general transaction', async () => {
		const { registerWork } = chain.api.tx.provenance;
		const withdrawOffer = chain.api.tx.consent.withdrawOffer(ids.offer, grounds());
		for (const call of [withdraw(), withdrawOffer, registerWork(declaration('x'), [])]) {
			await assert.rejects(submitUnsigned(chain.api, call), { code: 1010 });
		}
		// And that only as a general transaction: a bare one passes through no extension.
		const bare = chain.api.tx.provenance.refresh(ids.model);
		await assert.rejects(chain.api.rpc.author.submitExtrinsic(bare), { code: 1011 });
	});

	it('reinstated and refreshed, it can be trained on again; a signed refresh is free too', async () => {
		const { reinstate, refresh } = chain.api.tx.provenance;
		await eventOf(chain.api, reinstate(ids.work, grounds('Mistake')), provider, 'provenance', 'StandingChanged');
		const before = await wealth(chain.api, stranger);
		const event = await eventOf(chain.api, refresh(ids.dataset), stranger, 'provenance', 'Refreshed');
		assert.ok(event.affectedBy.isNone);
		assert.equal(await wealth(chain.api, stranger), before);
		await submitUnsigned(chain.api, refresh(ids.model));
		assert.deepEqual(await row(ids.model), kept.model);
		await register(chain.api, train('trained again'), maker);

		const page = (await chain.api.call.lineageApi.standingHistory(ids.work, 0, 256)).asOk;
		assert.deepEqual(page.rows.map(({ marks }) => marks.toNumber()), [1, 0]);
		assert.deepEqual(page.rows.map(({ grounds }) => grounds.reason.type), ['Objection', 'Mistake']);
		assert.ok(page.rows.every(({ by }) => by.unwrap().eq(provider.address)));
	});
}
