// More transactions than a node can put into blocks, each as heavy as a call gets.
import { account, declaration, edge } from './chain.mjs';
import { fieldOf, Senders } from './batches.mjs';
import { frame, question, Wire } from './load.mjs';
import { NATIVE } from './money.mjs';
import { native, PURPOSES, purposes, stated } from './terms.mjs';
import { revenue } from './rights.mjs';

const ANIM = 1_000_000_000_000n;
const EDGES = 64;
const POOLS = 32;
const RIGHTS = 8;
const CLAUSES = 8;
/** Submissions without an answer: more of them, and nobody else's are looked at. */
const IN_FLIGHT = 128;
/** The pool is full. */
const NO_ROOM = '"code":1016';
const FUNDS = 2_000n * ANIM;

/** Accounts that send, each as many as any other. */
export function floodAccounts(count) {
	return Array.from({ length: count }, (_, index) => account(`flood ${index}`));
}

/** What the calls of the flood need: a model and works under offers for everybody, pools with money; and what they cost. */
export async function prepareFlood(api, accounts) {
	const senders = new Senders(api);
	const { balances, consent, provenance, royalty } = api.tx;
	const all = purposes(...PURPOSES);
	const intent = { purposes: purposes('aiTraining', 'aiGenerativeTraining'), commercial: false };
	await senders.send([['Bob', accounts.map(({ address }) => balances.transferKeepAlive(address, FUNDS))]]);
	const ids = (events) => fieldOf(events, 'provenance', 'Registered', 'asset').map((id) => id.toBigInt());
	const works = ids((await senders.send([['Alice', Array.from({ length: EDGES - 1 }, (_, index) => provenance.registerWork(declaration(`shown ${index}`), []))]]))[0]);
	const trained = edge(works[0], 'TrainedOn', 1_000);
	const [model] = ids((await senders.send([['Alice', [provenance.registerModel(declaration('flooded', { intent }), [trained])]]]))[0]);
	const terms = stated({ terms: { purposes: all } });
	const offers = fieldOf(
		(await senders.send([['Alice', [model, ...works].map((id) => consent.publishOffer(id, terms))]]))[0],
		...['consent', 'OfferPublished', 'offer'],
	).map((id) => id.toBigInt());
	await senders.send([['Charlie', works.slice(0, POOLS).map((id) => royalty.pay(id, NATIVE, ANIM, null))]]);
	const edges = [
		edge(model, 'GeneratedBy', 1_000, { Offer: offers[0] }),
		...works.map((id, index) => edge(id, 'ConditionedOn', 1_000, { Offer: offers[index + 1] })),
	];
	const output = provenance.registerOutput(declaration('of the flood', { basis: 'Synthetic', intent: { purposes: 0, commercial: false } }), null, edges);
	const [rests] = ids((await senders.send([['Dave', [output]]]))[0]);
	const pools = works.slice(0, POOLS).map((id) => [id, NATIVE]);
	const rights = works.slice(0, RIGHTS).map((asset) => ({ Control: asset }));
	const clauses = works.slice(0, CLAUSES).map((asset) => revenue(asset, ANIM));
	const calls = {
		'provenance.registerOutput, 64 edges under offers': output,
		'royalty.claimFor, 32 pools': royalty.claimFor(account('Alice').address, pools),
		'royalty.pay, an asset with 64 edges': royalty.pay(rests, NATIVE, ANIM / 1_000n, null),
		'rights.propose, 8 rights, 8 clauses': api.tx.rights.propose(account('Eve').address, rights, clauses, 1, native(ANIM), 1_000_000, null),
		'rights.accept': api.tx.rights.accept(0, `0x${'00'.repeat(32)}`),
		'rights.buy': api.tx.rights.buy(0, native(ANIM)),
		'consent.acceptOffer': consent.acceptOffer(offers[0], null, 0, `0x${'00'.repeat(32)}`),
		'balances.transferKeepAlive': balances.transferKeepAlive(account('Eve').address, ANIM),
	};
	const limits = api.consts.system.blockWeights.perClass.normal.maxTotal.unwrap();
	const costs = [];
	for (const [name, call] of Object.entries(calls)) {
		const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(call.method, call.method.encodedLength);
		const [time, proof] = ['refTime', 'proofSize'].map((field) => Number(weight[field]) / Number(limits[field]));
		costs.push({ name, call, time, proof, share: Math.max(time, proof) });
	}
	return costs.sort((one, other) => other.share - one.share);
}

/** Signs `count` transactions of these calls in turn, by these accounts in turn, which are invalid after `period` blocks. */
export async function signFlood(api, calls, accounts, count, period) {
	const nonces = accounts.map(() => 0);
	const header = await api.rpc.chain.getHeader();
	const era = api.createType('ExtrinsicEra', { current: header.number.toNumber(), period });
	const { genesisHash, runtimeVersion, registry } = api;
	const common = { blockHash: header.hash, era, genesisHash, runtimeVersion, signedExtensions: registry.signedExtensions };
	const signed = [];
	for (let made = 0; made < count; made += 1) {
		const place = made % accounts.length;
		// Another call for each nonce of an account.
		const call = calls[Math.floor(made / accounts.length) % calls.length];
		const one = api.tx(call.method).sign(accounts[place], { ...common, nonce: nonces[place] });
		nonces[place] += 1;
		signed.push(one.toHex());
		if (made % 100 === 99) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
	return { signed, until: header.number.toNumber() + period };
}

/** Sends transactions, of which only so many wait for an answer: what the pool has no room for comes again. */
export class Flood {
	sent = 0;
	/** Refused because the pool is full. */
	refused = 0;
	accepted = 0;
	/** What is still wanted. */
	wanted = 0;
	#waiting = [];
	#wire;
	#open = new Map();

	static async open(port, signed) {
		const flood = new Flood();
		flood.#wire = await Wire.open(port);
		flood.#wire.onAnswer = (_, start) => flood.#answered(start.toString());
		flood.#waiting = [...signed];
		return flood;
	}

	/** How many were not let in yet. */
	get left() {
		return this.#waiting.length;
	}

	#answered(start) {
		const { id } = /"id":(?<id>\d+)/.exec(start)?.groups ?? {};
		const one = this.#open.get(id);
		this.#open.delete(id);
		if (start.includes('"error"')) {
			this.refused += 1;
			this.lastError = start;
			if (one !== undefined && start.includes(NO_ROOM)) {
				this.#waiting.push(one);
			}
		} else {
			this.accepted += 1;
		}
		this.#send();
	}

	/** Wants up to `most` more of them in the pool, beside those that wait for an answer. */
	want(most) {
		this.wanted = Math.min(most - this.#open.size, this.#waiting.length);
		this.#send();
	}

	#send() {
		while (this.wanted > 0 && this.#open.size < IN_FLIGHT && this.#waiting.length > 0) {
			const one = this.#waiting.shift();
			this.sent += 1;
			this.wanted -= 1;
			this.#open.set(`${this.sent}`, one);
			this.#wire.send(frame(question('author_submitExtrinsic', [one], this.sent)));
		}
	}

	close() {
		this.#wire.close();
	}
}
