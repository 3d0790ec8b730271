// What a node answers, with numbers of 64 and 128 bits as `bigint`. What a later node adds is passed on as it came.

const BASES = ['optIn', 'licensed', 'publicDomain', 'statutoryException', 'synthetic', 'undeclared'];

const orNull = (value, decode) => (value === null ? null : decode(value));

/** The same, with these fields, which may be null, as `bigint`. */
function big(value, ...names) {
	const fields = names.map((name) => [name, orNull(value[name], BigInt)]);
	return { ...value, ...Object.fromEntries(fields) };
}

const block = (value) => big(value, 'number');

const authority = (value) => ('id' in value ? big(value, 'id') : value);

const edge = (value) => ({ ...big(value, 'parent'), authority: authority(value.authority) });

function row(value) {
	return {
		...big(value, 'id', 'block', 'affectedBy'),
		terms: big(value.terms, 'expires'),
		composition: big(value.composition, ...BASES),
		contents: orNull(value.contents, (contents) => big(contents, 'weight', 'excludedWeight')),
		edges: value.edges.map(edge),
	};
}

export function asset(answer) {
	return { ...answer, at: block(answer.at), asset: row(answer.asset) };
}

export function assets(answer) {
	return { ...big(answer, 'next'), at: block(answer.at), assets: answer.assets.map(row) };
}

export function list(answer) {
	return {
		...big(answer, 'total'),
		at: block(answer.at),
		listedAt: block(answer.listedAt),
		rows: answer.rows.map((value) => big(value, 'id')),
	};
}

export function ancestry(answer) {
	return { ...answer, at: block(answer.at) };
}

export function path(answer) {
	const steps = (value) => value.map((step) => big(step, 'child', 'parent'));
	return { ...answer, at: block(answer.at), path: orNull(answer.path, steps) };
}

export function standing(answer) {
	return {
		...big(answer, 'asset', 'affectedBy'),
		at: block(answer.at),
		causes: answer.causes.map((cause) => big(cause, 'asset')),
	};
}

export function usageChange(message) {
	const ids = (values) => values.map(BigInt);
	return {
		...big(message, 'total'),
		at: block(message.at),
		added: ids(message.added),
		removed: ids(message.removed),
	};
}

export function proof(answer) {
	return { ...big(answer, 'asset', 'ancestor'), at: block(answer.at) };
}

export function flow(answer) {
	const amounts = ['inflow', 'contributors', 'holders', 'held'];
	return {
		...big(answer, 'asset'),
		at: block(answer.at),
		rows: answer.rows.map((value) => big(value, 'asset', ...amounts)),
	};
}

export function syncState(answer) {
	return {
		...answer,
		at: orNull(answer.at, block),
		finalized: orNull(answer.finalized, block),
		target: block(answer.target),
		assets: orNull(answer.assets, (counts) => counts.map(BigInt)),
	};
}
