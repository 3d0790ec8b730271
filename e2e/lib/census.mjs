// The whole state of a block, row by row: what each storage item holds, whether its rows decode with some metadata to the
// last byte, and a digest of them.
import { createHash } from 'node:crypto';

import { hexToU8a, u8aConcat, u8aEq, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';

const PAGE = 512;
/** Bytes of the digest that a map's hasher puts before the key itself; `null`: the key is not there. */
const HASHERS = { Blake2_128Concat: 16, Twox64Concat: 8, Identity: 0, Blake2_128: null, Blake2_256: null, Twox128: null, Twox256: null };
/** Rows beside those of pallets; the last is what a parachain says of its block's core. */
const WELL_KNOWN = [':code', ':extrinsic_index', ':intrablock_entropy', ':heappages', ':c'].map((name) => u8aToHex(Buffer.from(name)));
const MOST_COMPLAINTS = 5;

/** Every storage item of some metadata by the first 32 bytes of its keys. */
function items({ registry }) {
	const found = new Map();
	for (const { name, storage } of registry.metadata.pallets) {
		const { prefix: pallet, items: entries } = storage.isSome ? storage.unwrap() : { prefix: name, items: [] };
		const prefix = (item) => u8aToHex(u8aConcat(xxhashAsU8a(pallet.toString(), 128), xxhashAsU8a(item, 128)));
		for (const entry of entries) {
			const item = entry.name.toString();
			found.set(prefix(item), { pallet: name.toString(), item, entry, registry });
		}
		// Every pallet keeps it, and no metadata tells of it.
		found.set(prefix(':__STORAGE_VERSION__:'), { pallet: name.toString(), item: 'version', entry: null, registry });
	}
	return found;
}

/** The name of a type by its number, and of the parts of a key with several. */
const named = (registry, type) => registry.createLookupType(type);

function parts({ entry, registry }) {
	const { hashers, key } = entry.type.asMap;
	if (hashers.length === 1) {
		return [[hashers[0].type, named(registry, key)]];
	}
	const { def } = registry.lookup.getSiType(key);
	return hashers.map((hasher, index) => [hasher.type, named(registry, def.asTuple[index])]);
}

/** Fails unless these bytes are a value of the type and nothing else. */
function decode(registry, type, bytes) {
	const value = registry.createTypeUnsafe(type, [bytes]);
	if (!u8aEq(value.toU8a(), bytes)) {
		throw new Error(`${u8aToHex(bytes).slice(0, 100)} is no ${registry.createTypeUnsafe(type, []).toRawType().slice(0, 100)}`);
	}
	return value;
}

/** Fails unless the end of a key is what the metadata says. */
function decodeKey(found, bytes) {
	found.parts ??= parts(found);
	let rest = bytes;
	for (const [hasher, type] of found.parts) {
		const skipped = HASHERS[hasher];
		if (skipped === null) {
			return;
		}
		rest = rest.subarray(skipped);
		const value = found.registry.createTypeUnsafe(type, [rest]);
		const { encodedLength } = value;
		if (!u8aEq(value.toU8a(), rest.subarray(0, encodedLength))) {
			throw new Error(`a key ends in ${u8aToHex(rest)}`);
		}
		rest = rest.subarray(encodedLength);
	}
	if (rest.length > 0) {
		throw new Error(`${rest.length} bytes behind a key`);
	}
}

function decodeRow(found, key, value) {
	const { entry, registry } = found;
	if (entry === null) {
		decode(registry, 'u16', value);
	} else if (entry.type.isPlain) {
		decode(registry, named(registry, entry.type.asPlain), value);
	} else {
		decodeKey(found, key.subarray(32));
		decode(registry, named(registry, entry.type.asMap.value), value);
	}
}

/** Every row of a block, or the first `most` ones, in the order of the keys: `[key, value]` in hex. */
async function* rowsAt(api, hash, prefix, most = Infinity) {
	let last = null;
	for (let left = most; left > 0; left -= PAGE) {
		const keys = await api.raw('state_getKeysPaged', prefix, Math.min(PAGE, left), last, hash);
		if (keys.length > 0) {
			const [{ changes }] = await api.raw('state_queryStorageAt', keys, hash);
			const values = new Map(changes);
			yield* keys.map((key) => [key, values.get(key)]);
		}
		if (keys.length < PAGE) {
			return;
		}
		last = keys.at(-1);
	}
}

/** The first rows of each item. An item without a key of its own is asked for by name: chopsticks does not list it. */
async function* someRowsAt(api, hash, known, most) {
	for (const [prefix, { entry }] of known) {
		if (entry === null || entry.type.isPlain) {
			const value = await api.raw('state_getStorage', prefix, hash);
			yield* value === null ? [] : [[prefix, value]];
		} else {
			yield* rowsAt(api, hash, prefix, most);
		}
	}
}

/**
 * Counts the rows of a block by storage item, `Pallet.Item`: `{ rows, bytes, digest, wrong }`. With `decoding`, each row is
 * decoded with the metadata of that block; `wrong` says which could not be. Rows that no item has are in `strays`. With
 * `most`, only so many rows of each item are looked at, and none that belong to no item.
 */
export async function census(api, hash, { decoding = false, most = null } = {}) {
	const known = items(await api.at(hash));
	const counted = new Map();
	const strays = [];
	const rows = most === null ? rowsAt(api, hash, '0x') : someRowsAt(api, hash, known, most);
	for await (const [key, value] of rows) {
		const found = known.get(key.slice(0, 66));
		if (!found) {
			(WELL_KNOWN.includes(key) ? [] : strays).push(key);
			continue;
		}
		const name = `${found.pallet}.${found.item}`;
		if (!counted.has(name)) {
			counted.set(name, { rows: 0, bytes: 0, hasher: createHash('blake2b512'), wrong: [] });
		}
		const one = counted.get(name);
		const [keyBytes, valueBytes] = [hexToU8a(key), hexToU8a(value)];
		one.rows += 1;
		one.bytes += keyBytes.length + valueBytes.length;
		one.hasher.update(keyBytes).update(valueBytes);
		if (decoding) {
			try {
				decodeRow(found, keyBytes, valueBytes);
			} catch (error) {
				one.wrong.push(error.message);
			}
		}
	}
	const maps = Object.fromEntries(
		[...counted].map(([name, { hasher, ...one }]) => [name, { ...one, digest: hasher.digest('hex').slice(0, 64) }]),
	);
	return { hash, maps, strays, rows: Object.values(maps).reduce((sum, one) => sum + one.rows, 0) };
}

/** Only what these pallets keep, without the versions of their storage. */
export function of(pallets, { maps }) {
	const ours = Object.entries(maps).filter(([name]) => pallets.includes(name.split('.')[0]) && !name.endsWith('.version'));
	return Object.fromEntries(ours);
}

/** What does not decode: a few words for each of the first ones. */
export function complaints({ maps, strays }) {
	const wrong = Object.entries(maps).flatMap(([name, one]) => one.wrong.map((why) => `${name}: ${why}`));
	return [...wrong, ...strays.map((key) => `no item has the key ${key}`)].slice(0, MOST_COMPLAINTS);
}

/** The items that differ between two counts, apart from those that are meant to. */
export function differences(before, after, meant = []) {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !meant.includes(name));
	return names.filter((name) => before[name]?.digest !== after[name]?.digest);
}
