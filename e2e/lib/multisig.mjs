// An account that several people have together.
import assert from 'node:assert/strict';

import { createKeyMulti, encodeAddress, sortAddresses } from '@polkadot/util-crypto';

import { named } from './chain.mjs';
import { together } from './seal.mjs';

const PREFIX = 42;

/** The account of `threshold` of some members. */
export function multisig(members, threshold) {
	const addresses = members.map(({ address }) => address);
	return { address: encodeAddress(createKeyMulti(addresses, threshold), PREFIX), addresses, threshold };
}

/** The call by which a member says yes to another call of the account: the one that is enough does it. */
async function consentOf(api, account, member, call) {
	const others = sortAddresses(account.addresses.filter((address) => address !== member.address), PREFIX);
	const begun = await api.query.multisig.multisigs(account.address, call.method.hash);
	const time = begun.isSome ? begun.unwrap().when : null;
	const { weight } = await call.paymentInfo(account.address);
	return api.tx.multisig.asMulti(account.threshold, others, time, call, weight);
}

/** Each of some members says yes, one block after the other: the events of the last one, in which it happens. */
export async function actTogether(api, account, members, call) {
	let made;
	for (const member of members) {
		made = await together(api, [[await consentOf(api, account, member, call), member]]);
		assert.deepEqual(made.results, [null]);
	}
	return { ...made, result: named(made.events, 'multisig', 'MultisigExecuted').result };
}

/** One member's yes alone. */
export async function sayYes(api, account, member, call) {
	const made = await together(api, [[await consentOf(api, account, member, call), member]]);
	assert.deepEqual(made.results, [null]);
	return made;
}
