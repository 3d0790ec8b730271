// The verbs of money that the tests share. Amounts are bigints, in the smallest unit of their currency.
import { stringToU8a, u8aConcat } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';

import { eventOf, named, wealth } from './chain.mjs';
import { until } from './until.mjs';

const SETTLE_SECONDS = 60;

/** The chain's own currency. */
export const NATIVE = 'Native';

/** A currency of the assets pallet. */
export const coin = (id) => ({ WithId: id });

/** The account of all money that was not paid out yet. */
export const POT = { address: encodeAddress(u8aConcat(stringToU8a('modlan/royal'), new Uint8Array(20)), 42) };

/** From a codec to what the calls take. */
export function currencyOf(codec) {
	return codec.isNative ? NATIVE : coin(codec.asWithId.toNumber());
}

/** The runtime as it is at the newest block: several questions get answers that belong together. */
export async function newest(api) {
	return api.at(await api.rpc.chain.getBlockHash());
}

export async function blockNumber(api, block) {
	return (await api.rpc.chain.getHeader(block)).number.toNumber();
}

/** Pays revenue of an asset, and returns the event. */
export async function pay(api, asset, currency, amount, payer, reference = null) {
	return eventOf(api, api.tx.royalty.pay(asset, currency, amount, reference), payer, 'royalty', 'Paid');
}

/** What an account has of a currency, held or not. */
export async function balance(api, currency, account) {
	if (currency === NATIVE) {
		return wealth(api, account);
	}
	const row = await api.query.assets.account(currency.WithId, account.address);
	return row.isSome ? row.unwrap().balance.toBigInt() : 0n;
}

/** What an asset has to do with a currency, or null. */
export async function pool(api, asset, currency) {
	const answer = await api.call.royaltyApi.pool(asset, currency);
	if (answer.isNone) {
		return null;
	}
	const info = answer.unwrap();
	return {
		inflow: info.inflow.toBigInt(),
		handedOn: info.handedOn.toBigInt(),
		paid: info.paid.toBigInt(),
		held: info.held.toBigInt(),
		toContributors: info.toContributors.toBigInt(),
		toHolders: info.toHolders.toBigInt(),
		liveWeight: info.liveWeight.toBigInt(),
		queued: info.queued.isTrue,
	};
}

/** What holders and contributors of assets would have of a payment, by asset. */
export async function flow(api, asset, currency, amount) {
	const { rows, beyond } = (await api.call.royaltyApi.flow(asset, currency, amount)).asOk;
	if (beyond.length > 0) {
		throw new Error('the tests ask about no more assets than one call looks at');
	}
	return rows.map((row) => ({
		asset: row.asset.toBigInt(),
		inflow: row.inflow.toBigInt(),
		contributors: row.contributors.toBigInt(),
		holders: row.holders.toBigInt(),
		held: row.held.toBigInt(),
	}));
}

/** Whether anything waits to be handed on. */
export async function waits(api) {
	const { royalty } = (await newest(api)).query;
	return (await royalty.queue.keys()).length > 0 || (await royalty.inProgress()).isSome;
}

/** Waits until nothing waits to be handed on. */
export async function settled(api) {
	await until('an empty queue', SETTLE_SECONDS, async () => !(await waits(api)));
}

/** Everything that an account can claim as a holder, asked for in pages of `limit` pools, and how many pages. */
export async function claimable(api, { address }, limit = 256) {
	const { royaltyApi } = (await newest(api)).call;
	const rows = [];
	let after = null;
	let pages = 0;
	do {
		const page = (await royaltyApi.claimable(address, after, limit)).asOk;
		for (const { asset, currency, amount } of page.rows) {
			rows.push({ asset: asset.toBigInt(), currency: currencyOf(currency), amount: amount.toBigInt() });
		}
		after = page.next.isSome ? page.next.unwrap() : null;
		pages += 1;
	} while (after);
	rows.sort((one, other) => Number(one.asset - other.asset));
	return { rows, pages };
}

/** Lets an account have what it earned in pools `[asset, currency]`, and returns what it got by the event. */
export async function claimFor(api, account, pools, by) {
	const call = api.tx.royalty.claimFor(account.address, pools);
	const { amount } = await eventOf(api, call, by, 'royalty', 'Claimed');
	return amount.toBigInt();
}

/** Makes a currency with a supply in the hands of `holder` and lets it in; `admin` may freeze it. */
export async function createCoin(api, id, { admin, holder, least, supply, alice }) {
	const { assets, royalty, sudo, utility } = api.tx;
	const make = [
		assets.create(id, admin.address, least),
		assets.mint(id, holder.address, supply - least),
		assets.mint(id, POT.address, least),
	];
	await eventOf(api, utility.batchAll(make), admin, 'utility', 'BatchCompleted');
	const { events } = await eventOf(api, sudo.sudo(royalty.registerCurrency(coin(id))), alice, 'sudo', 'Sudid');
	named(events, 'royalty', 'CurrencyRegistered');
}

/** The sum of all balances of each currency, added up account by account at one block, and what is issued. */
export async function sums(api, coins = []) {
	const { query } = await newest(api);
	const add = (values) => values.reduce((sum, value) => sum + value.toBigInt(), 0n);
	const accounts = (await query.system.account.entries()).map(([, { data }]) => data);
	const native = add(accounts.flatMap(({ free, reserved }) => [free, reserved]));
	const issued = (await query.balances.totalIssuance()).toBigInt();
	const result = [{ currency: NATIVE, sum: native, issued }];
	for (const id of coins) {
		const rows = await query.assets.account.entries(id);
		const { supply } = (await query.assets.asset(id)).unwrap();
		const sum = add(rows.map(([, row]) => row.unwrap().balance));
		result.push({ currency: coin(id), sum, issued: supply.toBigInt() });
	}
	return result;
}
