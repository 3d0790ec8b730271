// What contributors get: by a proof of their leaf, from anybody's hand, once, and not after they took it out.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { decodeAddress } from '@polkadot/util-crypto';

import { account, declaration, eventOf, feeOf, govern, named, nameOf, register, submit, wealth } from '../lib/chain.mjs';
import { Collection, strangers } from '../lib/collection.mjs';
import { relay, signMetaTx } from '../lib/metaTx.mjs';
import { balance, NATIVE, pay, pool, POT } from '../lib/money.mjs';
import { grounds } from '../lib/terms.mjs';

const NONE = 10_000_000;
const WEIGHTS = [1, 2, 3, 4];
const ALL = 10n;
const AMOUNT = 5_000_000_000_000n;

export default function leafClaims(chain) {
	const studio = account('Bob');
	const buyer = account('Charlie');
	const helper = account('Dave');
	// One of the contributors has a balance and can take its leaf out.
	const contributors = [...strangers('A contributor of a leaf', 3), account('Ferdie')];
	const LAST = 3;
	const collection = new Collection('drawings by four', contributors, WEIGHTS);
	const other = new Collection('other drawings by four', contributors, WEIGHTS);
	/** What each leaf was paid. */
	const paid = [0n, 0n, 0n, 0n];

	const error = async (call) => (await submit(chain.api, call, helper)).error;
	const claim = (index, changes, currencies = [NATIVE]) => collection.claim(chain.api, index, currencies, changes);
	/** What leaves have earned and were not paid, as the chain says. */
	const due = async () => {
		const leaves = WEIGHTS.map((weight, index) => [index, weight]);
		const answer = await chain.api.call.royaltyApi.claimableByLeaves(collection.id, NATIVE, leaves);
		return answer.asOk.map((amount) => amount.toBigInt());
	};
	const take = async (index) => {
		const before = await wealth(chain.api, contributors[index]);
		const event = await eventOf(chain.api, claim(index), helper, 'royalty', 'LeafClaimed');
		const amount = event.amount.toBigInt();
		assert.equal((await wealth(chain.api, contributors[index])) - before, amount);
		assert.deepEqual([event.leaf.toNumber(), event.account.toString()], [index, contributors[index].address]);
		paid[index] += amount;
		return amount;
	};

	before(async () => {
		await collection.register(chain.api, studio, 1_000_000);
		await other.register(chain.api, studio, 1_000_000);
		await pay(chain.api, collection.id, NATIVE, AMOUNT, buyer);
		await pay(chain.api, other.id, NATIVE, AMOUNT, buyer);
	});

	it('each leaf has earned by its weight', async () => {
		assert.deepEqual(await due(), WEIGHTS.map((weight) => (AMOUNT * BigInt(weight)) / ALL));
		assert.equal((await pool(chain.api, collection.id, NATIVE)).liveWeight, ALL);
		assert.equal((await pool(chain.api, collection.id, NATIVE)).toHolders, 0n);
	});

	it('refuses by name what does not prove a leaf of this collection', async () => {
		const [leaf, second] = collection.leaves;
		const pot = await balance(chain.api, NATIVE, POT);
		const cases = [
			['LeafNotProven', claim(0, { leaf: { ...leaf, weight: 2n } })],
			['LeafNotProven', claim(0, { leaf: { ...leaf, contributor: helper.publicKey } })],
			['LeafNotProven', claim(0, { leaf: { ...leaf, index: 1 } })],
			['LeafNotProven', claim(0, { leaf: { ...leaf, index: 4 } })],
			['LeafNotProven', claim(0, { leaf: second })],
			['LeafNotProven', claim(0, { proof: collection.proof(1) })],
			['LeafNotProven', claim(0, { proof: { siblings: [] } })],
			['LeafNotProven', claim(0, { leaf: other.leaves[0], proof: other.proof(0) })],
			['LeafNotProven', claim(0, { asset: other.id })],
			['UnknownAsset', claim(0, { asset: NONE })],
			['NothingToClaim', claim(0, {}, [])],
			['SamePoolTwice', claim(0, {}, [NATIVE, NATIVE])],
			['UnknownPool', claim(0, {}, [{ WithId: NONE }])],
		];
		for (const [name, call] of cases) {
			assert.equal(await error(call), `royalty.${name}`);
		}
		const plain = chain.api.tx.provenance.registerWork(declaration('no collection'), []);
		const { id } = await register(chain.api, plain, studio);
		assert.equal(await error(claim(0, { asset: id })), 'royalty.NotACollection');
		assert.equal(await balance(chain.api, NATIVE, POT), pot);
	});

	it('anybody lets a contributor without an account have it, once', async () => {
		assert.equal(await take(0), AMOUNT / ALL);
		assert.equal(await error(claim(0)), 'royalty.NothingToClaim');
		const { utility } = chain.api.tx;
		const pot = await balance(chain.api, NATIVE, POT);
		assert.equal(await error(utility.batchAll([claim(1), claim(1)])), 'royalty.NothingToClaim');
		assert.equal(await balance(chain.api, NATIVE, POT), pot, 'the whole batch is undone');
		const both = utility.batch([claim(1), claim(1)]);
		const { events } = await eventOf(chain.api, both, helper, 'utility', 'BatchInterrupted');
		paid[1] += named(events, 'royalty', 'LeafClaimed').amount.toBigInt();
		assert.equal(pot - (await balance(chain.api, NATIVE, POT)), (2n * AMOUNT) / ALL);
		assert.deepEqual((await due()).slice(0, 2), [0n, 0n]);
	});

	it('with what it got a contributor signs the next claim, and a studio sends it', async () => {
		await pay(chain.api, collection.id, NATIVE, AMOUNT, buyer);
		const [contributor] = contributors;
		const before = await wealth(chain.api, contributor);
		const bytes = await signMetaTx(chain.api, claim(0), contributor);
		const { events, error: refused } = await submit(chain.api, relay(chain.api, bytes), studio);
		assert.equal(refused, null);
		const { result } = named(events, 'metaTx', 'Dispatched');
		assert.equal(result.isErr ? nameOf(chain.api, result.asErr.error) : null, null);
		assert.equal((await wealth(chain.api, contributor)) - before, AMOUNT / ALL);
		paid[0] += AMOUNT / ALL;
		assert.ok(feeOf(events) > 0n);
	});

	it('a leaf that is taken out keeps what it earned, and the others earn its part from then on', async () => {
		const exclude = collection.exclude(chain.api, LAST, grounds('Privacy'));
		await eventOf(chain.api, exclude, contributors[LAST], 'consent', 'LeafExcluded');
		assert.equal((await pool(chain.api, collection.id, NATIVE)).liveWeight, 6n);
		const before = await due();
		assert.equal(before[LAST], (2n * AMOUNT * 4n) / ALL);
		await pay(chain.api, collection.id, NATIVE, AMOUNT, buyer);
		const after = await due();
		assert.equal(after[LAST], before[LAST]);
		for (const index of [0, 1, 2]) {
			const grown = after[index] - before[index];
			const exact = (AMOUNT * BigInt(WEIGHTS[index])) / 6n;
			// The fractions before and after are not shown.
			assert.ok(grown >= exact - 1n && grown <= exact + 1n, `${grown} of ${exact}`);
		}
		assert.equal(await take(LAST), before[LAST]);
		await pay(chain.api, collection.id, NATIVE, AMOUNT, buyer);
		assert.equal(await error(claim(LAST)), 'royalty.NothingToClaim');
	});

	it('what all leaves got is what came in, but for less than a planck each', async () => {
		await take(0);
		await take(1);
		await take(2);
		const { inflow, paid: out, toContributors } = await pool(chain.api, collection.id, NATIVE);
		assert.equal(inflow, 4n * AMOUNT);
		assert.equal(toContributors, inflow);
		assert.equal(out, paid.reduce((sum, amount) => sum + amount, 0n));
		assert.ok(inflow - out < 4n, `${inflow - out} planck`);
	});

	it('below the least balance it waits, and comes with a later payment', async () => {
		const least = chain.api.consts.balances.existentialDeposit.toBigInt();
		const small = new Collection('small drawings', strangers('A contributor of little', 2), [1, 1]);
		await small.register(chain.api, studio, 1_000_000);
		await pay(chain.api, small.id, NATIVE, 2n * least - 2n, buyer);
		const call = small.claim(chain.api, 0, [NATIVE]);
		const waits = await eventOf(chain.api, call, helper, 'royalty', 'PayoutWaits');
		assert.equal(waits.amount.toBigInt(), least - 1n);
		assert.equal(await wealth(chain.api, small.contributors[0]), 0n);
		await pay(chain.api, small.id, NATIVE, 2n, buyer);
		const event = await eventOf(chain.api, call, helper, 'royalty', 'LeafClaimed');
		assert.equal(event.amount.toBigInt(), least);
		assert.equal(await wealth(chain.api, small.contributors[0]), least);
	});

	it('a leaf of the pot itself is never paid', async () => {
		const odd = new Collection('drawings of the pot', [{ publicKey: decodeAddress(POT.address) }], [1]);
		await odd.register(chain.api, studio, 1_000_000);
		await pay(chain.api, odd.id, NATIVE, AMOUNT, buyer);
		assert.equal(await error(odd.claim(chain.api, 0, [NATIVE])), 'royalty.NotForThePot');
		assert.equal((await pool(chain.api, odd.id, NATIVE)).paid, 0n);
	});

	it('of a collection that was found invalid no leaf is paid', async () => {
		const { provenance, royalty } = chain.api.tx;
		const before = await wealth(chain.api, helper);
		assert.equal(await govern(chain.api, provenance.invalidate(other.id, grounds('Infringement'))), null);
		assert.equal(await error(other.claim(chain.api, 0, [NATIVE])), 'royalty.AssetInvalidated');
		const answer = await chain.api.call.royaltyApi.claimableByLeaves(other.id, NATIVE, [[0, 1]]);
		assert.equal(answer.asErr.type, 'AssetInvalidated');
		const [rightful] = strangers('A rightful studio', 1);
		assert.equal(await govern(chain.api, royalty.redirect(other.id, rightful.address)), null);
		assert.equal(await wealth(chain.api, rightful), AMOUNT);
		assert.ok((await wealth(chain.api, helper)) < before);
	});
}
