// What @polkadot/api needs to know to offer `api.rpc.lineage`: pass all of it to `ApiPromise.create`.
//
// Numbers of 64 bits travel as strings. Words of the chain's vocabulary (kinds, relations, standings) are
// `Text`, so that a word added by a later runtime is shown and not refused.

const at = { name: 'at', type: 'BlockHash', isHistoric: true, isOptional: true };

const NOTHING = { extrinsic: {}, payload: {} };

/** Parts of a transaction that carry nothing and that @polkadot/api does not know: without them it warns. */
export const signedExtensions = { AuthorizeCall: NOTHING, StorageWeightReclaim: NOTHING };

export const rpc = {
	lineage: {
		asset: {
			description: 'Both rows of an asset.',
			params: [{ name: 'asset', type: 'u64' }, at],
			type: 'LineageAsset',
		},
		ancestors: {
			description: 'A page of the ancestors of an asset, by descending id.',
			params: [
				{ name: 'asset', type: 'u64' },
				// `Option`, so that null stays null: a bare type would be sent as `0x` and 0.
				{ name: 'cursor', type: 'Option<Bytes>', isOptional: true },
				{ name: 'limit', type: 'Option<u32>', isOptional: true },
				at,
			],
			type: 'LineageAncestors',
		},
	},
};

export const types = {
	LineageAsset: { at: 'LineageBlock', asset: 'LineageAssetRow' },
	LineageAncestors: {
		at: 'LineageBlock',
		asset: 'u64',
		rows: 'Vec<LineageAssetRow>',
		nextCursor: 'Option<Bytes>',
	},
	// Every codec of @polkadot/api has a `hash` of its own: the field is read as `hash_`.
	LineageBlock: { _alias: { hash_: 'hash' }, hash_: 'H256', number: 'u64' },
	LineageAssetRow: {
		id: 'u64',
		kind: 'Text',
		controller: 'AccountId',
		registrant: 'AccountId',
		block: 'u64',
		standing: 'Text',
		marks: 'Vec<Text>',
		affectedBy: 'Option<u64>',
		terms: 'LineageTerms',
		composition: 'LineageComposition',
		generation: 'u32',
		digest: 'H256',
		basis: 'Text',
		intent: 'LineageIntent',
		commitment: 'H256',
		metadata: 'Option<H256>',
		rightsInformation: 'Option<Bytes>',
		contents: 'Option<LineageContents>',
		edges: 'Vec<LineageEdge>',
	},
	LineageTerms: { purposes: 'Vec<Text>', commercial: 'bool', expires: 'Option<u64>' },
	LineageIntent: { purposes: 'Vec<Text>', commercial: 'bool' },
	LineageComposition: {
		optIn: 'u64',
		licensed: 'u64',
		publicDomain: 'u64',
		statutoryException: 'u64',
		synthetic: 'u64',
		undeclared: 'u64',
	},
	// Shares are parts per million.
	LineageContents: {
		root: 'H256',
		leaves: 'u32',
		weight: 'u64',
		contributorsShare: 'u32',
		excludedLeaves: 'u32',
		excludedWeight: 'u64',
	},
	LineageEdge: { parent: 'u64', relation: 'Text', share: 'u32', authority: 'LineageAuthority' },
	// `id` names the offer or the licence; control has none.
	LineageAuthority: { type: 'Text', id: 'Option<u64>' },
};
