// Rows of every kind that the pallets keep, as applications would have written them: for rehearsals of an upgrade.
import { fieldOf, Senders } from './batches.mjs';
import { account, commitment, declaration, edge } from './chain.mjs';
import { Collection } from './collection.mjs';
import { acceptance } from './consent.mjs';
import { makeAssets } from './many.mjs';
import { coin, NATIVE, POT } from './money.mjs';
import { deal, dealDigest, proposal, revenue } from './rights.mjs';
import { grounds, native, purposes, stated } from './terms.mjs';

const NAMES = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];
const ANIM = 1_000_000_000_000n;
const COIN = 7;
const SUPPLY = 10n ** 24n;

/** What one account writes in a round; the next account in the list is the other side of it. */
const WORKS = 20;
const LEAVES = 6;
const EXCLUDED = 2;
const RESERVATIONS = 8;
const LICENCES = 10;
const PAYMENTS = 12;
const AGREEMENTS = 8;
const LISTINGS = 8;
const INCLUDED = 6;
const CLAIMED = 2;
const WITHDRAWN = 2;
/** The part of all records that are assets with edges, which lib/many.mjs writes. */
const LINEAGE = 0.9;
/** Agreements end one by one, long after the rehearsal: so many fit into one block of the scheduler. */
const FAR = 500_000;
const ENDS_PER_BLOCK = 8;
const TELL_EVERY_MS = 10_000;

/** The calls of one round of one account, in the order in which they need each other. */
class Side {
	constructor(api, label, name, other, height, first) {
		Object.assign(this, { api, label, name, other, height, first });
	}

	/** Works, and a collection whose leaves are of several hands: the first few are the other one's. */
	assets() {
		const { registerWork, registerCollection } = this.api.tx.provenance;
		const works = Array.from({ length: WORKS }, (_, index) => registerWork(declaration(`${this.label} ${index}`), []));
		const hands = Array.from({ length: LEAVES }, (_, index) => account(index <= EXCLUDED ? this.other : NAMES[index]));
		this.collection = new Collection(`${this.label} leaves`, hands, hands.map((_, index) => index + 1));
		const call = registerCollection(declaration(`${this.label} leaves`), this.collection.contents(500_000), []);
		return [...works, call];
	}

	learnAssets(events) {
		const ids = fieldOf(events, 'provenance', 'Registered', 'asset').map((id) => id.toBigInt());
		this.works = ids.slice(0, WORKS);
		this.collection.id = ids[WORKS];
	}

	/** Terms of each kind: free, at a price, for one account, with a quota, in another currency, until some block. */
	#terms(index) {
		const kinds = [
			{},
			{ price: native(ANIM / 100n), share: 20_000 },
			{ price: { currency: coin(COIN), amount: 1_000n }, quota: 50 },
			{ audience: { Only: account(this.other).address }, licencePeriod: 1_000_000, transferable: true },
			{ price: native(ANIM / 50n), until: 2_000_000, legal: commitment(`${this.label} ${index} text`) },
		];
		return stated(kinds[index % kinds.length]);
	}

	/** A dataset of some of the works, to which it owes a part; offers, reservations, and works that are taken back. */
	words() {
		const { provenance, consent } = this.api.tx;
		const included = this.works.slice(0, INCLUDED).map((id) => edge(id, 'Includes', 50_000));
		const dataset = provenance.composeDataset(declaration(`${this.label} dataset`), included);
		const offers = this.works.map((id, index) => consent.publishOffer(id, this.#terms(index)));
		const use = purposes('aiTraining', 'dataMining');
		const reserved = Array.from({ length: RESERVATIONS }, (_, index) =>
			consent.reserve(commitment(`${this.label} reserved ${index}`), use),
		);
		const withdrawn = this.works.slice(-WITHDRAWN).map((id) => provenance.withdraw(id, grounds()));
		return [dataset, ...offers, ...reserved, ...withdrawn];
	}

	learnWords(events) {
		[this.dataset] = fieldOf(events, 'provenance', 'Registered', 'asset').map((id) => id.toBigInt());
		this.offers = fieldOf(events, 'consent', 'OfferPublished', 'offer').map((id) => id.toBigInt());
	}

	/** What the other one does with them: licences, payments, leaves taken out. */
	deeds() {
		const { royalty } = this.api.tx;
		const whole = royalty.pay(this.dataset, NATIVE, ANIM, null);
		const licensed = this.offers
			.map((offer, index) => ({ offer, index }))
			.filter(({ index }) => index % 5 !== 0 && index < WORKS - WITHDRAWN)
			.slice(0, LICENCES)
			.map(({ offer, index }) => acceptance(this.api, offer, this.works[index], this.#terms(index)));
		const paid = this.works.slice(0, PAYMENTS - 2).map((id, index) => royalty.pay(id, NATIVE, ANIM / 10n + BigInt(index), null));
		const leaves = [NATIVE, coin(COIN)].map((currency) => royalty.pay(this.collection.id, currency, ANIM, commitment(this.label)));
		const excluded = Array.from({ length: EXCLUDED }, (_, index) => this.collection.exclude(this.api, index, grounds('Privacy')));
		return [whole, ...licensed, ...paid, ...leaves, ...excluded];
	}

	/** What is taken out of pools: as a holder, and for a leaf. */
	claims() {
		const pools = this.works.slice(0, CLAIMED).map((id) => [id, NATIVE]);
		const holder = this.api.tx.royalty.claimFor(account(this.name).address, pools);
		return [holder, this.collection.claim(this.api, EXCLUDED, [NATIVE, coin(COIN)])];
	}

	#deal(index) {
		const asset = this.works[index];
		const right = index % 2 === 0 ? { Control: asset } : { Shares: { asset, units: 100_000 } };
		const ends = this.height + FAR + Math.floor((this.first + index) / ENDS_PER_BLOCK);
		const clauses = [revenue(asset, 1_000n * ANIM)];
		return deal(account(this.name), account(this.other), [right], clauses, ends);
	}

	/** Agreements, and what is for sale. */
	promises() {
		const proposed = Array.from({ length: AGREEMENTS }, (_, index) => proposal(this.api, this.#deal(index)));
		const listed = this.works
			.slice(AGREEMENTS, AGREEMENTS + LISTINGS)
			.map((asset) => this.api.tx.rights.list({ Shares: { asset, units: 1_000 } }, native(ANIM), 50_000, null, null));
		return [...proposed, ...listed];
	}

	/** What the other one signs, the numbers being in these events. */
	consents(events) {
		const numbers = fieldOf(events, 'rights', 'Proposed', 'agreement').map((number) => number.toBigInt());
		return numbers.map((number, index) =>
			this.api.tx.rights.accept(number, dealDigest(this.api, number, this.#deal(index))),
		);
	}
}

/** Records that one account leaves behind in one round. */
export const PER_SIDE = WORKS + 2 + WORKS + RESERVATIONS + WITHDRAWN + LICENCES + PAYMENTS + 1 + EXCLUDED + AGREEMENTS + LISTINGS;

/** A currency of the assets pallet that everybody has. */
async function mint(senders) {
	const { assets, royalty, sudo } = senders.api.tx;
	const made = NAMES.map((name) => assets.mint(COIN, account(name).address, SUPPLY));
	const calls = [assets.create(COIN, account('Alice').address, 1), ...made, assets.mint(COIN, POT.address, 1)];
	await senders.send([['Alice', [...calls, sudo.sudo(royalty.registerCurrency(coin(COIN)))]]]);
}

/** One round of some accounts. */
async function round(senders, number, names) {
	const { api } = senders;
	const height = (await api.rpc.chain.getHeader()).number.toNumber();
	const sides = names.map((name, index) => {
		const other = NAMES[(NAMES.indexOf(name) + 1) % NAMES.length];
		const before = (number * NAMES.length + index) * AGREEMENTS;
		return new Side(api, `round ${number} of ${name}`, name, other, height, before);
	});
	const all = (calls) => senders.send(sides.map((side) => [side.name, calls(side)]));
	(await all((side) => side.assets())).forEach((events, index) => sides[index].learnAssets(events));
	(await all((side) => side.words())).forEach((events, index) => sides[index].learnWords(events));
	await senders.send(sides.map((side) => [side.other, side.deeds()]));
	const promised = await all((side) => side.promises());
	await senders.send(sides.map((side, index) => [side.other, [...side.consents(promised[index]), ...side.claims()]]));
}

/** Writes at least `count` records of every kind, and returns how many. */
export async function makeRecords(api, count, tell = () => {}) {
	const assets = Math.max(NAMES.length * 20, Math.floor(count * LINEAGE));
	await makeAssets(api, assets);
	const senders = new Senders(api);
	await mint(senders);
	let made = assets;
	let told = Date.now();
	for (let number = 0; made < count || number === 0; number += 1) {
		const names = NAMES.slice(0, Math.max(1, Math.min(NAMES.length, Math.ceil((count - made) / PER_SIDE))));
		await round(senders, number, names);
		made += names.length * PER_SIDE;
		if (Date.now() - told > TELL_EVERY_MS) {
			told = Date.now();
			tell(`so far: ${made} records`);
		}
	}
	return made;
}
