// View functions, called by what the metadata says of them: @polkadot/api does not offer them by name.
import { u8aConcat, u8aToHex } from '@polkadot/util';

const PREFIX_BYTES = 16;

/** The answer of the view function `name` (as in Rust) of a pallet. */
export async function view(api, pallet, name, ...values) {
	const { viewFunctions } = api.runtimeMetadata.asLatest.pallets.find((row) => row.name.toString() === pallet);
	const { id, inputs, output } = viewFunctions.find((row) => row.name.toString() === name);
	const typed = (type, value) => api.createType(api.registry.createLookupType(type), value);
	const bytes = id.toU8a(true);
	const query = { prefix: bytes.slice(0, PREFIX_BYTES), suffix: bytes.slice(PREFIX_BYTES) };
	const input = u8aConcat(...inputs.map(({ type }, index) => typed(type, values[index]).toU8a()));
	const answer = await api.call.runtimeViewFunction.executeViewFunction(query, u8aToHex(input));
	if (answer.isErr) {
		throw new Error(`${pallet}.${name}: ${answer.asErr}`);
	}
	return typed(output, answer.asOk.toU8a(true));
}
