// Verifies bundles with the same code that nodes and the command line have, as WebAssembly that imports nothing: it can
// neither ask anybody nor keep anything.

const DIGEST = 32;
const QUESTION = 1 + 2 * DIGEST + 2 * 8;

/** Why a bundle proves nothing, or not what was asked. `code` is the name of the reason. */
export class ProofError extends Error {
	constructor(code, reason) {
		super(reason);
		this.name = 'ProofError';
		this.code = code;
	}
}

/**
 * Loads the verifier: from the file beside this module, or from what is given: its bytes, a module, or a response of `fetch`
 * or the promise of one.
 */
export async function loadVerifier(source) {
	const module = await compiled((await source) ?? (await beside()));
	return new Verifier(await WebAssembly.instantiate(module, {}));
}

/** The file that `build.sh` makes. */
async function beside() {
	const url = new URL('./verifier.wasm', import.meta.url);
	if (url.protocol !== 'file:') {
		return fetch(url);
	}
	const { readFile } = await import('node:fs/promises');
	return readFile(url);
}

function compiled(source) {
	if (source instanceof WebAssembly.Module) {
		return source;
	}
	return typeof source.arrayBuffer === 'function' && !ArrayBuffer.isView(source)
		? source.arrayBuffer().then((bytes) => WebAssembly.compile(bytes))
		: WebAssembly.compile(source);
}

class Verifier {
	#exports;

	constructor(instance) {
		this.#exports = instance.exports;
	}

	/**
	 * What a bundle proves; throws a ProofError if it proves nothing, or not what is expected.
	 *
	 * `bundle` is the answer of `lineage_proof`, its `bundle`, or the bytes. Nothing of it is certain before its block is known
	 * to be final from elsewhere: give that block's hash as `expected.block`, or compare `block.hash` of the result yourself.
	 */
	verify(bundle, expected = {}) {
		const answer = JSON.parse(this.#ask(question(bytesOf(bundle), expected)));
		if (answer.error !== undefined) {
			throw new ProofError(answer.error, answer.reason);
		}
		return answer;
	}

	#ask(question) {
		const { allocate, release, verify, memory } = this.#exports;
		const place = allocate(question.length);
		new Uint8Array(memory.buffer, place, question.length).set(question);
		const answer = BigInt.asUintN(64, verify(place, question.length));
		release(place, question.length);
		const [at, length] = [Number(answer >> 32n), Number(answer & 0xffff_ffffn)];
		const text = new TextDecoder().decode(new Uint8Array(memory.buffer, at, length));
		release(at, length);
		return text;
	}
}

function question(bundle, { block, genesis, asset, ancestor }) {
	const question = new Uint8Array(QUESTION + bundle.length);
	const view = new DataView(question.buffer);
	const given = [block, genesis, asset, ancestor].map((value) => value !== undefined && value !== null);
	given.forEach((is, bit) => (question[0] |= Number(is) << bit));
	given[0] && question.set(digest(block, 'a block'), 1);
	given[1] && question.set(digest(genesis, 'a genesis'), 1 + DIGEST);
	given[2] && view.setBigUint64(1 + 2 * DIGEST, id(asset), true);
	given[3] && view.setBigUint64(1 + 2 * DIGEST + 8, id(ancestor), true);
	question.set(bundle, QUESTION);
	return question;
}

function bytesOf(bundle) {
	if (bundle instanceof Uint8Array) {
		return bundle;
	}
	const text = typeof bundle === 'string' ? bundle : bundle?.bundle;
	return fromHex(text, 'a bundle');
}

function digest(text, what) {
	const bytes = text instanceof Uint8Array ? text : fromHex(text, what);
	if (bytes.length !== DIGEST) {
		throw new TypeError(`${what} has ${DIGEST} bytes, and not ${bytes.length}`);
	}
	return bytes;
}

function id(value) {
	const id = BigInt(value);
	if (id < 0n || id >= 1n << 64n || (typeof value === 'number' && !Number.isSafeInteger(value))) {
		throw new TypeError(`${value} is no id of an asset`);
	}
	return id;
}

function fromHex(text, what) {
	if (typeof text !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(text)) {
		throw new TypeError(`${what} is 0x and pairs of hexadecimal digits`);
	}
	return Uint8Array.from({ length: text.length / 2 - 1 }, (_, at) => parseInt(text.slice(2 + 2 * at, 4 + 2 * at), 16));
}
