// The shapes of questions and answers.
//
// Numbers of 64 bits travel as strings. Words of the chain's vocabulary (kinds, relations, standings) are
// `Text`, so that a word added by a later runtime is shown and not refused.

/** The rows of an asset. */
const assets = {
	LineageAsset: { at: 'LineageBlock', asset: 'LineageAssetRow' },
	LineageAssets: { at: 'LineageBlock', assets: 'Vec<LineageAssetRow>', next: 'Option<u64>' },
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

/** What the index answers. */
const graph = {
	LineageFilter: {
		kinds: 'Option<Vec<Text>>',
		relations: 'Option<Vec<Text>>',
		standings: 'Option<Vec<Text>>',
		depth: 'Option<u32>',
	},
	LineageList: {
		at: 'LineageBlock',
		listedAt: 'LineageBlock',
		total: 'u64',
		rows: 'Vec<LineageRow>',
		nextCursor: 'Option<Bytes>',
	},
	LineageRow: { id: 'u64', kind: 'Text', standing: 'Text', generation: 'u32' },
	LineageAncestry: { at: 'LineageBlock', isAncestor: 'bool' },
	LineagePath: { at: 'LineageBlock', path: 'Option<Vec<LineageStep>>' },
	LineageStep: { child: 'u64', relation: 'Text', parent: 'u64' },
	LineageStanding: {
		at: 'LineageBlock',
		asset: 'u64',
		standing: 'Text',
		marks: 'Vec<Text>',
		isClear: 'bool',
		affectedBy: 'Option<u64>',
		causes: 'Vec<LineageCause>',
		more: 'bool',
	},
	LineageProof: { at: 'LineageBlock', asset: 'u64', ancestor: 'u64', bundle: 'Bytes' },
	LineageCause: { asset: 'u64', standing: 'Text', distance: 'u32', affects: 'bool' },
	LineageUsageChange: { at: 'LineageBlock', total: 'u64', added: 'Vec<u64>', removed: 'Vec<u64>', more: 'bool' },
	LineageSyncState: {
		phase: 'Text',
		at: 'Option<LineageBlock>',
		finalized: 'Option<LineageBlock>',
		target: 'LineageBlock',
		assets: 'Option<[u64; 2]>',
	},
};

/** What would become of a payment. */
const money = {
	LineageFlow: { at: 'LineageBlock', asset: 'u64', rows: 'Vec<LineageFlowRow>' },
	LineageFlowRow: { asset: 'u64', inflow: 'u128', contributors: 'u128', holders: 'u128', held: 'u128' },
};

export const types = {
	// Every codec of @polkadot/api has a `hash` of its own: the field is read as `hash_`.
	LineageBlock: { _alias: { hash_: 'hash' }, hash_: 'H256', number: 'u64' },
	...assets,
	...graph,
	...money,
};
