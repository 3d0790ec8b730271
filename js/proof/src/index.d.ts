/** Bytes as `0x` and hexadecimal digits. */
export type Hex = string;

/** A 64-bit number as a decimal string. */
export type Text = string;

/** What is asked of a bundle. What is not given is not compared. */
export interface Expected {
	/** The hash of a block that is known to be final. */
	block?: Hex | Uint8Array | null;
	/** The genesis hash of the chain. */
	genesis?: Hex | Uint8Array | null;
	asset?: bigint | number | string | null;
	ancestor?: bigint | number | string | null;
}

export interface Edge {
	parent: Text;
	relation: string;
	/** In millionths. */
	share: number;
	authority: { type: 'control' } | { type: 'offer' | 'licence'; id: Text };
}

/** An asset of the path, as it was registered. */
export interface Step {
	id: Text;
	kind: 'work' | 'dataset' | 'model' | 'output';
	/** Fixes its whole ancestry. */
	digest: Hex;
	/** A public key. */
	registrant: Hex;
	block: Text;
	commitment: Hex;
	metadata: Hex | null;
	rightsInformation: Hex | null;
	basis: string;
	intent: { purposes: string[]; commercial: boolean };
	contents: { root: Hex; leaves: number; weight: Text; contributorsShare: number } | null;
	edges: Edge[];
	/** How it depends on the next step: nothing in the last. */
	up: string[];
}

/** What was proven: all of it is so if the block is final. */
export interface Verified {
	/** The chain that the bundle names: only the block proves it. */
	genesis: Hex;
	block: { hash: Hex; number: Text; stateRoot: Hex };
	asset: Text;
	ancestor: Text;
	/** What the chain said of the asset in that block. */
	head: {
		controller: Hex;
		marks: string[];
		affectedBy: Text | null;
		terms: { purposes: string[]; commercial: boolean; expires: Text | null };
		composition: Record<string, Text>;
		excludedLeaves: number;
		excludedWeight: Text;
		generation: number;
	};
	/** From the asset up to the ancestor. */
	steps: Step[];
}

/** The names of the reasons why a bundle proves nothing, or not what was asked. */
export type Reason =
	| 'tooLarge'
	| 'unknownVersion'
	| 'damaged'
	| 'truncated'
	| 'trailingBytes'
	| 'malformed'
	| 'tooLong'
	| 'notAParent'
	| 'notInState'
	| 'otherBlock'
	| 'otherChain'
	| 'otherAsset'
	| 'otherAncestor';

export class ProofError extends Error {
	readonly code: Reason;
}

export interface Verifier {
	/** Throws a ProofError if the bundle proves nothing, or not what is expected. */
	verify(bundle: Uint8Array | Hex | { bundle: Hex }, expected?: Expected): Verified;
}

/** Loads the verifier: from the file beside this module if nothing is given. */
export function loadVerifier(
	source?: BufferSource | WebAssembly.Module | Response | PromiseLike<BufferSource | WebAssembly.Module | Response>,
): Promise<Verifier>;
