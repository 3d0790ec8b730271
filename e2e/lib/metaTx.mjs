// A transaction that its signer neither sends nor pays for: signed here, relayed by somebody else with
// `metaTx.dispatch`. Written from the order of `MetaTxExtension` in the runtime.
import { compactToU8a, stringToU8a, u8aConcat } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';

import { littleEndian } from './hashing.mjs';

const EXTENSION_VERSION = Uint8Array.of(0);
const SIGNED = Uint8Array.of(1);
const IMMORTAL = Uint8Array.of(0);
const METADATA_UNCHECKED = Uint8Array.of(0);
const NO_METADATA_DIGEST = Uint8Array.of(0);

/**
 * The bytes of a meta transaction for `call` by `signer`. `blocks` is for how many blocks from now on it is
 * good (a power of two from 4), without end if it is not said.
 */
export async function signMetaTx(api, call, signer, { blocks, nonce } = {}) {
	const account = await api.query.system.account(signer.address);
	const { era, birth } = await validity(api, blocks);
	const explicit = u8aConcat(era, compactToU8a(nonce ?? account.nonce.toNumber()), METADATA_UNCHECKED);
	const implicit = u8aConcat(
		stringToU8a('_meta_tx'),
		littleEndian(api.runtimeVersion.specVersion.toNumber(), 32),
		littleEndian(api.runtimeVersion.transactionVersion.toNumber(), 32),
		api.genesisHash.toU8a(),
		birth,
		NO_METADATA_DIGEST,
	);
	const method = call.method.toU8a();
	const signature = signer.sign(blake2AsU8a(u8aConcat(EXTENSION_VERSION, method, explicit, implicit), 256), {
		withType: true,
	});
	return u8aConcat(method, EXTENSION_VERSION, SIGNED, signature, signer.publicKey, explicit);
}

async function validity(api, blocks) {
	if (!blocks) {
		return { era: IMMORTAL, birth: api.genesisHash.toU8a() };
	}
	const current = (await api.rpc.chain.getHeader()).number.toNumber();
	const era = api.createType('MortalEra', { current, period: blocks });
	const birth = await api.rpc.chain.getBlockHash(era.birth(current));
	return { era: era.toU8a(), birth: birth.toU8a() };
}

/** The call that relays a meta transaction. */
export function relay(api, bytes) {
	return api.tx.metaTx.dispatch(bytes, bytes.length);
}
