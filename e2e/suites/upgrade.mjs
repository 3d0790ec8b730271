// What becomes of a new runtime on a development chain.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';

import { account, eventOf, govern, submit } from '../lib/chain.mjs';
import { until } from '../lib/until.mjs';

const TAKE_OVER_SECONDS = 60;

/** A frame that every zstd decoder skips: behind a compressed runtime, it makes other bytes of the same one. */
const SKIPPED_FRAME = hexToU8a('0x502a4d18' + '04000000' + '6e657874');

export default function upgrade(chain) {
	const alice = account('Alice');
	const stored = async () => (await chain.api.rpc.state.getStorage(':code')).unwrap().toHex();

	it('a runtime that is not newer is refused', async () => {
		const { system } = chain.api.tx;
		assert.equal(await govern(chain.api, system.setCode(await stored())), 'system.SpecVersionNeedsToIncrease');
	});

	it('a runtime that is let through takes over, and the chain goes on', async () => {
		const { sudo, system } = chain.api.tx;
		const next = u8aToHex(u8aConcat(hexToU8a(await stored()), SKIPPED_FRAME));
		const call = sudo.sudo(system.setCodeWithoutChecks(next));
		await eventOf(chain.api, call, alice, 'parachainSystem', 'ValidationFunctionStored');
		// It takes over in one of the next blocks, which this chain makes of transactions.
		await until('the new runtime', TAKE_OVER_SECONDS, async () => {
			await submit(chain.api, system.remark('0x00'), alice);
			return (await stored()) === next;
		});
		const assets = (await chain.api.call.lineageApi.nextAssetId()).toBigInt();
		assert.ok(assets > 0n, 'nothing was lost');
		assert.equal((await submit(chain.api, system.remark('0x01'), alice)).error, null);
	});
}
