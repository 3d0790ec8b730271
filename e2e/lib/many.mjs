// Makes many assets as fast as a node takes them, on a chain that makes a block when it is told to.
import { account, declaration, edge } from './chain.mjs';
import { dice } from './forest.mjs';
import { seal } from './seal.mjs';

const SIGNERS = ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'];
const BATCH = 150;
/** Each signer has so many batches on the way. */
const BATCHES = 2;
/** What the work is called that gets many children. */
export const MANY_REST_ON_IT = 'many rest on it';
const TELL_EVERY_MS = 5_000;

/** One account and what it has registered, by kind: an edge by control needs a parent of one's own. */
class Maker {
	#known = { Work: [], Dataset: [], Model: [], Output: [] };
	#roll;
	#made = 0;

	constructor(api, name, seed, nonce) {
		this.api = api;
		this.signer = account(name);
		this.#roll = dice(seed);
		this.nonce = nonce;
	}

	/** Of an account as it is now. */
	static async of(api, name, seed) {
		const { nonce } = await api.query.system.account(account(name).address);
		return new Maker(api, name, seed, nonce.toNumber());
	}

	/** A batch of `count` registrations of every kind. */
	batch(count) {
		return this.signed(Array.from({ length: count }, () => this.#asset()));
	}

	/** Registrations in one transaction: it, and the kinds in order. */
	async signed(made) {
		const call = this.api.tx.utility.batchAll(made.map((asset) => asset.call));
		const signed = await call.signAsync(this.signer, { nonce: this.nonce, era: 0 });
		this.nonce += 1;
		return { maker: this, signed, kinds: made.map(({ kind }) => kind) };
	}

	/** What a batch made has these ids, from `first` on. */
	learn(first, kinds) {
		kinds.forEach((kind, index) => this.#known[kind].push(first + index));
	}

	/** Up to `most` of a kind, the newer the likelier, each once. */
	#some(kind, most) {
		const known = this.#known[kind];
		const place = () => Math.floor(known.length * Math.sqrt(this.#roll()));
		const picked = Array.from({ length: known.length > 0 ? most : 0 }, () => known[place()]);
		return [...new Set(picked)];
	}

	#asset() {
		const { registerWork, composeDataset, registerModel, registerOutput } = this.api.tx.provenance;
		const declared = declaration(`${this.signer.address} ${(this.#made += 1)}`);
		const luck = this.#roll();
		const edges = (relation, parents) => parents.map((parent) => edge(parent, relation, 10_000));
		const included = [...edges('Includes', this.#some('Work', 16)), ...edges('Includes', this.#some('Dataset', 1))];
		if (luck < 0.2 && included.length > 0) {
			return { kind: 'Dataset', call: composeDataset(declared, included) };
		}
		const trained = edges('TrainedOn', this.#some('Dataset', 3));
		if (luck < 0.3 && trained.length > 0) {
			const merged = edges('MergedFrom', this.#some('Model', 2));
			return { kind: 'Model', call: registerModel(declared, [...trained, ...merged]) };
		}
		const generated = edges('GeneratedBy', this.#some('Model', 1));
		if (luck < 0.5 && generated.length > 0) {
			const shown = edges('ConditionedOn', this.#some('Work', 2));
			const output = registerOutput({ ...declared, basis: 'Synthetic' }, null, [...generated, ...shown]);
			return { kind: 'Output', call: output };
		}
		const sources = luck < 0.7 ? edges('DerivedFrom', [...this.#some('Work', 1), ...this.#some('Output', 1)]) : [];
		return { kind: 'Work', call: registerWork(declared, sources) };
	}
}

/** Makes blocks until all of these are in one, and tells their makers which ids they got. */
async function include(api, batches) {
	const waiting = new Map(batches.map((batch) => [batch.signed.hash.toHex(), batch]));
	while (waiting.size > 0) {
		const before = (await api.call.lineageApi.nextAssetId()).toNumber();
		const block = await seal(api);
		let next = before;
		for (const extrinsic of (await api.rpc.chain.getBlock(block)).block.extrinsics) {
			const digest = extrinsic.hash.toHex();
			const batch = waiting.get(digest);
			if (batch) {
				batch.maker.learn(next, batch.kinds);
				next += batch.kinds.length;
				waiting.delete(digest);
			}
		}
		const after = (await (await api.at(block)).call.lineageApi.nextAssetId()).toNumber();
		if (after !== next) {
			throw new Error(`a batch failed: ${next} assets were expected, there are ${after}`);
		}
	}
}

/** Says how far it is, now and then. */
class Progress {
	#begun = Date.now();
	#told = Date.now();

	constructor(what) {
		this.what = what;
	}

	tell(made, isDone) {
		const now = Date.now();
		if (isDone || now - this.#told > TELL_EVERY_MS) {
			this.#told = now;
			const seconds = (now - this.#begun) / 1_000;
			const rate = (made / seconds).toFixed(0);
			console.log(`${isDone ? 'done' : 'so far'}: ${made} ${this.what} in ${seconds.toFixed(0)} s, ${rate} a second`);
		}
	}
}

/** Puts batches into blocks: all of these into as few as they need. */
async function put(api, batches) {
	await Promise.all(batches.map(({ signed }) => api.raw('author_submitExtrinsic', signed.toHex())));
	await include(api, batches);
}

/** Registers `count` assets of every kind. */
export async function makeAssets(api, count) {
	const makers = await Promise.all(SIGNERS.map((name, index) => Maker.of(api, name, index + 1)));
	const progress = new Progress('assets');
	let made = 0;
	while (made < count) {
		const batches = [];
		for (const maker of Array.from({ length: BATCHES }, () => makers).flat()) {
			const size = Math.min(BATCH, count - made);
			if (size > 0) {
				batches.push(await maker.batch(size));
				made += size;
			}
		}
		await put(api, batches);
		progress.tell(made, made === count);
	}
}

/** Registers a work and `count` more that rest on nothing else, and returns its id. */
export async function makeChildren(api, count) {
	const maker = await Maker.of(api, 'Alice', 99);
	const hub = (await api.call.lineageApi.nextAssetId()).toNumber();
	const { registerWork } = api.tx.provenance;
	const work = (label, edges) => ({ kind: 'Work', call: registerWork(declaration(label), edges) });
	await put(api, [await maker.signed([work(MANY_REST_ON_IT, [])])]);
	const progress = new Progress(`children of asset ${hub}`);
	let made = 0;
	while (made < count) {
		const batches = [];
		while (batches.length < SIGNERS.length * BATCHES && made < count) {
			const size = Math.min(BATCH, count - made);
			const child = (_, index) => work(`child ${made + index}`, [edge(hub, 'DerivedFrom')]);
			batches.push(await maker.signed(Array.from({ length: size }, child)));
			made += size;
		}
		await put(api, batches);
		progress.tell(made, made === count);
	}
	return hub;
}
