const NOTHING = { extrinsic: {}, payload: {} };

/** Parts of a transaction that carry nothing and that @polkadot/api does not know: without them it warns. */
export const signedExtensions = { AuthorizeCall: NOTHING, StorageWeightReclaim: NOTHING };
