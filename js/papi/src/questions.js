// What an application asks, as it travels.

/** A whole number that is not negative, as a decimal string. */
export function whole(value, what) {
	const isWhole = typeof value === 'bigint' || typeof value === 'number' ? value >= 0 : /^\d+$/.test(value);
	if (!isWhole || (typeof value === 'number' && !Number.isSafeInteger(value))) {
		throw new RangeError(`${what} is a whole number, as a bigint, a decimal string or a safe integer: ${value}`);
	}
	return value.toString();
}

/** The id of an asset. */
export function id(value) {
	return whole(value, 'an id');
}

/** `native`, or the number of a currency. */
export function currency(value) {
	return value === 'native' ? value : whole(value, 'a currency');
}

/** The part of the options that is a filter; nothing if none of it was given. */
export function filter({ kinds, relations, standings, depth }) {
	const given = Object.entries({ kinds, relations, standings, depth }).filter(([, value]) => value != null);
	return given.length > 0 ? Object.fromEntries(given) : null;
}
