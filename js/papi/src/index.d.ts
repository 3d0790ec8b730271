/** A word of the chain's vocabulary, or one that a later runtime added. */
export type Word<Known extends string> = Known | (string & {});

export type Kind = 'work' | 'dataset' | 'model' | 'output';
export type Standing = 'clear' | 'withdrawn' | 'expired' | 'quarantined' | 'invalidated' | 'retired';
export type Mark = 'withdrawn' | 'retired' | 'quarantined' | 'invalidated';
export type Relation =
	| 'includes'
	| 'trainedOn'
	| 'fineTunedFrom'
	| 'adapterOf'
	| 'mergedFrom'
	| 'distilledFrom'
	| 'generatedBy'
	| 'conditionedOn'
	| 'derivedFrom'
	| 'versionOf';
export type Basis = 'optIn' | 'licensed' | 'publicDomain' | 'statutoryException' | 'synthetic' | 'undeclared';
export type Purpose =
	| 'dataMining'
	| 'aiInference'
	| 'aiTraining'
	| 'aiGenerativeTraining'
	| 'derivative'
	| 'distribution';
/** The best block, or the last one that is final. */
export type View = 'best' | 'finalized';

/** The id of an asset: a `bigint`, a decimal string, or a number up to 2^53 - 1. */
export type Id = bigint | number | string;
/** Bytes as `0x` and hexadecimal digits. */
export type Hex = string;

/** At which block to ask of the index. */
export interface At {
	view?: View;
}

/** What of a list is wanted. What is not given does not limit anything. */
export interface ListOptions extends At {
	/** Kinds of the assets wanted. */
	kinds?: Kind[];
	/** Relations that are followed. */
	relations?: Relation[];
	/** Standings of the assets wanted. */
	standings?: Standing[];
	/** Most edges between the asset in question and one wanted. */
	depth?: number;
	/** Where to go on: `nextCursor` of the page before. */
	cursor?: string | null;
	/** Rows in a page: 1 to 1,024, 64 if not given. */
	limit?: number;
}

/** The block that an answer holds for. */
export interface Block {
	hash: Hex;
	number: bigint;
}

export interface Asset {
	at: Block;
	asset: AssetRow;
}

export interface Assets {
	at: Block;
	assets: AssetRow[];
	/** Where to go on; null if there are no more. */
	next: bigint | null;
}

/** Both rows of an asset. */
export interface AssetRow {
	id: bigint;
	kind: Word<Kind>;
	/** Who may act for it. */
	controller: string;
	/** Who registered it. */
	registrant: string;
	/** The block in which it was registered. */
	block: bigint;
	/** The gravest of what stands against it. */
	standing: Word<Standing>;
	/** Everything that somebody put against it. */
	marks: Word<Mark>[];
	/** An ancestor that lost its standing, as far as the asset was refreshed since. */
	affectedBy: bigint | null;
	/** The limits that it inherits: an upper bound, not a permission. */
	terms: { purposes: Word<Purpose>[]; commercial: boolean; expires: bigint | null };
	/** Its items by basis. */
	composition: Record<Basis, bigint>;
	/** How many steps it is from the furthest source. */
	generation: number;
	/** Fixes the record and the whole ancestry. */
	digest: Hex;
	/** Why its own items may be used. */
	basis: Word<Basis>;
	/** What it is meant for. */
	intent: { purposes: Word<Purpose>[]; commercial: boolean };
	/** Commitment to its content. */
	commitment: Hex;
	/** Commitment to its metadata. */
	metadata: Hex | null;
	/** An identifier in a rights database. */
	rightsInformation: Hex | null;
	/** Its leaves, if it is a collection. */
	contents: Contents | null;
	/** Its parents. */
	edges: Edge[];
}

/** The leaves of a collection. Shares are parts per million. */
export interface Contents {
	root: Hex;
	leaves: number;
	weight: bigint;
	contributorsShare: number;
	excludedLeaves: number;
	excludedWeight: bigint;
}

/** A dependency on a parent. */
export interface Edge {
	parent: bigint;
	relation: Word<Relation>;
	/** The parent's part of the revenue, in parts per million. */
	share: number;
	authority: { type: 'control' } | { type: 'offer'; id: bigint } | { type: 'licence'; id: bigint };
}

/** A page of a list. */
export interface List {
	/** The block that the rows hold for. */
	at: Block;
	/** The block at which it was found which assets are in the list: that of the first page. */
	listedAt: Block;
	/** How many assets are in the list. */
	total: bigint;
	rows: Row[];
	/** What to pass for the next page; null after the last. */
	nextCursor: string | null;
}

export interface Row {
	id: bigint;
	kind: Word<Kind>;
	standing: Word<Standing>;
	generation: number;
}

export interface Ancestry {
	at: Block;
	isAncestor: boolean;
}

export interface Path {
	at: Block;
	/** The edges of a shortest way, from the descendant up; null if there is no way. */
	path: { child: bigint; relation: Word<Relation>; parent: bigint }[] | null;
}

export interface Verdict {
	at: Block;
	asset: bigint;
	/** Its own standing. */
	standing: Word<Standing>;
	/** What somebody put against it. */
	marks: Word<Mark>[];
	/** Whether anything new may be built on it, once the chain has caught up with its ancestors. */
	isClear: boolean;
	/** The ancestor that the chain names by now as the one that affects it. */
	affectedBy: bigint | null;
	/** The ancestors that are not clear, nearest first. */
	causes: Cause[];
	/** Whether there are more. */
	more: boolean;
}

export interface Cause {
	asset: bigint;
	standing: Word<Standing>;
	/** The least number of edges to it. */
	distance: number;
	/** Whether it affects its descendants: closing an asset and the end of its terms do not. */
	affects: boolean;
}

/** What came to rest on an account's works, and what no longer does. */
export interface UsageChange {
	at: Block;
	/** How many assets rest on the account's works. */
	total: bigint;
	/** Those that came, by ascending id: none in the first message. */
	added: bigint[];
	/** Those that went, because control of a work moved or blocks were taken back. */
	removed: bigint[];
	/** Whether more came or went than a message holds: ask for `usage`. */
	more: boolean;
}

export interface Flow {
	at: Block;
	asset: bigint;
	/** Each asset that would get something, newest first. */
	rows: { asset: bigint; inflow: bigint; contributors: bigint; holders: bigint; held: bigint }[];
}

export interface Proof {
	/** The block whose state it proves: it is final. */
	at: Block;
	asset: bigint;
	/** What the way leads to; the asset itself if no ancestor was asked for. */
	ancestor: bigint;
	/** What is to be verified, offline: see js/proof. */
	bundle: Hex;
}

export interface SyncState {
	phase: Word<'rebuilding' | 'catchingUp' | 'inStep'>;
	/** The block that the index stands at. */
	at: Block | null;
	/** The last final block that it knows. */
	finalized: Block | null;
	/** The best block when it last looked. */
	target: Block;
	/** While it is rebuilding: the assets read, and those in all. */
	assets: [bigint, bigint] | null;
}

type ListOf<Of> = (of: Of, options?: ListOptions) => Promise<List>;
type PagesOf<Of> = (of: Of, options?: ListOptions) => AsyncGenerator<List, void, void>;

/** The lineage methods of a node. Accounts are addresses of any network, or 32 bytes in hexadecimal digits. */
export interface LineageRpc {
	/** Both rows of an asset, at a block by its hash. */
	asset(asset: Id, at?: Hex): Promise<Asset>;
	/** A page of the ancestors of an asset, by descending id. */
	ancestors: ListOf<Id>;
	/** A page of the descendants of an asset, by ascending id. */
	descendants: ListOf<Id>;
	/** A page of what an account controls, by ascending id. */
	byAccount: ListOf<string>;
	/** A page of the datasets, models and outputs that rest on works that an account controls, by ascending id. */
	usage: ListOf<string>;
	/** The same lists, every page: `for await (const page of lineage.pages.ancestors(4n))`. */
	pages: {
		ancestors: PagesOf<Id>;
		descendants: PagesOf<Id>;
		byAccount: PagesOf<string>;
		usage: PagesOf<string>;
	};
	/** Whether one asset is an ancestor of another. */
	isAncestor(ancestor: Id, descendant: Id, options?: At): Promise<Ancestry>;
	/** A shortest way from an asset up to one of its ancestors, over the given relations or all. */
	path(ancestor: Id, descendant: Id, options?: At & { relations?: Relation[] }): Promise<Path>;
	/** Both rows of up to 64 assets with a commitment, by ascending id from an id on. */
	byCommitment(commitment: Hex, options?: At & { from?: Id | null }): Promise<Assets>;
	/** Whether anything may be built on an asset, and which of its ancestors stand in the way. */
	standing(asset: Id, options?: At): Promise<Verdict>;
	/** Who would get what if an amount, in the currency's smallest unit, were paid for an asset now. */
	flow(asset: Id, currency: 'native' | Id, amount: Id, at?: Hex): Promise<Flow>;
	/**
	 * A bundle that proves an asset, or a shortest way from it to an ancestor over the given relations or all, in the state
	 * of a final block.
	 */
	proof(asset: Id, options?: { ancestor?: Id | null; relations?: Relation[] }): Promise<Proof>;
	/** How far the index is. */
	syncState(): Promise<SyncState>;
	/**
	 * Tells the verdict on each of up to 256 assets: of all at once, and of one whenever it changes. Gives the function
	 * that ends it.
	 */
	subscribeStanding(assets: Id[], listener: (verdict: Verdict) => void, failed?: (error: unknown) => void): () => void;
	/** Tells how much rests on the works of an account, and from then on what comes and goes. */
	subscribeUsage(account: string, listener: (change: UsageChange) => void, failed?: (error: unknown) => void): () => void;
}

/** What the methods are called through: a PolkadotClient of polkadot-api, or a function, which cannot subscribe. */
export type Requester =
	| {
			_request: <Reply = any, Params extends Array<any> = any[]>(method: string, params: Params) => Promise<Reply>;
			_subscribe: <Reply = any, Params extends Array<any> = any[]>(
				method: string,
				unsubscribeMethod: string,
				params: Params,
			) => { subscribe(observer: { next(message: Reply): void; error(error: unknown): void }): { unsubscribe(): void } };
	  }
	| ((method: string, params: unknown[]) => Promise<any>);

/** The methods of a node. */
export declare function lineageRpc(client: Requester): LineageRpc;

/** The numbers of refusals: `code` of the error that a request ends with. */
export declare const ERRORS: Readonly<{
	UnknownAsset: 9001;
	UnknownBlock: 9002;
	PrunedBlock: 9003;
	InvalidCursor: 9004;
	LimitOutOfRange: 9005;
	Syncing: 9007;
	Busy: 9008;
	Runtime: 9009;
	Budget: 9010;
	CursorExpired: 9011;
	NothingToFollow: 9012;
	NoAccount: 9013;
	NoFlow: 9014;
	WatchedOutOfRange: 9015;
	Limited: 9016;
	ProofTooLong: 9017;
	TooManySubscriptions: 9018;
	NoPath: 9019;
}>;
