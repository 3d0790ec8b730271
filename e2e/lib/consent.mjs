// The verbs of permission that the tests share.
import { eventOf } from './chain.mjs';
import { purposes, termsDigest } from './terms.mjs';

/** Publishes an offer and returns its id as a bigint, with the rest of the event. */
export async function publish(api, asset, terms, signer) {
	const call = api.tx.consent.publishOffer(asset, terms);
	const event = await eventOf(api, call, signer, 'consent', 'OfferPublished');
	return { ...event, id: event.offer.toBigInt() };
}

/** The call that accepts exactly what is offered. */
export function acceptance(api, offer, asset, terms) {
	return api.tx.consent.acceptOffer(offer, terms.price, terms.share, termsDigest(asset, terms));
}

/** Accepts an offer and returns the id of the licence as a bigint, with the rest of the event. */
export async function accept(api, offer, asset, terms, signer) {
	const event = await eventOf(api, acceptance(api, offer, asset, terms), signer, 'consent', 'OfferAccepted');
	return { ...event, id: event.licence.toBigInt() };
}

/** A question: unless told otherwise, about generative training now. */
export function request({ address }, changes = {}) {
	return { who: address, purposes: purposes('aiGenerativeTraining'), commercial: false, at: null, ...changes };
}

/** What the chain says: `{ permitted: { offer: 3 } }`, `{ denied: { notOffered: null } }` and the like. */
export async function permitted(api, asset, who, changes = {}) {
	return (await api.call.consentApi.permitted(asset, request(who, changes), null)).toJSON();
}

/** The same for a leaf. */
export async function leafPermitted(api, asset, leaf, who, changes = {}) {
	return (await api.call.consentApi.leafPermitted(asset, leaf, request(who, changes), null)).toJSON();
}
