// The shapes of src/types.js, as @polkadot/api decodes them.
import type { Bytes, Option, Struct, Text, Vec, bool, u32, u64, u128 } from '@polkadot/types-codec';
import type { ITuple } from '@polkadot/types-codec/types';
import type { AccountId, H256 } from '@polkadot/types/interfaces/runtime';

/** `work`, `dataset`, `model`, `output`; a later runtime may add words. */
export type LineageKind = 'work' | 'dataset' | 'model' | 'output';
/** Whether an asset may be built upon. */
export type LineageStandingWord = 'clear' | 'withdrawn' | 'expired' | 'quarantined' | 'invalidated' | 'retired';
/** How an asset depends on another. */
export type LineageRelation =
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
/** The block that a question is about: the best one, or the last one that is final. */
export type LineageView = 'best' | 'finalized';

/** Which assets are wanted, and which edges are followed. What is not given does not limit anything. */
export interface LineageFilter {
	/** Kinds of the assets wanted. */
	kinds?: LineageKind[] | null;
	/** Relations that are followed. */
	relations?: LineageRelation[] | null;
	/** Standings of the assets wanted. */
	standings?: LineageStandingWord[] | null;
	/** Most edges between the asset in question and one wanted. */
	depth?: number | null;
}

/** A block. Its hash is read as `hash_`, for every codec has a `hash` of its own. */
export interface LineageBlock extends Struct {
	readonly hash_: H256;
	readonly number: u64;
}

/** The answer to `lineage_asset`. */
export interface LineageAsset extends Struct {
	/** The block that it holds for. */
	readonly at: LineageBlock;
	readonly asset: LineageAssetRow;
}

/** The answer to `lineage_byCommitment`. */
export interface LineageAssets extends Struct {
	/** The block that it holds for. */
	readonly at: LineageBlock;
	readonly assets: Vec<LineageAssetRow>;
	/** Where to go on; none if there are no more. */
	readonly next: Option<u64>;
}

/** Both rows of an asset. */
export interface LineageAssetRow extends Struct {
	readonly id: u64;
	readonly kind: Text;
	/** Who may act for it. */
	readonly controller: AccountId;
	/** Who registered it. */
	readonly registrant: AccountId;
	/** The block in which it was registered. */
	readonly block: u64;
	/** The gravest of what stands against it. */
	readonly standing: Text;
	/** Everything that somebody put against it. */
	readonly marks: Vec<Text>;
	/** An ancestor that lost its standing, as far as the asset was refreshed since. */
	readonly affectedBy: Option<u64>;
	/** The limits that it inherits: an upper bound, not a permission. */
	readonly terms: LineageTerms;
	/** Its items by basis. */
	readonly composition: LineageComposition;
	/** How many steps it is from the furthest source. */
	readonly generation: u32;
	/** Fixes the record and the whole ancestry. */
	readonly digest: H256;
	/** Why its own items may be used. */
	readonly basis: Text;
	/** What it is meant for. */
	readonly intent: LineageIntent;
	/** Commitment to its content. */
	readonly commitment: H256;
	/** Commitment to its metadata. */
	readonly metadata: Option<H256>;
	/** An identifier in a rights database. */
	readonly rightsInformation: Option<Bytes>;
	/** Its leaves, if it is a collection. */
	readonly contents: Option<LineageContents>;
	/** Its parents. */
	readonly edges: Vec<LineageEdge>;
}

/** Limits on what may be done with an asset. */
export interface LineageTerms extends Struct {
	readonly purposes: Vec<Text>;
	readonly commercial: bool;
	/** The first block at which nothing is permitted any more. */
	readonly expires: Option<u64>;
}

/** What an asset is meant for. */
export interface LineageIntent extends Struct {
	readonly purposes: Vec<Text>;
	readonly commercial: bool;
}

/** Items by basis. */
export interface LineageComposition extends Struct {
	readonly optIn: u64;
	readonly licensed: u64;
	readonly publicDomain: u64;
	readonly statutoryException: u64;
	readonly synthetic: u64;
	readonly undeclared: u64;
}

/** The leaves of a collection. */
export interface LineageContents extends Struct {
	/** The root of their tree. */
	readonly root: H256;
	readonly leaves: u32;
	/** The sum of their weights. */
	readonly weight: u64;
	/** The contributors' part, in parts per million. */
	readonly contributorsShare: u32;
	/** How many of them were taken out. */
	readonly excludedLeaves: u32;
	readonly excludedWeight: u64;
}

/** A dependency on a parent. */
export interface LineageEdge extends Struct {
	readonly parent: u64;
	readonly relation: Text;
	/** The parent's part of the revenue, in parts per million. */
	readonly share: u32;
	readonly authority: LineageAuthority;
}

/** What allowed an edge: `control`, or an `offer` or a `licence` with its id. */
export interface LineageAuthority extends Struct {
	get(name: 'type'): Text;
	get(name: 'id'): Option<u64>;
}

/** A page of a list. */
export interface LineageList extends Struct {
	/** The block that the rows hold for. */
	readonly at: LineageBlock;
	/** The block at which it was found which assets are in the list: that of the first page. */
	readonly listedAt: LineageBlock;
	/** How many assets are in the list. */
	readonly total: u64;
	readonly rows: Vec<LineageRow>;
	/** What to pass for the next page; none after the last. */
	readonly nextCursor: Option<Bytes>;
}

/** One asset of a list. */
export interface LineageRow extends Struct {
	readonly id: u64;
	readonly kind: Text;
	readonly standing: Text;
	readonly generation: u32;
}

/** The answer to `lineage_isAncestor`. */
export interface LineageAncestry extends Struct {
	readonly at: LineageBlock;
	readonly isAncestor: bool;
}

/** The answer to `lineage_path`. */
export interface LineagePath extends Struct {
	readonly at: LineageBlock;
	/** The edges of a shortest way, from the descendant up; none if there is no way. */
	readonly path: Option<Vec<LineageStep>>;
}

/** An edge of a way. */
export interface LineageStep extends Struct {
	readonly child: u64;
	readonly relation: Text;
	readonly parent: u64;
}

/** The answer to `lineage_standing`. */
export interface LineageStanding extends Struct {
	readonly at: LineageBlock;
	readonly asset: u64;
	/** Its own standing. */
	readonly standing: Text;
	/** What somebody put against it. */
	readonly marks: Vec<Text>;
	/** Whether anything new may be built on it, once the chain has caught up with its ancestors. */
	readonly isClear: bool;
	/** The ancestor that the chain names by now as the one that affects it. */
	readonly affectedBy: Option<u64>;
	/** The ancestors that are not clear, nearest first. */
	readonly causes: Vec<LineageCause>;
	/** Whether there are more. */
	readonly more: bool;
}

/** An ancestor that is not clear. */
export interface LineageCause extends Struct {
	readonly asset: u64;
	readonly standing: Text;
	/** The least number of edges to it. */
	readonly distance: u32;
	/** Whether it affects its descendants: closing an asset and the end of its terms do not. */
	readonly affects: bool;
}

/** What came to rest on an account's works, and what no longer does. */
export interface LineageUsageChange extends Struct {
	readonly at: LineageBlock;
	/** How many assets rest on the account's works. */
	readonly total: u64;
	/** Those that came, by ascending id: none in the first message. */
	readonly added: Vec<u64>;
	/** Those that went, because control of a work moved or blocks were taken back. */
	readonly removed: Vec<u64>;
	/** Whether more came or went than a message holds: ask `lineage_usage`. */
	readonly more: bool;
}

/** The answer to `lineage_flow`. */
export interface LineageFlow extends Struct {
	readonly at: LineageBlock;
	readonly asset: u64;
	/** Each asset that would get something, newest first. */
	readonly rows: Vec<LineageFlowRow>;
}

/** What one asset would get, in the currency's smallest unit. */
export interface LineageFlowRow extends Struct {
	readonly asset: u64;
	readonly inflow: u128;
	readonly contributors: u128;
	readonly holders: u128;
	/** What of it would be held for a dispute. */
	readonly held: u128;
}

/** The answer to `lineage_proof`. */
export interface LineageProof extends Struct {
	/** The block whose state it proves: it is final. */
	readonly at: LineageBlock;
	readonly asset: u64;
	/** What the way leads to; the asset itself if no ancestor was asked for. */
	readonly ancestor: u64;
	/** What is to be verified, offline: see js/proof. */
	readonly bundle: Bytes;
}

/** The answer to `lineage_syncState`. */
export interface LineageSyncState extends Struct {
	/** `rebuilding`, `catchingUp` or `inStep`. */
	readonly phase: Text;
	/** The block that the index stands at. */
	readonly at: Option<LineageBlock>;
	/** The last final block that it knows. */
	readonly finalized: Option<LineageBlock>;
	/** The best block when it last looked. */
	readonly target: LineageBlock;
	/** While it is rebuilding: the assets read, and those in all. */
	readonly assets: Option<ITuple<[u64, u64]>>;
}
