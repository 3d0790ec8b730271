// Many calls of several accounts, as few transactions as they need, on a chain that makes a block when it is told to.
import { account, nameOf } from './chain.mjs';
import { seal } from './seal.mjs';

/** The part of a block's room for such calls that one transaction may take, as its calls declare. */
const SHARE = 0.3;
const MOST_CALLS = 100;
/** Blocks that a transaction may wait for room. */
const PATIENCE = 50;

/** Accounts by their names, with the next nonce of each. */
export class Senders {
	#nonces = new Map();
	#shares = new Map();

	constructor(api) {
		this.api = api;
	}

	/** The part of a block that a call declares; asked once for calls of a name, which here are all alike. */
	async #share(call) {
		const name = `${call.method.section}.${call.method.method}`;
		if (!this.#shares.has(name)) {
			const { api } = this;
			const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(call.method, call.method.encodedLength);
			const most = api.consts.system.blockWeights.perClass.normal.maxTotal.unwrap();
			const parts = ['refTime', 'proofSize'].map((field) => Number(weight[field]) / Number(most[field]));
			this.#shares.set(name, Math.max(...parts));
		}
		return this.#shares.get(name);
	}

	/** Calls in bundles, each for one transaction. */
	async #bundles(calls) {
		const bundles = [];
		let room = 0;
		for (const call of calls) {
			const share = await this.#share(call);
			if (room < share || bundles.at(-1).length === MOST_CALLS) {
				bundles.push([]);
				room = SHARE;
			}
			bundles.at(-1).push(call);
			room -= share;
		}
		return bundles;
	}

	async #nonce(name) {
		if (!this.#nonces.has(name)) {
			const { nonce } = await this.api.query.system.account(account(name).address);
			this.#nonces.set(name, nonce.toNumber());
		}
		const nonce = this.#nonces.get(name);
		this.#nonces.set(name, nonce + 1);
		return nonce;
	}

	/** Signs a call without an end, to be sent at once. */
	async sign(name, call) {
		return call.signAsync(account(name), { nonce: await this.#nonce(name), era: 0 });
	}

	/**
	 * Sends these calls `[[name, calls], …]`, as many in a transaction as a block has room for, makes blocks until they are in, and
	 * gives the events of each name's calls in the order of the calls.
	 */
	async send(wishes) {
		const { api } = this;
		const waiting = new Map();
		for (const [place, [name, calls]] of wishes.entries()) {
			for (const bundle of await this.#bundles(calls)) {
				const batch = api.tx.utility.batchAll(bundle);
				const signed = await this.sign(name, batch);
				await api.raw('author_submitExtrinsic', signed.toHex());
				waiting.set(signed.hash.toHex(), { place, name });
			}
		}
		const told = wishes.map(() => []);
		for (let blocks = 0; waiting.size > 0; blocks += 1) {
			if (blocks > PATIENCE) {
				throw new Error(`${waiting.size} batches found no room in ${blocks} blocks`);
			}
			for (const [digest, events] of await this.#made(await seal(api))) {
				const batch = waiting.get(digest);
				if (batch) {
					const failed = events.find(({ method }) => method === 'ExtrinsicFailed');
					if (failed) {
						throw new Error(`a batch of ${batch.name} failed: ${nameOf(api, failed.data.dispatchError)}`);
					}
					told[batch.place].push(...events);
					waiting.delete(digest);
				}
			}
		}
		return told;
	}

	/** The events of each transaction of a block. */
	async #made(block) {
		const { extrinsics } = (await this.api.rpc.chain.getBlock(block)).block;
		const records = await (await this.api.at(block)).query.system.events();
		const of = extrinsics.map((extrinsic) => [extrinsic.hash.toHex(), []]);
		for (const { phase, event } of records) {
			if (phase.isApplyExtrinsic) {
				of[phase.asApplyExtrinsic.toNumber()][1].push(event);
			}
		}
		return of;
	}
}

/** One field of every event `section.method`, in order. */
export function fieldOf(events, section, method, field) {
	return events.filter((event) => event.section === section && event.method === method).map(({ data }) => data[field]);
}
