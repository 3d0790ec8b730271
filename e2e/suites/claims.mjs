// What holders get: many pools in one call, for somebody else, not twice, and by units that change hands.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, declaration, eventOf, feeOf, govern, named, submit, wealth } from '../lib/chain.mjs';
import { strangers } from '../lib/collection.mjs';
import { balance, claimable, claimFor, currencyOf, NATIVE, pay, pool, POT, settled } from '../lib/money.mjs';
import { grounds } from '../lib/terms.mjs';

const NONE = 10_000_000;
const WORKS = 33;
const MOST = 32;
/** A payment declares the agreement that it may execute, so few fit into one transaction. */
const AT_ONCE = 3;
const UNITS = 1_000_000;
const AMOUNT = 1_000_000_000_007n;

export default function claims(chain) {
	const maker = account('Eve');
	const buyer = account('Charlie');
	const helper = account('Dave');
	const investor = account('Ferdie');
	const ids = [];
	const pools = (assets) => assets.map((id) => [id, NATIVE]);
	const paid = (index) => AMOUNT + BigInt(index);
	const error = async (call, by = helper) => (await submit(chain.api, call, by)).error;

	/** Registers works of the maker, all in one transaction, and returns their ids. */
	const works = async (label, count) => {
		const { provenance, utility } = chain.api.tx;
		const calls = Array.from({ length: count }, (_, index) =>
			provenance.registerWork(declaration(`${label} ${index}`), []),
		);
		const { events } = await eventOf(chain.api, utility.batchAll(calls), maker, 'utility', 'BatchCompleted');
		return events.filter(({ method }) => method === 'Registered').map(({ data }) => data.asset.toBigInt());
	};
	/** Pays for works, each another amount, some in one transaction. */
	const payAll = async (assets) => {
		const { royalty, utility } = chain.api.tx;
		const calls = assets.map((id, index) => royalty.pay(id, NATIVE, paid(index), null));
		while (calls.length > 0) {
			const batch = utility.batchAll(calls.splice(0, AT_ONCE));
			await eventOf(chain.api, batch, buyer, 'utility', 'BatchCompleted');
		}
	};
	const gained = async (who, change) => {
		const before = await wealth(chain.api, who);
		await change();
		return (await wealth(chain.api, who)) - before;
	};

	before(async () => {
		ids.push(...(await works('one of many', WORKS)));
		await payAll(ids);
	});

	it('all that an account can claim comes in pages of any size, each pool once', async () => {
		const expected = ids.map((asset, index) => ({ asset, currency: NATIVE, amount: paid(index) }));
		const whole = await claimable(chain.api, maker);
		assert.deepEqual(whole.rows, expected);
		for (const limit of [1, 5, 33]) {
			const { rows, pages } = await claimable(chain.api, maker, limit);
			assert.deepEqual(rows, expected);
			assert.ok(pages >= WORKS / limit, `${pages} pages of ${limit}`);
		}
		assert.deepEqual((await claimable(chain.api, investor)).rows, []);
		const { claimableOf } = chain.api.call.royaltyApi;
		const [[currency, amount], ...others] = await claimableOf(maker.address, ids[3]);
		assert.deepEqual([currencyOf(currency), amount.toBigInt(), others.length], [NATIVE, paid(3), 0]);
		assert.equal((await claimableOf(investor.address, ids[3])).length, 0);
		assert.equal((await claimableOf(maker.address, NONE)).length, 0);
	});

	it('32 pools are claimed in one call, 33 are not', async () => {
		const { claim } = chain.api.tx.royalty;
		assert.equal(await error(claim(pools(ids)), maker), 'royalty.TooManyPools');
		const sum = ids.slice(0, MOST).reduce((total, _, index) => total + paid(index), 0n);
		const before = await wealth(chain.api, maker);
		const event = await eventOf(chain.api, claim(pools(ids.slice(0, MOST))), maker, 'royalty', 'Claimed');
		assert.deepEqual([event.account.toString(), event.amount.toBigInt()], [maker.address, sum]);
		assert.equal((await wealth(chain.api, maker)) - before, sum - feeOf(event.events));
		const { rows } = await claimable(chain.api, maker);
		assert.deepEqual(rows.map(({ asset }) => asset), ids.slice(MOST));
		for (const id of ids.slice(0, MOST)) {
			const { inflow, paid: out } = await pool(chain.api, id, NATIVE);
			assert.equal(out, inflow);
		}
	});

	it('anybody lets another have it, and gets nothing for it but the fee', async () => {
		const [last] = ids.slice(MOST);
		const { royalty } = chain.api.tx;
		const before = await wealth(chain.api, helper);
		const call = royalty.claimFor(maker.address, pools([last]));
		const earned = await gained(maker, async () => {
			const { events } = await eventOf(chain.api, call, helper, 'royalty', 'Claimed');
			assert.equal(before - (await wealth(chain.api, helper)), feeOf(events));
		});
		assert.equal(earned, paid(MOST));
	});

	it('refuses by name what there is not to claim', async () => {
		const { claim, claimFor: claimOf } = chain.api.tx.royalty;
		const [unpaid] = await works('not paid', 1);
		const [first, second] = ids;
		const cases = [
			['NothingToClaim', claim(pools([first]))],
			['NothingToClaim', claim([])],
			['NothingToClaim', claimOf(maker.address, pools([first, second]))],
			['SamePoolTwice', claimOf(maker.address, pools([first, second, first]))],
			['UnknownAsset', claimOf(maker.address, pools([NONE]))],
			['UnknownPool', claimOf(maker.address, pools([unpaid]))],
			['UnknownPool', claimOf(maker.address, [[first, { WithId: NONE }]])],
		];
		for (const [name, call] of cases) {
			assert.equal(await error(call), `royalty.${name}`);
		}
	});

	it('twice in one batch: all of it is refused, or the second call is; nothing is lost', async () => {
		const { royalty, utility } = chain.api.tx;
		const [id] = ids;
		await pay(chain.api, id, NATIVE, AMOUNT, buyer);
		const pot = await balance(chain.api, NATIVE, POT);
		const twice = [0, 1].map(() => royalty.claimFor(maker.address, pools([id])));
		const earned = await gained(maker, async () => {
			assert.equal(await error(utility.batchAll(twice)), 'royalty.NothingToClaim');
			assert.equal(await balance(chain.api, NATIVE, POT), pot, 'all or nothing');
			const { events } = await eventOf(chain.api, utility.batch(twice), helper, 'utility', 'BatchInterrupted');
			assert.equal(named(events, 'utility', 'BatchInterrupted').index.toNumber(), 1);
		});
		assert.equal(earned, AMOUNT);
		assert.equal(pot - (await balance(chain.api, NATIVE, POT)), AMOUNT);
	});

	it('units are handed on with what they earn from then on, and nothing of before', async () => {
		const [id] = await works('divided', 1);
		const { royalty } = chain.api.tx;
		const hand = (to, units) => royalty.transferShares(id, to.address, units);
		const units = async (who) => (await chain.api.call.royaltyApi.units(id, who.address)).toNumber();
		await pay(chain.api, id, NATIVE, 999n, buyer);
		const refused = [
			['NothingTransferred', hand(investor, 0)],
			['SameHolder', hand(maker, 1)],
			['NotEnoughUnits', hand(investor, UNITS + 1)],
			['UnknownAsset', royalty.transferShares(NONE, investor.address, 1)],
		];
		for (const [name, call] of refused) {
			assert.equal(await error(call, maker), `royalty.${name}`);
		}
		assert.equal(await error(hand(maker, 1), investor), 'royalty.NotEnoughUnits');

		const event = await eventOf(chain.api, hand(investor, 333_333), maker, 'royalty', 'SharesTransferred');
		assert.deepEqual([event.from.toString(), event.to.toString()], [maker.address, investor.address]);
		assert.deepEqual([await units(maker), await units(investor)], [UNITS - 333_333, 333_333]);
		// Not control, and control takes no units along.
		const give = chain.api.tx.provenance.transferControl(id, helper.address);
		await eventOf(chain.api, give, maker, 'provenance', 'ControlTransferred');
		assert.equal(await units(helper), 0);
		const { rows, next } = (await chain.api.call.royaltyApi.holders(id, null, 256)).asOk;
		assert.ok(next.isNone);
		const holders = Object.fromEntries(rows.map(([who, count]) => [who.toString(), count.toNumber()]));
		assert.deepEqual(holders, { [maker.address]: UNITS - 333_333, [investor.address]: 333_333 });
		const page = (await chain.api.call.royaltyApi.holders(id, null, 1)).asOk;
		const rest = (await chain.api.call.royaltyApi.holders(id, page.next.unwrap(), 1)).asOk;
		assert.deepEqual([...page.rows, ...rest.rows].map((row) => row.toHex()), rows.map((row) => row.toHex()));

		await pay(chain.api, id, NATIVE, AMOUNT, buyer);
		const due = async (who) => (await claimable(chain.api, who)).rows.find(({ asset }) => asset === id)?.amount ?? 0n;
		const investors = (AMOUNT * 333_333n) / 1_000_000n;
		assert.equal(await due(investor), investors);
		assert.equal(await due(maker), 999n + (AMOUNT * 666_667n) / 1_000_000n);
		assert.equal(await due(helper), 0n);
		assert.equal(await claimFor(chain.api, investor, pools([id]), helper), investors);
		await claimFor(chain.api, maker, pools([id]), helper);
		const { inflow, paid: out } = await pool(chain.api, id, NATIVE);
		assert.ok(inflow - out < 2n, 'less than a planck each');
	});

	it('the pot can neither earn nor be paid: what it had would be nobody’s', async () => {
		const [id] = await works('not for the pot', 1);
		const { provenance, royalty } = chain.api.tx;
		assert.equal(await error(royalty.transferShares(id, POT.address, 1), maker), 'royalty.NotForThePot');
		assert.equal(await error(provenance.transferControl(id, POT.address), maker), 'royalty.NotForThePot');
		await pay(chain.api, id, NATIVE, AMOUNT, buyer);
		assert.equal(await govern(chain.api, provenance.invalidate(id, grounds('Infringement'))), null);
		assert.equal(await govern(chain.api, royalty.redirect(id, POT.address)), 'royalty.NotForThePot');
		assert.equal((await pool(chain.api, id, NATIVE)).paid, 0n);
	});

	it('undivided, what was earned before control went stays with who had it', async () => {
		const [id] = await works('sold on', 1);
		await pay(chain.api, id, NATIVE, AMOUNT, buyer);
		const give = chain.api.tx.provenance.transferControl(id, investor.address);
		await eventOf(chain.api, give, maker, 'provenance', 'ControlTransferred');
		await pay(chain.api, id, NATIVE, 2n * AMOUNT, buyer);
		assert.equal(await claimFor(chain.api, maker, pools([id]), helper), AMOUNT);
		assert.equal(await claimFor(chain.api, investor, pools([id]), helper), 2n * AMOUNT);
	});

	it('what is below the least balance waits for an account without one, and comes with the next', async () => {
		const [heir] = strangers('An heir of royalties', 1);
		const least = chain.api.consts.balances.existentialDeposit.toBigInt();
		const [id] = await works('inherited', 1);
		const give = chain.api.tx.provenance.transferControl(id, heir.address);
		await eventOf(chain.api, give, maker, 'provenance', 'ControlTransferred');
		await pay(chain.api, id, NATIVE, least - 1n, buyer);
		const call = chain.api.tx.royalty.claimFor(heir.address, pools([id]));
		const waits = await eventOf(chain.api, call, helper, 'royalty', 'PayoutWaits');
		assert.deepEqual([waits.account.toString(), waits.amount.toBigInt()], [heir.address, least - 1n]);
		assert.equal(await wealth(chain.api, heir), 0n);
		assert.equal((await pool(chain.api, id, NATIVE)).paid, 0n);
		await pay(chain.api, id, NATIVE, 1n, buyer);
		assert.equal(await claimFor(chain.api, heir, pools([id]), helper), least);
		assert.equal(await wealth(chain.api, heir), least);
	});

	it('found invalid, an asset takes and pays nothing; what is left goes where review says', async () => {
		const [id] = await works('stolen', 1);
		const [rightful] = strangers('A rightful holder', 1);
		const { provenance, royalty } = chain.api.tx;
		await pay(chain.api, id, NATIVE, AMOUNT, buyer);
		await claimFor(chain.api, maker, pools([id]), helper);
		await pay(chain.api, id, NATIVE, 3n * AMOUNT, buyer);
		await settled(chain.api);
		const redirect = royalty.redirect(id, rightful.address);
		assert.equal(await govern(chain.api, redirect), 'royalty.AssetNotInvalidated');
		assert.equal(await govern(chain.api, provenance.invalidate(id, grounds('Infringement'))), null);
		assert.equal(await error(royalty.pay(id, NATIVE, 1n, null), buyer), 'royalty.AssetInvalidated');
		assert.equal(await error(royalty.claim(pools([id])), maker), 'royalty.AssetInvalidated');
		assert.equal((await chain.api.call.royaltyApi.flow(id, NATIVE, 1)).asErr.type, 'AssetInvalidated');
		assert.ok(!(await claimable(chain.api, maker)).rows.some(({ asset }) => asset === id));
		assert.equal(await error(redirect, maker), 'BadOrigin');
		assert.equal(await govern(chain.api, royalty.redirect(NONE, rightful.address)), 'royalty.UnknownAsset');

		const before = await wealth(chain.api, maker);
		assert.equal(await govern(chain.api, redirect), null);
		assert.equal(await wealth(chain.api, rightful), 3n * AMOUNT);
		assert.equal(await wealth(chain.api, maker), before, 'what was paid out stays');
		assert.equal(await govern(chain.api, redirect), 'royalty.NothingToClaim');
	});
}
