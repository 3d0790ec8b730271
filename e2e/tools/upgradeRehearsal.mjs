// Rehearses the upgrade from the runtime of the last release to that of the built node:
//
//     node e2e/tools/upgradeRehearsal.mjs [--records N] [--block-time MS] [--from WASM] [--to WASM] [--old-node BINARY]
//         [--migrated Pallet.Item,…] [--chain DIR] [--scenes clock,old,kills,chopsticks]
//
// A chain of the older runtime gets N records of every kind (100,000 unless told otherwise). Then, each on a copy of it:
// `clock`: a node of this build that makes blocks by the clock (6,000 ms) goes over, with somebody beside it; `old`: the same
// with the binary of the last release, if --old-node names it; `kills`: a node is killed in each block of the upgrade;
// `chopsticks`: a fork goes over in one step. --migrated names storage items that a migration changes. --chain keeps the older
// chain in DIR, or takes the one that is there. The last line says whether all was held; so does the exit code.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { temporaryChain } from '../lib/node.mjs';
import { Rehearsal } from '../lib/rehearsal.mjs';
import { released } from '../lib/released.mjs';

const SCENES = ['clock', 'old', 'kills', 'chopsticks'];
/** Milliseconds after a block is ordered: as it begins, in the middle of it, and when it may be written. */
const KILLED_AFTER = [2, 15, 60];
const USAGE = fileURLToPath(import.meta.url);

function fail(message) {
	console.error(`${message}\nusage: at the top of ${USAGE}`);
	process.exit(2);
}

function wishes() {
	const text = (fallback) => ({ type: 'string', ...(fallback === undefined ? {} : { default: fallback }) });
	try {
		const { values } = parseArgs({
			options: {
				...{ records: text('100000'), 'block-time': text('6000'), from: text(), to: text(), 'old-node': text() },
				...{ migrated: text(''), chain: text(), scenes: text(SCENES.join(',')) },
			},
		});
		return values;
	} catch (error) {
		return fail(error.message);
	}
}

const wished = wishes();
for (const name of ['records', 'block-time']) {
	if (!/^[1-9]\d*$/.test(wished[name])) {
		fail(`--${name} is a number above 0`);
	}
}
const scenes = wished.scenes.split(',');
const unknown = scenes.find((scene) => !SCENES.includes(scene));
if (unknown !== undefined) {
	fail(`there is no scene ${unknown}`);
}

const release = await released();
const own = wished.chain ? null : await temporaryChain();
const folder = wished.chain ?? own.path;
await mkdir(folder, { recursive: true });
const rehearsal = new Rehearsal({
	folder,
	from: wished.from ?? release.path,
	to: wished.to,
	count: Number(wished.records),
	blockTime: Number(wished['block-time']),
	migrated: wished.migrated.split(',').filter((name) => name !== ''),
});
try {
	await rehearsal.prepare();
	if (scenes.includes('clock')) {
		await rehearsal.byTheClock('this node');
	}
	if (scenes.includes('old') && wished['old-node']) {
		await rehearsal.byTheClock('older node', wished['old-node'], { thorough: false });
	} else if (scenes.includes('old')) {
		console.log('older node: not run: --old-node names no binary');
	}
	if (scenes.includes('kills')) {
		await rehearsal.withKills(KILLED_AFTER);
	}
	if (scenes.includes('chopsticks')) {
		await rehearsal.inChopsticks();
	}
} finally {
	await own?.remove();
}
console.log(`\n| scene | check | result | |\n|---|---|---|---|`);
for (const { scene, check, result, held } of rehearsal.results) {
	console.log(`| ${scene} | ${check} | ${result} | ${held ? 'held' : 'MISSED'} |`);
}
console.log(rehearsal.isHeld ? '\nall was held' : '\nNOT all was held');
process.exitCode = rehearsal.isHeld ? 0 : 1;
