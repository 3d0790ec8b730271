// The methods: names, parameters, answers.
//
// Parameters that may be absent are `Option`, so that null stays null: a bare type would be sent as `0x` or 0.

const asset = { name: 'asset', type: 'u64' };
const account = { name: 'account', type: 'AccountId' };
/** The answer is decoded as the runtime of this block says. */
const at = { name: 'at', type: 'BlockHash', isHistoric: true, isOptional: true };

const optional = (name, type) => ({ name, type: `Option<${type}>`, isOptional: true });

const view = optional('view', 'Text');
const page = [optional('filter', 'LineageFilter'), optional('cursor', 'Bytes'), optional('limit', 'u32'), view];
const pair = [
	{ name: 'ancestor', type: 'u64' },
	{ name: 'descendant', type: 'u64' },
];

export const rpc = {
	lineage: {
		asset: {
			description: 'Both rows of an asset.',
			params: [asset, at],
			type: 'LineageAsset',
		},
		ancestors: {
			description: 'A page of the ancestors of an asset, by descending id.',
			params: [asset, ...page],
			type: 'LineageList',
		},
		descendants: {
			description: 'A page of the descendants of an asset, by ascending id.',
			params: [asset, ...page],
			type: 'LineageList',
		},
		byAccount: {
			description: 'A page of what an account controls, by ascending id.',
			params: [account, ...page],
			type: 'LineageList',
		},
		usage: {
			description: 'A page of the datasets, models and outputs that rest on works that an account controls, by ascending id.',
			params: [account, ...page],
			type: 'LineageList',
		},
		isAncestor: {
			description: 'Whether one asset is an ancestor of another.',
			params: [...pair, view],
			type: 'LineageAncestry',
		},
		path: {
			description: 'A shortest way from an asset up to one of its ancestors.',
			params: [...pair, optional('relations', 'Vec<Text>'), view],
			type: 'LineagePath',
		},
		byCommitment: {
			description: 'Both rows of up to 64 assets with a commitment, by ascending id from an id on.',
			params: [{ name: 'commitment', type: 'H256' }, optional('from', 'u64'), view],
			type: 'LineageAssets',
		},
		standing: {
			description: 'Whether anything may be built on an asset, and which ancestors stand in the way.',
			params: [asset, view],
			type: 'LineageStanding',
		},
		flow: {
			description: 'Who would get what if an amount were paid for an asset now.',
			// A currency is `native` or the number of one, as text.
			params: [asset, { name: 'currency', type: 'Text' }, { name: 'amount', type: 'u128' }, at],
			type: 'LineageFlow',
		},
		proof: {
			description: 'A bundle that proves an asset, or the way from it to an ancestor, in the state of a final block.',
			params: [asset, optional('ancestor', 'u64'), optional('relations', 'Vec<Text>')],
			type: 'LineageProof',
		},
		syncState: {
			description: 'How far the index is.',
			params: [],
			type: 'LineageSyncState',
		},
		subscribeStanding: {
			description: 'The verdict on each of up to 256 assets: of all at once, and of one whenever it changes.',
			params: [{ name: 'assets', type: 'Vec<u64>' }],
			pubsub: ['standingUpdate', 'subscribeStanding', 'unsubscribeStanding'],
			type: 'LineageStanding',
		},
		subscribeUsage: {
			description: 'How much rests on the works of an account, and from then on what comes and goes.',
			params: [account],
			pubsub: ['usageUpdate', 'subscribeUsage', 'unsubscribeUsage'],
			type: 'LineageUsageChange',
		},
	},
};
