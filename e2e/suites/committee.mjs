// A committee that receives: an account of several, by multisig and by proxy, and what it does with what it got.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, named, nameOf, wealth } from '../lib/chain.mjs';
import { NATIVE, pool } from '../lib/money.mjs';
import { actTogether, multisig, sayYes } from '../lib/multisig.mjs';
import { ANIM, methods, parties } from '../lib/parties.mjs';
import { controller, revenue, standing, units } from '../lib/rights.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';

const THIRD = 333_333;

export default function committee(chain) {
	const { studio, buyer, sponsor, ...verbs } = parties(chain);
	const { ok, refused, pay, work, propose, accept, promise } = verbs;
	const members = ['Charlie', 'Eve', 'Ferdie'].map((name) => account(name));
	const [one, another, third] = members;
	const illustrators = multisig(members, 2);

	before(async () => {
		await ok([chain.api.tx.balances.transferKeepAlive(illustrators.address, 100n * ANIM), buyer]);
	});

	it('two of three accept, a payment moves control to them, and each of them has a part of what it earns', async () => {
		const { api } = chain;
		const { consent, provenance, royalty, utility } = api.tx;
		const asset = await work('a model for the illustrators');
		const rights = [{ Control: asset }, { Shares: { asset, units: 999_999 } }];
		const terms = await promise(rights, [revenue(asset, 10n * ANIM)], {
			to: illustrators.address,
			consideration: { price: native(2n * ANIM), revenue: null },
		});
		const { number } = await propose(terms);
		assert.equal(await refused(accept(number, terms), one), 'rights.NotReceiver', 'nobody signs alone');
		await sayYes(api, illustrators, one, accept(number, terms));
		assert.equal((await standing(api, number)).stage, 'Proposed');
		const before = await wealth(api, illustrators);
		const signed = await actTogether(api, illustrators, [another], accept(number, terms));
		assert.ok(signed.result.isOk);
		assert.deepEqual(methods(signed.events), ['Accepted']);
		assert.equal(before - (await wealth(api, illustrators)), 2n * ANIM, 'the members pay the fees');

		// A member is nobody of the parties: what it pays counts.
		const paid = await ok([pay(asset, 10n * ANIM), third]);
		assert.deepEqual(methods(paid.events), ['ClauseMet', 'PaidOut', 'Executed']);
		assert.equal(await controller(api, asset), illustrators.address);
		assert.equal(await units(api, asset, illustrators), 999_999);

		const publish = consent.publishOffer(asset, stated({ price: native(ANIM) }));
		assert.equal(await refused(publish, one), 'consent.NotController');
		const offered = await actTogether(api, illustrators, [one, third], publish);
		assert.ok(offered.result.isOk);
		assert.equal(named(offered.events, 'consent', 'OfferPublished').asset.toBigInt(), asset);

		const split = utility.batchAll(members.map(({ address }) => royalty.transferShares(asset, address, THIRD)));
		assert.ok((await actTogether(api, illustrators, [another, third], split)).result.isOk);
		assert.deepEqual(await Promise.all(members.map((member) => units(api, asset, member))), [THIRD, THIRD, THIRD]);
		await ok([pay(asset, 3n * ANIM), buyer]);
		for (const member of members) {
			const call = royalty.claimFor(member.address, [[asset, NATIVE]]);
			const { amount } = named((await ok([call, sponsor])).events, 'royalty', 'Claimed');
			assert.equal(amount.toBigInt(), (3n * ANIM * BigInt(THIRD)) / 1_000_000n);
		}
		assert.equal((await pool(api, asset, NATIVE)).inflow, 13n * ANIM);

		const back = provenance.transferControl(asset, buyer.address);
		const moved = await actTogether(api, illustrators, [one, another], back);
		assert.ok(moved.result.isOk);
		assert.equal(await controller(api, asset), buyer.address);
	});

	it('a committee promises in turn, approves, and what it promised is locked for it too', async () => {
		const { api } = chain;
		const asset = await work('to a committee and on');
		await ok([api.tx.provenance.transferControl(asset, illustrators.address), studio]);
		const terms = { ...(await promise([{ Control: asset }], [{ ApprovedBy: illustrators.address }])), from: illustrators.address, to: buyer.address };
		const { to, rights, clauses, needed, consideration, deadline, text } = terms;
		const call = api.tx.rights.propose(to, rights, clauses, needed, consideration, deadline, text);
		const proposed = await actTogether(api, illustrators, [one, another], call);
		const number = named(proposed.events, 'rights', 'Proposed').agreement.toBigInt();
		await ok([accept(number, terms), buyer]);
		const sell = api.tx.provenance.transferControl(asset, studio.address);
		const locked = await actTogether(api, illustrators, [third, another], sell);
		assert.equal(nameOf(api, locked.result.asErr), 'provenance.ControlPromised');
		assert.equal(await refused(api.tx.rights.approve(number), one), 'rights.NotApprover');
		const done = await actTogether(api, illustrators, [one, third], api.tx.rights.approve(number));
		assert.deepEqual(methods(done.events), ['ClauseMet', 'Executed']);
		assert.equal(await controller(api, asset), buyer.address);
	});

	it('an account without a key receives by its proxies, who can be exchanged', async () => {
		const { api } = chain;
		const { provenance, proxy } = api.tx;
		const created = await ok([proxy.createPure('Any', 0, 0), one]);
		const title = { address: named(created.events, 'proxy', 'PureCreated').pure.toString() };
		await ok([api.tx.balances.transferKeepAlive(title.address, 100n * ANIM), buyer]);
		const through = async (by, call) => {
			const { events } = await ok([proxy.proxy(title.address, null, call), by]);
			const { result } = named(events, 'proxy', 'ProxyExecuted');
			return { events, error: result.isErr ? nameOf(api, result.asErr) : null };
		};
		const asset = await work('a collective title');
		const clauses = [{ ApprovedBy: studio.address }];
		const terms = await promise([{ Control: asset }], clauses, { to: title.address });
		const { number } = await propose(terms);
		const accepted = await through(one, accept(number, terms));
		assert.deepEqual([accepted.error, methods(accepted.events)], [null, ['Accepted']]);
		// Who acts for the committee changes while the agreement is in force.
		assert.equal((await through(one, proxy.addProxy(another.address, 'Any', 0))).error, null);
		assert.equal((await through(another, proxy.removeProxy(one.address, 'Any', 0))).error, null);
		await ok([api.tx.rights.approve(number), studio]);
		assert.equal(await controller(api, asset), title.address);
		const withdraw = provenance.withdraw(asset, grounds());
		assert.equal(await refused(proxy.proxy(title.address, null, withdraw), one), 'proxy.NotProxy');
		assert.equal((await through(another, withdraw)).error, null);
	});
}
