// Money in escrow whose currency, or whose account, can take no more part; and agreements that fail.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, named, nameOf, wealth } from '../lib/chain.mjs';
import { acceptance } from '../lib/consent.mjs';
import { balance, coin, NATIVE, pool, POT } from '../lib/money.mjs';
import { ANIM, fees, methods, parties } from '../lib/parties.mjs';
import { controller, ESCROW, revenue, standing, units, waiting } from '../lib/rights.mjs';
import { seal } from '../lib/seal.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';

const GOLD = 7;
const DOOMED = 8;
const TAKEN = 9;
const LEAST = 1_000n;
const SUPPLY = 1_000_000_000n;
const PRICE = 50_000n;
const PART = 60_000n;
const FROZEN = '{"token":"Frozen"}';

export default function escrow(chain) {
	const alice = account('Alice');
	const { studio, committee, buyer, approver, sponsor, ...verbs } = parties(chain);
	const { ok, refused, height, eventsAt, pay, work, propose, accept, agreed, promise } = verbs;
	/** Makes the currencies, and may freeze them. */
	const minter = account('Alice//stash');
	const approved = { ApprovedBy: approver.address };
	const gold = (amount) => ({ currency: coin(GOLD), amount });
	const inEscrow = (currency = coin(GOLD)) => balance(chain.api, currency, ESCROW);
	const kept = async ({ address }, currency = coin(GOLD)) =>
		(await chain.api.call.rightsApi.kept(address, currency)).toBigInt();
	const collect = (currency = coin(GOLD)) => chain.api.tx.rights.collect(currency);
	const approve = (number) => chain.api.tx.rights.approve(number);
	const sudo = (call) => chain.api.tx.sudo.sudo(call);
	const stage = async (number) => (await standing(chain.api, number)).stage;
	/** Empty blocks until one is over, with what happened in the last. */
	const passed = async (block) => {
		let events = [];
		while ((await height()) <= block) {
			events = await eventsAt(await seal(chain.api));
		}
		return events;
	};
	/** A currency of which the committee and the sponsor have as much. */
	const create = async (id) => {
		const { assets } = chain.api.tx;
		await ok([assets.create(id, minter.address, LEAST), minter]);
		await ok(...[committee, sponsor].map(({ address }) => [assets.mint(id, address, SUPPLY), minter]));
	};
	/** Control for gold, and gold that the sponsor paid in: the last clause is the approval. */
	const withGold = async (label, changes = {}, currency = coin(GOLD)) => {
		const asset = await work(label);
		const consideration = { price: { currency, amount: PRICE }, revenue: null };
		const clauses = [approved, { Paid: { currency, amount: PART } }];
		const terms = await promise([{ Control: asset }], clauses, { needed: 2, consideration, ...changes });
		const { number } = await agreed(terms);
		await ok([chain.api.tx.rights.fund(number, 1), sponsor]);
		return { asset, number, terms };
	};

	before(async () => {
		await create(GOLD);
		await ok([chain.api.tx.assets.mint(GOLD, POT.address, LEAST), minter]);
		await ok([sudo(chain.api.tx.royalty.registerCurrency(coin(GOLD))), alice]);
	});

	it('a consideration in a currency of the assets pallet is escrowed, paid, and flows in part as revenue', async () => {
		const { api } = chain;
		const asset = await work('for gold');
		const consideration = { price: gold(PRICE), revenue: [asset, 250_000] };
		const { number } = await agreed(await promise([{ Control: asset }], [revenue(asset, PART, coin(GOLD))], { consideration }));
		assert.equal(await inEscrow(), PRICE);
		await ok([pay(asset, PART - 1n, coin(GOLD)), sponsor], [pay(asset, ANIM), buyer]);
		assert.equal(await stage(number), 'Accepted', 'other money does not count');
		const { events } = await ok([pay(asset, 1n, coin(GOLD)), sponsor]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PaidOut', 'Executed']);
		assert.equal(await controller(api, asset), committee.address);
		assert.equal(await balance(api, coin(GOLD), studio), PRICE - PRICE / 4n);
		assert.equal((await pool(api, asset, coin(GOLD))).inflow, PART + PRICE / 4n);
		assert.equal(await inEscrow(), 0n);
	});

	it('frozen when it is due, it moves nothing: what was paid in is kept for who paid, and collected when it is thawed', async () => {
		const { api } = chain;
		const { asset, number } = await withGold('frozen gold');
		await ok([api.tx.assets.freezeAsset(GOLD), minter]);
		const { events } = await ok([approve(number), approver]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PayoutKept', 'PayoutKept', 'Failed']);
		assert.equal(nameOf(api, named(events, 'rights', 'Failed').error), 'rights.EscrowShort');
		assert.deepEqual([await controller(api, asset), await stage(number)], [studio.address, 'Failed']);
		assert.deepEqual([await kept(committee), await kept(sponsor), await inEscrow()], [PRICE, PART, PRICE + PART]);
		assert.equal(await refused(collect(), committee), FROZEN);
		assert.equal(await refused(collect(), studio), 'rights.NothingKept');
		assert.equal(await refused(collect(NATIVE), committee), 'rights.NothingKept');
		await ok([api.tx.assets.thawAsset(GOLD), minter]);
		const before = await balance(api, coin(GOLD), committee);
		const paid = await ok([collect(), committee]);
		assert.equal(named(paid.events, 'rights', 'Collected').amount.toBigInt(), PRICE);
		assert.equal((await balance(api, coin(GOLD), committee)) - before, PRICE);
		assert.equal(await refused(collect(), committee), 'rights.NothingKept', 'once');
		assert.deepEqual([await kept(sponsor), await inEscrow()], [PART, PART], 'the other is still there');
		await ok([collect(), sponsor]);
		assert.equal(await inEscrow(), 0n);
	});

	it('a giver that is blocked stops no execution, and collects when it is not', async () => {
		const { api } = chain;
		const { asset, number } = await withGold('given by who is blocked');
		await ok([api.tx.assets.block(GOLD, studio.address), minter]);
		const { events } = await ok([approve(number), approver]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PayoutKept', 'PayoutKept', 'Executed']);
		assert.equal(await controller(api, asset), committee.address);
		assert.deepEqual([await kept(studio), await inEscrow()], [PRICE + PART, PRICE + PART]);
		await ok([api.tx.assets.thaw(GOLD, studio.address), minter]);
		const before = await balance(api, coin(GOLD), studio);
		await ok([collect(), studio]);
		assert.equal((await balance(api, coin(GOLD), studio)) - before, PRICE + PART);
	});

	it('an account that is blocked holds up nobody else, and gets it when it is not', async () => {
		const { api } = chain;
		const { assets } = api.tx;
		const { number, terms } = await withGold('blocked', { deadline: (await height()) + 9 });
		await ok([assets.block(GOLD, sponsor.address), minter]);
		const before = [await balance(api, coin(GOLD), committee), await balance(api, coin(GOLD), sponsor)];
		const events = await passed(terms.deadline);
		assert.deepEqual(methods(events), ['PaidOut', 'PayoutKept', 'Expired']);
		assert.equal(await stage(number), 'Expired');
		assert.equal((await balance(api, coin(GOLD), committee)) - before[0], PRICE);
		assert.deepEqual([await kept(sponsor), await inEscrow()], [PART, PART]);
		assert.notEqual(await refused(collect(), sponsor), null);
		assert.equal(await kept(sponsor), PART, 'and a refused attempt takes nothing');
		await ok([assets.thaw(GOLD, sponsor.address), minter]);
		await ok([collect(), sponsor]);
		assert.equal((await balance(api, coin(GOLD), sponsor)) - before[1], PART);
	});

	it('an amount that became less than an account must hold is kept until the account holds some', async () => {
		const { api } = chain;
		const { assets } = api.tx;
		const giver = account('A giver without gold');
		await ok([api.tx.balances.transferKeepAlive(giver.address, 100n * ANIM), buyer]);
		const asset = await work('given for too little', [], giver);
		const terms = {
			...(await promise([{ Control: asset }], [approved], { consideration: { price: gold(LEAST), revenue: null } })),
			from: giver.address,
		};
		const { number } = await agreed(terms, [giver, committee]);
		const least = (amount) => {
			const { address } = minter;
			return sudo(assets.forceAssetStatus(GOLD, address, address, address, address, amount, false, false));
		};
		await ok([least(2n * LEAST), alice]);
		const { events } = await ok([approve(number), approver]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PayoutKept', 'Executed']);
		assert.equal(await kept(giver), LEAST);
		assert.notEqual(await refused(collect(), giver), null);
		await ok([assets.mint(GOLD, giver.address, 2n * LEAST), minter]);
		await ok([collect(), giver]);
		assert.equal(await balance(api, coin(GOLD), giver), 3n * LEAST);
		await ok([least(LEAST), alice]);
	});

	it('who has spent everything meanwhile is still there, and is paid', async () => {
		const { api } = chain;
		const giver = account('A giver who spends everything');
		await ok([api.tx.balances.transferKeepAlive(giver.address, 100n * ANIM), buyer]);
		const asset = await work('given by who has nothing', [], giver);
		const consideration = { price: native(3n * ANIM), revenue: null };
		const terms = { ...(await promise([{ Control: asset }], [approved], { consideration })), from: giver.address };
		const { number } = await agreed(terms, [giver, committee]);
		await ok([api.tx.balances.transferAll(buyer.address, false), giver]);
		const free = async () => (await api.query.system.account(giver.address)).data.free.toBigInt();
		const left = await free();
		assert.ok(left <= api.consts.balances.existentialDeposit.toBigInt(), 'no more than must stay');
		await ok([approve(number), approver]);
		assert.equal((await free()) - left, 3n * ANIM);
		assert.equal(await controller(api, asset), committee.address);
	});

	it('fails as a whole if something was found invalid: nothing moves, everything goes back', async () => {
		const { api } = chain;
		const [sound, invalid] = [await work('sound'), await work('found invalid')];
		const rights = [{ Control: sound }, { Shares: { asset: sound, units: 5 } }, { Control: invalid }];
		const clauses = [approved, { Paid: native(ANIM) }];
		const consideration = { price: native(2n * ANIM), revenue: [sound, 250_000] };
		const { number } = await agreed(await promise(rights, clauses, { needed: 2, consideration }));
		await ok([api.tx.rights.fund(number, 1), sponsor]);
		await ok([sudo(api.tx.provenance.invalidate(invalid, grounds('Infringement'))), alice]);
		const before = [await wealth(api, studio), await wealth(api, committee), await wealth(api, sponsor)];
		const { events } = await ok([approve(number), approver]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PaidOut', 'PaidOut', 'Failed']);
		assert.equal(nameOf(api, named(events, 'rights', 'Failed').error), 'rights.AssetInvalidated');
		const gained = [await wealth(api, studio), await wealth(api, committee), await wealth(api, sponsor)];
		assert.deepEqual(gained.map((amount, index) => amount - before[index]), [0n, 2n * ANIM, ANIM]);
		assert.deepEqual([await controller(api, sound), await controller(api, invalid)], [studio.address, studio.address]);
		assert.deepEqual([await units(api, sound, committee), await stage(number)], [0, 'Failed']);
		assert.equal((await pool(api, sound, NATIVE)).inflow, 0n, 'nor does its part flow');
		// It is over, and what was promised is free.
		assert.equal(await refused(api.tx.rights.poke(number), buyer), 'rights.NotAccepted');
		await ok([api.tx.provenance.transferControl(sound, buyer.address), studio]);
	});

	it('fails if a licence ran out before the payment that would have moved it', async () => {
		const { api } = chain;
		const licensed = await work('licensed for a while', [], buyer);
		const asset = await work('moves with a licence');
		const offered = stated({ price: native(ANIM), transferable: true, licencePeriod: 8 });
		const published = await ok([api.tx.consent.publishOffer(licensed, offered), buyer]);
		const offer = named(published.events, 'consent', 'OfferPublished').offer.toBigInt();
		const taken = await ok([acceptance(api, offer, licensed, offered), studio]);
		const licence = named(taken.events, 'consent', 'OfferAccepted').licence.toBigInt();
		const until = (await height()) + 8;
		const rights = [{ Control: asset }, { Licence: licence }];
		const { number } = await agreed(await promise(rights, [revenue(asset, ANIM)]));
		await passed(until + 1);
		const { events } = await ok([pay(asset, ANIM), buyer]);
		assert.deepEqual(methods(events), ['ClauseMet', 'Failed']);
		assert.deepEqual([await controller(api, asset), await stage(number)], [studio.address, 'Failed']);
		assert.equal((await pool(api, asset, NATIVE)).inflow, ANIM, 'the payment itself is not undone');
		assert.deepEqual(await waiting(api, asset), []);
	});

	it('fails if the part that is revenue cannot flow, for the asset that had it was found invalid', async () => {
		const { api } = chain;
		const [asset, earning] = [await work('moves for revenue'), await work('would have earned')];
		const consideration = { price: native(2n * ANIM), revenue: [earning, 500_000] };
		const { number } = await agreed(await promise([{ Control: asset }], [approved], { consideration }));
		await ok([sudo(api.tx.provenance.invalidate(earning, grounds('Infringement'))), alice]);
		const before = await wealth(api, committee);
		const { events } = await ok([approve(number), approver]);
		assert.deepEqual(methods(events), ['ClauseMet', 'PaidOut', 'Failed']);
		assert.equal(nameOf(api, named(events, 'rights', 'Failed').error), 'royalty.AssetInvalidated');
		assert.deepEqual([await controller(api, asset), await stage(number)], [studio.address, 'Failed']);
		assert.equal((await wealth(api, committee)) - before, 2n * ANIM);
	});

	it('a currency that is destroyed while it is in escrow holds up nothing, and its number stays unused', async () => {
		const { api } = chain;
		const { assets, rights } = api.tx;
		await create(DOOMED);
		const doomed = coin(DOOMED);
		const fails = await withGold('for what is gone', {}, doomed);
		const expires = await withGold('for what is gone, too late', { deadline: (await height()) + 20 }, doomed);
		const asset = await work('proposed for what is gone');
		const consideration = { price: { currency: doomed, amount: PRICE }, revenue: null };
		const terms = await promise([{ Control: asset }], [approved, { Paid: { currency: doomed, amount: PART } }], { consideration });
		const proposed = await propose(terms);
		await ok([assets.startDestroy(DOOMED), minter]);
		assert.equal(await refused(accept(proposed.number, terms), committee), '{"token":"UnknownAsset"}');
		await ok([assets.destroyAccounts(DOOMED), minter]);
		await ok([assets.finishDestroy(DOOMED), minter]);
		assert.equal(await refused(accept(proposed.number, terms), committee), 'rights.EscrowShort');

		const done = await ok([approve(fails.number), approver]);
		assert.deepEqual(methods(done.events), ['ClauseMet', 'PayoutKept', 'PayoutKept', 'Failed']);
		assert.equal(await controller(api, fails.asset), studio.address, 'nothing moves for money that is not there');
		assert.deepEqual(methods(await passed(expires.terms.deadline)), ['PayoutKept', 'PayoutKept', 'Expired']);
		assert.deepEqual(
			await Promise.all([studio, committee, sponsor].map((who) => kept(who, doomed))),
			[0n, 2n * PRICE, 2n * PART],
		);
		assert.equal(await refused(rights.collect(doomed), committee), '{"token":"UnknownAsset"}');
		await ok([api.tx.provenance.transferControl(fails.asset, buyer.address), studio]);
		// Or what is owed could be paid with a currency that somebody else made.
		assert.equal(await refused(assets.create(DOOMED, buyer.address, 1n), buyer), 'assets.CallbackFailed');
	});

	it('a currency whose maker takes it out of the escrow is taken in no more, until the escrow has what it owes', async () => {
		const { api } = chain;
		const { assets, rights } = api.tx;
		await create(TAKEN);
		const taken = coin(TAKEN);
		const first = await withGold('taken out', {}, taken);
		await ok([assets.burn(TAKEN, ESCROW.address, 1n), minter]);
		assert.equal(await inEscrow(taken), PRICE + PART - 1n);

		const asset = await work('after it was taken out');
		const consideration = { price: { currency: taken, amount: PRICE }, revenue: null };
		const terms = await promise([{ Control: asset }], [approved, { Paid: { currency: taken, amount: PART } }], { needed: 2, consideration });
		const { number } = await propose(terms);
		const before = await balance(api, taken, committee);
		assert.equal(await refused(accept(number, terms), committee), 'rights.EscrowShort');
		assert.equal(await balance(api, taken, committee), before);
		assert.equal(await stage(number), 'Proposed');

		await ok([assets.mint(TAKEN, ESCROW.address, 1n), minter]);
		await ok([accept(number, terms), committee]);
		await ok([assets.burn(TAKEN, ESCROW.address, 1n), minter]);
		assert.equal(await refused(rights.fund(number, 1), sponsor), 'rights.EscrowShort');
		// Who comes first is paid; the last is owed one too much, and gets it when somebody gives it back.
		const done = await ok([approve(first.number), approver]);
		assert.deepEqual(methods(done.events), ['ClauseMet', 'PaidOut', 'PaidOut', 'Executed']);
		await ok([assets.mint(TAKEN, ESCROW.address, 1n), minter]);
		await ok([rights.fund(number, 1), sponsor]);
		await ok([approve(number), approver]);
		assert.deepEqual([await balance(api, taken, studio), await inEscrow(taken)], [2n * (PRICE + PART), 0n]);

		// Who issues it cannot have control for what it takes back.
		const last = await withGold('for what is taken back', {}, taken);
		await ok([assets.burn(TAKEN, ESCROW.address, PRICE), minter]);
		const failed = await ok([approve(last.number), approver]);
		assert.deepEqual(methods(failed.events), ['ClauseMet', 'PaidOut', 'PayoutKept', 'Failed']);
		assert.equal(await controller(api, last.asset), studio.address);
	});

	it('an agreement in two currencies that expires gives each of them back, to the planck', async () => {
		const { api } = chain;
		const before = [await wealth(api, committee), await balance(api, coin(GOLD), sponsor)];
		const asset = await work('in two currencies');
		const clauses = [approved, { Paid: gold(PART) }, { Paid: native(ANIM) }];
		const consideration = { price: native(5n * ANIM), revenue: null };
		const deadline = (await height()) + 8;
		const { number, events } = await agreed(await promise([{ Control: asset }], clauses, { needed: 3, consideration, deadline }));
		const funded = await ok([api.tx.rights.fund(number, 1), sponsor], [api.tx.rights.fund(number, 2), committee]);
		assert.deepEqual(methods(await passed(deadline)), ['PaidOut', 'PaidOut', 'PaidOut', 'Expired']);
		assert.equal(before[0] - (await wealth(api, committee)), fees(events, committee) + fees(funded.events, committee));
		assert.equal(await balance(api, coin(GOLD), sponsor), before[1]);
	});
}
