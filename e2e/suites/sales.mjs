// Sales at a fixed price: control, units and licences, with a part of the price as revenue.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { account, declaration, eventOf, feeOf, named, register, submit, wealth } from '../lib/chain.mjs';
import { accept, publish } from '../lib/consent.mjs';
import { balance, claimFor, coin, createCoin, NATIVE, newest, pay, pool } from '../lib/money.mjs';
import { controller, deal, dealDigest, ESCROW, forSale, proposal, units } from '../lib/rights.mjs';
import { grounds, native, stated } from '../lib/terms.mjs';
import { until } from '../lib/until.mjs';
import { view } from '../lib/viewFunctions.mjs';

const NONE = 10_000_000;
const PRICE = 8_000_000_000_001n;
const QUARTER = 250_000;
const LONG = 10_000;
const GOLD = 7;

export default function sales(chain) {
	const seller = account('Bob');
	const buyer = account('Charlie');
	const other = account('Dave');
	const approver = account('Eve');

	const refused = async (call, by) => (await submit(chain.api, call, by)).error;
	const height = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();
	const work = async (label) => {
		const call = chain.api.tx.provenance.registerWork(declaration(`for sale: ${label}`), []);
		return (await register(chain.api, call, seller)).id;
	};
	/** Puts something up for sale and returns its number. */
	const list = async (right, { price = native(PRICE), revenue = 0, to = null, end = null } = {}, by = seller) => {
		const call = chain.api.tx.rights.list(right, price, revenue, to?.address ?? null, end);
		return (await eventOf(chain.api, call, by, 'rights', 'Listed')).listing.toBigInt();
	};
	const purchase = (listing, amount = PRICE) => chain.api.tx.rights.buy(listing, native(amount));
	const buy = (listing, by = buyer) => eventOf(chain.api, purchase(listing), by, 'rights', 'Sold');

	it('control is sold at its price, of which a part is revenue of who held the units', async () => {
		const { api } = chain;
		const asset = await work('control');
		const listing = await list({ Control: asset }, { revenue: QUARTER });
		const part = PRICE / 4n;
		const before = [await wealth(api, seller), await wealth(api, buyer)];
		const { events, price, right, buyer: who } = await buy(listing);
		assert.deepEqual([who.toString(), price.amount.toBigInt()], [buyer.address, PRICE]);
		assert.equal(right.asControl.toBigInt(), asset);
		assert.equal(await controller(api, asset), buyer.address);
		assert.equal(before[1] - (await wealth(api, buyer)), PRICE + feeOf(events));
		assert.equal((await wealth(api, seller)) - before[0], PRICE - part);
		assert.equal((await pool(api, asset, NATIVE)).inflow, part);
		assert.equal(await claimFor(api, seller, [[asset, NATIVE]], other), part, 'who had the units when it was paid');
		assert.equal(await units(api, asset, buyer), 1_000_000, 'units that were never handed on go along');
		assert.equal(await refused(purchase(listing), other), 'rights.UnknownListing', 'sold once');
	});

	it('a buyer is guarded against a higher price, another currency, and what is for somebody else', async () => {
		const { api } = chain;
		const asset = await work('guarded');
		const listing = await list({ Control: asset }, { to: buyer });
		assert.equal(await refused(purchase(listing, PRICE - 1n), buyer), 'rights.PriceExceedsMax');
		const foreign = api.tx.rights.buy(listing, { currency: coin(7), amount: PRICE });
		assert.equal(await refused(foreign, buyer), 'rights.PriceExceedsMax');
		assert.equal(await refused(purchase(listing), other), 'rights.NotForSigner');
		assert.equal(await refused(purchase(listing), seller), 'rights.SameParty');
		assert.equal(await refused(purchase(NONE), buyer), 'rights.UnknownListing');
		assert.equal(await controller(api, asset), seller.address);
		await eventOf(api, purchase(listing, 2n * PRICE), buyer, 'rights', 'Sold');
		assert.equal(await controller(api, asset), buyer.address);
	});

	it('units are sold, with their part of later revenue only', async () => {
		const { api } = chain;
		const asset = await work('units');
		await pay(api, asset, NATIVE, PRICE, other);
		const listing = await list({ Shares: { asset, units: QUARTER } });
		await buy(listing);
		assert.deepEqual([await units(api, asset, buyer), await units(api, asset, seller)], [QUARTER, 750_000]);
		assert.equal(await controller(api, asset), seller.address);
		await pay(api, asset, NATIVE, 4_000_000n, other);
		assert.equal(await claimFor(api, buyer, [[asset, NATIVE]], other), 1_000_000n);
		assert.equal(await claimFor(api, seller, [[asset, NATIVE]], other), PRICE + 3_000_000n);
	});

	it('a licence is sold, and the buyer has its successor', async () => {
		const { api } = chain;
		const asset = await work('licensed');
		const terms = stated({ price: native(PRICE), transferable: true });
		const offer = await publish(api, asset, terms, seller);
		const { id } = await accept(api, offer.id, asset, terms, other);
		const listing = await list({ Licence: id }, { revenue: QUARTER }, other);
		const before = await pool(api, asset, NATIVE);
		const { events } = await buy(listing);
		const { successor } = named(events, 'consent', 'LicenceTransferred');
		assert.equal((await api.call.consentApi.licence(successor)).unwrap().holder.toString(), buyer.address);
		assert.equal((await pool(api, asset, NATIVE)).inflow - before.inflow, PRICE / 4n);
	});

	it('what was promised after it was listed cannot be bought, and can again when the promise ended', async () => {
		const { api } = chain;
		const asset = await work('promised');
		const listing = await list({ Control: asset });
		const clauses = [{ ApprovedBy: approver.address }];
		const terms = deal(seller, other, [{ Control: asset }], clauses, (await height()) + 40);
		const { agreement } = await eventOf(api, proposal(api, terms), seller, 'rights', 'Proposed');
		const number = agreement.toBigInt();
		const sign = api.tx.rights.accept(number, dealDigest(api, number, terms));
		await eventOf(api, sign, other, 'rights', 'Accepted');
		assert.equal(await refused(purchase(listing), buyer), 'rights.ControlPromised');
		const stage = async () => (await (await newest(api)).call.rightsApi.agreement(number)).unwrap().stage.type;
		await until('the end of the agreement', 60, async () => (await stage()) === 'Expired');
		await buy(listing);
		assert.equal(await controller(api, asset), buyer.address);
	});

	it('a listing of control ends when control moves, also if it comes back', async () => {
		const { api } = chain;
		const asset = await work('moved');
		const listing = await list({ Control: asset });
		const move = (from, to) =>
			eventOf(api, api.tx.provenance.transferControl(asset, to.address), from, 'provenance', 'ControlTransferred');
		await move(seller, other);
		assert.equal(await refused(purchase(listing), buyer), 'rights.ListingEnded');
		await move(other, seller);
		assert.equal(await refused(purchase(listing), buyer), 'rights.ListingEnded');
		await eventOf(api, api.tx.rights.unlist(listing), other, 'rights', 'Unlisted');
	});

	it('a listing of control ends when its units no longer go along', async () => {
		const { api } = chain;
		const asset = await work('bait');
		const listing = await list({ Control: asset });
		assert.equal((await forSale(api)).find(([number]) => number === listing)[1].withUnits.isTrue, true);
		const hand = api.tx.royalty.transferShares(asset, other.address, 1);
		assert.equal(await refused(hand, seller), null);
		assert.equal(await refused(purchase(listing), buyer), 'rights.ListingEnded');
		assert.equal(await controller(api, asset), seller.address);
		const anew = await list({ Control: asset });
		assert.equal((await forSale(api)).find(([number]) => number === anew)[1].withUnits.isTrue, false);
		await buy(anew);
		assert.deepEqual([await controller(api, asset), await units(api, asset, seller)], [buyer.address, 999_999]);
	});

	it('a listing has an end, after which anybody may take it off; before, only its seller', async () => {
		const { api } = chain;
		const { unlist } = api.tx.rights;
		const asset = await work('ending');
		const end = (await height()) + 20;
		const [brief, lasting] = [await list({ Control: asset }, { end }), await list({ Control: asset })];
		assert.equal(await refused(unlist(lasting), other), 'rights.NotSeller');
		await eventOf(api, unlist(lasting), seller, 'rights', 'Unlisted');
		await until('the end of a listing', 60, async () => (await height()) > end);
		assert.equal(await refused(purchase(brief), buyer), 'rights.ListingEnded');
		await eventOf(api, unlist(brief), other, 'rights', 'Unlisted');
		assert.equal(await refused(unlist(brief), seller), 'rights.UnknownListing');
	});

	it('refuses by name what cannot be listed', async () => {
		const { api } = chain;
		const asset = await work('refused');
		const retired = await work('retired');
		const retire = api.tx.provenance.retire(retired, grounds());
		assert.equal(await refused(retire, seller), null);
		const control = { Control: asset };
		const cases = [
			['NotController', [control, native(PRICE), 0, null, null], other],
			['UnknownAsset', [{ Control: NONE }, native(PRICE), 0, null, null]],
			['AssetRetired', [{ Control: retired }, native(PRICE), 0, null, null]],
			['NoUnits', [{ Shares: { asset, units: 0 } }, native(PRICE), 0, null, null]],
			['NotEnoughUnits', [{ Shares: { asset, units: 1 } }, native(PRICE), 0, null, null], other],
			['AmountTooSmall', [control, native(0n), 0, null, null]],
			['SameParty', [control, native(PRICE), 0, seller.address, null]],
			['DeadlinePassed', [control, native(PRICE), 0, null, 1]],
		];
		for (const [name, values, by = seller] of cases) {
			assert.equal(await refused(api.tx.rights.list(...values), by), `rights.${name}`);
		}
	});

	it('a buyer who can pay a part only buys nothing, and pays nothing but the fee', async () => {
		const { api } = chain;
		const asset = await work('dear');
		const before = await wealth(api, buyer);
		const price = before;
		const listing = await list({ Control: asset }, { price: native(price), revenue: QUARTER });
		const { error, events } = await submit(api, purchase(listing, price), buyer);
		assert.equal(error, '{"token":"FundsUnavailable"}');
		assert.equal(before - (await wealth(api, buyer)), feeOf(events));
		assert.equal(await controller(api, asset), seller.address);
		assert.equal(await pool(api, asset, NATIVE), null);
	});

	it('in a currency of the assets pallet, and frozen, nothing moves', async () => {
		const { api } = chain;
		const { freezeAsset, thawAsset } = api.tx.assets;
		const [admin, gold, supply] = [other, coin(GOLD), 1_000_000n];
		await createCoin(api, GOLD, { admin, holder: buyer, least: 1_000n, supply, alice: account('Alice') });
		const asset = await work('for gold');
		const listing = await list({ Control: asset }, { price: { currency: gold, amount: 40_000n }, revenue: QUARTER });
		const call = api.tx.rights.buy(listing, { currency: gold, amount: 40_000n });
		assert.equal(await refused(purchase(listing), buyer), 'rights.PriceExceedsMax', 'native money is another currency');
		await eventOf(api, freezeAsset(GOLD), admin, 'assets', 'AssetFrozen');
		assert.equal(await refused(call, buyer), '{"token":"Frozen"}');
		assert.deepEqual([await controller(api, asset), await pool(api, asset, gold)], [seller.address, null]);
		await eventOf(api, thawAsset(GOLD), admin, 'assets', 'AssetThawed');
		await eventOf(api, call, buyer, 'rights', 'Sold');
		assert.equal(await controller(api, asset), buyer.address);
		assert.deepEqual([await balance(api, gold, seller), await balance(api, gold, ESCROW)], [30_000n, 0n]);
		assert.equal((await pool(api, asset, gold)).inflow, 10_000n);
	});

	it('what is for sale comes in pages of any size, by view function too', async () => {
		const { api } = chain;
		const asset = await work('paged');
		const mine = [];
		for (const units of [1, 2, 3]) {
			mine.push(await list({ Shares: { asset, units } }, { end: (await height()) + LONG }));
		}
		const whole = await forSale(api);
		assert.deepEqual(whole.map(([number]) => number).slice(-3), mine);
		assert.equal(whole.at(-1)[1].right.asShares.units.toNumber(), 3);
		assert.equal(whole.at(-1)[1].seller.toString(), seller.address);
		for (const limit of [1, 4]) {
			assert.deepEqual((await forSale(api, limit)).map(([number]) => number), whole.map(([number]) => number));
		}
		const { listings } = api.call.rightsApi;
		assert.equal((await view(api, 'Rights', 'listings', 0, 256)).toHex(), (await listings(0, 256)).toHex());
		for (const limit of [0, 257]) {
			assert.equal((await listings(0, limit)).asErr.type, 'LimitOutOfRange');
		}
	});
}
