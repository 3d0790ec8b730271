// A connection to a node and the few verbs that the tests share.
import { options } from '@animechain/api-augment';
import { ApiPromise, HttpProvider, WsProvider } from '@polkadot/api';
import { Keyring } from '@polkadot/keyring';
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex } from '@polkadot/util-crypto';

import { TRAINING } from './terms.mjs';
import { within } from './until.mjs';

const INCLUSION_SECONDS = 60;
const CONNECTION_SECONDS = 60;
const MESSAGE_SECONDS = 30;

export { HttpProvider };

/**
 * Connects with the definitions of `lineage_*`; `api.raw(method, ...params)` asks past all decoding, and
 * `api.firstOf(message, method, ...params)` gives the first message to a subscriber.
 */
export async function connect(url) {
	const provider = new WsProvider(url);
	const connecting = ApiPromise.create({ provider, ...options, noInitWarn: true });
	const api = await within(`a connection to ${url}`, CONNECTION_SECONDS, connecting).catch(async (error) => {
		await provider.disconnect();
		throw error;
	});
	const disconnect = api.disconnect.bind(api);
	api.disconnect = () => within(`the end of the connection to ${url}`, CONNECTION_SECONDS, disconnect());
	api.raw = (method, ...params) => provider.send(method, params);
	api.firstOf = (message, method, ...params) => {
		const first = new Promise((resolve, reject) => {
			const listener = (error, answer) => (error ? reject(error) : resolve(answer));
			provider.subscribe(message, method, params, listener).catch(reject);
		});
		return within(`a first message of ${method}`, MESSAGE_SECONDS, first);
	};
	return api;
}

/** The accounts of a development chain, `//Alice` and so on. */
export function account(name) {
	return new Keyring({ type: 'sr25519' }).addFromUri(`//${name}`);
}

/** A commitment that differs for every label. */
export function commitment(label) {
	return blake2AsHex(`animechain e2e ${label}`, 256);
}

/** What a registrant says: unless told otherwise, of something that is for training. */
export function declaration(label, changes = {}) {
	return {
		commitment: commitment(label),
		metadata: null,
		rightsInformation: null,
		basis: 'OptIn',
		intent: TRAINING,
		...changes,
	};
}

/** An edge whose share is in parts per million; `authority` is control, `{ Offer: id }` or `{ Licence: id }`. */
export function edge(parent, relation, share = 0, authority = 'Control') {
	return { parent, relation, share, authority };
}

/** The contents of a collection over a tree of lib/merkleSum.mjs. */
export function contents(tree, leaves, contributorsShare = 1_000_000) {
	return { root: u8aToHex(tree.root.digest), leaves, weight: tree.root.weight, contributorsShare };
}

/**
 * Signs, sends and waits for the block. Returns `{ block, events, error }`, where `error` is the name
 * of the dispatch error (`provenance.UnknownParent`) or null.
 *
 * A development chain finalises what it makes at once and may never report "in block".
 */
export function submit(api, call, signer) {
	return new Promise((resolve, reject) => {
		let unsubscribe = () => {};
		const deadline = setTimeout(
			() => finish(reject, new Error(`not in a block within ${INCLUSION_SECONDS} s`)),
			INCLUSION_SECONDS * 1000,
		);
		const finish = (settle, value) => {
			clearTimeout(deadline);
			unsubscribe();
			settle(value);
		};
		call.signAndSend(signer, { nonce: -1 }, ({ status, events, dispatchError, isError }) => {
			if (status.isInBlock || status.isFinalized) {
				const block = (status.isFinalized ? status.asFinalized : status.asInBlock).toHex();
				finish(resolve, {
					block,
					events: events.map(({ event }) => event),
					error: dispatchError ? nameOf(api, dispatchError) : null,
				});
			} else if (isError) {
				finish(reject, new Error(`the transaction was dropped: ${status.type}`));
			}
		}).then(
			(stop) => {
				unsubscribe = stop;
			},
			(error) => finish(reject, error),
		);
	});
}

/**
 * What only root may do, done by sudo: returns the name of the error, or null.
 */
export async function govern(api, call) {
	const event = await eventOf(api, api.tx.sudo.sudo(call), account('Alice'), 'sudo', 'Sudid');
	return event.sudoResult.isErr ? nameOf(api, event.sudoResult.asErr) : null;
}

/** Everything that an account has, free and held, as a bigint. */
export async function wealth(api, { address }) {
	const { data } = await api.query.system.account(address);
	return data.free.toBigInt() + data.reserved.toBigInt();
}

/** What an account paid for the transaction with these events. */
export function feeOf(events) {
	const fees = events.filter(({ section, method }) => `${section}.${method}` === 'transactionPayment.TransactionFeePaid');
	return fees.reduce((sum, { data }) => sum + data.actualFee.toBigInt(), 0n);
}

/** `pallet.Error` of an error of a pallet, else its type and detail. */
export function nameOf(api, error) {
	if (error.isModule) {
		const { section, name } = api.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}
	return error.toString();
}

/** Sends a call that must succeed and returns the data of its one event `section.method`. */
export async function eventOf(api, call, signer, section, method) {
	const { events, error, block } = await submit(api, call, signer);
	if (error) {
		throw new Error(`${call.method.section}.${call.method.method} failed: ${error}`);
	}
	return { block, events, ...named(events, section, method) };
}

/** The fields of the one event `section.method`. */
export function named(events, section, method) {
	const found = events.filter((event) => event.section === section && event.method === method);
	if (found.length !== 1) {
		throw new Error(`${found.length} events ${section}.${method} instead of one`);
	}
	return Object.fromEntries(found[0].data.names.map((name, index) => [name, found[0].data[index]]));
}

/** Registers an asset and returns its id as a bigint, with the rest of the event. */
export async function register(api, call, signer) {
	const event = await eventOf(api, call, signer, 'provenance', 'Registered');
	return { ...event, id: event.asset.toBigInt() };
}
