import type { ApiOptions } from '@polkadot/api/types';

import './augment.js';

export * from './interfaces.js';

/** The methods, for `ApiPromise.create`. */
export declare const rpc: NonNullable<ApiOptions['rpc']>;
/** The shapes of their questions and answers, for `ApiPromise.create`. */
export declare const types: NonNullable<ApiOptions['types']>;
/** Parts of a transaction that carry nothing and that `@polkadot/api` does not know, for `ApiPromise.create`. */
export declare const signedExtensions: NonNullable<ApiOptions['signedExtensions']>;
/** All of it: `ApiPromise.create({ provider, ...options })`. */
export declare const options: Required<Pick<ApiOptions, 'rpc' | 'signedExtensions' | 'types'>>;
