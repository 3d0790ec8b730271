// Floods a node with 18,192 of the heaviest calls, which is 10,000 more than its pool takes, keeps the pool full for some
// blocks, and lets the flood run out:
//
//     node e2e/tools/overload.mjs [--blocks N] [--idle N] [--block-time MS] [--calls NAME,…]
//
// 50 blocks of 6,000 ms after 4 idle ones unless told otherwise. --calls takes names like `royalty.claimFor`, or their
// beginnings; else the flood is what declares most of a block among the calls that succeed. Beside it somebody reads every
// 50 ms, and somebody sends one transaction after the other with a tip. The last line says whether all was held; so does the
// exit code. Nothing else should run on the machine meanwhile.
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

import { quantile } from '../lib/load.mjs';
import { temporaryChain } from '../lib/node.mjs';
import { Overload, prepareOverload } from '../lib/overload.mjs';

/** Calls that do all that they declare; the others of the list end with an error, and cost little of what they declare. */
const HEAVIEST = ['provenance.registerOutput', 'royalty.claimFor', 'royalty.pay'];
const MOST_BLOCK_MS = 2_000;
const MOST_SLOWER = 2;
const MOST_MEMORY = 1.1;
const MOST_RECOVERY = 3;
const TOLERANCE = 0.1;
const MB = 1e6;

function fail(message) {
	console.error(`${message}\nusage: at the top of ${fileURLToPath(import.meta.url)}`);
	process.exit(2);
}

function wishes() {
	const number = (fallback) => ({ type: 'string', default: fallback });
	try {
		const options = { blocks: number('50'), idle: number('4'), 'block-time': number('6000'), calls: { type: 'string', default: HEAVIEST.join(',') } };
		const { values } = parseArgs({ options });
		const wrong = ['blocks', 'idle', 'block-time'].find((name) => !/^[1-9]\d*$/.test(values[name]));
		return wrong ? fail(`--${wrong} is a number above 0`) : values;
	} catch (error) {
		return fail(error.message);
	}
}

const wished = wishes();
const folder = await temporaryChain();
const percent = (part) => `${(part * 100).toFixed(1)} %`;
let isHeld = true;
const row = (what, result, bar = '', held = null) => {
	isHeld &&= held !== false;
	console.log(`| ${what} | ${result} | ${bar} | ${held === null ? '' : held ? 'held' : 'MISSED'} |`);
};
try {
	const [idleBlocks, floodBlocks] = [Number(wished.idle), Number(wished.blocks)];
	const names = wished.calls.split(',');
	const { costs, flood } = await prepareOverload(folder.path, { names, blocks: floodBlocks, idle: idleBlocks });
	console.log('\n| call | declared, of the time for such calls in a block | of the proof |\n|---|---|---|');
	costs.forEach(({ name, time, proof }) => console.log(`| ${name} | ${percent(time)} | ${percent(proof)} |`));
	const blockTime = Number(wished['block-time']);
	const overload = new Overload({ path: folder.path, blocks: floodBlocks, blockTime, idle: idleBlocks, flood });
	const { idle, full, recovered, again, counts, limits, memory, paid, blocks } = await overload.run();
	const spread = (list, field) => {
		const values = list.map((block) => block[field]).filter((value) => value !== undefined);
		return [quantile(values, 0.5), Math.max(...values)];
	};
	const gaps = (list) => list.slice(1).map(({ at }, index) => at - list[index].at);
	const [ms, mostMs] = spread(blocks.full, 'ms');
	const [count] = spread(blocks.full, 'count');
	const shares = blocks.full.map((block) => Math.max(block.normal.time / limits.normal.time, block.normal.proof / limits.normal.proof));
	const whole = blocks.full.map((block) => Math.max(block.time / limits.block.time, block.proof / limits.block.proof));
	const mean = gaps(blocks.full).reduce((sum, gap) => sum + gap, 0) / (blocks.full.length - 1);
	const ready = full.said.slice(Math.ceil(full.said.length / 5));
	console.log('\n| what | result | bar | |\n|---|---|---|---|');
	row('flood', `${counts.accepted} let into the pool, ${counts.refused} times refused`, '');
	row('pool, ready transactions', `${Math.min(...ready)} to ${Math.max(...ready)} after the first fifth`, 'full', Math.min(...ready) >= 0.9 * 8_192);
	row('blocks', `${blocks.full.length} with ${count} transactions (half of them)`, '');
	const sum = (field) => blocks.full.reduce((total, block) => total + block[field], 0);
	row('calls in them that ended with an error', `${sum('failed')} of ${sum('failed') + sum('succeeded')}`, '');
	row('weight of normal calls, of its limit', `${percent(quantile(shares, 0.5))} half, ${percent(Math.max(...shares))} most`, '<= 100 %', Math.max(...shares) <= 1);
	row('weight of the whole block, of its limit', `${percent(Math.max(...whole))} most`, '<= 100 %', Math.max(...whole) <= 1);
	row('time to make a block', `${ms} ms half, ${mostMs} most; idle ${spread(blocks.idle, 'ms').join(', ')}`, `<= ${MOST_BLOCK_MS} ms`, mostMs <= MOST_BLOCK_MS);
	row('declared time of a block', `${(spread(blocks.full, 'time')[0] / 1e9).toFixed(0)} ms half`, '');
	row('time between blocks', `${mean.toFixed(0)} ms on average, ${Math.max(...gaps(blocks.full)).toFixed(0)} most`, `${blockTime} ms +- 10 %, no slot missed`, Math.abs(mean / blockTime - 1) <= TOLERANCE && Math.max(...gaps(blocks.full)) < 2 * blockTime);
	row('reads, p50', `${idle.reads.p50.toFixed(1)} ms idle, ${full.reads.p50.toFixed(1)} flooded`, '');
	row('reads, p99', `${idle.reads.p99.toFixed(1)} ms idle, ${full.reads.p99.toFixed(1)} flooded`, `<= ${MOST_SLOWER} x`, full.reads.p99 <= MOST_SLOWER * idle.reads.p99);
	row('reads without an answer', `${idle.reads.lost} of ${idle.reads.count} idle, ${full.reads.lost} of ${full.reads.count} flooded`, '0', full.reads.lost === 0);
	row('memory', `${(memory.idle / MB).toFixed(0)} MB idle, ${(memory.most / MB).toFixed(0)} most, ${(memory.after / MB).toFixed(0)} afterwards`, '<= + 10 %', memory.most <= MOST_MEMORY * memory.idle);
	const waits = paid.filter(({ error }) => error === undefined).map(({ waited }) => waited);
	const failed = paid.length - waits.length;
	row('transactions with a tip', `${waits.length} in a block, after ${Math.max(...waits)} blocks at most, ${failed} not`, 'all', failed === 0 && waits.length > 0);
	row('blocks until nothing waits, once the flood has run out', `${recovered.said}; reads p99 ${again.reads.p99.toFixed(1)} ms afterwards`, `<= ${MOST_RECOVERY}`, recovered.said <= MOST_RECOVERY);
	console.log('\nThe proof of validity is not measured here: a development node records none. Its weight is as declared.');
} finally {
	await folder.remove();
}
console.log(isHeld ? 'all was held' : 'NOT all was held');
process.exitCode = isHeld ? 0 : 1;
