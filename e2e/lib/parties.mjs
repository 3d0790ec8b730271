// Agreements between a studio and a committee, on a chain that makes a block when it is told to.
import assert from 'node:assert/strict';

import { account, declaration, named } from './chain.mjs';
import { NATIVE } from './money.mjs';
import { deal, dealDigest, proposal } from './rights.mjs';
import { together } from './seal.mjs';

/** The smallest amount that a test speaks of: 1 ANIM. */
export const ANIM = 1_000_000_000_000n;

/** How many blocks an agreement has, unless told otherwise. */
export const LONG = 100;

/** The names of this pallet's events, in their order. */
export function methods(events) {
	return events.filter(({ section }) => section === 'rights').map(({ method }) => method);
}

/** What an account paid for the transactions of a block. */
export function fees(events, { address }) {
	return events
		.filter(({ method, data }) => method === 'TransactionFeePaid' && data.who.toString() === address)
		.reduce((sum, { data }) => sum + data.actualFee.toBigInt() + data.tip.toBigInt(), 0n);
}

/** Who agrees, and what they do: `chain.api` is there when the first test runs. */
export function parties(chain) {
	const studio = account('Bob');
	const committee = account('Charlie');

	/** A block with these calls, all of which succeed. */
	const ok = async (...calls) => {
		const made = await together(chain.api, calls);
		assert.ok(made.results.every((error) => error === null), JSON.stringify(made.results));
		return made;
	};
	/** The name of the error of a call that has a block for itself, or null. */
	const refused = async (call, by) => (await together(chain.api, [[call, by]])).results[0];
	const height = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();
	const eventsAt = async (block) =>
		(await (await chain.api.at(block)).query.system.events()).map(({ event }) => event);
	const pay = (asset, amount, currency = NATIVE) => chain.api.tx.royalty.pay(asset, currency, amount, null);
	const work = async (label, edges = [], by = studio) => {
		const { events } = await ok([chain.api.tx.provenance.registerWork(declaration(label), edges), by]);
		return named(events, 'provenance', 'Registered').asset.toBigInt();
	};

	/** Proposes a deal and returns its number and the events. */
	const propose = async (terms, by = studio) => {
		const { events } = await ok([proposal(chain.api, terms), by]);
		const event = named(events, 'rights', 'Proposed');
		return { number: event.agreement.toBigInt(), events, event };
	};
	const accept = (number, terms) => chain.api.tx.rights.accept(number, dealDigest(chain.api, number, terms));
	/** A deal that both signed, with what the block of acceptance says. */
	const agreed = async (terms, [from, to] = [studio, committee]) => {
		const { number } = await propose(terms, from);
		return { number, ...(await ok([accept(number, terms), to])) };
	};
	/** What the studio promises the committee. */
	const promise = async (rights, clauses, changes) =>
		deal(studio, committee, rights, clauses, (await height()) + LONG, changes);

	return {
		...{ studio, committee, buyer: account('Dave'), approver: account('Eve'), sponsor: account('Ferdie') },
		...{ ok, refused, height, eventsAt, pay, work, propose, accept, agreed, promise },
	};
}
