// The rows of an asset as `lineage_*` shows them, from each place where they can be had, so that the
// answers can be compared whole.

import { asWire } from './asWire.mjs';
import { purposeNames } from './terms.mjs';

/** The marks in the order of their bits, and all of them from the gravest to the lightest. */
const MARKS = ['withdrawn', 'retired', 'quarantined', 'invalidated'];
const GRAVEST = ['invalidated', 'quarantined', 'withdrawn', 'retired'];

/** The name of a variant, in the form of the JSON answers: `OptIn` is `optIn`. */
function word(variant) {
	return variant.type[0].toLowerCase() + variant.type.slice(1);
}

function orNull(option, read) {
	return option.isSome ? read(option.unwrap()) : null;
}

function composition(counts) {
	const names = ['optIn', 'licensed', 'publicDomain', 'statutoryException', 'synthetic', 'undeclared'];
	return Object.fromEntries(names.map((name) => [name, counts[name].toString()]));
}

function contents(value, excludedLeaves, excludedWeight) {
	return {
		root: value.root.toHex(),
		leaves: value.leaves.toNumber(),
		weight: value.weight.toString(),
		contributorsShare: value.contributorsShare.toNumber(),
		excludedLeaves: excludedLeaves.toNumber(),
		excludedWeight: excludedWeight.toString(),
	};
}

/** Where an authority has an id, under its name. */
function authority(type, id) {
	return id === null ? { type } : { type, id };
}

/** From an `AssetInfo` of the runtime API; `now` is the block that it was asked at, if terms may have run out. */
export function fromRuntime({ id, head, record }, now = 0) {
	const { declaration } = record;
	const marks = MARKS.filter((_, bit) => head.marks.toNumber() & (1 << bit));
	const expired = head.terms.expires.isSome && head.terms.expires.unwrap().toNumber() <= now;
	return {
		id: id.toString(),
		kind: word(head.kind),
		controller: head.controller.toString(),
		registrant: record.registrant.toString(),
		block: record.block.toString(),
		standing: GRAVEST.find((mark) => marks.includes(mark)) ?? (expired ? 'expired' : 'clear'),
		marks,
		affectedBy: orNull(head.affectedBy, String),
		terms: {
			purposes: purposeNames(head.terms.purposes.toNumber()),
			commercial: head.terms.commercial.isTrue,
			expires: orNull(head.terms.expires, String),
		},
		composition: composition(head.composition),
		generation: head.generation.toNumber(),
		digest: head.digest.toHex(),
		basis: word(declaration.basis),
		intent: {
			purposes: purposeNames(declaration.intent.purposes.toNumber()),
			commercial: declaration.intent.commercial.isTrue,
		},
		commitment: declaration.commitment.toHex(),
		metadata: orNull(declaration.metadata, (hash) => hash.toHex()),
		rightsInformation: orNull(declaration.rightsInformation, (bytes) => bytes.toHex()),
		contents: orNull(record.contents, (value) => contents(value, head.excluded.leaves, head.excluded.weight)),
		edges: record.edges.map((edge) => ({
			parent: edge.parent.toString(),
			relation: word(edge.relation),
			share: edge.share.toNumber(),
			authority: authority(word(edge.authority), edge.authority.isControl ? null : edge.authority.inner.toString()),
		})),
	};
}

/** What runtime API, typed RPC and raw RPC say of an asset, as rows: all asked about the newest block. */
export async function everyAnswer(api, id) {
	const typed = await api.rpc.lineage.asset(id);
	const at = typed.at.hash_.toHex();
	const info = (await (await api.at(at)).call.lineageApi.asset(id)).unwrap();
	const raw = await api.raw('lineage_asset', id.toString(), at);
	return [fromRuntime(info, typed.at.number.toNumber()), asWire(typed.asset), raw.asset];
}
