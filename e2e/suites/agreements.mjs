// Agreements that execute by themselves, on a chain that makes a block when it is told to.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { commitment, edge, named, wealth } from '../lib/chain.mjs';
import { acceptance } from '../lib/consent.mjs';
import { coin, NATIVE, pool, waits } from '../lib/money.mjs';
import { ANIM, fees, LONG, methods, parties } from '../lib/parties.mjs';
import { controller, dealDigest, ESCROW, proposal, revenue, standing, units, waiting } from '../lib/rights.mjs';
import { seal } from '../lib/seal.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';
import { view } from '../lib/viewFunctions.mjs';

const NONE = 10_000_000;

export default function agreements(chain) {
	const { studio, committee, buyer, approver, sponsor, ...verbs } = parties(chain);
	const { ok, refused, height, eventsAt, pay, work, propose, accept, agreed, promise } = verbs;

	it('the digest that the receiver signs is computed here, and is what the chain says', async () => {
		const { api } = chain;
		const asset = await work('signed');
		const clauses = [
			revenue(asset, ANIM),
			{ NotBefore: (await height()) + LONG },
			{ Paid: { currency: coin(7), amount: ANIM } },
			{ ApprovedBy: approver.address },
		];
		const terms = await promise([{ Control: asset }, { Shares: { asset, units: 5 } }], clauses, {
			needed: 3,
			consideration: { price: native(ANIM), revenue: [asset, 250_000] },
			deadline: (await height()) + 2 * LONG,
			text: commitment('the legal text'),
		});
		const { number, event } = await propose(terms);
		const digest = dealDigest(api, number, terms);
		assert.equal(event.terms.toHex(), digest);
		assert.equal((await api.call.rightsApi.dealDigest(number)).unwrap().toHex(), digest);
		assert.equal((await view(api, 'Rights', 'deal_digest', number)).unwrap().toHex(), digest);
		const told = (await api.call.rightsApi.agreement(number)).unwrap();
		assert.equal(dealDigest(api, number, told.deal), digest, 'and what the chain tells has it too');
		assert.equal(event.deal.toHex(), told.deal.toHex());
		assert.notEqual(dealDigest(api, number + 1n, terms), digest);
		assert.ok((await api.call.rightsApi.dealDigest(NONE)).isNone);

		const { accept: sign, cancel } = api.tx.rights;
		const other = dealDigest(api, number, { ...terms, needed: 2 });
		assert.equal(await refused(sign(number, other), committee), 'rights.TermsMismatch');
		assert.equal(await refused(sign(number, dealDigest(api, number + 1n, terms)), committee), 'rights.TermsMismatch');
		assert.equal(await refused(sign(number, digest), buyer), 'rights.NotReceiver');
		assert.equal(await refused(sign(NONE, digest), committee), 'rights.UnknownAgreement');
		assert.equal(await refused(cancel(number), buyer), 'rights.NotParty');
		await ok([cancel(number), committee]);
		assert.equal((await standing(api, number)).stage, 'Cancelled');
		assert.equal(await refused(sign(number, digest), committee), 'rights.NotProposed');
	});

	it('the payment that crosses the threshold moves control and units in its block, once', async () => {
		const { api } = chain;
		const asset = await work('a model');
		const price = 4n * ANIM;
		const rights = [{ Control: asset }, { Shares: { asset, units: 300_000 } }];
		const terms = await promise(rights, [revenue(asset, 10n * ANIM)], {
			consideration: { price: native(price), revenue: [asset, 250_000] },
		});
		const { number } = await agreed(terms);
		assert.equal((await standing(api, number)).stage, 'Accepted');
		assert.deepEqual(await waiting(api, asset), [[10n * ANIM, number]]);
		assert.equal(await refused(api.tx.rights.cancel(number), studio), 'rights.NotProposed');
		assert.equal(await refused(api.tx.rights.poke(number), buyer), 'rights.NothingToDo');

		// What a party pays in itself moves the threshold by as much.
		const own = await ok([pay(asset, 20n * ANIM), committee]);
		assert.equal(named(own.events, 'rights', 'OwnRevenue').threshold.toBigInt(), 30n * ANIM);
		assert.deepEqual(await waiting(api, asset), [[30n * ANIM, number]]);
		await ok([pay(asset, 10n * ANIM - 1n), buyer]);
		assert.equal(await controller(api, asset), studio.address, 'one planck is missing');

		const before = await wealth(api, studio);
		const { block, events } = await ok([pay(asset, 1n), buyer]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PaidOut', 'Executed']);
		const at = await api.at(block);
		assert.equal((await at.call.lineageApi.asset(asset)).unwrap().head.controller.toString(), committee.address);
		assert.deepEqual(await standing(api, number), { stage: 'Executed', since: await height(), met: [0] });
		assert.deepEqual([await units(api, asset, committee), await units(api, asset, studio)], [300_000, 700_000]);
		assert.equal((await wealth(api, studio)) - before, price - price / 4n);
		assert.equal((await pool(api, asset, NATIVE)).inflow, 30n * ANIM + price / 4n);
		assert.deepEqual(await waiting(api, asset), []);

		const again = await ok([pay(asset, 50n * ANIM), buyer]);
		assert.deepEqual(methods(again.events), []);
		assert.equal(await refused(api.tx.rights.poke(number), buyer), 'rights.NotAccepted');
	});

	it('expires by itself in the block after the deadline, and refunds to the planck', async () => {
		const { api } = chain;
		const asset = await work('never earns');
		const price = 7n * ANIM + 3n;
		const part = 2n * ANIM + 1n;
		const before = { committee: await wealth(api, committee), sponsor: await wealth(api, sponsor) };
		const escrow = await wealth(api, ESCROW);
		const terms = await promise([{ Control: asset }], [revenue(asset, ANIM), { Paid: native(part) }], {
			needed: 2,
			consideration: { price: native(price), revenue: null },
			deadline: (await height()) + 8,
		});
		const { number, events } = await agreed(terms);
		const funded = await ok([api.tx.rights.fund(number, 1), sponsor]);
		assert.equal((await wealth(api, ESCROW)) - escrow, price + part);
		assert.deepEqual((await standing(api, number)).met, [1]);
		assert.equal(await refused(api.tx.provenance.transferControl(asset, buyer.address), studio), 'provenance.ControlPromised');

		while ((await height()) < terms.deadline) {
			assert.deepEqual(methods(await eventsAt(await seal(api))), []);
		}
		assert.equal((await standing(api, number)).stage, 'Accepted', 'the deadline counts');
		const end = await seal(api);
		assert.deepEqual(methods(await eventsAt(end)), ['PaidOut', 'PaidOut', 'Expired']);
		assert.deepEqual(await standing(api, number), { stage: 'Expired', since: terms.deadline + 1, met: [1] });
		assert.equal(before.committee - (await wealth(api, committee)), fees(events, committee));
		assert.equal(before.sponsor - (await wealth(api, sponsor)), fees(funded.events, sponsor));
		assert.equal(await wealth(api, ESCROW), escrow);
		assert.deepEqual(await waiting(api, asset), []);
		await ok([api.tx.provenance.transferControl(asset, buyer.address), studio]);
	});

	it('what is promised is locked, withdrawing is not; several things move together', async () => {
		const { api } = chain;
		const { consent, provenance, rights, royalty } = api.tx;
		const asset = await work('locked');
		const licensed = await work('licensed');
		await ok([provenance.transferControl(licensed, buyer.address), studio]);
		const offered = stated({ price: native(ANIM), transferable: true });
		const { events } = await ok([consent.publishOffer(licensed, offered), buyer]);
		const offer = named(events, 'consent', 'OfferPublished').offer.toBigInt();
		const taken = await ok([acceptance(api, offer, licensed, offered), studio]);
		const licence = named(taken.events, 'consent', 'OfferAccepted').licence.toBigInt();

		const things = [{ Control: asset }, { Shares: { asset, units: 600_000 } }, { Licence: licence }];
		const terms = await promise(things, [{ ApprovedBy: approver.address }]);
		const { number } = await agreed(terms);
		const to = buyer.address;
		const cases = [
			['provenance.ControlPromised', provenance.transferControl(asset, to)],
			['provenance.ControlPromised', provenance.retire(asset, grounds())],
			['royalty.UnitsPromised', royalty.transferShares(asset, to, 400_001)],
			['consent.LicencePromised', consent.transferLicence(licence, to)],
			['rights.ControlPromised', rights.list({ Control: asset }, native(ANIM), 0, null, null)],
			['rights.NotEnoughUnits', rights.list({ Shares: { asset, units: 400_001 } }, native(ANIM), 0, null, null)],
			['rights.LicencePromised', rights.list({ Licence: licence }, native(ANIM), 0, null, null)],
			['rights.ControlPromised', proposal(api, { ...terms, rights: [{ Control: asset }] })],
			['rights.LicencePromised', proposal(api, { ...terms, rights: [{ Licence: licence }] })],
		];
		for (const [name, call] of cases) {
			assert.equal(await refused(call, studio), name);
		}
		await ok([royalty.transferShares(asset, to, 400_000), studio]);
		await ok([provenance.withdraw(asset, grounds()), studio]);

		const done = await ok([rights.approve(number), approver]);
		assert.deepEqual(methods(done.events), ['ClauseMet', 'Executed']);
		assert.equal(await controller(api, asset), committee.address);
		assert.deepEqual([await units(api, asset, committee), await units(api, asset, studio)], [600_000, 0]);
		const moved = named(done.events, 'consent', 'LicenceTransferred');
		const { holder } = (await api.call.consentApi.licence(moved.successor)).unwrap();
		assert.equal(holder.toString(), committee.address);
	});

	it('of four clauses any two are enough: an approval and a payment', async () => {
		const { api } = chain;
		const { approve, fund } = api.tx.rights;
		const asset = await work('two of four');
		const price = 3n * ANIM;
		const clauses = [
			revenue(asset, ANIM),
			{ Paid: native(price) },
			{ ApprovedBy: approver.address },
			{ NotBefore: (await height()) + LONG },
		];
		const { number } = await agreed(await promise([{ Control: asset }], clauses, { needed: 2 }));
		assert.equal(await refused(approve(number), buyer), 'rights.NotApprover');
		assert.equal(await refused(fund(number, 0), sponsor), 'rights.UnknownClause');
		assert.equal(await refused(fund(number, 8), sponsor), 'rights.UnknownClause');
		await ok([approve(number), approver]);
		assert.equal(await refused(approve(number), approver), 'rights.AlreadyMet');
		assert.deepEqual(await standing(api, number).then(({ stage, met }) => [stage, met]), ['Accepted', [2]]);

		const before = [await wealth(api, studio), await wealth(api, sponsor)];
		const { events } = await ok([fund(number, 1), sponsor]);
		assert.deepEqual(methods(events), ['Funded', 'ClauseMet', 'PaidOut', 'Executed']);
		assert.equal((await wealth(api, studio)) - before[0], price);
		assert.equal(before[1] - (await wealth(api, sponsor)), price + fees(events, sponsor));
		assert.equal(await controller(api, asset), committee.address);
		assert.deepEqual(await waiting(api, asset), [], 'and nothing waits any more');
		assert.equal(await refused(fund(number, 1), sponsor), 'rights.NotAccepted');
	});

	it('a block that is reached executes by the scheduler, in that block', async () => {
		const { api } = chain;
		const asset = await work('later');
		const block = (await height()) + 6;
		const { number } = await agreed(await promise([{ Control: asset }], [{ NotBefore: block }]));
		while ((await height()) < block - 1) {
			await seal(api);
		}
		assert.equal(await controller(api, asset), studio.address);
		assert.deepEqual(methods(await eventsAt(await seal(api))), ['ClauseMet', 'Executed']);
		assert.deepEqual(await standing(api, number), { stage: 'Executed', since: block, met: [0] });
		assert.equal(await controller(api, asset), committee.address);
	});

	it('one payment that two agreements wait for executes both at the end of its block, and pays for neither', async () => {
		const { api } = chain;
		const asset = await work('awaited twice');
		const share = [{ Shares: { asset, units: 1_000 } }];
		const high = (await agreed(await promise(share, [revenue(asset, 2n * ANIM)]))).number;
		const low = (await agreed(await promise(share, [revenue(asset, ANIM)]))).number;
		assert.deepEqual(await waiting(api, asset), [[ANIM, low], [2n * ANIM, high]]);
		const { block, events } = await ok([pay(asset, 2n * ANIM), buyer]);
		assert.deepEqual(methods(events), ['ClauseMet', 'ClauseMet', 'Executed', 'Executed']);
		const records = await (await api.at(block)).query.system.events();
		const executed = records.filter(({ event }) => event.section === 'rights' && event.method === 'Executed');
		assert.ok(executed.every(({ phase }) => phase.isFinalization));
		assert.deepEqual(new Set(executed.map(({ event }) => event.data.agreement.toBigInt())), new Set([low, high]));
		assert.equal(await units(api, asset, committee), 2_000);
	});

	it('the part of a child that crosses the threshold of its parent moves control as money climbs', async () => {
		const { api } = chain;
		const asset = await work('a parent that is awaited');
		const child = await work('a child', [edge(asset, 'DerivedFrom', 250_000)]);
		const grandchild = await work('a grandchild', [edge(child, 'DerivedFrom', 500_000)]);
		const { number } = await agreed(await promise([{ Control: asset }], [revenue(asset, ANIM)]));
		/** Pays for the grandchild, and says in how many more blocks the money has climbed, and what happened then. */
		const climbed = async (amount) => {
			const { events } = await ok([pay(grandchild, amount), buyer]);
			const told = [methods(events)];
			while (await waits(api)) {
				told.push(methods(await eventsAt(await seal(api))));
				assert.ok(told.length < 10);
			}
			return told;
		};
		await climbed(8n * ANIM - 8n);
		assert.equal((await pool(api, asset, NATIVE)).inflow, ANIM - 1n);
		assert.equal(await controller(api, asset), studio.address, 'one planck is missing');
		const told = await climbed(8n);
		assert.equal((await pool(api, asset, NATIVE)).inflow, ANIM);
		while ((await standing(api, number)).stage === 'Accepted') {
			told.push(methods(await eventsAt(await seal(api))));
			assert.ok(told.length < 10);
		}
		console.log(`over two levels: executed ${told.length - 1} blocks after the payment`);
		assert.deepEqual(told.flat(), ['ClauseMet', 'Executed']);
		assert.equal(await controller(api, asset), committee.address);
	});

	it('a part that is pulled by hand executes in the same block', async () => {
		const { api } = chain;
		const asset = await work('a parent that is pulled for');
		const child = await work('a child that is pulled', [edge(asset, 'DerivedFrom', 500_000)]);
		const { number } = await agreed(await promise([{ Control: asset }], [revenue(asset, ANIM)]));
		const pull = api.tx.royalty.pull(child, 0, NATIVE);
		const { events } = await ok([pay(child, 2n * ANIM), buyer], [pull, buyer]);
		assert.deepEqual(methods(events), ['ClauseMet', 'Executed']);
		assert.deepEqual(await standing(api, number), { stage: 'Executed', since: await height(), met: [0] });
	});

	it('the price of a licence is revenue, and crosses a threshold in its block', async () => {
		const { api } = chain;
		const asset = await work('sold by licence');
		const offered = stated({ price: native(ANIM) });
		const published = await ok([api.tx.consent.publishOffer(asset, offered), studio]);
		const offer = named(published.events, 'consent', 'OfferPublished').offer.toBigInt();
		const { number } = await agreed(await promise([{ Control: asset }], [revenue(asset, ANIM)]));
		const { events } = await ok([acceptance(api, offer, asset, offered), buyer]);
		assert.deepEqual(methods(events), ['ClauseMet', 'Executed']);
		assert.deepEqual(await standing(api, number), { stage: 'Executed', since: await height(), met: [0] });
	});

	it('as many as can be wait for the revenue of an asset, and no more', async () => {
		const { api } = chain;
		const asset = await work('awaited by many');
		const most = api.consts.rights.maxWaiting.toNumber();
		for (let index = 0; index < most; index += 1) {
			await agreed(await promise([{ Shares: { asset, units: 1 } }], [revenue(asset, ANIM + BigInt(index))]));
		}
		const terms = await promise([{ Shares: { asset, units: 1 } }], [revenue(asset, ANIM)]);
		const { number } = await propose(terms);
		assert.equal(await refused(accept(number, terms), committee), 'rights.TooManyWaiting');
		const { events } = await ok([pay(asset, 2n * ANIM), buyer]);
		const executed = [methods(events).filter((method) => method === 'Executed').length];
		assert.ok(executed[0] > 0, 'at the end of its block');
		while (executed.reduce((sum, count) => sum + count) < most) {
			const told = methods(await eventsAt(await seal(api)));
			executed.push(told.filter((method) => method === 'Executed').length);
			assert.ok(executed.length <= 4);
		}
		console.log(`${most} agreements that one payment made ready: ${executed} by block`);
		assert.deepEqual(await waiting(api, asset), []);
		assert.equal(await units(api, asset, committee), most);
		assert.equal(await refused(accept(number, terms), committee), 'rights.ThresholdAlreadyMet');
	});

	it('each party finds all of its agreements, in pages of any size', async () => {
		const { rightsApi } = chain.api.call;
		const count = (await chain.api.query.rights.nextAgreementId()).toNumber();
		const all = Array.from({ length: count }, (_, number) => number);
		for (const limit of [1, 3, 256]) {
			const found = [];
			let after = null;
			do {
				const page = (await rightsApi.agreementsOf(committee.address, after, limit)).asOk;
				found.push(...page.rows.map(([number]) => number.toNumber()));
				after = page.next.isSome ? page.next.unwrap() : null;
			} while (after);
			assert.deepEqual(found.sort((one, other) => one - other), all);
		}
		assert.equal((await rightsApi.agreementsOf(sponsor.address, null, 256)).asOk.rows.length, 0);
		for (const limit of [0, 257]) {
			assert.equal((await rightsApi.agreementsOf(studio.address, null, limit)).asErr.type, 'LimitOutOfRange');
		}
		assert.ok((await rightsApi.kept(committee.address, NATIVE)).isZero());
		assert.equal(await refused(chain.api.tx.rights.collect(NATIVE), committee), 'rights.NothingKept');
	});
}
