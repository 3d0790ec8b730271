// An upgrade, rehearsed: a chain of an older runtime with records of every kind, and what becomes of it under a newer one.
import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { hexToU8a, u8aConcat, u8aEq } from '@polkadot/util';

import { census, complaints, differences, of } from './census.mjs';
import { account, connect, declaration, feeOf, register, submit } from './chain.mjs';
import { Chopsticks, version, whyNot } from './chopsticks.mjs';
import { accept, publish } from './consent.mjs';
import { inStep } from './lineageIndex.mjs';
import { claimFor, NATIVE, pay, waits } from './money.mjs';
import { BINARY, chainOf, COMPILED_OF_NODE, Node, ownRuntime } from './node.mjs';
import { makeRecords } from './records.mjs';
import { everyAnswer } from './rows.mjs';
import { seal } from './seal.mjs';
import { native, stated } from './terms.mjs';
import { handBack, handIn, NOT_NEWER, takenOver } from './upgrade.mjs';
import { UpgradeKills } from './upgradeKills.mjs';
import { Witness } from './witness.mjs';

/** Whose rows no upgrade may touch without a migration. */
export const PALLETS = ['Provenance', 'Consent', 'Royalty', 'Rights', 'Assets'];
/** A frame that every zstd decoder skips: behind a compressed runtime, it makes other bytes of the same one. */
const SKIPPED_FRAME = hexToU8a('0x502a4d18' + '04000000' + '6e657874');
/** Blocks that are watched before the upgrade and after it. */
const AROUND = 5;
const QUIET_BLOCKS = 200;
/** The answer of an index that is some blocks behind. */
const NOT_IN_STEP = 9007;
const SAMPLE = 20;
/** Chopsticks asks for each row by itself. */
const FORKED_ROWS = 256;
/** Of the time between two blocks, on average. */
const TOLERANCE = 0.1;

export class Rehearsal {
	/** What was looked at: `{ scene, check, result, held }`. */
	results = [];

	/**
	 * `from` and `to` are wasm files, the latter the node's own if it is not given; `folder` is empty, or has the older chain of
	 * a rehearsal before this one; storage items in `migrated` may change.
	 */
	constructor({ folder, from, to = null, count, blockTime, migrated = [], tell = console.log }) {
		Object.assign(this, { folder, from, to, count, blockTime, migrated, tell });
	}

	/** Writes down what a check gave. */
	note(scene, check, result, held = true) {
		this.results.push({ scene, check, result, held });
		this.tell(`${scene}: ${check}: ${result}${held ? '' : ': MISSED'}`);
	}

	get isHeld() {
		return this.results.every(({ held }) => held);
	}

	/** The older chain with its records, in a folder that each scene copies. */
	async prepare(binary = BINARY) {
		[this.old, this.new] = [await readFile(this.from), await (this.to === null ? ownRuntime() : readFile(this.to))];
		[this.old, this.new] = [this.old, this.new].map((bytes) => new Uint8Array(bytes));
		this.isSame = u8aEq(this.old, this.new);
		this.isEqual = this.isSame;
		if (this.isSame) {
			this.tell('the two runtimes are the same: it is rehearsed with other bytes of the same one');
			this.new = u8aConcat(this.new, SKIPPED_FRAME);
		}
		[this.base, this.spec] = [join(this.folder, 'old'), join(this.folder, 'old.json')];
		const kept = join(this.folder, 'records.json');
		const isThere = await access(kept).then(() => true, () => false);
		if (!isThere) {
			await cp(await chainOf(this.from, binary), this.spec);
		}
		await this.#running('old', ['--pool-limit', '100000'], ['--manual-seal'], binary, async ({ api }) => {
			if (!isThere) {
				await writeFile(kept, JSON.stringify(await this.#write(api)));
			}
			const { made, seconds } = JSON.parse(await readFile(kept, 'utf8'));
			const before = await census(api, await api.raw('chain_getBlockHash'), { decoding: true });
			const ours = Object.values(of(PALLETS, before));
			const rows = ours.reduce((sum, one) => sum + one.rows, 0);
			const wrong = complaints(before);
			this.note('records', 'written with the older runtime', `${made} records, ${rows} rows of our pallets in ${ours.length} storage items, ${seconds} s`, rows >= made);
			this.note('records', 'every row decodes with the older metadata', wrong.length === 0 ? `${before.rows} rows` : wrong.join('; '), wrong.length === 0);
		});
	}

	/** Writes the records, and lets all money arrive. */
	async #write(api) {
		const begun = performance.now();
		const made = await makeRecords(api, this.count, this.tell);
		for (let blocks = 0; await waits(api); blocks += 1) {
			if (blocks === QUIET_BLOCKS) {
				throw new Error('money still waits to be handed on');
			}
			await seal(api);
		}
		await inStep(api);
		return { made, seconds: Math.round((performance.now() - begun) / 1_000) };
	}

	/** A node on a folder of this rehearsal, while `act` is at it. */
	async #running(name, args, sealing, binary, act) {
		const path = join(this.folder, name);
		await mkdir(path, { recursive: true });
		const node = await Node.start(path, ['--chain', this.spec, ...args], sealing, false, binary);
		let api;
		try {
			api = await connect(node.url);
			return await act({ node, api });
		} finally {
			await api?.disconnect();
			await node.stop();
		}
	}

	/** The same on a copy of the older chain; a node that is `cold` has compiled nothing yet. */
	async on(name, sealing, binary, act, { isCold = false } = {}) {
		const copy = join(this.folder, name);
		await rm(copy, { recursive: true, force: true });
		await cp(this.base, copy, { recursive: true });
		if (isCold) {
			await rm(join(copy, COMPILED_OF_NODE), { recursive: true, force: true });
			await mkdir(join(copy, COMPILED_OF_NODE));
		}
		try {
			return await this.#running(name, [], sealing, binary, act);
		} finally {
			await rm(copy, { recursive: true, force: true });
		}
	}

	/** A node that makes blocks by the clock, an upgrade on it, and somebody beside it. */
	async byTheClock(scene, binary = BINARY, { thorough = true, isTimed = true } = {}) {
		const sealing = ['--dev-block-time', `${this.blockTime}`];
		const act = async ({ node, api }) => {
			await inStep(api);
			const send = async (call, signer) => (await submit(api, call, signer)).events;
			const witness = await Witness.start(api, ['lineage_ancestors', await withAncestors(api), null, null, 100]);
			await pause(AROUND * this.blockTime);
			const start = await api.raw('chain_getBlockHash');
			const { checked } = await handIn(api, this.new, send);
			this.isEqual = !checked;
			const { last, first, versions } = await takenOver(api, start);
			this.note(scene, 'authorised, brought and taken over', `block ${first.number} is the first of the new runtime; spec_version ${versions.join(' to ')}`);
			this.note(
				scene,
				'spec_version has risen',
				checked ? 'yes' : `no: refused with ${NOT_NEWER}; it was let in without that check, and no migration ran`,
				checked || this.isSame,
			);
			await pause(AROUND * this.blockTime);
			this.#seen(scene, await witness.end(), isTimed);
			await this.#afterwards(scene, node.url, last, first, thorough);
		};
		await this.on(scene.replaceAll(' ', '-'), sealing, binary, act, { isCold: isTimed });
	}

	/** Over a connection of its own: `@polkadot/api` has lost the runtime's calls of the one that saw the upgrade. */
	async #afterwards(scene, url, last, first, thorough) {
		const api = await connect(url);
		try {
			await this.#rowsAgain(scene, api, last, first, thorough);
			await this.#answers(scene, api);
			await this.#lives(scene, api);
			const send = async (call, signer) => (await submit(api, call, signer)).events;
			const refused = await handBack(api, this.old, send);
			this.note(scene, 'the older runtime again', `refused: ${refused}`, refused === NOT_NEWER);
		} finally {
			await api.disconnect();
		}
	}

	/** Untimed, it says only what holds on a machine that has other work, too. */
	#seen(scene, { blocks, missing, mean, longest, asked, behind, fees, again }, isTimed) {
		const off = mean / this.blockTime - 1;
		this.note(scene, 'blocks by the way', `${blocks.length}, ${missing.length} numbers missing`, missing.length === 0);
		this.note(
			scene,
			`a block every ${this.blockTime} ms, within 10 %`,
			`${mean.toFixed(0)} ms on average, ${longest.toFixed(0)} ms at most`,
			!isTimed || Math.abs(off) <= TOLERANCE,
		);
		const { errors } = asked;
		const codes = [...new Set(errors.map(({ code, message }) => `${code} ${message}`))].slice(0, 3).join('; ');
		this.note(
			scene,
			'lineage_ancestors, asked every 100 ms',
			`${asked.count} right, ${errors.length} not${errors.length > 0 ? ` (${codes})` : ''}; p50 ${asked.p50.toFixed(1)}, p99 ${asked.p99.toFixed(1)}, most ${asked.most.toFixed(0)} ms`,
			errors.every(({ code }) => code === NOT_IN_STEP) && (!isTimed || errors.length <= asked.count / 100),
		);
		this.note(scene, 'the index is out of step', `${behind.toFixed(0)} ms at most`, !isTimed || behind < this.blockTime);
		this.note(
			scene,
			'transactions with fees by the way',
			`${fees.length} in blocks, ${again.length} sent again${again.length > 0 ? ` (${[...new Set(again)].slice(0, 2).join('; ')})` : ''}`,
			fees.length > 0 && fees.every((fee) => fee > 0n) && again.length <= 2,
		);
	}

	/** The rows at the last block of the older runtime and the first of the newer, which decodes them. */
	async #rowsAgain(scene, api, last, first, thorough) {
		const begun = performance.now();
		const [before, after] = [await census(api, last.hash), await census(api, first.hash, { decoding: thorough })];
		this.compare(scene, before, after, thorough, `${((performance.now() - begun) / 1_000).toFixed(0)} s`);
	}

	compare(scene, before, after, decoded, took) {
		const ours = [of(PALLETS, before), of(PALLETS, after)];
		const sums = ours.map((maps) => Object.values(maps).reduce((sum, { rows }) => sum + rows, 0));
		this.note(scene, 'rows of our pallets before and after', sums.join(' and '), sums[0] === sums[1] || this.migrated.length > 0);
		const changed = differences(...ours, this.migrated);
		const same = Object.keys(ours[1]).length - changed.length;
		this.note(scene, 'storage items with the same digest', changed.length === 0 ? `all ${same}` : `${same}; changed: ${changed.join(', ')}`, changed.length === 0);
		if (decoded) {
			const wrong = complaints(after);
			this.note(scene, 'every row decodes with the newer metadata', wrong.length === 0 ? `${after.rows} rows, ${took}` : wrong.join('; '), wrong.length === 0);
		}
	}

	/** A node that is killed again and again in the middle of it. */
	async withKills(delays, scene = 'killed') {
		const copy = join(this.folder, scene);
		await rm(copy, { recursive: true, force: true });
		await cp(this.base, copy, { recursive: true });
		const kills = new UpgradeKills(copy, this.spec);
		try {
			await kills.start();
			const { last, first } = await kills.run(this.new, delays, { checked: !this.isEqual });
			const { kills: count, kept, lost } = kills;
			this.note(scene, 'kill -9 in the three blocks of the upgrade', `${count} kills; the block was there afterwards ${kept} times, ${lost} blocks were made anew`, count > 0);
			await this.#rowsAgain(scene, kills.api, last, first, false);
			await this.#answers(scene, kills.api);
			const isAlive = await kills.goesOn();
			this.note(scene, 'new records afterwards', isAlive ? 'yes, and the index knows them' : 'no', isAlive);
		} finally {
			await kills.stop();
			await rm(copy, { recursive: true, force: true });
		}
	}

	/** The same upgrade in chopsticks, on a fork of the older chain: in one step, and without our node. */
	async inChopsticks(scene = 'chopsticks') {
		const missing = await whyNot();
		if (missing !== null) {
			this.note(scene, 'not run', missing, false);
			return;
		}
		await this.on(scene, ['--manual-seal'], BINARY, async ({ node, api }) => {
			const before = await census(api, await api.raw('chain_getBlockHash'), { most: FORKED_ROWS });
			const wasm = join(this.folder, 'newer.wasm');
			await writeFile(wasm, this.new);
			const chopsticks = await Chopsticks.start(this.folder, node.url, wasm);
			let fork;
			try {
				fork = await connect(chopsticks.url);
				const begun = performance.now();
				const hash = await fork.raw('dev_newBlock');
				const then = await fork.at(hash);
				const [number, ran] = [await then.query.system.number(), (await then.query.system.lastRuntimeUpgrade()).unwrap()];
				const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
				this.note(scene, `a block by chopsticks ${await version()} on a fork`, `block ${number} of spec_version ${ran.specVersion}, ${seconds} s`);
				const after = await census(fork, hash, { decoding: true, most: FORKED_ROWS });
				this.compare(scene, before, after, true, `at most ${FORKED_ROWS} of each item`);
			} catch (error) {
				throw new Error(`${error.message}; the end of what chopsticks said:\n${await chopsticks.tail()}`);
			} finally {
				await fork?.disconnect();
				await chopsticks.stop();
			}
		});
	}

	/** What the index says of some assets is what the runtime says of them. */
	async #answers(scene, api) {
		await inStep(api);
		const count = (await api.call.lineageApi.nextAssetId()).toNumber();
		const ids = Array.from({ length: SAMPLE }, (_, index) => Math.floor((index * (count - 1)) / (SAMPLE - 1)));
		const wrong = [];
		for (const id of ids) {
			const answers = (await everyAnswer(api, id)).map((answer) => JSON.stringify(answer));
			if (answers.some((answer) => answer !== answers[0])) {
				wrong.push(id);
			}
		}
		this.note(scene, 'lineage_asset as the runtime API says', `${ids.length - wrong.length} of ${ids.length}`, wrong.length === 0);
	}

	/** New transactions of each kind, on the records of before. */
	async #lives(scene, api) {
		const [alice, bob] = [account('Alice'), account('Bob')];
		const label = `after the upgrade: ${scene}`;
		const work = await register(api, api.tx.provenance.registerWork(declaration(label), []), alice);
		const terms = stated({ price: native(1_000_000_000n) });
		const offer = await publish(api, work.id, terms, alice);
		const licence = await accept(api, offer.id, work.id, terms, bob);
		const paid = await pay(api, work.id, NATIVE, 5_000_000_000n, bob);
		const claimed = await claimFor(api, alice, [[work.id, NATIVE]], alice);
		const fees = [work, offer, licence, paid].map(({ events }) => feeOf(events));
		await inStep(api);
		const { asset } = await api.raw('lineage_asset', work.id.toString());
		this.note(
			scene,
			'new records on the newer runtime',
			`asset ${work.id}, offer ${offer.id}, licence ${licence.id}, ${claimed} claimed; fees of ${fees.join(', ')} planck`,
			asset.id === work.id.toString() && claimed === 6_000_000_000n && fees.every((fee) => fee > 0n),
		);
	}
}

/** An asset that has many ancestors, of some that are looked at. */
async function withAncestors(api) {
	const count = (await api.call.lineageApi.nextAssetId()).toNumber();
	const totals = [];
	for (let index = 0; index < SAMPLE; index += 1) {
		const id = Math.floor((index * count) / SAMPLE);
		totals.push([Number((await api.raw('lineage_ancestors', id, null, null, 1)).total), id]);
	}
	return totals.sort(([one], [other]) => other - one)[0][1];
}
