// Adds `api.rpc.lineage` to the types of @polkadot/api.
import '@polkadot/rpc-core/types/jsonrpc';

import type { Observable } from '@polkadot/types/types';
import type { AugmentedRpc } from '@polkadot/rpc-core/types';
import type { AnyNumber } from '@polkadot/types-codec/types';

import type {
	LineageAncestry,
	LineageAsset,
	LineageAssets,
	LineageFilter,
	LineageFlow,
	LineageList,
	LineagePath,
	LineageProof,
	LineageRelation,
	LineageStanding,
	LineageSyncState,
	LineageUsageChange,
	LineageView,
} from './interfaces.js';

/** Something that writes itself as an address, a block or a cursor. */
type Written = string | Uint8Array | { toU8a(isBare?: boolean): Uint8Array };

type Page<Of> = AugmentedRpc<
	(
		of: Of,
		filter?: LineageFilter | null,
		cursor?: Written | null,
		limit?: AnyNumber | null,
		view?: LineageView | null,
	) => Observable<LineageList>
>;

declare module '@polkadot/rpc-core/types/jsonrpc' {
	interface RpcInterface {
		lineage: {
			/** Both rows of an asset. Errors: 9001, 9002, 9003, 9009. */
			asset: AugmentedRpc<(asset: AnyNumber, at?: Written) => Observable<LineageAsset>>;
			/** The ancestors of an asset by descending id, in pages. Errors: 9001, 9004, 9005, 9007, 9008, 9010, 9011. */
			ancestors: Page<AnyNumber>;
			/** The descendants of an asset by ascending id, in pages. Errors as of `ancestors`. */
			descendants: Page<AnyNumber>;
			/** What an account controls, by ascending id, in pages. Errors as of `ancestors`, and 9012, 9013. */
			byAccount: Page<Written>;
			/** Every dataset, model and output that rests on a work that an account controls, in pages. */
			usage: Page<Written>;
			/** Whether one asset is an ancestor of another. */
			isAncestor: AugmentedRpc<
				(ancestor: AnyNumber, descendant: AnyNumber, view?: LineageView | null) => Observable<LineageAncestry>
			>;
			/** A shortest way from an asset up to one of its ancestors, over the given relations or all. */
			path: AugmentedRpc<
				(
					ancestor: AnyNumber,
					descendant: AnyNumber,
					relations?: LineageRelation[] | null,
					view?: LineageView | null,
				) => Observable<LineagePath>
			>;
			/** Both rows of up to 64 assets with a commitment, by ascending id from an id on. */
			byCommitment: AugmentedRpc<
				(commitment: Written, from?: AnyNumber | null, view?: LineageView | null) => Observable<LineageAssets>
			>;
			/** Whether anything may be built on an asset, and which of its ancestors stand in the way. */
			standing: AugmentedRpc<(asset: AnyNumber, view?: LineageView | null) => Observable<LineageStanding>>;
			/** Who would get what if an amount were paid for an asset now. Errors: 9001, 9002, 9003, 9009, 9010, 9014. */
			flow: AugmentedRpc<
				(
					asset: AnyNumber,
					currency: 'native' | `${number}` | number,
					amount: AnyNumber,
					at?: Written,
				) => Observable<LineageFlow>
			>;
			/**
			 * A bundle that proves an asset, or a shortest way from it to an ancestor over the given relations or all, in the
			 * state of a final block. Errors: 9001, 9003, 9007, 9008, 9009, 9010, 9016, 9017, 9019.
			 */
			proof: AugmentedRpc<
				(
					asset: AnyNumber,
					ancestor?: AnyNumber | null,
					relations?: LineageRelation[] | null,
				) => Observable<LineageProof>
			>;
			/** How far the index is. */
			syncState: AugmentedRpc<() => Observable<LineageSyncState>>;
			/** The verdict on each of up to 256 assets: of all at once, and of one whenever it changes. Errors: 9001, 9008, 9015. */
			subscribeStanding: AugmentedRpc<(assets: AnyNumber[]) => Observable<LineageStanding>>;
			/** How much rests on the works of an account, and from then on what comes and goes. Errors: 9008, 9013. */
			subscribeUsage: AugmentedRpc<(account: Written) => Observable<LineageUsageChange>>;
		};
	}
}
