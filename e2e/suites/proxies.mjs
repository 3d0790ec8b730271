// An agency that acts for an illustrator: what each narrow type of proxy may do, and nothing else.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, commitment, declaration, eventOf, nameOf, named, register, submit, wealth } from '../lib/chain.mjs';
import { acceptance, publish } from '../lib/consent.mjs';
import { NATIVE, pay } from '../lib/money.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';

export default function proxies(chain) {
	const illustrator = account('Eve');
	const agency = account('Ferdie');
	const registrar = account('Dave');
	const provider = account('Bob');
	const ids = {};

	/** What became of a call that `by` made for the illustrator: the name of the error, or null. */
	const through = async (by, call) => {
		const { events, error } = await submit(chain.api, chain.api.tx.proxy.proxy(illustrator.address, null, call), by);
		if (error) {
			return { error, events };
		}
		const { result } = named(events, 'proxy', 'ProxyExecuted');
		return { error: result.isErr ? nameOf(chain.api, result.asErr) : null, events };
	};
	const row = async () => (await chain.api.raw('lineage_asset', ids.work.toString())).asset;

	before(async () => {
		const { proxy, provenance } = chain.api.tx;
		ids.work = (await register(chain.api, provenance.registerWork(declaration('by hand'), []), illustrator)).id;
		const foreign = await register(chain.api, provenance.registerWork(declaration('for sale'), []), provider);
		ids.foreign = foreign.id;
		ids.sold = (await publish(chain.api, foreign.id, stated({ price: native(1n) }), provider)).id;
		await eventOf(chain.api, proxy.addProxy(agency.address, 'Consent', 0), illustrator, 'proxy', 'ProxyAdded');
		await eventOf(chain.api, proxy.addProxy(registrar.address, 'Registration', 0), illustrator, 'proxy', 'ProxyAdded');
	});

	it('a proxy for consent publishes and withdraws offers, in the illustrator’s name', async () => {
		const { publishOffer, withdrawOffer } = chain.api.tx.consent;
		const published = await through(agency, publishOffer(ids.work, stated()));
		assert.equal(published.error, null);
		const event = named(published.events, 'consent', 'OfferPublished');
		assert.equal(event.publisher.toString(), illustrator.address);
		const before = await wealth(chain.api, illustrator);
		assert.equal((await through(agency, withdrawOffer(event.offer, grounds()))).error, null);
		assert.equal(await wealth(chain.api, illustrator), before);
		const offer = (await chain.api.call.consentApi.offer(event.offer)).unwrap();
		assert.equal(offer.withdrawal.unwrap().by.toString(), illustrator.address);
	});

	it('it withdraws and reinstates assets, reserves and lifts', async () => {
		const { provenance, consent } = chain.api.tx;
		const key = commitment('reserved by an agency');
		assert.equal((await through(agency, provenance.withdraw(ids.work, grounds()))).error, null);
		assert.equal((await row()).standing, 'withdrawn');
		assert.equal((await through(agency, provenance.reinstate(ids.work, grounds()))).error, null);
		assert.equal((await row()).standing, 'clear');
		assert.equal((await through(agency, consent.reserve(key, 1))).error, null);
		assert.equal((await through(agency, consent.liftReservation(key))).error, null);
		const batch = chain.api.tx.utility.batchAll([
			provenance.withdraw(ids.work, grounds()),
			provenance.reinstate(ids.work, grounds()),
		]);
		assert.equal((await through(agency, batch)).error, null);
	});

	it('it does nothing else, in a batch neither', async () => {
		const { balances, consent, provenance, proxy, royalty, utility } = chain.api.tx;
		const priced = stated({ price: native(1n) });
		const calls = [
			balances.transferKeepAlive(agency.address, 1),
			provenance.transferControl(ids.work, agency.address),
			provenance.retire(ids.work, grounds()),
			provenance.registerWork(declaration('x'), []),
			provenance.sponsorStorage(agency.address, 1_000),
			acceptance(chain.api, ids.sold, ids.foreign, priced),
			consent.transferLicence(0, agency.address),
			proxy.addProxy(agency.address, 'Any', 0),
			royalty.pay(ids.work, NATIVE, 1, null),
			royalty.claim([[ids.work, NATIVE]]),
			royalty.transferShares(ids.work, agency.address, 1),
		];
		const before = [await wealth(chain.api, illustrator), (await row()).controller];
		for (const call of calls) {
			const { section, method } = call.method;
			assert.equal((await through(agency, call)).error, 'system.CallFiltered', `${section}.${method}`);
			const batch = utility.batchAll([consent.reserve(commitment('x'), 1), call]);
			assert.equal((await through(agency, batch)).error, 'system.CallFiltered', `${section}.${method} in a batch`);
		}
		assert.deepEqual([await wealth(chain.api, illustrator), (await row()).controller], before);
	});

	it('a proxy for registration registers, and says nothing about consent', async () => {
		const { consent, provenance } = chain.api.tx;
		const { error, events } = await through(registrar, provenance.registerWork(declaration('by proxy'), []));
		assert.equal(error, null);
		const { asset, record } = named(events, 'provenance', 'Registered');
		assert.equal(record.registrant.toString(), illustrator.address);
		const calls = [
			consent.publishOffer(asset, stated()),
			consent.reserve(commitment('x'), 1),
			provenance.withdraw(asset, grounds()),
		];
		for (const call of calls) {
			assert.equal((await through(registrar, call)).error, 'system.CallFiltered');
		}
	});

	it('a proxy that moves no money lets the illustrator have what was earned, and hands nothing on', async () => {
		const AMOUNT = 3_000_000_000_000n;
		const { proxy, royalty } = chain.api.tx;
		const accountant = account('Charlie');
		const add = proxy.addProxy(accountant.address, 'NonTransfer', 0);
		await eventOf(chain.api, add, illustrator, 'proxy', 'ProxyAdded');
		await pay(chain.api, ids.work, NATIVE, AMOUNT, provider);
		const pools = [[ids.work, NATIVE]];
		const moving = [royalty.pay(ids.work, NATIVE, 1, null), royalty.transferShares(ids.work, accountant.address, 1)];
		for (const call of moving) {
			assert.equal((await through(accountant, call)).error, 'system.CallFiltered');
		}
		for (const call of [royalty.claim(pools), royalty.claimFor(illustrator.address, pools)]) {
			assert.equal((await through(registrar, call)).error, 'system.CallFiltered');
		}
		// The row of the claim is the illustrator's to keep: what it has, held or not, is more by all of it.
		const before = await wealth(chain.api, illustrator);
		const { error, events } = await through(accountant, royalty.claim(pools));
		assert.equal(error, null);
		assert.equal(named(events, 'royalty', 'Claimed').account.toString(), illustrator.address);
		assert.equal((await wealth(chain.api, illustrator)) - before, AMOUNT);
		const again = await through(accountant, royalty.claimFor(illustrator.address, pools));
		assert.equal(again.error, 'royalty.NothingToClaim');
	});

	it('one call of the illustrator takes all of it back', async () => {
		const deposit = async () => (await chain.api.query.system.account(illustrator.address)).data.reserved.toBigInt();
		const before = await deposit();
		const { error } = await submit(chain.api, chain.api.tx.proxy.removeProxies(), illustrator);
		assert.equal(error, null);
		assert.ok((await deposit()) < before, 'and gives the deposit back');
		const withdraw = chain.api.tx.provenance.withdraw(ids.work, grounds());
		const work = chain.api.tx.provenance.registerWork(declaration('x'), []);
		assert.equal((await through(agency, withdraw)).error, 'proxy.NotProxy');
		assert.equal((await through(registrar, work)).error, 'proxy.NotProxy');
		assert.equal((await row()).standing, 'clear');
	});
}
