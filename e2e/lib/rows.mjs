// The rows of an asset as `lineage_*` shows them, from each place where they can be had, so that the
// answers can be compared whole.

const PURPOSES = [
	'dataMining',
	'aiInference',
	'aiTraining',
	'aiGenerativeTraining',
	'derivative',
	'distribution',
];

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

function contents(value) {
	return {
		root: value.root.toHex(),
		leaves: value.leaves.toNumber(),
		weight: value.weight.toString(),
		contributorsShare: value.contributorsShare.toNumber(),
	};
}

/** From an `AssetInfo` of the runtime API. */
export function fromRuntime({ id, head, record }) {
	const { declaration } = record;
	const bits = head.terms.purposes.toNumber();
	return {
		id: id.toString(),
		kind: word(head.kind),
		controller: head.controller.toString(),
		registrant: record.registrant.toString(),
		block: record.block.toString(),
		standing: word(head.standing),
		terms: {
			purposes: PURPOSES.filter((_, bit) => bits & (1 << bit)),
			commercial: head.terms.commercial.isTrue,
			expires: orNull(head.terms.expires, String),
		},
		composition: composition(head.composition),
		generation: head.generation.toNumber(),
		digest: head.digest.toHex(),
		basis: word(declaration.basis),
		commitment: declaration.commitment.toHex(),
		metadata: orNull(declaration.metadata, (hash) => hash.toHex()),
		rightsInformation: orNull(declaration.rightsInformation, (bytes) => bytes.toHex()),
		contents: orNull(record.contents, contents),
		edges: record.edges.map((edge) => ({
			parent: edge.parent.toString(),
			relation: word(edge.relation),
			share: edge.share.toNumber(),
			authority: { type: word(edge.authority) },
		})),
	};
}

/** From a `LineageAssetRow` of the typed RPC. */
export function fromTyped(row) {
	return {
		id: row.id.toString(),
		kind: row.kind.toString(),
		controller: row.controller.toString(),
		registrant: row.registrant.toString(),
		block: row.block.toString(),
		standing: row.standing.toString(),
		terms: {
			purposes: row.terms.purposes.map(String),
			commercial: row.terms.commercial.isTrue,
			expires: orNull(row.terms.expires, String),
		},
		composition: composition(row.composition),
		generation: row.generation.toNumber(),
		digest: row.digest.toHex(),
		basis: row.basis.toString(),
		commitment: row.commitment.toHex(),
		metadata: orNull(row.metadata, (hash) => hash.toHex()),
		rightsInformation: orNull(row.rightsInformation, (bytes) => bytes.toHex()),
		contents: orNull(row.contents, contents),
		edges: row.edges.map((edge) => ({
			parent: edge.parent.toString(),
			relation: edge.relation.toString(),
			share: edge.share.toNumber(),
			authority: { type: edge.authority.type.toString() },
		})),
	};
}
