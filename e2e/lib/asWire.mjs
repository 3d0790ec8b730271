// What @polkadot/api decoded, as it came.

const words = { Text: String, AccountId: String };

/** A decoded answer in the form of the JSON that it was decoded from. */
export function asWire(codec) {
	const type = codec.toRawType();
	if (type in words) {
		return words[type](codec);
	}
	if (codec.isSome !== undefined) {
		return codec.isSome ? asWire(codec.unwrap()) : null;
	}
	if (typeof codec.isTrue === 'boolean') {
		return codec.isTrue;
	}
	if (codec.bitLength && type.startsWith('u')) {
		return codec.bitLength() > 32 ? codec.toString() : codec.toNumber();
	}
	if (Array.isArray(codec)) {
		return codec.map(asWire);
	}
	if (codec instanceof Map) {
		// Every codec has a `hash` of its own: the field is `hash_`. Control has no id.
		const fields = [...codec].map(([name, value]) => [name.replace(/_$/, ''), asWire(value)]);
		const isControl = codec.get('type')?.toString() === 'control';
		return Object.fromEntries(isControl ? fields.filter(([name]) => name !== 'id') : fields);
	}
	return codec.toHex();
}
