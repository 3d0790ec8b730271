// Somebody who uses a node all the time: counts its blocks, asks about lineage, and pays for transactions.
import { setTimeout as pause } from 'node:timers/promises';

import { account, feeOf, submit } from './chain.mjs';
import { quantile } from './load.mjs';

const ASK_EVERY_MS = 100;

/** What a change of runtime shows to somebody beside it; all times in milliseconds. */
export class Witness {
	/** `{ number, hash, at, version }` as they came. */
	blocks = [];
	/** How long answers took, and which were errors: `{ at, code, message }`. */
	times = [];
	errors = [];
	/** Fees of transactions that are in a block, and why others had to be sent again. */
	fees = [];
	again = [];
	/** The longest time in which the index said that it was not in step. */
	behind = 0;
	#stop = new AbortController();
	#work;

	/** `question` is what of `lineage_*` is asked again and again; its answer may not change, apart from its block. */
	static async start(api, question, { pays = 'Ferdie' } = {}) {
		const witness = new Witness();
		witness.api = api;
		witness.right = lasting(await api.raw(...question));
		witness.unsubscribe = await api.rpc.chain.subscribeNewHeads((header) => {
			witness.blocks.push({ number: header.number.toNumber(), hash: header.hash.toHex(), at: performance.now() });
		});
		witness.#work = [witness.#asks(question), witness.#follows(), ...(pays ? [witness.#pays(account(pays))] : [])];
		return witness;
	}

	async #until(work) {
		while (!this.#stop.signal.aborted) {
			await work();
		}
	}

	#asks(question) {
		return this.#until(async () => {
			const begun = performance.now();
			try {
				const answer = await this.api.raw(...question);
				this.times.push(performance.now() - begun);
				if (lasting(answer) !== this.right) {
					this.errors.push({ at: begun, code: 'wrong', message: lasting(answer).slice(0, 200) });
				}
			} catch (error) {
				this.errors.push({ at: begun, code: error.code, message: error.message });
			}
			await pause(ASK_EVERY_MS);
		});
	}

	#follows() {
		let since = null;
		return this.#until(async () => {
			const { phase } = await this.api.raw('lineage_syncState').catch(() => ({}));
			const now = performance.now();
			since = phase === 'inStep' ? null : (since ?? now);
			this.behind = Math.max(this.behind, since === null ? 0 : now - since);
			await pause(ASK_EVERY_MS / 2);
		});
	}

	#pays(signer) {
		let count = 0;
		return this.#until(async () => {
			try {
				const call = this.api.tx.system.remark(`0x${(count += 1).toString(16).padStart(8, '0')}`);
				const { block } = await submit(this.api, call, signer);
				this.fees.push(await this.#fee(block, signer));
			} catch (error) {
				this.again.push(error.message.slice(0, 100));
			}
		});
	}

	/** Read again with the metadata of the block: what a subscriber is shown at a changeover is decoded with another one. */
	async #fee(block, { address }) {
		const records = await (await this.api.at(block)).query.system.events();
		return feeOf(records.map(({ event }) => event).filter(({ data }) => data.who?.toString() === address));
	}

	/** Ends it, and says what it saw. */
	async end() {
		this.#stop.abort();
		this.unsubscribe();
		await Promise.all(this.#work);
		const { blocks, times, errors, fees, again, behind } = this;
		const numbers = blocks.map(({ number }) => number);
		const missing = numbers.slice(1).filter((number, index) => number !== numbers[index] + 1);
		const gaps = blocks.slice(1).map(({ at }, index) => at - blocks[index].at);
		const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
		const asked = { count: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99), most: Math.max(...times), errors };
		return { blocks, missing, mean, longest: Math.max(...gaps), asked, behind, fees, again };
	}
}

/** Without what differs from block to block. */
function lasting(answer) {
	return JSON.stringify(answer, (name, value) => (['at', 'listedAt', 'nextCursor'].includes(name) ? undefined : value));
}
