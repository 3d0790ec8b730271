// The runtime of the last release, which `runtimes/` keeps.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { blake2AsHex } from '@polkadot/util-crypto';

const FOLDER = new URL('../runtimes/', import.meta.url);

/** What is known of it, and the path of its file, which must be the one that the manifest means. */
export async function released() {
	const manifest = JSON.parse(await readFile(new URL('manifest.json', FOLDER), 'utf8'));
	const path = fileURLToPath(new URL(manifest.file, FOLDER));
	const digest = blake2AsHex(await readFile(path), 256);
	if (digest !== manifest.blake2_256) {
		throw new Error(`${path} has the digest ${digest}, the manifest says ${manifest.blake2_256}`);
	}
	return { ...manifest, path };
}
