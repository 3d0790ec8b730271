// What stands against an asset: its controller's withdrawal, review, and a chain-wide floor.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { account, declaration, edge, eventOf, feeOf, govern, named, register, submit, wealth } from '../lib/chain.mjs';
import { permitted, publish } from '../lib/consent.mjs';
import { everyAnswer } from '../lib/rows.mjs';
import { grounds, purposes, stated } from '../lib/terms.mjs';
import { submitUnsigned } from '../lib/unsigned.mjs';
import { until } from '../lib/until.mjs';

const NONE = 10_000_000;

export default function standing(chain) {
	const provider = account('Bob');
	const maker = account('Charlie');

	const work = async (label, changes = {}) => {
		const call = chain.api.tx.provenance.registerWork(declaration(label, changes), []);
		return (await register(chain.api, call, provider)).id;
	};
	const row = async (id) => (await chain.api.raw('lineage_asset', id.toString())).asset;
	const adapt = (parent, authority = 'Control') => {
		const intent = { purposes: 0, commercial: false };
		const edges = [edge(parent, 'DerivedFrom', 0, authority)];
		return chain.api.tx.provenance.registerWork(declaration('adapted', { intent }), edges);
	};
	const train = (parents, changes = {}) =>
		chain.api.tx.provenance.registerModel(
			declaration('trained', changes),
			parents.map((parent) => edge(parent, 'TrainedOn')),
		);

	it('an account without any balance withdraws its asset and its offers', async () => {
		const heir = account('An heir without a balance');
		const asset = await work('left behind');
		const offers = [];
		for (let count = 0; count < 2; count += 1) {
			offers.push((await publish(chain.api, asset, stated(), provider)).id);
		}
		const { provenance, consent } = chain.api.tx;
		const leave = provenance.transferControl(asset, heir.address);
		await eventOf(chain.api, leave, provider, 'provenance', 'ControlTransferred');
		assert.equal(await wealth(chain.api, heir), 0n);

		for (const offer of offers) {
			const event = await eventOf(chain.api, consent.withdrawOffer(offer, grounds()), heir, 'consent', 'OfferWithdrawn');
			assert.equal(event.by.toString(), heir.address);
			assert.equal(feeOf(event.events), 0n);
			named(event.events, 'skipFeelessPayment', 'FeeSkipped');
		}
		assert.deepEqual(await permitted(chain.api, asset, maker), { denied: { notOffered: null } });
		const event = await eventOf(chain.api, provenance.withdraw(asset, grounds()), heir, 'provenance', 'StandingChanged');
		assert.equal(event.by.unwrap().toString(), heir.address);
		assert.equal((await row(asset)).standing, 'withdrawn');
		assert.equal(await wealth(chain.api, heir), 0n);
		assert.equal((await chain.api.query.system.account(heir.address)).nonce.toNumber(), 3);

		const unpaid = { code: 1010, message: /inability to pay some fees/i };
		await assert.rejects(submit(chain.api, provenance.withdraw(asset, grounds()), heir), unpaid);
		await assert.rejects(submit(chain.api, consent.withdrawOffer(offers[0], grounds()), heir), unpaid);
		await assert.rejects(submit(chain.api, provenance.reinstate(asset, grounds()), heir), unpaid);
	});

	it('who had control before withdraws nothing any more', async () => {
		const asset = await work('sold');
		const { transferControl, withdraw } = chain.api.tx.provenance;
		await eventOf(chain.api, transferControl(asset, maker.address), provider, 'provenance', 'ControlTransferred');
		const { error, events } = await submit(chain.api, withdraw(asset, grounds()), provider);
		assert.equal(error, 'provenance.NotController');
		assert.ok(feeOf(events) > 0n);
		const page = (await chain.api.call.lineageApi.controlHistory(asset, 0, 256)).asOk;
		assert.deepEqual(page.rows.map(({ from }) => from.toString()), [provider.address]);
	});

	it('quarantined, an asset has no children; lifted, it has', async () => {
		const asset = await work('suspect');
		const offer = await publish(chain.api, asset, stated({ terms: { purposes: purposes('derivative') } }), provider);
		const { quarantine, liftQuarantine } = chain.api.tx.provenance;
		assert.equal(await govern(chain.api, quarantine(asset, grounds('Infringement'))), null);
		assert.equal((await row(asset)).standing, 'quarantined');
		assert.equal((await submit(chain.api, adapt(asset), provider)).error, 'provenance.ParentNotClear');
		const licensed = adapt(asset, { Offer: offer.id });
		assert.equal((await submit(chain.api, licensed, maker)).error, 'provenance.ParentNotClear');
		const again = await submit(chain.api, chain.api.tx.consent.publishOffer(asset, stated()), provider);
		assert.equal(again.error, 'consent.AssetNotClear');
		assert.equal(await govern(chain.api, liftQuarantine(asset, grounds('Mistake'))), null);
		await register(chain.api, adapt(asset), provider);
		await register(chain.api, licensed, maker);
		const { rows } = (await chain.api.call.lineageApi.standingHistory(asset, 0, 256)).asOk;
		assert.deepEqual(rows.map(({ marks, by }) => [marks.toNumber(), by.isNone]), [[4, true], [0, true]]);
	});

	it('marks are kept apart: a lifted quarantine leaves the withdrawal', async () => {
		const asset = await work('twice refused');
		const { withdraw, quarantine, liftQuarantine } = chain.api.tx.provenance;
		await eventOf(chain.api, withdraw(asset, grounds()), provider, 'provenance', 'StandingChanged');
		assert.equal(await govern(chain.api, quarantine(asset, grounds())), null);
		const both = await row(asset);
		assert.deepEqual([both.standing, both.marks], ['quarantined', ['withdrawn', 'quarantined']]);
		assert.equal(await govern(chain.api, liftQuarantine(asset, grounds())), null);
		assert.equal((await row(asset)).standing, 'withdrawn');
	});

	it('an asset found invalid stays so, and a child of it says why', async () => {
		const asset = await work('stolen');
		const child = (await register(chain.api, adapt(asset), provider)).id;
		const { invalidate, refresh } = chain.api.tx.provenance;
		assert.equal(await govern(chain.api, invalidate(asset, grounds('Order'))), null);
		assert.equal(await govern(chain.api, invalidate(asset, grounds('Order'))), 'provenance.AlreadyInvalidated');
		await submitUnsigned(chain.api, refresh(child));
		assert.equal((await row(child)).affectedBy, asset.toString());
		assert.equal((await submit(chain.api, adapt(child), provider)).error, 'provenance.ParentAffected');
	});

	it('terms run out by themselves, and what was permitted before stays an answer', async () => {
		const asset = await work('for a season');
		const newest = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();
		const expires = (await newest()) + 30;
		const { id, block } = await publish(chain.api, asset, stated({ terms: { expires } }), provider);
		const published = (await chain.api.rpc.chain.getHeader(block)).number.toNumber();
		const compose = chain.api.tx.provenance.composeDataset(declaration('seasonal'), [
			edge(asset, 'Includes', 0, { Offer: id }),
		]);
		const dataset = (await register(chain.api, compose, maker)).id;
		await until('the end of the terms', 60, async () => (await newest()) >= expires);

		const [runtime, typed, raw] = await everyAnswer(chain.api, dataset);
		assert.deepEqual([raw.standing, raw.marks], ['expired', []]);
		assert.equal(raw.terms.expires, expires.toString());
		assert.deepEqual(raw.edges[0].authority, { type: 'offer', id: id.toString() });
		assert.deepEqual([raw, typed], [runtime, runtime]);
		assert.equal((await submit(chain.api, train([dataset]), maker)).error, 'provenance.ParentNotClear');
		assert.equal((await submit(chain.api, compose, maker)).error, 'consent.TermsExpired');
		assert.deepEqual(await permitted(chain.api, dataset, maker), { denied: { notClear: 'Expired' } });
		const asked = (at) => permitted(chain.api, asset, maker, { at });
		assert.deepEqual(await asked(published), { permitted: { offer: Number(id) } });
		assert.deepEqual(await asked(expires - 1), { permitted: { offer: Number(id) } });
		assert.deepEqual(await asked(expires), { denied: { notOffered: null } });
	});

	it('refuses by name: what is not so, and what nobody declared or permitted', async () => {
		const asset = await work('plain');
		const { provenance } = chain.api.tx;
		const bounds = stated({ terms: { purposes: purposes('aiTraining', 'dataMining'), commercial: false } });
		const { id } = await publish(chain.api, asset, bounds, provider);
		const intent = { purposes: purposes('aiTraining'), commercial: false };
		const compose = provenance.composeDataset(declaration('bounded', { intent }), [
			edge(asset, 'Includes', 0, { Offer: id }),
		]);
		const dataset = (await register(chain.api, compose, maker)).id;
		const generative = { purposes: purposes('aiGenerativeTraining'), commercial: false };
		const cases = [
			['TrainingNotDeclared', train([dataset], { intent: { purposes: 0, commercial: false } })],
			['PurposeNotPermitted', train([dataset], { intent: generative })],
			['CommercialUseNotPermitted', train([dataset], { intent: { ...intent, commercial: true } })],
			['IntentExceedsTerms', train([dataset], { intent: { ...intent, purposes: purposes('aiTraining', 'distribution') } })],
			['NotController', provenance.withdraw(asset, grounds())],
			['NotWithdrawn', provenance.reinstate(dataset, grounds())],
			['UnknownAsset', provenance.withdraw(NONE, grounds())],
			['NothingToRefresh', provenance.refresh(dataset)],
			['UnknownAsset', provenance.refresh(NONE)],
			['NothingGiven', provenance.sponsorStorage(provider.address, 0)],
		];
		for (const [name, call] of cases) {
			assert.equal((await submit(chain.api, call, maker)).error, `provenance.${name}`);
		}
		await register(chain.api, train([dataset], { intent }), maker);
	});

	it('review and the floor are for governance alone', async () => {
		const asset = await work('reviewed');
		const { provenance, consent } = chain.api.tx;
		const { quarantine, liftQuarantine, invalidate } = provenance;
		for (const call of [quarantine, liftQuarantine, invalidate].map((call) => call(asset, grounds()))) {
			assert.equal((await submit(chain.api, call, account('Alice'))).error, 'BadOrigin');
		}
		assert.equal((await submit(chain.api, consent.raiseOptInFloor(1), account('Alice'))).error, 'BadOrigin');
		assert.equal(await govern(chain.api, liftQuarantine(asset, grounds())), 'provenance.NotQuarantined');
		assert.equal(await govern(chain.api, quarantine(asset, grounds())), null);
		assert.equal(await govern(chain.api, quarantine(asset, grounds())), 'provenance.AlreadyQuarantined');
		assert.equal(await govern(chain.api, quarantine(NONE, grounds())), 'provenance.UnknownAsset');
	});

	it('the floor rises, and a model below it is refused', async () => {
		const willing = [await work('willing'), await work('willing too')];
		const unknown = await work('of unknown origin', { basis: 'Undeclared' });
		const { raiseOptInFloor } = chain.api.tx.consent;
		const mixed = (await register(chain.api, train([...willing, unknown]), provider)).id;
		const label = async (id) => (await chain.api.call.consentApi.originLabel(id)).unwrap();
		assert.equal((await label(mixed)).optIn.toNumber(), 666_666, 'rounded down');
		assert.equal((await label(mixed)).composition.undeclared.toNumber(), 1);

		assert.equal(await govern(chain.api, raiseOptInFloor(666_666)), null);
		await register(chain.api, train([...willing, unknown]), provider);
		assert.equal(await govern(chain.api, raiseOptInFloor(666_667)), null);
		assert.equal((await submit(chain.api, train([...willing, unknown]), provider)).error, 'consent.BelowOptInFloor');
		assert.equal(await govern(chain.api, raiseOptInFloor(666_667)), 'consent.FloorNotRaised');
		assert.equal(await govern(chain.api, raiseOptInFloor(1_000_000)), null);
		const pure = (await register(chain.api, train(willing), provider)).id;
		assert.equal((await label(pure)).optIn.toNumber(), 1_000_000);
		assert.equal((await label(pure)).floor.toNumber(), 1_000_000);
		assert.equal((await chain.api.call.consentApi.optInFloor()).toNumber(), 1_000_000);
		const outside = chain.api.tx.provenance.registerModel(declaration('from outside', { basis: 'Undeclared' }), []);
		assert.equal((await submit(chain.api, outside, provider)).error, 'consent.BelowOptInFloor');
		assert.equal((await row(mixed)).standing, 'clear', 'what was made before stays');
	});
}
