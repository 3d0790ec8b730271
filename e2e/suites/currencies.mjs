// Money in currencies that people create here: let in by governance, frozen and thawed by who made them.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, declaration, edge, eventOf, govern, register, submit } from '../lib/chain.mjs';
import { Collection, strangers } from '../lib/collection.mjs';
import { accept, publish } from '../lib/consent.mjs';
import { balance, claimable, claimFor, coin, createCoin, currencyOf, flow, NATIVE, pay, pool, POT, settled, sums } from '../lib/money.mjs';
import { grounds, stated } from '../lib/terms.mjs';

const GOLD = 7;
const VAST = 8;
const VASTEST = 9;
const FROZEN = '{"token":"Frozen"}';
const LEAST = 1_000n;
const AMOUNT = 777_777_777n;
const MOST_BESIDES_NATIVE = 7;

export default function currencies(chain) {
	const alice = account('Alice');
	const minter = account('Bob');
	const maker = account('Eve');
	const buyer = account('Charlie');
	const helper = account('Dave');
	const gold = coin(GOLD);
	const collection = new Collection('drawings for gold', strangers('A contributor for gold', 2), [1, 1]);
	const ids = {};

	const work = async (label, edges = []) => {
		const call = chain.api.tx.provenance.registerWork(declaration(label), edges);
		return (await register(chain.api, call, maker)).id;
	};
	const error = async (call, by = helper) => (await submit(chain.api, call, by)).error;
	const listed = async () => (await chain.api.call.royaltyApi.currencies()).map(currencyOf);
	const freeze = (id = GOLD) => eventOf(chain.api, chain.api.tx.assets.freezeAsset(id), minter, 'assets', 'AssetFrozen');
	const thaw = (id = GOLD) => eventOf(chain.api, chain.api.tx.assets.thawAsset(id), minter, 'assets', 'AssetThawed');

	before(async () => {
		await collection.register(chain.api, maker, 1_000_000);
		const edges = [edge(collection.id, 'Includes', 500_000)];
		const dataset = chain.api.tx.provenance.composeDataset(declaration('for gold'), edges);
		ids.dataset = (await register(chain.api, dataset, maker)).id;
		ids.work = await work('for gold');
	});

	it('a currency is let in by governance, after the pot has the least balance of it, once', async () => {
		const { assets, royalty } = chain.api.tx;
		const letIn = royalty.registerCurrency(gold);
		assert.deepEqual(await listed(), [NATIVE]);
		assert.equal(await govern(chain.api, royalty.registerCurrency(NATIVE)), 'royalty.KnownCurrency');
		assert.equal(await govern(chain.api, letIn), 'royalty.PotNotEndowed');
		await eventOf(chain.api, assets.create(GOLD, minter.address, LEAST), minter, 'assets', 'Created');
		await eventOf(chain.api, assets.mint(GOLD, buyer.address, 10n * AMOUNT), minter, 'assets', 'Issued');
		assert.equal(await error(royalty.pay(ids.work, gold, AMOUNT, null), buyer), 'royalty.UnknownCurrency');
		assert.equal(await govern(chain.api, letIn), 'royalty.PotNotEndowed');
		await eventOf(chain.api, assets.transfer(GOLD, POT.address, LEAST), buyer, 'assets', 'Transferred');
		assert.equal(await error(letIn, alice), 'BadOrigin');
		assert.equal(await govern(chain.api, letIn), null);
		assert.equal(await govern(chain.api, letIn), 'royalty.KnownCurrency');
		assert.deepEqual(await listed(), [NATIVE, gold]);
	});

	it('revenue in it climbs beside the native one, each in pools of its own', async () => {
		const expected = await flow(chain.api, ids.dataset, gold, AMOUNT);
		const pot = await balance(chain.api, gold, POT);
		await pay(chain.api, ids.dataset, gold, AMOUNT, buyer);
		await pay(chain.api, ids.dataset, NATIVE, 2n * AMOUNT, buyer);
		await settled(chain.api);
		assert.equal((await balance(chain.api, gold, POT)) - pot, AMOUNT);
		for (const { asset, inflow, contributors, holders } of expected) {
			const found = await pool(chain.api, asset, gold);
			assert.deepEqual([found.inflow, found.toContributors, found.toHolders], [inflow, contributors, holders]);
			assert.ok((await pool(chain.api, asset, NATIVE)).inflow > inflow);
		}
		const pools = await chain.api.call.royaltyApi.pools(ids.dataset);
		assert.deepEqual(pools.map(([currency]) => currencyOf(currency)), [NATIVE, gold]);
	});

	it('a claim of pools in two currencies pays both; an account that is not there takes no gold yet', async () => {
		const pools = [[ids.dataset, NATIVE], [ids.dataset, gold]];
		const { rows } = await claimable(chain.api, maker);
		const due = (currency) =>
			rows.find((row) => row.asset === ids.dataset && JSON.stringify(row.currency) === JSON.stringify(currency)).amount;
		const before = [await balance(chain.api, NATIVE, maker), await balance(chain.api, gold, maker)];
		const { events, error: refused } = await submit(
			chain.api,
			chain.api.tx.royalty.claimFor(maker.address, pools),
			helper,
		);
		assert.equal(refused, null);
		assert.equal(events.filter(({ section, method }) => section === 'royalty' && method === 'Claimed').length, 2);
		assert.equal((await balance(chain.api, NATIVE, maker)) - before[0], due(NATIVE));
		assert.equal((await balance(chain.api, gold, maker)) - before[1], due(gold));

		const [contributor] = collection.contributors;
		const call = collection.claim(chain.api, 0, [gold]);
		const waits = await eventOf(chain.api, call, helper, 'royalty', 'PayoutWaits');
		assert.ok(waits.amount.toBigInt() > LEAST);
		const { balances } = chain.api.tx;
		const open = balances.transferKeepAlive(contributor.address, 10n ** 12n);
		await eventOf(chain.api, open, helper, 'balances', 'Transfer');
		const paid = await eventOf(chain.api, call, helper, 'royalty', 'LeafClaimed');
		assert.equal(await balance(chain.api, gold, contributor), paid.amount.toBigInt());
		assert.deepEqual(currencyOf(paid.currency), gold);
	});

	it('frozen, it is neither paid nor paid out, by a name; the native pools go on; thawed, nothing is lost', async () => {
		const { royalty } = chain.api.tx;
		await pay(chain.api, ids.work, gold, AMOUNT, buyer);
		await pay(chain.api, ids.work, NATIVE, AMOUNT, buyer);
		await pay(chain.api, collection.id, gold, AMOUNT, buyer);
		await freeze();
		const before = await pool(chain.api, ids.work, gold);
		for (const [call, by] of [
			[royalty.pay(ids.work, gold, 1n, null), buyer],
			[royalty.claimFor(maker.address, [[ids.work, gold]]), helper],
			[royalty.claimFor(maker.address, [[ids.work, NATIVE], [ids.work, gold]]), helper],
			[collection.claim(chain.api, 0, [gold]), helper],
		]) {
			assert.equal(await error(call, by), FROZEN);
		}
		assert.deepEqual(await pool(chain.api, ids.work, gold), before);
		assert.equal(await claimFor(chain.api, maker, [[ids.work, NATIVE]], helper), AMOUNT);
		await thaw();
		assert.equal(await claimFor(chain.api, maker, [[ids.work, gold]], helper), AMOUNT);
	});

	it('a licence is sold for it, and refused while it is frozen', async () => {
		const price = { currency: gold, amount: AMOUNT };
		const terms = stated({ price });
		const asset = await work('sold for gold');
		const { id } = await publish(chain.api, asset, terms, maker);
		await freeze();
		await assert.rejects(accept(chain.api, id, asset, terms, buyer), /Frozen/);
		await thaw();
		await accept(chain.api, id, asset, terms, buyer);
		assert.equal((await pool(chain.api, asset, gold)).toHolders, AMOUNT);
		assert.equal(await claimFor(chain.api, maker, [[asset, gold]], helper), AMOUNT);
	});

	it('a redirect leaves frozen money until it can be moved, and the parent its part', async () => {
		const { provenance, royalty } = chain.api.tx;
		const rightful = account('Ferdie');
		const parent = await work('a parent');
		const asset = await work('taken', [edge(parent, 'DerivedFrom', 250_000)]);
		await pay(chain.api, asset, gold, 400_000n, buyer);
		await pay(chain.api, asset, NATIVE, 800_000n, buyer);
		await settled(chain.api);
		assert.equal(await govern(chain.api, provenance.invalidate(asset, grounds('Infringement'))), null);
		const redirect = royalty.redirect(asset, rightful.address);
		const both = () => Promise.all([NATIVE, gold].map((currency) => balance(chain.api, currency, rightful)));
		const before = await both();
		await freeze();
		assert.equal(await govern(chain.api, redirect), null, 'one that cannot be moved does not keep the other');
		assert.deepEqual(await both(), [before[0] + 600_000n, before[1]]);
		assert.equal(await govern(chain.api, redirect), FROZEN);
		await thaw();
		assert.equal(await govern(chain.api, redirect), null);
		assert.deepEqual(await both(), [before[0] + 600_000n, before[1] + 300_000n]);
		assert.equal(await govern(chain.api, redirect), 'royalty.NothingToClaim');
		assert.equal(await claimFor(chain.api, maker, [[parent, gold]], helper), 100_000n);
	});

	it('more than a pool can receive in its life is refused by name, however often it was paid out', async () => {
		const most = 2n ** 127n - 2n;
		await createCoin(chain.api, VAST, { admin: minter, holder: maker, least: 1n, supply: most + 2n, alice });
		const vast = coin(VAST);
		const payment = (amount) => chain.api.tx.royalty.pay(ids.work, vast, amount, null);
		for (const _ of [1, 2]) {
			await pay(chain.api, ids.work, vast, most, maker);
			assert.equal(await claimFor(chain.api, maker, [[ids.work, vast]], helper), most);
		}
		assert.equal(await error(payment(4n), maker), 'royalty.TooMuch');
		assert.equal((await chain.api.call.royaltyApi.flow(ids.work, vast, 4n)).asErr.type, 'TooMuch');
		await pay(chain.api, ids.work, vast, 3n, maker);
		assert.equal((await pool(chain.api, ids.work, vast)).inflow, 2n ** 128n - 1n);
		assert.equal(await error(payment(1n), maker), 'royalty.TooMuch');
	});

	it('of a currency of which there is as much as can be, nothing is lost in a payment that is too large', async () => {
		const supply = 2n ** 128n - 1n;
		await createCoin(chain.api, VASTEST, { admin: minter, holder: maker, least: 1n, supply, alice });
		const vastest = coin(VASTEST);
		const before = await balance(chain.api, vastest, maker);
		const payment = chain.api.tx.royalty.pay(ids.work, vastest, supply / 2n, null);
		assert.equal(await error(payment, maker), 'royalty.TooMuch');
		assert.equal(await balance(chain.api, vastest, maker), before);
		assert.equal(await pool(chain.api, ids.work, vastest), null);
	});

	it('of a currency that is being destroyed nothing moves, by a name, and the native pools go on', async () => {
		const { assets, royalty } = chain.api.tx;
		const vast = coin(VAST);
		await pay(chain.api, ids.work, NATIVE, AMOUNT, buyer);
		await eventOf(chain.api, assets.startDestroy(VAST), minter, 'assets', 'DestructionStarted');
		const before = [await pool(chain.api, ids.work, vast), await balance(chain.api, vast, POT)];
		const gone = '{"token":"UnknownAsset"}';
		assert.equal(await error(royalty.claimFor(maker.address, [[ids.work, vast]])), gone);
		const fresh = await work('paid in what is gone');
		assert.equal(await error(royalty.pay(fresh, vast, 1n, null), maker), gone);
		assert.deepEqual([await pool(chain.api, ids.work, vast), await balance(chain.api, vast, POT)], before);
		assert.equal(await claimFor(chain.api, maker, [[ids.work, NATIVE]], helper), AMOUNT);
	});

	it('there are at most eight currencies', async () => {
		const known = await listed();
		const more = { admin: minter, holder: maker, least: 1n, supply: 100n, alice };
		for (let count = known.length - 1; count < MOST_BESIDES_NATIVE; count += 1) {
			await createCoin(chain.api, 100 + count, more);
		}
		assert.equal((await listed()).length, MOST_BESIDES_NATIVE + 1);
		await assert.rejects(createCoin(chain.api, 99, more), /events royalty\.CurrencyRegistered/);
		const letIn = chain.api.tx.royalty.registerCurrency(coin(99));
		assert.equal(await govern(chain.api, letIn), 'royalty.TooManyCurrencies');
	});

	it('of no currency is there more or less than was issued', async () => {
		for (const { currency, sum, issued } of await sums(chain.api, [GOLD, VAST, VASTEST])) {
			assert.equal(sum, issued, JSON.stringify(currency));
		}
	});
}
