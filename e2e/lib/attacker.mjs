// A worker that carries out one attack: the client beside it is not slowed down by it.
import { parentPort, workerData } from 'node:worker_threads';

import { carryOut } from './attacks.mjs';

const { name, target } = workerData;
parentPort.postMessage(await carryOut(name, target));
