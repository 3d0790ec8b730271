// Saying no without controlling the asset: a contributor takes a leaf out, anybody reserves content.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, it } from 'node:test';

import { u8aToHex, u8aWrapBytes } from '@polkadot/util';

import { asWire } from '../lib/asWire.mjs';
import {
	account,
	commitment,
	contents,
	declaration,
	eventOf,
	feeOf,
	named,
	register,
	submit,
	wealth,
} from '../lib/chain.mjs';
import { leafPermitted, permitted, publish } from '../lib/consent.mjs';
import { exclusionMessage, reservationKey } from '../lib/hashing.mjs';
import { MerkleSumTree } from '../lib/merkleSum.mjs';
import { grounds, purposes, stated } from '../lib/terms.mjs';
import { submitUnsigned } from '../lib/unsigned.mjs';

const NONE = 10_000_000;
const LEAVES = 5_000;
const LEAVES_PER_PAGE = 4_096;
// Grounds in SCALE: the sixth reason, no evidence.
const PRIVACY = Uint8Array.of(5, 0);

export default function optOuts(chain) {
	const registrant = account('Bob');
	const contributor = account('Dave');
	const other = account('Eve');
	const maker = account('Charlie');
	const poor = account('A contributor without a balance');
	const POOR_LEAF = 20;
	const unseen = account('A contributor without an account');
	const UNSEEN_LEAF = 30;
	// Two pages of leaves; those with an odd index are Eve's, one is the poor contributor's, one the unseen one's.
	const special = { [POOR_LEAF]: poor, [UNSEEN_LEAF]: unseen };
	const hand = (index) => special[index] ?? (index % 2 ? other : contributor);
	const leaves = Array.from({ length: LEAVES }, (_, index) => ({
		index,
		commitment: commitment(`drawing ${index}`),
		contributor: hand(index).publicKey,
		weight: BigInt(index + 1),
	}));
	const tree = new MerkleSumTree(leaves);
	const ids = {};

	const exclude = (index, { asset = ids.collection, leaf = leaves[index], proof = tree.proof(index) } = {}) =>
		chain.api.tx.consent.excludeLeaf(asset, leaf, { siblings: proof }, grounds('Privacy'));
	const row = async () => (await chain.api.raw('lineage_asset', ids.collection.toString())).asset;
	/** The leaves of a page that are out, as the bits say. */
	const out = async (page) => {
		const answer = await chain.api.call.consentApi.excludedLeaves(ids.collection, page);
		if (answer.isNone) {
			return null;
		}
		const bytes = answer.unwrap().toU8a(true);
		assert.equal(bytes.length, LEAVES_PER_PAGE / 8);
		return [...Array(LEAVES_PER_PAGE).keys()].filter((place) => bytes[place >> 3] & (1 << (place & 7)));
	};

	before(async () => {
		const { registerCollection, registerWork } = chain.api.tx.provenance;
		const call = registerCollection(declaration('many hands'), contents(tree, LEAVES), []);
		ids.collection = (await register(chain.api, call, registrant)).id;
		ids.work = (await register(chain.api, registerWork(declaration('one'), []), registrant)).id;
		ids.offer = (await publish(chain.api, ids.collection, stated(), registrant)).id;
	});

	it('a contributor takes a leaf out with a proof, for nothing', async () => {
		const yes = { permitted: { offer: Number(ids.offer) } };
		assert.deepEqual(await leafPermitted(chain.api, ids.collection, 4_098, maker), yes);
		assert.equal(await out(1), null);
		const before = await chain.api.query.system.account(contributor.address);
		const paid = (await chain.api.query.provenance.storageAccounts(registrant.address)).unwrap().used.toBigInt();

		const { events, error, block } = await submit(chain.api, exclude(4_098), contributor);
		assert.equal(error, null);
		const event = named(events, 'consent', 'LeafExcluded');
		assert.deepEqual([event.leaf.toNumber(), event.weight.toNumber()], [4_098, 4_099]);
		assert.equal(feeOf(events), 0n);
		const after = await chain.api.query.system.account(contributor.address);
		assert.deepEqual(after.data.toJSON(), before.data.toJSON());
		const charged = (await chain.api.query.provenance.storageAccounts(registrant.address)).unwrap().used.toBigInt();
		assert.ok(charged > paid, 'the registrant answers for the bytes');

		const at = (await chain.api.rpc.chain.getHeader(block)).number.toNumber();
		ids.at = at;
		const exclusion = (await chain.api.call.consentApi.exclusion(ids.collection, 4_098)).unwrap();
		assert.deepEqual([exclusion.at.toNumber(), exclusion.grounds.reason.type], [at, 'Privacy']);
	});

	it('the leaf is denied from then on, its neighbours and the past are not', async () => {
		const yes = { permitted: { offer: Number(ids.offer) } };
		const asked = (leaf, changes) => leafPermitted(chain.api, ids.collection, leaf, maker, changes);
		assert.deepEqual(await asked(4_098), { denied: { leafExcluded: null } });
		assert.deepEqual(await asked(4_098, { at: ids.at - 1 }), yes);
		for (const leaf of [0, 4_097, 4_099, LEAVES - 1]) {
			assert.deepEqual(await asked(leaf), yes);
		}
		assert.deepEqual(await asked(LEAVES), { denied: { unknownLeaf: null } });
		assert.deepEqual(await permitted(chain.api, ids.collection, maker), yes, 'the collection stands');
	});

	it('pages of bits and the live weight say what is out', async () => {
		assert.equal((await submit(chain.api, exclude(8), contributor)).error, null);
		assert.equal((await submit(chain.api, exclude(4_999), other)).error, null);
		assert.deepEqual(await out(0), [8]);
		assert.deepEqual(await out(1), [4_098 - LEAVES_PER_PAGE, 4_999 - LEAVES_PER_PAGE]);
		assert.equal(await out(2), null);
		const asset = await row();
		assert.equal(asset.contents.leaves, LEAVES, 'what was registered stays');
		assert.equal(asset.contents.weight, tree.root.weight.toString());
		assert.equal(asset.contents.excludedLeaves, 3);
		assert.equal(asset.contents.excludedWeight, (9 + 4_099 + 5_000).toString());
		assert.equal(asset.composition.optIn, (LEAVES - 3).toString());
		assert.deepEqual(asWire((await chain.api.rpc.lineage.asset(ids.collection)).asset), asset);
	});

	it('refuses by name what is not the contributor’s to take out', async () => {
		const [leaf] = leaves;
		const heavier = { ...leaf, weight: leaf.weight + 1n };
		const cases = [
			['AlreadyExcluded', exclude(8)],
			['NotContributor', exclude(1)],
			['LeafNotProven', exclude(0, { leaf: heavier })],
			['LeafNotProven', exclude(0, { proof: tree.proof(2) })],
			['LeafNotProven', exclude(0, { leaf: { ...leaf, index: LEAVES } })],
			['NotACollection', exclude(0, { asset: ids.work })],
			['UnknownAsset', exclude(0, { asset: NONE })],
		];
		const before = await row();
		for (const [name, call] of cases) {
			const { error, events } = await submit(chain.api, call, contributor);
			assert.equal(error, `consent.${name}`);
			assert.ok(feeOf(events) > 0n, 'what fails is not free');
		}
		assert.deepEqual(await row(), before);
	});

	it('a contributor without a balance does it too, once somebody gave it a byte of storage', async () => {
		const unpaid = { code: 1010, message: /inability to pay some fees/i };
		await assert.rejects(submit(chain.api, exclude(POOR_LEAF), poor), unpaid, 'the chain has not seen it');
		const open = chain.api.tx.provenance.sponsorStorage(poor.address, 1);
		await eventOf(chain.api, open, maker, 'provenance', 'StorageSponsored');
		const event = await eventOf(chain.api, exclude(POOR_LEAF), poor, 'consent', 'LeafExcluded');
		assert.equal(event.contributor.toString(), poor.address);
		assert.equal(await wealth(chain.api, poor), 0n);
		assert.equal((await row()).contents.excludedLeaves, 4);
	});

	it('a contributor without an account says no by a signature that anybody may send, once', async () => {
		const leaf = leaves[UNSEEN_LEAF];
		const reason = grounds('Privacy');
		const signed = (signature) =>
			chain.api.tx.consent.excludeLeafSigned(
				ids.collection,
				leaf,
				{ siblings: tree.proof(UNSEEN_LEAF) },
				reason,
				{ Sr25519: signature },
			);
		const message = exclusionMessage(chain.api.genesisHash, ids.collection, UNSEEN_LEAF, PRIVACY);
		const forged = signed(other.sign(message));
		await assert.rejects(submitUnsigned(chain.api, forged), { code: 1010, message: /bad signature/i });
		const elsewhere = exclusionMessage(commitment('genesis'), ids.collection, UNSEEN_LEAF, PRIVACY);
		await assert.rejects(submitUnsigned(chain.api, signed(unseen.sign(elsewhere))), { code: 1010 });

		// As wallets sign bytes.
		const call = signed(unseen.sign(u8aWrapBytes(message)));
		const { events, error } = await submitUnsigned(chain.api, call);
		assert.equal(error, null);
		assert.equal(named(events, 'consent', 'LeafExcluded').contributor.toString(), unseen.address);
		assert.equal((await chain.api.query.system.account(unseen.address)).sufficients.toNumber(), 0);
		assert.equal((await row()).contents.excludedLeaves, 5);
		// The pool forgets a transaction that is done, but not at once.
		await assert.rejects(submitUnsigned(chain.api, call), /1010: .*outdated|1012: .*banned/);
	});

	it('content is reserved, counted and found by who has the file; lifted, its history stays', async () => {
		const { reserve, liftReservation } = chain.api.tx.consent;
		const key = u8aToHex(reservationKey(createHash('sha256').update('a drawing on paper').digest()));
		const keys = [key, commitment('no file')];
		const counts = async () => (await chain.api.call.consentApi.reservationCounts(keys)).asOk.toJSON();
		const none = { declared: 0, standing: 0 };
		const training = purposes('aiTraining', 'aiGenerativeTraining');
		assert.deepEqual(await counts(), [none, none]);

		const first = await eventOf(chain.api, reserve(key, training), contributor, 'consent', 'ContentReserved');
		const second = await eventOf(chain.api, reserve(key, purposes('dataMining')), other, 'consent', 'ContentReserved');
		assert.deepEqual([first.row.toNumber(), second.row.toNumber()], [0, 1]);
		assert.deepEqual(await counts(), [{ declared: 2, standing: 2 }, none]);
		assert.equal((await submit(chain.api, reserve(key, training), contributor)).error, 'consent.AlreadyReserved');
		assert.equal((await submit(chain.api, reserve(key, 0), maker)).error, 'consent.NoPurpose');
		assert.equal((await submit(chain.api, liftReservation(key), maker)).error, 'consent.NotReserved');

		const lifted = await eventOf(chain.api, liftReservation(key), contributor, 'consent', 'ReservationLifted');
		assert.deepEqual(await counts(), [{ declared: 2, standing: 1 }, none]);
		assert.equal((await submit(chain.api, liftReservation(key), contributor)).error, 'consent.NotReserved');
		await eventOf(chain.api, reserve(key, training), contributor, 'consent', 'ContentReserved');

		const number = async ({ block }) => (await chain.api.rpc.chain.getHeader(block)).number.toNumber();
		const { rows, next } = (await chain.api.call.consentApi.reservationsOf(key, 0, 256)).asOk;
		assert.ok(next.isNone);
		const hands = [contributor, other, contributor].map(({ address }) => address);
		assert.deepEqual(rows.map(({ by }) => by.toString()), hands);
		assert.deepEqual(rows.map(({ purposes }) => purposes.toNumber()), [training, 1, training]);
		assert.equal(rows[0].declaredAt.toNumber(), await number(first));
		assert.equal(rows[0].liftedAt.unwrap().toNumber(), await number(lifted));
		assert.ok(rows[1].liftedAt.isNone && rows[2].liftedAt.isNone);
		const page = (await chain.api.call.consentApi.reservationsOf(key, 0, 2)).asOk;
		assert.deepEqual([page.rows.length, page.next.unwrap().toNumber()], [2, 2]);
	});

	it('no more than 256 contents are looked up at once', async () => {
		const keys = Array.from({ length: 257 }, (_, index) => commitment(`file ${index}`));
		assert.equal((await chain.api.call.consentApi.reservationCounts(keys)).asErr.type, 'TooManyKeys');
		assert.equal((await chain.api.call.consentApi.reservationCounts(keys.slice(1))).asOk.length, 256);
	});
}
