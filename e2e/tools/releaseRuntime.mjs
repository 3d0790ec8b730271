// Keeps the runtime of the built node as that of a release, in place of the one before:
//
//     node e2e/tools/releaseRuntime.mjs RELEASE COMMIT
//
// RELEASE is like 0.2.0. The node is started, and says the versions.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { blake2AsHex } from '@polkadot/util-crypto';

import { connect } from '../lib/chain.mjs';
import { Node, ownRuntime, temporaryChain } from '../lib/node.mjs';

const KEPT = fileURLToPath(new URL('../runtimes/', import.meta.url));

const [release, commit] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(release ?? '') || !/^[0-9a-f]{7,40}$/.test(commit ?? '')) {
	console.error('usage: node e2e/tools/releaseRuntime.mjs RELEASE COMMIT, such as 0.2.0 d26fb3a');
	process.exit(2);
}
const folder = await temporaryChain();
let versions;
try {
	const node = await Node.start(folder.path, [], ['--manual-seal']);
	try {
		const api = await connect(node.url);
		versions = await api.raw('state_getRuntimeVersion');
		await api.disconnect();
	} finally {
		await node.stop();
	}
} finally {
	await folder.remove();
}
const before = JSON.parse(await readFile(join(KEPT, 'manifest.json'), 'utf8'));
if (versions.specVersion < before.spec_version) {
	console.error(`spec_version ${versions.specVersion} is below that of release ${before.release}, ${before.spec_version}`);
	process.exit(1);
}
const file = `animechain-v${release}.wasm`;
await rm(join(KEPT, before.file));
const runtime = await ownRuntime();
await writeFile(join(KEPT, file), runtime);
const manifest = {
	...{ file, release, spec_version: versions.specVersion, transaction_version: versions.transactionVersion, commit },
	...{ bytes: runtime.length, blake2_256: blake2AsHex(runtime, 256) },
};
await writeFile(join(KEPT, 'manifest.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
console.log(`kept ${file}, spec_version ${versions.specVersion}, in place of ${before.file}`);
