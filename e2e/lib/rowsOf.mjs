// The state itself, past all decoding: to see that something changed nothing.
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';

/** Whatever the pallets of this project and the assets pallet keep, and what is scheduled. */
const KEPT = [['Provenance'], ['Consent'], ['Royalty'], ['Rights'], ['Assets'], ['Scheduler', 'Agenda']];

const prefix = (names) => u8aToHex(u8aConcat(...names.map((name) => xxhashAsU8a(name, 128))));

/** All of it in the newest block: rows `[key, value]` in hex. */
export async function rowsOf(api) {
	const block = await api.raw('chain_getBlockHash');
	return (await Promise.all(KEPT.map((names) => api.raw('state_getPairs', prefix(names), block)))).flat();
}
