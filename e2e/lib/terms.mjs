// Purposes, stated terms and their digest, written from their documentation alone
// (pallets/primitives/src/terms.rs, consent.rs).
import { bnToU8a, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';

import { littleEndian, tagged } from './hashing.mjs';

const OFFER_TAG = 0x05;

/** Every purpose, in the order of its bit. */
export const PURPOSES = [
	'dataMining',
	'aiInference',
	'aiTraining',
	'aiGenerativeTraining',
	'derivative',
	'distribution',
];

/** The bits of a set of purposes. */
export function purposes(...names) {
	return names.reduce((bits, name) => {
		const bit = PURPOSES.indexOf(name);
		if (bit < 0) {
			throw new RangeError(`there is no purpose ${name}`);
		}
		return bits | (1 << bit);
	}, 0);
}

/** The names of a set of purposes. */
export function purposeNames(bits) {
	return PURPOSES.filter((_, bit) => bits & (1 << bit));
}

/** What a dataset or a model for training of either kind is meant for. */
export const TRAINING = { purposes: purposes('aiTraining', 'aiGenerativeTraining'), commercial: false };

/** Why somebody said no. */
export function grounds(reason = 'Objection', evidence = null) {
	return { reason, evidence };
}

/** An amount of the chain's own currency. */
export function native(amount) {
	return { currency: 'Native', amount };
}

/** The terms of an offer: generative training and the use of what came of it, for everybody and free. */
export function stated({ terms, ...changes } = {}) {
	return {
		terms: {
			purposes: purposes('aiInference', 'aiTraining', 'aiGenerativeTraining'),
			commercial: true,
			expires: null,
			...terms,
		},
		audience: 'Anyone',
		price: null,
		share: 0,
		quota: null,
		from: null,
		until: null,
		licencePeriod: null,
		transferable: false,
		legal: null,
		...changes,
	};
}

/** SCALE, by hand. */
const flag = (value) => Uint8Array.of(value ? 1 : 0);
const u32 = (value) => littleEndian(value, 32);
const optional = (value, encode) => (value === null ? Uint8Array.of(0) : u8aConcat([1], encode(value)));

function audience(value) {
	return value === 'Anyone' ? Uint8Array.of(0) : u8aConcat([1], decodeAddress(value.Only));
}

function price({ currency, amount }) {
	const unit = currency === 'Native' ? Uint8Array.of(0) : u8aConcat([1], u32(currency.WithId));
	return u8aConcat(unit, bnToU8a(BigInt(amount), { bitLength: 128, isLe: true }));
}

/** H(0x05 ‖ asset ‖ the stated terms in SCALE). */
export function offerDigest(asset, ...encoded) {
	return tagged(OFFER_TAG, littleEndian(asset, 64), ...encoded);
}

/** H(0x05 ‖ asset ‖ SCALE(stated terms)): what somebody who accepts an offer signs. */
export function termsDigest(asset, offer) {
	const { terms } = offer;
	return u8aToHex(
		offerDigest(
			asset,
			...[Uint8Array.of(terms.purposes), flag(terms.commercial), optional(terms.expires, u32)],
			audience(offer.audience),
			optional(offer.price, price),
			u32(offer.share),
			optional(offer.quota, u32),
			...[optional(offer.from, u32), optional(offer.until, u32), optional(offer.licencePeriod, u32)],
			flag(offer.transferable),
			optional(offer.legal, hexToU8a),
		),
	);
}
