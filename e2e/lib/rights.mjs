// The verbs of agreements and sales that the tests share.
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsHex, encodeAddress } from '@polkadot/util-crypto';

import { littleEndian } from './hashing.mjs';

const TAG = 'animechain/deal';

/** The account of money that waits for the end of an agreement. */
export const ESCROW = { address: encodeAddress(u8aConcat(stringToU8a('modlan/escro'), new Uint8Array(20)), 42) };

/** A clause: everything that ever came in for an asset reaches an amount of the chain's own currency. */
export function revenue(asset, amount, currency = 'Native') {
	return { RevenueAtLeast: { asset, currency, amount } };
}

/** What two accounts agree on: one clause is enough unless told otherwise, and nothing is paid. */
export function deal(from, to, rights, clauses, deadline, changes = {}) {
	return {
		from: from.address,
		to: to.address,
		rights,
		clauses,
		needed: 1,
		consideration: null,
		deadline,
		text: null,
		...changes,
	};
}

/** The call that proposes exactly this. */
export function proposal(api, { to, rights, clauses, needed, consideration, deadline, text }) {
	return api.tx.rights.propose(to, rights, clauses, needed, consideration, deadline, text);
}

/** Blake2b-256("animechain/deal" ‖ genesis ‖ number ‖ SCALE(deal)): what the receiver signs. */
export function dealDigest(api, number, terms) {
	const encoded = api.createType('AnimechainPrimitivesRightsDeal', terms).toU8a();
	return blake2AsHex(
		u8aConcat(stringToU8a(TAG), api.genesisHash.toU8a(), littleEndian(number, 64), encoded),
		256,
	);
}

/** Where an agreement stands, and the numbers of the clauses that are met. */
export async function standing(api, number) {
	const row = (await api.call.rightsApi.agreement(number)).unwrap();
	const met = row.met.toNumber();
	const clauses = row.deal.clauses.map((_, index) => index);
	return {
		stage: row.stage.type,
		since: row.since.toNumber(),
		met: clauses.filter((index) => met & (1 << index)),
	};
}

/** What waits for the revenue of an asset, the lowest first: `[what must be reached, agreement]`. */
export async function waiting(api, asset, currency = 'Native') {
	const rows = await api.call.rightsApi.thresholds(asset, currency);
	return rows.map(({ inflow, agreement }) => [inflow.toBigInt(), agreement.toBigInt()]);
}

/** Who controls an asset. */
export async function controller(api, asset) {
	return (await api.call.lineageApi.asset(asset)).unwrap().head.controller.toString();
}

/** How many of an asset's units an account has. */
export async function units(api, asset, { address }) {
	return (await api.call.royaltyApi.units(asset, address)).toNumber();
}

/** Everything that is for sale, asked for in pages that look at `limit` numbers: `[number, listing]`. */
export async function forSale(api, limit = 256) {
	const rows = [];
	let from = 0;
	while (from !== null) {
		const page = (await api.call.rightsApi.listings(from, limit)).asOk;
		rows.push(...page.rows.map(([number, row]) => [number.toBigInt(), row]));
		from = page.next.isSome ? page.next.unwrap() : null;
	}
	return rows;
}
