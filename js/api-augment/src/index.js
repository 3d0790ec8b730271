// What @polkadot/api needs to know to offer `api.rpc.lineage`: pass all of it to `ApiPromise.create`.
import { rpc } from './rpc.js';
import { signedExtensions } from './signedExtensions.js';
import { types } from './types.js';

export { rpc, signedExtensions, types };

/** All of it, to be spread into the options of `ApiPromise.create`. */
export const options = { rpc, signedExtensions, types };
