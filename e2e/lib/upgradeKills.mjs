// A node that is killed in the middle of an upgrade: as it stores the new runtime, as it puts it in the old one's place, and
// in the new one's first block.
import { setTimeout as pause } from 'node:timers/promises';

import { account, connect, declaration, register } from './chain.mjs';
import { call as ask } from './http.mjs';
import { inStep } from './lineageIndex.mjs';
import { CODE, Node } from './node.mjs';
import { seal } from './seal.mjs';
import { steps, takenOver } from './upgrade.mjs';

const MOST_TURNS = 50;

export class UpgradeKills {
	kills = 0;
	/** After how many kills the ordered block was there, and how many blocks had to be made anew. */
	kept = 0;
	lost = 0;

	/** On the folder of a chain with this specification. */
	constructor(path, spec) {
		Object.assign(this, { path, spec });
	}

	async start() {
		this.node = await Node.start(this.path, ['--chain', this.spec], ['--manual-seal']);
		this.api = await connect(this.node.url);
		await inStep(this.api);
	}

	async stop() {
		await this.api?.disconnect();
		await this.node?.stop();
	}

	async #submit(call, name) {
		const { address } = account(name);
		const { nonce } = await this.api.query.system.account(address);
		const signed = await call.signAsync(account(name), { nonce, era: 0 });
		// A block that was lost took it along; one that was kept has it.
		await this.api.raw('author_submitExtrinsic', signed.toHex());
	}

	/** Orders a block, kills the node so many milliseconds later, and starts it again. */
	async #killed(ms) {
		const before = await this.#height();
		const port = Number(new URL(this.node.url).port);
		const ordered = ask(port, 'engine_createBlock', [true, true, null]).catch(() => {});
		await pause(ms);
		const { api } = this;
		this.api = null;
		await Promise.all([this.node.kill(), api.disconnect().catch(() => {})]);
		await ordered;
		await this.start();
		this.kills += 1;
		// What the database had not written yet is gone, which may be more than the last block.
		const after = await this.#height();
		this.kept += after > before ? 1 : 0;
		this.lost += Math.max(0, before + 1 - after);
	}

	async #height() {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
	}

	/** How far the upgrade is, by the state of the best block. */
	async #stage(old, best) {
		const { system, parachainSystem } = this.api.query;
		if ((await this.api.raw('state_getStorageHash', CODE)) !== old) {
			const { specVersion } = (await system.lastRuntimeUpgrade()).unwrap();
			const runs = (await this.api.raw('state_getRuntimeVersion', best)).specVersion;
			// The version that ran last is written by the first block of the next one.
			const isDone = specVersion.toNumber() === runs && (await this.api.raw('state_getStorageHash', CODE, await this.#parent())) !== old;
			return isDone ? 'done' : 'first block';
		}
		if ((await parachainSystem.pendingValidationCode()).length > 0) {
			return 'switch';
		}
		return (await system.authorizedUpgrade()).isSome ? 'store' : 'authorise';
	}

	async #parent() {
		return (await this.api.rpc.chain.getHeader()).parentHash.toHex();
	}

	/** The whole way, with kills after so many milliseconds in each of its three blocks. */
	async run(code, delays, { checked = true } = {}) {
		const start = await this.api.raw('chain_getBlockHash');
		const old = await this.api.raw('state_getStorageHash', CODE);
		const left = { store: [...delays], switch: [...delays], 'first block': [...delays] };
		for (let turn = 0; ; turn += 1) {
			const stage = await this.#stage(old, await this.api.raw('chain_getBlockHash'));
			if (stage === 'done') {
				return takenOver(this.api, start);
			}
			if (turn > MOST_TURNS) {
				throw new Error(`still at the ${stage} of the upgrade after ${turn} turns`);
			}
			const { authorise, bring } = steps(this.api, code, { checked });
			if (stage === 'authorise' || stage === 'store') {
				await this.#submit(...(stage === 'store' ? [bring, 'Bob'] : [authorise, 'Alice']));
			}
			const ms = left[stage]?.shift();
			await (ms === undefined ? seal(this.api) : this.#killed(ms));
		}
	}

	/** A transaction on the newer runtime: nothing stands still. */
	async goesOn() {
		const call = this.api.tx.provenance.registerWork(declaration('after the kills'), []);
		const registered = register(this.api, call, account('Alice'));
		await pause(500);
		await seal(this.api);
		await seal(this.api);
		const { id } = await registered;
		await inStep(this.api);
		const { asset } = await this.api.raw('lineage_asset', id.toString());
		return asset.id === id.toString();
	}
}
