// A new runtime on a chain that runs: authorised by root, handed in by anybody, let through by the relay chain.
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';

import { account, nameOf } from './chain.mjs';
import { CODE } from './node.mjs';
import { until } from './until.mjs';

const TAKE_OVER_SECONDS = 120;
/** What the chain says of a runtime whose version is not higher than its own. */
export const NOT_NEWER = 'system.SpecVersionNeedsToIncrease';

/** The calls: root says which runtime, then anybody brings it. */
export function steps(api, code, { checked = true } = {}) {
	const { system, sudo } = api.tx;
	const authorise = checked ? system.authorizeUpgrade : system.authorizeUpgradeWithoutChecks;
	return { authorise: sudo.sudo(authorise(blake2AsHex(code, 256))), bring: system.applyAuthorizedUpgrade(u8aToHex(code)) };
}

/** What came of bringing it: null if it is stored, else the name of the error. */
export function refusal(api, events) {
	const rejected = events.find(({ section, method }) => `${section}.${method}` === 'system.RejectedInvalidAuthorizedUpgrade');
	if (rejected) {
		return nameOf(api, rejected.data.error);
	}
	const isStored = events.some(({ section, method }) => `${section}.${method}` === 'parachainSystem.ValidationFunctionStored');
	return isStored ? null : 'neither stored nor rejected';
}

/**
 * Hands a new runtime in by `send(call, signer)`, which gives the events: with the check of its version, and if that is what
 * refuses it, without. Says which of them it was.
 */
export async function handIn(api, code, send) {
	const alice = account('Alice');
	for (const checked of [true, false]) {
		const { authorise, bring } = steps(api, code, { checked });
		await send(authorise, alice);
		const refused = refusal(api, await send(bring, account('Bob')));
		if (refused === null) {
			return { checked };
		}
		if (refused !== NOT_NEWER) {
			throw new Error(`the new runtime was refused: ${refused}`);
		}
	}
	throw new Error('the new runtime was refused without a check, too');
}

/** Tries to go back to an older runtime, and says why the chain does not. */
export async function handBack(api, code, send) {
	const { authorise, bring } = steps(api, code);
	await send(authorise, account('Alice'));
	return refusal(api, await send(bring, account('Bob')));
}

const specVersion = async (api, hash) => (await api.rpc.state.getRuntimeVersion(hash)).specVersion.toNumber();

/** The digest of the code that runs on top of a block. */
const codeAfter = (api, hash) => api.raw('state_getStorageHash', CODE, hash);

/**
 * Waits until the code is another one than it was at `before`: `{ last, first }` are the last block of the old runtime, which
 * stores the new one in its place, and the first of the new one.
 */
export async function takenOver(api, before) {
	const old = await codeAfter(api, before);
	const from = (await api.rpc.chain.getHeader(before)).number.toNumber();
	let number = from;
	const last = await until('the new runtime', TAKE_OVER_SECONDS, async () => {
		const best = (await api.rpc.chain.getHeader()).number.toNumber();
		for (; number < best; number += 1) {
			const hash = await api.raw('chain_getBlockHash', number);
			if ((await codeAfter(api, hash)) !== old) {
				return { number, hash };
			}
		}
		return null;
	});
	const first = { number: last.number + 1, hash: await api.raw('chain_getBlockHash', last.number + 1) };
	const versions = [await specVersion(api, before), await specVersion(api, first.hash)];
	return { last, first, versions };
}
