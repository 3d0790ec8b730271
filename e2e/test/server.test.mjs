// The server of a node: limits, who is let in, what is counted; and that attacks on it are felt by nobody else.
import { describe } from 'node:test';

import attacks from '../suites/attacks.mjs';
import rpcServer from '../suites/rpcServer.mjs';

describe('the JSON-RPC server', () => rpcServer());

describe('attacks on it', () => attacks());
