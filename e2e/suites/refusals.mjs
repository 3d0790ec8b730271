// Agreements that are refused, by name and with nothing changed; what is locked, and what never is.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { account, named, wealth } from '../lib/chain.mjs';
import { acceptance } from '../lib/consent.mjs';
import { coin } from '../lib/money.mjs';
import { ANIM, LONG, methods, parties } from '../lib/parties.mjs';
import { controller, proposal, revenue, standing, units } from '../lib/rights.mjs';
import { rowsOf } from '../lib/rowsOf.mjs';
import { seal, together } from '../lib/seal.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';

const NONE = 10_000_000;
const UNITS = 1_000_000;
/** How many blocks are tried for a scheduled call. */
const SLACK = 4;
/** In how many blocks everything that is scheduled in so many full ones is done. */
const MOST_LATE = 80;

export default function refusals(chain) {
	const alice = account('Alice');
	const { studio, committee, buyer, approver, ...verbs } = parties(chain);
	const { ok, refused, height, eventsAt, pay, work, propose, accept, agreed, promise } = verbs;
	const approved = { ApprovedBy: approver.address };

	/** Sends a call that is refused and changes nothing, and says by which name. */
	const unchanged = async (call, by) => {
		const before = await rowsOf(chain.api);
		assert.ok(before.length > 0);
		const error = await refused(call, by);
		assert.deepEqual(await rowsOf(chain.api), before, `${error} changed something`);
		return error;
	};
	const invalidate = (asset) => chain.api.tx.sudo.sudo(chain.api.tx.provenance.invalidate(asset, grounds('Infringement')));
	const retire = (asset) => chain.api.tx.provenance.retire(asset, grounds());

	it('what makes no sense cannot be proposed', async () => {
		const asset = await work('nonsense');
		await ok([pay(asset, ANIM), buyer]);
		const control = { Control: asset };
		const foreign = await work('foreign', [], buyer);
		const now = await height();
		const blocks = (count) => Array.from({ length: count }, (_, index) => ({ NotBefore: now + LONG - index }));
		const shares = Array.from({ length: 5 }, (_, index) => ({ Shares: { asset: asset + BigInt(index), units: 1 } }));
		const cases = [
			['SameParty', [control], [approved], { to: studio.address }],
			['NothingPromised', [], [approved]],
			['TooManyRights', shares, [approved]],
			['SameRightTwice', [control, control], [approved]],
			['NoClauses', [control], []],
			['TooManyClauses', [control], blocks(9)],
			['SameClauseTwice', [control], [approved, approved]],
			['SameClauseTwice', [control], [revenue(asset, 2n * ANIM), revenue(asset, 3n * ANIM)]],
			['InvalidCount', [control], [approved], { needed: 0 }],
			['InvalidCount', [control], [approved], { needed: 2 }],
			['InvalidCount', [control], [approved], { needed: 255 }],
			['DeadlinePassed', [control], [approved], { deadline: 0 }],
			['DeadlinePassed', [control], [approved], { deadline: now }],
			['BlockOutOfRange', [control], [{ NotBefore: 1 }]],
			['BlockOutOfRange', [control], [{ NotBefore: now + 10 * LONG }]],
			['ThresholdAlreadyMet', [control], [revenue(asset, ANIM)]],
			['ThresholdAlreadyMet', [control], [revenue(asset, 0n)]],
			['UnrelatedRevenue', [control], [revenue(foreign, ANIM)]],
			['NobodyCertifies', [control], [{ Certified: asset }]],
			['AmountTooSmall', [control], [{ Paid: native(1n) }]],
			['AmountTooSmall', [control], [approved], { consideration: { price: native(0n), revenue: null } }],
			['NotEnoughUnits', [{ Shares: { asset, units: UNITS + 1 } }], [approved]],
			['NoUnits', [{ Shares: { asset, units: 0 } }], [approved]],
			['UnknownAsset', [{ Control: NONE }], [approved]],
			['UnknownAsset', [{ Shares: { asset: NONE, units: 1 } }], [approved]],
			['UnknownAsset', [control], [revenue(NONE, ANIM)]],
			['NotController', [{ Control: foreign }], [approved]],
		];
		for (const [name, rights, clauses, changes] of cases) {
			const terms = await promise(rights, clauses, changes);
			assert.equal(await unchanged(proposal(chain.api, terms), studio), `rights.${name}`, name);
		}
		const elsewhere = [
			['consent.UnknownLicence', [{ Licence: NONE }], [approved]],
			['royalty.UnknownCurrency', [control], [revenue(asset, 2n * ANIM, coin(NONE))]],
		];
		for (const [name, rights, clauses] of elsewhere) {
			const terms = await promise(rights, clauses);
			assert.equal(await unchanged(proposal(chain.api, terms), studio), name);
		}
	});

	it('what is retired, invalid or promised cannot be promised or sold', async () => {
		const { list } = chain.api.tx.rights;
		const [retired, invalid, promised] = [await work('retired'), await work('invalid'), await work('promised')];
		await ok([retire(retired), studio], [invalidate(invalid), alice]);
		await agreed(await promise([{ Control: promised }, { Shares: { asset: promised, units: 400_000 } }], [approved]));
		const cases = [
			['AssetRetired', { Control: retired }],
			['AssetInvalidated', { Control: invalid }],
			['AssetInvalidated', { Shares: { asset: invalid, units: 1 } }],
			['ControlPromised', { Control: promised }],
			['NotEnoughUnits', { Shares: { asset: promised, units: 600_001 } }],
		];
		for (const [name, right] of cases) {
			const terms = await promise([right], [approved]);
			assert.equal(await unchanged(proposal(chain.api, terms), studio), `rights.${name}`);
			assert.equal(await unchanged(list(right, native(ANIM), 0, null, null), studio), `rights.${name}`);
		}
		const shares = await work('of which units are promised');
		await agreed(await promise([{ Shares: { asset: shares, units: 1 } }], [approved]));
		assert.equal(await unchanged(retire(shares), studio), 'provenance.UnitsPromised');
		// The part that is not promised can be.
		await propose(await promise([{ Shares: { asset: promised, units: 600_000 } }], [approved]));
	});

	it('what changed since it was proposed cannot be accepted', async () => {
		const { transferControl } = chain.api.tx.provenance;
		const { transferShares } = chain.api.tx.royalty;
		const to = buyer.address;
		/** Another agreement about the same thing, accepted first. */
		const another = (right) => async () => {
			await agreed(await promise([right], [approved]));
		};
		const cases = [
			['NotController', (asset) => ok([transferControl(asset, to), studio])],
			['AssetRetired', (asset) => ok([retire(asset), studio])],
			['AssetInvalidated', (asset) => ok([invalidate(asset), alice])],
			['ControlPromised', (asset) => another({ Control: asset })()],
			['NotEnoughUnits', (asset) => ok([transferShares(asset, to, UNITS), studio])],
			['NotEnoughUnits', (asset) => another({ Shares: { asset, units: UNITS - 9 } })()],
			['ThresholdAlreadyMet', (asset) => ok([pay(asset, ANIM), buyer])],
		];
		for (const [name, change] of cases) {
			const asset = await work(`proposed before: ${name}`);
			const rights = [{ Control: asset }, { Shares: { asset, units: 10 } }];
			const terms = await promise(rights, [revenue(asset, ANIM), approved], { needed: 2 });
			const { number } = await propose(terms);
			await change(asset);
			assert.equal(await unchanged(accept(number, terms), committee), `rights.${name}`);
			assert.equal((await standing(chain.api, number)).stage, 'Proposed');
		}
		const asset = await work('proposed for a short time');
		const brief = await promise([{ Control: asset }], [approved], { deadline: (await height()) + 3 });
		const { number } = await propose(brief);
		while ((await height()) < brief.deadline) {
			await seal(chain.api);
		}
		assert.equal(await unchanged(accept(number, brief), committee), 'rights.DeadlinePassed');
	});

	it('who receives must have what it costs, or nothing is locked', async () => {
		const asset = await work('too dear');
		const price = (await wealth(chain.api, committee)) + ANIM;
		const terms = await promise([{ Control: asset }], [revenue(asset, ANIM)], {
			consideration: { price: native(price), revenue: null },
		});
		const { number } = await propose(terms);
		assert.equal(await unchanged(accept(number, terms), committee), '{"token":"FundsUnavailable"}');
		await ok([chain.api.tx.provenance.transferControl(asset, buyer.address), studio]);
	});

	it('what is promised is locked for direct transfers too, to the unit, and is free when the agreement ends', async () => {
		const { api } = chain;
		const { consent, provenance, rights, royalty } = api.tx;
		const to = buyer.address;
		const asset = await work('locked until the end');
		const licensed = await work('licensed until the end', [], buyer);
		const offered = stated({ price: native(ANIM), transferable: true });
		const { events } = await ok([consent.publishOffer(licensed, offered), buyer]);
		const offer = named(events, 'consent', 'OfferPublished').offer.toBigInt();
		const taken = await ok([acceptance(api, offer, licensed, offered), studio]);
		const licence = named(taken.events, 'consent', 'OfferAccepted').licence.toBigInt();
		const things = [{ Control: asset }, { Shares: { asset, units: 600_000 } }, { Licence: licence }];
		const deadline = (await height()) + 12;
		const { number } = await agreed(await promise(things, [approved], { deadline }));

		const moves = [
			['provenance.ControlPromised', provenance.transferControl(asset, to)],
			['consent.LicencePromised', consent.transferLicence(licence, to)],
			['royalty.UnitsPromised', royalty.transferShares(asset, to, 400_001)],
		];
		for (const [name, call] of moves) {
			assert.equal(await unchanged(call, studio), name);
		}
		assert.equal(await unchanged(retire(asset), studio), 'provenance.ControlPromised');
		await ok([royalty.transferShares(asset, to, 400_000), studio]);
		assert.equal(await unchanged(royalty.transferShares(asset, to, 1), studio), 'royalty.UnitsPromised');
		while ((await height()) <= deadline) {
			await seal(api);
		}
		assert.equal((await standing(api, number)).stage, 'Expired');
		await ok(
			[royalty.transferShares(asset, to, 600_000), studio],
			[provenance.transferControl(asset, to), studio],
			[consent.transferLicence(licence, to), studio],
		);
		assert.deepEqual([await controller(api, asset), await units(api, asset, buyer)], [to, UNITS]);
		assert.equal(await refused(rights.approve(number), approver), 'rights.NotAccepted');
	});

	it('consent can be withdrawn while control is promised, and control moves all the same', async () => {
		const { api } = chain;
		const { consent, provenance } = api.tx;
		const asset = await work('withdrawn meanwhile');
		const published = await ok([consent.publishOffer(asset, stated()), studio]);
		const offer = named(published.events, 'consent', 'OfferPublished').offer.toBigInt();
		const { number } = await agreed(await promise([{ Control: asset }], [approved]));
		const { events } = await ok(
			[consent.withdrawOffer(offer, grounds()), studio],
			[provenance.withdraw(asset, grounds()), studio],
		);
		assert.equal(named(events, 'provenance', 'StandingChanged').asset.toBigInt(), asset);
		// Who controls it says no; who will control it cannot say yes yet.
		assert.equal(await refused(provenance.reinstate(asset, grounds()), committee), 'provenance.NotController');
		assert.deepEqual(methods((await ok([api.tx.rights.approve(number), approver])).events), ['ClauseMet', 'Executed']);
		assert.equal(await controller(api, asset), committee.address);
		await ok([provenance.reinstate(asset, grounds()), committee]);
	});

	it('blocks that are full of scheduled calls are refused by name, and what is in them executes', async () => {
		const { api } = chain;
		const { batchAll } = api.tx.utility;
		const asset = await work('of a crowded block');
		const most = api.consts.scheduler.maxScheduledPerBlock.toNumber();
		const first = (await height()) + 90;
		const blocks = Array.from({ length: SLACK }, (_, index) => ({ NotBefore: first + index }));
		const crowd = { deadline: first + 40, needed: 1 };
		const terms = await promise([{ Shares: { asset, units: 1 } }], blocks, crowd);
		const start = (await api.query.rights.nextAgreementId()).toNumber();
		const numbers = Array.from({ length: most }, (_, index) => start + index);
		/** Calls in batches, each in a block of its own. */
		const batches = async (calls, by) => {
			for (let from = 0; from < calls.length; from += 2) {
				await ok([batchAll(calls.slice(from, from + 2)), by]);
			}
		};
		await batches(numbers.map(() => proposal(api, terms)), studio);
		await batches(numbers.map((number) => accept(number, terms)), committee);
		const agenda = await api.query.scheduler.agenda(first);
		assert.equal(agenda.filter((row) => row.isSome).length, most);
		assert.ok((await height()) < first, 'they were scheduled in time');

		const late = await promise([{ Shares: { asset, units: 1 } }], [{ NotBefore: first }], crowd);
		const { number } = await propose(late);
		assert.equal(await unchanged(accept(number, late), committee), 'rights.ScheduleFull');
		// A block later there is room, four blocks after it.
		const next = await promise([{ Shares: { asset, units: 1 } }], [{ NotBefore: first + 1 }], crowd);
		const other = await agreed(next);
		const executed = new Map();
		while (!executed.has(Number(other.number))) {
			assert.ok((await height()) < first + MOST_LATE, 'it never executes');
			const events = await eventsAt(await seal(api));
			for (const { data } of events.filter((event) => event.section === 'rights' && event.method === 'Executed')) {
				executed.set(data.agreement.toNumber(), await height());
			}
		}
		assert.deepEqual([...executed.keys()].filter((key) => key < number), numbers, 'each once, in their order');
		assert.equal(executed.get(numbers[0]), first);
		const after = (key) => executed.get(Number(key)) - first;
		console.log(`${most} agreements of one block: the last ${after(numbers.at(-1))}, the one after ${after(other.number)} blocks late`);
		assert.equal(await units(api, asset, committee), most + 1);
		const left = await together(api, [[api.tx.rights.poke(numbers[0]), buyer]]);
		assert.deepEqual(left.results, ['rights.NotAccepted']);
	});
}
