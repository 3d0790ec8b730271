// What the terms of an offer and of a licence refuse, each by its name, and what they let pass.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';

import { account, commitment, declaration, edge, eventOf, register, submit, wealth } from '../lib/chain.mjs';
import { accept, acceptance, permitted, publish } from '../lib/consent.mjs';
import { NATIVE, pool } from '../lib/money.mjs';
import { grounds, native, purposes, stated, termsDigest } from '../lib/terms.mjs';
import { until } from '../lib/until.mjs';

const PRICE = 1_000_000_000_000n;
const SHARE = 100_000;
const NONE = 10_000_000;

export default function offers(chain) {
	const provider = account('Bob');
	const maker = account('Charlie');
	const stranger = account('Dave');
	const intent = { purposes: purposes('aiTraining'), commercial: false };
	const ids = {};
	const terms = {
		priced: stated({ price: native(PRICE), share: SHARE }),
		addressed: stated({ audience: { Only: maker.address }, quota: 1, transferable: true }),
		brief: stated({ price: native(1n), licencePeriod: 1 }),
		free: stated({ terms: { purposes: purposes('aiTraining'), commercial: false }, share: SHARE, quota: 1 }),
		early: stated({ price: native(1n), from: NONE }),
		ended: null,
		gone: stated({ price: native(1n) }),
	};

	const work = async (label) => {
		const call = chain.api.tx.provenance.registerWork(declaration(label), []);
		return (await register(chain.api, call, provider)).id;
	};
	const newest = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();
	/** Trains on a work by an authority. */
	const train = (asset, authority, share = SHARE, meant = intent) =>
		chain.api.tx.provenance.registerModel(declaration('trained', { intent: meant }), [
			edge(asset, 'TrainedOn', share, authority),
		]);

	before(async () => {
		ids.work = await work('much offered');
		ids.other = await work('never offered');
		const now = await newest();
		terms.ended = stated({ price: native(1n), until: now + 30 });
		for (const name of ['ended', 'priced', 'addressed', 'brief', 'free', 'early', 'gone']) {
			ids[name] = (await publish(chain.api, ids.work, terms[name], provider)).id;
		}
		const withdraw = chain.api.tx.consent.withdrawOffer(ids.gone, grounds());
		await eventOf(chain.api, withdraw, provider, 'consent', 'OfferWithdrawn');
		// A dataset that permits no more than what it includes.
		const edges = [edge(ids.work, 'Includes', SHARE, { Offer: ids.free })];
		const dataset = chain.api.tx.provenance.composeDataset(declaration('bounded', { intent }), edges);
		ids.dataset = (await register(chain.api, dataset, provider)).id;
		ids.licence = (await accept(chain.api, ids.priced, ids.work, terms.priced, maker)).id;
		ids.briefly = (await accept(chain.api, ids.brief, ids.work, terms.brief, maker)).id;
		ids.handed = (await accept(chain.api, ids.addressed, ids.work, terms.addressed, maker)).id;
		const hand = chain.api.tx.consent.transferLicence(ids.handed, stranger.address);
		const event = await eventOf(chain.api, hand, maker, 'consent', 'LicenceTransferred');
		ids.successor = event.successor.toBigInt();
		await until('the end of an offer', 60, async () => (await newest()) >= terms.ended.until);
	});

	/** What each error of an offer takes; `by` is the provider unless said. */
	const unpublished = [
		['UnknownAsset', () => [NONE, stated()]],
		['NotController', () => [ids.work, stated()], maker],
		['NoPurpose', () => [ids.work, stated({ terms: { purposes: 0 } })]],
		['TermsExpired', () => [ids.work, stated({ terms: { expires: 1 } })]],
		['OfferExceedsTerms', () => [ids.dataset, stated()]],
		['OfferExceedsTerms', () => [ids.dataset, { ...terms.free, terms: { ...terms.free.terms, commercial: true } }]],
		['EmptyWindow', () => [ids.work, stated({ from: NONE, until: NONE })]],
		['EmptyWindow', () => [ids.work, stated({ until: 1 })]],
		['EmptyWindow', () => [ids.work, stated({ price: native(1n), licencePeriod: 0 })]],
		['ZeroPrice', () => [ids.work, stated({ price: native(0n) })]],
		['ZeroQuota', () => [ids.work, stated({ quota: 0 })]],
	];

	for (const [index, [name, values, by = provider]] of unpublished.entries()) {
		it(`publishes nothing: ${name} (${index + 1})`, async () => {
			const before = await chain.api.query.consent.nextOfferId();
			const call = chain.api.tx.consent.publishOffer(...values());
			assert.equal((await submit(chain.api, call, by)).error, `consent.${name}`);
			assert.ok((await chain.api.query.consent.nextOfferId()).eq(before));
		});
	}

	/** What each error of an acceptance takes; `by` is somebody who has not accepted. */
	const digest = (name) => termsDigest(ids.work, terms[name]);
	const unaccepted = [
		['PriceExceedsMax', () => [ids.priced, native(PRICE - 1n), SHARE, digest('priced')]],
		['PriceExceedsMax', () => [ids.priced, { currency: { WithId: 1 }, amount: PRICE }, SHARE, digest('priced')]],
		['PriceExceedsMax', () => [ids.priced, null, SHARE, digest('priced')]],
		['ShareExceedsMax', () => [ids.priced, native(PRICE), SHARE - 1, digest('priced')]],
		['TermsMismatch', () => [ids.priced, native(PRICE), SHARE, commitment('other terms')]],
		['TermsMismatch', () => [ids.priced, native(PRICE), SHARE, termsDigest(ids.other, terms.priced)]],
		['UnknownOffer', () => [NONE, null, 0, digest('priced')]],
		['OfferWithdrawn', () => [ids.gone, native(1n), 0, digest('gone')]],
		['OfferNotBegun', () => [ids.early, native(1n), 0, digest('early')]],
		['OfferEnded', () => [ids.ended, native(1n), 0, digest('ended')]],
		['NothingToAccept', () => [ids.free, null, SHARE, digest('free')]],
		['NotAddressed', () => [ids.addressed, null, 0, digest('addressed')]],
	];

	for (const [index, [name, values]] of unaccepted.entries()) {
		it(`gives no licence: ${name} (${index + 1})`, async () => {
			const before = await chain.api.query.consent.nextLicenceId();
			const call = chain.api.tx.consent.acceptOffer(...values());
			assert.equal((await submit(chain.api, call, stranger)).error, `consent.${name}`);
			assert.ok((await chain.api.query.consent.nextLicenceId()).eq(before));
		});
	}

	it('gives no licence: AlreadyAccepted, where nothing is paid', async () => {
		const again = acceptance(chain.api, ids.addressed, ids.work, terms.addressed);
		assert.equal((await submit(chain.api, again, maker)).error, 'consent.AlreadyAccepted');
	});

	it('a licence is bought with a bid above the price, and costs the price', async () => {
		const call = chain.api.tx.consent.acceptOffer(ids.priced, native(PRICE * 2n), SHARE * 2, digest('priced'));
		const event = await eventOf(chain.api, call, stranger, 'consent', 'OfferAccepted');
		assert.equal(event.price.unwrap().amount.toBigInt(), PRICE);
	});

	it('a price in a currency that was not let in can be asked, and not paid', async () => {
		const terms = stated({ price: { currency: { WithId: NONE }, amount: PRICE } });
		const { id } = await publish(chain.api, ids.other, terms, provider);
		const before = await chain.api.query.consent.nextLicenceId();
		const call = acceptance(chain.api, id, ids.other, terms);
		assert.equal((await submit(chain.api, call, stranger)).error, 'royalty.UnknownCurrency');
		assert.ok((await chain.api.query.consent.nextLicenceId()).eq(before));
	});

	it('a price below the least balance is paid though the controller has no balance at all', async () => {
		const heir = account('An heir of offers');
		const asset = await work('left to an heir');
		const terms = stated({ price: native(1n) });
		const { id } = await publish(chain.api, asset, terms, provider);
		const give = chain.api.tx.provenance.transferControl(asset, heir.address);
		await eventOf(chain.api, give, provider, 'provenance', 'ControlTransferred');
		await accept(chain.api, id, asset, terms, maker);
		assert.equal((await pool(chain.api, asset, NATIVE)).toHolders, 1n);
		assert.equal(await wealth(chain.api, heir), 0n);
		const claim = chain.api.tx.royalty.claimFor(heir.address, [[asset, NATIVE]]);
		const waits = await eventOf(chain.api, claim, maker, 'royalty', 'PayoutWaits');
		assert.equal(waits.amount.toBigInt(), 1n);
	});

	/** What each error of an edge takes; `by` is the model maker unless said. */
	const commercial = { ...intent, commercial: true };
	const generative = { ...intent, purposes: purposes('aiGenerativeTraining') };
	const untrained = [
		['UnknownOffer', () => train(ids.work, { Offer: NONE })],
		['OfferWithdrawn', () => train(ids.work, { Offer: ids.gone })],
		['LicenceNeeded', () => train(ids.work, { Offer: ids.priced })],
		['AuthorityForOtherAsset', () => train(ids.other, { Offer: ids.free })],
		['AuthorityForOtherAsset', () => train(ids.other, { Licence: ids.licence })],
		['PurposeNotPermitted', () => train(ids.work, { Offer: ids.free }, SHARE, generative)],
		['CommercialUseNotPermitted', () => train(ids.work, { Offer: ids.free }, SHARE, commercial)],
		['ShareTooSmall', () => train(ids.work, { Offer: ids.free }, SHARE - 1)],
		['ShareTooSmall', () => train(ids.work, { Licence: ids.licence }, SHARE - 1)],
		['QuotaExhausted', () => train(ids.work, { Offer: ids.free })],
		['UnknownLicence', () => train(ids.work, { Licence: NONE })],
		['NotLicensee', () => train(ids.work, { Licence: ids.licence }), stranger],
		['LicenceExpired', () => train(ids.work, { Licence: ids.briefly })],
		['LicenceHandedOn', () => train(ids.work, { Licence: ids.handed })],
	];

	for (const [index, [name, call, by = maker]] of untrained.entries()) {
		it(`trains nothing: ${name} (${index + 1})`, async () => {
			const before = await chain.api.call.lineageApi.nextAssetId();
			assert.equal((await submit(chain.api, call(), by)).error, `consent.${name}`);
			assert.ok((await chain.api.call.lineageApi.nextAssetId()).eq(before));
		});
	}

	it('who was handed a licence uses what is left of it, and no more', async () => {
		const call = train(ids.work, { Licence: ids.successor });
		await register(chain.api, call, stranger);
		assert.equal((await submit(chain.api, call, stranger)).error, 'consent.QuotaExhausted');
		const licence = (await chain.api.call.consentApi.licence(ids.successor)).unwrap();
		assert.equal(licence.quota.unwrap().toNumber(), 0);
		const ended = (await chain.api.call.consentApi.licence(ids.handed)).unwrap();
		assert.equal(ended.succession.unwrap().by.toBigInt(), ids.successor);
	});

	it('a licence is handed on as it may be: NotTransferable, NotLicensee, AlreadyHolder, LicenceHandedOn', async () => {
		const { transferLicence } = chain.api.tx.consent;
		const error = async (licence, to, by) => (await submit(chain.api, transferLicence(licence, to.address), by)).error;
		assert.equal(await error(ids.licence, stranger, maker), 'consent.NotTransferable');
		assert.equal(await error(ids.successor, provider, maker), 'consent.NotLicensee');
		assert.equal(await error(ids.successor, stranger, stranger), 'consent.AlreadyHolder');
		assert.equal(await error(ids.handed, provider, maker), 'consent.LicenceHandedOn');
		assert.equal(await error(NONE, provider, maker), 'consent.UnknownLicence');
	});

	it('an offer is withdrawn once, and by its controller', async () => {
		const { withdrawOffer } = chain.api.tx.consent;
		const error = async (offer, by) => (await submit(chain.api, withdrawOffer(offer, grounds()), by)).error;
		assert.equal(await error(ids.gone, provider), 'consent.OfferWithdrawn');
		assert.equal(await error(ids.priced, maker), 'consent.NotController');
		assert.equal(await error(NONE, provider), 'consent.UnknownOffer');
	});

	it('a licence outlives the offer that it came of', async () => {
		const withdraw = chain.api.tx.consent.withdrawOffer(ids.priced, grounds());
		await eventOf(chain.api, withdraw, provider, 'consent', 'OfferWithdrawn');
		await register(chain.api, train(ids.work, { Licence: ids.licence }), maker);
		const answer = await permitted(chain.api, ids.work, maker);
		assert.deepEqual(answer, { permitted: { licence: Number(ids.licence) } });
	});

	it('offers come in pages, oldest first', async () => {
		const whole = (await chain.api.call.consentApi.offersOf(ids.work, 0, 256)).asOk;
		assert.ok(whole.next.isNone);
		const names = ['ended', 'priced', 'addressed', 'brief', 'free', 'early', 'gone'];
		assert.deepEqual(whole.rows.map(([id]) => id.toBigInt()), names.map((name) => ids[name]));
		const rows = [];
		let from = 0;
		while (from !== null) {
			const page = (await chain.api.call.consentApi.offersOf(ids.work, from, 3)).asOk;
			rows.push(...page.rows);
			from = page.next.isSome ? page.next.unwrap().toNumber() : null;
		}
		assert.deepEqual(rows.map((row) => row.toHex()), whole.rows.map((row) => row.toHex()));
		for (const limit of [0, 257]) {
			const answer = await chain.api.call.consentApi.offersOf(ids.work, 0, limit);
			assert.equal(answer.asErr.type, 'LimitOutOfRange');
		}
	});
}
